import pytest

from pipeline.align.sketches import BANDS, Buckets, sketch


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


def test_buckets_give_those_with_most_in_common_first():
    buckets = Buckets()
    buckets.add(0, [1] * BANDS)
    buckets.add(1, [1, 1] + [2] * (BANDS - 2))

    assert buckets.near([1, 1] + [2] * (BANDS - 2), limit=5) == [1, 0]
    assert buckets.near([1] * BANDS, limit=1) == [0]
    assert buckets.near([9] * BANDS, limit=5) == []
