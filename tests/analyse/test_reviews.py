from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.analyse.reviews import review_of
from pipeline.model import (
    Doubt,
    Evidence,
    PartialDate,
    ReviewStatus,
    StatedCadence,
    StatedDate,
    StatedFacts,
    StatedRole,
)

AS_OF = date(2026, 11, 22)
WORDS = Evidence("stowcote", 0, 7, "Adopted")


def day(value):
    return PartialDate(*(int(part) for part in value.split("-")))


def stated(role, value, *flags, body=None):
    return StatedDate(StatedRole(role), day(value), WORDS, body, flags)


def cadence(*months, election_tied=False, annual_meeting=False):
    return StatedCadence("reviewed now and then", months, WORDS, election_tied, annual_meeting)


def review(*dates, every=None, as_of=AS_OF, bare=()):
    facts = StatedFacts(
        "stowcote", None, None, None, dates, every, None, None, None, bare_dates=bare
    )
    return review_of(facts, as_of=as_of, due_soon_days=90)


@pytest.mark.parametrize(
    ("due", "status", "days_overdue"),
    [
        pytest.param("2026-11-21", ReviewStatus.OVERDUE, 1, id="yesterday"),
        pytest.param("2026-11-22", ReviewStatus.DUE_SOON, None, id="today"),
        pytest.param("2027-02-20", ReviewStatus.DUE_SOON, None, id="ninety days ahead"),
        pytest.param("2027-02-21", ReviewStatus.CURRENT, None, id="ninety-one days ahead"),
        pytest.param("2026-10", ReviewStatus.OVERDUE, 22, id="month that has ended"),
        pytest.param("2026-11", ReviewStatus.DUE_SOON, None, id="month that has not ended"),
        pytest.param("2026", ReviewStatus.DUE_SOON, None, id="year that has not ended"),
        pytest.param("2025", ReviewStatus.OVERDUE, 326, id="year that has ended"),
    ],
)
def test_a_deadline_is_the_last_day_that_was_stated(due, status, days_overdue):
    found = review(stated("review_due", due))
    assert (found.status, found.days_overdue) == (status, days_overdue)


@pytest.mark.parametrize(
    ("dates", "every", "derived"),
    [
        pytest.param([("adopted", "2024-02-29")], cadence(12), ["2025-02-28"], id="leap day"),
        pytest.param(
            [("adopted", "2020-05-12"), ("reviewed", "2024-05")], cadence(24), ["2026-05"],
            id="the last review is the base"),
        pytest.param([("adopted", "2024")], cadence(36), ["2027"], id="precision of the base"),
        pytest.param([], cadence(36), [], id="no base"),
        pytest.param([("adopted", "2024-05-12")], cadence(), [], id="no interval"),
        pytest.param([("adopted", "2024-05-12")], cadence(48, election_tied=True), [],
                     id="tied to elections"),
        pytest.param([("adopted", "2025-05-14")], cadence(12, annual_meeting=True), ["2026-05"],
                     id="annual meeting, adopted in May"),
        pytest.param([("adopted", "2026-03-02")], cadence(12, annual_meeting=True), ["2026-05"],
                     id="annual meeting, adopted in March"),
        pytest.param([("adopted", "2023-07-04")], cadence(24, annual_meeting=True), ["2025-05"],
                     id="every second annual meeting"),
        pytest.param([("adopted", "2025-05-12")], cadence(24, 36), ["2027-05-12", "2028-05-12"],
                     id="two readings"),
    ],
)  # fmt: skip
def test_a_due_date_is_derived_from_the_last_review_and_the_cadence(dates, every, derived):
    found = review(*(stated(*item) for item in dates), every=every)
    assert [str(due) for due in found.derived_due] == derived


def test_a_cadence_whose_readings_agree_keeps_the_agreed_status():
    found = review(stated("adopted", "2019-01-08"), every=cadence(6, 24))
    assert (found.status, found.status_readings) == (ReviewStatus.OVERDUE, ())
    assert found.days_overdue == (AS_OF - date(2021, 1, 8)).days


def test_a_cadence_whose_readings_differ_is_ambiguous_and_lists_them():
    found = review(stated("adopted", "2026-01-08"), every=cadence(6, 24))
    assert found.status is ReviewStatus.AMBIGUOUS
    assert found.status_readings == (ReviewStatus.OVERDUE, ReviewStatus.CURRENT)
    assert found.days_overdue is None


