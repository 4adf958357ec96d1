import math
import operator
import os
import signal
import sys
import time
from functools import partial

import pytest

from pipeline.engine import Ending, map_documents
from pipeline.errors import RequestError

LIMITS = {"seconds": 20.0, "memory_bytes": 2**31}
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


def endings(outcomes):
    return [outcome.ending for outcome in outcomes]


def test_results_come_in_the_order_of_the_items():
    slow_first = [0.4, 0.0, 0.2, 0.0]

    outcomes = list(map_documents(time.sleep, slow_first, workers=3, **LIMITS))
    values = list(map_documents(math.sqrt, [9, 4, 1], workers=2, **LIMITS))

    assert endings(outcomes) == [Ending.DONE] * 4
    assert [outcome.value for outcome in values] == [3.0, 2.0, 1.0]


def test_each_item_has_a_process_of_its_own():
    outcomes = map_documents(operator.call, [os.getpid] * 3, **LIMITS)

    processes = {outcome.value for outcome in outcomes}

    assert len(processes) == 3
    assert os.getpid() not in processes


@pytest.mark.parametrize(
    ("function", "item", "ending", "detail"),
    [
        pytest.param(math.sqrt, -1, Ending.FAILED, "ValueError", id="error"),
        pytest.param(os._exit, 3, Ending.CRASHED, "status 3", id="exit"),
        pytest.param(
            signal.raise_signal,
            signal.SIGSEGV,
            Ending.CRASHED,
            "SIGSEGV",
            id="crash",
            marks=on_posix,
        ),
        pytest.param(
            signal.raise_signal,
            signal.SIGABRT,
            Ending.MEMORY,
            "SIGABRT",
            id="abort",
            marks=on_posix,
        ),
        pytest.param(bytearray, 2**32, Ending.MEMORY, "memory", id="memory", marks=on_posix),
    ],
)
def test_what_befalls_one_item_is_told_and_the_others_go_on(function, item, ending, detail):
    calls = [partial(function, item), partial(math.sqrt, 4)]

    told, other = map_documents(operator.call, calls, **LIMITS)

    assert told.ending is ending
    assert detail in told.detail
    assert other.value == 2.0


def test_an_item_that_hangs_is_stopped():
    start = time.monotonic()

    outcomes = list(map_documents(time.sleep, [60, 0], seconds=1.0, memory_bytes=2**31, workers=2))

    assert endings(outcomes) == [Ending.TIMEOUT, Ending.DONE]
    assert time.monotonic() - start < 10


def test_a_result_that_cannot_be_sent_is_a_failure():
    outcomes = list(map_documents(iter, [[1]], **LIMITS))
    [outcome] = map_documents(operator.attrgetter("__self__"), [math.sqrt], **LIMITS)

    assert endings(outcomes) == [Ending.DONE]
    assert outcome.ending is Ending.FAILED
    assert "pickle" in outcome.detail


def test_progress_counts_the_finished_items():
    told = []

    list(map_documents(math.sqrt, [1, 2, 3], workers=2, progress=told.append, **LIMITS))

    assert told == [1, 2, 3]


def test_items_are_taken_only_as_processes_come_free():
    taken = []

    def items():
        for number in range(10):
            taken.append(number)
            yield number

    outcomes = map_documents(math.sqrt, items(), workers=2, **LIMITS)
    next(outcomes)
    outcomes.close()

    assert len(taken) < 10


def test_no_items_give_no_outcomes():
    assert list(map_documents(math.sqrt, [], **LIMITS)) == []


@pytest.mark.parametrize("engine", ["spark", ""])
def test_an_unknown_engine_is_refused(engine):
    with pytest.raises(RequestError, match="choose one of local, dask"):
        map_documents(math.sqrt, [1], engine=engine, **LIMITS)
