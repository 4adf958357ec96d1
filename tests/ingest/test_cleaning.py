import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.cleaning import clean, one_line


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        pytest.param("The\x00 Clerk\x07", "The Clerk", id="nul-and-controls-go"),
        pytest.param("a\tb\nc", "a\tb\nc", id="tab-and-line-end-stay"),
        pytest.param("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne", id="line-ends-are-one"),
        pytest.param("page\x0cpage\x0bline", "page page line", id="feeds-are-spaces"),
        pytest.param("co\u00adun\u200bcil\ufeff", "council", id="invisible-characters-go"),
        pytest.param("\u202etxt\u2069", "txt", id="direction-marks-go"),
        pytest.param("lone \ud800 half", "lone \ufffd half", id="lone-surrogate-is-shown"),
        pytest.param("o\ufb03cer \ufb02ow", "officer flow", id="ligatures-fold"),
        pytest.param("\uf0b7 item \uf0a7", "• item ▪", id="symbol-font-bullets"),
        pytest.param("w\u0302yl a\u0302", "ŵyl â", id="composed"),
        pytest.param("the Clerk’s “view” – £5 ŵ ŷ", "the Clerk’s “view” – £5 ŵ ŷ", id="kept"),
    ],
)
def test_cleaning_keeps_text_and_nothing_else(text, cleaned):
    assert clean(text) == cleaned


@given(st.text(alphabet=st.characters()))
def test_cleaning_twice_changes_nothing_more(text):
    once = clean(text)

    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text())
def test_a_clean_text_can_be_written_anywhere(text):
    assert not [
        character
        for character in clean(text)
        if unicodedata.category(character) in {"Cc", "Cs"} and character not in "\t\n"
    ]


@given(st.text())
def test_one_line_has_single_spaces(text):
    assert one_line(text) == " ".join(one_line(text).split())
