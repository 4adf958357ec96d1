"""The line of checks: each gets its own answer, and nothing is held for longer than it may be."""

import threading
import time

import pytest

from pipeline.errors import RequestError
from pipeline.web.jobs import FullError, Jobs, Stage


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def made(clock):
    """Give a function that makes a line of jobs and closes it in the end."""
    lines = []

    def make(work=str.upper, **options):
        line = Jobs(work, **{"workers": 1, "clock": clock} | options)
        lines.append(line)
        return line

    yield make
    for line in lines:
        line.close()


def ended(job):
    assert job.ended.wait(10)
    return job


class Gate:
    """Work that waits until it may end, and says when it has begun."""

    def __init__(self):
        self.begun = threading.Event()
        self.may_end = threading.Event()

    def __call__(self, task):
        self.begun.set()
        assert self.may_end.wait(10)
        return task.upper()


def test_a_job_has_its_outcome(made):
    jobs = made()
    job = ended(jobs.start("words", 5))
    assert (job.stage, job.outcome) == (Stage.DONE, "WORDS")
    assert jobs.find(job.id) is job


def test_what_fails_is_told_and_the_next_goes_on(made):
    def work(task):
        if task == "mend":
            raise RequestError("Do this.")
        return 1 // len(task)

    jobs = made(work)
    mended, broken, good = (ended(jobs.start(task, 1)) for task in ("mend", "", "x"))
    assert (mended.stage, mended.failure) == (Stage.FAILED, "Do this.")
    assert (broken.stage, broken.failure) == (Stage.FAILED, "")
    assert (good.stage, good.outcome) == (Stage.DONE, 1)


def test_those_before_are_counted_also_the_one_that_runs(made):
    gate = Gate()
    jobs = made(gate)
    first = jobs.start("a", 1)
    assert gate.begun.wait(10)
    second, third = jobs.start("b", 1), jobs.start("c", 1)
    assert [jobs.before(job) for job in (first, second, third)] == [0, 1, 2]
    jobs.delete(first.id)  # but its worker is still at it
    assert [jobs.before(job) for job in (second, third)] == [1, 2]
    jobs.delete(second.id)
    assert jobs.before(third) == 1
    gate.may_end.set()
    assert ended(third).outcome == "C"
    assert second.stage is Stage.WAITING, "a deleted one was begun"


def test_a_deleted_one_is_not_found_and_gets_no_answer(made):
    gate = Gate()
    jobs = made(gate)
    job = jobs.start("a", 1)
    assert gate.begun.wait(10)
    assert jobs.delete(job.id)
    assert jobs.find(job.id) is None
    assert not jobs.delete(job.id)
    gate.may_end.set()
    assert ended(jobs.start("b", 1)).outcome == "B"
    assert len(jobs) == 1


def test_one_is_done_again_under_its_name(made):
    jobs = made()
    job = ended(jobs.start("old", 1))
    again = ended(jobs.again(job.id, "new"))
    assert again.id == job.id
    assert jobs.find(job.id).outcome == "NEW"
    assert jobs.again("none", "x") is None


def test_one_done_again_while_it_runs_has_the_later_answer(made):
    gate = Gate()
    jobs = made(gate)
    job = jobs.start("old", 1)
    assert gate.begun.wait(10)
    again = jobs.again(job.id, "new")
    gate.may_end.set()
    assert ended(again).outcome == "NEW"
    assert jobs.find(job.id).outcome == "NEW"


def test_after_an_hour_nothing_is_left(made, clock):
    jobs = made(seconds_kept=3600)
    job = ended(jobs.start("a", 1))
    clock.now = 3599
    assert jobs.find(job.id) is job
    later = ended(jobs.start("b", 1))
    clock.now = 3600
    jobs.forget_old()
    assert len(jobs) == 1
    assert jobs.find(job.id) is None
    assert jobs.find(later.id) is later


def test_the_oldest_answers_go_when_there_are_too_many(made):
    jobs = made(most=3)
    kept = [ended(jobs.start(str(n), 1)) for n in range(5)]
    assert [jobs.find(job.id) is not None for job in kept] == [False, False, True, True, True]


def test_the_oldest_answers_go_when_they_hold_too_much(made):
    jobs = made(most_bytes=100)
    first, second = ended(jobs.start("a", 40)), ended(jobs.start("b", 40))
    third = ended(jobs.start("c", 60))
    assert [jobs.find(job.id) is not None for job in (first, second, third)] == [False, True, True]


def test_what_still_waits_is_never_dropped_for_another(made):
    gate = Gate()
    jobs = made(gate, most=2, most_bytes=100)
    first = jobs.start("a", 1)
    assert gate.begun.wait(10)
    with pytest.raises(FullError):
        jobs.start("large", 101)
    second = jobs.start("b", 1)
    with pytest.raises(FullError):
        jobs.start("c", 1)
    gate.may_end.set()
    assert [ended(job).outcome for job in (first, second)] == ["A", "B"]
    assert ended(jobs.start("c", 1)).outcome == "C"


def test_when_it_closes_nothing_is_left_and_nothing_begins(made):
    gate = Gate()
    jobs = made(gate)
    running = jobs.start("a", 1)
    assert gate.begun.wait(10)
    waiting = jobs.start("b", 1)
    jobs.close()
    assert len(jobs) == 0
    assert ended(waiting).stage is Stage.WAITING
    gate.may_end.set()
    time.sleep(0.05)
    assert jobs.find(running.id) is None
