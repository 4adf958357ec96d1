"""Runs a command and watches every process that it starts: CPU time of all, peak memory of each.

Linux only: this process takes in orphans, so that the time of a server's children is counted, and
reads peaks from /proc.
"""

import ctypes
import json
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER


@dataclass(frozen=True, slots=True)
class Watched:
    """What a run of the stage took."""

    report: dict[str, Any]  # what it printed; empty: it died
    cpu: float  # seconds, user and system, of it and of all that it started
    wall: float
    parent_mib: float  # peak of the stage's own process
    child_mib: float  # highest peak of a process that it started; 0 where there was none
    exit: int
    error: str


def run_stage(python: str, corpus: Path, *, workers: int = 1, unisolated: bool = False) -> Watched:
    """Run the ingest stage over a folder, with its results in a folder that is then removed."""
    with tempfile.TemporaryDirectory() as out:
        command = [python, str(PROJECT / "benchmarks" / "stage.py"), str(corpus), out,
                   "--workers", str(workers)]  # fmt: skip
        return _watch(command + (["--unisolated"] if unisolated else []))


def _watch(command: Sequence[str]) -> Watched:
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    before, started = os.times(), time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    peaks: dict[int, float] = {}
    over = threading.Event()
    watcher = threading.Thread(target=_sample, args=(process.pid, peaks, over))
    watcher.start()
    output, errors = process.communicate()
    _take_in_orphans()
    over.set()
    watcher.join()
    after = os.times()
    cpu = (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
    lines = output.strip().splitlines()
    report = json.loads(lines[-1]) if process.returncode == 0 and lines else {}
    children = [peak for pid, peak in peaks.items() if pid != process.pid]
    return Watched(
        report, cpu, time.monotonic() - started, peaks.get(process.pid, 0.0),
        max(children, default=0.0), process.returncode, errors[-400:],
    )  # fmt: skip


def _take_in_orphans() -> None:
    """Wait for servers that outlive the stage for a moment, so that their time counts."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            time.sleep(0.02)


def _sample(root: int, peaks: dict[int, float], over: threading.Event) -> None:
    """Note the high-water mark of each process below `root`, every few milliseconds.

    One that has not become another program yet shares the memory of `root`, and is left out.
    """
    program = _program(root)
    while not over.wait(0.02):
        for pid in _below(root):
            if pid != root and _program(pid) == program:
                continue
            try:
                status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            for line in status.splitlines():
                if line.startswith("VmHWM:"):
                    peaks[pid] = max(peaks.get(pid, 0.0), int(line.split()[1]) / 1024)


def _program(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _below(root: int) -> list[int]:
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                children = (task / "children").read_text(encoding="utf-8")
                todo += [int(child) for child in children.split()]
        except OSError:
            continue
    return found
