"""Is another build writing into the same folder?"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import RequestError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# how systems say that somebody else holds the lock
_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})


@contextmanager
def sole_writer(file: Path, *, of: Path) -> Iterator[None]:
    """Hold a folder while writing into it.

    The system itself lets go when the process ends, however it ends: nothing is left to clear up.
    Where a network drive knows no locks, the work goes on without one.

    Args:
        file: The file that stands for the lock; made if it is missing, and left behind.
        of: The folder that is written to, for the message.

    Raises:
        RequestError: Another process holds the folder, or the folder cannot be written to.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise RequestError(
            f"{of}: cannot be written to ({error.strerror}). Check that it is a folder, that you "
            "may write to it and that the disk is not full; or name another with --out."
        ) from error
    try:
        try:
            _take(handle)
        except OSError as error:
            if error.errno in _HELD:
                raise RequestError(
                    f"{of}: another build is writing to it. Wait until it has ended and run this "
                    "again, or name another folder with --out."
                ) from error
        yield
    finally:
        os.close(handle)


def _take(handle: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
