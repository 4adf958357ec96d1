"""How is a sheet laid out, written and printed?

Words from documents are always written as text, never as formulas, links or numbers.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from pipeline.model import Level, ReviewStatus
from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup
from pipeline.report.readings import place
from pipeline.report.safe_text import shortened, shown

HEADS_AT = 3  # row of the column heads, below a title and a note

_CELL_LIMIT = 32_767  # characters that Excel takes in a cell
_CUT = " … [cut here: the whole text is on the council's page and in data/]"
LINK_LIMIT = 60_000  # Excel takes 65,530 links in a sheet; beyond this there are none
_ROW_LIMIT = 1_048_000  # Excel takes 1,048,576 rows
_MANY = 60_000  # cells of the matrix, beyond which rows are put aside as they are written
_LINE_PT = 13.5  # height of a line of text
_MOST_LINES = 12  # shown of a cell; the rest shows when the cell is opened
_PAGE_LETTERS = 170  # in a line of an A4 page across, where they are still legible
_A4 = 9

# Pale, since spreadsheet programs may show a link in a dark blue of their own.
_FILLS: Mapping[Level, Mapping[str, object]] = {
    Level.RULES: {"bg_color": "#8DB9DE", "font_color": "#0B1F33", "bold": True},
    Level.MENTION: {"bg_color": "#DDEBF6", "font_color": "#0B1F33"},
    Level.ABSENT: {"bg_color": "#FFFFFF", "font_color": "#4D5761"},
    Level.UNREADABLE: {"bg_color": "#DADDE0", "font_color": "#14191F", "italic": True},
}
_STATUS_FILLS: Mapping[ReviewStatus, Mapping[str, object]] = {
    ReviewStatus.OVERDUE: {"bg_color": "#F8D9D5", "font_color": "#5C130B"},
    ReviewStatus.DUE_SOON: {"bg_color": "#FFEAC2", "font_color": "#4C3200"},
    ReviewStatus.AMBIGUOUS: {"bg_color": "#E6DCF3", "font_color": "#37175F"},
    ReviewStatus.CURRENT: {"bg_color": "#D4EBDF", "font_color": "#0B3D25"},
    ReviewStatus.NO_REVIEW_DATE: {"bg_color": "#E4E8EC", "font_color": "#2B333B"},
    ReviewStatus.UNREADABLE: {"bg_color": "#FFFFFF", "font_color": "#2B333B", "italic": True},
}
_BASE: Mapping[str, object] = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_EDGE: Mapping[str, object] = {"border": 1, "border_color": "#C3C9CF"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a cell. `value` is a text, or a number that is ours, not a document's."""

    value: str | int | float | None
    look: Any = None  # None: wrapped text
    to: str = ""  # address of a page


Heads = Sequence[tuple[str, float]]  # names of columns and their widths in letters


