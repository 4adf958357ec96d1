"""Which clauses may say the same, though it is not sure enough to say so?

Most councils that wrote for themselves share a rule but hardly a word. No measure tells these pairs
from others for certain, but a short list, the likeliest first, is soon read by a person.
"""

from collections import Counter
from collections.abc import Sequence

from pipeline.align.memory import Suggested
from pipeline.align.merging import Evidence, odds_of
from pipeline.align.wordings import Wording
from pipeline.model import Clause, Suggestion
from pipeline.params import AlignParams

_EACH = 3  # suggestions in which a family appears
_MOST = 1000


def suggestions(
    homes: Sequence[int],
    strands: Sequence[Sequence[int]],
    wordings: Sequence[Wording],
    clauses: Sequence[Clause],
    evidence: Evidence,
    *,
    keys: Sequence[str],
    before: Sequence[Suggested],
    params: AlignParams,
) -> tuple[tuple[Suggestion, ...], tuple[Suggested, ...]]:
    """List pairs of clauses of different families that may say the same.

    Args:
        homes: The family of each wording, by number.
        strands: Near copies, as indices into `wordings`, the exemplar first.
        wordings: Their places are indices into `clauses`.
        clauses: Clauses that were lined up.
        evidence: For and against pairs of strands.
        keys: Of the wordings.
        before: What earlier runs suggested of wordings that this run need not look at again.
        params: Thresholds.

    Returns:
        At most one suggestion for two families, by rank; and the same, for the next run.
    """
    import numpy as np

    first, second, odds = evidence.known()
    likely = odds >= odds_of(params.suggest_from)
    exemplars = np.array([strand[0] for strand in strands], dtype=np.int64)
    one, other, odds = exemplars[first[likely]], exemplars[second[likely]], odds[likely]
    chance = np.round(1.0 / (1.0 + np.exp(-odds)), 4)
    at = {key: index for index, key in enumerate(keys)} if before else {}
    again = [each for each in before if each.one in at and each.other in at]
    one = np.concatenate([one, [at[each.one] for each in again]]).astype(np.int64)
    other = np.concatenate([other, [at[each.other] for each in again]]).astype(np.int64)
    chance = np.concatenate([chance, [each.chance for each in again]])
    one, other = np.minimum(one, other), np.maximum(one, other)
    home = np.array(homes, dtype=np.int64)
    apart = (home[one] != home[other]) & (chance >= params.suggest_from)
    one, other, chance = one[apart], other[apart], chance[apart]
    kept: list[tuple[float, int, int]] = []
    uses: Counter[int] = Counter()
    told: set[tuple[int, int]] = set()
    for each in np.lexsort((other, one, -chance)).tolist():
        pair = int(one[each]), int(other[each])
        here, there = sorted((homes[pair[0]], homes[pair[1]]))
        if (here, there) in told or uses[here] >= _EACH or uses[there] >= _EACH:
            continue
        if len({clauses[wordings[index].places[0]].doc for index in pair}) == 1:
            continue
        told.add((here, there))
        uses.update((here, there))
        kept.append((-float(chance[each]), *pair))
        if len(kept) == _MOST:
            break
    return (
        tuple(
            _suggestion(rank, -chance, clauses[one.places[0]], clauses[other.places[0]])
            for rank, (chance, one, other) in enumerate(
                ((chance, wordings[one], wordings[other]) for chance, one, other in kept), 1
            )
        ),
        tuple(Suggested(keys[one], keys[other], -chance) for chance, one, other in kept),
    )


def _suggestion(rank: int, chance: float, one: Clause, other: Clause) -> Suggestion:
    return Suggestion(rank, one.doc, one.n, other.doc, other.n, chance)
