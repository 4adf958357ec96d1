"""A document as JSON, written while its lines are read.

The JSON is what `pipeline.store.records` gives of a `Document` without the fields that have their
default value, byte for byte. It is written here because the process that reads a document is to be
small: it loads nothing but the readers, and holds no line longer than it must.
"""

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields
from json.encoder import encode_basestring as _quoted
from typing import TYPE_CHECKING

from pipeline.ingest.draft import DraftLine, Words
from pipeline.model import Document, LineKind

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_SLICE = 1 << 16  # characters of a long text that are written at a time
_PART = 1 << 17  # characters of lines that are held before they are handed over
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class WrittenLines:
    """The lines of a document as JSON, with a comma between."""

    def __init__(self, hand_over: Callable[[bytes], None]) -> None:
        """Begin without a line.

        Args:
            hand_over: Is given what has been written, part by part, but for the last of it.
        """
        self._hand_over = hand_over
        self._held: list[str] = []
        self._length = 0
        self._begun = False

    def add(self, draft: DraftLine, words: Words, start: int, end: int) -> None:
        """Write a line; it is a `Place` of `pipeline.ingest.draft`."""
        line = _line(draft, words, start, end)
        self._held.append(line)
        self._length += len(line)
        if self._length > _PART:
            self._hand_over(self.rest())

    def rest(self) -> bytes:
        """Give what has not been handed over."""
        if self._begun and self._held:
            self._held.insert(0, "")  # for a comma after what was handed over
        rest = ",".join(self._held).encode()
        self._held.clear()
        self._length, self._begun = 0, True
        return rest


def written(record: "DataclassInstance", *, sparse: bool) -> bytes:
    """Give a record of plain values, or of tuples of them, as JSON."""
    return b"".join(_pieces(record, sparse=sparse))


def around_lines(document: Document, rest: bytes) -> Iterator[bytes]:
    """Give a document as JSON in pieces, so that its text is not held twice.

    A line end stands where the lines have their place that were handed over before.

    Args:
        document: Without lines.
        rest: The last of its lines.
    """
    for piece in _pieces(document, sparse=True):
        yield b'"lines":[\n%s]' % rest if piece == b'"lines":[]' else piece


def _pieces(record: "DataclassInstance", *, sparse: bool) -> Iterator[bytes]:
    between = b"{"
    for each in fields(record):
        value = getattr(record, each.name)
        if sparse and each.default is not MISSING and value == each.default:
            continue
        yield between
        between = b","
        name = b'"%s":' % each.name.encode()
        if not isinstance(value, str) or len(value) <= _SLICE:
            yield name + _encoded(value).encode()
            continue
        yield name + b'"'
        for at in range(0, len(value), _SLICE):
            yield _quoted(value[at : at + _SLICE])[1:-1].encode()
        yield b'"'
    yield b"}"


def _line(draft: DraftLine, words: Words, start: int, end: int) -> str:
    """Write a line, its fields in the order of `Line`; it is done once for each that is read."""
    members = f'{{"text":{_quoted(words.text)},"start":{start},"end":{end}'
    if draft.kind is not LineKind.TEXT:
        members += f',"kind":"{draft.kind.value}"'
    if draft.page is not None:
        members += f',"page":{draft.page}'
    if draft.bbox is not None:
        left, top, right, bottom = map(_number, draft.bbox)
        members += f',"bbox":[{left},{top},{right},{bottom}]'
    if draft.size is not None:
        members += f',"size":{_number(draft.size)}'
    if draft.bold is not None:
        members += ',"bold":true' if draft.bold else ',"bold":false'
    if words.label is not None:
        members += f',"label":{_quoted(words.label)}'
    if draft.level is not None:
        members += f',"level":{draft.level}'
    if draft.gap is not None:
        members += f',"gap":{_number(draft.gap)}'
    if draft.closed is not None:
        members += ',"closed":true' if draft.closed else ',"closed":false'
    if words.cells:
        members += f',"cells":{_encoded(words.cells)}'
    if draft.confidence is not None:
        members += f',"confidence":{_number(draft.confidence)}'
    return members + "}"


def _number(value: float) -> str:
    return float.__repr__(float(value)) if math.isfinite(value) else "null"
