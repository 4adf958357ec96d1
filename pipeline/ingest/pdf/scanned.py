"""Which pages of a PDF are read from their pictures, and what came of it?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pipeline.engine.outcome import Grant, no_clock
from pipeline.ingest.draft import DraftLine
from pipeline.ingest.ocr import Recognised, dpi_for, engine, mean_score, recognise, shows_lines
from pipeline.ingest.pdf.furniture import Size
from pipeline.ingest.pdf.geometry import PageContent, PrintedLine
from pipeline.ingest.pdf.pages import listed
from pipeline.ingest.pdf.trust import Doubt, doubt_about, page_text, plausible
from pipeline.ingest.raster import Raster, Scan
from pipeline.model import IngestParams

_LOOK = 100  # pixels to an inch, to see whether a page shows text
_COVERED = 0.8  # share of a page, from which on it is a scan
_DOUBTFUL = 0.8  # mean score of a page's words
_BAND = 0.12  # of the height, where running headers and footers stand
_NEAR = 12.0  # points between the places of one header on several pages
_ALIKE = 90.0  # of 100, between two readings of it
_LAYERS = frozenset({Doubt.POOR, Doubt.GARBLED})  # there is a text to fall back to


class Drawable(Protocol):
    """An open PDF whose pages can be drawn."""

    def scan_of(self, number: int) -> Scan:
        """Tell what the pictures of a page take of it."""

    def unmapped(self, number: int) -> float:
        """Tell which share of a page's characters its fonts do not explain."""

    def picture(self, number: int, dpi: float) -> Raster | None:
        """Draw a page."""


@dataclass(slots=True)
class ScannedPages:
    """The pages of one document that are read from their pictures, or should be."""

    file: Drawable | None  # None: it cannot be drawn
    params: IngestParams
    grant: Grant = no_clock  # is asked for time before a page is recognised
    read: dict[int, Recognised] = field(default_factory=dict)
    unread: dict[int, Doubt] = field(default_factory=dict)  # there is no engine, or it is not asked
    late: list[int] = field(default_factory=list)  # it took too long
    behind: list[int] = field(default_factory=list)  # pictures whose text layer is believed

    def content(self, page: PageContent, *, is_silent: bool = False) -> PageContent:
        """Give what stands on a page: what was recognised where its text layer is not believed.

        Args:
            page: The page by its text layer.
            is_silent: Whether it says that it shows text, of which no engine makes anything.
        """
        number = page.number
        if number in self.read:
            return self.read[number].content
        if number in self.unread or number in self.late:
            return page
        doubt = _doubt(self.file, page) or (Doubt.DRAWN if is_silent else None)
        if doubt is not None:
            return self._recognised(page, doubt)
        if page.pictured > _COVERED:
            self.behind.append(number)
        return page

    def _recognised(self, page: PageContent, doubt: Doubt) -> PageContent:
        found = None
        if self.file is not None and self.params.ocr and engine() is not None:
            self.grant(self.params.ocr_page_seconds)
            try:
                found = recognise_page(self.file, page.number, seconds=self.params.ocr_page_seconds)
            except TimeoutError:
                self.late.append(page.number)
                return page
        if found is None:
            self.unread[page.number] = doubt
            return page
        if doubt in _LAYERS and _is_better(page_text(page), page_text(found.content)):
            self.behind.append(page.number)
            return page
        self.read[page.number] = found
        return found.content

    def with_words(self) -> set[int]:
        """Give the pages on which words were recognised."""
        return {number for number, found in self.read.items() if found.content.runs}

    def pictures(self) -> list[int]:
        """Give the pages without text that nothing was there to read."""
        return sorted(at for at, doubt in self.unread.items() if doubt not in _LAYERS)

    def garbled(self) -> list[int]:
        """Give the pages whose text layer is not believed, and is all there is."""
        return sorted(at for at, doubt in self.unread.items() if doubt in _LAYERS)

    def warnings(self) -> Iterator[str]:
        """Say in plain words what a reader of the text must know."""
        yield from page_warnings(self.read)
        if pictures := self.pictures():
            yield f"pages without text that are pictures: {listed(pictures)}"
        if self.late:
            yield f"pages whose text was not recognised in the time allowed: {listed(self.late)}"
        if garbled := self.garbled():
            yield f"pages whose text layer does not say what is printed: {listed(garbled)}"
        if self.behind:
            yield (
                "pages that are pictures with a recognised text layer, whose wording may be "
                f"wrong: {listed(self.behind)}"
            )


