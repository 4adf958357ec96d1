import io
import zipfile

import pytest

from pipeline.ingest import kinds, media_type

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


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
        pytest.param(packed("xl/workbook.xml"), "a.docx", kinds.XLSX, id="workbook"),
        pytest.param(packed("ppt/presentation.xml"), "a.pptx", kinds.PPTX, id="slides"),
        pytest.param(packed("a.pdf", "b.docx"), "a.zip", kinds.ZIP, id="zip-of-documents"),
        pytest.param(packed("Index/Document.iwa"), "a.pages", kinds.PAGES, id="pages"),
        pytest.param(packed("x", mimetype=kinds.ODT + "-template"), "a", kinds.ODT, id="ott"),
        pytest.param(packed("x", mimetype=kinds.EPUB), "a.epub", kinds.EPUB, id="e-book"),
        pytest.param(
            b'<?xml version="1.0"?>\n<office:document x="y">', "a.fodt", kinds.ODT, id="flat-odt"
        ),
        pytest.param(
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>',
            "a.xml",
            kinds.WORD_XML,
            id="word-2003-xml",
        ),
        pytest.param(
            b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
            b'\tboundary="x"\r\n\r\n--x\r\n<html>',
            "a.mht",
            kinds.MHTML,
            id="saved-page",
        ),
        pytest.param(
            b"From: clerk@stowcote.example\nMIME-Version: 1.0\nSubject: x\n\nHello",
            "a.eml",
            kinds.MAIL,
            id="mail",
        ),
        pytest.param(b"Agenda: none\nDate: 4 May\n\nHello", "a.txt", kinds.PLAIN, id="like-a-mail"),
        pytest.param(b"\xffWPC\x10", "a.wpd", kinds.WORDPERFECT, id="wordperfect"),
        pytest.param(OLE + "WordDocument".encode("utf-16-le"), "a.doc", kinds.DOC, id="doc"),
        pytest.param(OLE + "Workbook".encode("utf-16-le"), "a.doc", kinds.OLE, id="old-workbook"),
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
