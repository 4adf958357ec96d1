"""What can be borrowed in one piece: a clause, or a list with its intro?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Basis, Clause, ClauseKind, Coding, Level

Codings = Mapping[tuple[str, int], Sequence[Coding]]

_WHOLE_LIST = 0.6  # share of a list's items on a provision from which the list is about it


@dataclass(frozen=True, slots=True)
class Unit:
    """Clauses of one document that make sense only together, in reading order."""

    clauses: tuple[Clause, ...]
    has_intro: bool  # the first introduces the others

    @property
    def carrying(self) -> tuple[Clause, ...]:
        """Those that can say something by themselves: of a list its items."""
        return self.clauses[1:] if self.has_intro and len(self.clauses) > 1 else self.clauses

    @property
    def is_list(self) -> bool:
        """Whether it is an intro with items, or items alone."""
        return self.clauses[0].kind is not ClauseKind.CLAUSE


@dataclass(frozen=True, slots=True)
class Bearing:
    """How surely, and how far, a unit is about one provision."""

    sure: float  # that it has rules on it, 0 to 1
    subject: float  # share of this provision in all that it has rules on, 0 to 1


def units(clauses: Sequence[Clause]) -> Iterator[Unit]:
    """Put each list item with its intro and the other items.

    Args:
        clauses: All clauses of one document, in reading order.

    Returns:
        Units in reading order. Each clause that can carry a provision is in exactly one.
    """
    at = 0
    while at < len(clauses):
        end = _end_of(clauses, at)
        if clauses[at].kind.substantive:
            has_intro = clauses[at].kind is ClauseKind.LIST_INTRO
            yield Unit(tuple(clauses[at:end]), has_intro)
        at = end


def _end_of(clauses: Sequence[Clause], at: int) -> int:
    first = clauses[at]
    depth = len(first.path)
    end = at + 1
    if first.kind is ClauseKind.LIST_INTRO:
        while end < len(clauses) and _is_below(clauses[end], first, depth):
            end += 1
    elif first.kind is ClauseKind.LIST_ITEM:
        while end < len(clauses) and _is_beside(clauses[end], first):
            end += 1
    return end


def _is_below(clause: Clause, intro: Clause, depth: int) -> bool:
    return (
        clause.kind in {ClauseKind.LIST_ITEM, ClauseKind.LIST_INTRO}
        and len(clause.path) > depth
        and clause.path[:depth] == intro.path
        and clause.language == intro.language
    )


def _is_beside(clause: Clause, item: Clause) -> bool:
    return (
        clause.kind is ClauseKind.LIST_ITEM
        and clause.path == item.path
        and clause.intro == item.intro
        and clause.language == item.language
    )


def on_provisions(unit: Unit, codings: Codings) -> dict[str, tuple[Unit, Bearing]]:
    """Say on what a unit has rules, and what of it is to be borrowed for each provision.

    A list is borrowed as a whole where most of its items are about the provision; where only some
    are, these are given under its intro.
    """
    scores = {clause.n: _scores(codings.get((clause.doc, clause.n), ())) for clause in unit.clauses}
    found: dict[str, tuple[Unit, Bearing]] = {}
    for provision in sorted({name for each in scores.values() for name in each}):
        part = _part_on(unit, {n for n, each in scores.items() if provision in each})
        if part is not None:
            weighed = _mean_scores(part, scores)
            own = weighed.get(provision, 0.0)
            others = sum(score for name, score in weighed.items() if name != provision)
            found[provision] = part, Bearing(own, own / (own + others) if own else 0.0)
    return found


def _part_on(unit: Unit, numbers: set[int]) -> Unit | None:
    chosen = [clause for clause in unit.carrying if clause.n in numbers]
    if not unit.is_list or len(chosen) >= _WHOLE_LIST * len(unit.carrying):
        return unit
    if not chosen:
        return None  # only the intro names it
    return Unit((unit.clauses[0], *chosen), True) if unit.has_intro else Unit(tuple(chosen), False)


def _mean_scores(unit: Unit, scores: Mapping[int, Mapping[str, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for clause in unit.carrying:
        for name, score in scores[clause.n].items():
            total[name] = total.get(name, 0.0) + score
    return {name: score / len(unit.carrying) for name, score in total.items()}


def _scores(codings: Sequence[Coding]) -> dict[str, float]:
    """Give how sure each rule is; words that only name a topic make none."""
    return {
        coding.provision: 1.0 if coding.basis is Basis.CORRECTION else coding.score
        for coding in codings
        if coding.level is Level.RULES and coding.basis is not Basis.CUE
    }
