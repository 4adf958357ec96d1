"""Protocols as LibreOffice writes them: PDF from Word and web files, and Word files of its own."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from . import opendocument, word
from .markup import body
from .protocols import Rendered, Text
from .settle import same_archive, same_dates


def by_libreoffice(texts: dict[str, tuple[Text, ...]]) -> Iterator[Rendered]:
    """Render the texts chosen for each layout, with one start of LibreOffice for each format."""
    printed = {
        f"{name}.{text.name}": (name, text, *word.for_printing(text, columns=columns))
        for name, columns in (("office-notes", 1), ("office-columns", 2))
        for text in texts[name]
    }
    pdfs = convert({f"{stem}.docx": made[2] for stem, made in printed.items()}, "pdf")
    for stem, (name, text, _, blocks, furniture, floats) in printed.items():
        data = same_dates(pdfs[f"{stem}.pdf"])
        yield Rendered(f"{stem}.pdf", name, data, blocks, furniture, floats, text.name)
    yield from _converted("office-outline", opendocument.LAYOUTS["odt-outline"], texts, "pdf")
    yield from _converted("office-restarted", word.LAYOUTS["word-restarted"], texts, "pdf")
    yield from _converted("office-docx", opendocument.LAYOUTS["odt-nested"], texts, "docx")
    yield from _converted("office-doc", word.LAYOUTS["word-legal"], texts, "doc")
    yield from _converted("office-rtf", word.LAYOUTS["word-legal"], texts, "rtf")
    yield from _from_html("office-web", texts)


def _converted(
    name: str, make, texts: Mapping[str, tuple[Text, ...]], suffix: str
) -> Iterator[Rendered]:
    made = [make(name, text) for text in texts[name]]
    files = convert({file.name: file.data for file in made}, suffix)
    for file in made:
        target = f"{Path(file.name).stem}.{suffix}"
        settle = {"pdf": same_dates, "docx": same_archive}.get(suffix, bytes)
        data = settle(files[target])
        yield Rendered(target, name, data, file.blocks, file.furniture, file.floats, file.source)


def _from_html(name: str, texts: Mapping[str, tuple[Text, ...]]) -> Iterator[Rendered]:
    """A web page opened in the word processor and exported from there."""
    pages = {}
    for text in texts[name]:
        shown = text.without("aside", "note")
        pages[f"{name}.{text.name}"] = (
            shown,
            '<html><head><meta charset="utf-8"><style>table, td, th { border: 1px solid #000; border-collapse: collapse }'
            f"</style></head><body>{body(shown.blocks)}</body></html>",
        )
    files = convert(
        {f"{stem}.html": html.encode() for stem, (_, html) in pages.items()},
        "pdf:writer_web_pdf_Export",
    )
    for stem, (shown, _) in pages.items():
        yield Rendered(
            f"{stem}.pdf", name, same_dates(files[f"{stem}.pdf"]), shown.blocks, (), (), shown.name
        )


def convert(files: Mapping[str, bytes], target: str) -> dict[str, bytes]:
    """Convert files with LibreOffice in a profile of its own."""
    if not files:
        return {}
    program = shutil.which("soffice")
    if program is None:
        raise FileNotFoundError("LibreOffice (soffice), which makes some of the documents")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "made")
        made.mkdir()
        paths = []
        for name, data in files.items():
            path = Path(folder, name)
            path.write_bytes(data)
            paths.append(str(path))
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless",
                   "--convert-to", target, "--outdir", str(made), *paths]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return {path.name: path.read_bytes() for path in sorted(made.iterdir())}
