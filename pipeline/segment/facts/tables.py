"""What do the columns and rows of a table of dates mean?

Three kinds occur: one row of values under headings that name the events; a history, with a date
and a description in each row; and a register of many policies, of which one row is ours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline.segment.facts.reading import Reading, Row
from pipeline.segment.facts.triggers import Cue, Trigger, leading_trigger
from pipeline.text.dates import DateForm, FoundDate


class Column(StrEnum):
    """What the cells under a heading hold."""

    EVENT_DATE = "event date"  # the heading itself names the event
    DATE = "date"
    EVENT = "event"
    BODY = "body"
    MINUTE = "minute"
    VERSION = "version"
    TITLE = "title"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Field:
    """The dates of one cell, with the words that give them a role."""

    found: tuple[FoundDate, ...]
    triggers: tuple[Trigger, ...]  # in the same cell
    trigger: Trigger | None  # from the heading, or from the description in the row
    heading: str
    tense_unclear: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of values."""

    number: int  # of the reading's rows
    fields: tuple[Field, ...]
    own: bool  # False: the row of another policy in a register


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a row of headings."""

    first: int  # the row of headings
    last: int
    columns: tuple[Column, ...]
    headings: tuple[Trigger | None, ...]
    rows: tuple[TableRow, ...]


_Dates = dict[int, list[FoundDate]]
_Triggers = dict[int, list[Trigger]]

_MARKDOWN_RULE = re.compile(r"[\s|:+-]*-[\s|:+-]*$")
_HEADINGS = (
    (Column.MINUTE, r"\bmin(?:ute)?s?\b|\bresolution (?:no|number|ref)|\bcofnod"),
    (Column.BODY, r"\bby(?: whom)?\W*$|\b(?:body|committee|authority|approver|reviewer|author|owner)\W*$"),
    (Column.VERSION, r"^\W*(?:version|ver\.?|issue|rev(?:ision)?\.?|v)(?: (?:no|number)\.?)?\W*$"),
    (Column.DATE, r"^\W*(?:date|dates|when|dyddiad|meeting|month|year|date of (?:meeting|issue|change"
                  r"|amendment|action|revision|version)|meeting date|council meeting"
                  r"|(?:version|amendment|revision|change) date)\W*$"),
    (Column.TITLE, r"^\W*(?:name of )?(?:policy|policies|document|protocol|procedure)"
                   r"(?: (?:title|name))?\W*$|^\W*title\W*$"),
    (Column.EVENT, r"\b(?:description|details?|amendments?|changes?|status|action|update|event"
                   r"|reason|summary|comments?|notes?|history|purpose|type|outcome|revision"
                   r"|decision|disgrifiad|newid\w*)\b"),
)
_HEADINGS_COMPILED = tuple(
    (column, re.compile(pattern, re.IGNORECASE)) for column, pattern in _HEADINGS
)
_AMENDMENTS = re.compile(
    r"\b(?:amendments?|revisions?|changes?|amended|revised|updates?)\b"
    r"|\breview (?:history|record|log|summary)",
    re.IGNORECASE,
)
# A row of a history that describes no amendment of an adopted text.
_FIRST_TEXT = re.compile(
    r"\b(?:draft|original|initial|first|new (?:policy|protocol|document|version)|created|issued?"
    r"|final|live|current|n/?a)\b|^\W*$",
    re.IGNORECASE,
)
_PLAIN_REVIEW = re.compile(r"\W*(?:dates? of )?(?:annual )?reviews?(?: dates?)?\W*$", re.IGNORECASE)


def tables_of(
    reading: Reading, dates: _Dates, triggers: _Triggers, title: str | None
) -> Iterator[Table]:
    """Yield the tables that have a row of headings above their values.

    Args:
        reading: The document.
        dates: Its dates by row.
        triggers: Its triggers by row.
        title: Its title: in a register of policies it tells the document's own row.
    """
    number = 0
    rows = reading.rows
    while number < len(rows):
        columns = _columns(reading, rows[number], number, dates, triggers)
        if columns is None:
            number += 1
            continue
        last = number
        width = len(columns)
        while last + 1 < len(rows) and (
            len(rows[last + 1].cells) == width or _MARKDOWN_RULE.match(rows[last + 1].text)
        ):
            last += 1
        values = [
            at
            for at in range(number + 1, last + 1)
            if rows[at].text.strip() and not _MARKDOWN_RULE.match(rows[at].text)
        ]
        if any(dates.get(at) for at in values):
            yield _table(reading, number, last, columns, values, dates, triggers, title)
        number = last + 1


def _columns(
    reading: Reading, row: Row, number: int, dates: _Dates, triggers: _Triggers
) -> tuple[Column, ...] | None:
    """Read a row as headings; None where it is none."""
    if len(row.cells) < 2 or dates.get(number):
        return None
    texts = [reading.text[start:end].strip() for start, end in row.cells]
    if sum(1 for text in texts if text) < 2 or any(text.count(" ") > 6 for text in texts):
        return None
    columns = tuple(
        _column(text, _heading(span, triggers.get(number, [])))
        for text, span in zip(texts, row.cells, strict=True)
    )
    return columns if {Column.EVENT_DATE, Column.DATE} & set(columns) else None


def _column(text: str, heading: Trigger | None) -> Column:
    for column, pattern in _HEADINGS_COMPILED:
        if column is Column.EVENT and heading is not None and heading.fills:
            break
        if pattern.search(text):
            return column
    return Column.EVENT_DATE if heading is not None else Column.OTHER


def _heading(span: tuple[int, int], triggers: list[Trigger]) -> Trigger | None:
    inside = [item for item in triggers if span[0] <= item.start and item.end <= span[1]]
    return inside[0] if inside else None


def _table(
    reading: Reading,
    first: int,
    last: int,
    columns: tuple[Column, ...],
    values: list[int],
    dates: _Dates,
    triggers: _Triggers,
    title: str | None,
) -> Table:
    header = reading.rows[first]
    headings = tuple(
        _heading(span, triggers.get(first, [])) if column is Column.EVENT_DATE else None
        for column, span in zip(columns, header.cells, strict=True)
    )
    above = reading.rows[first - 1].text if first else ""
    amendments = bool(_AMENDMENTS.search(above) or _AMENDMENTS.search(header.text))
    own = _own_rows(reading, columns, values, title)
    several = sum(1 for at in values if dates.get(at)) > 1
    rows = []
    for at in values:
        row = reading.rows[at]
        described = _description(reading, row, at, columns, triggers)
        fields = tuple(
            _field(reading, header.cells[index], span, at, dates, triggers, heading, several)
            if columns[index] is Column.EVENT_DATE
            else _dated(
                reading,
                span,
                at,
                dates,
                triggers,
                described if columns[index] is Column.DATE else None,
                amended=amendments and _is_an_amendment(reading, row, columns),
            )
            for index, (span, heading) in enumerate(zip(row.cells, headings, strict=True))
        )
        rows.append(TableRow(at, fields, at in own))
    return Table(first, last, columns, headings, tuple(rows))


def _field(
    reading: Reading,
    heading_span: tuple[int, int],
    span: tuple[int, int],
    number: int,
    dates: _Dates,
    triggers: _Triggers,
    heading: Trigger | None,
    several: bool,
) -> Field:
    """Read a cell under a heading that names an event."""
    text = reading.text[heading_span[0] : heading_span[1]]
    return Field(
        _inside(span, dates.get(number, [])),
        tuple(item for item in triggers.get(number, []) if _holds(span, item)),
        heading,
        text,
        tense_unclear=several and bool(_PLAIN_REVIEW.match(text)),
    )


def _dated(
    reading: Reading,
    span: tuple[int, int],
    number: int,
    dates: _Dates,
    triggers: _Triggers,
    described: Trigger | None,
    *,
    amended: bool,
) -> Field:
    """Read a cell of a history: the description in the row says what the date is."""
    found = _inside(span, dates.get(number, []))
    inner = tuple(item for item in triggers.get(number, []) if _holds(span, item))
    if described is None and amended and found:
        # "Section 4 rewritten", in a record of amendments, is an amendment
        described = Trigger(Cue.REVIEWED, found[0].start, found[0].start, "", blank=False)
    return Field(found, inner, described, "")


def _description(
    reading: Reading, row: Row, number: int, columns: tuple[Column, ...], triggers: _Triggers
) -> Trigger | None:
    """Choose the words in a row of a history that say what was done."""
    spans = [
        span
        for column, span in zip(columns, row.cells, strict=True)
        if column in {Column.EVENT, Column.OTHER, Column.VERSION, Column.BODY}
    ]
    inside = [
        item
        for item in triggers.get(number, [])
        if any(_holds(span, item) for span in spans) and not item.blank
    ]
    return leading_trigger(inside)


def _is_an_amendment(reading: Reading, row: Row, columns: tuple[Column, ...]) -> bool:
    words = " ".join(
        reading.text[start:end]
        for column, (start, end) in zip(columns, row.cells, strict=True)
        if column in {Column.EVENT, Column.OTHER}
    )
    return bool(words.strip()) and not _FIRST_TEXT.search(words)


def _own_rows(
    reading: Reading, columns: tuple[Column, ...], values: list[int], title: str | None
) -> set[int]:
    """Give the rows that speak of this document: in a register, those that bear its title."""
    if Column.TITLE not in columns or Column.EVENT in columns:
        return set(values)
    index = columns.index(Column.TITLE)
    names = {
        at: _folded(reading.text[slice(*reading.rows[at].cells[index])]) for at in values
    }
    if len(values) == 1 and not title:
        return set(values)
    wanted = _folded(title or "")
    return {at for at, name in names.items() if name and (name in wanted or wanted in name) and wanted}


def _folded(text: str) -> str:
    return re.sub(r"[^a-z]+", " ", text.lower()).strip()


def _inside(span: tuple[int, int], found: list[FoundDate]) -> tuple[FoundDate, ...]:
    return tuple(
        item
        for item in found
        if span[0] <= item.start < span[1] and item.form is not DateForm.SHORT_MONTH
    ) or tuple(item for item in found if span == (item.start, item.end))


def _holds(span: tuple[int, int], trigger: Trigger) -> bool:
    return span[0] <= trigger.start and trigger.end <= span[1]
