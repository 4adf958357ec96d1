"""A protocol as a Word file, numbered by Word: its labels stand nowhere in the text."""

import datetime
import io
import zipfile
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from .archive import archive
from .numbering import Automatic, Level, Scheme, Typed, plan
from .protocol import Entry, Protocol

_FIXED = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
_FIRST = 60  # numbers of our lists; the template's own lie below
_FONTS = ("Calibri", "Arial", "Times New Roman")


def word(protocol: Protocol) -> bytes:
    """Render a protocol as DOCX; the variant chooses the typeface and how the title stands."""
    document = docx.Document()
    _slim(document)
    _look(document, protocol)
    plans, schemes = plan(protocol.entries)
    lists = _Lists(document, schemes)
    rows: list[Entry] = []
    for entry, how in zip(protocol.entries, plans, strict=True):
        if entry.kind == "table_row":
            rows.append(entry)
            continue
        _table(document, rows)
        rows = []
        paragraph = _paragraph(document, protocol, entry)
        if isinstance(how, Automatic):
            lists.number(paragraph, how)
        elif isinstance(how, Typed):
            paragraph.runs[0].text = f"{how.label}\t{entry.text}"
            paragraph.paragraph_format.left_indent = Cm(1.25)
            paragraph.paragraph_format.first_line_indent = Cm(-1.25)
    _table(document, rows)
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as file:
        return archive((name, file.read(name)) for name in file.namelist())


def _slim(document: Document) -> None:
    """Drop what the template brings and no council's file needs: nine tenths of its bytes."""
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        name = style.find(qn("w:name")).get(qn("w:val"))
        if style.get(qn("w:type")) == "table" and name not in {"Normal Table", "Table Grid"}:
            styles.remove(style)
    for part in (document.part, document.part.package):
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(("/stylesWithEffects", "/thumbnail", "/customXml")):
                del part.rels[key]


def _look(document: Document, protocol: Protocol) -> None:
    font = _FONTS[protocol.variant % len(_FONTS)]
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        style = document.styles[name]
        style.font.name = font
        if name.startswith("Heading"):
            fonts = style.element.rPr.rFonts
            for attribute in [key for key in fonts.attrib if "Theme" in key]:
                del fonts.attrib[attribute]
            if protocol.variant:
                style.font.color.rgb = RGBColor(0, 0, 0)
    document.styles["Normal"].font.size = Pt(11)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.54)
    if protocol.page_header:
        section.header.paragraphs[0].text = protocol.page_header
    footer = section.footer.paragraphs[0]
    if protocol.page_footer:
        footer.add_run(f"{protocol.page_footer}\t\t")
    else:
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("Page ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")
    properties = document.core_properties
    properties.title, properties.author = protocol.title, protocol.council
    properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = _FIXED
    properties.revision = 1


def _field(paragraph: Paragraph, code: str) -> None:
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = code
        run._r.append(mark)


def _paragraph(document: Document, protocol: Protocol, entry: Entry) -> Paragraph:
    if entry.role == "title":
        if protocol.variant == 1:  # as many clerks do: a bold line instead of the style
            paragraph = document.add_paragraph()
            run = paragraph.add_run(entry.text)
            run.bold, run.font.size = True, Pt(18)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            return paragraph
        return document.add_paragraph(entry.text, style="Title")
    if entry.kind == "heading":
        return document.add_paragraph(entry.text, style=f"Heading {min(entry.level, 3)}")
    paragraph = document.add_paragraph(entry.text)
    paragraph.paragraph_format.space_after = Pt(3 if entry.kind == "list_item" else 8)
    if entry.depth and not entry.label:
        paragraph.paragraph_format.left_indent = Cm(1.25 * entry.depth)
    return paragraph


def _table(document: Document, rows: Sequence[Entry]) -> None:
    if not rows:
        return
    table = document.add_table(rows=0, cols=max(len(row.cells) for row in rows))
    table.style = "Table Grid"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row.cells, strict=False):
            cell.text = text
    document.add_paragraph()


class _Lists:
    """The lists of one document in `numbering.xml`."""

    def __init__(self, document: Document, schemes: Sequence[Scheme]) -> None:
        self._numbering = document.part.numbering_part.element
        self._current = {}
        self._next = _FIRST
        for scheme in schemes:
            self._abstract(scheme)
            self._current[scheme.id] = self._num(scheme.id, None)

    def number(self, paragraph: Paragraph, how: Automatic) -> None:
        if how.start is not None:
            self._current[how.scheme] = self._num(how.scheme, how)
        num = self._current[how.scheme]
        paragraph._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{how.level}"/>'
                f'<w:numId w:val="{num}"/></w:numPr>'
            )
        )

    def _abstract(self, scheme: Scheme) -> None:
        single = len(scheme.levels) == 1
        levels = "".join(
            _level(number, level, indent=1 if single else 0)
            for number, level in enumerate(scheme.levels)
            if level is not None
        )
        element = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_FIRST + scheme.id}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
        self._numbering.find(qn("w:num")).addprevious(element)

    def _num(self, scheme: int, how: Automatic | None) -> int:
        number, self._next = self._next, self._next + 1
        start = ""
        if how is not None:
            start = (
                f'<w:lvlOverride w:ilvl="{how.level}">'
                f'<w:startOverride w:val="{how.start}"/></w:lvlOverride>'
            )
        self._numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}">'
                f'<w:abstractNumId w:val="{_FIRST + scheme}"/>{start}</w:num>'
            )
        )
        return number


def _level(number: int, level: Level, indent: int) -> str:
    left = 567 * (indent + number) + 567
    hanging = 567 if number == 0 else 709
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{level.style}"/>'
        f'<w:lvlText w:val="{level.pattern}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )
