"""How much wording do two documents share, and how much would they by chance?

The two readings themselves are compared, not each with its family's exemplar: what two councils
have changed in the same way is the closest kin of all.

Chance is that of independent authors of the same subjects. For each clause on which both documents
have a reading in any words, the two are near with the chance that readings of that family from
different origins are near in this corpus; the number of those that are is then about Poisson, which
errs on the side of chance.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from pipeline.analyse.lineage.overlaps import LEAST_CLAUSES, Overlaps
from pipeline.analyse.lineage.wordings import Held, Holdings
from pipeline.model import Kinship, SharedClause

_ERRORS = 0.01  # significant: less than this many pairs of a whole report would be so by chance

_Reading = tuple[int, str, float]  # n, plain wording, and weight
_Found = tuple[int, int, float]  # as SharedClause


def kinships(
    held: Holdings,
    overlaps: Overlaps,
    rarity: Sequence[float],
    coincidences: Mapping[int, float],
    *,
    near: float,
) -> tuple[Kinship, ...]:
    """Measure what each document shares with those that it has most in common with.

    Args:
        held: What each document holds.
        overlaps: Of all documents; they choose whom to look at.
        rarity: Of each wording, 0 to 1.
        coincidences: For each family the chance that independent readings are near.
        near: Edit ratio from which two readings share their wording.

    Returns:
        By document, then the largest share first; at most twenty others for a document,
        ten where there are more than 2,000, and only those with which it shares a clause.
    """
    from scipy.special import gammainc

    pairs = max(len(held.docs) * (len(held.docs) - 1) // 2, 1)
    of_family = [_by_family(clauses, rarity) for clauses in held.held]
    one_of: dict[_Found, SharedClause] = {}  # many are equal, and there are millions
    found = []
    for doc, others in _candidates(held, overlaps):
        ours = of_family[doc]
        weights = {family: sum(weight for *_, weight in ours[family]) for family in ours}
        total = sum(weights.values())
        for other in others:
            theirs = of_family[other]
            both = [family for family in ours if family in theirs]
            times, share, shared = _in_common(ours, theirs, both, near)
            if not shared:
                continue
            mean = sum([coincidences[family] for family in both])
            by_chance = sum([weights[family] * coincidences[family] for family in both])
            chance = float(gammainc(times, mean))  # of Poisson: so many or more
            for each in shared:
                if each not in one_of:
                    one_of[each] = SharedClause(*each)
            found.append(
                Kinship(
                    doc=held.docs[doc],
                    other=held.docs[other],
                    clauses=tuple([one_of[each] for each in sorted(shared)]),
                    of=len(held.held[doc]),
                    common=sum([len(ours[family]) for family in both]),
                    share=round(share / total, 4),
                    expected=round(by_chance / total, 4),
                    chance=float(f"{chance:.3g}"),
                    significant=times >= LEAST_CLAUSES and chance * pairs < _ERRORS,
                )
            )
    return tuple(sorted(found, key=lambda k: (k.doc, -k.share, k.other)))


def _candidates(held: Holdings, overlaps: Overlaps) -> Iterator[tuple[int, list[int]]]:
    """Name for each document those to compare it with: all, or those it overlaps with most."""
    docs = range(len(held.docs))
    if len(docs) <= overlaps.partners + 1:
        yield from ((doc, [other for other in docs if other != doc]) for doc in docs)
        return
    for doc, pairs in groupby(overlaps.closest(docs, overlaps.partners), key=itemgetter(0)):
        yield doc, [other for _, other, _ in pairs]


def _by_family(clauses: Sequence[Held], rarity: Sequence[float]) -> dict[int, list[_Reading]]:
    found: dict[int, list[_Reading]] = {}
    for each in sorted(clauses, key=lambda each: (each.family, each.n)):
        reading = each.n, each.plain, each.weight * rarity[each.wording]
        found.setdefault(each.family, []).append(reading)
    return found


def _in_common(
    ours: Mapping[int, Sequence[_Reading]],
    theirs: Mapping[int, Sequence[_Reading]],
    families: Sequence[int],
    near: float,
) -> tuple[int, float, list[_Found]]:
    """Find for each reading of some families the one that comes nearest, if it shares the wording.

    Returns:
        The number of families with such readings, since several of one family are near together
        or not at all; their weight; and the readings.
    """
    from rapidfuzz.fuzz import ratio

    times, share = 0, 0.0
    found: list[_Found] = []
    for family in families:
        before = len(found)
        for n, plain, weight in ours[family]:
            best, place = 0.0, 0
            for other_n, other, _ in theirs[family]:
                score = 100.0 if plain is other else ratio(plain, other, score_cutoff=100 * near)
                if score > best:
                    best, place = score, other_n
            if best:
                share += weight
                found.append((n, place, round(best / 100, 3)))
        times += len(found) > before
    return times, share, found
