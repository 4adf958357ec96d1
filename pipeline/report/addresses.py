"""At which address, relative to the report's own folder, does each page and file stand?"""

import re
from hashlib import sha256
from urllib.parse import urlsplit

from pipeline.report.safe_text import cleaned

WORKBOOK = "coverage.xlsx"
STYLESHEET = "assets/site.css"
SCRIPT = "assets/site.js"
MATRIX_SCRIPT = "assets/matrix.js"
SEARCH_SCRIPT = "assets/search.js"
UNREADABLE = "unreadable.html"
CORRECTIONS = "corrections.html"
SUGGESTIONS = "suggestions.html"
LINEAGES = "lineage.html"
SEARCH = "search.html"
SEARCH_FOLDER = "search"  # the index that the page loads
BRIEFINGS = "briefings.html"
REVIEWS = "reviews.html"
CHANGES = "changes.html"
FEED = "changes.atom"
ALL_CALENDAR = "calendars/all.ics"
FIGURES = "figures.html"

_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
_OTHER = re.compile(r"[^a-z0-9_-]+")
# what an address may hold that is not escaped (RFC 3986)
_URI = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]{1,2000}")
# Windows opens a device, not a file, by these names, whatever the extension
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


def file_stem(identifier: str) -> str:
    """Turn an identifier into a file name that every system takes, without its extension.

    Plain identifiers stay as they are; others are made plain and get a short hash, so that two
    identifiers never share a file.

    Example:
        >>> file_stem("stowcote-2")
        'stowcote-2'
        >>> file_stem("../Stowcote")
        'stowcote-50c59e38'
    """
    if _PLAIN.fullmatch(identifier) and not _DEVICES.fullmatch(identifier):
        return identifier
    mark = sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    stem = _OTHER.sub("-", identifier.casefold()).strip("-_")[:60]
    return f"{stem or 'document'}-{mark}"


def council_page(doc: str) -> str:
    """Give the address of a council's page."""
    return f"councils/{file_stem(doc)}.html"


def briefing_page(doc: str) -> str:
    """Give the address of a council's briefing, to be printed."""
    return f"briefings/{file_stem(doc)}.html"


def briefing_file(doc: str) -> str:
    """Give the address of a council's briefing as a Word file."""
    return f"briefings/{file_stem(doc)}.docx"


def letter_file(doc: str) -> str:
    """Give the address of the letter that goes with a council's briefing."""
    return f"letters/{file_stem(doc)}.docx"


def clause(doc: str, n: int) -> str:
    """Give the address of a clause on its council's page."""
    return f"{council_page(doc)}#c{n}"


def picture_file(doc: str, page: int) -> str:
    """Give the address of a picture of a page."""
    return f"pages/{file_stem(doc)}-{page}.png"


def picture_page(doc: str, page: int) -> str:
    """Give the address of the page that shows a picture, with its clauses marked."""
    return f"pages/{file_stem(doc)}-{page}.html"


def marked_clause(doc: str, page: int, n: int) -> str:
    """Give the address of a picture with one clause marked."""
    return f"{picture_page(doc, page)}#clause-{n}"


def provision_page(provision: str) -> str:
    """Give the address of a provision's page."""
    return f"provisions/{file_stem(provision)}.html"


def cell(doc: str, provision: str) -> str:
    """Give the address of a provision on a council's page."""
    return f"{council_page(doc)}#{provision_anchor(provision)}"


def provision_anchor(provision: str) -> str:
    """Give the anchor of a provision on every council's page."""
    return f"p-{file_stem(provision)}"


def family_page(family: str) -> str:
    """Give the address of a family's page."""
    return f"families/{file_stem(family)}.html"


def shared_page(doc: str) -> str:
    """Give the address of the page with the wording that a council shares with others."""
    return f"shared/{file_stem(doc)}.html"


def shared_with(doc: str, other: str) -> str:
    """Give the address of what a council shares with another, clause by clause."""
    return f"{shared_page(doc)}#with-{file_stem(other)}"


def in_lineage(doc: str, lineage: str) -> str:
    """Give the address of what of a document stands in a lineage, clause by clause."""
    return f"{shared_page(doc)}#in-{file_stem(lineage)}"


def correction(number: int) -> str:
    """Give the address of a correction, by its place among them from 1."""
    return f"{CORRECTIONS}#correction-{number}"


def county_calendar(county: str) -> str:
    """Give the address of the calendar of a county's reviews."""
    return f"calendars/county-{file_stem(county)}.ics"


def council_calendar(doc: str) -> str:
    """Give the address of the calendar of a council's reviews.

    Example:
        >>> council_calendar("stowcote"), council_calendar("all")
        ('calendars/stowcote.ics', 'calendars/of-all.ics')
    """
    stem = file_stem(doc)
    # kept apart from the calendars of all councils and of counties, and from one another
    taken = stem == "all" or stem.startswith(("county-", "of-"))
    return f"calendars/{'of-' if taken else ''}{stem}.ics"


def text_file(doc: str) -> str:
    """Give the address of a document's text, below the data package's folder."""
    return f"texts/{file_stem(doc)}.txt"


def web_address(url: str | None) -> str | None:
    """Pass an address that a page may link to: http or https with a host, else None.

    Example:
        >>> web_address("https://stowcote.example/protocol.pdf")
        'https://stowcote.example/protocol.pdf'
        >>> web_address("javascript:alert(1)") is None
        True
    """
    if url is None or cleaned(url) != url or any(letter.isspace() for letter in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def is_plain(url: str) -> bool:
    """Whether an address holds only what an address may hold unescaped.

    Example:
        >>> is_plain("https://stowcote.example/a%20b?c=1"), is_plain("https://stowcote.example/ŵ")
        (True, False)
    """
    return _URI.fullmatch(url) is not None
