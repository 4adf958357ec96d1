"""Every link of what is published, and of what is written about it, leads somewhere.

A page, a picture, a workbook or a letter names files beside it, by addresses that hold wherever the
folder is put; only where a source was published does a link leave it.
"""

import io
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import openpyxl
import pytest
from lxml import etree, html

from pipeline.report.addresses import picture_file
from pipeline.report.publication import publication

HERE = "http://report.test/"
XLINK = "{http://www.w3.org/1999/xlink}href"


@pytest.fixture(scope="module")
def few(findings, pictures_of):
    """Give the files of a report on few councils, pictures of pages among them."""
    pictures = pictures_of(findings)
    made = publication(
        findings, pictures=pictures, notices=("thesis: left out.",), doubtful_below=0.8
    )
    return made | {
        picture_file(doc, p.number): b"" for doc, drawn in pictures.items() for p in drawn
    }


@pytest.fixture(scope="module")
def sample(sample_build):
    """Give the files of the report on the sample corpus, from the disk."""
    folder = sample_build.reports
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".build" not in path.parts
    }


@pytest.fixture(params=["few", "sample"])
def files(request):
    return request.getfixturevalue(request.param)


def of_page(data):
    """Give each link of a page: its attribute, the address and what `rel` says of it."""
    for element in html.document_fromstring(data.decode()).iter(etree.Element):
        for name in ("href", "src", "data", "poster", "action", "formaction", XLINK, "xlink:href"):
            if name in element.attrib:
                kind = "href" if element.tag == "a" else "src"
                yield kind, element.get(name), element.get("rel", "").split()
        for candidate in element.get("srcset", "").split(","):
            if candidate.strip():
                yield "src", candidate.split()[0], []


def of_drawing(data):
    for element in etree.fromstring(data).iter(etree.Element):
        for name in ("href", XLINK):
            if name in element.attrib:
                yield "src", element.get(name), []
        for value in element.values():
            yield from (("src", link, []) for link in re.findall(r"url\(['\"]?([^'\")]+)", value))


def of_stylesheet(data):
    for link in re.findall(r"(?:url\(|@import )['\"]?([^'\")]+)", data.decode()):
        yield "src", link, []


def of_workbook(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.hyperlink):
            if cell.hyperlink.target:
                target = cell.hyperlink.target.replace("\\", "/")
                anchor = cell.hyperlink.location
                yield "href", f"{target}#{anchor}" if anchor else target, ["noreferrer"]
            else:
                name = cell.hyperlink.location.rpartition("!")[0].strip("'").replace("''", "'")
                assert name in book.sheetnames, cell.hyperlink.location


def of_word(data):
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            if name.endswith(".rels"):
                for element in etree.fromstring(parts.read(name)):
                    if element.get("TargetMode") == "External":
                        yield "href", element.get("Target"), ["noreferrer"]


LINKS = {
    ".html": of_page,
    ".svg": of_drawing,
    ".css": of_stylesheet,
    ".xlsx": of_workbook,
    ".docx": of_word,
}


def wrong(path, kind, link, rel, files, ids):
    """Say what is wrong with a link; nothing, where it leads to a file and an anchor."""
    if re.match(r"https?://", link):
        if kind != "href":
            return "is loaded from elsewhere"
        return "" if "noreferrer" in rel else "tells the other site where its reader came from"
    if re.match(r"[a-zA-Z][\w+.-]*:|/|\\", link):
        return "holds on one machine only"
    target, anchor = urldefrag(urljoin(HERE + path, link))
    target, anchor = unquote(target.removeprefix(HERE)), unquote(anchor)
    if target not in files:
        return "leads to no file"
    if anchor and target.endswith(".html") and anchor not in ids(target):
        return "leads to no anchor"
    return ""


def test_every_link_of_a_report_leads_to_a_file_and_an_anchor_in_it(files):
    known = {}

    def ids(path):
        if path not in known:
            known[path] = set(html.document_fromstring(files[path].decode()).xpath("//@id"))
        return known[path]

    found, looked_at = [], 0
    for path, data in files.items():
        for kind, link, rel in LINKS.get(Path(path).suffix, lambda _: ())(data):
            looked_at += 1
            if problem := wrong(path, kind, link, rel, files, ids):
                found.append(f"{path}: {link} {problem}")
    assert not found, "\n".join(found[:20])
    assert looked_at > 1_000


@pytest.mark.parametrize(
    ("link", "kind", "rel", "problem"),
    [
        pytest.param("b.html#x", "href", [], "", id="right"),
        pytest.param("../b.html", "href", [], "leads to no file", id="no-file"),
        pytest.param("b.html#y", "href", [], "leads to no anchor", id="no-anchor"),
        pytest.param("/b.html", "href", [], "holds on one machine only", id="from-the-root"),
        pytest.param("file:///b.html", "href", [], "holds on one machine only", id="disk"),
        pytest.param("C:\\b.html", "href", [], "holds on one machine only", id="drive"),
        pytest.param("//x.example/b", "src", [], "holds on one machine only", id="any-scheme"),
        pytest.param("https://x.example", "src", [], "is loaded from elsewhere", id="remote"),
        pytest.param("https://x.example", "href", ["noreferrer"], "", id="source"),
        pytest.param(
            "https://x.example",
            "href",
            [],
            "tells the other site where its reader came from",
            id="referrer",
        ),
    ],
)
def test_a_wrong_link_is_noticed(link, kind, rel, problem):
    files = {"a/a.html": b"", "a/b.html": b""}
    assert wrong("a/a.html", kind, link, rel, files, lambda _: {"x"}) == problem


def test_only_sources_are_linked_to_elsewhere(few, findings):
    published = {source.url for source in findings.sources}
    outside = {
        link
        for path, data in few.items()
        if path.endswith(".html")
        for _, link, _ in of_page(data)
        if link.startswith("http")
    }
    assert outside <= published


def documents(root):
    """Give every page of documentation, but not those of an environment or of a build."""
    yield from sorted(root.glob("*.md"))
    for folder in sorted(root.iterdir()):
        if folder.is_dir() and not folder.name.startswith("."):
            yield from sorted(path for path in folder.rglob("*.md") if "derived" not in path.parts)


def anchor_of(heading):
    """Give the anchor that a heading of a Markdown page gets on GitHub."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)|[`*]", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


def test_every_link_of_the_documentation_leads_to_a_file_and_a_heading(root):
    found, looked_at = [], 0
    for path in documents(root):
        text = re.sub(r"(?ms)^(```|    ).*?(?:^```|$)", "", path.read_text(encoding="utf-8"))
        for link in re.findall(r"\]\(<?([^)\s>]+)", text):
            if re.match(r"[a-z]+:", link):
                continue
            looked_at += 1
            name, _, anchor = link.partition("#")
            target = path.parent / unquote(name) if name else path
            if link.startswith("/") or not target.exists():
                found.append(f"{path.relative_to(root)}: {link} leads to no file")
            elif anchor and target.suffix == ".md":
                headings = re.findall(r"(?m)^#+ (.+)$", target.read_text(encoding="utf-8"))
                if anchor not in map(anchor_of, headings):
                    found.append(f"{path.relative_to(root)}: {link} leads to no heading")
    assert not found, "\n".join(found)
    assert looked_at > 30
