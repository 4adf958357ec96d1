"""Which findings belong to which document, clause and provision?"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pipeline.model import (
    Cell,
    Clause,
    Coding,
    CorrectionKind,
    Defect,
    Difference,
    Distinctive,
    Document,
    Family,
    Findings,
    Kinship,
    Level,
    Lineage,
    Member,
    Outcome,
    PartialLink,
    PeerGroup,
    Peers,
    Picture,
    Practice,
    Prevalence,
    Provision,
    Replayed,
    Review,
    ReviewStatus,
    Source,
    Standing,
)


class _OfDocument(Protocol):
    @property
    def doc(self) -> str: ...


_Found = TypeVar("_Found", bound=_OfDocument)


@dataclass(frozen=True, slots=True)
class Lookup:
    """The findings of a run, by what they are about. Mappings keep the order of the findings."""

    findings: Findings
    names: Mapping[str, str]  # by doc: the council's name as shown, different for each document
    docs: tuple[str, ...]  # every document once, by the council's name as shown
    readable: tuple[str, ...]  # those whose text was read, in the same order
    duplicates: tuple[Source, ...]  # sources with the same bytes as another, which stands for both
    sources: Mapping[str, Source]
    titles: Mapping[str, str]  # by provision
    reviews: Mapping[str, Review]  # of each of `docs`, the unreadable too
    cells: Mapping[tuple[str, str], Cell]  # by doc and provision
    clauses: Mapping[str, tuple[Clause, ...]]  # by doc
    clause: Mapping[tuple[str, int], Clause]  # by doc and n
    codings: Mapping[tuple[str, int], tuple[Coding, ...]]  # by doc and n
    by_level: Mapping[tuple[str, Level], tuple[str, ...]]  # docs by provision and level
    family: Mapping[str, Family]  # by id
    families: Mapping[tuple[str, int], tuple[Family, Member]]  # by doc and n
    # ids of the families that have a page: with two readings, or words in a longer clause elsewhere
    shared: frozenset[str]
    links_to: Mapping[str, tuple[PartialLink, ...]]  # by family: longer clauses that hold its words
    links_of: Mapping[tuple[str, int], tuple[PartialLink, ...]]  # by doc and n of the longer clause
    differences: Mapping[str, tuple[Difference, ...]]  # by doc
    defects: Mapping[str, tuple[Defect, ...]]  # by doc
    pictures: Mapping[tuple[str, int], Picture]  # by doc and number of the page
    prevalence: Mapping[str, tuple[Prevalence, ...]]  # by provision; of all documents first
    corrections: Mapping[str, tuple[Replayed, ...]]  # by doc: those that changed something there
    kinships: Mapping[str, tuple[Kinship, ...]]  # by doc, the largest share first
    standings: Mapping[str, tuple[tuple[Lineage, Standing], ...]]  # by doc
    distinctive: Mapping[str, tuple[Distinctive, ...]]  # by doc
    peers: Mapping[str, tuple[Peers, PeerGroup]]  # by doc
    practices: Mapping[tuple[str, str], Practice]  # by doc and provision; none of too few peers
    doubtful_below: float  # a recognised clause that is less sure than this is to be checked

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """The provisions, in the codebook's order."""
        return self.findings.codebook.provisions

    def document(self, doc: str) -> Document:
        """Give what the reader made of a source."""
        return self.findings.documents[doc]

    def docs_at(self, provision: str, level: Level) -> tuple[str, ...]:
        """Give the documents whose cell of a provision has this level."""
        return self.by_level.get((provision, level), ())

    def is_readable(self, doc: str) -> bool:
        """Whether a document's text was read."""
        return self.document(doc).state.readable

    def level(self, doc: str, provision: str) -> Level:
        """Give the level of a cell."""
        return self.cells[doc, provision].level

    def overall(self, provision: str) -> Prevalence:
        """Count a provision over all documents."""
        return self.prevalence[provision][0]

    def to_check(self, doc: str) -> tuple[Cell, ...]:
        """Give the cells of a document that a person should check, in the codebook's order."""
        cells = (self.cells[doc, provision.id] for provision in self.provisions)
        return tuple(c for c in cells if c.level is not Level.UNREADABLE and not c.certain)

    def is_doubtful(self, clause: Clause) -> bool:
        """Whether a clause was recognised from a picture, and not surely enough."""
        return clause.confidence is not None and clause.confidence < self.doubtful_below


