"""Reads web pages.

Numbers of ordered lists are not in a page's text; they are counted here as a browser would.
"""

import re
from dataclasses import dataclass, field

from pipeline.ingest.draft import DraftLine, Reading
from pipeline.ingest.encoding import decoded
from pipeline.ingest.flow import paragraph_lines, table_lines
from pipeline.ingest.html_content import document_part, is_site_phrase
from pipeline.ingest.html_tree import Element, Page, parse
from pipeline.ingest.numerals import BULLET, Numeral, numeral
from pipeline.ingest.refusal import RefusedError
from pipeline.model import LineKind, State

HTML_READER = "html 2"

_BLOCKS_AS_TEXT = (
    "address article aside blockquote body button center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre section "
    "summary table ul"
)
_BLOCKS = frozenset(_BLOCKS_AS_TEXT.split())
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BOLD = frozenset({"b", "strong", "button", "summary"})
_NUMERALS = {
    "1": Numeral.DECIMAL,
    "a": Numeral.LOWER_LETTER_26,
    "A": Numeral.UPPER_LETTER_26,
    "i": Numeral.LOWER_ROMAN,
    "I": Numeral.UPPER_ROMAN,
    "decimal": Numeral.DECIMAL,
    "decimal-leading-zero": Numeral.PADDED,
    "lower-alpha": Numeral.LOWER_LETTER_26,
    "lower-latin": Numeral.LOWER_LETTER_26,
    "upper-alpha": Numeral.UPPER_LETTER_26,
    "upper-latin": Numeral.UPPER_LETTER_26,
    "lower-roman": Numeral.LOWER_ROMAN,
    "upper-roman": Numeral.UPPER_ROMAN,
}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s{0,5}:\s{0,5}([a-z-]{1,30})")
_BOLD_STYLE = re.compile(r"font-weight\s{0,5}:\s{0,5}(?:bold|[6-9]00)")
_TYPED_LABEL = re.compile(
    r"(?:\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,6})[.)]|\d{1,3}(?:\.\d{1,3}){1,4}\.?|[•▪])\s", re.IGNORECASE
)
_NOTE_MARK = re.compile(r"\[?[\d*†‡]{1,3}\]?")
_SPACES = re.compile(r"\s+")
_MOST_SPANNED = 100


def read_html(data: bytes) -> Reading:
    """Read a web page.

    Returns:
        The paragraphs, headings, list items and table rows of its document; the menus, banners and
        footers of the web site are left out.

    Raises:
        RefusedError: The page holds no text of its own, because scripts or frames fetch it; or it
            is nested too deeply.
    """
    source = decoded(data)
    page = parse(source.text)
    lines = _Lines().read(document_part(page.body))
    lines = [line for line in lines if not is_site_phrase(line.text)]
    if not lines:
        _explain_nothing(page)
    return Reading(lines, HTML_READER, warnings=source.warnings)


def _explain_nothing(page: Page) -> None:
    if page.fetches_text:
        raise RefusedError(
            State.UNREADABLE,
            "The page has no text of its own: a browser fetches it with scripts or shows another "
            "file. Fetch that file, or print the page to PDF in a browser.",
        )


@dataclass(slots=True)
class _Item:
    """A list item whose first line is still to come."""

    label: str
    level: int  # depth from 0


