"""What can be asked of the server, and what does the asking?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from markupsafe import Markup

from pipeline.model import Check, Council, Document, Likeness


@dataclass(frozen=True, slots=True)
class Draft:
    """A document to be checked, and what the clerk says of the council."""

    name: str  # safe to be shown
    data: bytes = field(repr=False)
    council: Council | None = None
    like: tuple[Likeness, ...] | None = None  # None: the tool chooses
    # what was read from it before, and the SHA-256 of the file; None: it is still to be read
    read: tuple[Document, str] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions of a document to be compared."""

    earlier: Draft
    newer: Draft


Task = Draft | Pair


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to be handed over."""

    words: str  # that its name gets, after the draft's
    suffix: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class PaperLink:
    """A file that there is to be handed over."""

    kind: str  # in its address
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class About:
    """What drafts are measured by."""

    document: str  # what the codebook calls a document: "protocol"
    documents: int
    read: int
    as_of: date  # of the build
    counties: Sequence[str] = ()
    is_sample: bool = False  # the councils are invented


class Engine(Protocol):
    """Checks, compares and makes documents. Its methods are called from several threads."""

    @property
    def about(self) -> About:
        """What drafts are measured by."""

    def check(self, draft: Draft, as_of: date) -> Check:
        """Answer a draft. What cannot be read is an answer too."""

    def answer(self, check: Check) -> Markup:
        """Write an answer as the inside of a page."""

    def paper(self, check: Check, draft: Draft, kind: str) -> Paper | None:
        """Write an answer as a file: `word`, `summary`, `page` or `data`; None: there is none."""

    def papers(self, check: Check) -> tuple[PaperLink, ...]:
        """Name the files that there are of an answer."""

    def compare(self, pair: Pair, as_of: date) -> Any:
        """Compare two versions."""

    def comparison(self, compared: Any) -> Markup:
        """Write a comparison as the inside of a page."""

    def comparison_paper(self, compared: Any, pair: Pair, kind: str) -> Paper | None:
        """Write a comparison as a file."""

    def comparison_papers(self, compared: Any) -> tuple[PaperLink, ...]:
        """Name the files that there are of a comparison."""

    def scaffold(self, council: Council, as_of: date) -> Paper:
        """Make a protocol for a council that has none."""
