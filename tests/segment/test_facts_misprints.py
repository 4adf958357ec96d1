import pytest

from pipeline.segment.facts.misprints import misprints
from pipeline.segment.facts.reading import reading_of
from tests.segment.test_facts import document


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        pytest.param("Adoptd", "Adopted", id="a letter left out"),
        pytest.param("REVEIWED", "REVIEWED", id="two letters changed places"),
        pytest.param("Octoberr", "October", id="a letter too many"),
        pytest.param("Fcbruary", "February", id="a letter misread"),
        pytest.param("Novernber", "November", id="m read as rn"),
        pytest.param("0ct0ber", "October", id="o read as nought"),
        pytest.param("Rev1ewed", "Reviewed", id="i read as one"),
        pytest.param("Adop ted", "Adopted", id="parted by a space"),
        pytest.param("Novem- ber", "November", id="parted at a line's end"),
        pytest.param("adolygwvd", "adolygwyd", id="Welsh"),
    ],
)
def test_a_misprinted_word_is_read_as_the_one_that_was_meant(printed, meant):
    assert list(misprints(f"On 4 May it was {printed}.")) == [(16, 16 + len(printed), meant)]


@pytest.mark.parametrize(
    ("date", "meant"),
    [
        pytest.param("12 Mav 2025", ["May"], id="v for y"),
        pytest.param("12th Ju1y 2025", ["July"], id="one for l"),
        pytest.param("12 0ct 2O25", ["Oct"], id="abbreviated"),
        pytest.param("12 May 2025", [], id="a month"),
        pytest.param("Mav 2025", [], id="no day beside it"),
        pytest.param("12 Mat 2025", [], id="of two months either"),
    ],
)
def test_a_short_month_is_put_right_only_beside_a_day(date, meant):
    assert [word for *_, word in misprints(f"Adopted {date}.")] == meant


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("adapted approves reviewer revived updates agree", id="words of their own"),
        pytest.param("chymeradwywyd fabwysiadwyd", id="mutated Welsh"),
        pytest.param("devised preview gratified", id="another first letter"),
        pytest.param("Adopted8 Review05 v2.adopted", id="words that ran into numbers"),
        pytest.param("clerk@reveiwed.example", id="address"),
        pytest.param("", id="nothing"),
    ],
)
def test_other_words_are_left_alone(words):
    assert list(misprints(words)) == []


def test_what_is_quoted_stands_as_it_was_printed():
    text = "Policy Adoptd on 3 Octobr 2024 by all."
    reading = reading_of(document(text), ())

    start = reading.text.index("Adopted")
    end = reading.text.index(" 2024")

    assert reading.text == "Policy Adopted on 3 October 2024 by all."
    assert reading.evidence(start, end).quote == "Adoptd on 3 Octobr"
    assert reading.evidence(start, start + len("Adopted")).quote == "Adoptd"