def test_a_stated_review_date_settles_what_biannual_means():
    found = review(
        stated("adopted", "2023-05"), stated("review_due", "2025-05"), every=cadence(6, 24)
    )
    assert found.cadence_months == (24,)


@pytest.mark.parametrize(
    ("dates", "adopted", "last_reviewed"),
    [
        pytest.param([("adopted", "2021-05-12")], "2021-05-12", None, id="adoption is no review"),
        pytest.param([("readopted", "2023-05-17")], None, "2023-05-17", id="re-adoption alone"),
        pytest.param(
            [("adopted", "2019-05-12"), ("adopted", "2023-05-15")], "2019-05-12", "2023-05-15",
            id="a later adoption is a re-adoption"),
        pytest.param([("adopted", "2021"), ("adopted", "2021-05-12")], "2021-05-12", None,
                     id="the finer of two precisions"),
        pytest.param([("reviewed", "2025-05-12"), ("reviewed", "2024-05-13")], None, "2025-05-12",
                     id="the latest review"),
    ],
)  # fmt: skip
def test_adoption_is_the_earliest_and_review_the_latest(dates, adopted, last_reviewed):
    found = review(*(stated(*item) for item in dates))
    assert (found.adopted, found.last_reviewed) == (
        day(adopted) if adopted else None,
        day(last_reviewed) if last_reviewed else None,
    )


def test_of_two_stages_the_councils_date_counts():
    found = review(
        stated("adopted", "2024-03-04", body="Staffing Committee"),
        stated("adopted", "2024-03-25", body="Full Council"),
    )
    assert found.adopted == day("2024-03-25")


def test_a_clerks_approval_between_meetings_gives_way_to_the_councils():
    words = Evidence("stowcote", 0, 43, "Approved under urgent powers by the Clerk on")
    found = review(
        replace(stated("adopted", "2024-03-04"), evidence=words),
        stated("adopted", "2024-03-25", body="Council"),
    )
    assert found.adopted == day("2024-03-25")


def test_a_councils_ratification_of_a_committees_review_is_the_reviews_date():
    found = review(
        stated("reviewed", "2025-01-08", body="Policy Committee"),
        stated("adopted", "2025-01-29", "ratified", body="Full Council"),
    )
    assert (found.adopted, found.last_reviewed) == (None, day("2025-01-29"))


def test_a_due_date_that_a_later_review_answered_is_stale():
    found = review(
        stated("review_due", "2021-06"),
        stated("reviewed", "2021-07-07"),
        stated("review_due", "2024-06"),
    )
    assert found.review_due == day("2024-06")


