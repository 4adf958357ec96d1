"""A protocol as a PDF: what Word exports, what a designer's template gives, two columns.

Streams are not compressed: the bytes then do not depend on the machine's zlib, and git stores them
well.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import matplotlib
from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.fonts import addMapping
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from .protocol import Entry, Protocol

rl_config.pageCompression = 0
rl_config.useA85 = 0
WIDTH, HEIGHT = A4


@dataclass(frozen=True, slots=True)
class Look:
    """How one publisher's documents look."""

    body: str
    bold: str
    size: float
    leading: float  # of the type size
    margin: float
    heading: tuple[str, ...]  # colours of heading levels 1, 2 and deeper
    heading_sizes: tuple[float, ...]
    title_size: float
    title_align: int
    space_after: float
    hanging: bool  # numbers stand in the margin of their text, not in its first line
    align: int
    producer: str
    creator: str
    furniture: str  # word, banner or ruled
    columns: int = 1
    shade: str | None = None  # of the first cells of tables


_BLUE = "#2F5496"
_WORD = Look(
    "Helvetica", "Helvetica-Bold", 11, 1.22, 72, (_BLUE, _BLUE, "#1F3763"), (15, 12.5, 11.5),
    24, TA_LEFT, 8, True, TA_LEFT, "Microsoft: Print To PDF", "Microsoft Word", "word",
)  # fmt: skip
LOOKS = {
    "word-pdf": (
        _WORD,
        Look("Times-Roman", "Times-Bold", 12, 1.15, 72, ("#000000",) * 3, (13, 12, 12), 18,
             TA_CENTER, 10, True, TA_LEFT, "Acrobat Distiller 11.0", "PScript5.dll Version 5.2.2",
             "word"),
        Look("Helvetica", "Helvetica-Bold", 10.5, 1.3, 64, ("#000000",) * 3, (12, 10.5, 10.5), 16,
             TA_CENTER, 6, True, TA_JUSTIFY, "LibreOffice 7.4", "Writer", "word"),
    ),
    "report-pdf": (
        Look("Vera", "Vera-Bold", 9.5, 1.4, 60, ("#1B5E4B", "#1B5E4B", "#333333"), (14, 11, 10),
             22, TA_LEFT, 6, True, TA_LEFT, "PDF Presentation Export", "Civic template 4", "banner",
             shade="#E3EFEA"),
        Look("Times-Roman", "Helvetica-Bold", 11, 1.28, 70, ("#5B1A2E", "#333333", "#333333"),
             (13, 11.5, 11), 20, TA_LEFT, 6, False, TA_JUSTIFY, "Xpress Page 9", "Press template",
             "ruled", shade="#EEEEEE"),
    ),
    "twocol-pdf": (
        Look("Times-Roman", "Times-Bold", 9.5, 1.22, 48, ("#20406A", "#20406A", "#000000"),
             (11.5, 10, 9.5), 20, TA_LEFT, 4, True, TA_JUSTIFY, "Page Studio 2.1", "Newsletter",
             "ruled", columns=2),
    ),
    "scan-pdf": (
        Look("Times-Roman", "Times-Bold", 12, 1.2, 76, ("#000000",) * 3, (12.5, 12, 12), 16,
             TA_CENTER, 8, True, TA_LEFT, "", "", "word"),
    ),
}  # fmt: skip
_UNICODE = {
    "Helvetica": "DejaVuSans", "Helvetica-Bold": "DejaVuSans-Bold",
    "Times-Roman": "DejaVuSerif", "Times-Bold": "DejaVuSerif-Bold",
}  # fmt: skip


def pdf(protocol: Protocol) -> bytes:
    """Render a protocol in the look of its layout and variant."""
    looks = LOOKS.get(protocol.layout, LOOKS["word-pdf"])
    look = looks[protocol.variant % len(looks)]
    fonts = _fonts(look, protocol)
    pages = 0
    for _ in range(2):  # the first pass counts the pages for "Page X of Y"
        out = io.BytesIO()
        pages = _build(out, protocol, look, fonts, pages)
    return out.getvalue()


def _fonts(look: Look, protocol: Protocol) -> tuple[str, str]:
    """Take the standard fonts, unless a letter such as ŵ is not in them."""
    _register()
    text = "".join(entry.printed for entry in protocol.entries)
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return _UNICODE.get(look.body, look.body), _UNICODE.get(look.bold, look.bold)
    return look.body, look.bold


