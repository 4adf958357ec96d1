"""Which strands belong to one family?

Average link of log-odds: two groups join while the evidence that their strands say the same
outweighs, on the average, the evidence that they do not. One likely pair cannot chain two families
together, as it would if the nearest pair decided. All groups that are each other's nearest join at
once, so that a few dozen rounds are enough for a country.

Source:
    Murtagh (1983), A survey of recent advances in hierarchical clustering algorithms (reciprocal
    nearest neighbours), The Computer Journal 26(4), 354-359.
"""

from collections.abc import Iterable, Sequence
from math import exp
from typing import Any, Protocol

_CORE = 6  # strands, those of most clauses, that each member of a group is compared with
_HOPELESS = -1.0  # log-odds of pairs that are looked at only where their neighbours join
_FORGOTTEN = -1.5  # of groups that are no longer compared: hardly any such two ever join
_MOST = 4.0  # log-odds beyond which evidence counts no more
_MOST_AGAINST = 8.0  # the same, of evidence against: one contradiction outweighs two agreements
_HALF = 32  # bits: a pair is one number, the smaller index in its upper half


class Judge(Protocol):
    """Knows how likely two strands are to say the same. Pairs are two numpy arrays of indices."""

    def pairs(self) -> tuple[Any, Any, Any]:
        """Give the pairs worth looking at, each once, the smaller index first; and their chances.

        Three numpy arrays of one length.
        """

    def of_pairs(self, first: Any, second: Any) -> Any:
        """Give the chances of any pairs, the smaller index first: a numpy array."""


class Evidence:
    """Log-odds of pairs of strands, each asked for once."""

    def __init__(self, judge: Judge) -> None:
        import numpy as np

        self._judge = judge
        first, second, chances = judge.pairs()
        pairs = _paired(first, second)
        order = np.argsort(pairs, kind="stable")
        self._pairs, self._odds = pairs[order], odds_of(chances)[order]

    def known(self) -> tuple[Any, Any, Any]:
        """Give what has been asked for so far: first, second (the larger index) and log-odds."""
        return *_parted(self._pairs), self._odds

    def of(self, first: Any, second: Any) -> Any:
        """Give the log-odds of any pairs, in either order: a numpy array."""
        import numpy as np

        asked = _paired(first, second)
        at, found = _places(self._pairs, asked)
        if not found.all():
            missing = np.unique(asked[~found])
            told = odds_of(self._judge.of_pairs(*_parted(missing)))
            pairs = np.concatenate([self._pairs, missing])
            order = np.argsort(pairs, kind="stable")
            self._pairs, self._odds = pairs[order], np.concatenate([self._odds, told])[order]
            at, _ = _places(self._pairs, asked)
        return self._odds[at]


def merge(
    weights: Sequence[int],
    evidence: Evidence,
    *,
    least: float,
    settled: Iterable[Sequence[int]] = (),
) -> tuple[tuple[int, ...], ...]:
    """Group strands.

    Args:
        weights: Number of clauses of each strand: what many councils say counts for more.
        evidence: For and against pairs of strands.
        least: Chance, averaged as log-odds, from which two groups join.
        settled: Groups that are known. They may grow, but no two of them join.

    Returns:
        Groups of strand indices, ascending in each and by their first; each index in exactly one.
    """
    groups = _Groups(weights, evidence, settled)
    threshold = float(odds_of(least))
    while groups.join_nearest(threshold):
        pass
    members: dict[int, list[int]] = {}
    for strand, group in enumerate(groups.home.tolist()):
        members.setdefault(group, []).append(strand)
    return tuple(map(tuple, members.values()))  # a group is called by its first, so in order


def agreements(
    groups: Sequence[Sequence[int]], weights: Sequence[int], evidence: Evidence
) -> dict[int, float]:
    """Say how surely each strand belongs to the core of its group, from 0 to 1."""
    import numpy as np

    compared = [
        (strand, other)
        for group in groups
        if len(group) > 1
        for core in [sorted(group, key=lambda strand: (-weights[strand], strand))[:_CORE]]
        for strand in group
        for other in core
        if other != strand
    ]
    pairs = np.array(compared, dtype=np.int64).reshape(-1, 2)
    weight = np.asarray(weights, dtype=np.float64)[pairs[:, 1]]
    odds = evidence.of(pairs[:, 0], pairs[:, 1])
    total = np.bincount(pairs[:, 0], weight * odds, minlength=len(weights))
    weighed = np.bincount(pairs[:, 0], weight, minlength=len(weights))
    sure = np.divide(total, weighed, out=np.full(len(weights), np.inf), where=weighed > 0.0)
    return {strand: chance_of(sure[strand]) for group in groups for strand in group}


def chance_of(odds: float) -> float:
    """Turn log-odds into a chance."""
    return round(1.0 / (1.0 + exp(-odds)), 4)


def odds_of(chances: Any) -> Any:
    """Turn chances into log-odds, within the bounds beyond which evidence counts no more."""
    import numpy as np

    within = np.clip(chances, 1e-9, 1.0 - 1e-9)
    return np.round(np.clip(np.log(within / (1.0 - within)), -_MOST_AGAINST, _MOST), 6)


