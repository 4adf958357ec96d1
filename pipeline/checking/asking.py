"""What does somebody ask at a command line, and what of the answer do they call a failure?"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from pipeline.errors import RequestError
from pipeline.model import (
    Check,
    Council,
    DefectKind,
    Level,
    Likeness,
    ReviewStatus,
    Weight,
)
from pipeline.report.answer.yardstick import usual_gaps

_LAW = frozenset({DefectKind.OUTDATED_REFERENCE, DefectKind.DATED_REFERENCE})

_TROUBLES: Mapping[str, Callable[[Check], bool]] = {
    "overdue": lambda answer: _status(answer) is ReviewStatus.OVERDUE,
    "undated": lambda answer: _status(answer) is ReviewStatus.NO_REVIEW_DATE,
    "missing": lambda answer: any(
        gap.sure and gap.level is Level.ABSENT for gap in usual_gaps(answer)
    ),
    "weaker": lambda answer: any(each.weight is Weight.WEAKER for each in answer.departures),
    "law": lambda answer: any(defect.kind in _LAW for defect in answer.defects),
    "defect": lambda answer: any(defect.kind not in _LAW for defect in answer.defects),
}


def asked_for(like: str | None, name: str | None) -> tuple[tuple[Likeness, ...] | None, Council]:
    """Understand in what councils are to be like this one, and what is said of it.

    Args:
        like: Such as "type,county", or "type=parish,size=1200"; None: not said.
        name: Of the council; None: not said.

    Returns:
        The likenesses, None where none were asked for, and the council.

    Raises:
        RequestError: It cannot be understood.

    Example:
        >>> asked_for("type,size=1200", None)[0]
        (<Likeness.COUNCIL_TYPE: 'type'>, <Likeness.SIZE: 'size'>)
    """
    council = Council(name=(name or "").strip() or None)
    if like is None:
        return None, council
    asked = []
    for part in filter(None, (part.strip() for part in like.split(","))):
        word, _, value = (piece.strip() for piece in part.partition("="))
        if word not in set(Likeness):
            raise RequestError(
                f"--like {part}: councils can be alike in {', '.join(Likeness)}. Write for example "
                "--like type,county"
            )
        asked.append(Likeness(word))
        if value:
            council = _with(council, Likeness(word), value)
    return tuple(dict.fromkeys(asked)), council


def troubles(fail_on: str | None) -> tuple[str, ...]:
    """Understand what is to be called a failure.

    Raises:
        RequestError: It cannot be understood.
    """
    words = tuple(filter(None, (word.strip() for word in (fail_on or "").split(","))))
    for word in words:
        if word not in _TROUBLES:
            raise RequestError(f"--fail-on {word}: choose from {', '.join(_TROUBLES)}.")
    return words


def failing(answer: Check, wanted: Collection[str]) -> tuple[str, ...]:
    """Name the failures among those wanted that the answer has."""
    return tuple(word for word in wanted if _TROUBLES[word](answer))


def _with(council: Council, likeness: Likeness, value: str) -> Council:
    match likeness:
        case Likeness.COUNCIL_TYPE:
            return replace(council, council_type=value.casefold())
        case Likeness.COUNTY:
            return replace(council, county=value)
        case Likeness.COUNTRY:
            return replace(council, country=value)
        case Likeness.SIZE:
            number = value.replace(" ", "")
            if not (number.isascii() and number.isdigit()) or len(number) > 9:
                raise RequestError(f"--like size={value}: write the number of electors: size=1200")
            return replace(council, electorate=int(number))


def _status(answer: Check) -> ReviewStatus | None:
    return answer.review.status if answer.review else None
