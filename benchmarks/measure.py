"""Runs engines in turn, each in its own process, and keeps what they read and what it cost."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from engines import OURS

PROJECT = Path(__file__).resolve().parents[1]
WORKER = Path(__file__).with_name("worker.py")


@dataclass(frozen=True, slots=True)
class Measured:
    """An engine on a set of files."""

    engine: str
    missing: str  # what is not installed; empty: it ran
    files: Mapping[
        str, Mapping[str, Any]
    ]  # by name: text, rows, state, pages, cpu of the first round
    cpu: Mapping[str, float]  # seconds by file, median of the rounds
    peak_mib: float
    version: str


def measure(
    engines: Sequence[str],
    paths: Sequence[Path],
    *,
    pythons: Mapping[str, str],
    rounds: int,
    passes: int = 1,
) -> dict[str, Measured]:
    """Let each engine read the files, in turn, as often as there are rounds.

    Args:
        engines: Names.
        paths: The files; their names must differ.
        pythons: Interpreter by engine; others run in that of `ours`' neighbour, the caller's own.
        rounds: At least 1. Texts are those of the first round.
        passes: How often each process reads the files.
    """
    runs: dict[str, list[dict[str, Any]]] = {engine: [] for engine in engines}
    for _ in range(rounds):
        for engine in engines:
            if runs[engine] and "missing" in runs[engine][0]:
                continue
            runs[engine].append(_run(engine, paths, pythons, passes))
    return {engine: _measured(engine, results) for engine, results in runs.items()}


def _run(
    engine: str, paths: Sequence[Path], pythons: Mapping[str, str], passes: int
) -> dict[str, Any]:
    environment = os.environ | {"PYTHONPATH": str(PROJECT), "OMP_THREAD_LIMIT": "1"}
    if engine != OURS:
        environment.pop("PYTHONPATH")
    made = subprocess.run(
        [pythons[engine], str(WORKER), engine, str(passes)],
        input=json.dumps([str(path) for path in paths]).encode(),
        capture_output=True, env=environment, check=False,
    )  # fmt: skip
    start = made.stdout.find(b'{"')  # some libraries print on import
    if made.returncode != 0 or start < 0:
        last = made.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        return {"missing": f"failed: {' '.join(last)[:150]}"}
    return json.loads(made.stdout[start:].decode("utf-8", "surrogatepass"))


def _measured(engine: str, results: list[dict[str, Any]]) -> Measured:
    first = results[0]
    if "missing" in first:
        return Measured(engine, first["missing"], {}, {}, 0.0, "")
    results = [result for result in results if "files" in result]
    cpu: dict[str, list[float]] = {}
    for result in results:
        for file in result["files"]:
            cpu.setdefault(Path(file["path"]).name, []).append(file["cpu"])
    files = {Path(file["path"]).name: file for file in first["files"]}
    return Measured(
        engine, "", files, {name: median(values) for name, values in cpu.items()},
        max(result["peak_mib"] for result in results), first["version"],
    )  # fmt: skip
