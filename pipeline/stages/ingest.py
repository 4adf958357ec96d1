"""Sources to documents: only new or changed ones are read."""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.engine.outcome import Ending, Limits, Outcome, Told
from pipeline.model import Document, Ended, Source, State
from pipeline.stages.workspace import PACKAGE, Workspace, digest_of, results_inside
from pipeline.store.corpus import Corpus, read_corpus
from pipeline.store.files import make_folder, remove, write_bytes
from pipeline.store.records import (
    DamagedError,
    from_json,
    read_json_records,
    read_record,
    to_json,
    write_json_records,
)

if TYPE_CHECKING:
    from pipeline.ingest.process import Task

READERS = (
    "ingest",
    "text/cleaning.py",
    "text/language.py",
    "text/xml_tree.py",
    "model/document.py",
)

_MOST_TRIES = 2  # of a source whose reading the clock stops: the machine may have been busy
_MOST_LOST = 3  # pages that a document is read again without
_OPENING = 0  # stands for the number of a page where the reader died before the first
_OFFICE_SHARE = 2  # times the memory and time of other readers, for a word processor to start
_OFFICE_HEADS = (b"\xd0\xcf\x11\xe0", b"{\\rt")  # of what a word processor reads for us


@dataclass(frozen=True, slots=True)
class Listed:
    """A source, the key of its document, and how the reading of it ended."""

    source: Source
    key: str  # empty: the document is that of `source.duplicate_of`
    state: State
    reason: str | None = None
    warnings: tuple[str, ...] = ()  # of the reader; those of the register are the source's
    tries: int = 0  # runs in which the clock stopped the reading of it, or of one of its pages


def ingest(workspace: Workspace) -> dict[str, int]:
    """Read every source of the corpus that is new or changed.

    Returns:
        How many sources ended in each state, and how many were read in this run.
    """
    from pipeline.ingest import media_type, reader_version

    corpus = read_corpus(workspace.corpus, leave_out=results_inside(workspace))
    version = digest_of(PACKAGE / name for name in READERS)
    version += to_json(workspace.params.ingest).decode()
    reader_of = cache(reader_version)  # some are looked for on the disk
    wanted = {
        _key(source, version + reader_of(media_type(b"", source.path))): source
        for source in corpus.sources
        if not source.duplicate_of
    }
    folder = workspace.documents
    make_folder(folder)
    tries = _tries(workspace)
    kept = {
        key: read
        for key in wanted
        if not 0 < tries.get(key, 0) < _MOST_TRIES and (read := _kept(folder / f"{key}.json"))
    }
    new = {key: source for key, source in wanted.items() if key not in kept}
    made = dict(_read(new, corpus, workspace))
    names = {f"{key}.json" for key in wanted}
    for path in folder.iterdir():
        if path.name not in names:
            remove(path)
    tries = {key: tries.get(key, 0) for key in kept} | {
        key: tries.get(key, 0) + 1 if read.late else 0 for key, read in made.items()
    }
    reads = {**kept, **made}
    keys = {source.doc: key for key, source in wanted.items()}
    listed = tuple(_listed(source, keys, reads, tries) for source in corpus.sources)
    write_json_records(workspace.sources, listed)
    write_bytes(workspace.notices, json.dumps(corpus.notices).encode())
    states = Counter(entry.state for entry in listed)
    return {
        "sources": len(listed),
        "read": len(new),
        "again": sum(0 < count < _MOST_TRIES for count in tries.values()),
        **{f"state:{state}": states[state] for state in State if states[state]},
    }


def load_listed(workspace: Workspace) -> tuple[Listed, ...]:
    """Give the sources in order of their documents, and how the reading of each one ended."""
    return read_json_records(workspace.sources, Listed)


def load_notices(workspace: Workspace) -> tuple[str, ...]:
    """Give what was noticed while listing the sources; nothing where none have been listed."""
    if not workspace.notices.is_file():
        return ()
    return tuple(json.loads(workspace.notices.read_bytes()))


def load_sources(workspace: Workspace) -> tuple[Source, ...]:
    """Give the sources in order of their documents."""
    return tuple(entry.source for entry in load_listed(workspace))


def load_documents(workspace: Workspace) -> dict[str, Document]:
    """Give the document of every source; a duplicate has the state of its original and no text."""
    documents: dict[str, Document] = {}
    entries = load_listed(workspace)
    for entry in entries:
        if entry.key:
            path = workspace.documents / f"{entry.key}.json"
            documents[entry.source.doc] = read_record(path, Document)
    for entry in entries:
        if original := entry.source.duplicate_of:
            twin = documents[original]
            documents[entry.source.doc] = Document(
                doc=entry.source.doc,
                state=twin.state,
                text="",
                lines=(),
                media_type=twin.media_type,
                reader=twin.reader,
                pages=twin.pages,
                reason=f"the same file as {original}, which stands for both",
            )
    return {doc: documents[doc] for doc in sorted(documents)}


def document_keys(workspace: Workspace) -> dict[str, str]:
    """Give the key of each document that was read, by doc."""
    return {entry.source.doc: entry.key for entry in load_listed(workspace) if entry.key}


def _key(source: Source, version: str) -> str:
    content = source.sha256 or " ".join(source.warnings)
    identity = f"{source.doc}\n{source.path}\n{content}\n{version}"
    return hashlib.sha256(identity.encode()).hexdigest()[:32]


