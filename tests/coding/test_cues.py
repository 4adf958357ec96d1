"""Tests for the words that name provisions."""

import pytest

from pipeline.coding.cues import CueFinder


@pytest.fixture(scope="module")
def finder():
    return CueFinder([("group meeting", "caucus"), ("e-mail", "day to day"), ("y wasg",)])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("Group meetings are private.", 0, id="plural"),
        pytest.param("at the GROUP-MEETING", 0, id="case-and-hyphen"),
        pytest.param("the caucus's wishes", 0, id="possessive"),
        pytest.param("by e-mail", 1, id="hyphen-in-the-cue"),
        pytest.param("the day-to-day work", 1, id="hyphens-in-the-text"),
        pytest.param("siarad â'r papur ac â y wasg", 2, id="welsh"),
    ],
)
def test_a_cue_is_found_whatever_its_form(finder, text, named):
    weights = finder.weights([text])[0]

    assert [place for place, weight in enumerate(weights) if weight] == [named]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("The group held a meeting.", id="words-apart"),
        pytest.param("Regrouping meetings", id="within-a-word"),
    ],
)
def test_other_words_name_nothing(finder, text):
    assert not finder.weights([text]).any()


def test_several_cues_weigh_more_than_one_said_twice(finder):
    once, twice, both = finder.weights(["caucus", "caucus caucus", "caucus or group meeting"])[:, 0]

    assert once == twice < both <= 1


def test_no_texts_give_no_rows(finder):
    assert finder.weights([]).shape == (0, 3)


def test_a_cue_of_two_provisions_names_both():
    assert CueFinder([("leak",), ("leak",)]).weights(["a leak"]).all()
