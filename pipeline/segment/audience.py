"""Whom does a clause bind: councillors, officers, the chair, or both?

"Councillors can expect from officers" binds officers, and so do all items below it; the same words
in the list of what officers can expect bind councillors. Elsewhere who acts in a sentence decides
(`actors`), "they" is whoever the clause above binds, and "you" is whom the document speaks to;
where the words do not tell, a heading that names one party does.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Audience
from pipeline.segment.actors import Acting, actor_of, is_instruction, opposite_in
from pipeline.text.parties import Mention, Party, mentions, together_of


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a document, as far as it tells whom it binds."""

    text: str  # without its label
    headings: tuple[str, ...] = ()  # above it, the outermost first, without labels
    intro: int | None = None  # position of the list intro above it
    binding: bool = True  # False for headings, titles, tables and page furniture


_AUDIENCES = {
    Party.COUNCILLORS: Audience.COUNCILLORS,
    Party.OFFICERS: Audience.OFFICERS,
    Party.CHAIR: Audience.CHAIR,
    Party.BOTH: Audience.BOTH,
}
_OTHER = {Party.COUNCILLORS: Party.OFFICERS, Party.OFFICERS: Party.COUNCILLORS}
_READ = 1500  # characters of a clause: whom it binds is said at its beginning
_SENTENCES = re.compile(
    r"(?<=[.;!?])(?<!\b[A-Z]\.)(?<!\bSt\.)(?<!\bMr\.)(?<!\bCllr\.)(?<!\be\.g\.)(?<!\bi\.e\.)"
    r"[\"”’)]?\s+"
)
_EXPECTS = re.compile(
    r"^[^.:;]{0,80}?(?:(?:can|may|will|should|could|also|in turn|reasonably|therefore|and|rightly|be"
    r" able to|have (?:a|the) right to|(?:are|is) entitled to|need to) ?){0,4}"
    r"\b(?:expects?|look for|look to|look out for|count on|rely on|ask of|want from|wants? from)\b",
    re.IGNORECASE,
)
_ENTITLED = re.compile(
    r"^[^.:]{0,30} (?:(?:are|is) entitled to|(?:have|has) (?:a|the) right to)\b(?=[^.:]{0,60}:$)",
    re.IGNORECASE,
)
_WELSH_EXPECTS = re.compile(r"\b(?:gall|gallant|caiff)\b[^.:]{0,40} ddisgwyl\b", re.IGNORECASE)
_ASKED_OF = re.compile(
    r"\b(?:expect(?:ed|ations?)?|required|asked|wanted) (?:of|from)\s$", re.IGNORECASE
)
_FROM = re.compile(r"\b(?:from|of|gan|oddi wrth)(?: ['’]?r)?\s$", re.IGNORECASE)
_DIRECT = re.compile(r"^\s?(?:that |i |i['’]r |y |yr |on )?$", re.IGNORECASE)
_ADDRESSED = re.compile(  # "You are a member", "“you” means a councillor", "As a member, I"
    r"\b(?:you|I)\b[\"”’']{0,2},? (?:are|am|means?|refers? to|as|have been|ha(?:s|ve) been)\b"
    r"[^.,;]{0,40}?$",
    re.IGNORECASE,
)
_AS_ONE = re.compile(r"\bas\s$", re.IGNORECASE)
_ELECTED = re.compile(r"\byou (?:have been|are|were) (?:elected|co-opted)\b", re.IGNORECASE)
_FOLLOWED_BY_YOU = re.compile(r"^[^.;]{0,60}\b(?:you|I)\b", re.IGNORECASE)
_SPEAKS_TO = re.compile(
    r"\b(?:you|I) (?:\w{1,12} ){0,2}?(?:must|shall|should|will|may|can|cannot|do|am|are|have"
    r"|undertake|promise|agree|ought)\b|\byou(?:['’](?:re|ll|ve|d))|\b(?:[Yy]our|[Mm]y) (?:\w+ )?(?:duty"
    r"|duties|role|responsibility|conduct|record)\b|\byou mustn['’]t\b|\b(?:ask|expect|want|need|require)s? you (?:to|not)\b|^(?:You|I) \w",
)
_WORK_FOR_US = re.compile(
    r"\bif you(?:['’]re| are)? (?:work for|employed by|paid by) (?:us|the council)\b", re.IGNORECASE
)
_CONFIDENTIAL = re.compile(
    r"^[^.;]{0,120}\b(?:confidential|exempt|private|excluded)\b[^.;]{0,200}\b(?:(?:must|shall|should"
    r"|may|is|are|to) not be|rhaid peidio)\b|^Rhaid peidio\b[^.;]{0,60}\bcyfrinachol\b"
    r"|^[^.;]{0,120}\b(?:is|are) not repeated\b",
    re.IGNORECASE,
)
_WITH = re.compile(r"\b(?:with|and)\s$", re.IGNORECASE)  # "Working with the Clerk"
_TELLS_YOU = re.compile(
    r"\b(?:you|I) (?:must|should|shall|may not|cannot|are to|need to)\b|\byou mustn['’]t\b", re.I
)
_COUNT_ON_THEM = re.compile(
    r"^(?:you|we) (?:\w+ ){0,3}?(?:count on|expect|rely on|look to) (?:him|her|them)\b", re.I
)
_FROM_ME = re.compile(r"\b(?:from|of|expect) (?:me|us|you)\b[^.]{0,20}\?$", re.IGNORECASE)
_YOUR_MANAGER = re.compile(r"\byour (?:line |own )?manager\b", re.IGNORECASE)
_FOR_OTHERS_TOO = re.compile(  # titles of documents that bind the public as well
    r"\b(?:standing orders|regulations|complaints?|procedures?|rules of procedure|terms of reference"
    r"|publication|policy|scheme|rheolau sefydlog|polisi|cwynion)\b",
    re.IGNORECASE,
)
_IN_ROLE_FIRST = re.compile(r"^(?:as|being) (?:an?|the|your) ", re.IGNORECASE)
_IN_ROLE = re.compile(r"^(?:as|being|serving as)\s$", re.IGNORECASE)
_ROLE_HEADING = re.compile(
    r"^(?:(?:if you(?:['’]re| are)|when you(?:['’]re| are)|being|your (?:role|duties) as|the)? ?(?:an?"
    r" )?|(?:the )?(?:roles?|duties|responsibilities|conduct|obligations|expectations|commitments"
    r"|position|rules|advice|guidance|standards|functions|powers|behaviour|what (?:is|we) "
    r"expect(?:ed)?)(?: and (?:duties|responsibilities|conduct|functions|obligations))? (?:of|for|to"
    r"|from) (?:the )?|(?:what|how) (?:do |does |can |may |should |must |will )?(?:the |our )?"
    r"|beth mae (?:['’]?r )?|r[ôo]l (?:y |yr )?|dyletswyddau (?:y |yr )?|gwaith (?:y |yr )?|y |yr )$",
    re.IGNORECASE,
)
_ROLE_AFTER = re.compile(
    r"^(?:['’]s?)?(?: (?:roles?|duties|responsibilities|conduct|obligations|commitments|position"
    r"|functions|powers|job|work|behaviour|general|at work|part)(?: and (?:duties|responsibilities"
    r"|obligations|functions))?| (?:must |should |may |can |will |shall )?(?:not )?(?:do|does|ensure"
    r"|decides?|agree to do)| (?:must|should|may|can|will|shall)(?: not)?(?: \w+){0,2}|"
    r" yn ei wneud| (?:do|does) for (?:us|you))?[:.?…]{0,3}$",
    re.IGNORECASE,
)
_QUESTION_TO = re.compile(r"\b(?:I|me|my|we)\b")
_DUTIES = re.compile(r"\b(?:must|shall|should|will|may)\b")
_BEGINS_LOWER = re.compile(r"^(?:and|but|or|provided)\b[^.]{0,40}\b(?:shall|must|may|should|will)\b")
_FULL_SENTENCE = re.compile(
    r"^ (?:must|shall|should|will|may|can|is to|are to|has|have|cannot|does not|do not)\b"
)
_NAME = re.compile(r"\b(?P<name>[A-Z][a-z]{2,12})(?:,| \(|,? is) ?(?:our|the) (?:[a-z]+ ){0,2}clerk\b")
_DEFINED = re.compile(  # "“Colleague” means an employee", "the Clerk (“the Executive”)"
    r"[\"“‘'](?:the |an? )?(?P<term>[\w -]{3,30})[\"”’'] (?:means?|is|refers to) (?=(?P<says>[^.;]{3,120}))"
    r"|(?P<said>\b[^.;()]{3,120}) \((?:hereafter |called |referred to as |in these \w+ )*(?:the )?"
    r"[\"“‘'](?:the )?(?P<also>[\w -]{3,30})[\"”’']\)"
)
_IS_THE_OFFICER = re.compile(
    r"\b[Tt]he (?P<term>[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}) (?:is|shall be|acts as) (?:also )?(?:the|its|our)"
    r" (?:[Cc]ouncil['’]s )?(?:[Rr]esponsible [Ff]inancial|[Pp]roper|[Cc]hief [Ff]inance) [Oo]fficer\b"
)
_OFFICES = {
    Party.OFFICERS: "Clerk",
    Party.COUNCILLORS: "councillor",
    Party.CHAIR: "Chairman",
    Party.BOTH: "councillors and officers",
}
_AND_NAME = re.compile(r"^[),]{0,2} and (?P<name>[A-Z][a-z]{2,12}) \(who\b")


