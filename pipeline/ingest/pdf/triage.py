"""What is in a PDF, before any engine draws it, and can it be made whole?

qpdf looks at the file's structure only, which takes a hundredth of the time of reading it: how many
pages there are, what is locked or would act on its own, and which pages would fill the memory of
whoever draws them. Nothing is run, opened or written out. The only module that knows qpdf.
"""

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.ingest.refusal import RefusedError
from pipeline.model import State

_LARGEST_CONTENT = 64 * 1024 * 1024  # of a page, inflated, with the drawings in it
_LARGEST_RATIO = 1_032  # that one deflated stream can inflate by
_MOST_DRAWINGS = 20_000  # that a page may call up, one within another
_LARGEST_SCRIPT = 4 * 1024 * 1024  # of a drawing that is searched for calls of others
_DEEPEST = 40  # drawings within one another
_MOST_ANNOTATIONS = 2_000  # of a page that are looked at
_STEP = 1 << 20
_END = b"%%EOF"
_DEFLATED = frozenset({"/FlateDecode", "/Fl"})
_CALL = re.compile(rb"/([^\s/\[\]()<>{}%]{1,127})\s{1,20}Do\b")
_SHOWS_TEXT = re.compile(rb"[)>\]]\s{0,20}T[jJ]\b|[)>]\s{0,20}['\"]")
_WRITTEN_ON = frozenset({"/Widget", "/FreeText", "/Stamp"})  # annotations that may show text
_ACTS = {"/JavaScript": "JavaScript", "/Launch": "an action that starts a program"}


class TooMuchError(Exception):
    """A page would take too much to draw; the message says what, as the end of a sentence."""


@dataclass(slots=True)
class Triage:
    """What qpdf found."""

    page_count: int | None = None  # None: it cannot tell
    warnings: tuple[str, ...] = ()
    refused: dict[int, str] = field(default_factory=dict)  # pages not to be drawn, and why
    written_on: bool = False  # fields or notes show something that is not in the pages themselves
    damaged: bool = False  # it had to be mended to be understood
    data: bytes = b""  # the file; empty where qpdf cannot open it
    _open: Any = None

    @property
    def mendable(self) -> bool:
        """Whether qpdf can open the file, so that it can write it anew."""
        return bool(self.data)

    def shows_text(self, number: int) -> bool:
        """Whether a page, counted from 1, says that it shows text, or is too broken to say."""
        if number > (self.page_count or 0):
            return False
        try:
            page = self._file().pages[number - 1].obj
            content = b"\n".join(_contents(page, _LARGEST_SCRIPT, strict=True))
        except zlib.error:
            return True
        except _qpdf().errors:
            return False
        return _SHOWS_TEXT.search(content) is not None

    def flattened(self) -> bytes | None:
        """Write the file with its fields and notes made part of its pages; None if it cannot be."""
        try:
            self._file().generate_appearance_streams()
            self._file().flatten_annotations()
        except (MemoryError, *_qpdf().errors):
            return None
        return self.rewritten()

    def rewritten(self) -> bytes | None:
        """Write the file anew, which mends its structure; None where that is not possible."""
        if not self.page_count:
            return None
        whole = io.BytesIO()
        try:
            self._file().save(whole)
        except (MemoryError, *_qpdf().errors):
            return None
        return whole.getvalue()

    def _file(self) -> Any:
        """Open the file again: few files need it, and an open one keeps all that was looked at."""
        if self._open is None:
            self._open = _qpdf().open(self.data)
        return self._open


