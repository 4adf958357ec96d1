"""The two commands on machines where something is missing.

The launcher is loaded from a copy of the project's skeleton, so that no test touches the real
environment.
"""

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def project(tmp_path):
    """Make a folder, with a space in its path, that holds the launcher and a small lock."""
    folder = tmp_path / "My Councils"
    (folder / "pipeline").mkdir(parents=True)
    shutil.copy(ROOT / "pipeline" / "__main__.py", folder / "pipeline")
    (folder / "dvc.yaml").write_text("stages: {}\n")
    (folder / "requirements.lock").write_text(
        "numpy==2.0.0 \\\n    --hash=sha256:aa\n"
        "uv==1.2.3 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n    # via x\n"
        "zict==1.0 \\\n    --hash=sha256:dd\n"
    )
    return folder


@pytest.fixture
def launcher(project):
    spec = importlib.util.spec_from_file_location("launcher", project / "pipeline" / "__main__.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["launcher"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["launcher"]


@pytest.fixture
def calls(launcher, monkeypatch):
    """Record the programs that would run; each succeeds unless a test says otherwise."""
    made = []

    def call(command, **options):
        made.append((command, options))
        return 0

    def create(self, folder):
        launcher.SCRIPTS.mkdir(parents=True, exist_ok=True)
        launcher.PYTHON.touch()

    monkeypatch.setattr(launcher.subprocess, "call", call)
    monkeypatch.setattr("venv.EnvBuilder.create", create)
    return made


def test_the_launcher_needs_only_the_standard_library():
    tree = ast.parse((ROOT / "pipeline" / "__main__.py").read_text(encoding="utf-8"))
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert {name.split(".")[0] for name in imported} - set(sys.stdlib_module_names) == {"pipeline"}


def test_the_lock_names_no_address():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert "://" not in lock
    assert "--hash=sha256:" in lock


def test_the_first_run_installs_and_the_second_goes_straight_on(launcher, calls):
    launcher.prepare()
    first = len(calls)
    launcher.prepare()

    assert first == 2  # uv by pip, the rest by uv
    assert "--require-hashes" in calls[0][0]
    assert calls[1][0][1:3] == ["pip", "install"]
    assert len(calls) == first


def test_only_the_locked_uv_is_installed_first(launcher):
    assert launcher._locked("uv") == (
        "uv==1.2.3 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
    )


def test_a_new_lock_makes_a_new_environment(launcher, calls):
    launcher.prepare()
    launcher.LOCK.write_text("uv==9.9 \\\n    --hash=sha256:ee\n")
    launcher.prepare()

    assert len(calls) == 4


def test_line_ends_do_not_make_a_new_environment(launcher):
    before = launcher._stamp()
    launcher.LOCK.write_bytes(launcher.LOCK.read_bytes().replace(b"\n", b"\r\n"))

    assert launcher._stamp() == before


@pytest.mark.parametrize("fault", ["fails", "forbidden"])
def test_pip_takes_over_where_uv_cannot_be_used(launcher, calls, monkeypatch, fault):
    def call(command, **options):
        calls.append((command, options))
        if command[0].endswith(("uv", "uv.exe")):
            if fault == "forbidden":
                raise PermissionError(13, "Permission denied")
            return 1
        return 0

    monkeypatch.setattr(launcher.subprocess, "call", call)
    launcher.prepare()

    assert calls[-1][0][:3] == [str(launcher.PYTHON), "-m", "pip"]
    assert launcher.STAMP.exists()


def refuse(*_args, **_options):
    raise OSError(30, "Read-only file system")


def no_room(*_args, **_options):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("patch", "message"),
    [
        pytest.param(
            ("importlib.util.find_spec", lambda name: None if name == "ensurepip" else 1),
            "sudo apt install python3-venv",
            id="no-venv",
        ),
        pytest.param(
            ("tempfile.TemporaryFile", refuse), "Copy the project to a folder", id="read-only"
        ),
        pytest.param(
            ("shutil.disk_usage", lambda _: SimpleNamespace(free=10_000_000)),
            "0.0 GB free on this disk",
            id="little-room",
        ),
        pytest.param(("venv.EnvBuilder.create", no_room), "disk is not full", id="disk-full"),
        pytest.param(("subprocess.call", lambda *_, **__: 1), "needs the internet", id="offline"),
        pytest.param(
            (
                "venv.EnvBuilder.create",
                lambda *_: (_ for _ in ()).throw(subprocess.CalledProcessError(1, "x")),
            ),
            "could not be made",
            id="ensurepip-fails",
        ),
        pytest.param(("sys.version_info", (3, 10, 1)), "needs Python 3.11", id="old-python"),
    ],
)
def test_what_is_missing_is_named_with_its_remedy(
    launcher, calls, monkeypatch, capsys, patch, message
):
    monkeypatch.setattr(*patch)

    assert launcher.main([]) == 2
    assert message in capsys.readouterr().err
    assert not launcher.STAMP.exists()


