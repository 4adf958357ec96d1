import pytest

from pipeline.text.modality import Modality, duties
from pipeline.text.parties import Party


def modality_of(text):
    return next((duty.modality for duty in duties(text) if duty.modality), Modality.NONE)


def duty_bearer(text):
    return next((duty.bearer for duty in duties(text)), Party.UNKNOWN)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Members must declare gifts.", Modality.MUST),
        ("The Clerk shall keep a register.", Modality.MUST),
        ("Staff are required to sign in.", Modality.MUST),
        ("Every councillor has a duty to attend.", Modality.MUST),
        ("It is the duty of the Clerk to advise the Council.", Modality.MUST),
        ("Keys have to be returned.", Modality.MUST),
        ("Visitors need to sign the book.", Modality.MUST),
        ("Gifts are to be refused.", Modality.MUST),
        ("Members must not open letters addressed to staff.", Modality.MUST_NOT),
        ("Members mustn’t open letters addressed to staff.", Modality.MUST_NOT),
        ("Members must never shout.", Modality.MUST_NOT),
        ("Members must, under no circumstances, shout.", Modality.MUST_NOT),
        ("No member shall shout.", Modality.MUST_NOT),
        ("Under no circumstances must a member shout.", Modality.MUST_NOT),
        ("Councillors should ring first.", Modality.SHOULD),
        ("Councillors are expected to ring first.", Modality.SHOULD),
        ("Councillors ought to ring first.", Modality.SHOULD),
        ("Councillors should not normally ring staff at home.", Modality.SHOULD_NOT),
        ("Councillors shouldn't ring staff at home.", Modality.SHOULD_NOT),
        ("Neither should an officer ring a councillor at home.", Modality.SHOULD_NOT),
        ("Councillors ought not to ring staff at home.", Modality.SHOULD_NOT),
        ("A member may ask the Clerk.", Modality.MAY),
        ("A member is entitled to ask the Clerk.", Modality.MAY),
        ("Members have the right to see the file.", Modality.MAY),
        ("The Clerk need not reply at once.", Modality.MAY),
        ("Members are not required to wear robes.", Modality.MAY),
        ("Officers do not have to attend.", Modality.MAY),
        ("No councillor may speak for the Council.", Modality.MAY_NOT),
        ("A councillor cannot spend money.", Modality.MAY_NOT),
        ("A councillor can’t spend money.", Modality.MAY_NOT),
        ("Groups have no power to summon staff.", Modality.MAY_NOT),
        ("Officers are not permitted to canvass.", Modality.MAY_NOT),
        ("Officers are prohibited from canvassing.", Modality.MAY_NOT),
        ("Staff can expect from members:", Modality.CAN_EXPECT),
        ("Members are entitled to expect of staff:", Modality.CAN_EXPECT),
        ("The Clerk will send papers.", Modality.WILL),
        ("The Clerk won’t send papers late.", Modality.WILL_NOT),
        ("Councillors agree to read their papers.", Modality.WILL),
        ("A warm welcome", Modality.NONE),
        ("", Modality.NONE),
        ("Rhaid i aelodau ddatgan buddiant.", Modality.MUST),
        ("Dylai aelodau ffonio yn gyntaf.", Modality.SHOULD),
        ("Ni ddylai aelodau ffonio gyda’r nos.", Modality.SHOULD_NOT),
        ("Ni chaiff aelod siarad dros y Cyngor.", Modality.MAY_NOT),
    ],
)
def test_the_first_verb_of_duty_gives_the_force(text, modality):
    assert modality_of(text) is modality


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        pytest.param(
            "Where a member may be involved, the Clerk must be told.", Modality.MUST, id="condition"
        ),
        pytest.param(
            "Should a member object, the Clerk will note it.",
            Modality.WILL,
            id="inverted-condition",
        ),
        pytest.param(
            "Anyone who must leave early should tell the Chair.", Modality.SHOULD, id="relative"
        ),
        pytest.param(
            "The Clerk must not only file letters but answer them.", Modality.MUST, id="not-only"
        ),
        pytest.param("Staff must say when no bus is running.", Modality.MUST, id="no-after"),
    ],
)
def test_conditions_and_descriptions_are_not_the_force(text, modality):
    assert modality_of(text) is modality


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Members must declare gifts.", Party.COUNCILLORS),
        ("No individual councillor may speak for the Council.", Party.COUNCILLORS),
        ("A member of staff must sign in.", Party.OFFICERS),
        ("The Town Clerk shall keep a register.", Party.OFFICERS),
        ("The Chairman should ring the Clerk.", Party.CHAIR),
        ("Councillors and officers should be civil.", Party.BOTH),
        ("The Council will provide training.", Party.COUNCIL),
        ("It is the responsibility of the Clerk to arrange cover.", Party.OFFICERS),
        ("Letters must be answered by the Clerk.", Party.OFFICERS),
        ("Letters must be answered.", Party.UNKNOWN),
        ("Councillors should be given the papers.", Party.UNKNOWN),
        ("The Clerk's report should come first.", Party.UNKNOWN),
        ("The office can expect members to be civil.", Party.COUNCILLORS),
        ("The office can expect from all members:", Party.COUNCILLORS),
        ("not to be rung at home by councillors", Party.COUNCILLORS),
        ("Members of the public may attend.", Party.UNKNOWN),
        ("If a councillor objects, the Clerk should note it.", Party.OFFICERS),
        ("Courtesy", Party.UNKNOWN),
    ],
)
def test_the_party_that_acts_owes_the_duty(text, party):
    assert duty_bearer(text) is party


