"""The two commands of the README, on a machine with nothing but Python.

On first use this makes `.venv` beside the project, installs `requirements.lock` into it with every
hash checked, and runs the command inside. Later runs see the stamp and go straight on, without a
network. Only the standard library is used here, and nothing newer than Python 3.8 is needed to
say that a newer Python is needed.
"""

from __future__ import annotations

import errno
import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parent.parent
ENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
JOB = ROOT / "dvc.yaml"
STAMP = ENV / ".complete"
OLDEST = (3, 11)
FREE_BYTES = 2_800_000_000  # the environment takes about 1.4 GB, and as much again while unpacking
WINDOWS = os.name == "nt"
SCRIPTS = ENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")
COMMAND = "py -m pipeline" if WINDOWS else "python3 -m pipeline"


class LauncherError(Exception):
    """The environment cannot be prepared; the message says why and what to do."""


def main(arguments: list[str]) -> int:
    """Run one command in the project's own environment and give its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a path that the terminal cannot show stops nothing
            stream.reconfigure(errors="backslashreplace")
    checked_out = LOCK.is_file()
    inside = Path(sys.prefix).resolve() == ENV.resolve()
    own = checked_out and arguments[:1] in ([], ["test"])  # commands of the launcher itself
    if not checked_out or (inside and not own):
        from pipeline.cli import main as run

        return run(arguments)
    try:
        if not inside:
            prepare()
        if not arguments:
            _check_writable()
    except LauncherError as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"\nStopped. `{COMMAND}` begins the preparation again.", file=sys.stderr)
        return 130
    if not arguments:
        return _main_job()
    if arguments[0] == "test":
        return _inside(["-m", "pytest", *arguments[1:]], folder=ROOT)
    return _inside(["-m", "pipeline.cli", *arguments], folder=None)


def prepare() -> None:
    """Make the environment, unless it is there and complete.

    Raises:
        LauncherError: Python is too old, a part of it is missing, the folder cannot be written
            to, the disk is full, or the packages could not be fetched.
    """
    if sys.version_info[:2] < OLDEST:
        raise LauncherError(
            f"This is Python {platform.python_version()}; Council Protocols needs Python 3.11 or "
            "later.\nInstall it from python.org or your package manager, then run this again."
        )
    try:
        stamp = _stamp()
        if _is_ready(stamp):
            return
        _check_machine()
        with _alone():
            if _is_ready(stamp):  # by the run that was waited for
                return
            print("First run: preparing the environment in .venv (about a minute) ...", flush=True)
            _make_environment()
            _install()
            STAMP.write_text(stamp, encoding="utf-8")
    except OSError as error:
        raise LauncherError(
            f"{error.filename or ENV}: {error.strerror or error}.\n"
            "Check that the disk is not full and that the folder may be written to; then run "
            f"`{COMMAND}` again."
        ) from error
    print("The environment is ready.\n", flush=True)


def _is_ready(stamp: str) -> bool:
    return PYTHON.exists() and STAMP.is_file() and STAMP.read_text(encoding="utf-8") == stamp


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other run prepares the environment; the system lets go for one that dies."""
    with LOCK.open("rb") as lock:
        waiting = False
        while _is_held(lock):
            if not waiting:
                print("Another run is preparing the environment; waiting for it ...", flush=True)
            waiting = True
            time.sleep(1)
        yield


