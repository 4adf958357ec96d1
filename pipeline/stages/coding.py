"""Clauses to first-pass codings."""

from dataclasses import dataclass
from zipfile import BadZipFile

from pipeline.model import Chances, Coding
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
    judgement = coder.judge(clauses)
    codings = judgement.codings
    write_table(workspace.codings, codings)
    write_table(
        workspace.scores,
        [
            Scored(doc, n, tuple(round(float(score), 4) for score in judgement.scores[doc, n]))
            for doc, n in sorted(judgement.scores)
        ],
    )
    write_table(
        workspace.chances,
        [
            Chances(
                doc,
                provision,
                absent=round(float(chances[0]), 4),
                mention=round(float(chances[1]), 4),
                rules=round(float(chances[2]), 4),
                nearest=nearest,
            )
            for doc, rows in judgement.chances.items()
            for provision, chances, nearest in zip(
                coder.provisions, rows, judgement.nearest[doc], strict=True
            )
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


def load_chances(workspace: Workspace) -> dict[tuple[str, str], Chances]:
    """Give the chances of each cell, by doc and provision."""
    return {(row.doc, row.provision): row for row in read_table(workspace.chances, Chances)}
