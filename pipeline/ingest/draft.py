"""How do a reader's lines become a document's text and its spans?

Readers know lines and paragraphs; only here do these get their place in one text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.model import BBox, Line, LineKind, State

# White space above a line, in line heights, from which it starts a paragraph
_PARAGRAPH_GAP = 0.5
_LEAST_GAP_BELOW_END = 0.2  # where the line above is known to end its paragraph


@dataclass(slots=True)
class DraftLine:
    """A line that has no place in the text yet; the fields are those of `Line`."""

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


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader got out of a source."""

    lines: Sequence[DraftLine]
    reader: str  # name and version
    pages: int | None = None
    warnings: tuple[str, ...] = field(default=())
    state: State = State.TEXT


def set_in_text(drafts: Sequence[DraftLine]) -> tuple[str, tuple[Line, ...]]:
    r"""Write the lines below one another and note where each stands.

    Lines are joined by "\n", and by an empty line where a paragraph is known to begin. A label
    stands before its text, cells have a tab between them, and furniture takes no room.

    Args:
        drafts: Lines in reading order; those without any text are left out.

    Returns:
        The text, and the lines with spans into it. Both are empty if there is nothing to write.
    """
    parts: list[str] = []
    lines: list[Line] = []
    at = 0
    above: DraftLine | None = None
    for draft in drafts:
        printed = _printed(draft)
        if not printed:
            continue
        if draft.kind is LineKind.FURNITURE:
            lines.append(_placed(draft, at, at))
            continue
        if above is not None:
            between = "\n\n" if _begins_paragraph(above, draft) else "\n"
            parts.append(between)
            at += len(between)
        parts.append(printed)
        lines.append(_placed(draft, at, at + len(printed)))
        at += len(printed)
        above = draft
    return "".join(parts), tuple(lines)


def _printed(draft: DraftLine) -> str:
    if draft.cells:
        return "\t".join(draft.cells) if any(draft.cells) else ""
    return f"{draft.label} {draft.text}" if draft.label else draft.text


def _begins_paragraph(above: DraftLine, line: DraftLine) -> bool:
    if line.gap is not None:
        least = _LEAST_GAP_BELOW_END if above.closed else _PARAGRAPH_GAP
        return line.gap >= least
    if line.kind is above.kind and line.kind in {LineKind.TABLE_ROW, LineKind.LIST_ITEM}:
        return False
    return bool(above.closed)


def _placed(draft: DraftLine, start: int, end: int) -> Line:
    return Line(
        text="\t".join(draft.cells) if draft.cells else draft.text,
        start=start,
        end=end,
        kind=draft.kind,
        page=draft.page,
        bbox=draft.bbox,
        size=draft.size,
        bold=draft.bold,
        label=draft.label,
        level=draft.level,
        gap=draft.gap,
        closed=draft.closed,
        cells=draft.cells,
    )
