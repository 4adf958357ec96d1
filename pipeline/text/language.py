"""Is a line English or Welsh?

Short common words tell the two apart at once, so no model is needed; a line without any of them
(a name, a number) is left open and takes the language of its neighbours.
"""

import re

ENGLISH = "en"
WELSH = "cy"

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENGLISH = (
    "the and of to in is are be for with that this by or not will should must shall may on as at "
    "from their they it its who which any all when where if an has have been can was were but "
    "between within other such these those council members officers clerk who what how why your "
    "our"
)
_WELSH = (
    "y yr yn ac ar am ei eu ein eich o'r i'r a'r â'r mae yw oes nid bod fod gan gyda wrth dan heb "
    "rhwng hyn hwn hon rhaid dylai dylid ddylai ddylid bydd fydd gall gallant caiff ni nac neu ond "
    "os pan sydd fel at trwy drwy mewn eisoes unrhyw pob bob cyngor gyngor chyngor aelodau aelod "
    "swyddog swyddogion swyddogion clerc glerc cynghorydd cynghorwyr gynghorwyr protocol'r "
    "sy'n pwy beth sut pam i'n maent mae'r a'u i'w o'u gan'r nad byddant bydd y'r cyhoedd adolygu "
    "gwybodaeth"
)
_ENGLISH_WORDS = frozenset(_ENGLISH.split())
_WELSH_WORDS = frozenset(_WELSH.split())
_COMMON_WORDS = _ENGLISH_WORDS | _WELSH_WORDS
_WELSH_LETTERS = re.compile(r"[ŵŷ]|\b(?:ngh|mh|nh|ll|rh|dd|ff)[aeiouwyâêîôûŵŷ]|dd\b", re.IGNORECASE)
_LEAST = 0.6  # evidence that settles a line of fewer words than
_FEW = 4
_WELSH_SUFFIX = re.compile(r"(?:wyr|iadau|iaeth|wch|wyd|odd|ion|au|aeth)$")


def language_of(text: str) -> str | None:
    """Tell the language of a line.

    Returns:
        "en" or "cy"; None where nothing in the line tells.

    Example:
        >>> language_of("Rhaid i aelodau barchu swyddogion bob amser.")
        'cy'
        >>> language_of("Members must respect officers.")
        'en'
        >>> language_of("12/05/2021") is None
        True
    """
    welsh, english = language_weights(text)
    if welsh == english:
        return None
    return WELSH if welsh > english else ENGLISH


def common_words() -> frozenset[str]:
    """Give the common words of both languages, in lower case."""
    return _COMMON_WORDS


def language_weights(text: str) -> tuple[float, float]:
    """Evidence for Welsh and for English: common words, and letters that English does not use."""
    words = [word.replace("’", "'").casefold() for word in _WORD.findall(text)]
    welsh = float(sum(word in _WELSH_WORDS for word in words))
    english = float(sum(word in _ENGLISH_WORDS for word in words))
    for word in words:
        if word in _WELSH_WORDS or word in _ENGLISH_WORDS:
            continue
        if _WELSH_LETTERS.search(word):
            welsh += 0.6
        elif len(word) > 5 and _WELSH_SUFFIX.search(word) and not word.endswith(("tion", "sion")):
            welsh += 0.3
        elif word.endswith(("ing", "tion", "tions", "ment", "ed", "ity", "ly")):
            english += 0.5
    if max(welsh, english) < _LEAST and len(words) < _FEW:
        return 0.0, 0.0  # a suffix or two in a few words may be chance
    return welsh, english
