"""In which words does one reading of a clause differ from another, as a person would mark it?

A person with a pencil marks few and whole things: these words for those, this sentence moved up.
So opening a change costs something, and unchanged words between two changes must be worth more
than that: a "the" that happens to stand in both is not. What stands elsewhere is marked once, and
another name for the same council or office is marked as that and no more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pipeline.text.terms import JOINING, Term, terms
from pipeline.text.word_pairs import word_pairs

_FEWEST_MOVED = 5  # terms: fewer words that stand elsewhere are no move
_SURELY_MOVED = 8  # terms that are moved even where no comma sets them off
_SENTENCE, _CHANGED = 1_000_000, 1_000  # more than the words of many sentences, and of one
_LIKE = 0.7  # share of words that a sentence keeps where it is moved and changed
_MOST_LIKE = 60  # sentences beyond which no changed ones are looked for elsewhere
_SEED = 3  # terms by which a moved run is found
_MOST_PLACES = 20  # of one seed that are looked at


class Mark(StrEnum):
    """What words are to the exemplar."""

    SAME = "same"
    INSERTED = "inserted"
    DELETED = "deleted"
    REPLACED = "replaced"
    MOVED = "moved"  # the same words, which stand elsewhere in the exemplar
    NAMED = "named"  # another name for the same council, office or sort of person


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words side by side with one mark."""

    mark: Mark
    start: int  # span in the reading; empty where words are deleted
    end: int
    was_start: int  # span in the exemplar; empty where words are inserted
    was_end: int
    text: str  # the reading's words
    was: str  # the exemplar's words; of moved ones, as they stand elsewhere


@lru_cache(maxsize=16384)  # the pages of all provisions and then those of families ask the same
def stretches(reading: str, exemplar: str) -> tuple[Stretch, ...]:
    """Mark the words of a reading against the exemplar of its family, or any two texts.

    Words are equal after folding: a capital, a comma, a hyphen or the label of a list item is no
    difference. Nothing but the two texts decides.

    Returns:
        Stretches in the order of the reading, what was deleted where it stood. The spans of the
        reading follow each other and leave out white space alone; those of the exemplar do so too
        once they are sorted. Empty for two texts without a word.

    Example:
        >>> was = "Members must not instruct staff. The Clerk replies in five days."
        >>> now = "Members may not instruct staff. The Town Clerk, if asked, replies in ten days."
        >>> for each in stretches(now, was):
        ...     if each.mark is not Mark.SAME:
        ...         print(f"{each.mark}: {each.was!r} -> {each.text!r} at {each.start}")
        replaced: 'must' -> 'may' at 8
        named: 'Clerk' -> 'Town Clerk,' at 36
        inserted: '' -> 'if asked,' at 48
        replaced: 'five' -> 'ten' at 69
    """
    return tuple(_Pair(reading, exemplar).stretches())


