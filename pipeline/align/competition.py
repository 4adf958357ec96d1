"""How likely do two strands say the same, in the light of the partners that each could have?

Councils that share a provision mostly have one clause each for it. So it speaks for a pair where
each is the other's best partner in the other's document, and against it where one of them has a
better partner there.
"""

from collections.abc import Sequence
from typing import Any

from pipeline.align.contexts import Context
from pipeline.align.likeness import Likeness, Signs
from pipeline.align.scorecard import Scorecard, chances

_TWICE = 6.0  # log-odds: a council seldom says the same twice
_LEAST_LOOK = 0.15  # first look below which hardly one pair in thirty says the same
_MEANINGS = 0.5  # of the cosine of meanings is added to the first look where partners compete
_LEAST_CHANCE = 0.09  # of a pair that is not forgotten at once: a country has millions
_OTHER_LANGUAGE = -5.0  # first look below which two strands are of different languages
_PAIRS = 2_000  # pairs measured at a time: their grams stay in the cache
_DOCS = 4  # documents of a strand in which its partners compete


class Competition:
    """Candidate pairs, and the chance that the two of a pair say the same."""

    def __init__(
        self,
        contexts: Sequence[Context],
        likeness: Likeness,
        scorecard: Scorecard,
        *,
        count: int,
        new: Sequence[bool] | None = None,
    ) -> None:
        """Find the candidate pairs, and let them compete.

        Args:
            contexts: All strands.
            likeness: Made of the same.
            scorecard: What the signs are worth.
            count: Candidates looked for, for each strand.
            new: Whether each strand is new; candidates are looked for new ones only. By default
                all are.
        """
        import numpy as np

        self._likeness = likeness
        self._scorecard = scorecard
        self._docs = _numbered(contexts)
        self._short = np.array([context.position is None for context in contexts])
        self.first, self.second = likeness.candidates(count, new or [True] * len(contexts))
        looked = [
            likeness.looks(self.first[some], self.second[some], least=_LEAST_LOOK)
            for some in _slices(len(self.first))
        ]
        none = (np.empty(0), np.empty(0))
        grams, looks = (np.concatenate(parts) for parts in zip(none, *looked, strict=True))
        likely = looks >= _LEAST_LOOK
        self.first, self.second = self.first[likely], self.second[likely]
        self._looked = grams[likely], looks[likely]
        meanings = [
            likeness.meanings(self.first[some], self.second[some])
            for some in _slices(len(self.first))
        ]
        scores = _scores(looks[likely], np.concatenate([np.empty(0), *meanings]))
        self._standings = _Standings(self.first, self.second, scores, self._docs)

    def signs(self, first: Any, second: Any) -> Signs:
        """Measure all signs of some pairs, those of the competition among them.

        Args:
            first: Indices of contexts, a numpy array of shape (p,).
            second: As many indices.
        """
        return self._signs(first, second, self._likeness.looks(first, second))

    def _signs(self, first: Any, second: Any, looked: tuple[Any, Any]) -> Signs:
        signs = self._likeness.signs(first, second, looked)
        scores = _scores(signs["first_look"], signs["meanings"])
        ranks = self._standings.signs(first, second, scores)
        # to be the best of three clauses is no merit
        many = ~(self._short[first] | self._short[second])
        return signs | ranks | {name: ranks[name] * many for name in ("best_of_both", "lead")}

    def _chances(self, first: Any, second: Any, looked: tuple[Any, Any]) -> Any:
        import numpy as np

        points = self._scorecard.points(self._signs(first, second, looked))
        points = points - _TWICE * self._likeness.within_documents(first, second)
        return np.where(looked[1] < _OTHER_LANGUAGE, 0.0, chances(points))

    def of_pairs(self, first: Any, second: Any) -> Any:
        """Say how likely any pairs are to say the same.

        Args:
            first: Indices of contexts, a numpy array of shape (p,).
            second: As many indices.

        Returns:
            A numpy array of shape (p,), from 0 to 1.
        """
        import numpy as np

        # a lower look has no points of its own; it matters where there are better partners
        least = self._scorecard.signs["first_look"].edges[0]
        found = [np.empty(0)]
        for some in _slices(len(first)):
            one, other = first[some], second[some]
            in_full = self._standings.known(one, other)
            looked = self._likeness.looks(one, other, least=least, in_full=in_full)
            found.append(self._chances(one, other, looked))
        return np.concatenate(found)

    def pairs(self) -> tuple[Any, Any, Any]:
        """Give the candidate pairs that may come to something, and their chances."""
        import numpy as np

        found = np.concatenate(
            [
                np.empty(0),
                *(
                    self._chances(
                        self.first[some],
                        self.second[some],
                        (self._looked[0][some], self._looked[1][some]),
                    )
                    for some in _slices(len(self.first))
                ),
            ]
        )
        likely = found >= _LEAST_CHANCE
        return self.first[likely], self.second[likely], found[likely]


