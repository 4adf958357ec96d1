"""How do a reader's lines become a document's text and its spans?

Readers know lines and paragraphs; only here do these get their place in one text.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.model import BBox, Line, LineKind, State
from pipeline.text.cleaning import cleaned_line

# White space above a line, in line heights, from which it starts a paragraph
_PARAGRAPH_GAP = 0.5
_LEAST_GAP_BELOW_END = 0.2  # where the line above is known to end its paragraph
_BLOCK = 4_000  # parts of the text that are held one by one


@dataclass(slots=True)
class DraftLine:
    """A line that has no place in the text yet; the fields but the last two are those of `Line`.

    Its texts are as the source has them: they are cleaned when they are set in the document's text.
    """

    text: str
    kind: LineKind = LineKind.TEXT
    page: int | None = None
    bbox: BBox | None = None
    size: float | None = None
    bold: bool | None = None
    label: str | None = None
    level: int | None = None
    gap: float | None = None
    closed: bool | None = None
    cells: tuple[str, ...] = ()
    confidence: float | None = None
    # as in `Origin`, where these are asked for
    paragraphs: tuple[int, ...] = ()
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader got out of a source."""

    lines: Iterable[DraftLine]  # to be taken once: they may be made on the way
    reader: str  # name and version
    pages: int | None = None
    pages_with_words: int = 0  # where the format has pages
    warnings: tuple[str, ...] = field(default=())
    state: State = State.TEXT
    page_counts: tuple[tuple[str, int], ...] = ()  # as in `Document`, like the next one
    recognised: tuple[int, ...] = ()


class Words(NamedTuple):
    """The clean words of a line."""

    printed: str  # label, text and cells together; empty if there is no text
    text: str
    label: str | None = None
    cells: tuple[str, ...] = ()
    folded: tuple[tuple[int, str], ...] = ()  # places in `printed`


# Is given each line, its clean words, and its span in the text
Place = Callable[[DraftLine, Words, int, int], None]


@dataclass(frozen=True, slots=True)
class SetText:
    """A document's text; the other fields are those of `Document`."""

    text: str
    cleaning: tuple[tuple[str, int], ...] = ()
    folded: tuple[tuple[int, str], ...] = ()


def set_in_text(drafts: Iterable[DraftLine], place: Place) -> SetText:
    r"""Clean the lines, write them below one another and say where each stands.

    Lines are joined by "\n", and by an empty line where a paragraph is known to begin. A label
    stands before its text, cells have a tab between them, and furniture takes no room. No line is
    held any longer than until it is placed.

    Args:
        drafts: Lines in reading order; those without any text are left out.
        place: Is given each of the others.

    Returns:
        The text, and what cleaning took. All are empty if there is nothing to write.
    """
    blocks: list[str] = []
    parts: list[str] = []
    cleaning: Counter[str] = Counter()
    folded: list[tuple[int, str]] = []
    at = 0
    above: DraftLine | None = None
    for draft in drafts:
        words = _cleaned(draft, cleaning)
        if not words.printed:
            continue
        if draft.kind is LineKind.FURNITURE:
            place(draft, words, at, at)
            continue
        if above is not None:
            between = "\n\n" if _begins_paragraph(above, draft) else "\n"
            parts.append(between)
            at += len(between)
        parts.append(words.printed)
        folded += [(at + within, character) for within, character in words.folded]
        place(draft, words, at, at + len(words.printed))
        at += len(words.printed)
        above = draft
        if len(parts) > _BLOCK:
            blocks.append("".join(parts))
            parts.clear()
    text = "".join([*blocks, *parts])
    return SetText(text, tuple(sorted(cleaning.items())), tuple(folded))


def placed_line(draft: DraftLine, words: Words, start: int, end: int) -> Line:
    """Make the record of a line that has its place."""
    return Line(
        text=words.text,
        start=start,
        end=end,
        kind=draft.kind,
        page=draft.page,
        bbox=draft.bbox,
        size=draft.size,
        bold=draft.bold,
        label=words.label,
        level=draft.level,
        gap=draft.gap,
        closed=draft.closed,
        cells=words.cells,
        confidence=draft.confidence,
    )


def _cleaned(draft: DraftLine, cleaning: Counter[str]) -> Words:
    """Clean the words of a line and count what that took."""
    if not (draft.cells or draft.label):
        cleaned = cleaned_line(draft.text)
        if cleaned.counts:
            cleaning.update(dict(cleaned.counts))
        return Words(cleaned.text, cleaned.text, folded=cleaned.folded)
    parts = draft.cells or (draft.label or "", draft.text)
    texts: list[str] = []
    folded: list[tuple[int, str]] = []
    at = 0
    for part in parts:
        cleaned = cleaned_line(part)
        texts.append(cleaned.text)
        if cleaned.counts:
            cleaning.update(dict(cleaned.counts))
            folded += [(at + place, character) for place, character in cleaned.folded]
        at += len(cleaned.text) + 1
    if draft.cells:
        text = "\t".join(texts)
        printed = text if any(texts) else ""
        return Words(printed, text, draft.label, tuple(texts), tuple(folded))
    printed = " ".join(texts) if texts[1] else ""
    return Words(printed, texts[1], texts[0], (), tuple(folded))


def _begins_paragraph(above: DraftLine, line: DraftLine) -> bool:
    if line.gap is not None:
        least = _LEAST_GAP_BELOW_END if above.closed else _PARAGRAPH_GAP
        return line.gap >= least
    if line.kind is above.kind and line.kind in {LineKind.TABLE_ROW, LineKind.LIST_ITEM}:
        return False
    return bool(above.closed)
