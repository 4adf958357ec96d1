import pytest

from pipeline.text.decisions import deciders, is_same_decider


@pytest.mark.parametrize(
    ("text", "who", "words"),
    [
        ("with the approval of the Town Mayor", "chair", "the Town Mayor"),
        ("with the Council's prior consent", "council", "the Council"),
        ("as agreed with the Chair", "chair", "the Chair"),
        ("to be determined by the Proper Officer", "clerk", "the Proper Officer"),
        ("approved in advance by the HR Committee", "committee staffing", "the HR Committee"),
        ("by resolution of the full Council", "council", "the full Council"),
        ("The Clerk's decision is final.", "clerk", "The Clerk"),
        ("The decision of the meeting shall be final.", "council", "the meeting"),
        ("unless the Monitoring Officer agrees", "monitoring officer", "the Monitoring Officer"),
        ("delegated to the Clerk", "clerk", "the Clerk"),
        ("put to the Appeals Panel, whose decision is final", "committee appeals panel",
         "the Appeals Panel"),
        ("The Chairman may authorise overtime.", "chair", "The Chairman"),
        ("unless authorised by the Clerk and the Chairman",
         "chair and clerk", "the Clerk and the Chairman"),
        ("with the consent of the Chairman of the Finance Committee", "committee chair",
         "the Chairman of the Finance Committee"),
        ("with the permission of the Clerk and the member must go", "clerk", "the Clerk"),
    ],
)  # fmt: skip
def test_whoever_decides_is_named_by_what_they_are(text, who, words):
    assert [(found.who, found.words) for found in deciders(text)] == [(who, words)]


@pytest.mark.parametrize(
    "text",
    [
        "The agreement with the tenant was signed by the Clerk.",
        "Members must carry out decisions of the Council.",
        "The Clerk shall agree to be bound.",
        "Members must not undermine the authority of officers' advice to them.",
        "",
    ],
)
def test_nobody_decides_where_only_the_words_are_near(text):
    assert deciders(text) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("committee", "committee staffing", True),
        ("committee finance", "committee staffing", False),
        ("council", "committee", False),
        ("clerk", "clerk", True),
    ],
)
def test_a_committee_without_a_name_may_be_any(one, other, same):
    assert is_same_decider(one, other) is same
