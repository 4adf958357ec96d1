"""An answer to the files that a clerk takes away."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from pipeline.engine import Ending, Limits, Parent, map_documents
from pipeline.ingest import PRELOAD, media_type
from pipeline.ingest.kinds import DOCX
from pipeline.model import Check, Remark

if TYPE_CHECKING:
    from pipeline.report.answer.word import Commented

_LIMITS = Limits(seconds=60, memory_bytes=2 << 30, most_seconds=60, output_bytes=64 << 20)
_Item = tuple[bytes, Check, tuple[Remark, ...]]


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
    """Give a draft back as a Word file with comments; see `returned`.

    Args:
        answer: On the draft.
        data: The draft's file. It is opened in a process of its own, with limits: where one of
            them ends that, the draft's text comes back in a new file.
    """
    from pipeline.report.answer import remarks
    from pipeline.report.answer.word import annotated

    said = remarks(answer)
    item: _Item = (data, answer, said)
    (outcome,) = map_documents(_written, [item], limits=lambda _: _LIMITS, preload=PRELOAD)
    if outcome.ending is Ending.DONE and outcome.value:
        return outcome.value
    return annotated(answer, said).data


def _written(item: _Item, _: Parent) -> bytes:
    data, answer, said = item
    return returned(data, answer, said).data


def returned(data: bytes, answer: Check, said: Sequence[Remark]) -> "Commented":
    """Write remarks on a draft as comments.

    It opens the file once more, so it belongs in a process with limits, as reading it does.

    Args:
        data: The file that was checked.
        answer: On it.
        said: The remarks.

    Returns:
        The clerk's own file where it is a Word file that can be written into; else a new one with
        the draft's text.
    """
    from pipeline.ingest import docx_origins
    from pipeline.report.answer.word import annotated, commented

    if answer.document.state.readable and media_type(data, answer.name) == DOCX:
        made = commented(data, answer.document, said, docx_origins(data))
        if made.data is not data:
            return made
    return annotated(answer, said)
