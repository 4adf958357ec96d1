"""Which terms of two texts stand for each other, in their order?

The dearest pairing wins: equal terms are worth something, another name for the same a little less,
and opening a change costs more than a small word brings in. So few and whole changes are left.
"""

from collections.abc import Iterator, Sequence

from pipeline.text.terms import JOINING, Term

# in points: opening a change costs more than "of the" brings in, and less than one other word
_WORD, _SMALL_WORD, _NAME = 20, 5, 15
_OPENING = 18
_NEVER = -(10**9)
_MOST_CELLS = 40_000  # of a table; larger ones are divided by their longest equal runs
_LONG_RUN = 3 * _WORD  # worth of equal terms that divide a large table
_LONG_CHANGE = 8  # terms of two changes that swallow a single word between them
_BRIEF = 3  # terms that may be swallowed so

Pairs = list[tuple[int, int]]


def word_pairs(now: Sequence[Term], was: Sequence[Term]) -> Pairs:
    """Pair terms that are equal or name the same, both in order.

    Args:
        now: Terms of one text, or some of them in order; length n.
        was: Terms of the other; length m.

    Returns:
        Places in `now` and in `was`, each rising. Takes time in proportion to n times m up to
        40,000, and far less beyond.

    Example:
        >>> from pipeline.text.terms import terms
        >>> word_pairs(terms("Staff may reply at once"), terms("Staff must reply"))
        [(0, 0), (2, 2)]
    """
    ahead = _equal_ahead(now, was)
    behind = _equal_ahead(now[ahead:][::-1], was[ahead:][::-1])
    n, m = len(now), len(was)
    middle = _paired(now[ahead : n - behind], was[ahead : m - behind])
    pairs = [(at, at) for at in range(ahead)]
    pairs += [(ahead + i, ahead + j) for i, j in middle]
    pairs += [(n - back, m - back) for back in range(behind, 0, -1)]
    return _slid(_without_crumbs(pairs, now, was), now, was)


def _equal_ahead(now: Sequence[Term], was: Sequence[Term]) -> int:
    ahead = 0
    while ahead < min(len(now), len(was)) and now[ahead].key == was[ahead].key:
        ahead += 1
    return ahead


def _worth(now: Term, was: Term) -> int:
    if now.key == was.key:
        return _SMALL_WORD if now.small else _WORD
    return _NAME if now.party and now.party == was.party else _NEVER


def _paired(now: Sequence[Term], was: Sequence[Term]) -> Pairs:
    if not now or not was:
        return []
    if len(now) * len(was) <= _MOST_CELLS:
        return _dearest(now, was)
    return list(_divided(now, was))


def _dearest(now: Sequence[Term], was: Sequence[Term]) -> Pairs:
    """Find the pairing that is worth most: a table of a row for each term of `now`.

    Each cell is worth what the terms before it bring in, once where the last two are paired, and
    once within a change.
    """
    width = len(was) + 1
    rows: dict[tuple[str, str], list[int]] = {}
    paired = [0] + [_NEVER] * (width - 1)
    changed = [_NEVER] + [-_OPENING] * (width - 1)
    trail = []  # of each cell: 1 paired comes from a pair, 2 changed from above, 4 it opens there
    for i, term in enumerate(now):
        kind = (term.key, term.party)
        if kind not in rows:
            rows[kind] = [_worth(term, other) for other in was]
        worths = rows[kind]
        new_paired = [_NEVER] * width
        new_changed = [_NEVER] * width
        steps = bytearray(width)
        new_changed[0] = -_OPENING
        steps[0] = 2 | (4 if i == 0 else 0)
        left_paired, left_changed = _NEVER, -_OPENING
        for j in range(1, width):
            worth = worths[j - 1]
            step = 0
            if worth > 0:
                before, beside = paired[j - 1], changed[j - 1]
                if before >= beside:
                    new_paired[j] = before + worth
                    step = 1
                else:
                    new_paired[j] = beside + worth
            best, way = left_changed, 0
            if changed[j] > best:
                best, way = changed[j], 2
            if left_paired - _OPENING > best:
                best, way = left_paired - _OPENING, 4
            if paired[j] - _OPENING > best:
                best, way = paired[j] - _OPENING, 6
            new_changed[j] = left_changed = best
            left_paired = new_paired[j]
            steps[j] = step | way
        trail.append(steps)
        paired, changed = new_paired, new_changed
    return _walked(trail, len(now), len(was), is_pair=paired[-1] >= changed[-1])


