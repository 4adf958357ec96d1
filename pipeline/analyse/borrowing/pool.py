"""Which wordings on each provision are kept, for a later choice among them?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.analyse.borrowing.faults import faults
from pipeline.analyse.borrowing.known import Known, known
from pipeline.analyse.borrowing.naming import Naming
from pipeline.analyse.borrowing.suitability import Marks, marks_of, suitability
from pipeline.analyse.borrowing.units import Bearing, Unit, on_provisions, units
from pipeline.model import (
    Borrowable,
    Clause,
    ClauseKind,
    Codebook,
    Coding,
    Council,
    Defect,
    Family,
    Force,
    Lineage,
    Review,
    ReviewStatus,
    Source,
)
from pipeline.text.blanks import Blank, blanks

MOST = 40  # wordings kept of a provision, of each language
_LEAST_SURE = 0.7  # that a wording has rules on the provision
_SURE_UNNAMED = 0.95  # the same where its words do not name the provision
_NAMED_ABOVE = 0.6  # how far a heading names what a clause is about
_LEAST_SUBJECT = 0.45  # share of the provision in all that it has rules on
_LEAST_SUITABLE = 0.65
_FOLLOWING = 0.85  # what each further wording of one template, and
_NEIGHBOUR = 0.97  # of one sort of council in one county, counts for in what is kept
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A wording before it is decided whether it is kept."""

    provision: str
    unit: Unit
    suitability: float
    kin: str  # template, or else family

    @property
    def first(self) -> Clause:
        return self.unit.clauses[0]


def borrowable(
    clauses: Sequence[Clause],
    codings: Iterable[Coding],
    codebook: Codebook,
    *,
    sources: Iterable[Source],
    councils: Mapping[str, Council],
    forces: Iterable[Force],
    reviews: Iterable[Review],
    defects: Iterable[Defect],
    families: Sequence[Family],
    lineages: Iterable[Lineage],
    near: float,
    doubtful_below: float,
    most: int = MOST,
) -> dict[str, tuple[Borrowable, ...]]:
    """Find the wordings that another council could take over.

    Left out are wordings that are not surely about the provision, have a defect, send the reader
    elsewhere in their document, name people or other councils, or were not read surely.

    Args:
        clauses: Of all documents, sorted by document and number.
        codings: What the clauses are about.
        codebook: The provisions.
        sources: The files; one that stands for another with the same bytes counts for both.
        councils: Whose documents they are, by doc.
        forces: Of the clauses that can carry a provision.
        reviews: The judged dates of the documents.
        defects: Of all documents.
        families: Clauses that say the same.
        lineages: Templates, the most documents first.
        near: Likeness from which two readings of a family share their words.
        doubtful_below: How sure text recognition must be of a clause.
        most: Wordings to keep of a provision, of each language.

    Returns:
        For each provision with any, its wordings, the most suitable first. Many templates, sorts
        of councils and counties are among them, so that a choice is left.
    """
    facts = known(
        clauses,
        codings,
        sources=sources,
        councils=councils,
        forces=forces,
        reviews=reviews,
        defects=defects,
        families=families,
        lineages=lineages,
        near=near,
    )
    naming = Naming(codebook)
    found: defaultdict[tuple[str, str], list[_Candidate]] = defaultdict(list)
    for doc, own in groupby(clauses, key=lambda clause: clause.doc):
        if doc in facts.sources:
            document = _Document(doc, facts, naming, doubtful_below)
            for candidate in document.candidates(tuple(own)):
                found[candidate.provision, candidate.first.language].append(candidate)
    kept = {key: _varied(candidates, councils, most) for key, candidates in found.items()}
    docs = {candidate.first.doc for candidates in kept.values() for candidate in candidates}
    headings = _headings(clause for clause in clauses if clause.doc in docs)
    pools: defaultdict[str, list[Borrowable]] = defaultdict(list)
    for (provision, _), candidates in sorted(kept.items()):
        pools[provision] += [_borrowable(candidate, facts, headings) for candidate in candidates]
    return {provision: tuple(sorted(pool, key=_rank)) for provision, pool in pools.items()}


def _rank(wording: Borrowable) -> tuple[float, str, int]:
    return -wording.suitability, wording.doc, wording.n


