"""One engine in a process of its own: reads the files named on standard input and says what it cost.

Called by `measure.py` with the interpreter that has the engine: `python worker.py ENGINE`. Input is a
JSON list of paths, output one JSON object. The files are read several times in turn, and the middle
of the times counts: a process is slower in its first tenths of a second, which would weigh on the
fast readers alone.
"""

import json
import resource
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))  # run as a script, by any interpreter

from engines import ENGINES, Engine, Taken


def main() -> None:
    """Read the files, and print what came of each with the CPU time that it took."""
    engine = ENGINES[sys.argv[1]]
    paths = [Path(name) for name in json.load(sys.stdin)]
    missing = engine.missing()
    if missing:
        json.dump({"missing": missing}, sys.stdout)
        return
    _take(engine, paths[:1])  # what a library loads when it is first used is not reading
    passes = [list(_read(engine, paths)) for _ in range(int(sys.argv[2]))]
    files = [
        {"path": str(path), "text": one.text, "rows": one.rows, "state": one.state,
         "pages": one.pages, "more": one.more, "cpu": median(spent for _, spent in of_file)}
        for path, of_file in zip(paths, zip(*passes, strict=True), strict=True)
        for one in [of_file[0][0]]
    ]  # fmt: skip
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    result = {"files": files, "peak_mib": max(own, child) / 1024, "version": _version(engine)}
    sys.stdout.buffer.write(json.dumps(result).encode("utf-8", "surrogatepass"))


def _read(engine: Engine, paths: list[Path]) -> Iterator[tuple[Taken, float]]:
    """Read all files, and tell what each cost; a batch shares its cost evenly."""
    for batch in [paths] if engine.batch else [[path] for path in paths]:
        before = _cpu()
        taken = _take(engine, batch)
        spent = (_cpu() - before) / max(len(batch), 1)
        yield from ((one, spent) for one in taken)


def _take(engine: Engine, batch: list[Path]) -> list[Taken]:
    try:
        return engine.take(batch)
    except Exception as error:  # noqa: BLE001 - whatever another reader raises is a result here
        return [Taken(state=f"{type(error).__name__}: {error}"[:200]) for _ in batch]


def _cpu() -> float:
    """User and system time of this process and of those it has waited for, in seconds."""
    used = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def _version(engine: Engine) -> str:
    try:
        return metadata.version(engine.version) if engine.version else ""
    except metadata.PackageNotFoundError:
        return ""


if __name__ == "__main__":
    main()
