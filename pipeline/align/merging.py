"""Which strands belong to one family?

Average link of log-odds: two groups join while the evidence that their strands say the same
outweighs, on the average, the evidence that they do not. One likely pair cannot chain two families
together, as it would if the nearest pair decided. All groups that are each other's nearest join at
once, so that a few dozen rounds are enough for a country.

Source:
    Murtagh (1983), A survey of recent advances in hierarchical clustering algorithms (reciprocal
    nearest neighbours), The Computer Journal 26(4), 354-359.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from math import exp, log
from statistics import fmean
from typing import Protocol

_SPOKESMEN = 2  # strands that speak for a group where no average is known yet
_CORE = 6  # strands, those of most clauses, that each member of a group is compared with
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
        self.known = {pair: _odds(chance) for pair, chance in judge.pairs().items()}

    def of(self, pairs: Sequence[tuple[int, int]]) -> list[float]:
        """Give the log-odds of any pairs, in either order."""
        asked = [(min(pair), max(pair)) for pair in pairs]
        missing = sorted({pair for pair in asked if pair not in self.known})
        found = map(_odds, self._judge.of_pairs(missing))
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
    while groups.join_nearest(_odds(least)):
        pass
    return tuple(sorted(tuple(group) for group in groups.strands.values()))


def agreements(
    group: Sequence[int], weights: Sequence[int], evidence: Evidence
) -> dict[int, float]:
    """Say how surely each strand of a group belongs to its core, from 0 to 1."""
    if len(group) == 1:
        return {group[0]: 1.0}
    ranked = sorted(group, key=lambda strand: (-weights[strand], strand))
    core = ranked[:_CORE]
    asked = [(strand, other) for strand in group for other in core if other != strand]
    answers = dict(zip(asked, evidence.of(asked), strict=True))
    found = {}
    for strand in group:
        own = [(weights[other], answers[strand, other]) for other in core if other != strand]
        mean = sum(weight * odds for weight, odds in own) / sum(weight for weight, _ in own)
        found[strand] = chance_of(mean)
    return found


def chance_of(odds: float) -> float:
    """Turn log-odds into a chance."""
    return round(1.0 / (1.0 + exp(-odds)), 4)


def _odds(chance: float) -> float:
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
            pair = tuple(sorted((self._home[one], self._home[other])))
            if pair[0] == pair[1] or (self._settled[pair[0]] and self._settled[pair[1]]):
                continue
            if len(self.strands[pair[0]]) == len(self.strands[pair[1]]) == 1:
                single[pair[0], pair[1]] = odds
            else:
                asked.add((pair[0], pair[1]))
        found = single | self._estimates(sorted(asked))
        for (one, other), average in found.items():
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
        mutual = sorted(
            {
                pair
                for group in self._changed
                if (pair := self._nearest[group])
                and self._nearest[pair[1]] == self._nearest[pair[2]]
            }
        )
        self._changed.clear()
        pairs = [(one, other) for _, one, other in mutual]
        self._estimates([each for pair in pairs for each in self._unknown(*pair)])  # all at once
        for one, other in pairs:
            self._join(one, other)
        return bool(pairs)

    def _join(self, one: int, other: int) -> None:
        """Let `other` go into `one`, and give the new averages to the neighbours of either."""
        joined = self._joined(one, other)
        self._settled[one] |= self._settled[other]
        self.strands[one] = sorted(self.strands[one] + self.strands.pop(other))
        self._weights[one] += self._weights[other]
        for gone in (one, other):
            for neighbour in self.averages[gone]:
                self.averages[neighbour].pop(gone, None)
                self._changed.add(neighbour)
        self.averages[one], self.averages[other] = joined, {}
        for neighbour, average in joined.items():
            self.averages[neighbour][one] = average
        self._nearest[other] = None
        self._changed.add(one)
        self._changed.discard(other)

    def _neighbours(self, one: int, other: int) -> list[int]:
        settled = self._settled[one] or self._settled[other]
        return sorted(
            neighbour
            for neighbour in (self.averages[one].keys() | self.averages[other].keys())
            if neighbour not in {one, other} and not (settled and self._settled[neighbour])
        )

    def _unknown(self, one: int, other: int) -> list[tuple[int, int]]:
        return [
            (part, neighbour)
            for part in (one, other)
            for neighbour in self._neighbours(one, other)
            if neighbour not in self.averages[part]
        ]

    def _joined(self, one: int, other: int) -> dict[int, float]:
        neighbours = self._neighbours(one, other)
        estimates = self._estimates(self._unknown(one, other))
        total = self._weights[one] + self._weights[other]
        return {
            neighbour: round(
                sum(
                    self._weights[part]
                    * (
                        self.averages[part][neighbour]
                        if neighbour in self.averages[part]
                        else estimates[part, neighbour]
                    )
                    for part in (one, other)
                )
                / total,
                6,
            )
            for neighbour in neighbours
        }

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
