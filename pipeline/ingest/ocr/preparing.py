"""How is a page brought upright and made even, so that its words can be recognised?

Pages are scanned sideways, upside down and askew, on grey paper and with dark edges. Each step here
is measured on the picture itself and left out where the picture gives no reason for it.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.ingest.raster import Raster

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.ingest.raster import Grey

    Ink = NDArray[np.bool_]

_LOOK = 100  # pixels to an inch, enough to see lines of text
_MOST_SKEW = 5.0  # degrees
_LEAST_SKEW = 0.12  # degrees that are worth turning a page for
_STEPS = (0.5, 0.1, 0.02)  # degrees
_SHARPER = 1.5  # lines of text, against what is seen across them
_UPRIGHT = 0.6  # share of ink above the small letters, of that above and below
_DENSE = 0.35  # of the ink of the fullest rows: where small letters stand
_SMALL = (4, 25)  # pixels that small letters are tall
_REACH = 0.45  # of their height, for what stands above and below
_LEAST_LINES = 4
_LINED = 2.2  # how far lines of text stand out, against an even page
_LEAST_INK = 200  # pixels
_TILE = 32  # pixels of a page at `_LOOK` that share one level of paper
_SPECK = 0.00009  # square inches; a full stop has twice that in small print,
# and how far from a letter a dot of up to a size may be, in square inches and inches
_DOTS = ((0.00016, 0.045), (0.0004, 0.075))
_DARK = 0.75  # of the level of paper
_BLACK_AND_WHITE = 0.985  # share of the pixels
_SOFT = 0.004  # inches
_EVEN = 24  # levels by which paper may differ over the page


@dataclass(frozen=True, slots=True)
class Posture:
    """How a page lies."""

    quarters: int  # clockwise, by which it must be turned to be read
    angle: float  # degrees by which its lines then fall to the right


def posture(raster: Raster, told: "Callable[[Grey], int | None]") -> Posture:
    """Tell how a page lies.

    Args:
        raster: The page.
        told: Tells from its letters by how many quarters clockwise a page must be turned; asked
            only where the lines do not tell.
    """
    import numpy as np

    ink = _ink(_reduced(raster))
    if int(ink.sum()) < _LEAST_INK:
        return Posture(0, 0.0)
    across, down = _lines(ink), _lines(np.rot90(ink, -1))
    lying = down.sharpness > across.sharpness
    seen = down if lying else across
    share = _ascending(seen.rows)
    if max(across.sharpness, down.sharpness) > _SHARPER * min(across.sharpness, down.sharpness):
        if share is not None and share > _UPRIGHT:
            return Posture(int(lying), seen.angle)
        if share is not None and share < 1 - _UPRIGHT:
            return Posture(2 + int(lying), seen.angle)
    quarters = told(raster.grey)
    if quarters is None:
        over = share is not None and share < 0.5
        return Posture(int(lying) + 2 * int(over), seen.angle)
    return Posture(int(quarters), (down if quarters % 2 else across).angle)


def shows_lines(raster: Raster, boxes: Iterable[Sequence[float]]) -> bool:
    """Tell whether lines of text are to be seen on a page beside the words that are known.

    Args:
        raster: The page.
        boxes: Left, top, right and bottom of the known words, in points.
    """
    import numpy as np

    small = _reduced(raster)
    ink = _ink(small)
    scale = small.shape[0] / raster.height
    for box in boxes:
        left, top, right, bottom = (max(round(edge * scale), 0) for edge in box)
        ink[max(top - 1, 0) : bottom + 1, max(left - 1, 0) : right + 1] = False
    if int(ink.sum()) < _LEAST_INK:
        return False
    seen = max(_lines(ink), _lines(np.rot90(ink, -1)), key=lambda lines: lines.sharpness)
    return seen.sharpness > _LINED and _count_lines(seen.rows) >= _LEAST_LINES


def turned(raster: Raster, quarters: int) -> Raster:
    """Turn a page clockwise."""
    import numpy as np

    if not quarters % 4:
        return raster
    grey = np.ascontiguousarray(np.rot90(raster.grey, -quarters))
    if quarters % 2:
        return Raster(grey, raster.height, raster.width)
    return Raster(grey, raster.width, raster.height)


def levelled(raster: Raster, angle: float) -> Raster:
    """Turn a page so that lines which fall to the right by an angle in degrees are level."""
    import numpy as np
    from PIL import Image

    if abs(angle) < _LEAST_SKEW:
        return raster
    paper = int(np.percentile(raster.grey[::7, ::7], 80))
    picture = Image.fromarray(raster.grey)
    level = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=paper)
    return Raster(np.asarray(level), raster.width, raster.height)


def evened(grey: "Grey", dpi: float) -> "Grey":
    """Make paper that is darker in places equally light, and take the scanner's edges away."""
    import numpy as np

    tile = max(round(_TILE * dpi / _LOOK), 8)
    height, width = grey.shape
    padded = np.pad(grey, ((0, -height % tile), (0, -width % tile)), mode="edge")
    tiles = padded.reshape(padded.shape[0] // tile, tile, padded.shape[1] // tile, tile)
    paper = np.percentile(tiles[:, ::3, :, ::3], 75, axis=(1, 3))
    usual = float(np.median(paper))
    if usual < 255 / 3 or float(np.percentile(np.abs(paper - usual), 95)) < _EVEN:
        return grey  # white on black, or even as it is
    from scipy import ndimage

    paper = ndimage.median_filter(np.maximum(paper, usual * 0.4), 3, mode="nearest")
    light = ndimage.zoom(
        paper, (padded.shape[0] / paper.shape[0], padded.shape[1] / paper.shape[1]), order=1
    )[:height, :width]
    even: Grey = np.clip(grey * (usual / light), 0, 255).astype(np.uint8)
    return even


def cleaned(grey: "Grey", dpi: float) -> "Grey":
    """Take specks away, and soften what is black and white only.

    Specks are smaller than a full stop, or no larger and away from all letters; they are read as
    words of their own, and ragged black edges as other letters.
    """
    import numpy as np
    from scipy import ndimage

    paper = int(np.percentile(grey[::5, ::5], 80))
    ink = grey < paper * _DARK
    labels, count = ndimage.label(ink, np.ones((3, 3), int))
    if count:
        sizes = np.bincount(labels.ravel())
        sizes[0] = 0
        letters = (sizes > _DOTS[-1][0] * dpi * dpi)[labels]
        specks = sizes <= max(_SPECK * dpi * dpi, 1.0)
        for largest, reach in _DOTS:
            near = ndimage.maximum_filter(letters, 2 * round(reach * dpi) + 1)
            beside = np.zeros(count + 1, bool)
            beside[labels[near]] = True
            specks |= (sizes <= largest * dpi * dpi) & ~beside
        specks[0] = False
        if specks.any():
            dirty = ndimage.binary_dilation(specks[labels], np.ones((3, 3), bool))
            grey = np.where(dirty, np.uint8(paper), grey)
    extremes = np.count_nonzero((grey[::5, ::5] < 16) | (grey[::5, ::5] > 239))
    if extremes > _BLACK_AND_WHITE * grey[::5, ::5].size:
        soft: Grey = ndimage.gaussian_filter(grey, _SOFT * dpi)
        return soft
    return grey


def _reduced(raster: Raster) -> "Grey":
    """Reduce a page to about `_LOOK` pixels to an inch by taking means."""
    import numpy as np

    factor = max(round(raster.dpi / _LOOK), 1)
    grey = raster.grey
    height, width = grey.shape[0] // factor * factor, grey.shape[1] // factor * factor
    if factor == 1 or not height or not width:
        return grey
    tiles = grey[:height, :width].reshape(height // factor, factor, width // factor, factor)
    small: Grey = tiles.mean(axis=(1, 3)).astype(np.uint8)
    return small


def _ink(grey: "Grey") -> "Ink":
    """Tell ink from paper, each place against the paper around it; leave out large dark areas."""
    import numpy as np
    from scipy import ndimage

    height, width = grey.shape
    if min(height, width) < 2 * _TILE:
        return grey < 128
    around = ndimage.uniform_filter(grey.astype(np.float32), _TILE, mode="nearest")
    ink: Ink = (grey < around * 0.82) & (around > 90)
    edge = max(min(height, width) // 40, 1)  # where the scanner's lid shows
    ink[:edge], ink[-edge:], ink[:, :edge], ink[:, -edge:] = False, False, False, False
    return ink


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines of text as they lie across a page, if they do."""

    angle: float  # degrees by which they fall to the right
    sharpness: float  # how far they stand out from an even page, which has 1.0
    rows: "NDArray[np.float64]"  # ink on each row, once they are level


def _lines(ink: "Ink") -> _Lines:
    """Find the angle at which the lower edges of letters line up best."""
    import numpy as np

    ys, xs = np.nonzero(ink[:-1] & ~ink[1:])  # black areas have few of these
    middle = ink.shape[1] / 2

    def rows(ys: "NDArray[np.int64]", xs: "NDArray[np.int64]", angle: float) -> "NDArray[np.int64]":
        level = np.rint(ys - (xs - middle) * math.tan(math.radians(angle))).astype(np.int64)
        return np.bincount(np.clip(level, 0, ink.shape[0] - 1), minlength=ink.shape[0])

    def sharpness(angle: float) -> float:
        counts = rows(ys, xs, angle).astype(np.float64)
        return float((counts * counts).sum()) * len(counts) / max(len(ys), 1) ** 2

    best, reach = 0.0, _MOST_SKEW
    for step in _STEPS:
        tried = [best + step * at for at in range(-round(reach / step), round(reach / step) + 1)]
        best = max(tried, key=lambda angle: (sharpness(angle), -abs(angle)))
        reach = step
    all_ys, all_xs = np.nonzero(ink)
    return _Lines(best, sharpness(best), rows(all_ys, all_xs, best).astype(np.float64))


def _ascending(rows: "NDArray[np.float64]") -> float | None:
    """Tell how much of what small letters leave out stands above them: most of it, if upright.

    Returns:
        A share; None where too few lines are seen.
    """
    if not rows.any():
        return None
    above = below = 0.0
    lines = 0
    for start, end in _bands(rows):
        reach = max(round(_REACH * (end - start)), 2)
        if reach < start and end + reach < len(rows):
            above += rows[start - reach : start].sum()
            below += rows[end : end + reach].sum()
            lines += 1
    return above / (above + below) if lines >= _LEAST_LINES and above + below > 0 else None


def _bands(rows: "NDArray[np.float64]") -> list[tuple[int, int]]:
    """Find where the small letters of each line of text stand: first row, and the one after."""
    import numpy as np

    dense = rows > _DENSE * np.percentile(rows[rows > 0], 95)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], dense.astype(np.int8), [0]))))
    return [
        (int(start), int(end))
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if _SMALL[0] <= end - start <= _SMALL[1]
    ]


def _count_lines(rows: "NDArray[np.float64]") -> int:
    return len(_bands(rows)) if rows.any() else 0
