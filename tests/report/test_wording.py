"""Findings in plain words."""

from dataclasses import fields, replace

import pytest

from pipeline.model import Doubt, PartialDate, ReviewStatus
from pipeline.report import wording
from pipeline.report.lookup import lookup


@pytest.fixture
def review(county_of):
    found = lookup(county_of(4, unreadable=(3,)))
    return found.reviews["council-003"]  # nothing is known about it


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"status": "overdue", "days_overdue": 175}, "Overdue by 175 days", id="days"),
        pytest.param({"status": "overdue", "days_overdue": 1}, "Overdue by 1 day", id="one-day"),
        pytest.param({"status": "overdue", "days_overdue": 729}, "Overdue by 729 days", id="days"),
        pytest.param(
            {"status": "overdue", "days_overdue": 2000}, "Overdue by 5.5 years", id="years"
        ),
        pytest.param({"status": "overdue"}, "Overdue", id="days-not-known"),
        pytest.param(
            {"status": "due_soon", "review_due": PartialDate(2027, 1)},
            "Due soon: January 2027",
            id="month",
        ),
        pytest.param(
            {"status": "current", "derived_due": (PartialDate(2028, 3, 1),)},
            "Current: due 1 March 2028",
            id="worked-out",
        ),
        pytest.param(
            {"status": "ambiguous", "status_readings": ("overdue", "current")},
            "Unclear: overdue or current",
            id="two-readings",
        ),
        pytest.param({"status": "ambiguous"}, "Unclear", id="readings-not-known"),
        pytest.param({"status": "no_review_date"}, "No review date stated", id="none"),
        pytest.param({"status": "unreadable"}, "Not read", id="unreadable"),
    ],
)
def test_status_is_said_in_plain_words(review, values, expected):
    values |= {"status": ReviewStatus(values["status"])}
    if "status_readings" in values:
        values["status_readings"] = tuple(map(ReviewStatus, values["status_readings"]))
    assert wording.status(replace(review, **values)) == expected


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (getattr(wording, name), kind)
        for name, kind in {
            "LEVELS": "Level",
            "LEVEL_MEANINGS": "Level",
            "STATUSES": "ReviewStatus",
            "STATUS_MEANINGS": "ReviewStatus",
            "STATES": "State",
            "STATE_MEANINGS": "State",
            "RELATIONS": "Relation",
            "RELATION_MEANINGS": "Relation",
            "BASES": "Basis",
            "DEFECTS": "DefectKind",
            "DIFFERENCES": "DifferenceKind",
            "CAUSES": "ChangeCause",
            "DOUBTS": "Doubt",
        }.items()
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_kind_has_its_words(words, kinds):
    import pipeline.model as model

    assert set(words) == set(getattr(model, kinds))
    assert len(set(words.values())) == len(words)


def test_what_is_to_be_checked_is_said_with_its_reasons(review):
    doubtful = replace(
        review,
        doubts=(
            ("adopted", Doubt.MONTH_FIRST),
            ("adopted", Doubt.JOINED),
            ("review_due", Doubt.TENSE),
        ),
    )
    assert wording.to_check(doubtful, "adopted") == (
        "to be checked: the month may stand before the day; "
        "the date and its words stand in different lines or cells"
    )
    assert wording.to_check(doubtful, "last_reviewed") == ""


def test_a_review_of_which_nothing_is_known_claims_nothing(review):
    claims = {field.name for field in fields(review) if getattr(review, field.name)}
    assert claims == {"doc", "status"}
    assert (wording.due(review), wording.due_basis(review), wording.cadence(review)) == ("",) * 3
