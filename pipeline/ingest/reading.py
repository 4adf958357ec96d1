"""What does a source say, and if nothing, why?

Every source ends in exactly one state. A source that cannot be read is a document without text,
with the reason and a remedy; no text is never passed over in silence.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from pipeline.engine.outcome import Grant, no_clock
from pipeline.ingest import kinds
from pipeline.ingest.docx import DOCX_READER, read_docx
from pipeline.ingest.draft import DraftLine, Place, Reading, Words, placed_line, set_in_text
from pipeline.ingest.frames import PICTURE_READER, read_pictures
from pipeline.ingest.html import HTML_READER, read_html
from pipeline.ingest.markdown import MARKDOWN_READER, read_markdown
from pipeline.ingest.ocr import engine_name
from pipeline.ingest.odt import ODT_READER, read_odt
from pipeline.ingest.office import office_reader, read_office
from pipeline.ingest.pdf.reader import PDF_READER, read_pdf
from pipeline.ingest.pdf.second import SECOND_READER
from pipeline.ingest.plain import PLAIN_READER, read_plain
from pipeline.ingest.refusal import RefusedError
from pipeline.ingest.unsupported import unsupported
from pipeline.model import Document, IngestParams, Line, State

# takes the bytes, the parameters, whom to ask for time, and the pages that are to be left out
_Take = Callable[[bytes, IngestParams, Grant, Mapping[int, str]], Reading]

_READERS: dict[str, tuple[str, _Take]] = {
    kinds.PDF: (
        f"{PDF_READER}, {SECOND_READER}",
        lambda data, params, grant, left_out: read_pdf(data, params, grant=grant, without=left_out),
    ),
    kinds.DOCX: (DOCX_READER, lambda data, *_: read_docx(data)),
    kinds.ODT: (ODT_READER, lambda data, *_: read_odt(data)),
    kinds.HTML: (HTML_READER, lambda data, *_: read_html(data)),
    kinds.PLAIN: (PLAIN_READER, lambda data, *_: read_plain(data)),
    kinds.MARKDOWN: (MARKDOWN_READER, lambda data, *_: read_markdown(data)),
    # these two have the reader that the machine has
    kinds.DOC: ("", lambda data, params, *_: read_office(data, kinds.DOC, params)),
    kinds.RTF: ("", lambda data, params, *_: read_office(data, kinds.RTF, params)),
    **dict.fromkeys(
        kinds.PICTURES,
        (PICTURE_READER, lambda data, params, grant, _: read_pictures(data, params, grant=grant)),
    ),
}
_NO_READER = "none"
_NOTHING: Mapping[int, str] = MappingProxyType({})
# what the libraries behind the readers raise on damaged files
DAMAGE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


def read(
    data: bytes,
    *,
    name: str,
    doc: str,
    params: IngestParams,
    grant: Grant = no_clock,
    without: Mapping[int, str] = _NOTHING,
) -> Document:
    """Read one source.

    Args:
        data: The file as retrieved.
        name: Its name; a hint to the kind of file where the content leaves it open.
        doc: Identifier of the document.
        params: Limits of size and number of pages.
        grant: Is asked for time before each page, where the format has pages.
        without: Pages that are not to be read, because an earlier try was lost on them, and why;
            0 stands for what comes before the first.

    Returns:
        The document. It never raises for a bad source: where `state.readable` is false, the text
        is empty and `reason` says why and what to do.
    """
    lines: list[Line] = []

    def place(draft: DraftLine, words: Words, start: int, end: int) -> None:
        lines.append(placed_line(draft, words, start, end))

    document = read_line_by_line(
        data, place, name=name, doc=doc, params=params, grant=grant, without=without
    )
    return replace(document, lines=tuple(lines)) if document.text else document


def read_line_by_line(
    data: bytes,
    place: Place,
    *,
    name: str,
    doc: str,
    params: IngestParams,
    grant: Grant = no_clock,
    without: Mapping[int, str] = _NOTHING,
) -> Document:
    """Read one source as `read` does, without holding its lines.

    Each is given to `place`, as by `set_in_text`. They count for nothing if the document turns out
    to have no text.

    Returns:
        The document without its lines.
    """
    kind = kinds.media_type(data, name)
    take = _READERS.get(kind, (_NO_READER, None))[1]
    try:
        if take is None:
            raise unsupported(kind, name, data)
        if len(data) > params.max_bytes:
            raise RefusedError(
                State.LIMIT,
                f"The file has {len(data):,} bytes, more than the {params.max_bytes:,} allowed. "
                "Save it in parts, or raise ingest.max_bytes in params.yaml.",
            )
        reading = take(data, params, grant, without)
        placed = set_in_text(reading.lines, place)
    except RefusedError as refusal:
        return _without_text(doc, kind, refusal.state, refusal.reason)
    except MemoryError:
        reason = "Reading it takes more memory than is allowed. Save it in parts."
        return _without_text(doc, kind, State.LIMIT, reason)
    except DAMAGE as error:
        reason = (
            f"The reader failed ({type(error).__name__}: {error}), so the file is probably "
            "damaged. Open it and save it anew."
        )
        return _without_text(doc, kind, State.UNREADABLE, reason)
    state, why = (reading.state, None) if placed.text else _why_empty(kind, data)
    return Document(
        doc=doc,
        state=state,
        text=placed.text,
        lines=(),
        media_type=kind,
        reader=reading.reader,
        pages=reading.pages,
        reason=why,
        warnings=(*_name_warning(kind, name), *reading.warnings),
        page_counts=reading.page_counts,
        recognised=reading.recognised,
        cleaning=placed.cleaning,
        folded=placed.folded,
    )


def reader_version(media_type: str) -> str:
    """Name the reader of a kind of file, with all versions that its results depend on.

    Returns:
        A string that changes when the same bytes may be read otherwise than before.
    """
    reader = _READERS.get(media_type, (_NO_READER, None))[0] or office_reader()
    recognises = media_type == kinds.PDF or media_type in kinds.PICTURES
    return f"{reader}; {engine_name()}" if recognises else reader


def readers_here() -> str:
    """Name what the machine adds to the readers: programs and data that are installed there.

    Returns:
        A string that changes when a build may read some kind of file otherwise than before.
    """
    return f"{office_reader()}; {engine_name()}"


def _why_empty(kind: str, data: bytes) -> tuple[State, str]:
    if data or kind in {kinds.PLAIN, kinds.MARKDOWN, kinds.HTML}:
        return State.EMPTY, "The file was opened and holds no text. Ask its publisher for the text."
    return State.UNREADABLE, "The file has no content at all (0 bytes). Fetch it again."


def _name_warning(kind: str, name: str) -> tuple[str, ...]:
    expected = kinds.media_type(b"", name)
    if expected in {kind, kinds.UNKNOWN} or {expected, kind} == {kinds.PLAIN, kinds.MARKDOWN}:
        return ()
    return (
        f"the name says {expected}, the content is {kind}: perhaps an error page or the wrong file",
    )


def _without_text(doc: str, kind: str, state: State, reason: str) -> Document:
    return Document(
        doc=doc,
        state=state,
        text="",
        lines=(),
        media_type=kind,
        reader=reader_version(kind),
        reason=reason,
    )
