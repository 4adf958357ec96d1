"""What stands on the pages of families: clauses that several documents share."""

from collections import Counter
from dataclasses import dataclass

from pipeline.model import Family, Relation
from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup
from pipeline.report.readings import Reading, readings


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A family's line in the list of shared wording."""

    name: str
    href: str
    documents: int
    relations: tuple[int, int, int]  # verbatim, adapted, paraphrase
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
class FamilyView:
    """A family's page."""

    line: FamilyLine
    readings: tuple[Reading, ...]
    contrasts: tuple[Contrast, ...]
    without: int  # documents that were read and have no reading


def family_lines(found: Lookup) -> tuple[FamilyLine, ...]:
    """List the families with two or more readings, the widest first."""
    lines = [
        _line(found, family) for family in found.findings.families if family.id in found.shared
    ]
    return tuple(sorted(lines, key=lambda line: (-line.documents, line.name, line.href)))


def family_views(found: Lookup) -> dict[str, FamilyView]:
    """Fill the page of each family with two or more readings, by its address."""
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
        line = _line(found, family)
        views[line.href] = FamilyView(
            line=line,
            readings=readings(found, family, family.members),
            contrasts=tuple(contrasts.get(family.id, ())),
            without=len(found.readable) - line.documents,
        )
    return views


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
        audience=found.clause[family.exemplar].audience.value,
        provisions=tuple(
            (found.titles[provision], addresses.provision_page(provision))
            for provision, _ in sorted(carried.items(), key=lambda item: (-item[1], item[0]))
        ),
    )
