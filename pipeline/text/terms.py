"""Of which words and names is a clause made up?

A term is what a person would change as one: a word with its punctuation, or several words that name
one council or office. "The Clerk to the Council" is two terms, "the" and the office.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.text.folding import fold
from pipeline.text.similarity import named_councils

# a slash or dash between words parts them, in "3/5/2024" it does not
_TOKEN = re.compile(r"(?:[^\s/–—]|(?<=\d)[/–—](?=\d))+[/–—]*|[/–—]+")
_LABEL = re.compile(
    r"[(\[]?(?:[A-Za-z]|[ivx]{1,5}|\d{1,2})[.)\]]{1,2}|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?"
)
JOINING = frozenset({"and", "or", "nor", "ac", "neu"})  # before the last of a list
_IN_BRACKETS = re.compile(r"\((?:[a-z]|[ivx]{1,5}|\d{1,2})\)")
_PAUSES = ((re.compile(r"[.!?][)\]\"”’']{0,2}$"), 3), (re.compile(r"[;:][)\]\"”’']{0,2}$"), 2),
           (re.compile(r"[,–—][)\]\"”’']{0,2}$"), 1))  # fmt: skip
_POSSESSIVE = re.compile(r"(?:['’]s|s['’])\W{0,3}$")
_MOST_WORDS = 5  # of a name of an office

_SMALL_WORDS = """
the a an of to in on at by for with from and or as be is are was were been being it its this that
these those any such their they them his her he she we our i you your which who has have had all so
than then there into upon under up
y yr r a ac i o yn ar am gan gyda eu ei ein bod yw mae sydd neu un ym yng at fel
"""
_SMALL = frozenset(_SMALL_WORDS.split())

# words for the same office or sort of person; the clerk is not any officer, and one councillor is
# not all of them
_SAME = {
    "clerk": (
        "clerk, town clerk, parish clerk, city clerk, community clerk, council clerk, "
        "proper officer, chief officer, executive officer, chief executive, chief executive "
        "officer, clerk to the council, clerk of the council, clerc, glerc, chlerc, "
        "nghlerc, clerc y dref, clerc y cyngor, swyddog priodol"
    ),
    "councillor": (
        "councillor, cllr, member, elected member, council member, member of the council, "
        "town councillor, parish councillor, city councillor, community councillor, "
        "cynghorydd, gynghorydd, chynghorydd, aelod"
    ),
    "councillors": (
        "councillors, cllrs, members, elected members, council members, members of the "
        "council, town councillors, parish councillors, city councillors, community "
        "councillors, cynghorwyr, gynghorwyr, chynghorwyr, nghynghorwyr, aelodau"
    ),
    "officer": ("officer, employee, staff member, member of staff, council officer, swyddog"),
    "officers": (
        "officers, employees, staff, staff members, members of staff, council officers, "
        "council staff, swyddogion, staff y cyngor"
    ),
    "chair": (
        "chair, chairman, chairperson, chairwoman, mayor, town mayor, city mayor, chair of "
        "the council, chairman of the council, cadeirydd, gadeirydd, chadeirydd, maer, "
        "faer, maer y dref"
    ),
    "chairs": "chairs, chairmen, chairpersons, chairwomen, mayors, cadeiryddion",
    "clerks": "clerks, town clerks, parish clerks, clercod, glercod",
    "vice": (
        "vice chair, vicechair, vice chairman, vicechairman, vicechairperson, "
        "vicechairwoman, deputy mayor, deputy chair, isgadeirydd, dirprwy faer"
    ),
    "finance": ("responsible financial officer, responsible finance officer, rfo, finance officer"),
    "council": (
        "council, the council, authority, the authority, parish council, town council, city "
        "council, community council, the parish council, the town council, the city "
        "council, the community council, cyngor, gyngor, chyngor, nghyngor, y cyngor"
    ),
    # who is named like one of these and is none
    "": (
        "members of the public, member of the public, members of the press, monitoring "
        "officer, returning officer, deputy clerk, assistant clerk, deputy town clerk, "
        "members of parliament, member of parliament, council tax, council meeting, council "
        "meetings, county council, district council, borough council"
    ),
}
_OFFICES = {
    tuple(name.split()): party for party, names in _SAME.items() for name in names.split(", ")
}
_FIRST_OF_OFFICES = frozenset(name[0] for name in _OFFICES)


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or the words of one name."""

    start: int  # span in the text, with punctuation, bullets and labels that belong to it
    end: int
    key: str  # folded: terms with equal keys are the same
    party: str  # terms of one party name the same; empty: no name
    small: bool  # says little by itself: "of", "the"
    pause: int  # after it: 3 a full stop, 2 a semicolon or a line's end, 1 a comma, 0 nothing


