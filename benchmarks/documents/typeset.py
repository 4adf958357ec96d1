"""Protocols set by a typesetting program, Typst: hanging numbers in grids, footnotes, columns."""

from collections.abc import Iterator

from .protocols import Block, Rendered, Text, called
from .settle import same_dates


def typeset(texts: dict[str, tuple[Text, ...]]) -> Iterator[Rendered]:
    """Render the texts chosen for each of this producer's layouts."""
    for name, make in LAYOUTS.items():
        for text in texts[name]:
            yield make(name, text)


def _typ(text: str) -> str:
    """Text as a Typst string in code, which needs no markup escapes."""
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _typst_blocks(blocks: tuple[Block, ...], *, notes: bool) -> str:
    out = []
    for block in blocks:
        note = f"#footnote[{_typ(block.note)}]" if notes and block.note else ""
        if block.kind == "table":
            count = max(len(row) for row in block.rows)
            cells = ", ".join(f"[{_typ(cell)}]" for row in block.rows for cell in row)
            out.append(f"#table(columns: {count}, {cells})")
        elif block.kind == "title":
            out.append(f'#text(17pt, weight: "bold")[{_typ(block.text)}]')
        elif block.kind == "heading":
            out.append(f'#text(12pt, weight: "bold")[{_typ(block.printed)}]')
        elif block.label:
            left = {"item": 9 * block.level}.get(block.kind, 0)
            out.append(
                f"#pad(left: {left}mm, grid(columns: (12mm, 1fr), [{_typ(block.label)}],"
                f" [{_typ(block.text)}{note}]))"
            )
        else:
            out.append(f"{_typ(block.text)}{note}")
    return "\n\n".join(out)


def _typst(source: str) -> bytes:
    import typst

    return same_dates(typst.compile(f"#set document(date: none)\n{source}".encode()))


def _typst_report(name: str, text: Text) -> Rendered:
    shown = text.without("aside")
    head = f"{text.council} / Governance"
    source = (
        f"#set page(margin: 25mm, header: [#text(8pt)[{_typ(head)} #h(1fr) #context counter(page)"
        f'.display("1 / 1", both: true)]])\n#set text(font: "Libertinus Serif", 11pt)\n'
        + _typst_blocks(shown.blocks, notes=True)
    )
    notes = tuple(block.note for block in shown.blocks if block.note)
    furniture = (head, f"{head} {{n}} / {{n}}", "{n} / {n}")
    blocks = called(shown.blocks)
    return Rendered(
        f"{name}.{text.name}.pdf", name, _typst(source), blocks, furniture, notes, text.name
    )


def _typst_columns(name: str, text: Text) -> Rendered:
    shown = text.without("aside", "note")
    foot = f"{text.council}, clerk’s copy"
    source = (
        f"#set page(columns: 2, margin: 18mm, footer: [#text(8pt)[{_typ(foot)} #h(1fr) "
        f'#context counter(page).display("i")]])\n'
        f'#set text(font: "New Computer Modern", 9.5pt, lang: "en", hyphenate: true)\n'
        f"#set par(justify: true)\n" + _typst_blocks(shown.blocks, notes=False)
    )
    furniture = (foot, *(f"{foot} {roman}" for roman in ("i", "ii", "iii", "iv", "v", "vi")))
    return Rendered(
        f"{name}.{text.name}.pdf", name, _typst(source), shown.blocks, furniture, (), text.name
    )


LAYOUTS = {
    "typst-report": _typst_report,
    "typst-columns": _typst_columns,
}
