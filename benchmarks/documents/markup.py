"""A protocol as the body of an HTML page, in the ways that councils' templates mark it up."""

from collections.abc import Iterable, Iterator
from html import escape

from .protocols import Block


def body(
    blocks: Iterable[Block], *, labels: str = "inline", notes: str = "none", head: bool = True
) -> str:
    """Mark up the blocks in order.

    Args:
        blocks: What is to be shown.
        labels: `inline` before the text, `hanging` in a span of its own, or `grid`: in the first
            cell of a table that has no rules.
        notes: `float` for the footnotes of paged media, `none` to leave them out.
        head: Whether the first row of a table of three columns or more is its heading.
    """
    return "\n".join(_parts(blocks, labels, notes, head))


def _parts(blocks: Iterable[Block], labels: str, notes: str, head: bool) -> Iterator[str]:
    for block in blocks:
        text = escape(block.text, quote=False)
        if block.note and notes == "float":
            text += f'<span class="fn">{escape(block.note, quote=False)}</span>'
        lang = ' lang="cy"' if block.language == "cy" else ""
        if block.kind == "table":
            yield table(block.rows, head=head)
        elif block.kind == "aside":
            yield f"<aside><p>{text}</p></aside>"
        elif block.kind == "title":
            yield f'<h1{lang} class="title">{text}</h1>'
        elif block.kind == "heading":
            level = min(block.level + 1, 4)
            yield f"<h{level}{lang}>{_labelled(block, text, 'inline')}</h{level}>"
        elif labels == "grid" and block.label:
            yield (
                f'<table class="grid"><tr><td class="no">{escape(block.label)}</td>'
                f"<td{lang}>{text}</td></tr></table>"
            )
        else:
            yield f'<p{lang} class="{block.kind} d{block.level}">{_labelled(block, text, labels)}</p>'


def _labelled(block: Block, text: str, labels: str) -> str:
    if not block.label:
        return text
    label = escape(block.label, quote=False)
    return f'<span class="no">{label}</span>{text}' if labels == "hanging" else f"{label} {text}"


def table(rows: Iterable[Iterable[str]], *, head: bool = True, cls: str = "data") -> str:
    """Mark up a table."""
    out = []
    for number, row in enumerate(rows):
        cells = list(row)
        tag = "th" if head and number == 0 and len(cells) > 2 else "td"
        line = "".join(f"<{tag}>{escape(cell, quote=False)}</{tag}>" for cell in cells)
        out.append(f"<thead><tr>{line}</tr></thead>" if tag == "th" else f"<tr>{line}</tr>")
    return f'<table class="{cls}">{"".join(out)}</table>'
