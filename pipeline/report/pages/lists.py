"""What stands in the lists over all documents: defects, differences of force, files."""

from collections import Counter
from dataclasses import dataclass

from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup
from pipeline.report.published import Published, doubt, published
from pipeline.report.quotes import Quote, quote
from pipeline.report.readings import place
from pipeline.report.tables import tables


@dataclass(frozen=True, slots=True)
class DefectLine:
    """A drafting defect in the list."""

    name: str
    href: str
    word: str
    detail: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """A difference of force in the list."""

    name: str
    href: str
    place: str
    word: str
    theirs: str
    usual: str
    share: str
    clause: str
    published: Published | None
    doubt: str  # of text recognition
    family: str  # address; empty where it has no page
    family_name: str


@dataclass(frozen=True, slots=True)
class Download:
    """A table of the data package."""

    name: str
    title: str
    description: str
    rows: int
    columns: tuple[tuple[str, str], ...]  # name and description


@dataclass(frozen=True, slots=True)
class Count:
    """How often a kind occurs, and in how many documents."""

    word: str
    times: int
    documents: int


def defect_lines(found: Lookup) -> tuple[DefectLine, ...]:
    """List the drafting defects by council."""
    return tuple(
        DefectLine(
            name=found.names[doc],
            href=addresses.council_page(doc),
            word=wording.DEFECTS[defect.kind],
            detail=defect.detail,
            quote=quote(found, defect.evidence),
        )
        for doc in found.docs
        for defect in found.defects.get(doc, ())
    )


def defect_counts(found: Lookup) -> tuple[Count, ...]:
    """Count the drafting defects by kind, the most common first."""
    kinds = Counter(defect.kind for defect in found.findings.defects)
    documents = Counter(
        kind for kind, _ in {(d.kind, d.evidence.doc) for d in found.findings.defects}
    )
    return tuple(
        Count(wording.DEFECTS[kind], times, documents[kind])
        for kind, times in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    )


def difference_lines(found: Lookup) -> tuple[DifferenceLine, ...]:
    """List the differences of force by council."""
    families = {family.id: family.name for family in found.findings.families}
    lines = []
    for doc in found.docs:
        for difference in found.differences.get(doc, ()):
            clause = found.clause[difference.doc, difference.n]
            picture = published(found, doc, clause.page, clause)
            lines.append(
                DifferenceLine(
                    name=found.names[doc],
                    href=addresses.clause(doc, clause.n),
                    place=place(
                        clause.label, clause.address, clause.page if picture is None else None
                    ),
                    word=wording.DIFFERENCES[difference.kind],
                    theirs=difference.theirs,
                    usual=difference.usual,
                    share=f"{difference.count:,} of {difference.total:,}",
                    clause=clause.text,
                    published=picture,
                    doubt=doubt(found, clause),
                    family=_family_page(found, difference.family),
                    family_name=families.get(difference.family, ""),
                )
            )
    return tuple(lines)


def downloads(found: Lookup) -> tuple[Download, ...]:
    """List the tables of the data package."""
    return tuple(
        Download(
            table.name,
            table.title,
            table.description,
            len(table.rows),
            tuple((column.name, column.description) for column in table.columns),
        )
        for table in tables(found)
    )


def _family_page(found: Lookup, family: str) -> str:
    return addresses.family_page(family) if family in found.shared else ""
