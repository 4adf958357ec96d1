"""How sure is it that a date is what it was taken for?

A date is certain when everything round it is accounted for: the words that give it its role stand
beside it, nothing but plain words stands between, the sentence speaks of this document, and every
other date of the sentence or row has a role of its own. What is out of the ordinary is a doubt, so
that a sentence of a kind that nobody has met is doubtful and not wrongly certain.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from pipeline.model import Doubt, LineKind
from pipeline.segment.facts.linking import Event, Way
from pipeline.segment.facts.ownership import other_names, speaks_of_another, stands_beside_a_law
from pipeline.segment.facts.reading import Reading
from pipeline.segment.facts.surroundings import Found, unexplained
from pipeline.segment.facts.tables import Column
from pipeline.segment.facts.triggers import Cue, Trigger
from pipeline.text.dates import DateForm, FoundDate, first_day, last_day


def doubts_of(event: Event, found: Found) -> tuple[Doubt, ...]:
    """Say what keeps an event's date from being certain; nothing where it is certain."""
    doubts = {
        *_of_the_date(event, found),
        *_of_the_words(event, found),
        *_of_the_link(event, found),
        *_of_the_place(event, found),
        *_of_the_scan(event, found.reading),
        *_of_rivals(event, found),
    }
    return tuple(sorted(doubts))


def doubts_of_silence(
    found: Found, *, cadence: bool, unread_interval: bool = False
) -> Iterable[Doubt]:
    """Say whether a document that states no next review may state one that was not understood.

    Args:
        found: What was found in it.
        cadence: Whether it says how often it is reviewed.
        unread_interval: Whether it says so in words that are no interval we know.
    """
    if _has_unplaced_dates(found):
        yield Doubt.OTHER_DATE
    if unread_interval or (
        not cadence
        and any(
            item.cue is Cue.DUE
            and not item.blank
            and _may_be_of_this_document(found, item)
            and not speaks_of_another(found.reading, item, found.title)
            for item in found.links.unused
        )
    ):
        yield Doubt.UNDATED_REVIEW


def _may_be_of_this_document(found: Found, trigger: Trigger) -> bool:
    """Say whether a sentence names this document, or names nothing before its verb."""
    start, end = found.reading.sentence(trigger.start)
    return bool(_OWN.search(found.reading.text[start:end])) or not unexplained(
        found, start, trigger.start
    )


def _has_unplaced_dates(found: Found) -> bool:
    """Say whether a date without a role stands beside words of review or adoption."""
    used = {event.found.start for event in found.links.events}
    spans = [
        found.reading.sentence(trigger.start)
        for trigger in found.triggers
        if trigger.fills and not trigger.blank
    ]
    text = found.reading.text
    left = any(
        start <= item.start < end
        for item in found.links.left
        if item.start not in used and not stands_beside_a_law(text, item)
        for start, end in spans
    )
    idle = {(item.start, item.end) for item in found.links.left}
    read = [span for span in found.spans() if span not in idle]
    return left or any(
        not any(start <= match.end() - 1 < end for start, end in read)
        for match in _NEXT_NUMBER.finditer(text)
    )


# A number where the next review would stand, which may be a date of a form that nobody reads.
_NEXT_NUMBER = re.compile(
    r"\b(?:next|due|review date|for review|nesaf)(?: review)?(?: date)?(?: is| due| on| by| in)?"
    r"[ :\t-]{0,9}\d(?!\d{0,2} (?:years?|months?|weeks?|days?)\b)",
    re.IGNORECASE,
)


# --- the date itself ------------------------------------------------------------------------


