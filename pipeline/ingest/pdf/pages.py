"""Which pages of a PDF are read, in what time, and by which engine?

Pages that would fill the memory of whoever draws them are left out, and so are those that an
earlier try was lost on. Where the engine finds nothing on a page that says it shows text, another
engine is asked.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Protocol

from pipeline.engine.outcome import Grant
from pipeline.ingest.pdf.geometry import PageContent
from pipeline.ingest.pdf.pdfium import PdfiumFile
from pipeline.ingest.pdf.triage import TooMuchError, Triage
from pipeline.ingest.refusal import RefusedError

_MOST_RULES = 5_000  # of a page, from which on it is a drawing and no table is looked for
_TOO_LARGE = "it takes more memory to read than is allowed"


class PdfFile(Protocol):
    """An open PDF, whichever library reads it."""

    page_count: int
    is_xfa_form: bool

    def page(self, number: int) -> AbstractContextManager[PageContent | None]:
        """Load a page, counted from 1; None for one that cannot be read."""

    def close(self) -> None:
        """Give the file's memory back."""


class WatchedFile:
    """An open PDF whose pages are watched while they are read.

    Attributes:
        left_out: Pages that are not to be read, or could not be, and why.
        second: Pages that the other engine found text on, and this one did not.
        silent: Pages that say they show text, of which no engine found any.
        drawable: The file for drawing its pages; None where it cannot be drawn.
        crowded: Pages with so many lines that no tables are looked for.
    """

    def __init__(
        self,
        file: PdfFile,
        found: Triage,
        *,
        left_out: Mapping[int, str],
        page_seconds: float,
        grant: Grant,
        open_second: Callable[[], PdfFile] | None = None,
        drawable: PdfiumFile | None = None,
    ) -> None:
        """Watch a file.

        Args:
            file: Closed with this one.
            found: What qpdf found in it.
            left_out: Pages that are not to be read, and why.
            page_seconds: That each page is granted.
            grant: Is asked for them.
            open_second: Opens the file with another engine; None where there is none to ask.
            drawable: The same file for drawing its pages; None where it cannot be drawn. It is
                closed with this one.
        """
        self._file = file
        self.drawable = drawable
        self._found = found
        self._page_seconds = page_seconds
        self._grant = grant
        self._open_second = open_second
        self._other: PdfFile | None = None
        self.page_count = file.page_count
        self.is_xfa_form = file.is_xfa_form
        self.left_out = dict(left_out)
        self.second: set[int] = set()
        self.silent: set[int] = set()
        self.crowded: set[int] = set()

    def close(self) -> None:
        """Give the file's memory back."""
        self._file.close()
        if self.drawable is not None and self.drawable is not self._file:
            self.drawable.close()
        if self._other is not None:
            self._other.close()

    @contextmanager
    def page(self, number: int) -> Iterator[PageContent | None]:
        """Load a page, counted from 1; None for one that is left out or cannot be read."""
        if number in self.left_out:
            yield None
            return
        self._grant(self._page_seconds, number)
        with ExitStack() as stack:
            page: PageContent | None = None
            try:
                page = stack.enter_context(self._file.page(number))
                if (page is None or not page.runs) and self._found.shows_text(number):
                    page = self._by_second(stack, number, page)
                if page is not None and len(page.across) + len(page.down) > _MOST_RULES:
                    page.across, page.down = [], []
                    self.crowded.add(number)
            except MemoryError:
                self.left_out[number] = _TOO_LARGE
            except TooMuchError as reason:
                self.left_out[number] = str(reason)
            yield page

    def _by_second(
        self, stack: ExitStack, number: int, page: PageContent | None
    ) -> PageContent | None:
        """Ask the other engine for a page, and give the better of both."""
        if self._other is None and self._open_second is not None:
            try:
                self._other = self._open_second()
            except RefusedError:
                self._open_second = None
        has_words = page is None or not page.characters  # else they may be nothing but spaces
        if self._other is not None and number <= self._other.page_count:
            other = stack.enter_context(self._other.page(number))
            if other is not None and other.runs:
                has_words = True
                letters = (letter for run in other.runs for word in run for letter in word.text)
                if any(map(str.isalnum, letters)):
                    self.second.add(number)
                    return other
        if has_words:
            self.silent.add(number)
        return page


def listed(pages: Sequence[int]) -> str:
    """Write the numbers of pages for people; of many, the first."""
    shown = ", ".join(map(str, pages[:20]))
    return f"{shown} ..." if len(pages) > 20 else shown