def _is_held(lock: BinaryIO) -> bool:
    """Take the lock, unless another process holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            lock.seek(1 << 30)  # beyond the end, which nobody reads
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:  # any other error: a drive that knows no locks
        return error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return False


def _stamp() -> str:
    """Name the environment that this lock and this Python ask for."""
    identity = f"{sys.version_info[:2]} {sys.platform} {platform.machine()}"
    return hashlib.sha256(LOCK.read_bytes().replace(b"\r\n", b"\n") + identity.encode()).hexdigest()


def _check_machine() -> None:
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise LauncherError(
            f"This Python lacks its module {missing[0]!r}, which makes environments.\n"
            f"On Debian or Ubuntu: sudo apt install python3-venv (or python{version}-venv). "
            "Then run this again."
        )
    _check_writable()
    free = shutil.disk_usage(ROOT).free
    if free < FREE_BYTES:
        raise LauncherError(
            f"{ROOT}: {free / 1e9:.1f} GB free on this disk, and the first run needs "
            f"{FREE_BYTES / 1e9:.0f} GB.\nMake room, or move the project to another disk, and run "
            "this again."
        )


def _check_writable() -> None:
    try:
        with tempfile.TemporaryFile(dir=ROOT):
            pass
    except OSError as error:
        raise LauncherError(
            f"{ROOT}: this folder cannot be written to ({error.strerror}).\n"
            f"Copy the project to a folder of your own and run `{COMMAND}` there."
        ) from error


def _make_environment() -> None:
    import venv

    STAMP.unlink(missing_ok=True)
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=not WINDOWS).create(ENV)
    except subprocess.CalledProcessError as error:
        raise LauncherError(
            f"{ENV}: could not be made ({error}).\n"
            "On Debian or Ubuntu: sudo apt install python3-venv. Then run this again."
        ) from error


def _install() -> None:
    """Install the lock with the uv that it names, or with pip where uv cannot be used."""
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet"]
    # `--no-user`: some people's settings say `user`, which no environment can do
    pip += ["install", "--no-user", "--retries", "2", "--require-hashes"]
    uv = SCRIPTS / ("uv.exe" if WINDOWS else "uv")
    with tempfile.TemporaryDirectory() as folder:
        only_uv = Path(folder) / "uv.txt"
        only_uv.write_text(_locked("uv"), encoding="utf-8")
        if subprocess.call([*pip, "-r", str(only_uv)]) != 0:
            raise _not_installed()  # uv is in the lock: what keeps it out keeps the rest out
        by_uv = [str(uv), "pip", "install", "--quiet", "--python", str(PYTHON)]
        by_uv += ["--require-hashes", "-r", str(LOCK)]
        try:
            if subprocess.call(by_uv) == 0:
                return
        except OSError:
            pass  # a machine that forbids unknown programs: pip does the same, more slowly
    print("Installing with pip (a few minutes) ...", flush=True)
    if subprocess.call([*pip, "-r", str(LOCK)]) != 0:
        raise _not_installed()


def _not_installed() -> LauncherError:
    return LauncherError(
        "The packages could not be installed; the lines above say why.\n"
        "The first run needs the internet (later runs do not), and room on the disk. Behind a "
        f"proxy, set HTTPS_PROXY. Then run `{COMMAND}` again."
    )


def _locked(name: str) -> str:
    """Give one package's lines of the lock: its version and its hashes."""
    text = LOCK.read_text(encoding="utf-8")
    found = re.search(rf"^{re.escape(name)}==(?:[^\n]*\\\n)*[^\n]*\n", text, re.MULTILINE)
    if not found:
        raise LauncherError(f"{LOCK}: names no {name}. Get a fresh copy of the project.")
    return found.group(0)


def _main_job() -> int:
    with JOB.open("rb") as job:
        if _is_held(job):
            print(
                "The main job is already at work in this folder. Wait until it has ended.",
                file=sys.stderr,
            )
            return 2
        _forget_killed(ROOT / ".dvc" / "tmp" / "rwlock")
        # DVC holds the lock too, and keeps it where this process alone is killed
        status = _inside(["-m", "dvc", "repro"], folder=ROOT, keep=job.fileno())
    report = ROOT / "reports" / "index.html"
    if status == 0:
        print(f"\nThe report is ready. Open it in a browser:\n  {report}")
    else:
        print(
            "\nThe report could not be finished; the lines above say where it stopped. "
            "The last good report is untouched.",
            file=sys.stderr,
        )
    return status


def _forget_killed(rwlock: Path) -> None:
    """Take away the locks of a killed run, whose number another program may have by now.

    DVC does so itself, but only where no program at all has that number.
    """
    try:
        numbers = sorted(set(re.findall(r'"pid": (\d+)', rwlock.read_text(encoding="utf-8"))))
        if WINDOWS or not numbers:
            return
        programs = subprocess.run(
            ["ps", "-o", "args=", "-p", ",".join(numbers)],
            stdout=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            check=False,
        ).stdout
        if "dvc" not in programs:
            rwlock.unlink()
    except OSError:
        pass  # no such file, or no `ps`


def _inside(arguments: list[str], *, folder: Path | None, keep: int | None = None) -> int:
    """Run the environment's Python.

    Args:
        arguments: What follows `python`.
        folder: Where to run; None keeps the caller's, for its relative paths.
        keep: An open file that the program is to have open too, where the system can do that.
    """
    environment = {
        **os.environ,
        "DVC_NO_ANALYTICS": "1",
        "PYTHONUTF8": "1",
        "PATH": str(SCRIPTS) + os.pathsep + os.environ.get("PATH", ""),
        "PYTHONPATH": os.pathsep.join(
            part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part
        ),
    }
    passed = () if keep is None or WINDOWS else (keep,)
    try:
        return subprocess.call(
            [str(PYTHON), *arguments], cwd=folder, env=environment, pass_fds=passed
        )
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
