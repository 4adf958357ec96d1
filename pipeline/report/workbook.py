"""How are the findings handed to people who work in Excel?

Five sheets: what this is, the coverage matrix, the evidence, the dates, the defects. Words from
documents are always written as text, never as formulas, links or numbers.
"""

import io
from datetime import UTC, datetime
from typing import Any

from pipeline.model import Findings, Level, ReviewStatus
from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup, council_type_of, lookup
from pipeline.report.readings import place
from pipeline.report.safe_text import shortened, shown

_CELL_LIMIT = 32_767  # characters that Excel takes in a cell
_CUT = " … [cut here: the whole text is on the council's page and in data/]"
_LINK_LIMIT = 60_000  # Excel takes 65,530 links in a sheet; beyond this only councils have one
_HEADS_AT = 3  # row of the column heads, below a title and a note

_FILLS = {
    Level.RULES: {"bg_color": "#12436D", "font_color": "#FFFFFF", "bold": True},
    Level.MENTION: {"bg_color": "#B9D6EC", "font_color": "#0F2A42"},
    Level.ABSENT: {"bg_color": "#FFFFFF", "font_color": "#4D5761"},
    Level.UNREADABLE: {"bg_color": "#E4E6E8", "font_color": "#14191F", "italic": True},
}
_STATUS_FILLS = {
    ReviewStatus.OVERDUE: {"bg_color": "#F8D9D5", "font_color": "#5C130B"},
    ReviewStatus.DUE_SOON: {"bg_color": "#FFEAC2", "font_color": "#4C3200"},
    ReviewStatus.AMBIGUOUS: {"bg_color": "#E6DCF3", "font_color": "#37175F"},
    ReviewStatus.CURRENT: {"bg_color": "#D4EBDF", "font_color": "#0B3D25"},
    ReviewStatus.NO_REVIEW_DATE: {"bg_color": "#E4E8EC", "font_color": "#2B333B"},
    ReviewStatus.UNREADABLE: {"bg_color": "#FFFFFF", "font_color": "#2B333B", "italic": True},
}


