"""What became of each clause from one version of a document to the next?"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline.analyse.comparing.likeness import Likeness, word_ratio
from pipeline.analyse.comparing.order import in_order
from pipeline.analyse.comparing.pairing import paired
from pipeline.analyse.comparing.parts import parts
from pipeline.analyse.comparing.version import NOWHERE, Unit, units
from pipeline.analyse.differences import compared_force
from pipeline.analyse.force import said_by
from pipeline.model import (
    Clause,
    ClauseKind,
    ComparedClause,
    Comparison,
    DateChange,
    Defect,
    Fate,
    ForceChange,
    Renaming,
    Review,
)
from pipeline.text.folding import fold
from pipeline.text.wordwise import Mark, stretches

_SHORT = 3  # words: so short a clause is not moved by itself
_DATES = ("adopted", "last_reviewed", "review_due")
_TWINS = str.maketrans("’‘`´‐‑‒–—−“”„\u00a0", "''''------\"\"\" ")
_AROUND_NAMES = " .,;:!?()[]\"'“”‘’"


def compared(
    earlier: Sequence[Clause],
    later: Sequence[Clause],
    *,
    reviews: tuple[Review, Review] | None = None,
    defects: tuple[Sequence[Defect], Sequence[Defect]] = ((), ()),
) -> Comparison:
    """Compare two versions of a document, clause by clause.

    Words are the same where they differ in capitals, punctuation and spaces alone. A clause that
    has another number is not moved: moved are the fewest clauses without which all others stand in
    the same order.

    Args:
        earlier: All clauses of the one version, in reading order; may be empty.
        later: All clauses of the other.
        reviews: The dates of both; None where they were not read.
        defects: The defects of both.

    Returns:
        A comparison in which every clause of either version is in exactly one row, but for
        contents lists, addresses and page furniture, which are not compared. Takes a time that
        grows little faster than the number of clauses.
    """
    rows = _Rows(units(earlier), units(later)).rows()
    mended, made, kept = _defects(rows, *defects)
    return Comparison(
        tuple(earlier),
        tuple(later),
        rows,
        _renamings(rows, earlier, later),
        tuple(_dates(*reviews)) if reviews else (),
        mended,
        made,
        kept,
        (_left_out(earlier), _left_out(later)),
    )


def _left_out(clauses: Sequence[Clause]) -> tuple[int, ...]:
    return tuple(clause.n for clause in clauses if clause.kind is ClauseKind.BOILERPLATE)


@dataclass
class _Rows:
    """Two versions while their clauses are brought together."""

    earlier: Sequence[Unit]
    later: Sequence[Unit]
    pairs: dict[int, int] = field(default_factory=dict)
    split: dict[int, tuple[int, ...]] = field(default_factory=dict)  # by the place of the earlier
    joined: dict[int, tuple[int, ...]] = field(default_factory=dict)  # by that of the later

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness(self.earlier, self.later)

    def rows(self) -> tuple[ComparedClause, ...]:
        self.pairs = paired(self.earlier, self.later, self._likeness)
        self._find_parts()
        moved = self._moved()
        stray = {i for i in moved if self._is_stray(i)}
        for i in stray:
            del self.pairs[i]
        return tuple(self._in_order(moved - stray))

    def _find_parts(self) -> None:
        taken = set(self.pairs.values())
        gone = [i for i in range(len(self.earlier)) if i not in self.pairs]
        new = [j for j in range(len(self.later)) if j not in taken]
        every = [range(len(self.earlier)), range(len(self.later))]
        self.split = parts(
            self.earlier, self.later, self.pairs, new, self._likeness.partners(every[0], new)
        )
        used = {j for places in self.split.values() for j in places}
        partners = {j: i for i, j in self.pairs.items() if i not in self.split}
        candidates = {
            (j, i)
            for i, j in self._likeness.partners([i for i in gone if i not in self.split], every[1])
            if j not in used
        }
        gone = [i for i in gone if i not in self.split]
        self.joined = parts(self.later, self.earlier, partners, gone, candidates)
        for i, places in self.split.items():
            self.pairs[i] = self.pairs.get(i, self._largest(self.later, places))
        for j, places in self.joined.items():
            if not set(places) & self.pairs.keys():
                self.pairs[self._largest(self.earlier, places)] = j

    @staticmethod
    def _largest(units: Sequence[Unit], places: Iterable[int]) -> int:
        return max(places, key=lambda at: (len(units[at].words), -at))

    def _moved(self) -> set[int]:
        """Give the places in the earlier version of what stands elsewhere in the later."""
        under = Counter(unit.heading for unit in self.earlier)
        under_later = Counter(unit.heading for unit in self.later)
        weighed = []
        for i, j in self.pairs.items():
            weight = 1.0 + len(self.earlier[i].words) / 10_000.0
            if self.earlier[i].is_heading and self.later[j].is_heading:
                # clauses go from one heading to the other, and not the heading across them
                weight += max(under[i], under_later[j])
            weighed.append((i, j, weight))
        kept = {i for i, _ in in_order(weighed)}
        return set(self.pairs) - kept

    def _is_stray(self, i: int) -> bool:
        """Whether a few words that happen to be the same stand in unlike places."""
        one, other = self.earlier[i], self.later[self.pairs[i]]
        if one.is_heading:
            return not any(
                self.earlier[a].heading == i and self.later[b].heading == self.pairs[i]
                for a, b in self.pairs.items()
            )
        return (
            len(one.words) <= _SHORT
            and i not in self.split
            and self.pairs[i] not in self.joined
            and self.pairs.get(one.heading, NOWHERE) != other.heading
            and self.pairs.get(i - 1, NOWHERE) != self.pairs[i] - 1
            and self.pairs.get(i + 1, NOWHERE) != self.pairs[i] + 1
            and self.pairs.get(one.intro, NOWHERE) != other.intro
        )

    def _in_order(self, moved: set[int]) -> Iterator[ComparedClause]:
        """Give the rows in the order of the later version, what was removed where it stood."""
        partner = {j: i for i, j in self.pairs.items()}
        second = {j for i, places in self.split.items() for j in places if j != self.pairs[i]}
        first_of = {
            j: next((i for i in places if i in self.pairs), places[0])
            for j, places in self.joined.items()
        }
        used = set(self.pairs) | {i for places in self.joined.values() for i in places}
        gone: dict[int, list[int]] = {}
        host = NOWHERE  # the last before it that kept its place
        for i in range(len(self.earlier)):
            if i in used:
                host = i if i in self.pairs and i not in moved else host
            else:
                gone.setdefault(host, []).append(i)
        yield from (self._removed(i) for i in gone.get(NOWHERE, ()))
        for j, unit in enumerate(self.later):
            if j in second:
                continue
            i = partner.get(j, first_of.get(j, NOWHERE))
            if i == NOWHERE:
                yield ComparedClause(Fate.ADDED, (), (unit.clause.n,), 0.0)
                continue
            yield self._row(i, j, is_moved=i in moved)
            if i not in moved:
                yield from (self._removed(each) for each in gone.get(i, ()))

    def _removed(self, i: int) -> ComparedClause:
        return ComparedClause(Fate.REMOVED, (self.earlier[i].clause.n,), (), 0.0)

    def _row(self, i: int, j: int, *, is_moved: bool) -> ComparedClause:
        before, after = self.joined.get(j, (i,)), self.split.get(i, (j,))
        ones = [self.earlier[at].clause for at in before]
        others = [self.later[at].clause for at in after]
        one, other = as_one(ones), as_one(others)
        is_pair = len(before) == len(after) == 1
        marks = {each.mark for each in stretches(other.text, one.text)}
        # a label may stand in the words of one version
        same = (is_pair and self.earlier[i].key == self.later[j].key) or marks <= {Mark.SAME}
        fate = (
            Fate.SPLIT
            if len(after) > 1
            else Fate.JOINED
            if len(before) > 1
            else Fate.MOVED
            if is_moved
            else Fate.UNCHANGED
            if same
            else Fate.REWORDED
        )
        return ComparedClause(
            fate,
            tuple(clause.n for clause in ones),
            tuple(clause.n for clause in others),
            1.0 if same else self._alike(before, after),
            reworded=not same,
            renamed=not same and marks <= {Mark.SAME, Mark.NAMED},
            moved=is_moved,
            renumbered=is_pair and _is_renumbered(one, other),
            punctuated=same and _typeset(one, other) != _typeset(other, one),
            force=() if same else _force(one, other, is_same_list=self._is_same_list(i, j)),
        )

    def _alike(self, before: Sequence[int], after: Sequence[int]) -> float:
        if len(before) == len(after) == 1:
            return min(0.999, round(self._likeness.of(before[0], after[0]), 3))
        first, second = (
            [word for at in places for word in units[at].words]
            for places, units in ((before, self.earlier), (after, self.later))
        )
        return min(0.999, round(word_ratio(first, second), 3))

    def _is_same_list(self, i: int, j: int) -> bool:
        return self.pairs.get(self.earlier[i].intro, NOWHERE) == self.later[j].intro != NOWHERE


def as_one(clauses: Sequence[Clause]) -> Clause:
    """Give several clauses as one, with their words after each other."""
    first = clauses[0]
    if len(clauses) == 1:
        return first
    return replace(first, text=" ".join(clause.text for clause in clauses))


def _is_renumbered(one: Clause, other: Clause) -> bool:
    """Whether the numbers differ; one that stands in the words of the other is the same."""
    numbers = _number(one), _number(other)
    if all(numbers):
        return numbers[0] != numbers[1]
    return any(numbers) and not (
        one.text.startswith(other.label or "\0") or other.text.startswith(one.label or "\0")
    )


def _number(clause: Clause) -> str:
    has_number = clause.label is not None and any(map(str.isalnum, clause.label))
    return clause.address if has_number else ""


def _typeset(clause: Clause, other: Clause) -> str:
    """Give text as a typewriter would: curly quotes, dashes and spaces are no punctuation.

    A number in the words is left out where the other version has it as its label.
    """
    text = clause.text.removeprefix(other.label or "") if clause.label is None else clause.text
    return " ".join(text.translate(_TWINS).split())


def _force(one: Clause, other: Clause, *, is_same_list: bool) -> tuple[ForceChange, ...]:
    """Tell what changed in force; what the intro of a list says is told there."""
    if not (one.kind.substantive and other.kind.substantive):
        return ()
    if is_same_list:
        one = replace(one, intro=other.intro)
    said = said_by((one, other))
    return tuple(
        ForceChange(contrast.kind, earlier=contrast.usual, later=contrast.theirs)
        for contrast in compared_force(other, one, said)
    )


def _renamings(
    rows: Sequence[ComparedClause], earlier: Sequence[Clause], later: Sequence[Clause]
) -> tuple[Renaming, ...]:
    """Count which names took the place of which."""
    first, second = ({clause.n: clause for clause in side} for side in (earlier, later))
    counts: Counter[tuple[str, str]] = Counter()
    shown: dict[tuple[str, str], tuple[str, str]] = {}
    for row in rows:
        if not row.reworded:
            continue
        one = as_one([first[n] for n in row.earlier])
        other = as_one([second[n] for n in row.later])
        names = {}
        for each in stretches(other.text, one.text):
            if each.mark is Mark.NAMED:
                was, now = _name(each.was), _name(each.text)
                names[_called(was), _called(now)] = was, now
        for key, name in names.items():
            if key[0] != key[1]:
                counts[key] += 1
                shown.setdefault(key, name)
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    return tuple(Renaming(*shown[key], counts[key]) for key in ranked)


def _called(name: str) -> str:
    """Fold a name; with an article or without, it is the same."""
    return fold(name).removeprefix("the ")


def _name(words: str) -> str:
    words = words.strip(_AROUND_NAMES)
    for ending in ("'s", "’s"):
        words = words.removesuffix(ending)
    return words.strip(_AROUND_NAMES)


def _dates(earlier: Review, later: Review) -> Iterator[DateChange]:
    for name in _DATES:
        before, after = getattr(earlier, name), getattr(later, name)
        if before != after:
            yield DateChange(name, before, after)


def _defects(
    rows: Sequence[ComparedClause], earlier: Sequence[Defect], later: Sequence[Defect]
) -> tuple[tuple[Defect, ...], tuple[Defect, ...], tuple[Defect, ...]]:
    """Tell which defects were mended, which were made and which were kept.

    A defect was kept where one of the same kind has the same words, or else stands in the same
    clause.
    """
    first = {n: at for at, row in enumerate(rows) for n in row.earlier}
    second = {n: at for at, row in enumerate(rows) for n in row.later}
    left = list(earlier)
    kept: set[int] = set()
    for by_words in (True, False):
        for place, defect in enumerate(later):
            row = second.get(defect.evidence.n or 0, NOWHERE)
            same = next(
                (
                    each
                    for each in left
                    if each.kind is defect.kind
                    and (
                        fold(each.evidence.quote) == fold(defect.evidence.quote)
                        if by_words
                        else row == first.get(each.evidence.n or 0, len(rows))
                    )
                ),
                None,
            )
            if same is not None and place not in kept:
                left.remove(same)
                kept.add(place)
    made = tuple(each for place, each in enumerate(later) if place not in kept)
    return tuple(left), made, tuple(each for place, each in enumerate(later) if place in kept)
