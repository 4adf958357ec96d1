"""Hostile words in every field that a source, a register or a person can fill: none is live.

Each payload meets each field: what harms wherever it stands, all in one text; what harms only at
the beginning of a field, or by itself, one after the other (`payloads.rounds`). A check for each
sort of file says what live would be there; a sort of file without a check fails.
"""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from importlib import resources
from urllib.parse import unquote, urldefrag, urljoin
from zlib import crc32

import openpyxl
import pyarrow.parquet
import pytest
from lxml import etree, html

from pipeline.report.addresses import picture_file, web_address
from pipeline.report.publication import publication
from tests.report.conftest import drawn
from tests.report.payloads import LEFT, filled, rounds, whole

ROUNDS = rounds()
PARTS = 4  # rounds of a test: each publication takes a second or two
ACTIVE = tuple("=+-@\t\r＝＋－＠")


class Texts:
    """Gives each field its next payload: as many fields begin with each as with any other."""

    def __init__(self, start):
        self.start = start
        self.times = Counter()
        self.met = set()

    def __call__(self, name):
        place = (crc32(name.encode()) + self.start + self.times[name]) % len(ROUNDS)
        self.times[name] += 1
        self.met.add((name, place))
        return ROUNDS[place]


def published(findings):
    """Make a report; beside it, every address that its links may lead to."""
    pictures = drawn(findings)
    made = publication(findings, pictures=pictures, notices=(findings.run_id,), doubtful_below=0.8)
    shown = {picture_file(doc, picture.number) for doc in pictures for picture in pictures[doc]}
    published_at = {source.url for source in findings.sources if web_address(source.url)}
    return made, {*made, *shown, *published_at}


def text_in(data):
    return data.decode("utf-8")  # raises where a lone surrogate came through


def own(folder):
    """Give the files that are ours as they are."""
    return {path.read_bytes() for path in (resources.files("pipeline.report") / folder).iterdir()}


OWN_FILES = own("static")
OWN_TEXT = "".join(text_in(data) for data in own("templates"))


