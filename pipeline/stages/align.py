"""Clauses to families."""

from collections import Counter

from pipeline.model import Alignment, Family, PartialLink, Relation, Suggestion
from pipeline.stages.coding import load_scores
from pipeline.stages.segment import load_clauses
from pipeline.stages.workspace import Workspace
from pipeline.store.records import read_json_records, write_json_records


def align(workspace: Workspace) -> dict[str, int]:
    """Line up the clauses of all councils.

    Returns:
        How many families there are, how many with two or more readings, the relations, the
        partial links and the suggestions.
    """
    from pipeline.align import align as line_up

    clauses = load_clauses(workspace)
    scores = load_scores(workspace)
    workspace.progress("lining up clauses", 0, 1)
    lined_up = line_up(clauses, scores, params=workspace.params.align)
    families = lined_up.families
    write_json_records(workspace.families, families)
    write_json_records(workspace.partial_links, lined_up.partial_links)
    write_json_records(workspace.suggestions, lined_up.suggestions)
    relations = Counter(member.relation for family in families for member in family.members)
    return {
        "families": len(families),
        "shared": sum(len(family.members) > 1 for family in families),
        **{str(relation): relations[relation] for relation in Relation},
        "partial_links": len(lined_up.partial_links),
        "suggestions": len(lined_up.suggestions),
    }


def load_alignment(workspace: Workspace) -> Alignment:
    """Give all families, partial links and suggestions."""
    return Alignment(
        read_json_records(workspace.families, Family),
        read_json_records(workspace.partial_links, PartialLink),
        read_json_records(workspace.suggestions, Suggestion),
    )
