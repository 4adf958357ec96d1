"""How do lines become a Word file: real styles, a language, no dates, the same bytes each time?

The package of styles is made once, by python-docx; each file then adds its own text to it. Making
every paragraph by that library takes twenty times as long.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from pipeline.report.addresses import web_address
from pipeline.report.safe_text import shown

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can hold
_BODY = "word/document.xml"
_LINKS = "word/_rels/document.xml.rels"
_CORE = "docProps/core.xml"
_NUMBERS = "word/numbering.xml"
_AUTHOR = "Protocol check"
_FONT = "Arial"
_QUIET = "4D5761"
_BRAND = "12436D"
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_WIDTH = 10318  # of the text, in twentieths of a point: A4 less the margins
_OWN_LIST = 99  # number of the numbering of clauses; the package has a few of its own
_INDENT = 624  # of its lines, in twentieths of a point
_LEVELS = (
    ("decimal", "%1.", _INDENT),
    ("decimal", "%1.%2", _INDENT),
    ("lowerLetter", "(%3)", 2 * _INDENT),
)
_MARGINS = re.compile(r'(w:(?:top|right|bottom|left))="\d{1,5}"')
_LANGUAGES = {"en": "en-GB", "cy": "cy-GB"}


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style."""

    text: str
    href: str = ""  # relative to the file, or http and https; empty: no link
    strong: bool = False
    quoted: bool = False
    language: str = "en"
    # what the reader has to fill in: the name of the place; the text is then shown in brackets
    to_fill: str = ""
    change: "Tracked | None" = None  # None: the words stand in both versions


class Tracked(StrEnum):
    """What Word shows as a change that can be accepted or rejected."""

    PUT_IN = "ins"
    LEFT_OUT = "del"


class Paper:
    """A Word file while it is written, from top to bottom."""

    def __init__(self, title: str, *, letter: bool = False) -> None:
        """Begin a file.

        Args:
            title: Shown by Word and screen readers as the file's name.
            letter: Whether it has the margins of a letter, and not those of a full sheet.
        """
        self._letter = letter
        self._title = shown(title)
        self._body: list[str] = []
        self._links: dict[str, str] = {}
        self._places = 0
        self._is_numbered = False
        self._changes = 0

    def add(
        self,
        style: str,
        runs: Iterable[Run],
        *,
        level: int | None = None,
        change: Tracked | None = None,
    ) -> None:
        """Add a paragraph.

        Args:
            style: Title, Subtitle, Heading1, Normal, Task, Foot or another of this module's.
            runs: Its words.
            level: Depth in the numbering of the file, which Word keeps up: 0 for "1.", 1 for "1.1"
                and 2 for "(a)". None: not numbered.
            change: Whether its end is a tracked change, so that a paragraph that is accepted as
                left out, or rejected as put in, is gone.
        """
        self._is_numbered = self._is_numbered or level is not None
        self._body.append(self._paragraph(style, runs, level, change))

    def add_table(
        self,
        caption: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[Iterable[Run]]],
        widths: Sequence[float],
    ) -> None:
        """Add a table.

        Args:
            caption: What it holds, for those who do not see it.
            heads: One for each column; the row is repeated where the table goes over a page.
                Empty: the table has no such row.
            rows: Of each cell the words.
            widths: Shares of the width, which add up to 1.
        """
        sizes = [round(share * _WIDTH) for share in widths]
        grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
        described = quoteattr(shown(caption))
        head = "".join(
            _cell(size, self._paragraph("Cell", [Run(text, strong=True)]))
            for size, text in zip(sizes, heads, strict=bool(heads))
        )
        head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>" if head else ""
        lines = [
            "".join(
                _cell(size, self._paragraph("Cell", runs))
                for size, runs in zip(sizes, row, strict=True)
            )
            for row in rows
        ]
        self._body.append(
            '<w:tbl><w:tblPr><w:tblStyle w:val="Rows"/>'
            f'<w:tblW w:w="{sum(sizes)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="{"0020" if heads else "0000"}" w:firstRow="{int(bool(heads))}" '
            'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f"<w:tblCaption w:val={described}/><w:tblDescription w:val={described}/></w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>"
            + head
            + "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{line}</w:tr>" for line in lines)
            + "</w:tbl>"
        )

    def to_bytes(self) -> bytes:
        """Give the file."""
        before, after = _frame()
        if self._letter:
            after = _MARGINS.sub(r'\g<1>="1361"', after)
        own = {
            _BODY: (before + "".join(self._body) + after).encode(),
            _LINKS: _with_links(_package()[_LINKS], self._links),
            _CORE: _core(self._title),
        }
        if self._is_numbered:
            own[_NUMBERS] = _with_numbering(_package()[_NUMBERS])
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in {**_package(), **own}.items():
                entry = zipfile.ZipInfo(name, FIRST_DAY)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o600 << 16
                packed.writestr(entry, content)
        return data.getvalue()

    def _paragraph(
        self,
        style: str,
        runs: Iterable[Run],
        level: int | None = None,
        change: Tracked | None = None,
    ) -> str:
        inside = "".join(self._run(run) for run in runs)
        number = (
            f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{_OWN_LIST}"/></w:numPr>'
            if level is not None
            else ""
        )
        mark = f"<w:rPr><w:{change} {self._tracked()}/></w:rPr>" if change else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{number}{mark}</w:pPr>{inside}</w:p>'

    def _tracked(self) -> str:
        """Number a change and say whose it is; the day is left out, so that equal files are so."""
        self._changes += 1
        return f'w:id="{self._changes}" w:author="{_AUTHOR}"'

    def _run(self, run: Run) -> str:
        if run.to_fill:
            return self._place(run)
        href = _safe(run.href)
        looks = ['<w:rStyle w:val="Hyperlink"/>'] if href else []
        looks += ["<w:b/>"] if run.strong else []
        looks += ["<w:i/>"] if run.quoted else []
        if run.language != "en":
            looks.append(f'<w:lang w:val="{_LANGUAGES.get(run.language, "en-GB")}"/>')
        words = f"<w:r>{_looks(looks)}{_text(run.text)}</w:r>"
        if run.change is Tracked.LEFT_OUT:
            words = words.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        if run.change:
            return f"<w:{run.change} {self._tracked()}>{words}</w:{run.change}>"
        if not href:
            return words
        link = self._links.setdefault(href, f"own{len(self._links) + 1}")
        return f'<w:hyperlink r:id="{link}" w:history="1">{words}</w:hyperlink>'

    def _place(self, run: Run) -> str:
        """Write a place to fill in: Word selects it as a whole, and it stands in yellow."""
        self._places += 1
        name = quoteattr(shown(run.to_fill))
        return (
            f"<w:sdt><w:sdtPr><w:alias w:val={name}/><w:tag w:val={name}/>"
            f'<w:id w:val="{self._places}"/><w:temporary/><w:showingPlcHdr/><w:text/></w:sdtPr>'
            '<w:sdtContent><w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr>'
            f"{_text(f'[{run.text}]')}</w:r></w:sdtContent></w:sdt>"
        )


