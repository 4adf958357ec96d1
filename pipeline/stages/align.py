"""Clauses to families."""

from collections import Counter

from pipeline.model import Family, Relation
from pipeline.stages.coding import load_scores
from pipeline.stages.segment import load_clauses
from pipeline.stages.workspace import Workspace
from pipeline.store.records import read_json_records, write_json_records


def align(workspace: Workspace) -> dict[str, int]:
    """Line up the clauses of all councils.

    Returns:
        How many families there are, how many with two or more readings, and the relations.
    """
    from pipeline.align import align as line_up

    clauses = load_clauses(workspace)
    scores = load_scores(workspace)
    workspace.progress("lining up clauses", 0, 1)
    families = line_up(clauses, scores, params=workspace.params.align)
    write_json_records(workspace.families, families)
    relations = Counter(member.relation for family in families for member in family.members)
    return {
        "families": len(families),
        "shared": sum(len(family.members) > 1 for family in families),
        **{str(relation): relations[relation] for relation in Relation},
    }


def load_families(workspace: Workspace) -> tuple[Family, ...]:
    """Give all families."""
    return read_json_records(workspace.families, Family)
