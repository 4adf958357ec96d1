"""Works on documents on a Dask cluster: one that is running, or one of this machine's processes."""

import logging
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline.engine.local import run_local
from pipeline.engine.outcome import Again, Ending, LimitsOf, Outcome, Told, Work
from pipeline.errors import RequestError

_AHEAD = 4  # tasks a worker may have waiting: documents are large, and results keep their order


def run_on_dask(
    function: Work,
    items: Iterable[Any],
    *,
    limits: LimitsOf,
    workers: int,
    preload: Sequence[str] = (),
    again: Again | None = None,
    progress: Told | None = None,
) -> Iterator[Outcome]:
    """Apply a function to each item; see `pipeline.engine.map_documents`.

    The cluster is that of `DASK_SCHEDULER_ADDRESS`, else one made here with `workers` processes.
    Whichever worker has a document still reads it in a short-lived process of its own.
    """
    try:
        import dask
        from dask.distributed import Client
    except ImportError as error:
        raise RequestError(
            "--engine dask: Dask is not installed here. Install it with "
            '`pip install "council-protocols[scale]"`, or use --engine local.'
        ) from error
    # a cluster that shuts down says so at length
    logging.getLogger("distributed").setLevel(logging.ERROR)
    # workers must be allowed children, for each document has a process of its own
    with dask.config.set({"distributed.worker.daemon": False}), _client(Client, workers) as client:
        room = max(1, len(client.scheduler_info()["workers"])) * _AHEAD
        running: deque[Any] = deque()
        done = 0
        for item in items:
            running.append(
                client.submit(_one, function, item, limits, tuple(preload), again, pure=False)
            )
            if len(running) >= room:
                done += 1
                yield _outcome(running.popleft(), done, progress)
        while running:
            done += 1
            yield _outcome(running.popleft(), done, progress)


def _client(make: Any, workers: int) -> Any:
    address = os.environ.get("DASK_SCHEDULER_ADDRESS")
    if address:
        return make(address)
    return make(n_workers=workers, threads_per_worker=1, dashboard_address=None)


def _one(
    function: Work, item: Any, limits: LimitsOf, preload: Sequence[str], again: Again | None
) -> Outcome:
    outcomes = run_local(function, [item], limits=limits, workers=1, preload=preload, again=again)
    return next(outcomes)


def _outcome(future: Any, done: int, progress: Told | None) -> Outcome:
    error = future.exception()
    if progress:
        progress(done)
    if error is not None:
        return Outcome(Ending.CRASHED, detail=f"its worker died: {error}")
    outcome: Outcome = future.result()
    return outcome