def triage(data: bytes, most_pages: int) -> Triage:
    """Look into a PDF.

    Args:
        data: The file.
        most_pages: That are looked at one by one.

    Raises:
        RefusedError: It needs a password.
    """
    qpdf = _qpdf()
    try:
        file = qpdf.open(data)
    except qpdf.locked as error:
        raise RefusedError(
            State.PASSWORD,
            "The PDF is locked with a password: ask its publisher for an open copy.",
        ) from error
    except qpdf.errors:
        return Triage(damaged=True)
    found = Triage(data=data)
    try:
        found.page_count = len(file.pages)
    except (RecursionError, *qpdf.errors):
        found.damaged = True
        return found
    acts: set[str] = set()
    drawings = _Drawings()
    if found.page_count <= most_pages:
        for number, page in enumerate(file.pages, start=1):
            try:
                annotations = page.obj.get("/Annots")
                if annotations is not None:
                    acts |= set(_page_acts(annotations))
                    found.written_on = found.written_on or _is_written_on(annotations)
                drawings.check(page.obj)
            except TooMuchError as reason:
                found.refused[number] = str(reason)
            except (RecursionError, *qpdf.errors):
                found.damaged = True
    found.damaged = found.damaged or bool(file.get_warnings())
    found.warnings = tuple(_warnings(file, acts))
    return found


class _qpdf:  # noqa: N801 - stands for a module
    """The library, imported when it is needed."""

    def __init__(self) -> None:
        import pikepdf

        self._library: Any = pikepdf
        self.locked = pikepdf.PasswordError
        self.errors = (
            pikepdf.PdfError,
            ArithmeticError,
            AttributeError,
            LookupError,
            OSError,
            RuntimeError,
            TypeError,
            ValueError,
        )

    def open(self, data: bytes) -> Any:
        if _END not in data[-1024:]:  # cut short: qpdf would not see the last object
            data += b"\n" + _END + b"\n"
        return self._library.open(
            io.BytesIO(data), suppress_warnings=True, inherit_page_attributes=False
        )


def _warnings(file: Any, acts: set[str]) -> Iterator[str]:
    if file.is_encrypted and not (file.allow.extract and file.allow.print_highres):
        yield "its publisher restricts copying or printing; it opens without a password"
    try:
        acts |= set(_file_acts(file.Root))
    except _qpdf().errors:
        acts.add("actions that cannot be told")
    if acts:
        yield f"it holds {', '.join(sorted(acts))}; nothing of it was run or opened"


def _file_acts(root: Any) -> Iterator[str]:
    names = root.get("/Names")
    if names is not None:
        if "/JavaScript" in names:
            yield _ACTS["/JavaScript"]
        if "/EmbeddedFiles" in names:
            yield "attached files"
    action = root.get("/OpenAction")
    if action is not None:
        yield from _act(action)


def _page_acts(annotations: Any) -> Iterator[str]:
    for at, each in enumerate(annotations):
        if at == _MOST_ANNOTATIONS:
            return
        if str(each.get("/Subtype")) == "/FileAttachment":
            yield "attached files"
        action = each.get("/A")
        if action is not None:
            yield from _act(action)


def _is_written_on(annotations: Any) -> bool:
    return any(
        str(each.get("/Subtype")) in _WRITTEN_ON and ("/AP" in each or "/V" in each)
        for each in list(annotations)[:_MOST_ANNOTATIONS]
    )


def _act(action: Any) -> Iterator[str]:
    if not hasattr(action, "get"):
        return
    try:
        kind = str(action.get("/S"))
    except _qpdf().errors:  # a place to go to, not an action
        return
    if kind in _ACTS:
        yield _ACTS[kind]
    elif kind == "/URI" and str(action.get("/URI")).strip().lower().startswith("javascript:"):
        yield _ACTS["/JavaScript"]


@dataclass(slots=True)
class _Drawing:
    """A drawing (form XObject) that pages and other drawings may call up."""

    calls: int = 1  # of drawings, with all that it calls up in turn
    inflated: int = 0


