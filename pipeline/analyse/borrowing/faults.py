"""For what is a wording no good to another council, however well it reads?"""

import re
from collections.abc import Sequence
from enum import StrEnum

from pipeline.analyse.borrowing.units import Unit
from pipeline.text.blanks import Blank, BlankKind, place_of
from pipeline.text.numbering import find_references


class Fault(StrEnum):
    """Why a wording is not offered."""

    FRAGMENT = "fragment"  # no whole sentence, or a list without its items
    LEANS = "leans"  # opens with words that go back to what stood before
    REFERENCE = "reference"  # sends the reader to a place in its own document
    UNFILLED = "unfilled"  # a blank that nobody filled in
    OTHER_COUNCIL = "other council"
    PERSON = "person"  # named, or a way to reach one
    LENGTH = "length"


_FEWEST, _MOST = 6, 260  # words
_OPENS_BACK = re.compile(
    r"(?:However|Therefore|Similarly|Likewise|Equally|Furthermore|In addition|Moreover"
    r"|Nevertheless|Otherwise|Instead|Thereafter|Conversely|Consequently|Accordingly|Also|But|And"
    r"|Or|Nor|So|Then|Hence|Thus|In particular|For example|For instance|As such|If so|If not"
    r"|In (?:such|these|those|this|that|either|both) (?:cases?|circumstances|events?|instances?"
    r"|situations?|respect|regard|context)|Failing (?:this|that)|To this end"
    r"|At (?:that|this) (?:point|stage)|(?:Both|Neither|Either)(?= (?:may|must|shall|should|will"
    r"|can|is|are)\b)|(?:With|By|On|At|From) (?:\w+ ){1,4}(?:both|either|neither|them)(?=[,.;])"
    r"|He|She|They|Their|His|Her|Its|Theirs|Such|Those|These|(?:Both|Neither) of these"
    r"|The (?:latter|former|same|other)|(?:Any|No|All|Each) such"
    r"|This (?!(?:[Pp]rotocol|[Pp]olicy|[Dd]ocument|[Gg]uide|[Gg]uidance|[Cc]ode|[Cc]ouncil"
    r"|[Aa]greement|[Cc]harter|[Ss]tatement|[Nn]ote|[Pp]rocedure|[Cc]ommunity|[Aa]uthority)\b)\w+"
    r"|That(?! (?:is|said) )|It (?!(?:is (?:the|for|important|essential|vital|recogni[sz]ed|clear"
    r"|not|expected|good|an?|every|each|therefore|never|also (?:the|important))|falls"
    r"|(?:shall|will) be (?:the|for))\b)\w+"
    r"|Yn yr achos hwn|Fodd bynnag|Felly|Hefyd|Maent|Mae hyn|Bydd hyn)\b"
)
_BESIDE = re.compile(
    r"\b(?<!over and )(?<!and )above\b(?! (?:all\b|board|reproach|suspicion|politics|party|any"
    r" party|£|\d))"
    r"|(?<!or )\bbelow\b(?! (?:£|\d|the age))|\boverleaf\b|\baforementioned\b"
    r"|\baforesaid\b|\bforegoing\b|\bhereunder\b|\b(?:preceding|previous|next|last|following)"
    r" (?:section|paragraph|clause|page|sentence|point)s?\b"
    r"|\bthis (?:section|paragraph|clause|part)\b|\b(?:uchod|isod)\b"
    r"|\b(?:attached|enclosed|appended)\b|\b(?:in|at|see|to|and) (?:the |an? )?(?:appendix"
    r"|annexe?)\b",
    re.IGNORECASE,
)
_UNFILLED = re.compile(
    r"\[[^\[\]]{0,80}\]|<<[^<>]{0,60}>>|\{\{[^{}]{0,60}\}\}|_{3,}|\.{4,}|…{2,}|\?{3,}"
    r"|\b[Xx]{2,6}\b|\bT\.?B\.?[CA]\b|\((?:insert|enter|name of|delete)\b[^()]{0,80}\)"
    r"|\b(?:delete|insert|amend) as (?:appropriate|applicable|necessary)\b|\b(?:guidance|drafting)"
    r" notes?:",
    re.IGNORECASE,
)
_NOT_CLOSED = re.compile(r"(?:[,:–—-]|\b(?:and|or|but|the|of|to|a|neu|ac?|y))$")
_OPENING = re.compile(r"[\"“‘'(\[]?[A-Z\d£]")


def faults(unit: Unit, found: Sequence[Sequence[Blank]], *, council: str) -> frozenset[Fault]:
    """Say what is wrong with a unit.

    Args:
        unit: A clause, or a list with its intro.
        found: What in each of its clauses is its council's own; see `text.blanks`.
        council: The name of its council; empty where it is not known.
    """
    texts = [clause.text.strip() for clause in unit.clauses]
    words = sum(len(text.split()) for text in texts)
    wrong = {
        Fault.LENGTH: not _FEWEST <= words <= _MOST,
        Fault.FRAGMENT: _is_fragment(unit, texts),
        Fault.LEANS: _OPENS_BACK.match(texts[0].lstrip("\"“‘'(")) is not None,
        Fault.REFERENCE: any(_refers(text) for text in texts),
        Fault.UNFILLED: any(_UNFILLED.search(text) for text in texts),
        Fault.OTHER_COUNCIL: any(
            _is_other(text[blank.start : blank.end], council)
            for clause, blanks in zip(unit.clauses, found, strict=True)
            for text in (clause.text,)
            for blank in blanks
            if blank.kind is BlankKind.COUNCIL
        ),
        Fault.PERSON: any(
            blank.kind in {BlankKind.PERSON, BlankKind.CONTACT}
            for blanks in found
            for blank in blanks
        ),
    }
    return frozenset(fault for fault, holds in wrong.items() if holds)


def _is_fragment(unit: Unit, texts: Sequence[str]) -> bool:
    if unit.has_intro:
        return len(texts) == 1 or _OPENING.match(texts[0]) is None
    if _OPENING.match(texts[0]) is None:
        return True  # of items without an intro, too: only their heading makes a sentence of them
    last = texts[-1].rstrip("\"”’' ")
    return _NOT_CLOSED.search(last[-12:]) is not None


def _refers(text: str) -> bool:
    if _BESIDE.search(text):
        return True
    return any(not reference.elsewhere for reference in find_references(text))


def _is_other(name: str, council: str) -> bool:
    """Whether a council's name is not that of the council whose rule it is."""
    place = place_of(council)
    return not place or place.casefold() not in name.casefold()
