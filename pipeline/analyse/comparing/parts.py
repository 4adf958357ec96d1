"""Which clauses were split into several, or joined from several?

A clause without a partner may be a part of one that has another: a sentence that became a clause of
its own, items of a list that were prose. It is such a part where its words stand in the whole, in
order, and the other parts leave them over.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.analyse.comparing.likeness import word_ratio, words_in_common
from pipeline.analyse.comparing.version import Unit

Words = Sequence[str]

_BESIDE = 0.5  # share of its words that a part beside the others brings in
_APART = 0.8  # and one that stands elsewhere
_FEWEST = 3  # words that a part brings in, or all of its own where it has fewer
_FEWEST_APART = 6
_WHOLE = 0.45  # how alike the whole and all parts together are at least
_LEAST_KEPT = 0.4  # share of a part's words below which it is not looked at


def parts(
    wholes: Sequence[Unit],
    pieces: Sequence[Unit],
    partners: Mapping[int, int],
    free: Sequence[int],
    candidates: Iterable[tuple[int, int]],
) -> dict[int, tuple[int, ...]]:
    """Find the clauses of one version that are several in the other.

    Args:
        wholes: Units of the version that may have the whole.
        pieces: Units of the version that may have the parts.
        partners: Places of wholes that have a partner, to its place among the pieces.
        free: Places of pieces without a partner.
        candidates: Places of a whole and of a free piece that may be a part of it.

    Returns:
        Places of the parts, at least two and rising, by the place of their whole.
    """
    likely: defaultdict[int, list[int]] = defaultdict(list)
    left = set(free)
    for i, j in sorted(set(candidates)):
        if j in left and (
            words_in_common(pieces[j].words, wholes[i].words)
            >= _LEAST_KEPT * len(pieces[j].words)
            > 0
        ):
            likely[i].append(j)
    scored = []
    for i, places in likely.items():
        found = _grown(wholes[i].words, pieces, partners.get(i), places, left)
        if len(found) > 1:
            whole = _together(pieces, found)
            scored.append((-word_ratio(wholes[i].words, whole), i, found))
    chosen: dict[int, tuple[int, ...]] = {}
    for worse, i, found in sorted(scored):
        own = {partners[i]} if i in partners else set()
        if -worse >= _WHOLE and set(found) - own <= left:
            left -= set(found)
            chosen[i] = found
    return chosen


def _together(pieces: Sequence[Unit], places: Iterable[int]) -> list[str]:
    return [word for at in sorted(places) for word in pieces[at].words]


def _grown(
    whole: Words, pieces: Sequence[Unit], partner: int | None, places: Sequence[int], left: set[int]
) -> tuple[int, ...]:
    """Bring the parts of a clause together, beginning with its partner or with the largest part."""
    if partner is None:
        first = max(places, key=lambda j: (words_in_common(pieces[j].words, whole), -j))
        if words_in_common(pieces[first].words, whole) < _BESIDE * len(pieces[first].words):
            return ()
        grown = {first}
    else:
        grown = {partner}
    has = words_in_common(_together(pieces, grown), whole)
    grows = True
    while grows:
        grows = False
        around = {j + step for j in grown for step in (-1, 1)} & left
        for j in sorted(around - grown) + [j for j in places if j not in grown | around]:
            now = words_in_common(_together(pieces, {*grown, j}), whole)
            if _is_part(now - has, len(pieces[j].words), is_beside=j in around):
                grown.add(j)
                has, grows = now, True
                break
    return tuple(sorted(grown))


def _is_part(gained: int, words: int, *, is_beside: bool) -> bool:
    if is_beside:
        return gained >= max(_BESIDE * words, min(_FEWEST, words))
    return gained >= max(_APART * words, _FEWEST_APART)
