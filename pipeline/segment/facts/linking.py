"""Which stated date is the date of what?

Dates and triggers are matched within a table, a sentence or a block of labels and values. What
finds no partner is left over: a date without a verb fills nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from pipeline.segment.facts.ownership import may_serve, speaks_of_another
from pipeline.segment.facts.reading import Reading, Row
from pipeline.segment.facts.tables import Field, Table, tables_of
from pipeline.segment.facts.triggers import Cue, Trigger, leading_trigger
from pipeline.text.dates import DateForm, FoundDate


_T = TypeVar("_T", FoundDate, Trigger)


@dataclass(frozen=True, slots=True)
class Event:
    """A date with the words that say what happened or will happen on it."""

    cue: Cue
    found: FoundDate
    trigger: Trigger
    row: int  # the row that holds the date
    column: str = ""  # of a table: the heading over the date
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
    title: str | None,
) -> Links:
    """Match dates with triggers.

    Args:
        reading: The document.
        dates: Its dates, in reading order.
        triggers: Its triggers, in reading order.
        title: Its title, which tells its own row in a register of policies.
    """
    linker = _Linker(reading, dates, triggers, title)
    linker.run()
    used = {id(event.trigger) for event in linker.events}
    dated = {event.found.start for event in linker.events} | linker.ignored
    return Links(
        tuple(sorted(linker.events, key=lambda event: event.found.start)),
        tuple(found for found in dates if found.start not in dated),
        tuple(trigger for trigger in triggers if id(trigger) not in used),
    )


_SHORT_ROW = 16  # words: a longer line is a sentence, not a row of labels
_BLANK_ROWS = 3  # more blank lines than this part a label from its value
# Between dates that one trigger governs: "reviewed 12 May 2020, 4 May 2021 (min 21/4) and May 2022".
_LIST_GAP = re.compile(
    r"(?:[\s,;/&+()|-]|\b(?:and|then|again|in|on|a'?c?|also|at|the|no changes?)\b"
    r"|\(?\s*\bmin(?:ute)?s?\b[^,;)\n]{0,25}\)?){0,12}$",
    re.IGNORECASE,
)
_VALUE_LEAD = re.compile(
    r"(?:[^\w]|\b(?:on|at|the|its|by|full|parish|town|community|council|held|meeting|of|in|annual"
    r"|ordinary|date|dated|version|minute|min|ref|no|day|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|v?[\d.]+)\b|[A-Z][\w'-]*){0,14}$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;] +(?=[A-Z(])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:min|no|ref|st|sept?|jan|feb|mar|apr|jun|jul|aug|oct|nov|dec|rev|ver)|\d)$",
    re.IGNORECASE,
)
# "within 12 months of 5 May 2024": the date is where an interval begins, not where it ends.
_INTERVAL_FROM = re.compile(
    r"\b(?:every|within|after|annual\w*|year\w*|month\w*)\b[^.;]{0,40}\b(?:from|of|after|since)\W*$",
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
        self.dates_in = _by_row(reading, dates)
        self.triggers_in = _by_row(reading, triggers)
        self.waiting: list[Trigger] = []  # labels whose value is still to come

    def run(self) -> None:
        tables = {
            table.first: table
            for table in tables_of(self.reading, self.dates_in, self.triggers_in, self.title)
        }
        blank = 0
        number = 0
        while number < len(self.reading.rows):
            if number in tables:
                self._link_table(tables[number])
                number = tables[number].last + 1
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
                    self._add(number, found, field.trigger, field)

    # --- lines ----------------------------------------------------------------------------

    def _link_row(self, number: int, row: Row, blank: int) -> None:
        found = self.dates_in.get(number, [])
        triggers = self.triggers_in.get(number, [])
        if not found:
            self._open_labels(row, triggers, blank)
            return
        filled = [trigger for trigger in triggers if not trigger.blank]
        if not filled:
            if not triggers:
                self._fill_labels(number, row, found)
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
        if labels and (words <= _SHORT_ROW or row.end - labels[-1].end < 60):
            if words > _SHORT_ROW:
                rest = self.text[labels[-1].end : row.end]
                labels = [] if re.search(r"[.;](?:\s|$)", rest) else labels[-1:]
            if blank:
                self.waiting = []
            if triggers and not triggers[-1].blank:
                self.waiting += [
                    label
                    for label in labels
                    if not speaks_of_another(self.reading, label, self.title)
                ]
        elif words > _SHORT_ROW or (
            words > 6 and self.waiting and not re.search(r"\d", row.text)
        ):
            self.waiting = []

    def _fill_labels(self, number: int, row: Row, found: list[FoundDate]) -> None:
        """Give the dates of a line without triggers to the labels that wait for them."""
        waiting = [trigger for trigger in self.waiting if not self._is_used(trigger)]
        words = row.text.count(" ") + row.text.count("\t") + 1
        values = [item for item in found if item.form is not DateForm.YEAR or words <= 4]
        if not waiting or words > 25 or not values:
            return
        lead = self.text[row.start : values[0].start]
        if len(lead) > 40 or not _VALUE_LEAD.match(lead):
            return
        if len(values) > len(waiting):
            for item in values:
                self._add(number, item, waiting[-1])
            self.waiting = []
            return
        for item, label in zip(values, waiting, strict=False):
            self._add(number, item, label)
        self.waiting = waiting[len(values) :]

    def _sentences(
        self, tokens: Iterable[FoundDate | Trigger]
    ) -> Iterator[list[FoundDate | Trigger]]:
        """Part the tokens of a line by sentence; a date alone stays with the sentence before."""
        part: list[FoundDate | Trigger] = []
        span = (-1, -1)
        for token in sorted(tokens, key=lambda item: item.start):
            if not span[0] <= token.start < span[1]:
                span = self.reading.sentence(token.start)
                alone = isinstance(token, FoundDate) and span[1] - span[0] < 40
                if part and not (alone and isinstance(part[-1], Trigger)):
                    yield part
                    part = []
            part.append(token)
        if part:
            yield part

    def _link_tokens(self, number: int, tokens: list[FoundDate | Trigger]) -> None:
        tokens = sorted(tokens, key=lambda item: item.start)
        if self._dates_lead(tokens):
            self._link_leading_dates(number, tokens)
        else:
            _Sentence(self, number).link(tokens)

    def _dates_lead(self, tokens: list[FoundDate | Trigger]) -> bool:
        """Say whether each date stands before its words: "12 May 2020 Adopted, 3 May 2021 ..."."""
        if not isinstance(tokens[0], FoundDate) or not isinstance(tokens[-1], Trigger):
            return False
        pairs = list(zip(tokens, tokens[1:], strict=False))
        if any(isinstance(a, FoundDate) and isinstance(b, FoundDate) for a, b in pairs):
            return False
        gaps = [self.text[a.end : b.start] for a, b in pairs if isinstance(a, FoundDate)]
        colons = [
            self.text[a.end : b.start]
            for a, b in pairs
            if isinstance(a, Trigger) and isinstance(b, FoundDate)
        ]
        return len(gaps[0]) < 40 and not any(gap.strip() in {":", "-"} for gap in colons)

    def _link_leading_dates(self, number: int, tokens: list[FoundDate | Trigger]) -> None:
        groups: list[tuple[FoundDate, list[Trigger]]] = []
        for token in tokens:
            if isinstance(token, FoundDate):
                groups.append((token, []))
            else:
                groups[-1][1].append(token)
        for found, triggers in groups:
            chosen = leading_trigger(triggers)
            if chosen is not None and may_serve(self.text, found, chosen):
                self._add(number, found, chosen)

    # --- bookkeeping ----------------------------------------------------------------------

    def _is_used(self, trigger: Trigger) -> bool:
        return any(event.trigger is trigger for event in self.events[-40:])

    def _add(
        self, number: int, found: FoundDate, trigger: Trigger, field: Field | None = None
    ) -> None:
        if speaks_of_another(self.reading, trigger, self.title):
            self.ignored.add(found.start)
            return
        if _looks_like_a_label(self.text, found):
            return
        self.events.append(
            Event(
                trigger.cue,
                found,
                trigger,
                number,
                column=field.heading if field else "",
                tense_unclear=bool(field and field.tense_unclear),
            )
        )


class _Sentence:
    """Links the tokens of one sentence, from left to right."""

    def __init__(self, linker: _Linker, number: int) -> None:
        self.linker = linker
        self.text = linker.text
        self.number = number
        self.trigger: Trigger | None = None  # the latest
        self.outer: Trigger | None = None  # the one before it, still without a date
        self.last: FoundDate | None = None  # the latest date of `trigger`
        self.pending: FoundDate | None = None  # a date that waits for the words after it
        self.used = False

    def link(self, tokens: list[FoundDate | Trigger]) -> None:
        for at, token in enumerate(tokens):
            following = tokens[at + 1] if at + 1 < len(tokens) else None
            if isinstance(token, Trigger):
                self._take_trigger(token, following)
            else:
                self._take_date(token)

    def _take_trigger(self, trigger: Trigger, following: FoundDate | Trigger | None) -> None:
        pending = self.pending
        if pending is not None and trigger.start - pending.end < 120:
            owns = (
                isinstance(following, FoundDate)
                and following.start - trigger.end < 90
                and not _has_break(self.text, trigger.end, following.start)
            )
            if (
                not _has_break(self.text, pending.end, trigger.start)
                and (not owns or self._is_a_resolution(pending, trigger))
                and may_serve(self.text, pending, trigger)
            ):
                self.linker._add(self.number, pending, trigger)
                self.pending, self.trigger, self.last, self.used = None, trigger, None, True
                return
        if (
            self.trigger is not None
            and not self.used
            and self.trigger.cue is Cue.REVIEWED
            and trigger.cue is Cue.ADOPTED
            and re.match(
                r"[^.;:\t|]{0,60}\b(?:and|then)\b[^.;:\t|]{0,20}$",
                self.text[self.trigger.end : trigger.start],
            )
        ):
            trigger = replace(trigger, cue=Cue.READOPTED)
        self.outer = None if self.used else self.trigger
        self.trigger, self.last, self.used = trigger, None, False

    def _is_a_resolution(self, pending: FoundDate, trigger: Trigger) -> bool:
        """Say whether a meeting's date leads: "At a meeting on DATE it was resolved to adopt"."""
        return (
            trigger.cue is Cue.ADOPTED
            and bool(
                re.search(
                    r"\b(?:at|on|of)\b[^.]*$",
                    self.text[max(0, pending.start - 60) : pending.start],
                    re.IGNORECASE,
                )
            )
            and bool(
                re.search(
                    r"resolv|to adopt|council",
                    self.text[pending.end : trigger.end],
                    re.IGNORECASE,
                )
            )
        )

    def _take_date(self, found: FoundDate) -> None:
        trigger = self.trigger
        if trigger is not None and self.outer is not None and found.start > trigger.end:
            gap = self.text[trigger.end : found.start]
            if gap.count(")") > gap.count("("):  # "adopted (reviewed annually) on DATE"
                trigger = self.trigger = self.outer
                self.outer, self.last = None, None
        if trigger is not None and self._serves(found, trigger):
            self.linker._add(self.number, found, trigger)
            self.last, self.used = found, True
            return
        self.pending = found

    def _serves(self, found: FoundDate, trigger: Trigger) -> bool:
        if not may_serve(self.text, found, trigger):
            return False
        gap = self.text[(self.last.end if self.last else trigger.end) : found.start]
        if _INTERVAL_FROM.search(gap):
            self.linker.ignored.add(found.start)
            return False
        if self.last is not None:
            if "(" in gap and trigger.cue is Cue.ADOPTED:
                self.linker.ignored.add(found.start)  # a minute number in the form of a date
                return False
            return len(gap) < 3 or bool(_LIST_GAP.match(gap))
        if self.used:
            return bool(_LIST_GAP.match(gap))
        return len(gap) <= 14 or not _has_break(self.text, trigger.end, found.start)


