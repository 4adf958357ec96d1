"""Who is next? A bounded number of checks run at a time; the others wait their turn.

Everything is held in memory: it is gone when it is deleted, after an hour, when newer answers need
its room, and when the server ends.
"""

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from pipeline.errors import CouncilProtocolsError
from pipeline.web.log import LOGGER

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")

_UNGUESSABLE = 32  # bytes of an identifier


class Stage(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class FullError(Exception):
    """There is no room for another job until some have ended."""


@dataclass(eq=False, slots=True)
class Job(Generic[Task, Outcome]):
    """A task, and what has come of it so far."""

    id: str
    task: Task
    size: int  # bytes that it holds
    since: float
    stage: Stage = Stage.WAITING
    outcome: Outcome | None = None
    # why there is none, in words for the person who asked; empty: the software's own mistake
    failure: str = ""
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.stage in {Stage.DONE, Stage.FAILED}


class Jobs(Generic[Task, Outcome]):
    """The jobs that wait, run and have ended, by their identifiers."""

    def __init__(
        self,
        work: Callable[[Task], Outcome],
        *,
        workers: int = 2,
        most: int = 64,
        most_bytes: int = 512 * 2**20,
        seconds_kept: float = 3600,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Start the workers.

        Args:
            work: Does a task. What it raises ends that job and no other.
            workers: Jobs that run at a time.
            most: Jobs that are held, ended ones among them.
            most_bytes: What they may hold together.
            seconds_kept: How long a job is held after it was last begun.
            clock: Tells the seconds.
        """
        self._work = work
        self._most = most
        self._most_bytes = most_bytes
        self._seconds_kept = seconds_kept
        self._clock = clock
        self._jobs: OrderedDict[str, Job[Task, Outcome]] = OrderedDict()
        self._line: list[Job[Task, Outcome]] = []
        self._running = 0  # deleted ones among them: their workers are not free yet
        self._changed = threading.Condition()
        self._is_open = True
        for number in range(workers):
            # daemons: a job that hangs does not keep the server from ending
            threading.Thread(target=self._run, name=f"check-{number}", daemon=True).start()

    def start(self, task: Task, size: int) -> Job[Task, Outcome]:
        """Put a task in the line; the oldest ended jobs make room for it.

        Raises:
            FullError: Too many jobs have not ended, or they hold too much.
        """
        with self._changed:
            self._make_room(1, size)
            job = Job[Task, Outcome](secrets.token_urlsafe(_UNGUESSABLE), task, size, self._clock())
            self._put(job)
            return job

    def again(self, job_id: str, task: Task) -> Job[Task, Outcome] | None:
        """Put another task in the line in place of a job, under its identifier.

        Returns:
            The new job; None where there is no such job.
        """
        with self._changed:
            former = self._find(job_id)
            if former is None:
                return None
            if former in self._line:
                self._line.remove(former)
            former.ended.set()
            job = Job[Task, Outcome](former.id, task, former.size, self._clock())
            self._put(job)
            return job

    def find(self, job_id: str) -> Job[Task, Outcome] | None:
        """Give the job with an identifier, where it is still held."""
        with self._changed:
            return self._find(job_id)

    def before(self, job: Job[Task, Outcome]) -> int:
        """Count the jobs that wait before this one or run now."""
        with self._changed:
            if job not in self._line:
                return 0
            return self._line.index(job) + self._running

    def delete(self, job_id: str) -> bool:
        """Forget a job and all that it holds; True where there was one."""
        with self._changed:
            job = self._find(job_id)
            if job is None:
                return False
            self._forget(job)
            return True

    def forget_old(self) -> None:
        """Forget what has been held for too long."""
        with self._changed:
            self._forget_old()

    def close(self) -> None:
        """Forget everything, and begin nothing more."""
        with self._changed:
            self._is_open = False
            for job in list(self._jobs.values()):
                self._forget(job)
            self._changed.notify_all()

    def __len__(self) -> int:
        with self._changed:
            return len(self._jobs)

    def _find(self, job_id: str) -> Job[Task, Outcome] | None:
        self._forget_old()
        return self._jobs.get(job_id)

    def _put(self, job: Job[Task, Outcome]) -> None:
        self._jobs[job.id] = job
        self._jobs.move_to_end(job.id)
        self._line.append(job)
        self._changed.notify()

    def _forget(self, job: Job[Task, Outcome]) -> None:
        self._jobs.pop(job.id, None)
        if job in self._line:
            self._line.remove(job)
        job.ended.set()

    def _forget_old(self) -> None:
        limit = self._clock() - self._seconds_kept
        for job in [each for each in self._jobs.values() if each.since <= limit]:
            self._forget(job)

    def _make_room(self, jobs: int, size: int) -> None:
        self._forget_old()
        ended = [each for each in self._jobs.values() if each.is_over]
        while (
            len(self._jobs) + jobs > self._most
            or sum(each.size for each in self._jobs.values()) + size > self._most_bytes
        ):
            if not ended or not self._is_open:
                raise FullError
            self._forget(ended.pop(0))

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._line or not self._is_open)
                if not self._is_open:
                    return
                job = self._line.pop(0)
                job.stage = Stage.RUNNING
                self._running += 1
            self._do(job)
            with self._changed:
                self._running -= 1
            del job  # or it would be held until the next one comes

    def _do(self, job: Job[Task, Outcome]) -> None:
        began = self._clock()
        try:
            outcome = self._work(job.task)
        except CouncilProtocolsError as error:
            job.failure = str(error)
            job.stage = Stage.FAILED
        except Exception:  # noqa: BLE001 - whatever it is, the others get their answers
            LOGGER.error("a check failed", exc_info=True)
            job.stage = Stage.FAILED
        else:
            job.outcome = outcome
            job.stage = Stage.DONE
            LOGGER.info("checked", extra={"fields": {"seconds": round(self._clock() - began, 1)}})
        job.ended.set()
