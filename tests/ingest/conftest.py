"""Draws small PDFs for tests: every distance in points from the top left corner of the page."""

import io
from collections.abc import Sequence

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen import canvas

from pipeline.ingest import read
from pipeline.model import IngestParams

A4 = (595.3, 841.9)
BODY = ("Helvetica", 11)
LIMITS = IngestParams(
    max_bytes=1_000_000,
    max_pages=50,
    seconds=20,
    page_seconds=0.5,
    ocr_page_seconds=15,
    most_seconds=60,
    memory_bytes=2**31,
    reader="pdfium",
    ocr=True,
)

PROSE = (
    "councillors and officers must treat one another with courtesy and may expect the same in "
    "return because a parish is served best where each side knows what the other is there to do "
    "and neither tries to do it for them whatever the pressure of time or the heat of debate"
)
WORDS = PROSE.split()


class Drawing:
    """A PDF in the making."""

    def __init__(self, size=A4):
        self.size = size
        self._buffer = io.BytesIO()
        self.canvas = canvas.Canvas(self._buffer, pagesize=size, invariant=1)

    def text(self, x, y, words, font=BODY, *, right=False, turn=0):
        """Draw one line with its baseline y points below the top."""
        self.canvas.saveState()
        self.canvas.setFont(*font)
        self.canvas.translate(x, self.size[1] - y)
        self.canvas.rotate(turn)
        (self.canvas.drawRightString if right else self.canvas.drawString)(0, 0, words)
        self.canvas.restoreState()
        return self

    def paragraph(self, x, y, words, width, font=BODY, *, leading=14.0, justified=False):
        """Break words into lines and draw them; gives the baseline of a line below the last."""
        lines = broken(words, width, font)
        for number, line in enumerate(lines):
            if justified and number < len(lines) - 1:
                space = (width - sum(stringWidth(word, *font) for word in line)) / (len(line) - 1)
                at = x
                for word in line:
                    self.text(at, y, word, font)
                    at += stringWidth(word, *font) + space
            else:
                self.text(x, y, " ".join(line), font)
            y += leading
        return y

    def across(self, x0, x1, y):
        self.canvas.line(x0, self.size[1] - y, x1, self.size[1] - y)
        return self

    def down(self, x, y0, y1):
        self.canvas.line(x, self.size[1] - y0, x, self.size[1] - y1)
        return self

    def box(self, x0, y0, x1, y1, *, fill=0.0):
        self.canvas.setFillGray(fill or 1.0)
        self.canvas.rect(x0, self.size[1] - y1, x1 - x0, y1 - y0, fill=1 if fill else 0)
        self.canvas.setFillGray(0)
        return self

    def table(self, xs, ys, rows, font=BODY):
        """Draw a ruled table; a row is cut into lines where a cell has several."""
        for y in ys:
            self.across(xs[0], xs[-1], y)
        for x in xs:
            self.down(x, ys[0], ys[-1])
        for top, row in zip(ys, rows, strict=False):
            for x, cell in zip(xs, row, strict=False):
                for number, line in enumerate(cell.split("\n")):
                    self.text(x + 6, top + 14 + 14 * number, line, font)
        return self

    def page(self):
        self.canvas.showPage()
        return self

    def data(self):
        self.canvas.save()
        return self._buffer.getvalue()


@pytest.fixture
def drawing():
    """Give an empty PDF to draw on."""
    return Drawing()


@pytest.fixture
def sentence():
    """Give a function that makes a sentence which no other number gives."""
    return _sentence


@pytest.fixture
def limits():
    """Give small limits of size."""
    return LIMITS


@pytest.fixture
def reading():
    """Give a function that reads bytes, as the pipeline does."""

    def _read(data, name="protocol.pdf"):
        document = read(data, name=name, doc="stowcote", params=LIMITS)
        assert "The reader failed" not in (document.reason or "")
        return document

    return _read


def broken(words, width, font=BODY):
    """Break words into lines as a word processor would."""
    lines: list[list[str]] = [[]]
    for word in words.split() if isinstance(words, str) else words:
        if lines[-1] and stringWidth(" ".join([*lines[-1], word]), *font) > width:
            lines.append([])
        lines[-1].append(word)
    return lines


def _sentence(number: int, count: int = 30) -> str:
    """Give a sentence of so many words that no other number gives."""
    chosen: Sequence[str] = [WORDS[(number * 7 + at) % len(WORDS)] for at in range(count - 1)]
    return f"{' '.join(chosen).capitalize()} {number}."
