"""Two builds never write into one folder, and a dead one holds nothing."""

import signal
import subprocess
import sys

import pytest

from pipeline.errors import RequestError
from pipeline.store.lock import sole_writer

HOLD = """
import sys, time
from pathlib import Path
from pipeline.store.lock import sole_writer
with sole_writer(Path(sys.argv[1]), of=Path("out")):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path, root):
    """Run another process that holds the lock, until the test ends."""
    lock = tmp_path / "out" / ".build" / "lock"
    command = [sys.executable, "-c", HOLD, str(lock)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline().strip() == b"held"
        yield lock, process
        process.kill()


def test_a_second_build_is_refused_and_told_what_to_do(holder):
    lock, _ = holder

    with pytest.raises(RequestError, match=r"another build is writing to it\. Wait"):
        with sole_writer(lock, of=lock.parent.parent):
            pass


def test_a_killed_build_holds_nothing(holder):
    lock, process = holder
    process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    process.wait()

    with sole_writer(lock, of=lock.parent.parent):
        pass


def test_a_build_after_another_goes_ahead(tmp_path):
    for _ in range(2):
        with sole_writer(tmp_path / "lock", of=tmp_path):
            pass


def test_a_place_that_is_no_folder_is_a_plain_message(tmp_path):
    (tmp_path / "out").write_text("a file")

    with pytest.raises(RequestError, match="Check that it is a folder"):
        with sole_writer(tmp_path / "out" / "lock", of=tmp_path / "out"):
            pass


def test_a_drive_without_locks_stops_nobody(tmp_path, monkeypatch):
    def unknown(_handle):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("pipeline.store.lock._take", unknown)
    with sole_writer(tmp_path / "lock", of=tmp_path):
        pass
