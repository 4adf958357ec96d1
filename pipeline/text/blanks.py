"""What in a council's rule is its own, so that another council has to put something else there?

A rule that is taken over names its first council, that council's place, its committees, its dates
and the times it has chosen. Here these are found; what becomes of them is for others to say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline.text.similarity import named_councils


class BlankKind(StrEnum):
    """What stands where the next council has something else."""

    COUNCIL = "council"  # a parish, town or community council by its name
    UPPER_COUNCIL = "upper council"  # a district, county or borough by its name
    PLACE = "place"  # of the council, or its county
    ASSOCIATION = "association"  # of local councils, of a county
    COMMITTEE = "committee"
    DATE = "date"
    TIME = "time"  # that a council may choose: "five working days"; never "clear days"
    MONEY = "money"
    PERSON = "person"
    CONTACT = "contact"  # post code, telephone number, web or email address


@dataclass(frozen=True, slots=True)
class Blank:
    """Words to put something else for."""

    kind: BlankKind
    start: int
    end: int


_KINDS = "Parish|Town|City|Community|Village|Neighbourhood"
_NAME = r"[A-Z][\w’'-]{1,25}"
_NAME_OF = re.compile(
    rf"(?:The )?(?P<place>.{{2,80}}?) (?:{_KINDS}) Council"
    rf"|Cyngor (?:Tref|Cymuned(?:ol)?|Plwyf|Dinas) (?P<lle>.{{2,80}})"
)
_UPPER = re.compile(
    rf"\b(?:{_NAME} (?:(?:and|of|upon|with|&) ){{0,1}}){{1,4}}"
    r"(?:County|District|Borough|Metropolitan|Unitary)(?: Borough| District)? Council\b"
    r"|(?<=[a-z,] )(?!(?:The|Full|Parish|Town|City|Community|Village|County|District|Borough"
    r"|Principal|Unitary|This|Each|Every|Any|Whole|Member|Members|Neighbourhood|Local|One)\b)"
    rf"{_NAME} Council\b(?! (?:Members?|Officers?|Offices?|Tax|Chamber|Meetings?)\b)"
)
_ASSOCIATION = re.compile(
    rf"\b(?:{_NAME} (?:(?:and|&) )?){{1,3}}(?<!National )Association of"
    r" (?:Local|Parish|Town and Parish|Parish and Town|Community) Councils\b"
)
_COMMITTEE = re.compile(
    rf"\b(?:{_NAME}(?:, | & | and | )){{1,4}}(?:(?:Sub-?)?Committee|Panel|Working (?:Party|Group)"
    r"|Board)\b"
)
_NO_NAME = re.compile(
    r"(?:The|An?|Any|Each|Every|All|No|If|Where|When|Council(?:['’]s)?|Parish|Town|Full|That|This"
    r"|Its|Our|Members?|Councillors?|Officers?|Chair(?:man|person|woman)?|Vice|Neither|Only|Such"
    r"|Standing|In|On|Of|By|To|For|With|From|Clerk|Mayor|Working|Sub|Both|Either|Until|Before|After"
    r"|Under|Through|And|Or|But|Tell|Ask)(?:, | & | and | )"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTHS})\b(?:,? (?:19|20)\d\d\b)?"
    rf"|\b(?:{_MONTHS}),? (?:19|20)\d\d\b"
    r"|(?<![\d/.])\d{1,2}[/.]\d{1,2}[/.](?:20)?\d\d(?![\d/])"
)
_NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty-eight"
    "|twenty-one|twenty|thirty|sixty|ninety"
)
_TIME = re.compile(
    rf"\b(?:\d{{1,3}}|{_NUMBERS})(?: \(\d{{1,3}}\))?"
    r"(?=(?: (?:working|calendar|full|whole|school|business))?[ -](?:hour|day|week|month|year)s?"
    r"\b)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"£\d[\d,]{0,12}(?:\.\d\d)?")
_PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Sir|Dame)\b\.? (?:[A-Z]\.? ){0,3}[A-Z][a-z’'-]{1,25}"
    r"|\bCl{1,2}rs?\.? (?:[A-Z]\.? ){0,3}[A-Z][a-z’'-]{1,25}"
    r"|\bCouncillor (?:[A-Z]\. ?){1,3}[A-Z][a-z’'-]{1,25}"
)
_CONTACT = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
    r"|\b(?:https?://|www\.)[^\s<>\"]{1,200}"
    r"|(?<![\d-])0\d{2,5}[ -]?\d{3,4}[ -]?\d{3,4}\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
)
# what to look for, and words one of which it has: to look for these is many times faster
_PLAIN = (
    (BlankKind.CONTACT, _CONTACT, ("@", "www", "http", *"0123456789")),
    (BlankKind.PERSON, _PERSON, ("M", "Dr", "Rev", "Sir", "Dame", "Cl", "Councillor")),
    (BlankKind.ASSOCIATION, _ASSOCIATION, ("Association of",)),
    (BlankKind.UPPER_COUNCIL, _UPPER, (" Council",)),
    (BlankKind.DATE, _DATE, tuple("0123456789")),
    (BlankKind.MONEY, _MONEY, ("£",)),
)
_BODIES = ("ommittee", "Panel", "Working", "Board")
_SHORTEST_PLACE = 3


def place_of(council: str) -> str:
    """Give the place that a council is called after; empty where its name does not say.

    Example:
        >>> place_of("Nether Withy Parish Council"), place_of("Cyngor Tref Nant-y-Bryn")
        ('Nether Withy', 'Nant-y-Bryn')
    """
    match = _NAME_OF.fullmatch(" ".join(council.split()))
    return (match["place"] or match["lle"]) if match else ""


def blanks(text: str, *, council: str = "", county: str = "") -> tuple[Blank, ...]:
    """Find what in a rule is its council's own, in the order of the words.

    Args:
        text: The words of a rule.
        council: The name of the council whose rule it is; empty where it is not known.
        county: In which it lies; empty where it is not known.

    Returns:
        Spans that do not overlap.

    Example:
        >>> text = "Withy Parish Council answers within five working days."
        >>> [(b.kind.value, text[b.start : b.end]) for b in blanks(text)]
        [('council', 'Withy Parish Council'), ('time', 'five')]
    """
    found: list[Blank] = []
    for blank in _found(text, council, county):
        if all(blank.end <= other.start or other.end <= blank.start for other in found):
            found.append(blank)
    return tuple(sorted(found, key=lambda blank: blank.start))


def _found(text: str, council: str, county: str) -> Iterator[Blank]:
    """Give the blanks, the more certain sorts first."""
    for start, end in _own_name(text, council):
        yield Blank(BlankKind.COUNCIL, start, end)
    for start, end in named_councils(text):
        yield Blank(BlankKind.COUNCIL, start, end)
    for kind, pattern, signs in _PLAIN:
        if any(sign in text for sign in signs):
            for match in pattern.finditer(text):
                yield Blank(kind, _name_start(text, match), match.end())
    named = any(body in text for body in _BODIES)
    for match in _COMMITTEE.finditer(text) if named else ():
        start = _name_start(text, match)
        if " " in text[start : match.end()] and not text.startswith("Working", start):
            yield Blank(BlankKind.COMMITTEE, start, match.end())
    for place in (place_of(council), county):
        for start, end in _occurrences(text, place):
            yield Blank(BlankKind.PLACE, start, end)
    for match in _TIME.finditer(text):
        yield Blank(BlankKind.TIME, match.start(), match.end())


def _name_start(text: str, match: re.Match[str]) -> int:
    """Find where a name begins, past capitals that only begin a sentence or name a party."""
    start = match.start()
    while skipped := _NO_NAME.match(text, start, match.end()):
        start = skipped.end()
    return start


def _own_name(text: str, council: str) -> Iterator[tuple[int, int]]:
    if council.strip() and council.strip().casefold() != "council":
        yield from _occurrences(text, council.strip())


def _occurrences(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Find a name where it stands as whole words, in its own letters."""
    if len(name) < _SHORTEST_PLACE:
        return
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        before, after = text[at - 1 : at], text[end : end + 1]
        if not (before.isalnum() or after.isalnum()):
            yield at, end
        at = text.find(name, end)
