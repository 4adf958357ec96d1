"""Documents on a Dask cluster of this machine's processes: the same outcomes as without."""

import os

import pytest

from pipeline.engine import Ending, map_documents

pytest.importorskip("distributed", reason="needs Dask, the extra `scale`")


def halved(number):
    """Halve a number; odd ones fail, and 13 takes its process with it."""
    if number == 13:
        os._exit(3)
    if number % 2:
        raise ValueError(f"{number} is odd")
    return number // 2


def endings(engine):
    outcomes = map_documents(
        halved, [2, 3, 13, 8], seconds=30, memory_bytes=2**31, workers=2, engine=engine
    )
    return [(outcome.ending, outcome.value) for outcome in outcomes]


def test_a_cluster_gives_the_same_outcomes_in_the_same_order():
    expected = [
        (Ending.DONE, 1),
        (Ending.FAILED, None),
        (Ending.CRASHED, None),
        (Ending.DONE, 4),
    ]
    assert endings("dask") == expected
    assert endings("local") == expected
