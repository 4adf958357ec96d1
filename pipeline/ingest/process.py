"""What the process of one source does: it reads the source, and writes its document as it goes.

It imports nothing but the readers and the records, because whatever it holds, every such process
holds.
"""

from dataclasses import dataclass
from pathlib import Path

from pipeline.engine.outcome import Ending, Parent
from pipeline.ingest.reading import read_line_by_line
from pipeline.ingest.written import WrittenLines, around_lines, written
from pipeline.model import Document, Ended, IngestParams, Source, State

OTHERWISE = "its reader failed"
STOPPED = {
    Ending.TIMEOUT: "it takes longer to read than is allowed",
    Ending.MEMORY: "it takes more memory to read than is allowed",
    Ending.OUTPUT: "it holds more text than is allowed",
}


@dataclass(frozen=True, slots=True)
class Task:
    """A source to be read by another process."""

    source: Source
    file: Path | bytes | None  # bytes where it has another disk; None: not to be opened
    params: IngestParams
    is_office: bool = False  # a word processor reads it for us
    lost: tuple[tuple[int, Ending], ...] = ()  # pages to be left out, and what they did


def document(task: Task, parent: Parent) -> bytes:
    """Read a source, and write what came of it.

    Args:
        task: The source. It is one that the parent says cannot be opened where it has no file.
        parent: Is handed the lines of a long document while it is read.

    Returns:
        How the reading ended, a line end, and the document; where lines have their place in it, a
        line end stands there, for what was handed over before.
    """
    data = _bytes(task)
    late = any(ending is Ending.TIMEOUT for _, ending in task.lost)
    if data is None:
        return sent(_unopened(task), late=late)
    lines = WrittenLines(parent.take)
    made = read_line_by_line(
        data,
        lines.add,
        name=task.source.path,
        doc=task.source.doc,
        params=task.params,
        grant=parent,
        without={page: STOPPED.get(ending, OTHERWISE) for page, ending in task.lost},
    )
    if not made.text:
        return sent(made, late=late)
    return b"".join((_ended(made, late=late), b"\n", *around_lines(made, lines.rest())))


def sent(document: Document, *, late: bool) -> bytes:
    """Give what `document` gives, of a document without text."""
    return _ended(document, late=late) + b"\n" + written(document, sparse=True)


def unread(source: Source, state: State, reason: str) -> Document:
    """Make the document of a source that no reader came to see."""
    return Document(
        doc=source.doc,
        state=state,
        text="",
        lines=(),
        media_type="",
        reader="none",
        reason=reason,
    )


def _ended(document: Document, *, late: bool) -> bytes:
    ended = Ended(document.state, document.reason, document.warnings, late)
    return written(ended, sparse=False)


def _unopened(task: Task) -> Document:
    source, params = task.source, task.params
    if source.bytes > params.max_bytes:
        return unread(
            source,
            State.LIMIT,
            f"The file has {source.bytes:,} bytes, more than the {params.max_bytes:,} allowed. "
            "Save it in parts, or raise ingest.max_bytes in params.yaml.",
        )
    why = " ".join(source.warnings) or "taken away during the build. Put it back."
    return unread(source, State.UNREADABLE, why[:1].upper() + why[1:])


def _bytes(task: Task) -> bytes | None:
    if not isinstance(task.file, Path):
        return task.file
    try:
        return task.file.read_bytes()
    except OSError:  # taken away since it was listed
        return None