class _Pair:
    """Two texts while their words are brought together."""

    def __init__(self, reading: str, exemplar: str) -> None:
        self.texts = reading, exemplar
        self.now, self.was = terms(reading), terms(exemplar)
        self.matched: dict[int, int] = {}  # terms in their places, of the reading to the exemplar
        self.moved: dict[int, _Move] = {}  # by the first term, of the reading
        self.taken: set[int] = set()  # terms of the reading that are moved
        self.gone: set[int] = set()  # terms of the exemplar that they come from

    def stretches(self) -> Iterator[Stretch]:
        self._bring_sentences_together()
        self._fill_gaps()
        self._find_moved_runs()
        yield from _joined(self._pieces(), self.texts, self.now, self.was)

    # --- sentences -----------------------------------------------------------------------------

    def _bring_sentences_together(self) -> None:
        """Pair sentences and list items; those that cross the others are moved."""
        ours, theirs = _sentences(self.now), _sentences(self.was)
        pairs = self._paired(ours, theirs)
        # of two ways to tell it, the one in which fewer sentences move, then fewer changed ones,
        # then fewer words
        in_place = _heaviest_chain(
            [(i, j, _SENTENCE + (0 if equal else _CHANGED) + len(ours[i])) for i, j, equal in pairs]
        )
        crossing = {
            (i, j)
            for i, j, _ in pairs
            if (i, j) not in in_place and min(len(ours[i]), len(theirs[j])) >= _FEWEST_MOVED
        }
        for i, j, equal in pairs:
            if (i, j) in in_place:
                if equal:
                    self.matched.update(zip(ours[i], theirs[j], strict=True))
            # a short one goes with the sentence beside it
            elif crossing & {(i, j), (i - 1, j - 1), (i + 1, j + 1)}:
                self._move(ours[i], theirs[j])

    def _paired(
        self, ours: Sequence[range], theirs: Sequence[range]
    ) -> list[tuple[int, int, bool]]:
        """Pair equal sentences, then likely ones; sorted, with whether they are equal."""
        known: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for j in reversed(range(len(theirs))):
            known[self._keys(self.was, theirs[j])].append(j)
        pairs = [
            (i, found.pop(), True)
            for i, span in enumerate(ours)
            if (found := known.get(self._keys(self.now, span)))
        ]
        left = sorted(set(range(len(ours))) - {i for i, _, _ in pairs})
        right = sorted(set(range(len(theirs))) - {j for _, j, _ in pairs})
        if max(len(left), len(right)) <= _MOST_LIKE:
            pairs += [(i, j, False) for i, j in self._alike(ours, theirs, left, right)]
        return sorted(pairs)

    def _alike(
        self,
        ours: Sequence[range],
        theirs: Sequence[range],
        left: Sequence[int],
        right: Sequence[int],
    ) -> Iterator[tuple[int, int]]:
        """Pair sentences that share most of their words, in whatever order, the likest first."""
        bags = {("now", i): Counter(self._keys(self.now, ours[i])) for i in left}
        bags |= {("was", j): Counter(self._keys(self.was, theirs[j])) for j in right}
        scored = sorted(
            (-likeness, i, j)
            for i in left
            for j in right
            if min(len(ours[i]), len(theirs[j])) > _FEWEST_MOVED
            and (likeness := _overlap(bags["now", i], bags["was", j])) >= _LIKE
        )
        for _, i, j in scored:
            if ("now", i) in bags and ("was", j) in bags:
                del bags["now", i], bags["was", j]
                yield i, j

    @staticmethod
    def _keys(words: Sequence[Term], span: range) -> tuple[str, ...]:
        return tuple(words[at].key for at in span)

    def _move(self, ours: range, theirs: range) -> None:
        """Take words out of their places on both sides."""
        pairs = word_pairs([self.now[i] for i in ours], [self.was[j] for j in theirs])
        if pairs:
            self.moved[ours.start] = _Move(ours, theirs, pairs)
            self.taken.update(ours)
            self.gone.update(theirs)

    # --- words ---------------------------------------------------------------------------------

    def _fill_gaps(self) -> None:
        """Bring words together between the sentences that are in their places."""
        anchors = sorted(self.matched.items())
        before = (-1, -1)
        for after in [*anchors, (len(self.now), len(self.was))]:
            ours = [i for i in range(before[0] + 1, after[0]) if i not in self.taken]
            theirs = [j for j in range(before[1] + 1, after[1]) if j not in self.gone]
            if ours and theirs:
                found = word_pairs([self.now[i] for i in ours], [self.was[j] for j in theirs])
                self.matched.update((ours[i], theirs[j]) for i, j in found)
            before = after

    def _find_moved_runs(self) -> None:
        """Find words that were put in at one place and left out at another."""
        free = set(range(len(self.now))) - set(self.matched) - self.taken
        theirs = set(range(len(self.was))) - set(self.matched.values()) - self.gone
        places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for j in sorted(theirs):
            places[self._seed(self.was, j)].append(j)
        runs = []
        for i in sorted(free):
            for j in places.get(self._seed(self.now, i), ())[:_MOST_PLACES]:
                if i - 1 in free and j - 1 in theirs and self.now[i - 1].key == self.was[j - 1].key:
                    continue  # not where a run begins
                length = self._run(i, j, free, theirs)
                if self._may_move(i, j, length):
                    runs.append((-length, i, j))
                elif length >= _SEED and self._change_places(i, j, length):
                    free.difference_update(range(i, i + length))
                    theirs.difference_update(range(j, j + length))
        for length, i, j in sorted(runs):
            mine, other = range(i, i - length), range(j, j - length)
            if free.issuperset(mine) and theirs.issuperset(other):
                self._move(mine, other)
                free.difference_update(mine)
                theirs.difference_update(other)

    def _change_places(self, i: int, j: int, length: int) -> bool:
        """Where too few words changed places with those beside them, move the others instead."""
        for step in (-1, 1):  # the others stand before them, or after
            at = i - 1 if step < 0 else i + length
            beside = [at] if at in self.matched else []
            while beside and self.matched.get(at + step) == self.matched[at] + step:
                at += step
                beside.append(at)
            ours = range(min(beside, default=0), max(beside, default=-1) + 1)
            theirs = range(self.matched.get(ours.start, 0), self.matched.get(ours.stop - 1, -1) + 1)
            adjoin = theirs.start == j + length if step < 0 else theirs.stop == j
            if ours and adjoin and self._may_move(ours.start, theirs.start, len(ours)):
                for mine in ours:
                    del self.matched[mine]
                self._move(ours, theirs)
                self.matched.update((i + k, j + k) for k in range(length))
                return True
        return False

    @staticmethod
    def _seed(words: Sequence[Term], at: int) -> tuple[str, ...]:
        return tuple(term.key for term in words[at : at + _SEED])

    def _run(self, i: int, j: int, free: set[int], theirs: set[int]) -> int:
        length = 0
        while (
            i + length in free
            and j + length in theirs
            and self.now[i + length].key == self.was[j + length].key
        ):
            length += 1
        return length

    def _may_move(self, i: int, j: int, length: int) -> bool:
        """Whether equal words stand for something: between commas, or many."""
        words = self.now[i : i + length]
        if length < _FEWEST_MOVED or sum(not term.small for term in words) < 2:
            return False
        if length >= _SURELY_MOVED:
            return True
        return any(
            (at == 0 or words[at - 1].pause > 0) and words[at + length - 1].pause > 0
            for words, at in ((self.now, i), (self.was, j))
        )

    # --- what comes of it ----------------------------------------------------------------------

    def _pieces(self) -> Iterator["_Piece"]:
        """Give runs of terms in the order of the reading, deleted ones where they stood."""
        now, at = 0, 0
        for i, j in [*sorted(self.matched.items()), (len(self.now), len(self.was))]:
            yield from self._change(range(now, i), range(at, j))
            if i < len(self.now):
                mark = Mark.SAME if self.now[i].key == self.was[j].key else Mark.NAMED
                yield _Piece(mark, range(i, i + 1), range(j, j + 1))
            now, at = i + 1, j + 1

    def _change(self, ours: range, theirs: range) -> Iterator["_Piece"]:
        """Give what stands between two words that are in their places."""
        put_in = list(_runs([i for i in ours if i not in self.taken]))
        left_out = list(_runs([j for j in theirs if j not in self.gone]))
        nothing = range(theirs.start, theirs.start)
        pairs: dict[int, range] = {}
        if put_in and left_out:
            pairs[put_in[0].start] = left_out.pop(0)
        for words in left_out:
            yield _Piece(Mark.DELETED, range(ours.start, ours.start), words)
        at = ours.start
        starts = {words.start: words for words in put_in}
        while at < ours.stop:
            if at in starts:
                words = starts[at]
                other = pairs.get(at)
                yield _Piece(Mark.REPLACED if other else Mark.INSERTED, words, other or nothing)
                at = words.stop
            else:
                yield from self.moved[at].pieces(self.now, self.was)
                at = self.moved[at].now.stop


