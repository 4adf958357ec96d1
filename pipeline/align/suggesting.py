"""Which clauses may say the same, though it is not sure enough to say so?

Most councils that wrote for themselves share a rule but hardly a word. No measure tells these pairs
from others for certain, but a short list, the likeliest first, is soon read by a person.
"""

from collections import Counter
from collections.abc import Sequence

from pipeline.align.merging import Evidence, chance_of
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
    params: AlignParams,
) -> tuple[Suggestion, ...]:
    """List pairs of clauses of different families that may say the same.

    Args:
        families: All families.
        strands: Near copies, as indices into `wordings`, the exemplar first.
        wordings: Their places are indices into `clauses`.
        clauses: Clauses that were lined up.
        evidence: For and against pairs of strands.
        params: Thresholds.

    Returns:
        At most one suggestion for two families, by rank.
    """
    family_of = {(m.doc, m.n): at for at, family in enumerate(families) for m in family.members}
    first = [wordings[strand[0]].places[0] for strand in strands]
    home = [family_of[clauses[place].doc, clauses[place].n] for place in first]
    best: dict[tuple[int, int], tuple[float, int, int]] = {}
    for (one, other), odds in evidence.known.items():
        chance = chance_of(odds)
        if home[one] == home[other] or chance < params.suggest_from:
            continue
        if clauses[first[one]].doc == clauses[first[other]].doc:
            continue
        pair = min(home[one], home[other]), max(home[one], home[other])
        found = (-chance, min(first[one], first[other]), max(first[one], first[other]))
        best[pair] = min(best.get(pair, found), found)
    kept: list[tuple[float, int, int]] = []
    uses: Counter[int] = Counter()
    for pair, found in sorted(best.items(), key=lambda item: item[1]):
        if len(kept) < _MOST and all(uses[family] < _EACH for family in pair):
            uses.update(pair)
            kept.append(found)
    return tuple(
        Suggestion(
            rank,
            clauses[place].doc,
            clauses[place].n,
            clauses[other].doc,
            clauses[other].n,
            -chance,
        )
        for rank, (chance, place, other) in enumerate(kept, 1)
    )
