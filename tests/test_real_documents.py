"""Answers about five real protocols that a reader of them can check."""

import pytest

from pipeline.model import DefectKind, Level, ReviewStatus
from pipeline.stages.analyse import load_findings

DOCS = ("chard", "fakenham", "finmere", "unnamed", "ware")


@pytest.fixture(scope="module")
def findings(real_build):
    return load_findings(real_build)


@pytest.mark.parametrize(
    ("provision", "with_rules"),
    [
        ("political_groups", {"ware"}),
        ("access_information", {"chard", "fakenham"}),
        ("correspondence", {"fakenham"}),
    ],
)
def test_who_has_rules(findings, provision, with_rules):
    levels = {cell.doc: cell.level for cell in findings.cells if cell.provision == provision}

    assert {doc for doc, level in levels.items() if level is Level.RULES} == with_rules


def test_political_groups_are_at_least_mentioned_everywhere(findings):
    levels = {c.doc: c.level for c in findings.cells if c.provision == "political_groups"}

    assert [doc for doc in DOCS if levels[doc] is Level.ABSENT] == []


@pytest.mark.parametrize(
    ("doc", "status", "readings"),
    [
        ("finmere", ReviewStatus.AMBIGUOUS, {ReviewStatus.OVERDUE, ReviewStatus.DUE_SOON}),
        ("ware", ReviewStatus.OVERDUE, set()),
        ("chard", ReviewStatus.NO_REVIEW_DATE, set()),
        ("fakenham", ReviewStatus.CURRENT, set()),
        ("unnamed", ReviewStatus.DUE_SOON, set()),
    ],
)
def test_where_the_review_stands(findings, doc, status, readings):
    review = next(review for review in findings.reviews if review.doc == doc)

    assert (review.status, set(review.status_readings)) == (status, readings)


def test_an_undated_review_still_has_its_adoption(findings):
    review = next(review for review in findings.reviews if review.doc == "chard")

    assert str(review.adopted) == "2015-01-19"


def test_a_council_that_its_document_does_not_name_is_reported_so(findings, real_build):
    page = (real_build.reports / "councils" / "unnamed.html").read_text(encoding="utf-8")

    assert findings.facts["unnamed"].council is None
    assert "not named in the document" in page


def test_a_promise_of_rules_that_never_come_is_found(findings):
    quotes = [
        defect.evidence.quote
        for defect in findings.defects
        if defect.evidence.doc == "finmere" and defect.kind is DefectKind.DANGLING_REFERENCE
    ]
    assert any("political groups" in quote for quote in quotes)
