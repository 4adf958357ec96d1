from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import PartialDate
from pipeline.text.dates import DateForm, even, find_dates, first_day, last_day, plus_months


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("3 April 2024", ["2024-04-03"], id="day month year"),
        pytest.param("03/04/2024", ["2024-04-03"], id="day first"),
        pytest.param("3.4.24", ["2024-04-03"], id="short year"),
        pytest.param("3-Apr-24", ["2024-04-03"], id="month by name between hyphens"),
        pytest.param("2024-04-03", ["2024-04-03"], id="year first"),
        pytest.param("April 3rd, 2024", ["2024-04-03"], id="month before day"),
        pytest.param("Wednesday, 3rd of April, 2024", ["2024-04-03"], id="weekday"),
        pytest.param("the third day of April 2024", ["2024-04-03"], id="day in words"),
        pytest.param("03 04 2024", ["2024-04-03"], id="spaces for points"),
        pytest.param("April 2024", ["2024-04"], id="month keeps its precision"),
        pytest.param("Apr '24", ["2024-04"], id="apostrophe for the century"),
        pytest.param("December 26", ["2026-12"], id="two digits after a month are a year"),
        pytest.param("04/2024", ["2024-04"], id="month in figures"),
        pytest.param("2024-04", ["2024-04"], id="year and month in figures"),
        pytest.param("in 2024.", ["2024"], id="year at the end of a sentence"),
        pytest.param("autumn of 2027", ["2027"], id="season is a year"),
        pytest.param("Q1 2027", ["2027-03-31"], id="quarter is its last day"),
        pytest.param("municipal year 2026/27", ["2027-05"], id="municipal year ends in May"),
        pytest.param("AGM 2027", ["2027-05"], id="annual meeting is in May"),
        pytest.param("14eg o Fehefin 2023", ["2023-06-14"], id="Welsh, mutated"),
        pytest.param("6 Mehefin / June 2023", ["2023-06-06"], id="one month in two languages"),
        pytest.param("6 June / July 2023", ["2023-06"], id="two months: the first, no day"),
        pytest.param("its September meeting 2025", ["2025-09"], id="a month's meeting"),
        pytest.param("7.th October 2025", ["2025-10-07"], id="ordinal behind a stop"),
        pytest.param("8 Medi 2020", ["2020-09-08"], id="Welsh"),
        pytest.param("20 th January 2020", ["2020-01-20"], id="ordinal split by a space"),
        pytest.param("21\nst\nMay 2022", ["2022-05-21"], id="ordinal on a line of its own"),
        pytest.param("8th\nNovember 2022", ["2022-11-08"], id="broken before the month"),
        pytest.param("12 May\n2021", ["2021-05-12"], id="broken before the year"),
        pytest.param("1lth May 2O21", ["2021-05-11"], id="letters for digits"),
        pytest.param("O7/1O/2O24", ["2024-10-07"], id="letters for digits in figures"),
        pytest.param("12\u1d57\u02b0 May 2021", ["2021-05-12"], id="superscript ordinal"),
        pytest.param("12–05–2021", ["2021-05-12"], id="dashes"),
        pytest.param("12 May 2021, 11/5/22 and June 2023", ["2021-05-12", "2022-05-11", "2023-06"],
                     id="several in reading order"),
        pytest.param("the third of April, twenty twenty-four", ["2024-04-03"],
                     id="day and year in words"),
        pytest.param("twenty-first day of April in the year two thousand and three",
                     ["2003-04-21"], id="in the year"),
        pytest.param("sixth of June nineteen hundred and ninety-nine", ["1999-06-06"],
                     id="nineteen hundred"),
        pytest.param("April the third, nineteen ninety-eight", ["1998-04-03"],
                     id="month before day in words"),
        pytest.param("twenty first of May two\nthousand and nine", ["2009-05-21"],
                     id="words without a hyphen, broken over a line"),
        pytest.param("May two thousand and nineteen", ["2019-05"], id="month and year in words"),
        pytest.param("made in the year two thousand and one", ["2001"], id="year in words"),
        pytest.param("ail ar bymtheg o Fedi dwy fil a dau ddeg tri", ["2023-09-17"],
                     id="Welsh in words"),
        pytest.param("31 June 2027", ["2027-06"], id="impossible day leaves the month"),
        pytest.param("05/23/2022", ["2022-05-23"], id="month first where nothing else is possible"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_precisely_as_it_is_written(text, expected):
    assert [str(found.date) for found in find_dates(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Tel 01234 052021", id="telephone"),
        pytest.param("minute 21/045", id="minute"),
        pytest.param("£2,020", id="money"),
        pytest.param("clause 4.1.2", id="clause number"),
        pytest.param("45/13/2021", id="no such month"),
        pytest.param("2026/28", id="not one municipal year"),
        pytest.param("Maybe 21 people", id="a word that begins like a month"),
        pytest.param("two thousand and twenty pounds", id="money in words"),
        pytest.param("in May twenty people came", id="number in words after a month"),
        pytest.param("the first of May nineteen hundred and ten", id="year before our time"),
        pytest.param("", id="nothing"),
    ],
)
def test_other_figures_are_no_dates(text):
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    ("text", "flag"),
    [("31/06/2027", "impossible_date"), ("05/23/2022", "us_order"), ("12/05/2022", None)],
)
def test_an_unusual_reading_is_flagged(text, flag):
    (found,) = find_dates(text)
    assert found.flags == ((flag,) if flag else ())


def test_a_form_that_needs_close_company_says_so():
    forms = [find_dates(text)[0].form for text in ("4.1.12", "05/25", "May 25", "2026/27", "2024")]
    assert forms == [
        DateForm.DOTTED,
        DateForm.SHORT_MONTH,
        DateForm.NAMED_SHORT_MONTH,
        DateForm.PERIOD,
        DateForm.YEAR,
    ]


@given(
    st.dates(date(1970, 1, 1), date(2059, 12, 31)),
    st.sampled_from(["%d %B %Y", "%d/%m/%Y", "%d.%m.%Y", "%B %d, %Y", "%d-%b-%Y", "%A %d %B %Y"]),
    st.sampled_from(["", "Adopted: ", "(", "approved on\t"]),
)
def test_every_day_is_found_where_it_stands(day, pattern, before):
    printed = day.strftime(pattern)
    text = f"{before}{printed}"

    (found,) = find_dates(text)

    assert str(found.date) == day.isoformat()
    assert text[found.start : found.end] in printed


@given(st.text(alphabet="0123456789/.-OIl thMay\n", max_size=60))
def test_dates_never_overlap_and_stay_inside_the_text(text):
    places = [place for found in find_dates(text) for place in (found.start, found.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)


@given(st.text(max_size=40))
def test_evening_out_keeps_every_place(text):
    assert len(even(text)) == len(text)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        (PartialDate(2024, 2, 29), "2024-02-29", "2024-02-29"),
        (PartialDate(2024, 2), "2024-02-01", "2024-02-29"),
        (PartialDate(2024), "2024-01-01", "2024-12-31"),
    ],
    ids=str,
)
def test_a_partial_date_spans_all_it_may_mean(value, first, last):
    assert (first_day(value).isoformat(), last_day(value).isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("value", "months", "expected"),
    [
        (PartialDate(2024, 2, 29), 12, "2025-02-28"),
        (PartialDate(2024, 8, 31), 6, "2025-02-28"),
        (PartialDate(2024, 11), 3, "2025-02"),
        (PartialDate(2024), 24, "2026"),
    ],
    ids=str,
)
def test_months_are_added_in_the_precision_of_the_date(value, months, expected):
    assert str(plus_months(value, months)) == expected
