import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.numerals import Numeral, numeral


@pytest.mark.parametrize(
    ("number", "style", "printed"),
    [
        pytest.param(3, Numeral.DECIMAL, "3", id="decimal"),
        pytest.param(7, Numeral.PADDED, "07", id="padded"),
        pytest.param(27, Numeral.LOWER_LETTER, "aa", id="letters-double-in-word"),
        pytest.param(28, Numeral.LOWER_LETTER, "bb", id="letters-double-again"),
        pytest.param(28, Numeral.LOWER_LETTER_26, "ab", id="letters-count-on-in-browsers"),
        pytest.param(26, Numeral.UPPER_LETTER_26, "Z", id="last-letter"),
        pytest.param(14, Numeral.LOWER_ROMAN, "xiv", id="roman"),
        pytest.param(1999, Numeral.UPPER_ROMAN, "MCMXCIX", id="long-roman"),
        pytest.param(0, Numeral.LOWER_ROMAN, "0", id="no-roman-zero"),
        pytest.param(-1, Numeral.LOWER_LETTER, "-1", id="no-negative-letter"),
        pytest.param(11, Numeral.ORDINAL, "11th", id="eleventh"),
        pytest.param(22, Numeral.ORDINAL, "22nd", id="twenty-second"),
        pytest.param(2, Numeral.ORDINAL_WORD, "Second", id="ordinal-word"),
        pytest.param(1, Numeral.CARDINAL_WORD, "One", id="cardinal-word"),
    ],
)
def test_numbers_are_printed_in_the_style_of_their_list(number, style, printed):
    assert numeral(number, style) == printed


@given(st.integers(-(10**9), 10**9), st.sampled_from(Numeral))
def test_no_number_prints_nothing_or_endlessly(number, style):
    assert 0 < len(numeral(number, style)) < 40
