"""Which provisions do the words of a text name?"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.model import Codebook

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_POSSESSIVE = re.compile(r"['’‘`]s\b|(?<=s)['’‘`](?=\s|$)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENOUGH = 3  # different cues of one provision: more of them prove no more
_PHRASE = 1.5  # weight of a cue of several words; one word alone is often ambiguous


class CueFinder:
    """Finds the cues of a codebook in texts."""

    def __init__(self, cues: Sequence[Sequence[str]]) -> None:
        """Prepare the search.

        Args:
            cues: The cues of each provision, in the codebook's order.
        """
        import spacy
        from spacy.matcher import PhraseMatcher

        self._width = len(cues)
        self._owners: dict[int, list[int]] = {}
        self._vocab: Vocab = spacy.blank("en").vocab
        self._matcher = PhraseMatcher(self._vocab, attr="ORTH")
        owners: dict[tuple[str, ...], list[int]] = {}
        for provision, phrases in enumerate(cues):
            for phrase in phrases:
                words = tuple(_words(phrase))
                if words and provision not in owners.setdefault(words, []):
                    owners[words].append(provision)
        for words, found in owners.items():
            name = " ".join(words)
            self._owners[self._vocab.strings.add(name)] = found
            self._matcher.add(name, [self._doc(words)])

    def weights(self, texts: Sequence[str]) -> "npt.NDArray[np.float64]":
        """Weigh the cues in each text.

        Returns:
            Shape (texts, provisions), from 0.0 (none) to 1.0 (several different ones).
        """
        import numpy as np

        found = np.zeros((len(texts), self._width))
        for row, text in enumerate(texts):
            doc = self._doc(_words(text))
            lengths = {key: end - start for key, start, end in self._matcher(doc)}
            for key, length in lengths.items():
                for provision in self._owners[key]:
                    found[row, provision] += _PHRASE if length > 1 else 1.0
        return np.minimum(found, _ENOUGH) / _ENOUGH

    def _doc(self, words: Sequence[str]) -> "Doc":
        from spacy.tokens import Doc

        return Doc(self._vocab, words=list(words))


def cue_finder(codebook: Codebook) -> CueFinder:
    """Prepare the search for a codebook's cues."""
    return CueFinder([provision.cues for provision in codebook.provisions])


def _words(text: str) -> list[str]:
    """Split into words, without case, hyphens, possessives or a plural -s."""
    plain = _POSSESSIVE.sub("", text.casefold())
    return [
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
        for word in _WORD.findall(plain)
    ]
