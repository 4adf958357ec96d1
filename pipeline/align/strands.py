"""Which wordings are hardly more than copies of one another?

Ten thousand councils change a word here and there. Each wording is compared with the exemplars
found so far, never with all others, so the work grows with the number of wordings alone.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from pipeline.align.sketches import shared_buckets, sketch
from pipeline.align.wordings import Wording
from pipeline.text.similarity import parties

_LONG = 12  # blanks between words
_LOOKED_AT = 12  # exemplars compared with one wording
_BUCKET = 16  # exemplars kept in a bucket: the first, so the most frequent


def gather(
    wordings: Sequence[Wording],
    homes: Sequence[str],
    sections: Sequence[int],
    *,
    near: float,
    near_long: float,
    seed: int,
) -> tuple[tuple[int, ...], ...]:
    """Gather near copies about an exemplar each.

    Only wordings with the same audience and language are gathered, and only if they name the same
    parties in the same order: "staff trust members" and "members trust staff" are spelt nearly
    alike, and whether they say the same is not for spelling to decide. Nor are two that stand in
    one section of a document: items of one list say different things, however alike they are.

    Args:
        wordings: Distinct wordings in the order of `collapse`, which makes the frequent ones
            exemplars; length n.
        homes: The family that each is known to belong to; empty where none is. Wordings of
            different families never gather, and come before all others, which gather about them.
        sections: Of each clause, the number of the section of its document that it stands in; the
            wordings' places are its indices.
        near: Least edit ratio to an exemplar, 0 to 1.
        near_long: The same for long wordings: two sentences on different things hardly come out
            at 0.5, whereas a single word makes another item of "honesty and respect".
        seed: Fixes the sketches.

    Returns:
        Strands: tuples of indices into `wordings`, each index in exactly one, the exemplar first
        and the others in ascending order.
    """
    from rapidfuzz import fuzz, process

    plain = [wording.plain for wording in wordings]
    kinds: dict[tuple[object, ...], int] = {}
    kind = [
        kinds.setdefault((each.audience, each.language, *parties(each.plain)), len(kinds))
        for each in wordings
    ]
    met, size = shared_buckets(sketch(plain, seed=seed), kind)
    buckets: list[list[int]] = [[] for _ in range(size)]  # exemplars by the bucket
    strands: dict[int, list[int]] = {}
    taken: dict[int, set[int]] = {}  # sections in which each strand stands, by its exemplar
    for index in sorted(range(len(wordings)), key=lambda index: (not homes[index], index)):
        home, mine = homes[index], met[index]
        shared = Counter(chain.from_iterable([buckets[number] for number in mine]))
        # both sorts keep the order of equals, so that a function in Python is not needed
        candidates = sorted(sorted(shared), key=shared.__getitem__, reverse=True)[:_LOOKED_AT]
        if home:
            candidates = [candidate for candidate in candidates if homes[candidate] == home]
        here = [sections[place] for place in wordings[index].places]
        texts = [plain[candidate] for candidate in candidates]
        near_enough = near_long if plain[index].count(" ") >= _LONG else near
        while best := process.extractOne(
            plain[index], texts, scorer=fuzz.ratio, score_cutoff=100.0 * near_enough
        ):
            exemplar = candidates[best[2]]
            if taken[exemplar].isdisjoint(here):
                break
            del candidates[best[2]], texts[best[2]]
        if best:
            strands[exemplar].append(index)
            taken[exemplar].update(here)
            continue
        strands[index] = [index]
        taken[index] = set(here)
        for number in mine:
            if len(buckets[number]) < _BUCKET:
                buckets[number].append(index)
    return tuple(tuple(strand) for strand in strands.values())
