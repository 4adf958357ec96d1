"""Who must meet what another expects?

"Councillors can expect from officers" and "What councillors can expect" bind officers.
"""

import re

from pipeline.segment.wording import halves
from pipeline.text.parties import OTHER_SIDE, Mention, Party, mentions

_EXPECTS = re.compile(
    r"^[^.:;]{0,80}?(?:(?:can|may|will|should|could|also|in turn|reasonably|therefore|and|rightly"
    r"|be"
    r" able to|have (?:a|the) right to|(?:are|is) entitled to|need to) ?){0,4}"
    r"\b(?:expects?|look for(?:ward to)?|look to|look out for|count on|rely on|asks? of"
    r"|wants? from|hopes? for)\b",
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
_OF_THEM_FIRST = re.compile(  # "Of officers the following is expected:"
    r"^[^.;]{0,60}\b(?:expect(?:ed)?|asked|required|wanted|looked for|look for|hope for|count on"
    r"|rely on)\b[^.;]{0,40}:?$",
    re.IGNORECASE,
)
_WE_EXPECT = re.compile(  # "What we hope for from our Clerk"
    r"^(?:what|all|the things) (?:we|the (?:\w{1,12} )?council) (?:\w{1,9} ){0,2}?(?:hopes? for"
    r"|looks? for|expects?|asks?|wants?|needs?|requires?) (?:from|of)\s$",
    re.IGNORECASE,
)
_DIRECT = re.compile(r"^\s?(?:that |i |i['’]r |y |yr |on )?$", re.IGNORECASE)
_OF_OR_FROM = re.compile(r"(?:of|from)\s", re.IGNORECASE)
_READ = 400  # characters
_MUST_NOT = re.compile(r"\b(?:must|shall|should|may|can) not\b|\bcannot\b", re.IGNORECASE)


def expected_to_act(text: str) -> Party:
    """Tell whom an expectation binds.

    Returns:
        `UNKNOWN` where a text expects nothing of a party.

    Example:
        >>> expected_to_act("Staff can expect from members:").value
        'councillors'
    """
    sides = halves(text) if _WELSH_EXPECTS.search(text) else None
    if sides is None:
        return _expected_in(text)
    return _expected_in(sides[0]) or _expected_in(sides[1])  # in two languages


def _expected_in(text: str) -> Party:
    named = [mention for mention in mentions(text[:_READ]) if mention.party]
    if named and _is_named_first(text, named[0]):
        return _a_party(named[0].party)
    for at, mention in enumerate(named):
        if _ASKED_OF.search(text[: mention.start]) and named[0].start + at > 0:
            return _a_party(mention.party)
        end = None if mention.owns or at > 1 else _end_of_expecting(text, mention)
        if end is None:
            continue
        if _MUST_NOT.search(text[mention.end : end]):
            return Party.UNKNOWN
        for other in named[at + 1 :]:
            between = text[end : other.start]
            if not other.owns and (_DIRECT.match(between) or _FROM.search(between)):
                return _a_party(other.party)
        return OTHER_SIDE.get(mention.party, Party.UNKNOWN)
    return Party.UNKNOWN


def _is_named_first(text: str, mention: Mention) -> bool:
    """Whether who is bound comes first: "Of officers ...", "What we hope for from staff"."""
    before, after = text[: mention.start], text[mention.end :]
    of_them = _OF_OR_FROM.fullmatch(before) and _OF_THEM_FIRST.match(after)
    return not mention.owns and (of_them or _WE_EXPECT.match(before)) is not None


def _a_party(party: Party) -> Party:
    return Party.UNKNOWN if party is Party.COUNCIL else party


def _end_of_expecting(text: str, mention: Mention) -> int | None:
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
