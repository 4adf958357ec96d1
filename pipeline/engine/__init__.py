"""Maps a function over documents, each in a process of its own with limits, here or on Dask."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from pipeline.engine.cluster import run_on_dask
from pipeline.engine.local import run_local
from pipeline.engine.outcome import Ending, Limits, Outcome
from pipeline.errors import RequestError

__all__ = ["ENGINES", "Ending", "Outcome", "map_documents"]

ENGINES = ("local", "dask")

Item = TypeVar("Item")
Result = TypeVar("Result")


def map_documents(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    seconds: float,
    memory_bytes: int,
    workers: int = 1,
    engine: str = "local",
    preload: Sequence[str] = (),
    progress: Callable[[int], None] | None = None,
) -> Iterator[Outcome[Result]]:
    """Apply a function to each item, in a process that ends with it.

    An item that fails, crashes, hangs or takes too much memory has an outcome that says so, and the
    others go on. Items are taken only as processes come free, so they may be made on the way.

    Args:
        function: Of a module, so that another process can find it.
        items: Each must survive being sent to another process; so must the results.
        seconds: For one item, by the clock.
        memory_bytes: Address space for one item; has no effect where the system cannot limit it.
        workers: Processes at a time.
        engine: `local`, or `dask` for a cluster.
        preload: Modules that every process will need; imported once where that is possible.
        progress: Is told the number of items that are finished, each time one more is.

    Returns:
        Outcomes in the order of the items, as they become available.

    Raises:
        RequestError: The engine is unknown or not installed.
    """
    limits = Limits(seconds, memory_bytes)
    if engine == "local":
        return run_local(
            function,
            items,
            limits=limits,
            workers=max(workers, 1),
            preload=preload,
            progress=progress,
        )
    if engine == "dask":
        return run_on_dask(
            function, items, limits=limits, workers=max(workers, 1), progress=progress
        )
    raise RequestError(f"--engine {engine}: choose one of {', '.join(ENGINES)}.")
