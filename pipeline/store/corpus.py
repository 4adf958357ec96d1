"""Which sources does a corpus folder hold, and whose are they?"""

import hashlib
import os
import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipeline.errors import RequestError
from pipeline.model import Source
from pipeline.store.corrections import NAMES as CORRECTIONS
from pipeline.store.register import NAME, Register, Row, find_register, read_register

WORKINGS = ".build"  # in a folder of results: what the build keeps for the next one

# what file managers and office programs leave behind
_LITTER = re.compile(r"^(?:\.|~\$|thumbs\.db$|desktop\.ini$|register\.csv$)", re.IGNORECASE)
# what people may have saved corrections as; beside the documents, the first two are read
_CORRECTIONS = re.compile(r"^corrections\.(?:csv|xlsx|xls|xlsm|xlsb|ods)$", re.IGNORECASE)
_NOT_IN_NAME = re.compile(r"[^a-z0-9_-]+")
_LONGEST_DOC = 80  # names of pages are made of it, and Windows counts the whole path
# names that Windows keeps for devices, whatever follows the dot
_DEVICES = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)$")
_PUT_RIGHT = "Put it in its place, or correct the register."


@dataclass(frozen=True, slots=True)
class Corpus:
    """The sources of a folder, sorted by document, and what was noticed while listing them."""

    folder: Path
    sources: tuple[Source, ...]
    notices: tuple[str, ...]

    def path_of(self, source: Source) -> Path:
        """Give the file of a source; one whose `sha256` is empty must not be opened."""
        return self.folder / os.fsdecode(source.path.encode())


def read_corpus(folder: Path, *, leave_out: Path | None = None) -> Corpus:
    """List the sources of a corpus folder.

    With a `register.csv` in the folder, these are the files that it names; without one, every file
    below the folder, whatever its kind. Links, anything else that is not a plain file, and results
    of builds are left out and noticed.

    Args:
        folder: The corpus folder.
        leave_out: A folder of results that may lie inside the corpus folder.

    Raises:
        RequestError: The folder does not exist or holds no file, or the register cannot be used.
    """
    if not _is_folder(folder):
        raise RequestError(
            f"{folder}: {'not a folder' if folder.exists() else 'no such folder'}. "
            "Name the folder that holds the documents."
        )
    try:
        register = find_register(folder)
    except OSError as error:
        raise RequestError(
            f"{folder}: cannot be opened ({error.strerror}). Check that you may read it."
        ) from error
    notices: list[str] = []
    files = _Files(folder, list(_walk(folder, leave_out, notices)))
    if register:
        sources = _registered(files, read_register(register), notices)
    else:
        sources = _found(files, notices)
    ordered = sorted(sources, key=lambda source: source.doc)
    return Corpus(folder, tuple(_marked(ordered)), tuple(notices))


def doc_of(name: str) -> str:
    """Make a document's identifier from its file's name.

    It is at most 80 characters long and, since files are named after it, never the name of a
    device on Windows.

    Example:
        >>> doc_of("Stow-cum-Fell PC Protocol (final).PDF")
        'stow-cum-fell-pc-protocol-final'
        >>> doc_of("con.pdf")
        'con-document'
    """
    stem = name.rsplit(".", 1)[0] if "." in name.strip(".") else name
    doc = _NOT_IN_NAME.sub("-", stem.casefold()).strip("-")[:_LONGEST_DOC].rstrip("-")
    return f"{doc}-document" if _DEVICES.match(doc) else doc or "document"


@dataclass(frozen=True, slots=True)
class _Files:
    """The plain files of a corpus folder, in a fixed order."""

    folder: Path
    paths: Sequence[Path]

    def name(self, path: Path) -> str:
        return _shown(path.relative_to(self.folder).as_posix())

    def under_sources(self) -> list[Path]:
        """Give the files that a register ought to name."""
        if not (self.folder / "sources").is_dir():
            return list(self.paths)
        return [path for path in self.paths if self.name(path).startswith("sources/")]


