"""The sheets on what is regulated: the matrix, the evidence behind it, and the shares."""

from collections.abc import Iterator

from pipeline.model import Cell, Level
from pipeline.report import addresses, wording
from pipeline.report.lookup import council_type_of
from pipeline.report.safe_text import shown
from pipeline.report.workbook.book import HEADS_AT, LINK_LIMIT, Book, Entry

_LETTER_PT = 5.4  # height that a letter of a turned title takes


def matrix(book: Book) -> None:
    """Write which document covers which provision, a word and a shade in each cell."""
    found = book.found
    heads = (("Council", 32), ("Type", 11), ("County", 16), ("With rules", 7))
    linked = len(found.docs) * (len(found.provisions) + 1) <= LINK_LIMIT
    note = (
        "Choose a cell to read the clause behind it."
        if linked
        else ("With so many councils only their names are links; the sheet Evidence has the words.")
    )
    sheet = book.begin("Matrix", "Coverage", f"{note} With rules: of those that concern it.")
    longest = max((len(shown(provision.title)) for provision in found.provisions), default=0)
    book.put_heads(sheet, heads, min(230.0, max(60.0, _LETTER_PT * longest + 10)))
    first = len(heads)
    last = first + len(found.provisions) - 1
    if found.provisions:
        sheet.set_column(first, last, 8.5, book.plain)
    for column, provision in enumerate(found.provisions, first):
        to = addresses.provision_page(provision.id)
        book.put(sheet, HEADS_AT, column, Entry(provision.title, book.turned, to))
    for row, doc in enumerate(found.docs, HEADS_AT + 1):
        source = found.sources[doc]
        cells = [found.cells[doc, provision.id] for provision in found.provisions]
        read = found.is_readable(doc)
        rules = sum(cell.level is Level.RULES and cell.concerned for cell in cells)
        entries = [
            book.council(doc),
            Entry((council_type_of(found.findings, source) or "").capitalize()),
            Entry(source.county or ""),
            Entry(rules if read else "", book.plain),
        ]
        for cell in cells:
            to = addresses.cell(doc, cell.provision) if linked else ""
            entries.append(Entry(wording.cell(cell), book.levels[cell.level], to))
        book.put_row(sheet, row, entries, heads)
    widths = [width for _, width in heads] + [8.5] * len(found.provisions)
    book.finish(sheet, len(found.docs), widths)


def evidence(book: Book) -> None:
    """Write a row for each document and provision, with the strongest clause."""
    heads = (
        ("Council", 34),
        ("Provision", 34),
        ("Level", 10),
        ("Where", 22),
        ("Words", 90),
        ("Points to", 24),
        ("More clauses", 9),
        ("From", 32),
        ("To be checked", 28),
    )
    found = book.found
    note = "The strongest clause behind each cell. Where a document is silent, there is none."
    count = len(found.docs) * len(found.provisions)
    book.table("Evidence", note, heads, _evidence(book), count=count)


def _evidence(book: Book) -> Iterator[list[Entry]]:
    found = book.found
    for doc in found.docs:
        for provision in found.provisions:
            cell = found.cells[doc, provision.id]
            yield [
                Entry(found.names[doc]),
                Entry(provision.title),
                Entry(wording.LEVELS[cell.level], book.levels[cell.level]),
                _place(book, cell),
                Entry(cell.quote),
                Entry(cell.points_to or ""),
                Entry(max(0, len(cell.clauses) - 1) if cell.clauses else ""),
                Entry(wording.BASES[cell.basis] if cell.basis else ""),
                Entry(wording.cell_to_check(cell) if cell.concerned else _UNCONCERNED),
            ]


_UNCONCERNED = "does not concern this council"


def _place(book: Book, cell: Cell) -> Entry:
    if cell.clauses:
        return book.where(cell.doc, cell.clauses[0], cell.page)
    if cell.level is Level.ABSENT and cell.nearest is not None:
        nearest = book.where(cell.doc, cell.nearest, cell.page)
        return Entry(f"look first at {nearest.value}", book.link, nearest.to)
    if cell.level is Level.UNREADABLE:
        return Entry("not read", book.link, addresses.council_page(cell.doc))
    return Entry("no clause", book.link, addresses.cell(cell.doc, cell.provision))


def prevalence(book: Book) -> None:
    """Write how many have rules, by type, county and country."""
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
            Entry(
                book.found.titles[row.provision], book.link, addresses.provision_page(row.provision)
            ),
            Entry(wording.GROUPINGS[row.by]),
            Entry(wording.group(row)),
            Entry(row.rules),
            Entry(row.read),
            Entry(row.share, book.share),
            Entry(wording.interval(row)),
            Entry(row.certain_rules),
            Entry(row.certain),
            Entry(row.unreadable),
            Entry(row.unconcerned),
        ]
        for row in book.found.findings.prevalence
    ]
    note = "Documents with rules, of those that could be read and that a provision concerns."
    book.table("Prevalence", note, heads, rows, count=len(rows))
