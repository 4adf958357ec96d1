import io
import zipfile

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from pipeline.engine import Limits, map_documents
from pipeline.ingest import PRELOAD, media_type, read, reader_version
from pipeline.model import State


def pdf(*lines, user=None, owner=None, picture=False, pages=1):
    buffer = io.BytesIO()
    encrypted = StandardEncryption(user, ownerPassword=owner) if owner else None
    page = canvas.Canvas(buffer, invariant=1, encrypt=encrypted)
    for _ in range(pages):
        if picture:
            page.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
        for number, line in enumerate(lines):
            page.drawString(70, 700 - 14 * number, line)
        page.showPage()
    page.save()
    return buffer.getvalue()


def archive(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/") + ".xml", content)
    return buffer.getvalue()


XXE = (
    '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]><document><body>&e;</body></document>'
)


@pytest.mark.parametrize(
    ("data", "name", "state", "remedy"),
    [
        pytest.param(pdf(), "a.pdf", State.EMPTY, "publisher", id="empty-page"),
        pytest.param(
            pdf("x", user="secret", owner="o"), "a.pdf", State.PASSWORD, "locked", id="locked-pdf"
        ),
        pytest.param(
            pdf("x" * 80)[:300], "a.pdf", State.UNREADABLE, "fetch it again", id="cut-pdf"
        ),
        pytest.param(b"", "a.pdf", State.UNREADABLE, "0 bytes", id="no-bytes"),
        pytest.param(pdf("x", pages=51), "a.pdf", State.LIMIT, "max_pages", id="many-pages"),
        pytest.param(b"a" * 1_000_001, "a.txt", State.LIMIT, "max_bytes", id="large"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", State.UNREADABLE, "save it", id="cut-doc"
        ),
        pytest.param(b"\xffWPC", "a.wpd", State.UNSUPPORTED, "WordPerfect", id="wordperfect"),
        pytest.param(
            archive(xl__workbook=""), "a.xlsx", State.UNSUPPORTED, "spread", id="workbook"
        ),
        pytest.param(archive(Index__x=""), "a.zip", State.UNSUPPORTED, "none of them", id="zip"),
        pytest.param(
            b"Mime-Version: 1.0\nContent-Type: multipart/related\n\n--",
            "a.mht",
            State.UNSUPPORTED,
            "print it to PDF",
            id="saved-page",
        ),
        pytest.param(b"GIF89a", "a.gif", State.UNSUPPORTED, "picture", id="picture"),
        pytest.param(
            b"\x89PNG\r\n\x1a\n", "a.png", State.UNREADABLE, "fetch it again", id="cut-picture"
        ),
        pytest.param(bytes(range(256)), "a.dat", State.UNSUPPORTED, "no reader", id="unknown"),
        pytest.param(b"PK\x03\x04", "a.docx", State.UNREADABLE, "fetch it again", id="cut-docx"),
        pytest.param(
            archive(word__document="<document><body>"), "a.docx", State.UNREADABLE, "XML", id="xml"
        ),
        pytest.param(
            archive(word__document=XXE), "a.docx", State.UNREADABLE, "document type", id="entities"
        ),
        pytest.param(
            archive(word__document=" " * 9_000_000), "a.docx", State.LIMIT, "inflate", id="bomb"
        ),
        pytest.param(
            archive(word__styles="<styles/>"), "a.docx", State.UNREADABLE, "main", id="no-main-part"
        ),
        pytest.param(b"<html> ", "a.html", State.EMPTY, "publisher", id="empty-page-of-html"),
    ],
)
def test_a_source_that_cannot_be_read_says_why_and_what_to_do(reading, data, name, state, remedy):
    document = reading(data, name)

    assert document.state is state
    assert remedy in document.reason
    assert document.text == ""
    assert document.lines == ()


def test_an_archive_of_documents_names_what_it_holds(reading):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name in ("policies/protocol.pdf", "policies/code.docx", "logo.png", "../../x.doc"):
            packed.writestr(name, "x")

    document = reading(buffer.getvalue(), "policies.zip")

    assert document.state is State.UNSUPPORTED
    assert "3 documents (../../x.doc, policies/code.docx, policies/protocol.pdf)" in document.reason
    assert "Unpack it" in document.reason


def test_a_pdf_with_an_owner_password_only_is_read(reading):
    assert reading(pdf("The Clerk must act", user="", owner="o")).state is State.TEXT


def test_two_parts_of_one_name_are_refused(reading):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("word/document.xml", "<document/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr("word/document.xml", "<document/>")

    document = reading(buffer.getvalue(), "a.docx")

    assert document.state is State.UNREADABLE
    assert "two parts" in document.reason


@pytest.fixture
def without_recognition(monkeypatch):
    """Leave no engine that recognises text."""
    monkeypatch.setattr("pipeline.ingest.pdf.scanned.engine", lambda: None)
    monkeypatch.setattr("pipeline.ingest.pdf.reader.engine", lambda: None)
    monkeypatch.setattr("pipeline.ingest.frames.engine", lambda: None)


@pytest.mark.usefixtures("without_recognition")
def test_a_scan_that_nothing_can_recognise_says_what_to_install(reading):
    document = reading(pdf(picture=True))

    assert document.state is State.UNREADABLE
    assert "the PDF is a scan" in document.reason
    assert "tesseract-ocr" in document.reason


@pytest.mark.usefixtures("without_recognition")
def test_a_picture_that_nothing_can_recognise_says_what_to_install(reading):
    buffer = io.BytesIO()
    Image.new("L", (60, 80), 200).save(buffer, "PNG")

    document = reading(buffer.getvalue(), "a.png")

    assert document.state is State.UNREADABLE
    assert "tesseract-ocr" in document.reason


@pytest.mark.usefixtures("without_recognition")
def test_pages_without_text_among_others_are_warned_of(reading):
    document = reading(with_a_scan("The Clerk must act"))

    assert document.state is State.TEXT
    assert "2" in document.warnings[0]


def test_a_scan_without_a_word_is_empty_beyond_doubt(reading):
    document = reading(pdf(picture=True))

    if document.state is not State.UNREADABLE:  # nothing is installed that could tell
        assert document.state is State.EMPTY
        assert "found no word" in document.reason


@pytest.mark.usefixtures("without_recognition")
def test_a_text_layer_in_other_letters_is_not_taken_for_text(reading):
    coded = "Wkh fohun lv wkh surshu riilfhu ri wkh frxqflo dqg pxvw dfw dv vxfk"

    document = reading(pdf(coded))

    assert document.state is State.UNREADABLE
    assert "does not say what is printed" in document.reason


def with_a_scan(*lines):
    whole, scan = PdfDocument(pdf(*lines)), PdfDocument(pdf(picture=True))
    whole.import_pages(scan)
    buffer = io.BytesIO()
    whole.save(buffer)
    return buffer.getvalue()


def test_a_text_layer_behind_a_picture_is_warned_of(reading):
    assert "wording may be wrong" in reading(pdf("The Clerk", picture=True)).warnings[0]


def test_a_wrong_suffix_is_warned_of(reading):
    document = reading(b"<!doctype html><p>404 Not found</p>", "protocol.pdf")

    assert document.media_type == "text/html"
    assert "the name says application/pdf" in document.warnings[0]


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.odt", "a.html", "a.txt", "a.rtf"])
def test_every_kind_of_file_has_a_reader_version(name):
    assert reader_version(media_type(b"", name))


@pytest.mark.parametrize("head", [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"\xff\xfe"])
@pytest.mark.parametrize("tail", [b"", b"\x00" * 50, bytes(range(256)), b"1 0 obj<</Type/Pages"])
def test_no_bytes_raise(limits, head, tail):
    document = read(head + tail, name="a.pdf", doc="x", params=limits)

    assert document.state in State


def stated(item, grant):
    """Read in another process, and give the state only."""
    data, limits = item
    return read(data, name="a.pdf", doc="a", params=limits, grant=grant).state.encode()


def test_sources_are_read_in_processes_that_cannot_harm_the_run(limits):
    sources = [(data, limits) for data in (pdf("one"), b"%PDF-1.4 broken", pdf("three"))]

    outcomes = map_documents(
        stated,
        sources,
        limits=lambda _: Limits(seconds=20, memory_bytes=2**31, most_seconds=60),
        workers=2,
        preload=PRELOAD,
    )

    assert [outcome.value for outcome in outcomes] == [b"text", b"unreadable", b"text"]
