"""What the figures make of right, wrong and missing answers."""

import pytest

from pipeline.evaluate.clauses import score_clauses
from pipeline.evaluate.coverage import score_coverage
from pipeline.evaluate.families import score_families
from pipeline.model import Cell, Clause, ClauseKind, Family, Level, Member, Relation

TEXT = "1. Press 1.1 Only the Chair speaks to the press. 1.2 The Clerk writes the releases."


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
            [clause("fern", 1, None, TEXT), *RIGHT[3:]],
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


def test_a_provision_has_counts_and_the_figures_of_the_levels_that_occur(gold):
    cells = [Cell("fern", "press", Level.MENTION, (), "", None)]

    scores = score_coverage(gold, cells).by_provision["press"]

    assert scores.figures == {
        "gold_rules": 1,
        "gold_mention": 0,
        "gold_absent": 1,
        "cell_accuracy": 0.0,
        "rules_f1": 0.0,
        "mention_f1": 0.0,
        "absent_f1": 0.0,
        "macro_f1": 0.0,
    }
    right = [Cell("fern", "press", Level.RULES, (), "", None)]
    assert "mention_f1" not in score_coverage(gold, right).by_provision["press"].figures


@pytest.mark.parametrize(
    ("fern", "marsh", "precision", "recall"),
    [
        pytest.param(Level.RULES, Level.RULES, 0.5, 1.0, id="one-too-many"),
        pytest.param(Level.ABSENT, Level.ABSENT, 0.0, 0.0, id="none"),
        pytest.param(Level.RULES, Level.ABSENT, 1.0, 1.0, id="right"),
    ],
)
def test_each_level_has_precision_and_recall(gold, fern, marsh, precision, recall):
    cells = [Cell(doc, "press", at, (), "", None) for doc, at in (("fern", fern), ("marsh", marsh))]

    figures = score_coverage(gold, cells).figures

    assert (figures["rules_precision_pooled"], figures["rules_recall_pooled"]) == (
        precision,
        recall,
    )
