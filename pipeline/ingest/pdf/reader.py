"""What does a PDF say, line by line, and which of the engines that know PDF can tell?

Pages are taken one at a time, so that memory does not grow with what is drawn on them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from operator import attrgetter
from types import MappingProxyType

from pipeline.engine.outcome import Grant, no_clock
from pipeline.ingest.draft import Reading
from pipeline.ingest.ocr import REMEDY, engine
from pipeline.ingest.pdf.geometry import PageContent
from pipeline.ingest.pdf.held import HeldLines
from pipeline.ingest.pdf.layout import Layout
from pipeline.ingest.pdf.pages import PdfFile, WatchedFile, listed
from pipeline.ingest.pdf.pdfium import PdfiumFile, open_pdfium
from pipeline.ingest.pdf.scanned import (
    ScannedPages,
    agree_on_headers,
    recognised_by,
    with_scores,
)
from pipeline.ingest.pdf.second import SECOND_READER, PlumberFile
from pipeline.ingest.pdf.triage import Triage, triage
from pipeline.ingest.pdf.trust import Doubt
from pipeline.ingest.refusal import RefusedError, damaged, over_limit
from pipeline.model import IngestParams, State

PDF_READER = f"pdfium {version('pypdfium2')}, layout 2"

QPDF, PDFIUM, PLUMBER = "qpdf", "pdfium", "pdfplumber"
OPENING = 0  # stands for the number of a page while the file is opened

_NOTHING: Mapping[int, str] = MappingProxyType({})
_FORM_WORDS = 120  # an XFA form shows no more than a notice to other programs


@dataclass(slots=True)
class _Draft:
    """A document while its pages are read."""

    scanned: ScannedPages
    layout: Layout = field(default_factory=Layout)
    lost: list[int] = field(default_factory=list)


def read_pdf(
    data: bytes,
    params: IngestParams,
    *,
    grant: Grant = no_clock,
    without: Mapping[int, str] = _NOTHING,
) -> Reading:
    """Read a PDF: with PDFium, and where that and qpdf differ, mended, and with pdfplumber.

    Args:
        data: The file.
        params: Which reader is tried first, and its limits.
        grant: Is asked for time before each page.
        without: Pages that are not to be read, and what they did; 0 stands for opening the file
            with PDFium.

    Returns:
        Its printed lines and table rows in reading order, furniture among them.

    Raises:
        RefusedError: It is locked, damaged, empty, has too many pages, or shows pictures of text
            only.
    """
    if not data:
        raise damaged("The file has no content at all (0 bytes)")
    if without.get(OPENING) is None:
        grant(0.0, OPENING)
    found = triage(data, params.max_pages) if OPENING not in without else Triage(damaged=True)
    tries = _Tries(data, params, found, grant, {**found.refused, **without})
    for reader, repaired in _ladder(found, params, skips_pdfium=OPENING in without):
        if tries.attempt(reader, repaired=repaired):
            break
    return tries.best()


def _ladder(
    found: Triage, params: IngestParams, *, skips_pdfium: bool
) -> Iterator[tuple[str, bool]]:
    """Give the engines in the order in which they are tried, and whether the file is mended."""
    steps = [(PDFIUM, False), (PDFIUM, True), (PLUMBER, False)]
    if params.reader == PLUMBER:
        steps = [(PLUMBER, False), (PDFIUM, False), (PDFIUM, True)]
    for reader, repaired in steps:
        if not (reader == PDFIUM and skips_pdfium) and (found.mendable or not repaired):
            yield reader, repaired


@dataclass(slots=True)
class _Tries:
    """A file while one engine after another is tried on it."""

    data: bytes
    params: IngestParams
    found: Triage
    grant: Grant
    left_out: dict[int, str]
    counts: dict[str, int] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    refusals: list[RefusedError] = field(default_factory=list)
    silent: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Begin with what qpdf counted."""
        if self.found.page_count is not None:
            self.counts[QPDF] = self.found.page_count

    def attempt(self, engine: str, *, repaired: bool) -> bool:
        """Try one engine.

        Returns:
            Whether nothing is left to be asked: all pages are read that there should be.

        Raises:
            RefusedError: The file is one that no engine would read.
        """
        try:
            file = self._opened(engine, repaired=repaired)
        except RefusedError as refused:
            if refused.state is State.PASSWORD:
                raise
            self.refusals.append(refused)
            return False
        if not (repaired and engine in self.counts):
            self.counts[engine] = file.page_count
        reader = SECOND_READER if engine == PLUMBER else PDF_READER
        mended = " (rewritten by qpdf)" if repaired else ""
        agrees = file.page_count > 0 and file.page_count == self.found.page_count
        try:
            reading = _reading(file, reader + mended, self.params, self.grant)
        except RefusedError as refused:
            if refused.state not in {State.UNREADABLE, State.EMPTY}:
                raise
            self.refusals.append(refused)
            self.silent |= file.silent
            self.left_out |= file.left_out
            return agrees and not file.silent and not self.found.damaged
        self.left_out |= file.left_out
        warnings = tuple(_told(file, engine, self.params, repaired=repaired))
        self.readings.append(replace(reading, warnings=(*warnings, *reading.warnings)))
        return agrees and not (repaired and reading.pages_with_words < file.page_count)

    def best(self) -> Reading:
        """Give the reading with the most pages that have text, the first of several.

        Raises:
            RefusedError: There is none.
        """
        counts = tuple(self.counts.items())
        differing = len({count for _, count in counts}) > 1
        told = ", ".join(f"{engine} {count}" for engine, count in counts)
        if not self.readings:
            raise self._refusal(f"The engines count its pages differently ({told})", differing)
        reading = self.readings[0]
        if len(self.readings) > 1:
            reading = max(self.readings, key=attrgetter("pages_with_words"))
        warnings = [*self.found.warnings]
        if differing:
            warnings.append(f"the engines count its pages differently: {told}")
        warnings += [
            f"page {number} was not read: {why}"
            for number, why in sorted(self.left_out.items())
            if number != OPENING
        ]
        return replace(reading, warnings=(*warnings, *reading.warnings), page_counts=counts)

    def _opened(self, engine: str, *, repaired: bool) -> WatchedFile:
        data = self.found.rewritten() if repaired else self.data
        if data is None:
            raise damaged("The PDF cannot be mended")
        file: PlumberFile | PdfiumFile
        if engine == PLUMBER:
            if self.found.written_on and not self.found.refused:
                data = (
                    self.found.flattened() or data
                )  # it reads pages only; PDFium reads fields too
            file = PlumberFile(data, unruled=self.params.reader == PLUMBER)
            drawable = self._drawable(data)
        else:
            file = drawable = open_pdfium(data)
        watched = WatchedFile(
            file,
            self.found,
            left_out=self.left_out,
            page_seconds=self.params.page_seconds,
            grant=self.grant,
            open_second=None if engine == PLUMBER else lambda: PlumberFile(data),
            drawable=drawable,
        )
        if watched.page_count > self.params.max_pages:
            watched.close()
            raise over_limit(
                f"The PDF has {watched.page_count:,} pages, more than "
                f"{self.params.max_pages:,} (max_pages)"
            )
        return watched

    def _drawable(self, data: bytes) -> PdfiumFile | None:
        """Open what pdfplumber reads with PDFium, which alone can draw its scanned pages."""
        if OPENING in self.left_out:
            return None
        try:
            return open_pdfium(data)
        except RefusedError:
            return None

    def _refusal(self, differing_counts: str, differing: bool) -> RefusedError:
        """Choose what to say of a file that nothing was read of.

        It is empty only where two engines agree on its pages, and none of these shows any text.
        """
        stopped = [refused for refused in self.refusals if refused.state is State.LIMIT]
        if self.left_out and not stopped:
            number, why = min(self.left_out.items())
            where = f"Page {number} of the PDF" if number != OPENING else "The PDF"
            return over_limit(f"{where} was not read, because {why}, and nothing else has text")
        first = (stopped or self.refusals)[0]
        if first.state is not State.EMPTY:
            return first
        doubts = {
            f"The PDF shows text on {_counted(len(self.silent))} that no reader can make out": bool(
                self.silent
            ),
            f"{differing_counts}, and find no text": differing,
            "The PDF is damaged, and no text is found in it": self.found.damaged,
        }
        doubt = next((what for what, applies in doubts.items() if applies), None)
        return damaged(doubt) if doubt else first


