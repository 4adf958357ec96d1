"""The country that families are measured on: the same from the same seed, and rightly labelled."""

import random
from collections import Counter, defaultdict
from itertools import islice

import pytest

from benchmarks.country import (
    SHORTEST,
    Scores,
    country,
    document,
    misread,
    provisions,
    recut,
    rewritten,
    stock,
    touched,
)
from benchmarks.families import agreement
from pipeline.model import Audience, ClauseKind
from pipeline.text.similarity import edit_ratio, plain_wording


@pytest.fixture(scope="module")
def documents():
    return tuple(islice(country(seed=4), 60))


@pytest.fixture(scope="module")
def labelled(documents):
    return [
        (clause, family)
        for each in documents
        for clause, family in zip(each.clauses, each.families, strict=True)
    ]


def test_the_same_seed_gives_the_same_documents_and_another_gives_others(documents):
    assert document(7, seed=4) == documents[7]
    assert document(7, seed=5).clauses != documents[7].clauses


def test_documents_are_numbered_clause_by_clause_and_are_never_shorter_than_they_say(documents):
    for each in documents:
        assert [clause.n for clause in each.clauses] == [*range(1, len(each.clauses) + 1)]
        assert len(each.clauses) == len(each.families) == len(each.scores) >= SHORTEST
    assert max(len(each.clauses) for each in documents) > 4 * SHORTEST


def test_every_clause_has_words_and_is_lined_up(labelled):
    assert all(clause.text.strip() and clause.counted for clause, _ in labelled)


def test_copies_of_one_family_are_near_and_other_families_far(labelled):
    texts = defaultdict(list)
    for clause, family in labelled:
        if family and not family.startswith("intro"):
            texts[family].append(plain_wording(clause.text))
    shared = {family: wordings for family, wordings in texts.items() if len(wordings) > 2}
    chance = random.Random(1)
    within = [edit_ratio(*chance.sample(wordings, 2)) for wordings in shared.values()]
    across = [
        edit_ratio(*(chance.choice(shared[family]) for family in chance.sample([*shared], 2)))
        for _ in range(300)
    ]

    assert sum(ratio > 0.7 for ratio in within) > 0.7 * len(within)
    assert sum(ratio > 0.7 for ratio in across) < 0.02 * len(across)


def test_a_rule_has_many_voices_so_that_a_family_holds_paraphrases(labelled):
    voices = {rule.family: len(rule.voices) for rule in stock()}
    found = Counter(family for _, family in labelled if voices.get(family, 1) > 3)

    assert len(found) > 10


def test_about_five_in_a_hundred_clauses_are_new_and_each_is_alone(labelled):
    new = Counter(family for _, family in labelled if family and "-new-" in family)

    assert set(new.values()) == {1}
    assert 0.03 < len(new) / len(labelled) < 0.07


def test_mirrored_items_are_two_families_that_bind_opposite_parties(labelled):
    bound = defaultdict(set)
    for clause, family in labelled:
        if family and clause.audience is not Audience.NONE and clause.kind is ClauseKind.LIST_ITEM:
            bound[family].add(clause.audience)
    mirrored = {family for family in bound if f"{family}-mirrored" in bound}

    assert mirrored
    assert all(not bound[family] & bound[f"{family}-mirrored"] for family in mirrored)


def test_items_written_as_one_count_for_no_family(labelled):
    composite = [clause for clause, family in labelled if family is None]

    assert composite
    assert {clause.kind for clause in composite} == {ClauseKind.LIST_ITEM}


def test_scores_are_found_by_place_and_mostly_right(documents):
    scores = Scores()
    codes = {rule.family: rule.codes for rule in stock()}
    right = coded = 0
    for each in documents:
        scores.add(each)
        for clause, family in zip(each.clauses, each.families, strict=True):
            row = scores[clause.doc, clause.n]
            assert len(row) == len(provisions())
            if codes.get(family):
                coded += 1
                right += row[provisions().index(codes[family][0])] >= 0.4

    assert 0.85 < right / coded < 0.95
    assert len(scores) == sum(len(each.clauses) for each in documents)
    assert (documents[0].doc, 0) not in scores
    with pytest.raises(KeyError):
        scores[documents[0].doc, 0]


@pytest.mark.parametrize("change", [touched, recut, rewritten])
@pytest.mark.parametrize(
    "text",
    ["", "civility", "If asked, the Clerk must reply within five working days.", "a b c d e"],
)
def test_changes_leave_a_text_that_is_still_like_it(change, text):
    changed = change(text, random.Random(3))

    assert bool(changed) == bool(text)
    assert edit_ratio(text, changed) > 0.3 or not text


def test_misreading_changes_so_many_letters():
    text = "members must tell the clerk " * 40
    read = misread(text, 0.02, random.Random(2))

    assert 0.93 < edit_ratio(text, read) < 1.0
    assert misread(text, 0.0, random.Random(2)) == text


@pytest.mark.parametrize(
    ("ours", "b3", "pairs"),
    [
        pytest.param([0, 0, 1, 1], (1.0, 1.0), (1.0, 1.0), id="right"),
        pytest.param([0, 0, 0, 0], (0.5, 1.0), (0.5, 1.0), id="all-together"),
        pytest.param([0, 1, 2, 3], (1.0, 0.5), (0.0, 0.0), id="all-apart"),
        pytest.param([0, 1, 0, 1], (0.5, 0.5), (0.0, 0.0), id="wrong-way"),
    ],
)
def test_agreement_counts_pairs_of_different_documents(ours, b3, pairs):
    places = [("a", 1), ("b", 1), ("a", 2), ("b", 2)]
    wanted = dict(zip(places, ["x", "x", "y", "y"], strict=True))
    found = agreement(wanted, dict(zip(places, ours, strict=True)))

    assert found[0][:2] == b3
    assert found[1][:2] == pairs