@dataclass(slots=True)
class _Lines:
    """Turns elements into lines, in the order of the page."""

    done: list[DraftLine] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _bolds: list[bool] = field(default_factory=list)
    _item: _Item | None = None
    _heading: int | None = None
    _depth: int = -1  # of lists

    def read(self, element: Element) -> list[DraftLine]:
        self._below(element, bold=False, verbatim=False)
        self._end_line()
        return self.done

    def _below(self, element: Element, *, bold: bool, verbatim: bool) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._add(child if verbatim else _SPACES.sub(" ", child), bold)
            else:
                self._element(child, bold=bold, verbatim=verbatim)

    def _add(self, text: str, bold: bool) -> None:
        self._parts.append(text)
        if text.strip():
            self._bolds.append(bold)

    def _element(self, element: Element, *, bold: bool, verbatim: bool) -> None:
        tag = element.tag
        if tag == "br":
            self._parts.append("\n")
            return
        if tag == "del" or (tag == "sup" and _is_note_mark(element)):
            return
        bold = bold or tag in _BOLD or bool(_BOLD_STYLE.search(element.attributes.get("style", "")))
        block = tag in _BLOCKS
        if block:
            self._end_line()
        if tag == "table":
            self.done += table_lines(_rows(element))
        elif tag in {"ol", "ul", "menu"}:
            self._list(element, bold=bold)
        elif tag in _HEADINGS or element.attributes.get("role") == "heading":
            self._end_line()
            self._heading = _HEADINGS.get(tag) or _level(element)
            self._below(element, bold=bold, verbatim=False)
            self._end_line()
            self._heading = None
        else:
            self._below(element, bold=bold, verbatim=verbatim or tag in {"pre", "xmp", "listing"})
        if block:
            self._end_line()

    def _list(self, element: Element, *, bold: bool) -> None:
        self._depth += 1
        style = _numeral_style(element)
        items = sum(child.tag == "li" for child in element.elements())
        reverse = "reversed" in element.attributes
        number = _whole(element.attributes.get("start"), items if reverse else 1)
        for child in element.children:
            if not isinstance(child, Element) or child.tag != "li":
                # text or lists that stand between items, against the rules of HTML
                if isinstance(child, Element):
                    self._element(child, bold=bold, verbatim=False)
                else:
                    self._add(_SPACES.sub(" ", child), bold)
                continue
            self._end_line()
            if style is not None:
                number = _whole(child.attributes.get("value"), number)
                own = _own_style(child) or style
                self._item = _Item(_list_label(own, number), self._depth)
                number += -1 if reverse else 1
            self._below(child, bold=bold, verbatim=False)
            self._end_line()
            self._item = None
        self._depth -= 1

    def _end_line(self) -> None:
        text, bolds = "".join(self._parts), self._bolds
        self._parts, self._bolds = [], []
        if not text.strip():
            return
        like = DraftLine("", bold=bool(bolds) and all(bolds))
        if self._item is not None:
            like.kind, like.level = LineKind.LIST_ITEM, self._item.level
            if not _TYPED_LABEL.match(text.lstrip()):
                like.label = self._item.label or None
            self._item = None
        if self._heading is not None:
            like.kind, like.level = LineKind.HEADING, self._heading
        self.done += paragraph_lines(text, like)


def _rows(table: Element) -> list[list[list[DraftLine]]]:
    """Read the rows of a table, with an empty cell where one from above reaches down."""
    rows: list[list[list[DraftLine]]] = []
    reaching: dict[int, int] = {}  # column, and rows that a cell above still covers
    for element in _row_elements(table):
        row: list[list[DraftLine]] = []
        for cell in element.elements():
            if cell.tag not in {"td", "th"}:
                continue
            _skip_covered(row, reaching)
            spanned = _whole(cell.attributes.get("rowspan"), 1)
            if spanned > 1:
                reaching[len(row)] = min(spanned, _MOST_SPANNED) - 1
            row.append(_Lines().read(cell))
        _skip_covered(row, reaching)
        rows.append(row)
    return rows


def _skip_covered(row: list[list[DraftLine]], reaching: dict[int, int]) -> None:
    while reaching.get(len(row), 0) > 0:
        reaching[len(row)] -= 1
        row.append([])


def _row_elements(table: Element) -> list[Element]:
    rows: list[Element] = []
    for element in table.elements():
        if element.tag == "tr":
            rows.append(element)
        elif element.tag in {"thead", "tbody", "tfoot"}:
            rows += _row_elements(element)
        elif element.tag == "caption":
            rows.append(Element("tr", {}, [Element("td", {}, list(element.children))]))
    return rows


def _numeral_style(element: Element) -> str | None:
    """Tell how a list prints its items: a bullet, a numeral, or not at all ("none")."""
    if own := _own_style(element):
        return own
    return BULLET if element.tag != "ol" else Numeral.DECIMAL


def _own_style(element: Element) -> str | None:
    stated = _LIST_STYLE.search(element.attributes.get("style", "").lower())
    name = stated.group(1) if stated else element.attributes.get("type", "")
    if name in {"none", "disc", "circle", "square"}:
        return "none" if name == "none" else BULLET
    return _NUMERALS.get(name)


def _list_label(style: str, number: int) -> str:
    if style == "none":
        return ""
    return BULLET if style == BULLET else f"{numeral(number, Numeral(style))}."


def _level(element: Element) -> int:
    return min(max(_whole(element.attributes.get("aria-level"), 2), 1), 6)


def _whole(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 9 else default


def _is_note_mark(element: Element) -> bool:
    """Tell a link to a footnote from the "th" of a date."""
    return _NOTE_MARK.fullmatch(element.text().strip()) is not None and any(
        each.tag == "a" for each in element.elements()
    )
