"""Tests for training a coder and coding with it."""

import numpy as np
import pytest

from pipeline.coding import Coder, train
from pipeline.model import Basis, ClauseKind, Codebook, Level


@pytest.fixture(scope="module")
def coder(library, codebook, params):
    return train(library, codebook, params)


def _levels(codings):
    return {coding.provision: coding.level for coding in codings}


def _scores(coder, clauses):
    """Give the probability that each clause deals with each provision."""
    return coder.levels(clauses)[..., 1:].sum(axis=-1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Only the Chairman may speak to newspapers.", {"press_media": "rules"}, id="a"
        ),
        pytest.param("Officers must attend courses.", {"training_development": "rules"}, id="b"),
        pytest.param("See the media policy.", {"press_media": "mention"}, id="pointer"),
        pytest.param("The hall holds a hundred people.", {}, id="nothing"),
    ],
)
def test_a_clause_is_given_its_provisions(coder, clause, text, expected):
    assert _levels(coder.code([clause(text)])) == expected


def test_codings_come_by_document_clause_and_codebook(coder, clause):
    clauses = [
        clause("The Council will pay for training and speak to the press.", n=2),
        clause("Only the Clerk may speak to the press.", n=1, doc="marsh"),
        clause("Media enquiries should be passed to the Clerk.", n=1),
    ]

    places = [(coding.doc, coding.n) for coding in coder.code(clauses)]

    assert places == sorted(places)
    assert places[0] == ("marsh", 1)


def test_the_order_of_the_clauses_changes_nothing(coder, clause, library):
    clauses = [clause(entry.text, n=n) for n, entry in enumerate(library)]

    assert coder.code(clauses) == coder.code(clauses[::-1])


@pytest.mark.parametrize("kind", [ClauseKind.HEADING, ClauseKind.METADATA, ClauseKind.BOILERPLATE])
def test_what_is_not_a_clause_carries_no_provision(coder, clause, kind):
    assert coder.code([clause("Only the Clerk may speak to the press.", kind=kind)]) == ()


def test_a_status_line_mentions_review(coder, clause):
    line = clause("Next review: May 2027", kind=ClauseKind.METADATA)

    (coding,) = coder.code([line])

    assert (coding.provision, coding.level) == ("review_amendment", Level.MENTION)
    assert coding.basis is Basis.CUE


def test_a_short_table_row_is_a_field_and_a_long_one_a_clause(coder, clause):
    short = clause("Press officer Clerk", kind=ClauseKind.TABLE_ROW)
    long = clause(
        "Press Only the Clerk may speak to the press or to newspapers for the Council.",
        kind=ClauseKind.TABLE_ROW,
    )

    assert coder.code([short]) == ()
    assert "press_media" in _levels(coder.code([long]))


def test_a_row_of_promises_has_what_each_of_its_cells_has(coder, clause):
    rows = [
        clause("\t".join(cells), n=n, kind=ClauseKind.TABLE_ROW)
        for n, cells in enumerate(
            (
                ("Staff can expect members to:", "Members can expect staff to:"),
                ("Attend training.", "Not discriminate against anybody."),
            ),
            start=1,
        )
    ]

    found = {(coding.n, coding.provision) for coding in coder.code(rows)}

    assert found >= {(2, "training_development"), (2, "equality")}
    assert np.allclose(coder.levels(rows).sum(axis=-1), 1)
    assert coder.levels(rows).min() >= 0


def test_scores_are_shares_in_the_order_of_the_codebook(coder, clause, codebook):
    scores = _scores(coder, [clause("Only the Clerk may speak to the press."), clause("Bins.")])

    assert scores.shape == (2, len(codebook.provisions))
    assert scores.min() >= 0
    assert scores.max() <= 1
    assert scores[0].argmax() == 0
    assert scores[0, 0] > scores[1, 0]


def test_a_clause_of_the_library_has_its_codes_and_says_so(coder, clause, library):
    entry = next(entry for entry in library if len(entry.codes) == 1)

    (coding,) = coder.code([clause(entry.text.upper(), path=(entry.heading,))])

    assert ((coding.provision, coding.level),) == entry.codes
    assert coding.basis is Basis.LIBRARY


def test_every_substantive_clause_has_scores_and_every_document_chances(coder, clause, codebook):
    clauses = [
        clause("Only the Clerk may speak to the press.", n=2),
        clause("Press", n=1, kind=ClauseKind.HEADING),
        clause("Reviewed May 2024", n=1, doc="marsh", kind=ClauseKind.METADATA),
    ]

    judgement = coder.judge(clauses)

    assert set(judgement.scores) == {("stowcote", 2)}
    assert set(judgement.chances) == {"stowcote", "marsh"}
    for chances in judgement.chances.values():
        assert chances.shape == (len(codebook.provisions), 3)
        assert np.allclose(chances.sum(axis=-1), 1)


def test_more_clauses_with_rules_make_rules_likelier(coder, clause):
    one = [clause("Only the Clerk may speak to the press.")]
    two = [*one, clause("Members must not speak to newspapers.", n=2)]

    rules_by_one, rules_by_two = (
        coder.judge(clauses).chances["stowcote"][0, 2] for clauses in (one, two)
    )

    assert rules_by_two >= rules_by_one > coder.judge([clause("Bins.")]).chances["stowcote"][0, 2]


def test_levels_add_up_to_one(coder, clause):
    assert np.allclose(coder.levels([clause("Only the Clerk may speak.")]).sum(axis=-1), 1)


def test_no_clauses_give_no_codings_and_no_scores(coder):
    assert coder.code([]) == ()
    assert _scores(coder, []).shape == (0, 4)


def test_an_empty_text_is_coded_without_complaint(coder, clause):
    assert _scores(coder, [clause("")]).shape == (1, 4)


def test_a_coder_read_from_its_file_codes_the_same(coder, clause, library):
    clauses = [clause(entry.text, n=n) for n, entry in enumerate(library)]

    again = Coder.from_bytes(coder.to_bytes())

    assert again.code(clauses) == coder.code(clauses)
    assert again.to_bytes() == coder.to_bytes()


def test_training_twice_gives_the_same_bytes(coder, library, codebook, params):
    assert train(library, codebook, params).to_bytes() == coder.to_bytes()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a coder at all"])
def test_another_file_is_not_taken_for_a_coder(content):
    with pytest.raises(ValueError, match="not a trained coder"):
        Coder.from_bytes(content)


def test_codes_outside_the_codebook_are_passed_over(library, codebook, params, clause):
    shorter = Codebook("1", "Shorter", codebook.provisions[:2])

    coder = train(library, shorter, params)

    assert coder.provisions == ("press_media", "training_development")
    assert _levels(coder.code([clause("Members must take a course.")])) == {
        "training_development": "rules"
    }


def test_a_new_provision_is_learnt_from_the_codebook(library, codebook, params, clause):
    without = [entry for entry in library if ("equality", Level.RULES) not in entry.codes]

    scores = _scores(
        train(without, codebook, params),
        [clause("Nobody is treated worse for who they are."), clause("Bins are emptied.")],
    )

    assert scores[0, 3] > scores[1, 3]


@pytest.mark.parametrize("provisions", [1, 4])
def test_a_codebook_without_a_library_still_gives_a_coder(codebook, params, clause, provisions):
    small = Codebook("1", "No library", codebook.provisions[:provisions])

    coder = train((), small, params)
    scores = _scores(coder, [clause("newspaper"), clause("Bins are emptied.")])

    assert scores.shape == (2, provisions)
