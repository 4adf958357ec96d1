"""How well does a wording serve another council?

Clear and current wording goes before frequent wording: what most councils have is often what is
oldest. Each mark is from 0 to 1, and together they are weighed by `WEIGHTS`.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from pipeline.analyse.borrowing.units import Bearing, Unit
from pipeline.model import Force, Review, ReviewStatus
from pipeline.text.blanks import Blank, BlankKind
from pipeline.text.modality import Modality


@dataclass(frozen=True, slots=True)
class Marks:
    """What speaks for a wording, each from 0 to 1."""

    sure: float  # that it has rules on the provision
    named: float  # its words, or less so the headings above it, name the provision
    subject: float  # that it is about little else
    plain: float  # short sentences; who must do what
    current: float  # its document is within its review date and was reviewed lately
    length: float  # neither a remark nor a page
    whole: float  # complete in itself
    free: float  # of what is its own council's: places, committees, dates, "we"
    legible: float  # was read surely
    common: float  # other councils have it, too, or say the same in other words


# Their sum is 1. What a clerk would have to find out comes first (is it about this? is it still
# good?), then what they would have to rewrite; that others have it, too, counts for little.
WEIGHTS = Marks(
    sure=0.15,
    named=0.10,
    subject=0.16,
    plain=0.14,
    current=0.14,
    length=0.08,
    whole=0.07,
    free=0.05,
    legible=0.03,
    common=0.08,
)
_IN_ORDER = attrgetter(*(field.name for field in fields(Marks)))
_STATUS = {
    ReviewStatus.CURRENT: 1.0,
    ReviewStatus.DUE_SOON: 0.9,
    ReviewStatus.AMBIGUOUS: 0.6,
    ReviewStatus.NO_REVIEW_DATE: 0.4,
    ReviewStatus.OVERDUE: 0.2,
    ReviewStatus.UNREADABLE: 0.0,
}
_OLD = 10.0  # years since the last review from which a text has nothing for it
_SHORT, _LONG, _LONG_LIST, _TOO_LONG = 15, 90, 150, 260  # words
_EASY, _HARD = 22.0, 50.0  # words in a sentence
_MANY = 5.0  # twofolds of councils: of 32 that have a wording it is common
_USUAL = 0.5  # share of those with the provision that say the same, from which it is usual
_SENTENCE = re.compile(r"[.!?;](?=\s|$)")
_HEAVY = re.compile(
    r"\b(?:herein\w{0,6}|hereby|hereto|thereof|therein|thereto|therefrom|whereof|wherein|notwithstanding"
    r"|aforesaid|aforementioned|inter alia|mutatis mutandis|ipso facto|pursuant to|in respect of"
    r"|prior to|in the event (?:that|of)|in accordance with|shall be deemed|save (?:as|where|that)"
    r"|endeavour\w{0,3}|bi-?(?:annual|month|week)(?:ly)?|utili[sz]\w{1,4}|expedient|cognisan\w{1,3}|ensuing|solicit)\b",
    re.IGNORECASE,
)
_NOUNS = (
    "matter|request|complaint|issue|dispute|panel|letter|incident|case|concern|item|grievance"
    "|allegation|discussion|individual|person|adviser|mediator|refusal|response"
)
# what is spoken of as known, and what made it known
_KNOWN = re.compile(
    rf"\bthe ({_NOUNS})\b(?! (?:of|that|who|to|which|concerned|in question)\b)", re.IGNORECASE
)
_BOTH = re.compile(r"\b(?:of|by|from|for|to) (?:both|them|either|neither)(?=[,.;])|^\w+ both,")
_INTRODUCED = re.compile(
    r"\b(?:an?|any|every|each|no|some|all|another|one) (?:[\w’'-]{1,20} ){0,2}"
    rf"(?:{_NOUNS})\b|\b(?:{_NOUNS})s\b",
    re.IGNORECASE,
)


def marks_of(
    unit: Unit,
    bearing: Bearing,
    forces: Sequence[Force],
    blanks: Sequence[Sequence[Blank]],
    review: Review | None,
    *,
    named: float,
    councils: int,
    saying: float,
    is_part: bool,
) -> Marks:
    """Mark a wording.

    Args:
        unit: A clause, or a list with its intro.
        bearing: How surely and how far it is about the provision.
        forces: Of its clauses, those that are known.
        blanks: What in each of its clauses is its council's own.
        review: The judged dates of its document.
        named: How far the provision is named, 0 to 1.
        councils: How many have it or a near copy, its own council among them.
        saying: Share of the councils with rules on the provision that say the same in any words.
        is_part: Whether it is some items of a list whose others are about something else.
    """
    texts = [clause.text for clause in unit.clauses]
    sures = [clause.confidence for clause in unit.clauses if clause.confidence is not None]
    return Marks(
        sure=bearing.sure,
        named=named,
        subject=bearing.subject,
        plain=_plain(texts, forces),
        current=_current(review),
        length=_length(sum(len(text.split()) for text in texts), is_list=unit.is_list),
        whole=_whole(texts, is_list=unit.is_list, is_part=is_part),
        free=_free(texts, (blank for each in blanks for blank in each)),
        legible=min(sures, default=1.0),
        common=_common(councils, saying),
    )


def suitability(marks: Marks) -> float:
    """Weigh the marks together, from 0 to 1."""
    weights, given = _IN_ORDER(WEIGHTS), _IN_ORDER(marks)
    return float(sum(weight * mark for weight, mark in zip(weights, given, strict=True)))


def _plain(texts: Sequence[str], forces: Sequence[Force]) -> float:
    said = max((bool(Modality(force.modality)) + bool(force.bearer) for force in forces), default=0)
    duty = (0.2, 0.6, 1.0)[said]
    lengths = [
        len(sentence.split())
        for text in texts
        for sentence in _SENTENCE.split(text)
        if sentence.strip()
    ]
    longest = max(lengths, default=0)
    mean = sum(lengths) / len(lengths) if lengths else 0.0
    easy = _falling((mean + longest) / 2, _EASY, _HARD)
    heavy = sum(len(_HEAVY.findall(text)) for text in texts)
    return max(0.0, 0.5 * duty + 0.5 * easy - 0.15 * heavy)


def _current(review: Review | None) -> float:
    if review is None:
        return 0.0
    years = review.years_since_review
    recent = 0.0 if years is None else _falling(years, 0.0, _OLD)
    return 0.6 * _STATUS[review.status] + 0.4 * recent


def _length(words: int, *, is_list: bool) -> float:
    if words < _SHORT:
        return words / _SHORT
    return _falling(words, _LONG_LIST if is_list else _LONG, _TOO_LONG)


def _common(councils: int, saying: float) -> float:
    copied = min(1.0, math.log2(max(councils, 1)) / _MANY)
    return 0.3 * copied + 0.7 * min(1.0, saying / _USUAL)


def _whole(texts: Sequence[str], *, is_list: bool, is_part: bool) -> float:
    text = " ".join(texts)
    made_known = [
        (match[0].casefold().split()[-1].removesuffix("s"), match.end())
        for match in _INTRODUCED.finditer(text)
    ]
    leans = _BOTH.search(text) is not None or any(
        not any(noun == match[1].casefold() and end <= match.start() for noun, end in made_known)
        for match in _KNOWN.finditer(text)
    )
    closed = is_list or text.rstrip("\"”’') ").endswith((".", "!", "?"))
    return max(0.0, 1.0 - 0.6 * leans - 0.4 * (not closed) - 0.5 * is_part)


# "you" and "we" do not go with the clauses beside which they would stand
_SPEAKER = re.compile(r"\b(?:you|your|we|our|us|I|my|chi|eich|ni|ein)\b")
# what one council has and another has not
_LOCAL = re.compile(
    r"\b(?:pavilion|depot|caretaker|groundsman|library|museum|allotments?|cemetery|burial ground"
    r"|market|theatre|pool|village hall|town hall|guildhall|recreation ground|strimmer|mower"
    r"|tractor|projector|tablets?|i-?pads?|lengthsman|warden|hall keeper|playing field|church"
    r"|school|harbour|Facebook|WhatsApp|Twitter|Zoom|OneDrive|Dropbox)\b",
    re.IGNORECASE,
)
_COST = {
    BlankKind.COUNCIL: 0.0,  # every council has a name to put in
    BlankKind.TIME: 0.0,
    BlankKind.ASSOCIATION: 0.3,
    BlankKind.COMMITTEE: 0.2,
    BlankKind.MONEY: 0.3,
    BlankKind.DATE: 0.5,
    BlankKind.PLACE: 0.4,
    BlankKind.UPPER_COUNCIL: 0.4,
}


def _free(texts: Iterable[str], blanks: Iterable[Blank]) -> float:
    text = " ".join(texts)
    chatty = _SPEAKER.search(text) is not None
    local = len(_LOCAL.findall(text))
    cost = sum(_COST.get(blank.kind, 1.0) for blank in blanks)
    return max(0.0, 1.0 - cost - 0.5 * chatty - 0.4 * local)


def _falling(value: float, good: float, bad: float) -> float:
    """Fall from 1 at `good` to 0 at `bad`."""
    return min(1.0, max(0.0, (bad - value) / (bad - good)))
