"""Labels of two invented documents of the same three lines."""

import json

import pytest

from pipeline.evaluate import read_gold

TEXT = "1. Press\n1.1 Only the Chair speaks to the press.\n1.2 The Clerk writes the releases.\n"


@pytest.fixture
def gold_folder(tmp_path):
    """Write the labels; give their folder, beside which `corpus` lies."""
    folder = tmp_path / "gold"
    (folder / "texts").mkdir(parents=True)
    (tmp_path / "corpus").mkdir()
    entries, members = [], []
    for doc in ("fern", "marsh"):
        (folder / "texts" / f"{doc}.txt").write_text(TEXT, encoding="utf-8")
        for n, (label, text) in enumerate(
            [
                ("1.", "Press"),
                ("1.1", "Only the Chair speaks to the press."),
                ("1.2", "The Clerk writes the releases."),
            ],
            start=1,
        ):
            at = TEXT.index(text)
            entries.append(
                {
                    "doc": doc,
                    "n": n,
                    "label": label,
                    "kind": "heading" if n == 1 else "clause",
                    "start": at - len(label) - 1,
                    "text_start": at,
                    "end": at + len(text),
                    "substantive": n > 1,
                }
            )
        members.append({"doc": doc, "n": 2})
    pair = {"a": members[0], "b": members[1], "relation": "verbatim"}
    write(folder / "clauses.jsonl", entries)
    write(
        folder / "codes.jsonl",
        [{"doc": "fern", "n": 2, "codes": [{"id": "press", "strength": "rule"}]}],
    )
    write(
        folder / "families.jsonl",
        [
            {"id": "F1", "members": members},
            {"id": "F2", "members": [{"doc": "fern", "n": 3}]},
            {"id": "F3", "members": [{"doc": "marsh", "n": 3}]},
        ],
    )
    write(folder / "pairs.jsonl", [pair])
    (folder / "coverage.csv").write_text(
        "doc,council,press,press_evidence\nfern,Fern,rules,2 3m\nmarsh,Marsh,absent,\n",
        encoding="utf-8",
    )
    (folder / "reviews.json").write_text(
        json.dumps({"as_of": "2026-11-22", "councils": {}, "findings": []}), encoding="utf-8"
    )
    return folder


@pytest.fixture
def gold(gold_folder):
    """Give the labels as they are read."""
    return read_gold(gold_folder, gold_folder.parent / "corpus")


def write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
