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
from functools import cache, partial
from typing import Any, NamedTuple

from pipeline.ingest.pdf.geometry import BREAK_HYPHEN, PageContent, Rule, Run, Type, Word
from pipeline.ingest.raster import POINTS_PER_INCH, Raster, Scan, dpi_within
from pipeline.ingest.refusal import RefusedError, damaged
from pipeline.model import State

_WORD = re.compile("[^\\s\x00-\x1f\ufffe]+[\x02\ufffe]?")
_RUN = re.compile("[^\r\n]+")
_ODD = re.compile("[\x00-\x08\x0e-\x1f\ufffe]")  # marks of broken words, and debris
_RECT = struct.Struct("4f")
_MATRIX, _SCALE = struct.Struct("6f"), struct.Struct("2f")
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
_FILL_AND_STROKE = 2
_LONGEST_NAME = 256  # bytes of the name of a font or mark
_MOST_MARKS = 8  # of an object that are looked at
_MOST_NOTES = 2_000  # fields and notes of a page
_MOST_TEXT = 65_536  # bytes of one of them
_HIDDEN = 2 | 32  # flags: hidden, not to be viewed
_SECRET = 1 << 13  # flag of a field for a password
_FIELD_LETTER = 5.0  # points: about the width of a letter in a field
_PALE = 100  # of 255; what is no darker stands behind the text

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
        form = raw.FPDF_GetFormType(self._document)
        self.is_xfa_form = form in _XFA_FORMS
        self._form = self._open_form() if form else None

    def close(self) -> None:
        """Give the file's memory back."""
        if self._form:
            self._raw.FPDFDOC_ExitFormFillEnvironment(self._form)
        self._raw.FPDF_CloseDocument(self._document)

    def _open_form(self) -> Any:
        """Make the values of form fields readable; nothing of the form is run."""
        raw = self._raw
        self._form_info = raw.FPDF_FORMFILLINFO(version=2)  # PDFium keeps a pointer to it
        return raw.FPDFDOC_InitFormFillEnvironment(self._document, self._form_info)

    @contextmanager
    def page(self, number: int) -> Iterator[PageContent | None]:
        """Load a page, counted from 1, for as long as it is needed; None if it is damaged."""
        page = self._raw.FPDF_LoadPage(self._document, number - 1)
        if not page:
            yield None
            return
        text_page = self._raw.FPDFText_LoadPage(page)
        try:
            known = _Page(self._raw, page, text_page, self._form) if text_page else None
            yield known.content(number) if known else None
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
            known = _Page(raw, page, text_page, self._form) if text_page else None
            return _drawn(raw, page, known, dpi) if known else None
        finally:
            raw.FPDFText_ClosePage(text_page)
            raw.FPDF_ClosePage(page)


