"""Tests for what other readings say of a clause's provisions."""

import pytest

from pipeline.coding import settle
from pipeline.model import Basis, Coding, Family, Level, Member, Relation

DOCS = ("fern", "marsh", "stowcote", "wick")


def _family(*relations):
    members = tuple(
        Member(doc, 1, relation, 1.0) for doc, relation in zip(DOCS, relations, strict=False)
    )
    return Family("f1", "Speak to the press", ("fern", 1), members)


def _coding(doc, level=Level.RULES, *, score=0.9, basis=Basis.CLASSIFIER, provision="press"):
    return Coding(doc, 1, provision, level, basis, score)


@pytest.fixture
def clauses(clause):
    return [clause("Text.", doc=doc) for doc in DOCS]


SAME = (Relation.VERBATIM,) * 4


def test_a_reading_gets_what_most_others_have(clauses):
    codings = [_coding(doc) for doc in DOCS[:3]]

    settled = settle(codings, [_family(*SAME)], clauses)

    assert settled[:3] == tuple(codings)
    assert settled[3] == Coding("wick", 1, "press", Level.RULES, Basis.FAMILY, 0.75)


def test_a_doubtful_code_of_one_reading_is_taken_away(clauses):
    assert settle([_coding("fern", score=0.4)], [_family(*SAME)], clauses) == ()


@pytest.mark.parametrize(
    "coding",
    [
        pytest.param(_coding("fern", score=0.95), id="sure"),
        pytest.param(_coding("fern", score=0.1, basis=Basis.CORRECTION), id="correction"),
    ],
)
def test_a_sure_code_is_not_outvoted(clauses, coding):
    assert settle([coding], [_family(*SAME)], clauses) == (coding,)


def test_a_doubtful_level_follows_the_others(clauses):
    codings = [
        *(_coding(doc, Level.MENTION) for doc in DOCS[:3]),
        _coding("wick", Level.RULES, score=0.4),
    ]

    settled = settle(codings, [_family(*SAME)], clauses)

    assert settled[3].level is Level.MENTION
    assert settled[3].basis is Basis.FAMILY


@pytest.mark.parametrize(
    "relations",
    [
        pytest.param(SAME[:2], id="two-readings-prove-nothing"),
        pytest.param((Relation.VERBATIM, *(Relation.ADAPTED,) * 3), id="adapted"),
        pytest.param((Relation.PARAPHRASE,) * 4, id="paraphrase"),
    ],
)
def test_too_few_verbatim_readings_settle_nothing(clauses, relations):
    codings = (_coding("fern"), _coding("marsh"))

    assert settle(codings[:1], [_family(*relations)], clauses) == codings[:1]
    assert settle(codings, [_family(*relations)], clauses) == codings


def test_an_even_split_is_left_alone(clauses):
    codings = (_coding("fern", score=0.4), _coding("marsh", score=0.4))

    assert settle(codings, [_family(*SAME)], clauses) == codings


def test_without_families_codings_are_only_sorted(clauses):
    codings = (_coding("wick"), _coding("fern"))

    assert settle(codings, [], clauses) == codings[::-1]
    assert settle([], [], []) == ()
