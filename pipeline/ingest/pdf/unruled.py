"""Which words of a page stand in a table that has no rules?

Only columns of short cells that line up over several rows are taken for one: running text, text in
two columns, lists with hanging labels and lists of contents are left as they are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median

from pipeline.ingest.pdf.geometry import Rule, Word
from pipeline.ingest.pdf.tables import lines_of

_CELL_GAP = 1.2  # line heights between words of neighbouring cells, at least
_CHANNEL = 0.8  # line heights of white from top to bottom between columns, at least
_NEXT_LINE = 3.5  # line heights from one line of a table to the next, at most
_LEAST_ROWS = 3
_FEW_WORDS = 4.0  # in the cells of the shortest column, on average
_MANY_WORDS = 14.0  # in the cells of any column
_LABELLED = 0.5  # of the cells of the first column, from which on it is a list
_FULL_ROWS = 0.5  # of the rows have words in more than one column, at least
_SAME_ROW = 0.75  # of the usual step between rows, below which a lone line belongs to the row above
_MARGIN = 3.0  # points
_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[ivxIVX]{1,5})[.):]?\)?|\W{1,2}|o")
_PAGE = re.compile(r"\d{1,4}|[.…\s]{0,200}\d{1,4}")

Span = tuple[float, float]


@dataclass(slots=True)
class _Line:
    """A printed line, cut where white space may part two cells."""

    cells: list[list[Word]]
    top: float
    bottom: float

    @property
    def spans(self) -> list[Span]:
        return [(cell[0].left, max(word.right for word in cell)) for cell in self.cells]

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)


def unruled_tables(words: Sequence[Word]) -> tuple[list[Rule], list[Rule]]:
    """Find the tables of a page that are not drawn.

    Args:
        words: That stand level and in no ruled table.

    Returns:
        The rules that such tables would have, across and down; empty where there are none.
    """
    across: list[Rule] = []
    down: list[Rule] = []
    lines = [_cut(line) for line in lines_of(words)]
    at = 0
    while at < len(lines):
        block = _block(lines[at:])
        columns = _columns(block)
        rows = _rows(block, columns) if _is_table(block, columns) else []
        if len(rows) < _LEAST_ROWS:
            at += 1
            continue
        left, right = columns[0][0] - _MARGIN, columns[-1][1] + _MARGIN
        ys = [rows[0][0].top - _MARGIN, *_between(rows), rows[-1][-1].bottom + _MARGIN]
        xs = [left, *((before[1] + after[0]) / 2 for before, after in pairwise(columns)), right]
        across += [Rule(left, right, y) for y in ys]
        down += [Rule(ys[0], ys[-1], x) for x in xs]
        at += len(block)
    return across, down


def _cut(line: Sequence[Word]) -> _Line:
    cells = [[line[0]]]
    for before, word in pairwise(line):
        if word.left - before.right > _CELL_GAP * max(word.height, 1.0):
            cells.append([word])
        else:
            cells[-1].append(word)
    return _Line(cells, min(word.top for word in line), max(word.bottom for word in line))


def _block(lines: Sequence[_Line]) -> list[_Line]:
    """Take lines from the first on, as long as columns can be told apart."""
    block: list[_Line] = []
    if len(lines[0].cells) < 2:
        return block
    for line in lines:
        if block and line.top - block[-1].top > _NEXT_LINE * block[-1].height:
            break
        columns = _columns([*block, line])
        settled = sum(len(each.cells) > 1 for each in block) >= _LEAST_ROWS
        if len(columns) < (len(_columns(block)) if settled else 2):
            break
        block.append(line)
    while block and len(block[-1].cells) == 1 and block[-1].spans[0][0] < _columns(block)[1][0]:
        block.pop()  # the first line of what comes below
    return block


def _columns(block: Sequence[_Line]) -> list[Span]:
    """Give the stretches from left to right that hold words, between channels of white."""
    if not block:
        return []
    least = _CHANNEL * median(line.height for line in block)
    columns: list[Span] = []
    for left, right in sorted(span for line in block for span in line.spans):
        if columns and left - columns[-1][1] < least:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _is_table(block: Sequence[_Line], columns: Sequence[Span]) -> bool:
    full = [line for line in block if len(line.cells) > 1]
    if len(columns) < 2 or len(full) < max(_LEAST_ROWS, _FULL_ROWS * len(block)):
        return False
    cells: list[list[list[Word]]] = [[] for _ in columns]
    for line in block:
        for cell, (left, _) in zip(line.cells, line.spans, strict=True):
            cells[_slot(columns, left)].append(cell)
    counts = [mean(len(cell) for cell in column) for column in cells]
    if min(counts) > _FEW_WORDS or max(counts) > _MANY_WORDS:
        return False
    first, last = ([_written(cell) for cell in column] for column in (cells[0], cells[-1]))
    is_list = sum(_LABEL.fullmatch(text) is not None for text in first) >= _LABELLED * len(first)
    is_contents = all(_PAGE.fullmatch(text) for text in last)
    return not (is_list and len(columns) == 2) and not is_contents


def _rows(block: Sequence[_Line], columns: Sequence[Span]) -> list[list[_Line]]:
    """Put the lines of a table into rows: one that leaves the first column empty goes on."""
    starts = [line for line in block if len(line.cells) > 1 and _begins(line, columns)]
    steps = [below.top - above.top for above, below in pairwise(starts)]
    usual = median(steps) if steps else 0.0
    rows: list[list[_Line]] = []
    for line in block:
        close = bool(rows) and line.top - rows[-1][-1].top < _SAME_ROW * usual
        goes_on = not _begins(line, columns) or (len(line.cells) == 1 and close)
        if rows and goes_on:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _begins(line: _Line, columns: Sequence[Span]) -> bool:
    return _slot(columns, line.spans[0][0]) == 0


def _between(rows: Sequence[Sequence[_Line]]) -> list[float]:
    return [
        (max(line.bottom for line in above) + min(line.top for line in below)) / 2
        for above, below in pairwise(rows)
    ]


def _slot(columns: Sequence[Span], left: float) -> int:
    return max((at for at, (start, _) in enumerate(columns) if start <= left + 0.1), default=0)


def _written(cell: Sequence[Word]) -> str:
    return " ".join(word.text for word in cell)
