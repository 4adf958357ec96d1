"""Which clauses may say the same, though it is not sure enough to say so?

Most councils that wrote for themselves share a rule but hardly a word. No measure tells these pairs
from others for certain, but a short list, the likeliest first, is soon read by a person.
"""

from collections import Counter
from collections.abc import Sequence

from pipeline.align.memory import Suggested, key_of
from pipeline.align.merging import Evidence, chance_of, odds_of
from pipeline.align.wordings import Wording
from pipeline.model import Clause, Family, Suggestion
from pipeline.params import AlignParams

_EACH = 3  # suggestions in which a family appears
_MOST = 1000


def suggestions(
    families: Sequence[Family],
    strands: Sequence[Sequence[int]],
    wordings: Sequence[Wording],
    clauses: Sequence[Clause],
    evidence: Evidence,
    *,
    before: Sequence[Suggested],
    params: AlignParams,
) -> tuple[tuple[Suggestion, ...], tuple[Suggested, ...]]:
    """List pairs of clauses of different families that may say the same.

    Args:
        families: All families.
        strands: Near copies, as indices into `wordings`, the exemplar first.
        wordings: Their places are indices into `clauses`.
        clauses: Clauses that were lined up.
        evidence: For and against pairs of strands.
        before: What earlier runs suggested of wordings that this run need not look at again.
        params: Thresholds.

    Returns:
        At most one suggestion for two families, by rank; and the same, for the next run.
    """
    family_of = {(m.doc, m.n): at for at, family in enumerate(families) for m in family.members}
    at = {key_of(wording): index for index, wording in enumerate(wordings)}
    least = odds_of(params.suggest_from)
    pairs = [
        (chance_of(odds), strands[one][0], strands[other][0])
        for (one, other), odds in evidence.known.items()
        if odds >= least
    ]
    pairs += [(s.chance, at[s.one], at[s.other]) for s in before if s.one in at and s.other in at]
    best: dict[tuple[int, int], tuple[float, int, int]] = {}
    for chance, one, other in pairs:
        places = wordings[one].places[0], wordings[other].places[0]
        homes = [family_of[clauses[place].doc, clauses[place].n] for place in places]
        if (
            chance >= params.suggest_from
            and homes[0] != homes[1]
            and clauses[places[0]].doc != clauses[places[1]].doc
        ):
            found = (-chance, min(one, other), max(one, other))
            pair = min(homes), max(homes)
            best[pair] = min(best.get(pair, found), found)
    kept: list[tuple[float, int, int]] = []
    uses: Counter[int] = Counter()
    for pair, found in sorted(best.items(), key=lambda item: item[1]):
        if len(kept) < _MOST and all(uses[family] < _EACH for family in pair):
            uses.update(pair)
            kept.append(found)
    return (
        tuple(
            _suggestion(rank, -chance, clauses[one.places[0]], clauses[other.places[0]])
            for rank, (chance, one, other) in enumerate(
                ((chance, wordings[one], wordings[other]) for chance, one, other in kept), 1
            )
        ),
        tuple(
            Suggested(key_of(wordings[one]), key_of(wordings[other]), -chance)
            for chance, one, other in kept
        ),
    )


def _suggestion(rank: int, chance: float, one: Clause, other: Clause) -> Suggestion:
    return Suggestion(rank, one.doc, one.n, other.doc, other.n, chance)
