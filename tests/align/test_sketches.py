import random

import numpy as np
import pytest

from pipeline.align.sketches import BANDS, BUCKET, most_shared, shared_buckets, sketch


def test_sketches_depend_on_text_and_seed_alone():
    alone = sketch(["the clerk replies"], seed=5)
    among = sketch(["nobody shouts", "the clerk replies"], seed=5)

    assert alone[0].tolist() == among[1].tolist()
    assert sketch(["the clerk replies"], seed=6).tolist() != alone.tolist()


def test_similar_texts_share_buckets_and_others_hardly_any():
    texts = [
        "members should telephone the office before they visit the clerk",
        "members must telephone the office before they visit the clerk",
        "gifts worth more than a few pounds are refused and recorded",
    ]
    first, near, far = sketch(texts, seed=1)

    assert (first == near).sum() > BANDS / 4
    assert (first == far).sum() < BANDS / 8


@pytest.mark.parametrize("text", ["", "a", "civility", "one two three four"])
def test_the_shortest_texts_have_sketches_too(text):
    assert sketch([text], seed=1).shape == (1, BANDS)


def bands(*first, size=4, rest=0):
    """Make sketches that agree in the bands given and nowhere else."""
    rows = [
        [*row, *range(rest + 100 * at, rest + 100 * at + BANDS - size)]
        for at, row in enumerate(first, 1)
    ]
    return np.array(rows, dtype=np.uint64).reshape(-1, BANDS)


def found(*given, **options):
    rows, others = most_shared(*given, **options)
    return [*zip(rows.tolist(), others.tolist(), strict=True)]


KNOWN = bands([1, 1, 1, 1], [1, 1, 2, 2], [3, 3, 3, 3])


@pytest.mark.parametrize(
    ("asked", "options", "expected"),
    [
        pytest.param([[1, 1, 2, 2]], {}, [(0, 1), (0, 0)], id="most-in-common-first"),
        pytest.param([[1, 1, 2, 2]], {"limit": 1}, [(0, 1)], id="no-more-than-asked-for"),
        pytest.param([[1, 1, 9, 9]], {}, [(0, 0), (0, 1)], id="of-equals-the-earlier"),
        pytest.param([[9, 9, 9, 9]], {}, [], id="none"),
        pytest.param([], {}, [], id="nothing-asked"),
        pytest.param([[1, 1, 2, 2]], {"before": np.array([1])}, [(0, 0)], id="those-before-alone"),
        pytest.param([[3, 3, 3, 3], [1, 2, 3, 4]], {}, [(0, 2), (1, 0), (1, 1), (1, 2)], id="two"),
    ],
)
def test_those_that_share_most_buckets_are_found(asked, options, expected):
    assert found(bands(*asked, rest=10_000), KNOWN, **{"limit": 5} | options) == expected


def test_a_full_bucket_stays_as_it_is():
    known = np.zeros((BUCKET + 3, BANDS), dtype=np.uint64)

    assert found(known[:1], known, limit=500) == [(0, at) for at in range(BUCKET)]


def test_whether_few_or_many_are_asked_for_at_once_changes_nothing(monkeypatch):
    chance = random.Random(3)
    known = np.array([[chance.randrange(9) for _ in range(BANDS)] for _ in range(90)], np.uint64)
    before = np.arange(90)
    together = found(known, known, limit=7, before=before)
    monkeypatch.setattr("pipeline.align.sketches._ASKED", 11)

    assert found(known, known, limit=7, before=before) == together
    assert all(one > other for one, other in together)


def test_only_buckets_in_which_two_of_a_kind_meet_are_numbered():
    made = bands([1, 1, 1, 1], [1, 1, 2, 2], [1, 5, 5, 2])
    met, size = shared_buckets(made, [0, 0, 0])

    assert size == 3  # 1 in the first band, 1 in the second, 2 in the fourth
    assert [len(numbers) for numbers in met] == [2, 3, 2]
    assert len({*met[0]} & {*met[1]}) == 2
    assert shared_buckets(made, [0, 1, 2]) == ([[], [], []], 0)
    assert len(shared_buckets(made, [0, 1, 0])[0][0]) == 1
    assert shared_buckets(made[:0], []) == ([], 0)
