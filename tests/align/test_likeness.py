"""What is compared only in part, or only with some, comes out as if all had been compared."""

import numpy as np
import pytest

from pipeline.align.competition import Competition
from pipeline.align.contexts import contexts_of, sections_of
from pipeline.align.likeness import Likeness
from pipeline.align.scorecard import fitted
from pipeline.align.word_vectors import learnt
from pipeline.align.wordings import collapse
from tests.align.invented import clause


@pytest.fixture(scope="module")
def contexts(councils, scores):
    ordered = sorted((c for c in councils[0] if c.counted), key=lambda c: (c.doc, c.n))
    wordings = collapse(ordered)
    alone = [(at,) for at in range(len(wordings))]
    return contexts_of(ordered, sections_of(ordered), wordings, alone, scores)


@pytest.fixture(scope="module")
def likeness(contexts):
    return Likeness(contexts, learnt(), seed=1)


@pytest.fixture(scope="module")
def every_pair(contexts):
    return np.triu_indices(len(contexts), 1)


@pytest.mark.parametrize("least", [0.0, 0.15, 0.4])
def test_looks_that_are_not_taken_in_full_are_lower_than_the_least(likeness, every_pair, least):
    full = likeness.looks(*every_pair)[1]
    looks = likeness.looks(*every_pair, least=least)[1]

    assert 0 < (full >= least).sum() < len(full)
    assert (looks[full >= least] == full[full >= least]).all()
    assert (looks[full < least] < least).all()


def test_a_look_that_is_wanted_in_full_is_taken_in_full(likeness, every_pair):
    wanted = np.arange(len(every_pair[0])) % 3 == 0
    full = likeness.looks(*every_pair)[1]
    looks = likeness.looks(*every_pair, least=0.4, in_full=wanted)[1]

    assert (looks[wanted] == full[wanted]).all()
    assert (looks[~wanted] != full[~wanted]).any()


def test_a_candidate_has_the_same_chance_whoever_asks_for_it(contexts, likeness):
    competition = Competition(contexts, likeness, fitted(), count=10)
    first, second, chances = competition.pairs()

    assert len(chances) > 20
    assert competition.of_pairs(first, second).tolist() == chances.tolist()


def test_chances_are_those_of_all_signs_measured_in_full(contexts, likeness, every_pair):
    competition = Competition(contexts, likeness, fitted(), count=10)
    points = fitted().points(competition.signs(*every_pair))
    shared = likeness.within_documents(*every_pair)
    apart = shared == 0.0  # of these nothing but the signs decides
    other_language = competition.signs(*every_pair)["first_look"] < -5.0
    expected = np.where(other_language, 0.0, np.round(1.0 / (1.0 + np.exp(-points)), 4))

    assert (competition.of_pairs(*every_pair)[apart] == expected[apart]).all()


def test_within_one_section_hardly_any_council_repeats_itself():
    clauses = [
        clause("a", 1, "Letters are answered in ten days.", path=("Post",)),
        clause("a", 2, "Calls are returned on the day.", path=("Post",)),
        clause("a", 3, "The office is open on Mondays.", path=("Hours",)),
        clause("b", 1, "Nobody smokes in the hall.", path=("Post",)),
    ]
    wordings = collapse(clauses)
    alone = [(at,) for at in range(len(wordings))]
    contexts = contexts_of(clauses, sections_of(clauses), wordings, alone, {})
    letters, calls, office, nobody = (
        next(at for at, context in enumerate(contexts) if word in context.plain)
        for word in ("letters", "calls", "mondays", "nobody")
    )
    shares = Likeness(contexts, learnt(), seed=1).within_documents(
        np.array([letters, letters, letters]), np.array([calls, office, nobody])
    )

    assert shares.round(2).tolist() == [1.5, 0.25, 0.0]


@pytest.fixture
def many(monkeypatch):
    """Let few strands be looked at as many are."""
    monkeypatch.setattr("pipeline.align.likeness._EXACT", 0)


@pytest.mark.usefixtures("many")
def test_among_many_those_that_share_rare_grams_or_most_words_are_found(contexts, likeness):
    first, second = likeness.candidates(12, [True] * len(contexts))
    found = {*zip(first.tolist(), second.tolist(), strict=True)}
    every = np.triu_indices(len(contexts), 1)
    looks = likeness.looks(*every)[1]
    alike = {
        (int(one), int(other))
        for one, other in zip(every[0][looks > 0.7], every[1][looks > 0.7], strict=True)
    }

    assert (first < second).all()
    assert len(found) == len(first) < len(every[0])
    assert len(alike) > 10
    assert alike <= found


@pytest.mark.usefixtures("many")
def test_among_many_partners_are_looked_for_those_that_are_asked_for_alone(contexts, likeness):
    wanted = [at % 4 == 0 for at in range(len(contexts))]
    first, second = likeness.candidates(12, wanted)

    assert len(first)
    assert all(wanted[one] or wanted[other] for one, other in zip(first, second, strict=True))
    assert not len(likeness.candidates(12, [False] * len(contexts))[0])