@cache
def _register() -> None:
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    files = {"Vera": "Vera.ttf", "Vera-Bold": "VeraBd.ttf"}
    files |= {name: str(folder / f"{name}.ttf") for name in _UNICODE.values()}
    for name, file in files.items():
        pdfmetrics.registerFont(TTFont(name, file))
        addMapping(name, 0, 0, name)


def _build(
    out: io.BytesIO, protocol: Protocol, look: Look, fonts: tuple[str, str], pages: int
) -> int:
    gap = 22
    width = (WIDTH - 2 * look.margin - gap * (look.columns - 1)) / look.columns
    styles = _Styles(look, fonts, width)
    story, head = _story(protocol.entries, styles)

    def furnish(canvas: Canvas, template: BaseDocTemplate) -> None:
        number = f"Page {template.page} of {pages or 1}"
        _furniture(canvas, protocol, look, fonts, number)

    top = 86 if look.furniture == "banner" else 72
    bottom = 64
    height = HEIGHT - top - bottom

    def frames(lower: float) -> list[Frame]:
        return [
            Frame(look.margin + i * (width + gap), bottom, width, height - lower, 0, 0, 0, 0)
            for i in range(look.columns)
        ]

    template = BaseDocTemplate(
        out, pagesize=A4, invariant=1, title=protocol.title, author=protocol.council,
        creator=look.creator, producer=look.producer or None,
    )  # fmt: skip
    if look.columns == 1:
        template.addPageTemplates([PageTemplate("page", frames(0), onPage=furnish)])
        story = head + story
    else:  # the title runs over both columns
        full = WIDTH - 2 * look.margin
        tall = sum(flowable.wrap(full, height)[1] + 8 for flowable in head) + 10
        banner = Frame(look.margin, HEIGHT - top - tall, full, tall, 0, 0, 0, 0)
        template.addPageTemplates(
            [
                PageTemplate("first", [banner, *frames(tall)], onPage=furnish),
                PageTemplate("page", frames(0), onPage=furnish),
            ]
        )
        story = [*head, NextPageTemplate("page"), FrameBreak(), *story]
    template.build(story)
    return int(template.page)


class _Styles:
    def __init__(self, look: Look, fonts: tuple[str, str], width: float) -> None:
        self.look, self.width = look, width
        self.body, self.bold = fonts
        leading = look.size * look.leading
        self.base = ParagraphStyle(
            "body", fontName=self.body, fontSize=look.size, leading=leading, alignment=look.align,
            spaceAfter=look.space_after, bulletFontName=self.body, bulletFontSize=look.size,
        )  # fmt: skip

    def title(self) -> ParagraphStyle:
        size = self.look.title_size
        return ParagraphStyle(
            "title", self.base, fontName=self.bold, fontSize=size, leading=size * 1.2,
            alignment=self.look.title_align, spaceAfter=8, textColor=self.look.heading[0],
        )  # fmt: skip

    def heading(self, entry: Entry) -> ParagraphStyle:
        rank = min(entry.level, 3) - 1
        size = self.look.heading_sizes[rank]
        least = 18 if self.look.columns > 1 else 34
        hang = self._hang(entry.label, self.bold, size, least) if entry.label else 0
        return ParagraphStyle(
            f"heading{entry.level}", self.base, fontName=self.bold, fontSize=size,
            leading=size * 1.25, spaceBefore=size * 0.7, spaceAfter=size * 0.4, keepWithNext=1,
            alignment=TA_LEFT, textColor=self.look.heading[rank], bulletFontName=self.bold,
            bulletFontSize=size, bulletColor=self.look.heading[rank],
            leftIndent=hang if self.look.hanging else 0,
        )  # fmt: skip

    def labelled(self, entry: Entry) -> ParagraphStyle:
        step = 26 if self.look.columns == 1 else 14
        outer = step * max(entry.depth, 0)
        least = 18 if entry.depth or self.look.columns > 1 else 34
        hang = self._hang(entry.label or "", self.body, self.look.size, least)
        if not self.look.hanging:
            outer, hang = max(outer - step, 0) + (12 if entry.depth else 0), 0
        return ParagraphStyle(
            "labelled", self.base, bulletIndent=outer, leftIndent=outer + hang,
            spaceBefore=0 if entry.kind == "list_item" else self.look.space_after,
            spaceAfter=self.look.space_after * (0.5 if entry.kind == "list_item" else 1),
            keepWithNext=1 if entry.kind == "list_intro" else 0,
        )  # fmt: skip

    def _hang(self, label: str, font: str, size: float, least: float) -> float:
        return max(least, stringWidth(label, font, size) + 7)


