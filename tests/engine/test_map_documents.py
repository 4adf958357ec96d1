"""Work in short-lived processes: what comes back, what befalls them, and what they may not do."""

import os
import pickle
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from pipeline.engine import Ending, Limits, local, map_documents
from pipeline.errors import RequestError

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has it")


def limits(_):
    return Limits(seconds=20, memory_bytes=2**31, most_seconds=60)


def one_second(_):
    return Limits(seconds=1, memory_bytes=2**31, most_seconds=4)


def echoed(item, grant):
    return item


def slept(seconds, grant):
    time.sleep(seconds)
    return str(seconds).encode()


def own_pid(item, grant):
    return str(os.getpid()).encode()


def called(item, grant):
    function, argument = item
    return str(function(argument)).encode()


def spun(item, grant):
    while True:
        pass


def ended(outcomes):
    return [outcome.ending for outcome in outcomes]


def is_running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}


@pytest.fixture(params=["forked", pytest.param("spawned", marks=on_posix)])
def either_way(request, monkeypatch):
    """Start processes as on Linux, and as elsewhere."""
    monkeypatch.setattr(local, "_FORKS", request.param == "forked" and sys.platform == "linux")


def test_results_come_in_the_order_of_the_items(either_way):
    outcomes = map_documents(slept, [0.4, 0.0, 0.2, 0.0], workers=3, limits=limits)

    assert [outcome.value for outcome in outcomes] == [b"0.4", b"0.0", b"0.2", b"0.0"]


def test_each_item_has_a_process_of_its_own(either_way):
    outcomes = map_documents(own_pid, [1, 2, 3], limits=limits)

    processes = {int(outcome.value) for outcome in outcomes}

    assert len(processes) == 3
    assert os.getpid() not in processes


@pytest.mark.parametrize(
    ("function", "item", "ending", "detail"),
    [
        pytest.param(int, "one", Ending.FAILED, "ValueError", id="error"),
        pytest.param(os._exit, 3, Ending.CRASHED, "status 3", id="exit"),
        pytest.param(
            signal.raise_signal,
            signal.SIGSEGV,
            Ending.CRASHED,
            "SIGSEGV",
            id="crash",
            marks=on_posix,
        ),
        pytest.param(
            signal.raise_signal,
            signal.SIGABRT,
            Ending.MEMORY,
            "SIGABRT",
            id="abort",
            marks=on_posix,
        ),
        pytest.param(bytearray, 2**32, Ending.MEMORY, "memory", id="memory", marks=on_posix),
    ],
)
def test_what_befalls_one_item_is_told_and_the_others_go_on(
    either_way, function, item, ending, detail
):
    told, other = map_documents(called, [(function, item), (abs, -4)], limits=limits)

    assert told.ending is ending
    assert detail in told.detail
    assert other.value == b"4"


def test_an_item_that_hangs_is_stopped(either_way):
    start = time.monotonic()

    outcomes = list(map_documents(slept, [60, 0], limits=one_second, workers=2))

    assert ended(outcomes) == [Ending.TIMEOUT, Ending.DONE]
    assert time.monotonic() - start < 15


def test_an_item_that_spins_is_stopped():
    [outcome] = map_documents(spun, [1], limits=one_second)

    assert outcome.ending is Ending.TIMEOUT


def paced(steps, grant):
    """Take half a second for each step, and a good while for one below 0."""
    for number, step in enumerate(steps, start=1):
        grant(0.6, number)
        time.sleep(0.5 if step >= 0 else 60)
    return b"through"


@pytest.mark.parametrize(
    ("steps", "ending", "last"),
    [
        pytest.param([0] * 5, Ending.DONE, 5, id="five-steps-have-time-for-five"),
        pytest.param([0, 0, -1, 0], Ending.TIMEOUT, 3, id="a-step-that-hangs-is-stopped"),
        pytest.param([0] * 20, Ending.TIMEOUT, None, id="no-more-than-the-most"),
    ],
)
def test_time_is_granted_step_by_step(steps, ending, last):
    start = time.monotonic()

    [outcome] = map_documents(paced, [steps], limits=one_second)

    assert outcome.ending is ending
    assert last is None or outcome.step == last
    assert time.monotonic() - start < 12


def without_the_last(item, outcome):
    """Leave out what the process was lost on."""
    rest = [each for number, each in enumerate(item, start=1) if number != outcome.step]
    return rest or None


