"""Which paragraphs are headings, by their looks and by what follows?"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import ClauseKind, LineKind
from pipeline.segment.looks import (
    Emphasis,
    Looks,
    counts_on,
    is_list_label,
    looks,
    points,
)
from pipeline.segment.marks import (
    LONGEST_NOTE,
    is_blank,
    is_dated_adoption,
    is_field,
    is_form_line,
    is_mostly_contact,
    is_signature,
    lays_down_duty,
    names_council,
    names_person,
    names_sources,
    opens_with_adoption,
)
from pipeline.segment.paragraphs import Paragraph
from pipeline.segment.wording import (
    has_verb,
    is_sentence,
    is_title_case,
    is_unfinished,
    names_division,
    names_title,
    opens_with_question_word,
    opens_with_topic,
    words,
)
from pipeline.text.numbering import LETTERED, NUMBERED, NumberKind, whole_division

_LEADS_ON = re.compile(
    r"\b(?:to|that|of|by|following|include|including)\s{0,2}:$"
    r"|^In (?:this|these|our|the) .{0,60}[^\s\w]$|^In (?:this|these) [\w ]{3,40}$"
)
_NAMES_PARTY = re.compile(r"(?:The|Each|Every|All|A|An|No)\b")
_GOES_ON = re.compile(r"(?:[a-z]{2,20}s|must|shall|will|may|should|can)\b")  # "asks the district"
_OPENS_PHRASE = re.compile(  # "As a councillor:", "When you write to us:"
    r"(?:As|I|We|In|When|Where|If|For|While|Each|Every|All|To|By|With|From|Under|Any)\b"
)
_OPENS_ADVERBIAL = re.compile(r"(?:At|In|On|For|During|Before|After|Within|Under|When|If)\b")
_ASKS = re.compile(r"\?(?: \([^()]{1,40}\))?$")
_BOXES = frozenset("☐□")
_HISTORY = re.compile(r"(?:document|version|review|revision|amendment)\b.{0,20}$", re.IGNORECASE)
_WHOLE_TITLE = re.compile(
    r"(?=.{0,80}\b(?:protocol|concordat|charter|policy)\b)"
    r"(?=.{0,80}\b(?:members?|councillors?|aelodau|cynghorwyr)\b)"
    r"(?=.{0,80}\b(?:officers?|staff|clerk|employees?|swyddogion)\b)"
    r"(?:the |model )?(?:members?|councillors?|officers?|staff|protocol|policy|concordat"
    r"|charter)\b",
    re.IGNORECASE,
)
_LONGEST_QUESTION = 16  # words
_LONGEST_SECTION = 12  # words
_LATE = 0.6  # share of a document after which adoption lines and signatures stand


_Key = tuple[str | int, ...]


def mark_headings(paragraphs: Sequence[Paragraph], emphasis: Emphasis) -> tuple[Paragraph, ...]:
    """Decide headings, and with them the lines about the document that stand where headings do.

    Args:
        paragraphs: Paragraphs in reading order, page furniture left out.
        emphasis: How headings are set in this document.

    Returns:
        The same paragraphs; those decided have their kind, and their role where they have one.
    """
    marking = _Marking(list(paragraphs), emphasis)
    for place, paragraph in enumerate(marking.paragraphs):
        if paragraph.kind is not None:
            marking.in_sources = marking.in_sources and paragraph.kind is not ClauseKind.HEADING
            if paragraph.kind is ClauseKind.HEADING and names_sources(paragraph.text):
                marking.in_sources = True
            continue
        marking.decide(place)
    return tuple(marking.paragraphs)


def join_division_titles(
    paragraphs: Sequence[Paragraph], emphasis: Emphasis
) -> tuple[Paragraph, ...]:
    """Make one paragraph of "PART 2" and the title set directly below it."""
    joined: list[Paragraph] = []
    for paragraph in paragraphs:
        above = joined[-1] if joined else None
        if above is not None and _titles_division(above, paragraph, emphasis):
            joined[-1] = replace(
                above,
                text=f"{above.text} {paragraph.text}",
                end=paragraph.end,
                lines=above.lines + paragraph.lines,
            )
        else:
            joined.append(paragraph)
    return tuple(joined)


def _titles_division(division: Paragraph, title: Paragraph, emphasis: Emphasis) -> bool:
    return (
        division.kind is title.kind is None
        and division.label is None
        and title.label is None
        and not title.apart
        and division.page == title.page
        and whole_division(division.text.lstrip("“\"‘'")) is not None
        and not names_division(title.text)
        and not title.text.endswith((".", ":"))
        and looks(title, emphasis) > Looks.NO
    )


class _Marking:
    """The paragraphs with what has been decided so far, from first to last."""

    def __init__(self, paragraphs: list[Paragraph], emphasis: Emphasis) -> None:
        self.paragraphs = paragraphs
        self.emphasis = emphasis
        self.in_sources = False  # below a heading such as "Background papers"
        self.in_signatures = False
        self.looks = [looks(paragraph, emphasis) for paragraph in paragraphs]
        first_level = [
            (paragraph, look)
            for paragraph, look in zip(paragraphs, self.looks, strict=True)
            if paragraph.series is NumberKind.NUMBER and paragraph.depth == 1
        ]
        headed = sum(look > Looks.NO for _, look in first_level)
        self.numbers_head = bool(first_level) and headed >= 0.3 * len(first_level)
        self.levels = Counter(filter(None, map(_level_of, paragraphs)))
        self.lists = Counter(filter(None, map(_list_of, paragraphs)))
        self.levels_headed: Counter[_Key] = Counter()  # those of them that may be headings
        self.lists_headed: Counter[_Key] = Counter()
        for paragraph, look in zip(paragraphs, self.looks, strict=True):
            level, series = _level_of(paragraph), _list_of(paragraph)
            if level and look > Looks.NO:
                self.levels_headed[level] += 1
            if series and look is Looks.PROBABLY:
                self.lists_headed[series] += 1

    def decide(self, place: int) -> None:
        paragraph = self.paragraphs[place]
        decided = self._about_document(place)
        if decided is None:
            paragraph = self._with_stranded(place)
            self.paragraphs[place] = paragraph
            leads_on = (
                paragraph.text.endswith(":")
                and (below := self._below(place)) is not None
                and below.kind is None
                and below.text[:1].islower()
                and not names_sources(paragraph.text)
            )
            if paragraph.stranded or leads_on:
                return
            self.in_sources = False
            if self._repeats_title(place):
                decided = replace(paragraph, kind=ClauseKind.METADATA, role="title")
            elif self._is_heading(place):
                decided = replace(paragraph, kind=ClauseKind.HEADING)
                self.in_sources = names_sources(paragraph.text)
        if decided is not None:
            self.paragraphs[place] = decided

    def _below(self, place: int) -> Paragraph | None:
        return self.paragraphs[place + 1] if place + 1 < len(self.paragraphs) else None

    def _above(self, place: int) -> Paragraph | None:
        return self.paragraphs[place - 1] if place else None

    def _is_late(self, place: int) -> bool:
        above = self._above(place)
        return place > len(self.paragraphs) * _LATE or (
            above is not None and above.role in {"field", "title"}
        )

    # ------------------------------------------------------------ about the document

    def _about_document(self, place: int) -> Paragraph | None:
        paragraph = self.paragraphs[place]
        text, labelled = paragraph.text, paragraph.series is not None
        late = self._is_late(place)
        if not labelled and len(text) < LONGEST_NOTE:
            if self._is_date_line(text, late, place):
                return replace(paragraph, kind=ClauseKind.METADATA, role="field")
            if paragraph.bullet is None and not is_sentence(text):
                below = self._below(place)
                blank = below is not None and is_blank(text) and _is_of_form(below)
                signing = (
                    is_form_line(text)
                    or blank
                    or names_person(text)
                    or (late and is_signature(text, after_signature=self.in_signatures))
                )
                if signing:
                    self.in_signatures = True
                    return replace(paragraph, kind=ClauseKind.METADATA, role="signature")
                above = self._above(place)
                introduced = above is not None and above.text.endswith(":")
                if is_mostly_contact(text) and (late or place < 15) and not introduced:
                    return replace(paragraph, kind=ClauseKind.BOILERPLATE, role="contact")
        sources = not labelled and names_sources(text) and ":" in text[:-1] and len(text) < 300
        if sources or (self.in_sources and self._is_source(place)):
            return replace(paragraph, kind=ClauseKind.METADATA, role="background_paper")
        return None

    def _is_date_line(self, text: str, late: bool, place: int) -> bool:
        if is_field(text):
            return place < 12 or late
        if opens_with_adoption(text):
            return not lays_down_duty(text)
        return (
            is_dated_adoption(text)
            and not lays_down_duty(text)
            and len(words(text)) < 24
            and (late or not is_sentence(text) or place < 8)
        )

    def _is_source(self, place: int) -> bool:
        paragraph, below = self.paragraphs[place], self._below(place)
        if paragraph.bullet is not None:
            return True
        if paragraph.series not in {None, NumberKind.NUMBER} or is_sentence(paragraph.text):
            return False
        if _HISTORY.match(paragraph.text):
            return False
        if below is not None and below.kind is ClauseKind.TABLE_ROW:
            return False
        heads_text = (
            self.looks[place] is Looks.PROBABLY
            and below is not None
            and below.kind is None
            and is_sentence(below.text)
        )
        return not heads_text

    def _with_stranded(self, place: int) -> Paragraph:
        """Mark a line set directly below an intro, or below another such line, as an item."""
        paragraph, above, below = self.paragraphs[place], self._above(place), self._below(place)
        text = paragraph.text
        if paragraph.series or paragraph.bullet or above is None or paragraph.apart:
            return paragraph
        if is_sentence(text) or text.endswith(":") or text[:1] in '“"‘':
            return paragraph
        after_intro = (
            above.kind is None
            and above.series is None
            and above.text.endswith(":")
            and has_verb(above.text)
        )
        heads_text = (
            self.looks[place] is Looks.PROBABLY
            and opens_with_topic(text)
            and below is not None
            and below.kind is None
            and is_sentence(below.text)
        )
        if (after_intro or above.stranded) and not heads_text:
            return replace(paragraph, stranded=True)
        return paragraph

    def _repeats_title(self, place: int) -> bool:
        paragraph = self.paragraphs[place]
        text = paragraph.text.casefold()
        if paragraph.label or is_sentence(text) or not names_title(text):
            return False
        if place and len(words(text)) <= 12 and (_WHOLE_TITLE.match(text) or names_council(text)):
            return True
        return place < 12 and any(
            earlier.role == "title" and earlier.text.casefold() == text
            for earlier in self.paragraphs[:place]
        )

    # ------------------------------------------------------------ headings

    def _is_heading(self, place: int) -> bool:
        paragraph = self.paragraphs[place]
        text = paragraph.text
        if paragraph.label is None and names_division(text):
            return len(words(text)) <= 14 and text[-1] not in ".;,"
        if self._as_siblings(place) or self._heads_its_decimals(place):
            return True
        below = self._below(place)
        if self.emphasis.headings_point and below is not None and points(paragraph, below):
            return True
        if self.looks[place] is Looks.NO or _LEADS_ON.search(text):
            return False
        if paragraph.format is LineKind.HEADING and paragraph.bullet is None:
            return not text.endswith(";")
        return self._heads_by_label(place)

    def _heads_by_label(self, place: int) -> bool:
        paragraph = self.paragraphs[place]
        if paragraph.label is None:
            return self._heads_unlabelled(place)
        if paragraph.series is NumberKind.DECIMAL:
            return self._heads_by_decimal(place)
        if paragraph.series is NumberKind.NUMBER and paragraph.depth == 1:
            return self._heads_by_number(place)
        if paragraph.bullet is not None or self.looks[place] is not Looks.PROBABLY:
            return False
        return self._heads_by_letter(place)

    def _lists_below(self, place: int) -> bool:
        below, text = self._below(place), self.paragraphs[place].text
        if below is None:
            return False
        return is_list_label(below) or (
            below.series is NumberKind.NUMBER
            and self.looks[place + 1] is Looks.NO
            and text.endswith(":")
        )

    def _deeper_below(self, place: int) -> bool:
        paragraph, below = self.paragraphs[place], self._below(place)
        if below is None or paragraph.reading is None or paragraph.series not in NUMBERED:
            return False
        if below.reading is None:
            return below.bullet is not None and below.depth > paragraph.depth
        if below.series is NumberKind.DECIMAL and (
            paragraph.series is NumberKind.NUMBER
            or len(below.reading.value) > len(paragraph.reading.value)
        ):
            return True
        return below.depth > paragraph.depth

    def _only_introduces(self, place: int) -> bool:
        """Whether a colon leads on to what is below, without the looks of a heading."""
        text = self.paragraphs[place].text
        if _LEADS_ON.search(text):
            return True
        if not text.endswith(":") or not self._lists_below(place):
            return False
        return has_verb(text) or not (opens_with_topic(text) or is_title_case(text))

    def _heads_by_number(self, place: int) -> bool:
        paragraph, below = self.paragraphs[place], self._below(place)
        text = paragraph.text
        if self._only_introduces(place):
            return False
        if self.emphasis.in_capitals(text):
            return True
        deeper = self._deeper_below(place)
        if deeper and not self.numbers_head and self._item_goes_on(place):
            return False
        if self.looks[place] is Looks.PROBABLY:
            return self.numbers_head or deeper
        return deeper or (below is not None and below.label is None)

    def _item_goes_on(self, place: int) -> bool:
        """Whether an item below goes on with the sentence: "3. The Clerk", "(a) keeps ..."."""
        below = self._below(place)
        return below is not None and is_list_label(below) and below.text[:1].islower()

    def _heads_by_decimal(self, place: int) -> bool:
        paragraph, below = self.paragraphs[place], self._below(place)
        text = paragraph.text
        if below is None or paragraph.reading is None or self._only_introduces(place):
            return False
        if _OPENS_ADVERBIAL.match(text) and self._item_goes_on(place):
            return False
        if self._deeper_below(place) and not has_verb(text):
            return True
        text_below = below.kind is None and below.label is None
        says = is_sentence(below.text) or below.text.endswith(":")
        alone = self._among_sentences(place)
        if text_below and says and text[-1] not in ".;" and not (alone and text[-1] == ":"):
            return True
        if self._lists_below(place):
            short = is_title_case(text) or len(words(text)) <= 3
            probably = self.looks[place] is Looks.PROBABLY and not alone
            return probably and not text.endswith(":") and not has_verb(text) and short
        return self.emphasis.in_capitals(text) or self._differs_from_siblings(place)

    def _among_sentences(self, place: int) -> bool:
        """Whether no other decimal of its level looks like a heading, and it is set like them."""
        paragraph = self.paragraphs[place]
        level = _level_of(paragraph)
        if level is None or self.emphasis.of(paragraph):
            return False
        return self.levels[level] > 2 and self.levels_headed[level] <= 1

    def _as_siblings(self, place: int) -> bool:
        """Whether all but a few decimals of its level look like headings above text: Q1, Q2 ..."""
        paragraph, below = self.paragraphs[place], self._below(place)
        level = _level_of(paragraph)
        return (
            level is not None
            and below is not None
            and not paragraph.text.endswith((".", ";", ":", ","))
            and self.levels[level] >= 4
            and self.levels_headed[level] >= 0.75 * self.levels[level]
            and below.kind is None
            and below.label is None
            and len(words(paragraph.text)) <= _LONGEST_QUESTION
        )

    def _heads_its_decimals(self, place: int) -> bool:
        """Whether 3.1 begins below a few words numbered 3: "3. The standard we expect"."""
        paragraph, below = self.paragraphs[place], self._below(place)
        text = paragraph.text
        if below is None or paragraph.reading is None or below.reading is None:
            return False
        return (
            paragraph.series is NumberKind.NUMBER
            and below.kind is None
            and below.reading.value == (*paragraph.reading.value, 1)
            and below.text[:1].isupper()
            and text[-1:].isalnum()
            and len(words(text)) <= _LONGEST_SECTION
            and not is_unfinished(text)
        )

    def _differs_from_siblings(self, place: int) -> bool:
        """Whether a decimal alone looks like a heading among the clauses of its level."""
        paragraph, below = self.paragraphs[place], self._below(place)
        text, level = paragraph.text, _level_of(paragraph)
        siblings = self.levels[level] - 1 if level else 0
        alike = self.levels_headed[level] - 1 if level else 0
        return (
            self.looks[place] is Looks.PROBABLY
            and is_title_case(text)
            and text[-1] not in ".:"
            and alike < 0.7 * max(1, siblings)
            and len(words(text)) <= 8
            and (below is None or _level_of(below) != level)
        )

    def _heads_by_letter(self, place: int) -> bool:
        paragraph, below = self.paragraphs[place], self._below(place)
        text, label = paragraph.text, paragraph.printed_label or ""
        if below is None:
            return False
        capitals = self.emphasis.in_capitals(text)
        if label.strip("().[]").isupper() or (capitals and paragraph.series in LETTERED):
            sequel = below.kind is None and _list_of(below) == _list_of(paragraph)
            return not text.endswith(";") and (
                capitals or not sequel or self._mostly_headings(paragraph)
            )
        if paragraph.series not in LETTERED or below.label or below.kind:
            return False
        return is_sentence(below.text) and not text.endswith(":") and self._lists_headings(place)

    def _lists_headings(self, place: int) -> bool:
        """Whether the labels of a lettered list stand before headings, each with its own text."""
        paragraph, above = self.paragraphs[place], self._above(place)
        introduced = above is not None and above.text.endswith(":")
        titled = is_title_case(paragraph.text)
        return titled and not introduced and self._mostly_headings(paragraph)

    def _mostly_headings(self, paragraph: Paragraph) -> bool:
        series = _list_of(paragraph)
        return series is not None and self.lists_headed[series] >= 0.6 * self.lists[series]

    def _heads_unlabelled(self, place: int) -> bool:
        paragraph, below = self.paragraphs[place], self._below(place)
        text = paragraph.text
        if below is None:
            return False
        listed = self._lists_below(place)
        if text.endswith(":"):
            return self._heads_with_colon(place, listed=listed)
        likely = self.looks[place] is Looks.PROBABLY
        asked = "?" in text and self._is_asked_of_reader(below)
        dashed = text.endswith((" -", " –")) and self._item_goes_on(place)
        if asked or dashed or counts_on(paragraph, below):
            return False
        set_off = self.emphasis.in_capitals(text) or text.endswith("?")
        if set_off or (likely and self.emphasis.of(paragraph)):
            return True
        if listed:
            return (
                not has_verb(text)
                or opens_with_question_word(text)
                or (below.text[:1].isupper() and is_sentence(below.text))
            ) and not (_NAMES_PARTY.match(text) and _GOES_ON.match(below.text))
        return self._heads_what_follows(place) and self._stands_apart(place)

    def _is_asked_of_reader(self, below: Paragraph) -> bool:
        """Whether a question stands on a form: a blank, boxes or another question are below it."""
        return _is_of_form(below) or below.bullet in _BOXES

    def _heads_what_follows(self, place: int) -> bool:
        below = self.paragraphs[place + 1]
        return (
            below.kind in {ClauseKind.HEADING, ClauseKind.TABLE_ROW, ClauseKind.METADATA}
            or below.label is not None
            or is_sentence(below.text)
            or re.search(r"[.!:]$", below.text) is not None
            or self._breaks_off(place + 1)
            or (self.looks[place + 1] > Looks.NO and self.looks[place] is Looks.PROBABLY)
            or self._lists_below(place + 1)
        )

    def _breaks_off(self, place: int) -> bool:
        """Whether a sentence goes on in a list without bullets: "The panel may," "warn; or"."""
        text, below = self.paragraphs[place].text, self._below(place)
        begins = text[:1].isupper() and has_verb(text) and text.endswith(",")
        return begins and below is not None and below.text[:1].islower()

    def _stands_apart(self, place: int) -> bool:
        above = self._above(place)
        return (
            self.paragraphs[place].apart
            or above is None
            or above.kind is not None
            or above.label is not None
            or re.search(r"[.;:!?)”\"]$", above.text) is not None
        )

    def _heads_with_colon(self, place: int, *, listed: bool) -> bool:
        paragraph, below = self.paragraphs[place], self._below(place)
        text = paragraph.text
        if below is None or has_verb(text) or len(words(text)) > 7 or _LEADS_ON.search(text):
            return False
        if below.kind is ClauseKind.TABLE_ROW:
            return True
        if not listed:
            return below.kind is None and not (_OPENS_PHRASE.match(text) and text[1:].islower())
        return opens_with_topic(text) or is_title_case(text) or names_sources(text)


def _is_of_form(paragraph: Paragraph) -> bool:
    """Whether a paragraph asks to be filled in or signed."""
    text = paragraph.text
    asks = _ASKS.search(text) is not None and paragraph.kind is None
    return asks or is_form_line(text) or is_blank(text) or is_signature(text, after_signature=False)


def _level_of(paragraph: Paragraph) -> _Key | None:
    """What the decimals of one list share: 3.1 and 3.4."""
    reading = paragraph.reading
    if reading is None or reading.kind is not NumberKind.DECIMAL:
        return None
    return (reading.kind.value, *reading.value[:-1])


def _list_of(paragraph: Paragraph) -> _Key | None:
    """What labels of one series dressed alike share."""
    reading = paragraph.reading
    return (reading.kind.value, reading.style) if reading else None
