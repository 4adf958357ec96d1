"""Protocols printed from a browser: themes of councils' web sites and of their policy templates."""

import subprocess
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from .markup import body
from .protocols import Block, Rendered, Text
from .settle import same_dates

_BASE = """
@page { size: A4; margin: 24mm 20mm 22mm }
body { font: 11pt/1.4 'Liberation Sans', sans-serif; margin: 0; color: #111 }
h1 { font-size: 20pt; margin: 0 0 6pt } h2 { font-size: 14pt; margin: 14pt 0 4pt }
h3 { font-size: 12pt; margin: 10pt 0 3pt } p { margin: 0 0 7pt }
.item { margin-left: 10mm } .d2 { margin-left: 18mm }
tr { break-inside: avoid } thead { display: table-row-group }
table.data { border-collapse: collapse; width: 100%; margin: 8pt 0 }
table.data td, table.data th { padding: 3pt 5pt; text-align: left; vertical-align: top }
.no { display: inline-block; width: 12mm; margin-left: -12mm } p:has(> .no) { padding-left: 12mm }
"""
_RULED = "table.data td, table.data th { border: .6pt solid #444 }"
_SERIF = "body { font-family: 'Liberation Serif', serif }"


def printed(texts: dict[str, tuple[Text, ...]]) -> Iterator[Rendered]:
    """Render the texts chosen for each of this producer's layouts."""
    for name, make in LAYOUTS.items():
        for text in texts[name]:
            yield make(name, text)


def _rendered(
    name: str, text: Text, css: str, content: str, furniture: tuple[str, ...], **more: object
) -> Rendered:
    page = (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>{escape(text.title)}</title><style>{_BASE}{css}</style></head>"
        f"<body>{content}</body></html>"
    )
    blocks = more.pop("blocks", text.without("aside").blocks)
    return Rendered(
        f"{name}.{text.name}.pdf", name, _print(page), blocks, furniture, source=text.name, **more
    )  # type: ignore[arg-type]


