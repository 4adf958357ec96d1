"""Findings to pictures of the pages that hold their evidence, one document at a time.

They are drawn by PDFium, which also gives the boxes of lines, so that a box fits its picture.
pdfplumber, the second reader, could draw pages as well, but by the same PDFium underneath.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from pathlib import Path

from pipeline.analyse.pages import evidence_pages
from pipeline.engine.outcome import Grant, Limits
from pipeline.model import Cell, Defect, Difference, Picture, Review, Source
from pipeline.stages.ingest import load_documents, load_sources
from pipeline.stages.segment import load_clauses
from pipeline.stages.workspace import PACKAGE, Workspace, digest_of
from pipeline.store.corpus import Corpus
from pipeline.store.files import make_folder, remove_all, sha256, write_bytes
from pipeline.store.records import DamagedError, from_json, read_json_records, read_record, to_json

_CODE = ("ingest", "stages/pictures.py")
_SECONDS_A_PAGE = 2.0  # more than the document as a whole is given
_PNG = b"\x89PNG\r\n\x1a\n"  # begins every picture


@dataclass(frozen=True, slots=True)
class Drawn:
    """The pictures of one document; none where its pages could not be drawn."""

    doc: str
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be drawn of one document."""

    source: Source
    media_type: str
    pages: tuple[int, ...]
    dpi: int


def pictures(workspace: Workspace) -> dict[str, int]:
    """Draw the pages that hold evidence, of every document that is new or changed.

    Returns:
        How many documents and pages have pictures, how many documents have none although they
        have pages with evidence, and how many documents were drawn in this run.
    """
    folder = workspace.pictures
    make_folder(folder)
    version = digest_of(PACKAGE / name for name in _CODE)
    wanted = {_key(task, version): task for task in _tasks(workspace)}
    kept = {key: _kept(folder, key) for key in wanted}
    new = {key: wanted[key] for key, drawn in kept.items() if drawn is None}
    for key, drawn in _draw(new, workspace):
        kept[key] = drawn
    names = {name for key in wanted for name in (key, f"{key}.json")}
    for path in folder.iterdir():
        if path.name not in names:
            remove_all(path)
    made = [drawn for drawn in kept.values() if drawn is not None]
    return {
        "documents": sum(bool(drawn.pictures) for drawn in made),
        "pages": sum(len(drawn.pictures) for drawn in made),
        "without": sum(not drawn.pictures for drawn in made),
        "drawn": len(new),
    }


def load_pictures(workspace: Workspace) -> dict[str, tuple[Picture, ...]]:
    """Give the pictures of each document that has any, by doc."""
    return {drawn.doc: drawn.pictures for _, drawn in _all_drawn(workspace) if drawn.pictures}


def picture_files(workspace: Workspace) -> dict[tuple[str, int], Path]:
    """Give the file of each picture, by document and number of the page."""
    return {
        (drawn.doc, picture.number): _file(folder, picture.number)
        for folder, drawn in _all_drawn(workspace)
        for picture in drawn.pictures
    }


def _all_drawn(workspace: Workspace) -> Iterator[tuple[Path, Drawn]]:
    for path in sorted(workspace.pictures.glob("*.json")):
        yield path.with_suffix(""), read_record(path, Drawn)


def _tasks(workspace: Workspace) -> list[Task]:
    params = workspace.params
    if not params.pictures.draw:
        return []
    folder = workspace.findings
    clauses = {(clause.doc, clause.n): clause for clause in load_clauses(workspace)}
    pages = evidence_pages(
        clauses,
        cells=read_json_records(folder / "cells.jsonl", Cell),
        reviews=read_json_records(folder / "reviews.jsonl", Review),
        defects=read_json_records(folder / "defects.jsonl", Defect),
        differences=read_json_records(folder / "differences.jsonl", Difference),
        doubtful_below=params.analyse.doubtful_below,
        most=params.pictures.most_pages,
    )
    documents = load_documents(workspace)
    sources = {source.doc: source for source in load_sources(workspace)}
    return [
        Task(sources[doc], documents[doc].media_type, numbers, params.pictures.dpi)
        for doc, numbers in pages.items()
    ]