def _looks(looks: Sequence[str]) -> str:
    return f"<w:rPr>{''.join(looks)}</w:rPr>" if looks else ""


def _text(text: str) -> str:
    lines = shown(text).split("\n")
    return "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in lines
    )


def _cell(width: int, paragraph: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph}</w:tc>'


def _safe(href: str) -> str:
    """Pass an address that a file may link to: http, https, or one below the report's folder."""
    if "://" in href or href.partition("/")[0].partition("#")[0].find(":") >= 0:
        return web_address(href) or ""
    return href


def _with_links(relations: bytes, links: dict[str, str]) -> bytes:
    own = "".join(
        f'<Relationship Id="{name}" Type="{_HYPERLINK}" Target={quoteattr(href)} '
        'TargetMode="External"/>'
        for href, name in links.items()
    )
    end = b"</Relationships>"
    return relations.removesuffix(end) + own.encode() + end


def _with_numbering(numbers: bytes) -> bytes:
    """Add the numbering of clauses; what describes a list stands before what uses one."""
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{figures}"/>'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{shape}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{_INDENT}"/></w:pPr></w:lvl>'
        for depth, (figures, shape, left) in enumerate(_LEVELS)
    )
    described = (
        f'<w:abstractNum w:abstractNumId="{_OWN_LIST}"><w:multiLevelType w:val="multilevel"/>'
        f"{levels}</w:abstractNum>"
    ).encode()
    used = f'<w:num w:numId="{_OWN_LIST}"><w:abstractNumId w:val="{_OWN_LIST}"/></w:num>'.encode()
    first = numbers.index(b"<w:num ")
    end = numbers.rindex(b"</w:numbering>")
    return numbers[:first] + described + numbers[first:end] + used + numbers[end:]


def _core(title: str) -> bytes:
    return (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>en-GB</dc:language>"
        "</cp:coreProperties>"
    ).encode()


@cache
def _frame() -> tuple[str, str]:
    """Give what stands before and after the text: the sheet and its margins are in the latter."""
    body = _package()[_BODY].decode()
    at = body.index("<w:sectPr")
    return body[:at], body[at:]


