"""Which characters of a source are text?

Readers pass every string through `clean` once, at the border, so that no later step meets a
character that a spreadsheet refuses, that cannot be seen, or that turns the line around.
"""

import re
import unicodedata

# zero width, direction and format marks, soft hyphens, byte order marks, non-characters
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_DROPPED = re.compile(f"[{_CONTROLS}{_INVISIBLE}\ufffe\uffff]+")
_SPACING_CONTROLS = re.compile("[\x0b\x0c\x1c-\x1f]")
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_PLAIN = re.compile(r"[\t\n -~]*\Z")

_FOLDED = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
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
    if _PLAIN.match(text):
        return text
    text = _LINE_ENDS.sub("\n", text)
    text = _SPACING_CONTROLS.sub(" ", text)
    text = _DROPPED.sub("", text)
    text = _SURROGATES.sub("\ufffd", text)
    return unicodedata.normalize("NFC", text.translate(_FOLDED))


def one_line(text: str) -> str:
    r"""Clean a text and reduce every run of white space in it to one space.

    Example:
        >>> one_line("  Town\u00a0Clerk \n must ")
        'Town Clerk must'
    """
    return " ".join(clean(text).split())
