"""Other readers, each called as its own documentation tells a newcomer to, and ours.

A reader takes paths and gives, for each, the text as it would hand it on and, where it finds
tables, their rows. Everything heavy is imported by `load`, before the clock starts, so this module
itself needs the standard library alone and runs in any interpreter.
"""

import html
import importlib
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Taken:
    """What a reader made of a file."""

    text: str = ""
    rows: list[list[str]] | None = None  # None: it looks for no tables
    state: str = ""  # ours: how reading ended; others: the error
    pages: int = 0
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Engine:
    """A reader."""

    name: str
    formats: tuple[str, ...]
    modules: tuple[str, ...]  # imported before the clock starts
    read: Callable[[Path], Taken]
    program: str = ""  # that must be on the PATH
    batch: Callable[[Sequence[Path]], list[Taken]] | None = None
    version: str = ""  # distribution whose version is told; else the program's

    def missing(self) -> str:
        """Say what is not installed, or nothing."""
        if self.program and shutil.which(self.program) is None:
            return f"no program {self.program}"
        try:
            for module in self.modules:
                importlib.import_module(module)
        except ImportError as error:
            return str(error)
        return ""

    def take(self, paths: Sequence[Path]) -> list[Taken]:
        """Read files one by one, or at once where the engine works on many."""
        return self.batch(paths) if self.batch else [self.read(path) for path in paths]


# ours


def _ours(path: Path) -> Taken:
    from pipeline.ingest import read
    from pipeline.model import IngestParams

    document = read(path.read_bytes(), name=path.name, doc="d", params=_ours_params(IngestParams))
    rows = [list(line.cells) for line in document.lines if line.cells]
    return Taken(document.text, rows, document.state.value, document.pages or 0,
                 {"reason": document.reason, "recognised": len(document.recognised)})  # fmt: skip


@cache
def _ours_params(kind: Any) -> Any:
    """Give the project's parameters, which a run reads once and not for every file."""
    import yaml

    values = yaml.safe_load((Path(__file__).parents[1] / "params.yaml").read_text("utf-8"))
    return kind(**values["ingest"])


# PDF


def _pdfplumber_words(path: Path) -> Taken:
    import pdfplumber

    out = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            top = None
            for word in page.extract_words():
                if top is not None and abs(word["top"] - top) > 3:
                    out.append("\n")
                top = word["top"]
                out.append(word["text"] + " ")
            out.append("\n")
            page.close()
        return Taken("".join(out), pages=len(pdf.pages))


def _pdfplumber_text(path: Path) -> Taken:
    import pdfplumber

    out, rows = [], []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            out.append(page.extract_text())
            for table in page.extract_tables():
                rows += [[cell or "" for cell in row] for row in table]
            page.close()
        return Taken("\n".join(out), rows, pages=len(pdf.pages))


def _pdftotext(path: Path) -> Taken:
    made = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=False)
    return Taken(made.stdout.decode("utf-8", "replace").replace("\f", "\n"),
                 state="" if made.returncode == 0 else made.stderr.decode("utf-8", "replace")[:200])  # fmt: skip


_BBOX_LINE = re.compile(r"<line\b|<word [^>]*>([^<]*)</word>")


def _pdftotext_bbox(path: Path) -> Taken:
    command = ["pdftotext", "-bbox-layout", str(path), "-"]
    made = subprocess.run(command, capture_output=True, check=False)
    out = []
    for found in _BBOX_LINE.finditer(made.stdout.decode("utf-8", "replace")):
        out.append("\n" if found[1] is None else html.unescape(found[1]) + " ")
    return Taken("".join(out))


def _pdfium(path: Path) -> Taken:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    out = []
    for page in document:
        text = page.get_textpage()
        out.append(text.get_text_range())
        text.close()
        page.close()
    pages = len(document)
    document.close()
    return Taken("\n".join(out), pages=pages)


def _pypdf(path: Path) -> Taken:
    import pypdf

    reader = pypdf.PdfReader(path)
    return Taken("\n".join(page.extract_text() for page in reader.pages))


def _pdfminer(path: Path) -> Taken:
    from pdfminer.high_level import extract_text

    return Taken(extract_text(path))


