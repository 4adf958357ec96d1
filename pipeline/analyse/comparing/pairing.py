"""Which clause of the later version is which of the earlier?

Every clause gets at most one partner, so that all partners together are as alike as can be. Words
decide first; where they leave it open, as of two clauses with the same words, the company that a
clause keeps does: its neighbours, its heading, the list it stands in.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.analyse.comparing.likeness import Likeness
from pipeline.analyse.comparing.order import in_order
from pipeline.analyse.comparing.version import NOWHERE, Unit

Pairs = dict[int, int]  # places in the earlier version, to those in the later

_SAME = 0.5  # likeness from which two clauses are the same whatever stands around them
_SAME_IN_COMPANY = 0.36  # and where neighbours or the list say so too
_SHORT = 3  # words: so short a clause says little by itself, and goes with its company
_MOST_SAME = 400  # pairs of clauses with the same words that are all looked at
_ROUNDS = 3  # partners settle the company of others, which settles theirs
_EXACT = 0.5  # what the same words count beyond likeness
_NEIGHBOUR = 0.12
_HEADING = 0.06
_LIST = 0.1
_LABEL = 0.03
_ORDER = 0.15  # for two that stand in the order of the clauses that have the same words
_OTHER_PARTY = 0.25  # less where councillors stand for officers: mirrored clauses are not the same
_OTHER_SORT = 0.15  # less where one is a heading and the other is not
_FEWEST_UNDER = 0.5  # share of the clauses under a heading that went to the same heading


def paired(earlier: Sequence[Unit], later: Sequence[Unit], likeness: Likeness) -> Pairs:
    """Give each clause of the earlier version its partner in the later, if it has one."""
    same, crowds = _same_words(earlier, later)
    settled = dict(_sure(earlier, later)) | crowds
    ordered = set(in_order([(i, j, 1.0) for i, j in sorted({*same, *settled.items()})]))
    crowded = {earlier[i].key for i in crowds}
    taken = set(settled.values())
    left = [i for i in range(len(earlier)) if i not in settled and earlier[i].key not in crowded]
    right = [j for j in range(len(later)) if j not in taken and later[j].key not in crowded]
    open_pairs = {(i, j) for i, j in same if i not in settled and j not in taken}
    open_pairs |= likeness.partners(left, right)
    pairs = settled
    for _ in range(_ROUNDS):
        company = _Company(earlier, later, pairs, ordered)
        worth = {
            (i, j): value
            for i, j in sorted(open_pairs)
            if (value := _worth(earlier[i], later[j], likeness.of(i, j), company.of(i, j))) > 0.0
        }
        before, pairs = pairs, settled | _dearest(worth)
        if pairs == before:
            break
    return pairs | _retitled(earlier, later, pairs)


def _sure(earlier: Sequence[Unit], later: Sequence[Unit]) -> Iterable[tuple[int, int]]:
    """Give the pairs with the same words that stand once in each version."""
    once = [
        {key: places[0] for key, places in _by_key(units).items() if len(places) == 1}
        for units in (earlier, later)
    ]
    for key, i in once[0].items():
        if key in once[1] and len(earlier[i].words) > _SHORT:
            yield i, once[1][key]


def _same_words(
    earlier: Sequence[Unit], later: Sequence[Unit]
) -> tuple[set[tuple[int, int]], Pairs]:
    """Give pairs with the same words that come into question, and those of crowds.

    Where very many clauses have the same words, the first goes with the first, and so on.
    """
    theirs = _by_key(later)
    found: set[tuple[int, int]] = set()
    crowds: Pairs = {}
    for key, places in _by_key(earlier).items():
        others = theirs.get(key, [])
        if len(places) * len(others) <= _MOST_SAME:
            found.update((i, j) for i in places for j in others)
        else:
            crowds.update(zip(places, others, strict=False))
    return found, crowds


def _by_key(units: Sequence[Unit]) -> dict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, unit in enumerate(units):
        if unit.key:
            places[unit.key].append(at)
    return places


class _Company:
    """What stands around the clauses, as far as that is paired."""

    def __init__(
        self,
        earlier: Sequence[Unit],
        later: Sequence[Unit],
        pairs: Pairs,
        ordered: set[tuple[int, int]],
    ) -> None:
        self._earlier, self._later = earlier, later
        self._pairs, self._ordered = pairs, ordered
        taken = set(pairs.values())
        self._gaps = (
            _gaps([i in pairs for i in range(len(earlier))]),
            _gaps([j in taken for j in range(len(later))]),
        )

    def of(self, i: int, j: int) -> float:
        """Say what speaks for a pair beside its words, from 0.0."""
        one, other = self._earlier[i], self._later[j]
        speaks = _NEIGHBOUR * (
            (self._pairs.get(i - 1, NOWHERE) == j - 1 >= 0)
            + (self._pairs.get(i + 1, NOWHERE) == j + 1)
            + (i == j == 0)
            + (i == len(self._earlier) - 1 and j == len(self._later) - 1)
        )
        speaks += _NEIGHBOUR * self._is_in_one_gap(i, j)
        speaks += _HEADING * (self._pairs.get(one.heading, NOWHERE) == other.heading != NOWHERE)
        speaks += _LIST * (self._pairs.get(one.intro, NOWHERE) == other.intro != NOWHERE)
        speaks += _LABEL * (one.clause.label is not None and one.clause.label == other.clause.label)
        return speaks + _ORDER * ((i, j) in self._ordered)

    def _is_in_one_gap(self, i: int, j: int) -> bool:
        """Whether the nearest that are paired, before and after, are each other's partners."""
        before, after = self._gaps[0][i]
        ends = self._pairs.get(before, NOWHERE), self._pairs.get(after, len(self._later))
        return ends == self._gaps[1][j]


