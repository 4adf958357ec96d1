"""Which few wordings are worth comparing with this one?

MinHash: a short sketch of a text's words and word pairs, such that the chance of two sketches
agreeing in a place is the share of words and pairs that the texts have in common. Sketches are cut
into bands; wordings that agree in a whole band land in one bucket. So similar wordings are found
without comparing everything with everything.

Source:
    Broder (1997), On the resemblance and containment of documents; banding as in Leskovec,
    Rajaraman and Ullman, Mining of Massive Datasets, chapter 3.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Any
from zlib import crc32

BANDS = 16
ROWS = 2  # agreement in a band is found for .94 of pairs that share .4 of words and word pairs
_SHORT = 5  # words; below it single letters decide, and a changed word changes everything
_CHUNK = 500  # texts sketched at a time: what is made of them stays in the cache
# sketches whose buckets are looked into at a time, to keep memory flat; BANDS + 1 times as many are
# told apart by 16 bits
_ASKED = 2_000
BUCKET = 64  # known sketches found in a bucket: the first, so the most frequent


def sketch(texts: Sequence[str], *, seed: int) -> Any:
    """Sketch each text, in bands.

    Args:
        texts: Plain wordings; length n.
        seed: Fixes the hash functions; the same seed gives the same sketches on every machine.

    Returns:
        A numpy array of 64-bit integers, shape (n, BANDS): one bucket number a band.
    """
    import numpy as np

    random = np.random.default_rng(seed)
    factors = random.integers(1, 2**32, size=BANDS * ROWS, dtype=np.uint32) | np.uint32(1)
    terms = random.integers(0, 2**32, size=BANDS * ROWS, dtype=np.uint32)
    hashes = _Hashes()
    bands = np.empty((len(texts), BANDS), dtype=np.uint64)
    for start in range(0, len(texts), _CHUNK):
        chunk = texts[start : start + _CHUNK]
        features, starts = _features(chunk, hashes)
        least = np.empty((len(chunk), BANDS * ROWS), dtype=np.uint32)
        hashed = np.empty_like(features)
        for column, (factor, term) in enumerate(zip(factors, terms, strict=True)):
            np.multiply(features, factor, out=hashed)
            hashed += term
            np.minimum.reduceat(hashed, starts, out=least[:, column])
        first, second = least[:, ::ROWS].astype(np.uint64), least[:, 1::ROWS]
        bands[start : start + len(chunk)] = (first << np.uint64(32)) | second
    return bands


def shared_buckets(bands: Any, kinds: Sequence[int]) -> tuple[list[list[int]], int]:
    """Number the buckets in which sketches of one kind meet.

    Args:
        bands: Of n sketches, shape (n, BANDS).
        kinds: Of each sketch; those of different kinds never meet. Length n.

    Returns:
        For each sketch the numbers of its buckets that another one has too; and how many buckets
        are numbered. Most buckets hold one sketch alone, and nobody need look into them.
    """
    import numpy as np

    kind = np.asarray(kinds, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    owners, numbers, made = [], [], 0
    for band in range(BANDS):
        _, inverse, counts = np.unique(
            bands[:, band] + kind, return_inverse=True, return_counts=True
        )
        met = counts > 1
        number = np.where(met, made + np.cumsum(met) - 1, -1)[inverse]
        owner = np.flatnonzero(number >= 0)
        owners.append(owner)
        numbers.append(number[owner])
        made += int(met.sum())
    owner, number = np.concatenate(owners), np.concatenate(numbers)
    by_owner = owner.argsort(kind="stable")
    flat = number[by_owner].tolist()
    ends = np.bincount(owner, minlength=len(bands)).cumsum().tolist()
    return [flat[start:end] for start, end in zip([0, *ends], ends, strict=False)], made


def most_shared(
    asked: Any, known: Any, *, limit: int, before: Any | None = None
) -> tuple[Any, Any]:
    """Find for each sketch the known ones that share most buckets with it.

    Args:
        asked: Sketches, shape (a, BANDS).
        known: Sketches, shape (k, BANDS), in the order in which they fill the buckets: one that is
            full stays as it is.
        limit: Known ones found for each at most.
        before: Of each that is asked, how many of the known ones were there: the first so many.
            Where it is not given, all were.

    Returns:
        Two numpy arrays of one length: rows of `asked`, ascending, and rows of `known`; for each
        those with most buckets in common first, then in their order.
    """
    import numpy as np

    orders = [np.argsort(known[:, band], kind="stable") for band in range(BANDS)]
    values = [known[order, band] for band, order in enumerate(orders)]
    rows, found = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for start in range(0, len(asked), _ASKED):
        some = asked[start : start + _ASKED]
        pairs = []
        for band, (order, value) in enumerate(zip(orders, values, strict=True)):
            first = np.searchsorted(value, some[:, band])
            held = np.searchsorted(value, some[:, band], side="right") - first
            held = np.minimum(held, BUCKET)
            row = np.arange(len(some)).repeat(held)
            at = np.arange(len(row)) + (first - (held.cumsum() - held)).repeat(held)
            pairs.append((row << 32) | order[at])
        pair, shared = np.unique(np.concatenate(pairs), return_counts=True)
        row, other = pair >> 32, pair & 0xFFFFFFFF
        if before is not None:
            there = other < before[start + row]
            row, other, shared = row[there], other[there], shared[there]
        # pairs are in order already, so of equals the first stay first; few bits are sorted fast
        best = np.argsort((row * (BANDS + 1) + BANDS - shared).astype(np.uint16), kind="stable")
        row, other = row[best], other[best]
        kept = np.arange(len(row)) - np.searchsorted(row, row) < limit
        rows.append(start + row[kept])
        found.append(other[kept])
    return np.concatenate(rows), np.concatenate(found)


class _Hashes(dict[str, int]):
    """Hashes of words, made as they are met."""

    def __missing__(self, word: str) -> int:
        code = self[word] = crc32(word.encode("utf-8"))
        return code


def _features(texts: Sequence[str], hashes: _Hashes) -> tuple[Any, Any]:
    """Hash words and word pairs of each text; short texts also by groups of three letters.

    Returns a flat array of 32-bit hashes, and where each text starts in it. No text is without a
    feature.
    """
    import numpy as np

    split = [text.split() or [""] for text in texts]
    lengths = np.array([len(words) for words in split])
    ends = lengths.cumsum()
    codes = np.fromiter(
        map(hashes.__getitem__, chain.from_iterable(split)), dtype=np.uint32, count=ends[-1]
    )
    # the factor tells a pair from its mirror image; and the upper half of a product of 32-bit
    # numbers depends on all of their bits, the lower does not
    pairs = codes[:-1] * np.uint64(2_654_435_761) + codes[1:]
    pairs = (pairs ^ (pairs >> np.uint64(32))).astype(np.uint32)
    within = np.ones(len(codes), dtype=bool)
    within[ends - 1] = False  # the last word of a text has none after it
    owner = np.arange(len(texts)).repeat(lengths)
    flat, owners = [codes, pairs[within[:-1]]], [owner, owner[within]]
    for row in np.flatnonzero(lengths < _SHORT).tolist():
        text = texts[row]
        letters = [crc32(text[at : at + 3].encode("utf-8")) for at in range(len(text) - 2)]
        flat.append(np.array(letters, dtype=np.uint32))
        owners.append(np.full(len(letters), row))
    order = np.concatenate(owners)
    by_text = order.argsort(kind="stable")
    starts = np.searchsorted(order[by_text], np.arange(len(texts)))
    return np.concatenate(flat)[by_text], starts
