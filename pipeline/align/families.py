"""Which clauses of different councils say the same?

Clauses become distinct wordings, wordings near copies about an exemplar (strands), and strands
families. Each of the three steps works on far fewer things than the one before it, so that a
country's clauses are lined up in time that grows with their number.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.align.competition import Competition
from pipeline.align.contexts import contexts_of
from pipeline.align.likeness import Likeness
from pipeline.align.merging import merge
from pipeline.align.naming import family_id, family_name
from pipeline.align.relations import exemplar_of, relation_to
from pipeline.align.strands import gather
from pipeline.align.wordings import Wording, collapse
from pipeline.model import Alignment, Audience, Clause, Family, Member, Relation
from pipeline.params import AlignParams

_BOUND = {
    Audience.COUNCILLORS: "councillors",
    Audience.OFFICERS: "officers",
    Audience.CHAIR: "the chair",
    Audience.BOTH: "both",
}


def align(
    clauses: Sequence[Clause],
    scores: Mapping[tuple[str, int], Sequence[float]],
    *,
    params: AlignParams,
) -> Alignment:
    """Line clauses up across councils.

    Args:
        clauses: Clauses of all documents, in any order; only the substantive ones are lined up, and
            of a clause in two languages the English one.
        scores: For a clause's document and number, its score for each provision from 0 to 1, all
            of one length. May lack some clauses, or be empty: then words and places decide alone.
        params: Thresholds.

    Returns:
        Families; each substantive clause is in exactly one. Clauses
        of different languages are never in one family. Empty if there are no clauses.

    Raises:
        ValueError: Two clauses have the same document and number.
    """
    ordered = sorted(
        (clause for clause in clauses if clause.counted),
        key=lambda clause: (clause.doc, clause.n),
    )
    for before, after in pairwise(ordered):
        if (before.doc, before.n) == (after.doc, after.n):
            raise ValueError(f"two clauses are number {after.n} of document {after.doc!r}")
    if not ordered:
        return Alignment(families=())
    wordings = collapse(ordered)
    strands = gather(
        wordings, near=params.near_copy, near_long=params.near_copy_long, seed=params.seed
    )
    contexts = contexts_of(ordered, wordings, strands, scores)
    likeness = Likeness(contexts, seed=params.seed)
    competition = Competition(contexts, likeness, count=params.candidates)
    families = [
        _family([wordings[index] for strand in group for index in strands[strand]], ordered, params)
        for group in merge(
            [context.weight for context in contexts], competition, least=params.same_provision
        )
    ]
    families.sort(key=lambda family: (family.members[0].doc, family.members[0].n))
    return Alignment(_told_apart(families, ordered))


def _family(wordings: Sequence[Wording], clauses: Sequence[Clause], params: AlignParams) -> Family:
    chosen = exemplar_of(wordings)
    members = []
    for wording in wordings:
        relation, score = relation_to(chosen, wording, adapted=params.adapted)
        for place in wording.places:
            members.append(Member(clauses[place].doc, clauses[place].n, relation, score))
    if len(members) == 1:
        members = [Member(members[0].doc, members[0].n, Relation.UNIQUE, 1.0)]
    exemplar = clauses[chosen.places[0]]
    return Family(
        id=family_id(chosen),
        name=family_name(exemplar.text),
        exemplar=(exemplar.doc, exemplar.n),
        members=tuple(sorted(members, key=lambda member: (member.doc, member.n))),
    )


def _told_apart(families: Sequence[Family], clauses: Sequence[Clause]) -> tuple[Family, ...]:
    """Add the party, or else the heading, to names that several families would have."""
    exemplars = {(clause.doc, clause.n): clause for clause in clauses}
    named = list(families)
    for addition in (_bound_party, _top_heading):
        uses = Counter(family.name for family in named)
        for at, family in enumerate(named):
            added = addition(exemplars[family.exemplar]) if uses[family.name] > 1 else ""
            if added:
                named[at] = replace(family, name=f"{family.name} ({added})")
    return tuple(named)


def _bound_party(exemplar: Clause) -> str:
    return _BOUND.get(exemplar.audience, "")


def _top_heading(exemplar: Clause) -> str:
    return family_name(exemplar.path[0]) if exemplar.path else ""
