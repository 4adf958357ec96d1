"""Which lines belong to one paragraph?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import BBox, ClauseKind, LineKind
from pipeline.segment.furniture import stray_number
from pipeline.segment.labels import Label
from pipeline.segment.marks import is_form_line, opens_with_adoption
from pipeline.segment.printed import Printed
from pipeline.segment.wording import (
    DATE,
    begins_anew,
    ends_sentence,
    has_verb,
    is_title_case,
    is_unfinished,
    opens_with_figure,
    opens_with_topic,
)
from pipeline.text.numbering import LETTERED, NUMBERED, NumberKind, Reading, read_label, readings_of

_ADOPTION = re.compile(
    r"\b(?:adopted|approved|ratified|re-?adopted|reviewed|review date|next review|version"
    r"|mabwysiadwyd|adolygwyd|cymeradwywyd)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:tel|telephone|contact(?: officer| person)?|e-?mail|website|web|fax|mobile|address|ffôn"
    r"|e-?bost)\b\.?\s?:",
    re.IGNORECASE,
)
_WEB_ADDRESS = re.compile(r"<?https?://|<?www\.", re.IGNORECASE)
_NEEDS_NOUN = re.compile(
    r"\b(?:the|a|an|of|to|by|with|and the|for|in|from|their|that|its|his|her|this)$", re.IGNORECASE
)
_ITEM_END = re.compile(r";(?:\s?(?:and|or))?$")
_JOINS_ON = re.compile(r"(?:AND|OR|OF|FOR|TO|IN|ON|WITH|BY|FROM|BETWEEN|AT)\s")
_LINK_ALONE = re.compile(r"and|or|and/or|neu", re.IGNORECASE)
_CUT_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s>]{20,}(?<![.,;)])$")
_LABEL_LIKE = re.compile(r"(?:[a-z]|[ivx]{2,4})[.)]\s")
_FULL_STOP = re.compile(r"[a-z]{2,30}\.$(?<!\betc\.)(?<!\bno\.)")
_IN_EACH_CASE = re.compile(
    r"(?:and |but )?in (?:either|each|any|every|all|both|such) (?:case|event)s?\b"
)
_CLOSES_LIST = re.compile(r"[a-z]{2}")
_DETERMINED = re.compile(r"(?:The|An?|All|Any|Each|No|This|These|They|It|He|She|We|You|I)\b")
_LONGEST_HEADING = 60  # characters of a heading that only its custom tells from a sentence
_FEWEST_SPACED = 6  # numbered paragraphs that show how a text is spaced
_INDENT_STEP = 4.0  # points between two margins that are meant to differ
_SIZE_STEP = 0.7  # points between two sizes of type that are meant to differ


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines joined, with their label, and what is known of them so far."""

    text: str  # without the label; line breaks are spaces
    start: int  # span in the document's text, label included
    end: int
    label: Label | None = None
    apart: bool = False  # white space above
    indent: float = 0.0
    lines: int = 1
    kind: ClauseKind | None = None  # None: not yet decided
    role: str | None = None
    format: LineKind = LineKind.TEXT
    level: int | None = None  # heading level or list depth, where the format states it
    page: int | None = None
    bbox: BBox | None = None
    size: float | None = None
    bold: bool | None = None
    run_in: bool = False  # a heading cut from the head of the paragraph after it
    stranded: bool = False  # an item whose bullet was lost

    @property
    def reading(self) -> Reading | None:
        """How its label is read; None for bullets and where there is no label."""
        return self.label.reading if self.label else None

    @property
    def series(self) -> NumberKind | None:
        """The kind of series its label counts in."""
        return self.label.reading.kind if self.label and self.label.reading else None

    @property
    def bullet(self) -> str | None:
        """Its bullet or dash."""
        return self.label.text if self.label and self.label.reading is None else None

    @property
    def depth(self) -> int:
        """Lists open with its label."""
        return self.label.depth if self.label else 0

    @property
    def label_rivals(self) -> tuple[str, ...]:
        """What else its label may be, as text."""
        return tuple(
            f"{rival.kind.value} {'.'.join(map(str, rival.value))}" if rival else "no label"
            for rival in (self.label.rivals if self.label else ())
        )

    @property
    def printed_label(self) -> str | None:
        """Its label as printed."""
        return self.label.text if self.label else None


