"""A document's words made ready for matching, with the way back to where they stand.

Typographic characters become plain ones, words that ran together are parted ("AdoptedMay 2021"),
misprints of the words that dates hang on are put right ("Adoptd", "Octobr"), sentences broken over
printed lines are joined, and running headers and footers, which often hold the date of adoption,
follow the text. Every place in the result maps to a place in the document.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model import Clause, Document, Evidence, Line, LineKind
from pipeline.segment.facts.misprints import misprints
from pipeline.text.dates import MONTHS, even


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the reading; `cells` are spans, more than one where the line is a table's."""

    start: int
    end: int
    text: str
    cells: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of one document; made by `reading_of`."""

    document: Document
    clauses: tuple[Clause, ...]
    text: str
    rows: tuple[Row, ...]
    body_end: int  # where the text ends and the running headers and footers begin
    places: "array[int]"  # for each character its place in the document's text
    furniture: tuple[tuple[int, Line], ...]  # where each line of furniture begins in `text`
    breaks: "array[int]"  # where sentences begin

    def sentence(self, place: int) -> tuple[int, int]:
        """Give the span of the sentence, within its line, that holds a place."""
        at = bisect_right(self.breaks, place)
        end = self.breaks[at] if at < len(self.breaks) else len(self.text)
        return self.breaks[at - 1] if at else 0, end

    def row_at(self, place: int) -> int:
        """Give the number of the row that holds a place."""
        return max(0, bisect_right(self.rows, place, key=lambda row: row.start) - 1)

    def evidence(self, start: int, end: int) -> Evidence:
        """Give the words in a span of the reading as they stand in the document.

        Words of a running header or footer have no place in the text: their evidence has an empty
        span where they would stand, and quotes the whole line.
        """
        if start >= self.body_end and self.furniture:
            at = bisect_right(self.furniture, start, key=lambda item: item[0]) - 1
            line = self.furniture[max(at, 0)][1]
            return Evidence(
                self.document.doc, line.start, line.start, line.text.strip(), page=line.page
            )
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        first, last = self.places[start], self.places[max(end - 1, start)] + 1
        return Evidence(
            self.document.doc,
            first,
            last,
            self.document.text[first:last],
            n=self._clause_at(first),
            page=self._page_at(first),
        )

    def _clause_at(self, place: int) -> int | None:
        at = bisect_right(self.clauses, place, key=lambda clause: clause.start) - 1
        if at < 0 or self.clauses[at].end <= place:
            return None
        return self.clauses[at].n

    def _page_at(self, place: int) -> int | None:
        lines = self.document.lines
        at = bisect_right(lines, place, key=lambda line: line.start) - 1
        return lines[at].page if at >= 0 else None


def reading_of(document: Document, clauses: tuple[Clause, ...]) -> Reading:
    """Prepare a document for matching; `clauses`, which may be empty, give evidence its numbers."""
    body = even(document.text)
    edits = [
        *_wraps(body, document.lines),
        *_spaced(body),
        *_glue(body),
        *_marks(body),
        *misprints(body),
    ]
    text, places = _apply(body, edits)
    body_end = len(text)
    text, furniture = _with_furniture(text, document.lines)
    places.extend([len(document.text)] * (len(text) - body_end))
    return Reading(
        document,
        tuple(sorted(clauses, key=lambda clause: clause.start)),
        text,
        tuple(_rows(text)),
        body_end,
        places,
        furniture,
        _sentence_starts(text),
    )


# What replaces a span of the text.
_Edit = tuple[int, int, str]


def _apply(text: str, edits: Iterable[_Edit]) -> tuple[str, "array[int]"]:
    """Apply edits from left to right; one that overlaps an earlier one is left out."""
    parts: list[str] = []
    places = array("q")
    at = 0
    for start, end, new in sorted(edits):
        if start < at:
            continue
        parts.append(text[at:start])
        places.extend(range(at, start))
        parts.append(new)
        last = max(start, end - 1)
        places.extend(min(start + step, last, len(text) - 1) for step in range(len(new) - 1))
        places.extend([min(last, len(text) - 1)] * bool(new))
        at = end
    parts.append(text[at:])
    places.extend(range(at, len(text)))
    return "".join(parts), places


# --- words that ran together ---------------------------------------------------------------

_OPENING = (
    "Adopted|Adoption|Approved|Approval|Reviewed|Review|Ratified|Agreed|Accepted|Amended|Revised"
    "|Updated|Next|Last|Latest|Date|Version|Minute|Due|Policy|Issue|By|Full|Council|Final|Draft"
)
_MONTH_OPENING = "|".join(
    name.capitalize() for name in MONTHS if len(name) > 3 or name in ("may", "mai")
)
_DONE = "adopted|approved|agreed|accepted|ratified|reviewed|revised|amended|updated"
_GLUE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<=[a-z)\d])(?=(?:{_OPENING}|{_MONTH_OPENING})(?![a-z]))",
        rf"(?<=[a-z])(?=(?:{_MONTH_OPENING}) ?\d)",
        r"(?<=[a-z]{3})(?=\d{1,2}[/.-]\d{1,2}[/.-]\d)",
        r"(?<=[A-Z]{6})(?=\d{1,2}[/.-](?:\d{1,2}[/.-]\d|20\d\d))|(?<=20\d\d)(?=[A-Z]{6})",
        rf"(?<=REVIEW|DOPTED|PROVED|VIEWED)(?=(?:{_MONTH_OPENING.upper()})(?![A-Z]))",
        r"(?<=[a-z]{2})(?=\d{1,2}(?:st|nd|rd|th) [A-Z])",
        rf"(?<=[a-z]{{2}})(?=\d{{1,2}} (?:{_MONTH_OPENING}|Sept?|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Oct"
        r"|Nov|Dec)(?![a-z]) ?\d)",
        r"(?<=[a-z]{3})(?=\d{1,2}[/.-]20\d\d)",
        r"(?<=Version)(?=\d)|(?<=Issue)(?=\d)|(?<=Minute)(?=\d)",
        rf"(?<![A-Z])(?:{_MONTH_OPENING})(?=20\d\d)",
        # no spaces at all: "Approvedby the Council on 5thMay2025", "adoptedon5thmay2025"
        rf"(?<=[a-z]{{2}})(?=\d{{1,2}}(?:st|nd|rd|th)?(?i:{_MONTH_OPENING})\d)",
        rf"\d(?:st|nd|rd|th)(?=(?i:{_MONTH_OPENING})(?![a-z]))",
        rf"(?<=\d)(?:st|nd|rd|th)?(?i:{_MONTH_OPENING})(?=20\d\d)",
        rf"\b(?i:{_DONE})(?=(?i:by|on|at)(?:the|full|[A-Z\d]|\b))",
        r"(?<=[/.]20\d\d)(?=\d{1,2}[/.](?:\d{1,2}[/.])?20\d\d)",
        r"(?<![A-Za-z])(?:Adopted|Approved|Reviewed|Revised|Amended|Updated|Agreed|Ratified)(?=[A-Z][a-z])",
        r"(?<!\d)\d{1,2}[/.]\d{1,2}[/.]20\d\d(?=\d|[A-Za-z])",
        r"(?<![\d/.])\d{1,2}/20\d\d(?=\d\.\d)",
        r"(?<!\d)\d{1,2}/\d{1,2}/(?!20\d\d)\d\d(?=\d\.\d|\d\d?/\d|[A-Z])",
        r"(?<![\d.])\d\.\d(?=\d\d/\d\d/\d\d)",
        r"(?<![\w/.])20\d\d(?=\d\.\d|[A-Z][a-z]|\d\d?/\d)",
        r"(?<= 20\d\d)(?=V\d)",
        r"(?<=\d\.\d)(?=[A-Z][a-z]{2})",
    )
)
# Most lines have no letter or digit where a word cannot go on, and are passed over.
_GLUED_LINE = re.compile(
    r"^.*?(?:[a-z)\d][A-Z]|[A-Za-z]{3}\d|\d\d[A-Za-z]|\d\.\d|/\d\d\d).*$", re.MULTILINE
)


def _glue(text: str) -> Iterable[_Edit]:
    for line in _GLUED_LINE.finditer(text):
        for pattern in _GLUE:
            for match in pattern.finditer(text, *line.span()):
                yield match.end(), match.end(), " "


# "A d o p t e d  2 0 2 5", as a line is set wide: its words are parted by more than one space.
_SPACED_OUT = re.compile(r"(?<!\S)[A-Za-z](?: {1,4}[A-Za-z\d](?![A-Za-z\d])){4,60}")


def _spaced(text: str) -> Iterable[_Edit]:
    for match in _SPACED_OUT.finditer(text):
        for gap in re.finditer(r" +", match.group()):
            start, end = match.start() + gap.start(), match.start() + gap.end()
            yield start, end, "" if end - start == 1 else " "


_MARKS = re.compile(
    r"[\u00ad\u200b-\u200f\ufeff]"  # invisible
    r"|(?<![*])\*{1,3}(?=[\w(])|(?<=[\w.):])\*{1,3}(?![*])"  # markdown
    r"|^#{1,6} (?=\S)",
    re.MULTILINE,
)


def _marks(text: str) -> Iterable[_Edit]:
    for match in _MARKS.finditer(text):
        yield match.start(), match.end(), ""
    for match in re.finditer(r"[\f\v\u2028\u2029]|\r\n?", text):
        yield match.start(), match.end(), "\n"


# --- sentences broken over lines ----------------------------------------------------------

_UNFINISHED = re.compile(
    r"\b(?:on|of|by|at|in|the|a|an|and|or|held|dated|to|for|be|been|with|its|every|is|was|will"
    r"|shall|should|must|this|from|under|that|has|have|ar|gan|yn)$",
    re.IGNORECASE,
)
_ENDS_WITH_DAY = re.compile(
    r"\b(?:[0-3]?\d(?:st|nd|rd|th)(?: (?:day )?of)?|(?:on|the|dated) [0-3]?\d)$", re.IGNORECASE
)
_ENDS_WITH_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)}),?$", re.IGNORECASE)
_STARTS_WITH_MONTH = re.compile(rf"(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
_STARTS_WITH_YEAR = re.compile(r"(?:19|20)\d\d\b")
# "Gone over by the Finance and Assets / Committee", in a line of parts with bars between them.
_NAMES_A_BODY = re.compile(r"\b(?:by|of|at) the(?: [A-Z][\w'&-]{0,30}| and| &){1,5}$")
_BODY_GOES_ON = re.compile(r"(?:Sub-?)?(?:Committee|Council|Working (?:Group|Party)|Panel|Board)\b")
_STARTS_AN_ITEM = re.compile(r"[-•*▪●o] |\(?(?:\d{1,2}(?:\.\d{1,2}){0,4}|[a-z]|[ivx]{1,4})[.)]\s")
_STARTS_A_FIELD = re.compile(r"[A-Z][A-Za-z' /]{2,30}: ?\S")  # "Minute: 24/17"
_LONG_LINE = 60  # characters: a printed line this long probably ran to the margin


def _wraps(text: str, lines: tuple[Line, ...]) -> Iterable[_Edit]:
    """Yield a space for each line end that does not end a paragraph."""
    closed = {line.end: line.closed for line in lines if line.kind is not LineKind.FURNITURE}
    before, before_end = "", -1
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        printed = text[start:end]
        printed_words = printed.strip()
        if before_end >= 0 and _runs_on(before, printed_words, closed.get(before_end)):
            yield before_end, before_end + 1, " "
            if printed_words.isdecimal():  # "held on / 17 / June": a day by its own line
                printed_words = f"{before[-5:]} {printed_words}"
        before, before_end = printed_words, end
        start = end + 1


def _runs_on(before: str, after: str, closed: bool | None) -> bool:
    """Say whether a line goes on in the next one."""
    if not before or not after or "\t" in before + after:
        return False
    if "|" in before + after:  # a row of a table, unless the last part plainly goes on
        return bool(_NAMES_A_BODY.search(before[-60:]) and _BODY_GOES_ON.match(after))
    item = bool(_STARTS_AN_ITEM.match(after))
    if (
        (_UNFINISHED.search(before[-12:]) and not item)
        or (_ENDS_WITH_DAY.search(before[-20:]) and _STARTS_WITH_MONTH.match(after))
        or (_ENDS_WITH_MONTH.search(before[-14:]) and _STARTS_WITH_YEAR.match(after))
    ):
        return True
    if closed or before[-1] in ".:;!?" or item:
        return False
    return (
        closed is False
        or (len(before) >= _LONG_LINE and not _STARTS_A_FIELD.match(after))
        or (after[0].islower() and before.count(" ") >= 2)
    )


# --- rows, sentences, furniture -----------------------------------------------------------

_CELL_BREAK = re.compile(r"[ ]*(?:\t|\|)[ ]*| {3,}")
_SENTENCE_BREAK = re.compile(r"[.;!?]['\")]? +(?=[A-Z(])|\n")
_ABBREVIATION = re.compile(
    r"(?:\b(?:min|no|nos|ref|cllr|st|mr|mrs|ms|dr|ver|v|art|para|jan|feb|mar|apr|jun|jul|aug|sept?"
    r"|oct|nov|dec)|(?:^|\s)\d{1,2}|\.\.)$",
    re.IGNORECASE,
)


def _rows(text: str) -> Iterable[Row]:
    start = 0
    for printed in text.split("\n"):
        yield Row(start, start + len(printed), printed, tuple(_cells(printed, start)))
        start += len(printed) + 1


def _cells(printed: str, start: int) -> Iterable[tuple[int, int]]:
    inner = printed.strip(" |")
    at = printed.find(inner) if inner else 0
    for match in _CELL_BREAK.finditer(printed, at, at + len(inner)):
        yield start + at, start + match.start()
        at = match.end()
    yield start + at, start + len(printed.rstrip(" |"))


def _sentence_starts(text: str) -> "array[int]":
    starts = array("q", [0])
    for match in _SENTENCE_BREAK.finditer(text):
        if match.group() == "\n" or not _ABBREVIATION.search(
            text[max(0, match.start() - 6) : match.start()]
        ):
            starts.append(match.end())
    return starts


def _with_furniture(text: str, lines: tuple[Line, ...]) -> tuple[str, tuple[tuple[int, Line], ...]]:
    """Append each different line of furniture once; lines of one page stay together."""
    seen: set[str] = set()
    places: list[tuple[int, Line]] = []
    parts = [text]
    at, page = len(text), object()
    for line in lines:
        if line.kind is not LineKind.FURNITURE:
            continue
        wording = re.sub(
            r"\d{1,3}(?= of \d{1,3}\b)|^\W{0,60}\d{1,3}\W{0,60}$", "", line.text
        ).strip()
        if not wording or wording in seen:
            continue
        seen.add(wording)
        gap = "\n" if line.page == page else "\n\n\n\n\n\n"
        page = line.page
        plain = even(line.text)
        words, _ = _apply(plain, [*_glue(plain), *misprints(plain)])
        parts += [gap, words.replace("\n", " ")]
        places.append((at + len(gap), line))
        at += len(gap) + len(words)
    return "".join(parts), tuple(places)
