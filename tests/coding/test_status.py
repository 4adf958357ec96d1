"""Tests for lines about the state of a document."""

import pytest

from pipeline.coding.status import is_review_status
from pipeline.model import ClauseKind


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Review date: May 2027", id="review-date"),
        pytest.param("Adopted 3 May 2021. Next review due 05/24/25", id="short-year"),
        pytest.param("Reviewed and readopted, 14 May 2024", id="history"),
        pytest.param("15th May 2023 Re adopted with no revisions", id="two-words"),
        pytest.param("To be reviewed annually", id="interval"),
        pytest.param("Dyddiad adolygu: Mai 2027", id="welsh"),
    ],
)
@pytest.mark.parametrize("kind", [ClauseKind.METADATA, ClauseKind.TABLE_ROW])
def test_a_line_with_a_review_and_its_date_is_told(clause, text, kind):
    assert is_review_status(clause(text, kind=kind))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("Adopted 3 May 2021", ClauseKind.METADATA, id="adoption-alone"),
        pytest.param("Review", ClauseKind.TABLE_ROW, id="column-head"),
        pytest.param("Review date: May 2027", ClauseKind.HEADING, id="heading"),
        pytest.param("Reviewed each year since 2019.", ClauseKind.CLAUSE, id="clause"),
    ],
)
def test_other_lines_are_not(clause, text, kind):
    assert not is_review_status(clause(text, kind=kind))
