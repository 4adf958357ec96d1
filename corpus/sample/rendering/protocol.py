"""What does a protocol's YAML file say, and is it well formed?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

KINDS = ("heading", "clause", "list_intro", "list_item", "table_row", "metadata", "boilerplate")
SUBSTANTIVE = frozenset({"clause", "list_intro", "list_item"})
LAYOUTS = ("word-pdf", "report-pdf", "twocol-pdf", "scan-pdf", "docx", "odt", "html", "text")
UNREAD = ("locked-pdf", "cut-docx")  # nobody can read them, so nothing is said to be true of them
LEVELS = ("rule", "mention")
BULLETS = frozenset("•-–—*▪◦○·")


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit as printed: what becomes one line of the gold labels."""

    kind: str
    text: str  # of a table row: its cells with a tab between
    label: str | None = None
    role: str | None = None
    level: int = 1  # of a heading, from 1
    depth: int = 0  # of a list item, from 1; of a list intro inside a list, likewise
    cells: tuple[str, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    family: str | None = None
    relation: str | None = None
    audience: str | None = None
    language: str = "en"

    @property
    def substantive(self) -> bool:
        """Whether the entry can carry a provision: a table row does if it states a rule."""
        return self.kind in SUBSTANTIVE or (
            self.kind == "table_row" and "rule" in self.codes.values()
        )

    @property
    def printed(self) -> str:
        """The entry as a reader sees it, label first."""
        return f"{self.label} {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class Protocol:
    """One invented council's protocol, with what is true of it."""

    doc: str
    council: str
    layout: str
    variant: int  # from 0: which of the looks of its layout
    page_header: str | None
    page_footer: str | None
    entries: tuple[Entry, ...]
    register: Mapping[str, Any]
    review: Mapping[str, Any]
    findings: tuple[Mapping[str, Any], ...]

    @property
    def title(self) -> str:
        """The words of its title lines."""
        lines = [entry.text for entry in self.entries if entry.role == "title"]
        return " ".join(lines) or f"{self.council} protocol"

    @property
    def file(self) -> str:
        """The name of the file it is rendered to."""
        suffix = {"docx": "docx", "cut-docx": "docx", "odt": "odt", "html": "html", "text": "txt"}
        return f"{self.doc}.{suffix.get(self.layout, 'pdf')}"


def read_protocols(folder: Path, provisions: frozenset[str]) -> tuple[Protocol, ...]:
    """Read every `*.yaml` below `folder`, in the order of their names.

    Raises:
        ValueError: A file breaks the rules for such files; the message lists every problem.
    """
    problems: list[str] = []
    protocols: list[Protocol] = []
    seen: dict[str, int] = {}
    for path in sorted(folder.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        found = _problems(path.stem, data, provisions)
        problems += [f"{path.name}: {problem}" for problem in found]
        if found:
            continue
        layout = data["layout"]
        protocols.append(_protocol(data, seen.get(layout, 0)))
        seen[layout] = seen.get(layout, 0) + 1
    if problems:
        raise ValueError("\n".join(problems))
    return tuple(protocols)


def _protocol(data: Mapping[str, Any], variant: int) -> Protocol:
    columns = ("council_type", "county", "country", "electorate", "url", "retrieved")
    return Protocol(
        doc=data["doc"],
        council=data["council"],
        layout=data["layout"],
        variant=variant,
        page_header=data.get("page_header"),
        page_footer=data.get("page_footer"),
        entries=tuple(_entry(entry) for entry in data["entries"]),
        register={name: data.get(name) for name in columns},
        review=data.get("review") or {},
        findings=tuple(data.get("findings") or ()),
    )


def _entry(data: Mapping[str, Any]) -> Entry:
    cells = tuple(str(cell) for cell in data.get("cells") or ())
    kind = data["kind"]
    return Entry(
        kind=kind,
        text="\t".join(cells) if cells else _one_line(data["text"]),
        label=str(data["label"]) if data.get("label") is not None else None,
        role=data.get("role"),
        level=data.get("level") or 1,
        depth=data.get("depth") or (1 if kind == "list_item" else 0),
        cells=cells,
        codes=data.get("codes") or {},
        family=data.get("family"),
        relation=data.get("relation"),
        audience=data.get("audience"),
        language=data.get("language") or "en",
    )


def _one_line(text: object) -> str:
    return " ".join(str(text).split())


def _problems(stem: str, data: Mapping[str, Any], provisions: frozenset[str]) -> list[str]:
    needed = ["doc", "council", "layout", "entries"]
    if data.get("layout") not in UNREAD:
        needed.append("review")
    problems = [f"no `{name}`" for name in needed if not data.get(name)]
    if problems:
        return problems
    if data["doc"] != stem:
        problems.append(f"doc is {data['doc']!r}, not the name of its file")
    if data["layout"] not in (*LAYOUTS, *UNREAD):
        problems.append(f"unknown layout {data['layout']!r}")
    for number, entry in enumerate(data["entries"], 1):
        where = f"entry {number}"
        if entry.get("kind") not in KINDS:
            problems.append(f"{where}: unknown kind {entry.get('kind')!r}")
        if not entry.get("text") and not entry.get("cells"):
            problems.append(f"{where}: neither text nor cells")
        for provision, level in (entry.get("codes") or {}).items():
            if provision not in provisions:
                problems.append(f"{where}: unknown provision {provision!r}")
            if level not in LEVELS:
                problems.append(f"{where}: level {level!r} is neither rule nor mention")
        if entry.get("kind") in SUBSTANTIVE and not entry.get("family"):
            problems.append(f"{where}: no family")
    return problems
