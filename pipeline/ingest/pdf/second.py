"""The same pages by pdfplumber, for files that PDFium does not open or finds empty.

It is slow, and reads some broken files that PDFium does not. Its words and rules go through the
same rules for lines, columns, tables and furniture.
"""

import io
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

from pipeline.ingest.pdf.geometry import PageContent, Rule, Type, Word
from pipeline.ingest.pdf.tables import lines_of
from pipeline.ingest.refusal import damaged

SECOND_READER = f"pdfplumber {version('pdfplumber')}"

_BOLD_NAME = re.compile("bold|black|heavy|demi", re.IGNORECASE)
_UNMAPPED = re.compile(r"\(cid:\d{1,6}\)")
_THIN = 3.0  # points; a rectangle this thin is a rule
# what pdfminer raises on damaged files, besides its own errors
_DAMAGE = (ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError)
_DAMAGE_TOO = (TypeError, ValueError, struct.error)


class PlumberFile:
    """An open PDF; close it when done."""

    is_xfa_form = False

    def __init__(self, data: bytes) -> None:
        """Open a PDF.

        Raises:
            RefusedError: pdfplumber cannot open it either.
        """
        import pdfplumber
        from pdfplumber.utils.exceptions import PdfminerException

        try:
            self._file: Any = pdfplumber.open(io.BytesIO(data))
            self.page_count = len(self._file.pages)
        except (PdfminerException, *_DAMAGE, *_DAMAGE_TOO) as error:
            raise damaged(f"Neither PDFium nor pdfplumber can open the PDF ({error})") from error

    def close(self) -> None:
        """Give the file's memory back."""
        self._file.close()

    @contextmanager
    def page(self, number: int) -> Iterator[PageContent | None]:
        """Load a page, counted from 1, for as long as it is needed; None if it is damaged."""
        page = self._file.pages[number - 1]
        try:
            content = _content(page, number)
        except (*_DAMAGE, *_DAMAGE_TOO):
            content = None
        try:
            yield content
        finally:
            page.close()


def _content(page: Any, number: int) -> PageContent:
    found = page.extract_words(use_text_flow=True, extra_attrs=["fontname", "size", "upright"])
    level: list[Word] = []
    turned: list[Word] = []
    for order, word in enumerate(found):
        text = _UNMAPPED.sub("\ufffd", word["text"])
        placed = Word(word["x0"], word["top"], word["x1"], word["bottom"], text, order)
        (level if word["upright"] else turned).append(placed)
    across: list[Rule] = []
    down: list[Rule] = []
    for shape in (*page.lines, *page.rects):
        _add_rules(shape, across, down)
    largest = max((each["width"] * each["height"] for each in page.images), default=0.0)

    def type_of(word: Word) -> Type:
        stated = found[word.order]
        return Type(round(stated["size"], 1), bool(_BOLD_NAME.search(stated["fontname"])))

    return PageContent(
        number=number,
        width=float(page.width),
        height=float(page.height),
        runs=lines_of(level),
        turned=lines_of(turned),
        across=across,
        down=down,
        characters=len(page.chars),
        pictured=largest / max(page.width * page.height, 1.0),
        shapes=len(page.lines) + len(page.rects) + len(page.curves),
        type_of=type_of,
    )


def _add_rules(shape: Any, across: list[Rule], down: list[Rule]) -> None:
    left, top, right, bottom = shape["x0"], shape["top"], shape["x1"], shape["bottom"]
    if bottom - top < _THIN:
        across.append(Rule(left, right, (top + bottom) / 2))
    elif right - left < _THIN:
        down.append(Rule(top, bottom, (left + right) / 2))
    else:
        across += (Rule(left, right, top), Rule(left, right, bottom))
        down += (Rule(top, bottom, left), Rule(top, bottom, right))
