"""How is a quotation shown, with the ways to where it stands?"""

from dataclasses import dataclass

from pipeline.model import Clause, Evidence
from pipeline.report import addresses
from pipeline.report.lookup import Lookup
from pipeline.report.published import Published, doubt, published
from pipeline.report.readings import TEXT_LIMIT, place
from pipeline.report.safe_text import shortened


@dataclass(frozen=True, slots=True)
class Quote:
    """Words from the document and the ways to them."""

    text: str
    href: str  # of the clause; empty where the words stand in none
    place: str  # without the page where there is a picture of it
    published: Published | None = None
    doubt: str = ""  # of text recognition
    note: str = ""


def quote(found: Lookup, evidence: Evidence) -> Quote:
    """Turn evidence into words that lead to their clause and their page."""
    clause = found.clause.get((evidence.doc, evidence.n)) if evidence.n is not None else None
    if clause is not None:
        return clause_quote(found, clause, text=evidence.quote, page=evidence.page)
    picture = published(found, evidence.doc, evidence.page)
    where = f"page {evidence.page}" if evidence.page is not None and picture is None else ""
    return Quote(shortened(evidence.quote, TEXT_LIMIT), "", where, picture)


def clause_quote(
    found: Lookup,
    clause: Clause,
    *,
    text: str | None = None,
    page: int | None = None,
    note: str = "",
) -> Quote:
    """Quote a clause, or some words of it that may stand on a later page of it."""
    page = page or clause.page
    picture = published(found, clause.doc, page, clause)
    return Quote(
        shortened(clause.text if text is None else text, TEXT_LIMIT),
        addresses.clause(clause.doc, clause.n),
        place(clause.label, clause.address, page if picture is None else None),
        picture,
        doubt(found, clause),
        note,
    )
