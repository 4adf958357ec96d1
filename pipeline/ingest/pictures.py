"""What does a page look like, for those who want to see a clause where it stands?

The picture is turned as the reader turned the page, so that the boxes of its lines fit on it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.ingest import kinds
from pipeline.ingest.pdf.pdfium import open_pdfium
from pipeline.ingest.raster import png
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
    if media_type != kinds.PDF:
        return
    try:
        file = open_pdfium(data)
    except RefusedError:
        return
    try:
        for number in pages:
            raster = file.picture(number, dpi)
            if raster is not None:
                yield PagePicture(number, raster.width, raster.height, png(raster.grey))
    finally:
        file.close()
