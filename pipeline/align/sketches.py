"""Which few wordings are worth comparing with this one?

MinHash: a short sketch of a text's words and word pairs, such that the chance of two sketches
agreeing in a place is the share of words and pairs that the texts have in common. Sketches are cut
into bands; wordings that agree in a whole band land in one bucket. So similar wordings are found
without comparing everything with everything.

Source:
    Broder (1997), On the resemblance and containment of documents; banding as in Leskovec,
    Rajaraman and Ullman, Mining of Massive Datasets, chapter 3.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import Any
from zlib import crc32

BANDS = 16
ROWS = 2  # agreement in a band is found for .94 of pairs that share .4 of words and word pairs
_SHORT = 5  # words; below it single letters decide, and a changed word changes everything
_CHUNK = 10_000  # texts sketched at a time, to keep memory flat
_BUCKET = 64  # wordings kept in a bucket: the first, so the most frequent


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
    factors = random.integers(1, 2**63, size=BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
    terms = random.integers(0, 2**63, size=BANDS * ROWS, dtype=np.uint64)
    hashes = _Hashes()
    bands = np.empty((len(texts), BANDS), dtype=np.uint64)
    for start in range(0, len(texts), _CHUNK):
        chunk = texts[start : start + _CHUNK]
        features, starts = _features(chunk, hashes)
        least = np.empty((len(chunk), BANDS * ROWS), dtype=np.uint64)
        for column, (factor, term) in enumerate(zip(factors, terms, strict=True)):
            least[:, column] = np.minimum.reduceat(
                (features * factor + term) >> np.uint64(32), starts
            )
        for band in range(BANDS):
            first, second = least[:, band * ROWS], least[:, band * ROWS + 1]
            bands[start : start + len(chunk), band] = (first << np.uint64(32)) | second
    return bands


class Buckets:
    """Wordings by bucket; only what is added is ever found."""

    def __init__(self) -> None:
        self._bands: list[defaultdict[int, list[int]]] = [defaultdict(list) for _ in range(BANDS)]

    def add(self, index: int, bands: Sequence[int]) -> None:
        """Put a wording into its buckets; a full bucket stays as it is."""
        for bucket, band in zip(bands, self._bands, strict=True):
            if len(band[bucket]) < _BUCKET:
                band[bucket].append(index)

    def near(self, bands: Sequence[int], *, limit: int) -> list[int]:
        """Find the wordings that share most buckets with this one.

        Returns:
            At most `limit` indices, those with most buckets in common first, then in the order of
            their indices; empty where none shares a bucket.
        """
        found = [band.get(bucket, ()) for bucket, band in zip(bands, self._bands, strict=True)]
        shared = Counter(chain.from_iterable(found))
        # both sorts keep the order of equals, so that a function in Python is not needed
        return sorted(sorted(shared), key=shared.__getitem__, reverse=True)[:limit]


class _Hashes(dict[str, int]):
    """Hashes of words, made as they are met."""

    def __missing__(self, word: str) -> int:
        code = self[word] = crc32(word.encode("utf-8"))
        return code


def _features(texts: Sequence[str], hashes: _Hashes) -> tuple[Any, Any]:
    """Hash words and word pairs of each text; short texts also by groups of three letters.

    Returns a flat array of hashes, and where each text starts in it. No text is without a feature.
    """
    import numpy as np

    split = [text.split() or [""] for text in texts]
    lengths = np.array([len(words) for words in split])
    ends = lengths.cumsum()
    codes = np.fromiter(
        map(hashes.__getitem__, chain.from_iterable(split)), dtype=np.uint64, count=ends[-1]
    )
    # the factor tells a pair from its mirror image
    pairs = codes[:-1] * np.uint64(2_654_435_761) + codes[1:]
    within = np.ones(len(codes), dtype=bool)
    within[ends - 1] = False  # the last word of a text has none after it
    owner = np.arange(len(texts)).repeat(lengths)
    flat, owners = [codes, pairs[within[:-1]]], [owner, owner[within]]
    for row in np.flatnonzero(lengths < _SHORT).tolist():
        text = texts[row]
        letters = [crc32(text[at : at + 3].encode("utf-8")) for at in range(len(text) - 2)]
        flat.append(np.array(letters, dtype=np.uint64))
        owners.append(np.full(len(letters), row))
    order = np.concatenate(owners)
    by_text = order.argsort(kind="stable")
    starts = np.searchsorted(order[by_text], np.arange(len(texts)))
    return np.concatenate(flat)[by_text], starts
