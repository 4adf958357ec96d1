"""Under which minute was the document adopted or last reviewed?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.segment.facts.linking import Event
from pipeline.segment.facts.reading import Reading
from pipeline.segment.facts.tables import Column, TableRow
from pipeline.text.dates import MONTH, find_dates


@dataclass(frozen=True, slots=True)
class Minute:
    """A reference to a minute; `ref` is None where it was left open ("24/___")."""

    ref: str | None
    start: int
    end: int


def find_minutes(text: str) -> tuple[Minute, ...]:
    """Find the references to minutes, in reading order.

    Example:
        >>> [minute.ref for minute in find_minutes("Adopted 3 May 2024 (Min. ref. 24/017)")]
        ['24/017']
    """
    found = []
    for match in _MINUTE.finditer(text):
        ref = match.group("ref").rstrip(".-")
        word = text[match.start() : match.start("ref")]
        after = text[match.end("ref") : match.end("ref") + 24]
        if _is_something_else(ref, word, after, text[match.start() - 1 : match.start()]):
            continue
        end = match.start("ref") + len(ref)
        found.append(Minute(None if _is_open(ref, after) else ref, match.start(), end))
    return tuple(found)


def minute_of(
    reading: Reading,
    minutes: tuple[Minute, ...],
    trail: Sequence[Event],
    rows: dict[int, TableRow],
) -> Minute | None:
    """Choose the minute of the latest adoption or review.

    Args:
        reading: The document.
        minutes: Its references to minutes.
        trail: Adoptions and reviews, the latest last.
        rows: Rows of tables by number: a history may have a column of minutes.
    """
    text = reading.text
    named = [minute for minute in minutes if minute.ref]
    if not trail:
        return named[-1] if named else None
    in_tables = (_in_row(text, rows[event.row]) for event in reversed(trail) if event.row in rows)
    if minute := next(filter(None, in_tables), None) or _in_brackets(text, trail[-1]):
        return minute
    return _nearest(reading, named, trail) if named else None


def _in_row(text: str, row: TableRow) -> Minute | None:
    """Find the minute in a row of a table: in its own column, or a code beside the decision."""
    for start, end in row.cells.get(Column.MINUTE, ()):
        match = _CELL.fullmatch(text[start:end].strip())
        if match and not _is_open(match["ref"], ""):
            at = start + text[start:end].find(match["ref"])
            return Minute(match["ref"], at, at + len(match["ref"]))
    codes = [_CODE.fullmatch(text, *span) for span in row.cells.get(Column.BODY, ())]
    for column in (Column.EVENT, Column.OTHER):
        codes += [_CODE_AT_END.search(text, *span) for span in row.cells.get(column, ())]
    return next((_of_code(match) for match in codes if match), None)


def _in_brackets(text: str, event: Event) -> Minute | None:
    """Find a code in brackets straight behind the date: "12 May 2024 (FC/24/17)"."""
    match = _CODE_IN_BRACKETS.match(text, event.found.end)
    return _of_code(match) if match and not find_dates(match["ref"]) else None


def _nearest(reading: Reading, named: list[Minute], trail: Sequence[Event]) -> Minute | None:
    """Choose the minute that stands beside or soonest behind the latest event, else the nearest."""
    latest = trail[-1].found
    beside = [item for item in named if reading.row_at(item.start) == trail[-1].row]
    if len(beside) == 1:
        return beside[0]
    after = [minute for minute in named if 0 <= minute.start - latest.end < 160]
    if after:
        return min(after, key=lambda minute: minute.start)

    def distance(minute: Minute) -> int:
        return min(abs(minute.start - event.found.start) for event in trail)

    best = min(named, key=distance)
    return best if distance(best) <= 400 else None


_MINUTE = re.compile(
    r"\b(?:minutes?|mins?\.?|cofnod|resolution|res(?=\. ?\d))"
    r"(?: of (?:the )?(?:adoption|approval|review|decision))?\s{0,2}\.?\s{0,2}"
    r"(?:(?:ref(?:erence)?s?|no|nos|number|num|item|rhif|#)\b\.?\s{0,2}){0,2}"
    r"[:.#\t|=-]?(?:\s{0,2}|[ \t]{3,12})"
    r"(?:ref\.?\s{0,2})?\(?#?"
    r"(?P<ref>(?:(?!(?:of|on|at|to|for|by|in|was|were|and|are|is|from)\b)[A-Z]{1,5}[ /.-]?)?"
    r"\d[\w./-]{0,20}(?:\(\w{1,4}\)){0,3}(?:/\d{1,4})?)",
    re.IGNORECASE,
)
# A code that nobody calls a minute: "24/017", "FC/25/212", "C24-019". In brackets straight behind
# the day of a decision, or as the authority for it, it is one; a document's own number is not.
_CODE_FORM = (
    r"(?P<ref>(?!(?i:pol|doc|ref|ver|rev|app|item|page|v|p)\b)(?!(?i:pol|doc)[\d/. -])"
    r"(?:[A-Z&]{1,5}[ /.-]?\d{2,4}(?:[/-]\d{1,4}){1,2}"
    r"|\d{2,4}(?:/[A-Z]{1,3})?(?:/\d{1,4}){1,2})[a-z]?)"
)
_CODE = re.compile(_CODE_FORM)
_CODE_IN_BRACKETS = re.compile(rf" {{0,2}}[(\[]{_CODE_FORM}[)\]]")


_CODE_AT_END = re.compile(rf", {_CODE_FORM}(?=[ \t]{{0,9}}(?:$|[\t|\n]))")  # "Approved, C25/77"


def _of_code(match: re.Match[str]) -> Minute:
    return Minute(match["ref"], *match.span("ref"))


_NUMBERED = re.compile(
    r"\b(?:ref|no|number|num|item|reference|references|nos|rhif)\b", re.IGNORECASE
)
_CELL = re.compile(
    r"(?:min(?:ute)?s?\.? ?)?(?P<ref>[A-Z&/]{0,6} ?-?\d[\w./()-]{0,18})", re.IGNORECASE
)
_ORDINAL = r"(?:st|nd|rd|th)"
_STARTS_WITH_MONTH = re.compile(rf"{_ORDINAL}?\s{{0,2}}(?:of\s{{1,2}})?{MONTH}", re.IGNORECASE)


def _is_open(ref: str, after: str) -> bool:
    """Say whether a reference was left to be filled in, or cut off."""
    return bool(re.search(r"x{2,}|_|[/-]$|\.{2,}", ref, re.IGNORECASE) or re.match("[/_…]", after))


def _is_something_else(ref: str, word: str, after: str, before: str) -> bool:
    """Say whether what follows "minutes" is a date, a count of minutes or a clause number."""
    if re.fullmatch(rf"\d{{1,2}}{_ORDINAL}", ref, re.IGNORECASE):
        return True
    if re.fullmatch(r"\d{1,2}", ref) and _STARTS_WITH_MONTH.match(after):
        return True
    if "\n" in word and (find_dates(ref) or re.fullmatch(r"\d+[.)]?", ref)):
        return True
    return not _NUMBERED.search(word) and _is_unnumbered(ref, word, after, before)


def _is_unnumbered(ref: str, word: str, after: str, before: str) -> bool:
    """Say the same where neither "ref" nor "number" stands before the figures."""
    if re.match(r"min(?:ute)?s\b", word, re.IGNORECASE):
        dated = re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-](?:20)?\d\d", ref)
        return bool(dated or (re.fullmatch(r"\d{1,2}", ref) and before != "("))
    if re.match(r"res", word, re.IGNORECASE):
        return "/" not in ref
    return bool(re.match(r" ?(?:silence|walk|break|limit|slot|per )", after))
