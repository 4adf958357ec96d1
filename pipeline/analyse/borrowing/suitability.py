"""How well does a wording serve another council?

Clear and current wording goes before frequent wording: what most councils have is often what is
oldest. Each mark is from 0 to 1, and together they are weighed by `WEIGHTS`.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from pipeline.analyse.borrowing.units import Bearing, Unit
from pipeline.model import Force, Review, ReviewStatus
from pipeline.text.blanks import Blank, BlankKind
from pipeline.text.modality import Modality


@dataclass(frozen=True, slots=True)
class Marks:
    """What speaks for a wording, each from 0 to 1."""

    sure: float  # that it has rules on the provision
    subject: float  # that it is about little else
    plain: float  # short sentences; who must do what
    current: float  # its document is within its review date and was reviewed lately
    length: float  # neither a remark nor a page
    whole: float  # complete in itself
    free: float  # of what only its own council has: places, committees, dates
    legible: float  # was read surely
    common: float  # other councils have it, too


# Their sum is 1. What a clerk would have to find out comes first (is it about this? is it still
# good?), then what they would have to rewrite; that others have it, too, only settles a draw.
WEIGHTS = Marks(
    sure=0.20,
    subject=0.18,
    plain=0.15,
    current=0.15,
    length=0.10,
    whole=0.08,
    free=0.06,
    legible=0.04,
    common=0.04,
)
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
_SENTENCE = re.compile(r"[.!?;](?=\s|$)")
_HEAVY = re.compile(
    r"\b(?:herein\w{0,6}|hereby|hereto|thereof|therein|thereto|therefrom|whereof|wherein|notwithstanding"
    r"|aforesaid|aforementioned|inter alia|mutatis mutandis|ipso facto|pursuant to|in respect of"
    r"|prior to|in the event (?:that|of)|in accordance with|shall be deemed|save (?:as|where|that)"
    r"|endeavour\w{0,3}|utili[sz]\w{1,4}|expedient|cognisan\w{1,3}|ensuing|solicit)\b",
    re.IGNORECASE,
)
# what is spoken of as known, and what would have made it known
_KNOWN = re.compile(
    r"\bthe (matter|request|complaint|issue|dispute|panel|letter|incident|case|concern|item|reply"
    r"|grievance|allegation|discussion|individual|person|adviser|mediator|refusal|response)\b"
    r"(?! of\b| that\b| who\b| to\b| which\b| concerned\b| in question\b)",
    re.IGNORECASE,
)


def marks_of(
    unit: Unit,
    bearing: Bearing,
    forces: Sequence[Force],
    blanks: Sequence[Sequence[Blank]],
    review: Review | None,
    *,
    councils: int,
) -> Marks:
    """Mark a wording.

    Args:
        unit: A clause, or a list with its intro.
        bearing: How surely and how far it is about the provision.
        forces: Of its clauses, those that are known.
        blanks: What in each of its clauses is its council's own.
        review: The judged dates of its document.
        councils: How many have it or a near copy, its own council among them.
    """
    texts = [clause.text for clause in unit.clauses]
    sures = [clause.confidence for clause in unit.clauses if clause.confidence is not None]
    return Marks(
        sure=bearing.sure,
        subject=bearing.subject,
        plain=_plain(texts, forces),
        current=_current(review),
        length=_length(sum(len(text.split()) for text in texts), is_list=unit.is_list),
        whole=_whole(texts, is_list=unit.is_list),
        free=_free(blank for each in blanks for blank in each),
        legible=min(sures, default=1.0),
        common=min(1.0, math.log2(max(councils, 1)) / _MANY),
    )


def suitability(marks: Marks) -> float:
    """Weigh the marks together, from 0 to 1."""
    return sum(
        getattr(WEIGHTS, field.name) * getattr(marks, field.name) for field in fields(Marks)
    )


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


def _whole(texts: Sequence[str], *, is_list: bool) -> float:
    text = " ".join(texts)
    leans = any(
        not re.search(
            rf"\b(?:an?|any|every|each|no|some|all|another|one) (?:[\w’'-]{{1,20}} ){{0,2}}{match[1]}s?\b"
            rf"|\b{match[1]}s\b",
            text[: match.start()],
            re.IGNORECASE,
        )
        for match in _KNOWN.finditer(text)
    )
    closed = is_list or text.rstrip("\"”’') ").endswith((".", "!", "?"))
    return 1.0 - 0.6 * leans - 0.4 * (not closed)


_COST = {
    BlankKind.COUNCIL: 0.0,  # every council has a name to put in
    BlankKind.TIME: 0.0,
    BlankKind.COMMITTEE: 0.2,
    BlankKind.MONEY: 0.3,
    BlankKind.DATE: 0.5,
    BlankKind.PLACE: 0.4,
    BlankKind.UPPER_COUNCIL: 0.4,
}


def _free(blanks: Iterable[Blank]) -> float:
    return max(0.0, 1.0 - sum(_COST.get(blank.kind, 1.0) for blank in blanks))


def _falling(value: float, good: float, bad: float) -> float:
    """Fall from 1 at `good` to 0 at `bad`."""
    return min(1.0, max(0.0, (bad - value) / (bad - good)))
