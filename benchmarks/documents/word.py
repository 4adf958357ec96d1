"""Protocols as DOCX written part by part, with the numbering that Word counts and does not store.

The labels of the truth are counted here, per kind, from the rules of the kind's lists, and are
confirmed by LibreOffice, which the benchmark runs on the same files.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape

from .protocols import BULLETS, Block, Rendered, Text

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(slots=True)
class Parts:
    """The parts of a DOCX that differ from kind to kind."""

    body: list[str] = field(default_factory=list)
    numbering: str = ""
    styles: str = ""
    notes: list[str] = field(default_factory=list)
    header: str = ""
    first_header: str = ""
    footer: str = ""
    columns: int = 1


def in_word(texts: dict[str, tuple[Text, ...]]) -> Iterator[Rendered]:
    """Render the texts chosen for each kind of numbering."""
    for name, make in LAYOUTS.items():
        for text in texts[name]:
            yield make(name, text)


def packed(parts: Parts) -> bytes:
    """Zip the parts, with one date, in one order."""
    refs = ""
    files: dict[str, str] = {}
    relations = [("rId1", "styles", "styles.xml"), ("rId2", "numbering", "numbering.xml")]
    types = [("/word/styles.xml", "styles"), ("/word/numbering.xml", "numbering")]
    for kind, content, tag, where in (
        ("header1", parts.header, "header", "default"), ("header2", parts.first_header, "header", "first"),
        ("footer1", parts.footer, "footer", "default"),
    ):  # fmt: skip
        if content:
            identifier = f"rId{len(relations) + 1}"
            short = "hdr" if tag == "header" else "ftr"
            files[f"word/{kind}.xml"] = f"<w:{short} {_NS}>{content}</w:{short}>"
            relations.append((identifier, tag, f"{kind}.xml"))
            types.append((f"/word/{kind}.xml", tag))
            refs += f'<w:{tag}Reference w:type="{where}" r:id="{identifier}"/>'
    if parts.notes:
        relations.append((f"rId{len(relations) + 1}", "footnotes", "footnotes.xml"))
        types.append(("/word/footnotes.xml", "footnotes"))
        notes = "".join(
            f'<w:footnote w:id="{i}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> '
            f"{escape(note, quote=False)}</w:t></w:r></w:p></w:footnote>"
            for i, note in enumerate(parts.notes, 2)
        )
        edge = (
            '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
        )
        files["word/footnotes.xml"] = f"<w:footnotes {_NS}>{edge}{notes}</w:footnotes>"
    first = "<w:titlePg/>" if parts.first_header else ""
    columns = f'<w:cols w:num="{parts.columns}" w:space="500"/>' if parts.columns > 1 else ""
    section = (
        f'<w:sectPr>{refs}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1300" w:bottom="1300"'
        f' w:left="1300" w:header="600" w:footer="600" w:gutter="0"/>{columns}{first}</w:sectPr>'
    )
    files["word/document.xml"] = (
        f"<w:document {_NS}><w:body>{''.join(parts.body)}{section}</w:body></w:document>"
    )
    files["word/styles.xml"] = f"<w:styles {_NS}>{_STYLES}{parts.styles}</w:styles>"
    files["word/numbering.xml"] = f"<w:numbering {_NS}>{parts.numbering}</w:numbering>"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    files["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{rels}">' + "".join(
        f'<Relationship Id="{i}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for i, kind, target in relations
    ) + "</Relationships>"  # fmt: skip
    files["_rels/.rels"] = (
        f'<Relationships xmlns="{rels}"><Relationship Id="rId1" '
        f'Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{_WORD}.{kind}+xml"/>' for part, kind in types
    )
    content_types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{overrides}</Types>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": content_types, **files}.items():
            archive.writestr(
                zipfile.ZipInfo(name, (2026, 10, 28, 10, 42, 0)),
                '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + content,
                zipfile.ZIP_DEFLATED,
            )
    return out.getvalue()


_STYLES = """<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>
<w:pPr><w:spacing w:after="120"/></w:pPr><w:rPr><w:rFonts w:ascii="Liberation Sans" w:hAnsi="Liberation Sans"/><w:sz w:val="22"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Plainhead"><w:name w:val="Plain head"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:sz w:val="26"/></w:rPr></w:style>"""


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def paragraph(content: str, *, style: str = "", num: tuple[int, int] | None = None) -> str:
    """A paragraph of finished runs; `num` is the list and the level."""
    ppr = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        ppr += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    return f"<w:p>{f'<w:pPr>{ppr}</w:pPr>' if ppr else ''}{content}</w:p>"


