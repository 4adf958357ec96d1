"""Pages that are pictures: their text is recognised, and set as a text layer would be."""

from pipeline.ingest.ocr.engines import REMEDY, engine, engine_name
from pipeline.ingest.ocr.preparing import shows_lines
from pipeline.ingest.ocr.recognising import Recognised, mean_score, prepared, recognise
from pipeline.ingest.raster import Scan

__all__ = [
    "REMEDY",
    "Recognised",
    "dpi_for",
    "engine",
    "engine_name",
    "mean_score",
    "prepared",
    "recognise",
    "shows_lines",
]

_LEAST_DPI, _MOST_DPI = 200.0, 400.0
_DRAWN_DPI = 250.0  # for a page without pictures


def dpi_for(scan: Scan) -> float:
    """Give the resolution at which a page is best recognised: that of its picture, if it is good.

    Enlarged pictures are read worse and more slowly, and so are very fine ones.

    Example:
        >>> [dpi_for(Scan(1.0, dpi, 0.0)) for dpi in (0, 96, 200, 600)]
        [250.0, 200.0, 200, 300.0]
    """
    if not scan.dpi:
        return _DRAWN_DPI
    parts = -(-scan.dpi // _MOST_DPI)
    return max(scan.dpi / parts if parts > 1 else scan.dpi, _LEAST_DPI)
