"""Works on documents in short-lived processes on this machine.

A hostile document can crash, hang or fill the memory of whatever reads it, and may even take it
over, so each has a process of its own. What comes back from it is never waited for and never run.
On Linux these processes are forked from a server that has only imported the readers; elsewhere each
is a fresh interpreter.
"""

import atexit
import json
import os
import pickle  # nosec: of what is sent to a process; nothing is unpickled that comes back
import select
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from pipeline.engine.child import (
    DONE,
    ENDED,
    FRAME,
    GRANT,
    GRANTED,
    LONGEST_DETAIL,
    PART,
    READY,
    TASK,
    serve_alone,
)
from pipeline.engine.outcome import Again, Ending, Limits, LimitsOf, Outcome, Told, Work

if sys.platform == "linux":
    from pipeline.engine.server import ForkServer

_FORKS = sys.platform == "linux"
_LARGEST_MESSAGE = 1 << 16  # that is not a result
_PATIENCE = 3  # times what is allowed, for a process that the machine gave too little time
_NEARLY = 0.95  # of the processor time that is allowed
_SECONDS_TO_START = 60.0  # for a process, before the time of its item begins
_SECONDS_TO_GO = 5.0  # for a process that is told to
# how native code ends that is refused memory, and what the system sends when there is none left
_REFUSED_MEMORY = frozenset({"SIGABRT", "SIGTRAP", "SIGKILL"})
_LOST = frozenset({Ending.TIMEOUT, Ending.MEMORY, Ending.CRASHED})


def run_local(
    function: Work,
    items: Iterable[Any],
    *,
    limits: LimitsOf,
    workers: int,
    preload: Sequence[str] = (),
    again: Again | None = None,
    progress: Told | None = None,
) -> Iterator[Outcome]:
    """Apply a function to each item; see `pipeline.engine.map_documents`."""
    waiting = enumerate(items)
    running: list[_Job] = []
    finished: dict[int, Outcome] = {}
    following = done = 0
    exhausted = False
    with tempfile.TemporaryDirectory(prefix="reading-", ignore_cleanup_errors=True) as base:
        starter = _Starter(base, preload)
        try:
            while True:
                while not exhausted and len(running) < workers:
                    number, item = next(waiting, (-1, None))
                    exhausted = number < 0
                    if not exhausted:
                        running.append(starter.start(number, function, item, limits(item)))
                if not running:
                    return
                _wait(running)
                for job in [job for job in running if job.is_over()]:
                    running.remove(job)
                    outcome = job.outcome()
                    other = again(job.item, outcome) if again and outcome.ending in _LOST else None
                    if other is not None:
                        running.append(starter.start(job.number, function, other, limits(other)))
                        continue
                    finished[job.number] = outcome
                    done += 1
                    if progress is not None:
                        progress(done)
                while following in finished:
                    yield finished.pop(following)
                    following += 1
        finally:
            for job in running:
                job.end()


class _Process(Protocol):
    """A process that was started, however that was done."""

    pid: int

    def end(self) -> int | None:
        """Kill it with all it has started; gives its exit status, if that is still known."""