def _story(entries: Sequence[Entry], styles: _Styles) -> tuple[list[Flowable], list[Flowable]]:
    """Lay out the entries.

    Returns:
        The flowables of the body, and before them those of the title lines at the very start.
    """
    head: list[Flowable] = []
    story: list[Flowable] = []
    rows: list[Entry] = []
    for entry in entries:
        if entry.kind == "table_row":
            rows.append(entry)
            continue
        if rows:
            story += _table(rows, styles)
            rows = []
        if entry.role == "title" and not story:
            head.append(Paragraph(escape(entry.text, quote=False), styles.title()))
        else:
            story.append(_paragraph(entry, styles))
    if rows:
        story += _table(rows, styles)
    return story, head


def _paragraph(entry: Entry, styles: _Styles) -> Paragraph:
    text = escape(entry.text, quote=False)
    if entry.role == "title":
        return Paragraph(text, styles.title())
    style = styles.heading(entry) if entry.kind == "heading" else styles.labelled(entry)
    if entry.label and styles.look.hanging:
        return Paragraph(text, style, bulletText=entry.label)
    if entry.label:
        return Paragraph(f"{escape(entry.label, quote=False)}&nbsp;&nbsp;{text}", style)
    if entry.kind == "heading":
        return Paragraph(text, style)
    left = 26 * entry.depth
    keep = 1 if entry.kind == "list_intro" else 0
    plain = ParagraphStyle("plain", styles.base, leftIndent=left, keepWithNext=keep)
    if entry.role == "toc":
        plain = ParagraphStyle("toc", plain, spaceAfter=2, alignment=TA_LEFT)
    return Paragraph(text, plain)


def _table(rows: Sequence[Entry], styles: _Styles) -> list[Flowable]:
    look, count = styles.look, max(len(row.cells) for row in rows)
    cell = ParagraphStyle("cell", styles.base, spaceAfter=0, alignment=TA_LEFT)
    strong = ParagraphStyle("strong", cell, fontName=styles.bold)
    header = count > 2 and not any(char.isdigit() for char in rows[0].text)
    data = []
    for number, row in enumerate(rows):
        cells = row.cells + ("",) * (count - len(row.cells))
        data.append(
            [
                Paragraph(
                    escape(text, quote=False),
                    strong if (header and number == 0) or (count == 2 and i == 0) else cell,
                )
                for i, text in enumerate(cells)
            ]
        )
    first = 0.34 if count == 2 else 1 / count
    widths = [styles.width * first] + [styles.width * (1 - first) / max(count - 1, 1)] * (count - 1)
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    if look.shade:
        area = ((0, 0), (-1, 0)) if header else ((0, 0), (0, -1))
        style.append(("BACKGROUND", *area, colors.HexColor(look.shade)))
    return [Table(data, widths, style=style, repeatRows=int(header), hAlign="LEFT"), Spacer(1, 12)]


def _furniture(
    canvas: Canvas, protocol: Protocol, look: Look, fonts: tuple[str, str], number: str
) -> None:
    """Draw what stands on every page: running header and footer, and the page's number."""
    left, right, low = look.margin, WIDTH - look.margin, 34
    body, bold = fonts
    canvas.saveState()
    canvas.setFont(body, 9)
    if look.furniture == "banner":
        canvas.setFillColor(colors.HexColor(look.heading[0]))
        canvas.rect(0, HEIGHT - 26, WIDTH, 26, stroke=0, fill=1)
        canvas.rect(left, low + 14, WIDTH - 2 * left, 1.2, stroke=0, fill=1)
        canvas.setFillColor(colors.black)
        if protocol.page_header:
            canvas.setFont(bold, 8.5)
            canvas.drawString(left, HEIGHT - 46, protocol.page_header)
            canvas.setFont(body, 9)
    elif look.furniture == "ruled":
        if protocol.page_header:
            canvas.drawRightString(right, HEIGHT - 42, protocol.page_header)
            canvas.line(left, HEIGHT - 47, right, HEIGHT - 47)
        canvas.line(left, low + 12, right, low + 12)
    elif protocol.page_header:
        canvas.drawString(left, HEIGHT - 42, protocol.page_header)
    if protocol.page_footer:
        canvas.drawString(left, low, protocol.page_footer)
        canvas.drawRightString(right, low, number)
    else:
        canvas.drawCentredString(WIDTH / 2, low, number)
    canvas.restoreState()
