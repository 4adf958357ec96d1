"""Where in a Word file do the words at a place of a document's text stand?

The reader says which paragraphs each line comes from; inside these the letters are matched. What
Word prints without its being written, such as the numbers of lists, is passed over.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.model import Origin
from pipeline.report.answer.word.letters import MARK, Printed, folded, printed
from pipeline.text.xml_tree import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOTE = re.compile(r"\[[^\[\]]{1,12}\]")
_ADDED = -1  # a letter of the text that is not written in the file: Word adds it in printing
_OTHER = -2  # one in whose place the file has something else
_SEED = 8  # letters by which two texts find together again
_NEAR = 60  # letters within which they are looked for one by one
_MOST_SEARCHES = 200  # in one group of lines, however little its texts are alike


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as a paragraph prints it."""

    printed: Printed
    at: int  # among the paragraph's letters


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a comment belongs."""

    first: Letter | None  # the last one included; None: at the paragraph, which prints nothing
    last: Letter | None
    paragraph: "_Element"
    # something in the paragraph that holds the words, where no comment may stand inside it
    holder: "_Element | None" = None
    is_exact: bool = True  # whether it is just the words, or those after the number asked for


@dataclass(slots=True)
class _Group:
    """Lines in a row that come from the same paragraphs."""

    origins: tuple[Origin, ...]
    is_body: bool
    matched: "_Matched | None" = None

    @property
    def start(self) -> int:
        return self.origins[0].start

    @property
    def end(self) -> int:
        return self.origins[-1].end


@dataclass(slots=True)
class _Matched:
    places: list[int]  # in the text, of the letters of a group
    letters: list[int]  # for each its place in `printed`, or why it has none
    printed: list[Letter]


class Matcher:
    """Finds words of a text in the file that it was read from."""

    def __init__(self, root: "_Element", text: str, origins: Sequence[Origin]) -> None:
        """Begin.

        Args:
            root: Of the file's main part.
            text: Of the document.
            origins: Of its lines, in the order of the text.
        """
        self._text = text
        self._paragraphs = [element for element in root.iter() if local(element) == "p"]
        self._printed: dict[int, Printed] = {}
        most = len(self._paragraphs)
        whole = [each for each in origins if all(0 <= at < most for at in each.paragraphs)]
        self._groups = [
            _Group(tuple(lines), is_own and all(map(self._is_body, paragraphs)))
            for (paragraphs, is_own), lines in groupby(
                whole, key=lambda each: (each.paragraphs, each.is_own and bool(each.paragraphs))
            )
        ]
        self._starts = [group.start for group in self._groups]

    def spot(self, start: int, end: int) -> Spot | None:
        """Find the words of a span.

        Returns:
            Where they stand, or else the paragraph nearest to them; None if no paragraph is known.
        """
        groups = self._over(start, max(end, start + 1))
        found, is_exact = self._letters(groups, start, end)
        if found is not None:
            first, last = found
            return Spot(first, last, first.printed.paragraph, is_exact=is_exact)
        for group in groups:
            spot = self._numbered(group, start, end) or self._beside(group)
            if spot is not None:
                return spot
        return None

    def title(self) -> Spot | None:
        """Find the first paragraph with words, for what is said of the whole file."""
        for group in self._groups:
            spot = self._whole(group.origins[0].paragraphs) if group.is_body else None
            if spot is not None:
                return spot
        for paragraph in self._paragraphs:
            if _outermost(paragraph) is None:
                return Spot(None, None, paragraph, is_exact=False)
        return None

    def _is_body(self, at: int) -> bool:
        return _outermost(self._paragraphs[at]) is None

    def _over(self, start: int, end: int) -> list[_Group]:
        at = max(0, bisect_left(self._starts, start + 1) - 1)
        found = []
        for group in self._groups[at:]:
            if group.start >= end:
                break
            if group.end > start:
                found.append(group)
        return found

    def _letters(
        self, groups: Sequence[_Group], start: int, end: int
    ) -> tuple[tuple[Letter, Letter] | None, bool]:
        """Find the first and last letter of a span, and whether all between are the same."""
        first = last = None
        is_exact = True
        for group in groups:
            if not group.is_body:
                is_exact = False
                continue
            matched = self._matched(group)
            low = bisect_left(matched.places, start)
            for at in matched.letters[low : bisect_left(matched.places, end)]:
                if at >= 0:
                    last = matched.printed[at]
                    first = first or last
                elif at == _OTHER:
                    is_exact = False
        return (None if first is None or last is None else (first, last)), is_exact

    def _numbered(self, group: _Group, start: int, end: int) -> Spot | None:
        """Find the words after the number of a list, which Word prints and no comment can mark."""
        for origin in group.origins:
            if origin.start <= start < origin.words and end <= origin.words:
                found, _ = self._letters([group], origin.words, origin.end)
                if found is not None:
                    return Spot(*found, found[0].printed.paragraph)
        return None

    def _beside(self, group: _Group) -> Spot | None:
        """Find what comes nearest to lines that no letter of the body prints."""
        origin = group.origins[0]
        if not origin.paragraphs:
            return None
        paragraph = self._paragraphs[origin.paragraphs[0]]
        outer = _outermost(paragraph)
        if outer is not None:
            return Spot(None, None, outer, _holder(outer, paragraph), is_exact=False)
        if not origin.is_own:
            mark = self._mark(self._text[origin.start : origin.words].strip(), origin.paragraphs)
            if mark is not None:
                return Spot(mark, mark, paragraph, is_exact=False)
        return self._whole(origin.paragraphs)

    def _mark(self, mark: str, paragraphs: tuple[int, ...]) -> Letter | None:
        """Find the mark of a note in the paragraph that refers to it."""
        for group in self._groups if mark else ():
            if not group.is_body or not set(paragraphs) & set(group.origins[0].paragraphs):
                continue
            matched = self._matched(group)
            for found, at in zip(matched.places, matched.letters, strict=True):
                if at < 0 or self._text[found : found + len(mark)] != mark:
                    continue
                letter = matched.printed[at]
                if letter.printed.letters[letter.at] == MARK:
                    return letter
        return None

    def _whole(self, paragraphs: Sequence[int]) -> Spot | None:
        for at in paragraphs:
            found = self._of(at)
            if found.letters:
                first, last = Letter(found, 0), Letter(found, len(found.letters) - 1)
                return Spot(first, last, found.paragraph, is_exact=False)
        if not paragraphs:
            return None
        return Spot(None, None, self._paragraphs[paragraphs[0]], is_exact=False)

    def _of(self, at: int) -> Printed:
        if at not in self._printed:
            self._printed[at] = printed(self._paragraphs[at])
        return self._printed[at]

    def _matched(self, group: _Group) -> _Matched:
        if group.matched is None:
            letters, places = [], []
            for origin in group.origins:
                for letter, at in folded(self._text[origin.words : origin.end]):
                    letters.append(letter)
                    places.append(origin.words + at)
            written = [
                Letter(found, at)
                for found in map(self._of, group.origins[0].paragraphs)
                for at in range(len(found.letters))
            ]
            theirs = "".join(each.printed.letters[each.at] for each in written)
            group.matched = _Matched(places, matched("".join(letters), theirs), written)
        return group.matched


def matched(ours: str, theirs: str) -> list[int]:
    """Find the letters of one text in another that differs little.

    Args:
        ours: Letters of a document's text.
        theirs: Letters of the paragraphs that it was read from.

    Returns:
        For each of ours its place in theirs, rising; or a negative number where it has none.
    """
    at = theirs.find(ours)
    if at >= 0:
        return list(range(at, at + len(ours)))
    found: list[int] = []
    i = j = searches = 0
    while i < len(ours) and j < len(theirs):
        if ours[i] == theirs[j]:
            found.append(j)
            i, j = i + 1, j + 1
            continue
        if theirs[j] == MARK:
            note = _NOTE.match(ours, i)
            found += [j] * (note.end() - i if note else 0)
            i, j = note.end() if note else i, j + 1
            continue
        searches += 1
        ahead = _ahead(ours, theirs, i, j) if searches <= _MOST_SEARCHES else None
        if ahead is None:
            break
        skipped, passed = ahead
        found += [_OTHER if passed else _ADDED] * skipped
        i, j = i + skipped, j + passed
    # what Word adds may also stand at the end
    found += [_OTHER if j < len(theirs) else _ADDED] * (len(ours) - i)
    return found


def _ahead(ours: str, theirs: str, i: int, j: int) -> tuple[int, int] | None:
    """Find where two texts that part here come together again: how far on in each."""
    found = list(_one_sided(ours, theirs, i, j))
    both = next(_two_sided(ours, theirs, i, j), None)
    if both is not None:
        found.append(both)
    return min(found, key=sum, default=None)


def _one_sided(ours: str, theirs: str, i: int, j: int) -> Iterator[tuple[int, int]]:
    passed = theirs.find(ours[i : i + _SEED], j)
    if passed >= 0:
        yield 0, passed - j
    skipped = ours.find(theirs[j : j + _SEED], i)
    if skipped >= 0:
        yield skipped - i, 0


def _two_sided(ours: str, theirs: str, i: int, j: int) -> Iterator[tuple[int, int]]:
    for together in range(2, _NEAR):
        for skipped in range(1, together):
            passed = together - skipped
            seed = ours[i + skipped : i + skipped + _SEED]
            if seed and theirs.startswith(seed, j + passed):
                yield skipped, passed


def _outermost(paragraph: "_Element") -> "_Element | None":
    """Give the paragraph of the body whose text box holds this one; None: it is in no box."""
    found = None
    for above in paragraph.iterancestors():
        if local(above) == "p":
            found = above
    return found


def _holder(outer: "_Element", inner: "_Element") -> "_Element":
    """Give what stands in a paragraph and holds another one."""
    below = inner
    for above in inner.iterancestors():
        if above is outer:
            break
        below = above
    return below
