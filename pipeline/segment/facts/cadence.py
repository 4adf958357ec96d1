"""How often is the document to be reviewed, in its own words?

Only the document's own review counts: not audits, inspections, appraisals, the review of other
policies, or the review that a national body makes of its model.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.model import Doubt
from pipeline.segment.facts.intervals import Interval, find_intervals, settled_months
from pipeline.segment.facts.ownership import names_own_text
from pipeline.segment.facts.reading import Reading
from pipeline.segment.facts.revisit_words import Tense
from pipeline.segment.facts.revisits import find_revisits, names_another_kind
from pipeline.segment.facts.tables import Column, Table
from pipeline.text.dates import FoundDate


@dataclass(frozen=True, slots=True)
class Cadence:
    """An interval of review, or words in place of one, and where they stand."""

    months: tuple[int, ...]  # each a possible reading; empty: no interval
    start: int
    end: int
    election_tied: bool = False
    annual_meeting: bool = False
    doubts: tuple[Doubt, ...] = ()


def find_cadence(
    reading: Reading,
    tables: tuple[Table, ...],
    dates: tuple[FoundDate, ...],
    title: str | None,
) -> Cadence | None:
    """Find how often the document says it is reviewed; None where it does not say.

    Args:
        reading: The document.
        tables: Its tables of dates, which may have a column for it.
        dates: Dates that have a role: a meeting with a date is an event, not a cadence.
        title: The document's title, which tells its own review from that of another text.

    Returns:
        Of several statements the most explicit, the first where they tie. "Biannually" has two
        readings unless the sentence settles it.
    """
    best: tuple[int, Cadence] | None = None
    all_months = set()
    for sentence in (*_cells(reading, tables), *_sentences(reading, title)):
        found = _read(sentence, dates, title)
        if found and found[1].months:
            all_months.add(found[1].months)
        if found and (best is None or found[0] > best[0]):
            best = found
    if best is None:
        return None
    if len(all_months) > 1:  # two sentences that do not agree
        return replace(best[1], doubts=tuple(sorted({*best[1].doubts, Doubt.CONFLICT})))
    return best[1]


def has_an_unread_interval(reading: Reading, title: str | None) -> bool:
    """Say whether this document is looked at again at an interval that is none we know.

    Meant for a document of which no interval was read: "reviewed at every other full moon".
    """
    for sentence in _sentences(reading, title):
        text = sentence.text
        stems = sorted({*sentence.revisits, *(match.span() for match in _REVIEW.finditer(text))})
        if any(
            _HOW_OFTEN.search(text, end, end + _NEAR) or _OFTEN_FIRST.match(text[:start])
            for start, end in stems
        ) and _is_the_documents_own(sentence, stems, title):
            return True
    return False


_NEAR = 60  # characters from "reviewed" to how often
_HOW_OFTEN = re.compile(
    r"\b(?:every|each|once|twice|thrice|alternate|termly|cycle|rota|rotation|bob|"
    r"(?:[a-z]{3,12}(?:ennial|annual|nightly|monthly|yearly)))",
    re.IGNORECASE,
)
_OFTEN_FIRST = re.compile(
    r"\W{0,9}(?:(?:at|in|on) )?(?:every|each|once|twice|alternate)\b"
    r"(?! (?:\w{1,20} )?(?:member|councillor|officer|employee|committee|one|of|clerk))[^.;]{0,60}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    start: int
    labelled: bool  # the line before is "Review frequency" or the like
    revisits: tuple[tuple[int, int], ...] = ()  # words that have this very document looked at


def _read(
    sentence: _Sentence, dates: tuple[FoundDate, ...], title: str | None
) -> tuple[int, Cadence] | None:
    """Read a sentence as a cadence, with a score for how explicit it is."""
    text = sentence.text
    stems = [match.span() for match in _REVIEW.finditer(text)]
    if sentence.revisits:
        reviews = stems if stems and _is_the_documents_own(sentence, stems, title) else []
        stems = sorted({*sentence.revisits, *reviews})
    if not stems and not sentence.labelled:
        return None

    def near(span: tuple[int, int], reach: int) -> bool:
        return not stems or any(
            max(span[0] - end, start - span[1]) <= reach for start, end in stems
        )

    intervals = [item for item in find_intervals(text) if near((item.start, item.end), 90)]
    vague = [match.span() for match in _VAGUE.finditer(text) if near(match.span(), 70)]
    elections = [match.span() for match in _ELECTION.finditer(text) if near(match.span(), 80)]
    if not intervals and not vague and not elections:
        return None
    if not sentence.revisits and not _is_the_documents_own(sentence, stems, title):
        return None
    first = bisect_right(dates, sentence.start - 1, key=lambda found: found.start)
    inside = [
        (found.start - sentence.start, found.end - sentence.start)
        for found in dates[first : first + 20]
        if found.start < sentence.start + len(text)
    ]
    intervals = [item for item in intervals if not _OF_A_PERSON.match(text, item.end)]
    planned = sentence.labelled or bool(sentence.revisits)
    intervals = _without_dated_meetings(text, intervals, inside, planned=planned)
    if elections and inside and not intervals and not vague:
        return None
    if not intervals and not vague and not elections:
        return None
    chosen = _nearest(intervals, stems)
    months = settled_months(text, intervals, chosen, dated=bool(inside)) if chosen else ()
    spans = [*vague, *elections] + ([(chosen.start, chosen.end)] if chosen else [])
    start, end = _words(text, stems, spans, inside)
    # "once in every four-year term and at least every four years" has a limit of its own
    bounded = bool(intervals) and all(_TERM_OF_YEARS.match(text, *span) for span in elections)
    tied = bool(elections) and not inside and not bounded
    named = bool(stems) and bool(_OWN_SUBJECT.search(text[: stems[0][0]]))
    score = (
        (3 if _THIS.search(text) else 0)
        + (1 if named else 0)  # "The Policy is reviewed" goes before "... will be updated"
        + (3 if sentence.labelled or _FIELD.search(text) else 0)
        + (2 if text.count(" ") < _SHORT else 0)
        + (4 if months else 0)
        + (3 if tied else 0)
    )
    return score, Cadence(
        months,
        sentence.start + start,
        sentence.start + end,
        election_tied=tied,
        annual_meeting=bool(months) and months[0] % 12 == 0 and _meets_annually(intervals),
        doubts=tuple(_doubts(sentence, months, intervals, dated=bool(inside))),
    )


def _doubts(
    sentence: _Sentence, months: tuple[int, ...], intervals: list[Interval], *, dated: bool
) -> Iterator[Doubt]:
    """Say what keeps an interval from being certain: its kind, its words, what it is of."""
    text = sentence.text
    if len(months) > 1 or len({item.months for item in intervals}) > 1:
        yield Doubt.UNCLEAR_INTERVAL
    if not (_REVIEW.search(text) or sentence.labelled):
        yield Doubt.UNUSUAL_WORDS
    if dated and not _THIS.search(text):  # "Annual review 9 May 2023": an event
        yield Doubt.OTHER_DATE
    if not (sentence.labelled or _THIS.search(text) or _FIELD.search(text) or _PLAIN.match(text)):
        yield Doubt.SUBJECT


def _cells(reading: Reading, tables: tuple[Table, ...]) -> Iterator[_Sentence]:
    """Yield the cells of columns such as "Review cycle", in the document's own rows."""
    for table in tables:
        for row in table.rows:
            for start, end in row.cells.get(Column.CADENCE, ()) if row.own else ():
                yield _Sentence(reading.text[start:end], start, labelled=True)


