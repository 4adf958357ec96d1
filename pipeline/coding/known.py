"""Does a clause read word for word like one of the library?

Then a person has coded it, and nothing is left to be judged. Only the names of roles may differ:
"Cllrs", "Members" and "elected members" are the same people.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.coding.passage import Passage
from pipeline.coding.wording import level_roles
from pipeline.text.folding import fold

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_ENOUGH = 8  # words that say by themselves what they are about; fewer are read with their context
_SURE = 0.98  # probability of a level that a person gave


class KnownClauses:
    """The clauses of a library, by their words."""

    def __init__(self, keys: "npt.NDArray[np.uint64]", levels: "npt.NDArray[np.int8]") -> None:
        """Set up from what `learn_known` found, or from a file.

        Args:
            keys: Shape (clauses,): the words of each, as a number.
            levels: Shape (clauses, provisions): 0 none, 1 mention, 2 rules.
        """
        self.keys, self.levels = keys, levels
        self._row: Mapping[int, int] = {int(key): row for row, key in enumerate(keys)}

    def row(self, passage: Passage) -> int | None:
        """Find the clause that reads like a passage."""
        return self._row.get(_key(passage))

    def probabilities(self, row: int) -> "npt.NDArray[np.float64]":
        """Give the probability of each level of a clause: shape (provisions, 3)."""
        import numpy as np

        sure: npt.NDArray[np.float64] = np.full((self.levels.shape[1], 3), (1 - _SURE) / 2)
        sure[np.arange(len(sure)), self.levels[row]] = _SURE
        return sure


def learn_known(passages: Sequence[Passage], levels: "npt.NDArray[np.int64]") -> KnownClauses:
    """Take in coded passages; of those that read alike and are coded otherwise none is taken.

    Args:
        passages: Those of a library.
        levels: Shape (passages, provisions): 0 none, 1 mention, 2 rules.
    """
    import numpy as np

    found: dict[int, int] = {}
    disputed = set()
    for row, passage in enumerate(passages):
        key = _key(passage)
        if (levels[found.setdefault(key, row)] != levels[row]).any():
            disputed.add(key)
    keys = sorted(found.keys() - disputed)
    rows = [found[key] for key in keys]
    return KnownClauses(np.array(keys, dtype=np.uint64), levels[rows].astype(np.int8))


def _key(passage: Passage) -> int:
    text = fold(level_roles(passage.text))
    if len(text.split()) < _ENOUGH:
        text = f"{fold(level_roles(passage.context))}: {text}"
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
