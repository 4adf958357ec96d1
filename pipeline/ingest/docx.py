"""Reads Word documents (DOCX).

Word keeps numbers, headers, notes and text boxes away from the paragraphs they are printed with;
here they come together again. Tracked insertions are text, tracked deletions are not. What Word
prints is followed, not what the file holds: a hidden paragraph is not counted, a note that nothing
refers to is not read.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.ingest import kinds
from pipeline.ingest.archive import Archive
from pipeline.ingest.docx_numbering import ListLabel, Numbering, form_of_notes
from pipeline.ingest.docx_runs import Runs, alternative, chosen, printed_character
from pipeline.ingest.docx_styles import Styles, points, switched_on
from pipeline.ingest.draft import DraftLine, Reading
from pipeline.ingest.flow import furniture_as_text, paragraph_lines, table_lines
from pipeline.ingest.html import read_html
from pipeline.ingest.numerals import Numeral, numeral
from pipeline.ingest.plain import read_plain
from pipeline.ingest.refusal import RefusedError, damaged
from pipeline.model import LineKind
from pipeline.text.cleaning import one_line
from pipeline.text.xml_tree import attributes, child, local, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

DOCX_READER = "docx 2"

# what only wraps paragraphs, rows, cells or runs
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink"})
_WRAPPERS |= {"fldSimple", "dir", "bdo", "ruby", "rubyBase", "oMath", "oMathPara", "txbxContent"}
_DELETED = frozenset({"del", "moveFrom", "rt", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr"})
_CHANGES = frozenset({"ins", "del", "moveTo", "moveFrom"})
_NOTES = {  # kind of part, and how its notes are numbered where nothing is said
    "footnote": ("footnotes", Numeral.DECIMAL),
    "endnote": ("endnotes", Numeral.LOWER_ROMAN),
}
_REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_TODAY = re.compile(r"\s{0,9}(?:DATE|TIME)\b", re.IGNORECASE)
_FILLED_IN = re.compile(
    r"\s{0,9}(?:DATE|TIME|FILENAME|SAVEDATE|PRINTDATE|EDITTIME|NUMPAGES)\b", re.IGNORECASE
)
_UNCOUNTED = re.compile(r"\s{0,9}(?:LISTNUM|AUTONUM)", re.IGNORECASE)
_DEEPEST = 2  # documents within documents
_LONGEST_DROP_CAP = 20  # letters
_WARNINGS = {
    "changes": "tracked changes are present: insertions were read, deletions were not",
    "hidden": "text formatted as hidden was left out",
    "chunk": "a part embedded from another file was not read",
    "today": "a date or time is filled in anew whenever the file is opened; do not rely on it",
    "uncounted": "numbers that fields print (LISTNUM, AUTONUM) are missing",
    "furniture": "the only text stands in headers and footers",
}


def read_docx(
    data: bytes, *, depth: int = 0, converted: bool = False, traced: bool = False
) -> Reading:
    """Read a Word document.

    Args:
        data: The file.
        depth: In how many other documents it is embedded.
        converted: Whether it was made from another file on this machine, which filled in its day
            and names; these are left out.
        traced: Whether each line is to name the paragraphs that it comes from.

    Returns:
        Its paragraphs and table rows in order; text boxes after the paragraph that holds them;
        footnotes and endnotes last, their marks in square brackets where they are referred to;
        headers first and footers last of all, as furniture.

    Raises:
        RefusedError: The archive or its XML is damaged, locked or too large.
    """
    return _Package(Archive(data), depth, converted=converted, traced=traced).reading()


@dataclass(slots=True)
class _Carried:
    """What goes over to the next paragraph, because the end of this one is not printed."""

    text: str = ""
    number: ListLabel | None = None
    paragraphs: tuple[int, ...] = ()


class _Package:
    """One document with its parts; read once."""

    def __init__(
        self, archive: Archive, depth: int, *, converted: bool, traced: bool = False
    ) -> None:
        self._unwanted = _FILLED_IN if converted else None
        self._archive = archive
        self._depth = depth
        self._main = self._main_part()
        self._related = self._relations(self._main)
        self._styles = Styles(self._first("styles"))
        self._numbering = Numbering(self._first("numbering"), self._styles)
        self._settings = self._first("settings")
        self._found: set[str] = set()  # what is to be warned of
        self._carried = _Carried()
        # for each kind of note the identities in the order of their marks
        self._marked: dict[str, list[str]] = {kind: [] for kind in _NOTES}
        self._forms: dict[str, Numeral] = {}
        self._traced = traced
        self._numbers: dict[_Element, int] = {}  # of the main part's paragraphs, if traced
        self._here: tuple[int, ...] = ()  # the one of these that is read, or that led here
        self._marked_at: dict[tuple[str, str], tuple[int, ...]] = {}  # of kinds and identities

    def reading(self) -> Reading:
        root = self._archive.xml(self._main)
        body = child(root, "body")
        if body is None:
            raise damaged(f"The part {self._main} has no body")
        self._forms = {kind: self._form_of_notes(kind, body) for kind in _NOTES}
        if self._traced:
            paragraphs = (element for element in root.iter() if local(element) == "p")
            self._numbers = {element: at for at, element in enumerate(paragraphs)}
        headers = self._furniture("header")
        lines = self._block(body)
        notes = [line for kind in _NOTES for line in self._notes(kind)]
        footers = self._furniture("footer")
        if not lines and (headers or footers):
            self._found.add("furniture")
            headers, footers = furniture_as_text(headers), furniture_as_text(footers)
        return Reading(
            [*headers, *lines, *notes, *footers],
            DOCX_READER,
            warnings=tuple(text for kind, text in _WARNINGS.items() if kind in self._found),
        )

    def _form_of_notes(self, kind: str, body: "_Element") -> Numeral:
        properties, usual = f"{kind}Pr", _NOTES[kind][1]
        stated = value(child(body, "sectPr", properties, "numFmt"))
        stated = stated or value(child(self._settings, properties, "numFmt"))
        return form_of_notes(stated, usual)

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

    def _notes(self, kind: str) -> Iterator[DraftLine]:
        """Read footnotes or endnotes, each with its number in square brackets as label."""
        root = self._first(_NOTES[kind][0])
        notes = {value(note, "id"): note for note in (root if root is not None else ())}
        marked = self._marked[kind]
        for shown, identity in enumerate(marked, start=1):  # a note may refer to further notes
            if identity not in notes:
                continue
            self._here = self._marked_at.get((kind, identity), ())
            for place, line in enumerate(self._block(notes[identity])):
                line.label = self._mark(kind, shown) if place == 0 else line.label
                yield line

    def _mark(self, kind: str, number: int) -> str:
        return f"[{numeral(number, self._forms.get(kind, Numeral.DECIMAL))}]"

    def _reference(self, element: "_Element", kind: str) -> str:
        """Note that a note is referred to, and give its mark."""
        identity = value(element, "id") or ""
        if identity not in self._marked[kind]:
            self._marked[kind].append(identity)
            self._marked_at[kind, identity] = self._here
        if value(element, "customMarkFollows") in {"1", "true", "on"}:
            return ""
        return self._mark(kind, self._marked[kind].index(identity) + 1)

    def _block(self, parent: "_Element") -> list[DraftLine]:
        """Read the paragraphs and tables below an element."""
        lines: list[DraftLine] = []
        for element in parent:
            name = local(element)
            self._notice_changes(name)
            if name == "p":
                lines += self._paragraph(element)
            elif name == "tbl":
                lines += table_lines(self._rows(element))
            elif name in _WRAPPERS:
                lines += self._block(element)
            elif name == "AlternateContent":
                lines += self._block(alternative(element))
            elif name == "altChunk":
                lines += self._chunk(element)
        return lines

    def _notice_changes(self, name: str) -> None:
        if name in _CHANGES:
            self._found.add("changes")

    def _chunk(self, element: "_Element") -> list[DraftLine]:
        """Read a file that is embedded in place of paragraphs, if it is of a kind for that."""
        _, part = self._related.get(value(element, "id") or "", ("", ""))
        if part and self._depth < _DEEPEST:
            data = self._archive.read(part)
            kind = kinds.media_type(data, part)
            try:
                if kind == kinds.DOCX:
                    return self._held(_body(read_docx(data, depth=self._depth + 1)))
                if kind == kinds.HTML:
                    return self._held(_body(read_html(data)))
                if kind == kinds.PLAIN:
                    return self._held(_body(read_plain(data)))
            except RefusedError:
                pass  # warned of, like those of other kinds
        self._found.add("chunk")
        return []

    def _held(self, lines: list[DraftLine]) -> list[DraftLine]:
        """Note of lines that no paragraph of the main part prints, which one led to them."""
        for line in lines:
            line.paragraphs, line.is_own = self._here, False
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
            if name == "tc" and child(element, "tcPr", "cellDel") is None:
                yield self._block(element)
            elif name in _WRAPPERS:
                yield from self._cells(element)

    def _paragraph(self, paragraph: "_Element") -> list[DraftLine]:
        properties = child(paragraph, "pPr")
        style = value(child(properties, "pStyle")) or self._styles.default_paragraph
        runs = Runs(unwanted=self._unwanted)
        number_here = self._numbers.get(paragraph) if self._traced else None
        if number_here is not None:
            self._here = (number_here,)
        self._walk(paragraph, runs)
        carried, self._carried = self._carried, _Carried()
        origin = carried.paragraphs + self._here
        text = carried.text + runs.text()
        if self._joins_the_next(properties, text):
            # a paragraph that is deleted, hidden or only a large first letter is not counted
            run_in = bool(text.strip()) and switched_on(child(properties, "rPr"), "vanish")
            number_before = self._numbering.label(paragraph, style) if run_in else None
            self._carried = _Carried(f"{text} " if run_in else text, number_before, origin)
            return self._set_apart(runs)
        number_before = self._numbering.label(paragraph, style)
        number_before = carried.number or number_before
        heading = self._heading_level(properties, style)
        like = DraftLine("", size=runs.size or self._styles.size(style))
        like.bold = runs.all_bold(bool(self._styles.bold(style)))
        like.paragraphs, like.is_own = origin, number_here is not None
        if number_before is not None:
            like.label = number_before.text or None
            like.kind, like.level = LineKind.LIST_ITEM, number_before.level
        if heading is not None:
            like.kind, like.level = LineKind.HEADING, heading
        return paragraph_lines(text, like) + self._set_apart(runs)

    @staticmethod
    def _joins_the_next(properties: "_Element | None", text: str) -> bool:
        mark = child(properties, "rPr")
        gone = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        frame = value(child(properties, "framePr"), "dropCap")
        return (
            gone
            or bool(switched_on(mark, "vanish"))
            or (frame in {"drop", "margin"} and len(text.strip()) < _LONGEST_DROP_CAP)
        )

    def _set_apart(self, runs: Runs) -> list[DraftLine]:
        """Read the text boxes and diagrams of a paragraph."""
        lines = [line for box in runs.boxes for line in self._block(box)]
        for identity in runs.diagrams:
            kind, part = self._related.get(identity, ("", ""))
            if kind == "diagramData":
                lines += self._held(_diagram_lines(self._archive.xml(part)))
        return lines

    def _heading_level(self, properties: "_Element | None", style: str | None) -> int | None:
        outline = number(value(child(properties, "outlineLvl")))
        if outline is not None:
            return outline + 1 if outline < 9 else None
        return self._styles.heading_level(style)

    def _walk(self, parent: "_Element", runs: Runs) -> None:
        """Collect the runs below a paragraph, with their formatting."""
        for element in parent:
            name = local(element)
            self._notice_changes(name)
            if name == "r":
                self._run(element, runs)
            elif name == "fldSimple" and runs.is_unwanted(value(element, "instr") or ""):
                self._notice_field(value(element, "instr") or "")
            elif name in _WRAPPERS:
                self._walk(element, runs)
            elif name == "AlternateContent":
                self._walk(alternative(element), runs)
            elif name == "t":  # of a formula
                runs.add(element.text or "")
            elif name not in _DELETED:
                self._walk(element, runs)

    def _run(self, run: "_Element", runs: Runs) -> None:
        properties = child(run, "rPr")
        if switched_on(properties, "vanish"):
            self._hide(run, runs)
            return
        bold, size = switched_on(properties, "b"), points(properties)
        worn = value(child(properties, "rStyle"))
        if worn is not None:
            bold = self._styles.bold(worn) if bold is None else bold
        for element in run:
            name = local(element)
            if name == "t":
                runs.add(element.text or "", bold=bold, size=size)
            elif printed := self._printed(element, name):
                runs.add(printed)
            elif name == "instrText":
                runs.instruct(element.text or "")
            elif name == "fldChar":
                self._field(element, runs)
            elif name == "ruby":
                self._walk(element, runs)
            elif name in {"drawing", "pict", "object"}:
                runs.set_apart(element)
            elif name == "AlternateContent":
                runs.set_apart(alternative(element))

    def _printed(self, element: "_Element", name: str) -> str:
        if name in _REFERENCES:
            return self._reference(element, _REFERENCES[name])
        return printed_character(element)

    def _hide(self, run: "_Element", runs: Runs) -> None:
        for element in run:
            if local(element) == "t":
                self._found.add("hidden")
            elif local(element) == "fldChar":  # a field must not stay open where its end is hidden
                runs.field(value(element, "fldCharType") or "")

    def _field(self, element: "_Element", runs: Runs) -> None:
        mark = value(element, "fldCharType") or ""
        instruction = runs.field(mark)
        if mark == "begin":
            runs.add_before_field(chosen(child(element, "ffData", "ddList")))
        elif mark == "end":
            self._notice_field(instruction)

    def _notice_field(self, instruction: str) -> None:
        if _TODAY.match(instruction):
            self._found.add("today")
        elif _UNCOUNTED.match(instruction):
            self._found.add("uncounted")


def _diagram_lines(root: "_Element") -> list[DraftLine]:
    """Read the texts of a diagram (SmartArt), in the order in which they were entered."""
    lines: list[DraftLine] = []
    for paragraph in root.iter():
        if local(paragraph) == "p":
            words = [each.text or "" for each in paragraph.iter() if local(each) == "t"]
            lines += paragraph_lines("".join(words), DraftLine(""))
    return lines


def _body(reading: Reading) -> list[DraftLine]:
    return [line for line in reading.lines if line.kind is not LineKind.FURNITURE]
