"""What does a PDF say, line by line, and which of the engines that know PDF can tell?

Pages are taken one at a time, so that memory does not grow with what is drawn on them.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from typing import Protocol

from pipeline.ingest.draft import Reading
from pipeline.ingest.ocr import REMEDY, engine
from pipeline.ingest.pdf.geometry import PageContent
from pipeline.ingest.pdf.layout import Layout
from pipeline.ingest.pdf.pdfium import PdfiumFile, open_pdfium
from pipeline.ingest.pdf.scanned import (
    ScannedPages,
    add_scores,
    agree_on_headers,
    recognised_by,
)
from pipeline.ingest.pdf.second import SECOND_READER, PlumberFile
from pipeline.ingest.pdf.trust import Doubt
from pipeline.ingest.refusal import RefusedError, damaged, over_limit
from pipeline.model import State
from pipeline.params import IngestParams

PDF_READER = f"pdfium {version('pypdfium2')}, layout 1"

_FORM_WORDS = 120  # an XFA form shows no more than a notice to other programs


class PdfFile(Protocol):
    """An open PDF, whichever library reads it."""

    page_count: int
    is_xfa_form: bool

    def page(self, number: int) -> AbstractContextManager[PageContent | None]:
        """Load a page, counted from 1; None for one that cannot be read."""

    def close(self) -> None:
        """Give the file's memory back."""


@dataclass(slots=True)
class _Draft:
    """A document while its pages are read."""

    scanned: ScannedPages
    layout: Layout = field(default_factory=Layout)
    lost: list[int] = field(default_factory=list)


def read_pdf(data: bytes, params: IngestParams) -> Reading:
    """Read a PDF: with PDFium, and if that finds nothing, with pdfplumber.

    Returns:
        Its printed lines and table rows in reading order, furniture among them.

    Raises:
        RefusedError: It is locked, damaged, empty, has too many pages, or shows pictures of text
            only.
    """
    if not data:
        raise damaged("The file has no content at all (0 bytes)")
    try:
        return _reading(open_pdfium(data), PDF_READER, params)
    except RefusedError as refused:
        if refused.state not in {State.UNREADABLE, State.EMPTY}:
            raise
        try:
            second = _reading(PlumberFile(data), SECOND_READER, params)
        except RefusedError:
            raise refused from None
    return replace(second, warnings=("PDFium found no text; read by pdfplumber", *second.warnings))


def _reading(file: PdfFile, reader: str, params: IngestParams) -> Reading:
    try:
        if file.page_count > params.max_pages:
            raise over_limit(
                f"The PDF has {file.page_count:,} pages, more than {params.max_pages:,} (max_pages)"
            )
        draft = _Draft(ScannedPages(file if isinstance(file, PdfiumFile) else None, params))
        for number in range(1, file.page_count + 1):
            with file.page(number) as page:
                _take(draft, number, page)
        draft.layout.replace(_again(draft, file))
        is_form = file.is_xfa_form
    finally:
        file.close()
    _refuse_without_text(draft, is_form=is_form)
    agree_on_headers(draft.layout.lines, draft.layout.sizes, draft.scanned.read)
    lines = draft.layout.finished()
    add_scores(lines, draft.scanned.read)
    return Reading(
        lines,
        f"{reader}; {recognised_by(draft.scanned.read)}" if draft.scanned.read else reader,
        pages=len(draft.layout.sizes),
        warnings=tuple(_warnings(draft)),
        state=_state(draft),
        recognised=tuple(sorted(draft.scanned.read)),
    )


def _take(draft: _Draft, number: int, page: PageContent | None) -> None:
    if page is None:
        draft.lost.append(number)
        draft.layout.add(None)
        return
    draft.layout.add(draft.scanned.content(page))


def _again(draft: _Draft, file: PdfFile) -> Iterator[PageContent]:
    for number in draft.layout.before_columns():
        with file.page(number) as page:
            if page is not None:
                yield draft.scanned.content(page)


def _refuse_without_text(draft: _Draft, *, is_form: bool) -> None:
    words = sum(len(line.text.split()) for line in draft.layout.lines)
    pages = len(draft.layout.sizes)
    if is_form and words < _FORM_WORDS:
        raise RefusedError(
            State.UNSUPPORTED,
            "The PDF is a form (XFA) that shows its text in Adobe Reader only. Open it there and "
            "print it to PDF.",
        )
    scanned = draft.scanned
    if scanned.garbled() and set(_pages_with_words(draft)) <= set(scanned.garbled()):
        raise RefusedError(
            State.UNREADABLE,
            "The text layer of the PDF does not say what is printed: its fonts give other "
            f"characters. Ask for the document it was made from. {_without_recognition(draft)}",
        )
    if words:
        return
    if scanned.late:
        raise RefusedError(
            State.LIMIT,
            f"{_counted(pages)} and no text: the PDF is a scan, and recognising its text took "
            "longer than is allowed. Raise ingest.ocr_page_seconds in params.yaml.",
        )
    if Doubt.PICTURE in scanned.unread.values():
        raise RefusedError(
            State.UNREADABLE,
            f"{_counted(pages)} and no text: the PDF is a scan. Ask for the document it was "
            f"printed from. {_without_recognition(draft)}",
        )
    if draft.lost or not pages:
        raise damaged("No page of the PDF can be read")
    if scanned.unread:
        raise RefusedError(
            State.UNREADABLE,
            "The text of the PDF is drawn as shapes, without characters. Ask for the document it "
            f"was printed from. {_without_recognition(draft)}",
        )
    if scanned.read:
        raise RefusedError(
            State.EMPTY,
            f"{_counted(pages)}, which are pictures, and text recognition found no word on them. "
            "Look at them, and ask their publisher for the text.",
        )
    raise RefusedError(
        State.EMPTY, f"{_counted(pages)} without a word. Ask its publisher for the text."
    )


def _without_recognition(draft: _Draft) -> str:
    """Say what to do where text recognition would have helped."""
    if not draft.scanned.params.ocr:
        return "Or set ingest.ocr to true in params.yaml, so that its text is recognised."
    return REMEDY if engine() is None else "No page of it can be drawn to recognise its text."


def _pages_with_words(draft: _Draft) -> Iterable[int]:
    return (line.page for line in draft.layout.lines if line.text)


def _state(draft: _Draft) -> State:
    pages = set(_pages_with_words(draft))
    recognised = pages & set(draft.scanned.read)
    if not recognised:
        return State.TEXT
    return State.OCR if recognised == pages else State.TEXT_OCR


def _warnings(draft: _Draft) -> Iterable[str]:
    yield from draft.scanned.warnings()
    if draft.lost:
        yield f"pages that could not be read: {_listed(draft.lost)}"


def _counted(pages: int) -> str:
    return "1 page" if pages == 1 else f"{pages} pages"


def _listed(pages: Sequence[int]) -> str:
    shown = ", ".join(map(str, pages[:20]))
    return f"{shown} ..." if len(pages) > 20 else shown
