"""How are the findings handed to people who work in Excel?

Sheets for what this is, the coverage matrix, the evidence, the shares, the dates, the defects, what
could not be read and which clauses may be the same, and one to fill in with what is to be
corrected. Words from documents are always written as text, never as formulas, links or numbers.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pipeline.model import CorrectionKind, Evidence, Findings, Level, Review, ReviewStatus
from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup, council_type_of, lookup
from pipeline.report.pages.corrections import (
    document_choices,
    item_choices,
    kind_choices,
    value_choices,
)
from pipeline.report.pages.suggestions import suggestions
from pipeline.report.pages.unread import reading_of
from pipeline.report.readings import place
from pipeline.report.safe_text import shortened, shown

_CELL_LIMIT = 32_767  # characters that Excel takes in a cell
_CUT = " … [cut here: the whole text is on the council's page and in data/]"
_LINK_LIMIT = 60_000  # Excel takes 65,530 links in a sheet; beyond this there are none
_HEADS_AT = 3  # row of the column heads, below a title and a note
_LINE_PT = 13.5  # height of a line of text
_MOST_LINES = 12  # shown of a cell; the rest shows when the cell is opened
_ROWS_TO_FILL = 200  # of the sheet of corrections
_MOST_PAIRS = 2_000  # of clauses that may be the same, of each sort; the rest are in the data
_CORRECTION_HEADS = (
    ("Who", 16),
    ("When", 12),
    ("Document", 34),
    ("Quote", 60),
    ("Words before", 20),
    ("Words after", 20),
    ("What", 26),
    ("Item", 34),
    ("Value", 24),
    ("Reason", 34),
)
_A3, _A4 = 8, 9

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
class _Entry:
    """What stands in a cell. `value` is a text, or a number that is ours, not a document's."""

    value: str | int | float | None
    look: Any = None  # None: wrapped text
    to: str = ""  # address of a page


def workbook(findings: Findings, *, doubtful_below: float = 0.0) -> bytes:
    """Make the workbook.

    Its links lead to the site's pages, so it belongs into the report's folder.

    Args:
        findings: All findings of a run.
        doubtful_below: How sure text recognition must be for a clause not to be in doubt.

    Returns:
        An XLSX file. The same findings give the same bytes.
    """
    import xlsxwriter

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
            "title": shown(wording.report_title(findings.codebook)),
            "subject": f"As of {wording.day(findings.as_of)}",
            "created": datetime(2000, 1, 1, tzinfo=UTC),  # fixed: the same findings, same bytes
        }
    )
    sheets = _Sheets(book, lookup(findings, doubtful_below=doubtful_below))
    sheets.read_me()
    sheets.matrix()
    sheets.evidence()
    sheets.prevalence()
    sheets.dates()
    sheets.defects()
    sheets.not_read()
    sheets.suggestions()
    sheets.corrections()
    book.close()
    return data.getvalue()


