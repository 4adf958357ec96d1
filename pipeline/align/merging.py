"""Which strands belong to one family?

Average link: two groups join while their strands are, on the average, alike enough. One likely
pair cannot chain two families together, as it would if the nearest pair decided.
"""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from itertools import islice
from statistics import fmean as mean

from pipeline.align.competition import Competition

_SPOKESMEN = 2  # strands that speak for a group where no average is known yet


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
        groups[one] = sorted(groups[one] + groups.pop(other))
        for gone in (one, other):
            for neighbour in averages[gone]:
                averages[neighbour].pop(gone, None)
        averages[other] = {}
        averages[one] = joined
        for neighbour, average in joined.items():
            averages[neighbour][one] = average
            if average >= least:
                heappush(heap, (-average, min(one, neighbour), max(one, neighbour)))
    return tuple(sorted(tuple(group) for group in groups.values()))


def _joined_averages(
    one: int,
    other: int,
    groups: dict[int, list[int]],
    averages: Sequence[dict[int, float]],
    competition: Competition,
) -> dict[int, float]:
    """Average the likeness of two groups to each neighbour of either, by their sizes."""
    neighbours = sorted((averages[one].keys() | averages[other].keys()) - {one, other})
    unknown = [
        (part, neighbour)
        for part in (one, other)
        for neighbour in neighbours
        if neighbour not in averages[part]
    ]
    estimates = _estimates(unknown, groups, competition)
    sizes = {part: len(groups[part]) for part in (one, other)}
    joined = {}
    for neighbour in neighbours:
        total = 0.0
        for part, size in sizes.items():
            known = averages[part].get(neighbour)
            total += size * (estimates[part, neighbour] if known is None else known)
        joined[neighbour] = round(total / sum(sizes.values()), 6)
    return joined


def _estimates(
    unknown: Sequence[tuple[int, int]], groups: dict[int, list[int]], competition: Competition
) -> dict[tuple[int, int], float]:
    """Let the first strands of two groups speak for the groups: the most frequent wordings."""
    asked = [
        (min(one, other), max(one, other))
        for pair in unknown
        for one in groups[pair[0]][:_SPOKESMEN]
        for other in groups[pair[1]][:_SPOKESMEN]
    ]
    answers = iter(competition.scores(asked))
    return {
        (part, neighbour): mean(
            islice(answers, len(groups[part][:_SPOKESMEN]) * len(groups[neighbour][:_SPOKESMEN]))
        )
        for part, neighbour in unknown
    }
