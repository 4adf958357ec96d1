"""Which offices are named that the document never explains, or that this kind of council lacks?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.analyse.defects.inspected import Inspected, sentence_around
from pipeline.model import Clause, ClauseKind, Defect, DefectKind

_OTHER_BODY = (
    r"(?:District|County|Borough|Unitary|Principal|principal|Metropolitan|Shire|Combined|City"
    r"|district|county|borough|unitary|Shropshire|Authority|authority)"
)
_MOST_CLAUSES = 2  # an office named in more is part of how the council works


@dataclass(frozen=True, slots=True)
class _Office:
    pattern: re.Pattern[str]
    explained: re.Pattern[str]  # words that make it known wherever they stand
    detail: str


_OFFICES = (
    _Office(
        re.compile(
            r"(?<![‘'\"“\w])(?<![Gg]roup )(?<![Pp]arty )"
            r"(?:the\s+)?Leader(?:\s+of\s+the\s+Council)?\b"
            r"(?![’'\"”])"
            r"(?!\s+of\s+(?:the|a|each|any|that)\s+(?:\w+\s+){0,2}(?:[Gg]roup|[Pp]arty|Opposition))"
            r"(?:\s+and\s+the\s+(?:\w+\s+)?group\s+leaders?)?"
        ),
        re.compile(r"\bLeader\b.{0,30}\b(?:means|is (?:elected|appointed|chosen))\b"),
        "A Leader is named, but nothing says that this council has one: "
        "name the Chair, or say who the Leader is.",
    ),
    _Office(
        re.compile(
            r"\b(?:[Tt]he\s+)?(?:Cabinet(?:\s+[Mm]embers?)?|Portfolio\s+[Hh]olders?|[Tt]he\s+Executive\b"
            r"|Executive\s+[Mm]embers?|Executive\s+[Cc]ouncillors?|Scrutiny\s+Committee)\b"
            r"(?!\s+(?:Office|Officer|Committee))"
        ),
        re.compile(r"\b(?:Cabinet|Portfolio\s+[Hh]older|Executive)\b.{0,30}\bmeans\b"),
        "Parish, town and community councils have no executive of this kind: "
        "name the committee or the councillor who is meant.",
    ),
    _Office(
        re.compile(
            r"(?<!Clerk and )(?<!Clerk & )(?<!Clerk/)(?<!Clerk / )(?<!Clerk \()(?<!Clerk, )"
            r"\bChief\s+Executive(?:\s+Officer)?\b(?!\s*(?:/|\(|,|and)\s*(?:Town\s+|City\s+|Parish\s+)?"
            r"Clerk)"
        ),
        re.compile(
            r"\bChief\s+Executive\b.{0,30}\b(?:means|is the (?:Council|Clerk|head))|Clerk.{0,20}"
            r"Chief\s+Executive\b"
        ),
        "A Chief Executive is named, but no clause says that the council has one: "
        "name the Clerk, or say who is meant.",
    ),
    _Office(
        re.compile(
            r"\bGroup\s+(?:Business\s+Manager|Secretary|Whip|Co-?ordinator)\b|\bChief\s+Whip\b"
        ),
        re.compile(r"\bGroup\s+(?:Business\s+Manager|Secretary|Whip)\b.{0,20}\bmeans\b"),
        "This office is named, but nothing says who holds it or what it is: "
        "explain it, or name somebody else.",
    ),
)
_OWN_MONITORING_OFFICER = re.compile(
    r"\b(?:[Tt]he|[Oo]ur)\s+(?:(?:Parish|Town|Community)\s+)?Council[’']s\s+Monitoring\s+Officer\b"
    r"|\bour\s+(?:own\s+)?Monitoring\s+Officer\b|(?<![\w’'])Council[’']s\s+Monitoring\s+Officer\b"
)
_CLERKS = {
    "parish": (re.compile(r"\bTown\s+Clerk\b"), "Town Clerk"),
    "town": (re.compile(r"\bParish\s+Clerk\b"), "Parish Clerk"),
}


def undefined_roles(inspected: Inspected) -> Iterator[Defect]:
    """Find offices named in one or two clauses and explained in none."""
    for office in _OFFICES:
        if not office.explained.search(inspected.document.text):
            yield from _unexplained(inspected, office)
    yield from _monitoring_officer(inspected)
    yield from _clerk_of_another_kind(inspected)


def _unexplained(inspected: Inspected, office: _Office) -> Iterator[Defect]:
    places: list[tuple[Clause, re.Match[str]]] = []
    for clause, words in inspected.own_words:
        match = office.pattern.search(words)
        if match is None:
            continue
        if clause.kind is ClauseKind.HEADING:
            return  # a part of the document is about it
        if clause.kind.substantive and not _of_another_body(words, match):
            places.append((clause, match))
    if 0 < len(places) <= _MOST_CLAUSES:
        clause, match = places[0]
        yield inspected.defect(
            DefectKind.UNDEFINED_ROLE,
            clause,
            clause.start + match.start(),
            clause.start + match.end(),
            office.detail,
        )


def _of_another_body(words: str, match: re.Match[str]) -> bool:
    sentence = sentence_around(words, *match.span())
    around = words[max(0, match.start() - 40) : match.end() + 50]
    return bool(
        re.search(rf"\b{_OTHER_BODY}\b(?:\s+Council)?(?:[’']s)?\s*$", words[: match.start()])
        or re.search(rf"^\s*(?:of|at|to)\s+.{{0,40}}?\b{_OTHER_BODY}\b", words[match.end() :])
        or re.search(r"\b(?:styled|called|so-called|youth|project|team)\b", around)
        or re.search(r"\b(?:no|has no|not have an?)\s+$", words[: match.start()])
        or not sentence
    )


def _monitoring_officer(inspected: Inspected) -> Iterator[Defect]:
    if inspected.facts.council_type == "city":
        return
    for clause, words in inspected.own_words:
        match = _OWN_MONITORING_OFFICER.search(words)
        if match is None or re.search(rf"\b{_OTHER_BODY}\s*$", words[: match.start()]):
            continue
        if re.search(rf"\b{_OTHER_BODY}\s+Council[’']s", match.group()):
            continue
        yield inspected.defect(
            DefectKind.UNDEFINED_ROLE,
            clause,
            clause.start + match.start(),
            clause.start + match.end(),
            "A parish, town or community council has no monitoring officer of its own: "
            "name the council whose monitoring officer is meant.",
        )
        return


def _clerk_of_another_kind(inspected: Inspected) -> Iterator[Defect]:
    """Find the title that the clerk of another kind of council bears."""
    known = _CLERKS.get(inspected.facts.council_type or "")
    if known is None:
        return
    pattern, title = known
    for clause, words in inspected.own_words:
        match = pattern.search(words)
        if match is None or not clause.kind.substantive or _of_another_body(words, match):
            continue
        yield inspected.defect(
            DefectKind.UNDEFINED_ROLE,
            clause,
            clause.start + match.start(),
            clause.start + match.end(),
            f"A {inspected.facts.council_type} council's text names a {title}: "
            "use the same title for the clerk throughout.",
        )
        return
