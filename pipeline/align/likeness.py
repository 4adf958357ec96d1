"""How likely do two strands say the same, taken by themselves?

Words alone cannot tell: mirrored lists use the same words for duties of different parties, and
councils that wrote for themselves share a provision but hardly a word. So the cosine of the words
is corrected by what the clauses regulate, whom they bind and where they stand. The weights are
round numbers chosen by hand on six invented councils and five real ones; most can change by a
quarter for a hundredth or two of pair F1. The penalty for opposed parties matters most.
"""

from collections.abc import Sequence
from typing import Any

from pipeline.align.contexts import Context
from pipeline.align.sketches import Buckets, sketch
from pipeline.model import Audience, ClauseKind
from pipeline.text.similarity import COUNCILLOR, OFFICER, gram_profiles

_PROVISIONS = 0.3  # more where both regulate the same, less where they regulate different things
_HEADINGS = 0.05
_NEIGHBOURS = 0.1
_OPPOSED = 0.5  # less where one binds officers and the other councillors
_OTHER_SUBJECT = 0.2  # where the party named first differs, and the audience does not settle it
_INTRO = 0.2  # where one introduces a list and the other does not
_LENGTH = 0.05  # for each doubling of length beyond the first
_OTHER_LANGUAGE = 9.0  # never
_SAME_DOC = 0.4  # a council seldom says the same twice

_EXACT = 4000  # strands; up to here every pair is looked at
_BLOCK = 256  # rows of the table of all pairs held in memory at a time
_PAIRS = 20_000  # pairs compared at a time
_COMMON = 64  # beyond `_EXACT`, a gram that more strands have than this points to nobody


