"""What do the columns and rows of a table of dates mean?

Three kinds occur: one row of values under headings that name the events; a history, with a date
and a description in each row; and a register of many policies, of which one row is ours.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

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
    CADENCE = "cadence"
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
    cells: Mapping[Column, tuple[tuple[int, int], ...]]  # spans by what they hold


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a row of headings."""

    first: int  # the row of headings
    last: int
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]


_T = TypeVar("_T", FoundDate, Trigger)
_MARKDOWN_RULE = re.compile(r"[\s|:+]{0,99}-[\s|:+-]{0,99}$")
_HEADINGS = (
    (
        Column.CADENCE,
        r"\b(?:review|revision) (?:cycle|frequency|period|interval)\b"
        r"|^\W{0,60}frequency\W{0,60}$|how often",
    ),
    (Column.MINUTE, r"\bmin(?:ute)?s?\b|\bresolution (?:no|number|ref)|\bcofnod"),
    (
        Column.BODY,
        r"\bby(?: whom)?\W{0,60}$|\b(?:body|committee|authority|approver|reviewer"
        r"|author|owner)\W{0,60}$",
    ),
    (
        Column.VERSION,
        r"^\W{0,60}(?:version|ver\.?|issue|rev(?:ision)?\.?|v)(?: (?:no|number)\.?)?\W{0,60}$",
    ),
    (
        Column.DATE,
        r"^\W{0,60}(?:date|dates|when|dyddiad|meeting|month|year|date of (?:meeting|issue|change"
        r"|amendment|action|revision|version)|meeting date|council meeting"
        r"|(?:version|amendment|revision|change) date)\W{0,60}$",
    ),
    (
        Column.TITLE,
        r"^\W{0,60}(?:name of )?(?:policy|policies|document|protocol|procedure)"
        r"(?: (?:title|name))?\W{0,60}$|^\W{0,60}title\W{0,60}$",
    ),
    (
        Column.EVENT,
        r"\b(?:description|details?|amendments?|changes?|status|action|update|event"
        r"|reason|summary|comments?|notes?|history|purpose|type|outcome|revision"
        r"|decision|disgrifiad|newid\w*)\b",
    ),
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
    r"|final|live|current|n/?a)\b|^\W{0,60}$",
    re.IGNORECASE,
)
_PLAIN_REVIEW = re.compile(
    r"\W{0,60}(?:dates? of )?(?:annual )?reviews?(?: dates?)?\W{0,60}$", re.IGNORECASE
)


def find_tables(
    reading: Reading,
    dates: Iterable[FoundDate],
    triggers: Iterable[Trigger],
    title: str | None,
) -> tuple[Table, ...]:
    """Find the tables that have a row of headings above their values.

    Args:
        reading: The document.
        dates: Its dates.
        triggers: Its triggers.
        title: Its title: in a register of policies it tells the document's own row.
    """
    return tuple(
        _Finder(reading, by_row(reading, dates), by_row(reading, triggers), title).tables()
    )


def by_row(reading: Reading, items: Iterable[_T]) -> dict[int, list[_T]]:
    """Sort dates or triggers by the row that they stand in."""
    rows: dict[int, list[_T]] = {}
    for item in items:
        rows.setdefault(reading.row_at(item.start), []).append(item)
    return rows


