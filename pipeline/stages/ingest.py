"""Sources to documents: only new or changed ones are read."""

import hashlib
import json
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pipeline.engine.outcome import Ending, Outcome
from pipeline.model import Document, Source, State
from pipeline.params import IngestParams
from pipeline.stages.workspace import PACKAGE, Workspace, digest_of, results_inside
from pipeline.store.corpus import Corpus, read_corpus
from pipeline.store.files import make_folder, remove, write_bytes
from pipeline.store.records import (
    DamagedError,
    read_json_records,
    read_record,
    to_json,
    write_json_records,
)

READERS = ("ingest", "text/cleaning.py", "model/document.py")


@dataclass(frozen=True, slots=True)
class Listed:
    """A source, the key of its document, and how the reading of it ended."""

    source: Source
    key: str  # empty: the document is that of `source.duplicate_of`
    state: State
    reason: str | None = None
    warnings: tuple[str, ...] = ()  # of the reader; those of the register are the source's


def ingest(workspace: Workspace) -> dict[str, int]:
    """Read every source of the corpus that is new or changed.

    Returns:
        How many sources ended in each state, and how many were read in this run.
    """
    corpus = read_corpus(workspace.corpus, leave_out=results_inside(workspace))
    version = digest_of(PACKAGE / name for name in READERS)
    version += workspace.params.ingest.model_dump_json()
    wanted = {_key(source, version): source for source in corpus.sources if not source.duplicate_of}
    folder = workspace.documents
    make_folder(folder)
    kept = {key: _kept(folder / f"{key}.json") for key in wanted}
    new = {key: source for key, source in wanted.items() if kept[key] is None}
    made = {**kept, **_read(new, corpus, workspace)}
    names = {f"{key}.json" for key in wanted}
    for path in folder.iterdir():
        if path.name not in names:
            remove(path)
    by_doc = {wanted[key].doc: (key, document) for key, document in made.items() if document}
    listed = tuple(_listed(source, by_doc) for source in corpus.sources)
    write_json_records(workspace.sources, listed)
    write_bytes(workspace.notices, json.dumps(corpus.notices).encode())
    states = Counter(entry.state for entry in listed)
    return {
        "sources": len(listed),
        "read": len(new),
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


def _kept(path: Path) -> Document | None:
    """Give the document that an earlier run made, unless there is none or it is damaged."""
    try:
        return read_record(path, Document)
    except DamagedError:
        return None


def _listed(source: Source, by_doc: dict[str, tuple[str, Document]]) -> Listed:
    if source.duplicate_of:
        return Listed(source, key="", state=by_doc[source.duplicate_of][1].state)
    key, document = by_doc[source.doc]
    return Listed(source, key, document.state, document.reason, document.warnings)


def _read(
    sources: dict[str, Source], corpus: Corpus, workspace: Workspace
) -> dict[str, Document | None]:
    """Read each source in a process of its own and keep its document, whatever became of it."""
    if not sources:
        return {}
    from pipeline.engine import map_documents
    from pipeline.ingest import PRELOAD

    limits = workspace.params.ingest
    outcomes = map_documents(
        _document,
        ((_bytes(source, corpus, limits), source, limits) for source in sources.values()),
        seconds=limits.seconds,
        memory_bytes=limits.memory_bytes,
        workers=workspace.workers or os.cpu_count() or 1,
        engine=workspace.engine,
        preload=PRELOAD,
        progress=lambda done: workspace.progress("reading documents", done, len(sources)),
    )
    made: dict[str, Document | None] = {}
    for (key, source), outcome in zip(sources.items(), outcomes, strict=True):
        document = outcome.value or _failed(source, outcome)
        write_bytes(workspace.documents / f"{key}.json", to_json(document))
        made[key] = document
    return made


def _bytes(source: Source, corpus: Corpus, limits: IngestParams) -> bytes | None:
    """Give the bytes of a source; None for one that may not be opened, or is too large to be."""
    if not source.sha256 or source.bytes > limits.max_bytes:
        return None
    try:
        return corpus.path_of(source).read_bytes()
    except OSError:  # taken away since it was listed
        return None


def _document(task: tuple[bytes | None, Source, IngestParams]) -> Document:
    from pipeline.ingest import read

    data, source, params = task
    if data is not None:
        return read(data, name=source.path, doc=source.doc, params=params)
    if source.bytes > params.max_bytes:
        return _unread(
            source,
            State.LIMIT,
            f"The file has {source.bytes:,} bytes, more than the {params.max_bytes:,} allowed. "
            "Save it in parts, or raise ingest.max_bytes in params.yaml.",
        )
    why = " ".join(source.warnings) or "taken away during the build. Put it back."
    return _unread(source, State.UNREADABLE, why[:1].upper() + why[1:])


def _failed(source: Source, outcome: Outcome[Document]) -> Document:
    """Make the document of a source whose reader did not come back."""
    stopped = outcome.ending in (Ending.TIMEOUT, Ending.MEMORY)
    what = {
        Ending.TIMEOUT: "it took longer to read than is allowed",
        Ending.MEMORY: "it took more memory to read than is allowed",
    }.get(outcome.ending, "its reader failed")
    return _unread(
        source,
        State.LIMIT if stopped else State.UNREADABLE,
        f"Not read: {what} ({outcome.detail or outcome.ending}). Ask the council for another "
        "copy, or open it and save it again as PDF or DOCX.",
    )


def _unread(source: Source, state: State, reason: str) -> Document:
    return Document(
        doc=source.doc,
        state=state,
        text="",
        lines=(),
        media_type="",
        reader="none",
        reason=reason,
    )
