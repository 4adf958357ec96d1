"""Which clauses kept their order, and which were moved?"""

from bisect import bisect_left
from collections.abc import Sequence


def in_order(pairs: Sequence[tuple[int, int, float]]) -> tuple[tuple[int, int], ...]:
    """Choose the pairs that stand in the same order in both versions and weigh the most.

    Args:
        pairs: Place in the earlier version, in the later, and weight above 0; in any order. A
            place may be in several pairs, and is then chosen once.

    Returns:
        Pairs with both places rising; of n pairs it takes n log n steps.

    Example:
        >>> in_order([(0, 2, 1.0), (1, 0, 1.0), (2, 1, 1.0)])
        ((1, 0), (2, 1))
    """
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    columns = sorted({j for _, j, _ in ordered})
    best = _Best(len(columns))
    chains: list[tuple[float, int]] = []  # weight up to here, and the pair before it
    for at, (_, j, weight) in enumerate(ordered):
        place = bisect_left(columns, j)
        before, last = best.below(place)
        chains.append((before + weight, last))
        best.put(place, before + weight, at)
    at = best.below(len(columns))[1]
    chosen = []
    while at >= 0:
        chosen.append(ordered[at][:2])
        at = chains[at][1]
    return tuple(reversed(chosen))


class _Best:
    """The heaviest chain that ends before a place, as a tree of sums (Fenwick, 1994)."""

    def __init__(self, size: int) -> None:
        self._tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)

    def below(self, place: int) -> tuple[float, int]:
        """Give weight and last pair of the heaviest chain that ends before a place."""
        found = (0.0, -1)
        while place > 0:
            found = max(found, self._tree[place], key=lambda each: each[0])
            place -= place & -place
        return found

    def put(self, place: int, weight: float, at: int) -> None:
        """Note a chain that ends at a place."""
        place += 1
        while place < len(self._tree):
            if weight > self._tree[place][0]:
                self._tree[place] = (weight, at)
            place += place & -place
