"""Which lines are running headers, footers and page numbers?

Only lines at the top or bottom of the page, with nothing but other furniture further out, are
looked at. They are furniture if they recur in the same place with at most their numbers changed, or
if they are a page number; on documents of one page, if they stand in the margin in smaller type.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple, TypeVar

from pipeline.ingest.pdf.geometry import PrintedLine

PAGE_NUMBER = re.compile(
    r"(?:page|tudalen|p\.?|p ?a ?g ?e)?\s{0,3}[|:]?\s{0,3}[-–—(\[]?\s{0,3}"
    r"(?:\d{1,3}|[ivxIVX]{1,5})\s{0,3}[-–—)\]]?"
    r"(?:\s{0,3}(?:of|/|o|allan o)\s{0,3}\d{1,3})?(?:\s{0,3}[|]\s{0,3}(?:page|p ?a ?g ?e))?",
    re.IGNORECASE,
)
# numbers that change from page to page: those of a clause are no reason to take it for a header
_NUMBERS = re.compile(
    r"^\d{1,3}(?=\s|$)|(?<=\s)\d{1,3}$|\b\d{1,3}\s?/\s?\d{1,3}$"
    r"|\b(?:page|tudalen|p\.)\s?\d{1,3}(?:\s?(?:of|/|o|allan o)\s?\d{1,3})?"
)
_NO_DIGITS = str.maketrans("", "", "0123456789")
_OF_PAGES = re.compile(
    r"\b(?:page|tudalen)\s{1,3}(\d{1,3})\s{1,3}(?:of|o|allan o)\s{1,3}(\d{1,3})\b", re.IGNORECASE
)
_BAND = 0.10  # of the height: where page numbers stand
_RECURRING_BAND = 0.25  # where recurring lines may reach, such as a letterhead
_MARGIN = 0.065  # of the height: no body text of a usual document reaches it
_WIDE_MARGIN = 0.09  # of the height: nor does body text in type of another size
_MUCH_SMALLER = 0.82  # of the usual type size
_NEAR = 6.0  # points between the places of one header on several pages
_SHARE = 0.4  # of the pages, or of the odd or even ones
_MOST = 0.6  # of the pages
_SMALLER = 0.95  # of the usual type size
_APART = 0.8  # line heights between body text and what stands in the margin

Size = tuple[float, float]  # width and height of a page
_Line = TypeVar("_Line")  # a line, or the number that stands for one


class Furniture:
    """Looks at the pages of a document one by one, and then tells what is furniture on each.

    Of the lines it keeps no more than it needs to compare them: a document may have thousands of
    pages. Both times it is to be given all pages that have lines, in their order.
    """

    def __init__(self, pages: Sequence[Size]) -> None:
        """Begin to look.

        Args:
            pages: Sizes of all pages, in order.
        """
        self._pages = pages
        self._sizes: Counter[float] = Counter()  # of type, by characters
        self._candidates = _Candidates()
        self._outermost: tuple[list[_Outermost], list[_Outermost]] = ([], [])
        self._usual = 0.0
        self._recurring: Iterator[int] = iter(())
        self._headed: set[tuple[int, int]] = set()  # numbers of pages, and which edge of them
        self._rows: set[int] = set()  # hashes of the table rows that are kept

    def look(self, number: int, lines: Sequence[PrintedLine]) -> None:
        """Look at the lines of a page."""
        for line in lines:
            if line.size:
                self._sizes[line.size] += len(line.text)
        for side, edge in enumerate(_from_both_edges(lines, self._pages[number - 1][1])):
            for line in edge:
                self._candidates.add(line)
            if edge:
                self._outermost[side].append(_Outermost(*edge[:2]))

    def conclude(self) -> None:
        """Compare the pages: no more are to be looked at."""
        self._usual = self._sizes.most_common(1)[0][0] if self._sizes else 0.0
        self._recurring = iter(self._candidates.recurring(len(self._pages)))
        self._candidates = _Candidates()
        self._headed = {
            (line.page, side)
            for side, outermost in enumerate(self._outermost)
            for line in self._headers(outermost)
        }

    def mark(self, number: int, lines: Sequence[PrintedLine]) -> None:
        """Set `furniture` on the lines of a page that are not part of the text."""
        height = self._pages[number - 1][1]
        edges = _from_both_edges(lines, height)
        recurring = {id(line) for edge in edges for line in edge if next(self._recurring)}
        for side, edge in enumerate(edges):
            for at, line in enumerate(edge):
                known = id(line) in recurring or line.running
                known = known or (at == 0 and (number, side) in self._headed)
                if not (known or _is_page_number(line, height) or self._counts(line)):
                    break
                line.furniture = True
            if len(self._pages) <= 2:
                _mark_in_margin(edge, height, self._usual)
        self._keep_one_header_row(lines)

    def _headers(self, outermost: Sequence["_Outermost"]) -> Iterator[PrintedLine]:
        """Find headers whose words change, such as the title of the section.

        They are the outermost line of most pages, at one height, in small type, away from the text.
        """
        in_margin = [
            line
            for line, inner in outermost
            if _in_margin(line, inner, self._pages[line.page - 1][1], self._usual)
        ]
        for place in _places(in_margin, _top):
            if len(place) >= max(3, _MOST * len(self._pages)):
                yield from place

    def _counts(self, line: PrintedLine) -> bool:
        """Whether a line says which page it is on, and of how many, beside other words."""
        return any(
            int(found.group(1)) == line.page and int(found.group(2)) == len(self._pages)
            for found in _OF_PAGES.finditer(line.text)
        )

    def _keep_one_header_row(self, lines: Sequence[PrintedLine]) -> None:
        """Give a table back its first header row, if it is repeated on every page it reaches."""
        tables: dict[int, list[PrintedLine]] = defaultdict(list)  # a table's number is of one page
        for line in lines:
            if line.table:
                tables[line.table].append(line)
        for rows in tables.values():
            if all(row.furniture for row in rows):
                continue
            for row in rows:
                row.furniture = row.furniture and hash(row.cells) in self._rows
                self._rows.add(hash(row.cells))


class _Outermost(NamedTuple):
    """The line nearest to an edge of a page, and the next one inside it."""

    line: PrintedLine
    inner: PrintedLine | None = None


class _Candidates:
    """What may recur: of each line near an edge, where it stands, and hashes of its words."""

    def __init__(self) -> None:
        self._pages = array("L")
        self._tops = array("d")
        self._without_digits = array("q")
        self._without_numbers = array("q")

    def add(self, line: PrintedLine) -> None:
        words = line.text.lower()
        letters = words.translate(_NO_DIGITS)
        has_numbers = letters != words or not words.isascii()
        self._pages.append(line.page)
        self._tops.append(line.top)
        self._without_digits.append(hash(letters))
        self._without_numbers.append(hash(_NUMBERS.sub("#", words) if has_numbers else words))

    def recurring(self, pages: int) -> bytearray:
        """Tell of each line, in their order, whether it stands on several pages in one place."""
        recurs = bytearray(len(self._pages))
        similar = Counter(self._without_digits)
        alike: dict[int, list[int]] = defaultdict(list)
        for at, letters in enumerate(self._without_digits):
            if similar[letters] > 1:
                alike[self._without_numbers[at]].append(at)
        for lines in alike.values():
            for place in _places(lines, self._tops.__getitem__):
                if _recurs({self._pages[at] for at in place}, pages):
                    for at in place:
                        recurs[at] = True
        return recurs


def _from_both_edges(
    lines: Sequence[PrintedLine], height: float
) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """Give the lines near the top from the top down, and near the bottom from the bottom up."""
    top = [line for line in lines if line.bottom < _RECURRING_BAND * height]
    bottom = [line for line in lines if line.top > (1 - _RECURRING_BAND) * height]
    return (
        sorted(top, key=lambda line: (line.top, line.left)),
        sorted(bottom, key=lambda line: (-line.bottom, line.left)),
    )


def _in_margin(line: PrintedLine, inner: PrintedLine | None, height: float, usual: float) -> bool:
    """Whether a line stands in the page's margin, in small type, away from the next one inside."""
    size = line.size or usual
    margin = _WIDE_MARGIN if size <= _MUCH_SMALLER * usual else _MARGIN
    outside = line.top > (1 - margin) * height or line.bottom < margin * height
    small = size <= _SMALLER * usual
    return outside and small and (inner is None or _distance(line, inner) > _APART * line.height)


