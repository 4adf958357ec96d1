"""What does a document state about itself?

Everything is gathered as stated, contradictions included; what follows from it on a given day is
judged elsewhere. Flags of a date say how it was read:

- `us_order`, `impossible_date`: month first; a day that does not exist, so only its month is kept.
- `ratified`: words of ratification, by which a council settles what its committee reviewed.
- `tense_unclear`: "Review dates: ...", which may be reviews done or due, by where they lie.
- `latest`: words such as "last reviewed", which cannot be meant for a review to come.
- `conflicting_dates`: another place in the document states another date for the same event.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.model import (
    Clause,
    Document,
    Evidence,
    StatedCadence,
    StatedDate,
    StatedFacts,
    StatedRole,
)
from pipeline.segment.facts.bodies import Body, approving_field, body_of, find_body
from pipeline.segment.facts.cadence import find_cadence, has_an_unread_interval
from pipeline.segment.facts.certainty import doubts_of, doubts_of_silence
from pipeline.segment.facts.conflicts import with_conflicts
from pipeline.segment.facts.council import find_council
from pipeline.segment.facts.linking import Event, Links, Way, link, looks_like_a_label
from pipeline.segment.facts.minutes import Minute, find_minutes, minute_of
from pipeline.segment.facts.ownership import (
    is_an_earlier_text,
    other_names,
    own_kind,
    speaks_of_another,
    stands_beside_a_law,
)
from pipeline.segment.facts.reading import Reading, reading_of
from pipeline.segment.facts.surroundings import Found
from pipeline.segment.facts.tables import TableRow, find_tables
from pipeline.segment.facts.title import find_title
from pipeline.segment.facts.triggers import Cue, Trigger, find_triggers
from pipeline.segment.facts.version import find_version
from pipeline.text.dates import FoundDate, find_dates, first_day


def facts_of(document: Document, clauses: tuple[Clause, ...]) -> StatedFacts:
    """Gather what a document states about itself.

    Args:
        document: Any document; its running headers and footers are read too.
        clauses: Its clauses, which give the evidence its numbers; may be empty.

    Returns:
        The facts, each with the words that state it. Of a document without a word: nothing.
    """
    reading = reading_of(document, clauses)
    council, council_type = find_council(reading.text)
    title = find_title(reading, council.name if council else None)
    name = title[0] if title and _names_the_document(reading, *title) else None
    known_as = " ".join(filter(None, (name, own_kind(reading.text, titled=bool(name))))) or None
    minutes = find_minutes(reading.text)
    dates = _outside(find_dates(reading.text), minutes)
    triggers = _without_page_stamps(reading, find_triggers(reading.text))
    tables = find_tables(reading, dates, triggers, name)
    links = link(reading, dates, triggers, tables, known_as)
    events = _with_meeting_date(reading, links, dates, known_as)
    rows = {row.number: row for table in tables for row in table.rows}
    events = _with_tenses(tuple(event for event in events if event.trigger.fills))
    places = sorted({item.start for item in triggers} | {item.end for item in dates})
    found = Found(
        reading, known_as, _own_words(name, reading), dates, triggers, minutes, links, events, rows
    )
    statements = [
        _statement(found, event, _body(reading, event, rows.get(event.row), places))
        for event in events
    ]
    stated = with_conflicts(statements)
    trail = _trail(statements)
    approving = _approving_body(reading, trail, links.unused, known_as)
    minute = minute_of(reading, minutes, [item.event for item in trail], rows)
    version = find_version(reading, dates)
    cadence = find_cadence(reading, tables, tuple(event.found for event in events), known_as)
    spans = {
        "title": title[1:] if title else None,
        "council": (council.start, council.end) if council else None,
        "minute_ref": (minute.start, minute.end) if minute else None,
        "version": version[1:] if version else None,
        "approved_by": (approving.start, approving.end) if approving else None,
    }
    return StatedFacts(
        doc=document.doc,
        title=_as_printed(reading, *title) if title else None,
        council=council.name if council else None,
        council_type=council_type,
        dates=stated,
        cadence=StatedCadence(
            reading.text[cadence.start : cadence.end],
            cadence.months,
            reading.evidence(cadence.start, cadence.end),
            cadence.election_tied,
            cadence.annual_meeting,
            cadence.doubts,
        )
        if cadence
        else None,
        minute_ref=minute.ref if minute else None,
        version=version[0] if version else None,
        approved_by=approving.name if approving else None,
        bare_dates=_bare_dates(reading, links.left),
        evidence=tuple(
            (field, reading.evidence(*span)) for field, span in spans.items() if span is not None
        ),
        doubts=tuple(
            doubts_of_silence(
                found,
                cadence=cadence is not None,
                unread_interval=cadence is None and has_an_unread_interval(reading, known_as),
            )
        ),
    )


def _names_the_document(reading: Reading, title: str, start: int, end: int) -> bool:
    """Say whether what was taken for a title is one, not the start of a sentence or of a list.

    As in "The previous policy, adopted in 2014, ..." and "Standing Orders adopted in May 2024;
    Financial Regulations adopted in June 2024".
    """
    row = reading.rows[reading.row_at(start)]
    rest = reading.text[end : row.end]
    return not (
        _GOES_ON_ABOUT.search(f"{title}{rest} ", max(0, len(title) - 6), len(title) + 8)
        or _IS_A_SENTENCE.search(title)
        or is_an_earlier_text(title)
        or any(other_names(rest, title))
    )


_GOES_ON_ABOUT = re.compile(r",? (?:as|which|that|who) ", re.IGNORECASE)
# A first line taken for a title, which says what was done: its words name no document.
_IS_A_SENTENCE = re.compile(
    r"\b(?:was|were|is|are|will|shall|has|have|been)\b"
    r"|\b\w{3,40}(?:ed|wyd) (?:on|in|by|at|ar|gan)\b"
    r"|\b(?:approved|agreed|adopted|accepted|completed|updated|reviewed)\b"
    r"|\b(?:last|first|next)$|^(?:the|an?) (?:\w{1,20} ){1,3}(?:of|in)$",
    re.IGNORECASE,
)


def _own_words(title: str | None, reading: Reading) -> frozenset[str]:
    """Give the words of the title, unless it is of another kind than the document calls itself."""
    kind = own_kind(reading.text) or ""
    own = title if title and kind in title.lower() else kind
    return frozenset(re.findall(r"[a-z]+", own.lower())) - _OF_OTHERS


_OF_OTHERS = frozenset({"model", "template", "nalc", "slcc", "national", "draft"})


def _as_printed(reading: Reading, title: str, start: int, end: int) -> str:
    """Give a title with the dashes and quotation marks that it is printed with."""
    printed = " ".join(reading.evidence(start, end).quote.split())
    return printed if len(printed) == len(title) else title


# --- triggers and events that need their surroundings ----------------------------------------

_STAMP = re.compile(r"(?:uploaded|posted|publi|created|date publ|date created)", re.IGNORECASE)
_LAST_CHANGED = re.compile(r"(?:page |site )?last (?:updated|modified)", re.IGNORECASE)
_OF_A_PAGE = re.compile(
    r"\b(?:website|web ?page|page|site|wiki)(?: was| is|'s)?\W{0,60}$", re.IGNORECASE
)
_WEB = re.compile(
    r"\b(?:website by|web ?site|webmaster|cookies?|powered by|wordpress|accessibility)\b",
    re.IGNORECASE,
)
_BUTTONS = re.compile(
    r"\W{0,9}(?:share (?:this|on)|was this page|did you find this|back to top|skip to|print this"
    r"|report a problem|give feedback|sign in|log in)\b",
    re.IGNORECASE,
)
_DID_SO = re.compile(r"(?:last |most recently )?did\b", re.IGNORECASE)
_LOOKED_AT = re.compile(
    r"\b(?:reviews?|revisits?|examines?|considers?|looks? (?:again )?at|go(?:es)? (?:over|through))"
    r" (?:(?:this|the|its) (?:protocol|policy|document|code)|this|it)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:will|shall|should|must|may|can|to|cannot|not|until) (?:\w{1,40} )?be (?:\w{1,40} )?$",
    re.IGNORECASE,
)


def _without_page_stamps(reading: Reading, triggers: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    """Take a web page's stamps, and what is only to be done, for what they are."""
    stamps = [item.start for item in triggers if item.cue is Cue.NEVER and _STAMP.match(item.text)]
    result = []
    for item in triggers:
        cue = item.cue
        before = reading.text[max(0, item.start - 40) : item.start]
        if cue is Cue.REVIEWED and (
            _OF_A_PAGE.search(before[-22:])
            or _did_something_else(reading.text, item)
            or item.text.lower().startswith("last modified")
            or (
                _LAST_CHANGED.match(item.text)
                and (
                    any(abs(at - item.start) < 90 for at in stamps)
                    or _stands_on_a_web_page(reading, item)
                )
            )
        ):
            cue = Cue.NEVER
        elif cue in {Cue.REVIEWED, Cue.ADOPTED} and _NOT_YET.search(before):
            cue = Cue.DUE if cue is Cue.REVIEWED else Cue.NEVER
        result.append(replace(item, cue=cue))
    return tuple(result)


