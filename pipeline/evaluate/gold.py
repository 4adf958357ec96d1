"""Hand-made labels of a corpus, read from a folder."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pipeline.errors import RequestError

Place = tuple[str, int]  # doc and n of a gold clause
Codes = tuple[tuple[str, str], ...]  # provision and level

_T = TypeVar("_T")

_LEVELS = ("rules", "mention", "absent")
_EVIDENCE = "_evidence"  # ends the name of the column with the numbers of a cell's clauses
_NUMBER = re.compile(r"(\d{1,9})(m?)")  # "12", or "12m" where the clause only mentions it
_NEEDED = "A folder of labels holds clauses.jsonl, coverage.csv, families.jsonl, pairs.jsonl "
_NEEDED += "and reviews.json."


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
    evidence: Mapping[tuple[str, str], tuple[tuple[int, str], ...]]  # n and level, where given
    codes: Mapping[Place, Codes]  # of clauses; empty where `codes.jsonl` is not there
    disputed: frozenset[tuple[str, str]]  # cells that two coders judged differently
    families: tuple[GoldFamily, ...]
    relations: Mapping[frozenset[Place], str]  # of pairs across documents
    reviews: Mapping[str, GoldReview]
    defects: tuple[GoldDefect, ...]
    docs: tuple[str, ...] = field(default=())


def read_gold(folder: Path, corpus: Path) -> Gold:
    """Read the labels of a corpus.

    Args:
        folder: Holds `clauses.jsonl`, `coverage.csv`, `families.jsonl`, `pairs.jsonl` and
            `reviews.json`, and may hold `codes.jsonl`, `disputed.csv` and `defects.json`.
        corpus: The corpus folder. The plain texts that the labels' offsets refer to are looked
            for in `texts` inside the gold folder, then in and beside the corpus folder.

    Raises:
        RequestError: A file is missing or is not what it should be.
    """
    try:
        return _read(folder, corpus)
    except OSError as error:
        raise RequestError(f"{error.filename}: {error.strerror}. {_NEEDED}") from error


def _read(folder: Path, corpus: Path) -> Gold:
    clauses = _clauses(folder, corpus)
    as_of, councils, findings = _reviews(folder)
    coverage, evidence = _coverage(folder / "coverage.csv", set(clauses))
    codes = folder / "codes.jsonl"
    return Gold(
        as_of=as_of,
        clauses=clauses,
        coverage=coverage,
        evidence=evidence,
        codes=dict(_rows(codes, _codes)) if codes.is_file() else {},
        disputed=_disputed(folder / "disputed.csv"),
        families=tuple(_rows(folder / "families.jsonl", _family)),
        relations=dict(_rows(folder / "pairs.jsonl", _pair)),
        reviews=councils,
        defects=findings,
        docs=tuple(clauses),
    )


def _clauses(folder: Path, corpus: Path) -> dict[str, tuple[GoldClause, ...]]:
    texts: dict[str, str] = {}

    def clause(row: Mapping[str, Any]) -> GoldClause:
        doc = row["doc"]
        if doc not in texts:
            texts[doc] = _text(doc, folder, corpus)
        return _clause(row, texts[doc])

    path = folder / "clauses.jsonl"
    by_doc: dict[str, list[GoldClause]] = {}
    for found in _rows(path, clause):
        by_doc.setdefault(found.doc, []).append(found)
    if not by_doc:
        raise RequestError(
            f"{path}: holds no clauses, so there is nothing to measure against. Write one JSON "
            "object a line for each clause, as in corpus/gold/clauses.jsonl."
        )
    return {doc: tuple(rows) for doc, rows in by_doc.items()}


def _reviews(folder: Path) -> tuple[date, dict[str, GoldReview], tuple[GoldDefect, ...]]:
    """Give the day of judgement, the review of each document, and the defects."""
    path = folder / "reviews.json"
    reviews = _json(path)
    try:
        as_of = date.fromisoformat(reviews["as_of"])
    except (KeyError, TypeError, ValueError) as error:
        raise RequestError(
            f"{path}: `as_of` is {reviews.get('as_of', 'missing')!r}. Give the day that the dates "
            'were judged on, as in {"as_of": "2026-11-22", "councils": {}}.'
        ) from error
    councils = reviews.get("councils")
    if not isinstance(councils, dict):
        raise RequestError(
            f"{path}: `councils` is not a mapping from each document to its dates. Write "
            '"councils": {} where none is judged.'
        )
    by_doc = {doc: _made(f"{path}: councils: {doc}", row, _review) for doc, row in councils.items()}
    apart = folder / "defects.json"
    named = apart if apart.is_file() else path
    listed = (_json(apart) if apart.is_file() else reviews).get("findings", [])
    if not isinstance(listed, list):
        raise RequestError(
            f'{named}: `findings` is not a list of defects. Write "findings": [] where there are '
            "none."
        )
    defects = tuple(
        _made(f"{named}: findings: entry {number}", row, _defect)
        for number, row in enumerate(listed, start=1)
    )
    return as_of, by_doc, defects


def _json(path: Path) -> dict[str, Any]:
    text = _read_text(path)
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise RequestError(
            f"{path}:{error.lineno}: not valid JSON ({error.msg}). Put it right, or take the file "
            "from where the labels were made again."
        ) from error
    if not isinstance(value, dict):
        raise RequestError(f"{path}:1: not a JSON object. It begins with {{ and ends with }}.")
    return value


def _rows(path: Path, made: Callable[[Mapping[str, Any]], _T]) -> Iterator[_T]:
    """Give what is made of each line of a file; a line that is not as it should be is named."""
    for number, line in enumerate(_read_text(path).split("\n"), start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise RequestError(
                    f"{path}:{number}: not valid JSON ({error.msg} at character {error.pos + 1}). "
                    "A line is one whole JSON object."
                ) from error
            yield _made(f"{path}:{number}", row, made)


def _made(place: str, row: Any, made: Callable[[Mapping[str, Any]], _T]) -> _T:
    try:
        return made(row)
    except KeyError as error:
        raise RequestError(
            f"{place}: has no {error.args[0]!r}. Compare it with the file of the same name in "
            "corpus/gold."
        ) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise RequestError(
            f"{place}: is not as it should be ({error}). Compare it with the file of the same name "
            "in corpus/gold."
        ) from error


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise RequestError(f"{path}: not UTF-8 text. Save it as UTF-8 and try again.") from error


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


def _coverage(
    path: Path, docs: set[str]
) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], tuple[tuple[int, str], ...]]]:
    """Give the level of each cell, and the clauses that a person put behind it."""
    reader = csv.DictReader(io.StringIO(_read_text(path), newline=""))
    names = list(reader.fieldnames or ())
    provisions = [
        name for name in names if name not in ("doc", "council") and not name.endswith(_EVIDENCE)
    ]
    if "doc" not in names or not provisions:
        raise RequestError(
            f"{path}:1: {'no provisions' if 'doc' in names else 'no column `doc`'}. The first line "
            "names the columns: doc, council, and one for each provision of the codebook."
        )
    levels: dict[tuple[str, str], str] = {}
    evidence: dict[tuple[str, str], tuple[tuple[int, str], ...]] = {}
    seen: set[str] = set()
    for row in reader:
        place, doc = f"{path}:{reader.line_num}", row["doc"]
        if doc in seen:
            raise RequestError(f"{place}: {doc!r} has a line above. Keep one line a document.")
        if doc not in docs:
            raise RequestError(
                f"{place}: {doc!r} has no clauses in clauses.jsonl ({', '.join(sorted(docs))} "
                "have). Correct the name, or take the line out."
            )
        seen.add(doc)
        for name in provisions:
            if row[name] not in _LEVELS:
                raise RequestError(
                    f"{place}: the level of {name} is {row[name] or ''!r}; write rules, mention or "
                    "absent."
                )
            levels[doc, name] = row[name]
            numbers = _NUMBER.findall(row.get(f"{name}{_EVIDENCE}") or "")
            evidence[doc, name] = tuple((int(n), "mention" if m else "rules") for n, m in numbers)
    if absent := sorted(docs - seen):
        raise RequestError(
            f"{path}: no line for {', '.join(absent)}, of which clauses.jsonl has clauses. Write a "
            "line with the level of each provision."
        )
    return levels, evidence


def _codes(row: Mapping[str, Any]) -> tuple[Place, Codes]:
    levels = {"rule": "rules", "mention": "mention"}
    codes = tuple((code["id"], levels[code["strength"]]) for code in row["codes"])
    return _place(row), codes


def _pair(row: Mapping[str, Any]) -> tuple[frozenset[Place], str]:
    return frozenset((_place(row["a"]), _place(row["b"]))), row["relation"]


def _disputed(path: Path) -> frozenset[tuple[str, str]]:
    if not path.is_file():
        return frozenset()
    reader = csv.DictReader(io.StringIO(_read_text(path), newline=""))
    return frozenset(
        _made(f"{path}:{reader.line_num}", row, lambda row: (row["doc"], row["provision"]))
        for row in reader
    )


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