def _places(lines: Iterable[_Line], top: Callable[[_Line], float]) -> list[list[_Line]]:
    """Group lines that stand at nearly the same height of their pages."""
    places: list[list[_Line]] = []
    for line in sorted(lines, key=top):
        if places and top(line) - top(places[-1][-1]) < _NEAR:
            places[-1].append(line)
        else:
            places.append([line])
    return places


def _top(line: PrintedLine) -> float:
    return line.top


def _recurs(there: set[int], pages: int) -> bool:
    """Whether a line on these pages is a header of all pages, or of all odd or even ones."""
    if len(there) < 2:
        return False
    same_side = [sum(page % 2 == side for page in there) for side in (0, 1)]
    return len(there) >= _SHARE * pages or any(
        count >= max(2, 0.8 * (pages // 2)) for count in same_side
    )


def _is_page_number(line: PrintedLine, height: float) -> bool:
    in_band = line.top > (1 - _BAND) * height or line.bottom < _BAND * height
    return in_band and PAGE_NUMBER.fullmatch(line.text.strip()) is not None


def _mark_in_margin(edge: Sequence[PrintedLine], height: float, usual: float) -> None:
    """On short documents: small type in the margin, away from the text, is furniture too."""
    for line, inner in zip_longest(edge, edge[1:]):
        if line.furniture:
            continue
        if not _in_margin(line, inner, height, usual):
            return
        line.furniture = True


def _distance(line: PrintedLine, other: PrintedLine) -> float:
    return max(line.top - other.bottom, other.top - line.bottom)
