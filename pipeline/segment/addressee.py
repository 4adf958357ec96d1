"""Whom does a document speak to, and what does it call the parties?"""

import re
from collections.abc import Sequence

from pipeline.segment.instructions import is_instruction
from pipeline.segment.sentences import sentences_of
from pipeline.text.parties import OTHER_SIDE, Party, mentions

_DEFINITIONS = 60  # clauses that may say what a party is called
_OPENING = 12  # clauses in which a document may say whom it means by "you"
_MOST = 0.6  # share of the sentences that speak to one party, in a document that speaks to it
_ADDRESSED = re.compile(  # "You are a member", "“you” means a councillor", "As a member, I"
    r"\b(?:you|I)\b[\"”’']{0,2},? (?:are|am|means?|refers? to|as|have been|ha(?:s|ve) been)\b"
    r"[^.,;]{0,40}?$",
    re.IGNORECASE,
)
_AS_ONE = re.compile(r"\bas\s$", re.IGNORECASE)
_ELECTED = re.compile(r"\byou (?:have been|are|were) (?:elected|co-opted)\b", re.IGNORECASE)
_FOLLOWED_BY_YOU = re.compile(r"^[^.;]{0,60}\b(?:you|I)\b", re.IGNORECASE)
_SPEAKS_TO = re.compile(
    r"\b(?:you|I) (?:\w{1,12} ){0,2}?(?:must|shall|should|will|may|can|cannot|do|don['’]t|am|are"
    r"|have"
    r"|undertake|promise|agree|ought)\b|\byou(?:['’](?:re|ll|ve|d))|\b(?:[Yy]our"
    r"|[Mm]y) (?:\w+ )?(?:duty"
    r"|duties|role|responsibility|conduct|record)\b|\byou mustn['’]t\b|\b(?:ask|expect|want|need"
    r"|require)s? you (?:to|not)\b|^(?:You|I) \w",
)
_TELLS_YOU = re.compile(
    r"\bnone of us (?:can|may|must|should)\b|\b(?:you|I) (?:must|should|shall|may not|cannot|are to"
    r"|need to)\b|\byou mustn['’]t\b",
    re.I,
)
_WITH = re.compile(r"\b(?:with|and)\s$", re.IGNORECASE)  # "Working with the Clerk"
_YOUR_MANAGER = re.compile(r"\byour (?:line |own )?manager\b", re.IGNORECASE)
_NAME = re.compile(
    r"\b(?P<name>[A-Z][a-z]{2,12})(?:,| \(|,? is) ?(?:our|the) (?:[a-z]+ ){0,2}clerk\b"
)
_AND_NAME = re.compile(r"^[),]{0,2} and (?P<name>[A-Z][a-z]{2,12}) \(who\b")
_DEFINED = re.compile(  # "“Colleague” means an employee", "the Clerk (“the Executive”)"
    r"[\"“‘'](?:the |an? )?(?P<term>[\w -]{3,30})[\"”’'] (?:means?|is"
    r"|refers to) (?=(?P<says>[^.;]{3,120}))"
    r"|(?P<said>\b[^.;()]{3,120}) \((?:hereafter |called |referred to as |in these \w+ )*(?:the )?"
    r"[\"“‘'](?:the )?(?P<also>[\w -]{3,30})[\"”’']\)"
)
_IS_THE_OFFICER = re.compile(
    r"\b[Tt]he (?P<term>[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}) (?:is|shall be|acts as) (?:also )?(?:the"
    r"|its|our)"
    r" (?:[Cc]ouncil['’]s )?(?:[Rr]esponsible [Ff]inancial|[Pp]roper"
    r"|[Cc]hief [Ff]inance) [Oo]fficer\b"
)
_OFFICES = {  # read in place of a name
    Party.OFFICERS: "Clerk",
    Party.COUNCILLORS: "councillor",
    Party.CHAIR: "Chairman",
    Party.BOTH: "councillors and officers",
}


