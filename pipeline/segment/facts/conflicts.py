"""Where does a document contradict itself about its dates?"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from pipeline.model import Doubt, StatedDate, StatedRole
from pipeline.text.dates import first_day, last_day


class _Stated(Protocol):
    @property
    def record(self) -> StatedDate: ...
    @property
    def place(self) -> int: ...


def with_conflicts(statements: Sequence[_Stated]) -> tuple[StatedDate, ...]:
    """Flag the dates that another place in the document contradicts.

    Two statements contradict each other where one calls an adoption what the other calls a
    re-adoption of the same day after an earlier adoption, or where two places name different days
    within weeks of each other for the adoption by one body. Adoptions of different years in one
    history do not: the later ones are re-adoptions. Nothing is left out.
    """
    flagged = _twice_adopted(statements) | _adopted_and_readopted(statements)
    return tuple(
        replace(
            item.record,
            flags=(*item.record.flags, "conflicting_dates"),
            doubts=tuple(sorted({*item.record.doubts, Doubt.CONFLICT})),
        )
        if at in flagged
        else item.record
        for at, item in enumerate(statements)
    )


_APART = 45  # days: two adoptions this close, by one body, are one adoption stated twice


def _adopted_and_readopted(statements: Sequence[_Stated]) -> set[int]:
    """Find the adoptions that another place calls a re-adoption, after an earlier adoption."""
    adopted = [at for at, item in enumerate(statements) if item.record.role is StatedRole.ADOPTED]
    if not adopted:
        return set()
    earliest = min(last_day(statements[at].record.date) for at in adopted)
    again = {
        item.record.date: at
        for at, item in enumerate(statements)
        if item.record.role is StatedRole.READOPTED and first_day(item.record.date) > earliest
    }
    pairs = [
        (at, again[statements[at].record.date])
        for at in adopted
        if statements[at].record.date in again
    ]
    return {
        at
        for pair in pairs
        if statements[pair[0]].place != statements[pair[1]].place
        for at in pair
    }


def _twice_adopted(statements: Sequence[_Stated]) -> set[int]:
    """Find the neighbouring days that different places give for the adoption by one body."""
    by_body: dict[str | None, list[int]] = {}
    for at, item in enumerate(statements):
        if item.record.role is StatedRole.ADOPTED and item.record.date.day is not None:
            by_body.setdefault(item.record.body, []).append(at)
    flagged = set()
    for places in by_body.values():
        places.sort(key=lambda at: first_day(statements[at].record.date))
        for at, other in pairwise(places):
            one, two = statements[at], statements[other]
            apart = (first_day(two.record.date) - first_day(one.record.date)).days
            if one.place != two.place and 0 < apart <= _APART:
                flagged |= {at, other}
    return flagged
