"""Corrections, from a file beside the documents to everything that people open."""

import csv
import io
import json
import os

import openpyxl
import pytest

from pipeline.stages.analyse import load_findings
from pipeline.store.corrections import COLUMNS

FERN = """Fern Parish Council
Protocol on relations between councillors and staff

1. Purpose

1.1 This protocol explains how councillors and staff are to work together.

2. The press

2.1 Only the Chair and the Clerk may speak to the press for the Council.

3. Papers

3.1 The Clerk keeps a list of the papers that councillors have asked to see.

4. Review

4.1 The Council will review this protocol every two years, as clause 9.9 says.

Adopted by the Council on 3 March 2025
"""
MARSH = FERN.replace("Fern", "Marsh").replace("3 March 2025", "4 May 2021")
PRESS = "Only the Chair and the Clerk may speak to the press for the Council."


def written(*corrections):
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for correction in corrections:
        said = {"who": "A Clerk", "when": "2026-10-03", "doc": "fern", "reason": "as discussed"}
        writer.writerow(said | correction)
    return text.getvalue()


def press(value="mention", **others):
    said = {"what": "provision", "item": "press_media", "value": value, "quote": PRESS}
    return said | others


def rows(workspace, name):
    text = (workspace.reports / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def level(workspace, doc, provision="press_media"):
    (row,) = (
        row
        for row in rows(workspace, "coverage")
        if (row["doc"], row["provision"]) == (doc, provision)
    )
    return row["level"]


def outcomes(workspace):
    return [each.outcome.value for each in load_findings(workspace).corrections]


def test_one_correction_codes_every_councils_reading_of_the_clause(build_folder):
    build_folder({"fern.txt": FERN, "marsh.txt": MARSH})
    workspace, ran = build_folder({"corrections.csv": written(press())})
    codings = {
        (row["doc"], row["basis"], row["level"])
        for row in rows(workspace, "codings")
        if row["provision"] == "press_media"
    }

    assert ran == ("analyse", "reference", "pictures", "report")
    assert codings == {(doc, "correction", "mention") for doc in ("fern", "marsh")}
    assert (level(workspace, "fern"), level(workspace, "marsh")) == ("mention", "mention")
    assert {(row["doc"], row["what"], row["cause"]) for row in rows(workspace, "changes")} == {
        (doc, "coverage:press_media", "correction") for doc in ("fern", "marsh")
    }
    (replayed,) = load_findings(workspace).corrections
    assert (replayed.outcome, [doc for doc, _ in replayed.reached]) == ("applied", ["marsh"])
    assert "Carried over to 1 other reading of it in 1 document." in replayed.note


def test_the_same_corrections_again_change_nothing(build_folder):
    build_folder({"fern.txt": FERN, "corrections.csv": written(press())})
    _, again = build_folder({})
    workspace, ran = build_folder({"elm.txt": MARSH.replace("Marsh", "Elm")})

    assert again == ()
    assert "analyse" in ran
    assert {row["doc"] for row in rows(workspace, "changes")} == {"elm"}
    assert level(workspace, "elm") == "mention"  # a council that came later


def test_a_correction_outlives_a_change_of_the_words(build_folder):
    build_folder({"fern.txt": FERN, "corrections.csv": written(press())})
    workspace, _ = build_folder({"fern.txt": FERN.replace("press for", "newspapers for")})
    (replayed,) = load_findings(workspace).corrections

    assert (replayed.outcome, level(workspace, "fern")) == ("applied", "mention")
    assert replayed.note.endswith("Its words have changed a little.")


def test_a_correction_of_a_withdrawn_document_is_no_longer_applicable(build_folder):
    workspace, _ = build_folder(
        {"fern.txt": FERN, "marsh.txt": MARSH, "corrections.csv": written(press())}
    )
    (workspace.corpus / "fern.txt").unlink()
    workspace, _ = build_folder({})
    (replayed,) = load_findings(workspace).corrections

    assert replayed.outcome == "no_longer_applicable"
    assert replayed.note == "The corpus has no document 'fern', or no longer."
    assert level(workspace, "marsh") == "rules"


def test_a_correction_that_is_taken_back_is_the_cause_of_what_changes(build_folder):
    build_folder({"fern.txt": FERN, "corrections.csv": written(press())})
    workspace, _ = build_folder({"corrections.csv": written()})

    assert level(workspace, "fern") == "rules"
    assert [row["cause"] for row in rows(workspace, "changes")] == ["correction"]


def test_two_people_who_disagree_are_both_left_unheard(build_folder):
    workspace, _ = build_folder(
        {"fern.txt": FERN, "corrections.csv": written(press(), press("absent", who="B Officer"))}
    )

    assert outcomes(workspace) == ["conflicting", "conflicting"]
    assert level(workspace, "fern") == "rules"


def test_corrections_of_dates_are_judged_anew(build_folder):
    date = {"what": "date", "item": "adopted", "value": "03/03/2022"}
    build_folder({"fern.txt": FERN})
    workspace, _ = build_folder({"corrections.csv": written(date)})
    (review,) = rows(workspace, "reviews")
    said = next(each for each in json.loads(review["evidence"]) if each["field"] == "adopted")

    assert (review["adopted"], review["status"]) == ("2022-03-03", "overdue")
    assert json.loads(review["derived_due"]) == ["2024-03-03"]
    assert "corrected" in json.loads(review["flags"])
    assert said["quote"] == "Corrected by A Clerk on 2026-10-03: as discussed"
    assert [row["cause"] for row in rows(workspace, "changes")] == ["correction"]


def test_a_council_is_called_by_its_corrected_name_everywhere(build_folder):
    name = {"what": "council", "value": "Upper Fernleigh Parish Council"}
    workspace, _ = build_folder({"fern.txt": FERN, "corrections.csv": written(name)})
    (document,) = rows(workspace, "documents")

    assert (document["council"], document["council_source"]) == (name["value"], "correction")
    assert name["value"] in (workspace.reports / "index.html").read_text(encoding="utf-8")
    assert load_findings(workspace).facts["fern"].council == name["value"]


def test_a_dismissed_defect_is_gone_and_counted(build_folder):
    before, _ = build_folder({"fern.txt": FERN})
    assert "dangling_reference" in {row["defect"] for row in rows(before, "defects")}
    dismissed = {
        "what": "defect",
        "item": "dangling_reference",
        "value": "dismissed",
        "quote": "as clause 9.9 says",
    }
    workspace, _ = build_folder({"corrections.csv": written(dismissed)})
    counts = json.loads((workspace.metrics / "analyse.json").read_text())

    assert "dangling_reference" not in {row["defect"] for row in rows(workspace, "defects")}
    assert (counts["dismissed"], counts["corrections:applied"]) == (1, 1)


def test_clauses_that_people_bring_together_are_one_family(build_folder):
    other = "Members wishing to inspect documents are noted by our secretary in a register."
    marsh = MARSH.replace(
        "The Clerk keeps a list of the papers that councillors have asked to see.", other
    )
    together = {
        "what": "family",
        "item": "marsh",
        "quote": "keeps a list of the papers that councillors",
        "value": other,
    }
    papers = {
        "what": "provision",
        "item": "access_information",
        "quote": "keeps a list of the papers that councillors",
        "value": "rules",
    }
    workspace, _ = build_folder(
        {"fern.txt": FERN, "marsh.txt": marsh, "corrections.csv": written(together, papers)}
    )
    findings = load_findings(workspace)
    texts = {(clause.doc, clause.n): clause.text for clause in findings.clauses}
    (family,) = (
        family
        for family in findings.families
        if any(texts[m.doc, m.n] == other for m in family.members)
    )
    (basis,) = (
        row["basis"]
        for row in rows(workspace, "codings")
        if (row["doc"], row["provision"]) == ("marsh", "access_information")
    )

    assert [member.doc for member in family.members] == ["fern", "marsh"]
    assert (basis, level(workspace, "marsh", "access_information")) == ("family", "rules")
    workspace, _ = build_folder({"corrections.csv": written(papers)})
    apart = [f for f in load_findings(workspace).families if len(f.members) > 1]
    assert family not in apart


def test_a_row_that_makes_no_sense_stops_nothing(build_folder):
    workspace, _ = build_folder(
        {"fern.txt": FERN, "corrections.csv": written(press(reason=""), press(item="pres_media"))}
    )
    first, second = load_findings(workspace).corrections

    assert first.note == (
        "corrections.csv, line 2: it does not say why. Fill in the column reason."
    )
    assert second.note == (
        "corrections.csv, line 3: 'pres_media' is no provision of the codebook. Did you mean "
        "press_media?"
    )


def test_the_person_at_the_keyboard_is_told_what_was_not_followed(build_folder, capsys):
    from pipeline.cli import _say_corrections

    workspace, _ = build_folder(
        {"fern.txt": FERN, "corrections.csv": written(press(), press(who=""), press(quote="the"))}
    )
    capsys.readouterr()
    _say_corrections(workspace)

    assert capsys.readouterr().out.splitlines() == [
        "Corrections: 1 applied, 1 conflicting, 1 refused.",
        "  corrections.csv, line 3: it does not say who made it. Fill in the column who.",
        "  corrections.csv, line 4: Its words fit several places (2.1, 3.1, 4.1). Quote more of "
        "the clause, or the words before and after it.",
    ]


def test_the_outcome_is_in_the_data_the_workbook_and_the_site(build_folder):
    workspace, _ = build_folder({"fern.txt": FERN, "corrections.csv": written(press())})
    (row,) = rows(workspace, "corrections")
    sheet = openpyxl.load_workbook(workspace.reports / "coverage.xlsx")["Corrections"]
    cells = next([c.value for c in line] for line in sheet.iter_rows(min_row=5, max_row=5))
    page = (workspace.reports / "corrections.html").read_text(encoding="utf-8")
    council = (workspace.reports / "councils" / "fern.html").read_text(encoding="utf-8")

    assert (row["who"], row["outcome"], row["doc"]) == ("A Clerk", "applied", "fern")
    assert "Applied" in cells
    assert row["note"] in cells
    assert all(words in page for words in ("Applied", "A Clerk", "3 October 2026", "as discussed"))
    assert "Corrected by A Clerk on 3 October 2026" in council


@pytest.mark.parametrize("saved_as", ["the-workbook", "the-sheet-as-csv"])
def test_the_workbook_filled_in_and_put_beside_the_documents_is_read(build_folder, saved_as):
    workspace, _ = build_folder({"fern.txt": FERN, "marsh.txt": MARSH})
    book = openpyxl.load_workbook(workspace.reports / "coverage.xlsx")
    sheet = book["Corrections"]
    names = {cell.value: cell.column for cell in sheet[4]}
    for name, value in {
        "Who": "A Clerk",
        "When": "3/10/2026",
        "Document": "Fern Parish Council (fern)",
        "Quote": PRESS,
        "What": "Provision",
        "Item": "Press and media (press_media)",
        "Value": "Mention",
        "Reason": "Says who speaks, not what may be said",
    }.items():
        sheet.cell(5, names[name]).value = value
    if saved_as == "the-workbook":
        data = io.BytesIO()
        book.save(data)
        files = {"corrections.xlsx": data.getvalue()}
    else:
        text = io.StringIO()
        lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
        csv.writer(text, delimiter=";").writerows(lines)
        files = {"corrections.csv": ("\ufeff" + text.getvalue()).encode()}
    workspace, ran = build_folder(files)

    assert outcomes(workspace) == ["applied"]
    assert ran == ("analyse", "reference", "pictures", "report")
    assert level(workspace, "marsh") == "mention"
    assert {row["doc"] for row in rows(workspace, "documents")} == {"fern", "marsh"}
    # the workbook of this run holds the row, and may be saved beside the documents once more
    again = (workspace.reports / "coverage.xlsx").read_bytes()
    workspace, _ = build_folder({"corrections.xlsx": again, "corrections.csv": written()})
    assert outcomes(workspace) == ["applied"]


def test_hostile_words_in_every_field_stay_words(build_folder):
    evil = '=HYPERLINK("http://evil.example")<script>alert(1)</script>{{ 7919*7907 }}'
    row = dict.fromkeys(("who", "quote", "prefix", "suffix", "value", "reason"), evil)
    workspace, _ = build_folder(
        {
            "fern.txt": FERN,
            "corrections.csv": written(
                row | {"what": "council", "quote": ""},
                row | {"what": "date", "item": "title", "quote": PRESS},
                row | {"what": evil, "item": evil, "doc": evil, "when": evil},
            ),
        }
    )
    book = openpyxl.load_workbook(workspace.reports / "coverage.xlsx")
    formulas = [
        c for sheet in book for line in sheet.iter_rows() for c in line if c.data_type == "f"
    ]

    assert outcomes(workspace) == ["applied", "applied", "refused"]
    assert not formulas
    for path in workspace.reports.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "<script>alert" not in page
        assert "62615533" not in page
    for row in rows(workspace, "corrections"):
        assert not [cell for cell in row.values() if cell.startswith("=")]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_cannot_be_opened_is_not_taken_for_an_empty_one(build_folder):
    from pipeline.errors import RequestError

    workspace, _ = build_folder({"fern.txt": FERN, "corrections.csv": written(press())})
    (workspace.corpus / "corrections.csv").chmod(0)
    with pytest.raises((RequestError, PermissionError)):
        build_folder({})
