"""How do the words that were seen in a picture become the content of a page?

Their boxes fit tightly around their letters; here the words of a line get one baseline and one
height, as the characters of a text layer have, so that the same rules can put them in order.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.ingest.ocr.engines import Seen
from pipeline.ingest.pdf.geometry import BREAK_HYPHEN, Word

# Heights of a word in type sizes, by the letters in it; means of the usual text fonts
_BOTH, _TALL, _DEEP, _SMALL = 0.91, 0.70, 0.71, 0.50
_RISE, _FALL = 0.90, 0.22  # of a line above and below its baseline, in type sizes
_SAME_SIZE = 0.15  # by which measured sizes of one type differ,
_SAME_SIZE_OF_FEW = 0.3  # and where they are measured on few letters
_FEW_LETTERS = 15
_SIZES = (3.0, 60.0)  # points
_ASCENDING = re.compile(r"[A-Z0-9bdfhkltß&%$£?!ÂÊÎÔÛŴŶâêîôûŵŷ'\"‘’“”]")
_DESCENDING = re.compile(r"[gjpqyQ,;()\[\]{}/|]")
_FLAT = re.compile(r"[^\w]+")

_HYPHENS = re.compile(r"(?<=[^\W\d_])(?:[-‐¬=~]|—|–)\Z")
# what bullets are read as; none of them is a word or a usual label where it stands alone
_SIGNS = frozenset("e*¢«»°©®™=+~€@§¤¥>¬-–—.·■□▪●○◦•<^%&$£#")
_ONLY_SIGNS = frozenset("¢«»°©®™~€@¤¥¬■□▪●○◦•^")
# what hollow ones are read as
_CIRCLES = frozenset(("o", "O", "0", "oO", "OO", "00", "Oo", "©", "°", "○", "o.", "O.", "0."))
_APART = 0.45  # type sizes between a bullet and its text, more than a space
_HANGING = 40.0  # points between a bullet and its text at most
_ALIGNED = 3.0  # points
_LEAST_ITEMS = 2
_BULLET, _CIRCLE = "•", "o"  # as text layers have them


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of recognised words."""

    words: list[Word]
    scores: list[float]  # of each word, from 0 to 1
    size: float  # of the type in points


def set_words(seen: Iterable[Seen], scale: float) -> list[SetLine]:
    """Give words the places that a text layer would give them.

    Args:
        seen: Words of a page, line by line, in pixels.
        scale: Points to a pixel.
    """
    lines: dict[int, list[Seen]] = defaultdict(list)
    for word in seen:
        lines[word.line].append(word)
    groups = [sorted(line) for line in lines.values()]
    measured = [_size(line) * scale for line in groups]
    usual = _usual(groups, measured)
    sizes = [
        _settled(size, usual, sum(len(word.text) for word in line))
        for size, line in zip(measured, groups, strict=True)
    ]
    placed: list[list[Word]] = []
    order = 0
    for line, size in zip(groups, sizes, strict=True):
        baseline = _baseline(line, size / scale) * scale
        words = []
        for word in line:
            words.append(
                Word(
                    word.left * scale,
                    baseline - _RISE * size,
                    word.right * scale,
                    baseline + _FALL * size,
                    word.text,
                    order,
                )
            )
            order += 1
        last = words[-1]
        words[-1] = last._replace(text=_HYPHENS.sub(BREAK_HYPHEN, last.text))
        placed.append(words)
    placed = _with_bullets(placed, sizes)
    return [
        SetLine(words, [word.score for word in line], size)
        for words, line, size in zip(placed, groups, sizes, strict=True)
    ]


def _size(line: Sequence[Seen]) -> float:
    """Measure the type size of a line by the heights of its words, in pixels."""
    found: list[float] = []
    for word in line:
        letters = len(_FLAT.sub("", word.text))
        if not letters:
            continue
        tall, deep = _ASCENDING.search(word.text), _DESCENDING.search(word.text)
        share = (_BOTH if deep else _TALL) if tall else (_DEEP if deep else _SMALL)
        found += [(word.bottom - word.top) / share] * min(letters, 12)
    return median(found) if found else max(word.bottom - word.top for word in line)


def _usual(lines: Sequence[Sequence[Seen]], sizes: Sequence[float]) -> float:
    """Give the size of most characters."""
    weighted = sorted(
        (size, sum(len(word.text) for word in line))
        for line, size in zip(lines, sizes, strict=True)
    )
    half, so_far = sum(weight for _, weight in weighted) / 2, 0
    for size, weight in weighted:
        so_far += weight
        if so_far >= half:
            return size
    return 0.0


def _settled(size: float, usual: float, letters: int) -> float:
    """Take sizes near the usual one for that: letters differ, and so do measured heights."""
    same = _SAME_SIZE_OF_FEW if letters <= _FEW_LETTERS else _SAME_SIZE
    if usual and abs(size - usual) <= same * usual:
        size = usual
    return min(max(round(size * 2) / 2, _SIZES[0]), _SIZES[1])


def _baseline(line: Sequence[Seen], size: float) -> float:
    """Find where the letters of a line stand, in pixels."""
    standing = [
        word.bottom
        for word in line
        if re.search(r"\w", word.text) and not _DESCENDING.search(word.text)
    ]
    if standing:
        return median(standing)
    deep = [word.bottom for word in line if re.search(r"\w", word.text)]
    if deep:
        return median(deep) - 0.21 * size
    return median([(word.top + word.bottom) / 2 for word in line]) + 0.3 * size


def _with_bullets(lines: list[list[Word]], sizes: Sequence[float]) -> list[list[Word]]:
    """Put bullets where the same sign hangs before the text of several lines."""
    hanging: dict[int, list[int]] = defaultdict(list)  # by place, the numbers of lines
    for at, (line, size) in enumerate(zip(lines, sizes, strict=True)):
        if len(line) > 1 and line[0].text in _SIGNS | _CIRCLES:
            apart = line[1].left - line[0].right
            if _APART * size < apart < _HANGING:
                hanging[round(line[1].left / _ALIGNED)].append(at)
    for place, found in hanging.items():
        near = found + hanging.get(place + 1, []) + hanging.get(place - 1, [])
        signs = {lines[at][0].text for at in near}
        several = len(near) >= _LEAST_ITEMS
        hollow = several and signs <= _CIRCLES
        for at in found:
            sign = lines[at][0].text
            sure = sign in _ONLY_SIGNS or (several and (len(signs) == 1 or signs & _ONLY_SIGNS))
            if hollow:
                lines[at][0] = lines[at][0]._replace(text=_CIRCLE)
            elif sure:
                lines[at][0] = lines[at][0]._replace(text=_BULLET)
    return lines
