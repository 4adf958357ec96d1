"""Protocols as ODT written part by part: outline numbering, nested lists, changes, frames."""

import io
import zipfile
from collections.abc import Iterator
from html import escape

from .protocols import BULLETS, Block, Rendered, Text
from .word import _kind, _with_sections, letter, roman

_NS = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
                        ("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"))
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
_MIME = "application/vnd.oasis.opendocument.text"


def in_opendocument(texts: dict[str, tuple[Text, ...]]) -> Iterator[Rendered]:
    """Render the texts chosen for each kind."""
    for name, make in LAYOUTS.items():
        for text in texts[name]:
            yield make(name, text)


def packed(body: str, automatic: str = "", styles: str = "", master: str = "") -> bytes:
    """Zip the parts, with one date, the type first and stored."""
    content = (
        f'<office:document-content {_NS} office:version="1.2"><office:automatic-styles>{automatic}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    style = (
        f'<office:document-styles {_NS} office:version="1.2"><office:styles>{styles}</office:styles>'
        f'<office:automatic-styles><style:page-layout style:name="pl"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/>'
        f"<style:header-style/><style:footer-style/></style:page-layout></office:automatic-styles>"
        f'<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pl">{master}</style:master-page></office:master-styles></office:document-styles>'
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in (("mimetype", _MIME), ("content.xml", content), ("styles.xml", style),
                           ("META-INF/manifest.xml", manifest)):  # fmt: skip
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            head = "" if name == "mimetype" else '<?xml version="1.0" encoding="UTF-8"?>\n'
            archive.writestr(zipfile.ZipInfo(name, (2026, 10, 28, 10, 42, 0)), head + data, how)
    return out.getvalue()


def _level(index: int, style: str, *, prefix: str = "", suffix: str = "", shown: int = 1, start: int = 1,
           tag: str = "list-level-style-number", more: str = "") -> str:  # fmt: skip
    return (
        f'<text:{tag} text:level="{index}" style:num-format="{style}" style:num-prefix="{prefix}" style:num-suffix="{suffix}"'
        f' text:display-levels="{shown}" text:start-value="{start}"{more}/>'
    )


def _list_style(name: str, *levels: str) -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


_DOTS = (
    '<text:list-style style:name="Dots">'
    + "".join(
        f'<text:list-level-style-bullet text:level="{i}" text:bullet-char="•"/>' for i in (1, 2)
    )
    + "</text:list-style>"
)


def _table(block: Block, number: int) -> str:
    rows = "".join(
        "<table:table-row>" + "".join(
            f"<table:table-cell><text:p>{escape(cell, quote=False)}</text:p></table:table-cell>" for cell in row
        ) + "</table:table-row>"
        for row in block.rows
    )  # fmt: skip
    width = max(len(row) for row in block.rows)
    return f'<table:table table:name="T{number}"><table:table-column table:number-columns-repeated="{width}"/>{rows}</table:table>'


def _outline(name: str, text: Text) -> Rendered:
    """Headings numbered by the outline, clauses as headings of level 2, items in lists."""
    text = _with_sections(text)
    styles = "<text:outline-style style:name=\"Outline\">" + _level(
        1, "1", suffix=".", tag="outline-level-style") + _level(
        2, "1", shown=2, tag="outline-level-style") + "</text:outline-style>"  # fmt: skip
    automatic = _list_style("Items", _level(1, "a", prefix="(", suffix=")")) + _DOTS
    out: list[str] = []
    shown: list[Block] = []
    section = clause = item = 0
    open_list = ""

    def close() -> None:
        nonlocal open_list
        if open_list:
            out.append("</text:list>")
            open_list = ""

    for block in text.without("aside", "note").blocks:
        kind, words = _kind(block), escape(block.text, quote=False)
        if kind in {"item", "bullet"}:
            wanted = "Items" if kind == "item" else "Dots"
            if open_list != wanted:
                close()
                out.append(f'<text:list text:style-name="{wanted}">')
                open_list, item = wanted, 0
            item += 1
            out.append(f"<text:list-item><text:p>{words}</text:p></text:list-item>")
            shown.append(
                Block(block.kind, block.text, f"({letter(item)})" if kind == "item" else "•", 1)
            )
            continue
        close()
        if kind == "section":
            section, clause = section + 1, 0
            out.append(f'<text:h text:outline-level="1">{words}</text:h>')
            shown.append(Block("heading", block.text, f"{section}.", 1))
        elif kind == "clause" and section:
            clause += 1
            out.append(f'<text:h text:outline-level="2">{words}</text:h>')
            shown.append(Block("clause", block.text, f"{section}.{clause}"))
        elif kind == "table":
            out.append(_table(block, len(out)))
            shown.append(block)
        else:
            out.append(f"<text:p>{words}</text:p>")
            shown.append(Block(block.kind, block.text))
    close()
    data = packed("".join(out), automatic, styles)
    return Rendered(f"{name}.{text.name}.odt", name, data, tuple(shown), source=text.name)


def _nested(name: str, text: Text) -> Rendered:
    """One list for each section that goes on from the last; clauses and items inside, with starts."""
    text = _with_sections(text)
    automatic = _list_style(
        "Law", _level(1, "I", suffix="."), _level(2, "1", prefix="§", suffix=".", start=1), _level(3, "i", suffix=")")
    ) + _DOTS  # fmt: skip
    out: list[str] = []
    shown: list[Block] = []
    section = clause = item = 0
    groups: list[list[Block]] = [[]]
    for block in text.without("aside", "note", "table").blocks:
        if block.kind == "heading":
            groups.append([])
        groups[-1].append(block)
    for block in groups[0]:
        out.append(f"<text:p>{escape(block.text, quote=False)}</text:p>")
        shown.append(Block(block.kind, block.text))
    for group in groups[1:]:
        section, clause = section + 1, 0
        more = ' text:continue-numbering="true"' if section > 1 else ""
        inner, items = [], []

        def flush(inner: list[str], items: list[str]) -> None:
            if items and inner:
                inner[-1] = (
                    inner[-1].removesuffix("</text:list-item>")
                    + "<text:list>"
                    + "".join(items)
                    + "</text:list></text:list-item>"
                )
            items.clear()

        for block in group[1:]:
            words = escape(block.text, quote=False)
            if _kind(block) in {"item", "bullet"} and clause:
                item += 1
                items.append(f"<text:list-item><text:p>{words}</text:p></text:list-item>")
                shown.append(Block("item", block.text, f"{roman(item)})", 1))
            else:
                flush(inner, items)
                if not clause:
                    shown.append(Block("heading", group[0].text, f"{roman(section).upper()}.", 1))
                clause, item = clause + 1, 0
                inner.append(f"<text:list-item><text:p>{words}</text:p></text:list-item>")
                shown.append(Block("clause", block.text, f"§{clause}."))
        flush(inner, items)
        if not clause:
            shown.append(Block("heading", group[0].text, f"{roman(section).upper()}.", 1))
        sub = f"<text:list>{''.join(inner)}</text:list>" if inner else ""
        out.append(
            f'<text:list text:style-name="Law"{more}><text:list-item><text:p>{escape(group[0].text, quote=False)}'
            f"</text:p>{sub}</text:list-item></text:list>"
        )
    data = packed("".join(out), automatic)
    return Rendered(f"{name}.{text.name}.odt", name, data, tuple(shown), source=text.name)


def _styled(name: str, text: Text) -> Rendered:
    """Lists that the paragraph's style names; letters that double after z; every list starts at 3."""
    automatic = (
        _list_style("Run", _level(1, "1", suffix="/"), _level(2, "A", prefix="[", suffix="]", start=3, more=' style:num-letter-sync="true"'))
        + _DOTS + '<style:style style:name="P1" style:family="paragraph" style:list-style-name="Run"/>'
    )  # fmt: skip
    out: list[str] = []
    shown: list[Block] = []
    clause = item = 0
    opened = False
    for block in text.without("aside", "note").blocks:
        kind, words = _kind(block), escape(block.text, quote=False)
        if kind == "clause":
            clause, item = clause + 1, 0
            more = ' text:continue-numbering="true"' if opened else ""
            opened = True
            out.append(
                f'<text:list text:style-name="Run"{more}><text:list-item><text:p text:style-name="P1">{words}</text:p></text:list-item></text:list>'
            )
            shown.append(Block("clause", block.text, f"{clause}/"))
        elif kind in {"item", "bullet"} and clause:
            item += 1
            out.append(
                f'<text:list text:style-name="Run" text:continue-numbering="true"><text:list-item><text:list><text:list-item><text:p text:style-name="P1">{words}</text:p></text:list-item></text:list></text:list-item></text:list>'
            )
            shown.append(Block("item", block.text, f"[{letter(item + 2).upper()}]", 1))
        elif kind == "table":
            out.append(_table(block, len(out)))
            shown.append(block)
        elif kind == "section":
            out.append(f'<text:h text:outline-level="1">{words}</text:h>')
            shown.append(Block("heading", block.text))
        else:
            out.append(f"<text:p>{words}</text:p>")
            shown.append(Block(block.kind, block.text))
    data = packed("".join(out), automatic)
    return Rendered(f"{name}.{text.name}.odt", name, data, tuple(shown), source=text.name)


def _revised(name: str, text: Text) -> Rendered:
    """Tracked changes, notes, frames, sections in columns, spaces and tabs as elements; header."""
    out: list[str] = []
    changes: list[str] = []
    shown: list[Block] = []
    floats: list[str] = []
    for index, block in enumerate(text.blocks):
        if block.kind == "table":
            out.append(_table(block, index))
            shown.append(block)
            continue
        if block.kind == "aside":
            out.append(
                f'<text:p><draw:frame text:anchor-type="paragraph" svg:width="5cm" svg:height="3cm"><draw:text-box><text:p>{escape(block.text, quote=False)}</text:p></draw:text-box></draw:frame></text:p>'
            )
            floats.append(block.text)
            continue
        words = block.text.split(" ")
        middle = len(words) // 2
        before, after = (
            escape(" ".join(words[:middle]), quote=False),
            escape(" ".join(words[middle:]), quote=False),
        )
        label = "•" if block.label in BULLETS and block.label else block.label
        lead = f"{escape(label)}<text:tab/>" if label else ""
        inner = f"{before} {after}"
        if index % 4 == 1:
            changes.append(
                f'<text:changed-region text:id="c{index}"><text:deletion><office:change-info><dc:creator>Clerk</dc:creator><dc:date>2025-01-01T00:00:00</dc:date></office:change-info><text:p>struck words</text:p></text:deletion></text:changed-region>'
            )
            inner = f'{before} <text:change text:change-id="c{index}"/>{after}'
        elif index % 4 == 2:
            inner = f'{before}<text:s text:c="2"/><text:span>{after}</text:span>'
        elif index % 4 == 3:
            inner = f'{before} <text:bookmark-start text:name="b{index}"/><text:a>{after}</text:a><office:annotation><dc:creator>X</dc:creator><text:p>marginal remark</text:p></office:annotation>'
        if block.note:
            inner += f'<text:note text:id="n{index}" text:note-class="footnote"><text:note-citation>{len(floats) + 1}</text:note-citation><text:note-body><text:p>{escape(block.note, quote=False)}</text:p></text:note-body></text:note>'
            floats.append(block.note)
        tag = "h" if block.kind == "heading" else "p"
        attributes = ' text:outline-level="1"' if tag == "h" else ""
        out.append(f"<text:{tag}{attributes}>{lead}{inner}</text:{tag}>")
        shown.append(Block(block.kind, block.text, label, block.level))
    body = f'<text:tracked-changes>{"".join(changes)}</text:tracked-changes><text:section text:name="S">{"".join(out)}</text:section>'
    head = f"{text.council}, revised text"
    master = f"<style:header><text:p>{escape(head)}</text:p></style:header><style:footer><text:p>Sheet <text:page-number>1</text:page-number></text:p></style:footer>"
    data = packed(body, master=master)
    furniture = (head, "Sheet {n}", "struck words", "marginal remark")
    return Rendered(
        f"{name}.{text.name}.odt", name, data, tuple(shown), furniture, tuple(floats), text.name
    )


LAYOUTS = {
    "odt-outline": _outline,
    "odt-nested": _nested,
    "odt-styled": _styled,
    "odt-revised": _revised,
}