class _Drawings:
    """Counts what the pages of a file call up, without drawing it."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], _Drawing] = {}
        self._open: list[tuple[int, int]] = []

    def check(self, page: Any) -> None:
        """Look at one page.

        Raises:
            TooMuchError: It would take too much to draw.
        """
        self._open.clear()
        resources = _inherited(page, "/Resources")
        forms = _forms(resources)
        parts = _streams(page.get("/Contents"))
        total = sum(_inflated_size(part) for part in parts)
        if total > _LARGEST_CONTENT:
            raise TooMuchError("its content inflates to more than 64 MiB")
        if forms:
            script = b"\n".join(_contents(page, _LARGEST_CONTENT))
            self._calls(script, forms, resources)

    def _calls(self, script: bytes, forms: dict[str, Any], resources: Any) -> int:
        calls = 1
        for name, count in Counter(_CALL.findall(script)).items():
            form = forms.get("/" + name.decode("latin-1"))
            if form is not None:
                calls += count * self._drawing(form, resources).calls
            if calls > _MOST_DRAWINGS:
                raise TooMuchError(f"it calls up more than {_MOST_DRAWINGS:,} drawings")
        return calls

    def _drawing(self, form: Any, outer: Any) -> _Drawing:
        key = form.objgen
        if key in self._open:
            raise TooMuchError("it calls up a drawing that calls up itself")
        if key in self._known:
            return self._known[key]
        if len(self._open) >= _DEEPEST:
            raise TooMuchError("it calls up drawings too deep within one another")
        size = _inflated_size(form)
        if size > _LARGEST_CONTENT:
            raise TooMuchError("a drawing on it inflates to more than 64 MiB")
        resources = form.get("/Resources", outer)
        forms = _forms(resources)
        found = _Drawing(inflated=size)
        if forms:
            self._open.append(key)
            script = b"".join(_inflated(form, _LARGEST_SCRIPT))
            found.calls = self._calls(script, forms, resources)
            self._open.pop()
        self._known[key] = found
        return found


def _forms(resources: Any) -> dict[str, Any]:
    """Give the drawings among a page's resources by name; pictures are none."""
    named = resources.get("/XObject") if resources is not None else None
    if named is None:
        return {}
    return {name: each for name, each in named.items() if str(each.get("/Subtype", "")) == "/Form"}


def _inherited(page: Any, name: str) -> Any:
    """Give an attribute of a page, or of what is above it in the tree of pages."""
    for _ in range(_DEEPEST):
        if name in page:
            return page.get(name)
        page = page.get("/Parent")
        if page is None:
            return None
    return None


def _streams(contents: Any) -> Sequence[Any]:
    if contents is None:
        return ()
    many = list(contents) if not _is_stream(contents) else [contents]
    return [each for each in many if _is_stream(each)]


def _is_stream(each: Any) -> bool:
    return hasattr(each, "read_raw_bytes") and each._type_name == "stream"


def _contents(page: Any, most: int, *, strict: bool = False) -> Iterator[bytes]:
    for part in _streams(page.get("/Contents")):
        yield from _inflated(part, most, strict=strict)


def _filters(stream: Any) -> list[str]:
    stated = stream.get("/Filter")
    if stated is None:
        return []
    return [str(stated)] if stated._type_name == "name" else [str(each) for each in stated]


def _inflated_size(stream: Any) -> int:
    """Give the size of a stream's content; where it is small anyway, that of the stream."""
    filters = _filters(stream)
    packed = len(stream.read_raw_bytes())
    deflated = sum(each in _DEFLATED for each in filters)
    if not deflated or packed * _LARGEST_RATIO**deflated <= _LARGEST_CONTENT:
        return packed
    return sum(map(len, _inflated(stream, _LARGEST_CONTENT + 1)))


def _inflated(stream: Any, most: int, *, strict: bool = False) -> Iterator[bytes]:
    """Give the content of a stream in parts, up to about so many bytes.

    Where it is broken it ends, like what the engines take of it, or, if `strict`, raises an error
    of zlib. What other filters than deflation have packed is left to the engines, except where it
    is small.
    """
    parts: Iterator[bytes] = iter([stream.read_raw_bytes()])
    filters = _filters(stream)
    if not all(each in _DEFLATED for each in filters):
        if len(stream.read_raw_bytes()) < _STEP // 16:
            yield stream.read_bytes()
        return
    for _ in filters:
        parts = _inflating(parts, strict=strict)
    given = 0
    for part in parts:
        yield part
        given += len(part)
        if given >= most:
            return


def _inflating(parts: Iterator[bytes], *, strict: bool) -> Iterator[bytes]:
    machine = zlib.decompressobj()
    try:
        for part in parts:
            rest = part
            while rest and not machine.eof:
                yield machine.decompress(rest, _STEP)
                rest = machine.unconsumed_tail
    except zlib.error:
        if strict:
            raise