def addresses(sentence: str) -> bool:
    """Whether a sentence speaks to its reader: as "you", as "I", or as an instruction."""
    return _SPEAKS_TO.search(sentence[:400]) is not None or is_instruction(sentence)


def tells_you(sentence: str) -> bool:
    """Whether a sentence says what "you" or "I" must or may not do."""
    return _TELLS_YOU.search(sentence[:400]) is not None


def addressee_of(titles: Sequence[str], texts: Sequence[str]) -> Party:
    """Tell whom a document speaks of as "you" or "I".

    Args:
        titles: Lines of its title.
        texts: Its clauses; the first may say so, and if the title names a party the others show it
            by whom they speak of as somebody else.

    Returns:
        The party; `UNKNOWN` where nothing tells.

    Example:
        >>> addressee_of(["Code of Conduct"], ["You are a member of the council ..."]).value
        'councillors'
    """
    said_so = next((party for text in texts[:_OPENING] if (party := _says_who(text))), None)
    if said_so:
        return said_so
    title = ". ".join(titles)
    named = mentions(title)
    beside = {mention.party for mention in named if _WITH.search(title[: mention.start])}
    plainly = {mention.party for mention in named if mention.party in OTHER_SIDE} - beside
    if len(plainly) == 1 and Party.BOTH not in {mention.party for mention in named}:
        return plainly.pop()
    if any(_YOUR_MANAGER.search(text) for text in texts):
        return Party.OFFICERS
    told = [party for text in texts if named for party in _told_by(text)]
    if not plainly and len(beside & set(OTHER_SIDE)) == 1:
        return OTHER_SIDE[(beside & set(OTHER_SIDE)).pop()]
    for party in OTHER_SIDE:
        if len(told) > 1 and told.count(party) >= _MOST * len(told):
            return party
    return Party.UNKNOWN


def _told_by(text: str) -> list[Party]:
    """Whom "you" must be in each sentence that names the other party."""
    found = []
    for sentence in sentences_of(text)[:6]:
        named = {m.party for m in mentions(sentence) if m.party in OTHER_SIDE}
        if len(named) == 1 and (_SPEAKS_TO.search(sentence) or is_instruction(sentence)):
            found.append(OTHER_SIDE[named.pop()])
    return found


def known_as(texts: Sequence[str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Names that a document gives to parties, each with an office to read instead.

    "Ann, our clerk", "the Bursar is the Proper Officer", and "“colleague” means an employee".
    """
    found: dict[str, str] = {}
    for text in texts[:_DEFINITIONS]:
        said = text[:1500]
        clerk = _NAME.search(said)
        if clerk:
            other = _AND_NAME.match(said[clerk.end() :])
            for name in (clerk["name"], other["name"] if other else ""):
                if name and not mentions(name):
                    found.setdefault(name, "the Clerk")
        for match in (*_DEFINED.finditer(said), *_IS_THE_OFFICER.finditer(said)):
            term = match["term"] or match["also"]
            groups = match.groupdict()
            says = groups.get("says") or groups.get("said") or "the Clerk"
            named = mentions(says)
            if not named or mentions(term) or named[0].party not in _OFFICES:
                continue
            if named[0].start == 0 if groups.get("says") else named[0].end == len(says):
                found.setdefault(term, _OFFICES[named[0].party])
    return tuple((re.compile(rf"\b{re.escape(t)}\b", re.I), o) for t, o in found.items())


def _says_who(text: str) -> Party:
    """Whom a clause says to mean by "you"."""
    said = text[:400]
    for mention in mentions(said):
        before, after = said[: mention.start], said[mention.end :]
        in_role = _AS_ONE.search(before) and _FOLLOWED_BY_YOU.match(after)
        if mention.party in OTHER_SIDE and (in_role or _ADDRESSED.search(before)):
            return mention.party
    return Party.COUNCILLORS if _ELECTED.search(said) else Party.UNKNOWN
