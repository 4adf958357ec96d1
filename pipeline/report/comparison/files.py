"""Which files are there of a comparison?"""

from collections.abc import Callable

from pipeline.model import ComparedDrafts
from pipeline.report.comparison.as_json import comparison_json
from pipeline.report.comparison.page import comparison_page
from pipeline.report.comparison.paper import comparison_docx

_FILES: dict[str, Callable[[ComparedDrafts], bytes]] = {
    ".docx": comparison_docx,
    ".html": comparison_page,
    ".json": comparison_json,
}
SUFFIXES = tuple(_FILES)


def comparison_file(compared: ComparedDrafts, suffix: str) -> bytes:
    """Make a file of a comparison.

    Args:
        compared: Two versions.
        suffix: One of `SUFFIXES`, in whatever case.
    """
    return _FILES[suffix.casefold()](compared)