def test_an_item_whose_process_was_lost_may_be_tried_otherwise():
    outcomes = list(
        map_documents(paced, [[0, -1, 0], [-1]], limits=one_second, again=without_the_last)
    )

    assert ended(outcomes) == [Ending.DONE, Ending.TIMEOUT]


@pytest.mark.parametrize("size", [2**10, 2**20])
def test_no_more_is_taken_than_is_allowed(size):
    def small(_):
        return Limits(seconds=20, memory_bytes=2**31, most_seconds=60, output_bytes=2**16)

    [outcome] = map_documents(echoed, [bytes(size)], limits=small)

    assert outcome.ending is (Ending.DONE if size <= 2**16 else Ending.OUTPUT)


def handed_over(item, parent):
    """Make a result in parts, and say so if that is found out on the way."""
    parts, last = item
    for part in parts:
        try:
            parent.take(part)
        except Exception:  # noqa: BLE001 (as the readers catch what their libraries raise)
            return b"caught"
    return last


@pytest.mark.parametrize(
    ("parts", "last", "result"),
    [
        pytest.param([], b"last", (b"", b"last"), id="no-parts"),
        pytest.param([b"one ", b"", b"two"], b"last", (b"one two", b"last"), id="in-their-order"),
        pytest.param([b"one"], b"", (b"one", b""), id="nothing-last"),
        pytest.param([bytes(2**15)], bytes(2**15), (bytes(2**15),) * 2, id="just-enough"),
        pytest.param([bytes(2**15)], bytes(2**15 + 1), None, id="too-much-at-last"),
        pytest.param([bytes(2**15)] * 3, b"", None, id="too-much-on-the-way"),
    ],
)
def test_a_result_may_be_handed_over_in_parts(either_way, parts, last, result):
    def small(_):
        return Limits(seconds=20, memory_bytes=2**31, most_seconds=60, output_bytes=2**16)

    [outcome] = map_documents(handed_over, [(parts, last)], limits=small)

    if result is None:
        assert (outcome.ending, outcome.value) == (Ending.OUTPUT, None)
    else:
        assert (outcome.ending, outcome.parts, outcome.value) == (Ending.DONE, *result)


def test_only_bytes_are_a_result():
    [outcome] = map_documents(echoed, [4], limits=limits)

    assert outcome.ending is Ending.FAILED
    assert "not bytes" in outcome.detail


class Bomb:
    """Runs in whoever unpickles it."""

    def __reduce__(self):
        return Path.touch, (Path(tempfile.gettempdir()) / "went-off",)


def lied(message, grant):
    """Say what no honest process says, as one could that a document has taken over."""
    grant._channel.sendall(message)
    time.sleep(60)
    return b""


@on_linux
@pytest.mark.parametrize(
    "message",
    [
        pytest.param(b"D" + (2**62).to_bytes(8, "little"), id="huge-result"),
        pytest.param(b"E" + (2**62).to_bytes(8, "little"), id="huge-error"),
        pytest.param(b"E" + (3).to_bytes(8, "little") + b"[[[", id="no-error"),
        pytest.param(b"X" + bytes(8), id="unknown-message"),
        pytest.param(b"G" + (16).to_bytes(8, "little") + b"\xff" * 16, id="endless-time"),
        pytest.param(b"P" + (2**62).to_bytes(8, "little"), id="huge-part"),
        pytest.param(b"P" + (50).to_bytes(8, "little"), id="half-a-part"),
        pytest.param(
            (b"P" + (2**24).to_bytes(8, "little") + bytes(2**24)) * 3, id="too-many-parts"
        ),
        pytest.param(b"D" + (50).to_bytes(8, "little"), id="half-a-result"),
        pytest.param(
            b"E" + (len(pickle.dumps(Bomb()))).to_bytes(8, "little") + pickle.dumps(Bomb()),
            id="pickle",
        ),
    ],
)
def test_a_process_that_lies_gets_nowhere(message):
    told, other = map_documents(lied, [message, b""], limits=one_second, workers=2)

    assert told.ending in {Ending.OUTPUT, Ending.CRASHED, Ending.TIMEOUT}
    assert other.ending is Ending.TIMEOUT
    assert not (Path(tempfile.gettempdir()) / "went-off").exists()


def with_helper(seconds, grant):
    """Start a program that goes on for long, and give its number."""
    helper = subprocess.Popen(["sleep", "60"])
    time.sleep(seconds)
    return str(helper.pid).encode()


def noted_helper(file, grant):
    file.write_bytes(with_helper(0, grant))
    time.sleep(60)
    return b""


