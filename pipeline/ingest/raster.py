"""How is a page held as a picture, and how is that picture written to show it?

Pictures are grey: colour tells nothing of a text, and costs four times the room.
"""

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

MOST_PIXELS = 40_000_000  # of a page that is drawn
POINTS_PER_INCH = 72

_SHADES = 8  # of grey
_WHITE = 15  # in four bits, so that two pixels share a byte
_PAPER = 0.9  # share of the pixels that are as light as paper, or lighter
_INK = 0.002  # share of the pixels that are surely ink
_LEAST_CONTRAST = 60  # levels; with less, the page is left as it is
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Raster:
    """A page as a picture."""

    grey: "Grey"  # rows from the top; 0 is black
    width: float  # of the page in points
    height: float

    @property
    def dpi(self) -> float:
        """Pixels to an inch, down the page."""
        return float(self.grey.shape[0]) * POINTS_PER_INCH / self.height


@dataclass(frozen=True, slots=True)
class Scan:
    """What the pictures of a page take of it."""

    cover: float  # share of the page, from 0 to 1
    dpi: float  # of the largest; 0 for a page without pictures
    invisible: float  # share of the texts on the page that are not to be seen, from 0 to 1


def dpi_within(width: float, height: float, dpi: float, most_pixels: int = MOST_PIXELS) -> float:
    """Give the resolution at which a page may be drawn.

    Args:
        width: Of the page in points.
        height: Of the page in points.
        dpi: Wanted.
        most_pixels: That the page may take.

    Example:
        >>> dpi_within(595, 842, 200)
        200.0
        >>> round(dpi_within(72000, 72000, 200), 1)
        6.3
    """
    inches = max(width / POINTS_PER_INCH, 0.01) * max(height / POINTS_PER_INCH, 0.01)
    return float(min(dpi, (most_pixels / inches) ** 0.5))


def reduced(raster: Raster, dpi: float) -> Raster:
    """Give a page at a lower resolution; one that is as low already stays as it is."""
    import numpy as np
    from PIL import Image

    if raster.dpi <= dpi * 1.05:
        return raster
    scale = dpi / POINTS_PER_INCH
    size = max(round(raster.width * scale), 1), max(round(raster.height * scale), 1)
    small = Image.fromarray(raster.grey).resize(size, Image.Resampling.BOX)
    return Raster(np.asarray(small), raster.width, raster.height)


def shades(grey: "Grey") -> "Grey":
    """Stretch a page from ink to paper and reduce it to a few shades, from 0 to 15.

    The paper of a scan becomes white, and its noise with it: that is what makes the picture small.
    """
    import numpy as np

    counts = np.bincount(grey.ravel(), minlength=256).cumsum()
    dark = int(np.searchsorted(counts, counts[-1] * _INK))
    light = int(np.searchsorted(counts, counts[-1] * (1 - _PAPER)))
    if light - dark < _LEAST_CONTRAST:
        dark, light = 0, 255
    steps = np.arange(256, dtype=np.int32)
    table = ((steps - dark) * (_SHADES - 1) + (light - dark) // 2) // (light - dark)
    table = np.clip(table, 0, _SHADES - 1) * _WHITE // (_SHADES - 1)
    return table.astype(np.uint8)[grey]


def png(grey: "Grey") -> bytes:
    """Write a picture as PNG in a few shades; the same picture always gives the same bytes."""
    import numpy as np

    four = shades(grey)
    height, width = four.shape
    if width % 2:
        four = np.pad(four, ((0, 0), (0, 1)))
    packed = (four[:, 0::2] << 4) | four[:, 1::2]
    rows = np.zeros((height, packed.shape[1] + 1), np.uint8)  # each row begins with "no filter"
    rows[:, 1:] = packed
    head = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    data = zlib.compress(rows.tobytes(), 9)
    return _SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    checked = kind + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))
