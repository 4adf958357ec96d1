"""The reports that a browser opens from the disk as a reader would."""

import re
import shutil
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

import pytest

from pipeline.report import addresses
from pipeline.report.pages import matrix
from pipeline.report.publication import publication
from pipeline.report.site import site
from tests.report.conftest import county, drawn
from tests.report.payloads import filled, rounds, whole

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}
# what a page of A4 landscape leaves between the margins of the stylesheet, in CSS pixels
PAPER = {"width": round((297 - 2 * 12) / 25.4 * 96), "height": 703}

_TEMPLATES = resources.files("pipeline.report") / "templates"
# each template is a type of page: a new one is tested without being named here
KINDS = sorted(
    path.name.removesuffix(".html")
    for path in _TEMPLATES.iterdir()
    if '{% extends "base.html" %}' in path.read_text(encoding="utf-8")
)
# a page of the matrix but the first: more councils than the sample has, so only others have it
ONLY_OF_MANY = {"matrix"}

_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff03000006000557bfabd400000000"
    "49454e44ae426082"
)


@dataclass
class Folder:
    """A report on the disk."""

    path: Path

    def of_kind(self, kind: str) -> str:
        """Give the address of the richest page of a type."""
        mark = f'<body data-page="{kind}"'
        found = [
            page
            for page in self.path.rglob("*.html")
            if ".build" not in page.parts and mark in page.read_text(encoding="utf-8")
        ]
        assert found, f"no page of the report is made with {kind}.html"
        return max(found, key=lambda page: page.stat().st_size).relative_to(self.path).as_posix()


@dataclass
class Visit:
    """An open page, and what happened that must not."""

    page: object
    folder: Folder
    noticed: list[str] = field(default_factory=list)

    def open(self, address: str) -> "Visit":
        self.noticed.clear()
        self.page.goto((self.folder.path / address).as_uri())
        return self


@pytest.fixture(scope="session")
def sample(sample_build) -> Folder:
    """Give the report on the sample corpus."""
    return Folder(sample_build.reports)


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory) -> Folder:
    """Give a report with hostile words in every field, and a matrix on several pages."""
    findings = filled(whole(), lambda _: rounds()[0])
    pictures = drawn(findings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matrix, "_ROWS", 3)
        made = publication(
            findings, pictures=pictures, notices=(findings.run_id,), doubtful_below=0.8
        )
    made |= {addresses.picture_file(doc, p.number): _DOT for doc in pictures for p in pictures[doc]}
    return _written(made, tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def county_folder(tmp_path_factory) -> Folder:
    """Give the first page of a report on 300 councils."""
    made = site(county(300))
    wanted = {
        path: data for path, data in made.items() if path == "index.html" or path[:7] == "assets/"
    }
    return _written(wanted, tmp_path_factory.mktemp("county"))


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory) -> Folder:
    """Give the pages of a report on a few councils."""
    return _written(site(county()), tmp_path_factory.mktemp("small"))


def _written(files: dict[str, bytes], folder: Path) -> Folder:
    for address, data in files.items():
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return Folder(folder)


@pytest.fixture
def visit(browser):
    """Give a function that opens a page and notes whatever a quiet page does not do."""
    contexts = []

    def start(folder: Folder, address: str, *, viewport=DESKTOP, scripts=True) -> Visit:
        context = browser.new_context(viewport=viewport, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        visited = Visit(page, folder)
        _listen(page, visited)
        return visited.open(address)

    yield start
    for context in contexts:
        context.close()


def _listen(page, visited: Visit) -> None:
    note = visited.noticed.append
    home = visited.folder.path.as_uri() + "/"

    def asked(request):
        if not request.url.startswith(home):
            note(f"asked for {request.url}")

    def dialog(shown):
        note(f"dialog: {shown.message}")
        shown.dismiss()

    def said(message):
        if message.type in {"error", "warning"}:
            note(f"console: {message.text}")

    page.on("console", said)
    page.on("pageerror", lambda error: note(f"error: {error}"))
    page.on("request", asked)
    page.on("requestfailed", lambda request: note(f"did not load: {request.url}"))
    page.on("dialog", dialog)
    page.on("popup", lambda popup: note(f"opened {popup.url}"))
    page.on("download", lambda download: note(f"downloaded {download.url}"))


@pytest.fixture
def spoilt(small_folder, tmp_path):
    """Give a function that writes a page with one thing changed in it or its stylesheet."""

    def write(kind: str, pattern: str, instead: str) -> Folder:
        address = small_folder.of_kind(kind)
        shutil.copytree(small_folder.path / "assets", tmp_path / "assets")
        page = tmp_path / "page.html"
        text = (small_folder.path / address).read_text(encoding="utf-8")
        page.write_text(text.replace('"../', '"'), encoding="utf-8")
        for path in (page, tmp_path / addresses.STYLESHEET):
            text, times = re.subn(pattern, lambda _: instead, path.read_text("utf-8"), count=1)
            if times:
                path.write_text(text, encoding="utf-8")
                return Folder(tmp_path)
        raise AssertionError(f"nothing to spoil: {pattern}")

    return write
