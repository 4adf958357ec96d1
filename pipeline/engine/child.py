"""What runs in the short-lived process of one document.

Imports next to nothing, because it runs once for every document.
"""

import math
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from pipeline.engine.outcome import Ending, Limits, Outcome

_MOST_OPEN_FILES = 256
_LARGEST_WRITTEN_FILE = 64 * 1024 * 1024


def serve(
    connection: Connection, function: Callable[[Any], Any], item: Any, limits: Limits
) -> None:
    """Apply a function to an item within limits, and send back the outcome."""
    _stand_alone()
    _limit(limits)
    try:
        connection.send(Outcome(Ending.DONE, function(item)))
    except MemoryError:
        connection.send(Outcome(Ending.MEMORY, detail="more memory was needed than is allowed"))
    except Exception as error:  # noqa: BLE001 (whatever it is, the other documents go on)
        connection.send(Outcome(Ending.FAILED, detail=f"{type(error).__name__}: {error}"))
    connection.close()


def _stand_alone() -> None:
    """Lead a process group of its own, so that all of it can be ended, and be silent."""
    if hasattr(os, "setsid"):
        with suppress(OSError):
            os.setsid()
    silent = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silent, stream)


def _limit(limits: Limits) -> None:
    if sys.platform == "win32":  # only the clock of the parent limits there
        return
    import resource

    seconds = math.ceil(limits.seconds) + 1
    for kind, limit in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, _LARGEST_WRITTEN_FILE),
        (resource.RLIMIT_NOFILE, _MOST_OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(OSError, ValueError):  # not every system has or allows every limit
            highest = resource.getrlimit(kind)[1]
            capped = limit if highest == resource.RLIM_INFINITY else min(limit, highest)
            resource.setrlimit(kind, (capped, highest))
