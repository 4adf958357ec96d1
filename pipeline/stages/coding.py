"""Clauses to first-pass codings."""

from dataclasses import dataclass
from zipfile import BadZipFile

from pipeline.model import Coding
from pipeline.stages.segment import load_clauses
from pipeline.stages.workspace import Workspace
from pipeline.store.records import damaged, read_table, write_table


@dataclass(frozen=True, slots=True)
class Scored:
    """Soft provision scores of one clause, in the codebook's order."""

    doc: str
    n: int
    scores: tuple[float, ...]


def coding(workspace: Workspace) -> dict[str, int]:
    """Give every clause its provisions, each clause judged by itself.

    Returns:
        How many codings there are at each level.
    """
    from pipeline.coding import Coder

    clauses = load_clauses(workspace)
    workspace.progress("coding clauses", 0, 1)
    try:
        coder = Coder.from_bytes(workspace.coder.read_bytes())
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise damaged(workspace.coder) from error
    codings = coder.code(clauses)
    substantive = [clause for clause in clauses if clause.kind.substantive]
    scores = coder.scores(substantive)
    write_table(workspace.codings, codings)
    write_table(
        workspace.scores,
        [
            Scored(clause.doc, clause.n, tuple(round(float(score), 4) for score in row))
            for clause, row in zip(substantive, scores, strict=True)
        ],
    )
    return {
        "codings": len(codings),
        "rules": sum(coding.level == "rules" for coding in codings),
        "mentions": sum(coding.level == "mention" for coding in codings),
    }


def load_codings(workspace: Workspace) -> tuple[Coding, ...]:
    """Give the first-pass codings."""
    return read_table(workspace.codings, Coding)


def load_scores(workspace: Workspace) -> dict[tuple[str, int], tuple[float, ...]]:
    """Give the soft scores of each substantive clause, by doc and n."""
    return {(row.doc, row.n): row.scores for row in read_table(workspace.scores, Scored)}
