"""Works on documents in short-lived processes on this machine.

A hostile document can crash, hang or fill the memory of whatever reads it, so each has a process of
its own. On Linux these are forked from a server that has only imported the readers; elsewhere each
is a fresh interpreter.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any

from pipeline.engine.child import serve
from pipeline.engine.outcome import Ending, Limits, Outcome

_METHOD = "forkserver" if sys.platform == "linux" else "spawn"
_SECONDS_TO_GO = 1.0  # for a process that has sent its outcome, or closed its connection
# how native code ends that is refused memory, and what the system sends when there is none left
_REFUSED_MEMORY = frozenset({"SIGABRT", "SIGTRAP", "SIGKILL"})


def run_local(
    function: Callable[[Any], Any],
    items: Iterable[Any],
    *,
    limits: Limits,
    workers: int,
    preload: Sequence[str] = (),
    progress: Callable[[int], None] | None = None,
) -> Iterator[Outcome[Any]]:
    """Apply a function to each item; see `pipeline.engine.map_documents`."""
    context = get_context(_METHOD)
    if _METHOD == "forkserver":
        context.set_forkserver_preload(list(preload))
    waiting = enumerate(items)
    running: list[_Job] = []
    finished: dict[int, Outcome[Any]] = {}
    following = done = 0
    exhausted = False
    try:
        while True:
            while not exhausted and len(running) < workers:
                number, item = next(waiting, (-1, None))
                exhausted = number < 0
                if exhausted:
                    break
                try:
                    running.append(_started(context, number, function, item, limits))
                except OSError as error:  # it died before it had taken its item
                    finished[number] = Outcome(Ending.CRASHED, detail=f"did not start: {error}")
            if not running and not finished:
                return
            if running:
                _wait(running)
            for job in [job for job in running if job.is_over()]:
                running.remove(job)
                finished[job.number] = job.outcome()
                done += 1
                if progress is not None:
                    progress(done)
            while following in finished:
                yield finished.pop(following)
                following += 1
    finally:
        for job in running:
            job.end()


@dataclass(slots=True)
class _Job:
    """One item in its process."""

    number: int
    process: BaseProcess
    connection: Connection
    limits: Limits
    deadline: float

    def is_over(self) -> bool:
        return (
            self.connection.poll()
            or not self.process.is_alive()
            or time.monotonic() >= self.deadline
        )

    def outcome(self) -> Outcome[Any]:
        """Collect what became of the item, and see to it that the process is gone."""
        if not self.connection.poll() and self.process.is_alive():
            self.end()
            return Outcome(
                Ending.TIMEOUT, detail=f"stopped after {self.limits.seconds:.0f} seconds"
            )
        outcome = self._sent()
        self.process.join(_SECONDS_TO_GO)
        code = self.process.exitcode
        self.end()
        return outcome or _death(code)

    def end(self) -> None:
        """Kill the process, and all it has started, if it still runs."""
        if self.process.is_alive() and self.process.pid is not None:
            if hasattr(os, "killpg"):
                with suppress(OSError):  # not yet the leader of its group
                    os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()
        self.process.join()
        self.connection.close()

    def _sent(self) -> Outcome[Any] | None:
        try:
            sent: Outcome[Any] | None = self.connection.recv() if self.connection.poll() else None
        except (EOFError, OSError):
            return None  # it died before, or while, it sent
        return sent


def _death(code: int | None) -> Outcome[Any]:
    """Say why a process died that sent nothing."""
    name = signal.Signals(-code).name if code is not None and code < 0 else f"status {code}"
    if name == "SIGXCPU":
        return Outcome(Ending.TIMEOUT, detail="used up its processor time")
    if name in _REFUSED_MEMORY:
        return Outcome(Ending.MEMORY, detail=f"probably more memory than is allowed ({name})")
    return Outcome(Ending.CRASHED, detail=f"the process died ({name})")


def _started(
    context: Any, number: int, function: Callable[[Any], Any], item: Any, limits: Limits
) -> _Job:
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=serve, args=(there, function, item, limits), daemon=True)
    try:
        with _main_hidden():
            process.start()
    finally:
        there.close()  # so that the end of the child is the end of the connection
    return _Job(number, process, here, limits, time.monotonic() + limits.seconds)


@contextmanager
def _main_hidden() -> Iterator[None]:
    """Keep the new process from importing the program that runs: it needs our modules only.

    Without this, a command line would be imported once for every document, and a script without
    the `if __name__ == "__main__"` guard would start itself again and again.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _wait(running: Sequence[_Job]) -> None:
    """Sleep until a process sends something, dies, or is over its time."""
    soonest = min(job.deadline for job in running) - time.monotonic()
    signs: list[Any] = [job.connection for job in running]
    signs += [job.process.sentinel for job in running]
    wait(signs, timeout=max(soonest, 0.0))
