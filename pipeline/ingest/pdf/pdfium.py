"""Words, rules and pictures of each page, by PDFium.

The only module that knows PDFium. It is called through its C interface, one call for the text of a
page and two for each word, because asking for every character costs several times as much. PDFium
is not thread safe and can abort the process on hostile files: read in a process of its own.
"""

import ctypes
import math
import re
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from pipeline.ingest.pdf.geometry import BREAK_HYPHEN, PageContent, Rule, Run, Type, Word
from pipeline.ingest.raster import POINTS_PER_INCH, Raster, Scan, dpi_within
from pipeline.ingest.refusal import RefusedError, damaged
from pipeline.model import State

_WORD = re.compile("[^\\s\x00-\x1f\ufffe]+[\x02\ufffe]?")
_RUN = re.compile("[^\r\n]+")
_ODD = re.compile("[\x00-\x08\x0e-\x1f\ufffe]")  # marks of broken words, and debris
_RECT = struct.Struct("4f")
_ERROR_PASSWORD = 4
_XFA_FORMS = frozenset({2, 3})
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_INVISIBLE = 3  # text render mode
_SAMPLE = 100  # characters of a page
_ENDS = frozenset(b"\r\n ")
_DEEPEST_FORM = 4
_MOST_OBJECTS = 50_000  # of a page that are looked at for rules and pictures
_THIN = 3.0  # points; a filled rectangle this thin is a rule
_LEVEL = math.radians(5)
_LEANING = 0.5  # of a character's height, by which the end of a word rises above its beginning
_BOLD_NAME = re.compile("bold|black|heavy|demi", re.IGNORECASE)
_BOLD_WEIGHT = 600

Point = tuple[float, float]


def open_pdfium(data: bytes) -> "PdfiumFile":
    """Open a PDF.

    Raises:
        RefusedError: It needs a password, or PDFium cannot open it.
    """
    return PdfiumFile(data)


