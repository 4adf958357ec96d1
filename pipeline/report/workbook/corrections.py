"""The sheets on which people say what is right: corrections, and pairs of clauses to judge."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from pipeline.model import CorrectionKind
from pipeline.report import wording
from pipeline.report.pages.corrections import (
    document_choices,
    item_choices,
    kind_choices,
    value_choices,
)
from pipeline.report.pages.suggestions import suggestions
from pipeline.report.workbook.book import HEADS_AT, Book, Entry

_ROWS_TO_FILL = 200
_MOST_PAIRS = 2_000  # of clauses that may be the same, of each sort; the rest are in the data
_HEADS = (
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


def suggested(book: Book) -> None:
    """Write pairs of clauses to judge, each as a row that can be copied into corrections."""
    found = book.found
    documents = dict(zip(found.docs, document_choices(found), strict=True))
    (same_clause,) = (kind for kind in kind_choices() if f"({CorrectionKind.FAMILY})" in kind)
    heads = (
        *_HEADS,
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
                    *map(Entry, (*said, documents[other], value, why)),
                    Entry(state),
                    Entry(pair.sure),
                    *(
                        entry
                        for side in pair.sides
                        for entry in (
                            Entry(side.name),
                            Entry(side.quote.place, book.link, side.quote.href),
                            Entry(side.quote.text),
                        )
                    ),
                ]
            )
    note = (
        "Clauses that may say the same in other words. If they do, copy the first ten cells of "
        "the row into the sheet Corrections and write who you are, the day and why."
    )
    book.table("May be the same", note, heads, rows, count=len(rows), links=2)


def corrections(book: Book) -> None:
    """Write what people have corrected, and rows in which they can go on."""
    found = book.found
    heads = (*_HEADS, ("Outcome", 16), ("What became of it", 50))
    documents = dict(zip(found.docs, document_choices(found), strict=True))
    rows = [
        [
            Entry(each.correction.who),
            Entry(each.correction.when),
            Entry(documents.get(each.correction.doc, each.correction.doc)),
            Entry(each.correction.quote),
            Entry(each.correction.prefix),
            Entry(each.correction.suffix),
            Entry(each.correction.what),
            Entry(each.correction.item),
            Entry(each.correction.value),
            Entry(each.correction.reason),
            Entry(wording.OUTCOMES[each.outcome]),
            Entry(each.note),
        ]
        for each in found.findings.corrections
        if each.correction.line  # else it is the file that could not be read
    ]
    note = (
        "To correct something, fill in a row below: who, when, the document, some words of the "
        "clause, what is wrong, what is right, and why. Save this workbook as corrections.xlsx "
        "in the folder of the documents; the next build reads it."
    )
    sheet = book.begin("Corrections", "Corrections", note)
    book.put_heads(sheet, heads)
    for row, entries in enumerate(rows, HEADS_AT + 1):
        book.put_row(sheet, row, entries, heads)
    first = HEADS_AT + 1 + len(rows)
    last = first + _ROWS_TO_FILL - 1
    as_text = book.look(text_wrap=True, num_format="@")
    as_day = book.look(num_format="dd/mm/yyyy")
    for row in range(first, last + 1):
        for column in range(len(heads) - 2):
            sheet.write_blank(row, column, None, as_day if column == 1 else as_text)
    choices = {
        2: document_choices(found),
        6: kind_choices(),
        7: (*item_choices(found), *document_choices(found)),
        8: value_choices(),
    }
    _put_choices(book, sheet, choices, (HEADS_AT + 1, last))
    book.finish(sheet, len(rows) + _ROWS_TO_FILL, [width for _, width in heads])


def _put_choices(
    book: Book, sheet: Any, choices: Mapping[int, Sequence[str]], rows: tuple[int, int]
) -> None:
    """Let people choose in columns; what stands in no list may be typed all the same."""
    lists = book.book.add_worksheet("Choices")
    lists.hide()
    # row by row, since a large workbook puts each aside as it is written
    for row, chosen in enumerate(zip_longest(*choices.values())):
        for column, value in enumerate(chosen):
            if value is not None:
                book.put(lists, row, column, Entry(value, book.plain))
    for letter, (column, values) in zip("ABCD", choices.items(), strict=True):
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
