"""Do clauses of different councils that say the same stand together?"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence, Set
from itertools import combinations

from pipeline.evaluate.gold import Gold, Place
from pipeline.evaluate.scores import precision_recall_f1
from pipeline.model import Family


def score_families(
    gold: Gold, families: Sequence[Family], matched: Mapping[str, Mapping[int, int]]
) -> dict[str, float]:
    """Compare families with gold by pairs across documents and by B-cubed.

    Pairs that gold links only in part are neither rewarded nor punished. Welsh clauses, which gold
    counts once in English, are left out. A gold clause that no predicted clause matches stands
    alone.

    Args:
        gold: The labels.
        families: The families found.
        matched: Our clause's n for each gold clause's n, by document.

    Source:
        B-cubed: Bagga and Baldwin (1998), Entity-based cross-document coreferencing.
    """
    wanted = _gold_families(gold)
    neutral = {
        frozenset((place, other))
        for family in gold.families
        for place in family.partial
        for other in family.members + family.partial
    }
    ours = _our_families(wanted, families, matched)
    return compare_groups(wanted, ours, neutral=neutral, relations=gold.relations)


def compare_groups(
    wanted: Mapping[Place, str],
    ours: Mapping[Place, Hashable],
    *,
    neutral: Set[frozenset[Place]],
    relations: Mapping[frozenset[Place], str],
) -> dict[str, float]:
    """Compare two groupings of the same clauses by pairs across documents and by B-cubed.

    Args:
        wanted: The group of each clause, as a person says.
        ours: The group found for each.
        neutral: Pairs that are neither rewarded nor punished where they are of two groups.
        relations: Of pairs of one group, those whose recall is told apart.
    """
    return _pairs(wanted, ours, neutral, relations) | _b_cubed(wanted, ours)


def _gold_families(gold: Gold) -> dict[Place, str]:
    welsh = {(c.doc, c.n) for rows in gold.clauses.values() for c in rows if c.language == "cy"}
    known = {(c.doc, c.n) for rows in gold.clauses.values() for c in rows} - welsh
    return {place: f.id for f in gold.families for place in f.members if place in known}


def _our_families(
    wanted: Mapping[Place, str],
    families: Sequence[Family],
    matched: Mapping[str, Mapping[int, int]],
) -> dict[Place, Hashable]:
    where = {(m.doc, m.n): family.id for family in families for m in family.members}
    ours: dict[Place, Hashable] = {}
    for doc, n in wanted:
        mine = matched.get(doc, {}).get(n)
        family = where.get((doc, mine)) if mine is not None else None
        ours[doc, n] = family if family is not None else ("alone", doc, n)
    return ours


def _pairs(
    wanted: Mapping[Place, str],
    ours: Mapping[Place, Hashable],
    neutral: Set[frozenset[Place]],
    relations: Mapping[frozenset[Place], str],
) -> dict[str, float]:
    counts: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    known: Counter[str] = Counter()
    for one, other in combinations(wanted, 2):
        if one[0] == other[0]:
            continue
        pair = frozenset((one, other))
        same, together = wanted[one] == wanted[other], ours[one] == ours[other]
        if same and pair in relations:
            known[relations[pair]] += 1
            hits[relations[pair]] += together
        if same or pair not in neutral:
            counts["hits"] += same and together
            counts["ours"] += together
            counts["gold"] += same
    scores = precision_recall_f1(counts["hits"], counts["ours"], counts["gold"])
    figures = dict(zip(("pair_precision", "pair_recall", "pair_f1"), scores, strict=True))
    for relation in sorted(known):
        figures[f"pair_recall_{relation}"] = hits[relation] / known[relation]
    return figures


def _b_cubed(wanted: Mapping[Place, str], ours: Mapping[Place, Hashable]) -> dict[str, float]:
    theirs: dict[str, set[Place]] = defaultdict(set)
    mine: dict[Hashable, set[Place]] = defaultdict(set)
    for place in wanted:
        theirs[wanted[place]].add(place)
        mine[ours[place]].add(place)
    precision = recall = 0.0
    for place in wanted:
        gold_family, our_family = theirs[wanted[place]], mine[ours[place]]
        shared = len(gold_family & our_family)
        precision += shared / len(our_family)
        recall += shared / len(gold_family)
    precision, recall = precision / max(len(wanted), 1), recall / max(len(wanted), 1)
    both = precision + recall
    return {
        "b3_precision": precision,
        "b3_recall": recall,
        "b3_f1": 2 * precision * recall / both if both else 0.0,
    }
