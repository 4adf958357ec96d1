"""Protocols whose clauses were lined up by hand: what the likeness of clauses is learnt from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import RequestError
from pipeline.model import Audience, Clause, ClauseKind

_INTRO_WORDS = 6


@dataclass(frozen=True, slots=True)
class LinedUp:
    """Documents that were lined up with one another."""

    clauses: tuple[Clause, ...]
    families: Mapping[tuple[str, int], str]  # of each substantive clause, by doc and n
    partly: Mapping[tuple[str, int], frozenset[str]]  # families that a part of a clause belongs to


def read_lined_up(paths: tuple[Path, ...]) -> LinedUp:
    """Read documents that were lined up with one another.

    Args:
        paths: YAML files: `doc`, and `entries` in reading order, each with `kind`, `text`, and
            where it has one `label`, `level` (of headings) or `depth` (of list items), `audience`,
            `language`, `family` and `partial`.

    Raises:
        RequestError: A file cannot be read, or an entry lacks its kind, its text or its family.
    """
    clauses: list[Clause] = []
    families: dict[tuple[str, int], str] = {}
    partly: dict[tuple[str, int], frozenset[str]] = {}
    for path in paths:
        try:
            read = yaml.safe_load(path.read_text(encoding="utf-8"))
            for clause, entry in _clauses(read):
                clauses.append(clause)
                if clause.kind.substantive:
                    families[clause.doc, clause.n] = entry["family"]
                    partly[clause.doc, clause.n] = frozenset(entry.get("partial", ()))
        except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
            raise RequestError(f"{path}: not a protocol lined up by hand ({error!r}).") from error
    return LinedUp(tuple(clauses), families, partly)


def _clauses(read: Mapping[str, Any]) -> Iterator[tuple[Clause, Mapping[str, Any]]]:
    headings: list[tuple[int, str]] = []
    intros: list[tuple[int, str | None, str]] = []
    for n, entry in enumerate(read["entries"], 1):
        kind = ClauseKind(entry["kind"])
        text = entry.get("text") or " | ".join(entry["cells"])
        depth = entry.get("depth", 0)
        if kind is ClauseKind.HEADING:
            level = entry.get("level", 1)
            headings = [above for above in headings if above[0] < level]
            intros = []
        else:
            intros = [above for above in intros if above[0] < depth]
        yield (
            Clause(
                doc=read["doc"],
                n=n,
                label=entry.get("label"),
                address=str(n),
                path=(*(above for _, above in headings), *(_called(*above) for above in intros)),
                kind=kind,
                text=text,
                start=0,
                end=len(text),
                audience=Audience(entry.get("audience", "")),
                language=entry.get("language", "en"),
                intro=intros[-1][2] if intros else None,
            ),
            entry,
        )
        if kind is ClauseKind.HEADING:
            headings.append((level, text))
        elif kind is ClauseKind.LIST_INTRO:
            intros.append((depth, entry.get("label"), text))


def _called(_depth: int, label: str | None, text: str) -> str:
    return label or " ".join(text.split()[:_INTRO_WORDS])
