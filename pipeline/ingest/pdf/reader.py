"""What does a PDF say, line by line?

Pages are taken one at a time, so that memory does not grow with what is drawn on them; what can
only be judged on the whole document, its running headers, margins and spaces, comes after.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from itertools import groupby
from typing import Protocol

from pipeline.ingest.draft import DraftLine, Reading
from pipeline.ingest.pdf.columns import column_lines, continues, gutter, in_order, may_have_columns
from pipeline.ingest.pdf.furniture import Size, mark_furniture
from pipeline.ingest.pdf.geometry import PageContent, PrintedLine, Word
from pipeline.ingest.pdf.hyphens import join_broken_words
from pipeline.ingest.pdf.lines import join_level, line_of, printed_lines, words_text
from pipeline.ingest.pdf.pdfium import open_pdfium
from pipeline.ingest.pdf.second import SECOND_READER, PlumberFile
from pipeline.ingest.pdf.spacing import Spacing
from pipeline.ingest.pdf.tables import TableRow, grids, lines_of, table_rows
from pipeline.ingest.refusal import RefusedError, damaged, over_limit
from pipeline.model import LineKind, State
from pipeline.params import IngestParams
from pipeline.text.cleaning import one_line

PDF_READER = f"pdfium {version('pypdfium2')}, layout 1"

_PICTURED = 0.8  # of a page, from which on it is a scan
_LAYOUT_CELL = 10  # lines in a cell, from which on the table is only layout
_DRAWN_TEXT = 50  # shapes, from which on they may be letters
_FORM_WORDS = 120  # an XFA form shows no more than a notice to other programs


class PdfFile(Protocol):
    """An open PDF, whichever library reads it."""

    page_count: int
    is_xfa_form: bool

    def page(self, number: int) -> AbstractContextManager[PageContent | None]:
        """Load a page, counted from 1; None for one that cannot be read."""

    def close(self) -> None:
        """Give the file's memory back."""


@dataclass(slots=True)
class _Draft:
    """A document while its pages are read."""

    lines: list[PrintedLine] = field(default_factory=list)
    sizes: list[Size] = field(default_factory=list)
    gutter: float | None = None
    first_gutter: int | None = None  # page on which columns were first seen
    tables: int = 0
    characters: int = 0
    shapes: int = 0
    scans: list[int] = field(default_factory=list)  # pages that are pictures without text
    recognised: list[int] = field(default_factory=list)  # pictures with a text layer behind
    lost: list[int] = field(default_factory=list)


def read_pdf(data: bytes, params: IngestParams) -> Reading:
    """Read a PDF: with PDFium, and if that finds nothing, with pdfplumber.

    Returns:
        Its printed lines and table rows in reading order, furniture among them.

    Raises:
        RefusedError: It is locked, damaged, empty, has too many pages, or shows pictures of text
            only.
    """
    if not data:
        raise damaged("The file has no content at all (0 bytes)")
    try:
        return _reading(open_pdfium(data), PDF_READER, params)
    except RefusedError as refused:
        if refused.state not in {State.UNREADABLE, State.EMPTY}:
            raise
        try:
            second = _reading(PlumberFile(data), SECOND_READER, params)
        except RefusedError:
            raise refused from None
    return replace(second, warnings=("PDFium found no text; read by pdfplumber", *second.warnings))


def _reading(file: PdfFile, reader: str, params: IngestParams) -> Reading:
    try:
        if file.page_count > params.max_pages:
            raise over_limit(
                f"The PDF has {file.page_count:,} pages, more than {params.max_pages:,} (max_pages)"
            )
        draft = _Draft()
        for number in range(1, file.page_count + 1):
            with file.page(number) as page:
                _take(draft, number, page)
        _read_again(draft, file)
        is_form = file.is_xfa_form
    finally:
        file.close()
    _refuse_without_text(draft, is_form=is_form)
    return Reading(
        _finished(draft), reader, pages=len(draft.sizes), warnings=tuple(_warnings(draft))
    )


def _take(draft: _Draft, number: int, page: PageContent | None) -> None:
    if page is None:
        draft.sizes.append((0.0, 0.0))
        draft.lost.append(number)
        return
    draft.sizes.append((page.width, page.height))
    draft.characters += page.characters
    draft.shapes += page.shapes
    if not page.runs and page.pictured:
        draft.scans.append(number)
    elif page.pictured > _PICTURED:
        draft.recognised.append(number)
    draft.lines += _page_lines(draft, page)


def _read_again(draft: _Draft, file: PdfFile) -> None:
    """Read the pages before the first that shows columns again: they may have them too."""
    if draft.first_gutter is None or draft.first_gutter == 1:
        return
    first = [line for line in draft.lines if line.page >= draft.first_gutter]
    lines: list[PrintedLine] = []
    for number in range(1, draft.first_gutter):
        with file.page(number) as page:
            lines += _page_lines(draft, page) if page is not None else ()
    draft.lines = lines + first


def _page_lines(draft: _Draft, page: PageContent) -> list[PrintedLine]:
    rows, runs = _tables(draft, page)
    level, at = _columns(draft, page, runs)
    if at is None:
        lines = [*printed_lines(page.number, runs, page.type_of), *rows]
        lines = in_order(sorted(lines, key=lambda line: line.order), page.width)
    else:
        lines = [
            line
            for column, group in groupby(
                column_lines(level, at, page.height), key=lambda line: line.column
            )
            for line in printed_lines(
                page.number, [each.words for each in group], page.type_of, column=column
            )
        ]
        lines = join_level(lines)
        for row in rows:
            lines.insert(_place(row, lines), row)
    for run in page.turned:  # a stamp across the page, or text up its margin
        stamp = line_of(page.number, run, page.type_of)
        stamp.furniture = True
        lines.append(stamp)
    return lines


