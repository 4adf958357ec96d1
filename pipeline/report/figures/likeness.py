"""In which order do councils with like coverage stand beside one another?"""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.model import Level
from pipeline.report.lookup import Lookup

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# how far a document goes: between silence and rules, a mention is nearer to silence
_WEIGHTS = {Level.RULES: 1.0, Level.MENTION: 0.4, Level.ABSENT: 0.0, Level.UNREADABLE: 0.0}
_MOST = 600  # rows that are compared each with each; others stand beside the nearest of these


def by_likeness(found: Lookup) -> tuple[str, ...]:
    """Put documents with like coverage beside one another, those that were not read last.

    Rows are clustered (average linkage of the sum of differences) and the tree is turned so that
    neighbours are as alike as it allows; the end with more rules is put first. Documents with the
    same row stand together, by name.
    """
    same: defaultdict[tuple[float, ...], list[str]] = defaultdict(list)
    for doc in found.readable:
        same[tuple(_WEIGHTS[found.level(doc, p.id)] for p in found.provisions)].append(doc)
    rows = sorted(same, reverse=True)
    unread = (doc for doc in found.docs if not found.is_readable(doc))
    return (*(doc for row in _ordered(rows) for doc in same[row]), *unread)


def _ordered(rows: Sequence[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Order rows that all differ."""
    import numpy as np

    if len(rows) < 3 or not rows[0]:
        return list(rows)
    table = np.array(rows)
    some = _spread(table, _MOST)
    order = some[_leaves(table[some])]
    half = len(order) // 2
    if table[order[:half]].sum() < table[order[-half:]].sum():
        order = order[::-1]
    if len(order) < len(rows):
        order = _beside(table, order)
    return [rows[at] for at in order]


def _spread(table: "NDArray[np.float64]", most: int) -> "NDArray[np.int64]":
    """Choose at most so many rows, evenly over all of them in order of how much they have."""
    import numpy as np

    if len(table) <= most:
        return np.arange(len(table))
    by_extent: NDArray[np.int64] = np.argsort(table.sum(axis=1), kind="stable")
    return by_extent[np.linspace(0, len(table) - 1, most).astype(np.int64)]


def _leaves(table: "NDArray[np.float64]") -> "NDArray[np.int64]":
    import numpy as np
    from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
    from scipy.spatial.distance import pdist

    # rounded, so that distances that are equal stay so whatever the machine
    distances = np.round(pdist(table, "cityblock"), 6)
    tree = optimal_leaf_ordering(linkage(distances, "average"), distances)
    return np.asarray(leaves_list(tree), dtype=np.int64)


def _beside(table: "NDArray[np.float64]", order: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Put every row after the nearest of those that are ordered, the nearer before the farther."""
    import numpy as np
    from scipy.spatial.distance import cdist

    nearest = np.empty(len(table), dtype=np.int64)
    away = np.empty(len(table))
    for start in range(0, len(table), 1_000):
        distances = np.round(cdist(table[start : start + 1_000], table[order], "cityblock"), 6)
        nearest[start : start + 1_000] = distances.argmin(axis=1)
        away[start : start + 1_000] = distances.min(axis=1)
    return np.asarray(np.lexsort((away, nearest)), dtype=np.int64)
