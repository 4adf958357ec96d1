"""Tests for who is bound by a clause, and towards whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.coding.parties import SIGNALS, signals
from pipeline.coding.passage import Passage
from pipeline.model import Audience


@pytest.mark.parametrize(
    ("intro", "bound"),
    [
        pytest.param("Councillors can expect from officers:", "officer", id="from-officers"),
        pytest.param("Officers can expect from councillors:", "councillor", id="from-councillors"),
        pytest.param("Cllrs can expect the Clerc to:", "officer", id="wales"),
        pytest.param("All members can expect:", "officer", id="the-other-party-is-not-named"),
        pytest.param("Staff may expect:", "councillor", id="staff-expect"),
        pytest.param("What staff hope for, and look for in members:", "councillor", id="look-for"),
        pytest.param("The Clerk will:", "officer", id="duty-of-officers"),
        pytest.param("Members must not:", "councillor", id="duty-of-members"),
        pytest.param("Members and officers shall:", "all", id="both"),
        pytest.param("Everyone should:", "all", id="everyone"),
    ],
)
def test_a_list_intro_says_whom_its_items_bind(intro, bound):
    assert f"bound:{bound}" in signals(Passage("", intro, "be polite"))


def test_a_known_audience_goes_before_the_words_of_the_intro():
    passage = Passage("", "The following applies:", "be polite", Audience.OFFICERS)

    assert "bound:officer" in signals(passage)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Members must treat staff with respect.",
            {"subject:councillor", "object:officer", "councillor>officer"},
            id="members-towards-staff",
        ),
        pytest.param(
            "The Town Clerk will advise the Mayor.",
            {"subject:officer", "object:councillor", "officer>councillor"},
            id="clerk-towards-mayor",
        ),
        pytest.param("Councillors and staff should be civil.", {"subject:all"}, id="both"),
        pytest.param("Be civil to staff.", {"named:officer"}, id="no-verb-after-a-party"),
        pytest.param("Be civil.", {"nobody named"}, id="nobody"),
    ],
)
def test_the_parts_that_the_parties_play_are_named(text, expected):
    assert signals(Passage("", "", text)) == expected


@given(st.text(max_size=300), st.text(max_size=300))
def test_only_known_signals_are_given(intro, text):
    assert signals(Passage("", intro, text)) <= set(SIGNALS)


def test_hostile_text_is_read_in_reasonable_time():
    assert signals(Passage("", "member " * 3000, "officer and " * 2000))
