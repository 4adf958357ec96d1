import io
import zipfile

import pytest

from pipeline.ingest import READABLE_SUFFIXES, kinds, media_type


def packed(*names, mimetype=None):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "<a/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        pytest.param(b"%PDF-1.7\n...", "a.bin", kinds.PDF, id="pdf"),
        pytest.param(b"\r\n\r\n%PDF-1.4", "a", kinds.PDF, id="pdf-after-line-ends"),
        pytest.param(b"\0" * 5000 + b"%PDF-1.4", "a.pdf", kinds.PDF, id="pdf-after-junk"),
        pytest.param(b"<!DOCTYPE html><p>Not found", "a.pdf", kinds.HTML, id="error-page"),
        pytest.param(packed("word/document.xml"), "a.zip", kinds.DOCX, id="docx"),
        pytest.param(packed("content.xml", mimetype=kinds.ODT), "a", kinds.ODT, id="odt"),
        pytest.param(packed("xl/workbook.xml"), "a.docx", "application/zip", id="workbook"),
        pytest.param(b"PK\x03\x04 cut short", "a.docx", kinds.DOCX, id="docx-cut-short"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.docx", kinds.DOC, id="old-word"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            kinds.LOCKED_OFFICE,
            id="locked-word",
        ),
        pytest.param(rb"{\rtf1 text}", "a.doc", kinds.RTF, id="rtf-named-doc"),
        pytest.param(b"\xff\xd8\xff\xe0", "a.pdf", "image/jpeg", id="photo"),
        pytest.param(b"1.1 The Clerk must", "a.txt", kinds.PLAIN, id="text"),
        pytest.param(b"# Protocol", "a.md", kinds.MARKDOWN, id="markdown"),
        pytest.param(b"1.1 The Clerk must", "a.docx", kinds.PLAIN, id="text-named-docx"),
        pytest.param(b"<p>a<p>b<br><b>c", "a.txt", kinds.PLAIN, id="tags-quoted-in-a-text"),
        pytest.param(b"<div><p>a<p>b", "page", kinds.HTML, id="page-without-a-name"),
        pytest.param("ŵ must".encode("utf-16"), "a.txt", kinds.PLAIN, id="utf-16"),
        pytest.param(bytes(range(256)) * 9, "a.txt", kinds.UNKNOWN, id="binary"),
        pytest.param(b"", "a.pdf", kinds.PDF, id="empty-pdf"),
    ],
)
def test_content_decides_the_kind(data, name, kind):
    assert media_type(data, name) == kind


def test_readable_suffixes_are_those_with_a_reader():
    assert {".pdf", ".docx", ".odt", ".html", ".txt", ".md"} <= READABLE_SUFFIXES
    assert not {".doc", ".rtf", ".xlsx"} & READABLE_SUFFIXES
