"""What is true of the rendered protocols, in the form that accuracy is measured against."""

import csv
import io
import json
import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.text.folding import fold_item

from .protocol import Entry, Protocol

AS_OF = "2026-11-22"
_Json = dict[str, Any]


def gold(protocols: Sequence[Protocol], provisions: Sequence[str]) -> dict[str, bytes]:
    """Make every file of hand-made labels.

    Args:
        protocols: In the order in which they are listed.
        provisions: Their ids in the codebook's order.

    Returns:
        Bytes by file name, relative to the folder of labels.

    Raises:
        ValueError: Labels contradict each other; the message lists every problem.
    """
    readings = {protocol.doc: _Reading(protocol) for protocol in protocols}
    families, pairs = _families(protocols)
    files = {f"texts/{doc}.txt": reading.text.encode() for doc, reading in readings.items()}
    files["clauses.jsonl"] = _lines(
        clause for protocol in protocols for clause in _clauses(protocol, readings[protocol.doc])
    )
    files["codes.jsonl"] = _lines(code for protocol in protocols for code in _codes(protocol))
    files["coverage.csv"] = _coverage(protocols, provisions)
    files["families.jsonl"] = _lines(families)
    files["pairs.jsonl"] = _lines(pairs)
    files["reviews.json"] = _reviews(protocols, readings)
    return files


class _Reading:
    """A protocol's text in reading order, and where each entry stands in it."""

    def __init__(self, protocol: Protocol) -> None:
        parts: list[str] = []
        self.spans: list[tuple[int, int, int]] = []  # start, start of the text, end
        at = 0
        before: Entry | None = None
        for entry in protocol.entries:
            if before is not None:
                tight = before.kind == entry.kind in {"list_item", "table_row"}
                parts.append("\n" if tight else "\n\n")
                at += len(parts[-1])
            printed = entry.printed
            body = at + len(printed) - len(entry.text)
            self.spans.append((at, body, at + len(printed)))
            parts.append(printed)
            at += len(printed)
            before = entry
        self.text = "".join(parts)


def _clauses(protocol: Protocol, reading: _Reading) -> Iterable[_Json]:
    headings: list[Entry] = []
    intros: list[Entry] = []
    for n, (entry, span) in enumerate(zip(protocol.entries, reading.spans, strict=True), 1):
        if entry.kind == "heading":
            headings = [heading for heading in headings if heading.level < entry.level]
            intros = []
        elif entry.kind in {"clause", "list_intro", "list_item"}:
            intros = [intro for intro in intros if intro.depth < entry.depth]
        path = [heading.printed for heading in headings]
        path += [intro.label or _first_words(intro.text) for intro in intros]
        if entry.kind in {"metadata", "boilerplate"} and entry.role != "background_paper":
            path = []
        clause: _Json = {
            "doc": protocol.doc, "n": n, "label": entry.label, "path": path, "kind": entry.kind,
            "start": span[0], "end": span[2], "text_start": span[1],
            "first_words": _first_words(entry.text), "substantive": entry.substantive,
        }  # fmt: skip
        if entry.kind == "heading":
            clause["level"] = entry.level
            headings.append(entry)
        elif entry.kind in {"list_intro", "list_item"}:
            intros.append(entry)  # an item too: deeper items may stand under it
        if entry.role:
            clause["role"] = entry.role
        if entry.audience:
            clause["audience"] = entry.audience
        if entry.language != "en":
            clause["lang"] = entry.language
        yield clause


def _first_words(text: str) -> str:
    return " ".join(text.split()[:6])


def _codes(protocol: Protocol) -> Iterable[_Json]:
    for n, entry in enumerate(protocol.entries, 1):
        if entry.substantive or entry.codes:
            codes = [{"id": code, "strength": level} for code, level in entry.codes.items()]
            family = entry.family if entry.substantive else None
            yield {"doc": protocol.doc, "n": n, "family": family, "codes": codes}


def _coverage(protocols: Sequence[Protocol], provisions: Sequence[str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ["doc", "council", *provisions, *(f"{provision}_evidence" for provision in provisions)]
    )
    for protocol in protocols:
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"rule": [], "mention": []})
        for n, entry in enumerate(protocol.entries, 1):
            for provision, level in entry.codes.items():
                found[provision][level].append(f"{n}m" if level == "mention" else str(n))
        cells = [_cell(found[provision]) for provision in provisions]
        evidence = [
            " ".join(found[provision]["rule"] + found[provision]["mention"])
            for provision in provisions
        ]
        writer.writerow([protocol.doc, protocol.council, *cells, *evidence])
    return out.getvalue().encode()


def _cell(found: Mapping[str, list[str]]) -> str:
    if found["rule"]:
        return "rules"
    return "mention" if found["mention"] else "absent"


