"""What is known of the clauses and documents that wordings are taken from?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.analyse.borrowing.units import Codings
from pipeline.model import (
    Clause,
    Coding,
    Council,
    Defect,
    Family,
    Force,
    Level,
    Lineage,
    Relation,
    Review,
    Source,
)
from pipeline.text.folding import fold_item

Place = tuple[str, int]  # doc and n


@dataclass(frozen=True, slots=True)
class Known:
    """Everything about a clause or a document, looked up by its key."""

    codings: Codings
    forces: Mapping[Place, Force]
    faulty: frozenset[Place]  # clauses with a defect
    families: Mapping[Place, str]
    shared: Mapping[Place, int]  # councils that have a clause's words or nearly
    saying: Mapping[str, int]  # councils that have a clause of a family
    having: Mapping[str, int]  # councils that have rules on a provision
    templates: Mapping[Place, str]  # id of the lineage that a clause stands in
    reviews: Mapping[str, Review]
    sources: Mapping[str, Source]  # without those that another stands for
    councils: Mapping[str, Council]

    def name(self, doc: str) -> str:
        """Give the name of a document's council, or else the document's identifier."""
        council = self.councils.get(doc)
        return (council.name if council else None) or doc


def known(
    clauses: Iterable[Clause],
    codings: Iterable[Coding],
    *,
    sources: Iterable[Source],
    councils: Mapping[str, Council],
    forces: Iterable[Force],
    reviews: Iterable[Review],
    defects: Iterable[Defect],
    families: Sequence[Family],
    lineages: Iterable[Lineage],
    near: float,
) -> Known:
    """Put everything where it is found by its key; see `pool.borrowable`."""
    coded: defaultdict[Place, list[Coding]] = defaultdict(list)
    for coding in codings:
        coded[coding.doc, coding.n].append(coding)
    owners = {doc: council.name or doc for doc, council in councils.items()}
    texts = {(clause.doc, clause.n): clause.text for clause in clauses}
    shared: dict[Place, int] = {}
    for family in families:
        shared.update(_sharing(family, texts, owners, near))
    templates: dict[Place, str] = {}
    for lineage in lineages:
        for standing in lineage.standings:
            for n in standing.clauses:
                templates.setdefault((standing.doc, n), lineage.id)
    having: defaultdict[str, set[str]] = defaultdict(set)
    for (doc, _), found in coded.items():
        for coding in found:
            if coding.level is Level.RULES:
                having[coding.provision].add(owners.get(doc, doc))
    return Known(
        codings=coded,
        forces={(force.doc, force.n): force for force in forces},
        faulty=frozenset(
            (defect.evidence.doc, defect.evidence.n)
            for defect in defects
            if defect.evidence.n is not None
        ),
        families={(m.doc, m.n): family.id for family in families for m in family.members},
        shared=shared,
        saying={
            family.id: len({owners.get(member.doc, member.doc) for member in family.members})
            for family in families
        },
        having={provision: len(names) for provision, names in having.items()},
        templates=templates,
        reviews={review.doc: review for review in reviews},
        sources={source.doc: source for source in sources if not source.duplicate_of},
        councils=councils,
    )


def _sharing(
    family: Family, texts: Mapping[Place, str], owners: Mapping[str, str], near: float
) -> dict[Place, int]:
    """Count for each member the councils with its words or nearly.

    Those near the exemplar are near one another; of the others only equal ones are known to be.
    """
    groups: defaultdict[str, list[Place]] = defaultdict(list)
    for member in family.members:
        place = (member.doc, member.n)
        is_near = member.relation is not Relation.PARAPHRASE and member.score >= near
        groups["" if is_near else f"={fold_item(texts.get(place, ''))}"].append(place)
    return {
        place: len({owners.get(doc, doc) for doc, _ in places})
        for places in groups.values()
        for place in places
    }
