"""Which strands belong to one family?

Average link of log-odds: two groups join while the evidence that their strands say the same
outweighs, on the average, the evidence that they do not. One likely pair cannot chain two families
together, as it would if the nearest pair decided.
"""

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
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
    threshold = _odds(least)
    heap = [
        (-average, one, other)
        for (one, other), average in groups.first_averages().items()
        if average >= threshold
    ]
    heapify(heap)
    while heap:
        negative, one, other = heappop(heap)
        if groups.averages[one].get(other) != -negative:
            continue  # one of the two has grown or gone since
        for neighbour, average in groups.join(one, other).items():
            if average >= threshold:
                heappush(heap, (-average, min(one, neighbour), max(one, neighbour)))
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
        for known in settled:
            first, *others = sorted(known)
            self._settled[first] = True
            for other in others:
                self.strands[first] += self.strands.pop(other)
                self._weights[first] += self._weights[other]
                self._home[other] = first

    def first_averages(self) -> Mapping[tuple[int, int], float]:
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
        return found

    def join(self, one: int, other: int) -> dict[int, float]:
        """Let `other` go into `one`, and give the new averages to the neighbours of either."""
        self._settled[one] |= self._settled[other]
        joined = self._joined(one, other)
        self.strands[one] = sorted(self.strands[one] + self.strands.pop(other))
        self._weights[one] += self._weights[other]
        for gone in (one, other):
            for neighbour in self.averages[gone]:
                self.averages[neighbour].pop(gone, None)
        self.averages[one], self.averages[other] = joined, {}
        for neighbour, average in joined.items():
            self.averages[neighbour][one] = average
        return joined

    def _joined(self, one: int, other: int) -> dict[int, float]:
        neighbours = sorted(
            neighbour
            for neighbour in (self.averages[one].keys() | self.averages[other].keys())
            if neighbour not in {one, other}
            and not (self._settled[one] and self._settled[neighbour])
        )
        estimates = self._estimates(
            [
                (part, neighbour)
                for part in (one, other)
                for neighbour in neighbours
                if neighbour not in self.averages[part]
            ]
        )
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
