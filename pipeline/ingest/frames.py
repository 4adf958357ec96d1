"""What do the pictures say that councils publish as documents: photographs and scans?

Each picture of a file is a page, and goes the way of the scanned pages of a PDF.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from typing import Any

from pipeline.engine.outcome import Grant, no_clock
from pipeline.ingest.draft import Reading
from pipeline.ingest.ocr import REMEDY, Recognised, engine, recognise
from pipeline.ingest.pdf.held import HeldLines
from pipeline.ingest.pdf.layout import Layout
from pipeline.ingest.pdf.scanned import (
    agree_on_headers,
    page_warnings,
    recognised_by,
    with_scores,
)
from pipeline.ingest.raster import POINTS_PER_INCH, Raster
from pipeline.ingest.refusal import RefusedError, damaged, over_limit
from pipeline.model import IngestParams, State

PICTURE_READER = f"pillow {version('pillow')}, layout 1"

_FORMATS = ("PNG", "JPEG", "TIFF")
_MOST_PIXELS = 100_000_000  # of a picture that is opened,
_KEPT_PIXELS = 20_000_000  # and of one that is looked at: a page at 400 to an inch
_LEAST_WORDS = 20  # that make a document
_LONG_SIDE = 11.69  # inches, of the paper that a picture is taken to show if it does not say
_LIKELY_DPI = (100.0, 1300.0)  # others are those of screens and cameras
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, KeyError, TypeError, IndexError)


class PictureFile:
    """An open file of pictures; close it when done."""

    def __init__(self, data: bytes) -> None:
        """Open a file of pictures.

        Raises:
            RefusedError: It cannot be opened, or a picture is too large.
        """
        from PIL import Image

        Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
        try:
            self._file: Any = Image.open(io.BytesIO(data), formats=_FORMATS)
            self.page_count = int(getattr(self._file, "n_frames", 1))
        except Image.DecompressionBombError as error:
            raise over_limit("The picture has too many pixels") from error
        except _DAMAGE as error:
            raise damaged(f"The picture cannot be opened ({type(error).__name__})") from error

    def close(self) -> None:
        """Give the file's memory back."""
        self._file.close()

    def picture(self, number: int) -> Raster | None:
        """Give a page as a picture, counted from 1; None for one that is damaged."""
        import numpy as np
        from PIL import Image, ImageOps

        try:
            self._file.seek(number - 1)
            width, height = self._file.size
            if width * height > _MOST_PIXELS or min(width, height) < 2:
                return None
            stated = self._file.info.get("dpi", (0, 0))
            with suppress(AttributeError):
                self._file.draft("L", (width, height))
            flat = ImageOps.exif_transpose(_on_paper(self._file)).convert("L")
        except (*_DAMAGE, Image.DecompressionBombError):
            return None
        dpi = _likely_dpi(float(stated[0] or 0), flat.size)
        size = flat.width * POINTS_PER_INCH / dpi, flat.height * POINTS_PER_INCH / dpi
        shrink = (flat.width * flat.height / _KEPT_PIXELS) ** 0.5
        if shrink > 1:
            flat = flat.reduce(int(shrink) + 1)
        return Raster(np.asarray(flat, np.uint8), *size)


@contextmanager
def open_pictures(data: bytes) -> Iterator[PictureFile]:
    """Open a file of pictures for as long as it is needed.

    Raises:
        RefusedError: It cannot be opened, or a picture is too large.
    """
    file = PictureFile(data)
    try:
        yield file
    finally:
        file.close()


def read_pictures(data: bytes, params: IngestParams, *, grant: Grant = no_clock) -> Reading:
    """Read a photographed or scanned document.

    Args:
        data: The file.
        params: Whether and how long text is recognised.
        grant: Is asked for time before each picture.

    Raises:
        RefusedError: It cannot be opened, has too many pages, or its text cannot be recognised.
    """
    chosen = engine() if params.ocr else None
    with open_pictures(data) as file:
        if file.page_count > params.max_pages:
            raise over_limit(
                f"The file has {file.page_count:,} pictures, more than {params.max_pages:,} "
                "(max_pages)"
            )
        if chosen is None:
            remedy = REMEDY if params.ocr else "Set ingest.ocr to true in params.yaml."
            raise RefusedError(
                State.UNREADABLE,
                f"A picture, not a document: its text must be recognised. {remedy}",
            )
        layout = Layout()
        read: dict[int, Recognised] = {}
        lost: list[int] = []
        for number in range(1, file.page_count + 1):
            raster = file.picture(number)
            if raster is None:
                lost.append(number)
                layout.add(None)
                continue
            grant(params.ocr_page_seconds, number)
            read[number] = recognise(raster, number, chosen, seconds=params.ocr_page_seconds)
            layout.add(read[number].content)
    if not read:
        raise damaged("No picture of the file can be read")
    layout.replace(read[number].content for number in layout.before_columns() if number in read)
    layout.lines = HeldLines(agree_on_headers(layout.lines.drained(), layout.sizes, read))
    lines = [*with_scores(layout.finished(), read)]
    words = sum(len(line.text.split()) for line in lines)
    if words < _LEAST_WORDS:
        raise RefusedError(
            State.UNSUPPORTED,
            f"A picture on which {words} words were recognised, too few for a document: a logo, "
            "or a photograph that is too coarse. Ask for the document itself.",
        )
    return Reading(
        lines,
        f"{PICTURE_READER}; {recognised_by(read)}",
        pages=len(layout.sizes),
        warnings=tuple(page_warnings(read, lost)),
        state=State.OCR,
        recognised=tuple(sorted(read)),
    )


def _on_paper(picture: Any) -> Any:
    """Lay a picture that is see-through on white paper."""
    from PIL import Image

    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(paper, clear)
    if picture.mode.startswith("I") or picture.mode == "F":
        return picture.point(lambda level: level / 256).convert("L")
    return picture


def _likely_dpi(stated: float, size: tuple[int, int]) -> float:
    """Take the resolution that a picture states, if paper of a likely size results."""
    long_side = max(size)
    if _LIKELY_DPI[0] <= stated <= _LIKELY_DPI[1] and 5 <= long_side / stated <= 24:
        return stated
    return long_side / _LONG_SIDE