class _Page:
    """One loaded page."""

    def __init__(self, raw: Any, page: Any, text_page: Any, form: Any) -> None:
        self._raw, self._page, self._text_page, self._form = raw, page, text_page, form
        self._fast = _fast_calls(raw)
        self._find_box = self._fast.box
        self._rect = (ctypes.c_char * _RECT.size)()
        self._rect_at = ctypes.addressof(self._rect)
        # left, top, right and bottom of the box that was last found, in PDF space
        self._found_box = partial(_RECT.unpack_from, self._rect)
        self._text_address = ctypes.addressof(text_page.contents)
        self._leans = False
        self._floats = [ctypes.c_float() for _ in range(4)]
        self._float_refs = [ctypes.byref(each) for each in self._floats]
        self._name = _buffer(_LONGEST_NAME)
        self._flags_ref = ctypes.byref(ctypes.c_int())
        self._length = ctypes.c_ulong()
        self._length_ref = ctypes.byref(self._length)
        self._matrix = (ctypes.c_char * _MATRIX.size)()
        self._matrix_at = ctypes.addressof(self._matrix)
        # the parts of the matrix that was last found which enlarge upwards
        self._found_scale = partial(_SCALE.unpack_from, self._matrix, _SCALE.size)
        self._types: dict[tuple[float, bool], Type] = {}
        self._bold_fonts: dict[int | None, bool] = {}  # by their handles
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
            is_running=self._is_running,
            is_pale=self._is_pale,
            filled=list(self._filled()),
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
        is_odd = _ODD.search(text) is not None
        for found in _RUN.finditer(text):
            printed, base = found.group(), found.start()
            whole = not (is_odd and _ODD.search(printed))
            run = self._run(printed, base, index_of) if whole else None
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
        start = len(printed) - len(printed.lstrip())
        end = len(printed.rstrip())
        first = last = self._word(words[0], base + start, index_of)
        second = start
        if len(words) > 1:
            second = printed.index(words[1], start + len(words[0]))
            last = self._word(words[-1][-1], base + end - 1, index_of)
        if first is None or last is None:
            return None

        def find(left: float, right: float) -> list[Word]:
            return self._words(printed, base, index_of, left, right)

        second += base
        at = index_of(second) if index_of is not None else second
        return Run(first, last, " ".join(words), at, find)

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
        find, page, rect = self._find_box, self._text_address, self._rect_at
        if not find(page, first, rect):
            return None
        left, top, right, bottom = self._found_box()
        if last > first and find(page, last, rect):
            x0, y0, x1, y1 = self._found_box()
            if abs(y1 - bottom) > _LEANING * (top - bottom):
                self._leans = True
            left, bottom = x0 if x0 < left else left, y1 if y1 < bottom else bottom
            right, top = x1 if x1 > right else right, y0 if y0 > top else top
        if text[-1] == "\ufffe":
            text = text[:-1] + BREAK_HYPHEN
        if self._shown is None:
            return Word(left, self.height - top, right, self.height - bottom, text, first)
        return Word(*_turned_box(self._shown, left, bottom, right, top), text, first)

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
        buffer = _buffer((characters + 1) * 4)
        units = self._raw.FPDFText_GetText(self._text_page, 0, characters, buffer)
        text = _begun(buffer, max(units - 1, 0) * 2).decode("utf-16-le", "replace")
        if len(text) == characters:
            return text, None
        to_character = self._raw.FPDFText_GetCharIndexFromTextIndex
        return text, lambda at: max(int(to_character(self._text_page, at)), 0)

    def _type_of(self, at: int) -> Type:
        if at < 0:  # the value of a field
            return Type(None, None)
        fast, text_page = self._fast, self._text_address
        size = fast.size(text_page, at)
        if fast.matrix(text_page, at, self._matrix_at):  # files may set type at size 1, enlarged
            size *= math.hypot(*self._found_scale()) or 1.0
        size = round(size, 1)
        drawn = fast.text_object(text_page, at)
        if drawn is None:  # a character that PDFium has put in
            return self._same_type(size, False)
        font = fast.font(drawn)
        bold = self._bold_fonts.get(font)
        if bold is None:
            bold = self._bold_fonts[font] = self._is_bold_font(at)
        # filled and stroked: so some programs make type bold
        return self._same_type(size, bold or fast.render_mode(drawn) == _FILL_AND_STROKE)

    def _same_type(self, size: float, bold: bool) -> Type:
        """Give one record for each type of the page: long documents have many lines."""
        return self._types.setdefault((size, bold), Type(size, bold))

    def _is_bold_font(self, at: int) -> bool:
        """Whether the font of a character says by its name or weight that it is bold."""
        raw, text_page = self._raw, self._text_page
        length = raw.FPDFText_GetFontInfo(text_page, at, self._name, _LONGEST_NAME, self._flags_ref)
        name = _begun(self._name, max(min(length, _LONGEST_NAME) - 1, 0)).decode("latin-1")
        if _BOLD_NAME.search(name):
            return True
        return bool(raw.FPDFText_GetFontWeight(text_page, at) >= _BOLD_WEIGHT)

    def _is_running(self, word: Word) -> bool:
        """Whether a word is marked as an artifact, as programs that tag a file do with headers."""
        raw = self._raw
        each = raw.FPDFText_GetTextObject(self._text_page, max(word.order, 0))
        if not each or word.order < 0:
            return False
        for at in range(min(raw.FPDFPageObj_CountMarks(each), _MOST_MARKS)):
            mark = raw.FPDFPageObj_GetMark(each, at)
            if raw.FPDFPageObjMark_GetName(mark, self._name, _LONGEST_NAME, self._length_ref):
                name = _begun(self._name, max(self._length.value - 2, 0))
                if name.decode("utf-16-le", "replace") == "Artifact":
                    return True
        return False

    def _is_pale(self, word: Word) -> bool:
        """Whether a word is nearly white, or nearly transparent."""
        channels = [ctypes.c_uint() for _ in range(4)]
        if word.order < 0 or not self._raw.FPDFText_GetFillColor(
            self._text_page, word.order, *map(ctypes.byref, channels)
        ):
            return False
        red, green, blue, opaque = (each.value for each in channels)
        darkness = (255 - (red + green + blue) / 3) * opaque / 255
        return darkness < _PALE

    def _filled(self) -> Iterator[list[Word]]:
        """Give the lines of form fields and of text that was typed on the page."""
        raw = self._raw
        for at in range(min(int(raw.FPDFPage_GetAnnotCount(self._page)), _MOST_NOTES)):
            each = raw.FPDFPage_GetAnnot(self._page, at)
            if not each:
                continue
            text, rect = self._filled_text(each), raw.FS_RECTF()
            if text.strip() and raw.FPDFAnnot_GetRect(each, ctypes.byref(rect)):
                box = (rect.left, rect.bottom, rect.right, rect.top)
                yield from _filled_lines(text, self._boxed(_PATH, *box)[1:])
            raw.FPDFPage_CloseAnnot(each)

    def _filled_text(self, each: Any) -> str:
        """Read the value of a field or the text of a note; empty for all others."""
        raw = self._raw
        kind = raw.FPDFAnnot_GetSubtype(each)
        if raw.FPDFAnnot_GetFlags(each) & _HIDDEN:
            return ""
        if kind == raw.FPDF_ANNOT_FREETEXT:
            return _wide_text(raw.FPDFAnnot_GetStringValue, each, b"Contents")
        if kind != raw.FPDF_ANNOT_WIDGET or not self._form:
            return ""
        field = raw.FPDFAnnot_GetFormFieldType(self._form, each)
        if field in {raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON}:
            shown = _wide_text(raw.FPDFAnnot_GetStringValue, each, b"AS")
            return "☑" if shown not in {"", "Off"} else ""
        typed = {raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX}
        secret = raw.FPDFAnnot_GetFormFieldFlags(self._form, each) & _SECRET
        if field not in typed | {raw.FPDF_FORMFIELD_LISTBOX} or secret:
            return ""
        return _wide_text(raw.FPDFAnnot_GetFormFieldValue, self._form, each)

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
        raw, object_at, kind_of = self._raw, self._fast.object_at, self._fast.kind
        left, bottom, right, top = self._floats
        page = ctypes.addressof(self._page.contents)
        count = min(int(raw.FPDFPage_CountObjects(self._page)), _MOST_OBJECTS)
        for at in range(count):
            kind = kind_of(object_at(page, at) or 0)
            if kind == _TEXT:  # nearly all
                continue
            each = raw.FPDFPage_GetObject(self._page, at)
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


