"""Which strands belong to one family?

Average link: two groups join while their strands are, on the average, alike enough. One likely
pair cannot chain two families together, as it would if the nearest pair decided.
"""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from itertools import islice
from statistics import fmean

from pipeline.align.competition import Competition

_SPOKESMEN = 2  # strands that speak for a group where no average is known yet


def merge(
    weights: Sequence[int], competition: Competition, *, least: float
) -> tuple[tuple[int, ...], ...]:
    """Group strands.

    Args:
        weights: Number of clauses of each strand: what many councils say counts for more.
        competition: Knows the score of each pair.
        least: Average score from which two groups join.

    Returns:
        Groups of strand indices, ascending in each and by their first; each index in exactly one.
    """
    groups = _Groups(weights, competition)
    heap = []
    for (one, other), score in competition.pairs().items():
        if score >= least:
            groups.averages[one][other] = groups.averages[other][one] = score
            heap.append((-score, one, other))
    heapify(heap)
    while heap:
        negative, one, other = heappop(heap)
        if groups.averages[one].get(other) != -negative:
            continue  # one of the two has grown or gone since
        for neighbour, average in groups.join(one, other).items():
            if average >= least:
                heappush(heap, (-average, min(one, neighbour), max(one, neighbour)))
    return tuple(sorted(tuple(group) for group in groups.strands.values()))


class _Groups:
    """Groups of strands, and the average likeness of those that may yet join."""

    def __init__(self, weights: Sequence[int], competition: Competition) -> None:
        self.strands = {index: [index] for index in range(len(weights))}
        self.averages: list[dict[int, float]] = [{} for _ in weights]
        self._weights = list(weights)
        self._competition = competition

    def join(self, one: int, other: int) -> dict[int, float]:
        """Let `other` go into `one`, and give the new averages to the neighbours of either."""
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
            (self.averages[one].keys() | self.averages[other].keys()) - {one, other}
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
                    * self.averages[part].get(neighbour, estimates.get((part, neighbour), 0.0))
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
            (min(one, other), max(one, other))
            for pair in unknown
            for one in self.strands[pair[0]][:_SPOKESMEN]
            for other in self.strands[pair[1]][:_SPOKESMEN]
        ]
        answers = iter(self._competition.scores(asked))
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
