"""Which stated date is the date of what?

Dates and triggers are matched within a table, a sentence or a block of labels and values. What
finds no partner is left over: a date without a verb fills nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline.segment.facts.ownership import names_a_text, speaks_of_another
from pipeline.segment.facts.pairing import Token, is_list_gap, pair
from pipeline.segment.facts.reading import Reading, Row
from pipeline.segment.facts.tables import Field, Table, by_row
from pipeline.segment.facts.triggers import Cue, Trigger
from pipeline.text.dates import DateForm, FoundDate


class Way(StrEnum):
    """How a date and its words found each other, from the plainest on."""

    WORDS = "words"  # in one sentence, line or cell
    HEADING = "heading"  # in a table, under the words
    DESCRIPTION = "description"  # in a table, in the row that the words stand in
    LABEL = "label"  # on the line below its label, as many values as labels
    BLOCK = "block"  # labels in one place, values in another
    MEETING = "meeting"  # the day of the meeting, for a resolution without a date


@dataclass(frozen=True, slots=True)
class Event:
    """A date with the words that say what happened or will happen on it."""

    cue: Cue
    found: FoundDate
    trigger: Trigger
    row: int  # the row that holds the date
    column: str = ""  # of a table: the heading over the date
    way: Way = Way.WORDS
    tense_unclear: bool = False  # a list of review dates: past ones are reviews done


@dataclass(frozen=True, slots=True)
class Links:
    """What linking found."""

    events: tuple[Event, ...]  # in reading order
    left: tuple[FoundDate, ...]  # dates without a role
    unused: tuple[Trigger, ...]  # triggers without a date


def link(
    reading: Reading,
    dates: tuple[FoundDate, ...],
    triggers: tuple[Trigger, ...],
    tables: tuple[Table, ...],
    title: str | None,
) -> Links:
    """Match dates with triggers.

    Args:
        reading: The document.
        dates: Its dates, in reading order.
        triggers: Its triggers, in reading order.
        tables: Its tables of dates.
        title: Its title, which tells its own statements from those about other texts.
    """
    linker = _Linker(reading, dates, triggers, title)
    linker.run(tables)
    used = {id(event.trigger) for event in linker.events}
    dated = {event.found.start for event in linker.events} | linker.ignored
    return Links(
        tuple(sorted(linker.events, key=lambda event: event.found.start)),
        tuple(found for found in dates if found.start not in dated),
        tuple(trigger for trigger in triggers if id(trigger) not in used),
    )


_SHORT_ROW = 16  # words: a longer line is a sentence, not a row of labels
_ALONE, _REMARK = 40, 100  # characters: of a sentence that is a date, or a remark in brackets
_BLANK_ROWS = 3  # more blank lines than this part a label from its value
# "The Council shall review this code every three years.": a sentence, not a label.
_SAYS_HOW_OFTEN = re.compile(
    r"\b(?:every|each|years?|annually|yearly|bob)\b[^.\n]{0,60}\.[ \t]{0,9}$",
    re.IGNORECASE | re.MULTILINE,
)
_LEFT_OPEN = re.compile(r"\s{0,60}(?:[._…]{3,200}|tbc|n/?a|none)\s{0,60}", re.IGNORECASE)
# The day on which somebody signed is no value of a label above.
_SIGNATURE = re.compile(r"\W{0,9}(?:signed|signature|sgd|llofnod\w{0,9})\b", re.IGNORECASE)
_VALUE_LEAD = re.compile(
    r"(?:[^\w]|\b(?:on|at|the|its|by|full|parish|town|community|council|held|meeting|of|in|annual"
    r"|ordinary|date|dated|version|minute|min|ref|no|day|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|v?[\d.]+)\b|[A-Z][\w'-]*+){0,14}+$",
    re.IGNORECASE,
)


class _Linker:
    def __init__(
        self,
        reading: Reading,
        dates: tuple[FoundDate, ...],
        triggers: tuple[Trigger, ...],
        title: str | None,
    ) -> None:
        self.reading = reading
        self.text = reading.text
        self.title = title
        self.events: list[Event] = []
        self.ignored: set[int] = set()  # starts of dates that belong to something else
        self.dates_in = by_row(reading, dates)
        self.triggers_in = by_row(reading, triggers)
        self.waiting: list[Trigger] = []  # labels whose value is still to come
        self.filling = False  # some labels of a block have their values, others wait
        self.column: Trigger | None = None  # "Reviewed", with one date a line below it

    def run(self, tables: tuple[Table, ...]) -> None:
        first = {table.first: table for table in tables}
        blank = 0
        number = 0
        while number < len(self.reading.rows):
            if number in first:
                self._link_table(first[number])
                number = first[number].last + 1
                self.waiting, blank = [], 0
                continue
            row = self.reading.rows[number]
            if not row.text.strip():
                blank += 1
                if blank > _BLANK_ROWS:
                    self.waiting = []
            else:
                self._link_row(number, row, blank)
                blank = 0
            number += 1

    # --- tables ---------------------------------------------------------------------------

    def _link_table(self, table: Table) -> None:
        for row in table.rows:
            if not row.own:
                self.ignored.update(found.start for found in self.dates_in.get(row.number, ()))
                continue
            for field in row.fields:
                self._link_field(row.number, field)

    def _link_field(self, number: int, field: Field) -> None:
        inner = [trigger for trigger in field.triggers if not trigger.blank]
        if inner and field.found:
            self._link_tokens(number, [*field.found, *inner])
        elif field.trigger is not None:
            for found in field.found:
                if not is_in_brackets(self.text, found):
                    way = Way.HEADING if field.heading else Way.DESCRIPTION
                    self._add(number, found, field.trigger, way, field)

    # --- lines ----------------------------------------------------------------------------

    def _link_row(self, number: int, row: Row, blank: int) -> None:
        found = self.dates_in.get(number, [])
        triggers = self.triggers_in.get(number, [])
        column, self.column = self.column, None
        if not found:
            if self.waiting and _LEFT_OPEN.fullmatch(row.text):
                self.waiting, self.filling = self.waiting[1:], len(self.waiting) > 1
                return
            self._open_labels(row, triggers, blank)
            return
        filled = [trigger for trigger in triggers if not trigger.blank]
        if not filled:
            if not triggers:
                self._fill_labels(number, row, found, column)
            return
        self.waiting = []
        for tokens in self._sentences([*found, *filled]):
            self._link_tokens(number, tokens)
        last = filled[-1]
        if last.end > found[-1].end and not self._is_used(last):
            self.waiting = [last]

    def _open_labels(self, row: Row, triggers: list[Trigger], blank: int) -> None:
        """Take note of labels whose value may stand on a later line."""
        labels = [trigger for trigger in triggers if not trigger.blank]
        words = row.text.count(" ") + row.text.count("\t") + 1
        if labels and _SAYS_HOW_OFTEN.search(self.text, labels[-1].end, row.end):
            self.waiting = []
            return
        if labels and (words <= _SHORT_ROW or row.end - labels[-1].end < 60):
            if words > _SHORT_ROW:
                rest = self.text[labels[-1].end : row.end]
                labels = [] if re.search(r"[.;](?:\s|$)", rest) else labels[-1:]
            if blank:
                self.waiting = []
            if triggers and not triggers[-1].blank:
                self.filling = self.filling and bool(self.waiting)
                self.waiting += [
                    label
                    for label in labels
                    if not speaks_of_another(self.reading, label, self.title)
                ]
        elif words > _SHORT_ROW or (words > 6 and self.waiting and not re.search(r"\d", row.text)):
            self.waiting = []

    def _fill_labels(
        self, number: int, row: Row, found: list[FoundDate], column: Trigger | None
    ) -> None:
        """Give the dates of a line without triggers to the labels that wait for them."""
        if not self.waiting and column and row.end - row.start < 30:
            for item in found:
                self._add(number, item, column, Way.BLOCK)
            self.column = column
            return
        waiting = [trigger for trigger in self.waiting if not self._is_used(trigger)]
        words = row.text.count(" ") + row.text.count("\t") + 1
        values = [item for item in found if item.form is not DateForm.YEAR or words <= 4]
        if not waiting or words > 25 or not values:
            return
        lead = self.text[row.start : values[0].start]
        if _SIGNATURE.match(lead):
            return
        if len(lead) > 40 or not _VALUE_LEAD.match(lead) or names_a_text(lead):
            return
        if len(values) > len(waiting):
            for item in values:
                self._add(number, item, waiting[-1], Way.BLOCK)
            self.waiting = []
            return
        whole = len(values) == len(waiting) and not self.filling
        for item, label in zip(values, waiting, strict=False):
            self._add(number, item, label, Way.LABEL if whole else Way.BLOCK)
        self.waiting = waiting[len(values) :]
        self.filling = bool(self.waiting)
        if not self.waiting and waiting[-1].cue in {Cue.REVIEWED, Cue.READOPTED}:
            self.column = waiting[-1]

    def _sentences(self, tokens: Iterable[Token]) -> Iterator[list[Token]]:
        """Part the tokens of a line by sentence; a date alone stays with the sentence before.

        Alone is the date of "Adopted. 12 May 2024", of "Reviewed: May 2022; June 2023", and of a
        remark in brackets: "... be adopted. (Council, 12 May 2024, minute 24/61)".
        """
        part: list[Token] = []
        span = (-1, -1)
        for token in sorted(tokens, key=lambda item: item.start):
            if not span[0] <= token.start < span[1]:
                span = self.reading.sentence(token.start)
                if part and not self._goes_with(part[-1], token, span):
                    yield part
                    part = []
            part.append(token)
        if part:
            yield part

    def _goes_with(self, before: Token, token: Token, span: tuple[int, int]) -> bool:
        if not isinstance(token, FoundDate):
            return False
        if isinstance(before, Trigger):
            return span[1] - span[0] < (_REMARK if self.text[span[0]] == "(" else _ALONE)
        return bool(is_list_gap(self.text, before.end, token.start))

    def _link_tokens(self, number: int, tokens: list[Token]) -> None:
        pairs = pair(self.text, tokens)
        for found, trigger in pairs.linked:
            self._add(number, found, trigger, Way.WORDS)
        self.ignored.update(found.start for found in pairs.ignored)

    # --- bookkeeping ----------------------------------------------------------------------

    def _is_used(self, trigger: Trigger) -> bool:
        return any(event.trigger is trigger for event in self.events[-40:])

    def _add(
        self,
        number: int,
        found: FoundDate,
        trigger: Trigger,
        way: Way,
        field: Field | None = None,
    ) -> None:
        if speaks_of_another(self.reading, trigger, self.title):
            self.ignored.add(found.start)
            return
        if looks_like_a_label(self.text, found):
            return
        self.events.append(
            Event(
                trigger.cue,
                found,
                trigger,
                number,
                column=field.heading if field else "",
                way=way,
                tense_unclear=bool(field and field.tense_unclear),
            )
        )


def is_in_brackets(text: str, found: FoundDate) -> bool:
    """Say whether a date stands in brackets behind another: a minute number looks like one."""
    before = text[max(0, found.start - 3) : found.start]
    return "(" in before and found.form in {DateForm.SHORT_MONTH, DateForm.NUMERIC_MONTH}


def looks_like_a_label(text: str, found: FoundDate) -> bool:
    """Say whether "4.1.12" at the start of a line is a clause number."""
    if found.form is not DateForm.DOTTED:
        return False
    printed = text[found.start : found.end]
    if re.search(r"\b0|\d{4}|\d\d\.\d\d\.", printed):
        return False
    starts_line = not text[max(0, found.start - 3) : found.start].rsplit("\n", 1)[-1].strip(" -")
    return starts_line and bool(
        re.match(r"\.? {1,9}[A-Z][a-z]+ [a-z]+ [a-z]", text[found.end :][:60])
    )