def level(
    index: int, style: str, pattern: str, more: str = "", start: int = 1, rpr: str = ""
) -> str:
    """A level of an abstract list."""
    left = 567 * (index + 1)
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="567"/></w:pPr>{rpr}</w:lvl>'
    )


def abstract(identifier: int, *levels: str) -> str:
    """An abstract list."""
    return (
        f'<w:abstractNum w:abstractNumId="{identifier}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )


def instance(identifier: int, of: int, override: str = "") -> str:
    """A list that paragraphs use."""
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{of}"/>{override}</w:num>'


def grid(rows: tuple[tuple[str, ...], ...]) -> str:
    """A ruled table."""
    border = "".join(
        f'<w:{s} w:val="single" w:sz="4"/>'
        for s in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    lines = "".join(
        "<w:tr>"
        + "".join(f"<w:tc><w:tcPr/>{paragraph(run(cell))}</w:tc>" for cell in row)
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr><w:tblBorders>{border}</w:tblBorders></w:tblPr>{lines}</w:tbl>{paragraph('')}"


def roman(number: int) -> str:
    """A small Roman numeral, up to 39."""
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return "x" * (number // 10) + ones[number % 10]


def letter(number: int) -> str:
    """A letter as Word counts: a to z, then aa, bb."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _kind(block: Block) -> str:
    """What the block is for a list: section, clause, item, bullet, table or text."""
    if block.kind == "heading":
        return "section"
    if block.kind == "item":
        return "bullet" if not block.label or block.label in BULLETS else "item"
    return block.kind if block.kind in {"clause", "table"} else "text"


Scheme = Callable[[str, tuple[int, int, int]], tuple[str, str, tuple[int, int] | None]]


def _counted(name: str, text: Text, numbering: str, styles: str, scheme: Scheme) -> Rendered:
    """Lay out a text of which `scheme` says, for each kind and counter, label, style and list."""
    shown: list[Block] = []
    parts = Parts(numbering=numbering, styles=styles)
    section = clause = item = 0
    sections = text.has("heading")
    for block in text.without("aside", "note").blocks:
        kind = _kind(block)
        if kind == "table":
            parts.body.append(grid(block.rows))
            shown.append(block)
            continue
        if kind in {"clause", "item"} and sections and not section:
            kind = "text"  # what stands before the first section has no number
        if kind == "section":
            section, clause, item = section + 1, 0, 0
        elif kind == "clause":
            clause, item = clause + 1, 0
        elif kind == "item":
            item += 1
        label, style, num = ("", "Title" if block.kind == "title" else "", None)
        if kind != "text":
            label, style, num = scheme(kind, (section, clause, item))
        parts.body.append(paragraph(run(block.text), style=style, num=num))
        shown.append(Block(block.kind, block.text, label, block.level))
    return Rendered(f"{name}.{text.name}.docx", name, packed(parts), tuple(shown), source=text.name)


_BULLET = abstract(
    9,
    level(
        0,
        "bullet",
        "\uf0b7",
        rpr='<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol" w:hint="default"/></w:rPr>',
    ),
)


def _with_sections(text: Text) -> Text:
    """Give a text without headings one, so that clause numbers have something before the point."""
    if any(block.kind == "heading" for block in text.blocks):
        return text
    place = next(i for i, block in enumerate(text.blocks) if block.kind not in {"title", "table"})
    blocks = (*text.blocks[:place], Block("heading", "The protocol", level=1), *text.blocks[place:])
    return Text(text.name, text.council, blocks)


def _legal(name: str, text: Text) -> Rendered:
    """One multilevel list, linked to styles; no paragraph has numbering of its own."""
    text = _with_sections(text)
    link = [f'<w:pStyle w:val="{s}"/>' for s in ("Sect", "Claus", "Point")]
    numbering = abstract(
        1, level(0, "decimal", "%1.", link[0]), level(1, "decimal", "%1.%2", link[1]),
        level(2, "lowerLetter", "(%3)", link[2]),
    ) + _BULLET + instance(5, 1) + instance(6, 9)  # fmt: skip
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{s}"><w:name w:val="{s}"/><w:basedOn w:val="{"Plainhead" if i == 0 else "Normal"}"/>'
        f'<w:pPr><w:numPr>{f"""<w:ilvl w:val="{i}"/>""" if i else ""}<w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
        for i, s in enumerate(("Sect", "Claus", "Point"))
    )

    def scheme(kind: str, at: tuple[int, int, int]) -> tuple[str, str, tuple[int, int] | None]:
        section, clause, item = at
        return {
            "section": (f"{section}.", "Sect", None),
            "clause": (f"{section}.{clause}", "Claus", None),
            "item": (f"({letter(item)})" if item else "", "Point", None),
            "bullet": ("•", "", (6, 0)),
        }[kind]

    return _counted(name, text, numbering, styles, scheme)


def _restarted(name: str, text: Text) -> Rendered:
    """Clauses count through the document; each list of items is another w:num that starts again."""
    overrides = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = (
        abstract(1, level(0, "decimal", "%1)")) + abstract(2, level(0, "lowerRoman", "%1."))
        + abstract(3, level(0, "upperLetter", "%1.")) + _BULLET + instance(5, 1) + instance(6, 9) + instance(7, 3)
        + "".join(instance(20 + i, 2, overrides) for i in range(60))
    )  # fmt: skip
    counts = {"clause": 0, "list": -1}

    def scheme(kind: str, at: tuple[int, int, int]) -> tuple[str, str, tuple[int, int] | None]:
        section, _, item = at
        if kind == "section":
            return f"{letter(section).upper()}.", "Plainhead", (7, 0)
        if kind == "clause":
            counts["clause"] += 1
            return f"{counts['clause']})", "", (5, 0)
        if kind == "bullet":
            return "•", "", (6, 0)
        if item == 1:
            counts["list"] += 1
        return f"{roman(item)}.", "", (20 + counts["list"], 0)

    return _counted(name, text, numbering, "", scheme)


def _article(name: str, text: Text) -> Rendered:
    """Roman articles, whose clauses print the article in figures (isLgl); items of two digits."""
    text = _with_sections(text)
    numbering = abstract(
        1, level(0, "upperRoman", "Article %1", '<w:suff w:val="space"/>'),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"), level(2, "decimalZero", "%3)"),
    ) + _BULLET + instance(5, 1) + instance(6, 9)  # fmt: skip

    def scheme(kind: str, at: tuple[int, int, int]) -> tuple[str, str, tuple[int, int] | None]:
        section, clause, item = at
        return {
            "section": (f"Article {roman(section).upper()}", "Plainhead", (5, 0)),
            # legal numbering prints every level in plain figures
            "clause": (f"{section}.{clause}", "", (5, 1)),
            "item": (f"{max(item, 1):02})", "", (5, 2)),
            "bullet": ("•", "", (6, 0)),
        }[kind]

    return _counted(name, text, numbering, "", scheme)


def _chained(name: str, text: Text) -> Rendered:
    """Numbering through three styles based on one another, starting at 5, never restarted by a
    section; one style switches it off."""
    numbering = abstract(
        1, level(0, "upperRoman", "Part %1:"), level(1, "decimal", "%2", '<w:lvlRestart w:val="0"/>', start=5),
        level(2, "lowerLetter", "%2%3", ""),
    ) + _BULLET + instance(5, 1) + instance(6, 9)  # fmt: skip
    numpr = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="5"/></w:numPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="A1"><w:name w:val="A1"/><w:basedOn w:val="Normal"/><w:pPr>{numpr.format(1)}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="A2"><w:name w:val="A2"/><w:basedOn w:val="A1"/><w:pPr><w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="A3"><w:name w:val="A3"/><w:basedOn w:val="A2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Off"><w:name w:val="Off"/><w:basedOn w:val="A3"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    count = [4]

    def scheme(kind: str, at: tuple[int, int, int]) -> tuple[str, str, tuple[int, int] | None]:
        section, _, item = at
        if kind == "section":
            return f"Part {roman(section).upper()}:", "Plainhead", (5, 0)
        if kind == "clause":
            count[0] += 1
            return str(count[0]), "A3", None
        if kind == "bullet":
            return "", "Off", None
        return f"{max(count[0], 5)}{letter(max(item, 1))}", "", (5, 2)

    return _counted(name, text, numbering, styles, scheme)


def _symbols(name: str, text: Text) -> Rendered:
    """Bullets of Symbol, Wingdings and Courier; sections without numbers; typed clause numbers."""
    faces = (
        ("Symbol", "\uf0b7"),
        ("Wingdings", "\uf0a7"),
        ("Courier New", "o"),
        ("Liberation Sans", "–"),
    )
    numbering = "".join(
        abstract(i, level(0, "bullet", mark, rpr=f'<w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:hint="default"/></w:rPr>'))
        for i, (face, mark) in enumerate(faces, 1)
    ) + "".join(instance(10 + i, i) for i in range(1, 5))  # fmt: skip
    turn = [0]

    def scheme(kind: str, _at: tuple[int, int, int]) -> tuple[str, str, tuple[int, int] | None]:
        if kind in {"bullet", "item"}:
            turn[0] += 1
            return "•", "", (11 + turn[0] // 3 % 4, 0)
        return "", "Plainhead" if kind == "section" else "", None

    return _counted(name, text, numbering, "", scheme)


def _revised(name: str, text: Text) -> Rendered:
    """Tracked changes, comments' anchors, content controls, links, fields, hidden text, notes and a
    text box; the labels are typed."""
    parts = Parts(numbering=_BULLET + instance(6, 9))
    shown: list[Block] = []
    who = 'w:id="9{}" w:author="Clerk" w:date="2025-01-01T00:00:00Z"'
    floats: list[str] = []
    for index, block in enumerate(text.blocks):
        if block.kind == "table":
            parts.body.append(
                f"<w:sdt><w:sdtPr/><w:sdtContent>{grid(block.rows)}</w:sdtContent></w:sdt>"
            )
            shown.append(block)
            continue
        if block.kind == "aside":
            box = paragraph(run(block.text))
            parts.body.append(paragraph(
                "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor behindDoc=\"0\" distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\" simplePos=\"0\" locked=\"0\" layoutInCell=\"1\" allowOverlap=\"1\" relativeHeight=\"2\">"
                "<wp:simplePos x=\"0\" y=\"0\"/><wp:positionH relativeFrom=\"column\"><wp:posOffset>3600000</wp:posOffset></wp:positionH><wp:positionV relativeFrom=\"paragraph\"><wp:posOffset>0</wp:posOffset></wp:positionV>"
                "<wp:extent cx=\"1800000\" cy=\"1500000\"/><wp:wrapSquare wrapText=\"bothSides\"/><wp:docPr id=\"1\" name=\"Box\"/><a:graphic><a:graphicData uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\">"
                f"<wps:wsp><wps:cNvSpPr/><wps:spPr/><wps:txbx><w:txbxContent>{box}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
                f"<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{box}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            ))  # fmt: skip
            floats.append(block.text)
            continue
        words = block.text.split(" ")
        middle = len(words) // 2
        before, after = " ".join(words[:middle]), " ".join(words[middle:])
        lead = (
            run(block.label) + "<w:r><w:tab/></w:r>"
            if block.label and block.label not in BULLETS
            else ""
        )
        turn = index % 6
        if turn == 1:
            inner = f"{run(before + ' ')}<w:del {who.format(index)}><w:r><w:delText>never ever</w:delText></w:r></w:del>{run(after)}"
        elif turn == 2:
            inner = f"{run(before + ' ')}<w:ins {who.format(index)}>{run(after)}</w:ins>"
        elif turn == 3:
            inner = f'<w:sdt><w:sdtPr/><w:sdtContent>{run(before + " ")}</w:sdtContent></w:sdt>{run("secret note", "<w:vanish/>")}<w:hyperlink w:anchor="x">{run(after)}</w:hyperlink>'
        elif turn == 4:
            inner = (f'{run(before + " ")}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DOCPROPERTY Council </w:instrText></w:r>'
                     f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(after)}<w:r><w:fldChar w:fldCharType="end"/></w:r>')  # fmt: skip
        elif turn == 5:
            inner = f'<w:smartTag w:element="place">{run(before + " ")}</w:smartTag><w:fldSimple w:instr="REF a">{run(after)}</w:fldSimple>'
        else:
            inner = run(block.text)
        if block.note:
            parts.notes.append(block.note)
            inner += f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{len(parts.notes) + 1}"/></w:r>'
            floats.append(block.note)
        style = {"title": "Title", "heading": "Plainhead"}.get(block.kind, "")
        parts.body.append(
            paragraph(
                lead + inner,
                style=style,
                num=(6, 0) if block.label in BULLETS and block.label else None,
            )
        )
        shown.append(
            Block(
                block.kind,
                block.text,
                "•" if block.label in BULLETS and block.label else block.label,
                block.level,
            )
        )
    parts.header = paragraph(run(f"{text.council}: draft with changes"))
    parts.first_header = paragraph(run("For the attention of all members"))
    parts.footer = paragraph(
        run("Page ") + '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    )
    furniture = (f"{text.council}: draft with changes", "For the attention of all members", "Page {n}",
                 "never ever", "secret note")  # fmt: skip
    return Rendered(
        f"{name}.{text.name}.docx",
        name,
        packed(parts),
        tuple(shown),
        furniture,
        tuple(floats),
        text.name,
    )


def _in_tables(name: str, text: Text) -> Rendered:
    """Clauses numbered in the cells of a table, with heading cells across and merged cells down."""
    text = _with_sections(text)
    numbering = abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2.")) + instance(
        5, 1
    )
    parts = Parts(numbering=numbering)
    shown: list[Block] = []
    rows: list[str] = []
    held: list[tuple[str, ...]] = []
    section = clause = 0
    for block in text.without("aside", "note", "table").blocks:
        kind = _kind(block)
        if kind == "section":
            section, clause = section + 1, 0
            rows.append(
                f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph(run(block.text), num=(5, 0))}</w:tc></w:tr>'
            )
            held.append((f"{section}. {block.text}",))
        elif kind == "clause" and section:
            clause += 1
            merge = '<w:vMerge w:val="restart"/>' if clause == 1 else "<w:vMerge/>"
            side = paragraph(run("Binding on all")) if clause == 1 else paragraph("")
            rows.append(
                f"<w:tr><w:tc><w:tcPr/>{paragraph(run(block.text), num=(5, 1))}</w:tc><w:tc><w:tcPr>{merge}</w:tcPr>{side}</w:tc></w:tr>"
            )
            held.append(
                (f"{section}.{clause}. {block.text}", "Binding on all" if clause == 1 else "")
            )
        elif not section:
            parts.body.append(
                paragraph(run(block.text), style="Title" if block.kind == "title" else "")
            )
            shown.append(Block(block.kind, block.text, ""))
    parts.body.append(
        f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="7000"/><w:gridCol w:w="2000"/></w:tblGrid>{"".join(rows)}</w:tbl>{paragraph("")}'
    )
    shown.append(Block("table", rows=tuple(held)))
    return Rendered(f"{name}.{text.name}.docx", name, packed(parts), tuple(shown), source=text.name)


def for_printing(
    text: Text, *, columns: int = 1
) -> tuple[bytes, tuple[Block, ...], tuple[str, ...], tuple[str, ...]]:
    """A DOCX that LibreOffice is to print: notes, first-page header, columns, typed labels.

    Returns:
        The file, its blocks, its furniture and its floats.
    """
    parts = Parts(numbering=_BULLET + instance(6, 9), columns=columns)
    shown: list[Block] = []
    for block in text.without("aside").blocks:
        if block.kind == "table":
            parts.body.append(grid(block.rows))
            shown.append(block)
            continue
        bullet = block.label in BULLETS and bool(block.label)
        lead = run(block.label) + "<w:r><w:tab/></w:r>" if block.label and not bullet else ""
        inner = run(block.text)
        if block.note:
            parts.notes.append(block.note)
            inner += f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{len(parts.notes) + 1}"/></w:r>'
        style = {"title": "Title", "heading": "Plainhead"}.get(block.kind, "")
        parts.body.append(paragraph(lead + inner, style=style, num=(6, 0) if bullet else None))
        mark = str(len(parts.notes)) if block.note else ""
        shown.append(
            Block(block.kind, block.text + mark, "•" if bullet else block.label, block.level)
        )
    head, first = f"{text.council} | Protocol", "Agenda item 9, appendix B"
    parts.header, parts.first_header = paragraph(run(head)), paragraph(run(first))
    field = '<w:fldSimple w:instr="{}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    parts.footer = paragraph(
        run("Version 2.0 – page ") + field.format("PAGE") + run(" of ") + field.format("NUMPAGES")
    )
    return (
        packed(parts),
        tuple(shown),
        (head, first, "Version 2.0 – page {n} of {n}"),
        tuple(parts.notes),
    )


LAYOUTS = {
    "word-legal": _legal,
    "word-restarted": _restarted,
    "word-article": _article,
    "word-chained": _chained,
    "word-symbols": _symbols,
    "word-revised": _revised,
    "word-in-tables": _in_tables,
}