def audiences(units: Sequence[Unit], titles: Sequence[str]) -> tuple[Audience, ...]:
    """Tell the party that each unit of a document binds.

    Args:
        units: Of one document in reading order.
        titles: Lines of its title.

    Returns:
        One party a unit; `NONE` where no one party is bound, such as in purposes and definitions.

    Example:
        >>> [a.value for a in audiences([Unit("The Clerk shall:"), Unit("send it.", intro=0)], ())]
        ['officers', 'officers']
        >>> [a.value for a in audiences([Unit("Officers can expect from councillors:")], ())]
        ['councillors']
    """
    return _Reader(units, titles).read()


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
    for text in texts[:_OPENING]:
        said = text[:400]
        for mention in mentions(said):
            before = said[: mention.start]
            if mention.party in _OTHER and (
                _ADDRESSED.search(before)
                or (_AS_ONE.search(before) and _FOLLOWED_BY_YOU.match(said[mention.end :]))
            ):
                return mention.party
        if _ELECTED.search(said):
            return Party.COUNCILLORS
    title = ". ".join(titles)
    named = mentions(title)
    beside = {mention.party for mention in named if _WITH.search(title[: mention.start])}
    plainly = {mention.party for mention in named if mention.party in _OTHER} - beside
    if len(plainly) == 1 and Party.BOTH not in {mention.party for mention in named}:
        return plainly.pop()
    if any(_YOUR_MANAGER.search(text) for text in texts):
        return Party.OFFICERS
    told = [party for text in texts if named for party in _told_by(text)]
    if not plainly and len(beside & set(_OTHER)) == 1:
        return _OTHER[(beside & set(_OTHER)).pop()]
    for party in _OTHER:
        if len(told) > 1 and told.count(party) >= _MOST * len(told):
            return party
    return Party.UNKNOWN