_MOST_ROWS = 300  # of one table: a longer one is no table of dates


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds the tables of one document."""

    reading: Reading
    dates: dict[int, list[FoundDate]]
    triggers: dict[int, list[Trigger]]
    title: str | None

    def tables(self) -> Iterator[Table]:
        """Yield the tables from top to bottom."""
        rows = self.reading.rows
        number = 0
        while number < len(rows):
            columns = self._columns(number)
            if columns is None:
                number += 1
                continue
            last = number
            while (
                last + 1 < len(rows)
                and last - number < _MOST_ROWS
                and (
                    len(rows[last + 1].cells) == len(columns)
                    or _MARKDOWN_RULE.match(rows[last + 1].text)
                )
            ):
                last += 1
            values = [
                at
                for at in range(number + 1, last + 1)
                if rows[at].text.strip() and not _MARKDOWN_RULE.match(rows[at].text)
            ]
            if not any(self.dates.get(at) for at in values):
                number = last + 1
            elif self._is_labelled(columns, values):
                number += 1
            else:
                yield self._table(number, last, columns, values)
                number = last + 1

    # --- headings -------------------------------------------------------------------------

    def _columns(self, number: int) -> tuple[Column, ...] | None:
        """Read a row as headings; None where it is none."""
        row = self.reading.rows[number]
        if len(row.cells) < 2 or self.dates.get(number):
            return None
        texts = [self._text(span) for span in row.cells]
        if sum(1 for text in texts if text) < 2 or any(text.count(" ") > 6 for text in texts):
            return None
        columns = tuple(
            _column(text, self._trigger_in(number, span))
            for text, span in zip(texts, row.cells, strict=True)
        )
        return columns if {Column.EVENT_DATE, Column.DATE} & set(columns) else None

    def _is_labelled(self, columns: tuple[Column, ...], values: list[int]) -> bool:
        """Say whether each row has its own label in front, so that no row is one of headings."""
        dated = [at for at in values if self.dates.get(at)]
        return Column.DATE not in columns and all(
            self._triggers_in(at, self.reading.rows[at].cells[0]) for at in dated
        )

    # --- rows -----------------------------------------------------------------------------

    def _table(
        self, first: int, last: int, columns: tuple[Column, ...], values: list[int]
    ) -> Table:
        columns = self._with_descriptions(columns, values)
        header = self.reading.rows[first]
        headings = tuple(self._trigger_in(first, span) for span in header.cells)
        above = self.reading.rows[first - 1].text if first else ""
        amendments = bool(_AMENDMENTS.search(above) or _AMENDMENTS.search(header.text))
        several = sum(1 for at in values if self.dates.get(at)) > 1
        own = self._own_rows(columns, values)
        rows = []
        for at in values:
            row = self.reading.rows[at]
            described = self._description(at, columns, headings)
            if described is None and amendments and self._is_an_amendment(row, columns):
                # "Section 4 rewritten", in a record of amendments, is an amendment
                described = Trigger(Cue.REVIEWED, row.start, row.start, "", blank=False)
            fields = []
            for column, span, heading, place in zip(
                columns, row.cells, headings, header.cells, strict=True
            ):
                words = self._text(place) if column is Column.EVENT_DATE else ""
                governing = {Column.EVENT_DATE: heading, Column.DATE: described}.get(column)
                fields.append(
                    Field(
                        self._dates_in(at, span),
                        self._triggers_in(at, span),
                        governing,
                        words,
                        tense_unclear=several
                        and bool(
                            _PLAIN_REVIEW.match(words)
                            or (column is Column.DATE and _is_plain_review(described))
                        ),
                    )
                )
            rows.append(TableRow(at, tuple(fields), at in own, _spans(row, columns)))
        return Table(first, last, columns, tuple(rows))

    def _with_descriptions(
        self, columns: tuple[Column, ...], values: list[int]
    ) -> tuple[Column, ...]:
        """Take a column headed "Amendment" that holds words and no dates for a description."""

        def holds_words_only(index: int) -> bool:
            spans = [(at, self.reading.rows[at].cells[index]) for at in values]
            return any(self._text(span) for _, span in spans) and not any(
                self._dates_in(at, span) for at, span in spans
            )

        return tuple(
            Column.EVENT if column is Column.EVENT_DATE and holds_words_only(index) else column
            for index, column in enumerate(columns)
        )

    def _description(
        self, number: int, columns: tuple[Column, ...], headings: tuple[Trigger | None, ...]
    ) -> Trigger | None:
        """Choose the words that say what was done on the date of a row of a history.

        Where no cell describes it, a heading such as "Approved by" does.
        """
        inside = [
            item
            for column, span in zip(columns, self.reading.rows[number].cells, strict=True)
            if column in {Column.EVENT, Column.OTHER, Column.VERSION, Column.BODY}
            for item in self._triggers_in(number, span)
            if not item.blank
        ]
        if inside or Column.EVENT in columns:
            return leading_trigger(inside)
        return next(
            (
                heading
                for column, heading in zip(columns, headings, strict=True)
                if column is Column.BODY and heading is not None
            ),
            None,
        )

    def _is_an_amendment(self, row: Row, columns: tuple[Column, ...]) -> bool:
        words = " ".join(
            self._text(span)
            for column, span in zip(columns, row.cells, strict=True)
            if column in {Column.EVENT, Column.OTHER}
        )
        return bool(words.strip()) and not _FIRST_TEXT.search(words)

    def _own_rows(self, columns: tuple[Column, ...], values: list[int]) -> set[int]:
        """Give the rows that speak of this document: in a register, those that bear its title."""
        if Column.TITLE not in columns or Column.EVENT in columns:
            return set(values)
        if len(values) == 1 and not self.title:
            return set(values)
        index = columns.index(Column.TITLE)
        wanted = _folded(self.title or "")
        names = {at: _folded(self._text(self.reading.rows[at].cells[index])) for at in values}
        return {
            at
            for at, name in names.items()
            if name and wanted and (name in wanted or wanted in name)
        }

    # --- cells ----------------------------------------------------------------------------

    def _text(self, span: tuple[int, int]) -> str:
        return self.reading.text[span[0] : span[1]].strip()

    def _dates_in(self, number: int, span: tuple[int, int]) -> tuple[FoundDate, ...]:
        """Give the dates in a cell; "05/25" is one only where it is all that the cell holds."""
        return tuple(
            item
            for item in self.dates.get(number, ())
            if span[0] <= item.start < span[1]
            and (item.form is not DateForm.SHORT_MONTH or span == (item.start, item.end))
        )

    def _triggers_in(self, number: int, span: tuple[int, int]) -> tuple[Trigger, ...]:
        return tuple(
            item
            for item in self.triggers.get(number, ())
            if span[0] <= item.start and item.end <= span[1]
        )

    def _trigger_in(self, number: int, span: tuple[int, int]) -> Trigger | None:
        return next(iter(self._triggers_in(number, span)), None)


def _is_plain_review(described: Trigger | None) -> bool:
    """Say whether a row of a history is of a review that does not say whether it was held."""
    return (
        described is not None
        and described.cue is Cue.DUE
        and bool(_PLAIN_REVIEW.match(described.text))
    )


def _column(text: str, heading: Trigger | None) -> Column:
    for column, pattern in _HEADINGS_COMPILED:
        if column is Column.EVENT and heading is not None and heading.fills:
            break
        if pattern.search(text):
            return column
    return Column.EVENT_DATE if heading is not None else Column.OTHER


def _spans(row: Row, columns: tuple[Column, ...]) -> dict[Column, tuple[tuple[int, int], ...]]:
    spans: dict[Column, tuple[tuple[int, int], ...]] = {}
    for column, span in zip(columns, row.cells, strict=True):
        spans[column] = (*spans.get(column, ()), span)
    return spans


def _folded(text: str) -> str:
    return re.sub(r"[^a-z]+", " ", text.lower()).strip()
