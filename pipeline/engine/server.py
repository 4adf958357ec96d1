"""The process that the processes of documents are forked from, on Linux.

It has imported the readers and done nothing else: it sees no document, has left the network, and
forks a process for each document when the parent asks. The parent has to ask for the burial of each
of them too, so that no process number can come to mean another process in between.
"""

import ctypes
import gc
import importlib
import os
import signal
import socket
import struct
import subprocess  # nosec: of this very program
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pipeline.engine.child import lead_group, leave_network, serve

_ORDER = struct.Struct("<ci")  # what is to be done, and to which process
_ANSWER = struct.Struct("<i")
_FORK, _BURY = b"F", b"B"
_LONGEST_ORDER = 4096
_FIRST_TO_GO = "500"  # before other processes, where the system is out of memory
_START = "import sys; sys.path[:] = {}; from pipeline.engine.server import main; main({}, {})"


class ForkServer:
    """The parent's end."""

    def __init__(self, preload: Sequence[str]) -> None:
        """Start the server; see `map_documents` for `preload`."""
        self._one_at_a_time = threading.Lock()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        code = _START.format([*map(os.path.abspath, sys.path)], theirs.fileno(), tuple(preload))
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", code],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The server's own process."""
        return self._process.pid

    def fork(self, channel: socket.socket, folder: str) -> int:
        """Start the process of one document.

        Args:
            channel: The end that it is to have.
            folder: That it is to work in.

        Returns:
            Its process number.

        Raises:
            OSError: It did not start.
        """
        order = _ORDER.pack(_FORK, 0) + os.fsencode(folder)
        with self._one_at_a_time:
            socket.send_fds(self._control, [order], [channel.fileno()])
            pid = self._answer()
        if pid <= 0:
            raise OSError(-pid, os.strerror(-pid))
        return pid

    def bury(self, pid: int) -> int:
        """Wait for the end of a process, and give its exit status as `Popen.returncode` would.

        Raises:
            OSError: The server has died.
        """
        with self._one_at_a_time:
            self._control.send(_ORDER.pack(_BURY, pid))
            return self._answer()

    def close(self) -> None:
        """End the server, and all that it has started."""
        self._control.close()
        self._process.wait()

    def _answer(self) -> int:
        answer = self._control.recv(_ANSWER.size)
        if len(answer) != _ANSWER.size:
            raise OSError("the server of reading processes has died")
        return int(_ANSWER.unpack(answer)[0])


def main(control: int, preload: Sequence[str]) -> None:
    """Serve until the parent hangs up, or dies."""
    for name in preload:
        module, _, function = name.partition(":")
        with suppress(ImportError):  # whoever needs it will say so
            loaded = importlib.import_module(module)
            if function:
                getattr(loaded, function)()
    leave_network()
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")
    gc.collect()
    with suppress(AttributeError):  # not every C library can
        ctypes.CDLL(None).malloc_trim(0)  # what is free here need not be copied either
    gc.freeze()  # what is here is here to stay: looking at it would copy it into every process
    orders = socket.socket(fileno=control)
    living: set[int] = set()
    while True:
        order, given, _, _ = socket.recv_fds(orders, _LONGEST_ORDER, 1)
        if not order:
            break
        what, pid = _ORDER.unpack_from(order)
        if what == _FORK:
            answer = _forked(orders, given[0], os.fsdecode(order[_ORDER.size :]))
            if answer > 0:
                living.add(answer)
        else:
            answer = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            living.discard(pid)
        orders.send(_ANSWER.pack(answer))
    for pid in living:
        with suppress(OSError):
            os.killpg(pid, signal.SIGKILL)


def _forked(orders: socket.socket, channel: int, folder: str) -> int:
    """Fork; gives the process number, or a negative errno."""
    try:
        pid = os.fork()
    except OSError as error:
        os.close(channel)
        return -(error.errno or 1)
    if pid:
        with suppress(OSError):  # the child does so too: whoever comes first
            os.setpgid(pid, pid)
        os.close(channel)
        return pid
    status = 1
    try:
        orders.close()
        lead_group()
        serve(socket.socket(fileno=channel), folder)
        status = 0
    finally:
        os._exit(status)