def _found(files: _Files, notices: list[str]) -> list[Source]:
    taken: set[str] = set()
    sources = []
    for path in files.paths:
        if path.name.casefold() in ("register.xlsx", "register.xls", "register.ods"):
            notices.append(
                f"{path.name}: left out. If it says whose the files are, save it as {NAME} (CSV, "
                "comma separated) in the same folder."
            )
            continue
        sources.append(_source(_free(doc_of(_shown(path.name)), taken), path, files.name(path)))
    if not sources:
        raise RequestError(
            f"{files.folder}: no documents in it. Put the councils' files (PDF, Word, ODT, HTML, "
            f"text) in this folder, or in a folder `sources` inside it with a `{NAME}` beside it."
        )
    return sources


def _free(base: str, taken: set[str]) -> str:
    """Give a document's identifier that no other has, and take it."""
    doc, count = base, 1
    while doc in taken:
        count += 1
        doc = f"{base}-{count}"
    taken.add(doc)
    return doc


def _walk(folder: Path, leave_out: Path | None, notices: list[str]) -> Iterator[Path]:
    """Give the plain files below a folder in a fixed order, without following links."""

    def refused(error: OSError) -> None:
        shown = _shown(Path(str(error.filename)).relative_to(folder).as_posix())
        notices.append(f"{shown}: left out, this folder cannot be opened ({error.strerror}).")

    own = leave_out.resolve() if leave_out is not None else None
    for here, folders, names in os.walk(folder, onerror=refused):
        entered = []
        for name in sorted(folders):
            path = Path(here) / name
            if name.startswith(".") or path.resolve() == own:
                continue
            shown = _shown(path.relative_to(folder).as_posix())
            if path.is_symlink():
                notices.append(f"{shown}: left out, a link to a folder.")
            elif _is_folder(path / WORKINGS / "stages"):
                notices.append(f"{shown}: left out, the results of a build.")
            elif _belongs_to_page(name, names):
                notices.append(f"{shown}: left out, the pictures and scripts of a saved web page.")
            else:
                entered.append(name)
        folders[:] = entered
        for name in sorted(names):
            path = Path(here) / name
            if _LITTER.match(name):
                continue
            shown = _shown(path.relative_to(folder).as_posix())
            if _CORRECTIONS.match(name):
                notices.extend(_misplaced(shown))
            elif _is_plain(path):
                yield path
            else:
                notices.append(f"{shown}: left out, not a plain file.")


def _misplaced(name: str) -> Iterator[str]:
    """Say of a file of corrections that it is none of those that are read, if so it is."""
    if name.casefold() not in CORRECTIONS:
        yield (
            f"{name}: left out, and not read. If it holds corrections, save it as "
            f"{' or '.join(CORRECTIONS)} in the corpus folder itself."
        )


def _belongs_to_page(folder: str, names: Sequence[str]) -> bool:
    """Whether a browser made a folder when it saved one of the pages beside it."""
    page, mark, _ = folder.rpartition("_files")
    return bool(mark and page) and not {f"{page}.html", f"{page}.htm"}.isdisjoint(names)


def _is_folder(path: Path) -> bool:
    """Whether there is a folder here, as far as may be seen."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_plain(path: Path) -> bool:
    """Whether this is a file itself: no link, folder, pipe or device, which might never end."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):  # not there; or a name that no file can have
        return False


def _source(doc: str, path: Path, name: str) -> Source:
    """List a plain file; one that cannot be opened is listed all the same, and says why."""
    if not path.as_posix().endswith(os.fsdecode(name.encode())):
        return _unopened(doc, name, "its name is not written in UTF-8. Rename it.")
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
    except OSError as error:
        why = f"cannot be opened ({error.strerror}). Check that you may read it."
        return _unopened(doc, name, why)
    return Source(doc=doc, path=name, sha256=digest, bytes=size)


def _unopened(doc: str, name: str, why: str) -> Source:
    return Source(doc=doc, path=name, sha256="", bytes=0, warnings=(why,))