@cache
def _package() -> dict[str, bytes]:
    """Make the parts that all files have in common, in the order of their names."""
    from docx import Document
    from docx.oxml.ns import qn

    made = Document()
    _set_sheet(made)
    _set_styles(made)
    made.settings.element.append(_element("w:themeFontLang", {"w:val": "en-GB"}))
    for link in list(made.part.package.rels.values()):
        if link.reltype.endswith("/thumbnail"):  # of a file that nobody has seen
            del made.part.package.rels[link.rId]
    for link in list(made.part.rels.values()):
        if link.reltype.endswith("/customXml"):
            del made.part.rels[link.rId]
    fonts = made.styles.element.find(qn("w:docDefaults"))
    language = fonts.find(".//" + qn("w:lang"))
    language.set(qn("w:val"), "en-GB")
    data = io.BytesIO()
    made.save(data)
    with zipfile.ZipFile(data) as packed:
        return {name: packed.read(name) for name in sorted(packed.namelist(), key=_first)}


def _first(name: str) -> tuple[bool, str]:
    return name != "[Content_Types].xml", name  # which is to stand first in the file


def _set_sheet(made: "WordDocument") -> None:
    from docx.shared import Mm

    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(14)
    section.top_margin, section.bottom_margin = Mm(12), Mm(12)
    section.header_distance = section.footer_distance = Mm(6)


# name, the style it stands on, points, space before and after in points, and whether it is bold
_STYLES = (
    ("Normal", None, 9.5, 0, 2, False),
    ("Title", "Normal", 18, 0, 2, True),
    ("Subtitle", "Normal", 9.5, 0, 0, False),
    ("Heading 1", "Normal", 11, 6, 1.5, True),
    ("Heading 2", "Normal", 10.5, 5, 1.5, True),
    ("Heading 3", "Normal", 10, 4, 1.5, True),
    ("List Bullet", "Normal", 9.5, 0, 1.5, False),
    ("Cell", "Normal", 9, 0.5, 0.5, False),
    ("Figures", "Normal", 10, 2, 2, False),
    ("Foot", "Normal", 8, 6, 0, False),
    ("Letter", "Normal", 10.5, 0, 6, False),
    ("Letter List", "List Bullet", 10.5, 0, 3, False),
    ("Address", "Normal", 10.5, 0, 12, False),
    ("Clause", "Normal", 10.5, 0, 4, False),
    ("Source", "Normal", 8.5, 0, 8, False),
    ("Item", "Letter", 10.5, 0, 3, False),
    ("Task", "Normal", 9.5, 0, 2, False),
    ("Quotation", "Normal", 9, 0, 2, False),
)
# points by which a style stands in from the left, and its first line from that
_INDENTS = {"Item": (22, 0), "Task": (14, -14), "Quotation": (14, 0)}


def _set_styles(made: "WordDocument") -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor, Twips

    styles = made.styles
    kept = {name for name, *_ in _STYLES} | {"Default Paragraph Font", "Normal Table", "No List"}
    for unused in [style for style in styles if style.name not in kept]:
        unused.delete()
    for name, base, points, before, after, bold in _STYLES:
        if name not in styles:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style: Any = styles[name]
        style.base_style = styles[base] if base else None
        style.quick_style = True
        look = style.element.get_or_add_rPr()
        look.clear()  # theme fonts and colours go before ours
        style.font.name, style.font.size, style.font.bold = _FONT, Pt(points), bold
        look.rFonts.set(qn("w:cs"), _FONT)
        shape = style.paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.08
        for border in style.element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
    for name, (indent, first) in _INDENTS.items():
        shape = styles[name].paragraph_format
        shape.left_indent, shape.first_line_indent = Pt(indent), Pt(first)
    headings = ("Heading 1", "Heading 2", "Heading 3")
    for name in ("Title", *headings):
        styles[name].font.color.rgb = RGBColor.from_string(_BRAND)
    for name in ("Subtitle", "Foot", "Source"):
        styles[name].font.color.rgb = RGBColor.from_string(_QUIET)
    for name in headings:
        styles[name].paragraph_format.keep_with_next = True
    styles["Source"].paragraph_format.left_indent = Twips(_INDENT)
    link: Any = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = RGBColor.from_string("0F5499"), True
    rows: Any = styles.add_style("Rows", WD_STYLE_TYPE.TABLE)
    rows.element.append(_rows_look())


def _rows_look() -> Any:
    """Make the look of a table: a line below each row."""
    line = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "C3C9CF"}
    look = _element("w:tblPr", {})
    borders = _element("w:tblBorders", {})
    for side in ("top", "bottom", "insideH"):
        borders.append(_element(f"w:{side}", line))
    margins = _element("w:tblCellMar", {})
    for side, width in (("left", "0"), ("right", "120")):
        margins.append(_element(f"w:{side}", {"w:w": width, "w:type": "dxa"}))
    look.append(borders)
    look.append(margins)
    return look


def _element(name: str, values: dict[str, str]) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(key), value)
    return made
