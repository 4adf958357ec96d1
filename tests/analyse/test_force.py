"""The force of single clauses, and of list items with their introductions."""

import pytest

from pipeline.analyse.force import forces, said_by
from pipeline.model import Clause, ClauseKind
from tests.analyse.force_table import cases, figures


def clause(text, intro=None, kind=ClauseKind.CLAUSE):
    return Clause("a", 1, None, "1", (), kind, text, 0, len(text), intro=intro)


@pytest.mark.parametrize(
    ("text", "intro", "expected"),
    [
        ("The Clerk must reply within five working days.", None,
         ("must", False, "officers", ("5 working days",), ())),
        ("Members should copy the Chairman in.", None, ("should", False, "councillors", (), ())),
        ("Councillors may not give orders to staff.", None,
         ("may not", True, "councillors", (), ())),
        ("The Chairman may spend up to £250 in a month.", None,
         ("may", False, "chair", ("1 month",), ("£250",))),
        ("treat staff with courtesy;", "Councillors must:", ("must", False, "councillors", (), ())),
        ("not to gossip about staff;", "Members undertake:", ("", True, "", (), ())),
        ("timely answers to their questions", "Councillors can expect from officers:",
         ("can expect", False, "", (), ())),
        ("The office is in the High Street.", None, ("", False, "", (), ())),
    ],
)  # fmt: skip
def test_force_of_a_clause(text, intro, expected):
    clauses = [clause(text, intro)]
    (force,) = forces(clauses, said_by(clauses))

    found = (force.modality, force.negated, force.bearer, force.time_limits, force.numbers)
    assert found == expected


def test_most_sentences_of_the_table_are_read():
    read = figures(cases())

    assert read.pop("sentences") == 160
    assert min(read.values()) >= 0.98


def test_headings_have_no_force():
    clauses = [clause("What members must do", kind=ClauseKind.HEADING)]
    assert forces(clauses, said_by(clauses)) == ()