def test_every_duty_of_a_clause_is_listed_with_its_verb():
    found = duties(
        "Members must declare gifts and should not accept cash. The Clerk may keep a list."
    )

    assert [(duty.modality, duty.verb, duty.bearer) for duty in found] == [
        (Modality.MUST, "declare", Party.COUNCILLORS),
        (Modality.SHOULD_NOT, "accept", Party.COUNCILLORS),
        (Modality.MAY, "keep", Party.OFFICERS),
    ]


@pytest.mark.parametrize(
    ("item", "negated"),
    [("to tell tales", False), ("not to tell tales", True), ("do not tell tales", True)],
)
def test_a_list_item_without_a_modal_verb_is_a_duty_or_its_negation(item, negated):
    (duty,) = duties(item)

    assert (duty.modality, duty.negated, duty.verb) == (Modality.NONE, negated, "tell")


def test_force_runs_from_nothing_said_to_duty_and_ban():
    ranked = [Modality.NONE, Modality.MAY, Modality.CAN_EXPECT, Modality.SHOULD, Modality.MUST]

    assert [modality.strength for modality in ranked] == [0, 1, 2, 3, 4]
    assert Modality.MAY_NOT.strength == Modality.MUST_NOT.strength == Modality.WILL.strength


@pytest.mark.parametrize(
    "text",
    [
        "must " * 5_000,
        "no, " * 5_000,
        "('" * 10_000,
        "a'" * 10_000,
        "-." * 9_000,
        "by the " * 3_000,
    ],
)
def test_a_long_hostile_text_is_read_without_fuss(text):
    assert isinstance(duties(text), tuple)


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("Members may only inspect files in the office.", True),
        ("Only the Clerk may sign.", True),
        ("Members may visit only by appointment.", True),
        ("Nobody but the Clerk may sign.", True),
        ("Members may visit.", False),
        ("Not only members may speak.", False),
        ("Members must not only listen but speak.", False),
    ],
)
def test_only_is_told_of_a_duty(text, only):
    assert duties(text)[0].only is only


@pytest.mark.parametrize(
    ("text", "modality", "negated", "verb"),
    [
        ("Members should refrain from naming staff.", Modality.SHOULD_NOT, True, "naming"),
        ("refrain from naming staff", Modality.NONE, True, "naming"),
        ("to avoid gossip", Modality.NONE, True, "gossip"),
        ("No one other than the Clerk may sign.", Modality.MAY, False, "sign"),
        ("Members shall be entitled to speak.", Modality.MAY, False, "speak"),
        ("Staff will be expected to help.", Modality.SHOULD, False, "help"),
        ("Staff shall not be required to help.", Modality.MAY, False, "help"),
    ],
)
def test_the_verb_is_what_is_to_be_done_or_left(text, modality, negated, verb):
    (duty,) = duties(text)
    assert (duty.modality, duty.negated, duty.verb) == (modality, negated, verb)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("The Clerk is responsible for payroll.", Party.OFFICERS),
        ("The duty to reply falls on members.", Party.COUNCILLORS),
        ("Letting rests with the Chairman.", Party.CHAIR),
        ("Repairs are a matter for the Clerk.", Party.OFFICERS),
        ("Repairs are the responsibility of councillors.", Party.COUNCILLORS),
    ],
)
def test_whose_business_a_thing_is_can_be_said_without_a_word_of_force(text, party):
    (duty,) = duties(text)
    assert (duty.modality, duty.bearer) == (Modality.NONE, party)


def test_each_of_two_joined_duties_has_its_own_subject_and_negation():
    found = duties("The Clerk must send papers at once, and no member may copy them.")

    assert [(duty.bearer, duty.negated) for duty in found] == [
        (Party.OFFICERS, False),
        (Party.COUNCILLORS, True),
    ]


def test_it_should_be_noted_sets_no_duty():
    assert duties("It should be noted that the office is shut.") == ()
