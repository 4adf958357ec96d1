"""What the person at the keyboard is told, and the exit status that a schedule goes by."""

import io
import json
import shutil
import sys
import unicodedata
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.cli import main
from pipeline.errors import RequestError
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
        job, "build", lambda workspace, **_: drawn.append(workspace.params.pictures.draw)
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


@pytest.fixture
def labels(folders, monkeypatch):
    """Give the labels of the one document; its builds go to the folder with the trained coder."""
    gold = folders[0].parent / "gold"
    (gold / "texts").mkdir(parents=True)
    (gold / "texts" / "fern.txt").write_text(FERN)
    text = "Only the Chair and the Clerk may speak to the press for the Council."
    start = FERN.index(text)
    clause = {
        "doc": "fern",
        "n": 1,
        "label": "1.1",
        "kind": "clause",
        "start": start - 4,
        "text_start": start,
        "end": start + len(text),
        "substantive": True,
    }
    (gold / "clauses.jsonl").write_text(json.dumps(clause))
    (gold / "coverage.csv").write_text(
        "doc,press_media,press_media_evidence,social_media\nfern,rules,1,rules\n"
    )
    (gold / "families.jsonl").write_text("")
    (gold / "pairs.jsonl").write_text("")
    (gold / "reviews.json").write_text('{"as_of": "2026-11-22", "councils": {}}')
    folder = cli._folder
    monkeypatch.setattr(
        cli, "_folder", lambda corpus, _, **more: folder(corpus, folders[1], **more)
    )
    return gold


def measure(folders, labels, *options):
    return main(["evaluate", "--corpus", str(folders[0]), "--gold", str(labels), *options])


def test_figures_and_wrong_cells_are_shown_and_written(folders, labels, capsys):
    options = ("--verbose", "--json", "figures.json", "--confusions", "wrong.csv")

    assert measure(folders, labels, *options) == 0
    shown = capsys.readouterr()
    figures = json.loads(Path("figures.json").read_text())

    assert "coverage.csv: no column, so not measured: " in shown.err
    assert (figures["coverage.cell_accuracy"], figures["provision.press_media.rules_f1"]) == (
        0.5,
        1,
    )
    assert "fern social_media: gold rules, ours absent" in shown.out
    assert (
        Path("wrong.csv").read_text().splitlines()[1].startswith("fern,social_media,rules,absent")
    )


def test_labels_by_another_codebook_are_refused(folders, labels, capsys):
    (labels / "coverage.csv").write_text("doc,press_media,parking\nfern,rules,rules\n")

    assert measure(folders, labels) == 2
    assert "coverage.csv:1: not in the codebook: parking. Name the" in capsys.readouterr().err


SMALL_CODEBOOK = """version: "1"
title: Small frame
provisions:
  - {id: press, title: Press, question: "Who speaks?", definition: Rules on the press., group: All,
     cues: [press, newspaper]}
  - {id: training, title: Training, question: "Who learns?", definition: Rules on training.,
     group: All, cues: [training, course]}
"""


def test_another_codebook_codes_the_documents(folders, labels, capsys, monkeypatch):
    def run(workspace, *, until):
        raise RequestError(f"{workspace.codebook} {until}")

    monkeypatch.setattr(job, "build", run)
    Path("codes.yaml").write_text(SMALL_CODEBOOK)
    (labels / "coverage.csv").write_text("doc,press,training\nfern,rules,rules\n")

    assert measure(folders, labels, "--codebook", "codes.yaml") == 2
    assert capsys.readouterr().err == "Error: codes.yaml analyse\n"


@pytest.fixture
def small_library(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("codes.yaml").write_text(SMALL_CODEBOOK)
    Path("library").mkdir()
    rows = [
        {"voice": voice, "heading": "", "intro": "", "text": f"{text} {ending}", "codes": codes}
        for voice, ending in (("plain", "Always."), ("warm", "Thank you."), ("terse", "So be it."))
        for text, codes in (
            ("Only the Clerk may speak to the press.", [{"id": "press", "level": "rules"}]),
            ("See the press policy.", [{"id": "press", "level": "mention"}]),
            ("All members must attend training.", [{"id": "training", "level": "rules"}]),
            ("A training policy is available.", [{"id": "training", "level": "mention"}]),
            ("Bins are emptied on Tuesdays.", []),
        )
    ]
    Path("library/all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_a_library_is_measured_with_each_voice_left_out(small_library, capsys):
    options = ("--library", "library", "--codebook", "codes.yaml", "--voices", "warm, plain")

    assert main(["evaluate", *options, "--json", "figures.json"]) == 0
    shown = capsys.readouterr()
    figures = json.loads(Path("figures.json").read_text())

    assert "voice 2 of 2: training without warm ..." in shown.err
    assert figures["voices.clauses"] == 10
    assert {name for name in figures if name.endswith(".clauses")} == {
        "voices.clauses",
        "voice.plain.clauses",
        "voice.warm.clauses",
    }
    assert "weakest provisions" in shown.out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param([], "Give --corpus and --gold, the folders of the", id="neither"),
        pytest.param(["--corpus", "."], "Give --corpus and --gold", id="no-labels"),
        pytest.param(["--gold", "."], "Give --corpus and --gold", id="no-corpus"),
        pytest.param(["--voices", "warm"], "Name its folder with --library", id="no-library"),
        pytest.param(
            ["--library", "library", "--corpus", "."], "Leave out --corpus", id="both-ways"
        ),
        pytest.param(["--library", "library", "--confusions", "x.csv"], "Leave out", id="no-cells"),
        pytest.param(["--library", "nowhere"], "no library files (*.jsonl)", id="empty-library"),
        pytest.param(
            ["--library", "library", "--codebook", "nowhere.yaml"], "cannot be read", id="codebook"
        ),
        pytest.param(
            ["--library", "library", "--codebook", "codes.yaml", "--voices", "loud"],
            "whose voices are plain, terse, warm",
            id="no-such-voice",
        ),
    ],
)
def test_what_cannot_be_measured_is_said(small_library, capsys, options, message):
    assert main(["evaluate", *options]) == 2
    assert message in capsys.readouterr().err


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
