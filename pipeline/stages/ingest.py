"""Sources to documents: only new or changed ones are read."""

import hashlib
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pipeline.engine.outcome import Ending, Outcome
from pipeline.model import Document, Source, State
from pipeline.params import IngestParams
from pipeline.stages.workspace import PACKAGE, Workspace, digest_of, results_inside
from pipeline.store.corpus import Corpus, read_corpus
from pipeline.store.files import write_bytes
from pipeline.store.records import from_json, read_json_records, to_json, write_json_records

READERS = ("ingest", "text/cleaning.py", "model/document.py")


@dataclass(frozen=True, slots=True)
class Listed:
    """A source and the key of its document."""

    source: Source
    key: str  # empty: the document is that of `source.duplicate_of`


def ingest(workspace: Workspace) -> dict[str, int]:
    """Read every source of the corpus that is new or changed.

    Returns:
        How many sources ended in each state, and how many were read in this run.
    """
    corpus = read_corpus(workspace.corpus, leave_out=results_inside(workspace))
    version = digest_of(PACKAGE / name for name in READERS)
    version += workspace.params.ingest.model_dump_json()
    listed = tuple(
        Listed(source, "" if source.duplicate_of else _key(source, version))
        for source in corpus.sources
    )
    wanted = {f"{entry.key}.json": entry for entry in listed if entry.key}
    folder = workspace.documents
    folder.mkdir(parents=True, exist_ok=True)
    present = {path.name for path in folder.iterdir()}
    new = [entry for name, entry in wanted.items() if name not in present]
    _read(new, corpus, workspace)
    for name in present - set(wanted):
        (folder / name).unlink()
    write_json_records(workspace.sources, listed)
    states = Counter(document.state for document in load_documents(workspace).values())
    return {
        "sources": len(listed),
        "read": len(new),
        **{f"state:{state}": states[state] for state in State if states[state]},
    }


def load_sources(workspace: Workspace) -> tuple[Source, ...]:
    """Give the sources in order of their documents."""
    return tuple(entry.source for entry in read_json_records(workspace.sources, Listed))


def load_documents(workspace: Workspace) -> dict[str, Document]:
    """Give the document of every source; a duplicate has the state of its original and no text."""
    documents: dict[str, Document] = {}
    entries = read_json_records(workspace.sources, Listed)
    for entry in entries:
        if entry.key:
            data = (workspace.documents / f"{entry.key}.json").read_bytes()
            documents[entry.source.doc] = from_json(Document, data)
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
    entries = read_json_records(workspace.sources, Listed)
    return {entry.source.doc: entry.key for entry in entries if entry.key}


def _key(source: Source, version: str) -> str:
    identity = f"{source.doc}\n{source.path}\n{source.sha256}\n{version}"
    return hashlib.sha256(identity.encode()).hexdigest()[:32]


def _read(entries: list[Listed], corpus: Corpus, workspace: Workspace) -> None:
    """Read each source in a process of its own and keep its document, whatever became of it."""
    if not entries:
        return
    from pipeline.engine import map_documents

    limits = workspace.params.ingest
    outcomes = map_documents(
        _document,
        ((_bytes(corpus.path_of(entry.source)), entry.source, limits) for entry in entries),
        seconds=limits.seconds,
        memory_bytes=limits.memory_bytes,
        workers=workspace.workers or os.cpu_count() or 1,
        engine=workspace.engine,
        preload=("pipeline.ingest",),
        progress=lambda done: workspace.progress("reading documents", done, len(entries)),
    )
    for entry, outcome in zip(entries, outcomes, strict=True):
        document = outcome.value or _failed(entry.source, outcome)
        write_bytes(workspace.documents / f"{entry.key}.json", to_json(document))


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _document(task: tuple[bytes | None, Source, IngestParams]) -> Document:
    from pipeline.ingest import read

    data, source, params = task
    if data is None:
        return Document(
            doc=source.doc,
            state=State.UNREADABLE,
            text="",
            lines=(),
            media_type="",
            reader="none",
            reason="The file is missing or cannot be opened. Put it in its place, or correct the "
            "register.",
        )
    return read(data, name=source.path, doc=source.doc, params=params)


def _failed(source: Source, outcome: Outcome[Document]) -> Document:
    """Make the document of a source whose reader did not come back."""
    stopped = outcome.ending in (Ending.TIMEOUT, Ending.MEMORY)
    what = {
        Ending.TIMEOUT: "it took longer to read than is allowed",
        Ending.MEMORY: "it took more memory to read than is allowed",
    }.get(outcome.ending, "its reader failed")
    return Document(
        doc=source.doc,
        state=State.LIMIT if stopped else State.UNREADABLE,
        text="",
        lines=(),
        media_type="",
        reader="none",
        reason=f"Not read: {what} ({outcome.detail or outcome.ending}). Ask the council for "
        "another copy, or open it and save it again as PDF or DOCX.",
    )
