"""Which form of a source's text may go into a page, a sheet or a table?

Sources are other people's files. Their words are kept, but characters that break a format, that
change how the text around them reads, or that a spreadsheet would run, are taken out or made plain.
"""

import re

_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile("\r\n?")
_ACTIVE = tuple("=+-@\t\r\n＝＋－＠")


def cleaned(text: str) -> str:
    r"""Make text fit for UTF-8, XML and line-based formats.

    Lone surrogates become U+FFFD, other control characters than tab and line feed go, and every
    line end is a line feed.

    Example:
        >>> cleaned("a\x00b\r\nc")
        'ab\nc'
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text)
    return _CONTROLS.sub("", _SURROGATES.sub("\ufffd", text))


def shown(text: str) -> str:
    r"""Clean text for a person to read: also without marks that turn the reading direction.

    Example:
        >>> shown("policy\u202efdp.exe")
        'policyfdp.exe'
    """
    return _DIRECTION.sub("", cleaned(text))


def encodable(text: str) -> str:
    """Make text fit for UTF-8 without moving a character, since spans point into it."""
    return _SURROGATES.sub("\ufffd", text)


def guarded(text: str) -> str:
    """Keep a spreadsheet from running text as a formula, by an apostrophe before it.

    A text that already begins with apostrophes before such a character gets one more, so that
    taking one away always gives the text back.

    Example:
        >>> guarded("=1+1"), guarded("'=1+1"), guarded("'tis so")
        ("'=1+1", "''=1+1", "'tis so")
    """
    return "'" + text if text.lstrip("'").startswith(_ACTIVE) else text


def shortened(text: str, limit: int, mark: str = " …") -> str:
    """Cut text to at most `limit` characters, at a space where there is one near, and mark the cut.

    Example:
        >>> shortened("one two three", 9)
        'one two …'
    """
    if len(text) <= limit:
        return text
    room = max(0, limit - len(mark))
    space = text.rfind(" ", room - 40 if room > 40 else 0, room + 1)
    return text[: space if space > 0 else room] + mark


def snippet(text: str, limit: int) -> str:
    r"""Cut words of a document to what a line holds, without a stop before the quote's end.

    Example:
        >>> snippet("Staff may\nreply.", 40)
        'Staff may reply'
    """
    return shortened(" ".join(shown(text).split()), limit).rstrip(".;,: ")