def _pdf_oxide(path: Path) -> Taken:
    import pdf_oxide

    document = pdf_oxide.PdfDocument(str(path))
    numbers = range(document.page_count())
    return Taken("\n".join(document.extract_text(number) for number in numbers))


def _pdf_oxide_structured(path: Path) -> Taken:
    import pdf_oxide

    document = pdf_oxide.PdfDocument(str(path))
    out = []
    for number in range(document.page_count()):
        page = json.loads(document.extract_structured(number))
        out += [region["text"] for region in page["regions"]]
    return Taken("\n".join(out))


def _pymupdf(path: Path) -> Taken:
    import pymupdf

    with pymupdf.open(path) as document:
        return Taken("\n".join(page.get_text() for page in document), pages=len(document))


def _playa(path: Path) -> Taken:
    import playa

    with playa.open(path) as document:
        return Taken("\n".join(page.extract_text() for page in document.pages))


def _liteparse(path: Path) -> Taken:
    import liteparse

    return Taken(liteparse.LiteParse(ocr_enabled=False, quiet=True).parse(str(path)).text)


# Word and OpenDocument


def _docx2python(path: Path) -> Taken:
    from docx2python import docx2python

    with docx2python(path) as made:
        return Taken(made.text)


def _python_docx(path: Path) -> Taken:
    import docx

    document = docx.Document(str(path))
    out = [paragraph.text for paragraph in document.paragraphs]
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return Taken("\n".join([*out, *("\t".join(row) for row in rows)]), rows)


def _mammoth(path: Path) -> Taken:
    import mammoth

    with path.open("rb") as file:
        return Taken(mammoth.extract_raw_text(file).value)


def _pandoc(path: Path) -> Taken:
    import pypandoc

    return Taken(pypandoc.convert_file(str(path), "plain", extra_args=["--wrap=none"]))


def _libreoffice(paths: Sequence[Path]) -> list[Taken]:
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                   "--convert-to", "txt:Text", "--outdir", f"{folder}/out"]  # fmt: skip
        out = []
        for suffix in sorted({path.suffix for path in paths}):  # stems clash between formats
            batch = [str(path) for path in paths if path.suffix == suffix]
            place = f"{folder}/out{suffix}"
            subprocess.run([*command[:-1], place, *batch], check=False, capture_output=True)
        for path in paths:
            made = Path(folder, f"out{path.suffix}", f"{path.stem}.txt")
            text = made.read_text("utf-8-sig") if made.exists() else ""
            out.append(Taken(text, state="" if text else "nothing converted"))
        return out


# HTML


def _trafilatura(path: Path) -> Taken:
    import trafilatura

    return Taken(trafilatura.extract(path.read_bytes(), include_comments=False) or "")


def _readability(path: Path) -> Taken:
    import lxml.html
    import readability

    summary = readability.Document(path.read_bytes()).summary()
    blocks = lxml.html.fromstring(summary).iter(
        "p", "h1", "h2", "h3", "h4", "li", "td", "th", "div", "dd", "dt"
    )
    out = []
    for block in blocks:
        text = (block.text or "") + "".join(
            (
                child.text_content()
                if child.tag in {"b", "strong", "span", "a", "em", "sup", "font"}
                else ""
            )
            + (child.tail or "")
            for child in block
        )
        out.append(text)
    return Taken("\n".join(out))


def _resiliparse(path: Path) -> Taken:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    data = path.read_bytes()
    return Taken(extract_plain_text(bytes_to_str(data, detect_encoding(data)), main_content=True))


def _justext(path: Path) -> Taken:
    import justext

    found = justext.justext(path.read_bytes(), justext.get_stoplist("English"))
    return Taken("\n".join(part.text for part in found if not part.is_boilerplate))


# text recognition