def _of_the_date(event: Event, found: Found) -> Iterable[Doubt]:
    date, text = event.found, found.reading.text
    printed = text[date.start : date.end]
    if "us_order" in date.flags or (
        _BOTH_WAYS.fullmatch(printed) and any("us_order" in item.flags for item in found.dates)
    ):
        yield Doubt.MONTH_FIRST
    if "impossible_date" in date.flags:
        yield Doubt.IMPOSSIBLE_DAY
    more = _RUNS_ON.match(text, date.end)
    if (
        _PARTED.search(printed)
        or _LETTER_FOR_DIGIT.search(_ORDINAL.sub("", printed))
        or (more and not any(item.start == more.end() - 1 for item in found.dates))
    ):
        yield Doubt.ODD_CHARACTERS
    if (
        date.form in {DateForm.SHORT_MONTH, DateForm.NAMED_SHORT_MONTH}
        and not _ends_here(text, date)
    ) or (
        _DAY_FIRST.match(printed)
        and _NUMBERED_BEFORE.search(text[max(0, date.start - 16) : date.start])
    ):
        yield Doubt.MAY_BE_NO_DATE
    if date.form is DateForm.YEAR and event.way is Way.WORDS:
        near = [item.found.end for item in found.events if item.trigger is event.trigger]
        start = max((end for end in near if end <= date.start), default=event.trigger.end)
        if max(date.start - start, event.trigger.start - date.end) > _NEAR:
            yield Doubt.YEAR_ONLY


def _ends_here(text: str, date: FoundDate) -> bool:
    """Say whether a line, a cell or a sentence ends with a date."""
    return bool(_END_OF_VALUE.match(text, date.end))


_BOTH_WAYS = re.compile(r"(?:0?\d|1[0-2]) ?[/.-] ?(?:0?\d|1[0-2]) ?[/.-] ?\d{2,4}")
_LETTER_FOR_DIGIT = re.compile(
    r"\d[oil|sbz]|(?<![a-z])[oil|z]\d|(?<![a-z])[il|]{2}\b", re.IGNORECASE
)
_PARTED = re.compile(r"20 \d\d$|2 0\d\d$|\d,\d\d,\d")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|af|ail|il|ydd|edd|fed|eg|ain|ed| o )", re.IGNORECASE)
# "Revision 2 May 2024": the second revision, or a revision on the second?
_NUMBERED_BEFORE = re.compile(r"\b(?:version|revision|amendment|issue|edition) $", re.IGNORECASE)
_DAY_FIRST = re.compile(r"\d{1,2} [a-z]", re.IGNORECASE)
_RUNS_ON = re.compile(r"(?! \d{1,2}[:.]\d\d\b)(?:[ .,]?\d|[a-z]{2})")
_END_OF_VALUE = re.compile(r"[ \t]{0,60}(?:$|[\t|).;,]| - | {3})", re.MULTILINE)
_NEAR = 14  # characters between words and date: "adopted in 2019", "first adopted: the year 2019"


# --- the words that give the role --------------------------------------------------------------

_USUAL = {
    Cue.ADOPTED: r"adopt|approv|ratif|agreed|accepted|endorsed|confirmed|passed|signed off"
    r"|resolv|voted|abwys|ymeradw|cytunwyd",
    Cue.READOPTED: r"adopt|approv|ratif|agree|accept|affirm|confirm|abwys|ymeradw",
    Cue.REVIEWED: r"review|revis|amend|updat|modif|refresh|adolyg|diwyg|diweddar"
    r"|re-?(?:adopt|approv|affirm)|^last$|^rev\b|^no changes?",
    Cue.DUE: r"review|revis|adolyg|\bdue\b|renew|^next$",
}
_USUAL_COMPILED = {cue: re.compile(words, re.IGNORECASE) for cue, words in _USUAL.items()}


_REV = re.compile(r"rev\.?", re.IGNORECASE)  # reviewed, or to be reviewed


def _of_the_words(event: Event, found: Found) -> Iterable[Doubt]:
    if event.tense_unclear or event.cue is Cue.REVISION or _REV.fullmatch(event.trigger.text):
        yield Doubt.TENSE
    usual = _USUAL_COMPILED.get(event.cue)
    if usual is None or not event.trigger.text:
        return
    start, end = found.reading.sentence(event.trigger.start)
    if not any(  # "adopted by resolution of the Council"
        usual.search(item.text)
        for item in found.triggers
        if item is event.trigger or (item.cue is event.cue and start <= item.start < end)
    ):
        yield Doubt.UNUSUAL_WORDS


