"""What speaks for and against two strands saying the same?

Words alone cannot tell: mirrored lists use the same words for duties of different parties, and
councils that wrote for themselves share a provision but hardly a word. So what the clauses
regulate, whom they bind and where they stand are signs as well. The scorecard says what each is
worth; here they are measured.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import Any

from pipeline.align.contexts import Context
from pipeline.align.sketches import most_shared, sketch
from pipeline.align.word_vectors import WordVectors
from pipeline.model import Audience, ClauseKind
from pipeline.text.similarity import COUNCILLOR, OFFICER, gram_profiles

# The first look, by which most pairs are put aside, is made with round weights, chosen by hand.
_PROVISIONS = 0.3  # more where both regulate the same, less where they regulate different things
_HEADINGS = 0.05
_NEIGHBOURS = 0.1
_OPPOSED = 0.5  # less where one binds officers and the other councillors
_OTHER_SUBJECT = 0.2  # where the party named first differs, and the audience does not settle it
_INTRO = 0.2  # where one introduces a list and the other does not
_LENGTH = 0.05  # for each doubling of length beyond the first
_OTHER_LANGUAGE = 9.0  # never

# documents added to the count of a strand's own: in protocols of two layers, what stands in two
# sections of one document says the same hardly less often than its signs promise
_FEW = 3
_FEW_SECTIONS = 1 / 3  # the same, where both stand in one section: no section repeats itself
_ONE_SECTION = 2.0  # times as much does a section that has both count
_ANY_DISTANCE = 1 / 3  # of two places taken at random
_EXACT = 4000  # strands; up to here every pair is looked at
_BLOCK = 256  # rows of the table of all pairs held in memory at a time
_COMMON = 64  # beyond `_EXACT`, a gram that more strands have than this points to nobody

Signs = dict[str, Any]  # a numpy array of shape (p,) for each sign


class Likeness:
    """Strands, ready to be compared in pairs. A pair is two indices into the contexts."""

    def __init__(self, contexts: Sequence[Context], words: WordVectors, *, seed: int) -> None:
        """Weigh words and headings over these strands, which settles what is rare.

        Args:
            contexts: All strands.
            words: Tells what they speak of.
            seed: Of the sketches by which candidates are found.
        """
        import numpy as np

        self._contexts = contexts
        self._seed = seed
        self._plain = [context.plain for context in contexts]
        self._meanings = words.of(self._plain)
        headings = sorted({context.heading for context in contexts})
        row = {heading: at for at, heading in enumerate(headings)}
        self._grams = gram_profiles([*(context.plain for context in contexts), *headings])
        self._heading = len(contexts) + np.array([row[context.heading] for context in contexts])
        self._before = np.array([_index(context.before) for context in contexts])
        self._after = np.array([_index(context.after) for context in contexts])
        languages = sorted({context.language for context in contexts})
        self._language = np.array([languages.index(context.language) for context in contexts])
        self._scores, self._provisions, self._certainty = _provisions(contexts)
        sides = {Audience.OFFICERS: -1, Audience.COUNCILLORS: 1}
        self._side = np.array([sides.get(context.audience, 0) for context in contexts])
        self._subject = np.array([_subject(context) for context in contexts])
        self._intro = np.array([context.kind is ClauseKind.LIST_INTRO for context in contexts])
        self._item = np.array([context.kind is ClauseKind.LIST_ITEM for context in contexts])
        lengths = [max(3, context.plain.count(" ") + 1) for context in contexts]
        self._doublings = np.log2(np.array(lengths, dtype=np.float64))
        self._position = np.array([context.position for context in contexts], dtype=np.float64)

    def looks(
        self, first: Any, second: Any, *, least: float = -inf, in_full: Any = False
    ) -> tuple[Any, Any]:
        """Take the first look at some pairs, which tells those that hardly say the same.

        Headings and neighbours, which take most of the time, are compared only where they can
        bring a pair to `least`.

        Args:
            first: Indices, a numpy array of shape (p,).
            second: As many indices.
            least: Looks that are lower need not be right, only lower.
            in_full: Of each pair whether the look is to be right all the same.

        Returns:
            How far grams agree, and the looks: two numpy arrays of shape (p,); looks are from
            about -1 to 1.5, and 9 lower for two languages.
        """
        import numpy as np

        grams = _cosines(self._grams, first, second).astype(np.float64)
        alike = np.einsum("ij,ij->i", self._provisions[first], self._provisions[second])
        sides = self._side[first] * self._side[second]
        lengths = np.abs(self._doublings[first] - self._doublings[second])
        looks = (
            grams
            + _PROVISIONS * (2.0 * alike - 1.0) * self._certain(first, second)
            - _OPPOSED * (sides == -1)
            - _OTHER_SUBJECT * self._other_subject(first, second)
            - _INTRO * (self._intro[first] != self._intro[second])
            - _LENGTH * np.clip(lengths - 1.0, 0.0, 2.0)
            - _OTHER_LANGUAGE * (self._language[first] != self._language[second])
        )
        open_ = np.flatnonzero((looks + _HEADINGS + _NEIGHBOURS >= least) | in_full)
        one, other = self._heading[first[open_]], self._heading[second[open_]]
        looks[open_] += _HEADINGS * _cosines(self._grams, one, other)
        open_ = np.flatnonzero((looks + _NEIGHBOURS >= least) | in_full)
        looks[open_] += _NEIGHBOURS * self._neighbours(first[open_], second[open_])
        return grams, np.round(looks, 4)  # so that ties are ties on every machine

    def meanings(self, first: Any, second: Any) -> Any:
        """Say how far the words of some pairs mean the same: cosines, a numpy array of (p,)."""
        import numpy as np

        cosines = np.einsum("ij,ij->i", self._meanings[first], self._meanings[second])
        return np.round(cosines.astype(np.float64), 4)

    def signs(self, first: Any, second: Any, looked: tuple[Any, Any]) -> Signs:
        """Measure the signs of some pairs.

        Args:
            first: Indices, a numpy array of shape (p,).
            second: As many indices.
            looked: What `looks` says of them.
        """
        import numpy as np

        grams, look = looked
        side, other_side = self._side[first], self._side[second]
        intro, other_intro = self._intro[first], self._intro[second]
        item, other_item = self._item[first], self._item[second]
        alike = np.einsum("ij,ij->i", self._provisions[first], self._provisions[second])
        certain = self._certain(first, second)
        same_provision = np.minimum(self._scores[first], self._scores[second]).max(axis=1)
        signs = {
            "first_look": look,
            "grams": grams,
            "letters": self._edit_ratios(first, second),
            "meanings": self.meanings(first, second),
            "heading_and_text": np.maximum(
                _cosines(self._grams, self._heading[first], second),
                _cosines(self._grams, self._heading[second], first),
            ),
            "provisions": alike,
            "provisions_certain": certain,
            "same_provision": same_provision,
            "provisions_or_not": (2.0 * alike - 1.0) * certain,
            "grams_and_provision": np.sqrt(np.maximum(grams, 0.0) * same_provision),
            "opposed": side * other_side == -1,
            "one_sided": (side == 0) != (other_side == 0),
            "same_side": (side == other_side) & (side != 0),
            "other_subject": self._other_subject(first, second),
            "same_subject": self._subject[first] * self._subject[second] == 1,
            "one_intro": intro != other_intro,
            "both_intros": intro & other_intro,
            "one_item": item != other_item,
            "both_items": item & other_item,
            "length": np.clip(
                np.abs(self._doublings[first] - self._doublings[second]) - 1.0, 0.0, 2.0
            ),
            "shorter": np.minimum(self._doublings[first], self._doublings[second]),
            "position": np.nan_to_num(
                np.abs(self._position[first] - self._position[second]), nan=_ANY_DISTANCE
            ),
        }
        # rounded so that ties are ties on every machine
        return {name: np.round(values.astype(np.float64), 4) for name, values in signs.items()}

    def _certain(self, first: Any, second: Any) -> Any:
        import numpy as np

        return np.sqrt(self._certainty[first] * self._certainty[second])

    def _other_subject(self, first: Any, second: Any) -> Any:
        opposite = self._subject[first] * self._subject[second] == -1
        return opposite & (self._side[first] * self._side[second] != 1)

    def within_documents(self, first: Any, second: Any) -> Any:
        """Give the share of the documents of the rarer of two strands that have the other too.

        Of few documents the share is counted lower, since one of them may well repeat itself. Not
        so where both stand in one section of it, below the same headings: that counts double.
        """
        import numpy as np

        return np.array(
            [
                self._share(one, other)
                for one, other in zip(first.tolist(), second.tolist(), strict=True)
            ],
            dtype=np.float64,
        )

    def _share(self, one: int, other: int) -> float:
        here, there = self._contexts[one], self._contexts[other]
        if here.docs.isdisjoint(there.docs):
            return 0.0
        docs = here.docs & there.docs
        fewer = min(len(here.docs), len(there.docs))
        sections = here.sections & there.sections
        together = min(len(sections), len(docs))
        apart = len(docs) - together
        return apart / (_FEW + fewer) + _ONE_SECTION * together / (_FEW_SECTIONS + fewer)

    def candidates(self, count: int, wanted: Sequence[bool]) -> tuple[Any, Any]:
        """Find the pairs worth scoring: for each strand, those most like it.

        Args:
            count: Partners looked for, for each strand.
            wanted: Whether partners of a strand are looked for; it may be found in any case.

        Returns:
            Two numpy arrays of indices, the smaller first, without repetition, sorted.
        """
        import numpy as np

        asked = np.asarray(wanted, dtype=bool)
        if len(asked) <= _EXACT:
            found = [self._nearest(min(count, len(asked) - 1), asked)]
        else:
            # fewer by each way: what is like in either is mostly found by both, and among very many
            # strands those that come last are like by chance
            found = [self._sketched(count // 4, asked), self._with_rare_grams(count // 4, asked)]
        one, other = (np.concatenate(each) for each in zip(*found, strict=True))
        pairs = np.minimum(one, other) << 32 | np.maximum(one, other)
        pairs = np.unique(pairs[one != other])
        return pairs >> 32, pairs & 0xFFFFFFFF

    def _neighbours(self, first: Any, second: Any) -> Any:
        """Say how alike the clauses before are, or those after, whichever are more so."""
        import numpy as np

        best = np.zeros(len(first))
        for beside in (self._before, self._after):
            one, other = beside[first], beside[second]
            both = np.flatnonzero((one >= 0) & (other >= 0))
            best[both] = np.maximum(best[both], _cosines(self._grams, one[both], other[both]))
        return best

    def _edit_ratios(self, first: Any, second: Any) -> Any:
        from rapidfuzz import fuzz, process

        plain = self._plain
        return (
            process.cpdist(
                [plain[one] for one in first.tolist()],
                [plain[other] for other in second.tolist()],
                scorer=fuzz.ratio,
            )
            / 100.0
        )

    def _nearest(self, count: int, wanted: Any) -> tuple[Any, Any]:
        """Look at every pair, a block of rows at a time."""
        import numpy as np

        grams = self._grams[: len(wanted)]
        asked = np.flatnonzero(wanted) if count > 0 else np.empty(0, dtype=np.int64)
        found = [np.empty(0, dtype=np.int64)]
        for start in range(0, len(asked), _BLOCK):
            rows = asked[start : start + _BLOCK]
            table = (grams[rows] @ grams.T).toarray()
            table += _PROVISIONS * self._provisions[rows] @ self._provisions.T
            table -= _OPPOSED * (np.outer(self._side[rows], self._side) == -1)
            table -= _OTHER_LANGUAGE * (self._language[rows, None] != self._language)
            table[np.arange(len(rows)), rows] = -np.inf
            found.append(np.argpartition(-table, count - 1, axis=1)[:, :count].ravel())
        return asked.repeat(max(0, count)), np.concatenate(found)

    def _sketched(self, count: int, wanted: Any) -> tuple[Any, Any]:
        """Look where sketches agree, so that work stays linear."""
        import numpy as np

        bands = sketch(self._plain, seed=self._seed)
        order = np.argsort(wanted, kind="stable")  # so that all others find those not asked for
        place = np.flatnonzero(wanted[order])
        bands = bands[order]
        rows, found = most_shared(bands[place], bands, limit=count, before=place)
        return order[place[rows]], order[found]

    def _with_rare_grams(self, count: int, wanted: Any) -> tuple[Any, Any]:
        """Look where grams are shared that few strands have."""
        import numpy as np

        grams, strands = self._grams, len(wanted)  # the rows after these are headings
        spread = np.bincount(grams.indices[: grams.indptr[strands]], minlength=grams.shape[1])
        rare = grams[:, spread <= _COMMON][:strands]
        columns = rare.T.tocsr()
        asked = np.flatnonzero(wanted)
        one, other = [asked[:0]], [asked[:0]]
        for start in range(0, len(asked), _BLOCK):
            rows = asked[start : start + _BLOCK]
            table = (rare[rows] @ columns).tocsr()
            best = []
            for first, last in pairwise(table.indptr.tolist()):
                values, others = table.data[first:last], table.indices[first:last]
                if len(values) > count + 1:
                    others = others[np.argpartition(-values, count)[: count + 1]]
                best.append(others)
            one.append(rows.repeat(list(map(len, best))))
            other.append(np.concatenate(best))
        return np.concatenate(one), np.concatenate(other)


def _cosines(rows: Any, first: Any, second: Any) -> Any:
    import numpy as np

    return np.asarray(rows[first].multiply(rows[second]).sum(axis=1)).ravel()


def _index(strand: int | None) -> int:
    return -1 if strand is None else strand


def _provisions(contexts: Sequence[Context]) -> tuple[Any, Any, Any]:
    """Give provision scores, the same as rows of length 1, and the surest of each row."""
    import numpy as np

    width = max((len(context.scores) for context in contexts), default=0) or 1
    table = np.zeros((len(contexts), width))
    for row, context in enumerate(contexts):
        table[row, : len(context.scores)] = context.scores
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    certainty = np.clip(table.max(axis=1, initial=0.0), 0.0, 1.0)
    return table, table / np.where(lengths > 0.0, lengths, 1.0), certainty


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
