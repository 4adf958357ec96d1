"""Which strands belong to one family?

Average link: two groups join while their strands are, on the average, alike enough. One likely
pair cannot chain two families together, as it would if the nearest pair decided.
"""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from pipeline.align.competition import Competition

_SPOKESMEN = 12  # strands that speak for a group where no average is known yet


def merge(count: int, competition: Competition, *, least: float) -> tuple[tuple[int, ...], ...]:
    """Group strands.

    Args:
        count: Number of strands.
        competition: Knows the score of each pair.
        least: Average score from which two groups join.

    Returns:
        Groups of strand indices, ascending in each and by their first; each index in exactly one.
    """
    groups: dict[int, list[int]] = {index: [index] for index in range(count)}
    averages: list[dict[int, float]] = [{} for _ in range(count)]
    for (one, other), score in competition.pairs().items():
        if score >= least:
            averages[one][other] = averages[other][one] = score
    heap = [
        (-score, one, other)
        for one, row in enumerate(averages)
        for other, score in row.items()
        if one < other
    ]
    heapify(heap)
    while heap:
        negative, one, other = heappop(heap)
        if averages[one].get(other) != -negative:
            continue  # one of the two has grown or gone since
        joined = _joined_averages(one, other, groups, averages, competition)
        groups[one] += groups.pop(other)
        for gone in (one, other):
            for neighbour in averages[gone]:
                averages[neighbour].pop(gone, None)
        averages[other] = {}
        averages[one] = joined
        for neighbour, average in joined.items():
            averages[neighbour][one] = average
            if average >= least:
                heappush(heap, (-average, min(one, neighbour), max(one, neighbour)))
    return tuple(sorted(tuple(sorted(group)) for group in groups.values()))


def _joined_averages(
    one: int,
    other: int,
    groups: dict[int, list[int]],
    averages: Sequence[dict[int, float]],
    competition: Competition,
) -> dict[int, float]:
    """Average the likeness of two groups to each neighbour of either, by their sizes."""
    sizes = len(groups[one]), len(groups[other])
    joined = {}
    for neighbour in sorted((averages[one].keys() | averages[other].keys()) - {one, other}):
        parts = [
            averages[part][neighbour]
            if neighbour in averages[part]
            else _average(groups[part], groups[neighbour], competition)
            for part in (one, other)
        ]
        joined[neighbour] = round(
            (parts[0] * sizes[0] + parts[1] * sizes[1]) / sum(sizes), 6
        )
    return joined


def _average(first: Sequence[int], second: Sequence[int], competition: Competition) -> float:
    pairs = [
        (min(one, other), max(one, other))
        for one in sorted(first)[:_SPOKESMEN]
        for other in sorted(second)[:_SPOKESMEN]
    ]
    return sum(competition.scores(pairs)) / len(pairs)
