"""Is this pair the best that each of the two can find?

Councils that share a provision mostly have one clause each for it. So a pair gains where each is
the other's best partner in the other's document, and loses where one of them has a better partner
there.
"""

from collections.abc import Sequence

from pipeline.align.contexts import Context
from pipeline.align.likeness import Likeness

_RECIPROCAL = 0.25
_OUTDONE = 0.4  # at most this much less, else as much as the better partner is better
_LEAST = 0.2  # likeness below which being the best of a bad lot earns nothing


class Competition:
    """Scores of pairs in the light of all other candidate pairs."""

    def __init__(self, contexts: Sequence[Context], likeness: Likeness, *, count: int) -> None:
        """Score the candidate pairs, `count` for each strand, and find the best partners."""
        self._contexts = contexts
        self._likeness = likeness
        self._best: list[dict[str, tuple[float, int]]] = [{} for _ in contexts]
        first, second = likeness.candidates(count)
        self._alone = dict(
            zip(
                zip(first.tolist(), second.tolist(), strict=True),
                likeness.scores(first, second).tolist(),
                strict=True,
            )
        )
        for (one, other), score in self._alone.items():
            self._note(one, other, score)
            self._note(other, one, score)

    def pairs(self) -> dict[tuple[int, int], float]:
        """Give the score of each candidate pair, the smaller index first."""
        return {pair: self._adjusted(*pair, score) for pair, score in self._alone.items()}

    def scores(self, pairs: Sequence[tuple[int, int]]) -> list[float]:
        """Score any pairs, candidates or not, the smaller index first."""
        import numpy as np

        missing = sorted({pair for pair in pairs if pair not in self._alone})
        if missing:
            both = np.array(missing, dtype=np.int64)
            found = self._likeness.scores(both[:, 0], both[:, 1]).tolist()
            self._alone.update(zip(missing, found, strict=True))
        return [self._adjusted(*pair, self._alone[pair]) for pair in pairs]

    def _note(self, one: int, other: int, score: float) -> None:
        """Keep the best partner in each document; among equals the first."""
        best = self._best[one]
        for doc in self._contexts[other].docs:
            known = best.get(doc)
            if known is None or (-score, other) < (-known[0], known[1]):
                best[doc] = (score, other)

    def _adjusted(self, one: int, other: int, score: float) -> float:
        outdone = max(self._gap(one, other, score), self._gap(other, one, score))
        reciprocal = score >= _LEAST and self._is_best(one, other) and self._is_best(other, one)
        return score + _RECIPROCAL * reciprocal - min(_OUTDONE, outdone)

    def _gap(self, one: int, other: int, score: float) -> float:
        """Say by how much the best partner of `one` in a document of `other` is better."""
        best = self._best[one]
        own = self._contexts[one].docs
        return max(
            (best[doc][0] - score for doc in self._contexts[other].docs - own if doc in best),
            default=0.0,
        )

    def _is_best(self, one: int, other: int) -> bool:
        best = self._best[one]
        own = self._contexts[one].docs
        return any(best[doc][1] == other for doc in self._contexts[other].docs - own if doc in best)