@dataclass(slots=True)
class _Job:
    """One item in its process."""

    number: int
    item: Any
    limits: Limits
    folder: Path
    channel: socket.socket
    process: _Process | None  # None: it did not start
    started: float
    allowed: float = 0.0  # seconds from the start, at most, until there is another sign
    deadline: float = 0.0
    is_ready: bool = False  # it has begun with its item
    granted: float = 0.0
    step: int | None = None
    received: bytearray = field(default_factory=bytearray)
    parts: bytearray = field(default_factory=bytearray)  # of its result
    told: Outcome | None = None
    is_silent: bool = False  # the other end is closed

    def __post_init__(self) -> None:
        """Give it time to start."""
        self.allowed = _SECONDS_TO_START
        self.deadline = self.started + self.allowed

    def is_over(self) -> bool:
        """Whether there is an outcome, or none is to be waited for."""
        return self.told is not None or self.is_silent or self._is_late()

    def receive(self) -> None:
        """Take what the process has sent so far, without waiting for more."""
        try:
            part = self.channel.recv(1 << 18)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        self.is_silent = not part
        self.received += part
        while self.told is None and len(self.received) >= FRAME.size:
            sort, length = FRAME.unpack_from(self.received)
            left = self.limits.output_bytes - len(self.parts)
            if length > (left if sort in {DONE, PART} else _LARGEST_MESSAGE):
                self.told = Outcome(Ending.OUTPUT, detail=f"sent {length:,} bytes")
            end = FRAME.size + length
            if len(self.received) < end:
                return
            payload = bytes(memoryview(self.received)[FRAME.size : end])
            del self.received[:end]
            self._hear(sort, payload)

    def outcome(self) -> Outcome:
        """Tell what became of the item, and see to it that the process is gone."""
        is_late = self.told is None and not self.is_silent
        status = self.end()
        if self.told is not None:
            return replace(self.told, step=self.step)
        if is_late:
            seconds = time.monotonic() - self.started
            return Outcome(
                Ending.TIMEOUT, detail=f"stopped after {seconds:.0f} seconds", step=self.step
            )
        return _death(status, self.step)

    def end(self) -> int | None:
        """End the process, with all it has started, and remove its folder."""
        status = self.process.end() if self.process else None
        self.channel.close()
        try:
            self.folder.rmdir()
        except OSError:  # never made, or there is something in it
            shutil.rmtree(self.folder, ignore_errors=True)
        return status

    def _hear(self, sort: bytes, payload: bytes) -> None:
        """Understand one message; one that makes no sense is the end."""
        try:
            if sort == DONE:
                self.told = Outcome(Ending.DONE, payload, parts=bytes(self.parts))
            elif sort == PART:
                self.parts += payload
            elif sort == READY:
                if not self.is_ready:
                    self.is_ready, self.started = True, time.monotonic()
                    self._allow(0.0)
            elif sort == GRANTED:
                seconds, step = GRANT.unpack(payload)
                self.step = step if step >= 0 else self.step
                self._allow(seconds)
            elif sort == ENDED:
                ending, detail = json.loads(payload)
                self.told = Outcome(Ending(ending), detail=str(detail)[:LONGEST_DETAIL])
            else:
                raise ValueError(sort)
        except (ValueError, TypeError, RecursionError, ArithmeticError):
            self.told = Outcome(Ending.CRASHED, detail="its reader sent what makes no sense")

    def _allow(self, seconds: float) -> None:
        """Give it time for what comes next: there has just been a sign that it is getting on."""
        if not seconds >= 0:
            raise ValueError(seconds)
        self.granted += seconds
        so_far = time.monotonic() - self.started
        self.allowed = min(
            so_far + self.limits.seconds + seconds,
            self.limits.seconds + self.granted,
            self.limits.most_seconds,
        )
        self.deadline = self.started + self.allowed

    def _is_late(self) -> bool:
        """Whether it has had the time it was allowed; a busy machine may have given it less."""
        now = time.monotonic()
        if now < self.deadline:
            return False
        used = _processor_seconds(self.process.pid) if self.process else None
        if used is None or now - self.started > _PATIENCE * self.limits.most_seconds:
            return True
        self.deadline = now + max(self.allowed - used, 0.1)
        return used >= _NEARLY * self.allowed