def _sentences(reading: Reading, title: str | None) -> Iterator[_Sentence]:
    labelled = False
    text = reading.text
    for at, start in enumerate(reading.breaks):
        end = reading.breaks[at + 1] if at + 1 < len(reading.breaks) else len(text)
        if end - start > _LONGEST:
            labelled = False
            continue
        words = text[start:end].rstrip()
        if not words:
            continue
        revisits = _revisits(text, start, start + len(words), title)
        if labelled or revisits or _REVIEW.search(words):
            short = words.count(" ") < 8
            yield _Sentence(words, start, labelled and short, revisits)
            for cell in _CELL.finditer(words) if _CELL_BREAK.search(words) else ():
                if _REVIEW.search(cell.group()):
                    yield _Sentence(cell.group(), start + cell.start(), labelled=False)
        asks = words.endswith("?") and (
            bool(revisits) or bool(_REVIEW.search(words) and names_own_text(words, title))
        )
        labelled = asks or bool(_LABEL.fullmatch(words.strip()))


_CELL_BREAK = re.compile(r"\S {3,}\S|\S \| \S")
_CELL = re.compile(r"[^\s|]+(?: {1,2}[^\s|]+){0,200}")


def _revisits(text: str, start: int, end: int, title: str | None) -> tuple[tuple[int, int], ...]:
    """Give where a sentence has this very document looked at again, counted from its start."""
    if not _SAYS_WHEN.search(text, start, end):
        return ()
    return tuple(
        (item.start - start, item.end - start)
        for item in find_revisits(text, start, end)
        if item.tense is not Tense.DONE and not names_another_kind(item.named, title)
    )


