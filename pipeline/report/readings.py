"""Which councils share which wording of a clause?"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Family, Member, Relation
from pipeline.report.addresses import clause as clause_address
from pipeline.report.comparison import Mark, Stretch, compared
from pipeline.report.lookup import Lookup
from pipeline.report.published import Published, doubt, published
from pipeline.report.safe_text import shortened
from pipeline.text.folding import fold_item

TEXT_LIMIT = 1200  # characters of a clause on pages other than its council's


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
class Reading:
    """One wording and everybody who has it."""

    relation: Relation  # to the family's exemplar
    usual: bool  # whether the others are compared with this one
    text: str
    language: str
    stretches: tuple[Stretch, ...]  # against the exemplar; one stretch where nothing is marked
    holders: tuple[Holder, ...]

    @property
    def marked(self) -> bool:
        """Whether words are marked."""
        return any(stretch.mark is not Mark.SAME for stretch in self.stretches)


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
    same_words: defaultdict[str, list[Member]] = defaultdict(list)
    for member in members:
        same_words[fold_item(found.clause[member.doc, member.n].text)].append(member)
    exemplar = found.clause[family.exemplar]
    usual = fold_item(exemplar.text)
    ranked = sorted(
        same_words.items(),
        key=lambda group: (group[0] != usual, -len(group[1]), group[1][0].doc, group[1][0].n),
    )
    return tuple(
        _reading(found, group, exemplar.text, usual=words == usual) for words, group in ranked
    )


def place(label: str | None, address: str, page: int | None) -> str:
    """Say where a clause stands, as a reader would look for it.

    Example:
        >>> place("(b)", "4.2(b)", 3), place(None, "12", None)
        ('clause 4.2(b), page 3', 'unnumbered')
    """
    where = f"clause {address}" if label is not None and any(map(str.isalnum, label)) else ""
    on = f"page {page}" if page is not None else ""
    return ", ".join(part for part in (where, on) if part) or "unnumbered"


def _reading(found: Lookup, members: list[Member], exemplar: str, *, usual: bool) -> Reading:
    first = found.clause[members[0].doc, members[0].n]
    text = shortened(first.text, TEXT_LIMIT)
    relation = members[0].relation
    # of a sentence in other words nearly every word would be marked, which shows nothing
    plain = usual or relation is not Relation.ADAPTED or text != first.text
    return Reading(
        relation=relation,
        usual=usual,
        text=text,
        language=first.language,
        stretches=(Stretch(Mark.SAME, text),) if plain else compared(text, exemplar),
        holders=tuple(_holder(found, member) for member in members),
    )


def _holder(found: Lookup, member: Member) -> Holder:
    clause = found.clause[member.doc, member.n]
    picture = published(found, member.doc, clause.page, clause)
    return Holder(
        doc=member.doc,
        name=found.names[member.doc],
        address=clause_address(member.doc, member.n),
        place=place(clause.label, clause.address, clause.page if picture is None else None),
        published=picture,
        doubt=doubt(found, clause),
    )
