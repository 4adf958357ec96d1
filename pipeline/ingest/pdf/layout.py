"""How do the words of a PDF's pages become the lines of a document, in reading order?

Pages are taken one at a time; what can only be judged on the whole document, its running headers,
margins and spaces, comes after the last.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import attrgetter

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
from pipeline.ingest.pdf.furniture import Furniture, Size
from pipeline.ingest.pdf.geometry import PageContent, PrintedLine, Run, Word
from pipeline.ingest.pdf.held import HeldLines
from pipeline.ingest.pdf.hyphens import Hyphens, join_broken_words, may_be_broken
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
        self.lines = HeldLines()
        self.sizes: list[Size] = []
        self._gutters: Gutters = ()
        self._first_gutter: int | None = None  # page on which columns were first seen
        self._tables = 0
        self._last_grid: tuple[int, Grid | None] = (0, None)  # of a table, and its page

    def add(self, page: PageContent | None) -> None:
        """Take the next page; None for one that cannot be read."""
        self.sizes.append((page.width, page.height) if page is not None else (0.0, 0.0))
        if page is not None:
            self.lines.add(self._page_lines(page))

    def before_columns(self) -> range:
        """Give the numbers of the pages before the first that showed columns.

        They may have columns too, too few to be seen at first: read them again.
        """
        return range(1, self._first_gutter or 1)

    def replace(self, pages: Iterable[PageContent]) -> None:
        """Read the pages of `before_columns` again."""
        before = self.before_columns()
        if not before:
            return
        again = HeldLines(line for page in pages for line in self._page_lines(page))
        again.add(line for line in self.lines.drained() if line.page not in before)
        self.lines = again

    def finished(self) -> "FinishedLines":
        """Judge what needs the whole document, and give its lines in reading order.

        `lines` is empty after that: a long document is not held twice.
        """
        given, self.lines = self.lines, HeldLines()
        return FinishedLines(given, self.sizes)

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
            lines = list(join_level(join_drop_caps(lines)))
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


class FinishedLines:
    """The lines of a document whose pages are all read, in reading order, to be taken once.

    They are looked through several times, and each is made ready only when it is taken.

    Attributes:
        pages: Numbers of the pages that have words.
    """

    def __init__(self, given: HeldLines, sizes: Sequence[Size]) -> None:
        """Judge what needs the whole document; the lines given are taken out of `given`."""
        self._body = HeldLines()
        self._notes = HeldLines()
        self._furniture = bytearray()  # whether each line of the body is
        self._may_be_broken = False  # whether any word of them may be
        self._hyphens: Hyphens | None = None
        self._find_furniture(given, sizes)
        if self._may_be_broken:
            self._hyphens = Hyphens(line.text for line in self._joined())
        self.pages: set[int] = set()
        self._spacing = Spacing([width for width, _ in sizes])
        for line in self._printed():
            self.pages.add(line.page)
            if line.note is None and not (line.furniture or line.table):
                self._spacing.learn(line)
        self._spacing.conclude()

    def __iter__(self) -> Iterator[DraftLine]:
        """Give each line; none is held any more after that."""
        lines = self._printed(drains=True)
        for is_note, group in groupby(lines, key=lambda line: line.note is not None):
            if is_note:
                yield from _note_lines(group)
            else:
                yield from _draft_lines(group, self._spacing)

    def _find_furniture(self, given: HeldLines, sizes: Sequence[Size]) -> None:
        """Take the lines, footnotes apart, and find out which of the others are furniture."""
        furniture = Furniture(sizes)
        for number, lines in _by_page(join_level(self._without_notes(given.drained()))):
            furniture.look(number, lines)
            self._may_be_broken = self._may_be_broken or any(map(may_be_broken, lines))
            self._body.add(lines)
        furniture.conclude()
        for number, lines in _by_page(self._body):
            furniture.mark(number, lines)
            self._furniture.extend(line.furniture for line in lines)
        if all(self._furniture):  # a page with nothing but a few words at its edge
            self._furniture = bytearray(len(self._furniture))

    def _without_notes(self, lines: Iterable[PrintedLine]) -> Iterator[PrintedLine]:
        for line in lines:
            if line.note is None:
                yield line
            else:
                self._may_be_broken = self._may_be_broken or may_be_broken(line)
                self._notes.add([line])

    def _joined(self, *, drains: bool = False) -> Iterator[PrintedLine]:
        """Give the lines with rows that a page's end cuts joined, and the footnotes last."""
        body = self._body.drained() if drains else iter(self._body)
        notes = self._notes.drained() if drains else iter(self._notes)
        return chain(join_split_rows(_marked(body, self._furniture)), notes)

    def _printed(self, *, drains: bool = False) -> Iterator[PrintedLine]:
        """Give the same with broken words joined, and without lines that have no words."""
        lines = self._joined(drains=drains)
        if self._hyphens is not None:
            lines = join_broken_words(lines, self._hyphens)
        return (line for line in lines if _has_words(line.text))


def _by_page(lines: Iterable[PrintedLine]) -> Iterator[tuple[int, list[PrintedLine]]]:
    for number, of_page in groupby(lines, key=attrgetter("page")):
        yield number, list(of_page)


def _marked(lines: Iterable[PrintedLine], furniture: bytearray) -> Iterator[PrintedLine]:
    for line, is_furniture in zip(lines, furniture, strict=True):
        line.furniture = bool(is_furniture)
        yield line


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


def _note_lines(notes: Iterable[PrintedLine]) -> Iterator[DraftLine]:
    """Give footnotes with their marks as labels, in brackets as other formats have them."""
    above: DraftLine | None = None
    for line in notes:
        if above is not None:
            above.closed = bool(line.note)
            yield above
        above = _plain_draft(line)
        above.label = f"[{line.note}]" if line.note else None
    if above is not None:
        above.closed = True
        yield above


def _draft_lines(printed: Iterable[PrintedLine], spacing: Spacing) -> Iterator[DraftLine]:
    """Give the lines of the text with what stands between them."""
    above: PrintedLine | None = None
    last: PrintedLine | None = None  # it is not given before the one below it is known
    furniture: list[PrintedLine] = []  # behind the last
    for line in chain(printed, [None]):
        if line is not None and line.furniture:
            furniture.append(line)
            continue
        if last is not None:
            yield _draft_line(last, spacing, above, line)
            above = last
        yield from (_draft_line(each, spacing, None, None) for each in furniture)
        furniture.clear()
        last = line


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
