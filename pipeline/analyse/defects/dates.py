"""Where does a document state two different dates for the same thing?"""

from collections.abc import Iterator
from itertools import combinations

from pipeline.analyse.defects.inspected import Inspected, short
from pipeline.model import (
    Clause,
    Defect,
    DefectKind,
    PartialDate,
    StatedDate,
    StatedRole,
)

_WORDS = {
    StatedRole.ADOPTED: "date of adoption",
    StatedRole.REVIEW_DUE: "date of the next review",
}


def conflicting_dates(inspected: Inspected) -> Iterator[Defect]:
    """Find two dates of adoption, or of the next review, that cannot both be right."""
    yield from _review_before_adoption(inspected)
    for role, words in _WORDS.items():
        stated = [date for date in inspected.facts.dates if date.role is role]
        pair = next((pair for pair in combinations(stated, 2) if _differ(inspected, *pair)), None)
        flagged = [date for date in stated if "conflicting_dates" in date.flags]
        if pair is None and flagged:
            others = [date for date in inspected.facts.dates if "conflicting_dates" in date.flags]
            pair = (others[0] if others[0] is not flagged[-1] else others[-1], flagged[-1])
        if pair is None:
            continue
        first, later = pair
        clause = _clause_at(inspected, later.evidence.start)
        if clause is not None:
            yield inspected.defect(
                DefectKind.CONFLICTING_DATES,
                clause,
                later.evidence.start,
                later.evidence.end,
                f"Gives {later.date} as the {words}, but “{short(first.evidence.quote)}” stands "
                "elsewhere: keep what is right, and say what happened on the other day.",
            )


def _review_before_adoption(inspected: Inspected) -> Iterator[Defect]:
    review = inspected.review
    if review is None or "review_before_adoption" not in review.flags:
        return
    evidence = dict(review.evidence).get("review_due")
    clause = _clause_at(inspected, evidence.start) if evidence else None
    if evidence and clause:
        yield inspected.defect(
            DefectKind.CONFLICTING_DATES,
            clause,
            evidence.start,
            evidence.end,
            f"Was due for review by {review.review_due}, before it was adopted on "
            f"{review.adopted}: correct one of the dates.",
        )


def _differ(inspected: Inspected, first: StatedDate, second: StatedDate) -> bool:
    return not (
        _agree(first.date, second.date)
        or _two_stages(first, second)
        or _in_one_history(inspected, first, second)
    )


def _agree(first: PartialDate, second: PartialDate) -> bool:
    """Whether one of two dates is the other, stated less precisely."""
    a, b = str(first), str(second)
    return a.startswith(b) or b.startswith(a)


def _two_stages(first: StatedDate, second: StatedDate) -> bool:
    """Whether two bodies each took a decision, such as a committee and then the council."""
    bodies = {date.body.casefold() for date in (first, second) if date.body}
    return len(bodies) == 2 or any("committee" in body for body in bodies)


def _in_one_history(inspected: Inspected, first: StatedDate, second: StatedDate) -> bool:
    """Whether both stand in one place, such as a table of versions, where each has its time."""
    places = sorted((first.evidence.start, second.evidence.start))
    return not any(
        clause.kind.substantive
        for clause in inspected.clauses
        if clause.start > places[0] and clause.end <= places[1]
    )


def _clause_at(inspected: Inspected, position: int) -> Clause | None:
    return next((c for c in inspected.clauses if c.start <= position < c.end), None)