# --- how the date and the words found each other --------------------------------------------------


def _of_the_link(event: Event, found: Found) -> Iterable[Doubt]:
    match event.way:
        case Way.WORDS:
            yield from _in_a_sentence(event, found)
        case Way.HEADING | Way.DESCRIPTION:
            yield from _in_a_table(event, found)
        case Way.LABEL:
            yield from _below_a_label(event, found)
        case Way.BLOCK:
            yield Doubt.JOINED
        case Way.MEETING:
            yield Doubt.FALLBACK


def _in_a_sentence(event: Event, found: Found) -> Iterable[Doubt]:
    reading, text = found.reading, found.reading.text
    trigger, date = event.trigger, event.found
    low, high = min(trigger.start, date.start), max(trigger.end, date.end)
    start, end = _part(event, found)
    gap = (min(trigger.end, date.end), max(trigger.start, date.start))
    listed = [item for item in found.events if item.trigger is trigger and item is not event]
    before = [item.found.end for item in listed if trigger.end <= item.found.end <= date.start]
    if before:  # one of several dates that the same words govern
        gap = (max(before), date.start)
    if not before and reading.sentence(trigger.start)[0] != reading.sentence(date.start)[0]:
        yield Doubt.JOINED
    if gap[1] - gap[0] > _FAR:
        yield Doubt.FAR
    if any(gap[0] <= item.start < gap[1] and item.cue is not event.cue for item in found.triggers):
        yield Doubt.SEVERAL_VERBS
    if unexplained(found, *gap) or (
        date.start > trigger.start and _turns(event.cue, text[slice(*gap)])
    ):
        yield Doubt.OTHER_WORDS
    head_start = max(
        [start, *(_end(item) for item in found.links.events if start <= _end(item) <= low)]
    )
    tail_end = min(
        [end, *(_start(item) for item in found.links.events if high <= _start(item) < end)]
    )
    head, tail = text[head_start:low], text[high:tail_end]
    named = bool(_OWN.search(text[start:end]))
    subject = _OWN_SUBJECT.search(head)
    strange_head = not subject and unexplained(found, head_start, low, sections=head_start > start)
    strange_head = strange_head or (not named and _has_a_strange_lead(event, found, start))
    strange_tail = not _GOES_ON.match(tail) and unexplained(found, high, tail_end, sections=True)
    if strange_head or (
        not named and (strange_tail or _follows_another(found, start, is_pronoun=bool(subject)))
    ):
        yield Doubt.SUBJECT
    if _TAKEN_BACK.search(head[-40:]) or _TAKEN_BACK.search(tail):
        yield Doubt.TAKEN_BACK
    idle = [
        item
        for item in found.links.unused
        if start <= item.start < end
        and item.fills
        and not item.blank
        and item.cue is not event.cue
        and not _HOW_OFTEN.match(text, item.end)
        and not _BY_WHOM.match(text, item.end)
    ]
    if any(head_start <= item.start < high + _BESIDE for item in idle):
        yield Doubt.SEVERAL_VERBS


def _has_a_strange_lead(event: Event, found: Found, start: int) -> bool:
    """Say whether a sentence with several dates begins with a subject of its own.

    As in "Footpaths: reviewed in May 2024, next review May 2026".
    """
    first = min(
        (item for item in found.links.events if start <= _start(item)), key=_start, default=event
    )
    return _start(first) < _start(event) and unexplained(found, start, _start(first))


def _turns(cue: Cue, gap: str) -> bool:
    """Say whether the words from a verb to its date may lead to something else that is dated."""
    return bool(_TURNS.search(gap) or (cue is not Cue.DUE and _COUNTED_FROM.search(gap)))


