"""Words that one reading adds or leaves out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.comparison import Mark, compared

WORDS = st.lists(st.sampled_from(["Staff", "must", "may", "reply,", "in", "writing."]), max_size=12)


@pytest.mark.parametrize(
    ("reading", "usual", "expected"),
    [
        pytest.param("Reply, promptly.", "reply promptly", ["=Reply, promptly."], id="punctuation"),
        pytest.param("may reply", "must reply", ["-must", "+may", "=reply"], id="one-word"),
        pytest.param("reply", "", ["+reply"], id="nothing-to-compare-with"),
        pytest.param("", "reply", ["-reply"], id="nothing-left"),
    ],
)
def test_words_are_marked_against_the_other_reading(reading, usual, expected):
    signs = {Mark.SAME: "=", Mark.ADDED: "+", Mark.LEFT_OUT: "-"}
    marked = [signs[stretch.mark] + stretch.text for stretch in compared(reading, usual)]
    assert sorted(marked) == sorted(expected)


@given(WORDS, WORDS)
def test_what_is_not_left_out_is_the_reading_and_what_is_not_added_the_other(ours, theirs):
    stretches = compared(" ".join(ours), " ".join(theirs))
    kept = [s.text for s in stretches if s.mark is not Mark.LEFT_OUT]
    other = [s.text for s in stretches if s.mark is not Mark.ADDED]
    assert " ".join(kept).split() == ours
    assert " ".join(other).split() == theirs


def test_a_very_long_reading_is_left_unmarked():
    long = "word " * 2000
    assert [stretch.mark for stretch in compared(long, "other")] == [Mark.SAME]
