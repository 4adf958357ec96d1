"""Clauses to families."""

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.model import Alignment, Family, PartialLink, Relation, Suggestion
from pipeline.stages.coding import load_scores
from pipeline.stages.segment import load_clauses
from pipeline.stages.workspace import PACKAGE, Workspace, digest_of
from pipeline.store.files import sha256, write_bytes
from pipeline.store.records import from_json, read_json_records, to_json, write_json_records

if TYPE_CHECKING:
    from pipeline.align import Memory


def align(workspace: Workspace) -> dict[str, int]:
    """Line up the clauses of all councils, each family as it was in the last run.

    Returns:
        How many families there are, how many with two or more readings, the relations, the
        partial links and the suggestions.
    """
    from pipeline.align import align as line_up

    clauses = load_clauses(workspace)
    scores = load_scores(workspace)
    workspace.progress("lining up clauses", 0, 1)
    lined_up, memory = line_up(
        clauses,
        scores,
        params=workspace.params.align,
        memory=_memory(workspace),
        made_by=_software(workspace),
    )
    families = lined_up.families
    write_json_records(workspace.families, families)
    write_json_records(workspace.partial_links, lined_up.partial_links)
    write_json_records(workspace.suggestions, lined_up.suggestions)
    write_bytes(workspace.families_memory, to_json(memory) + b"\n")
    relations = Counter(member.relation for family in families for member in family.members)
    return {
        "families": len(families),
        "shared": sum(len(family.members) > 1 for family in families),
        **{str(relation): relations[relation] for relation in Relation},
        "partial_links": len(lined_up.partial_links),
        "suggestions": len(lined_up.suggestions),
    }


def release_families(workspace: Workspace) -> None:
    """Let the next run line up all clauses afresh; of the families it keeps the ids alone."""
    memory = _memory(workspace)
    if memory is not None:
        write_bytes(workspace.families_memory, to_json(replace(memory, made_by="")) + b"\n")


def _memory(workspace: Workspace) -> "Memory | None":
    from pipeline.align import Memory

    if not workspace.settled.is_file():
        return None
    try:
        return from_json(Memory, workspace.settled.read_bytes())
    except ValueError:  # of another version of the software: the families are found again
        return None


def _software(workspace: Workspace) -> str:
    """Name what decides about families beside the clauses themselves."""
    parts = [
        digest_of(PACKAGE / name for name in ("align", "text")),
        digest_of([workspace.codebook, workspace.library]),
        workspace.params.align.model_dump_json(),
    ]
    return sha256("\n".join(parts).encode())[:16]


def load_alignment(workspace: Workspace) -> Alignment:
    """Give all families, partial links and suggestions."""
    return Alignment(
        read_json_records(workspace.families, Family),
        read_json_records(workspace.partial_links, PartialLink),
        read_json_records(workspace.suggestions, Suggestion),
    )
