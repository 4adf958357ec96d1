"""Which templates do documents share, and how much of each document stands in each?"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from pipeline.analyse.lineage.distinctive import distinctive
from pipeline.analyse.lineage.groups import grouped, links
from pipeline.analyse.lineage.kinships import kinships
from pipeline.analyse.lineage.origins import Origins
from pipeline.analyse.lineage.overlaps import LEAST_CLAUSES, Overlaps
from pipeline.analyse.lineage.wordings import Held, Holdings, holdings
from pipeline.model import (
    Ancestry,
    Clause,
    Family,
    Lineage,
    Merge,
    PartialLink,
    Standing,
    Suggestion,
    Tree,
)

_OF_TEMPLATE = 1 / 3  # share of the other documents of a lineage that have a wording of it
_TOLD_APART = 0.75  # a wording nearly as common in another lineage belongs to neither
_LEAST_SHARE = 0.1  # of a document, below which it does not stand in a lineage
_ROUNDS = 4  # at most, of grouping
MOST_LEAVES = 100  # of a tree; with more documents its leaves are lineages


def ancestry(
    families: Sequence[Family],
    clauses: Sequence[Clause],
    docs: Collection[str],
    *,
    near: float,
    least: float,
    names: Mapping[str, str] | None = None,
    partial_links: Sequence[PartialLink] = (),
    suggestions: Sequence[Suggestion] = (),
) -> Ancestry:
    """Find the lineages of documents, what each two share and what is a document's own.

    Up to 2,000 documents are all compared with one another. Of more, each is compared with those
    likely to share most with it, and the work grows with their number.

    Args:
        families: Families of all councils, corrections applied; in any order.
        clauses: Clauses in any order, those of the families among them.
        docs: Readable documents, each once: no duplicates.
        near: Edit ratio from which two readings share their wording, 0 to 1.
        least: Mean share in common from which documents are a lineage, 0 to 1.
        names: What councils are called, by document; where one is missing, it is not named.
        partial_links: Parts of clauses that say what another family says.
        suggestions: Pairs of clauses that may say the same.

    Returns:
        Sorted throughout, so that the order of the input makes no difference. Without lineages
        where no two documents share enough, as in a corpus of one.
    """
    known = {(clause.doc, clause.n): clause for clause in clauses}
    held = holdings(families, known, docs, near=near)
    if not held.docs:
        return Ancestry()
    # again, since what is common stock is known only when it is known which documents are akin
    groups: tuple[tuple[int, ...], ...] = ()
    for _ in range(_ROUNDS):
        overlaps = Overlaps(held, Origins(held, groups).rarity())
        before, groups = groups, grouped(overlaps, least=least)
        if groups == before:
            break
    origins = Origins(held, groups)
    rare = origins.rarity()
    found = _lineages(held, overlaps, groups, rare, names or {})
    return Ancestry(
        kinships=kinships(held, overlaps, rare, origins.coincidences(), near=near),
        lineages=found,
        tree=_tree(held, overlaps, found),
        distinctive=distinctive(held, partial_links, suggestions),
    )


def _lineages(
    held: Holdings,
    overlaps: Overlaps,
    groups: Sequence[Sequence[int]],
    rare: Sequence[float],
    names: Mapping[str, str],
) -> tuple[Lineage, ...]:
    group_of = {doc: number for number, group in enumerate(groups) for doc in group}
    times = held.having_in(groups)  # documents of each lineage that have each wording
    home_of = _Homes(times, groups)
    standings: defaultdict[int, list[Standing]] = defaultdict(list)
    for doc, clauses in enumerate(held.held):
        own = group_of.get(doc)
        inside: defaultdict[int, list[Held]] = defaultdict(list)
        if own is not None:
            inside[own] = []  # it stands there even where all of it is common stock
        for each in clauses:
            if (home := home_of(each.wording, own)) is not None:
                inside[home].append(each)
        total = sum(each.weight * rare[each.wording] for each in clauses)
        for number, there in inside.items():
            share = sum(each.weight * rare[each.wording] for each in there) / total
            enough = share >= _LEAST_SHARE and len(there) >= LEAST_CLAUSES
            if enough or number == own:
                standings[number].append(
                    Standing(
                        held.docs[doc],
                        round(share, 4),
                        tuple(each.n for each in there),
                        core=number == own,
                    )
                )
    found = [
        _lineage(held, overlaps, group, (times[:, number].toarray().ravel(), rare), core, names)
        for number, group in enumerate(groups)
        if _has_wording(core := standings[number])
    ]
    ordered = sorted(found, key=lambda each: (-len(each.standings), each.typical))
    taken = Counter(each.id for each in ordered)
    return tuple(
        each if taken[each.id] == 1 else replace(each, id=f"{each.id}-{number}")
        for number, each in enumerate(ordered, 1)
    )


def _has_wording(standings: Sequence[Standing]) -> bool:
    """Whether a lineage has wording of its own, and not only what others have just as often."""
    return sum(each.core and each.share >= _LEAST_SHARE for each in standings) > 1


class _Homes:
    """In which lineage is a wording at home, seen by a document of one of them or of none?"""

    def __init__(self, times: Any, groups: Sequence[Sequence[int]]) -> None:
        import numpy as np

        sizes = np.asarray(list(map(len, groups)), dtype=np.float32)
        self._sizes = [len(group) for group in groups]
        self._times = times.copy()
        # too few to be the most frequent, or to rival it: of many lineages most
        few = self._times.data < 0.99 * _TOLD_APART * _OF_TEMPLATE * sizes[self._times.indices]
        self._times.data[few] = 0.0
        self._times.eliminate_zeros()
        self._known: dict[tuple[int, int | None], int | None] = {}

    def __call__(self, wording: int, own: int | None) -> int | None:
        """Name the lineage, by the others in it; None where in none, or in several."""
        key = wording, own
        if key not in self._known:
            self._known[key] = self._belongs(wording, own)
        return self._known[key]

    def _belongs(self, wording: int, own: int | None) -> int | None:
        row = slice(*self._times.indptr[wording : wording + 2].tolist())
        counts = zip(self._times.indices[row].tolist(), self._times.data[row].tolist(), strict=True)
        shares = [
            (-(count - (group == own)) / max(self._sizes[group] - (group == own), 1), group)
            for group, count in counts
        ]
        ranked = sorted(shares)
        if not ranked or -ranked[0][0] < _OF_TEMPLATE:
            return None
        if len(ranked) > 1 and -ranked[1][0] >= _TOLD_APART * -ranked[0][0]:
            return None
        return int(ranked[0][1])


def _lineage(  # noqa: PLR0917
    held: Holdings,
    overlaps: Overlaps,
    group: Sequence[int],
    common: tuple[Any, Sequence[float]],
    standings: Sequence[Standing],
    names: Mapping[str, str],
) -> Lineage:
    times, rare = common
    typical = _typical(overlaps, group)
    hallmark = max(
        held.held[typical],
        key=lambda each: (
            float(times[each.wording]) * each.weight * rare[each.wording],
            -each.n,
        ),
    )
    ordered = sorted(standings, key=lambda standing: (-standing.share, standing.doc))
    return Lineage(
        id="l-" + blake2b(hallmark.plain.encode(), digest_size=6).hexdigest(),
        name=_name([names.get(held.docs[doc]) for doc in (typical, *group)]),
        typical=held.docs[typical],
        hallmark=(held.docs[typical], hallmark.n),
        standings=tuple(ordered),
    )


def _typical(overlaps: Overlaps, group: Sequence[int]) -> int:
    """Choose the document that has most in common with the others of its group."""
    looked_at = group[:500]  # in a large group any of them will do
    means = overlaps.among(looked_at, looked_at).sum(axis=1)
    return looked_at[int(means.argmax())]


def _name(councils: Sequence[str | None]) -> str:
    """Name a lineage by up to three of its councils, the most typical first.

    Example:
        >>> _name(["Fern", "Alder", None, "Fern", "Marsh", "Oak"])
        'The text that Fern, Alder, Marsh and 2 more share'
        >>> _name([None, None, None])
        'The text that 2 unnamed councils share'
    """
    documents = len(councils) - 1  # the typical one stands twice
    named = list(dict.fromkeys(name for name in councils if name))[:3]
    if not named:
        return f"The text that {documents} unnamed councils share"
    more = documents - len(named)
    rest = [f"{more} more"] if more > 0 else []
    listed = [*named, *rest]
    if len(listed) == 1:
        return f"The text of {listed[0]}"
    return f"The text that {', '.join(listed[:-1])} and {listed[-1]} share"


def _tree(held: Holdings, overlaps: Overlaps, lineages: Sequence[Lineage]) -> Tree:
    """Join documents, or the typical documents of the largest lineages where there are many."""
    whole = len(held.docs) <= MOST_LEAVES
    at = {doc: place for place, doc in enumerate(held.docs)}
    nodes = (
        list(range(len(held.docs)))
        if whole
        else [at[lineage.typical] for lineage in lineages[:MOST_LEAVES]]
    )
    labels = list(held.docs) if whole else [lineage.id for lineage in lineages[:MOST_LEAVES]]
    if len(nodes) < 2:
        return Tree(tuple(labels), ())
    steps = links(1.0 - overlaps.among(nodes, nodes)).tolist()
    inside = [[node] for node in range(len(nodes))]
    for left, right, _, _ in steps:
        # the side with the first label comes first, so that there is one way to draw it
        sides = sorted((inside[int(left)], inside[int(right)]), key=min)
        inside.append(sides[0] + sides[1])
    order = inside[-1]
    place_of = {node: place for place, node in enumerate(order)}
    merges = []
    for left, right, distance, count in steps:
        one, other = sorted(place_of.get(int(side), int(side)) for side in (left, right))
        merges.append(Merge(one, other, round(min(max(1.0 - distance, 0.0), 1.0), 4), int(count)))
    return Tree(tuple(labels[node] for node in order), tuple(merges))