def _shown(name: str) -> str:
    """Give a file's name as it is in UTF-8, whatever the locale; other bytes are written out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _registered(files: _Files, register: Register, notices: list[str]) -> list[Source]:
    notices.extend(register.notices)
    if not register.rows:
        raise RequestError(
            f"{register.path}: names no document. Give each file a row, or take the register away "
            "and every file in the folder is read."
        )
    taken = _stated_docs(register)
    named: set[str] = set()
    sources = []
    by_name = {_loose(files.name(path)): path for path in reversed(files.paths)}
    by_doc = {doc_of(_shown(path.name)): path for path in reversed((*files.under_sources(),))}
    for row in register.rows:
        path = _file_of(row, files, by_name, by_doc)
        doc = doc_of(row.doc) if row.doc else _free(doc_of(_last(row.file)), taken)
        if path is None:
            source = _unopened(doc, _inside(row.file) or row.doc, _why_missing(row, files.folder))
        else:
            source = _source(doc, path, files.name(path))
            named.add(source.path)
        sources.append(
            replace(
                source,
                council=row.council or None,
                council_type=row.council_type or None,
                county=row.county or None,
                country=row.country or None,
                electorate=row.electorate,
                url=row.url or None,
                retrieved=row.retrieved or None,
            )
        )
    names = [files.name(path) for path in files.under_sources()]
    notices.extend(
        f"{name}: left out, {register.path.name} does not name it."
        for name in names
        if name not in named
    )
    return sources


def _stated_docs(register: Register) -> set[str]:
    """Give the documents that the register names itself, each in one row only."""
    lines: dict[str, int] = {}
    for row in register.rows:
        if not row.doc:
            continue
        doc = doc_of(row.doc)
        if doc in lines:
            raise RequestError(
                f"{register.path}, line {row.line}: the document {doc!r} is already named in line "
                f"{lines[doc]}. Give each row its own `doc`."
            )
        lines[doc] = row.line
    return set(lines)


def _file_of(
    row: Row, files: _Files, by_name: dict[str, Path], by_doc: dict[str, Path]
) -> Path | None:
    """Give the file of a row, relative to the folder or its `sources`, or found by its stem.

    Capitals, the two ways to write an accent, and the slashes of Windows make no difference, as
    they make none where most registers are written.
    """
    if not row.file:
        return by_doc.get(doc_of(row.doc))
    for path in (files.folder / "sources" / row.file, files.folder / row.file):
        if not Path(row.file).is_absolute() and _is_plain(path) and _lies_in(path, files.folder):
            return path
    loose = _loose(row.file)
    return by_name.get(f"sources/{loose}") or by_name.get(loose)


def _lies_in(path: Path, folder: Path) -> bool:
    return ".." not in path.parts and path.resolve().is_relative_to(folder.resolve())


def _loose(name: str) -> str:
    return unicodedata.normalize("NFC", name.replace("\\", "/").removeprefix("./")).casefold()


def _last(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name


def _inside(name: str) -> str:
    """Give a name without what would lead out of the corpus folder."""
    parts = name.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def _why_missing(row: Row, folder: Path) -> str:
    if not row.file:
        return f"no file has this name. {_PUT_RIGHT}"
    parts = row.file.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or ":" in parts[0]:
        return f"{row.file} is not a path below the corpus folder. {_PUT_RIGHT}"
    there = any(os.path.lexists(folder / base / row.file) for base in ("sources", "."))
    return f"{'not a plain file' if there else 'no such file'}. {_PUT_RIGHT}"


def _marked(sources: list[Source]) -> list[Source]:
    """Mark files with the same bytes, which count once, and councils named twice."""
    councils = Counter(_council(source) for source in sources if source.council)
    first: dict[tuple[str, str], Source] = {}
    marked = []
    for source in sources:
        warnings = list(source.warnings)
        if not source.sha256:
            marked.append(source)
            continue
        # one text adopted by two councils is two documents
        original = first.setdefault((source.sha256, " ".join(_council(source))), source)
        if original is not source:
            warnings.append(f"same file as {original.path}: counted once")
        elif source.council and councils[_council(source)] > 1:
            warnings.append(f"{source.council} is named more than once in the register")
        marked.append(
            replace(
                source,
                duplicate_of=original.doc if original is not source else None,
                warnings=tuple(warnings),
            )
        )
    return marked


def _council(source: Source) -> tuple[str, str]:
    """Tell a council from its namesakes in other counties."""
    return ((source.council or "").casefold(), (source.county or "").casefold())
