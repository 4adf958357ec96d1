"""What is printed on each line, and may the next line go on with its paragraph?

Readers differ in what they know of the layout. This module brings their lines to one form: plain
text gets its answer from the width at which it is wrapped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.model import BBox, Document, Line, LineKind
from pipeline.text.language import ENGLISH, WELSH, language_of
from pipeline.text.numbering import read_label

_ORDERS = ((WELSH, ENGLISH), (ENGLISH, WELSH))
_FEWEST_SIDES = 3  # rows in two languages that make two columns of a table
SPACE_ABOVE = 0.4  # line heights beyond the usual leading from which a line stands apart


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of the text, without the white space around it."""

    text: str  # label included
    start: int  # span in the document's text
    end: int
    apart: bool  # white space above, or first of all
    top: bool  # first on its page or in its column: the white space above says nothing
    closed: bool | None  # whether its paragraph ends here; None: unknown
    indent: float  # points, or characters in plain text
    kind: LineKind
    label: str | None = None  # stated by the format; then `text` begins with it
    level: int | None = None
    page: int | None = None
    bbox: BBox | None = None
    size: float | None = None
    bold: bool | None = None
    cells: tuple[str, ...] = ()


def printed_lines(document: Document) -> tuple[Printed, ...]:
    """Lines of the document's text in reading order, running headers and footers left out.

    Returns:
        One record a line that holds more than white space; empty for an empty document.
    """
    found: list[Printed] = []
    for line in document.lines:
        if line.kind is LineKind.FURNITURE or line.start >= line.end:
            continue
        text = document.text[line.start : line.end]
        if not text.strip():
            continue
        found.append(_printed(document.text, line, text, found[-1] if found else None))
    return _with_wrapping(_with_sides(found))


def _printed(whole: str, line: Line, text: str, above: Printed | None) -> Printed:
    stripped = text.strip()
    start = line.start + text.index(stripped[0])
    new_page = above is None or (line.page is not None and line.page != above.page)
    if line.bbox is not None and above is not None and above.bbox is not None:
        new_page = new_page or line.bbox[1] < above.bbox[1] - 2  # a column further right
    gap = line.gap
    paragraphs = above is not None and above.closed is True and line.closed is True
    apart = above is None or (gap is not None and gap >= SPACE_ABOVE)
    if gap is None and not new_page and paragraphs:
        apart = True  # the format states paragraphs
    indent = line.bbox[0] if line.bbox is not None else float(start - _line_start(whole, start))
    return Printed(
        text=stripped,
        start=start,
        end=start + len(stripped),
        apart=apart,
        top=new_page and above is not None and not apart,
        closed=line.closed,
        indent=indent,
        kind=line.kind,
        label=line.label.strip() if line.label and line.label.strip() else None,
        level=line.level,
        page=line.page,
        bbox=line.bbox,
        size=line.size,
        bold=line.bold,
        cells=line.cells,
    )


def _line_start(whole: str, position: int) -> int:
    return max(whole.rfind("\n", 0, position), whole.rfind("\f", 0, position)) + 1


def _with_sides(lines: list[Printed]) -> list[Printed]:
    """Part rows that say one thing in Welsh and in English into a line for each language."""
    sides = {i: pair for i, line in enumerate(lines) if (pair := _sides(line))}
    told = [tuple(language_of(side.text) for side in pair) for pair in sides.values()]
    order = max(_ORDERS, key=told.count)
    if told.count(order) < _FEWEST_SIDES:
        return lines
    sides = {i: pair for i, pair in sides.items() if _agree(pair, order)}
    parted: list[Printed] = []
    for i, line in enumerate(lines):
        parted.extend(sides.get(i, (line,)))
    return parted


def _agree(pair: tuple[Printed, Printed], order: tuple[str, str]) -> bool:
    """Whether two sides are in these languages, as far as their words tell."""
    languages = [language_of(side.text) for side in pair]
    return all(own in {None, wanted} for own, wanted in zip(languages, order, strict=True))


def _sides(line: Printed) -> tuple[Printed, Printed] | None:
    if line.kind is not LineKind.TABLE_ROW or line.text.count("\t") != 1:
        return None
    left, right = line.text.split("\t")
    first = replace(
        line,
        text=left.rstrip(),
        end=line.start + len(left.rstrip()),
        kind=LineKind.TEXT,
        closed=True,
        cells=(),
    )
    return first, replace(first, text=right.lstrip(), start=line.end - len(right), end=line.end)


def _with_wrapping(lines: list[Printed]) -> tuple[Printed, ...]:
    """Close the lines of a plain text that stop short of the width it is wrapped at."""
    unknown = [
        line
        for line in lines
        if line.closed is None and line.kind is not LineKind.TABLE_ROW and "\t" not in line.text
    ]
    width = _wrap_width(unknown) if len(unknown) > 0.5 * len(lines) else 0
    if not width:
        return tuple(lines)
    exact = _fills_exactly(lines, width)
    wrapped = []
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        if line.closed is not None:
            wrapped.append(line)
            continue
        closed = below is None or below.apart or not _full(line, below, width, exact=exact)
        wrapped.append(replace(line, closed=closed))
    return tuple(wrapped)


def _wrap_width(lines: Sequence[Printed]) -> int:
    """Width in characters at which a text is hard-wrapped; 0 where each line is a paragraph."""
    widths = sorted(_width(line) for line in lines)
    pairs = [(above, below) for above, below in pairwise(lines) if not below.apart]
    going_on = sum(_goes_on(above, below) for above, below in pairs)
    if len(widths) < 8:
        return widths[-1] if widths and widths[-1] <= 110 and going_on >= 2 else 0
    width = widths[int(len(widths) * 0.93)]
    if width > 130 or widths[-1] > 1.35 * width + 15 or going_on < max(3, 0.12 * len(lines)):
        return 0
    return max(each for each in widths if each <= 1.1 * width)


def _goes_on(above: Printed, below: Printed) -> bool:
    if above.text.isupper() and below.text.isupper():
        return len(above.text) > 55 and above.text[-1] not in ".;:" and not read_label(below.text)
    return (
        below.text[0].islower()
        and above.text[-1] not in ".;:"
        and read_label(below.text) is None
        and not below.text.startswith("o ")
    )


def _fills_exactly(lines: Sequence[Printed], width: int) -> bool:
    """Whether lines are filled greedily, as typewritten text is, and not by printed width."""
    full = [
        _width(above) + 1 + len(below.text.split()[0]) > width
        for above, below in pairwise(lines)
        if not below.apart and _goes_on(above, below) and above.kind is LineKind.TEXT
    ]
    return len(full) >= 2 and sum(full) >= 0.95 * len(full)


def _full(line: Printed, below: Printed, width: int, *, exact: bool) -> bool:
    """Whether the next line's first word would not have fitted on this line."""
    reach = _width(line) + 1 + len(below.text.split()[0])
    if exact:
        return reach > width
    # proportional type varies in its count of characters, more so where a sentence goes on
    return reach > (0.93 if line.text[-1] in ".;:!?" else 0.84) * width


def _width(line: Printed) -> int:
    return len(line.text) + (int(line.indent) if line.bbox is None else 0)