def _without_dated_meetings(
    text: str,
    intervals: list[Interval],
    dates: list[tuple[int, int]],
    *,
    planned: bool,
) -> list[Interval]:
    """Leave out annual meetings that name an event, not a time to review."""
    if any(not item.annual_meeting for item in intervals):
        return intervals
    return [
        item
        for item in intervals
        if (planned or _AHEAD.search(text[: item.end]))
        and not any(item.start - 2 <= start <= item.end + 40 for start, _ in dates)
    ]


def _nearest(intervals: list[Interval], stems: list[tuple[int, int]]) -> Interval | None:
    def distance(item: Interval) -> int:
        return min((max(item.start - end, start - item.end, 0) for start, end in stems), default=0)

    return min(
        intervals, key=lambda item: (item.annual_meeting, distance(item), item.start), default=None
    )


def _meets_annually(intervals: list[Interval]) -> bool:
    return any(item.annual_meeting for item in intervals)


# --- whose review -------------------------------------------------------------------------

_SHORT = 14  # words: a field or a note, not a sentence about something
_LONGEST = 600  # characters: longer "sentences" are lists that lost their punctuation
_REVIEW = re.compile(
    r"\b(?:re-?)?(?:review\w*|revis(?:ed|ion|it\w*)|h?adolyg\w*|re-?adopt\w*|updated"
    r"|re-?approved)"
    # "Yearly; next by 30 November 2026"; "confirmed ..., as it is every year"
    r"|(?<=ly; )next (?:due|by|in)\b|(?<=s; )next (?:due|by|in)\b"
    r"|\bas (?:it|they) (?:is|are|has been|have been)(?: done)?"
    r"(?= (?:every|each|annually|yearly)\b)",
    re.IGNORECASE,
)
# Sentences without one of these name no interval and ask for none, and are passed over.
_SAYS_WHEN = re.compile(
    r"year|month|annual|agm|\bacm|apcm|every|\beach\b|\bonce\b|twice|quarter|ennial|elect|etholiad"
    r"|incoming|new council|administration|council term|\blife|regular|period|time to time"
    r"|\bas (?:and|when|required|needed|necessary|appropriate)|when|going|continu|constant|basis"
    r"|flynedd|mlynedd|blynedd|flwyddyn|blwyddyn|flynyddol|blynyddol|\bbob\b|rheolaidd|angen|\?$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\W{0,60}(?:policy |document |protocol )?(?:review|revision) "
    r"(?:frequency|period|cycle|interval|schedule|timetable|timescale|due|date|arrangements)?\W{0,60}"
    r"|\W{0,60}frequency of review\W{0,60}",
    re.IGNORECASE,
)
_FIELD = re.compile(r"\breview (?:frequency|period|cycle|interval)|frequency of review", re.I)
_THIS = re.compile(r"\b(?:this|these|hwn|hon)\b", re.IGNORECASE)
# "To be reviewed annually", "The protocol will be reviewed ...", "The Council will review the
# protocol every two years".
_PLAIN = re.compile(
    r"\A(?:\W{0,60}(?:(?:it|the (?:protocol|policy|document)|y (?:protocol|polisi|ddogfen)"
    r"|the council|this) (?:will|shall|should|must|is|are) )?(?:to )?(?:be )?(?:due )?"
    r"(?:comes up )?(?:for )?(?:subject to )?(?:bi-?)?(?:annual )?(?:re-?)?(?:review|revis|adolyg)"
    r"|[^.;:]{0,60}\breview (?:this|the) (?:protocol|policy|document|code|guide|charter)\b)",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:to be|will|shall|should|for review|review(?:ed)? (?:annually|at (?:each|every))"
    r"|next review|review (?:date|due)|due)\b|^\W{0,60}(?:policy )?review\W",
    re.IGNORECASE,
)
_TEXT = (
    r"(?:polic(?:y|ies)|document|procedures?|protocol|code|orders|regulations|scheme|plan|strategy"
    r"|statement|terms|guidelines|charter|publication|agreement|register|assessment|notice"
    r"|arrangements?|guidance|guide|rules|delegation)\b"
)
_OWN = re.compile(
    rf"\b(?:this|these)\b[^.;]{{0,40}}?\b{_TEXT}|\bthe (?:[\w/-]+ ){{0,4}}?{_TEXT}"
    r"|\b(?:it|they) (?:will|shall|should|must|is|are)\b"
    r"|\b(?:b?polisi|d?dogfen|protocol|policy)\b",
    re.IGNORECASE,
)
_OTHER_SUBJECT = re.compile(
    r"\b(?:reserves?|play(?:ground)?|equipment|inspect\w*|audit\w*|insurance|salar\w{1,40}|pay|fees"
    r"|charges|bank\w*|mandate|signator\w*|investments? (?:are|will)|grants?"
    r"|meetings? (?:will|shall|are)|term of office|effectiveness|internal control\w*|risks?|assets?"
    r"|budget|precept|subscriptions?|contracts?|training needs|performance|appraisals?|allowances?"
    r"|rents?|fidelity|NALC|national|association|minutes|suppliers?|passwords?|personal data"
    r"|records?|leases?|direct debits?|standing order payments|variable|prices?|tariffs?|trees?"
    r"|burial|model|delegations? to|objectives|workloads?|hours|job descriptions?"
    r"|working relationships?)\b",
    re.IGNORECASE,
)
# The subject of a sentence such as "Any grievance will be reviewed within two months".
_LABEL_AHEAD = re.compile(r"^\W{0,60}(?:\d{1,2}(?:\.\d{1,2}){0,4}[.)]?|[a-z][.)])\s{1,60}")
_FINITE = re.compile(
    r"\W{0,9}(\w[^.:\t|]{2,79}?) (?:will|shall|should|must|may|can|is|are|has|have) ", re.IGNORECASE
)
_POSSIBLE_SUBJECT = re.compile(
    r"\b(?:it|they|this|these|council|committee|clerk|members|review|adopted|approved|agreed"
    r"|ratified|cyngor)\b|\d",
    re.IGNORECASE,
)
# "The allotment agreement": a text of another kind of business.
_OTHER_TEXT = re.compile(
    r"\b(?:the|its|their|an?|each|every) (?:[\w'-]+ ){0,2}?(allotment|hall|grant|hire|lease|tenancy"
    r"|letting|burial|cemetery|insurance|maintenance|cleaning|grass|service|bank|loan|investment"
    r"|reserves|training|risk|safety|pension|payroll|leave|sickness|tree|play|market|car park"
    r"|recreation|pavilion|library|computer|internet|website|cctv|rental|complaint|planning"
    r"|neighbourhood|emergency|publication|asset|contract|business|expenses|volunteer)[\w-]*"
    r" (?:[\w'-]+ ){0,2}?" + _TEXT,
    re.IGNORECASE,
)
# "... and the list is renewed": a clause of its own, with a subject of its own.
_NEAREST_SUBJECT = re.compile(
    r"(?:,|;|\band|\bbut) (?:the|its|their|his|her|an?|all|any|each) ((?:[a-z][a-z'-]+ ){1,4}?)"
    r"(?:will|shall|should|must|is|are)(?: be)?(?: \w{1,40}ly)? $"
)
_NOT_THIS = re.compile(
    r"\b(?:not|rather than|unlike|instead of) (?:to |in |under |by )?(?:this|the) \w{1,40}",
    re.IGNORECASE,
)
_OF_SOMETHING = re.compile(
    r"\s{1,60}(?:(?:annually|regularly|at least annually),? )?(?:of |the |its |all |any )",
    re.IGNORECASE,
)
# "review progress": what is reviewed is a thing, unless it is an adverb or a preposition.
_OF_A_THING = re.compile(
    r" (?!\w{1,40}ly\b|every|each|at|in|by|on|within|after|when|as|if|again|the|its|all|any|of|this"
    r"|these|and|or|once|twice|it|them|no)[a-z]+",
)
_OF_A_TEXT = re.compile(
    r"[^.;]{0,45}?\b(?:this|these|policy|document|procedures?|protocol|code|standing orders"
    r"|financial regulations|scheme|strategy|statement|plan|charter)\b",
    re.IGNORECASE,
)
# "within one month of their election": what a person must do, not the council.
_OF_A_PERSON = re.compile(
    r" (?:of|after|from|following) (?:(?:their|his|her|the|its|a|being|his or her|each) )?"
    r"(?:election|elected|appointment|appointed|joining|taking (?:up )?(?:office|post)|co-?option"
    r"|receipt|receiving|induction|starting|the (?:complaint|request|incident|decision|event))\b",
    re.IGNORECASE,
)
_ALL_POLICIES = re.compile(r"\b(?:all|its|council's|other|any) (?:\w{1,40} ){0,2}policies\b", re.I)