class _Standings:
    """The best partner of each strand in each document, and the second best."""

    def __init__(self, first: Any, second: Any, scores: Any, docs: Any) -> None:
        import numpy as np

        self._docs = docs
        strand = np.concatenate([first, second])
        partner = np.concatenate([second, first])
        at, doc = _spread(strand, partner, docs)
        strand, partner, score = strand[at], partner[at], np.concatenate([scores, scores])[at]
        order = np.lexsort((partner, -score, doc, strand))
        strand, doc, score, partner = strand[order], doc[order], score[order], partner[order]
        self._width = 1 + int(docs.max(initial=0))
        key = strand * self._width + doc
        self._keys, at = np.unique(key, return_index=True)
        self._best = score[at]
        self._partner = partner[at]
        last = np.append(at[1:], len(key)) - 1
        self._second = np.where(last > at, score[np.minimum(at + 1, last)], 0.0)

    def signs(self, first: Any, second: Any, scores: Any) -> Signs:
        """Measure the signs of the competition."""
        import numpy as np

        gap, best, lead = self._directed(first, second, scores)
        other_gap, other_best, other_lead = self._directed(second, first, scores)
        return {
            "best_of_both": best & other_best,
            "outdone": np.round(np.maximum(gap, other_gap), 4),
            "outdone_less": np.round(np.minimum(gap, other_gap), 4),
            "lead": np.round(np.minimum(lead, other_lead), 4),
        }

    def known(self, first: Any, second: Any) -> Any:
        """Say of which pairs one has a partner in a document of the other: a numpy array."""
        import numpy as np

        known = np.zeros(len(first), dtype=bool)
        for strand, partner in ((first, second), (second, first)):
            known[self._met(strand, partner)[0]] = True
        return known

    def _met(self, strand: Any, partner: Any) -> tuple[Any, Any]:
        """Find the documents of a strand's partner in which the strand has partners.

        Returns:
            Where the pair stands, and the place of strand and document among those known: two
            numpy arrays of one length.
        """
        import numpy as np

        row, doc = _spread(strand, partner, self._docs)
        if not len(self._keys):
            return row[:0], row[:0]
        key = strand[row] * self._width + doc
        at = np.minimum(np.searchsorted(self._keys, key), len(self._keys) - 1)
        known = self._keys[at] == key
        return row[known], at[known]

    def _directed(self, strand: Any, partner: Any, scores: Any) -> tuple[Any, Any, Any]:
        """Say by how much the best partner of each strand in a document of its partner is better.

        And whether the partner is the best there itself, and if so by how much.
        """
        import numpy as np

        gap, lead = np.zeros(len(strand)), np.zeros(len(strand))
        best = np.zeros(len(strand), dtype=bool)
        row, at = self._met(strand, partner)
        score, other = scores[row], partner[row]
        is_best = self._partner[at] == other
        np.maximum.at(gap, row, np.maximum(self._best[at] - score, 0.0))
        np.logical_or.at(best, row, is_best)
        np.maximum.at(lead, row, np.where(is_best, self._best[at] - self._second[at], 0.0))
        return gap, best, lead


def _scores(looks: Any, meanings: Any) -> Any:
    """Say by what partners compete.

    By the first look alone, a clause in other words loses to any that happens to share a phrase.
    """
    import numpy as np

    return np.round(looks + _MEANINGS * meanings, 4)  # so that ties are ties on every machine


def _spread(own: Any, partner: Any, docs: Any) -> tuple[Any, Any]:
    """Repeat each pair for each document of the partner that is none of its own.

    Returns:
        Where the pair stands, and the document: two numpy arrays of one length.
    """
    import numpy as np

    theirs = docs[partner]
    mine = docs[own]
    wanted = theirs >= 0
    for column in range(mine.shape[1]):
        wanted &= theirs != mine[:, column, None]
    at, place = np.nonzero(wanted)
    return at, theirs[at, place]


def _numbered(contexts: Sequence[Context]) -> Any:
    """Give some documents of each strand by number: shape (strands, _DOCS), -1 for none."""
    import numpy as np

    table = np.full((len(contexts), _DOCS), -1, dtype=np.int64)
    for row, context in enumerate(contexts):
        speaking = sorted(context.docs)[:_DOCS]
        table[row, : len(speaking)] = speaking
    return table


def _slices(length: int) -> list[slice]:
    return [slice(start, start + _PAIRS) for start in range(0, length, _PAIRS)]