def is_in_brackets(text: str, found: FoundDate) -> bool:
    """Say whether a date stands in brackets behind another: a minute number looks like one."""
    before = text[max(0, found.start - 3) : found.start]
    return "(" in before and found.form in {DateForm.SHORT_MONTH, DateForm.NUMERIC_MONTH}


def _has_break(text: str, start: int, end: int) -> bool:
    gap = text[start:end]
    return any(
        not _ABBREVIATED.search(gap[max(0, match.start() - 6) : match.start()])
        for match in _SENTENCE_END.finditer(gap)
    )


def _looks_like_a_label(text: str, found: FoundDate) -> bool:
    """Say whether "4.1.12" at the start of a line is a clause number."""
    if found.form is not DateForm.DOTTED:
        return False
    printed = text[found.start : found.end]
    if re.search(r"\b0|\d{4}|\d\d\.\d\d\.", printed):
        return False
    starts_line = not text[max(0, found.start - 3) : found.start].rsplit("\n", 1)[-1].strip(" -")
    return starts_line and bool(re.match(r"\.? +[A-Z][a-z]+ [a-z]+ [a-z]", text[found.end :][:60]))


def _by_row(reading: Reading, items: tuple[_T, ...]) -> dict[int, list[_T]]:
    rows: dict[int, list[_T]] = {}
    for item in items:
        rows.setdefault(reading.row_at(item.start), []).append(item)
    return rows
