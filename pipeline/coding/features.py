"""What numbers does the coder see of a passage?

Words and pairs of words, runs of three to five letters within words, the words of the clause
without its context once more, and the parts that the parties play: a sparse row for each passage.
Words carry the topic; runs of letters carry it over to forms of a word that the library never used.
"""

from collections.abc import Mapping, Sequence
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
        from sklearn.feature_extraction.text import TfidfVectorizer

        self.vocabularies = {name: tuple(vocabularies[name]) for name in _ANALYSERS}
        self.rarities = dict(rarities)
        self._counters = []
        for name, options in _ANALYSERS.items():
            words = {word: column for column, word in enumerate(self.vocabularies[name])}
            counter = TfidfVectorizer(sublinear_tf=True, vocabulary=words, **options)
            counter.idf_ = self.rarities[name]
            self._counters.append(counter)

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
            counter.transform(texts[name])
            for name, counter in zip(_ANALYSERS, self._counters, strict=True)
        ]
        return hstack([*blocks, csr_matrix(parties)]).tocsr()


def _texts(passages: Sequence[Passage]) -> dict[str, list[str]]:
    """Give the texts that each analyser counts in."""
    whole = [level_roles(f"{passage.context}: {passage.text}") for passage in passages]
    own = [level_roles(passage.text) for passage in passages]
    return {"words": whole, "letters": whole, "own": own}