class _Starter:
    """Starts the processes of one run."""

    def __init__(self, base: str, preload: Sequence[str]) -> None:
        self._base = Path(base)
        self._preload = tuple(preload)
        self._count = 0

    def start(self, number: int, function: Work, item: Any, limits: Limits) -> _Job:
        """Start the work on an item; where that is not possible, the job is over at once."""
        self._count += 1
        folder = self._base / str(self._count)
        ours, theirs = socket.socketpair()
        job = _Job(number, item, limits, folder, ours, None, time.monotonic())
        try:
            with theirs:  # closed here, so that the end of the process is the end of the channel
                folder.mkdir(mode=0o700)
                job.process = self._process(theirs, str(folder))
            task = pickle.dumps((function, item, limits), pickle.HIGHEST_PROTOCOL)
            ours.settimeout(limits.seconds)
            ours.sendall(TASK.pack(len(task)) + task)
            ours.setblocking(False)
        except OSError as error:
            job.told = Outcome(Ending.CRASHED, detail=f"did not start: {error}")
        return job

    def _process(self, channel: socket.socket, folder: str) -> _Process:
        if not _FORKS:
            return _Spawned(channel, folder)
        try:
            return _Forked(_server(self._preload), channel, folder)
        except OSError:  # perhaps the server has died: a new one will do
            _close_servers()
            return _Forked(_server(self._preload), channel, folder)


class _Forked:
    """A process that the server forked."""

    def __init__(self, server: "ForkServer", channel: socket.socket, folder: str) -> None:
        self._server = server
        self.pid = server.fork(channel, folder)

    def end(self) -> int | None:
        """Kill it with all it has started; gives its exit status, if that is still known."""
        with suppress(OSError):  # long gone, with its group
            os.killpg(self.pid, signal.SIGKILL)
        try:
            return self._server.bury(self.pid)
        except OSError:
            return None


class _Spawned:
    """A fresh interpreter."""

    def __init__(self, channel: socket.socket, folder: str) -> None:
        self._process = get_context("spawn").Process(
            target=serve_alone, args=(channel, folder), daemon=True
        )
        with _main_hidden():
            self._process.start()
        self.pid = self._process.pid or 0

    def end(self) -> int | None:
        """Kill it with all it has started; gives its exit status, if that is still known."""
        if hasattr(os, "killpg"):
            with suppress(OSError):  # not yet the leader of its group, or gone
                os.killpg(self.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join(_SECONDS_TO_GO)
        return self._process.exitcode


_servers: dict[tuple[str, ...], "ForkServer"] = {}
_one_at_a_time = threading.Lock()  # runs may be started from several threads


def _server(preload: tuple[str, ...]) -> "ForkServer":
    """Give the server that has these modules; it serves every run until the program ends."""
    with _one_at_a_time:
        if preload not in _servers:
            _servers[preload] = ForkServer(preload)
        return _servers[preload]


@atexit.register
def _close_servers() -> None:
    while _servers:
        _servers.popitem()[1].close()


def _death(status: int | None, step: int | None) -> Outcome:
    """Say why a process died that sent nothing."""
    name = f"status {status}"
    if status is not None and status < 0:
        with suppress(ValueError):
            name = signal.Signals(-status).name
    if name == "SIGXCPU":
        return Outcome(Ending.TIMEOUT, detail="used up its processor time", step=step)
    if name in _REFUSED_MEMORY:
        detail = f"probably more memory than is allowed ({name})"
        return Outcome(Ending.MEMORY, detail=detail, step=step)
    return Outcome(Ending.CRASHED, detail=f"the process died ({name})", step=step)


def _processor_seconds(pid: int) -> float | None:
    """Give the processor time of a process that wants more of it; None where it does not.

    A process that waits for something else, or that the system tells nothing of, is not short of
    time.
    """
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="latin-1").rpartition(")")[2].split()
    except OSError:
        return None
    if told[0] != "R":
        return None
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


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
    """Sleep until a process sends something, dies, or is over its time; hear what was sent."""
    if any(job.is_over() for job in running):
        return
    soonest = min(job.deadline for job in running) - time.monotonic()
    by_channel = {job.channel: job for job in running}
    ready, _, _ = select.select(list(by_channel), [], [], max(soonest, 0.0))
    for channel in ready:
        by_channel[channel].receive()
