"""What does a draft have in common with the build's documents, and what is its own?"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.analyse.lineage.wordings import length_weight
from pipeline.checking.references import Reference
from pipeline.model import Clause, ClauseKind, Descent, Relative
from pipeline.text.similarity import plain_wording

if TYPE_CHECKING:
    from pipeline.align.placing import Place

_SAME = 0.5  # chance from which a clause is too likely another council's to be called its own
_LEAST_WORDS = 6  # a clause shorter than that is nobody's own
_LEAST_SHARE = 0.1  # of a draft, below which it does not stand in a template
_LEAST_CLAUSES = 3
_MOST_RELATIVES = 3


def own_clauses(clauses: Sequence[Clause], places: Sequence["Place"]) -> tuple[int, ...]:
    """List the clauses that no other council's document has in any words, by number."""
    by_n = {clause.n: clause for clause in clauses}
    return tuple(
        place.n
        for place in places
        if place.family < 0
        and place.chance < _SAME
        and not place.near
        and by_n[place.n].kind is not ClauseKind.LIST_INTRO
        and len(by_n[place.n].text.split()) >= _LEAST_WORDS
    )


def weights_of(clauses: Sequence[Clause], places: Sequence["Place"]) -> dict[int, float]:
    """Weigh the clauses that are lined up, by their numbers: a long one counts for more."""
    lined_up = {place.n for place in places}
    return {
        clause.n: length_weight(plain_wording(clause.text))
        for clause in clauses
        if clause.n in lined_up
    }


def descents(
    weights: Mapping[int, float], near: Mapping[int, Sequence[int]], reference: Reference
) -> tuple[Descent, ...]:
    """Say how much of the draft stands in each template, the largest share first.

    Args:
        weights: Of its clauses, see `weights_of`.
        near: Of each clause the strands in nearly its words, the nearest first.
        reference: What the build left.
    """
    strands = sorted({rows[0] for rows in near.values() if rows})
    lineage_of = dict(
        zip(strands, (each.lineage for each in reference.strands(strands)), strict=True)
    )
    inside: defaultdict[int, list[int]] = defaultdict(list)
    for n, rows in near.items():
        if rows and lineage_of[rows[0]] >= 0:
            inside[lineage_of[rows[0]]].append(n)
    total = sum(weights.values())
    found = [
        Descent(
            lineage.id,
            lineage.name,
            lineage.documents,
            round(sum(weights[n] for n in numbers) / total, 4),
            tuple(sorted(numbers)),
        )
        for at, numbers in inside.items()
        for lineage in [reference.lineages[at]]
        if len(numbers) >= _LEAST_CLAUSES
    ]
    kept = [each for each in found if each.share >= _LEAST_SHARE]
    return tuple(sorted(kept, key=lambda each: (-each.share, each.lineage)))


def relatives(
    weights: Mapping[int, float],
    near: Mapping[int, Sequence[int]],
    own: Collection[int],
    reference: Reference,
) -> tuple[Relative, ...]:
    """Find the documents that share most wording with the draft, the largest share first.

    Args:
        weights: Of its clauses, see `weights_of`.
        near: Of each clause the strands in nearly its words.
        own: Numbers of the documents of the draft's own council.
        reference: What the build left.
    """
    shared: defaultdict[int, list[int]] = defaultdict(list)
    for n, rows in near.items():
        for doc in {doc for row in rows for doc in reference.holders(row)}.difference(own):
            shared[doc].append(n)
    total = sum(weights.values())
    ranked = sorted(
        (-sum(weights[n] for n in numbers) / total, doc, numbers)
        for doc, numbers in shared.items()
        if len(numbers) >= _LEAST_CLAUSES
    )
    found = []
    for share, number, numbers in ranked[:_MOST_RELATIVES]:
        council = reference.documents[number].council
        if -share >= _LEAST_SHARE:
            name = reference.names[council.doc]
            found.append(Relative(council.doc, name, round(-share, 4), tuple(sorted(numbers))))
    return tuple(found)