def _told(file: WatchedFile, engine: str, params: IngestParams, *, repaired: bool) -> Iterator[str]:
    """Say what is out of the ordinary about how a file was read."""
    if repaired:
        yield "the PDF is damaged; it was mended by writing it anew (qpdf)"
    if engine != params.reader:
        other = "PDFium" if engine == PLUMBER else "pdfplumber"
        yield f"{other} could not read all of it; read by {engine}"
    if file.second:
        yield f"pages whose text only pdfplumber found: {listed(sorted(file.second))}"
    if file.crowded:
        yield f"pages with too many lines drawn to look for tables: {listed(sorted(file.crowded))}"
    if file.silent:
        yield f"pages with text that no reader can make out: {listed(sorted(file.silent))}"


def _reading(file: WatchedFile, reader: str, params: IngestParams, grant: Grant) -> Reading:
    try:
        draft = _Draft(ScannedPages(file.drawable, params, grant))
        for number in range(1, file.page_count + 1):
            with file.page(number) as page:
                _take(draft, number, page, is_silent=number in file.silent)
        file.silent -= draft.scanned.with_words()
        draft.layout.replace(_again(draft, file))
        is_form = file.is_xfa_form
    finally:
        file.close()
    _refuse_without_text(draft, is_form=is_form)
    layout, read = draft.layout, draft.scanned.read
    if read:
        layout.lines = HeldLines(agree_on_headers(layout.lines.drained(), layout.sizes, read))
    state = _state(draft)
    lines = layout.finished()
    return Reading(
        with_scores(lines, read) if read else lines,
        f"{reader}; {recognised_by(read)}" if read else reader,
        pages=len(layout.sizes),
        pages_with_words=len(lines.pages),
        warnings=tuple(_warnings(draft)),
        state=state,
        recognised=tuple(sorted(read)),
    )


