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
from pipeline.segment.actors import Acting, actor_of, is_definition
from pipeline.segment.addressee import addressee_of, addresses, known_as, tells_you
from pipeline.segment.expectations import expected_to_act
from pipeline.segment.instructions import is_instruction, told_by
from pipeline.segment.party_headings import one_named, party_of_headings
from pipeline.segment.sentences import sentences_of
from pipeline.text.parties import OTHER_SIDE, Party, mentions


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
_SENTENCES = 4  # of a clause: whom it binds is said at its beginning
_ROLE = 100  # characters in which a role or a subject is named
_READ = 1500  # characters of a clause: whom it binds is said at its beginning
_FOR_OTHERS_TOO = re.compile(  # titles of documents that bind the public as well
    r"\b(?:standing orders|regulations|complaints?|procedures?|rules of procedure"
    r"|terms of reference"
    r"|publication|policy|scheme|rheolau sefydlog|polisi|cwynion)\b",
    re.IGNORECASE,
)
_RELATIONSHIP = re.compile(r"\b(?:working )?relationships?\b", re.IGNORECASE)
_CONFIDENTIAL = re.compile(
    r"^[^.;]{0,120}\b(?:confidential|exempt|private|excluded)\b[^.;]{0,200}\b(?:(?:must|shall"
    r"|should"
    r"|may|is|are|to) not be|rhaid peidio)\b|^Rhaid peidio\b[^.;]{0,60}\bcyfrinachol\b"
    r"|^[^.;]{0,120}\b(?:is|are) not repeated\b",
    re.IGNORECASE,
)
_COUNT_ON_THEM = re.compile(
    r"^(?:you|we) (?:\w+ ){0,3}?(?:count on|expect|rely on|look to) (?:him|her|them)\b", re.I
)
_THEY_EXPECT = re.compile(  # "What she may ask of us in return"
    r"^what (?:he or she|she|he|they) (?:\w{1,9} ){0,2}(?:asks?|expects?|wants?|needs?|hopes? for)"
    r" (?:of|from) us\b",
    re.IGNORECASE,
)
_IN_ROLE_FIRST = re.compile(r"^(?:as|being) (?:an?|the|your) ", re.IGNORECASE)
_IN_ROLE = re.compile(r"^(?:as|being|serving as)\s$", re.IGNORECASE)
_DUTY = re.compile(r"\b(?:must|shall|should|will|may)\b")
_GOES_ON = re.compile(r"^(?:and|but|or|provided)\b[^.]{0,40}\b(?:shall|must|may|should|will)\b")
_FULL_SENTENCE = re.compile(
    r"^ (?:must|shall|should|will|may|can|is to|are to|has|have|cannot|does not|do not)\b"
)
_ONE_FOR_L = re.compile(r"(?<=[a-z])1{1,2}(?=[a-z\s,;:.]|$)")  # as text recognition reads "shall"
_FIRST_PERSON = re.compile(  # "I will", "When I am away, I will"
    r"^(?:(?:if|when|where|unless|before|after) [^.;]{0,80}?)?\bI (?:\w{1,9} )?(?:will|shall|must"
    r"|should|undertake|promise|agree|do|don['’]t|am|have)\b",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(r"\b(?:will|must|should|shall|agree to|promise to)\W{0,2}$", re.I)
_WORKS_FOR_US = re.compile(
    r"^if you (?:work for|are (?:employed|paid) by) (?:us|the council)\b", re.I
)
_ONLY = re.compile(r"^only\b", re.IGNORECASE)  # what only one party does, the others do not


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


class _Reader:
    """Reads a document once, in its order."""

    def __init__(self, units: Sequence[Unit], titles: Sequence[str]) -> None:
        self.units = units
        binding = [unit.text for unit in units if unit.binding]
        self.known_as = known_as(binding)
        self.addressee = addressee_of(titles, [self._plain(text) for text in binding])
        title = ". ".join(titles)
        named = {mention.party for mention in mentions(title)}
        among_us = bool(named & set(_AUDIENCES)) or _RELATIONSHIP.search(title) is not None
        self.internal = among_us or not _FOR_OTHERS_TOO.search(title)
        self.parties: list[Party] = []
        self.headings: tuple[str, ...] = ()
        self.above = Party.UNKNOWN  # bound by the last clause below these headings that binds one
        self.leading = Party.UNKNOWN  # bound by the last that began a sentence

    def read(self) -> tuple[Audience, ...]:
        for unit in self.units:
            if unit.headings != self.headings:
                self.headings = unit.headings
                self.above = self.leading = Party.UNKNOWN
            self.parties.append(self._party(unit) if unit.binding else Party.UNKNOWN)
        return tuple(_AUDIENCES.get(party, Audience.NONE) for party in self.parties)

    def _plain(self, text: str) -> str:
        """The beginning of a text, with names of the document's own told as offices."""
        said = _ONE_FOR_L.sub(lambda match: "l" * len(match[0]), text[:_READ])
        for pattern, office in self.known_as:
            said = pattern.sub(office, said)
        return said

    def _party(self, unit: Unit) -> Party:
        said = self._plain(unit.text)
        party = self._of_item(said, unit.intro) if unit.intro is not None else None
        if party is None:
            party = self._of_clause(said)
        if unit.text[:1].islower():  # an item whose intro was not found, or the end of a sentence
            party = party or self.leading
        else:
            self.leading = party
        self.above = party or self.above
        return party

    def _of_item(self, said: str, intro: int) -> Party | None:
        """The party of a list item; None where its intro leaves that open."""
        bound = self.parties[intro]
        own = _own_subject(said, within=bound)
        if own or bound:
            return own or bound
        return Party.UNKNOWN if actor_of(self.units[intro].text).nobody else None

    def _of_clause(self, said: str) -> Party:
        sentences = sentences_of(said)[:_SENTENCES]
        if is_definition(sentences[0]) and not any(map(_DUTY.search, sentences)):
            return Party.UNKNOWN
        actors = [self._actor(sentence, at) for at, sentence in enumerate(sentences)]
        told = self._told(sentences)
        plain = _DUTY.search(sentences[0]) or _IN_ROLE_FIRST.match(sentences[0])
        return (
            (self._by_headings() if self._goes_on_from_heading(said) else Party.UNKNOWN)
            or self._expected(said)
            or (Party.UNKNOWN if plain else told)
            or _first_of(actors, sentences)
            or self._spoken_to(sentences)
            or told
            or (self.above if _GOES_ON.match(said) else Party.UNKNOWN)
            or (Party.UNKNOWN if actors[0].nobody else self._of_context(said))
        )

    def _expected(self, said: str) -> Party:
        if self.addressee in OTHER_SIDE and _COUNT_ON_THEM.match(said):
            return OTHER_SIDE[self.addressee]
        if self.above in OTHER_SIDE and _THEY_EXPECT.match(said):
            return OTHER_SIDE[self.above]
        return expected_to_act(said)

    def _actor(self, sentence: str, at: int) -> Acting:
        role = next(iter(mentions(sentence[:_ROLE])), None)
        if role and not role.owns and _IN_ROLE.match(sentence[: role.start]):
            return Acting(role.party)  # "As a councillor, I ..."
        acting = actor_of(sentence)
        if acting.everybody and not (self.internal and (at == 0 or _DUTY.search(sentence))):
            return Acting()
        if acting.pronoun:
            return Acting(self.above or one_named(self.headings))
        return acting

    def _told(self, sentences: Sequence[str]) -> Party:
        """Whom the sentences of a clause instruct: "Please don't ask her"."""
        for at, sentence in enumerate(sentences):
            if is_instruction(sentence):
                told = self._instructed(sentence, sentences[at - 1] if at else "")
            else:
                told = self.addressee if tells_you(sentence) else Party.UNKNOWN
            if told:
                return told
        return Party.UNKNOWN

    def _instructed(self, sentence: str, before: str) -> Party:
        if _WORKS_FOR_US.match(sentence):
            return Party.OFFICERS
        told = told_by(sentence)
        if not self.internal:
            return self.addressee
        if told is Party.BOTH:
            return told
        other = OTHER_SIDE.get(actor_of(before).party, Party.UNKNOWN) if before else Party.UNKNOWN
        return self.addressee or told or other  # "The keeper has a list. Please don't stop her."

    def _spoken_to(self, sentences: Sequence[str]) -> Party:
        if not any(addresses(sentence) for sentence in sentences):
            return Party.UNKNOWN
        return self._by_headings() or self.addressee

    def _goes_on_from_heading(self, said: str) -> bool:
        """Whether a heading says who acts: of "I will", and of what "Staff will:" leads on to."""
        leads_in = bool(self.headings) and _LEADS_IN.search(self.headings[-1]) is not None
        return _FIRST_PERSON.match(said) is not None or (leads_in and is_instruction(said))

    def _by_headings(self) -> Party:
        return party_of_headings([self._plain(h) for h in self.headings], self.addressee)

    def _of_context(self, said: str) -> Party:
        """Whom a clause binds that names nobody: by its headings, else by what it is about."""
        party = self._by_headings()
        if not party and self.internal and _CONFIDENTIAL.match(said):
            named = {mention.party for mention in mentions(said)} & set(OTHER_SIDE)
            return self.addressee or (named.pop() if len(named) == 1 else Party.BOTH)
        return party


def _first_of(actors: Sequence[Acting], sentences: Sequence[str]) -> Party:
    """The party that acts first; what "only the Clerk" does, the next sentence may deny others."""
    named = [actor.party for actor in actors if actor.party]
    if not named:
        return Party.UNKNOWN
    return named[1] if len(named) > 1 and _ONLY.match(sentences[0]) else named[0]


def _own_subject(said: str, *, within: Party) -> Party:
    """The party that an item names as its own subject: "The Clerk will answer within a week"."""
    first = next(iter(mentions(said[:_ROLE])), None)
    if first is None or first.start > 0 or first.owns:
        return Party.UNKNOWN
    whole = said[:1].isupper() and _FULL_SENTENCE.match(said[first.end :])
    if not whole and within is not Party.BOTH:
        return Party.UNKNOWN
    return actor_of(sentences_of(said)[0]).party
