"""What surrounds a wording: who is bound, under which heading, between which clauses?

The same words mean another duty under another heading, and other words the same duty in the same
place. Everything that decides beside the words themselves is gathered here, for each strand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.align.wordings import Wording
from pipeline.model import Audience, Clause, ClauseKind
from pipeline.text.similarity import PlainWordings, parties

_SHORT = 6  # clauses of a document in which places say nothing
_LOOKED_AT = 16  # clauses that speak for a strand: more would not change the picture


@dataclass(frozen=True, slots=True)
class Context:
    """A strand's exemplar and what surrounds it."""

    plain: str
    audience: Audience
    language: str
    parties: tuple[str, ...]  # in the order they are named
    kind: ClauseKind
    heading: str  # plain wording of headings and list intro
    before: int | None  # index of the strand of the clause before; None at a document's start
    after: int | None
    docs: frozenset[int]  # numbers of the documents that have it
    sections: frozenset[int]  # numbers of the sections, each of one document, that it stands in
    scores: tuple[float, ...]  # mean provision scores; empty if there are none
    position: float | None  # in its document, from 0 (first) to 1 (last); None in a short one
    weight: int  # clauses


def sections_of(clauses: Sequence[Clause]) -> list[int]:
    """Number the section of each clause: what stands below the same headings in one document."""
    known: dict[tuple[str, tuple[str, ...]], int] = {}
    return [known.setdefault((clause.doc, clause.path), len(known)) for clause in clauses]


def contexts_of(
    clauses: Sequence[Clause],
    sections: Sequence[int],
    wordings: Sequence[Wording],
    strands: Sequence[Sequence[int]],
    scores: Mapping[tuple[str, int], Sequence[float]],
) -> tuple[Context, ...]:
    """Describe each strand.

    Args:
        clauses: Substantive clauses sorted by document and number.
        sections: What `sections_of` makes of them.
        wordings: What `collapse` made of them.
        strands: What `gather` made of those.
        scores: Provision scores by document and number, all of one length; may lack clauses.

    Returns:
        One context a strand, in the same order. Where clauses of a strand stand in different
        surroundings, the commonest counts.
    """
    bounds = _bounds(clauses)
    numbers = {doc: number for number, doc in enumerate(bounds)}
    doc_at = [numbers[clause.doc] for clause in clauses]
    strand_at = [0] * len(clauses)
    for number, strand in enumerate(strands):
        for index in strand:
            for place in wordings[index].places:
                strand_at[place] = number
    headings: dict[tuple[str, ...], str] = {}
    plain = PlainWordings()
    found = []
    for strand in strands:
        exemplar = wordings[strand[0]]
        places = [place for index in strand for place in wordings[index].places]
        sample = sorted(exemplar.places)[:_LOOKED_AT]
        seen = [_heading(clauses[place], headings, plain) for place in sample]
        heading = min(set(seen), key=lambda each: (-seen.count(each), each))
        place = sample[seen.index(heading)]
        clause = clauses[place]
        first, last = bounds[clause.doc]
        found.append(
            Context(
                plain=exemplar.plain,
                audience=exemplar.audience,
                language=exemplar.language,
                parties=parties(exemplar.plain),
                kind=clause.kind,
                heading=heading,
                before=strand_at[place - 1] if place > first else None,
                after=strand_at[place + 1] if place < last else None,
                docs=frozenset([doc_at[place] for place in places]),
                sections=frozenset([sections[place] for place in places]),
                scores=_mean(
                    [
                        scores[key]
                        for place in places[:_LOOKED_AT]
                        if (key := (clauses[place].doc, clauses[place].n)) in scores
                    ]
                ),
                position=(place - first) / (last - first) if last - first >= _SHORT else None,
                weight=len(places),
            )
        )
    return tuple(found)


def _bounds(clauses: Sequence[Clause]) -> dict[str, tuple[int, int]]:
    first: dict[str, int] = {}
    for place, clause in enumerate(clauses):
        first.setdefault(clause.doc, place)
    ends = [*first.values(), len(clauses)][1:]
    return {doc: (start, end - 1) for (doc, start), end in zip(first.items(), ends, strict=True)}


def _heading(clause: Clause, known: dict[tuple[str, ...], str], plain: PlainWordings) -> str:
    """Fold the heading path; the intro in full takes the place of its label or first words."""
    path = (*clause.path[:-1], clause.intro) if clause.intro and clause.path else clause.path
    heading = known.get(path)
    if heading is None:
        heading = known[path] = " ".join([plain[part] for part in path[-2:]])
    return heading


def _mean(rows: Sequence[Sequence[float]]) -> tuple[float, ...]:
    if len(rows) < 2:
        return tuple(rows[0]) if rows else ()
    return tuple(sum(column) / len(rows) for column in zip(*rows, strict=True))
