"""How are the findings handed to people who work in Excel?"""

from pipeline.model import Findings
from pipeline.report.lookup import lookup
from pipeline.report.workbook import (
    corrections,
    councils,
    coverage,
    force,
    read_me,
    reviews,
    unread,
)
from pipeline.report.workbook.book import Book


def workbook(findings: Findings, *, doubtful_below: float = 0.0) -> bytes:
    """Make the workbook.

    Its links lead to the site's pages, so it belongs into the report's folder.

    Args:
        findings: All findings of a run.
        doubtful_below: How sure text recognition must be for a clause not to be in doubt.

    Returns:
        An XLSX file. The same findings give the same bytes.
    """
    book = Book(lookup(findings, doubtful_below=doubtful_below))
    read_me.read_me(book)
    councils.councils(book)
    coverage.matrix(book)
    coverage.evidence(book)
    coverage.prevalence(book)
    reviews.dates(book)
    force.defects(book)
    force.differences(book)
    councils.templates(book)
    unread.not_read(book)
    corrections.suggested(book)
    corrections.corrections(book)
    return book.close()