def _take(draft: _Draft, number: int, page: PageContent | None, *, is_silent: bool) -> None:
    if page is None:
        draft.lost.append(number)
        draft.layout.add(None)
        return
    draft.layout.add(draft.scanned.content(page, is_silent=is_silent))


def _again(draft: _Draft, file: PdfFile) -> Iterator[PageContent]:
    for number in draft.layout.before_columns():
        with file.page(number) as page:
            if page is not None:
                yield draft.scanned.content(page)


def _refuse_without_text(draft: _Draft, *, is_form: bool) -> None:
    printed = draft.layout.lines
    pages = len(draft.layout.sizes)
    if is_form and sum(len(line.text.split()) for line in printed) < _FORM_WORDS:
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
    if any(line.text.strip() for line in printed):
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
    if not draft.scanned.read:
        return State.TEXT
    pages = set(_pages_with_words(draft))
    recognised = pages & set(draft.scanned.read)
    if not recognised:
        return State.TEXT
    return State.OCR if recognised == pages else State.TEXT_OCR


def _warnings(draft: _Draft) -> Iterable[str]:
    yield from draft.scanned.warnings()
    if draft.lost:
        yield f"pages that could not be read: {listed(draft.lost)}"


def _counted(pages: int) -> str:
    return "1 page" if pages == 1 else f"{pages} pages"
