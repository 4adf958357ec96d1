"""Strands become families by the evidence of all pairs, not of the likeliest one."""

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align.merging import Evidence, agreements, chance_of, merge

LEAST = 0.5
NEVER = 0.02


class Judge:
    """Knows the chances that a case gives; of all other pairs it says `otherwise`."""

    def __init__(self, chances, *, candidates=None, otherwise=NEVER):
        self.chances, self.otherwise, self.asked = chances, otherwise, []
        self.candidates = chances if candidates is None else candidates

    def pairs(self):
        first, second = columns([*self.candidates])
        return first, second, np.array([self.chances[pair] for pair in self.candidates])

    def of_pairs(self, first, second):
        pairs = [*zip(first.tolist(), second.tolist(), strict=True)]
        self.asked += pairs
        return np.array([self.chances.get(pair, self.otherwise) for pair in pairs])


def columns(pairs):
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def merged(size, chances, *, settled=(), weights=None, least=LEAST, **fields):
    evidence = Evidence(Judge(chances, **fields))
    return merge(weights or [1] * size, evidence, least=least, settled=settled)


@pytest.mark.parametrize(
    ("size", "chances", "groups"),
    [
        pytest.param(0, {}, (), id="nothing"),
        pytest.param(1, {}, ((0,),), id="alone"),
        pytest.param(2, {(0, 1): 0.6}, ((0, 1),), id="a-likely-pair"),
        pytest.param(2, {(0, 1): 0.5}, ((0, 1),), id="at-the-threshold"),
        pytest.param(2, {(0, 1): 0.49}, ((0,), (1,)), id="below-the-threshold"),
        pytest.param(2, {(0, 1): 1.0}, ((0, 1),), id="certain"),
        pytest.param(2, {(0, 1): 0.0}, ((0,), (1,)), id="impossible"),
        pytest.param(
            3, {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.6}, ((0, 1, 2),), id="three-that-all-agree"
        ),
        pytest.param(
            3,
            {(0, 1): 0.95, (1, 2): 0.9, (0, 2): 0.04},
            ((0, 1), (2,)),
            id="the-end-of-a-chain-stays-out",
        ),
        pytest.param(
            3, {(0, 1): 0.95, (1, 2): 0.9}, ((0, 1), (2,)), id="what-is-no-candidate-is-asked-for"
        ),
        pytest.param(
            4,
            {(0, 1): 0.95, (2, 3): 0.95, (1, 2): 0.9},
            ((0, 1), (2, 3)),
            id="one-bridge-between-two-families",
        ),
        pytest.param(
            5,
            {(0, 1): 0.95, (1, 2): 0.94, (2, 3): 0.94, (3, 4): 0.95},
            ((0, 1), (2,), (3, 4)),
            id="a-longer-chain",
        ),
        pytest.param(
            4,
            dict.fromkeys(combinations(range(4), 2), 0.7),
            ((0, 1, 2, 3),),
            id="all-tied-and-all-alike",
        ),
        pytest.param(
            3, {(0, 1): 0.8, (0, 2): 0.8}, ((0, 1), (2,)), id="tied-partners-the-first-has-it"
        ),
        pytest.param(
            4, {(0, 2): 0.8, (1, 3): 0.8}, ((0, 2), (1, 3)), id="two-pairs-join-in-one-round"
        ),
    ],
)
def test_groups_join_while_the_evidence_for_outweighs_that_against(size, chances, groups):
    assert merged(size, chances) == groups


@pytest.mark.parametrize(
    ("weights", "together"),
    [
        pytest.param([1, 1, 1], False, id="of-one-clause-each"),
        pytest.param([9, 1, 1], False, id="many-councils-say-no"),
        pytest.param([1, 9, 1], True, id="many-councils-say-yes"),
    ],
)
def test_what_many_councils_say_counts_for_more(weights, together):
    chances = {(0, 1): 0.95, (1, 2): 0.8, (0, 2): 0.1}

    assert (merged(3, chances, weights=weights) == ((0, 1, 2),)) is together


def test_no_single_pair_counts_without_bounds():
    """A certain pair (log-odds without end) would outweigh any number of doubts."""
    chances = {(0, 1): 0.9, (0, 2): 1.0, (1, 2): 0.0, (0, 3): 0.0, (1, 3): 0.0, (2, 3): 0.0}

    assert merged(4, chances) == ((0, 2), (1,), (3,))
    odds = Evidence(Judge(chances)).known()[2]
    assert {*odds[abs(odds) > 3].tolist()} == {-8, 4}


@pytest.mark.parametrize(
    ("settled", "chances", "groups"),
    [
        pytest.param([[0, 1]], {}, ((0, 1), (2,)), id="kept-without-any-evidence"),
        pytest.param([[0, 1]], {(0, 1): 0.0}, ((0, 1), (2,)), id="kept-against-the-evidence"),
        pytest.param([[1, 0]], {(0, 2): 0.9, (1, 2): 0.8}, ((0, 1, 2),), id="grows"),
        pytest.param(
            [[0], [1]], {(0, 1): 0.99}, ((0,), (1,), (2,)), id="two-never-join-however-alike"
        ),
        pytest.param(
            [[0], [1]],
            {(0, 1): 0.99, (0, 2): 0.9, (1, 2): 0.95},
            ((0,), (1, 2)),
            id="what-is-new-goes-to-the-likelier-and-brings-them-not-together",
        ),
        pytest.param(
            [[0], [1]],
            {(0, 1): 0.99, (0, 2): 0.9, (1, 2): 0.9},
            ((0, 2), (1,)),
            id="or-to-the-first-of-equals",
        ),
        pytest.param([[0, 2], [1]], {(1, 2): 0.9}, ((0, 2), (1,)), id="of-members-that-are-alike"),
        pytest.param([[2]], {(0, 1): 0.9, (1, 2): 0.4}, ((0, 1), (2,)), id="new-ones-join-too"),
    ],
)
def test_settled_groups_grow_but_never_join(settled, chances, groups):
    assert merged(3, chances, settled=settled) == groups