def _families(protocols: Sequence[Protocol]) -> tuple[list[_Json], list[_Json]]:
    members: dict[str, list[tuple[str, int, Entry]]] = defaultdict(list)
    for protocol in protocols:
        for n, entry in enumerate(protocol.entries, 1):
            if entry.substantive and entry.family:
                members[entry.family].append((protocol.doc, n, entry))
    families: list[_Json] = []
    pairs: list[_Json] = []
    problems: list[str] = []
    for family in sorted(members):
        group = members[family]
        # the reading that the author compared the others with is the one without a relation
        ref = next((member for member in group if member[2].relation is None), group[0])
        relations = []
        for member in group:
            relation = _relation(member, ref, alone=len(group) == 1)
            if member[2].relation == "verbatim" and relation != "verbatim":
                problems.append(f"{member[0]} {member[1]}: not verbatim to {ref[0]} {ref[1]}")
            relations.append(relation)
        families.append(
            {
                "id": family,
                "name": _name(ref[2].text),
                "ref": {"doc": ref[0], "n": ref[1]},
                "members": [
                    {"doc": doc, "n": n, "relation": relation}
                    for (doc, n, _), relation in zip(group, relations, strict=True)
                ],
            }
        )
        pairs += _pairs(family, group, relations)
    if problems:
        raise ValueError("\n".join(problems))
    return families, pairs


def _relation(member: tuple[str, int, Entry], ref: tuple[str, int, Entry], *, alone: bool) -> str:
    if alone:
        return "unique"
    if fold_item(member[2].text) == fold_item(ref[2].text):
        return "verbatim"
    stated = member[2].relation
    return stated if stated in {"adapted", "paraphrase"} else "adapted"


def _pairs(
    family: str, group: Sequence[tuple[str, int, Entry]], relations: Sequence[str]
) -> Iterable[_Json]:
    for i, (doc, n, entry) in enumerate(group):
        for j in range(i + 1, len(group)):
            other_doc, other_n, other = group[j]
            if doc == other_doc:
                continue
            if fold_item(entry.text) == fold_item(other.text):
                relation = "verbatim"
            elif "paraphrase" in (relations[i], relations[j]):
                relation = "paraphrase"
            else:
                relation = "adapted"
            yield {
                "family": family,
                "a": {"doc": doc, "n": n},
                "b": {"doc": other_doc, "n": other_n},
                "relation": relation,
            }


def _name(text: str) -> str:
    words = text.rstrip(".;:,").split()
    return " ".join(words[:10]) + (" ..." if len(words) > 10 else "")


def _reviews(protocols: Sequence[Protocol], readings: Mapping[str, _Reading]) -> bytes:
    problems: list[str] = []
    councils = {protocol.doc: _review(protocol) for protocol in protocols}
    findings = []
    for protocol in protocols:
        for finding in protocol.findings:
            found = {"doc": protocol.doc, "type": finding["type"]}
            text = readings[protocol.doc].text
            for name, words in (("evidence", finding["text"]), ("other", finding.get("other"))):
                if words is None:
                    continue
                place = _place(text, words, after=found.get("evidence", {}).get("end"))
                if place is None:
                    problems.append(f"{protocol.doc}: no such words as {words!r}")
                else:
                    found[name] = place
            found["fact"] = finding["fact"]
            findings.append(found)
    if problems:
        raise ValueError("\n".join(problems))
    reviews = {"as_of": AS_OF, "councils": councils, "findings": findings}
    return (json.dumps(reviews, ensure_ascii=False, indent=1) + "\n").encode()


def _place(text: str, words: str, after: int | None) -> _Json | None:
    """Find words as printed; those of the second place of a finding, past the first if they can."""
    pattern = re.compile(r"\s+".join(map(re.escape, str(words).split())), re.IGNORECASE)
    found = (pattern.search(text, after) if after else None) or pattern.search(text)
    return found and {"start": found.start(), "end": found.end(), "text": found.group()}


def _review(protocol: Protocol) -> _Json:
    stated = protocol.review
    months = stated.get("cadence_months")
    cadence: _Json | None = None
    if stated.get("cadence_text") or months:
        cadence = {"text": stated.get("cadence_text")}
        if isinstance(months, list):
            cadence["candidates"] = [{"months": month} for month in months]
        else:
            cadence["months"] = months
    due = stated.get("review_due")
    approved = stated.get("approved_by")
    review: _Json = {
        "council": protocol.council,
        "title": stated.get("title"),
        "adopted": _text(stated.get("adopted")),
        "last_reviewed": _text(stated.get("last_reviewed")),
        "approving_bodies": [approved] if approved else [],
        "cadence": cadence,
        "review_due": _span(str(due)) if due else None,
        "status": stated["status"],
        "approved_by": approved,
        "minute_ref": _text(stated.get("minute_ref")),
        "version": _text(stated.get("version")),
    }
    if stated.get("accept"):
        review["accept"] = stated["accept"]
    return review


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _span(due: str) -> _Json:
    """Give the first and the last day of a day, a month or a year.

    Example:
        >>> _span("2027-02")["latest"]
        '2027-02-28'
    """
    parts = [int(part) for part in due.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else None
    if month is None:
        precision, earliest, latest = "year", f"{year}-01-01", f"{year}-12-31"
    elif len(parts) == 2:
        last = monthrange(year, month)[1]
        precision = "month"
        earliest, latest = f"{year}-{month:02d}-01", f"{year}-{month:02d}-{last}"
    else:
        precision, earliest, latest = "day", due, due
    return {"text": due, "precision": precision, "earliest": earliest, "latest": latest}


def _lines(records: Iterable[_Json]) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()
