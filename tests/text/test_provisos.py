import pytest

from pipeline.text.provisos import provisos


@pytest.mark.parametrize(
    ("text", "turns_on", "words"),
    [
        ("Ring first, except in an emergency.", "emergency", "except in an emergency"),
        ("In urgent cases the Clerk may act alone.", "emergency", "In urgent cases"),
        ("Staff shall attend, where practicable.", "practicable", "where practicable"),
        ("Reply, so far as is reasonably practicable, at once.", "practicable",
         "so far as is reasonably practicable"),
        ("Give notice wherever possible in writing.", "practicable", "wherever possible"),
        ("Subject to the law, papers are open.", "law", "Subject to the law"),
        ("It may be shown, save to the extent that it is exempt.", "privacy",
         "save to the extent that it is exempt"),
        ("No member may enter without the Clerk's leave.", "", None),
        ("No member may enter without the leave of the Clerk.", "consent",
         "without the leave of the Clerk"),
        ("The Clerk may act with the prior written consent of the Chair.", "consent",
         "with the prior written consent of the Chair"),
        ("Members may enter once the Clerk has agreed.", "consent", "once the Clerk has agreed"),
        ("The Clerk will normally answer.", "usual", "normally"),
        ("Open daily, bank holidays excepted.", "", "bank holidays excepted"),
        ("All staff, other than the warden, must sign.", "", "other than the warden"),
        ("It stays open provided that two sign and must be shut later.", "",
         "provided that two sign"),
    ],
)  # fmt: skip
def test_a_proviso_is_given_as_printed_with_what_it_turns_on(text, turns_on, words):
    expected = [(turns_on, words)] if words else []
    assert [(found.turns_on, found.words) for found in provisos(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Members are subject to the Code of Conduct.", id="bound-by"),
        pytest.param("Members should save paper.", id="save"),
        pytest.param("Use the form provided by the Clerk.", id="provided-by"),
        pytest.param("Reply as soon as possible.", id="haste"),
        pytest.param("Keep it for as long as the law says.", id="length"),
        pytest.param("He acted without the consent of the Council.", id="no-ban"),
        pytest.param("A clerk on annual leave is not rung.", id="on-leave"),
        pytest.param("", id="empty"),
    ],
)
def test_words_that_only_look_like_a_proviso_are_none(text):
    assert provisos(text) == ()


def test_two_provisos_of_a_sentence_are_both_listed():
    text = "Unless it is urgent, members may, with the approval of the Clerk, use the van."

    assert [found.turns_on for found in provisos(text)] == ["emergency", "consent"]