def test_two_groups_that_grew_from_settled_ones_never_join_either():
    chances = dict.fromkeys(combinations(range(4), 2), 0.9) | {(0, 2): 0.95, (1, 3): 0.95}

    assert merged(4, chances, settled=[[0], [1]]) == ((0, 2), (1, 3))


chance = st.sampled_from([0.02, 0.1, 0.3, 0.5, 0.6, 0.8, 0.95, 0.98])
sizes = st.integers(1, 8)


@st.composite
def cases(draw):
    size = draw(sizes)
    pairs = [*combinations(range(size), 2)]
    chances = {pair: draw(chance) for pair in pairs}
    candidates = [pair for pair in pairs if draw(st.booleans())]
    homes = [draw(st.integers(0, 4)) for _ in range(size)]
    settled = [[at for at in range(size) if homes[at] == home] for home in range(1, 4)]
    weights = [draw(st.integers(1, 5)) for _ in range(size)]
    return weights, chances, candidates, [group for group in settled if group]


@given(cases())
def test_any_strands_are_partitioned_and_settled_groups_kept(case):
    weights, chances, candidates, settled = case
    groups = merged(len(weights), chances, candidates=candidates, settled=settled, weights=weights)
    home = {strand: at for at, group in enumerate(groups) for strand in group}

    assert sorted(strand for group in groups for strand in group) == [*range(len(weights))]
    assert all(list(group) == sorted(group) for group in groups)
    assert all(len({home[strand] for strand in group}) == 1 for group in settled)
    assert len({home[group[0]] for group in settled}) == len(settled)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_evidence_and_of_settled_groups_changes_nothing(case, shuffle):
    weights, chances, candidates, settled = case
    fields = {"weights": weights, "candidates": candidates, "settled": settled}
    before = merged(len(weights), chances, **fields)
    shuffled = {pair: chances[pair] for pair in shuffle.sample([*chances], len(chances))}
    fields["candidates"] = shuffle.sample(candidates, len(candidates))
    fields["settled"] = [
        shuffle.sample(group, len(group)) for group in shuffle.sample(settled, len(settled))
    ]

    assert merged(len(weights), shuffled, **fields) == before


def test_strands_under_other_numbers_make_the_same_families():
    order = random.Random(5)
    chances = {pair: round(order.uniform(0.02, 0.98), 4) for pair in combinations(range(9), 2)}
    groups = {frozenset(group) for group in merged(9, chances)}
    number = dict(enumerate(order.sample(range(9), 9)))
    renumbered = {
        tuple(sorted((number[one], number[other]))): value
        for (one, other), value in chances.items()
    }
    old = {new: before for before, new in number.items()}

    assert {frozenset(old[at] for at in group) for group in merged(9, renumbered)} == groups


def test_each_pair_is_asked_for_once_and_the_smaller_index_first():
    judge = Judge({(0, 1): 0.9}, otherwise=0.3)
    evidence = Evidence(judge)

    assert evidence.of(*columns([(1, 0), (0, 1)])).tolist() == evidence.known()[2].tolist() * 2
    twice = evidence.of(*columns([(2, 0), (0, 2), (2, 1)])).tolist()
    assert evidence.of(*columns([(1, 2), (0, 2)])).tolist() == [twice[2], twice[0]]
    assert judge.asked == [(0, 2), (1, 2)]
    assert [each.tolist() for each in evidence.known()[:2]] == [[0, 0, 1], [1, 2, 2]]


@pytest.mark.parametrize(
    ("group", "weights", "chances", "expected"),
    [
        pytest.param([3], [1] * 4, {}, {3: 1.0}, id="alone"),
        pytest.param(
            [0, 1], [1, 1], {(0, 1): 0.7}, {0: 0.7, 1: 0.7}, id="two-agree-with-each-other"
        ),
        pytest.param(
            [0, 1, 2],
            [1, 1, 1],
            {(0, 1): 0.9, (0, 2): 0.5, (1, 2): 0.5},
            {0: 0.75, 1: 0.75, 2: 0.5},
            id="the-weakest-link-is-the-one-that-few-agree-with",
        ),
        pytest.param(
            [0, 1, 2],
            [3, 1, 1],
            {(0, 1): 0.9, (0, 2): 0.9, (1, 2): 0.5},
            {0: 0.9, 1: 0.8386, 2: 0.8386},
            id="the-word-of-many-clauses-weighs-more",
        ),
        pytest.param(
            [0, 1], [1, 1], {(0, 1): 1.0}, {0: 0.982, 1: 0.982}, id="nothing-is-ever-certain"
        ),
    ],
)
def test_agreement_says_how_surely_each_belongs_to_the_core(group, weights, chances, expected):
    assert agreements([group], weights, Evidence(Judge(chances))) == pytest.approx(
        expected, abs=1e-3
    )


def test_a_large_group_is_compared_with_its_core_alone():
    judge = Judge({}, otherwise=0.9)
    found = agreements([[*range(40)]], [40 - at for at in range(40)], Evidence(judge))

    assert set(found) == {*range(40)}
    assert {min(pair) for pair in judge.asked} == {*range(6)}


@pytest.mark.parametrize("value", [0.05, 0.25, 0.5, 0.9])
def test_a_chance_survives_being_turned_into_log_odds(value):
    (odds,) = Evidence(Judge({(0, 1): value})).of(*columns([(0, 1)]))

    assert chance_of(odds) == pytest.approx(value, abs=1e-4)