def _key(task: Task, version: str) -> str:
    identity = (
        f"{task.source.doc}\n{task.source.sha256}\n{task.media_type}\n{task.pages}\n{task.dpi}\n"
        f"{version}"
    )
    return hashlib.sha256(identity.encode()).hexdigest()[:32]


def _kept(folder: Path, key: str) -> Drawn | None:
    """Give what an earlier run drew, unless there is none or a picture is missing or damaged."""
    try:
        drawn = read_record(folder / f"{key}.json", Drawn)
        files = {_file(folder / key, p.number): p.sha256 for p in drawn.pictures}
        whole = all(sha256(path.read_bytes()) == digest for path, digest in files.items())
    except (DamagedError, OSError):
        return None
    return drawn if whole else None


def _draw(tasks: dict[str, Task], workspace: Workspace) -> Iterator[tuple[str, Drawn]]:
    """Draw each document in a process of its own and keep its pictures, whatever became of it."""
    if not tasks:
        return
    from pipeline.engine import map_documents
    from pipeline.ingest import PRELOAD

    params = workspace.params.ingest
    within = Limits(params.seconds, params.memory_bytes, params.most_seconds)
    outcomes = map_documents(
        _drawn_pages,
        ((_bytes(task.source, workspace), task) for task in tasks.values()),
        limits=lambda _: within,
        workers=workspace.workers or os.cpu_count() or 1,
        engine=workspace.engine,
        preload=(*PRELOAD, "pipeline.stages.pictures"),
        progress=lambda done: workspace.progress("drawing pages", done, len(tasks)),
    )
    for (key, task), outcome in zip(tasks.items(), outcomes, strict=True):
        yield key, _keep(workspace.pictures, key, task, _unpacked(outcome.value or b""))


def _keep(
    folder: Path, key: str, task: Task, album: dict[int, tuple[float, float, bytes]]
) -> Drawn:
    remove_all(folder / key)
    drawn = Drawn(
        task.source.doc,
        tuple(
            Picture(number, width, height, sha256(png))
            for number, (width, height, png) in sorted(album.items())
            if number in task.pages
        ),
    )
    for picture in drawn.pictures:
        write_bytes(_file(folder / key, picture.number), album[picture.number][2])
    write_bytes(folder / f"{key}.json", to_json(drawn))  # last: now it is whole
    return drawn


def _bytes(source: Source, workspace: Workspace) -> bytes:
    """Give the bytes that were read; none where the file has changed or gone since."""
    path = Corpus(workspace.corpus, (source,), ()).path_of(source)
    try:
        data = path.read_bytes() if path.stat().st_size == source.bytes else b""
    except OSError:
        return b""
    return data if sha256(data) == source.sha256 else b""


@dataclass(frozen=True, slots=True)
class _Page:
    """What a process that draws says of a page, and how many bytes its picture has."""

    number: int
    width: float
    height: float
    size: int


@dataclass(frozen=True, slots=True)
class _Pages:
    pages: tuple[_Page, ...]


def _drawn_pages(item: tuple[bytes, Task], grant: Grant) -> bytes:
    """Draw pages, and pack what is said of them into a line before the pictures.

    Only bytes leave the process: whatever reads a hostile document may say anything.
    """
    from pipeline.ingest import page_pictures

    data, task = item
    drawn = []
    for page in page_pictures(data, task.media_type, task.pages, dpi=task.dpi):
        drawn.append(page)
        grant(_SECONDS_A_PAGE, page.number)
    pages = [_Page(page.number, page.width, page.height, len(page.png)) for page in drawn]
    return b"\n".join((to_json(_Pages(tuple(pages))), b"".join(page.png for page in drawn)))


def _unpacked(packed: bytes) -> dict[int, tuple[float, float, bytes]]:
    """Give the width, height and picture of each page by its number; none where it is no album."""
    head, _, rest = packed.partition(b"\n")
    try:
        pages = from_json(_Pages, head).pages
    except ValueError:
        return {}
    album: dict[int, tuple[float, float, bytes]] = {}
    at = 0
    for page in pages:
        png, at = rest[at : at + page.size], at + page.size
        sized = 0 < page.width < inf and 0 < page.height < inf
        if sized and png.startswith(_PNG):
            album[page.number] = (page.width, page.height, png)
    return album


def _file(folder: Path, number: int) -> Path:
    return folder / f"{number}.png"
