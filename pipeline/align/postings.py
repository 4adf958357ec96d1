"""Which of very many wordings are most like these few?

An inverted index over character grams: of each gram the wordings that have it, and its weight
there. Only the grams of what is asked are looked at, so a country's wordings stay on the disk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from pipeline.text.similarity import gram_counts, weighed_grams

_COLUMNS = 1 << 20  # grams are told apart by so many numbers; few of them share one
_COMMON = 2_000  # a gram that more wordings have than this tells nothing, and is left out


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """The index, as arrays that can stay in files."""

    starts: Any  # numpy, shape (_COLUMNS + 1,): where the wordings of each gram begin
    wordings: Any  # numpy, 32-bit: numbers of wordings
    weights: Any  # numpy, 32-bit floats: of the gram there
    frequency: Any  # numpy, shape (_COLUMNS,): how many wordings have the gram
    size: int  # wordings

    def nearest(self, texts: Sequence[str], count: int) -> list[list[int]]:
        """Find for each text the wordings that share most with it.

        Args:
            texts: Plain wordings.
            count: How many are looked for.

        Returns:
            Numbers of at most `count` wordings each, the likeliest first; of equals the lower.
        """
        import numpy as np
        from scipy.sparse import csr_matrix

        asked = _hashed(texts)
        used = np.unique(asked.indices)
        rows = weighed_grams(asked, self.frequency, self.size)[:, used]
        spans = [slice(int(self.starts[gram]), int(self.starts[gram + 1])) for gram in used]
        starts = np.cumsum([0, *(span.stop - span.start for span in spans)])
        if not starts[-1]:
            return [[] for _ in texts]
        table = csr_matrix(
            (
                np.concatenate([self.weights[span] for span in spans]),
                np.concatenate([self.wordings[span] for span in spans]),
                starts,
            ),
            shape=(len(used), self.size),
        )
        shared = (rows @ table).tocsr()
        found = []
        for row in range(len(texts)):
            span = slice(shared.indptr[row], shared.indptr[row + 1])
            numbers, values = shared.indices[span], np.round(shared.data[span], 4)
            best = np.lexsort((numbers, -values))[:count]
            found.append(numbers[best].tolist())
        return found


def postings(texts: Sequence[str]) -> Postings:
    """Index wordings.

    Args:
        texts: Plain wordings; length n.
    """
    import numpy as np

    counts = _hashed(texts)
    frequency = np.bincount(counts.indices, minlength=_COLUMNS).astype(np.int32)
    weighed = weighed_grams(counts, frequency, len(texts))
    by_gram = weighed.tocsc()
    kept = frequency <= _COMMON
    lengths = np.where(kept, np.diff(by_gram.indptr), 0)
    inside = kept.repeat(np.diff(by_gram.indptr))
    return Postings(
        starts=np.concatenate([[0], lengths.cumsum()]).astype(np.int64),
        wordings=by_gram.indices[inside].astype(np.int32),
        weights=by_gram.data[inside].astype(np.float32),
        frequency=frequency,
        size=len(texts),
    )


def _hashed(texts: Sequence[str]) -> Any:
    """Count grams by number, shape (n, _COLUMNS)."""
    import numpy as np
    from scipy.sparse import csr_matrix

    counts, grams = gram_counts(texts)
    numbers = np.array([crc32(gram.encode()) % _COLUMNS for gram in grams] or [0], dtype=np.int32)
    hashed = csr_matrix(
        (counts.data, numbers[counts.indices], counts.indptr), shape=(len(texts), _COLUMNS)
    )
    hashed.sum_duplicates()
    return hashed
