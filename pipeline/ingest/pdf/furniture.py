"""Which lines are running headers, footers and page numbers?

Only lines at the top or bottom of the page, with nothing but other furniture further out, are
looked at. They are furniture if they recur in the same place with at most their numbers changed, or
if they are a page number; on documents of one page, if they stand in the margin in smaller type.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import zip_longest

from pipeline.ingest.pdf.geometry import PrintedLine, usual_size

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


def mark_furniture(lines: Sequence[PrintedLine], pages: Sequence[Size]) -> None:
    """Set `furniture` on the lines that are not part of the text.

    Args:
        lines: All lines of the document, page by page.
        pages: Sizes of all pages, in order.
    """
    by_page: dict[int, list[PrintedLine]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    usual = usual_size(lines)
    candidates = {
        number: _from_both_edges(of_page, pages[number - 1][1])
        for number, of_page in by_page.items()
    }
    recurring = _recurring(candidates, len(pages)) | _headed(candidates, pages, usual)
    for number, edges in candidates.items():
        height = pages[number - 1][1]
        for edge in edges:
            for line in edge:
                known = id(line) in recurring or line.running
                if not (known or _is_page_number(line, height) or _counts(line, len(pages))):
                    break
                line.furniture = True
            if len(pages) <= 2:
                _mark_in_margin(edge, height, usual)
    _keep_one_header_row(lines)
    if all(line.furniture for line in lines):  # a page with nothing but a few words at its edge
        for line in lines:
            line.furniture = False


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


def _recurring(
    candidates: dict[int, tuple[list[PrintedLine], list[PrintedLine]]], pages: int
) -> set[int]:
    """Find lines (by identity) that stand on several pages in the same place."""
    similar: dict[str, list[PrintedLine]] = defaultdict(list)
    for edges in candidates.values():
        for line in (*edges[0], *edges[1]):
            similar[line.text.lower().translate(_NO_DIGITS)].append(line)
    alike: dict[str, list[PrintedLine]] = defaultdict(list)
    for line in (line for lines in similar.values() if len(lines) > 1 for line in lines):
        alike[_NUMBERS.sub("#", line.text.lower())].append(line)
    return {
        id(line)
        for lines in alike.values()
        for place in _places(lines)
        if _recurs({line.page for line in place}, pages)
        for line in place
    }


def _headed(
    candidates: dict[int, tuple[list[PrintedLine], list[PrintedLine]]],
    pages: Sequence[Size],
    usual: float,
) -> set[int]:
    """Find headers (by identity) whose words change, such as the title of the section.

    They are the outermost line of most pages, at one height, in small type, away from the text.
    """
    found: set[int] = set()
    for side in (0, 1):
        outermost: list[PrintedLine] = []
        for number, edges in candidates.items():
            for line, inner in zip_longest(edges[side][:1], edges[side][1:2]):
                if _in_margin(line, inner, pages[number - 1][1], usual):
                    outermost.append(line)
        for place in _places(outermost):
            if len(place) >= max(3, _MOST * len(pages)):
                found |= {id(line) for line in place}
    return found


def _in_margin(line: PrintedLine, inner: PrintedLine | None, height: float, usual: float) -> bool:
    """Whether a line stands in the page's margin, in small type, away from the next one inside."""
    size = line.size or usual
    margin = _WIDE_MARGIN if size <= _MUCH_SMALLER * usual else _MARGIN
    outside = line.top > (1 - margin) * height or line.bottom < margin * height
    small = size <= _SMALLER * usual
    return outside and small and (inner is None or _distance(line, inner) > _APART * line.height)


def _places(lines: list[PrintedLine]) -> list[list[PrintedLine]]:
    """Group lines that stand at nearly the same height of their pages."""
    places: list[list[PrintedLine]] = []
    for line in sorted(lines, key=lambda line: line.top):
        if places and line.top - places[-1][-1].top < _NEAR:
            places[-1].append(line)
        else:
            places.append([line])
    return places


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


def _counts(line: PrintedLine, pages: int) -> bool:
    """Whether a line says which page it is on, and of how many, beside other words."""
    return any(
        int(found.group(1)) == line.page and int(found.group(2)) == pages
        for found in _OF_PAGES.finditer(line.text)
    )


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


def _keep_one_header_row(lines: Sequence[PrintedLine]) -> None:
    """Give a table back its first header row, if it is repeated on every page the table reaches."""
    tables: dict[int, list[PrintedLine]] = defaultdict(list)
    for line in lines:
        if line.table:
            tables[line.table].append(line)
    kept: set[tuple[str, ...]] = set()
    for rows in tables.values():
        if all(row.furniture for row in rows):
            continue
        for row in rows:
            row.furniture = row.furniture and row.cells in kept
            kept.add(row.cells)
