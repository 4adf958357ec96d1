"""How common is a wording among documents that have nothing to do with one another?

Documents of one lineage count as one origin, since they have their wording from one place. What
several origins have is common stock: it says little about any template.
"""

from collections.abc import Sequence
from typing import Any

from pipeline.analyse.lineage.wordings import Holdings

_BY_CHANCE = 0.05  # readings of one family by independent authors that are near to each other
_PAIRS = 10  # pairs of readings that this prior weighs as much as
_ALONE = 1 / 3  # weight of a document in no lineage among the origins of a wording
_ALL_ALONE = 2.0  # and of all those together, at most
_MOST = 0.95  # chance is never sure


class Origins:
    """Who has each wording, in nearly its words, when documents of a lineage count once."""

    def __init__(self, held: Holdings, groups: Sequence[Sequence[int]]) -> None:
        """Count the origins; `groups` are documents that are akin."""
        import numpy as np

        grouped = {doc for group in groups for doc in group}
        alone = [(doc,) for doc in range(len(held.docs)) if doc not in grouped]
        origins = [*groups, *alone]
        sizes = np.asarray(list(map(len, origins)), dtype=np.float32)
        having = held.having_in(origins)
        self._holds: Any = held.has.T @ held.members(origins) > 0
        # a lineage has what most of its documents have
        self._has: Any = having.multiply(1.0 / sizes[None, :]).tocsr() > 0.5
        self._lineages = len(groups)
        self._of_lineage: Any = np.arange(len(sizes)) < len(groups)
        self._held = held

    def rarity(self) -> tuple[float, ...]:
        """Weigh each wording by how few origins have it.

        Three documents that stand alone weigh as much as one lineage, and all of them together no
        more than two: they may yet prove to be akin.

        Returns:
            For each wording one divided by the number of its origins, above 0 and up to 1. While
            no lineage is known, 1.0 throughout.
        """
        import numpy as np

        if not self._lineages:
            return (1.0,) * self._held.wordings
        alone = self._has @ np.where(self._of_lineage, 0.0, _ALONE)
        origins = self._has @ self._of_lineage.astype(float) + np.minimum(alone, _ALL_ALONE)
        return tuple((1.0 / np.maximum(origins, 1.0)).tolist())

    def coincidences(self) -> dict[int, float]:
        """Estimate how often readings of a family from two origins are near to each other.

        Returns:
            For each family the chance, from 0 to 1: that of the pairs of origins in this corpus,
            drawn towards what independent authors do where there are few pairs.
        """
        import numpy as np
        from scipy.sparse import csr_matrix

        families = np.asarray(self._held.families)
        near = np.asarray(self._has.sum(axis=1)).ravel()
        holders = np.asarray(self._holds.sum(axis=1)).ravel()
        others = np.bincount(families, holders * np.maximum(near - 1, 0))
        held = np.bincount(families, holders)
        ones = np.ones(len(families), dtype=np.float32)
        wordings = csr_matrix((ones, (families, np.arange(len(families)))))
        origins = np.diff((wordings @ self._holds.astype(np.float32)).tocsr().indptr)
        pairs = origins * (origins - 1) / 2
        possible = np.maximum(held * np.maximum(origins - 1, 1), 1.0)
        share = np.minimum(others / possible, 1.0)
        chances = (share * pairs + _BY_CHANCE * _PAIRS) / (pairs + _PAIRS)
        return dict(enumerate(np.minimum(chances, _MOST).tolist()))
