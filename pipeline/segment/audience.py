"""Whom does a clause bind: councillors, officers, the chair, or both?

"Councillors can expect from officers" binds officers, and so do all items below it; the same words
in the list of what officers can expect bind councillors. Elsewhere the subject of the first duty
decides, then a heading that names one party.
"""

import re

from pipeline.model import Audience

_PARTIES = (
    (
        Audience.CHAIR,
        r"(?:vice[- ])?chair(?:man|men|s|person|persons|woman)?(?: of (?:the )?\w+)?|(?:deputy )?mayor"
        r"|(?:is-?)?gadeirydd|cadeirydd|maer|leader",
    ),
    (
        Audience.OFFICERS,
        r"officers?|employees?|staff|clerks?|proper officer|rfo|workers|employed|swyddog(?:ion)?"
        r"|clerc|staffs|team",
    ),
    (
        Audience.COUNCILLORS,
        r"councillors?|cllrs?|members?|aelod(?:au)?|cynghor(?:ydd|wyr)|councilors?",
    ),
)
_NAMES = {
    audience: re.compile(rf"\b(?:{names})\b(?!['’]s?\s)", re.IGNORECASE)
    for audience, names in _PARTIES
}
_ANY_PARTY = "|".join(names for _, names in _PARTIES)
_EXPECTS = re.compile(
    r"\b(?:can|may|should be able to|are entitled to|is entitled to|have a right to|will)?\s?"
    r"(?:reasonably )?expects?\b|\b(?:entitled to|have a right to|can look (?:for|to))\b"
    r"|\b(?:gall|gallant|disgwyl)\b.{0,40}\bddisgwyl\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"\b(?:from|of|gan|oddi wrth)\s(?:the |all |their |our )?(?P<who>{_ANY_PARTY})\b", re.I
)
_EXPECTED_OF = re.compile(
    rf"\b(?:expected|required|asked)\s(?:of|from)\s(?:the |all )?(?P<who>{_ANY_PARTY})\b", re.I
)
_DUTY = re.compile(
    r"\b(?:must|shall|should|will|may|can|cannot|ought|needs? to|(?:is|are) (?:not )?(?:to|required"
    r"|expected|responsible|bound|obliged|asked|encouraged|entitled)|(?:has|have) (?:a|an|the) (?:duty"
    r"|responsibility|obligation)|agrees? to|undertakes? to|(?:has|have) no (?:power|authority|right))\b",
    re.IGNORECASE,
)
_WELSH_DUTY = re.compile(
    r"\b(?:rhaid i|dylai|ddylai|gall|caiff|ni chaiff|bydd)\s(?:r |['’]r |pob |bob |y |yr )?", re.I
)
_SUBJECT_END = re.compile(
    r"\b(?:who|whose|which|that|when|where|if|with|about|to|by|from|of)\b", re.I
)
_CONDITION = re.compile(
    r"^(?:if|where|when|whenever|once|unless|should|in the event|as|although|while|whilst|in|for"
    r"|to|at|on|under|before|after|during|because|since)\b[^,]{0,250},\s",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"^(?:(?:the )?(?:roles?|duties|responsibilities|conduct|obligations|expectations|commitments)"
    r"(?: and (?:duties|responsibilities|conduct|functions))? of (?:the |all )?)?"
    rf"(?:the |all |our |elected |paid |council )*(?P<who>{_ANY_PARTY})(?:['’]s?)?"
    r"(?: (?:roles?|duties|responsibilities|conduct|obligations|commitments)"
    r"(?: and (?:duties|responsibilities))?)?[:.]?$",
    re.IGNORECASE,
)


def audience_of(text: str, *, intro: str | None, headings: tuple[str, ...]) -> Audience:
    """Tell the party that a clause binds.

    Args:
        text: The clause, without its label.
        intro: Text of the list intro above it, if any.
        headings: Texts of the headings above it, the outermost first, without labels.

    Returns:
        The party; `NONE` where no one party is bound, such as in purposes and definitions.

    Example:
        >>> audience_of("a working partnership;", intro="Officers can expect from councillors:",
        ...             headings=())
        <Audience.COUNCILLORS: 'councillors'>
        >>> audience_of("Staff shall not disclose exempt papers.", intro=None, headings=())
        <Audience.OFFICERS: 'officers'>
    """
    if intro is not None:
        of_intro = _bound_by(intro)
        if of_intro is not Audience.NONE:
            return of_intro
    of_text = _bound_by(text)
    if of_text is not Audience.NONE:
        return of_text
    for heading in reversed(headings):
        of_heading = _of_heading(heading)
        if of_heading is not Audience.NONE:
            return of_heading
    return Audience.NONE


def _bound_by(text: str) -> Audience:
    """The party bound by a clause or an intro."""
    expectation = _expectation(text[:400])
    if expectation is not Audience.NONE:
        return expectation
    for sentence in re.split(r"(?<=[.;!?])\s+", text[:1500])[:4]:
        party = _subject(sentence)
        if party is not Audience.NONE:
            return party
    return Audience.NONE


def _expectation(text: str) -> Audience:
    """Who must meet what another expects: "X can expect from Y" and "X can expect" bind Y."""
    asked = _EXPECTED_OF.search(text)
    if asked:
        return _party(asked["who"])
    match = _EXPECTS.search(text)
    if match is None:
        return Audience.NONE
    subject = _party(text[max(0, match.start() - 80) : match.start()])
    given = _FROM.search(text, match.end())
    if given:
        return _party(given["who"])
    after = text[match.end() : match.end() + 60]
    direct = re.match(rf"\s(?:all |the |their |our |that )*(?P<who>{_ANY_PARTY})\b", after, re.I)
    if direct:
        return _party(direct["who"])
    if subject is Audience.COUNCILLORS:
        return Audience.OFFICERS
    if subject is Audience.OFFICERS:
        return Audience.COUNCILLORS
    return Audience.NONE


def _subject(sentence: str) -> Audience:
    """The party named before the first duty of a sentence."""
    sentence = _CONDITION.sub("", sentence)
    duty = _DUTY.search(sentence)
    if duty is None:
        welsh = _WELSH_DUTY.search(sentence)
        return _party(sentence[welsh.end() : welsh.end() + 40]) if welsh else Audience.NONE
    before = sentence[: duty.start()]
    if len(before) > 250:
        return Audience.NONE
    end = _SUBJECT_END.search(before)
    return _party(before[: end.start()] if end and end.start() > 0 else before)


def _of_heading(heading: str) -> Audience:
    expectation = _expectation(heading)
    if expectation is not Audience.NONE:
        return expectation
    match = _HEADING.match(heading)
    return _party(match["who"]) if match else Audience.NONE


def _party(text: str) -> Audience:
    """The one party named in a few words; `BOTH` for councillors and officers together."""
    named = {audience for audience, names in _NAMES.items() if names.search(text)}
    if Audience.CHAIR in named and len(named) == 1:
        return Audience.CHAIR
    named.discard(Audience.CHAIR)
    if len(named) == 2:
        return Audience.BOTH
    return named.pop() if named else Audience.NONE