class Likeness:
    """Strands, ready to be compared in pairs.

    A pair is two indices into the contexts. Scores lie between about -1 and 1.5; they are
    comparable with one another and with the threshold in the parameters, and mean nothing else.
    """

    def __init__(self, contexts: Sequence[Context], *, seed: int) -> None:
        """Weigh words and headings over these strands, which settles what is rare."""
        import numpy as np

        self._contexts = contexts
        self._docs = [context.docs for context in contexts]
        self._seed = seed
        self._words = gram_profiles([context.plain for context in contexts])
        headings = sorted({context.heading for context in contexts})
        row = {heading: at for at, heading in enumerate(headings)}
        self._headings = gram_profiles(headings)
        self._heading = np.array([row[context.heading] for context in contexts])
        self._before = np.array([_index(context.before) for context in contexts])
        self._after = np.array([_index(context.after) for context in contexts])
        languages = sorted({context.language for context in contexts})
        self._language = np.array([languages.index(context.language) for context in contexts])
        self._provisions, self._certainty = _provisions(contexts)
        sides = {Audience.OFFICERS: -1, Audience.COUNCILLORS: 1}
        self._side = np.array([sides.get(context.audience, 0) for context in contexts])
        self._subject = np.array([_subject(context) for context in contexts])
        self._intro = np.array([context.kind is ClauseKind.LIST_INTRO for context in contexts])
        words = [max(3, context.plain.count(" ") + 1) for context in contexts]
        self._doublings = np.log2(np.array(words, dtype=np.float64))

    def scores(self, first: Any, second: Any) -> Any:
        """Score pairs.

        Args:
            first: Indices, a numpy array of shape (p,).
            second: As many indices.

        Returns:
            A numpy array of shape (p,), rounded so that ties are ties on every machine.
        """
        import numpy as np

        parts = [
            self._some_scores(first[start : start + _PAIRS], second[start : start + _PAIRS])
            for start in range(0, len(first), _PAIRS)
        ]
        return np.round(np.concatenate(parts), 4) if parts else np.empty(0)

    def candidates(self, count: int) -> tuple[Any, Any]:
        """Find the pairs worth scoring: for each strand, those most like it.

        Args:
            count: Partners looked for, for each strand.

        Returns:
            Two numpy arrays of indices, the smaller first, without repetition, sorted.
        """
        import numpy as np

        small = len(self._contexts) <= _EXACT
        pairs = self._nearest(count) if small else self._bucketed(count)
        found = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
        return found[:, 0], found[:, 1]

    def _some_scores(self, first: Any, second: Any) -> Any:
        import numpy as np

        def neighbours(strand: Any) -> Any:
            one, other = strand[first], strand[second]
            return np.where((one < 0) | (other < 0), 0.0, _cosines(self._words, one, other))

        sides = self._side[first] * self._side[second]
        other_subject = (self._subject[first] * self._subject[second] == -1) & (sides != 1)
        doublings = np.abs(self._doublings[first] - self._doublings[second])
        alike = (self._provisions[first] * self._provisions[second]).sum(axis=1)
        certain = np.sqrt(self._certainty[first] * self._certainty[second])
        return (
            _cosines(self._words, first, second)
            + _PROVISIONS * (2.0 * alike - 1.0) * certain
            + _HEADINGS * _cosines(self._headings, self._heading[first], self._heading[second])
            + _NEIGHBOURS * np.maximum(neighbours(self._before), neighbours(self._after))
            - _OTHER_LANGUAGE * (self._language[first] != self._language[second])
            - _OPPOSED * (sides == -1)
            - _OTHER_SUBJECT * other_subject
            - _INTRO * (self._intro[first] != self._intro[second])
            - _LENGTH * np.clip(doublings - 1.0, 0.0, 2.0)
            - _SAME_DOC * self._share_document(first, second)
        )

    def _share_document(self, first: Any, second: Any) -> Any:
        import numpy as np

        docs = self._docs
        return np.array(
            [
                not docs[one].isdisjoint(docs[other])
                for one, other in zip(first.tolist(), second.tolist(), strict=True)
            ],
            dtype=bool,
        )

    def _nearest(self, count: int) -> set[tuple[int, int]]:
        """Look at every pair, a block of rows at a time."""
        import numpy as np

        size = len(self._contexts)
        pairs: set[tuple[int, int]] = set()
        if size < 2:
            return pairs
        count = min(count, size - 1)
        for start in range(0, size, _BLOCK):
            rows = slice(start, min(size, start + _BLOCK))
            table = (self._words[rows] @ self._words.T).toarray()
            table += _PROVISIONS * self._provisions[rows] @ self._provisions.T
            table -= _OPPOSED * (np.outer(self._side[rows], self._side) == -1)
            table -= _OTHER_LANGUAGE * (self._language[rows, None] != self._language)
            here = np.arange(rows.start, rows.stop)
            table[here - start, here] = -np.inf
            best = np.argpartition(-table, count - 1, axis=1)[:, :count]
            pairs.update(_ordered(here.repeat(count).tolist(), best.ravel().tolist()))
        return pairs

    def _bucketed(self, count: int) -> set[tuple[int, int]]:
        """Look where sketches agree or rare grams are shared, so that work stays linear."""
        import numpy as np

        bands = sketch([context.plain for context in self._contexts], seed=self._seed)
        buckets = Buckets()
        pairs: set[tuple[int, int]] = set()
        for index, numbers in enumerate(bands.tolist()):
            near = buckets.near(numbers, limit=count)
            pairs.update((other, index) for other in near)
            buckets.add(index, numbers)
        spread = np.bincount(self._words.indices, minlength=self._words.shape[1])
        rare = self._words[:, spread <= _COMMON]
        columns = rare.T.tocsr()
        for start in range(0, rare.shape[0], _BLOCK):
            table = (rare[start : start + _BLOCK] @ columns).tocsr()
            for row in range(table.shape[0]):
                span = slice(table.indptr[row], table.indptr[row + 1])
                values, others = table.data[span], table.indices[span]
                if len(values) > count + 1:
                    others = others[np.argpartition(-values, count)[: count + 1]]
                index = start + row
                pairs.update(_ordered([index] * len(others), others.tolist()))
        return pairs


def _cosines(rows: Any, first: Any, second: Any) -> Any:
    import numpy as np

    return np.asarray(rows[first].multiply(rows[second]).sum(axis=1)).ravel()


def _index(strand: int | None) -> int:
    return -1 if strand is None else strand


def _ordered(first: Sequence[int], second: Sequence[int]) -> set[tuple[int, int]]:
    return {
        (one, other) if one < other else (other, one)
        for one, other in zip(first, second, strict=True)
        if one != other
    }


def _provisions(contexts: Sequence[Context]) -> tuple[Any, Any]:
    """Give provision scores as rows of length 1, and how sure the surest of each row is."""
    import numpy as np

    width = max((len(context.scores) for context in contexts), default=0) or 1
    table = np.zeros((len(contexts), width))
    for row, context in enumerate(contexts):
        table[row, : len(context.scores)] = context.scores
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    certainty = np.clip(table.max(axis=1, initial=0.0), 0.0, 1.0)
    return table / np.where(lengths > 0.0, lengths, 1.0), certainty


def _subject(context: Context) -> int:
    """Tell whose clause it is from the party named first: 1 councillors, -1 officers, 0 neither.

    "Councillors and officers" in one breath are neither.
    """
    words = context.plain.split()
    named = [(at, word) for at, word in enumerate(words) if word in {COUNCILLOR, OFFICER}]
    if not named:
        return 0
    if len(named) > 1 and named[1][0] - named[0][0] <= 2 and named[1][1] != named[0][1]:
        return 0
    return 1 if named[0][1] == COUNCILLOR else -1
