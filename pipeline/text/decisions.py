"""Whose consent, approval or decision does a sentence name?

Who owes a duty is told by `modality`; here it is who may allow it, refuse it or settle it. The
chair, the Council, one of its committees and the Clerk are different people, whatever their names.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decider:
    """Somebody named as the one who decides."""

    who: str  # clerk, chair, council, "committee staffing" ...; joined by "and" or "or", sorted
    words: str  # as printed: "the Personnel Committee"
    start: int
    end: int


_TOPIC = r"(?:(?:[\w'’-]{2,20}|&|/) ){0,5}?"
_BODY = r"(?:(?:sub-?)?committee|panel|working (?:party|group)|board)"
_CHAIR = (
    r"(?:(?:town|city|council|committee) )?"
    r"(?:(?:vice[- ]?)?chair(?:man|woman|person)?|mayor|leader|deputy mayor)"
    rf"(?: (?:of|for) (?:the )?(?:{_TOPIC}{_BODY}|(?:\w{{2,15}} ){{0,2}}council|meeting))?"
    r"|person presiding|presiding officer"
)
_CLERK = (
    r"(?:(?:town|parish|community|city|deputy|assistant) ){0,2}clerk(?: (?:to|of) the council)?"
    r"|proper officer|chief (?:officer|executive)|responsible financ(?:e|ial) officer|r\.?f\.?o"
    r"|treasurer|monitoring officer|line manager|town manager|heads? of (?:paid )?service"
)
_COMMITTEE = (  # with what it is for before it: "the Policy and Resources Committee"
    r"(?:(?!(?:of|by|with|from|to|if|and|or|is|be|that)\b)[\w'’&-]{1,20} )"
    rf"(?:(?:(?!by|with|from|to|if|is|be\b)[\w'’-]{{2,20}}|&) ){{0,4}}?{_BODY}|{_BODY}"
)
_OTHERS = (
    r"(?:(?:full|whole|town|parish|community|city) ){0,2}council(?! tax)|cyngor"
    r"|(?:council )?meeting|(?:(?:other|fellow|elected|two|both|all) ){0,2}(?:members|councillors)"
    r"|(?:senior |relevant )?officers?(?! of\b)|staff"
)
_ONE = f"{_CHAIR}|{_CLERK}|{_COMMITTEE}|{_OTHERS}"
_ARTICLE = r"(?:(?:the|an?|any|its|our|their|either|both|full|relevant|appropriate|another) ){0,2}"
_ENDS = r"(?! (?:must|shall|should|will|may|can|cannot)\b)"  # not "... and the member must"
WHO = rf"{_ARTICLE}(?:{_ONE})(?:(?: and | or |/){_ARTICLE}(?:{_ONE})\b{_ENDS})?"
CONSENT = (
    r"consent|approval|agreement|permission|authority|authori[sz]ation|sanction|leave(?= of\b)"
    r"|assent|acceptance|say-so"
)
_CHOICE = r"discretion|decision|ruling|direction|determination|resolution|judge?ment"
_CONSENTS = (
    r"agrees?|approves?|consents?|decides?|authori[sz]es?|directs?|determines?|resolves?"
    r"|allows?|accepts?|permits?|thinks? fit"
)
_CONSENTED = (
    r"approved|agreed|authori[sz]ed|determined|decided|sanctioned|permitted|granted|resolved"
    r"|accepted|settled|directed|instructed"
)
_DECIDE = r"(?:approve|authori[sz]e|decide|determine|agree(?! to| with)|sanction|permit|resolve)"
_MODAL = r"(?:shall|will|may|must|should|can|is to|are to)"
_NAMED = f"(?P<who>{WHO})"
_RULES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:{CONSENT}) (?:(?:in|of) writing )?(?:of|from|by) {_NAMED}\b(?!['’])",
        r"\b(?:at|by|in|on|under|with) (?:the )?(?:(?:sole|absolute|entire) )?"
        rf"(?:{_CHOICE}) of {_NAMED}\b",
        rf"\b(?:{_CHOICE}) of {_NAMED}(?= (?:on|in|about|as to|is|are|will|shall|must)\b)",
        rf"\b{_NAMED}['’](?:s\b)? (?:(?:prior|express|written|specific|explicit|sole) ){{0,2}}"
        rf"(?:{CONSENT}|{_CHOICE})\b",
        rf"\b(?:{_CONSENTED})(?:,? (?:in (?:advance|writing)|first|beforehand|always|otherwise))"
        rf"{{0,2}} (?:by|with) {_NAMED}\b(?!['’]s)",
        rf"\b(?:if|unless|until|where|when|as|provided|that) {_NAMED} "
        rf"(?:(?:so|has|have|first) ){{0,2}}(?:{_CONSENTS}|{_CONSENTED})\b",
        rf"\b{_NAMED},? whose (?:{_CHOICE})\b",
        rf"\b{_NAMED} (?:decides|determines)\b(?! to\b| that\b)",
        rf"\bdelegated to {_NAMED}\b(?!['’])",
        rf"\bfor {_NAMED} to {_DECIDE}\b",
        rf"\b{_NAMED} {_MODAL} (?:\w{{2,12}}ly )?(?:not )?{_DECIDE}\b",
    )
)
_HINT = re.compile(
    r"consent|approv|agree|permi|authori|sanction|leave of|assent|accept|say-so|discretion|decision"
    r"|ruling|direct|determin|resol|judg|decid|grant|settle|instruct|delegat|allow|thinks? fit",
    re.IGNORECASE,
)
_JOINED = re.compile(r" and | or |/", re.IGNORECASE)
_IS_BODY = re.compile(rf"{_BODY}$", re.IGNORECASE)
_LEADING = re.compile(rf"^{_ARTICLE}", re.IGNORECASE)
_ROLES = (
    ("vice-chair", r"vice|deputy mayor"),
    (
        "committee chair",
        r"committee (?:chair|leader)|^(?:chair\w{0,6}|leader) (?:of|for) .{1,80}committee",
    ),
    ("chair", r"chair|mayor|leader|presiding"),
    ("finance officer", r"financ(?:e|ial) officer|\br\.?f\.?o\b|treasurer"),
    ("monitoring officer", r"monitoring"),
    ("line manager", r"line manager|heads? of (?!paid)"),
    ("clerk", r"clerk|proper officer|chief|town manager|paid service"),
    ("committee", r"committee|panel|working|board"),
    ("council", r"council$|cyngor|meeting"),
    ("councillors", r"members|councillors"),
    ("officers", r"officer|staff"),
)
_ROLE = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _ROLES)
_TOPICS = (
    ("staffing", r"personnel|staff|\bhr\b|human resources|employment|establishment"),
    ("finance", r"financ|resources|general purposes|policy"),
    ("planning", r"planning"),
)
_TOPIC_OF = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _TOPICS)
_BARE = re.compile(
    r"(?:the|a|any|that|this|said|relevant|appropriate|responsible|parent|sub-?|committee|panel"
    r"|working|party|group|board|\W)+",
    re.IGNORECASE,
)
_READ = 20_000  # characters: far beyond any clause


def deciders(text: str) -> tuple[Decider, ...]:
    """List those whose consent, approval, decision or discretion a text names, in order.

    Example:
        >>> [(d.who, d.words) for d in deciders("Only with the approval of the Town Mayor.")]
        [('chair', 'the Town Mayor')]
        >>> deciders("The agreement with the tenants was signed by the Clerk.")
        ()
    """
    if not _HINT.search(text):
        return ()
    found: dict[int, Decider] = {}
    for rule in _RULES:
        for match in rule.finditer(text[:_READ]):
            start, end = match.span("who")
            if not any(start < other.end and other.start < end for other in found.values()):
                found[start] = Decider(_who(match["who"]), match["who"], start, end)
    return tuple(found[start] for start in sorted(found))


def is_same_decider(one: str, other: str) -> bool:
    """Whether two may be one and the same: "the committee" may be any committee."""
    bodies = {one, other}
    return one == other or (
        "committee" in bodies and all(each.split()[0] == "committee" for each in bodies)
    )


def _who(words: str) -> str:
    joint = " or " if re.search(r" or |/", words, re.IGNORECASE) else " and "
    return joint.join(sorted({_role(part) for part in _parts(words)}))


def _parts(words: str) -> list[str]:
    """Take those named apart, but not "the Policy and Resources Committee"."""
    if _IS_BODY.search(words):
        return [words]
    return [part for part in _JOINED.split(words) if part.strip()]


def _role(words: str) -> str:
    named = _LEADING.sub("", words.strip())
    role = next((name for name, pattern in _ROLE if pattern.search(named)), named.casefold())
    if role != "committee" or _BARE.fullmatch(named):
        return role
    topic = next((name for name, pattern in _TOPIC_OF if pattern.search(named)), named.casefold())
    return f"{role} {topic}"
