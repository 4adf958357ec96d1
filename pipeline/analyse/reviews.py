"""Which protocols are past their review date?

What a document states is judged against `as_of`, never today: same corpus and parameters, same
report. A contradiction or a double meaning ends in `ambiguous`, not in a choice.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pipeline.model import (
    Doubt,
    Evidence,
    PartialDate,
    Review,
    ReviewStatus,
    StatedCadence,
    StatedDate,
    StatedFacts,
    StatedRole,
)
from pipeline.text.dates import first_day, last_day, plus_months


def review_of(
    facts: StatedFacts,
    *,
    as_of: date,
    due_soon_days: int,
    settled: Mapping[str, StatedDate | None] | None = None,
) -> Review:
    """Judge one document's review on the day `as_of`.

    A stated review date is taken as it stands. Failing that, one is derived from the last review,
    else the adoption, and the stated cadence; with neither, nothing is claimed.

    Args:
        facts: What the document states.
        as_of: The day of the report.
        due_soon_days: A deadline from 0 to this many days ahead is `due_soon`.
        settled: What a person says of `adopted`, `last_reviewed` or `review_due`, in place of what
            would be chosen; None: there is no such date. It is beyond doubt.

    Returns:
        The judgement. Deadlines are the last day of the stated day, month or year. `ambiguous`
        comes with what each reading would give, where the readings are known.
    """
    settled = settled or {}
    history = _settled(_history(facts, as_of), settled)
    due = history.due
    months = _settled_months(facts.cadence, history)
    derived = _derived(facts.cadence, months, history)
    deadlines = [due.date] if due else derived
    readings = tuple(
        dict.fromkeys(_status(deadline, as_of, due_soon_days) for deadline in deadlines)
    )
    doubts = _doubts(facts, history, as_of)
    ambiguous = (
        len(readings) > 1 or bool(doubts - _HARMLESS) or (not due and "election_tied" in doubts)
    )
    if ambiguous:
        status = ReviewStatus.AMBIGUOUS
    else:
        status = readings[0] if readings else ReviewStatus.NO_REVIEW_DATE
    overdue = status is ReviewStatus.OVERDUE
    base = history.last_reviewed or history.adopted
    certainty = _certainty(facts, history, as_of, doubts) | {field: set() for field in settled}
    return Review(
        doc=facts.doc,
        title=facts.title,
        adopted=history.adopted.date if history.adopted else None,
        last_reviewed=history.last_reviewed.date if history.last_reviewed else None,
        review_due=due.date if due else None,
        cadence_months=months,
        cadence_text=facts.cadence.text if facts.cadence else None,
        derived_due=tuple(derived),
        status=status,
        status_readings=readings if ambiguous else (),
        days_overdue=(as_of - max(map(last_day, deadlines))).days if overdue else None,
        years_since_review=_years(base.date, as_of) if base else None,
        approved_by=facts.approved_by,
        minute_ref=facts.minute_ref,
        version=facts.version,
        flags=_flags(facts, history, doubts),
        evidence=_evidence(facts, history),
        doubts=tuple(
            (field, doubt)
            for field, found in {
                **certainty,
                "status": _status_doubts(certainty, status, history, facts),
            }.items()
            for doubt in sorted(found)
        ),
    )


@dataclass(frozen=True, slots=True)
class _History:
    """The dates that count, chosen from those stated."""

    adopted: StatedDate | None
    last_reviewed: StatedDate | None
    due: StatedDate | None
    future_review: bool  # a review said to be done lies ahead
    past_tense_future: bool  # the same, beside an adoption: read as due


# A doubt that does not by itself make the status ambiguous.
_HARMLESS = frozenset({"election_tied"})
_TWO_STAGES = (
    150  # days: a committee's approval and the council's, if no further apart, are one act
)


def _history(facts: StatedFacts, as_of: date) -> _History:
    """Choose among the stated dates."""
    held = _held(facts.dates, as_of)
    dates = [_with_tense(item, as_of, held) for item in facts.dates]
    adoptions = sorted(_of(dates, StatedRole.ADOPTED), key=_order)
    reviews: list[StatedDate] = []
    dues = list(_of(dates, StatedRole.REVIEW_DUE))
    future_review = past_tense_future = False
    for item in _of(dates, StatedRole.REVIEWED, StatedRole.READOPTED):
        if first_day(item.date) <= as_of:
            reviews.append(item)
        elif adoptions and item.role is StatedRole.REVIEWED and "latest" not in item.flags:
            dues.append(item)
            past_tense_future = True
        else:
            future_review = True
    ratified = _ratified_review(adoptions, reviews)
    if ratified:
        reviews.append(ratified)
    adopted = _adoption([item for item in adoptions if item is not ratified])
    if adopted:
        reviews += _readoptions(adoptions, adopted, as_of)
    last = max(reviews, key=_order, default=None)
    return _History(adopted, last, _next_due(dues, last), future_review, past_tense_future)


def _settled(history: _History, settled: Mapping[str, StatedDate | None]) -> _History:
    """Put what a person says in place of what was chosen."""
    names = {"adopted": "adopted", "last_reviewed": "last_reviewed", "review_due": "due"}
    said: dict[str, Any] = {names[field]: item for field, item in settled.items()}
    if said.keys() & {"last_reviewed", "due"}:
        said |= {"future_review": False, "past_tense_future": False}
    return replace(history, **said)


def _with_tense(item: StatedDate, as_of: date, held: Sequence[StatedDate]) -> StatedDate:
    """Read "Review dates: ..." and the like as reviews done where they lie in the past."""
    if item in held:
        return replace(
            item, role=StatedRole.REVIEWED, doubts=tuple(sorted({*item.doubts, Doubt.TENSE}))
        )
    if "tense_unclear" in item.flags and last_day(item.date) < as_of:
        return replace(item, role=StatedRole.REVIEWED)
    return item


def _held(dates: Sequence[StatedDate], as_of: date) -> list[StatedDate]:
    """Find the plain "Date of review ..." that were reviews held, not the next one.

    They are where several stand, and a later "Date of next review": one alone may be a plan that
    nobody took out.
    """
    dues = [item for item in dates if item.role is StatedRole.REVIEW_DUE]
    latest = max(
        (first_day(item.date) for item in dues if _NEXT.search(item.evidence.quote)), default=None
    )
    plain = [
        item
        for item in dues
        if latest
        and last_day(item.date) < min(latest, as_of)
        and _PLAIN_REVIEW.match(item.evidence.quote)
    ]
    return plain if len(plain) > 1 else []


_NEXT = re.compile(r"\bnext\b|\bnesaf\b", re.IGNORECASE)
_PLAIN_REVIEW = re.compile(
    r"\W{0,9}(?:dates? of (?:the )?)?(?:annual |policy )?reviews?(?: dates?| on| in)?\b"
    r"(?! (?:due|by|before|is|will))",
    re.IGNORECASE,
)


def _ratified_review(
    adoptions: Sequence[StatedDate], reviews: Sequence[StatedDate]
) -> StatedDate | None:
    """Find the council's ratification of what its committee reviewed: it is the review's date."""
    for item in adoptions:
        if "ratified" in item.flags and _is_council(item.body):
            for review in reviews:
                apart = (last_day(item.date) - first_day(review.date)).days
                if _is_committee(review.body) and 0 <= apart <= _TWO_STAGES:
                    return item
    return None


def _adoption(adoptions: Sequence[StatedDate]) -> StatedDate | None:
    """Choose the earliest adoption; of two stages the council's, of two precisions the finer."""
    if not adoptions:
        return None
    first = adoptions[0]
    if _is_committee(first.body) or _BY_AN_OFFICER.search(first.evidence.quote):
        for item in adoptions[1:]:
            apart = (last_day(item.date) - first_day(first.date)).days
            if _is_council(item.body) and apart <= _TWO_STAGES:
                first = item
                break
    for item in adoptions:
        overlap = first_day(item.date) <= last_day(first.date) and (
            last_day(item.date) >= first_day(first.date)
        )
        if overlap and item.date.day and not first.date.day:
            return item
    return first


