"""Documents to clauses and stated facts, one document at a time."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pipeline.model import Clause, Document, StatedFacts
from pipeline.stages.ingest import document_keys, load_documents
from pipeline.stages.workspace import PACKAGE, Workspace, digest_of
from pipeline.store.files import make_folder, remove, write_bytes
from pipeline.store.records import (
    DamagedError,
    read_json_records,
    read_record,
    read_table,
    to_json,
    write_json_records,
    write_table,
)

_CODE = ("segment", "text", "model")


@dataclass(frozen=True, slots=True)
class Segmented:
    """One document cut into clauses, and what it states about itself."""

    clauses: tuple[Clause, ...]
    facts: StatedFacts


def segment(workspace: Workspace) -> dict[str, int]:
    """Cut every readable document that is new or changed into clauses.

    Returns:
        How many documents, clauses and stated dates there are, and how many documents were new.
    """
    version = digest_of(PACKAGE / name for name in _CODE)
    documents = load_documents(workspace)
    folder = workspace.segments
    make_folder(folder)
    wanted = {
        f"{hashlib.sha256(f'{key}{version}'.encode()).hexdigest()[:32]}.json": documents[doc]
        for doc, key in sorted(document_keys(workspace).items())
        if documents[doc].state.readable
    }
    kept = {name: _kept(folder / name) for name in wanted}
    new = [name for name, segmented in kept.items() if segmented is None]
    for done, name in enumerate(new, start=1):
        segmented = _segmented(wanted[name])
        write_bytes(folder / name, to_json(segmented))
        kept[name] = segmented
        workspace.progress("cutting documents into clauses", done, len(new))
    for path in folder.iterdir():
        if path.name not in wanted:
            remove(path)
    cut = [segmented for segmented in kept.values() if segmented is not None]
    clauses = [clause for segmented in cut for clause in segmented.clauses]
    write_table(workspace.clauses, clauses)
    write_json_records(workspace.facts, [segmented.facts for segmented in cut])
    return {
        "documents": len(cut),
        "cut": len(new),
        "clauses": len(clauses),
        "substantive": sum(clause.kind.substantive for clause in clauses),
        "stated_dates": sum(len(segmented.facts.dates) for segmented in cut),
    }


def load_clauses(workspace: Workspace) -> tuple[Clause, ...]:
    """Give all clauses, by document and number."""
    return read_table(workspace.clauses, Clause)


def load_facts(workspace: Workspace) -> dict[str, StatedFacts]:
    """Give what each readable document states about itself, by doc."""
    return {facts.doc: facts for facts in read_json_records(workspace.facts, StatedFacts)}


def _kept(path: Path) -> Segmented | None:
    """Give what an earlier run made, unless there is none or it is damaged."""
    try:
        return read_record(path, Segmented)
    except DamagedError:
        return None


def _segmented(document: Document) -> Segmented:
    from pipeline.segment import segment as cut
    from pipeline.segment.facts import facts_of

    clauses = cut(document)
    return Segmented(clauses, facts_of(document, clauses))
