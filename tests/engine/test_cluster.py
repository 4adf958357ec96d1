"""Documents on a Dask cluster of this machine's processes: the same outcomes as without."""

import os

import pytest

from pipeline.engine import Ending, Limits, map_documents

pytest.importorskip("distributed", reason="needs Dask, the extra `scale`")


def limits(_):
    return Limits(seconds=30, memory_bytes=2**31, most_seconds=60)


def halved(number, grant):
    """Halve a number; odd ones fail, and 13 takes its process with it."""
    if number == 13:
        os._exit(3)
    if number % 2:
        raise ValueError(f"{number} is odd")
    return str(number // 2).encode()


def endings(engine):
    outcomes = map_documents(halved, [2, 3, 13, 8], limits=limits, workers=2, engine=engine)
    return [(outcome.ending, outcome.value) for outcome in outcomes]


def test_a_cluster_gives_the_same_outcomes_in_the_same_order():
    expected = [
        (Ending.DONE, b"1"),
        (Ending.FAILED, None),
        (Ending.CRASHED, None),
        (Ending.DONE, b"4"),
    ]
    assert endings("dask") == expected
    assert endings("local") == expected