def join_lines(
    lines: Sequence[Printed],
    labels: Sequence[Label | None],
    contents: frozenset[int],
    furniture: frozenset[int],
) -> tuple[Paragraph, ...]:
    """Join lines to paragraphs, over page ends too.

    Args:
        lines: Lines in reading order.
        labels: One for each line.
        contents: Positions of the lines of tables of contents; each stays a line.
        furniture: Positions of page numbers, headers and footnotes; each stays a line.

    Returns:
        Paragraphs in reading order; contents lines and furniture have their kind already.
    """
    joined: list[Paragraph] = []
    spaced = _are_spaced(lines, labels)
    open_at: int | None = None  # place in `joined` of the paragraph that may go on
    last: Printed | None = None  # its last line
    interrupted = False  # furniture stands between it and the next line
    for i, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if i in contents:
            joined.append(_contents_entry(line))
            open_at, interrupted = None, True
        elif i in furniture:
            joined.append(_furniture(line, line.end))
            interrupted = True
        elif (
            open_at is not None
            and last is not None
            and label is None
            and not _stands_between(joined[open_at], line, labels[i + 1 : i + 2])
            and (
                _continues(joined[open_at], last, line, interrupted=interrupted)
                or (spaced and not interrupted and _goes_on_unspaced(joined[open_at], last, line))
            )
        ):
            joined[open_at] = _extended(joined[open_at], line)
            last, interrupted = line, False
        else:
            number = stray_number(line.text)
            if number and label is not None and label.start >= number:
                joined.append(_furniture(line, line.start + len(line.text[:number].rstrip())))
            joined.append(_opened(line, label))
            open_at, last, interrupted = len(joined) - 1, line, False
    return tuple(joined)


def _are_spaced(lines: Sequence[Printed], labels: Sequence[Label | None]) -> bool:
    """Whether empty lines of a plain text part all its numbered paragraphs."""
    numbered = [
        line.apart and line.bbox is None
        for line, label in zip(lines, labels, strict=True)
        if label is not None and label.reading is not None and label.reading.kind in NUMBERED
    ]
    return len(numbered) >= _FEWEST_SPACED and all(numbered)


def _goes_on_unspaced(paragraph: Paragraph, last: Printed, line: Printed) -> bool:
    """Whether a sentence on a line of its own belongs to the numbered paragraph above it."""
    return (
        paragraph.series in NUMBERED
        and paragraph.kind is None
        and last.closed is True
        and not line.apart
        and _FULL_STOP.search(last.text) is not None
        and not _speaks_alone(last, line)
        and not _differs_in_format(last, line)
        and "\t" not in line.text
    )


def _stands_between(
    paragraph: Paragraph, line: Printed, label_below: Sequence[Label | None]
) -> bool:
    """Whether a few words between two numbered paragraphs head the second: "Letters."."""
    return (
        any(label is not None and label.reading is not None for label in label_below)
        and paragraph.series in NUMBERED
        and re.search(r"[.!?]$", paragraph.text) is not None
        and line.closed is True
        and line.text.endswith(".")
        and begins_anew(line.text)
        and len(line.text) < _LONGEST_HEADING
        and not _DETERMINED.match(line.text)
        and not has_verb(line.text)
    )


def _contents_entry(line: Printed) -> Paragraph:
    printed = read_label(line.text)
    label, text = None, line.text
    if printed is not None:
        text = line.text[printed.end :].lstrip()
        body = len(line.text) - len(text)
        label = Label(printed.text, printed.start, body, printed.readings[0])
    return Paragraph(
        text=text,
        start=line.start,
        end=line.end,
        label=label,
        apart=line.apart,
        indent=line.indent,
        kind=ClauseKind.BOILERPLATE,
        role="toc",
        page=line.page,
        bbox=line.bbox,
    )


def _furniture(line: Printed, end: int) -> Paragraph:
    """A page number or header; of a line with a stray number before its label, the number."""
    return Paragraph(
        text=line.text[: end - line.start],
        start=line.start,
        end=end,
        apart=True,
        kind=ClauseKind.BOILERPLATE,
        role="page",
        page=line.page,
        bbox=line.bbox,
    )


