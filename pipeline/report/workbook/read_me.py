"""The first sheet: what this is, what each sheet holds, and how to send corrections back."""

from pipeline.model import ReviewStatus
from pipeline.report import wording
from pipeline.report.workbook.book import Book, Entry

_SHEETS = (
    ("Councils", "A line a council: status, counts, template, file. Choose a name to open it."),
    ("Matrix", "Which document covers which provision. Choose a cell to open it."),
    ("Evidence", "The clause behind each cell of the matrix. Filter it by provision or level."),
    ("Prevalence", "How many have rules, by type, county and country, with 95% intervals."),
    ("Dates", "Adopted, last reviewed, due for review, and the words behind it."),
    ("Defects", "Things that a clerk may want to put right."),
    ("Differences", "Clauses that ask for more, less or something else than most readings."),
    ("Shared templates", "Which documents have wording in common, and how much."),
    ("Not read", "Files that could not be read, or not surely, and what to do."),
    ("May be the same", "Clauses that may say the same, with rows for Corrections."),
    ("Corrections", "To fill in, and what became of earlier corrections."),
)

_CORRECTING = (
    ("1", "Go to the sheet Corrections and fill in a row for each thing that is wrong."),
    ("2", "Choose the document, what is wrong and what is right from the lists in the cells."),
    ("3", "Copy some words of the clause from the council's page into Quote, and say why."),
    ("4", "Save the workbook as corrections.xlsx in the folder of the documents and build again,"),
    ("", "or send it to whoever makes this report. The new report says what became of each row."),
)


def read_me(book: Book) -> None:
    """Write the sheet; the names of sheets lead to them."""
    found, run = book.found, book.found.findings
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
        ("Sheets", ""),
        *_SHEETS,
        ("", ""),
        ("Levels", "In colour and in words, so that it may be printed in grey."),
        *((word, wording.LEVEL_MEANINGS[level]) for level, word in wording.LEVELS.items()),
        ("Rules?", "With a question mark: the wording leaves the level open; check it."),
        ("", ""),
        ("Review status", "It holds for the day above."),
        *(
            (word, wording.STATUS_MEANINGS[status])
            for status, word in wording.STATUSES.items()
            if status is not ReviewStatus.UNREADABLE
        ),
        ("", ""),
        ("Corrections", "How to send them:"),
        *_CORRECTING,
        ("", ""),
        ("Limits", "Made by rules and a trained coder, not checked by hand."),
        ("", "Follow each finding to its clause before you rely on it."),
        ("", "A council that is silent here may have a rule in another document."),
        ("Links", "They work while this file stands in the report's folder."),
    ]
    sheet = book.book.add_worksheet("Read me")
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 20, book.plain)
    sheet.set_column(1, 1, 100, book.plain)
    sheet.set_row(0, 26)
    book.put(sheet, 0, 0, Entry(book.title, book.heading))
    names = {name for name, _ in _SHEETS}
    listed = False
    for row, (name, text) in enumerate(lines, 2):
        listed = name == "Sheets" or (listed and name != "")
        if listed and name in names:
            sheet.write_url(row, 0, f"internal:'{name}'!A1", book.link, name)
        else:
            book.put(sheet, row, 0, Entry(name, book.bold))
        book.put(sheet, row, 1, Entry(text, book.plain))
    book.set_page(sheet, 120)
