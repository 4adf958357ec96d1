"""What does an OLE compound file hold?

Word 97 to 2003 kept a document in such a file: streams in a table of sectors, much like a disk.
Only as much of it is understood as tells a document from other things, and a locked one from an
open one. ([MS-CFB] describes the form.)
"""

import struct
from collections.abc import Iterator

from pipeline.ingest.refusal import damaged

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_LAST_SECTOR = 0xFFFFFFFA  # from here up, numbers are marks and not sectors
_ENTRY = 128  # bytes of a directory entry
_STREAM = 2  # kind of such an entry


class Compound:
    """A compound file whose directory has been read."""

    def __init__(self, data: bytes) -> None:
        """Read the directory.

        Raises:
            RefusedError: The file is cut short or its tables contradict one another.
        """
        self._data = data
        try:
            self._open()
        except (struct.error, IndexError, ValueError) as error:
            raise damaged("The tables of the OLE file lead nowhere") from error

    def _open(self) -> None:
        data = self._data
        shift = struct.unpack_from("<H", data, 30)[0]
        if not data.startswith(MAGIC) or shift not in {9, 12}:
            raise damaged("The header of the OLE file makes no sense")
        self._sector = 1 << shift
        directory, *_, more, count = struct.unpack_from("<7I", data, 48)
        self._table = self._allocation(more, count)
        self._starts: dict[str, int] = {}
        for entry in _entries(self._chained(directory)):
            length, kind = struct.unpack_from("<HB", entry, 64)
            if kind == _STREAM:
                name = entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
                self._starts.setdefault(name, struct.unpack_from("<I", entry, 116)[0])

    @property
    def names(self) -> frozenset[str]:
        """The names of all streams, without the storages that hold them."""
        return frozenset(self._starts)

    def head(self, name: str) -> bytes:
        """Give the first sector of a stream of 4 KiB or more; empty if there is none of the name.

        Streams that are smaller lie elsewhere in the file, and are of no interest here.
        """
        return self._at(self._starts[name]) if name in self._starts else b""

    def _allocation(self, more: int, count: int) -> list[int]:
        """Read the table that names for each sector the one that follows it."""
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        for _ in range(min(count, len(self._data) // self._sector)):
            if more >= _LAST_SECTOR:
                break
            *found, more = _numbers(self._at(more))
            sectors += found
        table: list[int] = []
        for sector in sectors:
            if sector < _LAST_SECTOR:
                table += _numbers(self._at(sector))
        return table

    def _at(self, sector: int) -> bytes:
        start = _HEADER if self._sector == _HEADER else self._sector
        content = self._data[start + sector * self._sector :][: self._sector]
        return content[: len(content) // 4 * 4]

    def _chained(self, start: int) -> bytes:
        return b"".join(self._at(sector) for sector in _chain(start, self._table))


def _chain(start: int, table: list[int]) -> Iterator[int]:
    """Follow a chain of sectors to its end; one that runs in a circle ends too."""
    at = start
    for _ in table:
        if at >= len(table):
            return
        yield at
        at = table[at]


def _entries(directory: bytes) -> Iterator[bytes]:
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        yield directory[at : at + _ENTRY]


def _numbers(content: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4]))


def is_locked(document: Compound) -> bool:
    """Tell whether a Word document is encrypted (`fEncrypted` of its first block)."""
    head = document.head("WordDocument")
    return len(head) >= 12 and bool(struct.unpack_from("<H", head, 10)[0] & 0x0100)
