import pytest

from pipeline.segment.facts.revisit_words import Tense
from pipeline.segment.facts.revisits import find_revisits, names_another_kind


def found(text):
    return [(text[item.start : item.end], item.tense) for item in find_revisits(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "words", "tense"),
    [
        pytest.param("We go over this charter every May.", "go over this charter", Tense.AHEAD,
                     id="habit"),
        pytest.param("It will be gone over again in May.", "It will be gone over again",
                     Tense.AHEAD, id="passive"),
        pytest.param("The Council looked at it again in May.", "looked at it again", Tense.DONE,
                     id="past"),
        pytest.param("These notes were gone through in May.", "These notes were gone through",
                     Tense.DONE, id="past passive"),
        pytest.param("This guide goes before the council in May.",
                     "This guide goes before the council", Tense.HABIT,
                     id="perhaps for the first time"),
        pytest.param("This guide goes back to the council in May.",
                     "This guide goes back to the council", Tense.AHEAD, id="not the first time"),
        pytest.param("The Council confirms this code each year.", "confirms this code",
                     Tense.HABIT, id="confirmed each year"),
        pytest.param("This is a living paper and will be re-issued in May.", "will be re-issued",
                     Tense.AHEAD, id="second verb of a sentence"),
    ],
)  # fmt: skip
def test_words_that_have_the_document_looked_at_again_are_found(text, words, tense):
    assert found(text) == [(words, tense)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We go over the rents every May.", id="another object"),
        pytest.param("We will look at this question again in May.", id="this with a noun"),
        pytest.param("Staff checked under this policy are seen again.", id="after a preposition"),
        pytest.param("New members go through this guide in May.", id="newcomers"),
        pytest.param("Go through this guide with each new member.", id="with newcomers"),
        pytest.param("Members are asked to read this through again.", id="told to"),
        pytest.param("If a member objects, the Chair will look at it again.", id="condition"),
        pytest.param("The lease ends in May. We will look at it again.", id="spoken of before"),
        pytest.param("This code will not be looked at again.", id="negated"),
        pytest.param("", id="nothing"),
    ],
)
def test_other_words_are_no_revisit(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("named", "title", "other"),
    [
        ("the code", "Protocol for Members and Staff", True),
        ("the code", "Code for Members and Staff", False),
        ("the rules", "House Rules", False),
        ("this code", "Protocol for Members and Staff", False),
        ("the document", "Protocol for Members and Staff", False),
        ("the code", None, False),
    ],
)
def test_the_code_is_another_text_where_the_title_is_not_a_codes(named, title, other):
    assert names_another_kind(named, title) is other
