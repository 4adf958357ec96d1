"""Families from build to build: kept when a document comes, found again on demand."""

import csv

import pytest

from pipeline.stages.build import build

FERN = """Fern Parish Council
Protocol on councillors and staff

1. The press

1.1 Only the Clerk may speak to the newspapers on behalf of the Council.

2. Letters

2.1 Letters to residents are signed by the Clerk and filed by date.

3. Keys

3.1 The keys of the hall are kept by the caretaker in a locked box.
"""
MARSH = (
    FERN.replace("Fern", "Marsh")
    .replace("may speak to the newspapers", "may talk to newspapers or to the radio")
    .replace("3.1 The keys of the hall are", "3.1 Gifts are refused. The keys are")
)
ELM = (
    FERN.replace("Fern", "Elm")
    .replace("and filed by date", "and copied to the Chair")
    .replace("Only the Clerk may speak", "Only the Chair and the Clerk may speak")
)


def families(workspace, *docs):
    text = (workspace.reports / "data" / "families.csv").read_text(encoding="utf-8")
    return {
        (row["doc"], row["n"]): (row["family"], row["name"])
        for row in csv.DictReader(text.splitlines())
        if not docs or row["doc"] in docs
    }


@pytest.fixture
def grown(build_folder):
    """Give the families of two documents before and after a third came, and the workspace."""
    workspace, _ = build_folder({"fern.txt": FERN, "marsh.txt": MARSH})
    before = families(workspace)
    workspace, _ = build_folder({"elm.txt": ELM})
    return before, workspace


def test_a_document_that_comes_moves_no_others_clauses(grown):
    before, workspace = grown
    after = families(workspace)

    assert families(workspace, "fern", "marsh") == before
    # and it has joined those that say the same
    assert {after[place] for place in after if place[0] == "elm"} & {*before.values()}


def ids(workspace):
    return {place: family for place, (family, _) in families(workspace).items()}


def test_lining_up_afresh_is_work_and_keeps_the_ids(grown):
    _, workspace = grown
    before = families(workspace)

    assert build(workspace) == ()
    assert "align" in build(workspace, afresh=True)
    assert ids(workspace) == {place: family for place, (family, _) in before.items()}
    assert build(workspace) == ()


def test_a_document_that_leaves_and_returns_has_its_families_again(grown, build_folder):
    _, workspace = grown
    before = families(workspace)
    (workspace.corpus / "marsh.txt").unlink()
    without, _ = build_folder({})
    left = families(without)
    back, _ = build_folder({"marsh.txt": MARSH})

    assert left == {place: each for place, each in before.items() if place[0] != "marsh"}
    assert families(back) == before


def test_families_of_an_older_form_are_found_again(grown):
    _, workspace = grown
    before = families(workspace)
    workspace.settled.write_bytes(b'{"made_by":"","families":[{"id":"f-1","wordings":[]}]}')

    assert "align" in build(workspace)
    assert families(workspace).keys() == before.keys()
