"""Hand-made labels of a corpus, read from a folder."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.errors import RequestError

Place = tuple[str, int]  # doc and n of a gold clause


@dataclass(frozen=True, slots=True)
class GoldClause:
    """A clause as a person cut it."""

    doc: str
    n: int
    label: str | None
    kind: str
    text: str
    start: int  # span in the document's plain text
    end: int
    substantive: bool
    language: str
    page: int | None
    note: str


@dataclass(frozen=True, slots=True)
class GoldDefect:
    """A fact about a document that a reader of it would want to know."""

    doc: str
    type: str
    quotes: tuple[str, ...]
    places: tuple[int, ...]  # where in the text each quote starts


@dataclass(frozen=True, slots=True)
class GoldFamily:
    """Clauses that say the same; `partial` ones say so in a part of what they say."""

    id: str
    members: tuple[Place, ...]
    partial: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class GoldReview:
    """What a document states about its dates, and what else may be read from it."""

    facts: Mapping[str, Any]
    accept: Mapping[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Gold:
    """All labels of one corpus."""

    as_of: date
    clauses: Mapping[str, tuple[GoldClause, ...]]
    coverage: Mapping[tuple[str, str], str]  # level by doc and provision
    disputed: frozenset[tuple[str, str]]  # cells that two coders judged differently
    families: tuple[GoldFamily, ...]
    relations: Mapping[frozenset[Place], str]  # of pairs across documents
    reviews: Mapping[str, GoldReview]
    defects: tuple[GoldDefect, ...]
    docs: tuple[str, ...] = field(default=())


def read_gold(folder: Path, corpus: Path) -> Gold:
    """Read the labels of a corpus.

    Args:
        folder: Holds `clauses.jsonl`, `codes.jsonl`, `coverage.csv`, `families.jsonl`,
            `pairs.jsonl` and `reviews.json`.
        corpus: The corpus folder. The plain texts that the labels' offsets refer to are looked
            for in `texts` inside the gold folder, then in and beside the corpus folder.

    Raises:
        RequestError: A file is missing or is not what it should be.
    """
    try:
        return _read(folder, corpus)
    except OSError as error:
        raise RequestError(
            f"{error.filename}: {error.strerror}. A folder of labels holds clauses.jsonl, "
            "coverage.csv, families.jsonl, pairs.jsonl and reviews.json."
        ) from error
    except (ValueError, KeyError) as error:
        raise RequestError(f"{folder}: not a folder of labels ({error!r}).") from error


def _read(folder: Path, corpus: Path) -> Gold:
    reviews = json.loads((folder / "reviews.json").read_text(encoding="utf-8"))
    clauses: dict[str, list[GoldClause]] = {}
    texts: dict[str, str] = {}
    for row in _rows(folder / "clauses.jsonl"):
        doc = row["doc"]
        if doc not in texts:
            texts[doc] = _text(doc, folder, corpus)
        clauses.setdefault(doc, []).append(_clause(row, texts[doc]))
    findings = folder / "defects.json"
    listed = json.loads(findings.read_text(encoding="utf-8")) if findings.is_file() else reviews
    return Gold(
        as_of=date.fromisoformat(reviews["as_of"]),
        clauses={doc: tuple(rows) for doc, rows in clauses.items()},
        coverage=_coverage(folder / "coverage.csv"),
        disputed=_disputed(folder / "disputed.csv"),
        families=tuple(_family(row) for row in _rows(folder / "families.jsonl")),
        relations={
            frozenset((_place(row["a"]), _place(row["b"]))): row["relation"]
            for row in _rows(folder / "pairs.jsonl")
        },
        reviews={doc: _review(review) for doc, review in reviews["councils"].items()},
        defects=tuple(_defect(row) for row in listed.get("findings", [])),
        docs=tuple(clauses),
    )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _text(doc: str, folder: Path, corpus: Path) -> str:
    for place in (folder / "texts", corpus / "texts", corpus, corpus.parent / "texts"):
        path = place / f"{doc}.txt"
        if path.is_file():
            return path.read_bytes().decode("utf-8")  # offsets count every character, CR included
    raise RequestError(
        f"{folder}: the labels' text {doc}.txt is neither in {folder / 'texts'} nor in "
        f"{corpus / 'texts'}. Put it there."
    )


def _clause(row: Mapping[str, Any], text: str) -> GoldClause:
    return GoldClause(
        doc=row["doc"],
        n=row["n"],
        label=row["label"],
        kind=row["kind"],
        text=text[row["text_start"] : row["end"]],
        start=row["start"],
        end=row["end"],
        substantive=row["substantive"],
        language=row.get("lang") or row.get("language") or "en",
        page=row.get("page"),
        note=row.get("note") or "",
    )


def _coverage(path: Path) -> dict[tuple[str, str], str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["doc"], name): level
            for row in csv.DictReader(file)
            for name, level in row.items()
            if name not in ("doc", "council") and not name.endswith("_evidence")
        }


def _disputed(path: Path) -> frozenset[tuple[str, str]]:
    if not path.is_file():
        return frozenset()
    with path.open(encoding="utf-8-sig", newline="") as file:
        return frozenset((row["doc"], row["provision"]) for row in csv.DictReader(file))


def _place(row: Mapping[str, Any]) -> Place:
    return row["doc"], row["n"]


def _family(row: Mapping[str, Any]) -> GoldFamily:
    return GoldFamily(
        id=row["id"],
        members=tuple(_place(member) for member in row["members"]),
        partial=tuple(_place(member) for member in row.get("partial_members", [])),
    )


def _review(row: Mapping[str, Any]) -> GoldReview:
    due = row.get("review_due")
    if due:
        due = due["earliest"][: {"year": 4, "month": 7, "day": 10}[due["precision"]]]
    cadence = row.get("cadence") or {}
    if cadence.get("candidates"):
        months: Any = sorted(reading["months"] for reading in cadence["candidates"])
    else:
        months = cadence.get("months")
    facts = {
        "adopted": row["adopted"],
        "last_reviewed": row["last_reviewed"],
        "review_due": due,
        "cadence": months,
        "status": row["status"],
    }
    return GoldReview(facts, row.get("accept", {}))


def _defect(row: Mapping[str, Any]) -> GoldDefect:
    spans = [span for span in (row["evidence"], row.get("other")) if span]
    return GoldDefect(
        doc=row["doc"],
        type=row["type"],
        quotes=tuple(span["text"] for span in spans),
        places=tuple(span["start"] for span in spans if span.get("start") is not None),
    )
