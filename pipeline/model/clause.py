"""A clause: the unit that is coded, lined up and shown."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.document import BBox


class ClauseKind(StrEnum):
    """What a clause is in its document."""

    HEADING = "heading"
    CLAUSE = "clause"
    LIST_INTRO = "list_intro"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    METADATA = "metadata"  # titles, adoption lines, background papers, signatures
    BOILERPLATE = "boilerplate"  # addresses, contents lists, page furniture, web page debris

    @property
    def substantive(self) -> bool:
        """Whether such a clause can carry a provision."""
        return self in {ClauseKind.CLAUSE, ClauseKind.LIST_INTRO, ClauseKind.LIST_ITEM}


class Audience(StrEnum):
    """The party that a clause binds or addresses."""

    COUNCILLORS = "councillors"
    OFFICERS = "officers"
    CHAIR = "chair"
    BOTH = "both"
    NONE = ""  # no one party: purpose, definitions, descriptions


@dataclass(frozen=True, slots=True)
class Clause:
    """A unit as printed, in reading order."""

    doc: str
    n: int  # from 1 in its document
    label: str | None  # as printed: "2.3.1", "(a)", "•"
    address: str  # computed and unique in its document: "4.2(b)"
    path: tuple[str, ...]  # headings above it, then list intros (label, else first six words)
    kind: ClauseKind
    text: str  # without the label; line breaks are spaces
    start: int  # span in the document's text, label included
    end: int
    page: int | None = None
    bbox: BBox | None = None  # of its first page only
    audience: Audience = Audience.NONE
    language: str = "en"  # "en" or "cy"
    quoted: bool = False  # stands inside a quotation from another document
    role: str | None = None  # of metadata and boilerplate: title, field, signature, toc ...
    intro: str | None = None  # text of the list intro above a list item
    confidence: float | None = None  # of text recognition, from 0 to 1; None: not recognised
    # what else its label may be, where the numbering leaves it open: "roman 1", "no label"
    label_rivals: tuple[str, ...] = ()
    pair: int | None = None  # n of the clause that says the same in the document's other language

    @property
    def counted(self) -> bool:
        """Whether it is lined up with other councils' clauses: of a pair, the English one is."""
        return self.kind.substantive and (self.pair is None or self.language == "en")
