"""The same file on every run: dates, identifiers and times that a producer writes of its own."""

import re

_DATE = re.compile(rb"\(D:\d{14}")
_ID = re.compile(rb"/ID\s*\[\s*<[0-9A-Fa-f]+>\s*<[0-9A-Fa-f]+>\s*\]")
_CHECKSUM = re.compile(rb"/DocChecksum /[0-9A-F]{32}")


def same_dates(pdf: bytes) -> bytes:
    """Put one date and identifier into a PDF, at the same length, so that its table still holds."""
    pdf = _DATE.sub(b"(D:20261028104200", pdf)
    pdf = _ID.sub(lambda found: re.sub(rb"[0-9A-Fa-f](?=[0-9A-Fa-f]*>)", b"0", found[0]), pdf)
    return _CHECKSUM.sub(b"/DocChecksum /" + b"0" * 32, pdf)
