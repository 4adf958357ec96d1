"""What do the labels of clauses say that were not surely read?

A label stands alone before a wide space, without the letters around it that tell one sign from
another, so "1.1" comes out as "11" or "TA"; all clause numbers hang on it. Such labels are read
once more, moved up to their text. Words are never changed.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.ingest.ocr.engines import Engine, Seen

if TYPE_CHECKING:
    from pipeline.ingest.raster import Grey

_LABEL = re.compile(
    r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,5}|[A-H])[.)]\)?|\((?:\d{1,2}|[a-z]|[ivx]{1,5}|[A-H])\)"
    r"|(?:\d{1,2}\.){1,4}\d{1,2}\.?|\d{1,2}|[A-Z]\d{1,2}\.?|[•-]"
)
_NUMBER = re.compile(r"(?:\d{1,2}\.){1,4}\d{1,2}\.?")
_LONGEST = 8  # characters
_SURE = 0.93
_SURE_ENOUGH = 0.6  # of the second look
_APART = 0.5  # heights of the words between a label and its text, more than a space
_HANGING = 6.0  # heights at most
_SPACE = 0.3  # heights, of the usual space between words
_STOP = 0.5  # heights beside a label in which its stop may stand
_ENOUGH_TEXT = 8.0  # heights of the text that are read with the label
_ABOVE = 0.2  # heights above and below the words


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
        text = words[at + 1]
        if (at and words[at - 1].line == word.line) or text.line != word.line:
            continue
        if not _is_doubtful(word, text):
            continue
        again = engine.line(_moved_up(grey, word, text), dpi)
        if len(again) > 1 and again[1].text[:2] == text.text[:2] and _is_surer(word, again[0]):
            words[at] = word._replace(text=again[0].text, score=again[0].score)
    return _in_one_style(words)


def _in_one_style(words: list[Seen]) -> list[Seen]:
    """Take the last stop from numbers such as "1.1." where most of the page's have none."""
    first = {at for at in range(len(words)) if not at or words[at - 1].line != words[at].line}
    numbers = [at for at in first if _NUMBER.fullmatch(words[at].text)]
    stopped = [at for at in numbers if words[at].text.endswith(".")]
    if 2 * len(stopped) > len(numbers):
        return words
    for at in stopped:
        words[at] = words[at]._replace(text=words[at].text.rstrip("."))
    return words


def _is_doubtful(word: Seen, text: Seen) -> bool:
    """Whether a word stands where labels do, and may be one that was misread."""
    if len(word.text) > _LONGEST:
        return False
    if word.score >= _SURE and (_LABEL.fullmatch(word.text) or word.text.isalpha()):
        return False
    height = text.bottom - text.top
    return _APART * height < text.left - word.right < _HANGING * height


def _is_surer(word: Seen, again: Seen) -> bool:
    """Whether the second look is to be believed more than the first."""
    if again.score < _SURE_ENOUGH or not _LABEL.fullmatch(again.text):
        return False
    return again.score > word.score or not _LABEL.fullmatch(word.text)


def _moved_up(grey: "Grey", word: Seen, text: Seen) -> "Grey":
    """Cut a label and the beginning of its text out of a page, with the usual space between."""
    import numpy as np

    height = text.bottom - text.top
    margin = round(_ABOVE * height) + 1
    top = max(int(min(word.top, text.top)) - margin, 0)
    bottom = int(max(word.bottom, text.bottom)) + margin
    stop = min(word.right + _STOP * height, text.left - margin)
    label = grey[top:bottom, max(int(word.left) - margin, 0) : int(stop)]
    end = int(text.left + _ENOUGH_TEXT * height)
    rest = grey[top:bottom, max(int(text.left) - 2, 0) : end]
    paper = int(rest.max(initial=255))
    space = np.full((label.shape[0], max(round(_SPACE * height), 2)), paper, np.uint8)
    return np.pad(np.hstack([label, space, rest]), margin, constant_values=paper)
