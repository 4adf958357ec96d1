"""Zip archives whose bytes depend on their content only."""

import io
import zipfile
from collections.abc import Iterable

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold


def archive(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Store members in the given order, uncompressed and without a time.

    Uncompressed, because the same text compresses to other bytes with another zlib.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
        for name, data in members:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 0
            file.writestr(info, data)
    return out.getvalue()
