"""Clauses, codings and families to findings."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from pipeline.analyse.changes import Snapshot, changes, standings
from pipeline.analyse.corrections import (
    Corpus,
    orders,
    with_codings,
    with_confirmed,
    with_councils,
    with_families,
    with_names,
    with_reviews,
    with_words,
    without_dismissed,
)
from pipeline.analyse.councils import councils_of
from pipeline.analyse.coverage import coverage
from pipeline.analyse.defects import find_defects
from pipeline.analyse.differences import usual_and_odd
from pipeline.analyse.force import forces, said_by
from pipeline.analyse.lineage import ancestry
from pipeline.analyse.peers import peers, practices
from pipeline.analyse.prevalence import prevalence
from pipeline.model import (
    Alignment,
    Ancestry,
    Cell,
    Change,
    Clause,
    Coding,
    Council,
    Defect,
    Difference,
    Distinctive,
    Document,
    EarlierRun,
    Family,
    Findings,
    Force,
    Kinship,
    Lineage,
    Outcome,
    PartialLink,
    PeerGroup,
    Peers,
    Practice,
    Prevalence,
    Replayed,
    Review,
    ReviewStatus,
    Source,
    StatedFacts,
    Suggestion,
    Tree,
    Usual,
)
from pipeline.stages.align import load_alignment
from pipeline.stages.coding import load_chances, load_codings
from pipeline.stages.ingest import load_documents, load_sources
from pipeline.stages.segment import load_clauses, load_facts
from pipeline.stages.workspace import PACKAGE, Workspace, digest_of
from pipeline.store.codebook import read_codebook
from pipeline.store.corrections import corrections_digest, read_corrections
from pipeline.store.files import sha256, write_bytes
from pipeline.store.records import (
    from_json,
    read_json_records,
    read_record,
    to_json,
    write_json_records,
)

# everything that makes findings from sources; the reports' own code changes no finding
SOFTWARE = (
    "errors.py",
    "params.py",
    "model",
    "text",
    "ingest",
    "segment",
    "coding",
    "align",
    "analyse",
    "store",
)


def analyse(workspace: Workspace) -> dict[str, int]:
    """Settle the codings, apply what people have corrected, and make every finding.

    Returns:
        How many findings there are of each kind.
    """
    from pipeline.coding import settle

    sources = load_sources(workspace)
    documents = load_documents(workspace)
    clauses = load_clauses(workspace)
    alignment = load_alignment(workspace)
    facts = load_facts(workspace)
    codebook = read_codebook(workspace.codebook)
    corrections = read_corrections(workspace.corrections)
    workspace.progress("making findings", 0, 1)
    by_doc = _by_doc(clauses, facts)
    asked, ended = orders(
        corrections, Corpus(sources, documents, facts, by_doc, alignment.families, codebook)
    )
    sources, facts, of_councils = with_councils(sources, facts, asked)
    alignment, of_families = with_families(alignment, asked, clauses)
    families = alignment.families
    corrected = with_codings(
        settle(load_codings(workspace), families, clauses), asked, families, clauses, codebook
    )
    codings = corrected.codings
    counted = {source.doc: documents[source.doc] for source in sources if not source.duplicate_of}
    councils = councils_of(sources, facts)
    cells = with_confirmed(
        coverage(
            counted,
            clauses,
            codings,
            codebook,
            chances=load_chances(workspace),
            councils=councils,
            certain_from=workspace.params.analyse.certain_from,
        ),
        corrected.absent,
    )
    reviews, of_dates = with_reviews(
        facts,
        asked,
        clauses,
        as_of=workspace.params.as_of,
        due_soon_days=workspace.params.analyse.due_soon_days,
    )
    facts = with_words(facts, of_dates, clauses)
    found = _defects(sources, documents, by_doc, facts, reviews)
    defects, of_defects = without_dismissed(found, asked)
    replayed = tuple(
        sorted(
            (*ended, *of_councils, *of_families, *corrected.replayed, *of_dates, *of_defects),
            key=lambda each: (each.correction.file, each.correction.line),
        )
    )
    said = said_by(clauses)
    usual, differing = usual_and_odd(families, clauses, said)
    akin = _ancestry(workspace, alignment, clauses, counted, _names(sources, facts))
    snapshot = Snapshot(
        run_id=_run_id(workspace, sources, corrections_digest(corrections)),
        as_of=workspace.params.as_of.isoformat(),
        software=_software(),
        codebook=_codebook(workspace),
        documents=standings(sources, documents, cells, reviews, replayed),
        corrections=corrections_digest(corrections),
    )
    before = _snapshot(workspace.baseline)
    moved = changes(before, snapshot)
    folder = workspace.findings
    write_json_records(folder / "codings.jsonl", codings)
    write_json_records(folder / "cells.jsonl", cells)
    write_json_records(folder / "prevalence.jsonl", prevalence(cells, councils, codebook))
    write_json_records(folder / "reviews.jsonl", reviews)
    write_json_records(folder / "defects.jsonl", defects)
    write_json_records(folder / "differences.jsonl", differing)
    write_json_records(folder / "usual.jsonl", usual)
    write_json_records(folder / "forces.jsonl", forces(clauses, said))
    write_json_records(folder / "changes.jsonl", moved)
    write_json_records(folder / "earlier.jsonl", _earlier(before))
    write_json_records(folder / "corrections.jsonl", replayed)
    _write_alignment(folder, alignment)
    _write_peers(workspace, councils, counted, cells)
    _write_ancestry(folder, akin)
    write_bytes(folder / "snapshot.json", to_json(snapshot) + b"\n")
    statuses = Counter(review.status for review in reviews)
    levels = Counter(cell.level for cell in cells)
    outcomes = Counter(each.outcome for each in replayed)
    return {
        "cells": len(cells),
        **{f"cells:{level}": count for level, count in sorted(levels.items())},
        "cells:certain": sum(cell.certain for cell in cells),
        **{f"status:{status}": statuses[status] for status in ReviewStatus if statuses[status]},
        "defects": len(defects),
        "dismissed": len(found) - len(defects),
        "differences": len(differing),
        "lineages": len(akin.lineages),
        "changes": len(moved),
        **{f"corrections:{outcome}": outcomes[outcome] for outcome in Outcome if outcomes[outcome]},
    }


def load_findings(workspace: Workspace) -> Findings:
    """Give everything that reports and measurements are made from."""
    from pipeline import __version__

    folder = workspace.findings
    snapshot = read_record(folder / "snapshot.json", Snapshot)
    documents = load_documents(workspace)
    readers = sorted({document.reader for document in documents.values()})
    corrections = read_json_records(folder / "corrections.jsonl", Replayed)
    clauses = load_clauses(workspace)
    sources, facts = with_names(load_sources(workspace), load_facts(workspace), corrections)
    return Findings(
        as_of=workspace.params.as_of,
        run_id=snapshot.run_id,
        versions={
            "council-protocols": __version__,
            "software": snapshot.software[:16],
            "codebook": snapshot.codebook[:16],
            "readers": ", ".join(readers),
        },
        codebook=read_codebook(workspace.codebook),
        sources=sources,
        documents=documents,
        facts=with_words(facts, corrections, clauses),
        clauses=clauses,
        codings=read_json_records(folder / "codings.jsonl", Coding),
        cells=read_json_records(folder / "cells.jsonl", Cell),
        reviews=read_json_records(folder / "reviews.jsonl", Review),
        families=read_json_records(folder / "families.jsonl", Family),
        partial_links=read_json_records(folder / "partial_links.jsonl", PartialLink),
        suggestions=read_json_records(folder / "suggestions.jsonl", Suggestion),
        differences=read_json_records(folder / "differences.jsonl", Difference),
        defects=read_json_records(folder / "defects.jsonl", Defect),
        changes=read_json_records(folder / "changes.jsonl", Change),
        earlier=next(iter(read_json_records(folder / "earlier.jsonl", EarlierRun)), None),
        forces=read_json_records(folder / "forces.jsonl", Force),
        usual=read_json_records(folder / "usual.jsonl", Usual),
        prevalence=read_json_records(folder / "prevalence.jsonl", Prevalence),
        corrections=corrections,
        ancestry=_read_ancestry(folder),
        councils={
            council.doc: council
            for council in read_json_records(folder / "councils.jsonl", Council)
        },
        peers=read_json_records(folder / "peers.jsonl", Peers),
        peer_groups=read_json_records(folder / "peer_groups.jsonl", PeerGroup),
        practices=read_json_records(folder / "practices.jsonl", Practice),
    )


def _by_doc(clauses: tuple[Clause, ...], docs: Iterable[str]) -> dict[str, list[Clause]]:
    by_doc: dict[str, list[Clause]] = {doc: [] for doc in docs}
    for clause in clauses:
        by_doc[clause.doc].append(clause)
    return by_doc


def _defects(
    sources: tuple[Source, ...],
    documents: dict[str, Document],
    by_doc: dict[str, list[Clause]],
    facts: dict[str, StatedFacts],
    reviews: tuple[Review, ...],
) -> tuple[Defect, ...]:
    councils = frozenset(source.council for source in sources if source.council)
    councils |= {fact.council for fact in facts.values() if fact.council}
    own = {source.doc: source.council for source in sources}
    judged = {review.doc: review for review in reviews}
    return tuple(
        defect
        for doc in sorted(facts)
        for defect in find_defects(
            documents[doc],
            by_doc[doc],
            facts[doc],
            judged[doc],
            councils=councils - {own[doc], facts[doc].council},
        )
    )


def _write_peers(
    workspace: Workspace,
    councils: dict[str, Council],
    counted: dict[str, Document],
    cells: tuple[Cell, ...],
) -> None:
    params, folder = workspace.params.analyse, workspace.findings
    alike, groups = peers(
        (councils[doc] for doc in sorted(counted)),
        {doc for doc, document in counted.items() if document.state.readable},
        bands=params.electors_from,
        enough=params.peers_enough,
        fewest=params.peers_fewest,
    )
    write_json_records(folder / "councils.jsonl", councils.values())
    write_json_records(folder / "peers.jsonl", alike)
    write_json_records(folder / "peer_groups.jsonl", groups)
    write_json_records(folder / "practices.jsonl", practices(alike, groups, cells))


def _ancestry(
    workspace: Workspace,
    alignment: Alignment,
    clauses: tuple[Clause, ...],
    documents: dict[str, Document],
    names: dict[str, str],
) -> Ancestry:
    return ancestry(
        alignment.families,
        clauses,
        {doc for doc, document in documents.items() if document.state.readable},
        near=workspace.params.analyse.near_wording,
        least=workspace.params.analyse.lineage,
        names=names,
        partial_links=alignment.partial_links,
        suggestions=alignment.suggestions,
    )


def _write_alignment(folder: Path, alignment: Alignment) -> None:
    write_json_records(folder / "families.jsonl", alignment.families)
    write_json_records(folder / "partial_links.jsonl", alignment.partial_links)
    write_json_records(folder / "suggestions.jsonl", alignment.suggestions)


def _write_ancestry(folder: Path, found: Ancestry) -> None:
    write_json_records(folder / "kinships.jsonl", found.kinships)
    write_json_records(folder / "lineages.jsonl", found.lineages)
    write_bytes(folder / "tree.json", to_json(found.tree) + b"\n")
    write_json_records(folder / "distinctive.jsonl", found.distinctive)


def _read_ancestry(folder: Path) -> Ancestry:
    return Ancestry(
        kinships=read_json_records(folder / "kinships.jsonl", Kinship),
        lineages=read_json_records(folder / "lineages.jsonl", Lineage),
        tree=read_record(folder / "tree.json", Tree),
        distinctive=read_json_records(folder / "distinctive.jsonl", Distinctive),
    )


def _names(sources: tuple[Source, ...], facts: dict[str, StatedFacts]) -> dict[str, str]:
    stated = {doc: fact.council for doc, fact in facts.items()}
    names = {source.doc: source.council or stated.get(source.doc) for source in sources}
    return {doc: name for doc, name in names.items() if name}


def _run_id(workspace: Workspace, sources: tuple[Source, ...], corrections: str) -> str:
    inputs = [f"{source.doc} {source.sha256} {source.council}" for source in sources]
    inputs += [
        _codebook(workspace),
        _software(),
        corrections,
        workspace.params.model_dump_json(exclude={"pictures", "report"}),
    ]
    return sha256("\n".join(inputs).encode())[:16]


def _software() -> str:
    return digest_of(PACKAGE / name for name in SOFTWARE)


def _codebook(workspace: Workspace) -> str:
    return digest_of([workspace.codebook, workspace.library])


def _earlier(before: Snapshot | None) -> tuple[EarlierRun, ...]:
    if before is None:
        return ()
    day = date.fromisoformat(before.as_of)
    return (EarlierRun(before.run_id, day, len(before.documents)),)


def _snapshot(path: Path) -> Snapshot | None:
    if not path.is_file():
        return None
    try:
        return from_json(Snapshot, path.read_bytes())
    except ValueError:  # of another version of the software: nothing to compare with
        return None
