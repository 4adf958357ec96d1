"""Findings to what drafts are measured by, kept so that one draft needs little of it."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

from pipeline.analyse.differences import usual_readings
from pipeline.analyse.force import said_by
from pipeline.analyse.peers import code_of
from pipeline.model import (
    About,
    Borrowable,
    Family,
    Findings,
    KnownDocument,
    KnownLineage,
    KnownUsual,
    Level,
)
from pipeline.stages.analyse import load_findings
from pipeline.stages.coding import load_scores
from pipeline.stages.workspace import Workspace
from pipeline.store.files import make_folder, write_bytes
from pipeline.store.records import to_json, write_json_records, write_rows
from pipeline.text.modality import Modality

ABOUT = "about.json"
DOCUMENTS = "documents.jsonl"
STRANDS = "strands.arrow"
FAMILIES = "families.arrow"
USUAL = "usual.arrow"
LINEAGES = "lineages.jsonl"
BORROWABLE = "borrowable.jsonl"
ARRAYS = ("starts", "wordings", "weights", "frequency", "holders", "holder_starts")


def reference(workspace: Workspace) -> dict[str, int]:
    """Gather what drafts are measured by.

    Returns:
        How many documents, families, wordings and borrowable wordings there are.
    """
    from pipeline.align.placing import known_strands
    from pipeline.align.postings import postings

    findings = load_findings(workspace)
    workspace.progress("preparing the check of drafts", 0, 1)
    lineages = findings.ancestry.lineages
    lineage_of = {
        (standing.doc, n): number
        for number, lineage in reversed(list(enumerate(lineages)))
        for standing in lineage.standings
        for n in standing.clauses
    }
    documents = _documents(findings)
    strands, families, holders = known_strands(
        findings.families,
        findings.clauses,
        load_scores(workspace),
        findings.codings,
        documents=[known.council.doc for known in documents],
        lineage_of=lineage_of,
        params=workspace.params.align,
    )
    usual = _usual(findings.families, findings)
    borrowable = _borrowable(findings)
    index = postings([strand.plain for strand in strands])
    folder = workspace.reference
    make_folder(folder)
    write_rows(folder / STRANDS, strands)
    write_rows(folder / FAMILIES, families)
    write_rows(folder / USUAL, usual)
    write_json_records(folder / DOCUMENTS, documents)
    write_json_records(
        folder / LINEAGES,
        [KnownLineage(each.id, each.name, len(each.standings)) for each in lineages],
    )
    write_json_records(folder / BORROWABLE, borrowable)
    _write_arrays(
        folder,
        {
            "starts": index.starts,
            "wordings": index.wordings,
            "weights": index.weights,
            "frequency": index.frequency,
            **_holders(holders),
        },
    )
    about = About(
        findings.run_id,
        findings.as_of.isoformat(),
        findings.codebook,
        _usual_amounts(findings),
    )
    write_bytes(folder / ABOUT, to_json(about) + b"\n")
    return {
        "documents": len(documents),
        "families": len(families),
        "wordings": len(strands),
        "borrowable": len(borrowable),
    }


def _documents(findings: Findings) -> tuple[KnownDocument, ...]:
    """Give the documents that count; of the same numbers as those that strands name."""
    counted = sorted(source.doc for source in findings.sources if not source.duplicate_of)
    at = {provision.id: place for place, provision in enumerate(findings.codebook.provisions)}
    levels = {doc: [0] * len(at) for doc in counted}
    for cell in findings.cells:
        levels[cell.doc][at[cell.provision]] = code_of(cell)
    binding = {(force.doc, force.n): Modality(force.modality).strength for force in findings.forces}
    strengths = {doc: [-1] * len(at) for doc in counted}
    for coding in findings.codings:
        if coding.level is Level.RULES and coding.doc in strengths:
            row, place = strengths[coding.doc], at[coding.provision]
            row[place] = max(row[place], binding.get((coding.doc, coding.n), 0))
    return tuple(
        KnownDocument(
            findings.councils[doc],
            findings.documents[doc].state.readable,
            tuple(levels[doc]),
            tuple(strengths[doc]),
        )
        for doc in counted
    )


def _usual_amounts(findings: Findings) -> tuple[float, ...]:
    amounts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for coding in findings.codings:
        if coding.level is Level.RULES:
            amounts[coding.provision][coding.doc] += coding.score  # type: ignore[assignment]
    return tuple(
        round(median(amounts[provision.id].values() or [0.0]), 4)
        for provision in findings.codebook.provisions
    )


def _usual(families: tuple[Family, ...], findings: Findings) -> tuple[KnownUsual, ...]:
    number_of = {family.id: number for number, family in enumerate(families)}
    return tuple(
        KnownUsual(
            number_of[each.family],
            each.kind,
            each.at,
            each.reading.doc,
            each.reading.n,
            each.reading.text,
            each.reading.intro,
            each.count,
            each.total,
        )
        for each in usual_readings(families, findings.clauses, said_by(findings.clauses))
    )


def _borrowable(findings: Findings) -> tuple[Borrowable, ...]:
    return ()


def _holders(holders: tuple[tuple[int, ...], ...]) -> dict[str, Any]:
    import numpy as np

    return {
        "holders": np.array([doc for docs in holders for doc in docs], dtype=np.int32),
        "holder_starts": np.cumsum([0, *map(len, holders)]).astype(np.int64),
    }


def _write_arrays(folder: Path, arrays: Mapping[str, Any]) -> None:
    import numpy as np

    for name in ARRAYS:
        sink = BytesIO()
        np.save(sink, arrays[name], allow_pickle=False)
        write_bytes(folder / f"{name}.npy", sink.getvalue())
