"""Which characters of a source are text?

Every text of a source passes through `one_line` or `cleaned_line` at the border, so that no later
step meets a character that a spreadsheet refuses, that cannot be seen, or that turns the line
around.
"""

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

# zero width, direction and format marks, soft hyphens, byte order marks, non-characters
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_DROPPED = re.compile(f"[{_CONTROLS}{_INVISIBLE}\ufffe\uffff]+")
_SPACING_CONTROLS = re.compile("[\x0b\x0c\x1c-\x1f]")
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_PLAIN = re.compile(r"[\t\n -~]*")

_SOFT_HYPHEN = "\u00ad"
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_FOLDED = str.maketrans(
    {
        **_LIGATURES,
        # glyphs of symbol fonts, which Word keeps in the private use area
        "\uf02d": "–",
        "\uf0b7": "•",
        "\uf0a7": "▪",
        "\uf0a8": "□",
        "\uf06f": "□",
        "\uf071": "□",
        "\uf06e": "■",
        "\uf0d8": "➢",
        "\uf0e0": "→",
        "\uf0fc": "✓",
        "\uf0fe": "☑",
        "\uf076": "❖",
        "\uf0b0": "°",
        "\uf0a3": "≤",
        "\uf0b3": "≥",
    }
)
_FOLDABLE = re.compile(f"[{''.join(map(chr, _FOLDED))}]")
_VISIBLE = re.compile(r"\S+")
# what cleaning does not leave as it is, but for white space and what NFC brings together
_TOUCHED = re.compile(f"{_DROPPED.pattern}|{_SURROGATES.pattern}|{_FOLDABLE.pattern}")


class Cleaned(NamedTuple):
    """A text in clean characters, and what cleaning it took."""

    text: str
    # how many characters of each sort were dropped or rewritten: `controls`, `soft_hyphens`,
    # `invisible`, `surrogates`, `ligatures`, `symbols` and, brought together by NFC, `composed`
    counts: tuple[tuple[str, int], ...] = ()
    # place in the clean text of each ligature and symbol, and the character that stood there
    folded: tuple[tuple[int, str], ...] = ()


def clean(text: str) -> str:
    r"""Drop what is not text and write the rest in one way.

    Line ends become "\n". NUL and other controls, soft hyphens, zero-width characters and
    direction marks go; controls that stand for a space become one; a lone surrogate becomes
    U+FFFD; ligatures and bullets of symbol fonts become ordinary characters; the result is in
    NFC. Cleaning twice changes nothing more.

    Example:
        >>> clean("The\x00 of\ufb01cer\u00ads\r\nmust")
        'The officers\nmust'
    """
    if _PLAIN.fullmatch(text):
        return text
    return unicodedata.normalize("NFC", _without_debris(text).translate(_FOLDED))


def one_line(text: str) -> str:
    r"""Clean a text and reduce every run of white space in it to one space.

    Example:
        >>> one_line("  Town\u00a0Clerk \n must ")
        'Town Clerk must'
    """
    return " ".join(clean(text).split())


def cleaned_line(text: str) -> Cleaned:
    r"""Do what `one_line` does, and tell what it took.

    Example:
        >>> cleaned_line(" The of\ufb01cers")
        Cleaned(text='The officers', counts=(('ligatures', 1),), folded=((6, 'ﬁ'),))
    """
    if _PLAIN.fullmatch(text) or (
        not _TOUCHED.search(text) and unicodedata.is_normalized("NFC", text)
    ):
        joined = " ".join(text.split())
        return Cleaned(text if text == joined else joined)  # long documents are not held twice
    return Cleaned(one_line(text), _counts(text), _folded_places(text))


def _without_debris(text: str) -> str:
    text = _LINE_ENDS.sub("\n", text)
    text = _SPACING_CONTROLS.sub(" ", text)
    text = _DROPPED.sub("", text)
    return _SURROGATES.sub("\ufffd", text)


def _counts(text: str) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    counts["surrogates"] = len(_SURROGATES.findall(text))
    for dropped in _DROPPED.findall(text):
        for character in dropped:
            controls = unicodedata.category(character) == "Cc"
            soft = character == _SOFT_HYPHEN
            counts["controls" if controls else "soft_hyphens" if soft else "invisible"] += 1
    for character in _FOLDABLE.findall(text):
        counts["ligatures" if character in _LIGATURES else "symbols"] += 1
    spelled = _without_debris(text).translate(_FOLDED)
    counts["composed"] = len(spelled) - len(unicodedata.normalize("NFC", spelled))
    return tuple((sort, count) for sort, count in sorted(counts.items()) if count)


def _folded_places(text: str) -> tuple[tuple[int, str], ...]:
    """Find where ligatures and symbols stand once the text is clean and on one line."""
    text = _without_debris(text)
    found = list(_FOLDABLE.finditer(text))
    if not found:
        return ()
    # no character composes with one before a ligature, so the parts between can be taken apart
    edges = [0, *(each.start() for each in found), len(text)]
    parts = [
        unicodedata.normalize("NFC", text[start:end].translate(_FOLDED))
        for start, end in pairwise(edges)
    ]
    places: list[tuple[int, str]] = []
    at, shown = 0, 0  # in the text as it is, and on one line
    words = _VISIBLE.finditer("".join(parts))
    word = next(words)
    for part, each in zip(parts, found, strict=False):
        at += len(part)
        while word.end() <= at:
            shown += word.end() - word.start() + 1
            word = next(words)
        places.append((shown + at - word.start(), each.group()))
    return tuple(places)
