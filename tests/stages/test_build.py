"""Builds over other people's folders."""

import csv
import io
import json
import os
from datetime import date

import pytest

from pipeline.errors import RequestError
from pipeline.params import read_params
from pipeline.stages.analyse import load_findings
from pipeline.stages.build import STAGES, build, run_stage
from pipeline.stages.workspace import ROOT, folder_workspace
from pipeline.store.lock import sole_writer

FERN = """Fern Parish Council
Protocol on relations between councillors and staff

1. Purpose

1.1 This protocol explains how councillors and staff are to work together.

2. The press

2.1 Only the Chair and the Clerk may speak to the press for the Council.

3. Review

3.1 The Council will review this protocol every two years.

Adopted by the Council on 3 March 2025
"""
MARSH = FERN.replace("Fern", "Marsh").replace("3 March 2025", "4 May 2021")
ALL = tuple(stage.name for stage in STAGES)


def rows(workspace, name):
    text = (workspace.reports / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".build" not in path.parts
    }


def counts_of(workspace, stage):
    return json.loads((workspace.derived / "stages" / f"{stage}.json").read_text())["counts"]


def test_a_build_gives_true_answers_with_their_evidence(build_folder):
    workspace, _ = build_folder({"fern.txt": FERN})
    (review,) = rows(workspace, "reviews")
    press = next(row for row in rows(workspace, "coverage") if row["provision"] == "press_media")

    assert (review["adopted"], review["status"]) == ("2025-03-03", "current")
    assert json.loads(review["derived_due"]) == ["2027-03-03"]
    assert press["level"] == "rules"
    assert press["quote"] == "Only the Chair and the Clerk may speak to the press for the Council."


def test_nothing_changed_means_nothing_done(build_folder):
    _, first = build_folder({"fern.txt": FERN})
    _, second = build_folder({})

    assert set(first) == set(ALL) - {"train"}
    assert second == ()


def test_one_new_document_reads_one_document(build_folder):
    build_folder({"fern.txt": FERN})
    workspace, _ = build_folder({"marsh.txt": MARSH})
    counts = counts_of(workspace, "ingest")

    assert (counts["sources"], counts["read"]) == (2, 1)


def test_another_day_changes_the_judgement_and_reads_nothing(build_folder):
    build_folder({"fern.txt": FERN})
    workspace, ran = build_folder({}, as_of=date(2027, 4, 1))

    assert ran == ("analyse", "reference", "pictures", "report")
    assert rows(workspace, "reviews")[0]["days_overdue"] == "29"
    assert rows(workspace, "changes") == [
        {
            "doc": "fern",
            "what": "status",
            "before": "current",
            "after": "overdue",
            "cause": "as_of",
        }
    ]
    earlier = load_findings(workspace).earlier
    assert (earlier.as_of, earlier.documents) == (date(2026, 11, 22), 1)


def test_the_same_input_gives_the_same_bytes(build_folder):
    one, _ = build_folder({"fern.txt": FERN, "marsh.txt": MARSH})
    other, _ = build_folder({}, out="elsewhere")

    assert contents(one.reports) == contents(other.reports)


def test_an_incremental_build_equals_a_fresh_one(build_folder):
    build_folder({"fern.txt": MARSH})
    grown, _ = build_folder({"fern.txt": FERN, "marsh.txt": MARSH})
    fresh, _ = build_folder({}, out="elsewhere")

    old, new = contents(grown.reports), contents(fresh.reports)
    differing = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    # the runs differ in what changed since the one before, which these count
    assert {name for name in differing if "change" not in name} <= {
        "metrics/analyse.json",
        "data/run.json",
        "data/datapackage.json",
        "data.html",
        "index.html",
    }


def test_a_withdrawn_document_leaves_the_report(build_folder):
    workspace, _ = build_folder({"fern.txt": FERN, "marsh.txt": MARSH})
    (workspace.corpus / "marsh.txt").unlink()
    workspace, _ = build_folder({})

    assert [row["doc"] for row in rows(workspace, "documents")] == ["fern"]
    assert not list(workspace.reports.rglob("marsh*"))


