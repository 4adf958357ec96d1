"""Reads Markdown, as CommonMark shows it.

A list is numbered from its first number on, whatever the others say, because that is what a reader
of the page sees. What stands before the text to describe it (front matter) is kept as furniture.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.ingest.draft import DraftLine, Reading
from pipeline.ingest.encoding import decoded
from pipeline.ingest.numerals import BULLET
from pipeline.ingest.plain import PLAIN_READER, printed_lines
from pipeline.model import LineKind

MARKDOWN_READER = f"markdown 2, {PLAIN_READER}"

_HEADING = re.compile(r"(#{1,6})\s{1,20}(\S.*)")
_HEADING_END = re.compile(r"(?:\s{1,20}#{1,20}|\s{0,20}\{[#.][^{}]{0,99}\})\s*$")
_UNDERLINE = re.compile(r"=+|-{2,}")
_RULE = re.compile(r"(?:[*_-]\s{0,9}){3,200}")
_TABLE_RULE = re.compile(r"[|:\s+=-]{3,999}")
_FENCE = re.compile(r"(?:```|~~~)")
_QUOTE = re.compile(r"(?:>\s?){1,9}")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?:\s{1,9}(?=\S)|$)")
_BULLETED = re.compile(r"([-*+])\s{1,9}(?=\S)")
_CHECKBOX = re.compile(r"\[[ xX]\]\s{1,9}(?=\S)")
_NOTE = re.compile(r"\[\^([^\]\s]{1,20})\]:\s{0,9}")
_DEFINITION = re.compile(r"\[[^\]]{1,99}\]:\s{0,9}\S{1,999}(?:\s{1,9}[\"'(].{0,200})?")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)([^*_]{1,400})\1")

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,20})\]")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\](?:\([^()\n]{0,500}\)|\[[^\[\]\n]{0,99}\])")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)?[^<>\s]{1,300}[.@][^<>\s]{1,300})>")
_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_STARS = re.compile(
    r"(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])|\*\*(?=\w)|(?<=\w)\*\*"
)
_UNDERSCORES = re.compile(r"(?<!\w)_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?!\w)")
_STRUCK = re.compile(r"~~")
_CODE = re.compile(r"`{1,3}")
_FRONT_MATTER_ENDS = frozenset({"---", "..."})
_MOST_FRONT_MATTER = 200  # lines
_PRIVATE = 0xE000  # where escaped characters wait until the marks are gone


def read_markdown(data: bytes) -> Reading:
    """Read a Markdown file.

    Returns:
        Headings, list items with their numbers as shown, table rows and lines of text, without
        their marks; front matter first, as furniture.
    """
    source = decoded(data)
    front, text = _front_matter(source.text)
    lines, pages = printed_lines(_without_comments(text), indents=True)
    return Reading(
        [*front, *_Markdown().read(lines)],
        MARKDOWN_READER,
        pages=pages,
        warnings=source.warnings,
    )


def _front_matter(text: str) -> tuple[list[DraftLine], str]:
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    if not lines or lines[0].strip() != "---":
        return [], text
    for at, line in enumerate(lines[1:_MOST_FRONT_MATTER], start=1):
        if line.strip() in _FRONT_MATTER_ENDS:
            front = [DraftLine(each, kind=LineKind.FURNITURE) for each in lines[1:at]]
            return front, "".join(lines[at + 1 :])
    return [], text


def _without_comments(text: str) -> str:
    parts, at = [], 0
    while (start := text.find("<!--", at)) != -1:
        end = text.find("-->", start)
        if end == -1:
            break
        parts.append(text[at:start])
        at = end + 3
    return "".join((*parts, text[at:]))


@dataclass(slots=True)
class _List:
    """A list that is open: items further in belong to lists within it."""

    indent: int  # of its marks
    mark: str  # bullet, or what stands behind the number
    next: int


@dataclass(slots=True)
class _Markdown:
    """Understands lines one after another."""

    _lists: list[_List] = field(default_factory=list)
    _fenced: bool = False

    def read(self, lines: list[tuple[int, DraftLine]]) -> list[DraftLine]:
        """Read lines, each with the columns that it is indented by."""
        done: list[DraftLine] = []
        for indent, line in lines:
            if _FENCE.match(line.text):
                self._fenced = not self._fenced
            elif self._fenced:
                done.append(line)
            elif _UNDERLINE.fullmatch(line.text) and _is_title(done, line):
                done[-1].kind, done[-1].closed = LineKind.HEADING, True
                done[-1].level = 1 if line.text[0] == "=" else 2
            else:
                done += self._line(indent, line)
        return done

    def _line(self, indent: int, line: DraftLine) -> Iterator[DraftLine]:
        if quoted := _QUOTE.match(line.text):
            line.text = line.text[quoted.end() :]
        if not line.text or _RULE.fullmatch(line.text) or _TABLE_RULE.fullmatch(line.text):
            return
        if _DEFINITION.fullmatch(line.text) and not _NOTE.match(line.text):
            return
        if not self._item(indent, line):
            self._leave_lists(indent, line)
            _mark_up(line)
        line.text = _plain(line.text)
        yield line

    def _item(self, indent: int, line: DraftLine) -> bool:
        """Take the mark off a list item and number it as its list does."""
        numbered = _NUMBERED.match(line.text)
        found = numbered or _BULLETED.match(line.text)
        if found is None:
            return False
        mark = found.group(2) if numbered else found.group(1)
        while self._lists and self._lists[-1].indent > indent + 1:
            self._lists.pop()
        here = self._lists[-1] if self._lists else None
        if here is None or indent > here.indent + 1:
            self._lists.append(_List(indent, mark, int(numbered.group(1)) if numbered else 0))
        elif here.mark != mark:
            self._lists[-1] = _List(indent, mark, int(numbered.group(1)) if numbered else 0)
        here = self._lists[-1]
        line.label = f"{here.next}{mark}" if numbered else BULLET
        line.kind, line.level = LineKind.LIST_ITEM, len(self._lists) - 1
        here.next += 1
        line.text = line.text[found.end() :]
        if ticked := _CHECKBOX.match(line.text):
            line.text = line.text[ticked.end() :]
        return True

    def _leave_lists(self, indent: int, line: DraftLine) -> None:
        """End the lists that a line does not belong to; one right below an item goes on with it."""
        begins = line.gap is None or line.gap > 0 or _HEADING.fullmatch(line.text) is not None
        while begins and self._lists and self._lists[-1].indent >= indent:
            self._lists.pop()


def _is_title(above: list[DraftLine], line: DraftLine) -> bool:
    return bool(above) and line.gap == 0.0 and above[-1].kind is LineKind.TEXT


def _mark_up(line: DraftLine) -> None:
    if heading := _HEADING.fullmatch(line.text):
        line.kind, line.level = LineKind.HEADING, len(heading.group(1))
        line.text, line.closed = _HEADING_END.sub("", heading.group(2)), True
    elif line.text.startswith("|") and line.text.count("|") > 2:
        cells = line.text.replace("\\|", chr(_PRIVATE + ord("|"))).strip("|").split("|")
        line.kind, line.cells = LineKind.TABLE_ROW, tuple(_plain(cell) for cell in cells)
    elif note := _NOTE.match(line.text):
        line.label, line.text = f"[{note.group(1)}]", line.text[note.end() :]
    elif bold := _BOLD_LINE.fullmatch(line.text):
        line.text, line.bold = bold.group(2).strip(), True


def _plain(text: str) -> str:
    """Take the marks of links, emphasis, code and HTML away; what is escaped is no mark."""
    text = _ESCAPED.sub(lambda found: chr(_PRIVATE + ord(found.group(1))), text)
    text = _NOTE_MARK.sub(r"[\1]", text)
    text = _LINK.sub(r"\1", text)
    text = _ADDRESS.sub(r"\1", text)
    text = _TAG.sub("", _BREAK.sub(" ", text))
    for marks in (_STARS, _UNDERSCORES, _STRUCK, _CODE):
        text = marks.sub("", text)
    text = text.removesuffix("\\")
    return "".join(
        chr(ord(each) - _PRIVATE) if _PRIVATE < ord(each) < _PRIVATE + 128 else each
        for each in text
    ).strip()
