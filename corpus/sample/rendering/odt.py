"""A protocol as an OpenDocument text, numbered by its list styles."""

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from .archive import archive
from .numbering import Automatic, Numbering, Scheme, Typed, plan
from .protocol import Entry, Protocol

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"),
        ("fo", "xsl-fo-compatible"), ("meta", "meta"), ("manifest", "manifest"),
    )
)  # fmt: skip
_TYPE = "application/vnd.oasis.opendocument.text"
_FORMATS = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i",
            "upperRoman": "I"}  # fmt: skip
_JOINED = re.compile(r"%1(?:\.%\d)+\D*$")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def odt(protocol: Protocol) -> bytes:
    """Render a protocol as ODT."""
    plans, schemes = plan(protocol.entries)
    by_id = {scheme.id: scheme for scheme in schemes}
    plans = [
        _if_countable(entry, how, by_id) for entry, how in zip(protocol.entries, plans, strict=True)
    ]
    body = "".join(_body(protocol.entries, plans))
    lists = "".join(_list_style(scheme) for scheme in schemes)
    content = (
        f'{_HEAD}<office:document-content {_NAMESPACES} office:version="1.3">'
        f"<office:automatic-styles>{lists}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    members = [
        ("mimetype", _TYPE),
        ("content.xml", content),
        ("styles.xml", _styles(protocol)),
        ("meta.xml", _meta(protocol)),
        ("META-INF/manifest.xml", _manifest()),
    ]
    return archive((name, text.encode()) for name, text in members)


def _if_countable(entry: Entry, how: Numbering, schemes: dict[int, Scheme]) -> Numbering:
    """Type the labels that ODF cannot count: it puts a full stop between the levels' numbers."""
    if isinstance(how, Automatic) and how.level:
        level = schemes[how.scheme].levels[how.level]
        if level and level.style != "bullet" and not _JOINED.search(level.pattern):
            return Typed(entry.label or "")
    return how


def _body(entries: Sequence[Entry], plans: Sequence[Numbering]) -> Iterator[str]:
    used: dict[int, str] = {}  # the last text:list of each scheme, for the next to continue
    rows: list[Entry] = []
    for index, (entry, how) in enumerate(zip(entries, plans, strict=True)):
        if entry.kind == "table_row":
            rows.append(entry)
            continue
        yield from _table(rows, index)
        rows = []
        if isinstance(how, Automatic):
            name = f"list{index}"
            yield _item(entry, how, name, used.get(how.scheme))
            used[how.scheme] = name
        else:
            yield _paragraph(entry, how.label if isinstance(how, Typed) else None)
    yield from _table(rows, len(entries))


def _item(entry: Entry, how: Automatic, name: str, before: str | None) -> str:
    """One paragraph in its own list, which goes on counting where the list before it ended."""
    resumed = f' text:continue-list="{before}"' if before else ""
    start = f' text:start-value="{how.start}"' if how.start is not None else ""
    inner = _paragraph(entry, None)
    for depth in range(how.level, -1, -1):
        item = f"<text:list-item{start if depth == how.level else ''}>{inner}</text:list-item>"
        top = f' xml:id="{name}" text:style-name="L{how.scheme + 1}"{resumed}' if not depth else ""
        inner = f"<text:list{top}>{item}</text:list>"
    return inner


def _paragraph(entry: Entry, label: str | None) -> str:
    text = escape(entry.text)
    if label:
        text = f"{escape(label)}<text:tab/>{text}"
    if entry.kind == "heading":
        level = min(entry.level, 3)
        style = f"Heading_20_{level}"
        return f'<text:h text:style-name="{style}" text:outline-level="{level}">{text}</text:h>'
    style = "Title" if entry.role == "title" else "Text_20_body"
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def _table(rows: Sequence[Entry], index: int) -> Iterator[str]:
    if not rows:
        return
    columns = max(len(row.cells) for row in rows)
    cells = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string"><text:p text:style-name="Text_20_body">'
            f"{escape(cell)}</text:p></table:table-cell>"
            for cell in row.cells
        )
        + "</table:table-row>"
        for row in rows
    )
    yield (
        f'<table:table table:name="Table{index}">'
        f'<table:table-column table:number-columns-repeated="{columns}"/>{cells}</table:table>'
    )