class PdfiumFile:
    """An open PDF; close it when done."""

    def __init__(self, data: bytes) -> None:
        """Open a PDF; see `open_pdfium`."""
        import pypdfium2  # noqa: F401 (initialises the library)
        from pypdfium2 import raw

        self._raw: Any = raw
        self._data = data  # PDFium reads from it as long as the file is open
        self._document = raw.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._document:
            if raw.FPDF_GetLastError() == _ERROR_PASSWORD:
                raise RefusedError(
                    State.PASSWORD,
                    "The PDF is locked with a password: ask its publisher for an open copy.",
                )
            raise damaged("PDFium cannot open the PDF")
        self.page_count = int(raw.FPDF_GetPageCount(self._document))
        self.is_xfa_form = raw.FPDF_GetFormType(self._document) in _XFA_FORMS

    def close(self) -> None:
        """Give the file's memory back."""
        self._raw.FPDF_CloseDocument(self._document)

    @contextmanager
    def page(self, number: int) -> Iterator[PageContent | None]:
        """Load a page, counted from 1, for as long as it is needed; None if it is damaged."""
        page = self._raw.FPDF_LoadPage(self._document, number - 1)
        if not page:
            yield None
            return
        text_page = self._raw.FPDFText_LoadPage(page)
        try:
            yield _Page(self._raw, page, text_page).content(number) if text_page else None
        finally:
            self._raw.FPDFText_ClosePage(text_page)
            self._raw.FPDF_ClosePage(page)

    def scan_of(self, number: int) -> Scan:
        """Tell what the pictures of a page take of it; nothing for one that cannot be read."""
        raw = self._raw
        page = raw.FPDF_LoadPage(self._document, number - 1)
        if not page:
            return Scan(0.0, 0.0, 0.0)
        try:
            return _scan(raw, page)
        finally:
            raw.FPDF_ClosePage(page)

    def unmapped(self, number: int) -> float:
        """Tell which share of a page's characters its fonts do not explain, by a sample."""
        raw = self._raw
        page = raw.FPDF_LoadPage(self._document, number - 1)
        text_page = raw.FPDFText_LoadPage(page) if page else None
        try:
            if not text_page:
                return 0.0
            count = max(int(raw.FPDFText_CountChars(text_page)), 0)
            sample = range(0, count, max(count // _SAMPLE, 1))
            printed = [at for at in sample if raw.FPDFText_GetUnicode(text_page, at) not in _ENDS]
            errors = sum(raw.FPDFText_HasUnicodeMapError(text_page, at) == 1 for at in printed)
            return errors / len(printed) if printed else 0.0
        finally:
            raw.FPDFText_ClosePage(text_page)
            raw.FPDF_ClosePage(page)

    def picture(self, number: int, dpi: float) -> Raster | None:
        """Draw a page, turned as its words were read; None for one that cannot be drawn."""
        raw = self._raw
        page = raw.FPDF_LoadPage(self._document, number - 1)
        if not page:
            return None
        text_page = raw.FPDFText_LoadPage(page)
        try:
            return _drawn(raw, page, _Page(raw, page, text_page), dpi) if text_page else None
        finally:
            raw.FPDFText_ClosePage(text_page)
            raw.FPDF_ClosePage(page)


class _Page:
    """One loaded page."""

    def __init__(self, raw: Any, page: Any, text_page: Any) -> None:
        self._raw, self._page, self._text_page = raw, page, text_page
        self._find_box = _fast_box(raw)
        self._rect = (ctypes.c_char * _RECT.size)()
        self._rect_at = ctypes.addressof(self._rect)
        self._leans = False
        self._floats = [ctypes.c_float() for _ in range(4)]
        self._float_refs = [ctypes.byref(each) for each in self._floats]
        self._name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()
        self._names: dict[bytes, bool] = {}
        self.width = float(raw.FPDF_GetPageWidthF(page))
        self.height = float(raw.FPDF_GetPageHeightF(page))
        self._turn = int(raw.FPDFPage_GetRotation(page))  # quarters, clockwise
        self._shown = self._shown_point()

    def content(self, number: int) -> PageContent:
        characters = max(int(self._raw.FPDFText_CountChars(self._text_page)), 0)
        level, turned = self._runs(characters)
        if len(turned) > len(level):
            # the page is drawn sideways, but does not say so
            quarters = round(self._angle(turned[0][0]) / (math.pi / 2)) % 4
            if (quarters - self._turn) % 2:
                self.width, self.height = self.height, self.width
            self._turn = quarters
            self._shown = self._shown_point()
            level, turned = self._runs(characters)
        across, down, pictured, shapes = self._drawings()
        return PageContent(
            number=number,
            width=self.width,
            height=self.height,
            runs=level,
            turned=turned,
            across=across,
            down=down,
            characters=characters,
            pictured=pictured,
            shapes=shapes,
            type_of=self._type_of,
        )

    def as_shown(self) -> tuple[float, float, int]:
        """Give the page's size, and the quarters clockwise by which reading turns it further."""
        stated = self._turn
        self.content(1)
        return self.width, self.height, (self._turn - stated) % 4

    def _shown_point(self) -> Callable[[float, float], Point] | None:
        """Give the map from PDF space to the page as shown; None where only y is turned round."""
        raw = self._raw
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(self._page, ctypes.byref(box))
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if self._turn == 1:
            return lambda x, y: (y - bottom, x - left)
        if self._turn == 2:
            return lambda x, y: (right - x, y - bottom)
        if self._turn == 3:
            return lambda x, y: (top - y, right - x)
        if left or bottom:
            return lambda x, y: (x - left, top - y)
        self.height = top or self.height
        return None

    def _runs(self, characters: int) -> tuple[list[Sequence[Word]], list[Sequence[Word]]]:
        """Read the lines of the page: those that stand level as shown, and the others."""
        if not characters:
            return [], []
        text, index_of = self._text(characters)
        level: list[Sequence[Word]] = []
        turned: list[Sequence[Word]] = []
        for found in _RUN.finditer(text):
            printed, base = found.group(), found.start()
            run = None if _ODD.search(printed) else self._run(printed, base, index_of)
            words = run or self._words(printed, base, index_of)
            if words:
                leans = self._leans and self._is_turned(words[0])
                (turned if leans else level).append(words)
        return level, turned

    def _run(self, printed: str, base: int, index_of: Callable[[int], int] | None) -> Run | None:
        """Read a line from its outer words; None if that is not possible."""
        words = printed.split()
        if not words:
            return None
        self._leans = False
        start = base + len(printed) - len(printed.lstrip())
        first = last = self._word(words[0], start, index_of)
        if len(words) > 1:
            end = base + len(printed.rstrip())
            last = self._word(words[-1], end - len(words[-1]), index_of)
        if first is None or last is None:
            return None

        def find(left: float, right: float) -> list[Word]:
            return self._words(printed, base, index_of, left, right)

        return Run(first, last, " ".join(words), find)

    def _words(
        self,
        printed: str,
        base: int,
        index_of: Callable[[int], int] | None,
        left: float = 0.0,
        right: float = 1.0,
    ) -> list[Word]:
        """Place the words of a line, or those between two shares of its length."""
        self._leans = False
        start = printed.rfind(" ", 0, int(left * len(printed))) + 1
        end = printed.find(" ", int(right * len(printed)))
        words = [
            self._word(found.group(), base + found.start(), index_of)
            for found in _WORD.finditer(printed, start, len(printed) if end == -1 else end)
        ]
        return [word for word in words if word is not None]

    def _word(self, text: str, first: int, index_of: Callable[[int], int] | None) -> Word | None:
        """Place a word by the boxes of its first and its last character."""
        last = first + len(text) - 1
        if index_of is not None:
            first, last = index_of(first), index_of(last)
        if not self._find_box(self._text_page, first, self._rect_at):
            return None
        left, top, right, bottom = self._rect_values()
        if last > first and self._find_box(self._text_page, last, self._rect_at):
            x0, y0, x1, y1 = self._rect_values()
            if abs(y1 - bottom) > _LEANING * (top - bottom):
                self._leans = True
            left, bottom = x0 if x0 < left else left, y1 if y1 < bottom else bottom
            right, top = x1 if x1 > right else right, y0 if y0 > top else top
        if text[-1] == "\ufffe":
            text = text[:-1] + BREAK_HYPHEN
        if self._shown is None:
            return Word(left, self.height - top, right, self.height - bottom, text, first)
        return Word(*_turned_box(self._shown, left, bottom, right, top), text, first)

    def _rect_values(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the box that was last found, in PDF space."""
        return _RECT.unpack_from(self._rect)

    def _is_turned(self, word: Word) -> bool:
        """Tell text that is not level on the page as shown, such as a stamp across it."""
        off = self._angle(word) - math.radians(90 * self._turn)
        return abs(math.remainder(off, 2 * math.pi)) > _LEVEL

    def _angle(self, word: Word) -> float:
        """How far text is turned from level in PDF space, anticlockwise."""
        return -float(self._raw.FPDFText_GetCharAngle(self._text_page, word.order))

    def _text(self, characters: int) -> tuple[str, Callable[[int], int] | None]:
        """Fetch the page's text, and the map from its code points to PDFium's characters.

        The map is None where both count alike.
        """
        buffer = ctypes.create_string_buffer((characters + 1) * 4)
        units = self._raw.FPDFText_GetText(
            self._text_page, 0, characters, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        )
        text = buffer.raw[: max(units - 1, 0) * 2].decode("utf-16-le", "replace")
        if len(text) == characters:
            return text, None
        to_character = self._raw.FPDFText_GetCharIndexFromTextIndex
        return text, lambda at: max(int(to_character(self._text_page, at)), 0)

    def _type_of(self, word: Word) -> Type:
        raw, text_page, at = self._raw, self._text_page, word.order
        size = float(raw.FPDFText_GetFontSize(text_page, at))
        if not 0.5 < word.height / max(size, 0.1) < 2.2:
            size *= self._scale(at)
        length = raw.FPDFText_GetFontInfo(text_page, at, self._name, 256, ctypes.byref(self._flags))
        name = self._name.raw[: max(min(length, 256) - 1, 0)]
        bold = self._names.get(name)
        if bold is None:
            bold = _BOLD_NAME.search(name.decode("latin-1")) is not None
            bold = bold or raw.FPDFText_GetFontWeight(text_page, at) >= _BOLD_WEIGHT
            self._names[name] = bold
        return Type(round(size, 1), bold)

    def _scale(self, at: int) -> float:
        """How much the page's matrix enlarges a character: files may set type at size 1."""
        matrix = self._raw.FS_MATRIX()
        if not self._raw.FPDFText_GetMatrix(self._text_page, at, ctypes.byref(matrix)):
            return 1.0
        return math.hypot(matrix.c, matrix.d) or 1.0

    def _drawings(self) -> tuple[list[Rule], list[Rule], float, int]:
        across: list[Rule] = []
        down: list[Rule] = []
        largest, shapes = 0.0, 0
        for kind, left, top, right, bottom in self._objects():
            if kind == _IMAGE:
                largest = max(largest, (right - left) * (bottom - top))
                continue
            shapes += 1
            width, height = right - left, bottom - top
            if height < _THIN and width > 8:
                across.append(Rule(left, right, (top + bottom) / 2))
            elif width < _THIN and height > 4:
                down.append(Rule(top, bottom, (left + right) / 2))
            elif width > 8 and height > 6:
                across += (Rule(left, right, top), Rule(left, right, bottom))
                down += (Rule(top, bottom, left), Rule(top, bottom, right))
        return across, down, largest / max(self.width * self.height, 1.0), shapes

    def _objects(self) -> Iterator[tuple[int, float, float, float, float]]:
        """Give kind and box of the paths and pictures of the page, as shown."""
        raw = self._raw
        left, bottom, right, top = self._floats
        count = min(int(raw.FPDFPage_CountObjects(self._page)), _MOST_OBJECTS)
        for at in range(count):
            each = raw.FPDFPage_GetObject(self._page, at)
            kind = raw.FPDFPageObj_GetType(each)
            if kind == _FORM:
                yield from self._within(each, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 1)
            elif kind in {_PATH, _IMAGE} and raw.FPDFPageObj_GetBounds(each, *self._float_refs):
                yield self._boxed(kind, left.value, bottom.value, right.value, top.value)

    def _within(
        self, form: Any, outer: tuple[float, ...], depth: int
    ) -> Iterator[tuple[int, float, float, float, float]]:
        """Give the objects of a form, whose boxes are in the form's own space."""
        raw = self._raw
        stated = raw.FS_MATRIX()
        if depth > _DEEPEST_FORM or not raw.FPDFPageObj_GetMatrix(form, ctypes.byref(stated)):
            return
        inner = (stated.a, stated.b, stated.c, stated.d, stated.e, stated.f)
        matrix = _combined(inner, outer)
        left, bottom, right, top = self._floats
        for at in range(min(int(raw.FPDFFormObj_CountObjects(form)), _MOST_OBJECTS)):
            each = raw.FPDFFormObj_GetObject(form, at)
            kind = raw.FPDFPageObj_GetType(each)
            if kind == _FORM:
                yield from self._within(each, matrix, depth + 1)
            elif kind in {_PATH, _IMAGE} and raw.FPDFPageObj_GetBounds(each, *self._float_refs):
                x0, y0 = _moved(left.value, bottom.value, matrix)
                x1, y1 = _moved(right.value, top.value, matrix)
                yield self._boxed(kind, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _boxed(
        self, kind: int, left: float, bottom: float, right: float, top: float
    ) -> tuple[int, float, float, float, float]:
        if self._shown is None:
            return kind, left, self.height - top, right, self.height - bottom
        return kind, *_turned_box(self._shown, left, bottom, right, top)


def _scan(raw: Any, page: Any) -> Scan:
    """Add up the pictures of a page, which a scanner may have cut into strips."""
    box = [ctypes.c_float() for _ in range(4)]
    refs = [ctypes.byref(each) for each in box]
    across, down = ctypes.c_uint(), ctypes.c_uint()
    whole = max(float(raw.FPDF_GetPageWidthF(page) * raw.FPDF_GetPageHeightF(page)), 1.0)
    covered = largest = dpi = 0.0
    texts = hidden = 0
    for each in _objects_of(raw, page):
        kind = raw.FPDFPageObj_GetType(each)
        if kind == _TEXT:
            texts += 1
            hidden += raw.FPDFTextObj_GetTextRenderMode(each) == _INVISIBLE
        elif kind == _IMAGE and raw.FPDFPageObj_GetBounds(each, *refs):
            left, bottom, right, top = (part.value for part in box)
            area = max((right - left) * (top - bottom), 0.0)
            covered += area
            sized = raw.FPDFImageObj_GetImagePixelSize(
                each, ctypes.byref(across), ctypes.byref(down)
            )
            if area > largest and sized:
                largest = area
                dpi = POINTS_PER_INCH * math.sqrt(across.value * down.value / area)
    return Scan(min(covered / whole, 1.0), dpi, hidden / texts if texts else 0.0)


def _objects_of(raw: Any, page: Any) -> Iterator[Any]:
    """Give the objects of a page, and those of the forms on it."""
    for at in range(min(int(raw.FPDFPage_CountObjects(page)), _MOST_OBJECTS)):
        each = raw.FPDFPage_GetObject(page, at)
        if raw.FPDFPageObj_GetType(each) != _FORM:
            yield each
            continue
        for within in range(min(int(raw.FPDFFormObj_CountObjects(each)), _MOST_OBJECTS)):
            yield raw.FPDFFormObj_GetObject(each, within)


def _drawn(raw: Any, page: Any, read: _Page, dpi: float) -> Raster | None:
    """Draw a loaded page at the resolution asked for, or the best that memory allows."""
    import numpy as np

    width, height, turns = read.as_shown()
    if width <= 0 or height <= 0:
        return None
    scale = dpi_within(width, height, dpi) / POINTS_PER_INCH
    across, down = max(round(width * scale), 1), max(round(height * scale), 1)
    grey = np.full((down, across), 255, np.uint8)
    bitmap = raw.FPDFBitmap_CreateEx(
        across, down, raw.FPDFBitmap_Gray, grey.ctypes.data_as(ctypes.c_void_p), across
    )
    if not bitmap:
        return None
    flags = raw.FPDF_ANNOT | raw.FPDF_GRAYSCALE
    raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, turns, flags)
    raw.FPDFBitmap_Destroy(bitmap)
    return Raster(grey, width, height)


@cache
def _fast_box(raw: Any) -> Callable[[Any, int, int], int]:
    """Bind the one function that is called for every word with as little ado as can be."""
    address = ctypes.cast(raw.FPDFText_GetLooseCharBox, ctypes.c_void_p).value
    kind = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
    return kind(address or 0)


def _turned_box(
    shown: Callable[[float, float], Point], left: float, bottom: float, right: float, top: float
) -> tuple[float, float, float, float]:
    """Map a box from PDF space to the page as shown."""
    x0, y0 = shown(left, bottom)
    x1, y1 = shown(right, top)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _combined(first: tuple[float, ...], then: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _moved(x: float, y: float, matrix: tuple[float, ...]) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
