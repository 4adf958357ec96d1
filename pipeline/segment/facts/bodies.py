"""Which body adopted or reviewed the document?"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.segment.facts.linking import Event
from pipeline.segment.facts.reading import Reading
from pipeline.segment.facts.tables import Column, TableRow


@dataclass(frozen=True, slots=True)
class Body:
    """A council, committee or working group, as named."""

    name: str
    start: int
    end: int


def find_body(text: str, start: int, end: int) -> Body | None:
    """Find the first body named in a span; one that only recommended does not count.

    Example:
        >>> find_body("Adopted at the Full Council meeting", 0, 35).name
        'Full Council'
    """
    span = _RECOMMENDED.sub(lambda match: " " * len(match.group()), text[start:end])
    for match in _BODY.finditer(span):
        name = match.group()
        lead = 0
        while found := _LEAD.match(name[lead:]):
            lead += found.end()
        name = name[lead:]
        if not name or _PRINCIPAL.search(name):
            continue
        begin = start + match.start() + lead
        if name.islower():
            name = name[0].upper() + name[1:]
        return Body(name, begin, begin + len(name))
    return None


def body_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give where bodies are named in a span, those that only recommended included."""
    return [match.span() for match in _BODY.finditer(text, start, end)]


def body_of(
    reading: Reading, event: Event, row: TableRow | None, places: Sequence[int]
) -> Body | None:
    """Find the body behind an event.

    Args:
        reading: The document.
        event: An adoption or a review.
        row: The row of the table that the event stands in, if any.
        places: Where statements begin and dates end, sorted: a body beyond them is another's.
    """
    text = reading.text
    if row is not None and (body := _in_row(text, row)):
        return body
    words = event.trigger.start
    if own := _COUNCIL_BEFORE.match(text, words):  # "Full Council adopted"
        words = own.end()
    low = min(words, event.found.start)
    high = max(event.trigger.end, event.found.end)
    begin, end = reading.sentence(max(event.trigger.start, event.found.start))
    if event.trigger.start < begin <= event.found.start and not row:
        begin = reading.sentence(event.trigger.start)[0]
    elif event.found.start < begin and not row:
        begin = reading.sentence(event.found.start)[0]
    if high - low < _FAR and (between := _between(text, event, words, places)):
        return between
    following = bisect_right(places, high)
    following += bool(_BY_RESOLUTION.match(text, high))  # which gives no date of its own
    stop = min([end, high + 90, *places[following : following + 1]])
    if after := find_body(text, high, max(stop, high)):
        return after
    previous = bisect_left(places, min(event.trigger.start, low)) - 1
    floor = max(begin, low - 160)
    if previous >= 0 and places[previous] > floor:
        floor = places[previous]
        if not _WHO.search(text, floor, low):
            cut = re.match(r"[^.,;|\t]{0,200}[.,;|\t]", text[floor:low])
            floor += cut.end() if cut else low - floor
    before = find_body(text, floor, low) if floor < low else None
    if before and not _is_only_the_owner(text, before, reading.rows[event.row].start, low):
        return before
    # "Council ratification: 24 February": the words of the event name it
    return find_body(text, event.trigger.start, event.trigger.end)


def _in_row(text: str, row: TableRow) -> Body | None:
    """Find the body in a row of a table: in its own column, else in the description."""
    for column in (Column.BODY, Column.EVENT, Column.OTHER):
        for span in row.cells.get(column, ()):
            if body := find_body(text, *span):
                return body
    return None


def _between(text: str, event: Event, words: int, places: Sequence[int]) -> Body | None:
    """Find the body between the words of an event, which begin at `words`, and its date.

    Of "by the Committee on 3 May and by the Council on 9 May" each date has its own.
    """
    end = event.trigger.end
    latest = bisect_right(places, event.found.start) - 1
    last = max(end, places[latest] if latest >= 0 else 0)
    high = max(end, event.found.end)
    found = find_body(text, last, high) or find_body(text, end, high)
    if found is None and event.trigger.start > event.found.start:
        found = find_body(text, event.found.end, words)
    return found


def _is_only_the_owner(text: str, body: Body, row: int, low: int) -> bool:
    """Say whether a council only tells whose document it is: "X Parish Council Protocol"."""
    return bool(
        _HEADS_A_LINE.match(text, row, body.end) and _NAMES_THE_TEXT.match(text, body.end, low)
    )


_FAR = 300  # characters: words and date further apart have no body between them


def approving_field(text: str) -> Body | None:
    """Find the body in a field of its own: "Approved by: Full Council", "Approving body ..."."""
    for match in _FIELD.finditer(text):
        if body := find_body(text, match.start(1), match.end(1)):
            return body
    return None


