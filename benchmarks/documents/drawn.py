"""Protocols drawn by programs that place every line or word themselves (ReportLab, cairo).

Design programs, form makers and old desktop publishing write pages so: drawing order that is not
reading order, words in pieces, pages on their side, two pages on one sheet.
"""

import io
import random
import re
import subprocess
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from reportlab.lib.pagesizes import A4, A5
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from .protocols import Block, Rendered, Text

FAMILIES = {"sans": "Liberation Sans", "serif": "Liberation Serif", "dejavu": "DejaVu Sans"}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text at its place."""

    x: float
    y: float  # of the baseline, from the bottom
    text: str
    font: str
    size: float


Rule = tuple[float, float, float, float]


@dataclass(slots=True)
class Page:
    """What stands on a page, in reading order."""

    runs: list[Run]
    rules: list[Rule]


@cache
def font(family: str, *, bold: bool = False) -> str:
    """Register a typeface of the system and give its name in the PDF."""
    pattern = f"{FAMILIES[family]}:bold" if bold else FAMILIES[family]
    command = ["fc-match", "-f", "%{file}", pattern]
    path = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    name = f"{family}{'-bold' if bold else ''}"
    pdfmetrics.registerFont(TTFont(name, path))
    return name


def set_lines(
    blocks: tuple[Block, ...], *, width: float, height: float, left: float, top: float,
    bottom: float, size: float = 10.5, family: str = "sans", columns: int = 1, gap: float = 20,
    hang: float = 34, rules: bool = True,
) -> list[Page]:  # fmt: skip
    """Break the blocks into lines and the lines into columns and pages.

    Labels hang to the left of their text, `hang` points wide. A table goes row by row with its
    cells side by side; with `rules` it is ruled.
    """
    plain, bold = font(family), font(family, bold=True)
    lead = size * 1.3
    column = (width - 2 * left - gap * (columns - 1)) / columns
    pages = [Page([], [])]
    place = [0, height - top]  # column, y

    def room(needed: float) -> None:
        if place[1] - needed < bottom:
            place[0] += 1
            place[1] = height - top
            if place[0] == columns:
                place[0] = 0
                pages.append(Page([], []))

    def lines(text: str, face: str, points: float, measure: float) -> list[str]:
        out, line = [], ""
        for word in text.split():
            longer = f"{line} {word}" if line else word
            if line and pdfmetrics.stringWidth(longer, face, points) > measure:
                out.append(line)
                line = word
            else:
                line = longer
        return [*out, line]

    for block in blocks:
        if block.kind == "table":
            place[1] -= lead * 0.6  # below the feet of the line above
            count = max(len(row) for row in block.rows)
            cell = column / count
            for row in block.rows:
                wrapped = [lines(text, plain, size - 1, cell - 8) for text in row]
                tall = max(len(part) for part in wrapped) * lead + 6
                room(tall)
                x0, y0 = left + place[0] * (column + gap), place[1]
                for index, part in enumerate(wrapped):
                    for number, line in enumerate(part):
                        pages[-1].runs.append(
                            Run(
                                x0 + index * cell + 4,
                                y0 - 2 - lead * (number + 0.8),
                                line,
                                plain,
                                size - 1,
                            )
                        )
                if rules:
                    edges = [x0 + index * cell for index in range(count + 1)]
                    pages[-1].rules += [(x, y0, x, y0 - tall) for x in edges]
                    pages[-1].rules += [(x0, y, x0 + column, y) for y in (y0, y0 - tall)]
                place[1] -= tall
            place[1] -= lead * 0.6
            continue
        head = block.kind in {"title", "heading"}
        points = size + {"title": 7, "heading": 2.5}.get(block.kind, 0)
        face = bold if head else plain
        indent = 0 if head else hang * (block.level if block.kind == "item" else 0)
        indent += hang if block.label and not head else 0
        text = block.printed if head else block.text
        space = points * (0.9 if head else 0.45)
        broken = lines(text, face, points, column - indent)
        room(points * 1.3 + space + (points * 2.5 if head else 0))
        place[1] -= space
        for number, line in enumerate(broken):
            room(points * 1.3)
            place[1] -= points * 1.3
            x = left + place[0] * (column + gap)
            if number == 0 and block.label and not head:
                pages[-1].runs.append(Run(x + indent - hang, place[1], block.label, face, points))
            pages[-1].runs.append(Run(x + indent, place[1], line, face, points))
    return pages


def words(run: Run) -> Iterator[Run]:
    """Give the words of a line, each at its own place."""
    for found in re.finditer(r"\S+", run.text):
        before = pdfmetrics.stringWidth(run.text[: found.start()], run.font, run.size)
        yield Run(run.x + before, run.y, found[0], run.font, run.size)


def _canvas(size: tuple[float, float], producer: str) -> tuple[io.BytesIO, Canvas]:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    canvas.setProducer(producer)
    return out, canvas


def _put(canvas: Canvas, run: Run) -> None:
    canvas.setFont(run.font, run.size)
    canvas.drawString(run.x, run.y, run.text)


def drawn(texts: dict[str, tuple[Text, ...]], seed: int) -> Iterator[Rendered]:
    """Render the texts chosen for each of these layouts."""
    for name, make in LAYOUTS.items():
        for text in texts[name]:
            yield make(name, text, random.Random(f"{seed} {name} {text.name}"))


def _result(
    name: str, text: Text, out: io.BytesIO, blocks: tuple[Block, ...], furniture: tuple[str, ...],
    floats: tuple[str, ...] = (),
) -> Rendered:  # fmt: skip
    return Rendered(
        f"{name}.{text.name}.pdf", name, out.getvalue(), blocks, furniture, floats, text.name
    )


def _shuffled(name: str, text: Text, rng: random.Random) -> Rendered:
    """Two columns, every word an object of its own, drawn in no order at all."""
    shown = text.without("aside", "note").blocks
    pages = set_lines(shown, width=A4[0], height=A4[1], left=48, top=72, bottom=64, columns=2,
                      size=9.5, family="serif", hang=26)  # fmt: skip
    out, canvas = _canvas(A4, "Page Maker 7")
    for number, page in enumerate(pages, 1):
        pieces = [word for run in page.runs for word in words(run)]
        pieces += words(Run(48, 800, f"{text.council} Protocol", font("sans"), 8))
        pieces.append(Run(290, 36, str(number), font("sans"), 8))
        rng.shuffle(pieces)
        for piece in pieces:
            _put(canvas, piece)
        for rule in page.rules:
            canvas.line(*rule)
        canvas.showPage()
    canvas.save()
    return _result(name, text, out, shown, (f"{text.council} Protocol", "{n}"))


def _labels_last(name: str, text: Text, _rng: random.Random) -> Rendered:
    """Numbers far out in the margin, drawn after all the text of the page."""
    shown = text.without("aside", "note").blocks
    pages = set_lines(shown, width=A4[0], height=A4[1], left=50, top=80, bottom=70, hang=62)
    out, canvas = _canvas(A4, "Layout 3")
    for number, page in enumerate(pages, 1):
        late = [run for index, run in enumerate(page.runs)
                if index + 1 < len(page.runs) and page.runs[index + 1].y == run.y
                and page.runs[index + 1].x - run.x == 62]  # fmt: skip
        for run in [run for run in page.runs if run not in late] + late:
            _put(canvas, run)
        for rule in page.rules:
            canvas.rect(rule[0] - 0.25, min(rule[1], rule[3]) - 0.25, abs(rule[2] - rule[0]) + 0.5,
                        abs(rule[3] - rule[1]) + 0.5, stroke=0, fill=1)  # fmt: skip
        _put(canvas, Run(50, 800, text.council.upper(), font("sans", bold=True), 8))
        _put(canvas, Run(470, 30, f"Page {number} of {len(pages)}", font("sans"), 8))
        canvas.showPage()
    canvas.save()
    return _result(name, text, out, shown, (text.council.upper(), "Page {n} of {n}"))


def _fragments(name: str, text: Text, rng: random.Random) -> Rendered:
    """Words in pieces of one to three letters, as kerning programs write them; spaced-out headings."""
    shown = text.without("aside", "note").blocks
    pages = set_lines(shown, width=A4[0], height=A4[1], left=64, top=80, bottom=70, family="serif")
    out, canvas = _canvas(A4, "Kern 2.1")
    for page in pages:
        for run in page.runs:
            x = run.x
            rest = run.text
            while rest:
                size = rng.choice((1, 2, 3))
                piece, rest = rest[:size], rest[size:]
                _put(canvas, Run(x, run.y, piece, run.font, run.size))
                x += pdfmetrics.stringWidth(piece, run.font, run.size) * 1.004
        for rule in page.rules:
            canvas.line(*rule)
        canvas.showPage()
    canvas.save()
    return _result(name, text, out, shown, ())


def _bold_twice(name: str, text: Text, _rng: random.Random) -> Rendered:
    """Bold made by drawing the same words two or three times, a hair apart."""
    shown = text.without("aside", "note").blocks
    pages = set_lines(shown, width=A4[0], height=A4[1], left=60, top=76, bottom=66, rules=False)
    out, canvas = _canvas(A4, "Small Office 4")
    foot = f"{text.title} - {text.council}"
    for page in pages:
        for run in page.runs:
            face = run.font.removesuffix("-bold")
            times = 1 if face == run.font else 3
            for shift in range(times):
                _put(canvas, Run(run.x + 0.3 * shift, run.y, run.text, face, run.size))
        _put(canvas, Run(60, 34, foot, font("sans"), 7.5))
        canvas.showPage()
    canvas.save()
    return _result(name, text, out, shown, (foot,))


def _sideways(turned: bool) -> Callable[[str, Text, random.Random], Rendered]:
    def make(name: str, text: Text, _rng: random.Random) -> Rendered:
        """A landscape page: drawn on its side on a portrait sheet, with or without /Rotate."""
        shown = text.without("aside", "note").blocks
        wide = (A4[1], A4[0])
        pages = set_lines(shown, width=wide[0], height=wide[1], left=60, top=70, bottom=60)
        out, canvas = _canvas(A4, "Plotter 9")
        for number, page in enumerate(pages, 1):
            if turned:
                canvas.setPageRotation(90)
            canvas.saveState()
            canvas.translate(A4[0], 0)
            canvas.rotate(90)
            for run in page.runs:
                _put(canvas, run)
            for rule in page.rules:
                canvas.line(*rule)
            _put(canvas, Run(60, 565, text.council, font("sans"), 8))
            _put(canvas, Run(740, 24, f"Page {number}", font("sans"), 8))
            canvas.restoreState()
            canvas.showPage()
        canvas.save()
        return _result(name, text, out, shown, (text.council, "Page {n}"))

    return make


def _mixed(name: str, text: Text, _rng: random.Random) -> Rendered:
    """Portrait pages of text with the tables on landscape pages between them."""
    shown = text.without("aside", "note").blocks
    out, canvas = _canvas(A4, "Council Writer 12")
    groups: list[list[Block]] = [[]]
    for block in shown:
        if (block.kind == "table") != bool(groups[-1] and groups[-1][0].kind == "table"):
            groups.append([])
        groups[-1].append(block)
    number = 0
    for group in filter(None, groups):
        size = (A4[1], A4[0]) if group[0].kind == "table" else A4
        for page in set_lines(
            tuple(group), width=size[0], height=size[1], left=56, top=76, bottom=64
        ):
            number += 1
            canvas.setPageSize(size)
            for run in page.runs:
                _put(canvas, run)
            for rule in page.rules:
                canvas.line(*rule)
            _put(canvas, Run(56, size[1] - 40, f"{text.council} Protocol", font("sans"), 8))
            _put(canvas, Run(size[0] - 90, 28, f"Page {number}", font("sans"), 8))
            canvas.showPage()
    canvas.save()
    return _result(name, text, out, shown, (f"{text.council} Protocol", "Page {n}"))


def _two_up(name: str, text: Text, _rng: random.Random) -> Rendered:
    """Two A5 pages side by side on each A4 sheet, each with its own number."""
    shown = text.without("aside", "note").blocks
    pages = set_lines(shown, width=A5[0], height=A5[1], left=36, top=50, bottom=46, size=9)
    out, canvas = _canvas((A4[1], A4[0]), "Booklet 1")
    for first in range(0, len(pages), 2):
        for half, page in enumerate(pages[first : first + 2]):
            canvas.saveState()
            canvas.translate(half * A4[1] / 2, 0)
            for run in page.runs:
                _put(canvas, run)
            for rule in page.rules:
                canvas.line(*rule)
            _put(canvas, Run(A5[0] / 2 - 4, 22, str(first + half + 1), font("sans"), 8))
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return _result(name, text, out, shown, ("{n}", "{n} {n}"))


def _one_page(name: str, text: Text, _rng: random.Random) -> Rendered:
    """All of it on one long page: nothing recurs, and yet the page has a number and a version."""
    shown = text.without("aside", "note").blocks
    tall = 2400.0
    pages = set_lines(
        shown, width=A4[0], height=tall, left=56, top=60, bottom=80, size=8.5, hang=24
    )
    ends = min(run.y for run in pages[0].runs)
    out, canvas = _canvas((A4[0], tall - ends + 80), "Web to PDF 2")
    canvas.translate(0, 80 - ends)
    for run in pages[0].runs:
        _put(canvas, run)
    for rule in pages[0].rules:
        canvas.line(*rule)
    _put(canvas, Run(260, ends - 50, "Page 1 of 1", font("sans"), 7.5))
    canvas.showPage()
    canvas.save()
    return _result(name, text, out, shown, ("Page {n} of {n}",))


def _form(name: str, text: Text, _rng: random.Random) -> Rendered:
    """A template with fields: the dates and names are values of form fields, not text."""
    filled = (("Adopted on", "14 May 2024"), ("Minute reference", "FC/24/061"),
              ("Review due", "May 2027"), ("Signed by the Chairman", "A. N. Oakeshott"))  # fmt: skip
    shown = text.without("aside", "note", "table").blocks
    pages = set_lines(shown, width=A4[0], height=A4[1], left=60, top=76, bottom=70)
    out, canvas = _canvas(A4, "Form Designer 6")
    for number, page in enumerate(pages, 1):
        for run in page.runs:
            _put(canvas, run)
        _put(
            canvas,
            Run(
                60,
                32,
                f"{text.council} form P{{}} page {number}".replace("{}", "7"),
                font("sans"),
                8,
            ),
        )
        canvas.showPage()
    y = 740.0
    for label, value in filled:
        _put(canvas, Run(60, y, f"{label}:", font("sans"), 10.5))
        canvas.acroForm.textfield(
            name=label,
            value=value,
            x=220,
            y=y - 6,
            width=220,
            height=20,
            fontSize=10,
            borderWidth=0,
        )
        y -= 34
    _put(canvas, Run(60, 32, f"{text.council} form P7 page {len(pages) + 1}", font("sans"), 8))
    canvas.showPage()
    canvas.save()
    blocks = (*shown, *(Block("field", f"{label}: {value}") for label, value in filled))
    return _result(name, text, out, blocks, (f"{text.council} form P7 page {{n}}",))


def _cairo(name: str, text: Text, _rng: random.Random) -> Rendered:
    """Cairo's PDF: glyphs by number, every line placed, tables as filled boxes without rules."""
    import cairocffi as cairo

    shown = text.without("aside", "note").blocks
    pages = set_lines(shown, width=A4[0], height=A4[1], left=62, top=80, bottom=70, family="dejavu",
                      size=9.5)  # fmt: skip
    out = io.BytesIO()
    surface = cairo.PDFSurface(out, *A4)
    surface.set_metadata(cairo.PDF_METADATA_CREATE_DATE, "2026-10-28T10:42:00")
    context = cairo.Context(surface)
    for number, page in enumerate(pages, 1):
        context.set_source_rgb(0.9, 0.92, 0.95)
        for left, top, right, bottom in page.rules:
            if top == bottom:
                context.rectangle(left, A4[1] - top, right - left, 1.2)
        context.fill()
        context.set_source_rgb(0, 0, 0)
        extra = [
            Run(62, 806, text.title, "dejavu", 8),
            Run(480, 30, f"{number} of {len(pages)}", "dejavu", 8),
        ]
        for run in [*page.runs, *extra]:
            weight = (
                cairo.FONT_WEIGHT_BOLD if run.font.endswith("-bold") else cairo.FONT_WEIGHT_NORMAL
            )
            context.select_font_face("DejaVu Sans", cairo.FONT_SLANT_NORMAL, weight)
            context.set_font_size(run.size)
            context.move_to(run.x, A4[1] - run.y)
            context.show_text(run.text)
        context.show_page()
    surface.finish()
    from .settle import same_dates

    data = same_dates(out.getvalue())
    furniture = (f"{text.title}", "{n} of {n}")
    return Rendered(f"{name}.{text.name}.pdf", name, data, shown, furniture, (), text.name)


