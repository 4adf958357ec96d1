"""Reads Word documents (DOCX).

Word keeps numbers, headers, notes and text boxes away from the paragraphs they are printed with;
here they come together again. Tracked insertions are text, tracked deletions are not.
"""

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.ingest.archive import Archive
from pipeline.ingest.docx_numbering import Numbering
from pipeline.ingest.docx_styles import Styles, points, switched_on
from pipeline.ingest.draft import DraftLine, Reading
from pipeline.ingest.flow import paragraph_lines, table_lines
from pipeline.ingest.refusal import damaged
from pipeline.ingest.xml_tree import attributes, child, local, number, value
from pipeline.model import LineKind
from pipeline.text.cleaning import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element

DOCX_READER = "docx 1"

# what only wraps paragraphs, rows, cells or runs
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink"})
_WRAPPERS |= {"fldSimple", "dir", "bdo", "ruby", "rubyBase", "oMath", "oMathPara", "txbxContent"}
_DELETED = frozenset({"del", "moveFrom", "rt", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr"})
_CHANGES = frozenset({"ins", "del", "moveTo", "moveFrom"})
_CHARACTERS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}


def read_docx(data: bytes) -> Reading:
    """Read a Word document.

    Returns:
        Its paragraphs and table rows in order; text boxes after the paragraph that holds them;
        footnotes and endnotes last; headers first and footers last of all, as furniture.

    Raises:
        RefusedError: The archive or its XML is damaged, locked or too large.
    """
    return _Package(Archive(data)).reading()


class _Package:
    """One document with its parts; read once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._main = self._main_part()
        self._related = self._relations(self._main)
        self._styles = Styles(self._first("styles"))
        self._numbering = Numbering(self._first("numbering"), self._styles)
        self._changes = False
        self._hidden = False
        self._carried = ""  # text of a paragraph whose end was deleted

    def reading(self) -> Reading:
        root = self._archive.xml(self._main)
        body = child(root, "body")
        if body is None:
            raise damaged(f"The part {self._main} has no body")
        headers = self._furniture("header")
        lines = self._block(body)
        notes = [line for part, kind in _NOTES.items() for line in self._notes(part, kind)]
        return Reading(
            [*headers, *lines, *notes, *self._furniture("footer")],
            DOCX_READER,
            warnings=tuple(self._warnings(root)),
        )

    def _warnings(self, root: "_Element") -> Iterator[str]:
        if self._changes:
            yield "tracked changes are present: insertions were read, deletions were not"
        if self._hidden:
            yield "text formatted as hidden was left out"
        if any(local(element) == "altChunk" for element in root.iter()):
            yield "a part embedded from another file was not read"

    def _main_part(self) -> str:
        if "_rels/.rels" in self._archive.names:
            for _, kind, target in self._targets("_rels/.rels", ""):
                if kind == "officeDocument" and target in self._archive.names:
                    return target
        if "word/document.xml" in self._archive.names:
            return "word/document.xml"
        raise damaged("The archive has no main document part")

    def _targets(self, relations: str, folder: str) -> Iterator[tuple[str, str, str]]:
        for relation in self._archive.xml(relations):
            stated = attributes(relation)
            if stated.get("TargetMode") == "External":
                continue
            target = stated.get("Target", "")
            path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            kind = stated.get("Type", "").rpartition("/")[2]
            yield stated.get("Id", ""), kind, posixpath.normpath(path)

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Map relation ids to kind and part, of those parts that are there."""
        folder, name = posixpath.split(part)
        relations = f"{folder}/_rels/{name}.rels".lstrip("/")
        if relations not in self._archive.names:
            return {}
        return {
            identity: (kind, target)
            for identity, kind, target in self._targets(relations, folder)
            if target in self._archive.names
        }

    def _parts(self, kind: str) -> list[str]:
        return sorted({part for each, part in self._related.values() if each == kind})

    def _first(self, kind: str) -> "_Element | None":
        parts = self._parts(kind)
        return self._archive.xml(parts[0]) if parts else None

    def _furniture(self, kind: str) -> list[DraftLine]:
        """Read headers or footers; those that say the same are given once."""
        seen: dict[str, DraftLine] = {}
        for part in self._parts(kind):
            for line in self._block(self._archive.xml(part)):
                text = one_line(" ".join((line.label or "", line.text, *line.cells)))
                seen.setdefault(text, DraftLine(text, kind=LineKind.FURNITURE, size=line.size))
        return list(seen.values())

    def _notes(self, part: str, kind: str) -> Iterator[DraftLine]:
        """Read footnotes or endnotes, each with its number in square brackets as label."""
        root = self._first(part)
        shown = 0
        for note in root if root is not None else ():
            if local(note) != kind or value(note, "type") not in {None, "normal"}:
                continue
            shown += 1
            for place, line in enumerate(self._block(note)):
                line.label = f"[{shown}]" if place == 0 else line.label
                yield line

    def _block(self, parent: "_Element") -> list[DraftLine]:
        """Read the paragraphs and tables below an element."""
        lines: list[DraftLine] = []
        for element in parent:
            name = local(element)
            self._changes |= name in _CHANGES
            if name == "p":
                lines += self._paragraph(element)
            elif name == "tbl":
                lines += table_lines(self._rows(element))
            elif name in _WRAPPERS:
                lines += self._block(element)
            elif name == "AlternateContent":
                lines += self._block(_alternative(element))
        return lines

    def _rows(self, table: "_Element") -> Iterator[list[list[DraftLine]]]:
        for element in table:
            name = local(element)
            if name == "tr":
                if child(element, "trPr", "del") is None:
                    yield list(self._cells(element))
            elif name in _WRAPPERS:
                yield from self._rows(element)

    def _cells(self, row: "_Element") -> Iterator[list[DraftLine]]:
        # never by grid column: a cell may claim to span millions of them
        for element in row:
            name = local(element)
            if name == "tc":
                yield self._block(element)
            elif name in _WRAPPERS:
                yield from self._cells(element)

    def _paragraph(self, paragraph: "_Element") -> list[DraftLine]:
        properties = child(paragraph, "pPr")
        style = value(child(properties, "pStyle")) or self._styles.default_paragraph
        runs = _Runs()
        self._walk(paragraph, runs)
        text = self._carried + runs.text()
        self._carried = ""
        if child(properties, "rPr", "del") is not None:  # the next paragraph was joined to this
            self._carried = text
            return [line for box in runs.boxes for line in self._block(box)]
        number_before = self._numbering.label(paragraph, style)
        heading = self._heading_level(properties, style)
        like = DraftLine("", size=runs.size or self._styles.size(style))
        like.bold = runs.all_bold(bool(self._styles.bold(style)))
        if number_before is not None:
            like.label = number_before.text or None
            like.kind, like.level = LineKind.LIST_ITEM, number_before.level
        if heading is not None:
            like.kind, like.level = LineKind.HEADING, heading
        lines = paragraph_lines(text, like)
        for box in runs.boxes:
            lines += self._block(box)
        return lines

    def _heading_level(self, properties: "_Element | None", style: str | None) -> int | None:
        outline = number(value(child(properties, "outlineLvl")))
        if outline is not None:
            return outline + 1 if outline < 9 else None
        return self._styles.heading_level(style)

    def _walk(self, parent: "_Element", runs: "_Runs") -> None:
        """Collect the runs below a paragraph, with their formatting."""
        for element in parent:
            name = local(element)
            self._changes |= name in _CHANGES
            if name == "r":
                self._run(element, runs)
            elif name in _WRAPPERS:
                self._walk(element, runs)
            elif name == "AlternateContent":
                self._walk(_alternative(element), runs)
            elif name == "t":  # of a formula
                runs.add(element.text or "", bold=None, size=None)
            elif name not in _DELETED:
                self._walk(element, runs)

    def _run(self, run: "_Element", runs: "_Runs") -> None:
        properties = child(run, "rPr")
        if switched_on(properties, "vanish"):
            self._hidden = self._hidden or any(local(each) == "t" for each in run)
            return
        bold, size = switched_on(properties, "b"), points(properties)
        worn = value(child(properties, "rStyle"))
        if worn is not None:
            bold = self._styles.bold(worn) if bold is None else bold
        for element in run:
            name = local(element)
            if name == "t":
                runs.add(element.text or "", bold=bold, size=size)
            elif name in _CHARACTERS:
                runs.add(_CHARACTERS[name], bold=None, size=None)
            elif name == "sym":
                runs.add(_symbol(element), bold=None, size=None)
            elif name == "fldChar":
                runs.field(value(element, "fldCharType") or "")
            elif name in {"drawing", "pict", "object"}:
                runs.boxes += _text_boxes(element)
            elif name == "AlternateContent":
                runs.boxes += _text_boxes(_alternative(element))


class _Runs:
    """The text of one paragraph as it is collected."""

    def __init__(self) -> None:
        self.boxes: list[_Element] = []
        self.size: float | None = None
        self._parts: list[str] = []
        self._bolds: list[bool | None] = []
        self._fields: list[bool] = []  # for each open field, whether its result is reached

    def text(self) -> str:
        return "".join(self._parts)

    def add(self, text: str, *, bold: bool | None, size: float | None) -> None:
        if not all(self._fields):
            return  # the instruction of a field, not what it shows
        self._parts.append(text)
        if text.strip():
            self._bolds.append(bold)
            self.size = self.size or size

    def field(self, mark: str) -> None:
        if mark == "begin":
            self._fields.append(False)
        elif mark == "separate" and self._fields:
            self._fields[-1] = True
        elif mark == "end" and self._fields:
            self._fields.pop()

    def all_bold(self, style_is_bold: bool) -> bool:
        return bool(self._bolds) and all(
            style_is_bold if bold is None else bold for bold in self._bolds
        )


def _alternative(element: "_Element") -> "_Element":
    """Choose one of several versions of the same content, the newest kind first."""
    chosen = child(element, "Choice")
    if chosen is None:
        chosen = child(element, "Fallback")
    return element if chosen is None else chosen


def _text_boxes(element: "_Element") -> "Iterator[_Element]":
    """Find the text boxes below a drawing, each once, without those inside another."""
    for each in element:
        name = local(each)
        if name == "txbxContent":
            yield each
        elif name == "AlternateContent":
            yield from _text_boxes(_alternative(each))
        elif name:
            yield from _text_boxes(each)


def _symbol(element: "_Element") -> str:
    code = value(element, "char") or ""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
