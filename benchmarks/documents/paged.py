"""Protocols set by a paged-media formatter (WeasyPrint): running section names, footnotes, contents."""

import os
from collections.abc import Iterator
from html import escape

from .markup import body
from .protocols import Block, Rendered, Text, called
from .settle import same_dates

_BASE = """
body { font: 10.5pt/1.35 'DejaVu Serif', serif } h1 { font-size: 19pt; margin: 0 0 6pt }
h2 { font-size: 13pt; margin: 12pt 0 4pt; break-after: avoid } h3 { font-size: 11.5pt }
p { margin: 0 0 6pt } .item { margin-left: 9mm } .d2 { margin-left: 17mm }
table.data { border-collapse: collapse; width: 100%; margin: 6pt 0 10pt }
table.data td, table.data th { padding: 2pt 5pt; text-align: left; vertical-align: top }
.no { display: inline-block; width: 11mm; margin-left: -11mm } p:has(> .no), .hang { padding-left: 11mm }
tr { break-inside: avoid } thead { display: table-row-group }
.fn { float: footnote; font-size: 8.5pt } aside { display: none }
"""
_RULED = "table.data td, table.data th { border: .5pt solid #333 }"


def set_in_pages(texts: dict[str, tuple[Text, ...]]) -> Iterator[Rendered]:
    """Render the texts chosen for each of this producer's layouts."""
    for name, make in LAYOUTS.items():
        for text in texts[name]:
            yield make(name, text)


def _rendered(
    name: str, text: Text, css: str, content: str, furniture: tuple[str, ...],
    blocks: tuple[Block, ...], floats: tuple[str, ...] = (),
) -> Rendered:  # fmt: skip
    os.environ["SOURCE_DATE_EPOCH"] = "1793184120"
    from weasyprint import HTML

    page = (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>{escape(text.title)}</title><style>{_BASE}{css}</style></head>"
        f"<body>{content}</body></html>"
    )
    data = same_dates(HTML(string=page).write_pdf(pdf_identifier=b"0" * 16))
    return Rendered(
        f"{name}.{text.name}.pdf", name, data, blocks, furniture, floats, source=text.name
    )


