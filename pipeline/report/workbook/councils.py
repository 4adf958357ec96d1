"""The sheets with a line a council: what is known of each, and which templates they share."""

from collections import Counter

from pipeline.model import Level
from pipeline.report import addresses, wording
from pipeline.report.lookup import council_type_of
from pipeline.report.workbook.book import Book, Entry


def councils(book: Book) -> None:
    """Write a row for each document, with its counts and the way to its page."""
    heads = (
        ("Council", 34),
        ("Type", 11),
        ("County", 16),
        ("Country", 10),
        ("Reading", 24),
        ("Review status", 28),
        ("Review due", 16),
        ("With rules", 7),
        ("Mention", 8),
        ("Silent", 7),
        ("Of provisions", 10),
        ("To be checked", 9),
        ("Defects", 8),
        ("Differ- ences", 8),
        ("Shared template", 34),
        ("File", 30),
        ("Published at", 40),
    )
    rows = [_council(book, doc) for doc in book.found.docs]
    note = (
        "Choose a name to open the council's page. Counts are of provisions that concern the "
        "council; nothing is counted where the document could not be read."
    )
    book.table("Councils", note, heads, rows, count=len(rows))


def _council(book: Book, doc: str) -> list[Entry]:
    found = book.found
    source, review, document = found.sources[doc], found.reviews[doc], found.document(doc)
    cells = [found.cells[doc, provision.id] for provision in found.provisions]
    levels = Counter(cell.level for cell in cells if cell.concerned)
    counts: list[int | str] = [
        *(levels[level] for level in (Level.RULES, Level.MENTION, Level.ABSENT)),
        levels.total(),
        len(found.to_check(doc)),
        len(found.defects.get(doc, ())),
        len(found.differences.get(doc, ())),
    ]
    if not found.is_readable(doc):
        counts = [""] * len(counts)
    return [
        book.council(doc),
        Entry((council_type_of(found.findings, source) or "").capitalize()),
        Entry(source.county or ""),
        Entry(source.country or ""),
        Entry(wording.STATES[document.state]),
        Entry(wording.status(review), book.statuses[review.status]),
        Entry(wording.due(review)),
        *(Entry(count, book.plain) for count in counts),
        Entry("; ".join(lineage.name for lineage, _ in found.standings.get(doc, ()))),
        Entry(source.path),
        Entry(addresses.web_address(source.url) or ""),
    ]


def templates(book: Book) -> None:
    """Write a row for each document in each shared template."""
    found = book.found
    heads = (
        ("Template", 50),
        ("Council", 34),
        ("Of its text", 9),
        ("Clauses in it", 9),
        ("Of", 8),
        ("The template is", 16),
        ("Clause that sets it apart", 80),
    )
    rows = []
    for lineage in found.findings.ancestry.lineages:
        hallmark = found.clause[lineage.hallmark]
        for standing in lineage.standings:
            clauses = sum(clause.counted for clause in found.clauses[standing.doc])
            rows.append(
                [
                    Entry(lineage.name),
                    Entry(
                        found.names[standing.doc],
                        book.link,
                        addresses.in_lineage(standing.doc, lineage.id),
                    ),
                    Entry(standing.share, book.share),
                    Entry(len(standing.clauses)),
                    Entry(clauses),
                    Entry("its main one" if standing.core else "a part of it"),
                    Entry(hallmark.text),
                ]
            )
    note = (
        "Documents that share wording. It is not evidence that one council took its text from "
        "another. Choose a council to read the clauses."
    )
    book.table("Shared templates", note, heads, rows, count=len(rows))
