"""What kind of file is this?

The content decides. The name is a hint only, for kinds of text that look alike.
"""

import io
import re
import zipfile
from pathlib import PurePosixPath

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
HTML = "text/html"
PLAIN = "text/plain"
MARKDOWN = "text/markdown"
DOC = "application/msword"
RTF = "application/rtf"
LOCKED_OFFICE = "application/x-encrypted-office"
PNG, JPEG, TIFF = "image/png", "image/jpeg", "image/tiff"
PICTURES = frozenset({PNG, JPEG, TIFF})
UNKNOWN = "application/octet-stream"

_BY_SUFFIX = {
    ".pdf": PDF,
    ".docx": DOCX,
    ".docm": DOCX,
    ".dotx": DOCX,
    ".odt": ODT,
    ".ott": ODT,
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

READABLE_SUFFIXES = frozenset(
    suffix for suffix, kind in _BY_SUFFIX.items() if kind not in {DOC, RTF}
)

_MAGIC = (
    (b"{\\rtf", RTF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF8", "image/gif"),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"RIFF", "image/webp"),
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_HTML_START = re.compile(
    rb"\s*(?:<!--[^>]{0,2000}-->\s*|<\?xml[^>]{0,300}>\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)
_HTML_TAGS = re.compile(rb"<(?:p|div|h[1-6]|br|table|ul|ol|span|title|meta)\b[^<>]{0,300}>", re.I)
_HEAD = 4096
_PDF_HEAD = 1024


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
    if head.startswith(_OLE):
        return LOCKED_OFFICE if _LOCKED in data else DOC
    marked = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    return marked or _text_type(head, by_name)


def _packed_type(data: bytes) -> str:
    """Tell what a ZIP archive holds from its list of parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return archive.read("mimetype").decode("latin-1").strip()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError):
        # cut short: the first part's name is still there to go by
        return ODT if b"opendocument.text" in data[:200] else DOCX
    if any(name.startswith("word/") for name in names):
        return DOCX
    if "content.xml" in names:
        return ODT
    return "application/zip"


def _text_type(head: bytes, by_name: str) -> str:
    sample = head.replace(b"\x00", b"")  # so that UTF-16 shows its tags too
    for mark in _MARKS:
        sample = sample.removeprefix(mark)
    if _HTML_START.match(sample):
        return HTML
    if not _looks_like_text(head):
        return UNKNOWN
    if by_name in {PLAIN, MARKDOWN}:
        return by_name
    if by_name == HTML or len(_HTML_TAGS.findall(sample)) >= 3:
        return HTML
    return PLAIN if sample.strip() else UNKNOWN


def _looks_like_text(head: bytes) -> bool:
    if head.startswith(_MARKS):
        return True
    zeros = head.count(0)
    if zeros > len(head) * 0.3:  # UTF-16 without a mark: every second byte
        return max(head[0::2].count(0), head[1::2].count(0)) > zeros * 0.95
    controls = sum(head.count(byte) for byte in range(32) if byte not in b"\t\n\r\x0b\x0c\x1b\x00")
    return controls <= len(head) * 0.02 and zeros <= len(head) * 0.1