def _columns(
    draft: _Draft, page: PageContent, runs: Sequence[Sequence[Word]]
) -> tuple[list[list[Word]], float | None]:
    """Look for two columns on a page.

    Returns:
        The words of the page by height, and the x of the gutter; None if it has no columns.
    """
    if not runs or not may_have_columns(runs, page.width):
        return [], None
    level = lines_of([word for run in runs for word in run])
    at = gutter(level, page.width)
    if at is not None:
        draft.gutter = at
        draft.first_gutter = draft.first_gutter or page.number
    elif draft.gutter is not None and continues(level, draft.gutter):
        at = draft.gutter
    return level, at


def _tables(draft: _Draft, page: PageContent) -> tuple[list[PrintedLine], Sequence[Sequence[Word]]]:
    """Take the tables out of a page.

    Returns:
        Their rows, and the runs of words that are left.
    """
    found: list[PrintedLine] = []
    runs = page.runs
    for grid in grids(page.across, page.down):
        beside = [run for run in runs if grid.ys[0] < run[0].middle < grid.ys[-1]]
        inside = [word for run in beside for word in run if grid.holds(word)]
        rows = table_rows(grid, inside) if inside else []
        if not rows:
            continue
        draft.tables += 1
        for row in rows:
            found += _row_lines(draft.tables, row, page)
        taken = set(inside)
        emptied = {id(run) for run in beside}
        rest = [[word for word in run if word not in taken] for run in beside]
        runs = [run for run in runs if id(run) not in emptied] + [run for run in rest if run]
    return found, runs


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


def _finished(draft: _Draft) -> list[DraftLine]:
    for line in draft.lines:
        line.cells = tuple(map(one_line, line.cells))
    draft.lines = join_level(draft.lines)
    mark_furniture(draft.lines, draft.sizes)
    join_broken_words(draft.lines)
    for line in draft.lines:
        if not (line.text.isascii() and line.text.isprintable()):
            line.text = one_line(line.text)
    printed = [line for line in draft.lines if line.text]
    running = [line for line in printed if not (line.furniture or line.table)]
    spacing = Spacing(running, [width for width, _ in draft.sizes])
    body = [line for line in printed if not line.furniture]
    above = dict(zip(map(id, body[1:]), body, strict=False))
    below = dict(zip(map(id, body), body[1:], strict=False))
    return [
        _draft_line(line, spacing, above.get(id(line)), below.get(id(line))) for line in printed
    ]


def _draft_line(
    line: PrintedLine, spacing: Spacing, above: PrintedLine | None, below: PrintedLine | None
) -> DraftLine:
    draft = DraftLine(
        line.text,
        page=line.page,
        bbox=(round(line.left, 1), round(line.top, 1), round(line.right, 1), round(line.bottom, 1)),
        size=line.size,
        bold=line.bold,
    )
    if line.furniture:
        draft.kind = LineKind.FURNITURE
    elif line.table:
        draft.kind, draft.cells, draft.closed = LineKind.TABLE_ROW, _filled(line.cells), True
        draft.gap = 0.0 if above is not None and above.table == line.table else None
    else:
        draft.gap = spacing.gap(above, line)
        draft.closed = True if below is not None and below.table else spacing.closed(line, below)
    return draft


def _filled(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the empty cells at the end of a row."""
    last = max((at for at, cell in enumerate(cells) if cell), default=-1)
    return cells[: last + 1]


def _refuse_without_text(draft: _Draft, *, is_form: bool) -> None:
    words = sum(len(line.text.split()) for line in draft.lines)
    pages = len(draft.sizes)
    if is_form and words < _FORM_WORDS:
        raise RefusedError(
            State.UNSUPPORTED,
            "The PDF is a form (XFA) that shows its text in Adobe Reader only. Open it there and "
            "print it to PDF.",
        )
    if words:
        return
    if draft.scans:
        raise RefusedError(
            State.UNREADABLE,
            f"{_counted(pages)} and no text: the PDF is a scan. Ask for the document it was "
            "printed from, or run text recognition (OCR) on it.",
        )
    if draft.lost or not pages:
        raise damaged("No page of the PDF can be read")
    if draft.shapes > _DRAWN_TEXT:
        raise RefusedError(
            State.UNREADABLE,
            "The text of the PDF is drawn as shapes, without characters. Ask for the document it "
            "was printed from, or run text recognition (OCR) on it.",
        )
    raise RefusedError(
        State.EMPTY, f"{_counted(pages)} without a word. Ask its publisher for the text."
    )


def _warnings(draft: _Draft) -> Iterable[str]:
    if draft.scans:
        yield f"pages without text that are pictures: {_listed(draft.scans)}"
    if draft.recognised:
        yield (
            "pages that are pictures with a recognised text layer, whose wording may be wrong: "
            f"{_listed(draft.recognised)}"
        )
    if draft.lost:
        yield f"pages that could not be read: {_listed(draft.lost)}"


def _counted(pages: int) -> str:
    return "1 page" if pages == 1 else f"{pages} pages"


def _listed(pages: Sequence[int]) -> str:
    shown = ", ".join(map(str, pages[:20]))
    return f"{shown} ..." if len(pages) > 20 else shown
