"""Which words were mistyped, or misread by text recognition, and what was meant?

Only the words that dates hang on are put right: months, and what is done with a document. A word
is taken for one of them where it has their first letter and differs by one letter left out, put
in, changed or moved, unless it is a word of its own: "adapted" is not "adopted".
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from pipeline.text.dates import MONTHS


def misprints(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the span of each misprinted word and the word that was meant, in the same case.

    Example:
        >>> list(misprints("Adoptd 3rd Octobr, Rev1ewed Novem ber"))
        [(0, 6, 'Adopted'), (11, 17, 'October'), (19, 27, 'Reviewed'), (28, 37, 'November')]
    """
    before: re.Match[str] | None = None
    for match in _TOKEN.finditer(text):
        meant = _meant(match.group().lower())
        if meant is not None:
            yield *match.span(), _in_case_of(match.group(), meant)
            before = None
            continue
        if before is not None and text[before.end() : match.start()] == " ":
            whole = before.group() + match.group()
            if whole.lower() in _WANTED and match.group().islower() == before.group()[1:].islower():
                yield before.start(), match.end(), _in_case_of(whole, whole)
        before = match if len(match.group()) <= _LONGEST else None
    for match in _HYPHENED.finditer(text):
        whole = match[1] + match[2]
        if whole.lower() in _WANTED:
            yield *match.span(), _in_case_of(whole, whole)
    for match in _BESIDE_A_DAY.finditer(text):
        month = _short_month(match.group().lower())
        if month is not None:
            yield *match.span(), month.capitalize()

    for match in _FUTURE.finditer(text):
        yield *match.span(), match[1] + "ll"
    for match in _LETTER_APART.finditer(text):
        whole = match[1] + match[2]
        if whole.lower() in _WANTED:
            yield *match.span(), _in_case_of(whole, whole)


def _in_case_of(printed: str, word: str) -> str:
    if printed.isupper():
        return word.upper()
    return word.capitalize() if printed[0].isupper() or printed[0] == "0" else word.lower()


_TOKEN = re.compile(r"(?<![\w'@/.-])[A-Za-z0|][A-Za-z0-9|]{0,14}[A-Za-z](?![\w'@-])")
_LONGEST = 13
_HYPHENED = re.compile(r"\b([A-Za-z]{2,12})-[ \n]([a-z]{2,12})\b")  # "Novem- ber"
_FUTURE = re.compile(r"(?<!\w)(wi|sha)(?!ll)[l1|]{2}(?!\w)")  # "wi11", "shal1"
_LETTER_APART = re.compile(r"(?<![\w'])([A-Z]) ([a-z]{3,12})(?![\w'])")  # "A dopted"
# Short months differ from too many words to be told but where only a month can stand.
_SHORT_MONTHS = ("march", "april", "may", "june", "july")
_BESIDE_A_DAY = re.compile(
    r"(?:(?<=\d )|(?<=\d(?:st|nd|rd|th) ))[A-Z0][A-Za-z0-9|]{2,5}(?=,? 2[0O][\dO]\d\b)"
)
_WANTED = frozenset({
    "january", "february", "april", "august", "september", "october", "november", "december",
    "ionawr", "chwefror", "mehefin", "gorffennaf", "tachwedd", "rhagfyr",
    "adopted", "adoption", "approved", "approval", "reviewed", "review", "ratified", "amended",
    "revised", "updated", "agreed", "accepted", "endorsed", "council", "committee",
    "mabwysiadwyd", "fabwysiadwyd", "cymeradwywyd", "chymeradwywyd", "adolygwyd",
})  # fmt: skip
# Too short to be told by more than letters that recognition confuses: "rnade".
_SHORT = frozenset({"made", "minute"})
# Words of their own that differ by one letter from one of those.
_OTHER_WORDS = frozenset({
    "adapted", "adopter", "adaption", "adoptions", "approve", "approves", "approver", "approvals",
    "reviewer", "reviews", "rarified", "ratifies", "amend", "amends", "amender", "revise",
    "revises", "reviser", "revived", "update", "updates", "updater", "agree", "agrees", "accept",
    "accepts", "accepter", "endorse", "endorses", "endorser", "endorsee", "augusta", "aprils",
    "septembers", "novembers", "decembers", "octobers", "adolygwyr", "councils", "committees",
    "committed",
})  # fmt: skip


@lru_cache(maxsize=65536)
def _meant(word: str) -> str | None:
    """Give the wanted word that a word was meant for; None where it is one itself, or none."""
    if word in _WANTED or word in _OTHER_WORDS or not re.search(r"[a-z]{2}", word):
        return None
    if word not in _SHORT:
        for digit in "il":
            read = word.replace("rn", "m").translate(_AS_LETTERS | {ord("1"): digit})
            if read in _SHORT:
                return read
    read = word.replace("rn", "m").translate(_AS_LETTERS)
    for wanted in sorted(_WANTED):
        near = wanted[0] == read[0] and abs(len(wanted) - len(read)) <= 1
        if near and OSA.distance(read, wanted, score_cutoff=1) <= 1:
            return wanted
    return None


def _short_month(word: str) -> str | None:
    """Give the short month that a word was meant for; None where it is one, or may be several."""
    if word in MONTHS:
        return None
    read = word.translate(_AS_LETTERS)
    if read in MONTHS:  # "0ct"
        return read
    read = read.replace("v", "y")
    near = [name for name in _SHORT_MONTHS if OSA.distance(read, name) == (len(name) > len("may"))]
    return near[0] if len(near) == 1 else None


_AS_LETTERS = str.maketrans({"0": "o", "1": "i", "|": "i"})
