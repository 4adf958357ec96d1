"""Tests for how sure a cell is: what is summed up, and the made-up documents it is learnt from."""

import numpy as np
import pytest

from pipeline.coding.calibration import made_up_documents, summary

NOTHING, MENTION, RULES = (1.0, 0.0, 0.0), (0.1, 0.8, 0.1), (0.05, 0.05, 0.9)


def _summary(*clauses):
    """Sum up clauses that say something of one provision."""
    return summary(np.array([[clause] for clause in clauses]).reshape(-1, 1, 3))[0]


@pytest.mark.parametrize("clauses", [(), (RULES,), (RULES, NOTHING), (RULES,) * 40])
def test_a_document_of_any_length_is_summed_up(clauses):
    assert np.isfinite(_summary(*clauses)).all()


def test_a_clause_that_says_nothing_adds_nothing():
    assert np.allclose(_summary(RULES, MENTION), _summary(RULES, NOTHING, MENTION, NOTHING))


def test_the_second_clause_counts_beside_the_first():
    one, two = _summary(RULES), _summary(RULES, RULES)

    assert one[0] == two[0]  # the surest
    assert one[1] < two[1]  # the second


def _library(voices=3, provisions=10, of_each=12):
    """Give voices and levels: each voice has rules, a mention, or neither on each provision."""
    names, levels = [], []
    for voice in range(voices):
        for provision in range(provisions):
            for number in range(of_each):
                row = [0] * provisions
                row[provision] = (2, 2, 1, 0)[number % 4]
                names.append(f"voice {voice}")
                levels.append(row)
    return names, np.array(levels)


def test_a_made_up_document_is_of_one_voice_and_leaves_provisions_out():
    voices, levels = _library()

    documents = list(made_up_documents(voices, levels, seed=1))

    assert len(documents) > 100
    for places in documents:
        assert len({voices[place] for place in places}) == 1
        assert len(set(places.tolist())) == len(places)
    found = np.stack([levels[places].max(axis=0) for places in documents])
    assert {0, 1, 2} <= set(found.ravel().tolist())


def test_the_same_library_gives_the_same_documents():
    voices, levels = _library()

    one, other = (
        [places.tolist() for places in made_up_documents(voices, levels, seed=1)] for _ in "ab"
    )

    assert one == other


def test_a_voice_of_few_clauses_makes_no_document():
    voices, levels = _library(voices=1, provisions=2, of_each=3)

    assert list(made_up_documents(voices, levels, seed=1)) == []