def _page_pictures(path: Path) -> list[Any]:
    from PIL import Image

    if path.suffix != ".pdf":
        return [Image.open(path).convert("L")]
    import pypdfium2

    return [
        page.render(scale=200 / 72, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(path)
    ]


def _pytesseract(path: Path) -> Taken:
    import pytesseract

    return Taken(
        "\n".join(pytesseract.image_to_string(picture) for picture in _page_pictures(path))
    )


_RAPID: list[Any] = []


def _rapidocr(path: Path) -> Taken:
    import numpy
    from rapidocr import RapidOCR

    if not _RAPID:
        _RAPID.append(RapidOCR(params={"Global.log_level": "error"}))
    out = []
    for picture in _page_pictures(path):
        found = _RAPID[0](numpy.asarray(picture.convert("RGB")))
        boxes = sorted(
            zip(found.boxes if found.boxes is not None else (), found.txts or (), strict=False),
            key=lambda pair: (pair[0][:, 1].mean(), pair[0][:, 0].min()),
        )
        line: list[tuple[float, str]] = []
        middle = height = 0.0
        for box, text in boxes:
            here = box[:, 1].mean()
            if line and here - middle > height * 0.5:
                out.append(" ".join(word for _, word in sorted(line)))
                line = []
            if not line:
                middle, height = here, box[:, 1].max() - box[:, 1].min()
            line.append((box[:, 0].min(), text))
        out.append(" ".join(word for _, word in sorted(line)))
    return Taken("\n".join(out))


OURS = "ours"
_EVERY = ("pdf", "docx", "odt", "doc", "rtf", "html", "ocr")
ENGINES = {
    engine.name: engine
    for engine in (
        Engine(OURS, _EVERY, ("pipeline.ingest", "yaml", "pypdfium2.raw", "lxml.etree", "selectolax.lexbor"), _ours),
        Engine("PDFium text", ("pdf",), ("pypdfium2",), _pdfium, version="pypdfium2"),
        Engine("pdfplumber words", ("pdf",), ("pdfplumber",), _pdfplumber_words, version="pdfplumber"),
        Engine("pdfplumber text and tables", ("pdf",), ("pdfplumber",), _pdfplumber_text, version="pdfplumber"),
        Engine("pdftotext", ("pdf",), (), _pdftotext, "pdftotext"),
        Engine("pdftotext -bbox-layout", ("pdf",), (), _pdftotext_bbox, "pdftotext"),
        Engine("pypdf", ("pdf",), ("pypdf",), _pypdf, version="pypdf"),
        Engine("pdfminer.six", ("pdf",), ("pdfminer.high_level",), _pdfminer, version="pdfminer.six"),
        Engine("pdf_oxide", ("pdf",), ("pdf_oxide",), _pdf_oxide, version="pdf_oxide"),
        Engine("pdf_oxide structured", ("pdf",), ("pdf_oxide",), _pdf_oxide_structured, version="pdf_oxide"),
        Engine("PyMuPDF", ("pdf",), ("pymupdf",), _pymupdf, version="pymupdf"),
        Engine("playa-pdf", ("pdf",), ("playa",), _playa, version="playa-pdf"),
        Engine("liteparse", ("pdf",), ("liteparse",), _liteparse, version="liteparse"),
        Engine("docx2python", ("docx",), ("docx2python",), _docx2python, version="docx2python"),
        Engine("python-docx", ("docx",), ("docx",), _python_docx, version="python-docx"),
        Engine("mammoth", ("docx",), ("mammoth",), _mammoth, version="mammoth"),
        Engine("pandoc", ("docx", "odt", "rtf"), ("pypandoc",), _pandoc, version="pypandoc_binary"),
        Engine("LibreOffice", ("docx", "odt", "doc", "rtf"), (), lambda path: _libreoffice([path])[0],
               "soffice", _libreoffice),
        Engine("trafilatura", ("html",), ("trafilatura",), _trafilatura, version="trafilatura"),
        Engine("readability-lxml", ("html",), ("readability",), _readability, version="readability-lxml"),
        Engine("resiliparse", ("html",), ("resiliparse.extract.html2text",), _resiliparse, version="Resiliparse"),
        Engine("justext", ("html",), ("justext",), _justext, version="justext"),
        Engine("Tesseract (pytesseract)", ("ocr",), ("pytesseract", "pypdfium2", "PIL.Image"), _pytesseract,
               "tesseract", version="pytesseract"),
        Engine("RapidOCR", ("ocr",), ("rapidocr", "pypdfium2", "PIL.Image"), _rapidocr, version="rapidocr"),
    )
}  # fmt: skip
