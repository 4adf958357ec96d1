"""What the person at the keyboard is told, and the exit status that a schedule goes by."""

import io
import shutil
import sys
import unicodedata

import pytest

from pipeline.cli import main
from pipeline.stages import build as job

FERN = """Fern Parish Council
Protocol on relations between councillors and staff

1. The press

1.1 Only the Chair and the Clerk may speak to the press for the Council.

Adopted by the Council on 3 March 2025
"""


@pytest.fixture
def folders(trained, tmp_path, monkeypatch):
    """Give a corpus folder with one document, and a folder of results with the trained coder."""
    corpus, out = tmp_path / "My documents", tmp_path / "out"
    corpus.mkdir()
    (corpus / "fern.txt").write_text(FERN)
    shutil.copytree(trained / ".build", out / ".build")
    monkeypatch.chdir(tmp_path)
    return corpus, out


def build(folders, *options):
    return main(["build", "--corpus", str(folders[0]), "--out", str(folders[1]), *options])


def test_a_build_says_what_was_read_and_where_the_report_is(folders, capsys):
    assert build(folders) == 0
    shown = capsys.readouterr()

    assert "1 source, 1 read, 0 not." in shown.out
    assert str(folders[1] / "index.html") in shown.out
    assert (folders[1] / "index.html").is_file()
    assert "making findings ..." in shown.err


def test_a_second_build_says_that_nothing_has_changed(folders, capsys):
    build(folders)
    capsys.readouterr()

    assert build(folders) == 0
    assert capsys.readouterr().out.startswith("Nothing has changed since the last build.")


@pytest.mark.parametrize(("options", "status"), [((), 0), (("--strict",), 1)], ids=["", "strict"])
def test_a_source_that_cannot_be_read_is_named_with_the_remedy(folders, capsys, options, status):
    (folders[0] / "marsh.wpd").write_bytes(b"\xffWPC and more")

    assert build(folders, *options) == status
    shown = capsys.readouterr().out
    assert "2 sources, 1 read, 1 not." in shown
    assert "marsh.wpd: unsupported." in shown
    assert "save it as DOCX" in shown


def test_names_of_files_cannot_command_the_terminal(folders, capsys):
    hostile = "a\x1b[31mred\u202etxt.exe"
    (folders[0] / hostile).write_bytes(b"MZ\0\0")
    build(folders)
    shown = capsys.readouterr().out

    assert r"a\x1b[31mred\u202etxt.exe: unsupported" in shown
    assert all(unicodedata.category(c) not in ("Cc", "Cf") for c in shown.replace("\n", ""))


def test_a_terminal_without_the_letters_of_a_name_stops_nothing(folders, monkeypatch):
    (folders[0] / "Bryncŵn.exe").write_bytes(b"MZ\0\0")
    screen = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", screen)

    assert build(folders) == 0
    screen.flush()
    assert rb"Brync\u0175n.exe: unsupported" in screen.buffer.getvalue()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--as-of", "2026-02-30"], "write it as YYYY-MM-DD", id="no-such-day"),
        pytest.param(["--as-of", "yesterday"], "write it as YYYY-MM-DD", id="not-a-day"),
        pytest.param(["--engine", "spark"], "choose local or dask", id="engine"),
        pytest.param(["--codebook", "nowhere.yaml"], "no such codebook", id="codebook"),
        pytest.param(["--corpus", "nowhere"], "no such folder", id="no-corpus"),
        pytest.param(["--corpus", "My documents/fern.txt"], "not a folder", id="corpus-a-file"),
        pytest.param(["--out", "My documents"], "a folder of its own", id="out-is-corpus"),
        pytest.param(["--out", "."], "a folder of its own", id="out-holds-corpus"),
        pytest.param(["--out", "My documents/fern.txt"], "Check that it is a folder", id="file"),
        pytest.param(["--workers", "-1"], "--workers", id="workers"),
        pytest.param(["--colour", "red"], "--colour", id="unknown-option"),
    ],
)
def test_a_wrong_request_is_named_and_ends_with_2(folders, capsys, options, message):
    assert build(folders, *options) == 2
    assert message in capsys.readouterr().err


def test_a_folder_without_documents_is_a_wrong_request(folders, capsys):
    (folders[0] / "fern.txt").unlink()

    assert build(folders) == 2
    assert "no documents in it. Put the councils' files" in capsys.readouterr().err


def test_an_error_of_the_system_is_a_plain_message(folders, capsys, monkeypatch):
    def fails(*_, **__):
        raise OSError(5, "Input/output error", "H:/fern.txt")

    monkeypatch.setattr(job, "build", fails)

    assert build(folders) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("Error: H:/fern.txt: Input/output error. Check")
    assert "Traceback" not in shown


def test_an_interrupted_build_says_that_nothing_is_lost(folders, capsys, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(job, "build", interrupted)

    assert build(folders) == 130
    assert "the same command goes on here" in capsys.readouterr().err


def test_results_inside_the_corpus_folder_are_never_read(folders, capsys, monkeypatch):
    corpus, out = folders
    shutil.copytree(out, corpus / "out")
    monkeypatch.chdir(corpus)

    for _ in range(2):
        assert main(["build", "--corpus", ".", "--out", "out"]) == 0
        assert "1 source, 1 read, 0 not." in capsys.readouterr().out


def test_a_build_draws_pages_unless_it_is_told_not_to(folders, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        job, "build", lambda workspace: drawn.append(workspace.params.pictures.draw)
    )
    monkeypatch.setattr("pipeline.cli._summary", lambda _: 0)
    monkeypatch.setattr("pipeline.cli._say_corrections", lambda _: None)
    for options in ((), ("--pictures",), ("--no-pictures",)):
        assert build(folders, *options) == 0

    assert drawn == [True, True, False]


def test_an_installed_project_has_no_corpus_of_its_own(monkeypatch, capsys):
    monkeypatch.setattr("pipeline.stages.workspace.is_checkout", lambda: False)

    assert main(["align"]) == 2
    assert "Use `build --corpus DIR --out DIR` instead" in capsys.readouterr().err


def test_labels_that_are_not_there_are_a_wrong_request(folders, capsys):
    assert main(["evaluate", "--corpus", str(folders[0]), "--gold", "nowhere"]) == 2
    assert "A folder of labels holds clauses.jsonl" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "status", "message"),
    [
        pytest.param(None, 2, "cannot be read", id="missing"),
        pytest.param("", 1, "expected `version:`", id="empty"),
        pytest.param("provisions: [", 1, "to put right", id="not-yaml"),
    ],
)
def test_a_codebook_is_checked_where_it_lies(tmp_path, capsys, content, status, message):
    path = tmp_path / "codes.yaml"
    if content is not None:
        path.write_text(content)

    assert main(["codebook", "check", str(path)]) == status
    assert message in capsys.readouterr().err


def test_help_names_every_command(capsys):
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out

    assert shown.startswith("Usage: python -m pipeline")
    assert all(name in shown for name in ("build", "evaluate", "codebook", "ingest", "report"))