def _is_the_documents_own(
    sentence: _Sentence, stems: list[tuple[int, int]], title: str | None
) -> bool:
    """Say whether what a sentence reviews is this document."""
    if not stems:
        return True
    text = _NOT_THIS.sub(lambda match: " " * len(match.group()), sentence.text)
    start, end = stems[0]
    subject, stem, after = text[:start], text[start:end], text[end:]
    if _has_another_subject(text, subject, title):
        return False
    if _THIS.search(text):
        return not _is_verb_of_another(stem, after)
    return not (
        _is_verb_of_another(stem, after)
        or _has_another_object(subject, after)
        or _ALL_POLICIES.search(subject + after[:40])
    ) and names_own_text(text, title)


def _has_another_subject(text: str, subject: str, title: str | None) -> bool:
    """Say whether the words before "review" make something else its subject."""
    own = bool(_OWN.search(text))
    other = _OTHER_TEXT.search(subject)
    if other and other[1].lower() not in (title or "").lower() and not _THIS.search(subject):
        return True
    nearest = _NEAREST_SUBJECT.search(subject)
    if nearest and not _POSSIBLE_SUBJECT.search(nearest[1]) and not re.search(_TEXT, nearest[1]):
        return True
    verb = _FINITE.match(_LABEL_AHEAD.sub("", subject))
    if verb and not own and not _POSSIBLE_SUBJECT.search(verb[1]):
        return True
    if (
        _OTHER_SUBJECT.search(subject)
        and not _OWN_SUBJECT.search(subject)
        and not _OTHER_SUBJECT.search(title or "")
    ):
        return True
    return text.count(" ") >= _SHORT and not own and not _NOTE.search(subject)