@lru_cache(maxsize=1024)  # one exemplar is compared with every reading of its family
def terms(text: str) -> tuple[Term, ...]:
    """Cut a text into its terms.

    Bullets, dashes and the labels of list items belong to the word beside them and are not in its
    key; "an" has the key of "a". A text of such signs alone is one term.

    Example:
        >>> [term.key for term in terms("(a) The Clerk's Well-being, and/or that of Cllrs.")]
        ['the', 'clerks', 'wellbeing', 'and', 'or', 'that', 'of', 'cllrs']
        >>> [term.party for term in terms("The Town Clerk writes to Fern Parish Council")]
        ['', 'clerk', '', '', 'council']
    """
    words = _words(text)
    return tuple(_named(text, words))


@dataclass(slots=True)
class _Word:
    start: int
    end: int
    key: str
    pause: int
    owns: bool


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    waiting: int | None = None  # where signs begin that belong to the word to come
    after = 0  # where the last token ended
    for match in _TOKEN.finditer(text):
        begins_line = "\n" in text[after : match.start()] or after == 0
        if begins_line and words:
            words[-1].pause = max(words[-1].pause, 2)
        key = _key(match[0])
        is_label = _is_label(match[0], words, begins_line=begins_line or waiting is not None)
        if not key or is_label:
            if begins_line or is_label or not words or waiting is not None:
                waiting = match.start() if waiting is None else waiting
            else:
                words[-1].end = match.end()
                words[-1].pause = max(words[-1].pause, _pause(match[0]))
        else:
            start = match.start() if waiting is None else waiting
            owns = _POSSESSIVE.search(match[0]) is not None
            words.append(_Word(start, match.end(), key, _pause(match[0]), owns))
            waiting = None
        after = match.end()
    if waiting is not None:  # signs at the end, or a label alone
        if words:
            words[-1].end = after
        else:
            words.append(_Word(waiting, after, _key(text[waiting:after]), 0, owns=False))
    if words:
        words[-1].pause = max(words[-1].pause, 2)
    return words


def _key(word: str) -> str:
    key = fold(word).replace(" ", "")
    return "a" if key == "an" else key


def _is_label(token: str, words: Sequence[_Word], *, begins_line: bool) -> bool:
    if begins_line:
        return _LABEL.fullmatch(token) is not None
    follows_a_list = words[-1].pause >= 1 or words[-1].key in JOINING
    return follows_a_list and _IN_BRACKETS.fullmatch(token) is not None


def _pause(token: str) -> int:
    return next((pause for pattern, pause in _PAUSES if pattern.search(token)), 0)


def _named(text: str, words: Sequence[_Word]) -> Iterator[Term]:
    """Bring the words of one name together."""
    ends = dict(named_councils(text))
    at = 0
    while at < len(words):
        length, party = _council(words, at, ends)
        if not length:
            length, party = _office(words, at)
        found = words[at : at + length]
        owned = " owned" if party and found[-1].owns else ""
        key = " ".join(word.key for word in found)
        yield Term(
            found[0].start,
            found[-1].end,
            key,
            party + owned if party else "",
            length == 1 and not party and key in _SMALL,
            found[-1].pause,
        )
        at += length


def _council(words: Sequence[_Word], at: int, ends: dict[int, int]) -> tuple[int, str]:
    """Count the words of a council's own name that begin here, an article among them."""
    first = at + (words[at].key == "the" and at + 1 < len(words))
    for start in (words[at].start, words[first].start):
        if start in ends:
            length = sum(word.start < ends[start] for word in words[at : at + 20])
            return length, "council"
    return 0, ""


def _office(words: Sequence[_Word], at: int) -> tuple[int, str]:
    """Count the words of the longest name of an office that begin here; 1 where none does."""
    first = words[at]
    if first.key not in _FIRST_OF_OFFICES and not first.owns:
        return 1, ""
    for length in range(min(_MOST_WORDS, len(words) - at), 0, -1):
        found = words[at : at + length]
        if any(word.pause for word in found[:-1]):
            continue
        keys = [word.key for word in found]
        if found[-1].owns:
            keys[-1] = keys[-1].removesuffix("s")
        party = _OFFICES.get(tuple(keys))
        if party is None and found[-1].owns:
            party = _OFFICES.get((*keys[:-1], found[-1].key))  # "the officers' room"
        if party is not None:
            return length, party
    return 1, ""