@pytest.mark.parametrize(
    "interrupted",
    [
        pytest.param("pipeline.stages.segment.write_table", id="segment"),
        pytest.param("pipeline.stages.analyse.write_bytes", id="analyse-before-its-snapshot"),
        pytest.param("pipeline.stages.build._sizes", id="after-the-results-before-the-note"),
        pytest.param("pipeline.stages.report.write_tree", id="report"),
        pytest.param("pipeline.stages.build._keep_standing", id="at-the-very-end"),
    ],
)
def test_a_killed_run_is_completed_by_the_next(build_folder, monkeypatch, interrupted):
    build_folder({"fern.txt": MARSH})
    build_folder({}, out="spare")
    undisturbed, _ = build_folder({"fern.txt": FERN, "marsh.txt": MARSH}, out="spare")

    def killed(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(interrupted, killed)
        with pytest.raises(KeyboardInterrupt):
            build_folder({})
    resumed, _ = build_folder({})

    assert contents(resumed.reports) == contents(undisturbed.reports)


def test_a_run_that_was_never_finished_is_no_baseline(build_folder, monkeypatch):
    build_folder({"fern.txt": MARSH})

    def full(*_, **__):
        raise RequestError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.stages.report.write_tree", full)
        with pytest.raises(RequestError):
            build_folder({"marsh.txt": FERN.replace("Fern", "Elm")})
    workspace, _ = build_folder({"fern.txt": FERN})
    causes = {(row["doc"], row["cause"]) for row in rows(workspace, "changes")}

    assert {("marsh", "new"), ("fern", "source")} <= causes


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        pytest.param(".build/documents/*.json", b"", id="document"),
        pytest.param(".build/segments/*.json", b"torn", id="segments"),
        pytest.param(".build/clauses.parquet", b"torn", id="table"),
        pytest.param(".build/findings/cells.jsonl", None, id="finding"),
        pytest.param("data/coverage.csv", b"", id="data"),
        pytest.param("councils/fern.html", None, id="page"),
    ],
)
def test_what_a_power_cut_damaged_is_made_again(build_folder, name, damage):
    workspace, _ = build_folder({"fern.txt": FERN})
    expected = contents(workspace.reports)
    for path in workspace.reports.glob(name):
        path.unlink() if damage is None else path.write_bytes(damage)
    _, ran = build_folder({})

    assert ran
    assert contents(workspace.reports) == expected


def test_damage_that_keeps_the_size_is_made_good_when_it_is_met(build_folder):
    workspace, _ = build_folder({"fern.txt": FERN})
    for path in (*workspace.documents.iterdir(), workspace.clauses):
        path.write_bytes(bytes(path.stat().st_size))
    build_folder({"marsh.txt": MARSH})

    assert {row["state"] for row in rows(workspace, "documents")} == {"text"}


def test_a_source_that_changes_during_a_build_is_read_by_the_next(build_folder, monkeypatch):
    from pipeline.stages import ingest as stage

    real = stage.write_json_records

    def meanwhile(path, records):
        real(path, records)
        (workspace.corpus / "fern.txt").write_text(FERN)

    workspace, _ = build_folder({"elm.txt": MARSH})
    (workspace.corpus / "fern.txt").write_text(MARSH)
    with monkeypatch.context() as patch:
        patch.setattr(stage, "write_json_records", meanwhile)
        build_folder({})
    _, ran = build_folder({})

    assert "ingest" in ran
    assert {row["adopted"] for row in rows(workspace, "reviews")} == {"2021-05-04", "2025-03-03"}


@pytest.mark.parametrize("name", ["index.html", "data/mine.csv", "coverage.xlsx"])
def test_a_strangers_file_under_a_name_of_ours_is_not_overwritten(build_folder, tmp_path, name):
    path = tmp_path / "out" / name
    path.parent.mkdir(parents=True)
    path.write_text("mine")

    with pytest.raises(RequestError, match="no build has written it"):
        build_folder({"fern.txt": FERN})
    assert path.read_text() == "mine"


