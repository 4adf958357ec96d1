"""An answer to the files that a clerk takes away."""

from dataclasses import dataclass
from pathlib import PurePath

from pipeline.engine import Limits, Parent, map_documents
from pipeline.ingest import PRELOAD
from pipeline.ingest.kinds import DOCX
from pipeline.model import Check, Document, Remark

_SECONDS = 60.0
_MEMORY = 2 << 30  # bytes of address space: the same as for reading


@dataclass(frozen=True, slots=True)
class Copy:
    """A Word file into which remarks are to be written."""

    data: bytes
    document: Document
    remarks: tuple[Remark, ...]


def answer_files(answer: Check, data: bytes, name: str) -> dict[str, bytes]:
    """Write an answer as files.

    Args:
        answer: On a draft.
        data: The draft's file.
        name: Of the file that is wanted: what it ends in says which sort. A Word file has a
            summary beside it.

    Returns:
        Contents by name.
    """
    from pipeline.report.answer.as_json import answer_json
    from pipeline.report.answer.page import answer_page
    from pipeline.report.answer.word import summary

    match PurePath(name).suffix.casefold():
        case ".json":
            return {name: answer_json(answer)}
        case ".html":
            return {name: answer_page(answer)}
        case _:
            beside = f"{PurePath(name).stem}-summary.docx"
            return {name: word_copy(answer, data), beside: summary(answer)}


def word_copy(answer: Check, data: bytes) -> bytes:
    """Give a draft back as a Word file with comments.

    The clerk's own Word file is kept as it is but for the comments; of other kinds of file, and of
    one that cannot be written into, a new one is made from the clauses.

    Args:
        answer: On the draft.
        data: The draft's file. It is opened in a process of its own, with limits.
    """
    from pipeline.report.answer import remarks
    from pipeline.report.answer.word import annotated

    said = remarks(answer)
    if answer.document.media_type == DOCX and answer.document.state.readable:
        item = Copy(data, answer.document, said)
        limits = Limits(_SECONDS, _MEMORY, _SECONDS)
        (outcome,) = map_documents(commented_copy, [item], limits=lambda _: limits, preload=PRELOAD)
        if outcome.value:
            return outcome.value
    return annotated(answer, said).data


def commented_copy(copy: Copy, parent: Parent) -> bytes:
    """Write remarks into a Word file; nothing where it cannot be written into."""
    from pipeline.ingest import docx_origins
    from pipeline.report.answer.word import commented

    made = commented(copy.data, copy.document, copy.remarks, docx_origins(copy.data))
    return b"" if made.data is copy.data else made.data
