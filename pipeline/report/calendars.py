"""Which calendar files put the dates of reviews where people look every day?

One file for all councils, one for each county and one for each council, in the form that Outlook,
Google and Apple read (iCalendar, RFC 5545). Nothing in them depends on the clock.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from pipeline.model import Evidence, Findings, PartialDate, Review, ReviewStatus
from pipeline.report import addresses, wording
from pipeline.report.deadlines import by_when, deadlines, deciding, is_quotation
from pipeline.report.lookup import Lookup, lookup
from pipeline.report.quotes import quote
from pipeline.report.readings import place
from pipeline.report.safe_text import shortened, shown
from pipeline.text.dates import last_day

if TYPE_CHECKING:
    from icalendar import Alarm, Event

_LINE_ENDS = re.compile("[\x85\u2028\u2029]")  # that some programs end a line at
_NOWHERE = place(None, "", None)
_PRODID = "-//Council Protocols//Review dates//EN"
_REMINDER = "overdue"
_SUBJECT = 255  # characters that Outlook keeps of a subject
_NAME = 120
_QUOTE = 500  # Google keeps 8,192 characters of a description


def calendars(
    findings: Findings, *, due_soon_days: int = 0, site_url: str = ""
) -> dict[str, bytes]:
    """Make the calendars of all councils, of each county and of each council.

    Args:
        findings: All findings of a run.
        due_soon_days: How many days before a review is due a calendar reminds of it.
        site_url: The address of the report's folder; empty where it has none, and then events say
            where a page is within the report.

    Returns:
        The bytes of each file by its path. There is none for a county or council without any date,
        since a calendar without events is no valid file. The same findings give the same bytes.
    """
    found = lookup(findings)
    maker = _Maker(found, due_soon_days, site_url)
    events = {doc: made for doc in found.docs if (made := maker.events(doc))}
    title = wording.report_title(findings.codebook)
    files: dict[str, bytes] = {}
    if events:
        files[addresses.ALL_CALENDAR] = maker.calendar(
            addresses.ALL_CALENDAR, f"Reviews – {_line(title)}", _joined(events.values())
        )
    for county, docs in counties(found).items():
        dated = [events[doc] for doc in docs if doc in events]
        if dated:
            address = addresses.county_calendar(county)
            files[address] = maker.calendar(address, f"Reviews – {_line(county)}", _joined(dated))
    for doc, made in events.items():
        address = addresses.council_calendar(doc)
        files[address] = maker.calendar(address, f"Reviews – {_name(found, doc)}", made)
    return files


def counties(found: Lookup) -> Mapping[str, tuple[str, ...]]:
    """Give the documents of each county that the register names, in the order of their names."""
    grouped: defaultdict[str, list[str]] = defaultdict(list)
    for doc in found.docs:
        if county := found.sources[doc].county:
            grouped[county].append(doc)
    return {
        county: tuple(grouped[county])
        for county in sorted(grouped, key=lambda name: (name.casefold(), name))
    }


class _Maker:
    """Makes events and calendars of one run."""

    def __init__(self, found: Lookup, due_soon_days: int, site_url: str) -> None:
        self._found = found
        self._as_of = found.findings.as_of
        self._due_soon_days = due_soon_days
        self._site_url = site_url
        # a program that has the event already takes the one whose number is higher
        self._sequence = self._as_of.toordinal()
        self._stamp = datetime.combine(self._as_of, time(), UTC)

    def calendar(self, address: str, name: str, events: Iterable["Event"]) -> bytes:
        """Write one calendar; its events were made before, and may stand in others too."""
        from icalendar import Calendar, vText

        made = Calendar.new(
            prodid=_PRODID,
            calscale="GREGORIAN",
            # Without it Outlook may take the file for an invitation. It is to come with an
            # organiser by the letter of RFC 5546, who would make a meeting of each event.
            method="PUBLISH",
            uid=self._uid(address),
            last_modified=self._stamp,
            subcomponents=events,
        )
        about = (
            f"Dates on which councils’ {_line(self._documents)} are due for review, as of "
            f"{wording.day(self._as_of)}."
        )
        # the properties of RFC 7986 and those in use before it; icalendar would write these texts
        # without escapes
        for properties, text in (
            (("NAME", "X-WR-CALNAME"), shortened(name, _SUBJECT)),
            (("DESCRIPTION", "X-WR-CALDESC"), about),
        ):
            for each in properties:
                made[each] = vText(_text(text))
        data: bytes = made.to_ical()
        return data

    def events(self, doc: str) -> tuple["Event", ...]:
        """Make the events of one document: none where nothing gives a date.

        A review that is overdue has two. The one on the deadline says what was missed, but lies
        where nobody looks; so another stands on the first working day after the report, and a
        calendar that is fetched again moves it on until the review is done. A task (VTODO) would
        say the same more properly, but Google and Outlook leave tasks out without a word.
        """
        review = self._found.reviews[doc]
        readings = deadlines(review)
        made = [
            self._event(doc, value, number, len(readings))
            for number, value in enumerate(readings, 1)
        ]
        passed = [value for value in readings if last_day(value) < self._as_of]
        if passed and ReviewStatus.OVERDUE in {review.status, *review.status_readings}:
            made.append(self._reminder(doc, max(passed, key=last_day)))
        return tuple(made)

    def _event(self, doc: str, due: PartialDate, number: int, of: int) -> "Event":
        review = self._found.reviews[doc]
        marks = [f"reading {number} of {of}"] if of > 1 else []
        if review.status is ReviewStatus.AMBIGUOUS:
            marks.insert(0, "unclear")
        marks += ["to be checked"] if _is_doubtful(review) else []
        # The identifier says which review, not when and not by which words: where a date moves, or
        # a date that was worked out is at last stated, the event moves and no second one appears.
        part = "due" if number == 1 else f"due-{number}"
        note = f" ({', '.join(marks)})" if marks else ""
        return self._made(doc, part, last_day(due), f"review due {by_when(due)}{note}", due)

    def _reminder(self, doc: str, due: PartialDate) -> "Event":
        review = self._found.reviews[doc]
        overdue = review.status is ReviewStatus.OVERDUE
        words = "review overdue" if overdue else "decide whether the review is overdue"
        note = " (to be checked)" if _is_doubtful(review) else ""
        day = _next_working_day(self._as_of)
        return self._made(doc, _REMINDER, day, f"{words}, was due {by_when(due)}{note}", due)

    def _made(
        self,
        doc: str,
        part: str,
        day: date,
        words: str,
        due: PartialDate,
    ) -> "Event":
        from icalendar import Event
        from icalendar.enums import STATUS, TRANSP

        review = self._found.reviews[doc]
        # the name first: the view of a month shows little more
        summary = shortened(f"{_name(self._found, doc)}: {words}", _SUBJECT)
        certain = review.status is not ReviewStatus.AMBIGUOUS and not _is_doubtful(review)
        event = Event.new(
            uid=self._uid(addresses.file_stem(doc), part),
            stamp=self._stamp,
            last_modified=self._stamp,
            sequence=self._sequence,
            start=day,
            end=day + timedelta(days=1),  # the first day that is no longer part of it
            summary=_text(summary),
            description=_text(self._description(doc, due)),
            status=STATUS.CONFIRMED if certain else STATUS.TENTATIVE,
            transparency=TRANSP.TRANSPARENT,  # it keeps nobody from a meeting
            url=self._url(doc),
        )
        if day > self._as_of and part != _REMINDER:
            event.add_component(_alarm(self._lead(day), summary))
        return event

    def _lead(self, day: date) -> int:
        """Give the days ahead of a deadline on which to remind: always after the report's."""
        left = (day - self._as_of).days
        return self._due_soon_days if self._due_soon_days < left else left // 2

    def _description(self, doc: str, due: PartialDate) -> str:
        found, review = self._found, self._found.reviews[doc]
        lines = [
            f"As of {wording.day(self._as_of)} – {wording.status(review)}.",
            f"Due {by_when(due)}, {wording.due_basis(review)}.",
        ]
        if review.status is ReviewStatus.AMBIGUOUS:
            lines.append(wording.STATUS_MEANINGS[review.status])
        lines += [wording.flag(name) for name in review.flags]
        if doubt := wording.to_check(review, "review_due", "status"):
            lines.append(wording.sentence(doubt))
        lines += ["", *(self._quoted(evidence) for evidence in deciding(review)), ""]
        lines.append(f"Read it in full: {self._page(doc)}")
        if url := addresses.web_address(found.sources[doc].url):
            lines.append(f"Published at: {url}")
        lines.append("Read from the document by rules, not by a person. Check it before you act.")
        return "\n".join(lines)

    def _quoted(self, evidence: Evidence) -> str:
        words = quote(self._found, evidence)
        text = shortened(_line(words.text), _QUOTE)
        if not is_quotation(evidence):
            return wording.sentence(text)
        placed = words.place and words.place != _NOWHERE
        return f"“{text}”" + (f" ({words.place})" if placed else "")

    def _page(self, doc: str) -> str:
        page = addresses.council_page(doc)
        return f"{self._site_url}{page}#dates" if self._site_url else f"{page} in the report"

    def _url(self, doc: str) -> str | None:
        if self._site_url:
            return f"{self._site_url}{addresses.council_page(doc)}#dates"
        url = addresses.web_address(self._found.sources[doc].url)
        # an address goes into the file as it is, so it has to be plain
        return url if url is not None and addresses.is_plain(url) else None

    def _uid(self, *parts: str) -> str:
        """Name an event or calendar, the same in every run and in no other report."""
        return str(uuid5(NAMESPACE_URL, "\n".join((self._site_url, self._documents, *parts))))

    @property
    def _documents(self) -> str:
        """What is compared: reports on two policy areas have each its own events."""
        return shown(self._found.findings.codebook.documents)


def _alarm(days: int, summary: str) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", timedelta(days=-days))
    alarm.add("DESCRIPTION", _text(summary))
    return alarm


def _is_doubtful(review: Review) -> bool:
    return any(field in {"review_due", "status"} for field, _ in review.doubts)


def _next_working_day(day: date) -> date:
    """Give the next day from Monday to Friday."""
    ahead = (day + timedelta(days=number) for number in range(1, 4))
    return next(day for day in ahead if day.weekday() < 5)


def _name(found: Lookup, doc: str) -> str:
    return shortened(_line(found.names[doc]), _NAME)


def _line(text: str) -> str:
    return " ".join(shown(text).split())


def _text(text: str) -> str:
    r"""Clean text for a value. A backslash and an N would be taken for the end of a line."""
    lines = _LINE_ENDS.sub("\n", shown(text)).replace("\t", " ")
    return lines.replace("\\N", "\\\u2060N")


def _joined(made: Iterable[tuple["Event", ...]]) -> Iterator["Event"]:
    return (event for events in made for event in events)
