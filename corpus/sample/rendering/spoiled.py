"""Documents as councils publish them that nobody can read: locked, or cut off in the download."""

import io

import pikepdf

from .pdf import pdf
from .protocol import Protocol
from .word import word


def locked(protocol: Protocol) -> bytes:
    """Make a PDF that opens with a password only.

    The old cipher is taken, and a fixed identity: newer ones draw lots, and the bytes would differ.
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(protocol))) as made:
        made.save(
            out,
            encryption=pikepdf.Encryption(
                user="ask the clerk", owner="ask the clerk", R=3, aes=False, metadata=False
            ),
            static_id=True,
        )
    return out.getvalue()


def cut(protocol: Protocol) -> bytes:
    """Make a Word file whose last third is missing."""
    whole = word(protocol)
    return whole[: 2 * len(whole) // 3]
