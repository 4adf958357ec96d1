"""Builds over other people's folders."""

import csv
import io
import json
import os
from datetime import date

import pytest

from pipeline.stages.analyse import load_findings
from pipeline.stages.build import STAGES, run_stage

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
    counts = json.loads((workspace.metrics / "ingest.json").read_text())

    assert (counts["sources"], counts["read"]) == (2, 1)


def test_another_day_changes_the_judgement_and_reads_nothing(build_folder):
    build_folder({"fern.txt": FERN})
    workspace, ran = build_folder({}, as_of=date(2027, 4, 1))

    assert ran == ("analyse", "report")
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
    # the runs differ in what changed since the one before, and in what was read
    assert {name for name in differing if "change" not in name} <= {
        "metrics/ingest.json",
        "metrics/segment.json",
        "metrics/analyse.json",
        "index.html",
    }


def test_a_withdrawn_document_leaves_the_report(build_folder):
    workspace, _ = build_folder({"fern.txt": FERN, "marsh.txt": MARSH})
    (workspace.corpus / "marsh.txt").unlink()
    workspace, _ = build_folder({})

    assert [row["doc"] for row in rows(workspace, "documents")] == ["fern"]
    assert not list(workspace.reports.rglob("marsh*"))


def test_a_killed_run_is_completed_by_the_next(build_folder, monkeypatch):
    whole, _ = build_folder({"fern.txt": FERN})
    expected = contents(whole.reports)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.stages.align.write_json_records", killed)
        with pytest.raises(KeyboardInterrupt):
            run_stage("align", whole)
    _, ran = build_folder({})

    assert "align" in ran
    assert contents(whole.reports) == expected


@pytest.mark.parametrize(
    ("name", "content", "state"),
    [
        pytest.param("broken.pdf", b"%PDF-1.7 and then nothing", "unreadable", id="damaged-pdf"),
        pytest.param("sheet.xlsx", b"PK\x03\x04 not a workbook", "unsupported", id="unknown-kind"),
        pytest.param("photo.jpg", b"\xff\xd8\xff\xe0 a photo", "unsupported", id="picture"),
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
