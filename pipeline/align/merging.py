"""Which strands belong to one family?

Average link of log-odds: two groups join while the evidence that their strands say the same
outweighs, on the average, the evidence that they do not. One likely pair cannot chain two families
together, as it would if the nearest pair decided. All groups that are each other's nearest join at
once, so that a few dozen rounds are enough for a country.

Source:
    Murtagh (1983), A survey of recent advances in hierarchical clustering algorithms (reciprocal
    nearest neighbours), The Computer Journal 26(4), 354-359.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import islice
from math import exp, log
from statistics import fmean
from typing import Protocol

_SPOKESMEN = 2  # strands that speak for a group where no average is known yet
_CORE = 6  # strands, those of most clauses, that each member of a group is compared with
_HOPELESS = -1.5  # log-odds of pairs that are looked at only where their neighbours join
_MOST = 4.0  # log-odds beyond which evidence counts no more


class Judge(Protocol):
    """Knows how likely two strands are to say the same."""

    def pairs(self) -> dict[tuple[int, int], float]:
        """Give the chance of each pair worth looking at, the smaller index first."""

    def of_pairs(self, pairs: Sequence[tuple[int, int]]) -> list[float]:
        """Give the chances of any pairs, the smaller index first."""


class Evidence:
    """Log-odds of pairs of strands, each asked for once."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self.known = {pair: odds_of(chance) for pair, chance in judge.pairs().items()}

    def of(self, pairs: Sequence[tuple[int, int]]) -> list[float]:
        """Give the log-odds of any pairs, in either order."""
        asked = [(min(pair), max(pair)) for pair in pairs]
        missing = sorted({pair for pair in asked if pair not in self.known})
        found = map(odds_of, self._judge.of_pairs(missing))
        self.known.update(zip(missing, found, strict=True))
        return [self.known[pair] for pair in asked]


def merge(
    weights: Sequence[int],
    evidence: Evidence,
    *,
    least: float,
    settled: Iterable[Sequence[int]] = (),
) -> tuple[tuple[int, ...], ...]:
    """Group strands.

    Args:
        weights: Number of clauses of each strand: what many councils say counts for more.
        evidence: For and against pairs of strands.
        least: Chance, averaged as log-odds, from which two groups join.
        settled: Groups that are known. They may grow, but no two of them join.

    Returns:
        Groups of strand indices, ascending in each and by their first; each index in exactly one.
    """
    groups = _Groups(weights, evidence, settled)
    groups.note_averages()
    while groups.join_nearest(odds_of(least)):
        pass
    return tuple(sorted(tuple(group) for group in groups.strands.values()))


def agreements(
    groups: Sequence[Sequence[int]], weights: Sequence[int], evidence: Evidence
) -> dict[int, float]:
    """Say how surely each strand belongs to the core of its group, from 0 to 1."""
    compared = [
        (strand, other)
        for group in groups
        for core in [sorted(group, key=lambda strand: (-weights[strand], strand))[:_CORE]]
        for strand in group
        for other in core
        if other != strand
    ]
    total: dict[int, float] = defaultdict(float)
    weight: dict[int, float] = defaultdict(float)
    for (strand, other), odds in zip(compared, evidence.of(compared), strict=True):
        total[strand] += weights[other] * odds
        weight[strand] += weights[other]
    return {
        strand: chance_of(total[strand] / weight[strand]) if strand in weight else 1.0
        for group in groups
        for strand in group
    }


def chance_of(odds: float) -> float:
    """Turn log-odds into a chance."""
    return round(1.0 / (1.0 + exp(-odds)), 4)


def odds_of(chance: float) -> float:
    """Turn a chance into log-odds, within the bounds beyond which evidence counts no more."""
    if chance <= 0.0 or chance >= 1.0:
        return _MOST if chance > 0.0 else -_MOST
    return round(max(-_MOST, min(_MOST, log(chance / (1.0 - chance)))), 6)


