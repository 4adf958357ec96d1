"""What wordings speak of: added up from their words' vectors, which are learnt from families."""

import numpy as np
import pytest

from corpus.lined_up.learn_words import learn, lesson_of
from pipeline.align.word_vectors import WordVectors, learnt
from pipeline.store.lined_up import LinedUp
from pipeline.text.similarity import plain_wording
from tests.align.invented import document

VECTORS = WordVectors.from_words(
    ["neutral", "impartial", "hall"], np.array([[2.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
)


@pytest.mark.parametrize(
    ("text", "other", "cosine"),
    [
        pytest.param("neutral", "impartial", 1.0, id="only-the-direction-of-a-word-counts"),
        pytest.param("neutral", "hall", 0.0, id="words-of-different-things"),
        pytest.param("neutral zebra", "neutral", 1.0, id="an-unknown-word-says-nothing"),
        pytest.param("impartial hall", "hall impartial", 1.0, id="in-any-order"),
        pytest.param("zebra", "zebra", 0.0, id="no-word-is-known"),
        pytest.param("", "hall", 0.0, id="no-word"),
    ],
)
def test_wordings_are_compared_by_the_sum_of_their_words(text, other, cosine):
    first, second = VECTORS.of([text, other])

    assert first @ second == pytest.approx(cosine, abs=1e-6)


def test_a_word_said_again_counts_for_less_than_another_word():
    hall, impartial = VECTORS.of(["hall", "impartial"])
    mixed = VECTORS.of(["hall impartial impartial impartial impartial"])[0]
    four_times = 1.0 + np.log(4.0)

    # bytes keep the ratio of two words to about one in a hundred
    assert mixed @ impartial / (mixed @ hall) == pytest.approx(four_times, rel=0.02)


def test_no_wording_gives_no_row():
    assert VECTORS.of([]).shape == (0, 2)


def test_vectors_are_read_as_they_were_written():
    content = VECTORS.to_bytes()
    read = WordVectors.from_bytes(content)

    assert dict(read.rows) == dict(VECTORS.rows)
    assert read.vectors.tolist() == VECTORS.vectors.tolist()
    assert read.to_bytes() == content


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        pytest.param(
            "Officers serve the whole Council, not a faction.",
            "Staff work for the Council as a body and for no political group.",
            "The press is answered by the Chair.",
            id="staff-serve-the-whole-council",
        ),
        pytest.param(
            "Complaints about the Clerk are raised in private.",
            "A member unhappy with an officer says so confidentially.",
            "Emails are answered within five days.",
            id="criticism-in-private",
        ),
        pytest.param(
            "This document will be looked at again each May.",
            "The protocol is reviewed annually.",
            "Gifts are declared to the Monitoring Officer.",
            id="review",
        ),
    ],
)
def test_the_shipped_vectors_know_other_words_for_the_same(one, same, other):
    rows = learnt().of([plain_wording(text) for text in (one, same, other)])

    assert rows[0] @ rows[1] > max(rows[0] @ rows[2], rows[1] @ rows[2]) + 0.2


SAYINGS = (  # each in two councils' words
    ("letters swiftly answered", "post promptly acknowledged"),
    ("gossip forbidden always", "rumours banned entirely"),
    ("papers circulated early", "agendas distributed beforehand"),
)


def lined_up(one, other, families, partly=frozenset()):
    """Line up two councils' clauses, the families given in the order of each one's clauses."""
    clauses = (*document("fern", *one), *document("marsh", *other))
    return LinedUp(
        clauses,
        {(each.doc, each.n): families[each.n - 1] for each in clauses},
        {(each.doc, each.n): partly if each.doc == "marsh" else frozenset() for each in clauses},
    )


def test_words_that_lined_up_clauses_exchange_come_to_point_the_same_way():
    one, other = zip(*SAYINGS, strict=True)
    lessons = [lesson_of(lined_up(one, other, "abc"))] * 4
    vectors = learn(lessons, ["the hall is swept on fridays"] * 9, seed=1)
    mine, theirs = vectors.of(one), vectors.of(other)
    likeness = mine @ theirs.T

    assert (likeness.argmax(axis=1) == [0, 1, 2]).all()
    assert np.diag(likeness).min() > 0.5
    assert (likeness - np.eye(3) * likeness).max() < 0.2


def test_learning_again_gives_the_same_vectors():
    one, other = zip(*SAYINGS, strict=True)
    lessons = [lesson_of(lined_up(one, other, "abc"))] * 4
    first, again = (learn(lessons, ["sweep the hall"] * 9, seed=1) for _ in range(2))

    assert first.to_bytes() == again.to_bytes()


def test_what_a_clause_says_in_part_is_neither_the_same_nor_not():
    lesson = lesson_of(lined_up(["a", "b"], ["c", "d"], "xy", partly=frozenset({"x"})))

    # places: fern 1 (x), fern 2 (y), marsh 1 (x, and x in part), marsh 2 (y, and x in part)
    assert lesson.same.astype(int).tolist() == [
        [0, 0, 1, 0],
        [0, 0, 0, 1],
        [1, 0, 0, 0],
        [0, 1, 0, 0],
    ]
    assert lesson.compared.astype(int).tolist() == [
        [0, 0, 1, 0],  # fern 1 against marsh 2, which says it in part, is left out
        [0, 0, 1, 1],
        [1, 1, 0, 0],
        [0, 1, 0, 0],
    ]
