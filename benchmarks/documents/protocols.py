"""What does a document that is to be rendered say, and what is then true of the file?"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

PROJECT = Path(__file__).resolve().parents[2]
FOLDERS = (
    Path(__file__).parent / "texts",
    PROJECT / "corpus" / "sample",
    PROJECT / "corpus" / "apart",
)
BULLETS = frozenset("•-–—*▪◦○·")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table as printed."""

    kind: str  # title, heading, clause, item, table, field or aside (a box beside the text)
    text: str = ""
    label: str = ""
    level: int = 0  # of a heading from 1; depth of an item from 1
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""  # the footnote that hangs on the block
    language: str = "en"

    @property
    def printed(self) -> str:
        """The block as a reader sees it, label first."""
        return f"{self.label} {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class Text:
    """One council's protocol, before anybody has laid it out."""

    name: str
    council: str
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """Its last title line: the first mostly names the council."""
        lines = [block.text for block in self.blocks if block.kind == "title"]
        return lines[-1] if lines else self.council

    def has(self, feature: str) -> bool:
        """Whether it has a `table`, a `note`, an `aside`, `welsh` text or `numbers`."""
        if feature == "note":
            return any(block.note for block in self.blocks)
        if feature == "welsh":
            return any(block.language == "cy" for block in self.blocks)
        if feature == "numbers":
            return sum(block.label[:1].isdigit() for block in self.blocks) > 8
        return any(block.kind == feature for block in self.blocks)

    def without(self, *features: str) -> "Text":
        """Leave out what a layout cannot show: tables, asides, notes."""
        blocks = [block for block in self.blocks if block.kind not in features]
        if "note" in features:
            blocks = [replace(block, note="") for block in blocks]
        return replace(self, blocks=tuple(blocks))


def called(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Put the number of its footnote behind each block that has one, as it is printed."""
    out, count = [], 0
    for block in blocks:
        if block.note:
            count += 1
            block = replace(block, text=f"{block.text}{count}")
        out.append(block)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file and what is true of it.

    `furniture` holds what stands on many pages and is not text: a running header, footer or page
    number, with `{n}` for digits. `floats` stand outside the order of the text (footnotes, boxes).
    """

    name: str  # of the file
    layout: str
    data: bytes
    blocks: tuple[Block, ...]
    furniture: tuple[str, ...] = ()
    floats: tuple[str, ...] = ()
    source: str = ""
    traits: tuple[str, ...] = field(default=())  # what the layout stresses, for the report

    def truth(self) -> dict[str, Any]:
        """The record that is written beside the file."""
        blocks = [
            {
                "kind": block.kind,
                "label": block.label,
                "text": block.text,
                "rows": [list(row) for row in block.rows],
            }
            for block in self.blocks
        ]
        return {
            "source": self.source,
            "layout": self.layout,
            "blocks": blocks,
            "furniture": list(self.furniture),
            "floats": list(self.floats),
            "traits": list(self.traits),
        }


def read_texts() -> tuple[Text, ...]:
    """Read every protocol that the project has, in the order of their names."""
    paths = [path for folder in FOLDERS for path in folder.glob("*.yaml")]
    texts = [_text(path) for path in sorted(paths, key=lambda path: path.stem)]
    return tuple(text for text in texts if text.blocks)


def _text(path: Path) -> Text:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    for entry in data.get("entries", ()):
        if entry["kind"] == "table_row":
            cells = tuple(str(cell) for cell in entry["cells"])
            if rows and len(rows[-1]) != len(cells):
                blocks.append(Block("table", rows=tuple(rows)))
                rows = []
            rows.append(cells)
            continue
        if rows:
            blocks.append(Block("table", rows=tuple(rows)))
            rows = []
        blocks.append(_block(entry))
    if rows:
        blocks.append(Block("table", rows=tuple(rows)))
    return Text(path.stem, data["council"], tuple(blocks))


def _block(entry: Mapping[str, Any]) -> Block:
    kind = {"list_item": "item", "list_intro": "clause", "boilerplate": "clause"}.get(
        entry["kind"], entry["kind"]
    )
    if kind == "metadata":
        kind = "title" if entry.get("role") == "title" else "field"
    level = entry.get("level") or 1 if kind == "heading" else entry.get("depth") or 0
    return Block(
        kind=kind,
        text=" ".join(str(entry["text"]).split()),
        label=str(entry["label"]) if entry.get("label") is not None else "",
        level=max(level, 1) if kind in {"heading", "item"} else 0,
        note=entry.get("note") or "",
        language=entry.get("language") or "en",
    )