@dataclass(frozen=True, slots=True)
class _Move:
    """Terms that stand elsewhere in the exemplar."""

    now: range
    was: range
    pairs: list[tuple[int, int]]  # places in them; at least one

    def pieces(self, now: Sequence[Term], was: Sequence[Term]) -> Iterator["_Piece"]:
        """Give the moved terms and what was changed in between."""
        ours, theirs = self.now.start, self.was.start
        ends = [(self.now.start + i, self.was.start + j) for i, j in self.pairs]
        for i, j in [*ends, (self.now.stop, self.was.stop)]:
            put_in, left_out = range(ours, i), range(theirs, j)
            if put_in or left_out:
                mark = Mark.REPLACED if put_in and left_out else Mark.INSERTED
                yield _Piece(mark if put_in else Mark.DELETED, put_in, left_out)
            if i < self.now.stop:
                mark = Mark.MOVED if now[i].key == was[j].key else Mark.NAMED
                yield _Piece(mark, range(i, i + 1), range(j, j + 1))
            ours, theirs = i + 1, j + 1


@dataclass(frozen=True, slots=True)
class _Piece:
    """Terms with one mark; those of the exemplar where they stood."""

    mark: Mark
    now: range
    was: range


def _joined(
    pieces: Iterator[_Piece],
    texts: tuple[str, str],
    now: Sequence[Term],
    was: Sequence[Term],
) -> Iterator[Stretch]:
    """Make stretches of terms, those of one mark that run on in both texts together."""
    whole: list[_Piece] = []
    for piece in (_judged(piece, now, was) for piece in pieces):
        last = whole[-1] if whole else None
        if (
            last is not None
            and last.mark is piece.mark
            and piece.mark in {Mark.SAME, Mark.MOVED}
            and (last.now.stop, last.was.stop) == (piece.now.start, piece.was.start)
        ):
            whole[-1] = _Piece(
                piece.mark,
                range(last.now.start, piece.now.stop),
                range(last.was.start, piece.was.stop),
            )
        else:
            whole.append(piece)
    for piece in whole:
        start, end = _span(piece.now, now)
        was_start, was_end = _span(piece.was, was)
        yield Stretch(
            piece.mark,
            start,
            end,
            was_start,
            was_end,
            texts[0][start:end],
            texts[1][was_start:was_end],
        )