def _follows_another(found: Found, start: int, *, is_pronoun: bool) -> bool:
    """Say whether the sentence before is about something else, so that this one may be too.

    "It was last updated in 2019" is about what was spoken of last; and a fragment such as
    "Adopted in 2012." too, where a sentence that names another text goes before it.
    """
    reading = found.reading
    row = reading.rows[reading.row_at(start)]
    if start <= row.start:
        return False
    first, last = reading.sentence(max(start - 2, 0))
    before = reading.text[first:last]
    if _OWN.search(before):
        return False
    if is_pronoun:
        return not re.search(rf"\b{_KIND}\b", before, re.IGNORECASE)
    return any(True for _ in other_names(before, found.title or "protocol"))


def _part(event: Event, found: Found) -> tuple[int, int]:
    """Give the sentence or cell that an event stands in, without what is beyond its row."""
    start, end = found.reading.sentence(event.found.start)
    other, last = found.reading.sentence(event.trigger.start)
    start, end = min(start, other), max(end, last)
    cells = [
        (first, stop)
        for first, stop in found.reading.rows[event.row].cells
        if first <= event.found.start < stop or first <= event.trigger.start < stop
    ]
    if not cells:
        return start, end
    return max(start, cells[0][0]), min(end, cells[-1][1])


def _start(event: Event) -> int:
    return min(event.trigger.start, event.found.start)


def _end(event: Event) -> int:
    return max(event.trigger.end, event.found.end)


def _in_a_table(event: Event, found: Found) -> Iterable[Doubt]:
    trigger, reading = event.trigger, found.reading
    if not trigger.text:  # "Section 4 rewritten", in a record of amendments
        yield Doubt.FALLBACK
        return
    row = found.rows.get(event.row)
    if event.way is Way.HEADING and _is_one_of_many(event, found):
        yield Doubt.SUBJECT
    for first, stop in reading.rows[event.row].cells:
        if first <= event.found.start < stop and unexplained(found, first, stop):
            yield Doubt.OTHER_WORDS
    number = reading.row_at(trigger.start)
    for first, stop in reading.rows[number].cells:
        if first <= trigger.start < stop:
            if unexplained(found, first, trigger.start):
                yield Doubt.SUBJECT
            if event.way is Way.HEADING and unexplained(found, trigger.end, stop):
                yield Doubt.OTHER_WORDS
    if event.way is Way.DESCRIPTION and row is not None:
        if number != event.row:
            yield Doubt.FALLBACK
        inside = [
            item
            for column in (Column.EVENT, Column.OTHER, Column.VERSION, Column.BODY)
            for first, stop in row.cells.get(column, ())
            for item in found.triggers
            if first <= item.start < stop
        ]
        if any(item.cue is not trigger.cue for item in inside):
            yield Doubt.SEVERAL_VERBS


def _is_one_of_many(event: Event, found: Found) -> bool:
    """Say whether a heading has a date for each of several things: a register of policies."""
    rows = {
        item.row
        for item in found.links.events
        if item.trigger is event.trigger and item.way is Way.HEADING
    }
    first, stop = found.reading.rows[event.row].cells[0]
    return len(rows) > 1 and unexplained(found, first, stop)


def _below_a_label(event: Event, found: Found) -> Iterable[Doubt]:
    reading = found.reading
    above = reading.row_at(event.trigger.start)
    label, value = reading.rows[above], reading.rows[event.row]
    between = reading.rows[above + 1 : event.row]
    if above and any(reading.row_at(item.start) == above - 1 for item in found.links.left):
        yield Doubt.JOINED  # a date above its label too: which of the two is it?
    if (
        len(between) > 1
        or any(row.text.strip() for row in between)
        or unexplained(found, label.start, label.end)
        or unexplained(found, value.start, value.end)
    ):
        yield Doubt.JOINED


_HOW_OFTEN = re.compile(
    r"[ :]{1,3}(?:every|each|annual|once|twice|after|within|at (?:least|each|every)|it every"
    r"|bi-?|tri|(?:not?|by no) later than (?!\d)|\w{1,20}ly\b)",
    re.IGNORECASE,
)
_BY_WHOM = re.compile(r" by ?:", re.IGNORECASE)  # a field of its own
_FAR = 90  # characters between the words and their date
_BESIDE = 6  # characters: words this close behind a date may be the ones that it belongs to

