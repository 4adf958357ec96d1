"""Which straight lines does a page have, as the borders of tables are?

They become the rules of the page, and are taken out of the picture, where they are read as letters.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.ingest.raster import Grey

    Ink = NDArray[np.bool_]

_LONG_ACROSS = 0.5  # inches, longer than any stroke of a letter
_LONG_DOWN = 0.3
_THICK = 0.045  # inches; thicker, and it is an area
_GAPS = 0.9  # share of a line's pixels that are dark
_DARK = 0.75  # of the level of paper


class Stroke(NamedTuple):
    """A straight line in pixels, across or down the page."""

    left: int
    top: int
    right: int
    bottom: int


def strokes(grey: "Grey", dpi: float) -> tuple[list[Stroke], list[Stroke]]:
    """Find the long straight lines of a level page.

    Returns:
        Those across and those down the page.
    """
    import numpy as np

    paper = float(np.percentile(grey[::5, ::5], 80))
    ink = grey < paper * _DARK
    thick = max(round(_THICK * dpi), 3)
    across = _runs(ink, round(_LONG_ACROSS * dpi), thick)
    down = _runs(np.ascontiguousarray(ink.T), round(_LONG_DOWN * dpi), thick)
    return across, [Stroke(top, left, bottom, right) for left, top, right, bottom in down]


def without(grey: "Grey", found: "list[Stroke]") -> "Grey":
    """Take lines out of a page, and the blur at their edges with them."""
    import numpy as np

    if not found:
        return grey
    paper = int(np.percentile(grey[::5, ::5], 80))
    clean = grey.copy()
    for left, top, right, bottom in found:
        clean[max(top - 1, 0) : bottom + 1, max(left - 1, 0) : right + 1] = paper
    return clean


def _runs(ink: "Ink", length: int, thick: int) -> list[Stroke]:
    """Find what is dark over a length along the rows, and thin across them."""
    import numpy as np
    from scipy import ndimage

    near = ink.copy()  # a line that is not quite level steps from one row to the next
    near[1:] |= ink[:-1]
    near[:-1] |= ink[1:]
    if near.shape[1] <= length:
        return []
    sums = np.zeros((near.shape[0], near.shape[1] + 1), np.int32)
    np.cumsum(near, axis=1, out=sums[:, 1:])
    full = sums[:, length:] - sums[:, :-length] >= length * _GAPS
    rows = np.flatnonzero(full.any(axis=1))
    if not len(rows):
        return []
    labels, _ = ndimage.label(full, np.ones((3, 3), int))
    return [
        Stroke(across.start, down.start, across.stop + length - 1, down.stop)
        for down, across in ndimage.find_objects(labels)
        if down.stop - down.start <= thick + 2
    ]
