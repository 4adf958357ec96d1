"""Which way leads from words in a report to the page as it was published?"""

from dataclasses import dataclass

from pipeline.model import Clause, Document
from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup


@dataclass(frozen=True, slots=True)
class Published:
    """The way to the picture of a page."""

    href: str
    page: int
    words: str  # "page 3, as published"


def published(
    found: Lookup, doc: str, page: int | None, clause: Clause | None = None
) -> Published | None:
    """Give the way to the picture of a page, with a clause marked where it begins there.

    Returns:
        None where there is no picture: not of this page, not of this kind of file, or not at all.
    """
    if page is None or (doc, page) not in found.pictures:
        return None
    words = f"page {page}, as published"
    if clause is not None and clause.page == page:
        return Published(addresses.marked_clause(doc, page, clause.n), page, words)
    return Published(addresses.picture_page(doc, page), page, words)


def doubt(found: Lookup, clause: Clause) -> str:
    """Say that a clause's words were recognised without being sure; empty where they are sure."""
    if clause.confidence is None or not found.is_doubtful(clause):
        return ""
    return f"recognised from a scan, {wording.percent(clause.confidence)} sure: check the page"


def ocr_confidence(document: Document) -> float | None:
    """Say how sure text recognition was of a document's words.

    Returns:
        The mean over its recognised lines, weighted by their lengths, from 0 to 1; None where none
        was recognised.
    """
    weighed = [
        (line.confidence, len(line.text)) for line in document.lines if line.confidence is not None
    ]
    total = sum(weight for _, weight in weighed)
    return sum(sure * weight for sure, weight in weighed) / total if total else None
