"""Do the words of a clause, or of the headings above it, name the provision that it is coded for?

A coder can be sure and wrong; where the words name the topic, too, it is seldom wrong.
"""

from collections import defaultdict
from collections.abc import Sequence

from pipeline.model import Codebook
from pipeline.text.folding import fold

_SHORTEST = 4  # letters of a word whose plural -s makes no difference


class Naming:
    """Looks for the cues of a codebook."""

    def __init__(self, codebook: Codebook) -> None:
        """Prepare the search."""
        self._cued = {provision.id for provision in codebook.provisions if provision.cues}
        self._known: tuple[str, frozenset[str]] = ("", frozenset())
        self._by_first: defaultdict[str, set[tuple[tuple[str, ...], str]]] = defaultdict(set)
        for provision in codebook.provisions:
            for cue in provision.cues:
                words = tuple(_words(cue))
                if words:
                    self._by_first[words[0]].add((words, provision.id))

    def named(self, text: str) -> frozenset[str]:
        """Give the provisions that a text names."""
        if self._known[0] != text:  # asked again for each provision of a clause
            self._known = text, self._names(text)
        return self._known[1]

    def _names(self, text: str) -> frozenset[str]:
        words = _words(text)
        return frozenset(
            provision
            for at, word in enumerate(words)
            for cue, provision in self._by_first.get(word, ())
            if tuple(words[at : at + len(cue)]) == cue
        )

    def is_cued(self, provision: str) -> bool:
        """Whether the codebook has cues of a provision; without, nothing can name it."""
        return provision in self._cued


def _words(text: str) -> Sequence[str]:
    return [
        word[:-1] if len(word) >= _SHORTEST and word.endswith("s") and word[-2] != "s" else word
        for word in fold(text).split()
    ]
