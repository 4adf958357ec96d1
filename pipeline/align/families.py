"""Which clauses of different councils say the same?

Clauses become distinct wordings, wordings near copies about an exemplar (strands), and strands
families. Each of the three steps works on far fewer things than the one before it, so that a
country's clauses are lined up in time that grows with their number.
"""

import gc
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from pipeline.align.competition import Competition
from pipeline.align.contexts import Context, contexts_of, sections_of
from pipeline.align.likeness import Likeness
from pipeline.align.memory import (
    Homes,
    Memory,
    Remembered,
    key_of,
    named_as_before,
    remember,
)
from pipeline.align.merging import Evidence, agreements, merge
from pipeline.align.naming import family_id, family_name
from pipeline.align.parts import partial_links
from pipeline.align.relations import exemplar_of, relation_to
from pipeline.align.scorecard import fitted
from pipeline.align.strands import gather
from pipeline.align.suggesting import suggestions
from pipeline.align.word_vectors import learnt
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
class _Made:
    """A family of this run, and what is remembered of it."""

    family: Family
    wordings: tuple[int, ...]  # indices of its wordings, the exemplar first
    agreement: tuple[float, ...]  # of each with the family's core


@contextmanager
def _no_cycles_looked_for() -> Iterator[None]:
    """Keep Python from walking a country's records, which hold no cycles, again and again."""
    looked_for = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked_for:
            gc.enable()


@_no_cycles_looked_for()
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
        key=attrgetter("doc", "n"),
    )
    for before, after in pairwise(ordered):
        if (before.doc, before.n) == (after.doc, after.n):
            raise ValueError(f"two clauses are number {after.n} of document {after.doc!r}")
    if not ordered:
        return Alignment(families=()), memory
    homes = Homes(settled)
    wordings = collapse(ordered)
    keys = [key_of(wording) for wording in wordings]
    known = [homes.of(key) for key in keys]
    sections = sections_of(ordered)
    strands = gather(
        wordings,
        known,
        sections,
        near=params.near_copy,
        near_long=params.near_copy_long,
        seed=params.seed,
    )
    of_strand = [known[strand[0]] for strand in strands]
    grouped, sure, evidence = _grouped(
        contexts_of(ordered, sections, wordings, strands, scores), homes=of_strand, params=params
    )
    made = []
    for group in grouped:
        members = [at for strand in group for at in strands[strand]]
        agreement = [
            homes.agreement(keys[at], sure[strand]) for strand in group for at in strands[strand]
        ]
        home = next((of_strand[strand] for strand in group if of_strand[strand]), "")
        made.append(
            _family(
                members,
                agreement,
                wordings,
                ordered,
                keys=keys,
                remembered=homes.family(home) if home else None,
                params=params,
            )
        )
    made.sort(key=lambda each: (each.family.members[0].doc, each.family.members[0].n))
    if settled is not memory:
        renamed = named_as_before(
            memory, [(each.family, [wordings[at] for at in each.wordings]) for each in made]
        )
        made = [replace(each, family=new) for each, new in zip(made, renamed, strict=True)]
    exemplars = [ordered[wordings[each.wordings[0]].places[0]] for each in made]
    named = _told_apart([each.family for each in made], exemplars, homes)
    home_of = [0] * len(wordings)
    for number, each in enumerate(made):
        for at in each.wordings:
            home_of[at] = number
    suggested, for_next = suggestions(
        home_of,
        strands,
        wordings,
        ordered,
        evidence,
        keys=keys,
        before=settled.suggested,
        params=params,
    )
    del evidence  # it and the parts of clauses would fill memory together
    said = [
        (family, [wordings[at] for at in each.wordings])
        for family, each in zip(named, made, strict=True)
    ]
    kept = [
        (family, [keys[at] for at in each.wordings], each.agreement)
        for family, each in zip(named, made, strict=True)
    ]
    return (
        Alignment(named, partial_links(said, ordered, seed=params.seed), suggested),
        remember(memory, kept, for_next, made_by=made_by),
    )


def _grouped(
    contexts: Sequence[Context], *, homes: Sequence[str], params: AlignParams
) -> tuple[tuple[tuple[int, ...], ...], dict[int, float], Evidence]:
    """Group strands; say how surely each belongs to its group, and by what evidence."""
    competition = Competition(
        contexts,
        Likeness(contexts, learnt(), seed=params.seed),
        fitted(),
        count=params.candidates,
        new=[not home for home in homes],
    )
    weights = [context.weight for context in contexts]
    evidence = Evidence(competition)
    grouped = merge(weights, evidence, least=params.same_provision, settled=_together(homes))
    return grouped, agreements(grouped, weights, evidence), evidence


def _together(homes: Sequence[str]) -> list[list[int]]:
    """Bring the strands of each remembered family together."""
    grouped: defaultdict[str, list[int]] = defaultdict(list)
    for strand, home in enumerate(homes):
        if home:
            grouped[home].append(strand)
    return list(grouped.values())


def _family(
    group: Sequence[int],
    agreement: Sequence[float],
    wordings: Sequence[Wording],
    clauses: Sequence[Clause],
    *,
    keys: Sequence[str],
    remembered: Remembered | None,
    params: AlignParams,
) -> _Made:
    """Make a family of wordings that say the same, and say how surely each does."""
    chosen = next((at for at in group if remembered and keys[at] == remembered.exemplar), -1)
    if chosen < 0:
        chosen = group[exemplar_of([wordings[at] for at in group])]
    members = []
    for at, sure in zip(group, agreement, strict=True):
        relation, score = relation_to(wordings[chosen], wordings[at], adapted=params.adapted)
        # whether other words of the family say the same is another question
        is_copy = relation is Relation.VERBATIM or score >= params.near_copy
        members += [
            (place, relation, score, 1.0 if is_copy else sure) for place in wordings[at].places
        ]
    members.sort()  # clauses are in the order of documents and numbers
    if len(members) == 1:
        members = [(members[0][0], Relation.UNIQUE, 1.0, 1.0)]
    exemplar = clauses[wordings[chosen].places[0]]
    family = Family(
        id=remembered.id if remembered else family_id(wordings[chosen]),
        name=family_name(exemplar.text),
        exemplar=(exemplar.doc, exemplar.n),
        members=tuple(
            Member(clauses[place].doc, clauses[place].n, relation, score, sure)
            for place, relation, score, sure in members
        ),
    )
    order = sorted(range(len(group)), key=lambda each: group[each] != chosen)
    return _Made(
        family, tuple(group[each] for each in order), tuple(agreement[each] for each in order)
    )


def _told_apart(
    families: Sequence[Family], exemplars: Sequence[Clause], homes: Homes
) -> tuple[Family, ...]:
    """Add the party, or else the heading, to names that several families would have."""
    named = [replace(family, name=homes.name(family.id) or family.name) for family in families]
    for addition in (_bound_party, _top_heading):
        uses = Counter(family.name for family in named)
        for at, family in enumerate(named):
            new = uses[family.name] > 1 and not homes.name(family.id)
            added = addition(exemplars[at]) if new else ""
            if added:
                named[at] = replace(family, name=f"{family.name} ({added})")
    return tuple(named)


def _bound_party(exemplar: Clause) -> str:
    return _BOUND.get(exemplar.audience, "")


def _top_heading(exemplar: Clause) -> str:
    return family_name(exemplar.path[0]) if exemplar.path else ""