def _gaps(is_paired: Sequence[bool]) -> list[tuple[int, int]]:
    """Give for each place the nearest before and after it that are paired, or else the ends."""
    before, after = [], []
    last = NOWHERE
    for at, paired in enumerate(is_paired):
        before.append(last)
        last = at if paired else last
    last = len(is_paired)
    for at in reversed(range(len(is_paired))):
        after.append(last)
        last = at if is_paired[at] else last
    return list(zip(before, reversed(after), strict=True))


def _worth(one: Unit, other: Unit, likeness: float, company: float) -> float:
    """Say what a pair is worth; 0.0 where the two are not the same clause."""
    if one.clause.language != other.clause.language and one.key != other.key:
        return 0.0
    kept = likeness - _OTHER_SORT * (one.is_heading != other.is_heading and one.key != other.key)
    kept -= _OTHER_PARTY * (_is_mirrored(one, other) and company < _NEIGHBOUR)
    is_short = min(len(one.words), len(other.words)) <= _SHORT and not one.is_heading
    enough = _SAME + (0.2 if is_short else 0.0) if company < _NEIGHBOUR else _SAME_IN_COMPANY
    if one.key == other.key:
        return kept + company + _EXACT if company or not is_short else 0.0
    return kept + company if kept >= enough else 0.0


def _is_mirrored(one: Unit, other: Unit) -> bool:
    """Whether one says of councillors what the other says of officers, or the like."""
    return bool(one.parties and other.parties) and one.parties[0] != other.parties[0]


def _dearest(worth: dict[tuple[int, int], float]) -> Pairs:
    """Choose the pairs that together are worth the most, each clause in one at most."""
    pairs: Pairs = {}
    for group in _groups(worth):
        if len(group) == 1:
            pairs.update(group)
        else:
            pairs.update(_assigned(group, worth))
    return pairs


def _groups(worth: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Part the pairs into groups that have no clause in common."""
    import numpy as np
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    edges = list(worth)
    if not edges:
        return []
    ends = np.array(edges)
    shift = int(ends[:, 0].max()) + 1
    size = shift + int(ends[:, 1].max()) + 1
    graph = coo_matrix((np.ones(len(edges)), (ends[:, 0], ends[:, 1] + shift)), (size, size))
    labels = connected_components(graph, directed=False)[1]
    groups: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for edge in edges:
        groups[int(labels[edge[0]])].append(edge)
    return list(groups.values())


def _assigned(
    group: Sequence[tuple[int, int]], worth: dict[tuple[int, int], float]
) -> Iterable[tuple[int, int]]:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    rows, columns = sorted({i for i, _ in group}), sorted({j for _, j in group})
    row, column = ({at: n for n, at in enumerate(places)} for places in (rows, columns))
    table = np.zeros((len(rows), len(columns)))
    for i, j in group:
        table[row[i], column[j]] = worth[i, j]
    for a, b in zip(*linear_sum_assignment(table, maximize=True), strict=True):
        if table[a, b] > 0.0:
            yield rows[a], columns[b]


def _retitled(earlier: Sequence[Unit], later: Sequence[Unit], pairs: Pairs) -> Pairs:
    """Pair headings without a partner, where the clauses under one went under the other."""
    taken = set(pairs.values())
    under: defaultdict[tuple[int, int], int] = defaultdict(int)
    sizes: tuple[defaultdict[int, int], ...] = (defaultdict(int), defaultdict(int))
    for side, units in enumerate((earlier, later)):
        for unit in units:
            sizes[side][unit.heading] += 1
    for i, j in pairs.items():
        under[earlier[i].heading, later[j].heading] += 1
    found: Pairs = {}
    for (i, j), count in sorted(under.items(), key=lambda each: (-each[1], each[0])):
        if (
            NOWHERE not in (i, j)
            and not (i in pairs or j in taken or i in found or j in found.values())
            and count >= _FEWEST_UNDER * max(sizes[0][i], sizes[1][j])
        ):
            found[i] = j
    return found
