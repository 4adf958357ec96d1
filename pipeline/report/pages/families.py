"""What stands on the pages of families: clauses that several documents share."""

from collections import Counter
from dataclasses import dataclass

from pipeline.model import Family, Relation
from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup
from pipeline.report.quotes import Quote, clause_quote
from pipeline.report.readings import Holder, Reading, holder, readings


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A family's line in the list of shared wording."""

    name: str
    href: str
    documents: int
    relations: tuple[int, int, int]  # verbatim, adapted, paraphrase
    parts: int  # longer clauses that hold its words
    audience: str
    provisions: tuple[tuple[str, str], ...]  # title and address


@dataclass(frozen=True, slots=True)
class Contrast:
    """How the force of one document's reading differs."""

    name: str
    href: str
    word: str
    theirs: str
    usual: str
    share: str


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a longer clause that say what a family says."""

    name: str
    quote: Quote
    likeness: str


@dataclass(frozen=True, slots=True)
class FamilyView:
    """A family's page."""

    line: FamilyLine
    readings: tuple[Reading, ...]
    weakest: Holder | None  # the reading that belongs least surely; None: all belong surely
    agreement: str  # of that reading: "0.62, probably the same clause"
    to_confirm: int  # readings in other words
    parts: tuple[Part, ...]
    contrasts: tuple[Contrast, ...]
    without: int  # documents that were read and have no reading


def family_lines(found: Lookup) -> tuple[FamilyLine, ...]:
    """List the families that have a page, the widest first."""
    lines = [
        _line(found, family) for family in found.findings.families if family.id in found.shared
    ]
    return tuple(sorted(lines, key=lambda line: (-line.documents, line.name, line.href)))


def family_views(found: Lookup) -> dict[str, FamilyView]:
    """Fill the page of each family that has one, by its address."""
    contrasts: dict[str, list[Contrast]] = {}
    for difference in found.findings.differences:
        contrasts.setdefault(difference.family, []).append(
            Contrast(
                name=found.names[difference.doc],
                href=addresses.clause(difference.doc, difference.n),
                word=wording.DIFFERENCES[difference.kind],
                theirs=difference.theirs,
                usual=difference.usual,
                share=f"{difference.count:,} of {difference.total:,}",
            )
        )
    views = {}
    for family in found.findings.families:
        if family.id not in found.shared:
            continue
        line, weakest = _line(found, family), family.weakest
        doubted = weakest.agreement < 1.0
        views[line.href] = FamilyView(
            line=line,
            readings=readings(found, family, family.members),
            weakest=holder(found, weakest.doc, weakest.n) if doubted else None,
            agreement=wording.agreement(weakest.agreement),
            to_confirm=line.relations[2],
            parts=_parts(found, family),
            contrasts=tuple(contrasts.get(family.id, ())),
            without=len(found.readable) - line.documents,
        )
    return views


def _parts(found: Lookup, family: Family) -> tuple[Part, ...]:
    parts = []
    for link in found.links_to.get(family.id, ()):
        clause = found.clause[link.doc, link.n]
        words = clause.text[link.start : link.end].strip()
        if clause.text[: link.start].strip():
            words = f"… {words}"
        if clause.text[link.end :].strip():
            words = f"{words} …"
        parts.append(
            Part(
                found.names[link.doc],
                clause_quote(found, clause, text=words),
                wording.percent(link.score),
            )
        )
    return tuple(parts)


def _line(found: Lookup, family: Family) -> FamilyLine:
    relations = Counter(member.relation for member in family.members)
    carried = Counter(
        coding.provision
        for member in family.members
        for coding in found.codings.get((member.doc, member.n), ())
        if coding.provision in found.titles
    )
    return FamilyLine(
        name=family.name,
        href=addresses.family_page(family.id),
        documents=len({member.doc for member in family.members}),
        relations=(
            relations[Relation.VERBATIM],
            relations[Relation.ADAPTED],
            relations[Relation.PARAPHRASE],
        ),
        parts=len(found.links_to.get(family.id, ())),
        audience=found.clause[family.exemplar].audience.value,
        provisions=tuple(
            (found.titles[provision], addresses.provision_page(provision))
            for provision, _ in sorted(carried.items(), key=lambda item: (-item[1], item[0]))
        ),
    )