class _Groups:
    """Groups of strands, and the average evidence for those that may yet join."""

    def __init__(
        self, weights: Sequence[int], evidence: Evidence, settled: Iterable[Sequence[int]]
    ) -> None:
        self.strands = {index: [index] for index in range(len(weights))}
        self.averages: list[dict[int, float]] = [{} for _ in weights]
        self._weights = list(weights)
        self._evidence = evidence
        self._settled = [False] * len(weights)
        self._home = list(range(len(weights)))
        self._changed: set[int] = set()  # groups whose nearest has to be looked for again
        self._nearest: list[tuple[float, int, int] | None] = [None] * len(weights)
        for known in settled:
            first, *others = sorted(known)
            self._settled[first] = True
            for other in others:
                self.strands[first] += self.strands.pop(other)
                self._weights[first] += self._weights[other]
                self._home[other] = first

    def note_averages(self) -> None:
        """Note what is known of the groups before any has joined another."""
        single: dict[tuple[int, int], float] = {}
        asked = set()
        for (one, other), odds in self._evidence.known.items():
            if odds < _HOPELESS:
                continue
            here, there = sorted((self._home[one], self._home[other]))
            if here == there or (self._settled[here] and self._settled[there]):
                continue
            if len(self.strands[here]) == len(self.strands[there]) == 1:
                single[here, there] = odds
            else:
                asked.add((here, there))
        for (one, other), average in (single | self._estimates(sorted(asked))).items():
            self.averages[one][other] = self.averages[other][one] = average
        self._changed.update(self.strands)

    def join_nearest(self, threshold: float) -> bool:
        """Join all pairs of groups that are each other's nearest; say whether there are any."""
        for group in self._changed:
            self._nearest[group] = min(
                (
                    (-average, min(group, other), max(group, other))
                    for other, average in self.averages[group].items()
                    if average >= threshold
                ),
                default=None,
            )
        pairs = {
            (pair[1], pair[2])
            for group in self._changed
            if (pair := self._nearest[group]) and self._nearest[pair[1]] == self._nearest[pair[2]]
        }
        self._changed.clear()
        self._apply(pairs, self._averages_after(pairs))
        return bool(pairs)

    def _averages_after(self, pairs: Set[tuple[int, int]]) -> dict[tuple[int, int], float]:
        """Say how alike the groups will be once these pairs have joined.

        A group is called by the first of its parts. Averages that do not change are left out.
        """
        parts = {one: (one, other) for one, other in pairs}
        joined = {other: one for one, other in pairs}
        edges = {
            (min(one, there), max(one, there))
            for one, both in parts.items()
            for part in both
            for neighbour in self.averages[part]
            if (there := joined.get(neighbour, neighbour)) != one
        }
        shares = {
            (one, other): [
                (part, counterpart)
                for part in parts.get(one, (one,))
                for counterpart in parts.get(other, (other,))
            ]
            for one, other in sorted(edges)
            if not (
                any(self._settled[part] for part in parts.get(one, (one,)))
                and any(self._settled[part] for part in parts.get(other, (other,)))
            )
        }
        unknown = {
            (part, counterpart)
            for both in shares.values()
            for part, counterpart in both
            if counterpart not in self.averages[part]
        }
        estimates = self._estimates(sorted(unknown))
        found = {}
        for edge, both in shares.items():
            total = weight = 0.0
            for part, counterpart in both:
                known = self.averages[part].get(counterpart)
                share = self._weights[part] * self._weights[counterpart]
                total += share * (estimates[part, counterpart] if known is None else known)
                weight += share
            found[edge] = round(total / weight, 6)
        return found

    def _apply(
        self, pairs: Set[tuple[int, int]], averages: Mapping[tuple[int, int], float]
    ) -> None:
        for one, other in pairs:
            for part in (one, other):
                for neighbour in self.averages[part]:
                    self.averages[neighbour].pop(part, None)
                    self._changed.add(neighbour)
                self.averages[part] = {}
            self.strands[one] = sorted(self.strands[one] + self.strands.pop(other))
            self._weights[one] += self._weights[other]
            self._settled[one] |= self._settled[other]
            self._nearest[other] = None
            self._changed.add(one)
        for (one, other), average in averages.items():
            self.averages[one][other] = self.averages[other][one] = average
        self._changed.difference_update(other for _, other in pairs)

    def _estimates(self, unknown: Sequence[tuple[int, int]]) -> dict[tuple[int, int], float]:
        """Let the first strands of two groups speak for them: those of most clauses."""
        asked = [
            (one, other)
            for pair in unknown
            for one in self.strands[pair[0]][:_SPOKESMEN]
            for other in self.strands[pair[1]][:_SPOKESMEN]
        ]
        answers = iter(self._evidence.of(asked))
        return {
            pair: fmean(
                islice(
                    answers,
                    len(self.strands[pair[0]][:_SPOKESMEN])
                    * len(self.strands[pair[1]][:_SPOKESMEN]),
                )
            )
            for pair in unknown
        }
