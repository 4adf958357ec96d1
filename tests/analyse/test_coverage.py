"""What makes a cell of the matrix."""

import pytest

from pipeline.analyse.coverage import coverage
from pipeline.model import (
    Basis,
    Clause,
    ClauseKind,
    Codebook,
    Coding,
    Document,
    Level,
    Provision,
    State,
)

CODEBOOK = Codebook(
    "1", "Test", (Provision("press", "Press", "Who speaks?", "Press.", "Media", (), (), ()),)
)


def document(state=State.TEXT):
    return Document("fern", state, "", (), "text/plain", "plain 1")


def clause(n, text="Words."):
    return Clause("fern", n, None, str(n), (), ClauseKind.CLAUSE, text, 0, 1, page=n)


def coded(n, level, score=0.9):
    return Coding("fern", n, "press", level, Basis.CLASSIFIER, score)


@pytest.mark.parametrize(
    ("codings", "level", "clauses"),
    [
        pytest.param([], Level.ABSENT, (), id="silent"),
        pytest.param([coded(2, Level.MENTION)], Level.MENTION, (2,), id="mention"),
        pytest.param(
            [coded(1, Level.MENTION), coded(3, Level.RULES)], Level.RULES, (3, 1), id="rules-first"
        ),
        pytest.param(
            [coded(1, Level.RULES, 0.6), coded(2, Level.RULES, 0.8)],
            Level.RULES,
            (2, 1),
            id="surest-first",
        ),
    ],
)
def test_a_cell_is_the_strongest_of_its_clauses(codings, level, clauses):
    everything = [clause(n) for n in (1, 2, 3)]
    (cell,) = coverage({"fern": document()}, everything, codings, CODEBOOK)

    assert (cell.level, cell.clauses) == (level, clauses)
    assert cell.page == (clauses[0] if clauses else None)


@pytest.mark.parametrize(
    "state", [State.UNREADABLE, State.PASSWORD, State.LIMIT, State.UNSUPPORTED, State.EMPTY]
)
def test_what_could_not_be_read_is_never_silent(state):
    (cell,) = coverage({"fern": document(state)}, [], [], CODEBOOK)

    assert cell.level is Level.UNREADABLE


@pytest.mark.parametrize(
    ("text", "points_to"),
    [
        ("For the press, see the Media and Press Policy.", "Media and Press Policy"),
        (
            "Press matters are set out in the council’s Communications Policy.",
            "Communications Policy",
        ),
        ("The press may attend.", None),
    ],
)
def test_a_mention_that_only_points_elsewhere_says_where(text, points_to):
    (cell,) = coverage({"fern": document()}, [clause(1, text)], [coded(1, Level.MENTION)], CODEBOOK)
    assert cell.points_to == points_to
