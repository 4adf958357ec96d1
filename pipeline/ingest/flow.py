"""How do the paragraphs and tables of a flowing format become lines?

Word, OpenDocument and web pages have paragraphs where a page has printed lines, and use tables for
layout as often as for data.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.ingest.draft import DraftLine
from pipeline.model import LineKind
from pipeline.text.cleaning import one_line

# A cell with more than this many paragraphs, or with a list, is a piece of the page's layout
_MOST_PARAGRAPHS_IN_A_CELL = 3
_LONGEST_LABEL = 8
_LINE_END = re.compile("\r\n?|[\n\x85\u2028\u2029]")
# A heading style is often worn by whole numbered sentences
_LONGEST_HEADING = 30  # words


def paragraph_lines(text: str, like: DraftLine) -> list[DraftLine]:
    r"""Make the lines of one paragraph, which forced line breaks ("\n") may part.

    Args:
        text: The paragraph as written.
        like: Gives label, level, kind and type; its text is not looked at.

    Returns:
        One line for each part that has words; the label stays with the first. Only the last is
        known to end the paragraph. Empty if there are no words.
    """
    parts = [" ".join(part.split()) for part in _LINE_END.split(text) if one_line(part)]
    if not parts:
        return []
    kind = like.kind
    if kind is LineKind.HEADING and len(text.split()) > _LONGEST_HEADING:
        kind = LineKind.LIST_ITEM if like.label else LineKind.TEXT
    lines = [replace(like, text=part, kind=kind, closed=None, gap=0.0) for part in parts]
    lines[0].gap = None
    lines[-1].closed = True
    for line in lines[1:]:
        line.label = None
        if kind is LineKind.LIST_ITEM:
            line.kind = LineKind.TEXT
    return lines


def table_lines(rows: Iterable[Sequence[Sequence[DraftLine]]]) -> list[DraftLine]:
    """Make the lines of a table: rows where it holds data, paragraphs where it is only layout.

    A table with one filled cell in each row is layout, and so is a row with a cell that holds a
    list or many paragraphs.

    Args:
        rows: For each row its cells in order, for each cell its lines.
    """
    filled = [row for row in rows if any(row)]
    if all(sum(map(bool, row)) <= 1 for row in filled):
        return [line for row in filled for cell in row for line in cell]
    return [line for row in filled for line in _row_lines(row)]


def furniture_as_text(lines: Sequence[DraftLine]) -> list[DraftLine]:
    """Make running headers or footers the text of a document that has no other."""
    return [replace(line, kind=LineKind.TEXT, closed=True) for line in lines]


def _row_lines(row: Sequence[Sequence[DraftLine]]) -> list[DraftLine]:
    if not any(map(_is_layout, row)):
        cells = [" ".join(map(_words, cell)) for cell in row]
        while not cells[-1]:
            cells.pop()
        bold = all(line.bold for cell in row for line in cell) or None
        size = next((line.size for cell in row for line in cell if line.size), None)
        return [
            DraftLine(
                "",
                kind=LineKind.TABLE_ROW,
                cells=tuple(cells),
                bold=bold,
                size=size,
                closed=True,
                paragraphs=tuple(at for cell in row for line in cell for at in line.paragraphs),
            )
        ]
    lines = [line for cell in row for line in cell]
    first, second = lines[0], lines[1]
    if len(_words(first)) <= _LONGEST_LABEL and len(row[0]) == 1 and not second.label:
        # a number in a cell of its own, beside its paragraphs
        return [replace(second, label=_words(first)), *lines[2:]]
    return lines


def _is_layout(cell: Sequence[DraftLine]) -> bool:
    items = sum(line.kind is LineKind.LIST_ITEM for line in cell)
    paragraphs = sum(bool(line.closed) for line in cell)
    return (
        items > 1
        or paragraphs > _MOST_PARAGRAPHS_IN_A_CELL
        or any(line.kind in {LineKind.HEADING, LineKind.TABLE_ROW} for line in cell[1:])
    )


def _words(line: DraftLine) -> str:
    text = " ".join(cell for cell in line.cells if cell) or line.text
    return f"{line.label} {text}" if line.label else text
