import pytest

from pipeline.text.similarity import edit_ratio, gram_profiles, parties, plain_wording


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("All staff of Long Fernby Parish Council", "All staff of the Council"),
        ("Members of Stow-in-the-Marsh Town Council", "Members of the Town Council"),
        ("Great and Little Alder Community Council’s policy", "the Council's policy"),
        ("the Town Clerk", "the Clerk"),
        ("elected members", "councillors"),
        ("a member of staff", "a clerk"),
        ("the Mayor", "the Chairman"),
        ("the authority", "the council"),
        ("the Co-operative spirit;", "the cooperative spirit and"),
    ],
)
def test_names_of_councils_and_roles_do_not_make_wordings_differ(one, other):
    assert plain_wording(one) == plain_wording(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("respect for members", "respect for officers"),
        ("the Monitoring Officer", "the officer"),
        ("members of the public", "members"),
        ("members must", "members should"),
    ],
)
def test_parties_and_force_make_wordings_differ(one, other):
    assert plain_wording(one) != plain_wording(other)


def test_parties_come_in_the_order_they_are_named():
    assert parties("councillor and officer and chair and officer") == (
        "councillor",
        "officer",
        "chair",
    )


def test_edit_ratio_runs_from_nothing_to_equal():
    assert edit_ratio("abc", "xyz") == 0.0
    assert edit_ratio("civil", "civil") == 1.0
    assert edit_ratio("civil", "civic", at_least=0.95) == 0.0


def test_profiles_compare_by_product_and_empty_texts_are_like_nothing():
    profiles = gram_profiles(["mutual respect", "respect, mutual", "", "keys"])
    cosines = (profiles @ profiles.T).toarray()

    assert cosines[0, 0] == pytest.approx(1.0)
    assert cosines[0, 1] > 0.8
    assert cosines[2].sum() == 0.0
    assert gram_profiles([]).shape[0] == 0
    assert gram_profiles(["", " "]).shape[0] == 2


@pytest.mark.parametrize("text", ["Aa of the " * 2_000, "Council " * 2_500, "A" * 20_000])
def test_a_long_hostile_text_is_folded_without_fuss(text):
    assert plain_wording(text)
