"""What numbers does the coder see of a passage?

Words and pairs of words, runs of three to five letters within words, the words of the clause
without its context once more, and the parts that the parties play: a sparse row for each passage.
Words carry the topic; runs of letters carry it over to forms of a word that the library never used.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pipeline.coding.parties import SIGNALS, signals
from pipeline.coding.passage import Passage
from pipeline.coding.wording import level_roles

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_ANALYSERS: Mapping[str, Mapping[str, Any]] = {
    "words": {"analyzer": "word", "ngram_range": (1, 2)},
    "letters": {"analyzer": "char_wb", "ngram_range": (3, 5)},
    "own": {"analyzer": "word", "ngram_range": (1, 2)},
}
_WORD = re.compile(r"\b\w\w+\b")
_LENGTHS = range(3, 6)
_PARTY_WEIGHT = 0.5  # against words, whose squares add up to 1


class Features:
    """Turns passages into rows of numbers, with vocabularies fixed when the coder was trained."""

    def __init__(
        self,
        vocabularies: Mapping[str, Sequence[str]],
        rarities: Mapping[str, "npt.NDArray[np.float64]"],
    ) -> None:
        """Set up from what `learn` found, or from a file.

        Args:
            vocabularies: For "words", "letters" and "own" (words of the clause without its
                context), the runs that are counted, in column order.
            rarities: For each of these runs, its inverse document frequency.
        """
        self.vocabularies = {name: tuple(vocabularies[name]) for name in _ANALYSERS}
        self.rarities = dict(rarities)
        self._columns = {
            name: {run: column for column, run in enumerate(runs)}
            for name, runs in self.vocabularies.items()
        }

    @classmethod
    def learn(cls, passages: Sequence[Passage], *, min_count: int) -> "Features":
        """Fix the vocabularies: what stands in at least `min_count` of the passages."""
        import numpy as np
        from sklearn.feature_extraction.text import TfidfVectorizer

        texts = _texts(passages)
        vocabularies: dict[str, tuple[str, ...]] = {}
        rarities: dict[str, npt.NDArray[np.float64]] = {}
        for name, options in _ANALYSERS.items():
            counter = TfidfVectorizer(sublinear_tf=True, min_df=min_count, **options)
            counter.fit(texts[name])
            vocabularies[name] = tuple(counter.get_feature_names_out().tolist())
            rarities[name] = np.asarray(counter.idf_, dtype=np.float64).round(4)
        return cls(vocabularies, rarities)

    def rows(self, passages: Sequence[Passage]) -> Any:
        """Give the numbers of each passage.

        Returns:
            A sparse matrix of shape (passages, columns).
        """
        import numpy as np
        from scipy.sparse import csr_matrix, hstack

        texts = _texts(passages)
        parties = np.zeros((len(passages), len(SIGNALS)))
        for row, passage in enumerate(passages):
            for name in signals(passage):
                parties[row, SIGNALS.index(name)] = _PARTY_WEIGHT
        blocks = [
            weighed(map(runs, texts[name]), columns=self._columns[name], rarity=self.rarities[name])
            for name, runs in _RUNS.items()
        ]
        return hstack([*blocks, csr_matrix(parties)]).tocsr()


def weighed(
    runs: Iterable[Iterable[str]],
    *,
    columns: Mapping[str, int],
    rarity: "npt.NDArray[np.float64]",
) -> Any:
    """Count runs and weigh them as scikit-learn's `TfidfVectorizer(sublinear_tf=True)` does.

    A draft is judged on its own, and importing scikit-learn would take longer than all the rest.

    Args:
        runs: Of each text; those that have no column are left out.
        columns: The column of each run.
        rarity: Of each column the inverse document frequency.

    Returns:
        A sparse matrix of shape (texts, columns), with rows of length 1, or 0 where no run counts.
    """
    import numpy as np
    from scipy.sparse import csr_matrix

    data: list[float] = []
    indices: list[int] = []
    starts = [0]
    for found in runs:
        counts = Counter(columns[run] for run in found if run in columns)
        row = sorted(counts)
        weights = (np.log([counts[column] for column in row]) + 1.0) * rarity[row]
        data += (weights / (np.sqrt(np.sum(weights * weights)) or 1.0)).tolist()
        indices += row
        starts.append(len(indices))
    return csr_matrix((data, indices, starts), shape=(len(starts) - 1, len(columns)))


def _words(text: str) -> Iterator[str]:
    """List the words of two letters or more, and the pairs of those that follow each other."""
    words = _WORD.findall(text.lower())
    yield from words
    yield from (" ".join(pair) for pair in pairwise(words))


def _letters(text: str) -> Iterator[str]:
    """List the runs of three to five characters of each word with the blanks beside it."""
    for word in text.lower().split():
        padded = f" {word} "
        for length in _LENGTHS:
            yield padded[:length]
            if len(padded) <= length:
                break  # a short word is counted once
            yield from (padded[at : at + length] for at in range(1, len(padded) - length + 1))


_RUNS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "words": _words,
    "letters": _letters,
    "own": _words,
}


def _texts(passages: Sequence[Passage]) -> dict[str, list[str]]:
    """Give the texts that each analyser counts in."""
    whole = [level_roles(f"{passage.context}: {passage.text}") for passage in passages]
    own = [level_roles(passage.text) for passage in passages]
    return {"words": whole, "letters": whole, "own": own}
