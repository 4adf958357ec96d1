"""Which councils share which wording of a clause, and in which words do they differ?"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Clause, Family, Member, Relation
from pipeline.report import wording
from pipeline.report.addresses import clause as clause_address
from pipeline.report.lookup import Lookup
from pipeline.report.published import Published, doubt, published
from pipeline.report.safe_text import shortened, shown, snippet
from pipeline.text.folding import fold_item
from pipeline.text.wordwise import Mark, Stretch, stretches

TEXT_LIMIT = 1200  # characters of a clause on pages other than its council's
_MOST_SAME = 60  # words of a long clause that are shown in one go where nothing differs
_ENDS = 20  # words shown at either end of what is left out
_AKIN = 0.35  # share of words that a reading has kept, below which it stands beside the exemplar
_ORIGIN = 4  # words that say after what something stood
# characters of what says where a clause stands
_NUMBER = 20
_HEADING = 45


@dataclass(frozen=True, slots=True)
class Holder:
    """A clause that has a reading's words."""

    doc: str
    name: str
    address: str
    place: str  # "clause 4.2(b), page 3"; without the page where there is a picture of it
    published: Published | None
    doubt: str  # of text recognition; empty where there is none


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a reading with one mark."""

    mark: Mark
    text: str
    was: str = ""  # the exemplar's words, of replaced, deleted and renamed ones
    origin: str = ""  # of moved words: "from the beginning", "from after “in the minutes”"
    left_out: int = 0  # words after these that are the same in both and not shown
    glued: bool = False  # whether no blank stands before it


@dataclass(frozen=True, slots=True)
class Reading:
    """One wording and everybody who has it."""

    relation: Relation  # to the family's exemplar
    usual: bool  # whether the others are compared with this one
    language: str
    pieces: tuple[Piece, ...]  # against the exemplar; one piece where nothing is marked
    beside: str  # the exemplar's words, where they stand beside these unmarked; empty: they do not
    agreement: str  # "0.62, probably the same clause"; empty for the exemplar's own words
    holders: tuple[Holder, ...]


def readings(found: Lookup, family: Family, members: Sequence[Member]) -> tuple[Reading, ...]:
    """Put the members of a family that have the same words together.

    Args:
        found: The findings.
        family: The family.
        members: Those of its members to show, in any order.

    Returns:
        The exemplar's wording first where it is among the members, then the wordings that most
        have.
    """
    exemplar = found.clause[family.exemplar]
    usual = fold_item(exemplar.text)
    ranked = sorted(
        same_words(found, members).items(),
        key=lambda group: (group[0] != usual, -len(group[1]), group[1][0].doc, group[1][0].n),
    )
    judged = family.weakest.agreement < 1.0
    return tuple(
        _reading(found, group, exemplar.text, usual=words == usual, judged=judged)
        for words, group in ranked
    )


def same_words(found: Lookup, members: Sequence[Member]) -> dict[str, list[Member]]:
    """Group members by their words, folded."""
    groups: defaultdict[str, list[Member]] = defaultdict(list)
    for member in members:
        groups[fold_item(found.clause[member.doc, member.n].text)].append(member)
    return groups


def place(label: str | None, address: str, page: int | None) -> str:
    """Say where a clause stands, as a reader would look for it.

    Example:
        >>> place("(b)", "4.2(b)", 3), place(None, "12", None)
        ('clause 4.2(b), page 3', 'unnumbered')
    """
    where = f"clause {address}" if label is not None and any(map(str.isalnum, label)) else ""
    on = f"page {page}" if page is not None else ""
    return ", ".join(part for part in (where, on) if part) or "unnumbered"


def where(clause: Clause, page: int | None) -> str:
    """Say where a clause stands: by its number, else by what stands above it.

    A clause without a number of its own is counted below its heading.
    """
    above, _, counted = clause.address.rpartition(", para ")
    above_list, _, item = clause.address.rpartition(", item ")
    if above:
        number, _, item = counted.partition(", item ")
        said = f"{f'item {item} of ' if item else ''}paragraph {shortened(number, _NUMBER)} "
        said += (
            f"of section {shortened(above, _NUMBER)}"
            if above[0].isdigit()
            else f"under “{snippet(above, _HEADING)}”"
        )
    elif any(map(str.isalnum, clause.label or "")):
        said = place(clause.label, shortened(clause.address, _NUMBER), None)
    elif above_list[:1].isdigit():
        said = f"item {item} of clause {shortened(above_list, _NUMBER)}"
    else:
        heading = snippet(clause.path[-1], _HEADING) if clause.path else ""
        said = f"under “{heading}”" if heading else "unnumbered words"
    return shown(said if page is None else f"{said}, page {page}")


def holder(found: Lookup, doc: str, n: int) -> Holder:
    """Say whose clause it is, with the ways to it."""
    clause = found.clause[doc, n]
    picture = published(found, doc, clause.page, clause)
    return Holder(
        doc=doc,
        name=found.names[doc],
        address=clause_address(doc, n),
        place=place(clause.label, clause.address, clause.page if picture is None else None),
        published=picture,
        doubt=doubt(found, clause),
    )


def marked(reading: str, exemplar: str) -> tuple[Piece, ...]:
    """Mark a reading's words; of a long clause, words that are the same are left out.

    Example:
        >>> [(piece.mark.value, piece.text) for piece in marked("Staff may reply.", "Staff must")]
        [('same', 'Staff'), ('replaced', 'may reply.')]
    """
    found = stretches(reading, exemplar)
    is_long = len(reading) > TEXT_LIMIT
    return tuple(
        piece
        for place, stretch in enumerate(found)
        for piece in _pieces(found, place, stretch, exemplar, is_long=is_long)
    )


def _pieces(
    found: Sequence[Stretch], place: int, stretch: Stretch, exemplar: str, *, is_long: bool
) -> Iterator[Piece]:
    glued = place > 0 and stretch.start == found[place - 1].end and bool(stretch.text)
    words = stretch.text.split()
    if stretch.mark is Mark.SAME and is_long and len(words) > _MOST_SAME:
        first = " ".join(words[:_ENDS])
        yield Piece(stretch.mark, first, left_out=len(words) - 2 * _ENDS, glued=glued)
        yield Piece(stretch.mark, " ".join(words[-_ENDS:]))
    else:
        moved = stretch.mark is Mark.MOVED
        yield Piece(
            stretch.mark,
            shortened(stretch.text, TEXT_LIMIT),
            was="" if moved else shortened(stretch.was, TEXT_LIMIT),
            origin=_origin(exemplar, stretch.was_start) if moved else "",
            glued=glued,
        )


def _origin(exemplar: str, start: int) -> str:
    before = " ".join(exemplar[:start].split()[-_ORIGIN:]).rstrip(",;:.")
    return f"from after “{before}”" if before else "from the beginning"


def _is_akin(reading: str, exemplar: str) -> bool:
    kept = {Mark.SAME, Mark.NAMED, Mark.MOVED}
    words = sum(
        len(stretch.text.split())
        for stretch in stretches(reading, exemplar)
        if stretch.mark in kept
    )
    return words >= _AKIN * max(len(reading.split()), len(exemplar.split()))


def _reading(
    found: Lookup, members: list[Member], exemplar: str, *, usual: bool, judged: bool
) -> Reading:
    first = found.clause[members[0].doc, members[0].n]
    relation = members[0].relation
    # where nearly every word would be marked, marks show nothing
    differs = not usual and relation is not Relation.VERBATIM
    is_marked = differs and relation is Relation.ADAPTED and _is_akin(first.text, exemplar)
    return Reading(
        relation=relation,
        usual=usual,
        language=first.language,
        pieces=(
            marked(first.text, exemplar)
            if is_marked
            else (Piece(Mark.SAME, shortened(first.text, TEXT_LIMIT)),)
        ),
        beside=shortened(exemplar, TEXT_LIMIT) if differs and not is_marked else "",
        agreement=(
            wording.agreement(min(member.agreement for member in members))
            if judged and not usual
            else ""
        ),
        holders=tuple(holder(found, member.doc, member.n) for member in members),
    )