class _FastCalls(NamedTuple):
    """The functions that are called for every line or word, taking addresses as numbers."""

    box: Callable[[int, int, int], int]
    size: Callable[[int, int], float]
    matrix: Callable[[int, int, int], int]
    text_object: Callable[[int, int], int | None]
    font: Callable[[int], int | None]
    render_mode: Callable[[int], int]
    object_at: Callable[[int, int], int | None]
    kind: Callable[[int], int]


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
def _fast_calls(raw: Any) -> _FastCalls:
    """Bind these functions with as little ado as can be."""
    whole, address = ctypes.c_int, ctypes.c_void_p

    def bind(name: str, result: Any, *takes: Any) -> Any:
        at = ctypes.cast(getattr(raw, name), address).value
        return ctypes.PYFUNCTYPE(result, *takes)(at or 0)

    return _FastCalls(
        box=bind("FPDFText_GetLooseCharBox", whole, address, whole, address),
        size=bind("FPDFText_GetFontSize", ctypes.c_double, address, whole),
        matrix=bind("FPDFText_GetMatrix", whole, address, whole, address),
        text_object=bind("FPDFText_GetTextObject", address, address, whole),
        font=bind("FPDFTextObj_GetFont", address, address),
        render_mode=bind("FPDFTextObj_GetTextRenderMode", whole, address),
        object_at=bind("FPDFPage_GetObject", address, address, whole),
        kind=bind("FPDFPageObj_GetType", whole, address),
    )


def _wide_text(fetch: Callable[..., int], *about: Any) -> str:
    """Fetch a text that PDFium gives in UTF-16, after asking for its length."""
    size = min(int(fetch(*about, None, 0)), _MOST_TEXT)
    buffer = _buffer(max(size, 2))
    fetch(*about, buffer, size)
    return _begun(buffer, max(size - 2, 0)).decode("utf-16-le", "replace")


def _buffer(size: int) -> "ctypes.Array[ctypes.c_ushort]":
    """Give at least so many bytes, for UTF-16.

    There is a type for each length, which stays: lengths are rounded up so that they are few. A
    buffer must not be cast to a pointer either, for then it would refer to itself, and stay too.
    """
    units = (size + 1) // 2
    return (ctypes.c_ushort * (1 << (units - 1).bit_length()))()


def _begun(buffer: "ctypes.Array[ctypes.c_ushort]", size: int) -> bytes:
    """Give the first bytes of a buffer, no more than it has."""
    return bytes(memoryview(buffer).cast("B")[:size])


def _filled_lines(text: str, box: tuple[float, ...]) -> Iterator[list[Word]]:
    """Place the words of a field in its box; only the box is known, not where they stand in it."""
    left, top, right, bottom = box
    lines = [line.split() for line in _RUN.findall(text)]
    step = (bottom - top) / max(len(lines), 1)
    for number, words in enumerate(lines):
        share = min((right - left) / max(sum(map(len, words)) + len(words), 1), _FIELD_LETTER)
        x, y = left, top + step * number
        placed = []
        for word in words:
            placed.append(Word(x, y, x + share * len(word), y + step, word, -1))
            x += share * (len(word) + 1)
        if placed:
            yield placed


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