# An officer's approval between meetings is no resolution.
_BY_AN_OFFICER = re.compile(
    r"\bby the (?:\w{1,20} )?clerk\b|\burgen(?:t|cy) powers\b", re.IGNORECASE
)


def _readoptions(
    adoptions: Sequence[StatedDate], adopted: StatedDate, as_of: date
) -> list[StatedDate]:
    """Take later adoptions of the same text as reviews of it."""
    return [
        item
        for item in adoptions
        if (first_day(item.date) - last_day(adopted.date)).days > _TWO_STAGES
        and first_day(item.date) <= as_of
    ]


def _next_due(dues: Sequence[StatedDate], last: StatedDate | None) -> StatedDate | None:
    """Choose the latest review due; one that a later review has answered is stale."""
    open_dues = [item for item in dues if not last or last_day(item.date) >= first_day(last.date)]
    return max(
        open_dues or dues, key=lambda item: (last_day(item.date), _order(item)), default=None
    )


def _of(dates: Iterable[StatedDate], *roles: StatedRole) -> list[StatedDate]:
    return [item for item in dates if item.role in roles]


def _order(item: StatedDate) -> tuple[date, int]:
    precision = sum(part is not None for part in (item.date.month, item.date.day))
    return first_day(item.date), precision


_COMMITTEE = re.compile(
    # "Policy & Resources", where no council is named
    r"committee|cttee|working|panel|[pb]wyllgor|^(?!.{0,80}\bcouncil\b).{0,40}(?:&|\band\b)",
    re.IGNORECASE,
)
_COUNCIL = re.compile(r"council|cyngor|[PTCF]C$", re.IGNORECASE)


