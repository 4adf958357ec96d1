"""Which documents belong together by their wording?

Average link on what two documents have in common, so that a document made of two templates does
not chain them into one. Where there are too many documents for a table of all pairs, near copies
are represented by one of them.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.analyse.lineage.wordings import Holdings

LEAST_CLAUSES = 4  # wordings in common below which two documents are never put together
_FLOOR = 8  # clauses; a shorter document is weighed as if it had so many: one page says little
_MOST_NODES = 2_000  # documents compared each with each
_ROWS = 256  # of the table that are made at a time
_COPIES = (0.9, 0.8, 0.7, 0.6, 0.5)  # likeness of documents that may stand for one another


class Overlaps:
    """How much wording each two documents have in common.

    The overlap is the share of a document's clauses, by weight, that the other has in nearly the
    same words: of the document that has more of its own in common, since a council may take a
    template whole and add as much again.
    """

    def __init__(self, held: Holdings, rarity: Sequence[float]) -> None:
        """Weigh the wordings: by their lengths, and by `rarity`, which has a number for each."""
        import numpy as np

        self._weighed: Any = held.matrix(rarity)
        self._has: Any = held.matrix()
        self._having: Any = held.having().T.tocsr()  # a row for each document
        totals = np.asarray(self._weighed.sum(axis=1)).ravel()
        clauses = max(sum(map(len, held.held)), 1)
        self._totals: Any = np.maximum(totals, totals.sum() / clauses * _FLOOR)

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self._totals)

    def among(self, rows: Sequence[int], columns: Sequence[int]) -> Any:
        """Give the overlaps of some documents with others.

        Returns:
            A numpy array of floats from 0 to 1, shape (rows, columns); 0.0 where fewer than
            four wordings are common, and 1.0 for a document and itself.
        """
        import numpy as np

        here, there = np.asarray(rows), np.asarray(columns)
        shared, times = self._shares(here, there)
        back, times_back = self._shares(there, here)
        likeness = np.maximum(shared, back.T)
        likeness[np.minimum(times, times_back.T) < LEAST_CLAUSES] = 0.0
        likeness[np.equal.outer(here, there)] = 1.0
        return np.round(np.minimum(likeness, 1.0), 6)

    def _shares(self, rows: Any, columns: Any) -> tuple[Any, Any]:
        """Give the share of each row's clauses that a column has, and how many those are."""
        import numpy as np

        having = self._having[columns].T.tocsr()
        shared = (self._weighed[rows] @ having).toarray().astype(np.float64)
        times = (self._has[rows] @ having).toarray()
        return shared / self._totals[rows][:, None], times

    def all_rows(self) -> Iterator[tuple[int, Any]]:
        """Go through the overlaps of each document with all, a few rows at a time."""
        everything = list(range(len(self)))
        for start in range(0, len(self), _ROWS):
            rows = everything[start : start + _ROWS]
            yield from zip(rows, self.among(rows, everything), strict=True)


def grouped(overlaps: Overlaps, *, least: float) -> tuple[tuple[int, ...], ...]:
    """Put documents together whose mean overlap is large enough.

    Args:
        overlaps: Of all documents.
        least: Mean overlap from which two groups are one.

    Returns:
        Groups of two or more documents, each sorted; the largest first, of equals the one with
        the first document. A document is in one of them at most.
    """
    import numpy as np

    related = []
    for row, likeness in overlaps.all_rows():
        likeness[row] = 0.0
        if (likeness >= least).any():
            related.append(row)
    copies = _represented(overlaps, related)
    nodes = sorted(copies)
    if len(nodes) < 2:
        found = [copies[node] for node in nodes]
    else:
        found = [
            [doc for node in group for doc in copies[nodes[node]]]
            for group in _clusters(1.0 - overlaps.among(nodes, nodes), 1.0 - least, np)
        ]
    groups = [tuple(sorted(group)) for group in found if len(group) > 1]
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))


def links(distances: Any) -> Any:
    """Join the closest two groups again and again, by mean distance.

    Args:
        distances: A numpy array, shape (n, n), symmetric, n at least 2.

    Returns:
        A numpy array, shape (n - 1, 4), as scipy.cluster.hierarchy.linkage has it.
    """
    import numpy as np
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    table = np.array(distances)
    np.fill_diagonal(table, 0.0)
    return linkage(squareform(table, checks=False), method="average")


def _clusters(distances: Any, most: float, np: Any) -> list[list[int]]:
    from scipy.cluster.hierarchy import fcluster

    labels = fcluster(links(distances), t=most, criterion="distance")
    return [np.flatnonzero(labels == label).tolist() for label in sorted(set(labels.tolist()))]


def _represented(overlaps: Overlaps, docs: list[int]) -> dict[int, list[int]]:
    """Let documents stand for their near copies until there are few enough.

    Returns:
        For each document that stands for some, those documents, itself among them.
    """
    import numpy as np

    if len(docs) <= _MOST_NODES:
        return {doc: [doc] for doc in docs}
    copies: dict[int, list[int]] = {}
    for likeness in _COPIES:
        copies = {}
        left = np.asarray(docs)
        while len(left):
            first = int(left[0])
            row = overlaps.among([first], left.tolist())[0]
            copies[first] = left[row >= likeness].tolist()
            left = left[row < likeness]
        if len(copies) <= _MOST_NODES:
            break
    return copies