def workbook(findings: Findings) -> bytes:
    """Make the workbook.

    Its links lead to the site's pages, so it belongs into the report's folder.

    Returns:
        An XLSX file. The same findings give the same bytes.
    """
    import xlsxwriter

    found = lookup(findings)
    data = io.BytesIO()
    book = xlsxwriter.Workbook(
        data,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties(
        {
            "title": "Council protocols compared",
            "subject": f"As of {wording.day(findings.as_of)}",
            "created": datetime(2000, 1, 1, tzinfo=UTC),  # fixed: the same findings, same bytes
        }
    )
    sheets = _Sheets(book, found)
    sheets.read_me()
    sheets.matrix()
    sheets.evidence()
    sheets.dates()
    sheets.defects()
    book.close()
    return data.getvalue()


class _Sheets:
    """The sheets of one workbook, which share their formats."""

    def __init__(self, book: Any, found: Lookup) -> None:
        self._book = book
        self._found = found
        base = {"font_name": "Arial", "font_size": 10, "valign": "top"}
        edge = {"border": 1, "border_color": "#C3C9CF"}
        self._plain = book.add_format(base)
        self._wrapped = book.add_format({**base, "text_wrap": True})
        self._title = book.add_format({**base, "font_size": 16, "bold": True})
        self._head = book.add_format(
            {**base, "bold": True, "text_wrap": True, "bottom": 2, "bg_color": "#F3F5F7"}
        )
        self._turned = book.add_format(
            {**base, **edge, "bold": True, "rotation": 90, "text_wrap": True, "valign": "bottom"}
        )
        self._link = book.add_format(
            {**base, "font_color": "#0F5499", "underline": 1, "text_wrap": True}
        )
        self._levels = {
            level: book.add_format({**base, **edge, "align": "center", **fill})
            for level, fill in _FILLS.items()
        }
        self._statuses = {
            status: book.add_format({**base, "bold": True, "text_wrap": True, **fill})
            for status, fill in _STATUS_FILLS.items()
        }

    def read_me(self) -> None:
        found, sheet = self._found, self._book.add_worksheet("Read me")
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 22, self._plain)
        sheet.set_column(1, 1, 90, self._plain)
        self._write(sheet, 0, 0, "Council protocols compared", self._title)
        run = found.findings
        lines: list[tuple[str, str]] = [
            ("As of", wording.day(run.as_of)),
            (
                "Looked at",
                f"{wording.counted(len(found.docs), 'document')}, of which "
                f"{len(found.readable):,} could be read",
            ),
            ("Codebook", f"{run.codebook.title}, version {run.codebook.version}"),
            ("Run", run.run_id),
            ("", ""),
            ("Sheet Matrix", "Which document covers which provision. Choose a cell to open it."),
            ("Sheet Evidence", "The clause behind each cell that says Rules or Mention."),
            ("Sheet Dates", "Adopted, last reviewed, due for review, and the words behind it."),
            ("Sheet Defects", "Things that a clerk may want to put right."),
            ("", ""),
            *((word, wording.LEVEL_MEANINGS[level]) for level, word in wording.LEVELS.items()),
            ("", ""),
            *(
                (word, wording.STATUS_MEANINGS[status])
                for status, word in wording.STATUSES.items()
                if status is not ReviewStatus.UNREADABLE
            ),
            ("", ""),
            (
                "Limits",
                "Made by rules and a trained coder, not checked by hand. Follow each finding to "
                "its clause before you rely on it. A council that is silent here may have a rule "
                "in another document.",
            ),
            ("Links", "They work while this file stands in the report's folder."),
        ]
        for row, (name, text) in enumerate(lines, 2):
            self._write(sheet, row, 0, name, self._head if name else self._plain)
            self._write(sheet, row, 1, text, self._wrapped)
        self._print(sheet, fit_height=True)

    def matrix(self) -> None:
        found = self._found
        fixed = [("Council", 34), ("Type", 12), ("County", 16), ("Review", 26)]
        sheet = self._begin("Matrix", "Coverage", "Choose a cell to read the clause behind it.")
        for column, (name, width) in enumerate(fixed):
            sheet.set_column(column, column, width, self._plain)
            self._write(sheet, _HEADS_AT, column, name, self._head)
        first = len(fixed)
        last = first + len(found.provisions) - 1
        for column, provision in enumerate(found.provisions, first):
            sheet.set_column(column, column, 9, self._plain)
            address = addresses.provision_page(provision.id)
            self._linked(sheet, _HEADS_AT, column, address, provision.title, self._turned)
        sheet.set_row(_HEADS_AT, 170)
        linked = len(found.docs) * (len(found.provisions) + 1) <= _LINK_LIMIT
        for row, doc in enumerate(found.docs, _HEADS_AT + 1):
            source, review = found.sources[doc], found.reviews[doc]
            page = addresses.council_page(doc)
            self._linked(sheet, row, 0, page, found.names[doc], self._link)
            self._write(sheet, row, 1, council_type_of(found.findings, source) or "")
            self._write(sheet, row, 2, source.county or "")
            self._write(sheet, row, 3, wording.status(review), self._statuses[review.status])
            for column, provision in enumerate(found.provisions, first):
                level = found.level(doc, provision.id)
                word, look = wording.LEVELS[level], self._levels[level]
                if linked:
                    anchor = addresses.provision_anchor(provision.id)
                    self._linked(sheet, row, column, f"{page}#{anchor}", word, look)
                else:
                    self._write(sheet, row, column, word, look)
        self._finish(sheet, len(found.docs), last + 1, frozen=1)

    def evidence(self) -> None:
        found = self._found
        rows = []
        for doc in found.docs:
            for provision in found.provisions:
                cell = found.cells[doc, provision.id]
                if cell.level not in {Level.RULES, Level.MENTION}:
                    continue
                clause = found.clause.get((doc, cell.clauses[0])) if cell.clauses else None
                where = place(clause.label, clause.address, cell.page) if clause else ""
                href = addresses.clause(doc, clause.n) if clause else addresses.council_page(doc)
                rows.append(
                    (
                        (found.names[doc], provision.title, cell.level, where, href),
                        (cell.quote, cell.points_to or "", str(max(0, len(cell.clauses) - 1))),
                    )
                )
        sheet = self._begin("Evidence", "Evidence", "The strongest clause behind each cell.")
        self._heads(
            sheet,
            ("Council", 34),
            ("Provision", 34),
            ("Level", 10),
            ("Where", 22),
            ("Words", 90),
            ("Points to", 24),
            ("More clauses", 10),
        )
        for row, ((name, title, level, where, href), rest) in enumerate(rows, _HEADS_AT + 1):
            self._write(sheet, row, 0, name, self._wrapped)
            self._write(sheet, row, 1, title, self._wrapped)
            self._write(sheet, row, 2, wording.LEVELS[level], self._levels[level])
            if len(rows) <= _LINK_LIMIT:
                self._linked(sheet, row, 3, href, where, self._link)
            else:
                self._write(sheet, row, 3, where, self._wrapped)
            quote, points_to, more = rest
            self._write(sheet, row, 4, quote, self._wrapped)
            self._write(sheet, row, 5, points_to, self._wrapped)
            sheet.write_number(row, 6, int(more), self._plain)
        self._finish(sheet, len(rows), 7, frozen=2)

    def dates(self) -> None:
        found = self._found
        sheet = self._begin("Dates", "Dates and reviews", "Dates are as precise as stated.")
        self._heads(
            sheet,
            ("Council", 34),
            ("Title", 34),
            ("Status", 26),
            ("Days overdue", 10),
            ("Review due", 20),
            ("Where the date is from", 24),
            ("Last reviewed", 18),
            ("Adopted", 18),
            ("How often", 20),
            ("Approved by", 22),
            ("Minute", 14),
            ("Version", 9),
            ("Remarks", 40),
            ("Words behind it", 80),
        )
        for row, doc in enumerate(found.docs, _HEADS_AT + 1):
            review = found.reviews[doc]
            page = f"{addresses.council_page(doc)}#" + (
                "dates" if doc in found.readable else "main"
            )
            self._linked(sheet, row, 0, page, found.names[doc], self._link)
            self._write(sheet, row, 1, review.title or "", self._wrapped)
            self._write(sheet, row, 2, wording.status(review), self._statuses[review.status])
            if review.days_overdue is not None:
                sheet.write_number(row, 3, review.days_overdue, self._plain)
            last, adopted = review.last_reviewed, review.adopted
            texts = (
                wording.due(review),
                wording.due_basis(review),
                "" if last is None else wording.stated(last),
                "" if adopted is None else wording.stated(adopted),
                wording.cadence(review),
                review.approved_by or "",
                review.minute_ref or "",
                review.version or "",
                " ".join(wording.flag(flag) for flag in review.flags),
                " | ".join(f"{wording.field(n)}: {e.quote}" for n, e in review.evidence),
            )
            for column, text in enumerate(texts, 4):
                self._write(sheet, row, column, text, self._wrapped)
        self._finish(sheet, len(found.docs), 14, frozen=1)

    def defects(self) -> None:
        found = self._found
        sheet = self._begin("Defects", "Drafting defects", "Each with the words in question.")
        self._heads(
            sheet, ("Council", 34), ("Defect", 30), ("Where", 20), ("What", 60), ("Words", 70)
        )
        row = _HEADS_AT
        for doc in found.docs:
            for defect in found.defects.get(doc, ()):
                row += 1
                words = defect.evidence
                clause = found.clause.get((doc, words.n)) if words.n is not None else None
                where = place(clause.label, clause.address, words.page) if clause else ""
                href = addresses.clause(doc, clause.n) if clause else addresses.council_page(doc)
                self._write(sheet, row, 0, found.names[doc], self._wrapped)
                self._write(sheet, row, 1, wording.DEFECTS[defect.kind], self._wrapped)
                if row <= _LINK_LIMIT:
                    self._linked(sheet, row, 2, href, where or "document", self._link)
                else:
                    self._write(sheet, row, 2, where, self._wrapped)
                self._write(sheet, row, 3, defect.detail, self._wrapped)
                self._write(sheet, row, 4, words.quote, self._wrapped)
        self._finish(sheet, row - _HEADS_AT, 5, frozen=1)

    def _begin(self, name: str, title: str, note: str) -> Any:
        sheet = self._book.add_worksheet(name)
        as_of = wording.day(self._found.findings.as_of)
        self._write(sheet, 0, 0, title, self._title)
        self._write(sheet, 1, 0, f"As of {as_of}. {note}", self._plain)
        return sheet

    def _heads(self, sheet: Any, *heads: tuple[str, int]) -> None:
        for column, (name, width) in enumerate(heads):
            sheet.set_column(column, column, width, self._plain)
            self._write(sheet, _HEADS_AT, column, name, self._head)

    def _finish(self, sheet: Any, rows: int, columns: int, *, frozen: int) -> None:
        sheet.freeze_panes(_HEADS_AT + 1, frozen)
        sheet.autofilter(_HEADS_AT, 0, _HEADS_AT + max(rows, 1), columns - 1)
        sheet.repeat_rows(_HEADS_AT)
        sheet.repeat_columns(0)
        self._print(sheet)

    def _print(self, sheet: Any, *, fit_height: bool = False) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 1 if fit_height else 0)
        sheet.set_footer("&L&A&RPage &P of &N")

    def _write(self, sheet: Any, row: int, column: int, text: str, look: Any = None) -> None:
        plain = shortened(shown(text), _CELL_LIMIT, _CUT)
        sheet.write_string(row, column, plain, look or self._plain)

    def _linked(self, sheet: Any, row: int, column: int, to: str, text: str, look: Any) -> None:
        plain = shortened(shown(text), _CELL_LIMIT, _CUT)
        sheet.write_url(row, column, f"external:{to}", look, plain)

