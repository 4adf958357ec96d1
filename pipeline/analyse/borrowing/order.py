"""In which order do councils deal with the provisions?"""

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from pipeline.model import Clause, Codebook, Coding, Level


def usual_order(
    clauses: Sequence[Clause], codings: Sequence[Coding], codebook: Codebook
) -> tuple[tuple[str, float], ...]:
    """Put provisions in the order in which documents deal with them.

    Args:
        clauses: Clauses of all documents.
        codings: What they are about.
        codebook: The provisions.

    Returns:
        Each provision that some document has rules on, with its median place among the clauses of
        a document, from 0 to 1; those that none has come last, in the codebook's order, at 1.
    """
    ranks: dict[tuple[str, int], int] = {}
    counts: defaultdict[str, int] = defaultdict(int)
    for clause in clauses:
        if clause.kind.substantive:
            ranks[clause.doc, clause.n] = counts[clause.doc]
            counts[clause.doc] += 1
    places: defaultdict[str, list[float]] = defaultdict(list)
    for coding in codings:
        rank = ranks.get((coding.doc, coding.n))
        if coding.level is Level.RULES and rank is not None:
            places[coding.provision].append(rank / max(1, counts[coding.doc] - 1))
    ordered = [
        (provision.id, round(median(places[provision.id]), 4) if places[provision.id] else 1.0)
        for provision in codebook.provisions
    ]
    return tuple(sorted(ordered, key=lambda each: each[1]))
