"""Where are the ruled tables of a page, and which words stand in which cell?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.ingest.pdf.geometry import PrintedLine, Rule, Word

_NEAR = 3.0  # points between rules that are meant to meet, or to be one
_MOST_RULES = 2_000  # of a page; more are a drawing
_ROW_STEP = 0.4  # of a word's height, between words of one line
_ENDS = (".", ";", ":", "!", "?")
_PADDING = 6.0  # points between words of neighbouring cells, in tables of a single row


@dataclass(frozen=True, slots=True)
class Grid:
    """Ruled lines that cross: x of the columns' edges and y of the rows' edges, ascending."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]

    def has_columns_of(self, other: "Grid") -> bool:
        """Whether both have their columns in the same places."""
        return len(self.xs) == len(other.xs) and all(
            abs(x - y) <= _NEAR for x, y in zip(self.xs, other.xs, strict=True)
        )

    def holds(self, word: Word) -> bool:
        """Whether the middle of a word is inside."""
        x = (word.left + word.right) / 2
        return self.xs[0] < x < self.xs[-1] and self.ys[0] < word.middle < self.ys[-1]

    def cell(self, word: Word) -> tuple[int, int]:
        """Row and column of a word; those of the top left part of a merged cell."""
        row = _slot(self.ys, word.middle)
        column = _slot(self.xs, (word.left + word.right) / 2)
        while column and not _ruled(self.down, self.xs[column], *self.ys[row : row + 2]):
            column -= 1
        while row and not _ruled(self.across, self.ys[row], *self.xs[column : column + 2]):
            row -= 1
        return row, column


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with its box and the words of each of its cells, in reading order."""

    left: float
    top: float
    right: float
    bottom: float
    cells: tuple[tuple[Word, ...], ...]


def grids(across: Sequence[Rule], down: Sequence[Rule]) -> list[Grid]:
    """Find the grids of at least two cells that rules form.

    Returns:
        Grids from the top of the page; empty for a page with too many rules to be tables.
    """
    across, down = _distinct(across), _distinct(down)
    if len(across) < 2 or len(down) < 2 or len(across) + len(down) > _MOST_RULES:
        return []
    found = []
    for horizontal, vertical in _connected(across, down):
        ys = _edges([rule.at for rule in horizontal])
        inside = [rule for rule in vertical if _overlap(rule, ys) > _NEAR]
        xs = _edges([rule.at for rule in inside])
        if len(xs) > 1 and len(ys) > 1 and (len(xs) - 1) * (len(ys) - 1) > 1:
            found.append(Grid(tuple(xs), tuple(ys), tuple(horizontal), tuple(inside)))
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def table_rows(grid: Grid, words: Sequence[Word], *, goes_on: bool = False) -> list[TableRow]:
    """Put the words inside a grid into its cells.

    Args:
        grid: The ruled lines.
        words: All words inside.
        goes_on: Whether a table of the page before has the same columns.

    Returns:
        The rows with any text, from the top; empty where the grid is no table, such as a frame
        around paragraphs or marks behind words.
    """
    columns, rows = len(grid.xs) - 1, len(grid.ys) - 1
    cells: list[list[list[Word]]] = [[[] for _ in range(columns)] for _ in range(rows)]
    for word in words:
        row, column = grid.cell(word)
        cells[row][column].append(word)
    several = any(sum(map(bool, row)) > 1 for row in cells)
    if not goes_on and (not several or _is_marking(cells)):
        return []
    return [
        TableRow(
            grid.xs[0],
            grid.ys[at],
            grid.xs[-1],
            grid.ys[at + 1],
            tuple(tuple(in_reading_order(cell)) for cell in row),
        )
        for at, row in enumerate(cells)
        if any(row)
    ]


def join_split_rows(lines: Iterable[PrintedLine]) -> Iterator[PrintedLine]:
    """Join the two parts of a row that the end of a page cuts in two.

    Args:
        lines: The document's lines in reading order, furniture known. They are not changed.
    """
    held: list[PrintedLine] = []  # the last line of the text, and the furniture behind it
    for line in lines:
        if line.furniture and not held:
            yield line
        elif line.furniture:
            held.append(line)
        elif held and _goes_on(held[0], line):
            held[0] = _with_rest(held[0], line)
        else:
            yield from held
            held = [line]
    yield from held


def _with_rest(row: PrintedLine, rest: PrintedLine) -> PrintedLine:
    pairs = zip(row.cells, rest.cells, strict=True)
    cells = tuple(f"{first} {second}".strip() for first, second in pairs)
    return replace(row, cells=cells, text=" ".join(filter(None, cells)))


def _goes_on(row: PrintedLine, below: PrintedLine) -> bool:
    """Whether a row overleaf has no text but more of this row's."""
    if below.page != row.page + 1 or not (row.table and below.table):
        return False
    same = abs(row.left - below.left) <= _NEAR and abs(row.right - below.right) <= _NEAR
    if not same or len(row.cells) != len(below.cells):
        return False
    pairs = list(zip(row.cells, below.cells, strict=True))
    more = [(first, rest) for first, rest in pairs if rest]
    ended = all(first.endswith(_ENDS) and not rest[:1].islower() for first, rest in more)
    return (
        len(more) < sum(bool(first) for first, _ in pairs)
        and all(first for first, _ in more)
        and not ended
    )