@pytest.mark.parametrize(
    ("dates", "every", "flag", "status"),
    [
        pytest.param([("adopted", "2027-01-14")], None, "future_adoption", ReviewStatus.AMBIGUOUS,
                     id="adopted in the future"),
        pytest.param([("reviewed", "2027-01-14")], None, "future_review", ReviewStatus.AMBIGUOUS,
                     id="reviewed in the future"),
        pytest.param([("adopted", "2024-01-14"), ("reviewed", "2027-05")], None,
                     "past_tense_future_date", ReviewStatus.CURRENT,
                     id="reviewed in the future beside an adoption"),
        pytest.param([("adopted", "2024-05"), ("review_due", "2023-05")], None,
                     "review_before_adoption", ReviewStatus.AMBIGUOUS, id="due before adoption"),
        pytest.param([("adopted", "2024-05")], cadence(48, election_tied=True), "election_tied",
                     ReviewStatus.AMBIGUOUS, id="tied to elections"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_flagged(dates, every, flag, status):
    found = review(*(stated(*item) for item in dates), every=every)
    assert (found.flags, found.status) == ((flag,), status)


def test_a_last_review_ahead_is_not_taken_for_a_review_due():
    found = review(stated("adopted", "2024-01-14"), stated("reviewed", "2027-05", "latest"))
    assert (found.review_due, found.flags) == (None, ("future_review",))


@pytest.mark.parametrize(
    ("value", "field"), [("2024-05", "last_reviewed"), ("2027-05", "review_due")]
)
def test_a_date_of_unclear_tense_is_done_if_past_and_due_if_ahead(value, field):
    found = review(stated("review_due", value, "tense_unclear"))
    assert getattr(found, field) == day(value)


def test_a_stated_date_outweighs_a_tie_to_elections():
    found = review(stated("review_due", "2027-05"), every=cadence(48, election_tied=True))
    assert (found.status, found.flags) == (ReviewStatus.CURRENT, ("election_tied",))


@pytest.mark.parametrize(
    ("dates", "flags"),
    [([], ("bare_date",)), ([("adopted", "2024")], ()), ([("review_due", "2027")], ("bare_date",))],
    ids=["alone", "beside an adoption", "beside a review due"],
)
def test_a_bare_date_is_flagged_only_where_nothing_was_adopted_or_reviewed(dates, flags):
    assert review(*(stated(*item) for item in dates), bare=(WORDS,)).flags == flags


def test_a_document_without_dates_claims_nothing():
    found = review()
    assert (found.status, found.days_overdue) == (ReviewStatus.NO_REVIEW_DATE, None)
    assert (found.years_since_review, found.evidence) == (None, ())


def test_years_since_review_count_from_the_last_review_else_the_adoption():
    dates = (stated("adopted", "2015-01-19"), stated("reviewed", "2024-11-22"))
    assert [review(*dates[:1]).years_since_review, review(*dates).years_since_review] == [11.8, 2.0]


def test_each_field_comes_with_the_words_that_fill_it():
    found = review(stated("adopted", "2024-05"), stated("review_due", "2027-05"), every=cadence(36))
    assert found.evidence == (("adopted", WORDS), ("review_due", WORDS), ("cadence", WORDS))


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 5000))
def test_each_day_that_passes_adds_one_day_overdue(due, days):
    value = PartialDate(due.year, due.month, due.day)
    found = review(StatedDate(StatedRole.REVIEW_DUE, value, WORDS), as_of=due + timedelta(days))
    assert found.days_overdue == days


def doubtful(role, value, *doubts, body=None, quote="Adopted"):
    words = Evidence("stowcote", 0, len(quote), quote)
    return StatedDate(StatedRole(role), day(value), words, body, doubts=doubts)


@pytest.mark.parametrize(
    ("dates", "every", "expected"),
    [
        pytest.param(
            (doubtful("adopted", "2024-05-14"), doubtful("review_due", "2027-05")),
            None,
            {},
            id="none",
        ),
        pytest.param(
            (doubtful("adopted", "2024-05-14"), doubtful("review_due", "2027-05", Doubt.JOINED)),
            None,
            {"review_due": {Doubt.JOINED}, "status": {Doubt.JOINED}},
            id="the status stands on the date of the next review",
        ),
        pytest.param(
            (doubtful("adopted", "2024-05-14", Doubt.JOINED), doubtful("review_due", "2027-05")),
            None,
            {"adopted": {Doubt.JOINED}},
            id="and not on the adoption beside it",
        ),
        pytest.param(
            (doubtful("adopted", "2024-05-14", Doubt.SCAN),),
            cadence(36),
            {"adopted": {Doubt.SCAN}, "status": {Doubt.SCAN}},
            id="a date worked out is as doubtful as its base",
        ),
        pytest.param(
            (doubtful("adopted", "2018-05-14"), doubtful("adopted", "2024-05-14")),
            None,
            {"last_reviewed": {Doubt.ADOPTION_AS_REVIEW}},
            id="a later adoption stands in for a review",
        ),
        pytest.param(
            (doubtful("adopted", "2024-05-14"), doubtful("adopted", "2024-06-11", body="Council")),
            None,
            {"adopted": {Doubt.CONFLICT}},
            id="two approvals within weeks, the first by nobody named",
        ),
        pytest.param(
            (
                doubtful("adopted", "2024-05-14", body="HR Committee"),
                doubtful("adopted", "2024-06-11", body="Council"),
            ),
            None,
            {},
            id="a committee's and the council's",
        ),
        pytest.param(
            (doubtful("review_due", "2024-05", quote="Review"),),
            None,
            {"review_due": {Doubt.TENSE}, "status": {Doubt.TENSE}},
            id="a lone review that is past",
        ),
        pytest.param(
            (doubtful("review_due", "2024-05", quote="Review due"),),
            None,
            {},
            id="unless it is called due",
        ),
        pytest.param(
            (
                doubtful("reviewed", "2024-05-14"),
                doubtful("review_due", "2026-05", quote="Review"),
                doubtful("review_due", "2028-05", quote="Next review"),
            ),
            None,
            {"last_reviewed": {Doubt.TENSE}},
            id="a review between the last and the next",
        ),
    ],
)
def test_doubts_of_dates_become_doubts_of_what_follows(dates, every, expected):
    found = review(*dates, every=every).doubts

    assert {
        name: {doubt for field, doubt in found if field == name} for name, _ in found
    } == expected