def _list_style(scheme: Scheme) -> str:
    levels = []
    for number, level in enumerate(scheme.levels):
        if level is None:
            continue
        indent = (
            "<style:list-level-properties "
            'text:list-level-position-and-space-mode="label-alignment">'
            '<style:list-level-label-alignment text:label-followed-by="listtab" '
            f'fo:text-indent="-0.8cm" fo:margin-left="{0.8 * (number + 1):.1f}cm"/>'
            "</style:list-level-properties>"
        )
        if level.style == "bullet":
            levels.append(
                f'<text:list-level-style-bullet text:level="{number + 1}" '
                f'text:bullet-char="{level.pattern}">{indent}</text:list-level-style-bullet>'
            )
            continue
        before, _, after = level.pattern.rpartition(f"%{number + 1}")
        prefix = before.split("%1")[0]
        levels.append(
            f'<text:list-level-style-number text:level="{number + 1}" '
            f"style:num-prefix={quoteattr(prefix)} style:num-suffix={quoteattr(after)} "
            f'style:num-format="{_FORMATS[level.style]}" text:display-levels="{number + 1}">'
            f"{indent}</text:list-level-style-number>"
        )
    return f'<text:list-style style:name="L{scheme.id + 1}">{"".join(levels)}</text:list-style>'


def _styles(protocol: Protocol) -> str:
    def style(name: str, size: str, bold: bool, outline: int = 0) -> str:
        level = f' style:default-outline-level="{outline}"' if outline else ""
        weight = ' fo:font-weight="bold"' if bold else ""
        return (
            f'<style:style style:name="{name}" style:display-name="{name.replace("_20_", " ")}" '
            f'style:family="paragraph"{level}>'
            '<style:paragraph-properties fo:margin-top="0.1cm" fo:margin-bottom="0.2cm"/>'
            '<style:text-properties fo:font-family="Liberation Sans" '
            f'fo:font-size="{size}"{weight}/>'
            "</style:style>"
        )

    header = footer = ""
    if protocol.page_header:
        header = f"<style:header><text:p>{escape(protocol.page_header)}</text:p></style:header>"
    words = f"{escape(protocol.page_footer)}<text:tab/>" if protocol.page_footer else ""
    footer = (
        f"<style:footer><text:p>{words}Page <text:page-number>1</text:page-number> of "
        "<text:page-count>1</text:page-count></text:p></style:footer>"
    )
    return (
        f'{_HEAD}<office:document-styles {_NAMESPACES} office:version="1.3"><office:styles>'
        + style("Text_20_body", "11pt", bold=False)
        + style("Title", "18pt", bold=True)
        + "".join(style(f"Heading_20_{n}", f"{15 - n}pt", bold=True, outline=n) for n in (1, 2, 3))
        + '</office:styles><office:automatic-styles><style:page-layout style:name="pm1">'
        '<style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" '
        'fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="2.3cm" '
        'fo:margin-right="2.3cm"/>'
        "<style:header-style/><style:footer-style/></style:page-layout></office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" '
        'style:page-layout-name="pm1">'
        f"{header}{footer}</style:master-page></office:master-styles></office:document-styles>"
    )


def _meta(protocol: Protocol) -> str:
    return (
        f'{_HEAD}<office:document-meta {_NAMESPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'office:version="1.3"><office:meta><dc:title>{escape(protocol.title)}</dc:title>'
        f"<dc:creator>{escape(protocol.council)}</dc:creator></office:meta></office:document-meta>"
    )


def _manifest() -> str:
    files = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (
            ("/", _TYPE), ("content.xml", "text/xml"), ("styles.xml", "text/xml"),
            ("meta.xml", "text/xml"),
        )
    )  # fmt: skip
    return (
        f'{_HEAD}<manifest:manifest {_NAMESPACES} manifest:version="1.3">'
        f"{files}</manifest:manifest>"
    )