_MOST = 0.6  # share of the sentences that speak to one party, in a document that speaks to it
_DEFINITIONS = 60  # clauses that may say what a party is called
_OPENING = 12  # clauses in which a document may say whom it means by "you"


def _told_by(text: str) -> list[Party]:
    """Whom "you" must be in each sentence that names the other party."""
    found = []
    for sentence in _SENTENCES.split(text[:_READ])[:6]:
        named = {m.party for m in mentions(sentence) if m.party in _OTHER}
        if len(named) == 1 and (_SPEAKS_TO.search(sentence) or is_instruction(sentence)):
            found.append(_OTHER[named.pop()])
    return found


class _Reader:
    """Reads a document once, in its order."""

    def __init__(self, units: Sequence[Unit], titles: Sequence[str]) -> None:
        self.units = units
        binding = [unit.text for unit in units if unit.binding]
        self.known_as = _known_as(binding)
        self.addressee = addressee_of(titles, [self._plain(text) for text in binding])
        title = ". ".join(titles)
        named = {mention.party for mention in mentions(title)}
        self.internal = bool(named & set(_AUDIENCES)) or not _FOR_OTHERS_TOO.search(title)

    def read(self) -> tuple[Audience, ...]:
        found: list[Audience] = []
        above = leading = Party.UNKNOWN
        headings: tuple[str, ...] = ()
        parties: list[Party] = []
        for unit in self.units:
            if unit.headings != headings:
                above, leading, headings = Party.UNKNOWN, Party.UNKNOWN, unit.headings
            party = Party.UNKNOWN
            if unit.binding:
                intro = None if unit.intro is None else unit.intro
                party = self._party(
                    unit,
                    "" if intro is None else self.units[intro].text,
                    Party.UNKNOWN if intro is None else parties[intro],
                    above,
                )
                if unit.text[:1].islower():  # an item, or the end of a sentence
                    party = party or leading
                else:
                    leading = party
                above = party or above
            parties.append(party)
            found.append(_AUDIENCES.get(party, Audience.NONE))
        return tuple(found)

    def _plain(self, text: str) -> str:
        """The beginning of a text, with names of the document's own told as offices."""
        said = text[:_READ]
        for pattern, office in self.known_as:
            said = pattern.sub(office, said)
        return said

    def _party(self, unit: Unit, intro: str, introduced_for: Party, above: Party) -> Party:
        said = self._plain(unit.text)
        if introduced_for:
            return _own_subject(said, within=introduced_for) or introduced_for
        if intro and actor_of(intro).nobody and not _own_subject(said, within=Party.UNKNOWN):
            return Party.UNKNOWN
        expected = _expected_to_act(said[:400])
        if expected:
            return expected
        if self.addressee in _OTHER and _COUNT_ON_THEM.match(said):
            return _OTHER[self.addressee]
        sentences = _SENTENCES.split(said)[:4]
        actors = [self._actor(sentence, above, unit.headings) for sentence in sentences]
        told = self._told(sentences)
        plain = bool(_DUTIES.search(sentences[0])) or _IN_ROLE_FIRST.match(sentences[0])
        if told and not plain:
            return told
        party = next((actor.party for actor in actors if actor.party), Party.UNKNOWN)
        if party:
            return party
        if any(_addresses(sentence) for sentence in sentences):
            party = self._of_headings(unit.headings) or self.addressee
            if party:
                return party
        if told:
            return told
        if above and _BEGINS_LOWER.match(said):
            return above
        if actors and actors[0].nobody:
            return Party.UNKNOWN
        party = self._of_headings(unit.headings)
        if not party and self.internal and _CONFIDENTIAL.match(said):
            named = {mention.party for mention in mentions(said)} & set(_OTHER)
            party = self.addressee or (named.pop() if len(named) == 1 else Party.BOTH)
        return party

    def _actor(self, sentence: str, above: Party, headings: Sequence[str]) -> Acting:
        in_role = next(iter(mentions(sentence[:80])), None)
        if in_role and not in_role.owns and _IN_ROLE.match(sentence[: in_role.start]):
            return Acting(in_role.party)  # "As a councillor, I ..."
        acting = actor_of(sentence)
        if acting.everybody and not self.internal:
            return Acting()
        if acting.pronoun:
            return Acting(above or _one_named(headings))
        return acting

    def _told(self, sentences: Sequence[str]) -> Party:
        """Whom the sentences of a clause instruct: "Please don't ask her"."""
        for at, sentence in enumerate(sentences):
            if not is_instruction(sentence):
                if self.addressee and _TELLS_YOU.search(sentence[:400]):
                    return self.addressee
                continue
            told = opposite_in(sentence)
            if told is Party.BOTH and self.internal:
                return told
            if self.addressee:
                return self.addressee
            if told and self.internal:
                return told
            if self.internal and at:
                before = _OTHER.get(actor_of(sentences[at - 1]).party)
                if before:
                    return before  # "The keeper has a list. Please do not stop the van."
        return Party.UNKNOWN

    def _of_headings(self, headings: Sequence[str]) -> Party:
        for heading in reversed(headings):
            party = _of_heading(self._plain(heading))
            if not party and _FROM_ME.search(heading):
                party = self.addressee
            if party:
                return party
        return Party.UNKNOWN


