"""What does a page look like, for those who want to see a clause where it stands?

The picture is turned as the reader turned the page, so that the boxes of its lines fit on it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.ingest import kinds
from pipeline.ingest.frames import open_pictures
from pipeline.ingest.ocr import dpi_for, engine, prepared
from pipeline.ingest.pdf.geometry import PageContent
from pipeline.ingest.pdf.pdfium import PdfiumFile, open_pdfium
from pipeline.ingest.pdf.scanned import is_believed
from pipeline.ingest.pdf.triage import triage
from pipeline.ingest.raster import Raster, png, reduced
from pipeline.ingest.refusal import RefusedError


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as it is shown."""

    number: int  # from 1
    width: float  # of the page in points, as the boxes of its lines are
    height: float
    png: bytes


def page_pictures(
    data: bytes, media_type: str, pages: Iterable[int], dpi: float = 80
) -> Iterator[PagePicture]:
    """Draw pages of a source.

    Hostile files can end the process: call it in one of its own, with limits, as for reading.

    Args:
        data: The file as retrieved.
        media_type: Its kind, as in the document that was read from it.
        pages: Numbers of the pages, from 1.
        dpi: Pixels to an inch; less on pages so large that they would take too much memory.

    Returns:
        A picture of each page in the order asked for. Pages that cannot be drawn are left out: all
        of them where the file cannot be opened, or is of a kind that has no pages.
    """
    drawn = _of_pdf if media_type == kinds.PDF else _of_pictures
    if media_type != kinds.PDF and media_type not in kinds.PICTURES:
        return
    try:
        for number, raster in drawn(data, pages, dpi):
            small = reduced(raster, dpi)
            yield PagePicture(number, raster.width, raster.height, png(small.grey))
    except RefusedError:
        return


def _of_pdf(data: bytes, pages: Iterable[int], dpi: float) -> Iterator[tuple[int, Raster]]:
    numbers = tuple(pages)
    file = _opened(data, max(numbers, default=1))
    try:
        for number in numbers:
            with file.page(number) as page:
                raster = None if page is None else _lying(file, page, dpi)
            if raster is not None:
                yield number, raster
    finally:
        file.close()


def _opened(data: bytes, pages: int) -> PdfiumFile:
    """Open a PDF, mended as for reading where it is damaged."""
    try:
        return open_pdfium(data)
    except RefusedError:
        mended = triage(data, pages).rewritten()
        if mended is None:
            raise
    return open_pdfium(mended)


def _lying(file: PdfiumFile, page: PageContent, dpi: float) -> Raster | None:
    """Draw a page as its text was read: scanned pages are brought upright and level first."""
    chosen = engine()
    if chosen is None or is_believed(file, page):
        return file.picture(page.number, dpi)
    raster = file.picture(page.number, dpi_for(file.scan_of(page.number)))
    return None if raster is None else prepared(raster, chosen)


def _of_pictures(data: bytes, pages: Iterable[int], dpi: float) -> Iterator[tuple[int, Raster]]:
    chosen = engine()
    with open_pictures(data) as file:
        for number in pages:
            raster = file.picture(number) if 0 < number <= file.page_count else None
            if raster is not None:
                yield number, raster if chosen is None else prepared(raster, chosen)
