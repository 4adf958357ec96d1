"""The sheet on dates: adopted, last reviewed, due for review, and the words behind it."""

from collections.abc import Iterator

from pipeline.model import Evidence, Review
from pipeline.report import wording
from pipeline.report.workbook.book import Book, Entry


def dates(book: Book) -> None:
    """Write a row for each document."""
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
    rows = [_dates_of(book, book.found.reviews[doc]) for doc in book.found.docs]
    book.table("Dates", "Dates are as precise as they were stated.", heads, rows, count=len(rows))


def _dates_of(book: Book, review: Review) -> list[Entry]:
    found, last, adopted = book.found, review.last_reviewed, review.adopted
    anchor = "#dates" if found.is_readable(review.doc) else ""
    return [
        book.council(review.doc, anchor),
        Entry(review.title or ""),
        Entry(wording.status(review), book.statuses[review.status]),
        Entry(review.days_overdue),
        Entry(wording.due(review)),
        Entry(wording.due_basis(review)),
        Entry("" if last is None else wording.stated(last)),
        Entry("" if adopted is None else wording.stated(adopted)),
        Entry(wording.cadence(review)),
        Entry(review.approved_by or ""),
        Entry(review.minute_ref or ""),
        Entry(review.version or ""),
        Entry(" ".join(wording.flag(flag) for flag in review.flags)),
        Entry("\n".join(_to_check(review))),
        Entry("\n".join(_said(name, evidence) for name, evidence in review.evidence)),
    ]


def _to_check(review: Review) -> Iterator[str]:
    """Yield a line for each date, interval or status that a person should compare."""
    for field in dict.fromkeys(field for field, _ in review.doubts):
        reasons = wording.to_check(review, field).partition(": ")[2]
        yield f"{wording.field(field)}: {reasons}"


def _said(name: str, evidence: Evidence) -> str:
    return f"{wording.field(name)}: {evidence.quote}"
