"""How much does a paragraph look like a heading, by its own words and type?"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from pipeline.model import LineKind
from pipeline.segment.marks import is_contact
from pipeline.segment.paragraphs import Paragraph
from pipeline.segment.wording import (
    begins_anew,
    halves,
    has_verb,
    is_capitals,
    is_sentence,
    is_title_case,
    is_unfinished,
    names_division,
    opens_with_question_word,
    opens_with_topic,
    words,
)
from pipeline.text.language import ENGLISH, WELSH, language_of
from pipeline.text.numbering import LETTERED, NUMBERED, NumberKind

_STOP = re.compile(r"[.!]$")
_CUSTOM = 3  # headings closed alike that make it a custom
_LONGEST_STATED = 14  # words of a heading that is a sentence without its full stop
_WRITTEN = 10  # words of a paragraph that is no list item
_LONGEST_STOPPED = 8  # words of a heading that closes with a full stop
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
    capitals_are_rare: bool
    headings_stop: bool = False  # headings without a number close with a full stop
    headings_point: bool = False  # such headings close with a colon

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

    def in_capitals(self, text: str) -> bool:
        """Whether capitals set a text off from the rest."""
        return self.capitals_are_rare and is_capitals(text)


def emphasis_of(paragraphs: Sequence[Paragraph]) -> Emphasis:
    """See how the text is set, so that what stands out of it can be told."""
    sizes: Counter[float] = Counter()
    bold = total = capitals = 0
    for paragraph in paragraphs:
        total += len(paragraph.text)
        bold += len(paragraph.text) if paragraph.bold else 0
        capitals += len(paragraph.text) if is_capitals(paragraph.text) else 0
        if paragraph.size is not None:
            sizes[round(paragraph.size * 2) / 2] += len(paragraph.text)
    body = max(sizes, key=lambda size: (sizes[size], size)) if sizes else None
    return Emphasis(
        body,
        bold_is_rare=bold < 0.4 * max(1, total),
        capitals_are_rare=capitals < 0.6 * max(1, total),
        headings_stop=sum(map(_could_stop, paragraphs, paragraphs[1:])) >= _CUSTOM,
        headings_point=sum(map(points, paragraphs, paragraphs[1:])) >= _CUSTOM,
    )


def points(paragraph: Paragraph, below: Paragraph) -> bool:
    """Whether a few words with a colon stand above a sentence, and do not lead into it."""
    text = paragraph.text
    return (
        paragraph.label is None
        and paragraph.kind is None
        and text.endswith(":")
        and len(words(text)) <= _LONGEST_STOPPED
        and not is_unfinished(text.rstrip(": "))
        and below.kind is None
        and below.text[:1].isupper()
        and (_numbered_below(below) or _written_below(paragraph, below))
    )


def _numbered_below(below: Paragraph) -> bool:
    return below.series in NUMBERED and (is_sentence(below.text) or below.text.endswith(":"))


def _written_below(paragraph: Paragraph, below: Paragraph) -> bool:
    whole = is_sentence(below.text) and len(words(below.text)) >= _WRITTEN
    return below.label is None and paragraph.apart and below.apart and whole


def _could_stop(paragraph: Paragraph, below: Paragraph) -> bool:
    """Whether a few words between the clauses close with a full stop and say nothing."""
    text = paragraph.text
    return (
        paragraph.label is None
        and paragraph.kind is None
        and text.endswith(".")
        and len(words(text)) <= _LONGEST_STOPPED
        and not has_verb(text)
        and below.kind is None
        and (below.label is not None or is_sentence(below.text))
    )


def looks(paragraph: Paragraph, emphasis: Emphasis) -> Looks:
    """Judge a paragraph by its own words and type."""
    text = paragraph.text
    count = len(words(text))
    if paragraph.format is LineKind.HEADING and 0 < count <= 20 and not is_sentence(text):
        return Looks.PROBABLY
    if not _could_head(text, count):
        return Looks.NO
    stands_out = bool(emphasis.of(paragraph))
    capitals = emphasis.in_capitals(text)
    stopped = text.endswith(".") and paragraph.label is None and emphasis.headings_stop
    if stopped and count <= _LONGEST_STOPPED and not has_verb(text):
        return Looks.PROBABLY
    if _STOP.search(text) and not capitals and not text.endswith("etc."):
        phrase = count <= 3 or is_title_case(text) or opens_with_topic(text)
        short = paragraph.series in NUMBERED and count <= 5 and phrase and not has_verb(text)
        return Looks.PERHAPS if short or (stands_out and count <= 10) else Looks.NO
    if capitals or names_division(text):
        return Looks.PROBABLY
    apart = paragraph.label is None and (paragraph.apart or paragraph.lines == 1)
    return _by_words(text, count, stands_out=stands_out, apart=apart)


def _could_head(text: str, count: int) -> bool:
    return (
        0 < count <= 16
        and len(text) <= 120
        and "\t" not in text
        and begins_anew(text)
        and text[-1] not in ",;"
        and not is_contact(text)
    )


def _by_words(text: str, count: int, *, stands_out: bool, apart: bool) -> Looks:
    if is_unfinished(text) and not text.endswith(("-", "–")):
        return Looks.NO
    sides = halves(text)
    if sides and {language_of(side) for side in sides} == {WELSH, ENGLISH}:
        text = next(side for side in sides if language_of(side) == ENGLISH)
    titled = is_title_case(text) and count <= 10
    question = text.endswith("?") or (opens_with_question_word(text) and count <= 12)
    stated = text[-1].isalnum() and apart and count <= _LONGEST_STATED  # "Nobody shouts"
    if has_verb(text) and (text.endswith(":") or not (question or titled or stands_out or stated)):
        return Looks.NO
    if question and text.endswith("?"):
        return Looks.PROBABLY
    if has_verb(text) and not (question or titled or stands_out):
        return Looks.PERHAPS
    likely = titled or stands_out or opens_with_topic(text) or count <= 6
    return Looks.PROBABLY if likely else Looks.PERHAPS


def counts_on(paragraph: Paragraph, below: Paragraph) -> bool:
    """Whether numbers below go on with a sentence without a label: "We ask that you", "1 ring"."""
    return (
        paragraph.label is None
        and below.kind is None
        and below.series is NumberKind.NUMBER
        and below.text[:1].islower()
        and has_verb(paragraph.text)
        and not paragraph.text.endswith((".", "?", ";"))
    )


def is_list_label(paragraph: Paragraph | None) -> bool:
    """Whether an undecided paragraph carries the label of a list item."""
    if paragraph is None or paragraph.kind is not None or paragraph.label is None:
        return False
    return (
        paragraph.bullet is not None
        or paragraph.series in LETTERED
        or (paragraph.series is NumberKind.NUMBER and paragraph.depth > 1)
    )