def _tries(workspace: Workspace) -> dict[str, int]:
    """Give how many runs the clock has stopped, by key; those that it has not may be left out."""
    try:
        return {entry.key: entry.tries for entry in load_listed(workspace)}
    except DamagedError:
        return {}


def _kept(path: Path) -> Ended | None:
    """Tell how an earlier run ended, unless its document is missing or damaged."""
    try:
        return read_record(path, Ended)
    except DamagedError:
        return None


def _listed(
    source: Source, keys: dict[str, str], reads: dict[str, Ended], tries: dict[str, int]
) -> Listed:
    if source.duplicate_of:
        twin = reads[keys[source.duplicate_of]]
        return Listed(source, key="", state=twin.state, reason=twin.reason)
    key = keys[source.doc]
    read = reads[key]
    return Listed(source, key, read.state, read.reason, read.warnings, tries[key])


def _read(
    sources: dict[str, Source], corpus: Corpus, workspace: Workspace
) -> Iterator[tuple[str, Ended]]:
    """Read each source in a process of its own and keep its document, whatever became of it.

    Documents are written as they come; only how they ended is given back, by key.
    """
    if not sources:
        return
    made = read_apart(
        tuple(sources.values()),
        lambda source: _task(source, corpus, workspace),
        workers=workspace.workers or os.cpu_count() or 1,
        engine=workspace.engine,
        progress=lambda done: workspace.progress("reading documents", done, len(sources)),
    )
    for key, (ended, content) in zip(sources, made, strict=True):
        write_bytes(workspace.documents / f"{key}.json", content)
        yield key, ended


def read_apart(
    sources: Sequence[Source],
    task_of: "Callable[[Source], Task]",
    *,
    workers: int = 1,
    engine: str = "local",
    progress: Told | None = None,
) -> Iterator[tuple[Ended, bytes]]:
    """Read sources, each in a process of its own with limits.

    Args:
        sources: What is to be read.
        task_of: Fetches a source when its turn comes.
        workers: How many are read at a time.
        engine: `local` or `dask`.
        progress: Is told how many are done.

    Returns:
        In the order of the sources: how the reading of each ended, and its document as JSON,
        whatever became of it.
    """
    from pipeline.engine import map_documents
    from pipeline.ingest import PRELOAD
    from pipeline.ingest.process import document

    outcomes = map_documents(
        document,
        map(task_of, sources),
        limits=_limits,
        workers=workers,
        engine=engine,
        preload=(*PRELOAD, "pipeline.ingest.warming:warm_up"),
        again=_without_page,
        progress=progress,
    )
    for source, outcome in zip(sources, outcomes, strict=True):
        yield _taken(outcome) or _failed(source, outcome)


def office_bytes(data: bytes) -> bool:
    """Whether a word processor reads such a file for us, by how it begins."""
    return data.startswith(_OFFICE_HEADS)


def _task(source: Source, corpus: Corpus, workspace: Workspace) -> "Task":
    from pipeline.ingest.process import Task

    params = workspace.params.ingest
    if not source.sha256 or source.bytes > params.max_bytes:
        return Task(source, None, params)
    path = corpus.path_of(source).resolve()
    try:
        with path.open("rb") as file:
            is_office = office_bytes(file.read(4))
        data = path.read_bytes() if workspace.engine == "dask" else path
    except OSError:  # taken away since it was listed
        return Task(source, None, params)
    return Task(source, data, params, is_office)


def _limits(task: "Task") -> Limits:
    share = _OFFICE_SHARE if task.is_office else 1
    return Limits(
        seconds=share * task.params.seconds,
        memory_bytes=share * task.params.memory_bytes,
        most_seconds=max(task.params.most_seconds, share * task.params.seconds),
    )


def _without_page(task: "Task", outcome: Outcome) -> "Task | None":
    """Give a document another try without the page that its process was lost on."""
    page = outcome.step
    lost = [number for number, _ in task.lost]
    if page is None or page in lost or len(lost) >= _MOST_LOST:
        return None
    return replace(task, lost=(*task.lost, (page, outcome.ending)))


def _taken(outcome: Outcome) -> tuple[Ended, bytes] | None:
    """Take what a reading process wrote: how it ended, and the document; None if it is not that.

    The document is not looked into: it may be large, and is checked by whoever opens it.
    """
    if outcome.value is None:
        return None
    ended, _, document = outcome.value.partition(b"\n")
    # the lines that were handed over before have their place where the document has a line end
    whole = document.replace(b"\n", outcome.parts, 1)
    try:
        return from_json(Ended, ended), whole
    except ValueError:
        return None


def _failed(source: Source, outcome: Outcome) -> tuple[Ended, bytes]:
    """Make the document of a source whose reader did not come back."""
    from pipeline.ingest.process import OTHERWISE, STOPPED, unread

    what = STOPPED.get(outcome.ending, OTHERWISE)
    document = unread(
        source,
        State.LIMIT if outcome.ending in STOPPED else State.UNREADABLE,
        f"Not read: {what} ({outcome.detail or outcome.ending}). Ask the council for another copy, "
        "or open it and save it again as PDF or DOCX.",
    )
    late = outcome.ending is Ending.TIMEOUT
    ended = Ended(document.state, document.reason, document.warnings, late)
    return ended, to_json(document, sparse=True)
