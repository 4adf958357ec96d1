"""Which documents belong together by their wording?

Average link on what two documents have in common, so that a document made of two templates does
not chain them into one. Where there are too many documents for a table of all pairs, some drawn by
lot are grouped, the others are placed in those groups, and what is left over is grouped again
among those that have wording in common.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.analyse.lineage.overlaps import MOST_WHOLE, Overlaps

_NODES = 1_000  # documents compared each with each, where there are more than MOST_WHOLE
_WORTH_IT = 0.25  # share of the documents left that a draw is to place for there to be another
_STEP = 0.05  # by which two documents are to overlap more, where too many hang together


def grouped(overlaps: Overlaps, *, least: float) -> tuple[tuple[int, ...], ...]:
    """Put documents together whose mean overlap is large enough.

    Args:
        overlaps: Of all documents.
        least: Mean overlap from which two groups are one.

    Returns:
        Groups of two or more documents, each sorted; the largest first, of equals the one with
        the first document. A document is in one of them at most.
    """
    if len(overlaps) <= MOST_WHOLE:
        found = _linked(overlaps, _related(overlaps, least), least)
    else:
        found, left = _placed(overlaps, overlaps.drawn, least)
        found += _hanging_together(overlaps, sorted(left), least)
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


def _related(overlaps: Overlaps, least: float) -> list[int]:
    """List the documents that have enough in common with any other."""
    docs = range(len(overlaps))
    return sorted({doc for doc, _, likeness in overlaps.closest(docs, 1) if likeness >= least})


def _linked(overlaps: Overlaps, docs: Sequence[int], least: float) -> list[list[int]]:
    """Group documents by average link; one that is alone is a group of one."""
    import numpy as np
    from scipy.cluster.hierarchy import fcluster

    if len(docs) < 2:
        return [[doc] for doc in docs]
    steps = links(1.0 - overlaps.among(docs, docs))
    labels = fcluster(steps, t=1.0 - least, criterion="distance")
    by_label = np.argsort(labels, kind="stable").tolist()
    found: dict[int, list[int]] = {}
    for place in by_label:
        found.setdefault(int(labels[place]), []).append(docs[place])
    return list(found.values())


def _placed(
    overlaps: Overlaps, docs: Sequence[int], least: float
) -> tuple[list[list[int]], list[int]]:
    """Group the first of some documents and place the others there, while that places many.

    Returns:
        The groups, and the documents that are in none.
    """
    groups: list[list[int]] = []
    alone: list[int] = []
    left = list(docs)
    while left:
        first, others = left[:_NODES], left[_NODES:]
        found = _linked(overlaps, first, least)
        alone += [doc for group in found for doc in group if len(group) == 1]
        found = [group for group in found if len(group) > 1]
        left = _taken_in(overlaps, found, others, least)
        groups += found
        if len(others) - len(left) < _WORTH_IT * len(others):
            break
    return groups, alone + left


def _taken_in(
    overlaps: Overlaps, groups: Sequence[list[int]], docs: Sequence[int], least: float
) -> list[int]:
    """Add each document to the group with whose members its mean overlap is largest, if enough.

    Returns:
        The documents that have been added to none.
    """
    import numpy as np

    if not groups or not docs:
        return list(docs)
    members = [doc for group in groups for doc in group]
    sizes = np.asarray(list(map(len, groups)))
    starts = np.cumsum(sizes) - sizes
    left = []
    for rows, likeness in overlaps.by_rows(docs, members):
        means = np.add.reduceat(likeness, starts, axis=1) / sizes
        best = means.argmax(axis=1)
        for doc, group, mean in zip(rows, best.tolist(), means.max(axis=1).tolist(), strict=True):
            if mean >= least:
                groups[group].append(doc)
            else:
                left.append(doc)
    return left


def _hanging_together(overlaps: Overlaps, docs: Sequence[int], least: float) -> list[list[int]]:
    """Group documents among those they are joined to by pairs that overlap enough.

    Average link never crosses from one such set to another, so that nothing is lost by looking at
    each apart; only a set of too many is cut by asking more of its pairs.
    """
    import numpy as np

    pairs = list(overlaps.closest(docs, overlaps.partners))
    place_of = {doc: place for place, doc in enumerate(docs)}
    left = np.asarray([place_of[doc] for doc, _, _ in pairs], dtype=np.int64)
    right = np.asarray([place_of[other] for _, other, _ in pairs], dtype=np.int64)
    likeness = np.asarray([likeness for *_, likeness in pairs])
    found: list[list[int]] = []
    waiting = np.ones(len(docs), dtype=bool)
    asked = least
    while waiting.any() and asked <= 1.0:
        enough = (likeness >= asked) & waiting[left] & waiting[right]
        for part in _parts(left[enough], right[enough], len(docs)):
            if len(part) <= _NODES:
                waiting[part] = False
                if len(part) > 1:
                    found += _linked(overlaps, [docs[place] for place in part], least)
        asked += _STEP
    # copies, word for word, of which the first stand for the others
    rest = [docs[place] for place in np.flatnonzero(waiting).tolist()]
    return found + _placed(overlaps, rest, least)[0]


def _parts(left: Any, right: Any, size: int) -> Iterator[list[int]]:
    """Give the connected parts of a graph, those with the first nodes first."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    edges = csr_matrix((np.ones(len(left), dtype=np.int8), (left, right)), shape=(size, size))
    count, labels = connected_components(edges, directed=False)
    order = np.argsort(labels, kind="stable")
    ends = np.cumsum(np.bincount(labels, minlength=count))
    yield from (part.tolist() for part in np.split(order, ends[:-1]))
