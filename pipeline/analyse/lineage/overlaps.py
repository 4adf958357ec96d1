"""How much wording do documents have in common, and which have most?

In a small corpus each document is compared with all others. In a large one it is compared with
those that have its wordings: all of the few that have a rare one, some of the many that have a
common one. Which some they are is drawn by lot once for all wordings, so that they stand for the
others, and a document that is drawn is compared by all that it has.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any

from pipeline.analyse.lineage.wordings import Holdings

LEAST_CLAUSES = 4  # wordings in common below which two documents are never put together
MOST_WHOLE = 2_000  # documents that are all compared with one another
_PARTNERS = 20  # of a document, with which it is compared clause by clause
_PARTNERS_OF_MANY = 10  # where not all documents are compared
_FLOOR = 8  # clauses; a shorter document is weighed as if it had so many: one page says little
_ROWS = 256  # of a table that are made at a time
_PAIRS = 4_096  # of documents that are looked at in one go
_HOLDERS = 48  # documents looked at for a wording, where not all are
_LIKELY = 4  # times as many documents are compared as are asked for


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
        self._has: Any = held.has
        self._having: Any = held.having.T.tocsr()  # a row for each document
        totals = np.asarray(self._weighed.sum(axis=1)).ravel()
        clauses = max(sum(map(len, held.held)), 1)
        self._totals: Any = np.maximum(totals, totals.sum() / clauses * _FLOOR)
        self.partners = _PARTNERS if len(held.docs) <= MOST_WHOLE else _PARTNERS_OF_MANY
        self.drawn = sorted(range(len(held.docs)), key=lambda doc: _lot(held.docs[doc]))

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

    def by_rows(
        self, rows: Sequence[int], columns: Sequence[int]
    ) -> Iterator[tuple[Sequence[int], Any]]:
        """Give the overlaps of some documents with others, a few rows at a time."""
        for start in range(0, len(rows), _ROWS):
            some = rows[start : start + _ROWS]
            yield some, self.among(some, columns)

    def closest(self, docs: Sequence[int], most: int) -> Iterator[tuple[int, int, float]]:
        """Name for each of some documents those others among them that it overlaps with most.

        Args:
            docs: In ascending order.
            most: Others named for each.

        Returns:
            Document, other and overlap above 0, by document, the largest overlap first, of equals
            the first other. Of more than `MOST_WHOLE` documents they are the likeliest.
        """
        if len(docs) > MOST_WHOLE:
            yield from self._likely(docs, most)
            return
        for rows, likeness in self.by_rows(docs, docs):
            for row, doc in enumerate(rows):
                ranked = _largest(likeness[row], most + 1)
                others = [place for place in ranked if docs[place] != doc][:most]
                yield from ((doc, docs[at], float(likeness[row, at])) for at in others)

    def _likely(self, docs: Sequence[int], most: int) -> Iterator[tuple[int, int, float]]:
        import numpy as np

        wanted = set(docs)
        columns = np.asarray([doc for doc in self.drawn if doc in wanted])
        holders = self._having[columns].T.tocsr()
        holders.sort_indices()
        place = np.arange(holders.nnz) - np.repeat(holders.indptr[:-1], np.diff(holders.indptr))
        holders.data[place >= _HOLDERS] = 0.0
        holders.eliminate_zeros()
        for start in range(0, len(docs), _ROWS):
            rows = np.asarray(docs[start : start + _ROWS])
            shared = (self._weighed[rows] @ holders).tocsr()
            here = np.repeat(rows, np.diff(shared.indptr))
            there = columns[shared.indices]
            # as if all that is common were seen from the smaller of the two
            likely = shared.data / np.minimum(self._totals[here], self._totals[there])
            likely[here == there] = 0.0
            best = np.concatenate(
                [
                    begin + np.argsort(-likely[begin:end], kind="stable")[: most * _LIKELY]
                    for begin, end in zip(shared.indptr, shared.indptr[1:], strict=False)
                ]
            )
            one, other = here[best], there[best]
            likeness = self._of_pairs(one, other)
            order = np.lexsort((other, -likeness, one))
            one, other, likeness = one[order], other[order], likeness[order]
            rank = np.arange(len(one)) - np.searchsorted(one, one)
            kept = (likeness > 0) & (rank < most) & (one != other)
            yield from zip(
                one[kept].tolist(), other[kept].tolist(), likeness[kept].tolist(), strict=True
            )

    def _of_pairs(self, one: Any, other: Any) -> Any:
        """Give the overlaps of documents side by side, as `among` does."""
        import numpy as np

        found: list[Any] = [np.zeros(0)]
        for start in range(0, len(one), _PAIRS):
            sides = one[start : start + _PAIRS], other[start : start + _PAIRS]
            likeness, times = np.zeros(len(sides[0])), np.full(len(sides[0]), np.inf)
            for here, there in (sides, sides[::-1]):
                shared = self._weighed[here].multiply(self._having[there]).tocsr()
                share = np.asarray(shared.sum(axis=1)).ravel() / self._totals[here]
                likeness = np.maximum(likeness, share)
                times = np.minimum(times, np.diff(shared.indptr))
            likeness[times < LEAST_CLAUSES] = 0.0
            found.append(np.round(np.minimum(likeness, 1.0), 6))
        return np.concatenate(found)

    def _shares(self, rows: Any, columns: Any) -> tuple[Any, Any]:
        """Give the share of each row's clauses that a column has, and how many those are."""
        import numpy as np

        having = self._having[columns].T.tocsr()
        shared = (self._weighed[rows] @ having).toarray().astype(np.float64)
        times = (self._has[rows] @ having).toarray()
        return shared / self._totals[rows][:, None], times


def _lot(doc: str) -> bytes:
    """Draw a lot that stays the same when other documents come or go."""
    return blake2b(doc.encode(), digest_size=8).digest()


def _largest(values: Any, most: int) -> list[int]:
    """List where the largest values above 0 stand, the largest first, of equals the first."""
    import numpy as np

    places = np.flatnonzero(values)
    if len(places) > most:
        least = np.partition(values[places], -most)[-most]
        places = places[values[places] >= least]
    ranked = places[np.argsort(-values[places], kind="stable")]
    return [int(place) for place in ranked[:most]]
