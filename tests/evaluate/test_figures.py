"""What the figures make of right, wrong and missing answers."""

import json

import pytest

from pipeline.errors import RequestError
from pipeline.evaluate import read_gold
from pipeline.evaluate.clauses import score_clauses
from pipeline.evaluate.coverage import score_coverage
from pipeline.evaluate.families import score_families
from pipeline.model import Cell, Clause, ClauseKind, Family, Level, Member, Relation

TEXT = "1. Press\n1.1 Only the Chair speaks to the press.\n1.2 The Clerk writes the releases.\n"


@pytest.fixture
def gold(tmp_path):
    """Write labels of two documents of the same three lines."""
    folder, corpus = tmp_path / "gold", tmp_path / "corpus"
    (folder / "texts").mkdir(parents=True)
    corpus.mkdir()
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
        folder / "families.jsonl",
        [
            {"id": "F1", "members": members},
            {"id": "F2", "members": [{"doc": "fern", "n": 3}]},
            {"id": "F3", "members": [{"doc": "marsh", "n": 3}]},
        ],
    )
    write(folder / "pairs.jsonl", [pair])
    (folder / "coverage.csv").write_text(
        "doc,council,press\nfern,Fern,rules\nmarsh,Marsh,absent\n", encoding="utf-8"
    )
    (folder / "reviews.json").write_text(
        json.dumps({"as_of": "2026-11-22", "councils": {}, "findings": []}), encoding="utf-8"
    )
    return read_gold(folder, corpus)


def write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def clause(doc, n, label, text, kind=ClauseKind.CLAUSE):
    return Clause(doc, n, label, str(n), (), kind, text, 0, 1)


RIGHT = [
    clause(doc, n, label, text, kind)
    for doc in ("fern", "marsh")
    for n, label, text, kind in (
        (1, "1.", "Press", ClauseKind.HEADING),
        (2, "1.1", "Only the Chair speaks to the press.", ClauseKind.CLAUSE),
        (3, "1.2", "The Clerk writes the releases.", ClauseKind.CLAUSE),
    )
]


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        pytest.param(
            RIGHT,
            {"boundary_f1": 1.0, "label_accuracy": 1.0, "kind_accuracy": 1.0, "heading_f1": 1.0},
            id="all-right",
        ),
        pytest.param(
            RIGHT[:3], {"boundary_recall": 0.5, "boundary_precision": 1.0}, id="one-missing"
        ),
        pytest.param(
            [clause("fern", 1, None, TEXT.replace("\n", " ")), *RIGHT[3:]],
            {"boundary_recall": 0.5, "boundary_precision": 2 / 3},
            id="not-cut",
        ),
        pytest.param(
            [*RIGHT[:5], clause("marsh", 3, "1.3", "The Clerk writes the release.")],
            {"boundary_f1": 0.75, "boundary_f1_fuzzy90": 1.0, "label_accuracy": 0.75},
            id="nearly",
        ),
        pytest.param([], {"boundary_f1": 0.0, "label_accuracy": 0.0}, id="nothing"),
    ],
)
def test_clauses(gold, clauses, expected):
    figures = score_clauses(gold, clauses).figures

    assert {name: figures[name] for name in expected} == pytest.approx(expected)


@pytest.mark.parametrize(
    ("levels", "accuracy"),
    [
        pytest.param({"fern": Level.RULES, "marsh": Level.ABSENT}, 1.0, id="right"),
        pytest.param({"fern": Level.MENTION, "marsh": Level.ABSENT}, 0.5, id="one-wrong"),
        pytest.param({"fern": Level.RULES, "marsh": Level.UNREADABLE}, 0.5, id="unread-is-wrong"),
        pytest.param({"fern": Level.RULES}, 0.5, id="missing-is-wrong"),
    ],
)
def test_cells(gold, levels, accuracy):
    cells = [Cell(doc, "press", level, (), "", None) for doc, level in levels.items()]

    assert score_coverage(gold, cells).figures["cell_accuracy"] == accuracy


@pytest.mark.parametrize(
    ("groups", "pair_f1"),
    [
        pytest.param([[("fern", 2), ("marsh", 2)]], 1.0, id="right"),
        pytest.param([[("fern", 2)], [("marsh", 2)]], 0.0, id="apart"),
        pytest.param(
            [[("fern", 2), ("marsh", 2), ("fern", 3), ("marsh", 3)]], 0.4, id="all-in-one"
        ),
    ],
)
def test_families(gold, groups, pair_f1):
    matched = score_clauses(gold, RIGHT).matched
    families = [
        Family(
            f"G{i}",
            "",
            group[0],
            tuple(Member(doc, n, Relation.VERBATIM, 1.0) for doc, n in group),
        )
        for i, group in enumerate(groups)
    ]
    assert score_families(gold, families, matched)["pair_f1"] == pytest.approx(pair_f1)


def test_a_folder_that_holds_no_labels_says_what_belongs_there(tmp_path):
    with pytest.raises(RequestError, match=r"clauses\.jsonl"):
        read_gold(tmp_path, tmp_path)