@pytest.mark.parametrize(
    ("arguments", "command", "in_project"),
    [
        pytest.param([], ["-m", "dvc", "repro"], True, id="main-job"),
        pytest.param(["test", "-k", "dates"], ["-m", "pytest", "-k", "dates"], True, id="test"),
        pytest.param(
            ["build", "--corpus", "x"],
            ["-m", "pipeline.cli", "build", "--corpus", "x"],
            False,
            id="build",
        ),
    ],
)
def test_each_command_runs_inside_the_environment(
    launcher, calls, project, arguments, command, in_project
):
    assert launcher.main(arguments) == 0
    ran, options = calls[-1]

    assert ran == [str(launcher.PYTHON), *command]
    assert options["cwd"] == (project if in_project else None)
    assert options["env"]["PATH"].startswith(str(launcher.SCRIPTS))
    assert options["env"]["DVC_NO_ANALYTICS"] == "1"


def test_the_main_job_says_where_the_report_is(launcher, calls, capsys):
    launcher.main([])

    assert str(Path("reports") / "index.html") in capsys.readouterr().out


def test_a_job_beside_another_is_refused(launcher, calls, project, capsys):
    launcher.prepare()
    before = len(calls)
    with (project / "dvc.yaml").open("rb") as job:
        assert not launcher._is_held(job)
        assert launcher.main([]) == 2

    assert len(calls) == before
    assert "Wait until it has ended" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows gives files to no other program")
def test_the_job_is_held_while_its_program_lives(launcher, project):
    """What is killed is the launcher alone; DVC goes on."""
    launcher.SCRIPTS.mkdir(parents=True)
    launcher.PYTHON.symlink_to(sys.executable)
    with (project / "dvc.yaml").open("rb") as job:
        launcher._is_held(job)
        code = f"import os; os.fstat({job.fileno()})"
        assert launcher._inside(["-c", code], folder=project, keep=job.fileno()) == 0


@pytest.mark.parametrize(
    ("programs", "kept"),
    [
        pytest.param("", False, id="gone"),
        pytest.param("[python] <defunct>", False, id="dead"),
        pytest.param("/usr/bin/editor notes.txt", False, id="number-taken-by-another"),
        pytest.param("/x/.venv/bin/python -m dvc repro", True, id="at-work"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no ps")
def test_the_locks_of_a_killed_job_are_forgotten(launcher, project, monkeypatch, programs, kept):
    rwlock = project / "rwlock"
    rwlock.write_text('{"write": {"reports/data": {"pid": 4711, "cmd": "dvc repro"}}}')
    answer = SimpleNamespace(stdout=programs)
    monkeypatch.setattr(launcher.subprocess, "run", lambda *_, **__: answer)
    launcher._forget_killed(rwlock)

    assert rwlock.exists() == kept


def test_a_second_first_run_waits_and_installs_nothing(launcher, calls, monkeypatch, capsys):
    answers = iter([True, True, False])

    def held(_lock):
        answer = next(answers)
        if not answer:  # the other run has finished
            launcher.SCRIPTS.mkdir(parents=True)
            launcher.PYTHON.touch()
            launcher.STAMP.write_text(launcher._stamp())
        return answer

    monkeypatch.setattr(launcher, "_is_held", held)
    monkeypatch.setattr(launcher.time, "sleep", lambda _: None)
    launcher.prepare()

    assert calls == []
    assert capsys.readouterr().out.count("waiting for it") == 1


@pytest.mark.parametrize("arguments", [[], ["test"]], ids=["main-job", "test"])
def test_inside_the_environment_the_two_commands_are_the_same(
    launcher, calls, monkeypatch, arguments
):
    monkeypatch.setattr(sys, "prefix", str(launcher.ENV))

    assert launcher.main(arguments) == 0
    assert calls[-1][0][2] in ("dvc", "pytest")


def test_an_interrupted_preparation_says_how_to_go_on(launcher, calls, monkeypatch, capsys):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(launcher.subprocess, "call", interrupted)

    assert launcher.main([]) == 130
    assert "begins the preparation again" in capsys.readouterr().err
    assert not launcher.STAMP.exists()


def test_without_a_network_the_packages_are_asked_for_once(launcher, calls, monkeypatch):
    tried = []
    monkeypatch.setattr(launcher.subprocess, "call", lambda *args, **_: tried.append(args) or 1)

    assert launcher.main([]) == 2
    assert len(tried) == 1


def test_a_failed_job_gives_its_exit_status(launcher, calls, monkeypatch, capsys):
    launcher.prepare()
    monkeypatch.setattr(launcher.subprocess, "call", lambda *_, **__: 255)

    assert launcher.main([]) == 255
    assert "last good report is untouched" in capsys.readouterr().err
