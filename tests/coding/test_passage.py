"""Tests for what the coder reads of a clause."""

import pytest

from pipeline.coding.passage import passage_of
from pipeline.model import ClauseKind


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        pytest.param("3. Press and media", "Press and media", id="number"),
        pytest.param("2.3.1 Roles", "Roles", id="decimal"),
        pytest.param("(a) Officers", "Officers", id="letter"),
        pytest.param("iv) Staff", "Staff", id="roman"),
        pytest.param("Section 4 - Staff", "Staff", id="section"),
        pytest.param("ARTICLE 2: The Clerk", "The Clerk", id="article"),
        pytest.param("Staff", "Staff", id="bare"),
        pytest.param("A quiet word", "A quiet word", id="article-of-grammar-is-no-label"),
        pytest.param("I. General", "General", id="roman-capital"),
    ],
)
def test_a_heading_is_read_without_its_label(clause, heading, words):
    assert passage_of(clause("Text.", path=(heading,))).heading == words


def test_the_nearest_heading_is_read(clause):
    assert passage_of(clause("Text.", path=("1. Roles", "1.2 Clerk"))).heading == "Clerk"


def test_a_heading_that_is_only_a_label_gives_way_to_the_one_above(clause):
    assert passage_of(clause("Text.", path=("1. Roles", "2."))).heading == "Roles"


def test_a_list_item_is_read_under_its_intro_and_the_heading_over_that(clause):
    item = clause(
        "a prompt reply",
        kind=ClauseKind.LIST_ITEM,
        path=("4. Expectations", "4.1"),
        intro="Members can expect staff to give:",
    )

    passage = passage_of(item)

    assert (passage.heading, passage.intro) == ("Expectations", "Members can expect staff to give:")
    assert passage.context == "Members can expect staff to give:"


def test_a_clause_under_no_heading_has_no_context(clause):
    assert passage_of(clause("Text.")).context == ""
