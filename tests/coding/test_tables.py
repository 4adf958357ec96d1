"""Tests for what the coder reads of the rows of a table."""

import pytest

from pipeline.coding.passage import Passage
from pipeline.coding.tables import heads_of, passages_of_row
from pipeline.model import ClauseKind


@pytest.fixture
def table(clause):
    """Make the rows of one table, numbered from 5."""

    def make(*rows, first=5, doc="stowcote"):
        return [
            clause(
                "\t".join(cells),
                n=first + place,
                doc=doc,
                kind=ClauseKind.TABLE_ROW,
                path=("4. Who does what",),
            )
            for place, cells in enumerate(rows)
        ]

    return make


SUBJECTS = (
    ("Subject", "Members", "Staff"),
    ("Money", "Set the budget and the precept each January", "Keep the accounts and pay the bills"),
    ("Law", "Decide in meetings that were lawfully called", "Advise on powers and sign notices"),
)
PROMISES = (
    ("Staff can expect members to:", "Members can expect staff to:"),
    ("Allow a sensible time before chasing", "Reply within three working days"),
    ("Accept no for an answer", ""),
)
THREE = (
    ("Matter", "Councillors will", "Officers will"),
    ("Reporters", "Send them to the office", "Give facts and no opinions"),
)


def test_rows_are_read_under_the_row_that_names_the_columns(table):
    rows = table(*SUBJECTS)
    heads = heads_of(rows)
    assert heads == {("stowcote", n): SUBJECTS[0] for n in (6, 7)}
    assert passages_of_row(rows[1], heads["stowcote", 6]) == [
        Passage(
            "Who does what",
            "Subject | Members | Staff",
            "Money | Set the budget and the precept each January"
            " | Keep the accounts and pay the bills",
        )
    ]


def test_cells_under_a_promise_are_read_one_by_one(table):
    rows = table(*PROMISES)
    heads = heads_of(rows)
    read = [passages_of_row(row, heads[row.doc, row.n]) for row in rows]
    members, staff = PROMISES[0]
    assert read == [
        [Passage("Who does what", "", members), Passage("Who does what", "", staff)],
        [
            Passage("Who does what", members, "Allow a sensible time before chasing"),
            Passage("Who does what", staff, "Reply within three working days"),
        ],
        [Passage("Who does what", members, "Accept no for an answer")],
    ]


def test_a_row_with_nothing_under_its_promises_is_read_whole(table):
    head = ("Matter", "Councillors will", "Officers will", "Notes")
    _, row = table(head, ("Press", "", "", "See the press policy"))
    assert passages_of_row(row, head) == [
        Passage("Who does what", " | ".join(head), "Press |  |  | See the press policy")
    ]


def test_the_subject_of_a_row_is_the_heading_of_its_promises(table):
    rows = table(*THREE)
    heads = heads_of(rows)
    assert passages_of_row(rows[1], heads["stowcote", 6]) == [
        Passage("Reporters", "Councillors will", "Send them to the office"),
        Passage("Reporters", "Officers will", "Give facts and no opinions"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            (("Relationships at work", "Handbook, section 12"), ("Grievance", "Handbook, 9")),
            id="all-rows-alike",
        ),
        pytest.param((("Subject", "Members", "Staff"),), id="a-row-alone"),
        pytest.param((("Subject", ""), ("Money", "Set the budget each January")), id="empty-cell"),
        pytest.param(
            (("Only the Clerk speaks.", "Always"), ("Press", "Ask the Clerk before you say any")),
            id="a-sentence-names-no-column",
        ),
        pytest.param((("Notes",), ("Only the Clerk may speak to the press",)), id="one-column"),
    ],
)
def test_a_first_row_that_names_no_columns_is_no_head(table, rows):
    assert heads_of(table(*rows)) == {}


def test_rows_of_different_tables_have_different_heads(table):
    first = table(*SUBJECTS)
    apart = table(*PROMISES, first=9)
    elsewhere = table(*THREE, first=8, doc="fern")
    narrower = table(("Step", "Time"), ("Write to the Clerk within", "14 days"), first=20)
    heads = heads_of([*narrower, *apart, *elsewhere, *first])
    assert {key: head[0] for key, head in heads.items()} == {
        **{("stowcote", n): "Subject" for n in (6, 7)},
        ("stowcote", 21): "Step",
        **{("stowcote", n): PROMISES[0][0] for n in (9, 10, 11)},
        **{("fern", n): "Matter" for n in (8, 9)},
    }


def test_a_row_without_a_head_is_read_by_itself(table):
    (row,) = table(("Press", "Only the Clerk may speak to reporters"))
    assert passages_of_row(row, ()) == [
        Passage("Who does what", "", "Press | Only the Clerk may speak to reporters")
    ]
