"""The same pages by pdfplumber, for files that PDFium does not open or finds empty, or on request.

It is slow, and reads some broken files that PDFium does not. Its words and rules go through the
same rules for lines, columns, tables and furniture. On request it looks for tables without rules
too.
"""

import io
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

from pipeline.ingest.pdf.geometry import PageContent, Rule, Type, Word
from pipeline.ingest.pdf.tables import grids, lines_of
from pipeline.ingest.pdf.triage import TooMuchError
from pipeline.ingest.pdf.unruled import unruled_tables
from pipeline.ingest.refusal import damaged

SECOND_READER = f"pdfplumber {version('pdfplumber')}"

_BOLD_NAME = re.compile("bold|black|heavy|demi", re.IGNORECASE)
_UNMAPPED = re.compile(r"\(cid:\d{1,6}\)")
_MOST_OBJECTS = 50_000  # of a page; more take minutes, and fill the memory
_THIN = 3.0  # points; a rectangle this thin is a rule
# what pdfminer raises on damaged files, besides its own errors
_DAMAGE = (ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError)
_DAMAGE_TOO = (TypeError, ValueError, struct.error)


class PlumberFile:
    """An open PDF; close it when done."""

    is_xfa_form = False

    def __init__(self, data: bytes, *, unruled: bool = False) -> None:
        """Open a PDF.

        Args:
            data: The file.
            unruled: Whether tables are looked for that have no rules.

        Raises:
            RefusedError: pdfplumber cannot open it either.
        """
        import pdfplumber
        from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

        _guard()
        self._unruled = unruled
        try:
            self._file: Any = pdfplumber.open(io.BytesIO(data))
            self.page_count = len(self._file.pages)
        except (MalformedPDFException, PdfminerException, *_DAMAGE, *_DAMAGE_TOO) as error:
            raise damaged(f"Neither PDFium nor pdfplumber can open the PDF ({error})") from error

    def close(self) -> None:
        """Give the file's memory back."""
        self._file.close()

    @contextmanager
    def page(self, number: int) -> Iterator[PageContent | None]:
        """Load a page, counted from 1, for as long as it is needed; None if it is damaged.

        Raises:
            TooMuchError: More is drawn on it than can be looked at.
        """
        from pdfplumber.utils.exceptions import PdfminerException

        page = self._file.pages[number - 1]
        try:
            content = _content(page, number, unruled=self._unruled)
        except PdfminerException as error:
            if error.args and isinstance(error.args[0], TooMuchError):
                raise error.args[0] from error
            content = None
        except (*_DAMAGE, *_DAMAGE_TOO):
            content = None
        try:
            yield content
        finally:
            page.close()


def _guard() -> None:
    """Make pdfplumber give up a page with too many objects while it collects them.

    It has no setting for that, and afterwards is too late.
    """
    from pdfplumber import page

    module: Any = page

    class _Guarded(page.PDFPageAggregatorWithMarkedContent):
        collected = 0

        def tag_cur_item(self) -> None:
            self.collected += 1
            if self.collected > _MOST_OBJECTS:
                raise TooMuchError(f"more than {_MOST_OBJECTS:,} objects are drawn on it")
            super().tag_cur_item()

    if not hasattr(module.PDFPageAggregatorWithMarkedContent, "collected"):
        module.PDFPageAggregatorWithMarkedContent = _Guarded


def _content(page: Any, number: int, *, unruled: bool) -> PageContent:
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
    if unruled:
        ruled = grids(across, down)
        rows, columns = unruled_tables(
            [word for word in level if not any(grid.holds(word) for grid in ruled)]
        )
        across += rows
        down += columns
    largest = max((each["width"] * each["height"] for each in page.images), default=0.0)

    def type_of(order: int) -> Type:
        stated = found[order]
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
