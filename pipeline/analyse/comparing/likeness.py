"""How alike are two clauses of two versions, and which come into question for each other?"""

from collections.abc import Sequence
from typing import Any

from pipeline.analyse.comparing.version import Unit
from pipeline.text.similarity import gram_profiles

_LOOKED_AT = 0.12  # cosine of the rare letters in common, below which words are not compared
_PARTNERS = 12  # of each clause that are looked at, the most promising first
_ROWS = 256  # of the table of all pairs that are held in memory at a time


class Likeness:
    """The clauses of two versions, ready to be compared."""

    def __init__(self, earlier: Sequence[Unit], later: Sequence[Unit]) -> None:
        """Weigh letters by how rare they are in these versions."""
        self._earlier, self._later = earlier, later
        texts = [" ".join(unit.words) for unit in (*earlier, *later)]
        grams = gram_profiles(texts)
        self._grams = grams[: len(earlier)], grams[len(earlier) :]
        self._cosines: dict[tuple[int, int], float] = {}
        self._known: dict[tuple[int, int], float] = {}

    def partners(self, earlier: Sequence[int], later: Sequence[int]) -> set[tuple[int, int]]:
        """Give pairs that may say the same: some partners for each clause.

        Args:
            earlier: Places in the earlier version, rising.
            later: Places in the later version, rising.
        """
        if not (earlier and later):
            return set()
        first, second = self._grams[0][list(earlier)], self._grams[1][list(later)]
        found = {(earlier[i], later[j]): cosine for i, j, cosine in _best(first, second)}
        found |= {(earlier[i], later[j]): cosine for j, i, cosine in _best(second, first)}
        self._cosines |= found
        return set(found)

    def of(self, i: int, j: int) -> float:
        """Measure how alike two clauses are, whatever councils and offices are called.

        Returns:
            From 0.0 to 1.0: half of it by the words in common, in order, and half by the letters
            in common, the rare ones counting more.
        """
        one, other = self._earlier[i].words, self._later[j].words
        if one == other:
            return 1.0
        if (i, j) not in self._known:
            self._known[i, j] = (self._cosine(i, j) + word_ratio(one, other)) / 2.0
        return self._known[i, j]

    def _cosine(self, i: int, j: int) -> float:
        if (i, j) not in self._cosines:
            self._cosines[i, j] = float(self._grams[0][i].multiply(self._grams[1][j]).sum())
        return self._cosines[i, j]


def word_ratio(first: Sequence[str], second: Sequence[str]) -> float:
    """Measure the share of words that two texts have in common, in order, 0.0 to 1.0."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(first, second)


def words_in_common(first: Sequence[str], second: Sequence[str]) -> int:
    """Count the words that two texts have in common, in order."""
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity(first, second)


def _best(rows: Any, columns: Any) -> list[tuple[int, int, float]]:
    """Give for each row the columns with the largest cosines, and these."""
    import numpy as np

    turned = columns.T.tocsc()
    found: list[tuple[int, int, float]] = []
    for start in range(0, rows.shape[0], _ROWS):
        table = (rows[start : start + _ROWS] @ turned).toarray()
        few = min(_PARTNERS, table.shape[1])
        # of equal ones the first, so that nothing but the texts decides
        order = np.argsort(-table, axis=1, kind="stable")[:, :few]
        for at, chosen in enumerate(order):
            found += [
                (start + at, int(j), float(table[at, j]))
                for j in chosen
                if table[at, j] >= _LOOKED_AT
            ]
    return found
