"""Findings to what drafts are measured by, kept so that one draft needs little of it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

from pipeline.analyse.borrowing import borrowable, usual_order
from pipeline.analyse.peers import code_of
from pipeline.model import (
    About,
    Borrowable,
    Findings,
    KnownDocument,
    KnownLineage,
    KnownUsual,
    Level,
)
from pipeline.params import AnalyseParams, Params
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
    findings = load_findings(workspace)
    workspace.progress("preparing the check of drafts", 0, 1)
    return keep_reference(
        findings, load_scores(workspace), workspace.params, folder=workspace.reference
    )


def keep_reference(
    findings: Findings,
    scores: Mapping[tuple[str, int], Sequence[float]],
    params: Params,
    *,
    folder: Path,
) -> dict[str, int]:
    """Write what drafts are measured by into a folder.

    Args:
        findings: Of a build.
        scores: Provision scores of its clauses, by document and number.
        params: Of the build.
        folder: Made if it is missing.

    Returns:
        As `reference` does.
    """
    from pipeline.align.placing import known_strands
    from pipeline.align.postings import postings

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
        scores,
        findings.codings,
        documents=[known.council.doc for known in documents],
        lineage_of=lineage_of,
        params=params.align,
    )
    usual = _usual(findings)
    wordings = _borrowable(findings, params.analyse)
    index = postings([strand.plain for strand in strands])
    make_folder(folder)
    write_rows(folder / STRANDS, strands)
    write_rows(folder / FAMILIES, families)
    write_rows(folder / USUAL, usual)
    write_json_records(folder / DOCUMENTS, documents)
    write_json_records(
        folder / LINEAGES,
        [KnownLineage(each.id, each.name, len(each.standings)) for each in lineages],
    )
    write_json_records(folder / BORROWABLE, wordings)
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
        usual_order(findings.clauses, findings.codings, findings.codebook),
    )
    write_bytes(folder / ABOUT, to_json(about) + b"\n")
    return {
        "documents": len(documents),
        "families": len(families),
        "wordings": len(strands),
        "borrowable": len(wordings),
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


def _usual(findings: Findings) -> tuple[KnownUsual, ...]:
    number_of = {family.id: number for number, family in enumerate(findings.families)}
    wanted = {each.reading for each in findings.usual}
    readings = {
        place: clause for clause in findings.clauses if (place := (clause.doc, clause.n)) in wanted
    }
    return tuple(
        KnownUsual(
            number_of[each.family],
            each.kind,
            each.at,
            *each.reading,
            readings[each.reading].text,
            readings[each.reading].intro,
            each.count,
            each.total,
        )
        for each in findings.usual
    )


def _borrowable(findings: Findings, params: AnalyseParams) -> tuple[Borrowable, ...]:
    pool = borrowable(
        findings.clauses,
        findings.codings,
        findings.codebook,
        sources=findings.sources,
        councils=findings.councils,
        forces=findings.forces,
        reviews=findings.reviews,
        defects=findings.defects,
        families=findings.families,
        lineages=findings.ancestry.lineages,
        near=params.near_wording,
        doubtful_below=params.doubtful_below,
    )
    order = [provision.id for provision in findings.codebook.provisions]
    return tuple(each for provision in order for each in pool.get(provision, ()))


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
