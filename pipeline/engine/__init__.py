"""Maps a function over documents, each in a process of its own with limits, here or on Dask."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from pipeline.engine.outcome import (
    Again,
    Ending,
    Grant,
    Limits,
    LimitsOf,
    Outcome,
    Parent,
    Told,
    Work,
    no_clock,
)
from pipeline.errors import RequestError

__all__ = ["ENGINES", "Ending", "Grant", "Limits", "Outcome", "Parent", "map_documents", "no_clock"]

ENGINES = ("local", "dask")


def map_documents(
    function: Work,
    items: Iterable[Any],
    *,
    limits: LimitsOf,
    workers: int = 1,
    engine: str = "local",
    preload: Sequence[str] = (),
    again: Again | None = None,
    progress: Told | None = None,
) -> Iterator[Outcome]:
    """Apply a function to each item, in a process that ends with it.

    An item that fails, crashes, hangs or takes too much memory has an outcome that says so, and the
    others go on. Items are taken only as processes come free, so they may be made on the way.

    Args:
        function: Takes an item, and a `Parent` to ask for more time, and to hand over parts of a
            large result. It gives bytes: whatever has read a hostile document may have been taken
            over by it, and bytes are all that can be taken from such a process without running
            what it says.
        items: Each must survive being sent to another process.
        limits: What the work on an item may take.
        workers: Processes at a time.
        engine: `local`, or `dask` for a cluster.
        preload: Modules that every process will need, or `module:function` to be called too; done
            once where that is possible.
        again: Is given each item whose process was lost, and its outcome, and may give another
            item to try in its place; None where that is no use.
        progress: Is told the number of items that are finished, each time one more is.

    Returns:
        Outcomes in the order of the items, as they become available.

    Raises:
        RequestError: The engine is unknown or not installed.
    """
    run: Callable[..., Iterator[Outcome]]
    if engine == "local":
        from pipeline.engine.local import run_local as run
    elif engine == "dask":
        from pipeline.engine.cluster import run_on_dask as run
    else:
        raise RequestError(f"--engine {engine}: choose one of {', '.join(ENGINES)}.")
    return run(
        function,
        items,
        limits=limits,
        workers=max(workers, 1),
        preload=preload,
        again=again,
        progress=progress,
    )
