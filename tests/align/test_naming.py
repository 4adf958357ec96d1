import pytest

from pipeline.align.naming import family_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mutual respect; and", "Mutual respect"),
        ("to reply (within a week) to letters", "Reply to letters"),
        ("Officers can expect from members:", "Officers can expect from members"),
        ("Be civil. Never shout at anybody in the office.", "Be civil"),
        (
            "The Clerk is the only person who may speak for the Council to the press",
            "The Clerk is the only person who may speak ...",
        ),
        ("and", "And"),
        ("", "(no words)"),
    ],
)
def test_a_name_is_the_opening_words_without_loose_ends(text, name):
    assert family_name(text) == name
