"""Whom clauses bind."""

import pytest

from pipeline.model import Audience
from pipeline.segment.audience import Unit, addressee_of, audiences
from pipeline.text.parties import Party
from tests.segment.audience_table import cases, figures

COUNCILLORS, OFFICERS, CHAIR, BOTH, NONE = (
    Audience.COUNCILLORS,
    Audience.OFFICERS,
    Audience.CHAIR,
    Audience.BOTH,
    Audience.NONE,
)


def bound(text, *headings, title="Protocol"):
    return audiences([Unit(text, headings)], [title])[0]


def test_most_clauses_of_the_table_are_told():
    told = figures(cases())

    assert told["clauses"] > 200
    assert told["bound"] >= 0.97
    assert told["nobody"] >= 0.95


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
        pytest.param("Y Cadeirydd sy'n siarad â'r wasg.", CHAIR, id="welsh-subject-first"),
        pytest.param("This protocol tells members what they may do.", NONE, id="about-itself"),
        pytest.param("“Officer” means whoever the Council employs.", NONE, id="definition"),
        pytest.param("The Monitoring Officer may investigate.", NONE, id="outside-officer"),
        pytest.param("Members of the public may speak.", NONE, id="public"),
        pytest.param("The office is open in the mornings.", NONE, id="no-party"),
        pytest.param(
            "By the end of May the RFO, or a deputy, closes the books.", OFFICERS, id="no-comma"
        ),
        pytest.param("In March the Mayor may, if asked, give a party.", CHAIR, id="no-condition"),
        pytest.param(
            "If the Clerk doubts it he or she asks the Council.", OFFICERS, id="condition-pronoun"
        ),
        pytest.param("Only in haste may a member ring the depot.", COUNCILLORS, id="inverted"),
        pytest.param(
            "A member who has been upset by an officer should say so.",
            COUNCILLORS,
            id="relative-clause",
        ),
        pytest.param(
            "This is no order of the Council, and no officer shall act on it.",
            OFFICERS,
            id="second-clause",
        ),
    ],
)
def test_the_party_with_the_duty_is_bound(text, audience):
    assert bound(text) is audience


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("Letters are signed by the Clerk.", OFFICERS),
        ("Minutes must be kept by the Proper Officer.", OFFICERS),
        ("The Responsible Financial Officer lays the accounts before the meeting.", OFFICERS),
        ("As a councillor:", COUNCILLORS),
        ("Officers must not be pressed by members.", COUNCILLORS),
        ("Papers lent to a member may not be copied.", COUNCILLORS),
        ("Papers about staff shall not be shown to members.", OFFICERS),
        ("Ward members shall be told first.", OFFICERS),
        ("A motion must reach the Clerk by noon.", COUNCILLORS),
        ("The day-to-day work rests with the Clerk.", OFFICERS),
        ("It is for members to decide.", COUNCILLORS),
        ("Friendship between a member and an officer should be declared.", BOTH),
        ("The Clerk's pay is reviewed by the Council.", NONE),
        ("The rules were printed in the old book.", NONE),
    ],
)
def test_who_acts_without_being_the_subject(text, audience):
    assert bound(text) is audience


@pytest.mark.parametrize(
    ("heading", "audience"),
    [
        pytest.param("Duties of officers", OFFICERS, id="duties-of"),
        pytest.param("The Mayor", CHAIR, id="party-alone"),
        pytest.param("What councillors can expect from officers", OFFICERS, id="expectations"),
        pytest.param("What councillors do", COUNCILLORS, id="what-they-do"),
        pytest.param("If you work for us", OFFICERS, id="speaks-to"),
        pytest.param("Procedure for officers", NONE, id="not-a-duty"),
    ],
)
def test_a_heading_decides_where_the_words_do_not(heading, audience):
    assert bound("To keep an eye on the accounts.", heading) is audience


@pytest.mark.parametrize(
    ("intro", "item", "audience"),
    [
        pytest.param("Members must:", "be civil;", COUNCILLORS, id="intro-decides"),
        pytest.param(
            "Members shall respect:", "officers who are polite", COUNCILLORS, id="names-another"
        ),
        pytest.param("Members may ask:", "The Clerk will answer.", OFFICERS, id="own-subject"),
        pytest.param("This protocol covers:", "how officers behave", NONE, id="about-itself"),
        pytest.param("These are the steps:", "The Clerk replies.", OFFICERS, id="open-intro"),
    ],
)
def test_items_follow_their_intro(intro, item, audience):
    assert audiences([Unit(intro), Unit(item, intro=0)], ["Protocol"])[1] is audience


@pytest.mark.parametrize("pronoun", ["She", "He or she", "They"])
def test_a_pronoun_is_whom_the_clause_above_binds(pronoun):
    above = Unit("The Clerk keeps the minutes.", ("Roles",))
    below = Unit(f"{pronoun} must also keep the accounts.", ("Roles",))
    elsewhere = Unit(f"{pronoun} must also keep the accounts.", ("Money",))

    found = audiences([above, below, elsewhere], ["Protocol"])

    assert found == (OFFICERS, OFFICERS, NONE)


@pytest.mark.parametrize(
    ("titles", "opening", "party"),
    [
        (["Code of Conduct for Members"], [], Party.COUNCILLORS),
        (["Member and Officer Protocol"], ["This protocol is short."], Party.UNKNOWN),
        (["Code of Conduct"], ["In this code “you” means a member."], Party.COUNCILLORS),
        (["Handbook"], ["If you are an employee, read this first."], Party.OFFICERS),
        (["Standing Orders"], ["The Council meets monthly."], Party.UNKNOWN),
        (["How we work with our Clerk"], [], Party.COUNCILLORS),
        (
            ["A guide for councillors and staff"],
            ["Please ring the Clerk.", "You should not ask the Clerk to type."],
            Party.COUNCILLORS,
        ),
    ],
)
def test_whom_a_document_speaks_to(titles, opening, party):
    assert addressee_of(titles, opening) is party


def test_you_is_whom_the_document_speaks_to():
    title = "Code of Conduct for Members"
    assert bound("You must not bully anybody.", title=title) is COUNCILLORS
    assert bound("The hall seats ninety.", title="Code of Conduct for Staff") is NONE


@pytest.mark.parametrize(
    ("definition", "text"),
    [
        ("Ann, our clerk, works on Mondays.", "Ann will answer within a week."),
        ("The Bursar is the Responsible Financial Officer.", "The Bursar shall pay."),
        ("“Colleague” means an employee of the Council.", "A colleague must wear a badge."),
    ],
)
def test_a_document_may_give_parties_names_of_its_own(definition, text):
    assert audiences([Unit(definition), Unit(text)], ["Rules"])[1] is OFFICERS