def live_markup(root):
    """Name what runs or loads in a tree of HTML or SVG and is not a file of ours."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield f"{type(element).__name__}"
            continue
        tag = etree.QName(element).localname.lower()
        if tag in {"iframe", "object", "embed", "form", "base", "style", "foreignobject"}:
            yield tag
        if tag == "script" and not (set(element.keys()) <= {"src", "defer"} and not element.text):
            yield f"script {element.get('src')}"
        if tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
            yield "meta refresh"
        for name, value in element.items():
            if etree.QName(name).localname.lower().startswith("on") or name == "style":
                yield f"{name}={value}"


def check_html(path, data, files):
    page = html.document_fromstring(text_in(data))
    assert not list(live_markup(page))
    for element, attribute, link, _ in page.iterlinks():
        if re.match(r"[a-zA-Z][\w+.-]*:|//", link):
            assert attribute == "href"
            assert link in files or link in OWN_TEXT, link
            assert "noreferrer" in element.get("rel", "").split(), link
        else:
            target, _ = urldefrag(urljoin(f"http://report.test/{path}", link))
            assert unquote(target.removeprefix("http://report.test/")) in files, link
    assert len(page.xpath("//@id")) == len(set(page.xpath("//@id")))


def check_svg(path, data, files):
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    # drawn by the figures' own library, which sets its styles in the file: an img runs none of it
    assert not [found for found in live_markup(root) if not found.startswith(("style", "_Comment"))]
    for element in root.iter():
        for name, value in element.items():
            assert not name.endswith("href") or value.startswith("#"), value


def check_script(path, data, files):
    """Our own script, or calls of ours with data that a browser and JSON read alike."""
    if data in OWN_FILES:
        return
    text = text_in(data)
    assert not re.search(r"(?i)</script|<!--|[\u2028\u2029]", text)
    for line in filter(None, text.split(";\n")):
        call = re.fullmatch(r"(?s)[\w.]+(?:\((.*)\)| ?= ?(.*))", line.removesuffix(";").strip())
        assert call, line[:200]
        json.loads(f"[{call[1] or call[2]}]")


def check_stylesheet(path, data, files):
    assert data in OWN_FILES


def check_csv(path, data, files):
    rows = list(csv.reader(io.StringIO(text_in(data), newline="")))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.startswith(ACTIVE) or "\0" in cell]


def check_json(path, data, files):
    json.loads(text_in(data))


def check_text(path, data, files):
    text_in(data)


def check_parquet(path, data, files):
    pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist()


def check_picture(path, data, files):
    assert data.startswith(b"\x89PNG\r\n")


def check_workbook(path, data, files):
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert not [cell.value for cell in cells if isinstance(cell.value, str) and "\0" in cell.value]
    for cell in cells:
        if cell.hyperlink and cell.hyperlink.target:
            target = cell.hyperlink.target.replace("\\", "/").partition("#")[0]
            assert unquote(target) in files, target
    parts = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not [part for part in parts if re.search("externalLink|vba|macro|connection", part)]


def check_word(path, data, files):
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            assert not re.search("vba|embeddings|activeX", name), name
            if not name.endswith((".xml", ".rels")):
                continue
            root = etree.fromstring(parts.read(name), etree.XMLParser(resolve_entities=False))
            for element in root.iter(etree.Element):
                kind = etree.QName(element).localname
                if kind == "Relationship" and element.get("TargetMode") == "External":
                    target = urldefrag(urljoin(f"http://report.test/{path}", element.get("Target")))
                    assert target[0].removeprefix("http://report.test/") in files, target
                if kind in {"instrText", "fldSimple"}:
                    field = element.text or " ".join(element.values())
                    assert field.split()[:1] in (["PAGE"], ["NUMPAGES"], []), field


def check_calendar(path, data, files):
    text = text_in(data)
    lines = re.sub("\r\n[ \t]", "", text).split("\r\n")
    assert text.count("\n") == text.count("\r\n") == text.count("\r")
    assert all(re.match(r"[A-Z-]+[;:]", line) for line in lines if line)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    begun = [line for line in lines if line.startswith(("BEGIN:", "END:"))]
    assert {line.partition(":")[2] for line in begun} <= {
        "VCALENDAR",
        "VEVENT",
        "VALARM",
    }
    assert {line for line in lines if line.startswith("ACTION")} <= {"ACTION:DISPLAY"}
    assert not [line for line in lines if line.startswith(("ATTACH", "ATTENDEE", "ORGANIZER"))]


def check_feed(path, data, files):
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    assert not list(live_markup(root))
    for element in root.iter(etree.Element):
        link = element.get("href", "")
        assert not re.match(r"(?i)\s*(javascript|data|vbscript|file):", link), link
        if element.get("type") in {"html", "xhtml"} and (element.text or "").strip():
            assert not list(live_markup(html.fragment_fromstring(element.text, "div")))


CHECKS = {
    ".html": check_html,
    ".svg": check_svg,
    ".js": check_script,
    ".css": check_stylesheet,
    ".csv": check_csv,
    ".json": check_json,
    ".txt": check_text,
    ".parquet": check_parquet,
    ".png": check_picture,
    ".xlsx": check_workbook,
    ".docx": check_word,
    ".ics": check_calendar,
    ".atom": check_feed,
}


def suffix(path):
    return path[path.rindex(".") :] if "." in path else path


def check(made, files):
    """Look at every file; a failure says in which it was."""
    for path, data in made.items():
        try:
            CHECKS[suffix(path)](path, data, files)
        except AssertionError as found:
            raise AssertionError(f"{path}: {found}") from found


def test_every_sort_of_file_has_a_check():
    made, files = published(whole())
    assert {suffix(path) for path in made} <= set(CHECKS)
    check(made, files)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_no_payload_is_live_in_any_field_of_any_file(part):
    findings = whole()
    for start in range(part, len(ROUNDS), PARTS):
        check(*published(filled(findings, Texts(start))))


def test_each_payload_meets_each_field():
    findings = whole()
    met = set()
    for start in range(len(ROUNDS)):
        texts = Texts(start)
        filled(findings, texts)
        met |= texts.met
    names = {name for name, _ in met}
    assert len(names) > 60
    assert met == {(name, place) for name in names for place in range(len(ROUNDS))}


def test_every_text_of_the_model_is_filled_or_left_for_a_reason():
    texts = Texts(0)
    filled(whole(), texts)
    assert not [name for name in texts.times if name.partition(".")[2] in LEFT]
    # of each sort of record that a report is made from, something was filled
    assert {name.partition(".")[0] for name in texts.times} >= {
        "Findings",
        "Codebook",
        "Provision",
        "Source",
        "Document",
        "StatedFacts",
        "Clause",
        "Evidence",
        "Cell",
        "Prevalence",
        "Review",
        "Defect",
        "Difference",
        "Family",
        "Lineage",
        "Change",
        "Correction",
        "Replayed",
    }


def renamed(value, names):
    """Give every text that is an identifier its other name, wherever it stands."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return names.get(value, value)
    if isinstance(value, tuple):
        return tuple(renamed(item, names) for item in value)
    if isinstance(value, dict):
        return {renamed(key, names): renamed(item, names) for key, item in value.items()}
    if not is_dataclass(value) or isinstance(value, Enum):
        return value
    return replace(
        value, **{field.name: renamed(getattr(value, field.name), names) for field in fields(value)}
    )


@pytest.mark.parametrize(
    "text",
    [ROUNDS[0], "=1+1", "../../up", "con", "a" * 300],
    ids=["together", "formula", "up", "device", "long"],
)
def test_a_hostile_identifier_is_a_name_like_any_other(text):
    findings = whole()
    docs = [source.doc for source in findings.sources]
    kept = [provision.id for provision in findings.codebook.provisions]
    names = {name: f"{text}{number}" for number, name in enumerate((*docs, *kept))}
    check(*published(renamed(findings, names)))
