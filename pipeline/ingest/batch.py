"""Reads many sources, each in a process of its own, so that none can harm the run."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from pipeline.engine import Ending, Outcome, map_documents
from pipeline.ingest.kinds import media_type
from pipeline.ingest.reading import read, reader_version
from pipeline.model import Document, State
from pipeline.params import IngestParams

# what the processes import once, from a server that they are forked from
_PRELOAD = (
    "pipeline.ingest.batch",
    "lxml.etree",
    "selectolax.lexbor",
    "pypdfium2.raw",
)
_STATES = {Ending.TIMEOUT: State.LIMIT, Ending.MEMORY: State.LIMIT}
_REMEDIES = {
    State.LIMIT: "If the file is what it should be, save it in parts or raise the limit under "
    "`ingest` in params.yaml.",
    State.UNREADABLE: "The file is probably damaged: fetch it again, or open it and save it anew.",
}


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A source to be read."""

    data: bytes
    name: str
    doc: str


def read_all(
    tasks: Iterable[ReadTask],
    *,
    params: IngestParams,
    workers: int = 1,
    engine: str = "local",
    progress: Callable[[int], None] | None = None,
) -> Iterator[Document]:
    """Read sources within limits of time and memory.

    Args:
        tasks: The sources; taken one by one as processes come free, so that not all of them need
            be in memory.
        params: Limits for each.
        workers: Processes at a time.
        engine: `local` or `dask`.
        progress: Is told the number of sources that are finished, each time one more is.

    Returns:
        One document for each source, in order. Where the process died or was stopped, the
        document's state and reason say so.

    Raises:
        RequestError: The engine is unknown or not installed.
    """
    identities: list[tuple[str, str]] = []

    def noted() -> Iterator[ReadTask]:
        for task in tasks:
            identities.append((task.doc, media_type(task.data, task.name)))
            yield task

    outcomes = map_documents(
        partial(_read, params=params),
        noted(),
        seconds=params.seconds,
        memory_bytes=params.memory_bytes,
        workers=workers,
        engine=engine,
        preload=_PRELOAD,
        progress=progress,
    )
    for number, outcome in enumerate(outcomes):
        yield outcome.value or _stopped(outcome, *identities[number])


def _read(task: ReadTask, params: IngestParams) -> Document:
    return read(task.data, name=task.name, doc=task.doc, params=params)


def _stopped(outcome: Outcome[Document], doc: str, kind: str) -> Document:
    state = _STATES.get(outcome.ending, State.UNREADABLE)
    return Document(
        doc=doc,
        state=state,
        text="",
        lines=(),
        media_type=kind,
        reader=reader_version(kind),
        reason=f"The reader did not finish: {outcome.detail}. {_REMEDIES[state]}",
    )