def _known_as(texts: Sequence[str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Names that a document gives to parties, each with an office to read instead.

    "Ann, our clerk", "the Bursar is the Proper Officer", and "“colleague” means an employee".
    """
    found: dict[str, str] = {}
    for text in texts[:_DEFINITIONS]:
        said = text[:_READ]
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


def _addresses(sentence: str) -> bool:
    return bool(_SPEAKS_TO.search(sentence[:400])) or is_instruction(sentence)


def _own_subject(text: str, *, within: Party) -> Party:
    """The party that an item names as its own subject: "The Clerk will answer within a week"."""
    first = next(iter(mentions(text[:120])), None)
    if first is None or first.start > 0 or first.owns:
        return Party.UNKNOWN
    whole = text[:1].isupper() and _FULL_SENTENCE.match(text[first.end :])
    if not whole and within is not Party.BOTH:
        return Party.UNKNOWN
    return actor_of(_SENTENCES.split(text)[0]).party


def _expected_to_act(text: str) -> Party:
    """Who must meet what another expects: "X can expect from Y" and "X can expect" bind Y."""
    named = [mention for mention in mentions(text) if mention.party]
    for at, mention in enumerate(named):
        if _ASKED_OF.search(text[: mention.start]) and named[0].start + at > 0:
            return mention.party if mention.party in _AUDIENCES else Party.UNKNOWN
        match = _expects_after(text, mention)
        if match is None or mention.owns or at > 1:
            continue
        if re.search(r"\b(?:must|shall|should|may|can) not\b|cannot", text[mention.end : match]):
            return Party.UNKNOWN
        for other in named[at + 1 :]:
            between = text[match : other.start]
            if not other.owns and (_DIRECT.match(between) or _FROM.search(between)):
                return other.party if other.party in _AUDIENCES else Party.UNKNOWN
        return _OTHER.get(mention.party, Party.UNKNOWN)
    return Party.UNKNOWN


def _expects_after(text: str, mention: Mention) -> int | None:
    """Where the words end that say a party expects something; None if none do."""
    if mention.start > 30 or mention.party is Party.COUNCIL:
        return None
    after = text[mention.end :]
    match = _EXPECTS.match(after) or _ENTITLED.match(after)
    if match:
        return mention.end + match.end()
    welsh = _WELSH_EXPECTS.search(text)
    if welsh and welsh.start() < mention.start < welsh.end():
        return welsh.end()
    return None


def _of_heading(heading: str) -> Party:
    expected = _expected_to_act(heading)
    if expected:
        return expected
    if _WORK_FOR_US.search(heading):
        return Party.OFFICERS
    named = mentions(heading)
    if len(named) == 1 and named[0].party in _AUDIENCES:
        before, after = heading[: named[0].start], heading[named[0].end :]
        if _ROLE_HEADING.match(before) and _ROLE_AFTER.match(after):
            return named[0].party
    if heading.endswith("?") and _QUESTION_TO.search(heading) and named:
        return _OTHER.get(together_of(mention.party for mention in named), Party.UNKNOWN)
    return Party.UNKNOWN


def _one_named(headings: Sequence[str]) -> Party:
    """The one party that the nearest heading with a party names."""
    for heading in reversed(headings):
        named = {mention.party for mention in mentions(heading)} & set(_AUDIENCES)
        if named:
            return named.pop() if len(named) == 1 else Party.UNKNOWN
    return Party.UNKNOWN