def _is_committee(body: str | None) -> bool:
    return bool(body and _COMMITTEE.search(body))


def _is_council(body: str | None) -> bool:
    named = bool(body and _COUNCIL.search(body))
    return named and not _is_committee(body)


# --- cadence -------------------------------------------------------------------------------


def _settled_months(cadence: StatedCadence | None, history: _History) -> tuple[int, ...]:
    """Settle "biannually" by the step from the last review to the stated next one."""
    months = cadence.months if cadence else ()
    base = history.last_reviewed or history.adopted
    if months != (6, 24) or not base or not history.due:
        return months
    start, end = base.date, history.due.date
    if start.month is None or end.month is None:
        return months
    step = (end.year - start.year) * 12 + end.month - start.month
    for reading in months:
        if abs(step - reading) <= 1:
            return (reading,)
    return months


def _derived(
    cadence: StatedCadence | None, months: tuple[int, ...], history: _History
) -> list[PartialDate]:
    base = history.last_reviewed or history.adopted
    if cadence is None or base is None or cadence.election_tied:
        return []
    if cadence.annual_meeting:
        return [_may_after(base.date, step // 12) for step in months if step % 12 == 0]
    return [plus_months(base.date, step) for step in months]


def _may_after(base: PartialDate, years: int) -> PartialDate:
    """Give the n-th May strictly after the month of the base date."""
    first = base.year if (base.month or 12) < 5 else base.year + 1
    return PartialDate(first + years - 1, 5)


# --- judgement -----------------------------------------------------------------------------


def _status(deadline: PartialDate, as_of: date, due_soon_days: int) -> ReviewStatus:
    days = (last_day(deadline) - as_of).days
    if days < 0:
        return ReviewStatus.OVERDUE
    return ReviewStatus.DUE_SOON if days <= due_soon_days else ReviewStatus.CURRENT


def _doubts(facts: StatedFacts, history: _History, as_of: date) -> set[str]:
    doubts = set()
    adopted, due = history.adopted, history.due
    if facts.cadence and facts.cadence.election_tied:
        doubts.add("election_tied")
    if adopted and due and last_day(due.date) < first_day(adopted.date):
        doubts.add("review_before_adoption")
    if adopted and first_day(adopted.date) > as_of:
        doubts.add("future_adoption")
    if history.future_review:
        doubts.add("future_review")
    return doubts


# --- certainty -----------------------------------------------------------------------------

_Doubts = dict[str, set[Doubt]]  # by field


def _certainty(
    facts: StatedFacts, history: _History, as_of: date, contradictions: set[str]
) -> _Doubts:
    """Say what makes each stated field doubtful: how it was read, and how it was chosen."""
    adopted, last, due = history.adopted, history.last_reviewed, history.due
    doubts: _Doubts = {
        "adopted": set(adopted.doubts) if adopted else set(),
        "last_reviewed": set(last.doubts) if last else set(),
        "review_due": set(due.doubts) if due else set(),
        "cadence": set(facts.cadence.doubts) if facts.cadence else set(),
    }
    if adopted and not _is_council(adopted.body) and _has_a_second_stage(adopted, facts):
        doubts["adopted"].add(Doubt.CONFLICT)
    if last and any(
        item is not due and _may_have_been_held(item, last, as_of) for item in facts.dates
    ):
        doubts["last_reviewed"].add(Doubt.TENSE)
    if last and last.role is StatedRole.ADOPTED:
        doubts["last_reviewed"].add(Doubt.ADOPTION_AS_REVIEW)
    if due and due.role is not StatedRole.REVIEW_DUE:  # "Reviewed: 2028"
        doubts["review_due"].add(Doubt.TENSE)
    if due and _is_contested(due, facts, last, as_of):
        doubts["review_due"].add(Doubt.CONFLICT)
    base = last or adopted
    if (
        due
        and last_day(due.date) < as_of
        and not _SAYS_NEXT.search(due.evidence.quote)
        and (
            not base
            or due.date == base.date
            or (due.date.day and not _REVIEW_FIELD.search(due.evidence.quote))
        )
    ):
        doubts["review_due"].add(Doubt.TENSE)  # alone, it may be a review that was held
    if last and any(_is_later_than_the_last(last, item) for item in facts.dates):
        doubts["last_reviewed"].add(Doubt.CONFLICT)
    if due and last and last_day(due.date) < first_day(last.date):
        doubts["review_due"].add(Doubt.CONFLICT)
    if "review_before_adoption" in contradictions:
        doubts["adopted"].add(Doubt.CONFLICT)
        doubts["review_due"].add(Doubt.CONFLICT)
    if "future_adoption" in contradictions:
        doubts["adopted"].add(Doubt.AHEAD)
    if "future_review" in contradictions and last:
        doubts["last_reviewed"].add(Doubt.AHEAD)
    return doubts


def _is_contested(
    due: StatedDate, facts: StatedFacts, last: StatedDate | None, as_of: date
) -> bool:
    """Say whether the document names another day, still open, for its next review.

    A "Review" in a list of dates that are past was a review, not the next one.
    """
    return any(
        item.role is StatedRole.REVIEW_DUE
        and "tense_unclear" not in item.flags
        and (first_day(item.date) > last_day(due.date) or last_day(item.date) < first_day(due.date))
        and (last is None or first_day(item.date) > last_day(last.date))
        and (last_day(item.date) >= as_of or bool(_SAYS_NEXT.search(item.evidence.quote)))
        for item in facts.dates
    )


def _has_a_second_stage(adopted: StatedDate, facts: StatedFacts) -> bool:
    """Say whether another approval follows soon, which may be the council's of a committee's."""
    return any(
        item.role is StatedRole.ADOPTED
        and 0 < (first_day(item.date) - last_day(adopted.date)).days <= _TWO_STAGES
        for item in facts.dates
    )


def _may_have_been_held(item: StatedDate, last: StatedDate, as_of: date) -> bool:
    """Say whether "Review: May 2026", beside a next review, was a review later than the last."""
    return (
        item.role is StatedRole.REVIEW_DUE
        and first_day(item.date) > last_day(last.date)
        and last_day(item.date) < as_of
        and not _SAYS_NEXT.search(item.evidence.quote)
    )


def _is_later_than_the_last(chosen: StatedDate, item: StatedDate) -> bool:
    """Say whether a review is later than the one that is called the last, elsewhere."""
    return (
        "latest" in item.flags
        and item.role is StatedRole.REVIEWED
        and last_day(item.date) < first_day(chosen.date)
    )


_REVIEW_FIELD = re.compile(r"\bdate\b|\bfor\b|dyddiad", re.IGNORECASE)
_SAYS_NEXT = re.compile(
    r"\b(?:next|due|will|shall|should|must|to be|by|before|until|nesaf)\b", re.IGNORECASE
)


def _status_doubts(
    certainty: _Doubts, status: ReviewStatus, history: _History, facts: StatedFacts
) -> set[Doubt]:
    """Say what makes the status doubtful: whatever the dates that it stands on are doubted for."""
    if history.due:
        return certainty["review_due"] | ({Doubt.CONFLICT} & certainty["adopted"])
    if facts.cadence and facts.cadence.months:
        base = "last_reviewed" if history.last_reviewed else "adopted"
        return certainty[base] | certainty["cadence"]
    if status is ReviewStatus.NO_REVIEW_DATE and facts.doubts:
        return set(facts.doubts)
    return certainty["cadence"] | ({Doubt.AHEAD} & certainty["adopted"])


_FROM_THE_DATES = ("us_order", "impossible_date", "conflicting_dates")


def _flags(facts: StatedFacts, history: _History, doubts: set[str]) -> tuple[str, ...]:
    flags = set(doubts)
    for item in facts.dates:
        flags.update(flag for flag in item.flags if flag in _FROM_THE_DATES)
    if history.past_tense_future:
        flags.add("past_tense_future_date")
    if facts.bare_dates and not history.adopted and not history.last_reviewed:
        flags.add("bare_date")
    return tuple(sorted(flags))


def _years(since: PartialDate, as_of: date) -> float | None:
    """Give the years from the earliest day of a date, to one decimal; None if it lies ahead."""
    days = (as_of - first_day(since)).days
    return round(days / 365.25, 1) if days >= 0 else None


def _evidence(facts: StatedFacts, history: _History) -> tuple[tuple[str, Evidence], ...]:
    stated = dict(facts.evidence)
    if history.adopted:
        stated["adopted"] = history.adopted.evidence
    if history.last_reviewed:
        stated["last_reviewed"] = history.last_reviewed.evidence
    if history.due:
        stated["review_due"] = history.due.evidence
    if facts.cadence:
        stated["cadence"] = facts.cadence.evidence
    return tuple((field, stated[field]) for field in _FIELDS if field in stated)


_FIELDS = (
    "title",
    "council",
    "adopted",
    "last_reviewed",
    "review_due",
    "cadence",
    "approved_by",
    "minute_ref",
    "version",
)
