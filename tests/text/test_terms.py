"""Words and names of a clause."""

import pytest

from pipeline.text.terms import terms


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("The Clerk tells the Chair.", ["Clerk/clerk", "Chair./chair"], id="offices"),
        pytest.param(
            "Ask the clerk to the council.", ["clerk to the council./clerk"], id="long-name"
        ),
        pytest.param(
            "Staff of Long Fernby Parish Council",
            ["Staff/officers", "Long Fernby Parish Council/council"],
            id="own-name",
        ),
        pytest.param(
            "The Fern Town Council meets", ["The Fern Town Council/council"], id="article"
        ),
        pytest.param(
            "the Parish Council’s seal", ["the Parish Council’s/council owned"], id="owned"
        ),
        pytest.param(
            "Cyngor Tref Nant y Bryn", ["Cyngor Tref Nant y Bryn/council"], id="welsh-name"
        ),
        pytest.param("aelodau a'r Clerc", ["aelodau/councillors", "Clerc/clerk"], id="welsh"),
        pytest.param("the Monitoring Officer", [], id="of-another-authority"),
        pytest.param("members of the public", [], id="the-public"),
        pytest.param("a member of staff", ["member of staff/officer"], id="one-of-the-staff"),
        pytest.param(
            "a member. Staff too", ["member./councillor", "Staff/officers"], id="full-stop"
        ),
    ],
)
def test_names_are_one_term(text, names):
    found = [term for term in terms(text) if term.party]
    assert [f"{text[term.start : term.end]}/{term.party}" for term in found] == names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(" \n", [], id="blank"),
        pytest.param("– •", ["– •"], id="signs-alone"),
        pytest.param("• listen\n• ask", ["• listen", "• ask"], id="bullets"),
        pytest.param("(a) listen; and (b) ask", ["(a) listen;", "and", "(b) ask"], id="labels"),
        pytest.param("2.5.1 Listen", ["2.5.1 Listen"], id="number"),
        pytest.param("agree – or not", ["agree –", "or", "not"], id="dash"),
        pytest.param("and/or 3/5/2024", ["and/", "or", "3/5/2024"], id="slashes"),
        pytest.param("within 5 (five) days", ["within", "5", "(five)", "days"], id="figure"),
    ],
)
def test_signs_belong_to_the_word_beside_them(text, words):
    assert [text[term.start : term.end] for term in terms(text)] == words


def test_what_follows_a_word_is_known():
    assert [term.pause for term in terms("Listen, ask; reply\nat once.")] == [1, 2, 2, 0, 3]