class _Sheets:
    """The sheets of one workbook, which share their formats."""

    def __init__(self, book: Any, found: Lookup) -> None:
        self._book = book
        self._found = found
        self._plain = book.add_format(_BASE)
        self._wrapped = book.add_format({**_BASE, "text_wrap": True})
        self._bold = book.add_format({**_BASE, "bold": True})
        self._title = book.add_format({**_BASE, "font_size": 16, "bold": True})
        self._head = book.add_format(
            {
                **_BASE,
                "bold": True,
                "text_wrap": True,
                "valign": "bottom",
                "bottom": 2,
                "bg_color": "#F3F5F7",
            }
        )
        self._turned = book.add_format(
            {**_BASE, **_EDGE, "rotation": 90, "align": "center", "valign": "bottom"}
        )
        self._link = book.add_format(
            {**_BASE, "font_color": "#0F5499", "underline": 1, "text_wrap": True}
        )
        self._share = book.add_format({**_BASE, "num_format": "0%"})
        self._levels = {
            level: book.add_format({**_BASE, **_EDGE, "align": "center", **fill})
            for level, fill in _FILLS.items()
        }
        self._statuses = {
            status: book.add_format({**_BASE, "bold": True, "text_wrap": True, **fill})
            for status, fill in _STATUS_FILLS.items()
        }

    def read_me(self) -> None:
        found, run = self._found, self._found.findings
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
            ("Sheet Prevalence", "How many have rules, by type, county and country."),
            ("Sheet Dates", "Adopted, last reviewed, due for review, and the words behind it."),
            ("Sheet Defects", "Things that a clerk may want to put right."),
            ("Sheet Not read", "Files that could not be read, or not surely, and what to do."),
            ("Sheet May be the same", "Clauses that may say the same, with rows for Corrections."),
            ("Sheet Corrections", "To fill in, and what became of earlier corrections."),
            ("", ""),
            *((word, wording.LEVEL_MEANINGS[level]) for level, word in wording.LEVELS.items()),
            ("Rules?", "With a question mark: the wording leaves the level open; check it."),
            ("", ""),
            *(
                (word, wording.STATUS_MEANINGS[status])
                for status, word in wording.STATUSES.items()
                if status is not ReviewStatus.UNREADABLE
            ),
            ("", ""),
            ("Limits", "Made by rules and a trained coder, not checked by hand."),
            ("", "Follow each finding to its clause before you rely on it."),
            ("", "A council that is silent here may have a rule in another document."),
            ("Links", "They work while this file stands in the report's folder."),
        ]
        sheet = self._book.add_worksheet("Read me")
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 20, self._plain)
        sheet.set_column(1, 1, 100, self._plain)
        sheet.set_row(0, 26)
        title = wording.report_title(self._found.findings.codebook)
        self._put(sheet, 0, 0, _Entry(title, self._title))
        for row, (name, text) in enumerate(lines, 2):
            self._put(sheet, row, 0, _Entry(name, self._bold))
            self._put(sheet, row, 1, _Entry(text, self._plain))
        self._set_page(sheet, _A4)

    def matrix(self) -> None:
        found = self._found
        heads = (("Council", 44), ("Type", 11), ("County", 16), ("Review", 30))
        sheet = self._begin("Matrix", "Coverage", "Choose a cell to read the clause behind it.")
        self._put_heads(sheet, heads)
        sheet.set_row(_HEADS_AT, 230)  # the longest title of a provision, turned
        first = len(heads)
        last = first + len(found.provisions) - 1
        if found.provisions:
            sheet.set_column(first, last, 8.5, self._plain)
        for column, provision in enumerate(found.provisions, first):
            to = addresses.provision_page(provision.id)
            self._put(sheet, _HEADS_AT, column, _Entry(provision.title, self._turned, to))
        linked = len(found.docs) * (len(found.provisions) + 1) <= _LINK_LIMIT
        for row, doc in enumerate(found.docs, _HEADS_AT + 1):
            source, review = found.sources[doc], found.reviews[doc]
            page = addresses.council_page(doc)
            kind = council_type_of(found.findings, source) or ""
            entries = [
                _Entry(found.names[doc], self._link, page),
                _Entry(kind.capitalize()),
                _Entry(source.county or ""),
                _Entry(wording.status(review), self._statuses[review.status]),
            ]
            for provision in found.provisions:
                cell = found.cells[doc, provision.id]
                to = addresses.cell(doc, provision.id) if linked else ""
                entries.append(_Entry(wording.cell(cell), self._levels[cell.level], to))
            self._put_row(sheet, row, entries, heads)
        self._finish(sheet, len(found.docs), last + 1, paper=_A3)

    def evidence(self) -> None:
        found = self._found
        heads = (
            ("Council", 34),
            ("Provision", 34),
            ("Level", 10),
            ("Where", 22),
            ("Words", 90),
            ("Points to", 24),
            ("More clauses", 10),
            ("From", 32),
            ("To be checked", 28),
        )
        rows = []
        for doc in found.docs:
            for provision in found.provisions:
                cell = found.cells[doc, provision.id]
                if cell.level not in {Level.RULES, Level.MENTION}:
                    continue
                n = cell.clauses[0] if cell.clauses else None
                where, to = self._place_of(doc, n, cell.page)
                rows.append(
                    [
                        _Entry(found.names[doc]),
                        _Entry(provision.title),
                        _Entry(wording.LEVELS[cell.level], self._levels[cell.level]),
                        _Entry(where, self._link, to),
                        _Entry(cell.quote),
                        _Entry(cell.points_to or ""),
                        _Entry(max(0, len(cell.clauses) - 1)),
                        _Entry(wording.BASES[cell.basis] if cell.basis else ""),
                        _Entry(wording.cell_to_check(cell)),
                    ]
                )
        self._put_table("Evidence", "The strongest clause behind each cell.", heads, rows)

    def prevalence(self) -> None:
        heads = (
            ("Provision", 40),
            ("By", 18),
            ("Group", 24),
            ("With rules", 11),
            ("Of", 8),
            ("Share", 9),
            ("95% interval", 15),
            ("With rules, certain cells", 13),
            ("Of certain cells", 10),
            ("Not read", 9),
            ("Not concerned", 11),
        )
        rows = [
            [
                _Entry(self._found.titles[row.provision]),
                _Entry(wording.GROUPINGS[row.by]),
                _Entry(wording.group(row)),
                _Entry(row.rules),
                _Entry(row.read),
                _Entry(row.share, self._share),
                _Entry(wording.interval(row)),
                _Entry(row.certain_rules),
                _Entry(row.certain),
                _Entry(row.unreadable),
                _Entry(row.unconcerned),
            ]
            for row in self._found.findings.prevalence
        ]
        note = "Documents with rules, of those that could be read and that a provision concerns."
        self._put_table("Prevalence", note, heads, rows)

    def dates(self) -> None:
        heads = (
            ("Council", 34),
            ("Title", 30),
            ("Status", 26),
            ("Days overdue", 9),
            ("Review due", 18),
            ("Where that date is from", 24),
            ("Last reviewed", 18),
            ("Adopted", 18),
            ("How often", 18),
            ("Approved by", 20),
            ("Minute", 12),
            ("Version", 8),
            ("Remarks", 34),
            ("To be checked", 44),
            ("Words behind it", 80),
        )
        rows = [self._dates_of(self._found.reviews[doc]) for doc in self._found.docs]
        self._put_table("Dates", "Dates are as precise as they were stated.", heads, rows, _A3)

    def defects(self) -> None:
        found = self._found
        heads = (("Council", 34), ("Defect", 30), ("Where", 22), ("What", 60), ("Words", 70))
        rows = []
        for doc in found.docs:
            for defect in found.defects.get(doc, ()):
                words = defect.evidence
                where, to = self._place_of(doc, words.n, words.page)
                rows.append(
                    [
                        _Entry(found.names[doc]),
                        _Entry(wording.DEFECTS[defect.kind]),
                        _Entry(where, self._link, to),
                        _Entry(defect.detail),
                        _Entry(words.quote),
                    ]
                )
        self._put_table("Defects", "Each with the words in question.", heads, rows)

    def not_read(self) -> None:
        found = self._found
        heads = (
            ("Council", 34),
            ("File", 30),
            ("What happened", 24),
            ("Why", 60),
            ("What to do", 34),
            ("To the council", 70),
            ("Published at", 40),
        )
        reading = reading_of(found)
        rows = [
            [
                _Entry(line.name, self._link, line.href),
                _Entry(line.file),
                _Entry(line.state),
                _Entry(line.reason),
                _Entry(group.title),
                _Entry(line.letter),
                _Entry(line.url or ""),
            ]
            for group in reading.groups
            for line in group.sources
        ]
        rows += [
            [
                _Entry(line.name, self._link, line.href),
                _Entry(line.file),
                _Entry("Read, with something in doubt"),
                _Entry("\n".join(line.doubts)),
                _Entry("Compare its words with the file"),
                _Entry(""),
                _Entry(addresses.web_address(found.sources[line.doc].url) or ""),
            ]
            for line in reading.doubtful
        ]
        rows += [
            [
                _Entry(line.name, self._link, line.href),
                _Entry(line.file),
                _Entry("The same file as another"),
                _Entry("It has the same bytes, and is counted once."),
                _Entry("Take one away, if it is a mistake"),
                _Entry(""),
                _Entry(addresses.web_address(found.sources[line.doc].url) or ""),
            ]
            for line in reading.twice
        ]
        counts = [f"{ending.words}: {ending.count:,}" for ending in reading.endings]
        note = f"{wording.counted(reading.sources, 'source')}. {'; '.join(counts)}."
        self._put_table("Not read", note, heads, rows, _A3)

    def suggestions(self) -> None:
        """Write pairs of clauses to judge, each as a row that can be copied into corrections."""
        found = self._found
        documents = dict(zip(found.docs, document_choices(found), strict=True))
        (same_clause,) = (kind for kind in kind_choices() if f"({CorrectionKind.FAMILY})" in kind)
        heads = (
            *_CORRECTION_HEADS,
            ("State", 24),
            ("How sure", 30),
            ("Council", 34),
            ("Where", 22),
            ("Clause", 70),
            ("Other council", 34),
            ("Where there", 22),
            ("Clause there", 70),
        )
        judged = suggestions(found, _MOST_PAIRS)
        rows = []
        for state, pairs in (
            ("Not joined", judged.suggested),
            ("Joined, to be confirmed", judged.joined),
        ):
            for pair in pairs:
                who, when, doc, quote, prefix, suffix, _, other, value, why = pair.same.row
                said = (who, when, documents[doc], quote, prefix, suffix, same_clause)
                rows.append(
                    [
                        *map(_Entry, (*said, documents[other], value, why)),
                        _Entry(state),
                        _Entry(pair.sure),
                        *(
                            entry
                            for side in pair.sides
                            for entry in (
                                _Entry(side.name),
                                _Entry(side.quote.place, self._link, side.quote.href),
                                _Entry(side.quote.text),
                            )
                        ),
                    ]
                )
        note = (
            "Clauses that may say the same in other words. If they do, copy the first ten cells of "
            "the row into the sheet Corrections and write who you are, the day and why."
        )
        self._put_table("May be the same", note, heads, rows, _A3)

    def corrections(self) -> None:
        """Write what people have corrected, and rows in which they can go on."""
        found = self._found
        heads = (*_CORRECTION_HEADS, ("Outcome", 16), ("What became of it", 50))
        documents = dict(zip(found.docs, document_choices(found), strict=True))
        rows = [
            [
                _Entry(each.correction.who),
                _Entry(each.correction.when),
                _Entry(documents.get(each.correction.doc, each.correction.doc)),
                _Entry(each.correction.quote),
                _Entry(each.correction.prefix),
                _Entry(each.correction.suffix),
                _Entry(each.correction.what),
                _Entry(each.correction.item),
                _Entry(each.correction.value),
                _Entry(each.correction.reason),
                _Entry(wording.OUTCOMES[each.outcome]),
                _Entry(each.note),
            ]
            for each in found.findings.corrections
            if each.correction.line  # else it is the file that could not be read
        ]
        note = (
            "To correct something, fill in a row below: who, when, the document, some words of the "
            "clause, what is wrong, what is right, and why. Save this workbook as corrections.xlsx "
            "in the folder of the documents; the next build reads it."
        )
        sheet = self._begin("Corrections", "Corrections", note)
        self._put_heads(sheet, heads)
        for row, entries in enumerate(rows, _HEADS_AT + 1):
            self._put_row(sheet, row, entries, heads)
        first = _HEADS_AT + 1 + len(rows)
        last = first + _ROWS_TO_FILL - 1
        as_text = self._book.add_format({**_BASE, "text_wrap": True, "num_format": "@"})
        as_day = self._book.add_format({**_BASE, "num_format": "dd/mm/yyyy"})
        for row in range(first, last + 1):
            for column in range(len(heads) - 2):
                sheet.write_blank(row, column, None, as_day if column == 1 else as_text)
        choices = {
            2: document_choices(found),
            6: kind_choices(),
            7: (*item_choices(found), *document_choices(found)),
            8: value_choices(),
        }
        self._put_choices(sheet, choices, (_HEADS_AT + 1, last))
        self._finish(sheet, len(rows) + _ROWS_TO_FILL, len(heads), paper=_A3)

    def _put_choices(
        self, sheet: Any, choices: Mapping[int, Sequence[str]], rows: tuple[int, int]
    ) -> None:
        """Let people choose in columns; what stands in no list may be typed all the same."""
        lists = self._book.add_worksheet("Choices")
        lists.hide()
        for letter, (column, values) in zip("ABCD", choices.items(), strict=True):
            for row, value in enumerate(values):
                self._put(lists, row, "ABCD".index(letter), _Entry(value, self._plain))
            sheet.data_validation(
                rows[0],
                column,
                rows[1],
                column,
                {
                    "validate": "list",
                    "source": f"=Choices!${letter}$1:${letter}${max(1, len(values))}",
                    "error_type": "information",
                    "error_title": "Not in the list",
                    "error_message": "It is kept as you typed it.",
                },
            )

    def _dates_of(self, review: Review) -> list[_Entry]:
        found, last, adopted = self._found, review.last_reviewed, review.adopted
        page = addresses.council_page(review.doc)
        anchor = "#dates" if found.is_readable(review.doc) else ""
        return [
            _Entry(found.names[review.doc], self._link, page + anchor),
            _Entry(review.title or ""),
            _Entry(wording.status(review), self._statuses[review.status]),
            _Entry(review.days_overdue),
            _Entry(wording.due(review)),
            _Entry(wording.due_basis(review)),
            _Entry("" if last is None else wording.stated(last)),
            _Entry("" if adopted is None else wording.stated(adopted)),
            _Entry(wording.cadence(review)),
            _Entry(review.approved_by or ""),
            _Entry(review.minute_ref or ""),
            _Entry(review.version or ""),
            _Entry(" ".join(wording.flag(flag) for flag in review.flags)),
            _Entry("\n".join(_to_check(review))),
            _Entry("\n".join(_said(name, evidence) for name, evidence in review.evidence)),
        ]

    def _place_of(self, doc: str, n: int | None, page: int | None) -> tuple[str, str]:
        clause = self._found.clause.get((doc, n)) if n is not None else None
        if clause is None:
            return "document", addresses.council_page(doc)
        return place(clause.label, clause.address, page), addresses.clause(doc, clause.n)

    def _put_table(
        self,
        name: str,
        note: str,
        heads: Sequence[tuple[str, float]],
        rows: Sequence[Sequence[_Entry]],
        paper: int = _A4,
    ) -> None:
        sheet = self._begin(name, name, note)
        self._put_heads(sheet, heads)
        linked = len(rows) <= _LINK_LIMIT
        for row, entries in enumerate(rows, _HEADS_AT + 1):
            kept = entries if linked else [_Entry(e.value, e.look) for e in entries]
            self._put_row(sheet, row, kept, heads)
        self._finish(sheet, len(rows), len(heads), paper=paper)

    def _begin(self, name: str, title: str, note: str) -> Any:
        sheet = self._book.add_worksheet(name)
        as_of = wording.day(self._found.findings.as_of)
        sheet.set_row(0, 26)
        self._put(sheet, 0, 0, _Entry(title, self._title))
        self._put(sheet, 1, 0, _Entry(f"As of {as_of}. {note}", self._plain))
        return sheet

    def _put_heads(self, sheet: Any, heads: Sequence[tuple[str, float]]) -> None:
        sheet.set_row(_HEADS_AT, 2 * _LINE_PT)
        for column, (name, width) in enumerate(heads):
            sheet.set_column(column, column, width, self._plain)
            self._put(sheet, _HEADS_AT, column, _Entry(name, self._head))

    def _put_row(
        self, sheet: Any, row: int, entries: Sequence[_Entry], heads: Sequence[tuple[str, float]]
    ) -> None:
        """Write a row, as high as its text needs: not every program works that out on opening."""
        lines = [1]
        for (_, width), entry in zip(heads, entries, strict=False):
            if isinstance(entry.value, str):
                room = width * 1.1  # letters: a column's width is counted in figures
                parts = entry.value[: int(room) * _MOST_LINES].split("\n")
                lines.append(sum(1 + int(len(part) / room) for part in parts))
        sheet.set_row(row, _LINE_PT * min(max(lines), _MOST_LINES) + 2)
        for column, entry in enumerate(entries):
            self._put(sheet, row, column, entry)

    def _put(self, sheet: Any, row: int, column: int, entry: _Entry) -> None:
        look = entry.look or self._wrapped
        if isinstance(entry.value, int | float):
            sheet.write_number(row, column, entry.value, look)
            return
        text = shortened(shown(entry.value or ""), _CELL_LIMIT, _CUT)
        if entry.to and text:
            sheet.write_url(row, column, f"external:{entry.to}", look, text)
        else:
            sheet.write_string(row, column, text, look)

    def _finish(self, sheet: Any, rows: int, columns: int, *, paper: int) -> None:
        sheet.freeze_panes(_HEADS_AT + 1, 1)
        sheet.autofilter(_HEADS_AT, 0, _HEADS_AT + max(rows, 1), columns - 1)
        sheet.repeat_rows(_HEADS_AT)
        self._set_page(sheet, paper)

    def _set_page(self, sheet: Any, paper: int) -> None:
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&RPage &P of &N")


def _to_check(review: Review) -> Iterator[str]:
    """Yield a line for each date, interval or status that a person should compare."""
    for field in dict.fromkeys(field for field, _ in review.doubts):
        reasons = wording.to_check(review, field).partition(": ")[2]
        yield f"{wording.field(field)}: {reasons}"


def _said(name: str, evidence: Evidence) -> str:
    return f"{wording.field(name)}: {evidence.quote}"
