"""Councils' many words for the same people, brought down to one before words are counted."""

import re

_ROLES = (
    (
        re.compile(
            r"\b(?:elected members?|members?|cllrs?|councilors?)\b"
            r"(?!\s+of\s+(?:the\s+)?(?:public|staff))",
            re.IGNORECASE,
        ),
        "councillors",
    ),
    (re.compile(r"\b(?:members? of (?:the )?)?(?:staff|employees?|officers?)\b", re.I), "officers"),
    (
        re.compile(r"\b(?:chair(?:man|men|woman|person|s)?|mayor|cadeirydd)\b", re.I),
        "chair",
    ),
    (re.compile(r"\b(?:clerc|town clerk|parish clerk|community clerk)\b", re.I), "clerk"),
    (re.compile(r"\bauthority\b", re.I), "council"),
)


def level_roles(text: str) -> str:
    """Put the usual word in place of each of its synonyms.

    Example:
        >>> level_roles("Staff and Cllrs inform the Mayor of the authority")
        'officers and councillors inform the chair of the council'
    """
    for pattern, word in _ROLES:
        text = pattern.sub(word, text)
    return text
