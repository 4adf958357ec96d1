"""Clauses of bilingual documents are paired, however the two languages are set."""

from pathlib import Path

import pytest

from pipeline.ingest import read
from pipeline.params import read_params
from pipeline.segment import segment

PARAMS = Path(__file__).parents[2] / "params.yaml"
ENGLISH = """1. Purpose

1.1 This protocol says how members and officers work together.

1.2 It applies to every councillor and to all the staff of the council.

2. Respect

2.1 Members and officers shall treat one another with courtesy.

2.2 Nobody shall raise their voice at the council's meetings.
"""
WELSH = """1. Diben

1.1 Mae'r protocol hwn yn dweud sut y mae aelodau a swyddogion yn gweithio gyda'i gilydd.

1.2 Mae'n berthnasol i bob cynghorydd ac i holl staff y cyngor.

2. Parch

2.1 Rhaid i aelodau a swyddogion drin ei gilydd yn gwrtais.

2.2 Ni chaiff neb godi ei lais yng nghyfarfodydd y cyngor.
"""


def paragraphs(text):
    return [part.strip() for part in text.split("\n\n")]


SETTINGS = {
    "one after the other": f"{ENGLISH}\n{WELSH}",
    "Welsh first": f"{WELSH}\n{ENGLISH}",
    "paragraph by paragraph": "\n\n".join(
        part for both in zip(paragraphs(ENGLISH), paragraphs(WELSH), strict=True) for part in both
    ),
}


def clauses_of(text):
    params = read_params(PARAMS).ingest
    return segment(read(text.encode(), name="a.txt", doc="a", params=params))


@pytest.mark.parametrize("setting", SETTINGS)
def test_each_clause_finds_its_translation(setting):
    clauses = {clause.n: clause for clause in clauses_of(SETTINGS[setting])}

    paired = {
        (clause.label, clauses[clause.pair].label, clauses[clause.pair].language)
        for clause in clauses.values()
        if clause.language == "en" and clause.pair
    }
    assert {("1.1", "1.1", "cy"), ("1.2", "1.2", "cy"), ("2.1", "2.1", "cy"),
            ("2.2", "2.2", "cy")} <= paired  # fmt: skip
    assert all(clauses[clause.pair].pair == n for n, clause in clauses.items() if clause.pair)


def test_another_text_in_welsh_is_no_translation():
    other = "\n\n".join(paragraphs(WELSH)[:2]) + "\n\n- Mae swyddfa'r cyngor ar agor bob bore."
    assert not any(clause.pair for clause in clauses_of(f"{ENGLISH}\n{other}"))


def test_a_text_in_one_language_has_no_pairs():
    assert not any(clause.pair for clause in clauses_of(ENGLISH))
