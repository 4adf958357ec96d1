"""How do another council's words become this council's draft, with its name and with blanks?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Council
from pipeline.report.word import Run
from pipeline.text.blanks import Blank, BlankKind, blanks, place_of

_TOWNS = frozenset({"town", "city"})  # whose chair may be called mayor
_PARISHES = frozenset({"parish", "community", "village", "neighbourhood"})
_AREAS = _TOWNS | _PARISHES
_KINDS = "Parish|Town|City|Community|Village|Neighbourhood"
_TITLE = re.compile(
    rf"\b(?:(?P<kind>{_KINDS}) (?=(?:Clerk|Council(?:lors?)?)\b)"
    r"|(?P<mayor>(?:Town |City )?Mayor)\b"
    r"|(?<=[Tt]he )(?P<chair>Chair(?:man|person|woman)?)\b(?! of (?!the (?:Council|meeting)\b))"
    r"|(?P<chief>Chief Executive(?: Officer)?)\b)"
)
_AREA = re.compile(
    r"\b(?:[Tt]he|[Oo]ur|[Ii]ts|[Tt]heir|[Tt]his) (?P<area>parish|town|city|village)\b"
)
_FIXED = {
    BlankKind.UPPER_COUNCIL: "name of the principal council",
    BlankKind.ASSOCIATION: "name of the county association",
    BlankKind.DATE: "date",
    BlankKind.PERSON: "name",
    BlankKind.CONTACT: "address, telephone or email",
}
# what stands in these is the other council's own choice, and may do as it is
_CHOICES = {
    BlankKind.COMMITTEE: "committee, or the council itself",
    BlankKind.TIME: "number of hours, days or years",
    BlankKind.MONEY: "amount",
}


@dataclass(frozen=True, slots=True)
class _Change:
    """Words that do not stay, and what stands for them; None: nothing."""

    start: int
    end: int
    run: Run | None


def name_of(council: Council) -> Run:
    """Give a council's name, or the place to put it."""
    return Run(council.name) if council.name else Run("name of council", to_fill="name of council")


def filled(text: str, *, source: str, council: Council) -> tuple[Run, ...]:
    """Turn another council's words into a draft of a council's own.

    Names that are known are put in. What a council has to find out or to decide stands in square
    brackets; where it is a choice, the other council's stands there as a start.

    Args:
        text: The words of a rule.
        source: The name of the council whose rule it is.
        council: The council that is to have one.

    Example:
        >>> words = "The Town Clerk answers in five days."
        >>> runs = filled(words, source="", council=Council("parish"))
        >>> [(run.text, run.to_fill) for run in runs][1:3]
        [('Clerk answers in ', ''), ('five', 'number of hours, days or years')]
    """
    changes: list[_Change] = []
    for change in _changes(text, source, council):
        if all(change.end <= other.start or other.end <= change.start for other in changes):
            changes.append(change)
    runs: list[Run] = []
    at = 0
    for change in sorted(changes, key=lambda change: change.start):
        runs.append(Run(text[at : change.start]))
        if change.run is not None:
            runs.append(change.run)
        at = change.end
    runs.append(Run(text[at:]))
    return tuple(run for run in runs if run.text)


def _changes(text: str, source: str, council: Council) -> Iterator[_Change]:
    for blank in blanks(text, council=source):
        yield _Change(blank.start, blank.end, _in_place_of(blank, text, council))
    kind = council.council_type or ""
    for match in _TITLE.finditer(text):
        yield from _titled(match, kind)
    for match in _AREA.finditer(text):
        if match["area"] != kind:
            area = Run(kind) if kind in _AREAS else Run("parish or town", to_fill="parish or town")
            yield _Change(match.start("area"), match.end("area"), area)


def _in_place_of(blank: Blank, text: str, council: Council) -> Run:
    if blank.kind is BlankKind.COUNCIL:
        return name_of(council)
    if blank.kind is BlankKind.PLACE:
        place = place_of(council.name or "")
        return Run(place) if place else Run("name of place", to_fill="name of place")
    if blank.kind in _CHOICES:
        return Run(text[blank.start : blank.end], to_fill=_CHOICES[blank.kind])
    return Run(_FIXED[blank.kind], to_fill=_FIXED[blank.kind])


def _titled(match: re.Match[str], kind: str) -> Iterator[_Change]:
    """Change titles that a council of another sort does not have."""
    start, end = match.span()
    if match["kind"] and match["kind"].casefold() != kind:
        yield _Change(start, end, None)  # "the Council", "the Clerk" and "Councillors" always do
    elif match["mayor"] and kind not in _TOWNS:
        words = "Chairman" if kind in _PARISHES else "Chairman or Mayor"
        yield _Change(start, end, Run(words, to_fill="title of the chair"))
    elif match["chair"] and kind in _TOWNS:
        yield _Change(start, end, Run("Mayor or Chairman", to_fill="title of the chair"))
    elif match["chief"]:
        yield _Change(start, end, Run("Clerk", to_fill="title of the chief officer"))