class _Groups:
    """Groups of strands, and the average evidence for those that may yet join.

    A group is called by the first of its strands.
    """

    def __init__(
        self, weights: Sequence[int], evidence: Evidence, settled: Iterable[Sequence[int]]
    ) -> None:
        import numpy as np

        self.home = np.arange(len(weights))  # the group of each strand
        self._evidence = evidence
        self._weights = np.array(weights, dtype=np.float64)
        self._settled = np.zeros(len(weights), dtype=bool)
        self._second = np.full(len(weights), -1)  # second strand of each group; -1: it has one
        for known in settled:
            first, *others = sorted(known)
            self._settled[first] = True
            if others:
                self.home[others] = first
                self._weights[first] += self._weights[others].sum()
                self._second[first] = others[0]
        self._note_averages()

    def _note_averages(self) -> None:
        """Note what is known of the groups before any has joined another."""
        import numpy as np

        one, other, odds = self._evidence.known()
        likely = odds >= _HOPELESS
        here, there = self.home[one[likely]], self.home[other[likely]]
        open_ = (here != there) & ~(self._settled[here] & self._settled[there])
        pairs, at = np.unique(_paired(here[open_], there[open_]), return_index=True)
        averages = odds[likely][open_][at]
        here, there = _parted(pairs)
        many = (self._second[here] >= 0) | (self._second[there] >= 0)
        averages[many] = self._estimates(here[many], there[many])
        self._pairs, self._averages = pairs, averages

    def join_nearest(self, threshold: float) -> bool:
        """Join all pairs of groups that are each other's nearest; say whether there are any."""
        import numpy as np

        strong = np.flatnonzero(self._averages >= threshold)
        # of equals, those that are called by the smallest numbers: pairs are in that order
        strong = strong[np.argsort(-self._averages[strong], kind="stable")]
        one, other = _parted(self._pairs[strong])
        rank = np.arange(len(strong))
        nearest = np.full(len(self.home), len(strong))
        np.minimum.at(nearest, one, rank)
        np.minimum.at(nearest, other, rank)
        mutual = (nearest[one] == rank) & (nearest[other] == rank)
        self._join(one[mutual], other[mutual])
        return bool(mutual.any())

    def _join(self, one: Any, other: Any) -> None:
        """Join groups in pairs, and say how alike what they become is to others."""
        import numpy as np

        into = np.arange(len(self.home))
        into[other] = one
        partner = np.full(len(self.home), -1)  # what joins each group
        partner[one] = other
        here, there = _parted(self._pairs)
        joins = np.zeros(len(self.home), dtype=bool)
        joins[one] = joins[other] = True
        changed = joins[here] | joins[there]
        here, there = into[here[changed]], into[there[changed]]
        settled = self._settled.copy()
        settled[one] |= settled[other]
        open_ = (here != there) & ~(settled[here] & settled[there])
        pairs = np.unique(_paired(here[open_], there[open_]))
        averages = self._averages_after(pairs, partner)
        kept = averages >= _FORGOTTEN
        pairs = np.concatenate([self._pairs[~changed], pairs[kept]])
        averages = np.concatenate([self._averages[~changed], averages[kept]])
        order = np.argsort(pairs, kind="stable")
        self._pairs, self._averages = pairs[order], averages[order]
        self._settled = settled
        self._weights[one] += self._weights[other]
        second = self._second[one]
        self._second[one] = np.where(second < 0, other, np.minimum(second, other))
        self.home = into[self.home]

    def _averages_after(self, pairs: Any, partner: Any) -> Any:
        """Average what the parts of each two groups have said, by their numbers of clauses."""
        import numpy as np

        here, there = _parted(pairs)
        ours = np.stack([here, here, partner[here], partner[here]], axis=1)
        theirs = np.stack([there, partner[there], there, partner[there]], axis=1)
        being = (ours >= 0) & (theirs >= 0)
        ours, theirs = ours[being], theirs[being]
        at, known = _places(self._pairs, _paired(ours, theirs))
        odds = np.empty(len(ours))
        odds[known] = self._averages[at[known]]
        odds[~known] = self._estimates(ours[~known], theirs[~known])
        shares = np.zeros(being.shape)
        shares[being] = self._weights[ours] * self._weights[theirs]
        spoken = np.zeros(being.shape)
        spoken[being] = shares[being] * odds
        return np.round(spoken.sum(axis=1) / shares.sum(axis=1), 6)

    def _estimates(self, one: Any, other: Any) -> Any:
        """Let the first two strands of each group speak for it."""
        import numpy as np

        ours = np.stack([one, one, self._second[one], self._second[one]], axis=1)
        theirs = np.stack([other, self._second[other], other, self._second[other]], axis=1)
        being = (ours >= 0) & (theirs >= 0)
        odds = np.zeros(being.shape)
        odds[being] = self._evidence.of(ours[being], theirs[being])
        return odds.sum(axis=1) / being.sum(axis=1)


def _paired(one: Any, other: Any) -> Any:
    """Make one number of each two, in either order."""
    import numpy as np

    return np.minimum(one, other).astype(np.int64) << _HALF | np.maximum(one, other)


def _parted(pairs: Any) -> tuple[Any, Any]:
    return pairs >> _HALF, pairs & ((1 << _HALF) - 1)


def _places(known: Any, asked: Any) -> tuple[Any, Any]:
    """Find where numbers stand among others in ascending order, and say which are there."""
    import numpy as np

    if not len(known):
        return np.zeros(len(asked), dtype=np.int64), np.zeros(len(asked), dtype=bool)
    at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    return at, known[at] == asked