def _stands_on_a_web_page(reading: Reading, trigger: Trigger) -> bool:
    """Say whether the line of a stamp, or one beside it, is the furniture of a web page."""
    number = reading.row_at(trigger.start)
    printed = [at for at, row in enumerate(reading.rows) if row.text.strip()]
    place = bisect_left(printed, number)
    near = [reading.rows[at].text[:200] for at in printed[max(0, place - 1) : place + 2]]
    return bool(_WEB.search(reading.rows[number].text[:200])) or any(
        _BUTTONS.match(text) for text in near
    )


def _did_something_else(text: str, trigger: Trigger) -> bool:
    """Say whether "and last did so on ..." follows no review of this document."""
    before = text[max(0, trigger.start - 150) : trigger.start]
    return bool(_DID_SO.match(trigger.text)) and not _LOOKED_AT.search(before)


def _outside(dates: Iterable[FoundDate], minutes: tuple[Minute, ...]) -> tuple[FoundDate, ...]:
    """Leave out what looks like a date but is a minute's number."""
    return tuple(
        found
        for found in dates
        if not any(item.start < found.end and found.start < item.end for item in minutes)
    )


_MEETING = re.compile(
    r"\bminutes (?:of|from) (?:the |a |an )?[^\n]{0,120}?\b(?:held )?(?:on|at)\b"
    r"|\bmeeting (?:held on\b|of (?=\d))"
    r"|^minutes of (?:the )?[^\n.;:]{0,80}\b(?:council|committee),? "
    r"(?=\d{1,2}(?:st|nd|rd|th)? [a-z])"
    r"|^(?!report|letter|paper)[^\n.;:]{0,60}\b(?:council|committee)[,:]? "
    r"(?=\d{1,2}(?:st|nd|rd|th)? [a-z][^\n]{0,200}\b(?:resolved|agreed)\b)",
    re.IGNORECASE | re.MULTILINE,
)
_RESOLVED = re.compile(r"\b(?:resolved|agreed|resolution)\b", re.IGNORECASE)
_REVISED = re.compile(r"\b(?:revised|updated|amended|review of)\b", re.IGNORECASE)


