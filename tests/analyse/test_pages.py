"""The pages that a reader would want to see."""

import pytest

from pipeline.analyse.pages import evidence_pages
from pipeline.model import (
    Cell,
    Clause,
    ClauseKind,
    Defect,
    DefectKind,
    Difference,
    DifferenceKind,
    Evidence,
    Level,
    Review,
    ReviewStatus,
)

PAGES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: None, 7: 7}  # page of each clause
CLAUSES = {
    ("fern", n): Clause(
        "fern", n, f"{n}", f"{n}", (), ClauseKind.CLAUSE, "Words.", n, n + 1, page=page,
        confidence=0.5 if n == 7 else None,
    )
    for n, page in PAGES.items()
}  # fmt: skip


def cell(*clauses):
    return Cell("fern", "press", Level.RULES if clauses else Level.ABSENT, clauses, "Words.", None)


def words(n=None, page=None):
    return Evidence("fern", 0, 1, "Words.", n, page)


def review(*evidence):
    blank = dict.fromkeys(
        ("title", "adopted", "last_reviewed", "review_due", "cadence_text", "days_overdue",
         "years_since_review", "approved_by", "minute_ref", "version")
    )  # fmt: skip
    return Review(
        doc="fern",
        cadence_months=(),
        derived_due=(),
        status=ReviewStatus.CURRENT,
        status_readings=(),
        flags=(),
        evidence=tuple(("adopted", each) for each in evidence),
        **blank,
    )


def chosen(*, doubtful_below=0.0, most=40, cells=(), reviews=(), defects=(), differences=()):
    return evidence_pages(
        CLAUSES,
        cells=cells,
        reviews=reviews,
        defects=[Defect(DefectKind.PLACEHOLDER, "Fill it in.", each) for each in defects],
        differences=[
            Difference("f1", "fern", n, DifferenceKind.NEGATION, "may", "must", 3, 4)
            for n in differences
        ],
        doubtful_below=doubtful_below,
        most=most,
    )


@pytest.mark.parametrize(
    ("evidence", "pages"),
    [
        pytest.param({"cells": [cell(2, 4)]}, (2, 4), id="cell"),
        pytest.param({"reviews": [review(words(3))]}, (3,), id="date-in-a-clause"),
        pytest.param({"reviews": [review(words(page=9))]}, (9,), id="date-in-a-footer"),
        pytest.param({"defects": [words(1, page=2)]}, (2,), id="words-on-a-later-page"),
        pytest.param({"differences": [5]}, (5,), id="difference"),
        pytest.param({"doubtful_below": 0.8}, (7,), id="recognised-with-doubt"),
        pytest.param({"cells": [cell(2), cell(2, 3)], "differences": [2]}, (2, 3), id="once-each"),
    ],
)
def test_pages_with_evidence_are_chosen(evidence, pages):
    assert chosen(**evidence) == {"fern": pages}


@pytest.mark.parametrize(
    "evidence",
    [
        pytest.param({}, id="no-finding"),
        pytest.param({"cells": [cell()]}, id="silent"),
        pytest.param({"cells": [cell(6)]}, id="format-without-pages"),
        pytest.param({"cells": [cell(99)]}, id="no-such-clause"),
    ],
)
def test_a_document_without_evidence_on_a_page_is_left_out(evidence):
    assert chosen(**evidence) == {}


def test_of_too_many_pages_the_strongest_evidence_stays():
    evidence = {"cells": [cell(4, 1), cell(5, 2)], "reviews": [review(words(3))]}
    assert chosen(**evidence, most=3) == {"fern": (3, 4, 5)}