def lookup(
    findings: Findings,
    *,
    pictures: Mapping[str, Sequence[Picture]] | None = None,
    doubtful_below: float = 0.0,
) -> Lookup:
    """Arrange the findings of a run for the reports.

    Args:
        findings: All findings of a run.
        pictures: The pictures of pages that there are, by document.
        doubtful_below: How sure text recognition must be for a clause not to be marked.
    """
    names = _names(findings)
    once = [source.doc for source in findings.sources if source.duplicate_of is None]
    # those without a known name go last: nobody looks for them by it
    unnamed = {s.doc for s in findings.sources if council_of(findings, s)[0] is None}
    docs = tuple(sorted(once, key=lambda doc: (doc in unnamed, names[doc].casefold(), doc)))
    reviews = {review.doc: review for review in findings.reviews}
    cells = {(cell.doc, cell.provision): cell for cell in findings.cells}
    groups = {group.id: group for group in findings.peer_groups}
    linked = {link.family for link in findings.partial_links}
    return Lookup(
        findings=findings,
        names=names,
        docs=docs,
        readable=tuple(doc for doc in docs if findings.documents[doc].state.readable),
        duplicates=tuple(s for s in findings.sources if s.duplicate_of is not None),
        sources={source.doc: source for source in findings.sources},
        titles={provision.id: provision.title for provision in findings.codebook.provisions},
        reviews={doc: reviews.get(doc) or _nothing_known(doc) for doc in docs},
        cells=cells,
        by_level=_grouped(
            ((provision.id, cells[doc, provision.id].level), doc)
            for provision in findings.codebook.provisions
            for doc in docs
        ),
        clauses=_by_doc(findings.clauses),
        clause={(clause.doc, clause.n): clause for clause in findings.clauses},
        codings=_grouped(((coding.doc, coding.n), coding) for coding in findings.codings),
        family={family.id: family for family in findings.families},
        families={
            (member.doc, member.n): (family, member)
            for family in findings.families
            for member in family.members
        },
        shared=frozenset(
            family.id
            for family in findings.families
            if len(family.members) > 1 or family.id in linked
        ),
        links_to=_grouped((link.family, link) for link in findings.partial_links),
        links_of=_grouped(((link.doc, link.n), link) for link in findings.partial_links),
        differences=_by_doc(findings.differences),
        defects=_grouped((defect.evidence.doc, defect) for defect in findings.defects),
        pictures={
            (doc, picture.number): picture
            for doc, drawn in (pictures or {}).items()
            for picture in drawn
        },
        prevalence=_grouped((row.provision, row) for row in findings.prevalence),
        corrections=_grouped(
            (doc, each)
            for each in findings.corrections
            if each.outcome is Outcome.APPLIED
            for doc in dict.fromkeys((each.correction.doc, *(doc for doc, _ in each.reached)))
        ),
        kinships=_by_doc(findings.ancestry.kinships),
        standings=_grouped(
            (standing.doc, (lineage, standing))
            for lineage in findings.ancestry.lineages
            for standing in lineage.standings
        ),
        distinctive=_by_doc(findings.ancestry.distinctive),
        peers={each.doc: (each, groups[each.group]) for each in findings.peers},
        practices={(each.doc, each.provision): each for each in findings.practices},
        doubtful_below=doubtful_below,
    )


def council_of(findings: Findings, source: Source) -> tuple[str | None, str]:
    """Give the name of a source's council and who gives it.

    Returns:
        The name and `correction`, `register` or `document`; None and `unknown` where nothing gives
        one.
    """
    if source.council:
        corrected = any(
            each.correction.what == CorrectionKind.COUNCIL
            and each.correction.doc == source.doc
            and each.outcome is Outcome.APPLIED
            for each in findings.corrections
        )
        return source.council, "correction" if corrected else "register"
    council = findings.councils.get(source.doc)
    if council is not None and council.name:
        return council.name, "document"
    return None, "unknown"


def council_type_of(findings: Findings, source: Source) -> str | None:
    """Give the type of a source's council, from the register, else from the document."""
    council = findings.councils.get(source.doc)
    return council.council_type if council is not None else None


def _names(findings: Findings) -> dict[str, str]:
    found = {source.doc: council_of(findings, source)[0] for source in findings.sources}
    times = Counter(found.values())
    names = {}
    for doc, name in found.items():
        if name is None:
            readable = findings.documents[doc].state.readable
            unnamed = "Council not named in the document" if readable else "Council not known"
            names[doc] = f"{unnamed} ({doc})"
        else:
            names[doc] = name if times[name] == 1 else f"{name} ({doc})"
    return names


def certain_fields(review: Review) -> tuple[str, ...]:
    """Name the dates, the interval and the status that a document states beyond doubt."""
    stated = {
        "adopted": review.adopted is not None,
        "last_reviewed": review.last_reviewed is not None,
        "review_due": review.review_due is not None,
        "cadence": bool(review.cadence_months),
        "status": review.status is not ReviewStatus.UNREADABLE,
    }
    doubted = {field for field, _ in review.doubts}
    return tuple(field for field, has in stated.items() if has and field not in doubted)


def _nothing_known(doc: str) -> Review:
    return Review(
        doc=doc,
        title=None,
        adopted=None,
        last_reviewed=None,
        review_due=None,
        cadence_months=(),
        cadence_text=None,
        derived_due=(),
        status=ReviewStatus.UNREADABLE,
        status_readings=(),
        days_overdue=None,
        years_since_review=None,
        approved_by=None,
        minute_ref=None,
        version=None,
        flags=(),
        evidence=(),
    )


def _by_doc(found: Iterable[_Found]) -> dict[str, tuple[_Found, ...]]:
    return _grouped((item.doc, item) for item in found)


_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


def _grouped(pairs: Iterable[tuple[_Key, _Value]]) -> dict[_Key, tuple[_Value, ...]]:
    groups: defaultdict[_Key, list[_Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