def _judged(piece: _Piece, now: Sequence[Term], was: Sequence[Term]) -> _Piece:
    """Take "well-being" for "well being", which are one term and two."""
    if piece.mark is Mark.REPLACED and _letters(now, piece.now) == _letters(was, piece.was):
        return _Piece(Mark.SAME, piece.now, piece.was)
    return piece


def _letters(words: Sequence[Term], span: range) -> str:
    return "".join(words[at].key for at in span).replace(" ", "")


def _span(places: range, words: Sequence[Term]) -> tuple[int, int]:
    """Give the span of terms in their text; where there is none, the end of what comes before."""
    if places:
        return words[places.start].start, words[places.stop - 1].end
    at = words[places.start - 1].end if places.start else 0
    return at, at


def _overlap(first: Counter[str], second: Counter[str]) -> float:
    """Measure the share of words that two sentences have in common, 0 to 1 (Dice)."""
    return 2.0 * (first & second).total() / (first.total() + second.total())


def _runs(places: Sequence[int]) -> Iterator[range]:
    """Give what runs on among rising places."""
    start = 0
    for at, place in enumerate(places):
        if at + 1 == len(places) or places[at + 1] != place + 1:
            yield range(places[start], place + 1)
            start = at + 1


def _sentences(words: Sequence[Term]) -> tuple[range, ...]:
    """Cut terms into sentences and list items, without the "and" before the last item."""
    found, start = [], 0
    for at, term in enumerate(words):
        if term.pause < 2 and at + 1 < len(words):
            continue
        end = at + 1
        first = start + (words[start].key in JOINING)
        last = end - (term.key in JOINING)
        if first < last:
            found.append(range(first, last))
        start = end
    return tuple(found)


def _heaviest_chain(pairs: Sequence[tuple[int, int, int]]) -> set[tuple[int, int]]:
    """Choose the pairs that stay in their order and weigh the most.

    Args:
        pairs: Place in one text, in the other, and weight, by the first place; of n pairs it takes
            n times n steps.
    """
    best: list[tuple[int, int]] = []  # weight up to here, and the pair before
    for at, (_, j, weight) in enumerate(pairs):
        before = max(
            ((best[k][0], -k) for k in range(at) if pairs[k][1] < j),
            default=(0, 1),
        )
        best.append((before[0] + weight, -before[1]))
    chosen: set[tuple[int, int]] = set()
    at = max(range(len(best)), key=lambda k: (best[k][0], -k), default=-1)
    while at >= 0:
        chosen.add(pairs[at][:2])
        at = best[at][1]
    return chosen
