"""What is measured where each voice of a library is left out in turn."""

import numpy as np
import pytest

from pipeline.coding import train
from pipeline.coding.training import prepare, train_on
from pipeline.errors import RequestError
from pipeline.evaluate.voices import coded_levels, compared, leave_voices_out, library_levels
from pipeline.model import Clause, ClauseKind, Codebook, Level, LibraryClause, Provision
from pipeline.params import CodingParams

RULES, MENTION = Level.RULES, Level.MENTION

TEXTS = (
    ("Only the Clerk may speak to the press.", (("press", RULES),)),
    ("Members must not write to newspapers for the Council.", (("press", RULES),)),
    ("See the press policy.", (("press", MENTION),)),
    ("All members must attend training.", (("training", RULES),)),
    ("The Council will pay for courses and training.", (("training", RULES),)),
    ("A training policy is available.", (("training", MENTION),)),
    ("The hall holds eighty people.", ()),
    ("Bins are emptied on Tuesdays.", ()),
)


def provision(name, *cues):
    return Provision(name, name, f"Does it deal with {name}?", name, "All", (), (), cues)


@pytest.fixture(scope="module")
def codebook():
    return Codebook("1", "Two", (provision("press", "press"), provision("training", "training")))


@pytest.fixture(scope="module")
def library():
    return tuple(
        LibraryClause(voice, "Council", "", f"{text} {ending}".strip(), codes)
        for voice, ending in (("plain", ""), ("firm", "We mean it."), ("warm", "With thanks."))
        for text, codes in TEXTS
    )


@pytest.fixture(scope="module")
def params():
    return CodingParams(
        seed=1,
        strength=10,
        level_strength=1,
        folds=2,
        min_count=1,
        rules_from=0.4,
        mention_from=0.5,
    )


@pytest.fixture(scope="module")
def figures(library, codebook, params):
    return leave_voices_out(library, codebook, params)


def test_every_voice_is_measured_on_its_own_clauses(figures):
    assert list(figures.by_voice) == ["firm", "plain", "warm"]
    assert [figures.by_voice[voice]["clauses"] for voice in figures.by_voice] == [8, 8, 8]
    assert figures.overall["clauses"] == 24
    assert figures.by_provision["press"]["rules"] == 6


def test_it_is_measured_the_same_each_time(figures, library, codebook, params):
    assert leave_voices_out(library, codebook, params).flat() == figures.flat()


def test_only_the_voices_asked_for_are_left_out(figures, library, codebook, params):
    some = leave_voices_out(library, codebook, params, voices=["warm"])

    assert list(some.by_voice) == ["warm"]
    assert some.by_voice["warm"] == figures.by_voice["warm"]


def test_each_voice_is_told_of_with_the_result_of_the_last(figures, library, codebook, params):
    told = []
    leave_voices_out(
        library,
        codebook,
        params,
        voices=["firm", "warm"],
        progress=lambda what, done, total: told.append(what),
    )

    result = f"firm: rules F1 {figures.by_voice['firm']['rules_f1']:.3f}"
    assert told == [
        "voice 1 of 2: training without firm",
        f"{result}; voice 2 of 2: training without warm",
    ]


def test_a_voice_left_out_teaches_nothing(library, codebook, params):
    """Wrong codes in that voice change no weight; in another they do."""

    def weights(spoilt, without):
        wrong = [
            LibraryClause(c.voice, c.heading, c.intro, c.text, (("press", RULES),))
            if c.voice == spoilt
            else c
            for c in library
        ]
        return train_on(prepare(wrong, codebook, params), without=without).to_bytes()

    good = train_on(prepare(library, codebook, params), without="warm").to_bytes()
    assert weights("warm", without="warm") == good
    assert weights("firm", without="warm") != good


def test_training_in_two_steps_gives_the_same_coder(library, codebook, params):
    whole = train(library, codebook, params).to_bytes()

    assert train_on(prepare(library, codebook, params)).to_bytes() == whole


def test_clauses_are_cut_at_the_same_thresholds_as_councils(library, codebook, params):
    coder = train(library, codebook, params)
    clauses = [
        Clause("fern", n, None, str(n), (c.heading,), ClauseKind.CLAUSE, c.text, 0, 1)
        for n, c in enumerate(library)
    ]
    expected = np.zeros((len(library), 2), dtype=int)
    for coding in coder.code(clauses):
        place = ["press", "training"].index(coding.provision)
        expected[coding.n, place] = 2 if coding.level is RULES else 1

    assert (coded_levels(coder, library, params) == expected).all()


@pytest.mark.parametrize(
    ("wanted", "ours", "expected"),
    [
        pytest.param([[2, 0]], [[2, 0]], {"rules_f1": 1, "level_accuracy": 1}, id="right"),
        pytest.param(
            [[2, 0]],
            [[1, 0]],
            {"rules_f1": 0, "mention_f1": 0, "level_accuracy": 0, "macro_f1_by_provision": 0},
            id="coded-lower",
        ),
        pytest.param(
            [[2, 0], [0, 1]],
            [[2, 2], [0, 1]],
            {
                "rules_precision": 0.5,
                "rules_recall": 1,
                "mention_f1": 1,
                "level_accuracy": 2 / 3,
                # the second: rules claimed without reason 0, mention 1
                "macro_f1_by_provision": (1 + 0.5) / 2,
            },
            id="one-too-many",
        ),
        pytest.param(
            [[0, 0]],
            [[0, 0]],
            {"rules_f1": 1, "level_accuracy": 1, "macro_f1_by_provision": 1},
            id="nothing-to-find",
        ),
    ],
)
def test_levels_are_compared_clause_by_clause(wanted, ours, expected):
    figures = compared(np.array(wanted), np.array(ours))

    assert {name: figures[name] for name in expected} == pytest.approx(expected)


def test_codes_of_other_provisions_are_passed_over(library):
    assert library_levels(library[:4], ["training"]).tolist() == [[0], [0], [0], [2]]


def test_the_weakest_voice_and_provision_stand_first(figures):
    lines = list(figures.table())
    voices = [line.split()[0] for line in lines[3:7]]

    assert voices[-1] == "all"
    assert sorted(voices[:3]) == ["firm", "plain", "warm"]
    assert lines[8].startswith("weakest provisions")


@pytest.mark.parametrize(
    ("voices", "asked", "message"),
    [
        pytest.param((), [], "has 0 voices", id="empty"),
        pytest.param(("plain",), [], "has 1 voice: with none left", id="one-voice"),
        pytest.param(
            ("plain", "warm"), ["loud"], "--voices loud: not in the library, whose", id="unknown"
        ),
    ],
)
def test_what_cannot_be_left_out_is_refused(library, codebook, params, voices, asked, message):
    clauses = [clause for clause in library if clause.voice in voices]

    with pytest.raises(RequestError, match=message):
        leave_voices_out(clauses, codebook, params, voices=asked)