def _with_meeting_date(
    reading: Reading, links: Links, dates: tuple[FoundDate, ...], title: str | None
) -> tuple[Event, ...]:
    """Date a resolution in an extract of minutes by the meeting, where it has no other date."""
    if any(event.cue in {Cue.ADOPTED, Cue.READOPTED} for event in links.events):
        return links.events
    text = reading.text
    meeting = _MEETING.search(text)
    if meeting is None or not _RESOLVED.search(text):
        return links.events
    acts = [
        item
        for item in links.unused
        if item.cue in {Cue.ADOPTED, Cue.READOPTED}
        and not item.blank
        and re.search(r"adopt|approv|accept|ratif|agree", item.text, re.IGNORECASE)
        and meeting.start() - item.start < 200
        and not speaks_of_another(reading, item, title)
    ]
    held = next(
        (
            found
            for found in dates
            if found.start >= meeting.start()
            and found.date.day is not None
            and found.start - meeting.start() < 220
        ),
        None,
    )
    if not acts or held is None:
        return links.events
    act = next(
        (item for item in acts if item.cue is Cue.READOPTED),
        next(
            (item for item in acts if re.search(r"resolv|adopt", item.text, re.I)),
            acts[0],
        ),
    )
    start, end = reading.sentence(act.start)
    cue = Cue.READOPTED if _REVISED.search(text[start:end]) else act.cue
    others = [event for event in links.events if event.found != held]
    return (*others, Event(cue, held, act, reading.row_at(held.start), way=Way.MEETING))


_REVIEW_LIST = re.compile(r"(?:dates? (?:of|for) |annual )?reviews?\b", re.IGNORECASE)


