"""How sources are to be read, and how the reading of one ended."""

from dataclasses import dataclass, field
from typing import Literal

from pipeline.model.document import State

_POSITIVE = {"gt": 0}
_NOT_NEGATIVE = {"ge": 0}


@dataclass(frozen=True, slots=True)
class IngestParams:
    """How documents are read, and what a reader may take.

    A record of plain values, because each process that reads a document has it: what holds of the
    values is checked where `params.yaml` is read, by the metadata.
    """

    max_bytes: int = field(metadata=_POSITIVE)
    max_pages: int = field(metadata=_POSITIVE)
    seconds: float = field(metadata=_POSITIVE)  # by the clock, for one document,
    page_seconds: float = field(metadata=_NOT_NEGATIVE)  # and for each of its pages,
    ocr_page_seconds: float = field(metadata=_NOT_NEGATIVE)  # or each page that is recognised
    most_seconds: float = field(metadata=_POSITIVE)  # for one document, whatever its pages
    memory_bytes: int = field(metadata=_POSITIVE)
    reader: Literal["pdfium", "pdfplumber"]  # of PDF, the first that is tried
    ocr: bool  # whether pages that are pictures are recognised


@dataclass(frozen=True, slots=True)
class Ended:
    """How the reading of a source ended: what a document says of itself, without its text."""

    state: State
    reason: str | None = None
    warnings: tuple[str, ...] = ()
    late: bool = False  # the clock has stopped it, or one of its pages
