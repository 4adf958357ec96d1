"""The same file on every run: dates, identifiers and times that a producer writes of its own."""

import io
import re
import zipfile

_DATE = re.compile(rb"\(D:\d{14}")
_ID = re.compile(rb"/ID\s*\[\s*<[0-9A-Fa-f]+>\s*<[0-9A-Fa-f]+>\s*\]")
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_CHECKSUM = re.compile(rb"/DocChecksum /[0-9A-F]{32}")


def same_dates(pdf: bytes) -> bytes:
    """Put one date and identifier into a PDF, at the same length, so that its table still holds."""
    pdf = _DATE.sub(b"(D:20261028104200", pdf)
    pdf = _ID.sub(lambda found: re.sub(rb"[0-9A-Fa-f](?=[0-9A-Fa-f]*>)", b"0", found[0]), pdf)
    return _CHECKSUM.sub(b"/DocChecksum /" + b"0" * 32, pdf)


def same_archive(data: bytes) -> bytes:
    """Pack a zipped document anew, with one date for every part and in what they say of it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename.startswith("docProps/"):
                part = _STAMP.sub(b"2026-10-28T10:42:00", part)
            same = zipfile.ZipInfo(entry.filename, (2026, 10, 28, 10, 42, 0))
            new.writestr(same, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