def _with_tenses(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Mark the dates whose words do not say whether the review is done or due.

    Such are several dates under one "Review dates", and a "Revision date" without an adoption.
    """
    adopted = any(event.cue in {Cue.ADOPTED, Cue.READOPTED} for event in events)
    shared = Counter(
        trigger for trigger, _ in {(event.trigger.start, event.found.date) for event in events}
    )
    return tuple(
        replace(event, tense_unclear=True)
        if (event.cue is Cue.REVISION and not adopted)
        or (
            event.cue is Cue.DUE
            and shared[event.trigger.start] > 1
            and _REVIEW_LIST.match(event.trigger.text)
        )
        else event
        for event in events
    )


# --- statements ------------------------------------------------------------------------------

_ROLES = {
    Cue.ADOPTED: StatedRole.ADOPTED,
    Cue.READOPTED: StatedRole.READOPTED,
    Cue.REVIEWED: StatedRole.REVIEWED,
    Cue.DUE: StatedRole.REVIEW_DUE,
    Cue.REVISION: StatedRole.REVIEW_DUE,
}
_RATIFIED = re.compile(r"(?:\w{1,40} )?(?:ratif|endors|confirm)", re.IGNORECASE)
_LATEST = re.compile(r"\b(?:last|latest|previous|most recent)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """An event, its body, and the record made of them."""

    event: Event
    body: Body | None
    record: StatedDate
    place: int  # of the row in the reading: statements of one row or list do not conflict


def _statement(found: Found, event: Event, body: Body | None) -> Statement:
    flags = list(event.found.flags)
    if _RATIFIED.match(event.trigger.text):
        flags.append("ratified")
    if event.tense_unclear:
        flags.append("tense_unclear")
    if event.cue is Cue.REVIEWED and _LATEST.search(event.trigger.text):
        flags.append("latest")
    record = StatedDate(
        role=_ROLES[event.cue],
        date=event.found.date,
        evidence=_evidence(found.reading, event),
        body=body.name if body else None,
        flags=tuple(flags),
        doubts=doubts_of(event, found),
    )
    return Statement(event, body, record, event.row)


def _evidence(reading: Reading, event: Event) -> Evidence:
    """Quote the words from trigger to date where they are near, else the row with the date."""
    start = min(event.trigger.start, event.found.start)
    end = max(event.trigger.end, event.found.end)
    if end - start > 200:
        row = reading.rows[event.row]
        if row.end - row.start <= 300:
            return reading.evidence(row.start, row.end)
        start, end = event.found.start, event.found.end
    return reading.evidence(start, end)


def _body(reading: Reading, event: Event, row: TableRow | None, places: list[int]) -> Body | None:
    """Find the body behind an event: in its column's heading, else in the words round it."""
    if event.column and (body := find_body(event.column, 0, len(event.column))):
        return replace(body, start=event.trigger.start, end=event.trigger.end)
    return body_of(reading, event, row, places)


def _trail(statements: list[Statement]) -> list[Statement]:
    """Sort adoptions and reviews by date, a council's after a committee's of the same day."""
    done = [item for item in statements if item.record.role is not StatedRole.REVIEW_DUE]
    return sorted(
        done,
        key=lambda item: (
            first_day(item.record.date),
            bool(item.body and re.search(r"council|cyngor", item.body.name, re.I)),
        ),
    )


def _approving_body(
    reading: Reading, trail: list[Statement], unused: tuple[Trigger, ...], title: str | None
) -> Body | None:
    """Choose the body behind the latest approval or review that names one."""
    body = next((item.body for item in reversed(trail) if item.body), None)
    field = approving_field(reading.text)
    if field and (body is None or body.name.lower() == "council"):
        body = field
    if body or not trail:
        return body
    for item in unused:  # "Adopted by the Council", the date elsewhere
        if item.cue in {Cue.ADOPTED, Cue.READOPTED, Cue.REVIEWED}:
            end = min(item.end + 70, reading.sentence(item.start)[1])
            by = re.match(r" ?(?:by|at)\b", reading.text[item.end : end])
            named = find_body(reading.text, item.end, end) if by else None
            if named and not speaks_of_another(reading, item, title):
                return named
    return None


# --- dates without a verb ---------------------------------------------------------------------

_SHORT_LINE = 110  # characters: longer than a cover's, a signature's or a footer's line
_NOT_A_COVER = re.compile(
    r"\b(?:held|elections?|meeting|act|regulations|tel|phone|ended|ending|minutes|©|copyright)\b",
    re.IGNORECASE,
)


def _bare_dates(reading: Reading, left: tuple[FoundDate, ...]) -> tuple[Evidence, ...]:
    """Give the dates that stand in a short line of their own, and so may be the document's."""
    result = []
    for found in left:
        row = reading.rows[reading.row_at(found.start)]
        if row.end - row.start > _SHORT_LINE or _NOT_A_COVER.search(row.text):
            continue
        if not stands_beside_a_law(reading.text, found) and not looks_like_a_label(
            reading.text, found
        ):
            result.append(reading.evidence(found.start, found.end))
    return tuple(result)