def in_reading_order(words: Sequence[Word]) -> list[Word]:
    """Sort words into lines by their height on the page, and each line from left to right."""
    return [word for line in lines_of(words) for word in line]


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """Group words into printed lines by where they stand alone, from the top."""
    lines: list[list[Word]] = []
    level = -1e9  # twice the middle of the line's first word
    for twice_middle, word in sorted([(word.top + word.bottom, word) for word in words]):
        if lines and twice_middle - level < 2 * _ROW_STEP * (word.bottom - word.top):
            lines[-1].append(word)
        else:
            lines.append([word])
            level = twice_middle
    for line in lines:
        line.sort()  # words begin with their left edge
    return lines


def _is_marking(cells: Sequence[Sequence[Sequence[Word]]]) -> bool:
    """Tell a table of one row from colour behind words, where the words stand close together."""
    filled = [row for row in cells if any(row)]
    if len(filled) > 1:
        return False
    parts = [cell for cell in filled[0] if cell]
    return any(
        after.left - before.right < _PADDING
        for left, right in pairwise(parts)
        for before in left
        for after in right
        if abs(before.middle - after.middle) < before.height / 2
    )


def _ruled(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    """Whether a rule runs along an edge, past the middle of the stretch from start to end."""
    middle = (start + end) / 2
    return any(abs(rule.at - at) <= _NEAR and rule.start <= middle <= rule.end for rule in rules)


def _distinct(rules: Sequence[Rule]) -> list[Rule]:
    return sorted({Rule(*(round(part, 1) for part in rule)) for rule in rules})


def _connected(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Group rules that touch one another, directly or through others."""
    above = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while above[at] != at:
            above[at] = above[above[at]]
            at = above[at]
        return at

    for i, h in enumerate(across):
        for j, v in enumerate(down, start=len(across)):
            if (
                h.start - _NEAR <= v.at <= h.end + _NEAR
                and v.start - _NEAR <= h.at <= v.end + _NEAR
            ):
                above[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for at, rule in enumerate((*across, *down)):
        groups.setdefault(root(at), ([], []))[at >= len(across)].append(rule)
    return list(groups.values())


def _overlap(rule: Rule, edges: Sequence[float]) -> float:
    """How far a rule runs between the first and the last of some edges."""
    return min(rule.end, edges[-1]) - max(rule.start, edges[0]) if edges else 0.0


def _edges(values: Sequence[float]) -> list[float]:
    """Take values that lie close together as one edge, at their mean."""
    near: list[list[float]] = []
    for each in sorted(values):
        if near and each - near[-1][-1] <= _NEAR:
            near[-1].append(each)
        else:
            near.append([each])
    return [sum(group) / len(group) for group in near]


def _slot(edges: Sequence[float], at: float) -> int:
    return next((i for i in range(len(edges) - 1) if at < edges[i + 1]), len(edges) - 2)