class _Document:
    """Finds what of one document can be borrowed."""

    def __init__(self, doc: str, facts: Known, naming: Naming, doubtful_below: float) -> None:
        self._facts = facts
        self._naming = naming
        self._doubtful_below = doubtful_below
        self._review = facts.reviews.get(doc)
        council = facts.councils.get(doc, Council())
        self._council, self._county = council.name or "", council.county or ""

    def candidates(self, clauses: Sequence[Clause]) -> Iterator[_Candidate]:
        """Give every wording that is good enough, in reading order."""
        if self._review is not None and self._review.status is ReviewStatus.UNREADABLE:
            return
        for whole in units(clauses):
            own: dict[tuple[int, ...], list[tuple[Blank, ...]] | None] = {}  # None: not offered
            for provision, (unit, bearing) in on_provisions(whole, self._facts.codings).items():
                if bearing.sure < _LEAST_SURE or bearing.subject < _LEAST_SUBJECT:
                    continue
                is_part = len(unit.clauses) < len(whole.clauses)
                named = self._named(provision, unit, is_part=is_part)
                if named < 1.0 and (unit.is_list or bearing.sure < _SURE_UNNAMED):
                    continue
                key = tuple(clause.n for clause in unit.clauses)
                if key not in own:
                    own[key] = self._own_words(unit)
                blank = own[key]
                if blank is not None:
                    marks = self._marks(
                        provision, unit, bearing, blank, named=named, is_part=is_part
                    )
                    yield from self._candidate(provision, unit, suitability(marks))

    def _named(self, provision: str, unit: Unit, *, is_part: bool) -> float:
        """Say how far a unit's words name its provision: of some items their own, 0 to 1."""
        within = unit.carrying if is_part else unit.clauses
        if not self._naming.is_cued(provision):
            return 1.0
        if any(provision in self._naming.named(clause.text) for clause in within):
            return 1.0
        above = self._naming.named(" ".join(unit.clauses[0].path))
        return _NAMED_ABOVE if provision in above else 0.0

    def _own_words(self, unit: Unit) -> list[tuple[Blank, ...]] | None:
        """Find what in each clause is its council's own; None where the unit is not sound."""
        for clause in unit.clauses:
            sure = 1.0 if clause.confidence is None else clause.confidence
            is_faulty = (clause.doc, clause.n) in self._facts.faulty
            if clause.quoted or is_faulty or sure < self._doubtful_below:
                return None
        found = [
            blanks(clause.text, council=self._council, county=self._county)
            for clause in unit.clauses
        ]
        return None if faults(unit, found, council=self._council) else found

    def _marks(
        self,
        provision: str,
        unit: Unit,
        bearing: Bearing,
        own: Sequence[Sequence[Blank]],
        *,
        named: float,
        is_part: bool,
    ) -> Marks:
        facts = self._facts
        places = [(clause.doc, clause.n) for clause in unit.clauses]
        said = [facts.saying.get(facts.families.get(place, ""), 1) for place in places]
        return marks_of(
            unit,
            bearing,
            [facts.forces[place] for place in places if place in facts.forces],
            own,
            self._review,
            named=named,
            councils=_shared_by(unit, facts),
            saying=sum(said) / len(said) / facts.having[provision],
            is_part=is_part,
        )

    def _candidate(self, provision: str, unit: Unit, suitable: float) -> Iterator[_Candidate]:
        last = unit.clauses[-1]
        if suitable >= _LEAST_SUITABLE:
            kin = _template_of(unit, self._facts) or self._facts.families.get(
                (last.doc, last.n), ""
            )
            yield _Candidate(provision, unit, round(suitable, 4), kin)


def _varied(
    candidates: Iterable[_Candidate], councils: Mapping[str, Council], most: int
) -> tuple[_Candidate, ...]:
    """Keep the most suitable, where each further one of a kind counts for less."""
    of_kin: Counter[str] = Counter()
    of_sort: Counter[tuple[str | None, str | None]] = Counter()
    weighed: list[tuple[float, int, _Candidate]] = []
    for candidate in sorted(candidates, key=lambda c: (-c.suitability, c.first.doc, c.first.n)):
        council = councils.get(candidate.first.doc, Council())
        sort = (council.council_type, council.county)
        standing = _FOLLOWING ** of_kin[candidate.kin] * _NEIGHBOUR ** of_sort[sort]
        of_kin[candidate.kin] += bool(candidate.kin)
        of_sort[sort] += 1
        weighed.append((-candidate.suitability * standing, len(weighed), candidate))
    return tuple(candidate for *_, candidate in sorted(weighed, key=lambda each: each[:2])[:most])


def _headings(clauses: Iterable[Clause]) -> dict[tuple[str, int], str]:
    """Give the nearest heading above each clause of some documents."""
    found: dict[tuple[str, int], str] = {}
    doc, heading = "", ""
    for clause in clauses:
        if clause.doc != doc:
            doc, heading = clause.doc, ""
        if clause.kind is ClauseKind.HEADING:
            heading = clause.text
        found[clause.doc, clause.n] = heading if clause.path else ""
    return found


def _borrowable(
    candidate: _Candidate, facts: Known, headings: Mapping[tuple[str, int], str]
) -> Borrowable:
    first = candidate.first
    review = facts.reviews.get(first.doc)
    url = facts.sources[first.doc].url or ""
    return Borrowable(
        provision=candidate.provision,
        doc=first.doc,
        n=first.n,
        council=facts.name(first.doc),
        heading=headings[first.doc, first.n],
        paragraphs=tuple(
            (clause.label or "", clause.text.strip()) for clause in candidate.unit.clauses
        ),
        page=first.page,
        url=url if url.casefold().startswith(_WEB) else None,
        dated=(review.last_reviewed or review.adopted) if review is not None else None,
        status=review.status if review is not None else ReviewStatus.NO_REVIEW_DATE,
        lineage=_template_of(candidate.unit, facts),
        councils=_shared_by(candidate.unit, facts),
        suitability=candidate.suitability,
    )


def _shared_by(unit: Unit, facts: Known) -> int:
    """Count the councils that have all of it: many lists share only their intro."""
    return min(facts.shared.get((clause.doc, clause.n), 1) for clause in unit.clauses)


def _template_of(unit: Unit, facts: Known) -> str:
    """Give the template that most of a unit's clauses stand in; empty where none does."""
    counts = Counter(facts.templates.get((clause.doc, clause.n), "") for clause in unit.clauses)
    del counts[""]
    return min(counts, key=lambda template: (-counts[template], template), default="")