class Book:
    """A workbook whose sheets share their formats."""

    def __init__(self, found: Lookup) -> None:
        import xlsxwriter

        self.found = found
        self._data = io.BytesIO()
        large = len(found.docs) * len(found.provisions) > _MANY
        self.book = xlsxwriter.Workbook(
            self._data,
            {
                "in_memory": not large,
                "constant_memory": large,  # rows must then be written from above
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self.title = shown(wording.report_title(found.findings.codebook))
        self._as_of = wording.day(found.findings.as_of)
        self.book.set_properties(
            {
                "title": self.title,
                "subject": f"As of {self._as_of}",
                "created": datetime(2000, 1, 1, tzinfo=UTC),  # fixed: same findings, same bytes
            }
        )
        self.plain = self.look()
        self.wrapped = self.look(text_wrap=True)
        self.bold = self.look(bold=True)
        self.link = self.look(font_color="#0F5499", underline=1, text_wrap=True)
        self.share = self.look(num_format="0%")
        self.turned = self.look(**_EDGE, rotation=90, align="center", valign="bottom")
        self.heading = self.look(font_size=16, bold=True)
        self._head = self.look(
            bold=True, text_wrap=True, valign="bottom", bottom=2, bg_color="#F3F5F7"
        )
        self.levels = {
            level: self.look(**{**_EDGE, "align": "center", **fill})
            for level, fill in _FILLS.items()
        }
        self.statuses = {
            status: self.look(**{"bold": True, "text_wrap": True, **fill})
            for status, fill in _STATUS_FILLS.items()
        }

    def look(self, **format_: object) -> Any:
        """Make a format."""
        return self.book.add_format({**_BASE, **format_})

    def close(self) -> bytes:
        """Give the file."""
        self.book.close()
        return self._data.getvalue()

    def council(self, doc: str, anchor: str = "") -> Entry:
        """Name a council, with the way to its page."""
        return Entry(self.found.names[doc], self.link, addresses.council_page(doc) + anchor)

    def where(self, doc: str, n: int | None, page: int | None) -> Entry:
        """Say where words stand, with the way to their clause."""
        clause = self.found.clause.get((doc, n)) if n is not None else None
        if clause is None:
            return Entry("document", self.link, addresses.council_page(doc))
        said = place(clause.label, clause.address, page)
        return Entry(said, self.link, addresses.clause(doc, clause.n))

    def table(
        self,
        name: str,
        note: str,
        heads: Heads,
        rows: Iterable[Sequence[Entry]],
        *,
        count: int,
        links: int = 1,
    ) -> None:
        """Write a sheet that is one table.

        Args:
            name: Of the sheet.
            note: A sentence above the table, on what a row is.
            heads: The columns.
            rows: The cells of each row.
            count: How many rows there are.
            links: How many links are in a row; with too many in all there can be none.
        """
        linked = count * links <= LINK_LIMIT
        if not linked:
            note += " There are too many rows for links; the sheet Councils has one to each page."
        if count > _ROW_LIMIT:
            note += (
                f" The first {_ROW_LIMIT:,} of {count:,} rows: a sheet holds no more. All of them "
                "are in the folder data."
            )
        sheet = self.begin(name, name, note)
        self.put_heads(sheet, heads)
        for row, entries in enumerate(islice(rows, _ROW_LIMIT), HEADS_AT + 1):
            kept = entries if linked else [Entry(e.value, e.look) for e in entries]
            self.put_row(sheet, row, kept, heads)
        self.finish(sheet, min(count, _ROW_LIMIT), [width for _, width in heads])

    def begin(self, name: str, title: str, note: str) -> Any:
        """Begin a sheet with a title and a note."""
        sheet = self.book.add_worksheet(name)
        sheet.set_row(0, 26)
        self.put(sheet, 0, 0, Entry(title, self.heading))
        self.put(sheet, 1, 0, Entry(f"As of {self._as_of}. {note}", self.plain))
        return sheet

    def put_heads(self, sheet: Any, heads: Heads, height: float = 2 * _LINE_PT) -> None:
        """Write the heads of columns and set their widths."""
        sheet.set_row(HEADS_AT, height)
        for column, (name, width) in enumerate(heads):
            sheet.set_column(column, column, width, self.plain)
            self.put(sheet, HEADS_AT, column, Entry(name, self._head))

    def put_row(self, sheet: Any, row: int, entries: Sequence[Entry], heads: Heads) -> None:
        """Write a row, as high as its text needs: not every program works that out on opening."""
        lines = [1]
        for (_, width), entry in zip(heads, entries, strict=False):
            if isinstance(entry.value, str):
                room = width * 1.1  # letters: a column's width is counted in figures
                parts = entry.value[: int(room) * _MOST_LINES].split("\n")
                lines.append(sum(1 + int(len(part) / room) for part in parts))
        sheet.set_row(row, _LINE_PT * min(max(lines), _MOST_LINES) + 2)
        for column, entry in enumerate(entries):
            self.put(sheet, row, column, entry)

    def put(self, sheet: Any, row: int, column: int, entry: Entry) -> None:
        """Write a cell."""
        look = entry.look or self.wrapped
        if isinstance(entry.value, int | float):
            sheet.write_number(row, column, entry.value, look)
            return
        text = shortened(shown(entry.value or ""), _CELL_LIMIT, _CUT)
        if entry.to and text:
            sheet.write_url(row, column, f"external:{entry.to}", look, text)
        else:
            sheet.write_string(row, column, text, look)

    def finish(self, sheet: Any, rows: int, widths: Sequence[float]) -> None:
        """Keep the heads in view, let people filter, and set up the page."""
        sheet.freeze_panes(HEADS_AT + 1, 1)
        sheet.autofilter(HEADS_AT, 0, HEADS_AT + max(rows, 1), len(widths) - 1)
        sheet.repeat_rows(HEADS_AT)
        sheet.repeat_columns(0)
        self.set_page(sheet, sum(widths))

    def set_page(self, sheet: Any, letters: float) -> None:
        """Print on A4, across, on as many pages beside one another as stay legible."""
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        sheet.fit_to_pages(max(1, round(letters / _PAGE_LETTERS)), 0)
        # an ampersand begins a command there
        title = shortened(" ".join(self.title.split()), 100).replace("&", "&&")
        sheet.set_header(f"&L{title}&RAs of {self._as_of}")
        sheet.set_footer("&L&A&RPage &P of &N")
