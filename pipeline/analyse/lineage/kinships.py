"""How much wording do two documents share, and how much would they by chance?

The two readings themselves are compared, not each with its family's exemplar: what two councils
have changed in the same way is the closest kin of all.

Chance is that of independent authors of the same subjects. For each clause on which both documents
have a reading in any words, the two are near with the chance that readings of that family from
different origins are near in this corpus; the number of those that are is then about Poisson, which
errs on the side of chance.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from pipeline.analyse.lineage.overlaps import LEAST_CLAUSES, Overlaps
from pipeline.analyse.lineage.wordings import Held, Holdings
from pipeline.model import Kinship, SharedClause

_ERRORS = 0.01  # significant: less than this many pairs of a whole report would be so by chance

_Ratio = Callable[[str, str], float]


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
        By document, then the largest share first; at most twenty others for a document, and only
        those with which it shares a clause.
    """
    from rapidfuzz.fuzz import ratio as percent
    from scipy.special import gammainc

    def ratio(one: str, other: str) -> float:
        return 1.0 if one is other else percent(one, other, score_cutoff=100 * near) / 100

    pairs = max(len(held.docs) * (len(held.docs) - 1) // 2, 1)
    of_family = [_by_family(clauses) for clauses in held.held]
    totals = [sum(_weight(each, rarity) for each in clauses) for clauses in held.held]
    one_of: dict[SharedClause, SharedClause] = {}  # many are equal, and there are millions
    found = []
    for doc, others in _candidates(held, overlaps):
        for other in others:
            shared: list[tuple[Held, SharedClause]] = []
            by_chance, mean, common = 0.0, 0.0, 0
            for family in sorted(of_family[doc].keys() & of_family[other].keys()):
                theirs = of_family[other][family]
                common += len(of_family[doc][family])
                mean += coincidences[family]
                for each in of_family[doc][family]:
                    by_chance += _weight(each, rarity) * coincidences[family]
                    if (score := _nearest(each, theirs, ratio)) is not None:
                        shared.append((each, one_of.setdefault(score, score)))
            if not shared:
                continue
            # several clauses of one family are near together or not at all
            times = len({each.family for each, _ in shared})
            chance = float(gammainc(times, mean))  # of Poisson: so many or more
            found.append(
                Kinship(
                    doc=held.docs[doc],
                    other=held.docs[other],
                    clauses=tuple(sorted((s for _, s in shared), key=lambda s: s.n)),
                    of=len(held.held[doc]),
                    common=common,
                    share=round(sum(_weight(e, rarity) for e, _ in shared) / totals[doc], 4),
                    expected=round(by_chance / totals[doc], 4),
                    chance=float(f"{chance:.3g}"),
                    significant=times >= LEAST_CLAUSES and chance * pairs < _ERRORS,
                )
            )
    return tuple(sorted(found, key=lambda k: (k.doc, -k.share, k.other)))


def _candidates(held: Holdings, overlaps: Overlaps) -> Iterator[tuple[int, list[int]]]:
    """Name for each document those to compare it with: all, or those it overlaps with most."""
    docs = range(len(held.docs))
    if len(docs) <= overlaps.PARTNERS + 1:
        yield from ((doc, [other for other in docs if other != doc]) for doc in docs)
        return
    for doc, pairs in groupby(overlaps.closest(docs, overlaps.PARTNERS), key=itemgetter(0)):
        yield doc, [other for _, other, _ in pairs]


def _by_family(clauses: Sequence[Held]) -> dict[int, list[Held]]:
    found: defaultdict[int, list[Held]] = defaultdict(list)
    for each in clauses:
        found[each.family].append(each)
    return found


def _weight(each: Held, rarity: Sequence[float]) -> float:
    return each.weight * rarity[each.wording]


def _nearest(each: Held, others: Sequence[Held], ratio: _Ratio) -> SharedClause | None:
    """Find the reading that comes nearest; None where none shares the wording."""
    best, place = 0.0, 0
    for other in others:
        score = ratio(each.plain, other.plain)
        if score > best:
            best, place = score, other.n
    return SharedClause(each.n, place, round(best, 3)) if best else None
