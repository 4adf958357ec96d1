"""Which sources does a corpus folder hold, and whose are they?"""

import csv
import io
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import RequestError
from pipeline.model import Source
from pipeline.store.files import sha256

_REGISTER = "register.csv"
_COLUMNS = (
    "doc",
    "file",
    "council",
    "council_type",
    "county",
    "country",
    "electorate",
    "url",
    "retrieved",
)
# what file managers and office programs leave behind
_LITTER = re.compile(r"^(?:\.|~\$|thumbs\.db$|desktop\.ini$|register\.csv$)", re.IGNORECASE)
_NOT_IN_NAME = re.compile(r"[^a-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Corpus:
    """The sources of a folder, sorted by document, and what was noticed while listing them."""

    folder: Path
    sources: tuple[Source, ...]
    notices: tuple[str, ...]

    def path_of(self, source: Source) -> Path:
        """Give the file of a source."""
        return self.folder / source.path


def read_corpus(folder: Path, *, leave_out: Path | None = None) -> Corpus:
    """List the sources of a corpus folder.

    With a `register.csv` in the folder, these are the files that it names; without one, every file
    below the folder, whatever its kind. Links and anything else that is not a plain file are left
    out and noticed.

    Args:
        folder: The corpus folder.
        leave_out: A folder of results that may lie inside the corpus folder.

    Raises:
        RequestError: The folder does not exist or holds no file, or the register cannot be used.
    """
    if not folder.is_dir():
        raise RequestError(f"{folder}: no such folder. Name the folder that holds the documents.")
    register = folder / _REGISTER
    if register.is_file():
        sources, notices = _registered(folder, register)
    else:
        sources, notices = _found(folder, leave_out)
    if not sources:
        raise RequestError(
            f"{folder}: no documents in it. Put the councils' files (PDF, Word, ODT, HTML, text) "
            "in this folder, or in a folder `sources` inside it with a `register.csv` beside it."
        )
    ordered = sorted(sources, key=lambda source: source.doc)
    return Corpus(folder, tuple(_marked(ordered)), tuple(notices))


def doc_of(name: str) -> str:
    """Make a document's identifier from its file's name.

    Example:
        >>> doc_of("Stow-cum-Fell PC Protocol (final).PDF")
        'stow-cum-fell-pc-protocol-final'
    """
    stem = name.rsplit(".", 1)[0] if "." in name.strip(".") else name
    return _NOT_IN_NAME.sub("-", stem.casefold()).strip("-") or "document"


def _found(folder: Path, leave_out: Path | None) -> tuple[list[Source], list[str]]:
    notices: list[str] = []
    sources: list[Source] = []
    taken: set[str] = set()
    for path in _files(folder, leave_out, notices):
        doc = base = doc_of(path.name)
        count = 1
        while doc in taken:
            count += 1
            doc = f"{base}-{count}"
        taken.add(doc)
        sources.append(_source(doc, path, folder))
    return sources, notices


def _files(folder: Path, leave_out: Path | None, notices: list[str]) -> Iterator[Path]:
    """Walk a folder in a fixed order, without following links."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and (leave_out is None or (Path(here) / name).resolve() != leave_out.resolve())
        )
        for name in sorted(names):
            path = Path(here) / name
            if _LITTER.match(name):
                continue
            if path.is_symlink() or not path.is_file():
                notices.append(f"{path.relative_to(folder)}: left out, not a plain file.")
                continue
            yield path


def _source(doc: str, path: Path, folder: Path) -> Source:
    name = path.relative_to(folder).as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:  # listed all the same: a source never disappears
        warning = f"{name}: cannot be opened ({error.strerror})"
        return Source(doc=doc, path=name, sha256="", bytes=0, warnings=(warning,))
    return Source(doc=doc, path=name, sha256=sha256(data), bytes=len(data))


def _registered(folder: Path, register: Path) -> tuple[list[Source], list[str]]:
    rows, notices = _rows(register)
    sources: list[Source] = []
    lines: dict[str, int] = {}
    for line, row in rows:
        path = _named(folder, row)
        doc = doc_of(row["doc"]) if row.get("doc") else doc_of(path.name)
        if doc in lines:
            raise RequestError(
                f"{register}, line {line}: the document {doc!r} is already named in line "
                f"{lines[doc]}. Give each row its own `doc`."
            )
        lines[doc] = line
        sources.append(
            replace(
                _source(doc, path, folder),
                council=row.get("council") or None,
                council_type=(row.get("council_type") or "").casefold() or None,
                county=row.get("county") or None,
                country=row.get("country") or None,
                electorate=_electorate(register, line, row.get("electorate")),
                url=row.get("url") or None,
                retrieved=row.get("retrieved") or None,
            )
        )
    named = {source.path for source in sources}
    beside = folder / "sources"
    if beside.is_dir():
        notices.extend(
            f"{path.relative_to(folder).as_posix()}: left out, {register.name} does not name it."
            for path in _files(beside, None, notices)
            if path.relative_to(folder).as_posix() not in named
        )
    return sources, notices


def _rows(register: Path) -> tuple[list[tuple[int, dict[str, str]]], list[str]]:
    data = register.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:  # saved by a spreadsheet on Windows
        text = data.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [name.strip().casefold().replace(" ", "_") for name in next(reader, [])]
    if "file" not in header and "doc" not in header:
        raise RequestError(
            f"{register}: no column `file`, so it cannot say which file is whose. Its columns are "
            f"{', '.join(header) or 'none'}; name them {', '.join(_COLUMNS)} (only `file` is "
            "needed)."
        )
    missing = [name for name in _COLUMNS if name not in header and name in ("council", "county")]
    notices = [
        f"{register.name}: no column `{name}`, so it is read from the documents or left unknown."
        for name in missing
    ]
    rows = []
    for cells in reader:
        row = {
            name: cell.strip()
            for name, cell in zip(header, cells, strict=False)
            if name in _COLUMNS
        }
        if any(row.values()):
            rows.append((reader.line_num, row))
    return rows, notices


def _named(folder: Path, row: dict[str, str]) -> Path:
    """Give the file of a row: relative to the folder or its `sources`, or found by its stem.

    The path of a file that is not there is given as the row has it, for the source to be listed.
    """
    name = row.get("file") or ""
    if name:
        candidates = [folder / "sources" / name, folder / name]
    else:
        wanted = doc_of(row.get("doc") or "")
        candidates = [path for path in _files(folder, None, []) if doc_of(path.name) == wanted]
    for path in candidates:
        inside = path.resolve().is_relative_to(folder.resolve())
        if inside and path.is_file() and not path.is_symlink():
            return path
    # only its last part: a row must not point outside the folder
    return folder / "sources" / (Path(name).name or row.get("doc") or "unnamed")


def _electorate(register: Path, line: int, text: str | None) -> int | None:
    digits = (text or "").replace(",", "").replace(" ", "")
    if not digits:
        return None
    if not digits.isdecimal():
        raise RequestError(
            f"{register}, line {line}: electorate {text!r} is not a number. "
            "Write digits only, or leave it empty."
        )
    return int(digits)


def _marked(sources: list[Source]) -> list[Source]:
    """Mark files with the same bytes, which count once, and councils named twice."""
    councils = Counter(source.council.casefold() for source in sources if source.council)
    first: dict[tuple[str, str], str] = {}
    marked = []
    for source in sources:
        warnings = list(source.warnings)
        if not source.sha256:
            marked.append(source)
            continue
        # one text adopted by two councils is two documents
        key = (source.sha256, (source.council or "").casefold())
        original = first.setdefault(key, source.doc)
        if original != source.doc:
            warnings.append(f"same file as {original}: counted once")
        elif source.council and councils[source.council.casefold()] > 1:
            warnings.append(f"{source.council} is named more than once in the register")
        marked.append(
            replace(
                source,
                duplicate_of=original if original != source.doc else None,
                warnings=tuple(warnings),
            )
        )
    return marked
