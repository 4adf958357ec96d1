"""Tests for clauses that read word for word like one of the library."""

import numpy as np
import pytest

from pipeline.coding.known import learn_known
from pipeline.coding.passage import Passage

LONG = "Members must not give instructions to any officer other than the Clerk."


def known(*coded):
    """Learn passages, each with its level of one provision."""
    passages = [passage for passage, _ in coded]
    return learn_known(passages, np.array([[level] for _, level in coded]).reshape(-1, 1))


@pytest.mark.parametrize(
    ("passage", "found"),
    [
        pytest.param(Passage("", "", LONG), True, id="the-same"),
        pytest.param(Passage("Roles", "", LONG), True, id="under-another-heading"),
        pytest.param(
            Passage("", "", LONG.upper().replace(".", ";")), True, id="capitals-and-stops"
        ),
        pytest.param(
            Passage("", "", LONG.replace("Members", "Cllrs").replace("officer", "employee")),
            True,
            id="other-names-of-roles",
        ),
        pytest.param(Passage("", "", LONG.replace("must not", "may")), False, id="other-words"),
        pytest.param(Passage("", "", ""), False, id="nothing"),
    ],
)
def test_a_clause_is_known_by_its_words(passage, found):
    assert (known((Passage("", "", LONG), 2)).row(passage) is not None) is found


def test_a_few_words_are_known_in_their_context_only():
    library = known((Passage("", "Members can expect:", "a prompt reply"), 2))

    assert library.row(Passage("", "Members can expect:", "A prompt reply;")) is not None
    assert library.row(Passage("", "Officers can expect:", "a prompt reply")) is None


def test_what_is_coded_in_two_ways_is_left_to_the_coder():
    library = known((Passage("", "", LONG), 2), (Passage("Roles", "", LONG), 1))

    assert library.row(Passage("", "", LONG)) is None


def test_no_library_knows_nothing():
    assert known().row(Passage("", "", LONG)) is None


@pytest.mark.parametrize("level", [0, 1, 2])
def test_the_level_that_a_person_gave_is_nearly_certain(level):
    library = known((Passage("", "", LONG), level))

    (found,) = library.probabilities(library.row(Passage("", "", LONG)))

    assert found.argmax() == level
    assert found.sum() == pytest.approx(1)
