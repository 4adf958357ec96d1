"""A source as it was retrieved, and the document that a reader made of it."""

from dataclasses import dataclass
from enum import StrEnum

BBox = tuple[float, float, float, float]  # left, top, right, bottom; points, origin top left


class State(StrEnum):
    """How reading a source ended. Every source ends in exactly one state."""

    TEXT = "text"  # read from a text layer or text format
    TEXT_OCR = "text+ocr"  # some pages from a text layer, some recognised
    OCR = "ocr"  # all pages recognised from pictures
    EMPTY = "empty-confirmed"  # opened, and really without a word
    PASSWORD = "password"  # nosec: locked by its publisher
    UNREADABLE = "unreadable"  # damaged, or pictures of text without OCR
    LIMIT = "limit"  # stopped at a limit of size, time or memory
    UNSUPPORTED = "unsupported"  # a kind of file that no reader takes

    @property
    def readable(self) -> bool:
        """Whether the document's text may be coded; otherwise its cells are `unreadable`."""
        return self in {State.TEXT, State.TEXT_OCR, State.OCR}


class LineKind(StrEnum):
    """What the format says of a line; most formats say little."""

    TEXT = "text"
    HEADING = "heading"  # marked as a heading in the format itself
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    FURNITURE = "furniture"  # running header, footer, page number: not part of the text


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the corpus, as the register names it or as it was found."""

    doc: str  # identifier, from the register or the file's stem
    path: str  # relative to the corpus folder, with forward slashes
    sha256: str  # empty: the file could not be opened
    bytes: int
    council: str | None = None  # None: not in the register
    council_type: str | None = None
    county: str | None = None
    country: str | None = None
    electorate: int | None = None
    url: str | None = None
    retrieved: str | None = None  # YYYY-MM-DD
    duplicate_of: str | None = None  # the document with the same bytes that stands for both
    warnings: tuple[str, ...] = ()  # what the register leaves in doubt


@dataclass(frozen=True, slots=True)
class Line:
    """A line as printed (PDF, plain text), or a paragraph or table row where the format has those.

    `start` and `end` are a half-open span of code points in the document's text. A line with a
    `label` stands there as "label text"; a table row as its cells with a tab between. Furniture
    has no place in the text: its span is empty (`start == end`, where it would have stood).
    """

    text: str  # without `label`
    start: int
    end: int
    kind: LineKind = LineKind.TEXT
    page: int | None = None  # from 1; None where the format has no pages
    bbox: BBox | None = None
    size: float | None = None  # type size in points
    bold: bool | None = None
    label: str | None = None  # number, letter or bullet that the format keeps apart from the text
    level: int | None = None  # heading level from 1, or depth of a list item from 0
    gap: float | None = None  # white space above beyond the usual, in line heights; None: unknown
    closed: bool | None = None  # whether the paragraph ends with this line; None: unknown
    cells: tuple[str, ...] = ()  # of a table row
    confidence: float | None = None  # of text recognition, from 0 to 1; None: not recognised


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader made of a source. `text` is in reading order, without furniture."""

    doc: str
    state: State
    text: str
    lines: tuple[Line, ...]
    media_type: str
    reader: str  # name and version, such as "pdfium 5.15"
    pages: int | None = None
    reason: str | None = None  # why the state is not a readable one, and what to do
    warnings: tuple[str, ...] = ()
    page_counts: tuple[tuple[str, int], ...] = ()  # by the engines that opened it: ("qpdf", 4)
    recognised: tuple[int, ...] = ()  # pages whose text was recognised from a picture
    cleaning: tuple[tuple[str, int], ...] = ()  # characters dropped or rewritten, by sort
    # place in the text of each ligature and symbol that was spelled out, and the character
    folded: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Which paragraphs of its file a line of a document's text comes from."""

    start: int  # span of the line in the text, its label included
    words: int  # where its words begin in the text: after the label
    end: int
    # places from 0 among all paragraphs of the file's main part, in the order of the file
    paragraphs: tuple[int, ...]
    # False: these do not print the line, but hold or refer to it, as to a footnote
    is_own: bool = True
