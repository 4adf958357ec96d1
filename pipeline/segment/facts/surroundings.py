"""Which words round a date are accounted for, and which are not?

Councils say where and how they decided in few words: "at its ordinary meeting held on", "by the",
"minute". With dates, words that give a role, minutes, bodies and the words of the title they make
up a plain statement; any other word may change what a date is the date of.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.segment.facts.bodies import body_spans
from pipeline.segment.facts.linking import Event, Links
from pipeline.segment.facts.minutes import Minute
from pipeline.segment.facts.reading import Reading
from pipeline.segment.facts.tables import TableRow
from pipeline.segment.facts.triggers import Trigger
from pipeline.text.dates import FoundDate


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found in one document, for judging each date by what stands round it."""

    reading: Reading
    title: str | None  # with the word by which the document calls itself
    own_words: frozenset[str]  # of the title, in lower case
    dates: tuple[FoundDate, ...]
    triggers: tuple[Trigger, ...]
    minutes: tuple[Minute, ...]
    links: Links
    events: tuple[Event, ...]  # those that fill a field
    rows: dict[int, TableRow]

    def spans(self) -> Iterator[tuple[int, int]]:
        """Give where dates, words that give a role and minutes stand."""
        for date in self.dates:
            yield date.start, date.end
        for trigger in self.triggers:
            yield trigger.start, trigger.end
        for minute in self.minutes:
            yield minute.start, minute.end


def unexplained(found: Found, start: int, end: int, *, sections: bool = False) -> bool:
    """Say whether a span holds words or numbers that are not accounted for.

    Accounted for are dates, words that give a role, minutes, bodies, the words of the title and
    the plain words with which councils say where and how they decided; with `sections` also the
    numbers of sections that were changed, which behind a date are a detail of it.
    """
    text = found.reading.text
    if start >= end or not text[start:end].strip():
        return False
    covered = [span for span in found.spans() if span[0] < end and start < span[1]]
    covered += [
        (first, _OF_A_PLACE.match(text, last, end).end())  # type: ignore[union-attr]
        for first, last in body_spans(text, start, end)
    ]
    left = list(text[start:end])
    for first, last in covered:
        for at in range(max(first, start) - start, min(last, end) - start):
            left[at] = " "
    rest = _NUMBERING.sub(" ", "".join(left))
    if sections:
        rest = _SECTIONS.sub(" ", rest)
    return any(word.lower() not in _PLAIN | found.own_words for word in _WORD.findall(rest))


