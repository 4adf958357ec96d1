"""What stands beside the picture of a page: its clauses, each to be marked on it."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import BBox, Clause, ClauseKind, Picture
from pipeline.report import addresses
from pipeline.report.lookup import Lookup
from pipeline.report.published import doubt
from pipeline.report.readings import place
from pipeline.report.safe_text import shortened

_ROOM = 2.0  # points around a clause, so that its mark touches no letter
_MOST_LETTERS = 700  # of a clause; on a telephone it stands above the picture


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page, in points from its top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Marked:
    """A clause that begins on the page."""

    anchor: str
    place: str
    label: str
    text: str
    language: str
    heading: bool
    doubt: str  # of text recognition; empty where there is none
    href: str  # of the clause on its council's page
    box: Box | None  # None where its place is not known


@dataclass(frozen=True, slots=True)
class Sheet:
    """The picture of a page and what is on it."""

    address: str
    title: str
    name: str
    council: str  # address of the council's page
    number: int
    pages: int | None
    file: str
    url: str | None  # where the document was published
    picture: str  # address of the picture
    width: float
    height: float
    alt: str
    marks: tuple[Marked, ...]
    before: tuple[int, str] | None  # number and address of the pictured page before
    after: tuple[int, str] | None


def sheets(found: Lookup) -> Iterator[Sheet]:
    """Fill the page of every picture, document by document."""
    drawn: dict[str, list[int]] = {}
    for doc, number in sorted(found.pictures):
        drawn.setdefault(doc, []).append(number)
    for doc in found.docs:
        numbers = drawn.get(doc, [])
        begun: dict[int, list[Clause]] = {}
        for clause in found.clauses.get(doc, ()):
            if clause.page is not None:
                begun.setdefault(clause.page, []).append(clause)
        for at, number in enumerate(numbers):
            yield _sheet(
                found,
                doc,
                found.pictures[doc, number],
                begun.get(number, []),
                before=numbers[at - 1] if at else None,
                after=numbers[at + 1] if at + 1 < len(numbers) else None,
            )


def _sheet(
    found: Lookup,
    doc: str,
    picture: Picture,
    clauses: list[Clause],
    *,
    before: int | None,
    after: int | None,
) -> Sheet:
    document, source, name = found.document(doc), found.sources[doc], found.names[doc]
    number = picture.number
    of = f" of {document.pages:,}" if document.pages is not None else ""
    return Sheet(
        address=addresses.picture_page(doc, number),
        title=f"Page {number:,}{of}, as published: {name}",
        name=name,
        council=addresses.council_page(doc),
        number=number,
        pages=document.pages,
        file=source.path,
        url=addresses.web_address(source.url),
        picture=addresses.picture_file(doc, number),
        width=picture.width,
        height=picture.height,
        alt=f"Picture of page {number:,}{of} of {source.path}, as published. What was read on it "
        "follows as text, clause by clause.",
        marks=tuple(_marked(found, clause, picture) for clause in clauses),
        before=(before, addresses.picture_page(doc, before)) if before is not None else None,
        after=(after, addresses.picture_page(doc, after)) if after is not None else None,
    )


def _marked(found: Lookup, clause: Clause, picture: Picture) -> Marked:
    return Marked(
        anchor=f"clause-{clause.n}",
        place=place(clause.label, clause.address, None),
        label=clause.label or "",
        text=shortened(clause.text, _MOST_LETTERS),
        language=clause.language,
        heading=clause.kind is ClauseKind.HEADING,
        doubt=doubt(found, clause),
        href=addresses.clause(clause.doc, clause.n),
        box=None if clause.bbox is None else _box(clause.bbox, picture),
    )


def _box(bbox: BBox, picture: Picture) -> Box | None:
    """Give the part of a box that lies on the page, with some room around it; None if none does."""
    left, top = max(bbox[0] - _ROOM, 0.0), max(bbox[1] - _ROOM, 0.0)
    right, bottom = min(bbox[2] + _ROOM, picture.width), min(bbox[3] + _ROOM, picture.height)
    if left >= right or top >= bottom:
        return None
    return Box(round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1))
