"""Which parties does a text name, councillors, officers, the chair or the council, and where?

The names are those that councils give to roles in English and Welsh, with the articles and
adjectives before them. "The Monitoring Officer" and "members of the public" are no party here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Party(StrEnum):
    """Who owes a duty."""

    COUNCILLORS = "councillors"
    OFFICERS = "officers"
    CHAIR = "chair"
    COUNCIL = "council"
    BOTH = "both"  # councillors and officers
    UNKNOWN = ""


OTHER_SIDE = {Party.COUNCILLORS: Party.OFFICERS, Party.OFFICERS: Party.COUNCILLORS}


@dataclass(frozen=True, slots=True)
class Mention:
    """A party named in a text, with its articles and adjectives."""

    party: Party  # UNKNOWN for somebody named like a party who is none: "the Monitoring Officer"
    start: int  # of the first article or adjective
    end: int  # after what tells the party from others: "members of the Council"
    owns: bool  # only owns or qualifies what is spoken of: "the Clerk's office", "staff files"


_OUTSIDE = (
    r"(?:members?|representatives?) of (?:the |our )?(?:public|press|parliament|family|household)"
    r"|(?:monitoring|returning|police|enforcement|union|external) officers?"
    r"|swyddog(?:ion)? (?:monitro|canlyniadau)"
    r"|(?:take|takes|taking|took|leave|leaves|leaving|in|from|vacate|vacates|through) the chair"
    r"(?!man|person|woman)"
    r"|(?:members?|councillors?|officers?|staff|employees?) ?(?:[/–—-]|and|to) ?(?:members?"
    r"|councillors?|officers?|staff|employees?) (?:relations?(?:hips?)?|protocol|working)"
)
_ANYBODY = r"(?:nobody|no one|anyone|anybody|everyone|those|persons?|people) (?:\w{1,12} )?"
_OFFICERS = (
    rf"{_ANYBODY}(?:who works? for|employed by|working for) (?:\w{{1,9}} ){{1,3}}council\b|"
    r"members? of (?:[\w'’]{1,12} ){0,3}(?:staff|team)|officers?|employees?|staff|workforce"
    r"|clerks?|r\.?f\.?o|treasurers?|chief executive|bookkeeper|(?:budget|card) ?holders?"
    r"|holders?(?! of\b)"
    r"|heads? of (?:(?:paid )?service|[a-z]{3,15})|(?<!your )managers?|directors?|supervisors?"
    r"|administrators?|accountants?|bursars?|chamberlains?|cashiers?|curators?|superintendents?"
    r"|rangers?|stewards?|secretar(?:y|ies)(?! of state)|assistants?|receptionists?"
    r"|(?:care|grounds)(?:taker|keeper|man|men)s?|(?:cemetery )?keeper|foreman|foremen|handyman"
    r"|handymen|gardeners?|sextons?|apprentices?|librarians?|wardens?|(?:the"
    r"|our|his|her|their) (?:[a-z]{3,12} )?team"
    r"|(?:finance|accounts|works|grounds|parks|technical) (?:team|department|section|office)"
    r"|(?:enquir(?:y|ies)|reception|front|help) desk|lengthsman|lengthsmen|(?<=by )(?:the"
    r"|our) (?:council )?office\b"
    r"|(?:the|our) (?:council )?office(?= (?:will|shall|must|should|may|gives"
    r"|keeps|sends|answers|does|writes|holds))"
    r"|swyddog(?:ion)?|(?:c|g|ch|ngh)lerc(?:od)?|g?weithwyr|g?ofalwr|rheolwyr?"
)
_COUNCILLORS = (
    rf"{_ANYBODY}(?:who (?:sits?|serves?) on|(?:elected"
    rf"|co-opted) to) (?:\w{{1,9}} ){{1,3}}council\b|"
    r"councill?ors?|cllrs?|(?:m|rn)e(?:m|rn)bers?|signator(?:y|ies)"
    r"|whoever (?:moves|proposes|seconds)|proposers?|movers?|seconders?"
    r"|group leaders?|leaders? of (?:an?|the|each|any) (?:\w{1,12} )?groups?"
    r"|aelod(?:au)?|(?:c|g|ch|ngh)ynghor(?:ydd|wyr)"
)
_CHAIR = (
    r"person (?:who is )?(?:presiding|in the chair)|whoever (?:presides|is presiding|is in the"
    r" chair|takes the chair)|presiding (?:member|officer|councillor|chairman)"
    r"|(?:vice[- ]?)?chair(?:man|men|s|person|persons|woman|manship)?|mayors?|leader"
    r"|(?:is-?)?(?:c|g|ch)adeirydd(?:ion)?|[mf]aer"
)
_COUNCIL = (
    r"council|authority|panel|working party|board|(?:sub-?)?committees?"
    r"|(?:c|g|ch|ngh)yngor|(?:p|b|ph|mh)wyllgor"
)
_NAMED = re.compile(
    rf"\b(?:(?P<outside>{_OUTSIDE})|(?P<chair_first>presiding (?:member|officer|councillor))"
    rf"|(?P<officers>{_OFFICERS})|(?P<councillors>{_COUNCILLORS})|(?P<chair>{_CHAIR})"
    rf"|(?P<council>{_COUNCIL}))\b",
    re.IGNORECASE,
)
_OWNS = re.compile(  # what a party only owns or qualifies
    r"['’]s? (?=\w)|['’](?=\s)|-(?=\w)|(?= (?:time|files?|records?|training|handbook|matters|costs?"
    r"|structure|protocol|relations|areas?|rooms?|appointments?|allowances?|salary|salaries"
    r"|support|surger(?:y|ies)|conduct|appraisals?|development|representatives?|advice|level"
    r"|resources|notepaper|stationery|letterheads?|logo|crest|computers?|facilities"
    r"|chambers?|business|papers?|meetings?|money|property|policy|policies|offices?"
    r"|website|premises|equipment|decisions?|funds|employees?|officers?|staff|members?|employer)\b"
    r"(?! (?:the|an?|each|every|all|any|what|who|whether|that)\b))",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?: of (?:the |this |its |their |each |any )?(?:\w{1,12} ){0,2}(?:council|authority"
    r"|(?:sub-?)?committee|meeting|panel)\b(?!['’])| present\b| concerned\b| in question\b"
    r"| to the council\b| \((?:the )?[\"“']?(?:r\.?f\.?o\.?|clerk|proper officer"
    r"|treasurer)[\"”']?\))",
    re.IGNORECASE,
)
_BEFORE = frozenset(
    {"the", "a", "an", "all", "any", "every", "each", "some", "no", "our", "its", "their", "your"}
    | {"both", "either", "neither", "one", "two", "three", "four", "another", "other", "elected"}
    | {"individual", "single", "council", "council's", "council’s", "town", "parish", "city"}
    | {"community", "co-opted", "ward", "local", "senior", "junior", "new", "responsible", "paid"}
    | {"financial", "finance", "payroll", "communications", "proper", "deputy", "assistant"}
    | {"administrative", "executive", "full-time", "part-time", "committee", "chief", "lead"}
    | {"such", "same", "that", "this", "these", "those", "only", "line", "works", "events"}
    | {"cemetery", "planning", "fellow", "former", "non-councillor", "serving", "y", "yr", "pob"}
    | {"bob", "holl", "unrhyw", "unigol", "un"}
)
_ARTICLE = re.compile(r"(?:the|an?|any|every|each|no)\b", re.IGNORECASE)
_BEFORE_ARTICLES = frozenset({"all", "both", "only", "either", "neither"})
_LAST_WORD = re.compile(r"([\w'’-]{1,20})\s$")
_MOST_BEFORE = 6  # words before a name: "any one of the other elected members"
_JOINT = re.compile(
    r"\s?(?:,|/|&)?\s?(?:(?:and|or|nor|and/or|as well as|together with|neu|na|ac?)\s|a['’]r\s)?",
    re.IGNORECASE,
)
_LIST_GOES_ON = re.compile(r",|,? (?:and|or|nor|&|a|na|neu)\b", re.IGNORECASE)
_TWO_CLAUSES = re.compile(r" (?:must|shall|should|will|may|can|cannot)\b", re.IGNORECASE)
_WELSH = re.compile(r"swyddog\w*|aelod\w*|\w{0,3}ynghor\w+|\w{0,3}lerc\w*|staff", re.IGNORECASE)
_READ = 20_000  # characters: far beyond any clause


@lru_cache(maxsize=512)  # several questions are asked of each sentence
def mentions(text: str) -> tuple[Mention, ...]:
    """List the parties that a text names, in the order of its words.

    Parties named in one breath are one mention: "Members and officers" are both.

    Example:
        >>> [m.party.value for m in mentions("The Clerk tells the Chair what members of staff do.")]
        ['officers', 'chair', 'officers']
        >>> [m.party.value for m in mentions("neither councillors nor the Clerk")]
        ['both']
    """
    found: list[Mention] = []
    for match in _NAMED.finditer(text[:_READ]):
        mention = _mention(text, match)
        if found and match.start() < found[-1].end:
            continue  # "members of the Council"
        while found and mention.start <= found[-1].start:
            found.pop()  # "the Council's officers"
        if found and _is_joined(text, found[-1], mention):
            together = together_of((found[-1].party, mention.party))
            found[-1] = Mention(together, found[-1].start, mention.end, mention.owns)
        else:
            found.append(mention)
    return tuple(found)


def together_of(parties: Iterable[Party]) -> Party:
    """Name several parties together; `UNKNOWN` for a party and somebody who is none.

    A chair among councillors is one of them; with officers they are both.
    """
    named = set(parties)
    if len(named) == 1:
        return named.pop()
    if named <= {Party.COUNCILLORS, Party.CHAIR}:
        return Party.COUNCILLORS
    if named <= {Party.COUNCILLORS, Party.CHAIR, Party.OFFICERS, Party.BOTH}:
        return Party.BOTH
    return Party.UNKNOWN


def first_party(found: Sequence[Mention]) -> Party:
    """Name the party that a few words open with; `UNKNOWN` where it only owns something."""
    if not found or found[0].owns:
        return Party.UNKNOWN
    return found[0].party


def _mention(text: str, match: re.Match[str]) -> Mention:
    kind = match.lastgroup or ""
    party = Party.CHAIR if kind == "chair_first" else _PARTY_OF.get(kind, Party.UNKNOWN)
    owns = _OWNS.match(text, match.end())
    after = None if owns else _AFTER.match(text, match.end())
    start = match.start()
    for _ in range(_MOST_BEFORE):
        word = _LAST_WORD.search(text, max(0, start - 22), start)
        if word is None or word[1].casefold() not in _BEFORE:
            break
        if word[1].casefold() == "that" and start < match.start():
            break  # "a complaint that a member has ..."
        if word[1].casefold() not in _BEFORE_ARTICLES and _ARTICLE.match(text, start):
            break  # "without leave of the Council a member"
        if word[1] == "a" and _WELSH.fullmatch(match[0]):
            break  # "and", which joins two parties
        start = word.start()
    return Mention(party, start, after.end() if after else match.end(), owns is not None)


def _is_joined(text: str, first: Mention, second: Mention) -> bool:
    gap = text[first.end : second.start]
    if first.owns or second.owns or not gap.strip():
        return False
    if gap.strip() == "," and not _LIST_GOES_ON.match(text, second.end):
        return False  # "if it is about a member, the Clerk ..."
    if first.start and "," in gap and _TWO_CLAUSES.match(text, second.end):
        return False  # "this is for the Clerk, and members must leave it"
    return _JOINT.fullmatch(gap) is not None


_PARTY_OF = {
    "officers": Party.OFFICERS,
    "councillors": Party.COUNCILLORS,
    "chair": Party.CHAIR,
    "council": Party.COUNCIL,
}
