"""A protocol as a text file: broken at a fixed width, or a paragraph a line."""

import textwrap

from .protocol import Entry, Protocol

_WIDTH = 76


def plain(protocol: Protocol) -> bytes:
    """Render a protocol as UTF-8 text; the first variant is hard-wrapped."""
    wrapped = protocol.variant % 2 == 0
    out: list[str] = []
    before: Entry | None = None
    for entry in protocol.entries:
        if before and not _together(before, entry):
            out.append("")
        out += _wrapped(entry) if wrapped else [entry.printed]
        before = entry
    return ("\n".join(out) + "\n").encode()


def _together(before: Entry, entry: Entry) -> bool:
    """Items of a list, rows of a table and lines of a contents list have no blank line between."""
    same = before.kind == entry.kind and before.role == entry.role
    return same and entry.kind in {"list_item", "table_row", "boilerplate"}


def _wrapped(entry: Entry) -> list[str]:
    if entry.kind == "table_row":
        return ["\t".join(entry.cells)]
    if not entry.label:
        return textwrap.wrap(entry.text, _WIDTH, break_on_hyphens=False)
    first = " " * 4 * entry.depth + entry.label.ljust(3 if entry.depth else 5) + " "
    return textwrap.wrap(
        entry.text, _WIDTH, initial_indent=first, subsequent_indent=" " * len(first),
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
