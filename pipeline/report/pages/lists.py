"""What stands in the lists over all documents: defects, differences of force, changes, files."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup
from pipeline.report.published import Published, doubt, published
from pipeline.report.quotes import Quote, quote
from pipeline.report.readings import place
from pipeline.report.tables import tables

_VALUES: Mapping[str, str] = {
    **{str(state): word for state, word in wording.STATES.items()},
    **{str(status): word for status, word in wording.STATUSES.items()},
    **{str(level): word for level, word in wording.LEVELS.items()},
}


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
class ChangeLine:
    """A change since the run before."""

    name: str
    href: str  # empty where the document is no longer there
    what: str
    before: str
    after: str
    cause: str


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


def change_lines(found: Lookup) -> tuple[ChangeLine, ...]:
    """List what changed since the run before, by document."""
    return tuple(
        ChangeLine(
            name=found.names.get(change.doc, change.doc),
            href=addresses.council_page(change.doc) if change.doc in found.reviews else "",
            what=_changed(found.titles, change.what),
            before=_value(change.before),
            after=_value(change.after),
            cause=wording.CAUSES[change.cause],
        )
        for change in found.findings.changes
    )


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


def _value(value: str) -> str:
    """Say in words what a finding was: "no_review_date" is "No review date"."""
    return _VALUES.get(value, value) or "Not there"


def _changed(titles: Mapping[str, str], what: str) -> str:
    """Say in words what changed: "coverage:press_media" is "Coverage: Press and media"."""
    kind, _, name = what.partition(":")
    words = kind.replace("_", " ").capitalize()
    return f"{words}: {titles.get(name, name)}" if name else words
