"""Reads plain text.

A text file has lines and empty lines, nothing else; whether a line ends a paragraph is for the
segmenter to find out. Pages are counted only where form feeds part them. A line of dashes or equals
signs only draws a rule; right below a short line it makes that a heading.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.ingest.draft import DraftLine, Reading
from pipeline.ingest.encoding import decoded
from pipeline.model import LineKind
from pipeline.text.cleaning import one_line
from pipeline.text.numbering import BULLETS, DASHES, read_word_label, roman_value, whole_division

PLAIN_READER = "text 4"

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_LABEL = re.compile(
    r"\(?(?:[\dA-Za-z]{1,3}|[ivxlc]{1,6})[.)]|\d{1,3}(?:\.\d{1,3}){0,4}\.?"
    rf"|[{re.escape(BULLETS + DASHES)}o]"
)
# a letter or roman figure that only white space parts from its text
_BARE = re.compile(
    r"\s{0,40}([ivx]{3,5}(?=[ ])"  # which may fill its column
    r"|(?:[A-Za-np-z]|[ivx]{2,5}|[A-Z]\d{1,2})(?=[ ]{2}|[ ]{0,9}\t))\s{1,20}(?=\S)"
    r"|\s{0,40}([a-np-z]|[ivx]{2,5})\s{0,9}$"  # alone on its line
)
_DATED = re.compile(r"(?:[^\W\d]{3,9} |\d{1,2}[/.-])(?:19|20)?\d\d$")
_WIDE = re.compile(r"(?<=\S) {3,200}(?=\S)")
_BAR = re.compile(r"\s{1,9}\|\s{1,9}")
_ROWS = 6  # lines, within which two more rows of a table stand
_NEIGHBOURS = 12  # lines, within which the label before or after it stands
_RULE = re.compile(r"([=~_*#-])\1{2,999}")
_LONGEST_TITLE = 100  # characters
_TAB = 4  # columns


def read_plain(data: bytes) -> Reading:
    """Read a text file, one line for each printed line.

    Returns:
        Lines with the number of empty lines above as `gap`; the first of a page has none. Words
        parted by tabs are a table row, except behind a label.
    """
    source = decoded(data)
    lines, pages = printed_lines(source.text)
    return Reading(
        _without_rules([line for _, line in lines]),
        PLAIN_READER,
        pages=pages,
        warnings=source.warnings,
    )


def printed_lines(
    text: str, *, indents: bool = False
) -> tuple[list[tuple[int, DraftLine]], int | None]:
    """Part a text into its lines.

    Args:
        text: The text as decoded.
        indents: Whether a tab only indents a line, and does not part the cells of a table.

    Returns:
        The lines that have words, each with the columns that it is indented by; and the number of
        pages, None where nothing parts them.
    """
    pages = text.split("\f")
    lines: list[tuple[int, DraftLine]] = []
    bare: list[re.Match[str] | None] = []
    spaced: list[_Spaced] = []
    for number, page in enumerate(pages, start=1):
        gap: float | None = None
        for printed in _LINE_END.split(page):
            words = " ".join(printed.split())
            if not one_line(printed):
                gap = None if gap is None else gap + 1.0
                continue
            line = DraftLine(words, page=number if len(pages) > 1 else None, gap=gap)
            cells = _cells(printed)
            labelled = bool(cells) and _is_label(cells[0]) and not _tells_version(cells)
            if not indents and len(cells) > 1 and not labelled:
                line.kind, line.cells = LineKind.TABLE_ROW, cells
            wide = printed.expandtabs(_TAB)
            spaced.append(_spaced(wide))
            if not indents:
                bare.append(_BARE.match(printed))
            lines.append((len(wide) - len(wide.lstrip()), line))
            gap = 0.0
    _set_rows([line for _, line in lines], spaced)
    _set_labels([line for _, line in lines], bare)
    lines = [(indent, line) for indent, line in lines if line.text]
    return lines, len(pages) if len(pages) > 1 else None


@dataclass(frozen=True, slots=True)
class _Spaced:
    """The cells that wide spaces, or bars, seem to part a line into."""

    cells: tuple[str, ...]  # fewer than two: none
    starts: frozenset[int]  # columns in which the second and further cells begin
    barred: bool


def _cells(printed: str) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in printed.split("\t") if one_line(cell))


def _spaced(wide: str) -> _Spaced:
    barred = _BAR.search(wide) is not None
    parts = [part.strip() for part in (_BAR if barred else _WIDE).split(wide.strip())]
    cells = tuple(" ".join(part.split()) for part in parts)
    if len(cells) < 2 or (not barred and _is_label(cells[0])):
        return _Spaced((), frozenset(), barred)
    indent = len(wide) - len(wide.lstrip())
    starts = frozenset(indent + gap.end() for gap in _WIDE.finditer(wide.strip()))
    return _Spaced(cells, starts, barred)


def _set_rows(lines: Sequence[DraftLine], spaced: Sequence[_Spaced]) -> None:
    """Tell the rows of tables that are set with spaces, or with bars, and no tabs.

    A line with wide spaces in it is a row where two others near it have a cell in the same
    column; one with bars where a neighbour has as many.
    """
    for at, (line, own) in enumerate(zip(lines, spaced, strict=True)):
        if line.kind is not LineKind.TEXT or len(own.cells) < 2:
            continue
        if own.barred:
            near = [spaced[k] for k in (at - 1, at + 1) if 0 <= k < len(spaced)]
            row = any(other.barred and len(other.cells) == len(own.cells) for other in near)
        else:
            near = [*spaced[max(0, at - _ROWS) : at], *spaced[at + 1 : at + 1 + _ROWS]]
            row = sum(bool(other.starts & own.starts) for other in near) >= 2
        if row:
            line.kind, line.cells = LineKind.TABLE_ROW, own.cells


def _is_label(cell: str) -> bool:
    """Whether a tab after these words only parts a number, or "Part 2", from its text."""
    worded = read_word_label(cell)
    return (
        whole_division(cell) is not None
        or _LABEL.fullmatch(one_line(cell)) is not None
        or (worded is not None and worded.text == cell)
    )


def _tells_version(cells: Sequence[str]) -> bool:
    """Whether a row says when which version was made: its number is no label."""
    return len(cells) > 2 and _DATED.search(cells[1]) is not None


def _set_labels(lines: Sequence[DraftLine], bare: Sequence[re.Match[str] | None]) -> None:
    """Take a letter before white space for a label where the one before or after it is near.

    Args:
        lines: All lines. Those that begin with such a label are changed.
        bare: What may be the label of each; empty where none is looked for.
    """
    places = [(at, found[1] or found[2]) for at, found in enumerate(bare) if found]
    for at, label in places:
        near = {other for place, other in places if 0 < abs(place - at) <= _NEIGHBOURS}
        line = lines[at]
        # of more cells it is a table
        if not any(_next_to(label, other) for other in near) or len(line.cells) > 2:
            continue
        words = line.text[len(label) :].strip()
        if not words:
            _move_down(lines, at, label)
            continue
        line.text, line.label, line.kind, line.cells = words, label, LineKind.TEXT, ()


def _move_down(lines: Sequence[DraftLine], at: int, label: str) -> None:
    """Put a label that stands alone on its line before the words on the next."""
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below is None or _BARE.match(below.text):
        return
    if below.gap == 0.0 and below.label is None and below.kind is LineKind.TEXT:
        below.label, below.gap = label, lines[at].gap
        lines[at].text = ""


def _next_to(label: str, other: str) -> bool:
    """Whether two labels may follow one another: "a" and "b", "C1" and "C2", "C2" and "D1"."""
    if label[1:].isdigit() and other[1:].isdigit():
        first, second = sorted((label, other), key=lambda each: (each[0], int(each[1:])))
        step = ord(second[0]) - ord(first[0])
        return int(second[1:]) == (int(first[1:]) + 1 if step == 0 else 1) and step <= 1
    if len(label) == len(other) == 1 and abs(ord(label) - ord(other)) == 1:
        return True
    value, beside = roman_value(label), roman_value(other)
    return bool(
        value and beside and abs(value - beside) == 1 and label.isupper() == other.isupper()
    )


def _without_rules(lines: list[DraftLine]) -> list[DraftLine]:
    """Take drawn rules away; a title that is underlined becomes a heading."""
    kept: list[DraftLine] = []
    below_rule = 0.0  # gap above a rule that was taken away
    for line in lines:
        if _RULE.fullmatch(line.text):
            if line.gap == 0.0 and kept and _is_title(kept[-1], line.text):
                kept[-1].kind, kept[-1].closed = LineKind.HEADING, True
            below_rule = max(line.gap or 0.0, 1.0)
            continue
        gap = None if line.gap is None else max(line.gap, below_rule)
        kept.append(replace(line, gap=gap))
        below_rule = 0.0
    return kept


def _is_title(line: DraftLine, rule: str) -> bool:
    return (
        line.kind is LineKind.TEXT
        and len(line.text) <= _LONGEST_TITLE
        and abs(len(line.text) - len(rule)) <= max(3, len(line.text) // 4)
    )