def _notes(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    return tuple(block.note for block in blocks if block.note)


def _sections(text: Text) -> tuple[str, ...]:
    return tuple(block.text for block in text.blocks if block.kind == "heading")


def _report(name: str, text: Text) -> Rendered:
    """No header on the first page; then council and section; footnotes; page x of y."""
    css = (
        _RULED
        + f"""h2 {{ string-set: section content() }}
    @page {{ margin: 25mm 22mm; @top-left {{ content: "{text.council}"; font: 8pt sans-serif }}
      @top-right {{ content: "Section: " string(section, first); font: 8pt sans-serif }}
      @bottom-right {{ content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif }} }}
    @page :first {{ @top-left {{ content: none }} @top-right {{ content: none }} }}"""
    )
    shown = text.without("aside")
    sections = tuple(
        f"Section: {block.printed}" for block in shown.blocks if block.kind == "heading"
    )
    furniture = ("Page {n} of {n}", *sections,
                 *(f"{text.council} {section}" for section in sections))  # fmt: skip
    content = body(shown.blocks, labels="hanging", notes="float")
    blocks, notes = called(shown.blocks), _notes(shown.blocks)
    return _rendered(name, shown, css, content, furniture, blocks, notes)


def _mirrored(name: str, text: Text) -> Rendered:
    """Left and right pages differ; a first letter over two lines; contents with dotted leaders."""
    css = (
        _RULED
        + f"""h2 {{ counter-increment: s }}
    @page {{ size: A5; margin: 18mm 15mm }}
    @page :left {{ @top-left {{ content: counter(page) "   {text.council}"; white-space: pre; font: 8pt sans-serif }} }}
    @page :right {{ @top-right {{ content: "Handbook, part 4   " counter(page); white-space: pre; font: 8pt sans-serif }} }}
    @page :first {{ @top-right {{ content: none }} }}
    .clause.first::first-letter {{ font-size: 26pt; float: left; line-height: .9; padding-right: 2pt }}
    .toc {{ break-after: page }} .toc p {{ display: flex }}
    .toc a {{ color: #000; text-decoration: none; width: 100% }}
    .toc a::after {{ content: leader('.') target-counter(attr(href), page) }}"""
    )
    shown = text.without("aside", "note")
    headings = [block for block in shown.blocks if block.kind == "heading"]
    contents = "".join(
        f'<p><a href="#h{index}">{escape(block.printed)}</a></p>'
        for index, block in enumerate(headings)
    )
    parts, seen, after = [], 0, False
    for block in shown.blocks:
        part = body([block])
        if block.kind == "heading":
            part = part.replace("<h", f'<h2 id="h{seen}"', 1).replace(
                f'<h2 id="h{seen}"2', f'<h2 id="h{seen}"'
            )
            seen += 1
            after = True
        elif after and block.kind == "clause" and not block.label:
            part = part.replace('class="clause', 'class="first clause')
            after = False
        parts.append(part)
    content = f'<div class="toc"><h1>Contents</h1>{contents}</div>' + "\n".join(parts)
    listed = (Block("heading", "Contents", level=1),
              *(Block("toc", f"{block.text}", block.label) for block in headings))  # fmt: skip
    furniture = (f"{{n}} {text.council}", "Handbook, part {n} {n}")
    return _rendered(name, shown, css, content, furniture, (*listed, *shown.blocks))


def _newsletter(name: str, text: Text) -> Rendered:
    """Two columns with headings across both, balanced section by section."""
    head = f"{text.council}: protocol, issue 3"
    css = (
        _RULED
        + f"""section {{ columns: 2; column-gap: 7mm; text-align: justify; hyphens: auto }}
    h2 {{ border-bottom: 1pt solid #060; color: #060 }}
    @page {{ margin: 20mm 16mm; @top-center {{ content: "{head}"; font: 8pt sans-serif }}
      @bottom-center {{ content: counter(page); font: 8pt sans-serif }} }}"""
    )
    shown = text.without("aside", "note")
    parts: list[str] = []
    group: list[Block] = []
    for block in shown.blocks:
        if block.kind in {"title", "heading", "table"}:
            parts += [f"<section>{body(group)}</section>"] if group else []
            group = []
            parts.append(body([block]))
        else:
            group.append(block)
    parts += [f"<section>{body(group)}</section>"] if group else []
    return _rendered(name, shown, css, "\n".join(parts), (head, "{n}"), shown.blocks)


def _draft(name: str, text: Text) -> Rendered:
    """DRAFT across every page in grey, and the version in the footer."""
    foot = f"Draft 3 for consultation, {text.council}"
    css = f"""table.data tr {{ border-bottom: .4pt solid #999 }}
    .mark {{ position: fixed; top: 90mm; left: 10mm; font: bold 90pt sans-serif; color: #ddd;
             transform: rotate(-40deg); z-index: -1 }}
    @page {{ margin: 22mm 25mm; @bottom-left {{ content: "{foot}"; font: 8pt sans-serif }}
      @bottom-right {{ content: counter(page) " | P a g e"; font: 8pt sans-serif }} }}"""
    shown = text.without("aside", "note")
    content = '<div class="mark">DRAFT</div>' + body(shown.blocks, labels="hanging")
    furniture = ("DRAFT", foot, "{n} | P a g e", f"{foot} {{n}} | P a g e")
    return _rendered(name, shown, css, content, furniture, shown.blocks)


def _letterhead(name: str, text: Text) -> Rendered:
    """Another header on the first page than on the others."""
    letter = "Council Offices, 3 Market Street. Telephone 01632 960 555. clerk@council.example"
    later = f"Protocol ({text.council}) continued"
    css = (
        _RULED
        + f"""@page {{ margin: 28mm 22mm 20mm;
      @top-center {{ content: "{later}"; font: italic 8pt serif }}
      @bottom-center {{ content: "-" counter(page) "-"; font: 9pt serif }} }}
    @page :first {{ @top-center {{ content: "{letter}"; font: 8pt sans-serif }} }}"""
    )
    shown = text.without("aside")
    content = body(shown.blocks, notes="float")
    blocks, notes = called(shown.blocks), _notes(shown.blocks)
    return _rendered(name, shown, css, content, (letter, later, "-{n}-"), blocks, notes)


LAYOUTS = {
    "paged-report": _report,
    "paged-mirrored": _mirrored,
    "paged-newsletter": _newsletter,
    "paged-draft": _draft,
    "paged-letterhead": _letterhead,
}
