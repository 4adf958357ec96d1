"""The lines of a long document, held in little room until its last page is read.

Which lines are running headers, where the margin is and how words are broken can be told only when
all pages are known. As objects the lines of a few hundred pages take more room than everything else
that a reader holds, so all but the first of them are packed.
"""

import marshal
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import fields
from operator import attrgetter
from typing import Any

from pipeline.ingest.pdf.geometry import PrintedLine

_UNPACKED = 4_000  # lines that are held as they are: those of most documents
_BLOCK = 400  # lines that are packed together
_FASTEST = 1  # level of compression
_values_of = attrgetter(*(each.name for each in fields(PrintedLine)))


class HeldLines:
    """Lines in their order.

    A change to a line that comes out of it is lost where the line was packed, and stays where it
    was not: to change lines, drain it, and hold the changed ones anew.
    """

    def __init__(self, lines: Iterable[PrintedLine] = ()) -> None:
        """Hold some lines."""
        self._first: list[PrintedLine] = []
        self._packed: list[bytes] = []
        self._last: list[PrintedLine] = []  # behind those that are packed
        self.add(lines)

    def add(self, lines: Iterable[PrintedLine]) -> None:
        """Hold more lines, behind the others."""
        for line in lines:
            if len(self._first) < _UNPACKED:
                self._first.append(line)
                continue
            self._last.append(line)
            if len(self._last) == _BLOCK:
                self._packed.append(_pack(self._last))
                self._last.clear()

    def __iter__(self) -> Iterator[PrintedLine]:
        """Give the lines, and keep them."""
        yield from self._first
        for block in self._packed:
            yield from _unpacked(block)
        yield from self._last

    def drained(self) -> Iterator[PrintedLine]:
        """Give the lines, and let go of each when it is given."""
        for held in (self._first, self._packed, self._last):
            held.reverse()
        while self._first:
            yield self._first.pop()
        while self._packed:
            yield from _unpacked(self._packed.pop())
        while self._last:
            yield self._last.pop()


def _pack(lines: Iterable[PrintedLine]) -> bytes:
    return zlib.compress(marshal.dumps([_values_of(line) for line in lines]), _FASTEST)


def _unpacked(block: bytes) -> Iterator[PrintedLine]:
    values: list[Any] = marshal.loads(zlib.decompress(block))
    return (PrintedLine(*each) for each in values)
