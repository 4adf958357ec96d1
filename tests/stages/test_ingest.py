"""Sources whose reading is stopped, and what the next build does about them."""

import pytest

import pipeline.engine
from pipeline.engine import Ending, Outcome
from pipeline.model import State
from pipeline.params import read_params
from pipeline.stages.build import build
from pipeline.stages.ingest import load_documents, load_listed
from pipeline.stages.workspace import folder_workspace


@pytest.fixture
def workspace(root, tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "fern.txt").write_text("1.1 The Clerk must act.")
    params = read_params(root / "params.yaml")
    return folder_workspace(tmp_path / "corpus", tmp_path / "out", params)


@pytest.fixture
def stopping(monkeypatch):
    """Give a function that makes every reading end in some way."""

    def stop(ending):
        def stopped(function, items, **_):
            return (Outcome(ending, detail="stopped after 60 seconds") for _ in items)

        monkeypatch.setattr(pipeline.engine, "map_documents", stopped)

    return stop


def test_a_source_that_the_clock_stopped_is_tried_once_more(workspace, stopping, monkeypatch):
    stopping(Ending.TIMEOUT)
    first = build(workspace, until="ingest")
    [entry] = load_listed(workspace)
    monkeypatch.undo()
    second = build(workspace, until="ingest")
    third = build(workspace, until="ingest")

    assert entry.state is State.LIMIT
    assert (first, second, third) == (("ingest",), ("ingest",), ())
    assert load_documents(workspace)["fern"].text == "1.1 The Clerk must act."


def test_one_that_it_stops_again_is_left_alone(workspace, stopping):
    stopping(Ending.TIMEOUT)

    ran = [build(workspace, until="ingest") for _ in range(3)]

    assert ran == [("ingest",), ("ingest",), ()]
    assert load_listed(workspace)[0].state is State.LIMIT


@pytest.mark.parametrize(
    ("ending", "state"),
    [
        pytest.param(Ending.MEMORY, State.LIMIT, id="memory"),
        pytest.param(Ending.OUTPUT, State.LIMIT, id="output"),
        pytest.param(Ending.CRASHED, State.UNREADABLE, id="crash"),
        pytest.param(Ending.FAILED, State.UNREADABLE, id="error"),
    ],
)
def test_what_is_not_the_clock_s_doing_is_not_tried_again(workspace, stopping, ending, state):
    stopping(ending)

    ran = [build(workspace, until="ingest") for _ in range(2)]
    [entry] = load_listed(workspace)

    assert ran == [("ingest",), ()]
    assert entry.state is state
    assert "Ask the council for another copy" in entry.reason


def test_what_is_newly_installed_has_its_documents_read_again(workspace, monkeypatch):
    (workspace.corpus / "elm.rtf").write_bytes(rb"{\rtf1 2.1 Councillors must ask.}")
    monkeypatch.setattr("pipeline.ingest.reading.office_reader", lambda: "none")
    build(workspace, until="ingest")
    before = {entry.source.doc: entry.key for entry in load_listed(workspace)}
    monkeypatch.setattr("pipeline.ingest.reading.office_reader", lambda: "a word processor 2")

    ran = [build(workspace, until="ingest") for _ in range(2)]

    after = {entry.source.doc: entry.key for entry in load_listed(workspace)}
    assert ran == [("ingest",), ()]
    assert after["elm"] != before["elm"]
    assert after["fern"] == before["fern"]
