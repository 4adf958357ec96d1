"""Whom does a clause bind: councillors, officers, the chair, or both?

"Councillors can expect from officers" binds officers, and so do all items below it; the same words
in the list of what officers can expect bind councillors. Elsewhere the subject of the first duty
decides, then a heading that names one party.
"""

import re
from collections.abc import Sequence

from pipeline.model import Audience
from pipeline.text.modality import Party, duty_bearer

_CHAIR = (
    r"(?:vice[- ]?)?chair(?:man|men|s|person|persons|woman|manship)?|(?:deputy )?mayors?|leader"
    r"|(?:is-?)?gadeirydd|cadeirydd|maer"
)
_OFFICERS = (
    r"(?<!monitoring )officers?|employees?|staff|clerks?|rfo|team|swyddog(?:ion)?|clerc|glerc"
    r"|gweithwyr"
)
_COUNCILLORS = r"councill?ors?|cllrs?|members?|aelod(?:au)?|cynghor(?:ydd|wyr)|gynghor(?:ydd|wyr)"
_PARTY = rf"(?:{_CHAIR}|{_OFFICERS}|{_COUNCILLORS})"
_NAMES = {
    # a party in the possessive is not the one that acts: "the Clerk's office"
    audience: re.compile(rf"\b(?:{names})\b(?!['’]s?\s\w)", re.IGNORECASE)
    for audience, names in (
        (Audience.CHAIR, _CHAIR),
        (Audience.OFFICERS, _OFFICERS),
        (Audience.COUNCILLORS, _COUNCILLORS),
    )
}
_BEFORE_PARTY = (
    r"(?:(?:what|the|all|each|every|any|an?|our|both|elected|individual|council|town|parish|city"
    r"|co-opted|ward|senior|other|no|responsible|financial|finance|proper|deputy|assistant"
    r"|administrative|presiding) ){0,4}"
)
_EXPECTS = re.compile(
    rf"^{_BEFORE_PARTY}(?P<by>{_PARTY})\b(?: of the council)?,?"
    r"(?: (?:can|may|will|should|also|in turn|reasonably|therefore|and|be able to"
    r"|have (?:a|the) right to|(?:are|is) entitled to)){0,4} (?:expects?|look for|look to)\b"
    rf"|^{_BEFORE_PARTY}(?P<entitled>{_PARTY})\b[^.:]{{0,30}}"
    r" (?:(?:are|is) entitled|(?:have|has) (?:a|the) right) to\b(?=[^.:]{0,60}:$)"
    r"|\b(?:gall|gallant) (?P<welsh>(?:swyddogion|aelodau|cynghorwyr|staff))[^.:]{0,20} ddisgwyl\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:from|of|gan|oddi wrth)\s(?:(?:the|all|their|our|each|any|its)\s){0,2}"
    rf"(?P<who>{_PARTY})\b",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(
    r"\b(?:expect(?:ed|ations?)?|required|asked)\s(?:of|from)\s(?:(?:the|all|our)\s){0,2}"
    rf"(?P<who>{_PARTY})\b",
    re.IGNORECASE,
)
_DIRECT_OBJECT = re.compile(
    rf"\s(?:(?:all|the|their|our|that|i|y|yr)\s){{0,3}}(?P<who>{_PARTY})\b", re.IGNORECASE
)
_DUTY = re.compile(
    r"\b(?:must|shall|should|will|may|can|cannot|ought|needs? to"
    r"|(?:is|are) (?:not |also |always ){0,2}(?:to|required|expected|responsible|bound|obliged"
    r"|asked|encouraged|entitled|free|accountable)"
    r"|(?:has|have) (?:a|an|the|no|additional) (?:duty|duties"
    r"|responsibility|responsibilities|obligation|power|authority|right)|agrees? to"
    r"|undertakes? to|expects? to|do not|does not)\b",
    re.IGNORECASE,
)
_WELSH_DUTY = re.compile(
    r"\b(?:rhaid|dylai|ddylai|gall|caiff|chaiff|bydd|fydd|mae)(?:\s|['’]r\s)"
    r"(?:i['’]r |i |['’]r |pob |bob |y |yr )?",
    re.IGNORECASE,
)
_SUBJECT_END = re.compile(
    r"\b(?:who|whose|which|that|when|where|if|with|about|to|by|from|of|having|against|except|in|on"
    r"|at|as)\b",
    re.IGNORECASE,
)
_PARTY_FIRST = re.compile(
    rf"^{_BEFORE_PARTY}(?P<who>{_PARTY})\b"
    rf"(?!['’]s?\s|-|/| (?:and|or)\b|, (?:the |and |or )?{_PARTY})",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"^(?:both|neither|nobody|no one|anyone|everyone|everybody|all concerned|people|whoever)\b"
    r"(?! (?:councillor|officer|member|employee|staff))",
    re.IGNORECASE,
)
_ABOUT_ITSELF = re.compile(
    r"^(?:this|the|these) (?:\w+ )?(?:protocol|policy|document|guidance|code|rules)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"^(?:if|where|when|whenever|once|unless|should|in|as|although|while|whilst|for|to|at|on|under"
    r"|before|after|during|because|since)\b[^,]{0,250},\s",
    re.IGNORECASE,
)
_BOTH_FIRST = re.compile(
    rf"^(?:both |all )?(?P<one>{_PARTY})(?:,| and| or)\s(?:the )?(?P<other>{_PARTY})\b",
    re.IGNORECASE,
)
_IN_ROLE = re.compile(
    rf"^(?:as|being) (?:an? |the |your )?{_BEFORE_PARTY}(?P<who>{_PARTY})\b", re.IGNORECASE
)
_ROLE_FIRST = re.compile(
    r"^the (?:main |primary |chief |principal |key )?(?:roles?|jobs?|duty|duties|functions?"
    rf"|responsibilit(?:y|ies)) of (?:the |all |an? |each )?(?P<who>{_PARTY}) (?:is|are)\b",
    re.IGNORECASE,
)
_AGENT = re.compile(
    r"\b(?:is|are|be|being) (?:\w{2,15} ){0,2}?\w{2,15}(?:ed|en|ept|eld|ade|aid|ent)\b"
    rf"[^.;:]{{0,60}}? by {_BEFORE_PARTY}(?P<who>{_PARTY})\b",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(  # "You are a member", "“you” means a councillor", "As a member, I"
    r"\b(?:you|I)\b[\"”’']{0,2},? (?:are|am|means?|refers? to|as)\b[^.,;]{0,40}?"
    rf"\b(?P<who>{_COUNCILLORS}|{_OFFICERS})\b"
    rf"|\bas (?:an? )?{_BEFORE_PARTY}(?P<role>{_COUNCILLORS}|{_OFFICERS})\b"
    r"[^.;]{0,60}\b(?:you|I)\b",
    re.IGNORECASE,
)
_SPEAKS_TO = re.compile(
    r"\b(?:you|I) (?:\w{1,12} ){0,2}?(?:must|shall|should|will|may|can|cannot|do|am|are|have"
    r"|undertake|promise|agree|ought)\b|^(?:You|I) \w",
)
_BEARERS = {
    Party.COUNCILLORS: Audience.COUNCILLORS,
    Party.OFFICERS: Audience.OFFICERS,
    Party.CHAIR: Audience.CHAIR,
    Party.BOTH: Audience.BOTH,
}
_MEMBERS_OF_STAFF = re.compile(r"\bmembers? of (?:the |our )?staff\b", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=[.;!?])\s+")
_ROLE_HEADING = re.compile(
    r"^(?:if you(?:['’]re| are) an? )?(?:the )?"
    r"(?:(?:roles?|duties|responsibilities|conduct|obligations|expectations|commitments)"
    r"(?: and (?:duties|responsibilities|conduct|functions))? of )?"
    rf"(?:(?:the|all|our|elected|paid|council|town|parish)\s){{0,3}}(?P<who>{_PARTY})(?:['’]s?)?"
    r"(?: (?:roles?|duties|responsibilities|conduct|obligations|commitments)"
    r"(?: and (?:duties|responsibilities))?)?[:.]?$",
    re.IGNORECASE,
)


def addressee_of(titles: Sequence[str], opening: Sequence[str]) -> Audience:
    """Tell whom a document speaks of as "you" or "I".

    Args:
        titles: Lines of its title.
        opening: Its first clauses, in which it may say so.

    Returns:
        The party; `NONE` where the title names none or both, and no clause says.

    Example:
        >>> addressee_of(["Code of Conduct"], ["You are a member of the council ..."])
        <Audience.COUNCILLORS: 'councillors'>
    """
    for text in opening:
        found = _ADDRESSED.search(text[:400])
        if found:
            return _party(found["who"] or found["role"])
    named = _party(" ".join(titles))
    return named if named in {Audience.COUNCILLORS, Audience.OFFICERS} else Audience.NONE


def audience_of(
    text: str,
    *,
    introduced_for: Audience,
    headings: tuple[str, ...],
    addressee: Audience = Audience.NONE,
) -> Audience:
    """Tell the party that a clause binds.

    Args:
        text: The clause, without its label.
        introduced_for: The party that the list intro above it binds; `NONE` outside lists.
        headings: Texts of the headings above it, the outermost first, without labels.
        addressee: Whom the document speaks of as "you" or "I"; see `addressee_of`.

    Returns:
        The party; `NONE` where no one party is bound, such as in purposes and definitions.

    Example:
        >>> audience_of("Officers can expect from councillors:", introduced_for=Audience.NONE,
        ...             headings=())
        <Audience.COUNCILLORS: 'councillors'>
        >>> audience_of("Staff shall not disclose papers.", introduced_for=Audience.NONE,
        ...             headings=())
        <Audience.OFFICERS: 'officers'>
    """
    bound = introduced_for
    if bound is Audience.NONE:
        said = _MEMBERS_OF_STAFF.sub("staff", text[:1500])
        bound = _bound_by(said)
        if bound is Audience.NONE:
            bound = _BEARERS.get(duty_bearer(said), Audience.NONE)
        if bound is Audience.NONE and (agent := _AGENT.search(said[:400])):
            bound = _party(agent["who"])  # "letters are signed by the Clerk"
    for heading in reversed(headings):
        if bound is Audience.NONE:
            bound = _of_heading(heading)
    if bound is Audience.NONE and _SPEAKS_TO.search(text[:400]):
        bound = addressee
    return bound


def _bound_by(text: str) -> Audience:
    """The party bound by a clause or an intro."""
    expected = _expected_to_act(text[:400])
    if expected is not Audience.NONE:
        return expected
    for sentence in _SENTENCES.split(text)[:4]:
        subject = _subject(sentence)
        if subject is not Audience.NONE:
            return subject
    return Audience.NONE


def _expected_to_act(text: str) -> Audience:
    """Who must meet what another expects: "X can expect from Y" and "X can expect" bind Y."""
    asked, match = _OF_WHOM.search(text), _EXPECTS.search(text)
    if match is None:
        return _party(asked["who"]) if asked and not _PARTY_FIRST.match(text) else Audience.NONE
    given = _FROM.search(text, match.end()) or _DIRECT_OBJECT.match(text, match.end())
    if given:
        return _party(given["who"])
    by = match["by"] or match["entitled"] or match["welsh"] or ""
    return {
        Audience.COUNCILLORS: Audience.OFFICERS,
        Audience.OFFICERS: Audience.COUNCILLORS,
    }.get(_party(by), Audience.NONE)


def _subject(sentence: str) -> Audience:
    """The party that a sentence is about: its opening words, else those before its first duty."""
    in_role = _IN_ROLE.match(sentence)
    if in_role:  # "As a councillor, I ..."
        return _party(in_role["who"])
    sentence = _CONDITION.sub("", sentence)
    both, role = _BOTH_FIRST.match(sentence), _ROLE_FIRST.match(sentence)
    first = role or _PARTY_FIRST.match(sentence)
    if _ABOUT_ITSELF.match(sentence):
        return Audience.NONE
    if _EVERYBODY.match(sentence):
        return Audience.BOTH
    if both:
        return _party(f"{both['one']} {both['other']}")
    return _party(first["who"]) if first else _before_duty(sentence)


def _before_duty(sentence: str) -> Audience:
    duty = _DUTY.search(sentence)
    if duty is None:
        welsh = _WELSH_DUTY.search(sentence)
        return _first_party(sentence[welsh.end() : welsh.end() + 30]) if welsh else Audience.NONE
    before = sentence[: duty.start()]
    end = _SUBJECT_END.search(before)
    subject = before[: end.start()] if end and end.start() > 0 else before
    return _party(subject) if len(before) <= 250 else Audience.NONE


def _of_heading(heading: str) -> Audience:
    expected = _expected_to_act(heading)
    match = _ROLE_HEADING.match(heading)
    if expected is not Audience.NONE or match is None:
        return expected
    return _party(match["who"])


def _party(text: str) -> Audience:
    """The one party named in a few words; `BOTH` for councillors and officers together."""
    named = {audience for audience, names in _NAMES.items() if names.search(text)}
    if named != {Audience.CHAIR}:
        named.discard(Audience.CHAIR)
    if len(named) > 1:
        return Audience.BOTH
    return named.pop() if named else Audience.NONE


def _first_party(text: str) -> Audience:
    """The party named first in a few words."""
    found = {
        match.start(): audience
        for audience, names in _NAMES.items()
        if (match := names.search(text))
    }
    return found[min(found)] if found else Audience.NONE
