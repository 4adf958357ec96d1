"""What does a wording speak of, in whatever words?

Councils that wrote for themselves say the same without a word in common: "staff are neutral", "the
officer takes no side". Each word of protocols has a vector, and the sum of its words' vectors
stands for a wording: those that say the same have sums that point the same way. The vectors were
learnt from protocols that people lined up by hand: see `corpus/lined_up`.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.text.similarity import count_matrix

_LEARNT = Path(__file__).with_name("word_vectors.npz")


@dataclass(frozen=True, slots=True)
class WordVectors:
    """A vector for each known word: whole numbers, so that every machine has the same."""

    rows: Mapping[str, int]  # of each word, its row; the last row, of zeros, is for all others
    vectors: Any  # a numpy array of bytes, shape (words + 1, dimensions)

    def of(self, texts: Sequence[str]) -> Any:
        """Add up the words of wordings.

        Args:
            texts: Plain wordings; length n.

        Returns:
            A numpy array of 32-bit floats, shape (n, dimensions), with rows of length 1 (0 for a
            text without a known word), so that a product of rows is their cosine.
        """
        import numpy as np

        unknown = len(self.rows)
        spelt = [[self.rows.get(word, unknown) for word in text.split()] for text in texts]
        counts = count_matrix(spelt, unknown + 1)
        counts.data = 1.0 + np.log(counts.data)
        found = counts @ self.vectors.astype(np.float32)
        lengths = np.sqrt(np.einsum("ij,ij->i", found, found))[:, None]
        return found / np.where(lengths > 0.0, lengths, 1.0)

    def to_bytes(self) -> bytes:
        """Write the vectors as a file of plain arrays; the same vectors give the same bytes."""
        import numpy as np

        words = "\n".join(self.rows).encode()  # in the order of their rows
        file = io.BytesIO()
        np.savez(
            file,
            allow_pickle=False,
            words=np.frombuffer(words, dtype=np.uint8),
            vectors=self.vectors[:-1],
        )
        return file.getvalue()

    @classmethod
    def from_words(cls, words: Sequence[str], vectors: Any) -> "WordVectors":
        """Give each word its row of `vectors`: floats, of which only the directions matter."""
        import numpy as np

        whole = np.round(vectors * (127.0 / max(np.abs(vectors).max(initial=0.0), 1e-9)))
        return cls._with_unknown(words, whole.astype(np.int8))

    @classmethod
    def from_bytes(cls, content: bytes) -> "WordVectors":
        """Read a file that `to_bytes` wrote."""
        import numpy as np

        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            words = file["words"].tobytes().decode().split("\n")
            return cls._with_unknown(words, file["vectors"])

    @classmethod
    def _with_unknown(cls, words: Sequence[str], vectors: Any) -> "WordVectors":
        import numpy as np

        rows = {word: row for row, word in enumerate(words)}
        return cls(rows, np.concatenate([vectors, np.zeros_like(vectors[:1])]))


@cache
def learnt() -> WordVectors:
    """Give the vectors that come with the software."""
    return WordVectors.from_bytes(_LEARNT.read_bytes())
