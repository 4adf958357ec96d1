"""When do two wordings count as the same words?"""

import re
import unicodedata

_APOSTROPHES = re.compile("['’‘`\u00ad\u200b]|[-‐‑‒–—−](?=\\w)")
_NOT_WORD = re.compile(r"[\W_]+")
_CLOSING = re.compile(r" (?:and|or|a|ac|neu)$")


def fold(text: str) -> str:
    """Fold case, punctuation, apostrophes, hyphens and white space.

    "Co-operate with the Clerk’s office;" and "cooperate with the clerks office" fold to the same
    string, so folded equality is what `verbatim` means.

    Example:
        >>> fold("The Council’s  well-being;")
        'the councils wellbeing'
    """
    folded = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())
    return _NOT_WORD.sub(" ", folded).strip()


def fold_item(text: str) -> str:
    """Fold a list item, whose closing "and" or "or" belongs to the list.

    Example:
        >>> fold_item("a working partnership; and")
        'a working partnership'
    """
    return _CLOSING.sub("", fold(text))
