"""What do the labels of clauses say that were not surely read?

A label stands alone before a wide space, without the letters around it that tell one sign from
another, so "1.1" comes out as "TA"; all clause numbers hang on it. Such labels are read once more,
by themselves and as nothing but labels. Words are never changed.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.ingest.ocr.engines import Engine, Seen

if TYPE_CHECKING:
    from pipeline.ingest.raster import Grey

_LABEL = re.compile(
    r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,5}|[A-H])[.)]\)?|\((?:\d{1,2}|[a-z]|[ivx]{1,5}|[A-H])\)"
    r"|(?:\d{1,2}\.){1,4}\d{1,2}\.?|\d{1,2}|[A-Z]\d{1,2}\.?"
)
_BULLETS = frozenset("•*¢«»°©®+e-–—o§")
_PLAIN_BULLETS = frozenset("•-–—o")
_LONGEST = 8  # characters
_SURE = 0.9
_SURE_ENOUGH = 0.5  # of the second look
_SURE_OF_SIGN = 0.75
_APART = 0.5  # heights of the words between a label and its text, more than a space
_HANGING = 6.0  # heights at most
_BORDER = 0.5  # of a height, of paper around the label


def labels_again(seen: Sequence[Seen], grey: "Grey", dpi: float, engine: Engine) -> list[Seen]:
    """Read the doubtful labels of a page once more.

    Args:
        seen: Words of the page, line by line.
        grey: The page.
        dpi: Its resolution.
        engine: Reads them.
    """
    words = list(seen)
    for at, word in enumerate(words[:-1]):
        if (at and words[at - 1].line == word.line) or words[at + 1].line != word.line:
            continue
        if not _is_doubtful(word, words[at + 1]):
            continue
        label, score = engine.label(_around(grey, word), dpi)
        if _LABEL.fullmatch(label) and _is_surer(word, label, score):
            words[at] = word._replace(text=label, score=score)
    return words


def _is_doubtful(word: Seen, text: Seen) -> bool:
    """Whether a word stands where labels do, and may be one that was misread."""
    if len(word.text) > _LONGEST or word.text in _PLAIN_BULLETS:
        return False
    if word.score >= _SURE and (_LABEL.fullmatch(word.text) or word.text.isalpha()):
        return False
    height = text.bottom - text.top
    return _APART * height < text.left - word.right < _HANGING * height


def _is_surer(word: Seen, label: str, score: float) -> bool:
    """Whether the second look is to be believed more than the first."""
    if word.text in _BULLETS:  # only a label with its stop is surely none
        return score >= _SURE_OF_SIGN and label.endswith((".", ")"))
    if _LABEL.fullmatch(word.text):
        stops = label.count(".") >= word.text.rstrip(".").count(".")
        return score > word.score and stops
    return score >= _SURE_ENOUGH


def _around(grey: "Grey", word: Seen) -> "Grey":
    """Cut a word out of a page, with paper around it."""
    import numpy as np

    height, width = grey.shape
    top, bottom = max(int(word.top) - 3, 0), min(int(word.bottom) + 4, height)
    left, right = max(int(word.left) - 3, 0), min(int(word.right) + 4, width)
    cut = grey[top:bottom, left:right]
    border = max(round(_BORDER * (bottom - top)), 8)
    return np.ascontiguousarray(np.pad(cut, border, constant_values=int(cut.max(initial=255))))
