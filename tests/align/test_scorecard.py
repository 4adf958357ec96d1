"""What each sign of likeness is worth, and that the shipped card is what the protocols give."""

import importlib.util
import json

import numpy as np
import pytest

from pipeline.align.scorecard import Scorecard, Sign, chances, fitted
from pipeline.align.word_vectors import learnt

WORDS = Sign(edges=(0.2, 0.5), points=(0.0, 1.0, 2.5))
OPPOSED = Sign(edges=(0.5,), points=(0.0, -3.0))
CARD = Scorecard(-1.0, {"words": WORDS, "opposed": OPPOSED})


@pytest.fixture(scope="module")
def fit(root):
    """Give the program that learns the card, loaded from its file."""
    spec = importlib.util.spec_from_file_location("fit", root / "corpus" / "lined_up" / "fit.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("words", "opposed", "points"),
    [
        pytest.param(0.0, 0, -1.0, id="nothing-speaks-for-it"),
        pytest.param(0.2, 0, -1.0, id="at-an-edge-it-is-the-lower-step"),
        pytest.param(0.2001, 0, 0.0, id="beyond-an-edge"),
        pytest.param(0.9, 0, 1.5, id="the-last-step-has-no-end"),
        pytest.param(-9.0, 0, -1.0, id="nor-has-the-first"),
        pytest.param(0.9, 1, -1.5, id="signs-add-up"),
    ],
)
def test_points_of_all_signs_are_added_to_the_start(words, opposed, points):
    table = {"words": np.array([words]), "opposed": np.array([opposed]), "unused": np.array([7.0])}

    assert CARD.points(table).tolist() == [points]


def test_many_pairs_are_judged_at_once():
    table = {"words": np.array([0.0, 0.3, 0.9]), "opposed": np.array([True, False, True])}

    assert CARD.points(table).tolist() == [-4.0, 0.0, -1.5]
    assert CARD.points({"words": np.empty(0), "opposed": np.empty(0)}).shape == (0,)


@pytest.mark.parametrize(
    ("points", "chance"), [(0.0, 0.5), (2.0, 0.8808), (-2.0, 0.1192), (40.0, 1.0), (-40.0, 0.0)]
)
def test_points_are_log_odds(points, chance):
    assert chances([points]).tolist() == [chance]


def test_what_differs_in_the_last_digits_on_another_machine_is_one_chance():
    points = 1.2345

    assert len({*chances([points, points + 1e-9, points - 1e-9]).tolist()}) == 1


def test_a_card_is_read_as_it_was_written():
    read = json.loads(CARD.to_json())

    assert read["start"] == CARD.start
    assert read["signs"]["words"] == {"edges": [0.2, 0.5], "points": [0.0, 1.0, 2.5]}


def test_the_shipped_card_is_well_formed(fit):
    card = fitted()

    assert len(card.signs) > 10
    for sign in card.signs.values():
        assert len(sign.points) == len(sign.edges) + 1
        assert list(sign.edges) == sorted(set(sign.edges))
        assert sign.points[0] == 0.0


def test_what_may_only_speak_for_a_pair_never_takes_points_away_nor_the_reverse(fit):
    assert not fit.FOR & fit.AGAINST
    for name, sign in fitted().signs.items():
        steps = np.diff(sign.points)
        if name in fit.FOR:
            assert (steps >= 0).all(), name
        if name in fit.AGAINST:
            assert (steps <= 0).all(), name


def test_every_sign_of_the_card_and_of_the_program_is_measured(fit, root):
    """A sign that was renamed would count for nothing, or stop the run."""
    from pipeline.align.competition import Competition
    from pipeline.align.contexts import contexts_of, sections_of
    from pipeline.align.likeness import Likeness
    from pipeline.align.wordings import collapse
    from tests.align.invented import clause

    clauses = [clause(doc, 1, f"The Clerk replies to {doc}.") for doc in ("fern", "marsh")]
    wordings = collapse(clauses)
    contexts = contexts_of(clauses, sections_of(clauses), wordings, [(0,), (1,)], {})
    likeness = Likeness(contexts, learnt(), seed=1)
    competition = Competition(contexts, likeness, CARD, count=2)
    measured = competition.signs(np.array([0]), np.array([1])).keys()

    assert fitted().signs.keys() <= measured
    assert measured >= fit.FOR | fit.AGAINST


def pairs_that(same, *, count=200):
    """Make pairs whose words agree with the label, and another sign that says nothing."""
    random = np.random.default_rng(3)
    labels = np.arange(count) % 2 == 0
    words = np.where(labels, same, 1.0 - same) + random.uniform(-0.2, 0.2, count)
    return {"grams": words, "position": random.uniform(0.0, 1.0, count)}, labels


@pytest.mark.parametrize(
    ("same", "speaks"),
    [pytest.param(0.8, True, id="for-it"), pytest.param(0.2, False, id="against-it-is-not-learnt")],
)
def test_a_sign_is_learnt_in_the_direction_that_it_may_have(fit, same, speaks):
    card = fit.fit([pairs_that(same)], seed=1)

    assert ("grams" in card.signs) is speaks
    if speaks:
        assert card.signs["grams"].points[-1] > 2.0


def test_a_large_set_does_not_drown_a_small_one(fit):
    """Four times the pairs count twice: what sets agree on is learnt, whatever their size."""
    small, large = pairs_that(0.8), pairs_that(0.8, count=800)
    both, other = fit.fit([small, large], seed=1), fit.fit([large, small], seed=1)

    assert both.signs["grams"].points[-1] > 2.0
    assert abs(both.start - other.start) < 0.05


@pytest.mark.slow
def test_learning_again_gives_the_shipped_vectors_and_card(fit, trained, root):
    """They are no more than what the protocols and the coder give: a minute.

    The machine that they were learnt on gives the same bytes. Elsewhere another rounding may move a
    step: so what is compared is where wordings point, and the chances that the two cards give to
    the same pairs.
    """
    coder = fit.Coder.from_bytes((trained / ".build" / "coder.npz").read_bytes())
    params = fit.read_params(root / "params.yaml").align
    lessons = [fit.lesson_of(fit.read_lined_up(fit.files(name))) for name in fit.SETS]
    words = fit.learn(lessons, fit.library(), seed=params.seed)
    without = fit.words_without(lessons, seed=params.seed)
    sets = [
        fit.measured(one, coder, params, each) for one, each in zip(lessons, without, strict=True)
    ]
    card, shipped = fit.fit(sets, seed=params.seed), fitted()
    texts = [text for one in lessons for text in one.texts]

    assert np.einsum("ij,ij->i", words.of(texts), learnt().of(texts)).mean() > 0.98
    assert all(same.sum() > 100 for _, same in sets)
    for table, same in sets:
        mine, theirs = chances(card.points(table)), chances(shipped.points(table))
        assert np.abs(mine - theirs).mean() < 0.01
        assert ((mine >= params.same_provision) != (theirs >= params.same_provision)).mean() < 0.01
        # and it tells those that are the same from the others
        assert theirs[same].mean() > 3 * theirs[~same].mean()
