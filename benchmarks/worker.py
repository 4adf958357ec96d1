"""One engine in a process of its own: reads the files named on standard input and says what it cost.

Called by `measure.py` with the interpreter that has the engine: `python worker.py ENGINE`. Input is a
JSON list of paths, output one JSON object.
"""

import json
import resource
import sys
from importlib import metadata
from pathlib import Path

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
    files = []
    for batch in [paths] if engine.batch else [[path] for path in paths]:
        before = _cpu()
        taken = _take(engine, batch)
        spent = (_cpu() - before) / max(len(batch), 1)
        for path, one in zip(batch, taken, strict=True):
            files.append({"path": str(path), "text": one.text, "rows": one.rows, "state": one.state,
                          "pages": one.pages, "more": one.more, "cpu": spent})  # fmt: skip
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    result = {"files": files, "peak_mib": max(own, child) / 1024, "version": _version(engine)}
    sys.stdout.buffer.write(json.dumps(result).encode("utf-8", "surrogatepass"))


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
