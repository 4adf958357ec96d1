"""Reads plain text and Markdown.

A text file has lines and empty lines, nothing else; whether a line ends a paragraph is for the
segmenter to find out. Pages are counted only where form feeds part them.
"""

import re

from pipeline.ingest.draft import DraftLine, Reading
from pipeline.ingest.encoding import decode
from pipeline.model import LineKind
from pipeline.text.cleaning import one_line

PLAIN_READER = "text 1"

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_LABEL = re.compile(r"\(?(?:[\dA-Za-z]{1,3}|[ivxlc]{1,6})[.)]|\d{1,3}(?:\.\d{1,3}){0,4}\.?|[-•*▪o]")
_HEADING = re.compile(r"(#{1,6})\s{1,20}(\S.*)")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)([^*]{1,400})\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])|\\(?=[.()#*_+-])")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}\)")
_RULE = re.compile(r"[|:\s=_*-]{3,}")


def read_plain(data: bytes) -> Reading:
    """Read a text file, one line for each printed line.

    Returns:
        Lines with the number of empty lines above as `gap`; the first of a page has none. Words
        parted by tabs are a table row, except behind a label.
    """
    lines, pages = _printed_lines(decode(data))
    return Reading(lines, PLAIN_READER, pages=pages)


def read_markdown(data: bytes) -> Reading:
    """Read a Markdown file: as plain text, with its headings, tables and emphasis understood."""
    lines, pages = _printed_lines(decode(data))
    return Reading(
        [_marked_up(line) for line in lines if not _RULE.fullmatch(line.text)],
        PLAIN_READER,
        pages=pages,
    )


def _printed_lines(text: str) -> tuple[list[DraftLine], int | None]:
    pages = text.split("\f")
    lines: list[DraftLine] = []
    for number, page in enumerate(pages, start=1):
        gap: float | None = None
        for printed in _LINE_END.split(page):
            words = " ".join(printed.split())
            if not one_line(printed):
                gap = None if gap is None else gap + 1.0
                continue
            line = DraftLine(words, page=number if len(pages) > 1 else None, gap=gap)
            cells = tuple(" ".join(cell.split()) for cell in printed.split("\t") if one_line(cell))
            if len(cells) > 1 and not _LABEL.fullmatch(one_line(cells[0])):
                line.kind, line.cells = LineKind.TABLE_ROW, cells
            lines.append(line)
            gap = 0.0
    return lines, len(pages) if len(pages) > 1 else None


def _marked_up(line: DraftLine) -> DraftLine:
    if heading := _HEADING.fullmatch(line.text):
        line.kind, line.level = LineKind.HEADING, len(heading.group(1))
        line.text, line.closed = heading.group(2).rstrip(" #"), True
    elif line.text.startswith("|") and line.text.count("|") > 2:
        cells = line.text.strip("|").split("|")
        line.kind, line.cells = LineKind.TABLE_ROW, tuple(_without_marks(cell) for cell in cells)
    elif bold := _BOLD_LINE.fullmatch(line.text):
        line.text, line.bold = bold.group(2).strip(), True
    line.text = _without_marks(line.text.removeprefix("> "))
    return line


def _without_marks(text: str) -> str:
    return _EMPHASIS.sub("", _LINK.sub(r"\1", text)).strip()
