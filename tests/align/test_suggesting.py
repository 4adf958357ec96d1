"""Pairs of clauses that may say the same are put to a person, the likeliest first."""

from collections import Counter
from itertools import pairwise

import pytest

from pipeline.align import align
from pipeline.analyse.corrections.families import with_families
from pipeline.analyse.corrections.orders import Order
from pipeline.model import ALONE, Correction, CorrectionKind


@pytest.fixture(scope="module")
def lined_up(councils, scores, params):
    # little is sure enough to join, so that much is left to be suggested
    strict = params.model_copy(update={"same_provision": 0.9, "suggest_from": 0.02})
    return align(councils[0], scores, params=strict)[0]


@pytest.fixture(scope="module")
def homes(lined_up):
    return {(m.doc, m.n): family.id for family in lined_up.families for m in family.members}


def places(suggestion):
    return (suggestion.doc, suggestion.n), (suggestion.other_doc, suggestion.other_n)


def test_they_are_ranked_from_one_and_the_likeliest_comes_first(lined_up):
    found = lined_up.suggestions

    assert len(found) > 5
    assert [each.rank for each in found] == [*range(1, len(found) + 1)]
    assert all(one.score >= other.score for one, other in pairwise(found))
    assert all(0.02 <= each.score <= 1.0 for each in found)


def test_no_family_stands_in_more_than_three(lined_up, homes):
    uses = Counter(homes[place] for each in lined_up.suggestions for place in places(each))

    assert 1 < max(uses.values()) <= 3


def test_two_families_are_suggested_once_at_most(lined_up, homes):
    pairs = [frozenset(homes[place] for place in places(each)) for each in lined_up.suggestions]

    assert len(set(pairs)) == len(pairs)


def test_none_is_within_a_family_or_a_document(lined_up, homes):
    for each in lined_up.suggestions:
        one, other = places(each)
        assert homes[one] != homes[other]
        assert one[0] != other[0]


def test_nothing_is_suggested_below_the_threshold(councils, scores, params):
    never = params.model_copy(update={"suggest_from": 1.0})

    assert align(councils[0], scores, params=never)[0].suggestions == ()


def order(place, value, target=None):
    row = Correction(
        "corrections.csv", 2, "A. Clerk", "2026-11-01", place[0], "", "", "",
        CorrectionKind.FAMILY, "", value, "",
    )  # fmt: skip
    return Order(row, place[1], target)


def test_clauses_that_a_person_brings_together_are_no_longer_suggested(lined_up, councils):
    first = lined_up.suggestions[0]
    one, other = places(first)
    after, _ = with_families(lined_up, [order(one, "same", other)], councils[0])

    assert first not in after.suggestions
    assert set(after.suggestions) < set(lined_up.suggestions)


def test_a_clause_that_a_person_leaves_alone_is_no_longer_suggested(lined_up, councils):
    one, _ = places(lined_up.suggestions[0])
    after, _ = with_families(lined_up, [order(one, ALONE)], councils[0])
    left = [each for each in lined_up.suggestions if one not in places(each)]

    assert list(after.suggestions) == left
    assert left