def test_other_files_of_the_folder_stay(build_folder, tmp_path):
    path = tmp_path / "out" / "minutes" / "2025.docx"
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    build_folder({"fern.txt": FERN})
    build_folder({"fern.txt": MARSH})

    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    "name", ["segment", "coding", "align", "analyse", "reference", "pictures", "report"]
)
def test_a_stage_out_of_order_says_which_file_is_missing(tmp_path, root, name):
    params = read_params(root / "params.yaml")
    workspace = folder_workspace(tmp_path / "corpus", tmp_path / "out", params)

    with pytest.raises(RequestError, match=r"missing\. Run the stage before this one again"):
        run_stage(name, workspace)


def test_a_build_beside_another_is_refused(build_folder):
    workspace, _ = build_folder({"fern.txt": FERN})

    with sole_writer(workspace.lock, of=workspace.reports):
        with pytest.raises(RequestError, match="another build is writing"):
            build_folder({})


@pytest.mark.parametrize(
    ("name", "content", "state"),
    [
        pytest.param("broken.pdf", b"%PDF-1.7 and then nothing", "unreadable", id="damaged-pdf"),
        pytest.param(
            "minutes.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99, "unreadable", id="old-word"
        ),
        pytest.param(
            "sheet.xlsx", b"PK\x03\x04 not a workbook", "unreadable", id="damaged-archive"
        ),
        pytest.param("photo.jpg", b"\xff\xd8\xff\xe0 a photo", "unreadable", id="picture"),
        pytest.param("empty.txt", b"", "empty-confirmed", id="empty"),
    ],
)
def test_one_bad_document_neither_stops_the_run_nor_disappears(build_folder, name, content, state):
    workspace, _ = build_folder({"fern.txt": FERN, name: content})
    documents = {row["doc"]: row for row in rows(workspace, "documents")}
    bad = name.split(".")[0]

    assert documents["fern"]["state"] == "text"
    assert documents[bad]["state"] == state
    assert {r["level"] for r in rows(workspace, "coverage") if r["doc"] == bad} == {"unreadable"}


def test_the_states_of_a_build_add_up_to_its_sources(build_folder):
    workspace, _ = build_folder(
        {"fern.txt": FERN, "fern copy.txt": FERN, "x.jpg": b"\xff\xd8\xff", "broken.pdf": b"%PDF"}
    )
    counts = json.loads((workspace.metrics / "ingest.json").read_text())

    assert counts["sources"] == 4
    assert sum(n for name, n in counts.items() if name.startswith("state:")) == 4


def test_a_file_under_two_names_counts_once(build_folder):
    workspace, _ = build_folder({"fern.txt": FERN, "fern copy.txt": FERN})

    assert {row["doc"] for row in rows(workspace, "coverage")} == {"fern"}
    assert {row["doc"] for row in rows(workspace, "documents")} == {"fern", "fern-copy"}


def test_a_council_without_a_name_is_reported_as_such(build_folder):
    workspace, _ = build_folder({"draft.txt": FERN.replace("Fern Parish Council\n", "")})
    (document,) = rows(workspace, "documents")

    assert document["council"] == "" or "not named" in document["council"]
    assert load_findings(workspace).facts["draft"].council is None


def test_every_document_and_provision_has_a_cell(build_folder):
    workspace, _ = build_folder({"fern.txt": FERN, "marsh.txt": MARSH})
    findings = load_findings(workspace)

    assert len(findings.cells) == 2 * len(findings.codebook.provisions)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_the_corpus_is_never_written_to(build_folder):
    workspace, _ = build_folder({"fern.txt": FERN})
    before = contents(workspace.corpus)
    build_folder({}, as_of=date(2027, 1, 1))

    assert contents(workspace.corpus) == before


def test_a_coder_that_the_main_job_has_trained_is_not_trained_again(trained, tmp_path, monkeypatch):
    params = read_params(ROOT / "params.yaml")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "fern.txt").write_text(FERN)
    main_job = folder_workspace(trained, trained, params)
    workspace = folder_workspace(tmp_path / "corpus", tmp_path / "out", params)
    monkeypatch.setattr("pipeline.stages.build.project_workspace", lambda: main_job)
    ran = build(workspace, until="coding")

    assert ran == ("ingest", "segment", "coding")
    assert workspace.coder.read_bytes() == main_job.coder.read_bytes()
    assert build(workspace, until="coding") == ()
