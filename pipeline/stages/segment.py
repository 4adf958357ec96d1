"""Documents to clauses and stated facts, one document at a time."""

import hashlib
from dataclasses import dataclass

from pipeline.model import Clause, Document, StatedFacts
from pipeline.stages.ingest import document_keys, load_documents
from pipeline.stages.workspace import PACKAGE, Workspace, digest_of
from pipeline.store.files import write_bytes
from pipeline.store.records import from_json, read_json_records, read_table, to_json, write_table
from pipeline.store.records import write_json_records as write_lines

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
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {
        f"{hashlib.sha256(f'{key}{version}'.encode()).hexdigest()[:32]}.json": documents[doc]
        for doc, key in sorted(document_keys(workspace).items())
        if documents[doc].state.readable
    }
    present = {path.name for path in folder.iterdir()}
    new = [name for name in wanted if name not in present]
    for done, name in enumerate(new):
        workspace.progress("cutting documents into clauses", done, len(new))
        write_bytes(folder / name, to_json(_segmented(wanted[name])))
    for name in present - set(wanted):
        (folder / name).unlink()
    cut = [from_json(Segmented, (folder / name).read_bytes()) for name in wanted]
    clauses = [clause for segmented in cut for clause in segmented.clauses]
    write_table(workspace.clauses, clauses)
    write_lines(workspace.facts, [segmented.facts for segmented in cut])
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


def _segmented(document: Document) -> Segmented:
    from pipeline.segment import segment as cut
    from pipeline.segment.facts import facts_of

    clauses = cut(document)
    return Segmented(clauses, facts_of(document, clauses))