_WORD = r"[A-Z][\w'&.-]{0,40}"
_NAME = rf"{_WORD}(?: (?:{_WORD}|and|&|on|in|with|le|upon|cum|under|of|the|by|next)){{0,6}}?"
# What a committee is for, as it stands for the committee: "Approved by Policy & Resources".
_BUSINESS = (
    r"(?:Policy|Finance|Staffing|Personnel|Governance|Amenities|Planning|Resources|Establishment"
    r"|General Purposes|Human Resources|HR|Audit|Environment|Assets|Properties|Property|Services"
    r"|Administration|Strategy)"
)
_BODY = re.compile(
    r"(?:\b[A-Z][\w'&-]{0,40}(?:,? (?:[A-Z][\w'&-]{0,40}|and|&|of)){0,5} "
    r"(?:(?:Sub-?[Cc]ommittee|Committee|committee|Cttee\b)(?! (?:[Mm]eeting )?[Rr]oom)"
    r"|COMMITTEE|Working (?:Group|Party)|Panel|Board|Task Group)"
    r"|\b[Ff]ull (?:Parish |Town |Community |City )?[Cc]ouncil\b|\bFULL COUNCIL\b"
    rf"|\b(?:{_NAME} )?(?:(?:Group|Joint|Grouped) )?"
    r"(?:Parish|Town|Community|City|Village|Neighbourhood) Council\b"
    r"|\b[A-Z]{3,40}(?: [A-Z&'-]{1,40}){0,5} (?:PARISH|TOWN|COMMUNITY) COUNCIL\b"
    r"|\b(?:PARISH|TOWN|COMMUNITY) COUNCIL\b"
    r"|\b(?:Ngh?|G)?[Cc]?yngor (?:Cymuned|Tref|Llawn|Dref)(?: [A-Z][\w'-]{1,40}){0,3}"
    r"|\bG?[Cc]?yngor\b"
    r"|\b(?:P|B|Ph|Mh)wyllgor(?:(?: a(?:c|'r)?)? [A-Z][\w'-]{1,40}){1,4}"
    r"|\b(?:FC|P&R|F&GP|FGP|F&P|P&F|R&A)\b(?![/.&-]?\d|/| ?[Cc]ommittee)"
    r"|(?:(?<=by )|(?<=at )|(?<=: )|(?<=by the ))(?:[PTC]C"
    rf"|{_BUSINESS}(?:,? (?:(?:&|and) )?{_BUSINESS}){{0,2}})\b(?![/.-]?\d|/| [A-Z])"
    r"|\b(?:parish|town|community) council\b|\b(?:[A-Z][a-z]{1,20} ){1,4}(?:PC|TC|CC)\b"
    r"|\b[Cc]ouncil\b(?! (?:[Oo]ffices?|[Cc]hamber|[Hh]ouse|[Tt]ax))"
    r"|\bCOUNCIL\b)"
)
_LEAD = re.compile(
    r"(?:The|By|At|Of|Adopted|Approved|Reviewed|Ratified|Agreed|Accepted|Amended|Updated|Confirmed"
    r"|Recommended|Annual|Ordinary|Statutory|Meeting|This|On|For|and|Minutes|Extraordinary|Date"
    r"|Next|of|the|at|by|on|in|&|Protocol|Resolved|RESOLVED|ADOPTED|APPROVED|BY|A|The"
    r"|Policy(?! (?:&|and|Committee|Working|Panel|Sub)))[ ]+"
)
_PRINCIPAL = re.compile(r"\b(?:District|Borough|County|Unitary)\b")
_RECOMMENDED = re.compile(
    r"\brecommend\w* (?:of|from|by) (?:the )?[^,;.\n]{0,60}?committee"
    r"|\bbehalf of (?:the )?[^,;.\n]{0,60}?council(?= by\b)"
    # a person, not the body
    r"|\b(?:chair\w{0,6}|clerk|mayor|leader|officer) (?:of|to) (?:the )?"
    r"(?:\w{1,20} ){0,4}?council\b",
    re.IGNORECASE,
)
_BY_RESOLUTION = re.compile(r"[ ,]{0,2}by (?:an? )?(?:\w{1,20} )?resolution of\b", re.IGNORECASE)
_HEADS_A_LINE = re.compile(
    r"\W{0,9}(?:[\w'&.-]{1,40} ){1,6}(?:Parish|Town|Community|City) Council$",
    re.IGNORECASE,
)
_NAMES_THE_TEXT = re.compile(
    r"(?=[^\n]{0,90}\b(?i:protocol|policy|code|orders|regulations|scheme|charter|procedure))"
    r"(?:'s)?[ |:-]{1,5}(?:(?:[A-Z&][\w/'&-]{0,30}|and|of|on|for|a)[ |:-]{1,5}){1,9}$"
)
_COUNCIL_BEFORE = re.compile(r"council(?= \w)", re.IGNORECASE)
_WHO = re.compile(r", (?:who|which)\b")  # "recommended to Full Council, who approved it"
_FIELD = re.compile(
    r"\b(?:(?:approved|adopted|agreed|ratified|authorised|reviewed) by"
    r"|(?:approving|approval|adopting|responsible) (?:body|authority|committee)|approver"
    r"|(?:decision )?body(?=[ \t]{0,9}:))"
    r"[ \t]{0,60}[:|\t\n][ \t|]*([^\n\t|]{3,70})",
    re.IGNORECASE,
)
