"""The place and the words behind a finding."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation and where it stands."""

    doc: str
    start: int  # span in the document's text, half open
    end: int
    quote: str
    n: int | None = None  # the clause it stands in, if any
    page: int | None = None
