"""Which clauses of different councils say the same?

Clauses become distinct wordings, wordings near copies about an exemplar (strands), and strands
families. Each of the three steps works on far fewer things than the one before it, so that a
country's clauses are lined up in time that grows with their number.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.align.competition import Competition
from pipeline.align.contexts import contexts_of
from pipeline.align.likeness import Likeness
from pipeline.align.memory import Homes, Memory, key_of, named_as_before, remember
from pipeline.align.merging import Evidence, agreements, merge
from pipeline.align.naming import family_id, family_name
from pipeline.align.parts import partial_links
from pipeline.align.relations import exemplar_of, relation_to
from pipeline.align.scorecard import fitted
from pipeline.align.strands import gather
from pipeline.align.suggesting import suggestions
from pipeline.align.wordings import Wording, collapse
from pipeline.model import Alignment, Audience, Clause, Family, Member, Relation
from pipeline.params import AlignParams

_BOUND = {
    Audience.COUNCILLORS: "councillors",
    Audience.OFFICERS: "officers",
    Audience.CHAIR: "the chair",
    Audience.BOTH: "both",
}


@dataclass(frozen=True, slots=True)
class _Group:
    """Wordings that say the same, before they are a family."""

    wordings: tuple[Wording, ...]
    agreement: tuple[float, ...]  # of each wording with the core
    home: str  # id of the remembered family that it is; empty if it is new


def align(
    clauses: Sequence[Clause],
    scores: Mapping[tuple[str, int], Sequence[float]],
    *,
    params: AlignParams,
    memory: Memory | None = None,
    made_by: str = "",
) -> tuple[Alignment, Memory]:
    """Line clauses up across councils.

    Args:
        clauses: Clauses of all documents, in any order; only the substantive ones are lined up, and
            of a clause in two languages the English one.
        scores: For a clause's document and number, its score for each provision from 0 to 1, all
            of one length. May lack some clauses, or be empty: then words and places decide alone.
        params: Thresholds.
        memory: What earlier runs settled. Clauses that were in one family stay in it, and those of
            two families never join, so that new documents move nobody else's clauses. Of a memory
            that `made_by` does not match, only the ids are kept.
        made_by: Hash of the software and the parameters, to be remembered.

    Returns:
        Families, partial links and suggestions, and the memory for the next run. Each substantive
        clause is in exactly one family. Clauses of different languages are never in one family.

    Raises:
        ValueError: Two clauses have the same document and number.
    """
    memory = memory or Memory(made_by)
    settled = memory if memory.made_by == made_by else Memory(made_by)
    ordered = sorted(
        (clause for clause in clauses if clause.counted),
        key=lambda clause: (clause.doc, clause.n),
    )
    for before, after in pairwise(ordered):
        if (before.doc, before.n) == (after.doc, after.n):
            raise ValueError(f"two clauses are number {after.n} of document {after.doc!r}")
    if not ordered:
        return Alignment(families=()), memory
    homes = Homes(settled)
    wordings = collapse(ordered)
    known = [homes.of(wording) for wording in wordings]
    strands = gather(
        wordings, known, near=params.near_copy, near_long=params.near_copy_long, seed=params.seed
    )
    of_strand = [known[strand[0]] for strand in strands]
    contexts = contexts_of(ordered, wordings, strands, scores)
    competition = Competition(
        contexts,
        Likeness(contexts, seed=params.seed),
        fitted(),
        count=params.candidates,
        new=[not home for home in of_strand],
    )
    weights = [context.weight for context in contexts]
    evidence = Evidence(competition)
    grouped = merge(weights, evidence, least=params.same_provision, settled=_together(of_strand))
    sure = agreements(grouped, weights, evidence)
    groups = []
    for group in grouped:
        groups.append(
            _Group(
                tuple(wordings[at] for strand in group for at in strands[strand]),
                tuple(
                    homes.agreement(wordings[at], sure[strand])
                    for strand in group
                    for at in strands[strand]
                ),
                next((of_strand[strand] for strand in group if of_strand[strand]), ""),
            )
        )
    made = sorted(
        (_family(group, ordered, homes, params) for group in groups),
        key=lambda each: (each[0].members[0].doc, each[0].members[0].n),
    )
    if settled is not memory:
        renamed = named_as_before(memory, made)
        made = [(family, words) for family, (_, words) in zip(renamed, made, strict=True)]
    named = _told_apart([family for family, _ in made], ordered, homes)
    made = [(family, words) for family, (_, words) in zip(named, made, strict=True)]
    agreement = {
        key_of(wording): sure
        for group in groups
        for wording, sure in zip(group.wordings, group.agreement, strict=True)
    }
    suggested, for_next = suggestions(
        named, strands, wordings, ordered, evidence, before=settled.suggested, params=params
    )
    return (
        Alignment(named, partial_links(made, ordered, seed=params.seed), suggested),
        remember(memory, made, agreement, for_next, made_by=made_by),
    )


def _together(homes: Sequence[str]) -> list[list[int]]:
    """Bring the strands of each remembered family together."""
    grouped: defaultdict[str, list[int]] = defaultdict(list)
    for strand, home in enumerate(homes):
        if home:
            grouped[home].append(strand)
    return list(grouped.values())


def _family(
    group: _Group, clauses: Sequence[Clause], homes: Homes, params: AlignParams
) -> tuple[Family, tuple[Wording, ...]]:
    """Make a family, and give its wordings, the exemplar first."""
    remembered = homes.family(group.home) if group.home else None
    chosen = next(
        (each for each in group.wordings if remembered and key_of(each) == remembered.exemplar),
        None,
    ) or exemplar_of(group.wordings)
    members = []
    for wording, agreement in zip(group.wordings, group.agreement, strict=True):
        relation, score = relation_to(chosen, wording, adapted=params.adapted)
        # whether other words of the family say the same is another question
        is_copy = relation is Relation.VERBATIM or score >= params.near_copy
        sure = 1.0 if is_copy else agreement
        for place in wording.places:
            clause = clauses[place]
            members.append(Member(clause.doc, clause.n, relation, score, sure))
    if len(members) == 1:
        members = [Member(members[0].doc, members[0].n, Relation.UNIQUE, 1.0)]
    exemplar = clauses[chosen.places[0]]
    family = Family(
        id=remembered.id if remembered else family_id(chosen),
        name=family_name(exemplar.text),
        exemplar=(exemplar.doc, exemplar.n),
        members=tuple(sorted(members, key=lambda member: (member.doc, member.n))),
    )
    return family, (chosen, *(wording for wording in group.wordings if wording is not chosen))


def _told_apart(
    families: Sequence[Family], clauses: Sequence[Clause], homes: Homes
) -> tuple[Family, ...]:
    """Add the party, or else the heading, to names that several families would have."""
    exemplars = {(clause.doc, clause.n): clause for clause in clauses}
    named = [replace(family, name=homes.name(family.id) or family.name) for family in families]
    for addition in (_bound_party, _top_heading):
        uses = Counter(family.name for family in named)
        for at, family in enumerate(named):
            new = uses[family.name] > 1 and not homes.name(family.id)
            added = addition(exemplars[family.exemplar]) if new else ""
            if added:
                named[at] = replace(family, name=f"{family.name} ({added})")
    return tuple(named)


def _bound_party(exemplar: Clause) -> str:
    return _BOUND.get(exemplar.audience, "")


def _top_heading(exemplar: Clause) -> str:
    return family_name(exemplar.path[0]) if exemplar.path else ""
