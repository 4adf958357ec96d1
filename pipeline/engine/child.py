"""What runs in the short-lived process of one document.

Does next to nothing of its own, because it runs once for every document.
"""

import ctypes
import gc
import json
import math
import os
import pickle  # nosec: of what the parent sends; nothing is unpickled the other way
import socket
import struct
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipeline.engine.outcome import Ending, Limits

if sys.platform != "win32":  # here, once, because an import costs more than all else in this file
    import resource

TASK = struct.Struct("<Q")  # length of the pickled task
FRAME = struct.Struct("<cQ")  # sort of a message to the parent, and its length
GRANT = struct.Struct("<dq")  # seconds and step; a step below 0 is none
READY, GRANTED, PART, DONE, ENDED = b"R", b"G", b"P", b"D", b"E"
LONGEST_DETAIL = 2_000  # characters of an error that are kept

_MOST_OPEN_FILES = 256
_LARGEST_WRITTEN_FILE = 64 * 1024 * 1024
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000  # flags of unshare(2)
_NETWORK_EVENTS = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto")


class _TooLongError(BaseException):
    """More was handed over than is allowed; no reader takes it for damage of its file."""


class _Parent:
    """The parent, as the function that works on an item knows it."""

    def __init__(self, channel: socket.socket, most_bytes: int) -> None:
        self._channel = channel
        self._most = most_bytes
        self.left = most_bytes

    def __call__(self, seconds: float, step: int | None = None) -> None:
        _send(self._channel, GRANTED, GRANT.pack(seconds, -1 if step is None else step))

    def take(self, part: bytes) -> None:
        if len(part) > self.left:
            raise _TooLongError(self.too_long(part))
        self.left -= len(part)
        _send(self._channel, PART, part)

    def too_long(self, part: bytes) -> str:
        return f"made {self._most - self.left + len(part):,} bytes"


def serve(channel: socket.socket, folder: str) -> None:
    """Take a task, work on it within its limits, and send back how that ended.

    Args:
        channel: To the parent, which closes it or kills this process when it has heard enough.
        folder: To be worked in; the parent has made it, and removes it.
    """
    (length,) = TASK.unpack(_received(channel, TASK.size))
    task = _received(channel, length)
    gc.disable()  # what little it would find is given back when the process ends
    _work_in(folder)
    try:
        function, item, limits = pickle.loads(task)
        _limit(limits)
        _send(channel, READY, b"")
        parent = _Parent(channel, limits.output_bytes)
        value = function(item, parent)
    except _TooLongError as error:
        _send_end(channel, Ending.OUTPUT, str(error))
    except MemoryError:
        _send_end(channel, Ending.MEMORY, "more memory was needed than is allowed")
    except Exception as error:  # noqa: BLE001 (whatever it is, the other documents go on)
        _send_end(channel, Ending.FAILED, f"{type(error).__name__}: {error}")
    else:
        if not isinstance(value, bytes):
            _send_end(channel, Ending.FAILED, f"gave {type(value).__name__}, not bytes")
        elif len(value) > parent.left:
            _send_end(channel, Ending.OUTPUT, parent.too_long(value))
        else:
            _send(channel, DONE, value)


def serve_alone(channel: socket.socket, folder: str) -> None:
    """Do as `serve` in a fresh interpreter, which nobody has prepared."""
    lead_group()
    silence()
    leave_network()
    serve(channel, folder)


def lead_group() -> None:
    """Lead a process group of its own, so that all of it can be ended."""
    if hasattr(os, "setpgid"):
        with suppress(OSError):
            os.setpgid(0, 0)


def silence() -> None:
    """Say nothing to the terminal, and hear nothing from it."""
    silent = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silent, stream)


def leave_network() -> None:
    """Go where there is no network; failing that, refuse what Python would do on it."""
    if sys.platform == "linux":
        user, group = os.getuid(), os.getgid()
        unshare: Callable[[int], int] = ctypes.CDLL(None).unshare
        if unshare(_NEW_NETWORK) == 0:
            return
        if unshare(_NEW_NETWORK | _NEW_USER) == 0:
            _keep_names(user, group)
            return
    sys.addaudithook(_refuse_network)


def _keep_names(user: int, group: int) -> None:
    """Stay the same user among others that are unknown, so that programs find their home."""
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with suppress(OSError):
            Path("/proc/self", name).write_text(text, encoding="ascii")


def _refuse_network(event: str, _: Any) -> None:
    if event in _NETWORK_EVENTS:
        raise PermissionError("a reader of documents has no network")


def _work_in(folder: str) -> None:
    os.chdir(folder)
    tempfile.tempdir = folder
    for name in ("TMPDIR", "TEMP", "TMP"):
        os.environ[name] = folder


def _limit(limits: Limits) -> None:
    if sys.platform == "win32":  # only the clock of the parent limits there
        return
    for kind, limit in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, math.ceil(limits.most_seconds) + 1),
        (resource.RLIMIT_FSIZE, _LARGEST_WRITTEN_FILE),
        (resource.RLIMIT_NOFILE, _MOST_OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(OSError, ValueError):  # not every system has or allows every limit
            highest = resource.getrlimit(kind)[1]
            capped = limit if highest == resource.RLIM_INFINITY else min(limit, highest)
            resource.setrlimit(kind, (capped, capped))


def _received(channel: socket.socket, length: int) -> bytes:
    parts = []
    while length:
        part = channel.recv(min(length, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _send_end(channel: socket.socket, ending: Ending, detail: str) -> None:
    _send(channel, ENDED, json.dumps([ending, detail[:LONGEST_DETAIL]]).encode())


def _send(channel: socket.socket, sort: bytes, payload: bytes) -> None:
    if len(payload) < LONGEST_DETAIL:
        channel.sendall(FRAME.pack(sort, len(payload)) + payload)
    else:  # large: not copied
        channel.sendall(FRAME.pack(sort, len(payload)))
        channel.sendall(payload)
