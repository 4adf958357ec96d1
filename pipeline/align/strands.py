"""Which wordings are hardly more than copies of one another?

Ten thousand councils change a word here and there. Each wording is compared with the exemplars
found so far, never with all others, so the work grows with the number of wordings alone.
"""

from collections import defaultdict
from collections.abc import Sequence

from pipeline.align.sketches import Buckets, sketch
from pipeline.align.wordings import Wording
from pipeline.text.similarity import parties

_LONG = 12  # blanks between words
_LOOKED_AT = 24  # exemplars compared with one wording


def gather(
    wordings: Sequence[Wording],
    homes: Sequence[str],
    *,
    near: float,
    near_long: float,
    seed: int,
) -> tuple[tuple[int, ...], ...]:
    """Gather near copies about an exemplar each.

    Only wordings with the same audience and language are gathered, and only if they name the same
    parties in the same order: "staff trust members" and "members trust staff" are spelt nearly
    alike, and whether they say the same is not for spelling to decide.

    Args:
        wordings: Distinct wordings in the order of `collapse`, which makes the frequent ones
            exemplars; length n.
        homes: The family that each is known to belong to; empty where none is. Wordings of
            different families never gather, and come before all others, which gather about them.
        near: Least edit ratio to an exemplar, 0 to 1.
        near_long: The same for long wordings: two sentences on different things hardly come out
            at 0.5, whereas a single word makes another item of "honesty and respect".
        seed: Fixes the sketches.

    Returns:
        Strands: tuples of indices into `wordings`, each index in exactly one, the exemplar first
        and the others in ascending order.
    """
    from rapidfuzz import fuzz, process

    bands = sketch([wording.plain for wording in wordings], seed=seed)
    buckets: defaultdict[tuple[object, ...], Buckets] = defaultdict(Buckets)
    strands: dict[int, list[int]] = {}
    for index in sorted(range(len(wordings)), key=lambda index: (not homes[index], index)):
        wording, home = wordings[index], homes[index]
        party = buckets[wording.audience, wording.language, parties(wording.plain)]
        numbers = bands[index].tolist()
        candidates = party.near(numbers, limit=_LOOKED_AT)
        if home:
            candidates = [candidate for candidate in candidates if homes[candidate] == home]
        best = process.extractOne(
            wording.plain,
            [wordings[candidate].plain for candidate in candidates],
            scorer=fuzz.ratio,
            score_cutoff=100.0 * (near_long if wording.plain.count(" ") >= _LONG else near),
        )
        if best is None:
            strands[index] = [index]
            party.add(index, numbers)
        else:
            strands[candidates[best[2]]].append(index)
    return tuple(tuple(strand) for strand in strands.values())
