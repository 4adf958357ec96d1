"""Whom clauses bind."""

import pytest

from pipeline.model import Audience
from pipeline.segment.audience import addressee_of, audience_of

COUNCILLORS, OFFICERS, CHAIR, BOTH, NONE = (
    Audience.COUNCILLORS,
    Audience.OFFICERS,
    Audience.CHAIR,
    Audience.BOTH,
    Audience.NONE,
)


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        pytest.param("Councillors can expect from officers:", OFFICERS, id="expect-from"),
        pytest.param("All members can expect:", OFFICERS, id="expect-without-party"),
        pytest.param("Staff can reasonably expect councillors to:", COUNCILLORS, id="expect-to"),
        pytest.param("What officers may expect of members", COUNCILLORS, id="expect-of"),
        pytest.param("Gall swyddogion ddisgwyl i aelodau:", COUNCILLORS, id="welsh-expect"),
        pytest.param("Officers must:", OFFICERS, id="duty-intro"),
        pytest.param("A councillor may not see staff files.", COUNCILLORS, id="may-not"),
        pytest.param("No member shall instruct an officer.", COUNCILLORS, id="no-member-shall"),
        pytest.param("The role of the Clerk is to give advice.", OFFICERS, id="role-of"),
        pytest.param("Each member of staff will keep a diary.", OFFICERS, id="member-of-staff"),
        pytest.param("The Chairman has no executive power.", CHAIR, id="chair"),
        pytest.param("Members and officers must be civil.", BOTH, id="both-named"),
        pytest.param("Neither should embarrass the other.", BOTH, id="neither"),
        pytest.param(
            "Where an officer is upset, the member should apologise.",
            COUNCILLORS,
            id="condition-names-the-other",
        ),
        pytest.param("A chair must not expect officers to lie.", CHAIR, id="must-not-expect"),
        pytest.param("Bydd y Clerc yn cadw cofnodion.", OFFICERS, id="welsh-duty"),
        pytest.param("This protocol tells members what they may do.", NONE, id="about-itself"),
        pytest.param("The Monitoring Officer may investigate.", NONE, id="outside-officer"),
        pytest.param("The office is open in the mornings.", NONE, id="no-party"),
    ],
)
def test_the_party_with_the_duty_is_bound(text, audience):
    assert audience_of(text, introduced_for=NONE, headings=()) is audience


def test_the_intro_decides_for_its_items():
    item = "officers who are polite"
    assert audience_of(item, introduced_for=COUNCILLORS, headings=()) is COUNCILLORS


@pytest.mark.parametrize(
    ("heading", "audience"),
    [
        pytest.param("Duties of officers", OFFICERS, id="duties-of"),
        pytest.param("The Mayor", CHAIR, id="party-alone"),
        pytest.param("What councillors can expect from officers", OFFICERS, id="expectations"),
        pytest.param("Procedure for officers", NONE, id="not-a-duty"),
    ],
)
def test_a_heading_decides_where_the_words_do_not(heading, audience):
    text = "To keep an eye on the accounts."
    assert audience_of(text, introduced_for=NONE, headings=(heading,)) is audience


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("Letters are signed by the Clerk.", OFFICERS),
        ("Minutes must be kept by the Proper Officer.", OFFICERS),
        ("The Responsible Financial Officer lays the accounts before the meeting.", OFFICERS),
        ("As a councillor:", COUNCILLORS),
        ("The rules were printed in the old book.", NONE),
    ],
)
def test_who_acts_without_being_the_subject(text, audience):
    assert audience_of(text, introduced_for=NONE, headings=()) is audience


@pytest.mark.parametrize(
    ("titles", "opening", "party"),
    [
        (["Code of Conduct for Members"], [], COUNCILLORS),
        (["Member and Officer Protocol"], ["This protocol is short."], NONE),
        (["Code of Conduct"], ["In this code “you” means a member of the council."], COUNCILLORS),
        (["Handbook"], ["If you are an employee of the council, read this first."], OFFICERS),
        (["Standing Orders"], ["The Council meets monthly."], NONE),
    ],
)
def test_whom_a_document_speaks_to(titles, opening, party):
    assert addressee_of(titles, opening) is party


def test_you_is_whom_the_document_speaks_to():
    bound = audience_of(
        "You must not bully anybody.",
        introduced_for=NONE,
        headings=(),
        addressee=COUNCILLORS,
    )
    assert bound is COUNCILLORS
    assert (
        audience_of("The hall seats ninety.", introduced_for=NONE, headings=(), addressee=OFFICERS)
        is NONE
    )
