"""How do the words of a PDF's pages become the lines of a document, in reading order?

Pages are taken one at a time; what can only be judged on the whole document, its running headers,
margins and spaces, comes after the last.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, zip_longest

from pipeline.ingest.draft import DraftLine
from pipeline.ingest.pdf.columns import (
    Gutters,
    column_lines,
    continues,
    gutters,
    in_order,
    level_lines,
    may_have_columns,
)
from pipeline.ingest.pdf.furniture import Size, mark_furniture
from pipeline.ingest.pdf.geometry import PageContent, PrintedLine, Run, Word
from pipeline.ingest.pdf.hyphens import join_broken_words
from pipeline.ingest.pdf.lines import (
    join_drop_caps,
    join_level,
    line_of,
    printed_lines,
    rejoined,
    words_text,
)
from pipeline.ingest.pdf.notes import mark_notes
from pipeline.ingest.pdf.spacing import Spacing
from pipeline.ingest.pdf.tables import Grid, TableRow, grids, join_split_rows, lines_of, table_rows
from pipeline.model import LineKind
from pipeline.text.cleaning import one_line

_STAMP = 28.0  # points of height, from which on pale words are a stamp behind the text
_STAMP_WORDS = 4
_EDGE = 0.12  # of the height, where headers and footers are
_LAYOUT_CELL = 10  # lines in a cell, from which on the table is only layout


class Layout:
    """The lines of one document, while its pages are read.

    Attributes:
        lines: The printed lines of the pages so far.
        sizes: Widths and heights of the pages so far; (0, 0) for one that could not be read.
    """

    def __init__(self) -> None:
        """Begin a document without pages."""
        self.lines: list[PrintedLine] = []
        self.sizes: list[Size] = []
        self._gutters: Gutters = ()
        self._first_gutter: int | None = None  # page on which columns were first seen
        self._tables = 0
        self._last_grid: tuple[int, Grid | None] = (0, None)  # of a table, and its page

    def add(self, page: PageContent | None) -> None:
        """Take the next page; None for one that cannot be read."""
        self.sizes.append((page.width, page.height) if page is not None else (0.0, 0.0))
        if page is not None:
            self.lines += self._page_lines(page)

    def before_columns(self) -> range:
        """Give the numbers of the pages before the first that showed columns.

        They may have columns too, too few to be seen at first: read them again.
        """
        return range(1, self._first_gutter or 1)

    def replace(self, pages: Iterable[PageContent]) -> None:
        """Read the pages of `before_columns` again."""
        first = self._first_gutter or 1
        later = [line for line in self.lines if line.page >= first]
        self.lines = [line for page in pages for line in self._page_lines(page)] + later

    def finished(self) -> list[DraftLine]:
        """Judge what needs the whole document, and give its lines in reading order.

        `lines` is empty after that: a long document is not held twice.
        """
        printed, self.lines = self.lines, []
        notes = [line for line in printed if line.note is not None]
        printed = join_level([line for line in printed if line.note is None])
        mark_furniture(printed, self.sizes)
        printed = join_split_rows(printed)
        join_broken_words([*printed, *notes])
        printed = [line for line in printed if _has_words(line.text)]
        running = [line for line in printed if not (line.furniture or line.table)]
        spacing = Spacing(running, [width for width, _ in self.sizes])
        del running
        drafts = list(_draft_lines(printed, spacing))
        return drafts + _note_lines([line for line in notes if _has_words(line.text)])

    def _page_lines(self, page: PageContent) -> list[PrintedLine]:
        runs, stamps = _without_stamps(page, rejoined(page.runs))
        runs = _with_filled(runs, page.filled)
        rows, runs = self._take_tables(page, runs)
        level, at = self._columns(page, runs)
        if not at:
            lines = [*join_drop_caps(printed_lines(page.number, runs, page.type_of)), *rows]
            lines = in_order(sorted(lines, key=lambda line: abs(line.order)), page.width)
        else:
            whole = {run.first.order: run for run in runs if isinstance(run, Run)}
            lines = []
            for column, group in groupby(
                column_lines(level, at, page.height), key=lambda line: line.column
            ):
                parts = [part for each in group for part in _as_runs(each.words, whole)]
                lines += printed_lines(page.number, parts, page.type_of, column=column)
            lines = join_level(join_drop_caps(lines))
            for row in rows:
                lines.insert(_place(row, lines), row)
        mark_notes(lines, page)
        _mark_running(lines, page)
        for run in (*page.turned, *stamps):  # across, behind or outside the text
            stamp = line_of(page.number, run, page.type_of)
            stamp.furniture = True
            lines.append(stamp)
        return lines

    def _columns(
        self, page: PageContent, runs: Sequence[Sequence[Word]]
    ) -> tuple[list[list[Word]], Gutters]:
        """Look for columns on a page.

        Returns:
            The words of the page by height, and the gutters; none if it has no columns.
        """
        if not runs or not may_have_columns(runs):
            return [], ()
        level = level_lines(runs)
        at = gutters(level, page.width)
        if at:
            self._gutters = at
            self._first_gutter = self._first_gutter or page.number
        elif self._gutters and continues(level, self._gutters):
            at = self._gutters
        return (level_lines(runs, at) if at else []), at

    def _take_tables(
        self, page: PageContent, runs: Sequence[Sequence[Word]]
    ) -> tuple[list[PrintedLine], Sequence[Sequence[Word]]]:
        """Take the tables out of a page.

        Returns:
            Their rows, and the runs of words that are left.
        """
        found: list[PrintedLine] = []
        number, last = self._last_grid
        above = last if number == page.number - 1 else None
        for grid in grids(page.across, page.down):
            beside = [run for run in runs if grid.ys[0] < run[0].middle < grid.ys[-1]]
            inside = [word for run in beside for word in run if grid.holds(word)]
            goes_on = above is not None and grid.has_columns_of(above)
            rows = table_rows(grid, inside, goes_on=goes_on) if inside else []
            above = None
            if not rows:
                continue
            self._last_grid = (page.number, grid)
            self._tables += 1
            for row in rows:
                found += _row_lines(self._tables, row, page)
            taken = set(inside)
            emptied = {id(run) for run in beside}
            rest = [[word for word in run if word not in taken] for run in beside]
            runs = [run for run in runs if id(run) not in emptied] + [run for run in rest if run]
        return found, runs


def _without_stamps(
    page: PageContent, runs: Sequence[Sequence[Word]]
) -> tuple[Sequence[Sequence[Word]], list[Sequence[Word]]]:
    """Take out what is no text to a reader of the page.

    That is what is printed large and pale behind the text, such as "DRAFT", and what stands
    outside the page, such as a printer's marks.
    """
    stamps = [run for run in runs if _is_no_text(run, page)]
    if not stamps:
        return runs, []
    taken = {id(run) for run in stamps}
    return [run for run in runs if id(run) not in taken], stamps


def _is_no_text(run: Sequence[Word], page: PageContent) -> bool:
    left, top, _, bottom, _, _ = first = run[0]
    if bottom < 0 or top > page.height or left > page.width or run[-1].right < 0:
        return True
    return bottom - top > _STAMP and len(run) <= _STAMP_WORDS and page.is_pale(first)


def _as_runs(words: Sequence[Word], whole: Mapping[int, Run]) -> Iterable[Sequence[Word]]:
    """Give the words of a line, with the runs that stood for one word as runs again."""
    single: list[Word] = []
    for word in words:
        run = whole.get(word.order)
        if run is None or run.text != word.text:
            single.append(word)
            continue
        if single:
            yield single
            single = []
        yield run
    if single:
        yield single


def _with_filled(
    runs: Sequence[Sequence[Word]], filled: Sequence[Sequence[Word]]
) -> Sequence[Sequence[Word]]:
    """Put what is filled in after the words that it stands beside, or else below."""
    if not filled:
        return runs
    placed = list(runs)
    for line in sorted(filled, key=lambda line: (line[0].top, line[0].left)):
        first = line[0]
        beside = [
            at
            for at, run in enumerate(placed)
            if run[0].left < first.left
            and run[-1].middle > first.top
            and run[-1].middle < first.bottom
        ]
        above = [at for at, run in enumerate(placed) if run[0].middle < first.top]
        at = max(beside or above or [-1])
        order = -2 - abs(placed[at][-1].order) if at >= 0 else -1
        placed.insert(at + 1, [word._replace(order=order) for word in line])
    return placed


def _mark_running(lines: Sequence[PrintedLine], page: PageContent) -> None:
    """Note which lines at the edges the file itself takes for headers and footers."""
    inner = [line for line in lines if not _is_at_edge(line, page)]
    if inner and page.is_running(_first_word(inner[len(inner) // 2])):
        return  # it says so of everything
    for line in lines:
        if not line.table and _is_at_edge(line, page):
            line.running = page.is_running(_first_word(line))


def _is_at_edge(line: PrintedLine, page: PageContent) -> bool:
    return line.bottom < _EDGE * page.height or line.top > (1 - _EDGE) * page.height


def _first_word(line: PrintedLine) -> Word:
    return Word(line.left, line.top, line.right, line.bottom, line.text, line.order)


def _row_lines(table: int, row: TableRow, page: PageContent) -> list[PrintedLine]:
    """Make one line of a table row, or the lines of its cells if they hold running text."""
    if any(len(lines_of(cell)) > _LAYOUT_CELL for cell in row.cells):
        return [
            line
            for at, cell in enumerate(row.cells)
            for line in printed_lines(
                page.number, lines_of(cell), page.type_of, column=10 * table + at
            )
        ]
    words = [word for cell in row.cells for word in cell]
    line = line_of(page.number, words, page.type_of)
    line.left, line.top, line.right, line.bottom = row.left, row.top, row.right, row.bottom
    line.cells = tuple(words_text(cell) for cell in row.cells)
    line.table = table
    return [line]


def _place(row: PrintedLine, lines: Sequence[PrintedLine]) -> int:
    """Find the place of a table row among lines that are sorted into columns."""
    middle = (row.top + row.bottom) / 2
    return next(
        (
            at
            for at, line in enumerate(lines)
            if line.top > middle and line.left < row.right and line.right > row.left
        ),
        len(lines),
    )


def _has_words(text: str) -> bool:
    return text[:1].isalnum() or bool(one_line(text))


def _note_lines(notes: Sequence[PrintedLine]) -> list[DraftLine]:
    """Give footnotes with their marks as labels, in brackets as other formats have them."""
    drafts: list[DraftLine] = []
    for line, below in zip_longest(notes, notes[1:]):
        draft = _plain_draft(line)
        draft.label = f"[{line.note}]" if line.note else None
        draft.closed = below is None or bool(below.note)
        drafts.append(draft)
    return drafts


def _draft_lines(printed: list[PrintedLine], spacing: Spacing) -> Iterator[DraftLine]:
    """Give the lines of the text with what stands between them; `printed` is emptied."""
    printed.reverse()
    body = [line for line in printed if not line.furniture]
    above: PrintedLine | None = None
    while printed:
        line = printed.pop()
        if line.furniture:
            yield _draft_line(line, spacing, None, None)
            continue
        body.pop()
        yield _draft_line(line, spacing, above, body[-1] if body else None)
        above = line


def _draft_line(
    line: PrintedLine, spacing: Spacing, above: PrintedLine | None, below: PrintedLine | None
) -> DraftLine:
    draft = _plain_draft(line)
    if line.furniture:
        draft.kind = LineKind.FURNITURE
    elif line.table:
        draft.kind, draft.cells, draft.closed = LineKind.TABLE_ROW, _filled(line.cells), True
        draft.gap = 0.0 if above is not None and above.table == line.table else None
    else:
        draft.gap = spacing.gap(above, line)
        draft.closed = True if below is not None and below.table else spacing.closed(line, below)
    return draft


def _plain_draft(line: PrintedLine) -> DraftLine:
    return DraftLine(
        line.text,
        page=line.page,
        bbox=(round(line.left, 1), round(line.top, 1), round(line.right, 1), round(line.bottom, 1)),
        size=line.size,
        bold=line.bold,
    )


def _filled(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the empty cells at the end of a row."""
    last = max((at for at, cell in enumerate(cells) if cell), default=-1)
    return cells[: last + 1]
