"""What makes a cell of the matrix."""

import pytest

from pipeline.analyse.coverage import coverage
from pipeline.model import (
    Basis,
    Chances,
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


UNSURE = Chances("fern", "press", absent=0.2, mention=0.3, rules=0.5, nearest=7)
SILENT = Chances("fern", "press", absent=0.9, mention=0.06, rules=0.04, nearest=7)


def cell_of(clauses, codings, *, state=State.TEXT, chances=UNSURE):
    (cell,) = coverage(
        {"fern": document(state)},
        clauses,
        codings,
        CODEBOOK,
        chances={("fern", "press"): chances},
        councils={},
        certain_from=0.8,
    )
    return cell


def document(state=State.TEXT):
    return Document("fern", state, "", (), "text/plain", "plain 1")


def clause(n, text="Words."):
    return Clause("fern", n, None, str(n), (), ClauseKind.CLAUSE, text, 0, 1, page=n)


def coded(n, level, score=0.9, basis=Basis.CLASSIFIER):
    return Coding("fern", n, "press", level, basis, score)


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
    cell = cell_of(everything, codings)

    assert (cell.level, cell.clauses) == (level, clauses)
    assert cell.page == (clauses[0] if clauses else None)


@pytest.mark.parametrize(
    "state", [State.UNREADABLE, State.PASSWORD, State.LIMIT, State.UNSUPPORTED, State.EMPTY]
)
def test_what_could_not_be_read_is_never_silent(state):
    cell = cell_of([], [], state=state)

    assert cell.level is Level.UNREADABLE
    assert (cell.chance, cell.certain) == (None, False)


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
    cell = cell_of([clause(1, text)], [coded(1, Level.MENTION)])
    assert cell.points_to == points_to


@pytest.mark.parametrize(
    ("codings", "chances", "chance", "certain"),
    [
        pytest.param([coded(1, Level.RULES)], UNSURE, 0.5, False, id="near-another-level"),
        pytest.param([coded(1, Level.RULES)], SILENT, 0.04, False, id="all-else-says-otherwise"),
        pytest.param([], SILENT, 0.9, True, id="silence-can-be-certain"),
        pytest.param([], UNSURE, 0.2, False, id="silence-to-be-checked"),
        pytest.param(
            [coded(1, Level.RULES, basis=Basis.CORRECTION)],
            SILENT,
            1.0,
            True,
            id="a-person-said-so",
        ),
        pytest.param(
            [coded(1, Level.MENTION, basis=Basis.CUE)], SILENT, 0.96, True, id="a-status-line"
        ),
    ],
)
def test_a_cell_says_how_sure_it_is(codings, chances, chance, certain):
    cell = cell_of([clause(1)], codings, chances=chances)

    assert cell.chance == pytest.approx(chance)
    assert cell.certain is certain


@pytest.mark.parametrize(
    ("codings", "chances", "nearest"),
    [
        pytest.param([], UNSURE, 7, id="silence-to-be-checked"),
        pytest.param([], SILENT, None, id="certain-silence"),
        pytest.param([coded(1, Level.RULES)], UNSURE, None, id="clauses-are-there"),
    ],
)
def test_doubtful_silence_says_where_to_look(codings, chances, nearest):
    assert cell_of([clause(1)], codings, chances=chances).nearest == nearest
