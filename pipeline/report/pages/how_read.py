"""How was a document read, in words for those who published it?"""

from dataclasses import dataclass

from pipeline.model import Document, State
from pipeline.report import wording
from pipeline.report.lookup import Lookup
from pipeline.report.published import ocr_confidence
from pipeline.report.quotes import Quote, clause_quote

_PDF = "application/pdf"
_MOST_DOUBTFUL = 10  # clauses that are listed; the others are marked where they stand


@dataclass(frozen=True, slots=True)
class HowRead:
    """How a document was read."""

    summary: str
    facts: tuple[tuple[str, tuple[str, ...]], ...]  # what, and one or more lines about it
    warnings: tuple[str, ...]  # sentences
    doubtful: tuple[Quote, ...]  # clauses that were recognised, and not surely
    more_doubtful: int  # clauses beside those


def how_read(found: Lookup, doc: str) -> HowRead:
    """Say how a document was read."""
    document, source = found.document(doc), found.sources[doc]
    unsure = [clause for clause in found.clauses.get(doc, ()) if found.is_doubtful(clause)]
    return HowRead(
        summary=summary(document),
        facts=reading_facts(document, source.path),
        warnings=tuple(wording.sentence(warning) for warning in document.warnings),
        doubtful=tuple(clause_quote(found, clause) for clause in unsure[:_MOST_DOUBTFUL]),
        more_doubtful=max(0, len(unsure) - _MOST_DOUBTFUL),
    )


def reading_facts(document: Document, file: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Say what is known about the reading: what, and one or more lines about it."""
    facts = (
        ("File", (file,)),
        ("Kind", _lines(wording.kind(document.media_type))),
        ("How it ended", (wording.STATES[document.state],)),
        ("Read by", _readers(document)),
        ("Pages", _pages(document)),
        ("Recognised from pictures", _recognised(document)),
        ("Cleaned", tuple(wording.cleaned(sort, n) for sort, n in document.cleaning)),
    )
    return tuple((name, lines) for name, lines in facts if lines)


def summary(document: Document) -> str:
    """Say in one sentence where a document's words come from."""
    if not document.state.readable:
        return f"It was not read: {document.reason or wording.STATE_MEANINGS[document.state]}"
    sure = ocr_confidence(document)
    how_sure = "" if sure is None else f"; {wording.percent(sure)} sure on average"
    recognised = len(document.recognised)
    if document.state is State.OCR:
        pages = wording.counted(document.pages or recognised, "page")
        return f"Recognised from a scan of {pages}{how_sure}."
    if document.state is State.TEXT_OCR:
        of = "" if document.pages is None else f" of {document.pages}"
        pages = f"{recognised}{of} pages, which are pictures" if recognised else "pictures"
        return f"Read from its text layer, and recognised on {pages}{how_sure}."
    if document.media_type != _PDF:
        return "Read from the text in the file; nothing had to be recognised."
    if document.reader.casefold().startswith("pdfplumber"):
        return "Read from its text layer by the second reader."
    return "Read from its text layer; nothing had to be recognised."


def _readers(document: Document) -> tuple[str, ...]:
    """Name each program that read a document; none where none did."""
    names = document.reader.split("; ") if document.reader != "none" else []
    return tuple(wording.reader(name) for name in names if name)


def _recognised(document: Document) -> tuple[str, ...]:
    if not document.recognised:
        return ()
    noun = "Page" if len(document.recognised) == 1 else "Pages"
    return (f"{noun} {wording.page_numbers(document.recognised)}",)


def _pages(document: Document) -> tuple[str, ...]:
    counts = [f"{engine} counts {pages:,}" for engine, pages in document.page_counts]
    if not counts:
        return () if document.pages is None else (f"{document.pages:,}",)
    read = [] if document.pages is None else [f"{document.pages:,} read"]
    agree = "; they do not agree" if len({pages for _, pages in document.page_counts}) > 1 else ""
    return (", ".join([*read, *counts]) + agree,)


def _lines(words: str) -> tuple[str, ...]:
    return (words,) if words else ()
