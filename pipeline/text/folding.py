"""When do two wordings count as the same words?"""

import re
import unicodedata

_APOSTROPHES = re.compile("['’‘`\u00ad\u200b]|[-‐‑‒–—−](?=\\w)")
_NOT_WORD = re.compile(r"[\W_]+")
_CLOSING = (" and", " or", " a", " ac", " neu")

# most clauses are ASCII but for the marks of a word processor; these fold as their twins do
_TWINS = str.maketrans("’‘\u00ad\u200b‐‑‒–—−“”…•\u00a0", "'" * 4 + "-" * 6 + " " * 5)
_HYPHEN = re.compile(r"-(?=\w)", re.ASCII)
_ONLY_WORDS = bytes(code if chr(code).isalnum() else ord(" ") for code in range(128)) + bytes(128)


def fold(text: str) -> str:
    """Fold case, punctuation, apostrophes, hyphens and white space.

    "Co-operate with the Clerk’s office;" and "cooperate with the clerks office" fold to the same
    string, so folded equality is what `verbatim` means.

    Example:
        >>> fold("The Council’s  well-being;")
        'the councils wellbeing'
    """
    plain = text if text.isascii() else text.translate(_TWINS)
    if not plain.isascii():
        folded = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())
        return _NOT_WORD.sub(" ", folded).strip()
    plain = plain.lower()
    if "-" in plain:
        plain = _HYPHEN.sub("", plain)
    words = plain.encode("ascii").translate(_ONLY_WORDS, b"'`").decode("ascii")
    return " ".join(words.split())


def fold_item(text: str) -> str:
    """Fold a list item, whose closing "and" or "or" belongs to the list.

    Example:
        >>> fold_item("a working partnership; and")
        'a working partnership'
    """
    folded = fold(text)
    return next((folded.removesuffix(end) for end in _CLOSING if folded.endswith(end)), folded)