def _typewriter(name: str, text: Text, _rng: random.Random) -> Rendered:
    """Courier, each line padded with real spaces from the left edge, as old systems print."""
    shown = text.without("aside", "note", "table").blocks
    lines: list[str] = []
    for block in shown:
        lines.append("")
        if block.kind in {"title", "heading"}:
            lines += [" " * 8 + line for line in textwrap.wrap(block.printed.upper(), 66)]
            continue
        wrapped = textwrap.wrap(block.text, 60)
        for number, line in enumerate(wrapped):
            label = block.label if number == 0 else ""
            lines.append(" " * 4 + f"{label:<8}" + line)
    blocks = tuple(
        Block(block.kind, block.text.upper(), block.label.upper(), block.level)
        if block.kind in {"title", "heading"} else block
        for block in shown
    )  # fmt: skip
    out, canvas = _canvas(A4, "Spooler 1.0")
    for number, first in enumerate(range(0, len(lines), 56), 1):
        written = canvas.beginText(48, 760)
        written.setFont("Courier", 10)
        written.setLeading(12)
        for line in lines[first : first + 56]:
            written.textLine(line.encode("cp1252", "replace").decode("cp1252"))
        canvas.drawText(written)
        canvas.setFont("Courier", 10)
        canvas.drawString(
            48,
            806,
            f"{text.council.upper():<60}PAGE {number:>3}".encode("cp1252", "replace").decode(
                "cp1252"
            ),
        )
        canvas.showPage()
    canvas.save()
    return _result(name, text, out, blocks, (f"{text.council.upper()} PAGE {{n}}",
                                             text.council.upper(), "PAGE {n}"))  # fmt: skip


LAYOUTS: dict[str, Callable[[str, Text, random.Random], Rendered]] = {
    "drawn-shuffled": _shuffled,
    "drawn-labels-last": _labels_last,
    "drawn-fragments": _fragments,
    "drawn-bold-twice": _bold_twice,
    "drawn-sideways": _sideways(turned=False),
    "drawn-rotated": _sideways(turned=True),
    "drawn-mixed": _mixed,
    "drawn-two-up": _two_up,
    "drawn-one-page": _one_page,
    "drawn-form": _form,
    "drawn-cairo": _cairo,
    "drawn-typewriter": _typewriter,
}