def is_believed(file: Drawable, page: PageContent) -> bool:
    """Whether the text layer of a page says what is printed."""
    return _doubt(file, page) is None


def _doubt(file: Drawable | None, page: PageContent) -> Doubt | None:
    if file is None:  # all there is to go by is what was read
        return doubt_about(
            page,
            scan=lambda _: Scan(page.pictured, 0.0, 0.0),
            unmapped=lambda _: 0.0,
            shows_text=lambda _: False,
        )

    def shows_text(page: PageContent) -> bool:
        raster = file.picture(page.number, _LOOK)
        boxes = [word[:4] for run in (*page.runs, *page.turned) for word in run]
        return raster is not None and shows_lines(raster, boxes)

    return doubt_about(page, scan=file.scan_of, unmapped=file.unmapped, shows_text=shows_text)


def with_scores(lines: Iterable[DraftLine], read: Mapping[int, Recognised]) -> Iterator[DraftLine]:
    """Tell of each recognised line how sure the engine was of its words.

    Args:
        lines: Of the document; they are changed.
        read: The recognised pages by number.
    """
    for line in lines:
        found = read.get(line.page or 0)
        if found is not None and line.bbox is not None:
            left, top, right, bottom = line.bbox
            inside = [
                (word, score)
                for word, score in found.scores
                if top - 1 <= word.middle <= bottom + 1 and left - 1 <= word.left <= right + 1
            ]
            line.confidence = round(mean_score(inside or found.scores), 3)
        yield line


def agree_on_headers(
    lines: Iterable[PrintedLine], sizes: Sequence[Size], read: Mapping[int, Recognised]
) -> Iterator[PrintedLine]:
    """Give running headers and footers one wording, so that a misread letter does not keep them.

    Args:
        lines: Of the document, as printed; their texts change.
        sizes: Widths and heights of its pages.
        read: The recognised pages by number.
    """
    from rapidfuzz.fuzz import ratio

    agreed: list[PrintedLine] = []
    for line in lines:
        if line.page in read and not line.table and _is_at_edge(line, sizes[line.page - 1][1]):
            for other in agreed:
                near = other.page != line.page and abs(other.top - line.top) < _NEAR
                if near and ratio(other.text, line.text) >= _ALIKE and _same_digits(other, line):
                    line.text = other.text
                    break
            else:
                agreed.append(line)
        yield line


def _is_at_edge(line: PrintedLine, height: float) -> bool:
    return line.top <= _BAND * height or line.bottom >= (1 - _BAND) * height


def _same_digits(line: PrintedLine, other: PrintedLine) -> bool:
    return [*filter(str.isdigit, line.text)] == [*filter(str.isdigit, other.text)]


def recognised_by(read: Mapping[int, Recognised]) -> str:
    """Name the engine that recognised pages, with the languages that it took for them."""
    chosen = engine()
    used = {language for found in read.values() for language in found.languages}
    return chosen.name(used) if chosen else "no OCR"


def page_warnings(read: Mapping[int, Recognised], lost: Sequence[int] = ()) -> Iterator[str]:
    """Say in plain words what a reader of recognised text must know.

    Args:
        read: The recognised pages by number.
        lost: Numbers of pages that could not be read.
    """
    if read:
        yield f"pages whose text was recognised from a picture: {listed(sorted(read))}"
    if doubtful := [at for at, found in sorted(read.items()) if found.score < _DOUBTFUL]:
        yield f"recognised pages that were hard to read: check their words: {listed(doubtful)}"
    if welsh := [at for at, found in sorted(read.items()) if found.lacks_welsh]:
        yield (
            f"pages in Welsh that were recognised as English: {listed(welsh)}. Install the Welsh "
            "data of Tesseract (on Debian and Ubuntu: apt-get install tesseract-ocr-cym) and "
            "build again"
        )
    if lost:
        yield f"pages that could not be read: {listed(lost)}"


def recognise_page(file: Drawable, number: int, *, seconds: float) -> Recognised | None:
    """Recognise one page; the whole of what takes time.

    Raises:
        TimeoutError: It took longer than that many seconds.
    """
    chosen = engine()
    raster = file.picture(number, dpi_for(file.scan_of(number)))
    if chosen is None or raster is None:
        return None
    return recognise(raster, number, chosen, seconds=seconds)


def _is_better(layer: str, recognised: str) -> bool:
    """Whether a doubted text layer is as good as what was recognised, or better."""
    return bool(layer.strip()) and plausible(layer) >= plausible(recognised)
