"""Which paragraphs are headings, by their looks and by what follows?"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from pipeline.model import ClauseKind, LineKind
from pipeline.segment.marks import (
    is_contact,
    is_dated_adoption,
    is_field,
    is_form_line,
    is_mostly_contact,
    is_signature,
    lays_down_duty,
    names_sources,
)
from pipeline.segment.paragraphs import Paragraph
from pipeline.segment.wording import (
    begins_anew,
    has_verb,
    is_capitals,
    is_sentence,
    is_title_case,
    is_unfinished,
    names_division,
    names_title,
    opens_with_question_word,
    opens_with_topic,
    words,
)
from pipeline.text.numbering import NumberKind

_NUMBERED = {NumberKind.NUMBER, NumberKind.DECIMAL}
_LETTERED = {NumberKind.LETTER, NumberKind.WELSH_LETTER, NumberKind.ROMAN}
_LEADS_ON = re.compile(r"\b(?:to|that|of|by|following|include|including)\s{0,2}:$")
_HISTORY = re.compile(r"(?:document|version|review|revision|amendment)\b.{0,20}$", re.IGNORECASE)
_LATE = 0.6  # share of a document after which adoption lines and signatures stand
_SIZE_STEP = 0.7  # points by which type of a heading is larger than that of the text


class Looks(IntEnum):
    """How much a paragraph looks like a heading on its own."""

    NO = 0
    PERHAPS = 1
    PROBABLY = 2


@dataclass(frozen=True, slots=True)
class Emphasis:
    """How headings are set in this document."""

    body_size: float | None
    bold_is_rare: bool

    def of(self, paragraph: Paragraph) -> bool | None:
        """Whether a paragraph is set like a heading; None: the layout is not known."""
        if paragraph.format is LineKind.HEADING:
            return True
        if paragraph.size is None and paragraph.bold is None:
            return None
        larger = (
            self.body_size is not None
            and paragraph.size is not None
            and paragraph.size > self.body_size + _SIZE_STEP
        )
        return larger or (bool(paragraph.bold) and self.bold_is_rare)


def emphasis_of(paragraphs: Sequence[Paragraph]) -> Emphasis:
    """See how the text is set, so that what stands out of it can be told."""
    sizes: Counter[float] = Counter()
    bold = total = 0
    for paragraph in paragraphs:
        total += len(paragraph.text)
        bold += len(paragraph.text) if paragraph.bold else 0
        if paragraph.size is not None:
            sizes[round(paragraph.size * 2) / 2] += len(paragraph.text)
    body = max(sizes, key=lambda size: (sizes[size], size)) if sizes else None
    return Emphasis(body, bold_is_rare=bold < 0.4 * max(1, total))


def looks(paragraph: Paragraph, emphasis: Emphasis) -> Looks:
    """Judge a paragraph by its own words and type."""
    text = paragraph.text
    count = len(words(text))
    stands_out = emphasis.of(paragraph)
    if paragraph.format is LineKind.HEADING and 0 < count <= 20 and not is_sentence(text):
        return Looks.PROBABLY
    if not count or count > 16 or len(text) > 120 or "\t" in text or not begins_anew(text):
        return Looks.NO
    if text[-1] in ",;" or is_contact(text):
        return Looks.NO
    capitals = is_capitals(text)
    if re.search(r"[.!]$", text) and not capitals and not re.search(r"\betc\.$", text):
        short = paragraph.series in _NUMBERED and count <= 5 and not has_verb(text)
        return Looks.PERHAPS if short or (stands_out and count <= 10) else Looks.NO
    if is_unfinished(text) and not text.endswith(("-", "–")) and not capitals:
        return Looks.NO
    if capitals or names_division(text):
        return Looks.PROBABLY
    verb = has_verb(text)
    if verb and text.endswith(":"):
        return Looks.NO
    if text.endswith("?"):
        return Looks.PROBABLY
    question = opens_with_question_word(text) and count <= 12
    if verb and not question and not (is_title_case(text) and count <= 10) and not stands_out:
        return Looks.NO
    if (is_title_case(text) and count <= 10) or opens_with_topic(text) or count <= 6 or stands_out:
        return Looks.PROBABLY
    return Looks.PERHAPS


def is_list_label(paragraph: Paragraph | None) -> bool:
    """Whether an undecided paragraph carries the label of a list item."""
    if paragraph is None or paragraph.kind is not None or paragraph.label is None:
        return False
    return (
        paragraph.bullet is not None
        or paragraph.series in _LETTERED
        or (paragraph.series is NumberKind.NUMBER and paragraph.depth > 1)
    )


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
            if self._is_heading(place):
                decided = replace(paragraph, kind=ClauseKind.HEADING)
                self.in_sources = names_sources(paragraph.text)
            else:
                self.in_sources = False
                if self._repeats_title(place):
                    decided = replace(paragraph, kind=ClauseKind.METADATA, role="title")
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
        if not labelled and len(text) < 170:
            if self._is_date_line(text, late, place):
                return replace(paragraph, kind=ClauseKind.METADATA, role="field")
            if paragraph.bullet is None and not is_sentence(text):
                signing = is_form_line(text) or (
                    late and is_signature(text, after_signature=self.in_signatures)
                )
                if signing:
                    self.in_signatures = True
                    return replace(paragraph, kind=ClauseKind.METADATA, role="signature")
                above = self._above(place)
                introduced = above is not None and above.text.endswith(":")
                if is_mostly_contact(text) and (late or place < 15) and not introduced:
                    return replace(paragraph, kind=ClauseKind.BOILERPLATE, role="contact")
        if self.in_sources and self._is_source(place):
            return replace(paragraph, kind=ClauseKind.METADATA, role="background_paper")
        return None

    def _is_date_line(self, text: str, late: bool, place: int) -> bool:
        if is_field(text):
            return place < 12 or late
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
        if paragraph.series is not None or is_sentence(paragraph.text):
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
        if is_sentence(text) or text.endswith(":"):
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
        if paragraph.label or place >= 12 or is_sentence(text) or not names_title(text):
            return False
        return any(
            earlier.role == "title" and earlier.text.casefold() == text
            for earlier in self.paragraphs[:place]
        )

    # ------------------------------------------------------------ headings

    def _is_heading(self, place: int) -> bool:
        paragraph, look = self.paragraphs[place], self.looks[place]
        text = paragraph.text
        if paragraph.label is None and names_division(text):
            return len(words(text)) <= 14 and not text.endswith(".")
        if look is Looks.NO:
            return False
        if paragraph.format is LineKind.HEADING and paragraph.bullet is None:
            return not text.endswith(";")
        if paragraph.series is NumberKind.NUMBER and paragraph.depth == 1:
            return self._heads_by_number(place)
        if paragraph.series is NumberKind.DECIMAL:
            return self._heads_by_decimal(place)
        if look is not Looks.PROBABLY and paragraph.label:
            return False
        if paragraph.series in {*_LETTERED, NumberKind.NUMBER}:
            return self._heads_by_letter(place)
        if paragraph.label is None:
            return self._heads_unlabelled(place)
        return False

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
        if below is None or paragraph.reading is None or paragraph.series not in _NUMBERED:
            return False
        if below.reading is None:
            return below.bullet is not None and below.depth > paragraph.depth
        if below.series is NumberKind.DECIMAL and (
            paragraph.series is NumberKind.NUMBER
            or len(below.reading.value) > len(paragraph.reading.value)
        ):
            return True
        return below.depth > paragraph.depth

    def _heads_by_number(self, place: int) -> bool:
        paragraph, below = self.paragraphs[place], self._below(place)
        text = paragraph.text
        if self._lists_below(place) and text.endswith(":") and has_verb(text):
            return False
        if is_capitals(text):
            return True
        deeper = self._deeper_below(place)
        if self.looks[place] is Looks.PROBABLY:
            return self.numbers_head or deeper
        return deeper or (below is not None and below.label is None)

    def _heads_by_decimal(self, place: int) -> bool:
        paragraph, below = self.paragraphs[place], self._below(place)
        text = paragraph.text
        if self._deeper_below(place) and not has_verb(text):
            return True
        if below is None or paragraph.reading is None:
            return False
        if (
            below.kind is None
            and below.label is None
            and (is_sentence(below.text) or below.text.endswith(":"))
            and text[-1] not in ".;"
        ):
            return True
        probably = self.looks[place] is Looks.PROBABLY
        if self._lists_below(place):
            short = is_title_case(text) or len(words(text)) <= 3
            return probably and not text.endswith(":") and not has_verb(text) and short
        if is_capitals(text):
            return True
        siblings = [
            other
            for k, other in enumerate(self.paragraphs)
            if k != place and _same_level(other, paragraph)
        ]
        alike = sum(self._may_head(other) for other in siblings)
        if not (
            probably
            and is_title_case(text)
            and text[-1] not in ".:"
            and alike < 0.7 * max(1, len(siblings))
            and len(words(text)) <= 8
        ):
            return False
        return not _same_level(below, paragraph)

    def _may_head(self, paragraph: Paragraph) -> bool:
        return looks(paragraph, self.emphasis) > Looks.NO

    def _heads_by_letter(self, place: int) -> bool:
        paragraph, below, above = self.paragraphs[place], self._below(place), self._above(place)
        text, label = paragraph.text, paragraph.printed_label or ""
        capitals = is_capitals(text)
        same_list_below = below is not None and _same_list(below, paragraph)
        if label.strip("().[]").isupper() or (capitals and paragraph.series in _LETTERED):
            return (
                not text.endswith(";")
                and below is not None
                and (below.kind is not None or not same_list_below or capitals)
            )
        if paragraph.series not in _LETTERED or below is None or below.label or below.kind:
            return False
        if not is_sentence(below.text) or text.endswith(":"):
            return False
        siblings = [other for other in self.paragraphs if _same_list(other, paragraph)]
        headed = sum(looks(other, self.emphasis) is Looks.PROBABLY for other in siblings)
        introduced = above is not None and above.text.endswith(":")
        return headed >= 0.6 * len(siblings) and is_title_case(text) and not introduced

    def _heads_unlabelled(self, place: int) -> bool:
        paragraph, below, above = self.paragraphs[place], self._below(place), self._above(place)
        text, look = paragraph.text, self.looks[place]
        if below is None:
            return False
        listed = self._lists_below(place)
        if text.endswith(":"):
            return self._heads_with_colon(place, listed=listed)
        if is_capitals(text) or text.endswith("?"):
            return True
        if self.emphasis.of(paragraph) and look is Looks.PROBABLY:
            return True
        if listed:
            return not has_verb(text) or opens_with_question_word(text)
        follows = (
            below.kind in {ClauseKind.HEADING, ClauseKind.TABLE_ROW}
            or below.label is not None
            or is_sentence(below.text)
            or re.search(r"[.!:]$", below.text) is not None
            or (self.looks[place + 1] > Looks.NO and look is Looks.PROBABLY)
        )
        separate = (
            paragraph.apart
            or above is None
            or above.kind is not None
            or re.search(r"[.;:!?)”\"]$", above.text) is not None
        )
        return follows and separate

    def _heads_with_colon(self, place: int, *, listed: bool) -> bool:
        paragraph, below = self.paragraphs[place], self._below(place)
        text = paragraph.text
        if below is None or has_verb(text) or len(words(text)) > 7 or _LEADS_ON.search(text):
            return False
        if below.kind is ClauseKind.TABLE_ROW:
            return True
        if not listed:
            return below.kind is None
        return opens_with_topic(text) or is_title_case(text) or names_sources(text)


def _same_level(one: Paragraph, other: Paragraph) -> bool:
    """Whether two decimals count in the same list: 3.1 and 3.4."""
    if one.reading is None or other.reading is None:
        return False
    first, second = one.reading, other.reading
    return (
        first.kind is second.kind is NumberKind.DECIMAL
        and len(first.value) == len(second.value)
        and first.value[:-1] == second.value[:-1]
    )


def _same_list(one: Paragraph, other: Paragraph) -> bool:
    """Whether two labels are of one series and dressed alike."""
    if one.reading is None or other.reading is None:
        return False
    return (one.reading.kind, one.reading.style) == (other.reading.kind, other.reading.style)