_OF_A_PLACE = re.compile(r"(?: of(?: (?:and |the |le |St\.? )?[A-Z][\w'-]{0,40}){1,4})?")
# Clause numbers, versions, references, page numbers, times, initials, counts of votes, how often,
# and who proposed and seconded.
_NUMBERING = re.compile(
    r"\bpage \d{1,3} of \d{1,3}\b"
    r"|\bref(?:erence)?(?: no)?[.:]{0,2} ?\d[\d/.]{0,12}\b"
    r"|\b(?:ref(?:erence)?|policy|document|doc)(?: (?:no|number|ref))?[.:]{0,2} ?"
    r"(?-i:[A-Z]{1,6})[/ -]?\d[\w/-]{0,12}"
    r"|(?-i:(?:\b[A-Z][\w'-]{1,30} ){1,4}[PTC]C\b)|(?-i:\b(?:FC|PC|TC|CC)\b)"
    r"|\b(?:the|its) (?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december) (?:\w{1,12} )?meeting\b"
    r"|\b(?:mon|tues?|wed|thurs?|fri|sat|sun)\b|\b\d{1,2}[:.]\d\d(?: ?(?:hrs|[ap]m))?\b"
    r"|\bevery (?:other|second|third|fourth|fifth) year\b|\beach year\b"
    r"|\b(?:by )?\d{1,2} votes? (?:to|for)\b(?: \d{1,2}\b)?|\bby (?:a )?(?:clear )?majority\b"
    r"|"
    r"\b(?:proposed|seconded)(?: by)?:? (?:the )?(?:cllr|councillor|mrs?|ms|dr)\.?"
    r"(?: (?-i:[A-Z])[\w.'-]{0,30}){1,3}|(?-i:\b[A-Z]{1,4}[PTC]C\b)"
    r"|\b(?:agenda )?(?:item|paper)\.? ?\d[\d./]{0,8}[a-z]?\b"
    r"|\((?-i:[A-Z&]{1,6})[ /-]?\d{1,4}(?:[/.-]\d{1,4}){1,3}\)"
    r"|\(\d{2,4}(?:/\d{1,4}){1,2}\)|_{2,20}(?:/_{2,20}){0,2}/?\d{0,2}"
    r"|\b(?:\d{1,2}(?:-| to ))?\d{1,2}[- ]?(?:yrs?|years?|months?|yearly|monthly)\b"
    r"|\bon behalf of\b|\bwith immediate effect\b"
    r"|\b(?:not?) (?:later|earlier|sooner|before)(?: than)?\b|"
    r"^\s{0,9}\(?(?:\d{1,2}(?:\.\d{1,2}){0,4}|[a-z]|[ivx]{1,4})[.)]?\s"
    r"|\b(?:v|ver|version|issue|rev|revision|page|policy|no|fersiwn)[.:]? ?\d[\d.]{0,6}\b"
    r"|\b\d{1,3} of \d{1,3}\b|\b\d{1,2}(?:[.:]\d\d)? ?[ap]\.?m\b\.?|\(\w{1,2}\)|\bp ?a ?g ?e\b",
    re.IGNORECASE,
)
_SECTIONS = re.compile(
    r"\b(?:clauses?|sections?|paragraphs?|s)\.? ?\d[\d.]{0,6}(?:(?:,| and) ?\d[\d.]{0,6}){0,5}",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_PLAIN = frozenset({
    # small words
    "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "this", "that", "these",
    "which", "it", "its", "our", "we", "was", "were", "is", "are", "be", "been", "being", "has",
    "have", "had", "will", "shall", "should", "must", "to", "with", "as", "then", "also", "who",
    "whom",
    # when and in which order
    "next", "last", "first", "second", "third", "formally", "originally", "initially", "duly",
    "unanimously", "subsequently", "most", "recently", "again", "finally", "later", "before",
    "than", "end", "early", "mid", "late", "no", "date", "dates", "dated", "day", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "year", "month", "current",
    "currently", "during", "evening", "annually", "yearly", "biennially", "every", "two", "three",
    "four", "five", "years", "once", "twice", "due",
    # where and by whom
    "held", "meeting", "meetings", "minute", "minutes", "min", "mins", "number", "ref",
    "reference", "resolution", "resolved", "resolve", "full", "whole", "parish", "town", "village",
    "community", "city", "council", "councils", "councillors", "members", "member", "committee",
    "annual", "new", "ordinary", "extraordinary", "special", "statutory", "general", "monthly",
    "agm", "acm", "municipal", "present", "all", "those", "vote", "votes", "show", "hands", "nem",
    "con", "unanimous", "said", "clerk", "chair", "chairman", "mayor", "owner", "author",
    "officer", "responsible", "status", "title", "file", "signed", "signature", "having", "comes",
    "come", "up", "falls", "fall", "brought", "back", "agreed",
    # what
    "policy", "protocol", "document", "agreement", "version", "revision", "review", "reviews",
    "period", "cycle", "frequency", "changes", "change", "amendments", "made", "following",
    "amendment", "without", "set", "effect", "forward", "effective", "valid", "place", "take",
    "adopt", "approve", "approving", "after", "biennial", "biannual", "triennial", "quadrennial",
    "history", "record", "control", "approval", "adoption", "either",
    "time", "thereafter", "intends", "inaugural", "emergency", "quarterly", "original", "came",
    "into", "force", "refers", "refer", "subject", "necessary", "required", "needed", "sooner",
    "earlier", "appropriate",
    # in Welsh
    "gyntaf", "gan", "ar", "yr", "hwn", "hon", "yng", "ym", "yn", "nghyfarfod", "gyfarfod",
    "cyfarfod", "cyngor", "llawn", "gymuned", "cymuned", "tref", "dref", "cofnod", "mis", "wedi",
    "ei", "bydd", "caiff", "polisi", "ddogfen", "dogfen", "nesaf", "ddiwethaf", "diwethaf",
    "dyddiad", "erbyn", "eto", "cyffredin", "blynyddol", "arbennig", "cael", "mewn", "gynhaliwyd",
    "cynhaliwyd", "dydd", "llun", "iau", "gwener", "bob", "blwyddyn", "flwyddyn", "flynyddol",
    "dwy", "tair", "pedair", "blynedd", "flynedd", "rhif", "nos", "hyn", "fe", "cyfarfodydd",
    "clerc", "cadeirydd", "ac", "yna", "rym",
})  # fmt: skip