# Plain words that, between a verb and a date behind it, begin something that the date may be of.
_TURNS = re.compile(
    r";(?=\W{0,9}[a-z])"
    r"|\b(?:and|but|then|which|who) (?:was|were|is|are|has|have|had|will|shall|came|comes)\b"
    r"|\b(?:which|that|who) (?:came|comes|first|last|held|was|of|at|set)\b"
    r"|\bto (?:be|come|take|place|set|refer|change|review|up)\b|\byear to\b"
    r"|^\W{0,3}(?:the )?minutes\b(?!\W{0,3}(?:no|number|ref|\d))"
    r"|\ba(?:c|'i) (?:fe'i|mae|bydd|caiff|cafodd)\b",
    re.IGNORECASE,
)
# The same of what is done: "adopted at the meeting before that of ..."
_COUNTED_FROM = re.compile(r"\b(?:after|before|following|earlier|later|than)\b", re.IGNORECASE)

# The document itself as the subject, last of all before its verb.
_KIND = (
    r"(?:protocol|policy|document|code|charter|agreement|guide|framework|procedure|statement"
    r"|rules|notes|version|text|polisi|ddogfen|dogfen|siarter|canllaw|cytundeb)"
)
_OWN_SUBJECT = re.compile(
    rf"(?:\b(?:this|these|the above|the foregoing|y|yr) (?:\w{{1,40}} ){{0,2}}?{_KIND}"
    r"(?: hwn| hon)?"
    r"|\bit)(?:,[^,.;]{0,60},)?"
    r"(?: (?:was|were|is|has|had|have|been|will|shall|should|must|be|first|last|next|then|duly"
    r"|formally|originally|also|to|due|subject|most|recently|again)){0,5} ?$",
    re.IGNORECASE,
)
_OWN = re.compile(
    rf"\b(?:this|these|the above|the foregoing|y|yr) (?:\w{{1,40}} ){{0,2}}?{_KIND}\b",
    re.IGNORECASE,
)
# Words after a date that add a reason or a detail and cannot change what the date is of.
_GOES_ON = re.compile(
    r"\W{0,4}(?:following|after|due to|in (?:the )?light of|to (?:reflect|take account|include"
    r"|incorporate)|with|without|no|by(?! (?:an?|another|other|the other)\b)|under|and|at"
    r"|with effect|effective|minute|min|subject to"
    r"|replacing|superseding|when|at which|or (?:earlier|sooner|before|when|as|if|on|upon)"
    r"|\(or (?:earlier|sooner))\b",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(
    r"\b(?:but|except|save for|unless|not|never|withdrawn|rescinded|revoked|deferred|postponed"
    r"|put (?:back|off)|brought forward|moved|superseded|lapsed|cancelled|instead|should have"
    r"|draft|consultation|for comments?|provisional\w*|interim|pending|awaiting|ratification"
    r"|proposed(?!:? (?:by|cllr|councillor))|in principle)\b",
    re.IGNORECASE,
)


# --- where they stand -----------------------------------------------------------------------


def _of_the_place(event: Event, found: Found) -> Iterable[Doubt]:
    reading = found.reading
    row = reading.rows[event.row]
    start, end = reading.sentence(event.trigger.start)
    named = bool(_OWN.search(reading.text[start:end]))
    scope = row.text if len(row.cells) > 1 else reading.text[start:end]
    if not named and any(True for _ in other_names(scope, found.title or "protocol")):
        yield Doubt.SUBJECT
    kind = _OTHER_KIND.search(event.trigger.text)
    if kind and found.title and kind[1].lower() not in found.title.lower():
        yield Doubt.SUBJECT
    if not named and event.row and event.found.start < reading.body_end:
        if _is_another_heading(found, event):
            yield Doubt.SUBJECT
        if _APPENDIX.search(reading.text, 0, row.start):
            yield Doubt.APPENDIX
    used = {item.found.start for item in found.links.events}
    low, high = row.start, max(row.end, event.found.end)
    if event.way is Way.WORDS:
        low = min(low, start)
    for item in found.dates:
        if (
            low <= item.start < high
            and item.start not in used
            and not stands_beside_a_law(reading.text, item)
            and not _in_a_version(reading.text, item)
        ):
            same = reading.sentence(item.start) == reading.sentence(event.found.start)
            if same or len(row.cells) > 1:
                yield Doubt.OTHER_DATE


def _is_another_heading(found: Found, event: Event) -> bool:
    """Say whether the line above an event is the name of another text."""
    rows = found.reading.rows
    dated = {item.row for item in found.links.events}
    above = next(
        (
            rows[at]
            for at in range(event.row - 1, max(event.row - 7, -1), -1)
            if rows[at].text.strip() and at not in dated
        ),
        None,
    )
    if above is None or above.end - above.start > _HEADING or re.search(r"[.\d]", above.text):
        return False
    shared = _content(above.text) & _content(found.title or "")
    return len(shared) < _SAME_NAME and any(
        True for _ in other_names(above.text, found.title or "protocol")
    )


# "The updated code was adopted": a kind of text that a protocol or policy does not call itself.
_OTHER_KIND = re.compile(
    r"(?<!this )\b(code|charter|agreement|guide|framework|handbook|scheme|plan)\b", re.IGNORECASE
)


def _content(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]{4,}", text.lower()) if word != "council"}


def _in_a_version(text: str, date: FoundDate) -> bool:
    """Say whether a number that looks like a date is a version's."""
    return bool(_VERSION_BEFORE.search(text, max(0, date.start - 12), date.start))


_SAME_NAME = 2  # words that a line shares with the title, and so names this document
_HEADING = 60  # characters: a longer line is no heading
_APPENDIX = re.compile(
    r"^\W{0,4}(?:appendix|annex|schedule|atodiad)\b(?![^\n]{0,60}(?:history|control|record|review))"
    r"[^\n]{0,80}$",
    re.IGNORECASE | re.MULTILINE,
)
_VERSION_BEFORE = re.compile(r"\b(?:v|ver|version|rev|issue)[. ]{0,2}$", re.IGNORECASE)


# --- recognised text --------------------------------------------------------------------------

_SURE = 0.9  # of text recognition: below, a digit may well be another


def _of_the_scan(event: Event, reading: Reading) -> Iterable[Doubt]:
    low, high = _start(event), _end(event)
    evidence = reading.evidence(event.found.start, event.found.end)
    for line in reading.document.lines:
        if line.confidence is None or line.confidence >= _SURE:
            continue
        if line.kind is LineKind.FURNITURE:
            meant = low >= reading.body_end and line.text.strip() == evidence.quote
        else:
            first = reading.evidence(low, max(low + 1, high))
            meant = line.start < first.end and first.start < line.end
        if meant:
            yield Doubt.SCAN
            return


# --- other statements of the same ------------------------------------------------------------


def _of_rivals(event: Event, found: Found) -> Iterable[Doubt]:
    """Find another day for the adoption, somewhere else in the document."""
    if event.cue is not Cue.ADOPTED:
        return
    rows = sorted({item.row for item in found.events})
    for item in found.events:
        if item.cue is Cue.ADOPTED and not _overlap(item.found, event.found):
            low, high = sorted((item.row, event.row))
            listed = all(
                later - earlier <= _LISTED
                for earlier, later in pairwise([row for row in rows if low <= row <= high])
            )
            if not listed:
                yield Doubt.CONFLICT
                return


_LISTED = 2  # rows from one event of a list or a table to the next, at most


def _overlap(one: FoundDate, two: FoundDate) -> bool:
    return first_day(one.date) <= last_day(two.date) and first_day(two.date) <= last_day(one.date)