@on_linux
def test_what_a_process_has_started_ends_with_it(either_way, tmp_path):
    noted = tmp_path / "pid"

    done, _ = map_documents(with_helper, [0, 0], limits=limits)
    [stopped] = map_documents(noted_helper, [noted], limits=one_second)

    assert stopped.ending is Ending.TIMEOUT
    time.sleep(0.2)
    assert not is_running(int(done.value))
    assert not is_running(int(noted.read_bytes()))


def own_folder(leave, grant):
    """Leave things behind in the folder for temporary files."""
    folder = Path(tempfile.gettempdir())
    if leave:
        (folder / "left").mkdir()
        (folder / "left" / "behind").write_bytes(b"x")
    assert Path.cwd() == folder.resolve() == Path(os.environ["TMPDIR"]).resolve()
    return str(folder).encode()


def test_each_process_has_a_temporary_folder_that_goes_with_it(either_way):
    outcomes = map_documents(own_folder, [False, True], limits=limits)

    folders = [Path(outcome.value.decode()) for outcome in outcomes]

    assert len(set(folders)) == 2
    assert not any(folder.exists() for folder in folders)
    assert Path(tempfile.gettempdir()) not in folders


def connected(port, grant):
    with socket.create_connection(("127.0.0.1", port), timeout=2):
        return b"connected"


def fetched(port, grant):
    """Try by another program, which no rule of Python's binds."""
    code = f"import socket; socket.create_connection(('127.0.0.1', {port}), timeout=2)"
    return str(subprocess.run([sys.executable, "-c", code], check=False).returncode).encode()


@pytest.fixture
def listener():
    """Give a socket that listens on this machine."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0.2)
        yield listening


def test_a_process_has_no_network(either_way, listener):
    [outcome] = map_documents(connected, [listener.getsockname()[1]], limits=limits)

    assert outcome.ending is Ending.FAILED
    with pytest.raises(TimeoutError):
        listener.accept()


@on_linux
def test_nor_has_what_it_starts(listener):
    [outcome] = map_documents(fetched, [listener.getsockname()[1]], limits=limits)

    assert outcome.value != b"0"
    with pytest.raises(TimeoutError):
        listener.accept()


def held_to(name, grant):
    return str(resource.getrlimit(getattr(resource, name))).encode()


@on_posix
@pytest.mark.parametrize(
    ("name", "limit"),
    [
        pytest.param("RLIMIT_AS", 2**31, id="memory"),
        pytest.param("RLIMIT_CPU", 61, id="processor-time"),
        pytest.param("RLIMIT_FSIZE", 2**26, id="written-files"),
        pytest.param("RLIMIT_NOFILE", 256, id="open-files"),
        pytest.param("RLIMIT_CORE", 0, id="core-dump"),
    ],
)
def test_a_process_is_limited_for_good(name, limit):
    [outcome] = map_documents(held_to, [name], limits=limits)

    assert outcome.value.decode() == str((limit, limit))


def killed_server(item, grant):
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)
    return b""


@on_linux
def test_the_death_of_the_server_is_the_end_of_one_item():
    told, other = map_documents(killed_server, [1, 2], limits=one_second)
    [next_run] = map_documents(echoed, [b"on"], limits=limits)

    assert {told.ending, other.ending} <= {Ending.CRASHED, Ending.TIMEOUT}
    assert next_run.value == b"on"


def starved(pid):
    """Stand for a system that has given a process a tenth of a second in all."""
    return 0.1


def test_a_busy_machine_is_not_held_against_an_item(monkeypatch):
    monkeypatch.setattr(local, "_processor_seconds", starved)

    [outcome] = map_documents(slept, [2.5], limits=one_second)

    assert outcome.ending is Ending.DONE


def test_progress_counts_the_finished_items():
    told = []

    items = [b"1", b"2", b"3"]
    list(map_documents(echoed, items, workers=2, progress=told.append, limits=limits))

    assert told == [1, 2, 3]


def test_items_are_taken_only_as_processes_come_free():
    taken = []

    def items():
        for number in range(10):
            taken.append(number)
            yield b"item"

    outcomes = map_documents(echoed, items(), workers=2, limits=limits)
    next(outcomes)
    outcomes.close()

    assert len(taken) < 10


def test_no_items_give_no_outcomes():
    assert list(map_documents(echoed, [], limits=limits)) == []


@pytest.mark.parametrize("engine", ["spark", ""])
def test_an_unknown_engine_is_refused(engine):
    with pytest.raises(RequestError, match="choose one of local, dask"):
        map_documents(echoed, [1], engine=engine, limits=limits)
