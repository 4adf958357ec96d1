import pytest

from pipeline.checking.asking import asked_for, failing, troubles
from pipeline.errors import RequestError
from pipeline.model import Council, Likeness, ReviewStatus
from tests.checking.examples import answer, review

T, C, K, S = Likeness.COUNCIL_TYPE, Likeness.COUNTY, Likeness.COUNTRY, Likeness.SIZE


@pytest.mark.parametrize(
    ("like", "expected", "council"),
    [
        (None, None, Council()),
        ("", (), Council()),
        ("type", (T,), Council()),
        ("type,county", (T, C), Council()),
        (" county , type ,", (C, T), Council()),
        ("type,type", (T,), Council()),
        ("type=Parish", (T,), Council(council_type="parish")),
        (
            "county=Isle of Wight,size=1 200,country=England",
            (C, S, K),
            Council(county="Isle of Wight", electorate=1200, country="England"),
        ),
        ("county=A=B", (C,), Council(county="A=B")),
    ],
)
def test_likenesses_are_understood(like, expected, council):
    assert asked_for(like, None) == (expected, council)


@pytest.mark.parametrize("like", ["region", "size=many", "size=-4", "size=٣", "Type"])
def test_what_is_not_understood_is_refused_with_the_remedy(like):
    with pytest.raises(RequestError, match="--like"):
        asked_for(like, None)


def test_the_name_of_the_council_is_kept_without_blanks():
    assert asked_for(None, "  Fern Parish Council ")[1].name == "Fern Parish Council"
    assert asked_for(None, "  ")[1].name is None


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("overdue", ("overdue",)),
        ("undated", ()),
        ("missing,defect", ("missing", "defect")),
        ("law", ()),
        ("weaker,overdue", ("weaker", "overdue")),
        ("", ()),
    ],
)
def test_an_answer_fails_on_what_was_asked(wanted, found):
    assert failing(answer(), troubles(wanted)) == found


def test_an_answer_without_troubles_does_not_fail():
    from dataclasses import replace

    clean = answer(
        gaps=(),
        defects=(),
        departures=(),
        review=replace(review(), status=ReviewStatus.CURRENT, days_overdue=None),
    )

    assert failing(clean, troubles("overdue,undated,missing,weaker,law,defect")) == ()


def test_a_trouble_that_is_none_is_refused():
    with pytest.raises(RequestError, match="--fail-on late: choose from overdue"):
        troubles("late")
