"""What kind of file is this?

The content decides. The name is a hint only, for kinds of text that look alike.
"""

import io
import re
import zipfile
from pathlib import PurePosixPath

from pipeline.ingest.ole import MAGIC

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
HTML = "text/html"
PLAIN = "text/plain"
MARKDOWN = "text/markdown"
DOC = "application/msword"
RTF = "application/rtf"
LOCKED_OFFICE = "application/x-encrypted-office"
OLE = "application/x-ole-storage"
ZIP = "application/zip"
MHTML = "multipart/related"
MAIL = "message/rfc822"
WORD_XML = "application/vnd.ms-word-xml"
WORDPERFECT = "application/vnd.wordperfect"
PAGES = "application/vnd.apple.pages"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
EPUB = "application/epub+zip"
PNG, JPEG, TIFF = "image/png", "image/jpeg", "image/tiff"
PICTURES = frozenset({PNG, JPEG, TIFF})
UNKNOWN = "application/octet-stream"

_BY_SUFFIX = {
    ".pdf": PDF,
    ".docx": DOCX,
    ".docm": DOCX,
    ".dotx": DOCX,
    ".dotm": DOCX,
    ".odt": ODT,
    ".ott": ODT,
    ".fodt": ODT,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".doc": DOC,
    ".dot": DOC,
    ".rtf": RTF,
    ".png": PNG,
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".tif": TIFF,
    ".tiff": TIFF,
}

_MAGIC = (
    (b"{\\rtf", RTF),
    (b"\xffWPC", WORDPERFECT),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF8", "image/gif"),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"RIFF", "image/webp"),
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
# streams that other programs of the time kept their work in
_OTHER_OLE = tuple(
    name.encode("utf-16-le")
    for name in ("Workbook", "PowerPoint Document", "MatOST", "Quill", "__properties_version1.0")
)
_OPENDOCUMENT = re.compile(rb"<office:document[\s>]")
_WORD_2003 = re.compile(rb"progid=.Word\.Document|<pkg:package\b")
_MAIL_HEADER = re.compile(
    rb"\A(?:[A-Za-z-]{2,40}:[^\r\n]{0,998}(?:\r?\n[ \t][^\r\n]{0,998}){0,20}\r?\n){2,60}\r?\n"
)
_HTML_START = re.compile(
    rb"(?:<!--[^>]{0,2000}-->\s{0,99}|<\?xml[^>]{0,300}>\s{0,99})?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)
_HTML_TAGS = re.compile(rb"<(?:p|div|h[1-6]|br|table|ul|ol|span|title|meta)\b[^<>]{0,300}>", re.I)
_HEAD = 4096
_PDF_HEAD = 1024


# what a packed Office document keeps its main part in
_FOLDERS = {"word": DOCX, "xl": XLSX, "ppt": PPTX}


def media_type(data: bytes, name: str) -> str:
    """Tell the kind of a file from its content.

    Args:
        data: The whole file.
        name: Its name, which decides between kinds of text, and for a file without a byte.

    Returns:
        A media type; `application/octet-stream` where the content is none that is known.
    """
    by_name = _BY_SUFFIX.get(PurePosixPath(name).suffix.lower(), UNKNOWN)
    head = data[:_HEAD]
    if not data:
        return by_name
    if b"%PDF-" in head[:_PDF_HEAD] or (by_name == PDF and b"%PDF-" in data[: 16 * _HEAD]):
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed_type(data)
    if head.startswith(MAGIC):
        return _ole_type(data)
    marked = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    return marked or _text_type(head, by_name)


def _ole_type(data: bytes) -> str:
    if _LOCKED in data:
        return LOCKED_OFFICE
    return OLE if _WORD not in data and any(name in data for name in _OTHER_OLE) else DOC


def _packed_type(data: bytes) -> str:
    """Tell what a ZIP archive holds from its list of parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                stated = archive.read("mimetype").decode("latin-1").strip()
                return ODT if stated.startswith(ODT) else stated  # templates too
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError):
        # cut short: the first part's name is still there to go by
        return ODT if b"opendocument.text" in data[:200] else DOCX
    if "content.xml" in names:
        return ODT
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names):
        return PAGES
    folders = {name.partition("/")[0] for name in names}
    return next((kind for folder, kind in _FOLDERS.items() if folder in folders), ZIP)


def _text_type(head: bytes, by_name: str) -> str:
    sample = head.replace(b"\x00", b"")  # so that UTF-16 shows its tags too
    for mark in _MARKS:
        sample = sample.removeprefix(mark)
    marked_up = _marked_up_type(sample)
    if marked_up is not None:
        return marked_up
    if not _looks_like_text(head):
        return UNKNOWN
    if by_name in {PLAIN, MARKDOWN}:
        return by_name
    if by_name == HTML or len(_HTML_TAGS.findall(sample)) >= 3:
        return HTML
    return PLAIN if sample.strip() else UNKNOWN


def _marked_up_type(head: bytes) -> str | None:
    """Tell the kind of a text that begins by saying what it is."""
    if _OPENDOCUMENT.search(head):
        return ODT
    if _WORD_2003.search(head):
        return WORD_XML
    return _mail_type(head) or (HTML if _HTML_START.match(head.lstrip()) else None)


def _mail_type(head: bytes) -> str | None:
    """Tell a saved page in the form of a mail (MHTML) from a mail."""
    lower = head.lower()
    if b"mime-version:" not in lower or not _MAIL_HEADER.match(head):
        return None
    return MHTML if b"multipart/related" in lower else MAIL


def _looks_like_text(head: bytes) -> bool:
    if head.startswith(_MARKS):
        return True
    zeros = head.count(0)
    if zeros > len(head) * 0.3:  # UTF-16 without a mark: every second byte
        return max(head[0::2].count(0), head[1::2].count(0)) > zeros * 0.95
    controls = sum(head.count(byte) for byte in range(32) if byte not in b"\t\n\r\x0b\x0c\x1b\x00")
    return controls <= len(head) * 0.02 and zeros <= len(head) * 0.1
