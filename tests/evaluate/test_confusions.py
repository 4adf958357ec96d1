"""Where a wrong cell went wrong, and what a person is shown of it."""

import csv
import io
from collections import Counter
from dataclasses import replace
from types import SimpleNamespace

import pytest

from pipeline.evaluate.confusions import Cause, confusion_csv, confusion_lines, confusions
from pipeline.evaluate.gold import GoldClause
from pipeline.model import Basis, Cell, Clause, ClauseKind, Coding, Level

RULES, MENTION, ABSENT, UNREADABLE = Level.RULES, Level.MENTION, Level.ABSENT, Level.UNREADABLE

TEXTS = {
    1: "Fern Parish Council",
    2: "Only the Chair speaks to the press.",
    3: "The Clerk writes the releases.",
    4: "Bins are emptied on Tuesdays.",
}


@pytest.fixture
def labels(gold):
    """Give labels of one document and one provision, as a function of its level and evidence."""

    def make(level, evidence=(), codes=()):
        rows = tuple(
            GoldClause("fern", n, None, "clause", text, 0, 1, n > 1, "en", None, "")
            for n, text in TEXTS.items()
        )
        return replace(
            gold,
            docs=("fern",),
            clauses={"fern": rows},
            coverage={("fern", "press"): level},
            evidence={("fern", "press"): tuple(evidence)},
            codes={("fern", n): ((name, at),) for n, name, at in codes},
        )

    return make


def found(level, clauses=(), codings=(), **more):
    """Make findings: a cell, and clauses numbered from 11 with the same texts."""
    cells = () if level is None else (Cell("fern", "press", level, clauses, "", None, **more),)
    return SimpleNamespace(
        cells=cells,
        clauses=tuple(
            Clause("fern", n + 10, None, str(n), (), ClauseKind.CLAUSE, text, 0, 1)
            for n, text in TEXTS.items()
        ),
        codings=tuple(
            Coding("fern", n, name, at, Basis.CLASSIFIER, 0.9) for n, name, at in codings
        ),
    )


MATCHED = {"fern": {2: 12, 3: 13, 4: 14}}


@pytest.mark.parametrize(
    ("gold_cell", "our_cell", "matched", "cause"),
    [
        pytest.param(
            ("rules", [(2, "rules")]), (ABSENT,), MATCHED, Cause.NOT_CODED, id="not-coded"
        ),
        pytest.param(
            ("rules", [(2, "rules")]), (ABSENT,), {"fern": {}}, Cause.NOT_FOUND, id="not-cut-out"
        ),
        pytest.param(
            ("rules", [(2, "rules"), (3, "rules")]),
            (ABSENT,),
            {"fern": {3: 13}},
            Cause.NOT_CODED,
            id="one-of-two-cut-out",
        ),
        pytest.param(
            ("rules", [(2, "rules")]),
            (MENTION, (12,), [(12, "press", MENTION)]),
            MATCHED,
            Cause.CODED_LOWER,
            id="coded-lower",
        ),
        pytest.param(
            ("rules", [(2, "rules"), (3, "mention")]),
            (MENTION, (13,), [(13, "press", MENTION)]),
            MATCHED,
            Cause.NOT_CODED,
            id="mention-elsewhere",
        ),
        pytest.param(
            ("mention", [(1, "mention")]), (ABSENT,), MATCHED, Cause.NOT_CODED, id="title-line"
        ),
        pytest.param(
            ("mention", [(2, "mention")], [(2, "press", "mention")]),
            (RULES, (12,), [(12, "press", RULES)]),
            MATCHED,
            Cause.CODED_HIGHER,
            id="coded-higher",
        ),
        pytest.param(
            ("absent",),
            (MENTION, (14,), [(14, "press", MENTION)]),
            MATCHED,
            Cause.OTHER_CLAUSE,
            id="out-of-nothing",
        ),
        pytest.param(
            ("mention", [(2, "mention")], [(2, "press", "mention")]),
            (RULES, (13,), [(13, "press", RULES)]),
            MATCHED,
            Cause.OTHER_CLAUSE,
            id="another-clause",
        ),
        pytest.param(("rules", []), (ABSENT,), MATCHED, Cause.NO_EVIDENCE, id="gold-without-words"),
        pytest.param(
            ("rules", [(2, "rules")]), (UNREADABLE,), {"fern": {}}, Cause.NOT_READ, id="unreadable"
        ),
        pytest.param(("absent", []), (None,), {}, Cause.NOT_READ, id="no-such-cell"),
    ],
)
def test_the_cause_of_a_wrong_cell(labels, gold_cell, our_cell, matched, cause):
    (confusion,) = confusions(labels(*gold_cell), found(*our_cell), matched)

    assert confusion.cause is cause


