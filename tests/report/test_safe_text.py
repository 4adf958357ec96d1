"""Text from sources in pages, sheets and tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.safe_text import cleaned, encodable, guarded, shortened, shown

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


@given(ANY_TEXT)
def test_cleaned_text_can_be_encoded_and_cleaning_twice_changes_nothing(text):
    once = cleaned(text)
    once.encode("utf-8")
    assert cleaned(once) == once


@given(ANY_TEXT)
def test_encodable_text_keeps_its_length(text):
    assert len(encodable(text).encode().decode()) == len(text)


@given(st.text("'=+-@\t\nab＝", max_size=6))
def test_taking_one_apostrophe_away_gives_guarded_text_back(text):
    safe = guarded(text)
    assert not safe.startswith(tuple("=+-@\t\n＝"))
    assert text in {safe, safe[1:]}


@given(st.text("'=a", max_size=6), st.text("'=a", max_size=6))
def test_two_texts_never_share_a_guarded_form(first, second):
    assert (guarded(first) == guarded(second)) == (first == second)


@given(ANY_TEXT, st.integers(10, 200))
def test_shortened_text_fits(text, limit):
    assert len(shortened(text, limit)) <= limit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\u202eb\u2066c", "abc", id="direction-marks-go"),
        pytest.param("Nant-y-Bryn ŵ العربية", "Nant-y-Bryn ŵ العربية", id="letters-stay"),
        pytest.param("\ud83d", "\ufffd", id="half-a-pair"),
        pytest.param("tab\tand\nline", "tab\tand\nline", id="tab-and-line-feed-stay"),
    ],
)
def test_shown_text_reads_in_its_own_direction(text, expected):
    assert shown(text) == expected
