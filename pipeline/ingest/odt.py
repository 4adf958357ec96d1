"""Reads OpenDocument texts (ODT), packed or flat."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.ingest.archive import Archive, parsed_xml
from pipeline.ingest.draft import DraftLine, Reading
from pipeline.ingest.flow import furniture_as_text, paragraph_lines, table_lines
from pipeline.ingest.odt_numbering import ListCounter, ListStyle, list_style
from pipeline.ingest.refusal import RefusedError, damaged
from pipeline.model import LineKind, State
from pipeline.text.cleaning import one_line
from pipeline.text.xml_tree import attributes, child, local, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

ODT_READER = "odt 2"

_SKIPPED = frozenset({"tracked-changes", "annotation", "annotation-end", "sequence-decls", "forms"})
_SKIPPED |= {
    "ruby-text",
    "note-citation",
    "hidden-text",
    "hidden-paragraph",
    "variable-decls",
    "user-field-decls",
    "desc",
    "title",
}
_MOST_SPACES = 100
_MOST_ANCESTORS = 20
_BOLD = frozenset({"bold", "600", "700", "800", "900"})


def read_odt(data: bytes) -> Reading:
    """Read an OpenDocument text.

    Returns:
        Its paragraphs and table rows in order; text in frames after the paragraph that holds them;
        notes last; headers first and footers last of all, as furniture.

    Raises:
        RefusedError: The archive or its XML is damaged, locked or too large.
    """
    if not data.startswith(b"PK"):
        return _flat(data)
    archive = Archive(data)
    manifest = "META-INF/manifest.xml"
    if manifest in archive.names and b"encryption-data" in archive.read(manifest):
        raise RefusedError(
            State.PASSWORD, "The file is locked with a password: ask its publisher for a copy."
        )
    content = archive.xml("content.xml")
    styles = archive.xml("styles.xml") if "styles.xml" in archive.names else None
    body = child(content, "body", "text")
    if body is None:
        raise damaged("The part content.xml holds no text document")
    return _Reader(content, styles).reading(body, styles)


def _flat(data: bytes) -> Reading:
    """Read a text whose parts all stand in one XML file."""
    root = parsed_xml(data, "The file")
    body = child(root, "body", "text")
    if body is None:
        raise damaged("The file holds no text document")
    return _Reader(root, None).reading(body, root)


@dataclass(frozen=True, slots=True)
class _Style:
    """What one style says of its text."""

    parent: str | None
    bold: bool | None
    size: float | None
    list_style: str | None  # empty: switches numbers off


@dataclass(slots=True)
class _List:
    """The list that a paragraph stands in."""

    counter: ListCounter
    style: str
    level: int  # from 1


@dataclass(slots=True)
class _Text:
    """The text of one paragraph as it is collected."""

    parts: list[str] = field(default_factory=list)
    bolds: list[bool] = field(default_factory=list)
    boxes: "list[_Element]" = field(default_factory=list)


class _Reader:
    """One document; read once."""

    def __init__(self, content: "_Element", styles: "_Element | None") -> None:
        self._today = False
        self._styles: dict[str, _Style] = {}
        self._list_styles: dict[str, ListStyle] = {}
        self._outline = ListCounter({})
        self._counters: dict[str, ListCounter] = {}  # by the list's id
        self._latest: dict[str, ListCounter] = {}  # by the list's style
        self._notes: list[tuple[str, _Element]] = []  # with their marks
        for root in (styles, content):
            for group in ("styles", "automatic-styles"):
                self._read_styles(child(root, group))

    def reading(self, body: "_Element", styles: "_Element | None") -> Reading:
        lines = self._block(body, None)
        for mark, note in self._notes:  # notes inside notes join the queue
            for place, line in enumerate(self._block(note, None)):
                line.label = mark if place == 0 else line.label
                lines.append(line)
        headers, footers = self._furniture(styles, "header"), self._furniture(styles, "footer")
        warnings = list(self._warnings(body))
        if not lines and (headers or footers):
            headers, footers = furniture_as_text(headers), furniture_as_text(footers)
            warnings.append("the only text stands in headers and footers")
        return Reading([*headers, *lines, *footers], ODT_READER, warnings=tuple(warnings))

    def _warnings(self, body: "_Element") -> Iterator[str]:
        if any(local(each) == "tracked-changes" and len(each) for each in body):
            yield "tracked changes are present: insertions were read, deletions were not"
        if self._today:
            yield "a date or time is filled in anew whenever the file is opened; do not rely on it"

    def _read_styles(self, group: "_Element | None") -> None:
        for element in group if group is not None else ():
            name = value(element, "name") or ""
            if local(element) == "style":
                stated = child(element, "text-properties")
                weight = value(stated, "font-weight")
                self._styles[name] = _Style(
                    parent=value(element, "parent-style-name"),
                    bold=None if weight is None else weight in _BOLD,
                    size=_points(value(stated, "font-size")),
                    list_style=value(element, "list-style-name"),
                )
            elif local(element) == "list-style":
                self._list_styles[name] = list_style(element)
            elif local(element) == "outline-style":
                self._list_styles[name] = list_style(element)
                self._outline = ListCounter(self._list_styles[name])

    def _chain(self, name: str | None) -> Iterator[_Style]:
        for _ in range(_MOST_ANCESTORS):
            style = self._styles.get(name or "")
            if style is None:
                return
            yield style
            name = style.parent

    def _bold(self, name: str | None) -> bool | None:
        return next((style.bold for style in self._chain(name) if style.bold is not None), None)

    def _furniture(self, styles: "_Element | None", kind: str) -> list[DraftLine]:
        """Read the headers or footers of all kinds of page; equal ones are given once."""
        seen: dict[str, DraftLine] = {}
        masters = child(styles, "master-styles")
        for page in masters if masters is not None else ():
            for element in page:
                if not local(element).startswith(kind):
                    continue
                for line in self._block(element, None):
                    text = one_line(" ".join((line.label or "", line.text, *line.cells)))
                    seen.setdefault(text, DraftLine(text, kind=LineKind.FURNITURE, size=line.size))
        return list(seen.values())

    def _block(self, parent: "_Element", inside: _List | None) -> list[DraftLine]:
        """Read the paragraphs, lists and tables below an element."""
        return [line for element in parent for line in self._element(element, inside)]

    def _element(self, element: "_Element", inside: _List | None) -> list[DraftLine]:
        match local(element):
            case "p":
                lines = self._paragraph(element, DraftLine(""))
            case "h":
                lines = self._heading(element)
            case "list":
                lines = self._list(element, inside)
            case "numbered-paragraph":
                lines = self._numbered_paragraph(element)
            case "table":
                lines = table_lines(self._rows(element))
            case "section" if value(element, "display") == "none":
                lines = []
            case name:
                lines = [] if name in _SKIPPED else self._block(element, inside)
        return lines

    def _heading(self, element: "_Element") -> list[DraftLine]:
        level = number(value(element, "outline-level"), 1) or 1
        like = DraftLine("", kind=LineKind.HEADING, level=level)
        chain = self._chain(value(element, "style-name"))
        listed = next((style.list_style for style in chain if style.list_style is not None), None)
        if listed != "" and value(element, "is-list-header") != "true" and _has_text(element):
            like.label = self._outline.count(level, _start(element)) or None
        return self._paragraph(element, like)

    def _list(
        self, element: "_Element", outer: _List | None, *, goes_on: bool = False
    ) -> list[DraftLine]:
        here = self._opened(element, outer, goes_on=goes_on)
        lines: list[DraftLine] = []
        for item in element:
            name = local(item)
            if name in {"list-item", "list-header"}:
                lines += self._item(item, here, counted=name == "list-item")
        return lines

    def _opened(self, element: "_Element", outer: _List | None, *, goes_on: bool) -> _List:
        """Find the counter of a list: its own, its parent's, or that of the list it continues.

        Args:
            element: The list.
            outer: The list that it is part of.
            goes_on: Whether it stands in an item without text, which only carries its depth.
        """
        stated = attributes(element)
        style = stated.get("style-name", outer.style if outer else "")
        if outer is not None and style == outer.style:
            here = _List(outer.counter, style, outer.level + 1)
            if not goes_on and stated.get("continue-numbering") != "true":
                here.counter.restart(here.level)
        else:
            counter = self._counters.get(stated.get("continue-list", ""))
            if counter is None and stated.get("continue-numbering") == "true":
                counter = self._latest.get(style)
            if counter is None:
                counter = ListCounter(self._list_styles.get(style, {}))
            here = _List(counter, style, outer.level + 1 if outer else 1)
        self._latest[style] = here.counter
        if "id" in stated:
            self._counters[stated["id"]] = here.counter
        return here

    def _item(self, item: "_Element", here: _List, *, counted: bool) -> list[DraftLine]:
        lines: list[DraftLine] = []
        fresh = counted
        for element in item:
            name = local(element)
            if name == "list":
                lines += self._list(element, here, goes_on=fresh)
                continue
            if name not in {"p", "h"}:
                lines += self._element(element, here)
                continue
            like = DraftLine("")
            if fresh:
                like.label = here.counter.count(here.level, _start(item)) or None
                like.kind, like.level = LineKind.LIST_ITEM, here.level - 1
                fresh = False
            if name == "h":
                like.kind = LineKind.HEADING
                like.level = number(value(element, "outline-level"), 1)
            lines += self._paragraph(element, like)
        return lines

    def _numbered_paragraph(self, element: "_Element") -> list[DraftLine]:
        stated = attributes(element)
        identity, style = stated.get("list-id", ""), stated.get("style-name", "")
        counter = self._counters.setdefault(
            identity or style, ListCounter(self._list_styles.get(style, {}))
        )
        level = number(stated.get("level"), 1) or 1
        label = counter.count(level, _start(element)) or None
        like = DraftLine("", kind=LineKind.LIST_ITEM, label=label, level=level - 1)
        return [line for each in element for line in self._paragraph(each, like)]

    def _rows(self, table: "_Element") -> Iterator[list[list[DraftLine]]]:
        for element in table:
            name = local(element)
            if name == "table-row":
                yield [
                    self._block(cell, None)
                    for cell in element
                    if local(cell) in {"table-cell", "covered-table-cell"}
                ]
            elif name in {"table-header-rows", "table-rows", "table-row-group"}:
                yield from self._rows(element)

    def _paragraph(self, paragraph: "_Element", like: DraftLine) -> list[DraftLine]:
        style = value(paragraph, "style-name")
        text = _Text()
        self._walk(paragraph, bool(self._bold(style)), text)
        like.bold = bool(text.bolds) and all(text.bolds)
        like.size = next((each.size for each in self._chain(style) if each.size), None)
        lines = paragraph_lines("".join(text.parts), like)
        for box in text.boxes:
            lines += self._block(box, None)
        return lines

    def _walk(self, parent: "_Element", bold: bool, text: _Text) -> None:
        self._add(parent.text, bold, text)
        for element in parent:
            name = local(element)
            if name == "s":
                spaces = number(value(element, "c"), 1) or 1
                text.parts.append(" " * min(spaces, _MOST_SPACES))
            elif name == "tab":
                text.parts.append(" ")
            elif name == "line-break":
                text.parts.append("\n")
            elif name == "note":
                self._note(element, text)
            elif name in {"frame", "text-box", "custom-shape", "g", "rect"}:
                text.boxes.append(element)
            elif name == "span":
                stated = self._bold(value(element, "style-name"))
                self._walk(element, bold if stated is None else stated, text)
            elif name not in _SKIPPED:
                self._today |= name in {"date", "time"} and value(element, "fixed") != "true"
                self._walk(element, bold, text)
            self._add(element.tail, bold, text)

    def _note(self, element: "_Element", text: _Text) -> None:
        body, citation = child(element, "note-body"), child(element, "note-citation")
        if body is not None:
            printed = "" if citation is None else "".join(map(str, citation.itertext())).strip()
            mark = f"[{printed or len(self._notes) + 1}]"
            self._notes.append((mark, body))
            text.parts.append(mark)

    @staticmethod
    def _add(written: str | None, bold: bool, text: _Text) -> None:
        if written:
            # a line end in the file is a space; forced ones have an element of their own
            text.parts.append(written.replace("\n", " "))
            if written.strip():
                text.bolds.append(bold)


def _start(element: "_Element") -> int | None:
    return number(value(element, "start-value"))


def _has_text(element: "_Element") -> bool:
    return any(part.strip() for part in element.itertext())


def _points(size: str | None) -> float | None:
    if size is None or not size.endswith("pt"):
        return None
    try:
        return float(size[:-2])
    except ValueError:
        return None