def test_a_right_cell_is_no_confusion(labels):
    assert confusions(labels("rules"), found(RULES), MATCHED) == ()


@pytest.fixture
def coded_lower(labels):
    """Give a wrong cell with evidence on both sides, and other codes."""
    gold = labels(
        "rules", [(3, "mention"), (2, "rules")], [(2, "press", "rules"), (4, "bins", "rules")]
    )
    ours = found(
        MENTION,
        (12, 14),
        [(12, "equality", RULES), (12, "press", MENTION), (14, "press", MENTION)],
        chance=0.8125,
        certain=True,
    )
    return confusions(gold, ours, MATCHED)


def test_a_block_shows_what_each_side_makes_of_the_words(coded_lower):
    lines = list(confusion_lines(coded_lower, Counter(rules=5)))

    assert lines[-8:] == [
        "",
        "fern press: gold rules, ours mention, chance 0.81, certain (clause coded lower)",
        "  gold 2 (rules), in ours 12: press mention, equality rules",
        "    Only the Chair speaks to the press.",
        "  gold 3 (mention), in ours 13: no code",
        "    The Clerk writes the releases.",
        "  ours 14 (mention), in gold 4: bins rules",
        "    Bins are emptied on Tuesdays.",
    ]


def test_the_summary_counts_levels_causes_and_provisions(coded_lower):
    lines = list(confusion_lines(coded_lower * 2, Counter(rules=5, absent=3)))

    assert [line.split() for line in lines[:4]] == [
        ["gold", "\\", "ours", "rules", "mention", "absent"],
        ["rules", "5", "2", "0"],
        ["mention", "0", "0", "0"],
        ["absent", "0", "0", "3"],
    ]
    assert lines[5:7] == ["causes: clause coded lower 2", "provisions: press 2"]


def test_cells_of_a_document_not_read_have_a_column_of_their_own(labels):
    wrong = confusions(labels("rules", [(2, "rules")]), found(UNREADABLE), {"fern": {}})

    lines = list(confusion_lines(wrong, Counter()))

    assert lines[0].split()[-1] == "unreadable"
    assert lines[1].split() == ["rules", "0", "0", "0", "1"]


def test_without_wrong_cells_only_the_counts_are_shown():
    assert list(confusion_lines((), Counter(rules=1)))[5:] == ["causes: none", "provisions: none"]


def test_no_line_is_wider_than_a_terminal(labels):
    long = replace(
        confusions(labels("rules", [(2, "rules")]), found(ABSENT), MATCHED)[0].theirs[0],
        quote="word " * 500,
        other_codes=tuple((f"provision_of_some_length_{n}", "rules") for n in range(9)),
    )
    wrong = confusions(labels("rules", [(2, "rules")]), found(ABSENT), MATCHED)[0]

    many = [replace(wrong, provision=f"provision_{n}", theirs=(long,) * 9) for n in range(30)]
    lines = list(confusion_lines(many, Counter()))

    assert max(map(len, lines)) <= 100
    assert lines[-1] == "  gold: and 4 more"


def test_the_table_has_one_row_a_cell(coded_lower):
    (row,) = csv.DictReader(io.StringIO(confusion_csv(coded_lower).decode()))

    assert row == {
        "doc": "fern",
        "provision": "press",
        "gold": "rules",
        "ours": "mention",
        "chance": "0.8125",
        "certain": "yes",
        "cause": "clause coded lower",
        "gold_evidence": (
            "2 (rules), in ours 12: press mention, equality rules: "
            "Only the Chair speaks to the press.\n"
            "3 (mention), in ours 13: no code: The Clerk writes the releases."
        ),
        "our_evidence": (
            "12 (mention), in gold 2: press rules: Only the Chair speaks to the press.\n"
            "14 (mention), in gold 4: bins rules: Bins are emptied on Tuesdays."
        ),
    }


def test_no_spreadsheet_runs_a_name_as_a_formula(coded_lower):
    hostile = replace(coded_lower[0], doc='=HYPERLINK("http://evil.example")')

    (row,) = csv.DictReader(io.StringIO(confusion_csv([hostile]).decode()))

    assert row["doc"].startswith("'=")