def _print(page: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(page, encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu",
                   f"--user-data-dir={folder}/profile", "--no-pdf-header-footer",
                   f"--print-to-pdf={target}", source.as_uri()]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return same_dates(target.read_bytes())


def _browser(name: str, text: Text) -> Rendered:
    """What "Print" in a browser gives: day, title, address and page in the margins."""
    address = f"https://www.{text.name}.example/policies/protocol/"
    css = (
        _RULED
        + f"""@page {{ margin: 14mm 12mm;
      @top-left {{ content: "28/10/2026, 10:42"; font: 7pt sans-serif }}
      @top-center {{ content: "{text.title}"; font: 7pt sans-serif }}
      @bottom-left {{ content: "{address}"; font: 7pt sans-serif }}
      @bottom-right {{ content: counter(page) "/" counter(pages); font: 7pt sans-serif }} }}"""
    )
    furniture = (
        "{n}/{n}/{n}, {n}:{n}", f"{{n}}/{{n}}/{{n}}, {{n}}:{{n}} {text.title}",
        address, f"{address} {{n}}/{{n}}", "{n}/{n}",
    )  # fmt: skip
    return _rendered(name, text, css, body(text.without("aside").blocks), furniture)


def _two_columns(name: str, text: Text) -> Rendered:
    head = f"{text.council} policy manual"
    css = (
        _SERIF
        + _RULED
        + f"""
    main {{ columns: 2; column-gap: 8mm; text-align: justify; hyphens: auto; font-size: 10pt }}
    .title {{ column-span: all; text-align: center }}
    @page {{ @top-right {{ content: "{head}"; font: italic 8pt serif }}
             @bottom-center {{ content: "Page " counter(page) " of " counter(pages); font: 8pt serif }} }}"""
    )
    content = f"<main>{body(text.without('aside').blocks, labels='hanging')}</main>"
    return _rendered(name, text, css, content, (head, "Page {n} of {n}"))


def _three_columns(name: str, text: Text) -> Rendered:
    css = """@page { size: A4 landscape; margin: 12mm 10mm }
    main { columns: 3; column-gap: 9mm; font-size: 9.5pt; column-rule: .5pt solid #999 }
    .title { font-size: 16pt } h2 { color: #064; font-size: 12pt }"""
    content = f"<main>{body(text.without('aside', 'table').blocks)}</main>"
    blocks = text.without("aside", "table").blocks
    return _rendered(name, text, css, content, (), blocks=blocks)


def _fixed(name: str, text: Text) -> Rendered:
    """Header and footer as the head and foot of one table round it all, which every page repeats."""
    head = f"{text.council}: adopted policies"
    foot = f"Document owner: Clerk to the Council. Ref {text.name[:3].upper()}/POL/07"
    css = """@page { margin: 12mm 20mm } .frame > thead { display: table-header-group } .frame > tbody > tr { break-inside: auto }
    .frame { width: 100%; border-spacing: 0 }
    .run { font-size: 8pt; color: #555; padding: 2mm 0 } .under { text-align: center }
    .over { border-bottom: 1pt solid #555 } table.data tr { border-bottom: .4pt solid #bbb }"""
    content = (
        f'<table class="frame"><thead><tr><td class="run over">{escape(head)}</td></tr></thead>'
        f'<tfoot><tr><td class="run under">{escape(foot)}</td></tr></tfoot><tbody><tr><td>'
        + body(text.without("aside").blocks, labels="hanging")
        + "</td></tr></tbody></table>"
    )
    return _rendered(name, text, css, content, (head, foot))


def _boxes(name: str, text: Text) -> Rendered:
    """Boxes at the side, with the text running round them, and a shaded ruled table."""
    head = f"{text.council} – working together"
    css = (
        _RULED
        + f"""
    aside {{ float: right; width: 52mm; margin: 0 0 4mm 6mm; padding: 3mm; background: #e8eef7;
             border-left: 3pt solid #246; font-size: 9.5pt }} aside p {{ margin: 0 }}
    th {{ background: #246; color: #fff }}
    @page {{ @bottom-left {{ content: "{head}"; font: 8pt sans-serif }}
             @bottom-right {{ content: counter(page); font: bold 9pt sans-serif }} }}"""
    )
    floats = tuple(block.text for block in text.blocks if block.kind == "aside")
    furniture = (head, "{n}", f"{head} {{n}}")
    return _rendered(name, text, css, body(text.blocks), furniture, floats=floats)


def _booklet(name: str, text: Text) -> Rendered:
    css = (
        _SERIF
        + """@page { size: A5; margin: 16mm 14mm;
      @bottom-center { content: "– " counter(page) " –"; font: 9pt serif } }
    body { font-size: 10.5pt; text-align: justify; hyphens: auto } h2 { font-variant: small-caps }
    table.data { font-size: 9pt } table.data tr:first-child { border-bottom: 1pt solid #000 }"""
    )
    return _rendered(name, text, css, body(text.without("aside").blocks), ("– {n} –",))


def _grid(name: str, text: Text) -> Rendered:
    """Number and text in the two cells of a table without rules, clause by clause."""
    foot = f"{text.council}   Adopted policy   Page {{n}}"
    css = f""".grid {{ width: 100%; border-spacing: 0 4pt }} .grid td {{ vertical-align: top }}
    .grid .no {{ display: table-cell; width: 16mm; margin: 0 }}
    @page {{ @bottom-center {{ content: "{text.council}   Adopted policy   Page " counter(page);
             white-space: pre; font: 8pt sans-serif }} }}"""
    content = body(text.without("aside", "table").blocks, labels="grid")
    blocks = text.without("aside", "table").blocks
    return _rendered(name, text, css, content, (foot,), blocks=blocks)


def _schedule(name: str, text: Text) -> Rendered:
    """Every clause a row of a ruled table with the number before it, under a heading row that
    each page repeats."""
    head = ("No.", "What we have agreed", "Who sees to it")
    rows: list[tuple[str, ...]] = []
    titles: list[Block] = []
    for index, block in enumerate(text.without("aside", "table", "item", "field").blocks):
        if block.kind == "title":
            titles.append(block)
        elif block.kind == "clause":
            rows.append((block.label or f"({len(rows) + 1})", block.text,
                         ("Clerk", "All councillors", "Chairman and Clerk")[index % 3]))  # fmt: skip
    shown = (*titles, Block("table", rows=(head, *rows)))
    css = (
        _RULED
        + """@page { size: A4 landscape;
      @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif } }
    thead { display: table-header-group } th { background: #ddd } td:first-child { width: 15mm }"""
    )
    furniture = ("Page {n} of {n}", " ".join(head))
    return _rendered(name, text, css, body(shown), furniture, blocks=shown)


LAYOUTS = {
    "browser": _browser,
    "web-two-columns": _two_columns,
    "web-leaflet": _three_columns,
    "web-fixed": _fixed,
    "web-boxes": _boxes,
    "web-booklet": _booklet,
    "web-grid": _grid,
    "web-schedule": _schedule,
}