def _is_verb_of_another(stem: str, after: str) -> bool:
    """Say whether "review" governs something that is no text: "review the budget annually"."""
    verb = re.fullmatch(r"review(?:s|ing)?|revise", stem, re.IGNORECASE)
    return bool(verb and _OF_SOMETHING.match(after) and not _OF_A_TEXT.match(after))


def _has_another_object(subject: str, after: str) -> bool:
    """Say whether a thing follows "review": "of play equipment", "progress"."""
    if _OF_SOMETHING.match(after) and _OTHER_SUBJECT.search(after[:60]):
        return "policy" not in after[:60]
    return bool(_MODAL_END.search(subject) and _OF_A_THING.match(after))


_OWN_SUBJECT = re.compile(r"\bthis\b|policy|protocol|\bprocedure|strategy", re.IGNORECASE)
_NOTE = re.compile(
    r"\b(?:to be|for) $|^\W{0,60}(?:adopted|approved|agreed|ratified)\b", re.IGNORECASE
)
_MODAL_END = re.compile(r"\b(?:and|to|will|shall|should|must|may) $")


# --- the words quoted ---------------------------------------------------------------------

_VAGUE = re.compile(
    r"\b(?:as (?:and )?(?:when )?(?:is |deemed |where |if |may be ){0,6}(?:required"
    r"|necessary|needed"
    r"|appropriate)|when(?:ever)?(?: and if)? (?:it is |deemed )?(?:necessary|required|needed)"
    r"|periodic(?:ally)?|regular(?:ly)?|from time to time|on[- ]?going"
    r"|on a (?:regular|rolling|continual|continuous) basis"
    r"|(?:when|if|following|in the event of|in light of|in response to|after|in line with)"
    r"[^.;\n]{0,30}(?:legislati|law|legal)[^.;\n]{0,30}chang"
    r"|in line with (?:any )?changes? (?:in|to)[^.;\n]{0,20}(?:legislation|law)"
    r"|(?:when|if|following|after|upon) (?:there (?:is|are) )?(?:any )?(?:changes?|new)"
    r"[^.;\n]{0,40}(?:legislation|law|guidance)"
    r"|continuous(?:ly)?|continually|constant(?:ly)?|kept under(?: \w{1,40})? review|yn rheolaidd"
    r"|yn ôl yr angen)",
    re.IGNORECASE,
)
_ELECTION = re.compile(
    r"\b(?:elections?\b|election of (?:a )?new council"
    r"|(?:each|every|new|incoming|newly[- ]elected|start of (?:a|each|the)"
    r"|life ?(?:time|span)? of (?:a|the|each|every)) (?:new |incoming |newly[- ]elected )?"
    r"(?:council term|term of (?:the )?(?:council|office)|administration"
    r"|council\b(?! (?:year|meeting|offices?|chamber|house|tax|agenda|member))"
    r"|electoral (?:cycle|term))|(?:four|4)[- ]year(?:ly)? (?:term|cycle)|electoral (?:cycle|term)"
    r"|council term|etholiad\w*)",
    re.IGNORECASE,
)
_TERM_OF_YEARS = re.compile(r"(?:four|4)[- ]year(?:ly)? (?:term|cycle)", re.IGNORECASE)
_STOP = re.compile(r"[\t|]|\s{2,}|\.(?=\s|$)|[);]| - ")
_TRAILING_LABEL = re.compile(
    r"[,;. ]{1,9}(?:adopted|approved|next review|last reviewed|review date|reviewed)\W{0,60}"
    r"(?:on|by|at|date)?\W{0,60}$",
    re.IGNORECASE,
)
_MOST_CHARACTERS = 160


def _words(
    text: str,
    stems: list[tuple[int, int]],
    spans: list[tuple[int, int]],
    dates: list[tuple[int, int]],
) -> tuple[int, int]:
    """Give the span of the words to quote: from "reviewed" to the end of the clause."""
    start = min(first for first, _ in spans)
    before = [first for first, _ in stems if first <= start]
    start = before[-1] if before else min([start, *(first for first, _ in stems)])
    reach = max(last for _, last in spans)
    stop = _STOP.search(text, reach)
    end = stop.start() if stop else len(text)
    for first, _ in dates:
        if reach <= first < end:
            end = first
    quoted = _TRAILING_LABEL.sub("", text[start:end]).rstrip(" .,;:-|\t()")
    if len(quoted) > _MOST_CHARACTERS:
        quoted = quoted[:_MOST_CHARACTERS].rsplit(" ", 1)[0]
    return start, start + len(quoted)