def _walked(trail: Sequence[bytearray], i: int, j: int, *, is_pair: bool) -> Pairs:
    """Go back through the table, from its last cell."""
    pairs = []
    while i and j:
        step = trail[i - 1][j]
        if is_pair:
            pairs.append((i - 1, j - 1))
            is_pair = bool(step & 1)
            i, j = i - 1, j - 1
        else:
            is_pair = bool(step & 4)
            if step & 2:
                i -= 1
            else:
                j -= 1
    return pairs[::-1]


def _divided(now: Sequence[Term], was: Sequence[Term]) -> Iterator[tuple[int, int]]:
    """Pair long texts: what runs on in both stands for itself and divides the rest."""
    from rapidfuzz.distance import Indel

    opcodes = Indel.opcodes([term.key for term in was], [term.key for term in now])
    runs = [
        (range(each.dest_start, each.dest_end), each.src_start - each.dest_start)
        for each in opcodes
        if each.tag == "equal"
        and sum(_worth(term, term) for term in now[each.dest_start : each.dest_end]) >= _LONG_RUN
    ]
    at = (0, 0)
    for run, shift in [*runs, (range(len(now), len(now)), len(was) - len(now))]:
        gap = now[at[0] : run.start], was[at[1] : run.start + shift]
        if len(gap[0]) * len(gap[1]) <= _MOST_CELLS and all(gap):
            yield from ((at[0] + i, at[1] + j) for i, j in _dearest(*gap))
        yield from ((i, i + shift) for i in run)
        at = (run.stop, run.stop + shift)


def _without_crumbs(pairs: Pairs, now: Sequence[Term], was: Sequence[Term]) -> Pairs:
    """Leave out single words between long changes, which nobody would leave standing."""
    kept = _without_first_crumbs(pairs, now, was)
    while len(kept) < len(pairs):  # two changes have become one, which is longer
        pairs, kept = kept, _without_first_crumbs(kept, now, was)
    return kept


def _without_first_crumbs(pairs: Pairs, now: Sequence[Term], was: Sequence[Term]) -> Pairs:
    runs: list[Pairs] = []
    for pair in pairs:
        if runs and (pair[0] - 1, pair[1] - 1) == runs[-1][-1]:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    ends = [(-1, -1), *(run[-1] for run in runs)]
    begins = [*(run[0] for run in runs), (len(now), len(was))]
    changes = [
        max(begin[0] - end[0], begin[1] - end[1]) - 1
        for end, begin in zip(ends, begins, strict=True)
    ]
    return [
        pair
        for run, before, after in zip(runs, changes, changes[1:], strict=False)
        for pair in run
        if not (
            before
            and after
            and before + after >= _LONG_CHANGE
            and len(run) <= _BRIEF
            and sum(not now[i].small for i, _ in run) <= 1
        )
    ]


def _slid(pairs: Pairs, now: Sequence[Term], was: Sequence[Term]) -> Pairs:
    """Shift words that were put in or left out to where a sentence or a list item begins.

    Of "to the hall, and to the library" as much as "and to the" before the library may be what was
    put in; people mean "and to the library".
    """
    ends = [(-1, -1), *pairs, (len(now), len(was))]
    for place in range(len(ends) - 1):
        before, after = ends[place], ends[place + 1]  # as shifted so far
        lengths = after[0] - before[0] - 1, after[1] - before[1] - 1
        if bool(lengths[0]) == bool(lengths[1]):
            continue
        side = 0 if lengths[0] else 1
        words, length, first = (now, was)[side], lengths[side], before[side] + 1
        low = high = 0
        while _may_shift(ends, place + low, low) and (
            words[first + low - 1].key == words[first + low - 1 + length].key
        ):
            low -= 1
        while _may_shift(ends, place + 1 + high, high) and (
            words[first + high].key == words[first + high + length].key
        ):
            high += 1
        _, _, best = max(
            (_fitness(words, first + by, length), -abs(by), by) for by in range(low, high + 1)
        )
        for passed in range(min(place + best, place) + 1, max(place + best, place) + 1):
            step = length if best < 0 else -length
            pair = ends[passed]
            ends[passed] = (pair[0] + step, pair[1]) if side == 0 else (pair[0], pair[1] + step)
    return ends[1:-1]


def _may_shift(ends: Pairs, place: int, by: int) -> bool:
    """Whether a pair is one that a change may pass, after those that it has passed."""
    if not 0 < place < len(ends) - 1:
        return False
    near = ends[place + 1] if by < 0 else ends[place - 1]
    step = 1 if by < 0 else -1
    return by == 0 or near == (ends[place][0] + step, ends[place][1] + step)


def _fitness(words: Sequence[Term], first: int, length: int) -> int:
    """Say how well words stand as something put in: from one pause to another."""
    before = words[first - 1].pause if first else 3
    joins = words[first].key in JOINING
    return 2 * (before + words[first + length - 1].pause) + joins