def _opened(line: Printed, label: Label | None) -> Paragraph:
    kind, text = None, line.text
    if label is not None:
        text = label.quote + line.text[label.body :]
    if line.kind is LineKind.TABLE_ROW:
        row = _numbered_row(line)
        if row is not None:
            label, text = row
        else:
            kind, label, text = ClauseKind.TABLE_ROW, None, line.text
    return Paragraph(
        text=text.strip(),
        start=line.start + (label.start if label else 0),
        end=line.end,
        label=label,
        apart=line.apart,
        indent=line.indent,
        kind=kind,
        format=line.kind,
        level=line.level,
        page=line.page,
        bbox=line.bbox,
        size=line.size,
        bold=line.bold,
    )


def _numbered_row(line: Printed) -> tuple[Label, str] | None:
    """Label and words of a row that is a clause laid out in a table: number, then text."""
    filled = [cell.strip() for cell in line.cells if cell.strip()]
    if len(filled) != 2 or len(filled[1].split()) < 6:
        return None
    readings = readings_of(filled[0])
    if not readings:
        return None
    body = line.text.find(filled[1][:20])
    if body < 0:
        return None
    reading = readings[0]
    return Label(filled[0], 0, body, reading, depth=max(1, len(reading.value))), line.text[body:]


def _extended(paragraph: Paragraph, line: Printed) -> Paragraph:
    hyphened = re.search(r"[A-Za-z]-$", paragraph.text) and line.text[0].isalpha()
    joined = hyphened and line.text.split()[0] not in {"and", "or"}
    separator = "" if joined or _CUT_ADDRESS.search(paragraph.text[-200:]) else " "
    bbox = paragraph.bbox
    if bbox is not None and line.bbox is not None and line.page == paragraph.page:
        bbox = (
            min(bbox[0], line.bbox[0]),
            min(bbox[1], line.bbox[1]),
            max(bbox[2], line.bbox[2]),
            max(bbox[3], line.bbox[3]),
        )
    return replace(
        paragraph,
        text=(paragraph.text + separator + line.text).strip(),
        end=line.end,
        lines=paragraph.lines + 1,
        bbox=bbox,
        bold=paragraph.bold if line.bold == paragraph.bold else False,
    )


def _continues(paragraph: Paragraph, last: Printed, line: Printed, *, interrupted: bool) -> bool:
    """Whether an unlabelled line goes on with the paragraph above it."""
    if not paragraph.text and paragraph.label and "\t" not in line.text:
        return True  # a label alone on its line
    if paragraph.kind is not None or _differs_in_format(last, line) or _speaks_alone(last, line):
        return False
    if "\t" in line.text or "\t" in paragraph.text or _stands_left(paragraph, line):
        return False
    if _WEB_ADDRESS.match(line.text) and not re.search(r"[.;!?]$", last.text):
        return True
    if line.apart or line.top or interrupted:
        return _continues_over_space(paragraph, last, line, interrupted=interrupted)
    return _continues_below(paragraph, last, line)


def _stands_left(paragraph: Paragraph, line: Printed) -> bool:
    """Whether a line begins to the left of the bullet above it, and so is none of its words."""
    return (
        paragraph.bullet is not None
        and line.bbox is not None
        and paragraph.page == line.page
        and not line.top
        and line.indent < paragraph.indent - _INDENT_STEP
        and begins_anew(line.text)
        and not is_unfinished(paragraph.text)
    )


def _speaks_alone(last: Printed, line: Printed) -> bool:
    """Whether a line is a contact or an adoption line, which never go on with a paragraph."""
    text = line.text
    if is_form_line(text) or is_form_line(last.text):
        return True
    if text[0] == "(" and opens_with_adoption(text) and not has_verb(last.text):
        return ")" not in text[:-2]
    return _CONTACT.match(text) is not None or (
        len(text) < 110
        and _ADOPTION.search(text) is not None
        and DATE.search(text) is not None
        and begins_anew(text)
        and not is_unfinished(last.text)
    )


