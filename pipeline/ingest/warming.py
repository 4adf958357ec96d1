"""Reads small documents of our own, so that the processes that read others need not begin cold.

A process that is forked from one that has read a document of each common kind finds its libraries
set up, its patterns compiled and the interpreter's shortcuts taken. Nothing stays open, and no
thread is started, so the process may be forked afterwards.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping

from pipeline.ingest.process import Task, document
from pipeline.model import IngestParams, Source

_TIMES = 3  # that each is read: the interpreter takes its shortcuts only after some calls
_TITLE = "Protocol on Relations between Councillors and Officers"
_CLAUSES = (
    "1. Introduction",
    "1.1 This protocol guides councillors and officers in their dealings with one another.",
    "1.2 It was adopted by the council on 12 May 2025 and is reviewed every two years.",
    "2. What officers may expect",
    "2.1 Councillors must treat officers with courtesy, and must not put pressure on them.",
    "(a) a councillor who has a complaint should take it to the Clerk\u2019s line manager;",
    "(b) \u201curgent\u201d matters may be raised with the Clerk by telephone.",
    "2.2 The Clerk answers enquiries within five working days (see paragraph 1.1).",
    "\u2022 Officers serve the council as a whole",
    "\u2022 They shall not be asked to act outside the council\u2019s policies \u2013 ever",
)
_TABLE = (("Version", "Date"), ("1.0", "May 2023"), ("2.0", "May 2025"))
_PARAMS = IngestParams(
    max_bytes=1_000_000,
    max_pages=10,
    seconds=10,
    page_seconds=0,
    ocr_page_seconds=0,
    most_seconds=10,
    memory_bytes=1,
    reader="pdfium",
    ocr=False,  # its engines start threads
)

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OPEN = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
    for prefix in ("office", "text", "table", "style")
)


class _Nobody:
    """Stands for the parent of a process; it takes no notice."""

    def __call__(self, seconds: float, step: int | None = None) -> None:
        """Give no time: nobody counts it."""

    def take(self, part: bytes) -> None:
        """Forget what is handed over."""


def warm_up() -> tuple[bytes, ...]:
    """Read a document of each common kind, some times over; gives what was written of each."""
    sources = [
        Task(Source("sample", name, sha256="sample", bytes=len(data)), data, _PARAMS)
        for name, data in samples().items()
    ]
    return tuple(document(task, _Nobody()) for _ in range(_TIMES) for task in sources)


def samples() -> dict[str, bytes]:
    """Make the documents, by name: the same few clauses and a table, in each kind of file."""
    return {
        "sample.pdf": _pdf(),
        "sample.docx": _docx(),
        "sample.odt": _odt(),
        "sample.html": _html().encode(),
        "sample.txt": "\n\n".join((_TITLE, *_CLAUSES)).encode(),
    }


def _pdf() -> bytes:
    import pikepdf

    helvetica = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    buffer = io.BytesIO()
    with pikepdf.new() as file:
        for number in (1, 2):
            page = file.add_blank_page(page_size=(595, 842))
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=helvetica))
            page.Contents = file.make_stream("\n".join(_drawn(number)).encode("cp1252"))
        file.save(buffer)
    return buffer.getvalue()


def _drawn(number: int) -> Iterator[str]:
    """Draw a page: its clauses, a ruled table, and its number at the foot."""
    y = 780
    for size, words in ((16, _TITLE), *((11, clause) for clause in _CLAUSES)):
        yield _shown(words, 70, y, size)
        y -= 24
    for row in _TABLE:
        for x, cell in zip((70, 270), row, strict=True):
            yield f"{x} {y} 200 20 re S"
            yield _shown(cell, x + 5, y + 6, 10)
        y -= 20
    yield _shown(f"Page {number} of 2", 270, 40, 9)


def _shown(words: str, x: int, y: int, size: int) -> str:
    escaped = words.replace("(", r"\(").replace(")", r"\)")
    return f"BT /F {size} Tf {x} {y} Td ({escaped}) Tj ET"


def _docx() -> bytes:
    level = '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
    numbering = f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">{level}</w:lvl>'
    numbering += '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>{_run(_TITLE)}</w:p>'
    body += "".join(f"<w:p>{_run(clause)}</w:p>" for clause in _CLAUSES)
    body += f"<w:p><w:pPr>{item}</w:pPr>{_run('Numbered by the word processor')}</w:p>" * 3
    rows = ("".join(f"<w:tc><w:p>{_run(cell)}</w:p></w:tc>" for cell in cells) for cells in _TABLE)
    body += f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    title = '<w:name w:val="Title"/><w:rPr><w:b/></w:rPr>'
    style = f'<w:style w:type="paragraph" w:styleId="Title">{title}</w:style>'
    return _packed(
        {
            "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
            "word/_rels/document.xml.rels": _relations(
                {"styles": "styles.xml", "numbering": "numbering.xml"}
            ),
            "word/document.xml": _word_part("document", f"<w:body>{body}</w:body>"),
            "word/styles.xml": _word_part("styles", style),
            "word/numbering.xml": _word_part("numbering", numbering),
        }
    )


def _run(words: str) -> str:
    return f'<w:r><w:rPr><w:sz w:val="22"/></w:rPr><w:t>{_escaped(words)}</w:t></w:r>'


def _word_part(root: str, content: str) -> str:
    return f'<w:{root} xmlns:w="{_WORD}">{content}</w:{root}>'


def _relations(parts: Mapping[str, str]) -> str:
    listed = (
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for kind, target in parts.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(listed)}</Relationships>'


def _odt() -> bytes:
    style = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1"'
        ' style:num-format="1" style:num-suffix="."/></text:list-style>'
    )
    body = "".join(f"<text:p>{_escaped(clause)}</text:p>" for clause in (_TITLE, *_CLAUSES))
    item = "<text:list-item><text:p>Numbered by the word processor</text:p></text:list-item>"
    body += f'<text:list text:style-name="L">{item * 3}</text:list>'
    rows = (
        "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
        for cells in _TABLE
    )
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return _packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {_OPEN}><office:automatic-styles>{style}"
            f"</office:automatic-styles><office:body><office:text>{body}"
            f"<table:table>{table}</table:table></office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {_OPEN}/>",
        }
    )


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _packed(parts: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _html() -> str:
    clauses = "".join(f"<p>{_escaped(clause)}</p>" for clause in _CLAUSES)
    items = "<li>Numbered by the browser</li>" * 3
    rows = ("".join(f"<td>{cell}</td>" for cell in cells) for cells in _TABLE)
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f"<!doctype html><html><head><title>{_TITLE}</title></head><body><main><h1>{_TITLE}</h1>"
        f"{clauses}<ol>{items}</ol><table>{table}</table></main></body></html>"
    )
