"""The two commands of the README, on a machine with nothing but Python.

On first use this makes `.venv` beside the project, installs `requirements.lock` into it with every
hash checked, and runs the command inside. Later runs see the stamp and go straight on, without a
network. Only the standard library is used here, and nothing newer than Python 3.8 is needed to
say that a newer Python is needed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = ENV / ".complete"
OLDEST = (3, 11)
FREE_BYTES = 2_000_000_000  # the environment takes about 0.9 GB, and as much again while unpacking
WINDOWS = os.name == "nt"
SCRIPTS = ENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")
COMMAND = "py -m pipeline" if WINDOWS else "python3 -m pipeline"


class LauncherError(Exception):
    """The environment cannot be prepared; the message says why and what to do."""


def main(arguments: list[str]) -> int:
    """Run one command in the project's own environment and give its exit status."""
    if not LOCK.is_file() or Path(sys.prefix).resolve() == ENV.resolve():
        from pipeline.cli import main as run  # installed by pip, or already inside

        return run(arguments)
    try:
        prepare()
    except LauncherError as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
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
    stamp = _stamp()
    if PYTHON.exists() and STAMP.is_file() and STAMP.read_text(encoding="utf-8") == stamp:
        return
    _check_machine()
    print("First run: preparing the environment in .venv (about a minute) ...", flush=True)
    try:
        _make_environment()
        _install()
        STAMP.write_text(stamp, encoding="utf-8")
    except OSError as error:
        raise LauncherError(
            f"{error.filename or ENV}: {error.strerror}.\n"
            "Check that the disk is not full and that the folder may be written to; then run "
            f"`{COMMAND}` again."
        ) from error
    print("The environment is ready.\n", flush=True)


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
    try:
        with tempfile.TemporaryFile(dir=ROOT):
            pass
    except OSError as error:
        raise LauncherError(
            f"{ROOT}: this folder cannot be written to ({error.strerror}).\n"
            f"Copy the project to a folder of your own and run `{COMMAND}` there."
        ) from error
    free = shutil.disk_usage(ROOT).free
    if free < FREE_BYTES:
        raise LauncherError(
            f"{ROOT}: {free / 1e9:.1f} GB free on this disk, and the first run needs "
            f"{FREE_BYTES / 1e9:.0f} GB.\nMake room, or move the project to another disk, and run "
            "this again."
        )


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
    pip += ["install", "--retries", "2", "--require-hashes"]
    uv = SCRIPTS / ("uv.exe" if WINDOWS else "uv")
    with tempfile.TemporaryDirectory() as folder:
        only_uv = Path(folder) / "uv.txt"
        only_uv.write_text(_locked("uv"), encoding="utf-8")
        if subprocess.call([*pip, "-r", str(only_uv)]) == 0:
            by_uv = [str(uv), "pip", "install", "--quiet", "--python", str(PYTHON)]
            by_uv += ["--require-hashes", "-r", str(LOCK)]
            try:
                if subprocess.call(by_uv) == 0:
                    return
            except OSError:
                pass  # a machine that forbids unknown programs: pip does the same, more slowly
    print("Installing with pip (a few minutes) ...", flush=True)
    if subprocess.call([*pip, "-r", str(LOCK)]) != 0:
        raise LauncherError(
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
    status = _inside(["-m", "dvc", "repro"], folder=ROOT)
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


def _inside(arguments: list[str], *, folder: Path | None) -> int:
    """Run the environment's Python; `folder` None keeps the caller's, for its relative paths."""
    environment = {
        **os.environ,
        "DVC_NO_ANALYTICS": "1",
        "PYTHONUTF8": "1",
        "PATH": str(SCRIPTS) + os.pathsep + os.environ.get("PATH", ""),
        "PYTHONPATH": os.pathsep.join(
            part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part
        ),
    }
    try:
        return subprocess.call([str(PYTHON), *arguments], cwd=folder, env=environment)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