def _differs_in_format(last: Printed, line: Printed) -> bool:
    if line.kind is not last.kind and LineKind.TEXT not in {line.kind, last.kind}:
        return True
    if LineKind.TABLE_ROW in {line.kind, last.kind}:
        return True
    if (line.kind is LineKind.HEADING) != (last.kind is LineKind.HEADING):
        return True
    if line.size is not None and last.size is not None and abs(line.size - last.size) > _SIZE_STEP:
        return True
    return (
        line.bold is not None
        and last.bold is not None
        and line.bold != last.bold
        and begins_anew(line.text)
        and not is_unfinished(last.text)
    )


def _continues_below(paragraph: Paragraph, last: Printed, line: Printed) -> bool:
    """Judge a line set directly below, without white space between."""
    above, finished = last.text, ends_sentence(last.text)
    if _LINK_ALONE.fullmatch(line.text) or _goes_on_in_capitals(last, line):
        return True
    if _ITEM_END.search(above) and last.closed is not False and paragraph.label is None:
        return False
    if not begins_anew(line.text) or (not finished and opens_with_figure(line.text)):
        return _goes_on_low(paragraph, last, line)
    if above.endswith(":"):
        return False
    if is_unfinished(above) and (len(above) > 25 or _wants_more(last, line)):
        return True
    return (
        last.closed is False and not _heads_below(last, line) and (not finished or len(above) > 40)
    )


def _goes_on_in_capitals(last: Printed, line: Printed) -> bool:
    """Whether the second line of a heading in capitals begins with a small word: "OF PAYMENTS"."""
    return (
        last.text.isupper()
        and line.text.isupper()
        and not ends_sentence(last.text)
        and not ends_sentence(line.text)
        and _JOINS_ON.match(line.text) is not None
    )


def _goes_on_low(paragraph: Paragraph, last: Printed, line: Printed) -> bool:
    """Judge a line set directly below that begins with a small letter or a figure."""
    above, finished = last.text, ends_sentence(last.text)
    listed = paragraph.label is not None
    if not finished and opens_with_figure(line.text):
        return True
    in_item = paragraph.bullet is not None or paragraph.series in LETTERED
    if last.closed and not finished and not in_item and _ITEM_END.search(line.text):
        return False  # the first of a list without bullets
    if listed and _IN_EACH_CASE.match(line.text) and last.closed is not False:
        return False
    closes_list = listed and _CLOSES_LIST.match(line.text) is not None
    if closes_list and (_FULL_STOP.search(above) or (last.closed and above[-1] in ".;,")):
        return False  # words that close a sentence after its list
    return last.closed is not None or not finished or not listed or len(above) > 60


def _wants_more(last: Printed, line: Printed) -> bool:
    """Whether a short line breaks off before a noun, and is no line of a title."""
    titles = is_title_case(last.text) or last.text.isupper() or line.text.isupper()
    return _NEEDS_NOUN.search(last.text) is not None and is_unfinished(last.text) and not titles


def _heads_below(last: Printed, line: Printed) -> bool:
    """Whether a line that might go on with the paragraph by its width is a heading all the same."""
    if line.text.isupper() and not last.text.isupper():
        return True
    if not line.closed or ends_sentence(line.text):
        return False
    # the last line of a paragraph would end in a stop
    short = len(line.text) < 60 and ends_sentence(last.text)
    return short or (opens_with_topic(line.text) and len(line.text.split()) <= 3)


def _continues_over_space(
    paragraph: Paragraph, last: Printed, line: Printed, *, interrupted: bool
) -> bool:
    """Judge a line after white space, a page end or furniture: only the words can tell."""
    above = last.text
    if ends_sentence(above):
        return False
    unfinished = is_unfinished(above)
    if not begins_anew(line.text) and not _LABEL_LIKE.match(line.text):
        if paragraph.bullet or paragraph.series in LETTERED:
            open_item = unfinished and not re.search(r"\b(?:and|or|neu)$|,$", above)
            return open_item or interrupted or line.top
        return len(paragraph.text if interrupted else above) > 45 or unfinished
    if line.top and last.closed is False and paragraph.lines > 1 and not line.text.isupper():
        return True
    return bool(_NEEDS_NOUN.search(above)) and len(paragraph.text) > 40 and has_verb(paragraph.text)
