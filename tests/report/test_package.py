"""The data package: stable columns, safe text, the same bytes each time."""

import csv
import io
import json
from dataclasses import replace

import pandas as pd
import pytest

from pipeline.analyse.councils import councils_of
from pipeline.model import Source, State
from pipeline.report.package import data_package

# the promise to those who use the data: these columns first, in this order
COLUMNS = {
    "documents": "doc file council council_type county country title state media_type pages words "
    "language sha256 reader warnings council_source reason bytes electorate url retrieved "
    "text_file duplicate_of source_warnings page_counts recognised ocr_confidence cleaning folded",
    "clauses": "doc n label address path kind text page audience language start end quoted role "
    "intro confidence modality bearer "
    "time_limits numbers pair",
    "codings": "doc n provision level basis",
    "coverage": "doc provision level evidence quote page points_to",
    "reviews": "doc title adopted last_reviewed review_due cadence_months cadence_text "
    "derived_due status days_overdue years_since_review approved_by minute_ref version flags "
    "evidence status_readings certain doubts",
    "families": "family name doc n relation score",
    "lineages": "lineage name doc share clauses core hallmark_doc hallmark_n",
    "kinships": "doc other clauses of common share expected excess chance significant",
    "distinctive": "doc n others sharers",
    "peers": "doc group likenesses council_type county country electors_from electors_to read "
    "unread enough own",
    "peer_groups": "group peer read",
    "practices": "doc provision rules mention absent read certain",
    "differences": "family doc n kind theirs usual",
    "defects": "doc n defect detail quote",
    "changes": "doc what before after cause",
}


@pytest.fixture(scope="module")
def package(findings):
    return data_package(findings)


def rows_of(package, table):
    text = package[f"data/{table}.csv"].decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("table", COLUMNS)
def test_promised_columns_come_first_and_in_order(package, table):
    promised = COLUMNS[table].split()
    head = package[f"data/{table}.csv"].decode().splitlines()[0].split(",")
    assert head[: len(promised)] == promised


@pytest.mark.parametrize("table", COLUMNS)
def test_parquet_holds_the_same_columns_and_rows_as_csv(package, table):
    frame = pd.read_parquet(io.BytesIO(package[f"data/{table}.parquet"]))
    rows = rows_of(package, table)
    assert len(frame) == len(rows)
    assert list(frame.columns) == list(rows[0])


def test_a_doubtful_date_says_why_and_a_certain_one_that_it_is(package):
    by_status = {row["status"]: row for row in rows_of(package, "reviews")}
    doubtful, current = by_status["due_soon"], by_status["current"]
    assert json.loads(doubtful["certain"]) == []
    assert {"field": "adopted", "doubt": "month_first"} in json.loads(doubtful["doubts"])
    assert json.loads(current["certain"]) == ["adopted", "last_reviewed", "cadence", "status"]
    assert json.loads(current["doubts"]) == []


def test_the_same_findings_give_the_same_bytes(package, county_of):
    assert data_package(county_of()) == package


def test_a_package_without_documents_has_headers_only(county_of):
    package = data_package(county_of(0))
    assert all(len(rows_of(package, table)) == 0 for table in COLUMNS)
    assert json.loads(package["data/run.json"])["counts"]["sources"] == 0


def test_descriptor_describes_every_file_and_column(package):
    descriptor = json.loads(package["data/datapackage.json"])
    resources = {resource["path"]: resource for resource in descriptor["resources"]}
    for path, data in package.items():
        if path.endswith((".csv", ".parquet")):
            assert resources[path.removeprefix("data/")]["bytes"] == len(data)
    for table in COLUMNS:
        fields = resources[f"{table}.csv"]["schema"]["fields"]
        head = package[f"data/{table}.csv"].decode().splitlines()[0].split(",")
        assert [field["name"] for field in fields] == head
        assert all(field["type"] and field["description"] for field in fields)


def test_every_foreign_key_leads_to_a_row(package):
    descriptor = json.loads(package["data/datapackage.json"])
    checked = 0
    for resource in descriptor["resources"]:
        for key in resource.get("schema", {}).get("foreignKeys", ()):
            target = {
                tuple(row[name] for name in key["reference"]["fields"])
                for row in rows_of(package, key["reference"]["resource"])
            }
            for row in rows_of(package, resource["name"]):
                assert tuple(row[name] for name in key["fields"]) in target
                checked += 1
    assert checked > 50


def test_every_value_of_a_closed_column_is_one_of_those_described(package):
    descriptor = json.loads(package["data/datapackage.json"])
    for resource in descriptor["resources"]:
        for field in resource.get("schema", {}).get("fields", ()):
            allowed = field.get("constraints", {}).get("enum")
            if allowed:
                found = {row[field["name"]] for row in rows_of(package, resource["name"])}
                assert found <= {*allowed, ""}


def test_states_add_up_to_the_sources(package, findings):
    states = json.loads(package["data/run.json"])["counts"]["states"]
    assert sum(states.values()) == len(findings.sources)
    assert set(states) == {state.value for state in State}


def test_an_unreadable_document_is_never_silent(package):
    cells = [row for row in rows_of(package, "coverage") if row["doc"] == "council-003"]
    assert {cell["level"] for cell in cells} == {"unreadable"}
    review = next(row for row in rows_of(package, "reviews") if row["doc"] == "council-003")
    assert review["status"] == "unreadable"


@pytest.mark.parametrize(
    ("register", "document", "expected"),
    [
        pytest.param("Fern Parish Council", "Other Council", ("Fern Parish Council", "register")),
        pytest.param(None, "Marsh Town Council", ("Marsh Town Council", "document")),
        pytest.param(None, None, ("", "unknown")),
    ],
    ids=["register", "document", "unknown"],
)
def test_council_is_taken_from_the_register_else_the_document(
    findings, register, document, expected
):
    doc = "council-000"
    sources = tuple(replace(s, council=register) if s.doc == doc else s for s in findings.sources)
    facts = {**findings.facts, doc: replace(findings.facts[doc], council=document)}
    named = replace(findings, sources=sources, facts=facts, councils=councils_of(sources, facts))
    rows = rows_of(data_package(named), "documents")
    row = next(row for row in rows if row["doc"] == doc)
    assert (row["council"], row["council_source"]) == expected


def test_how_a_document_was_read_is_in_its_row(package):
    rows = {row["doc"]: row for row in rows_of(package, "documents")}
    scan, typed, unread = (rows[f"council-00{number}"] for number in (1, 0, 3))
    assert json.loads(scan["page_counts"]) == {"pdfium": 2, "qpdf": 2}
    assert json.loads(scan["recognised"]) == [1, 2]
    assert 0.9 < float(scan["ocr_confidence"]) < 0.96
    assert json.loads(scan["cleaning"]) == {"ligatures": 2, "soft_hyphens": 1}
    assert json.loads(scan["folded"]) == [[4, "ﬁ"], [9, "ﬀ"]]
    assert (typed["recognised"], typed["ocr_confidence"], typed["cleaning"]) == ("[]", "", "{}")
    assert (unread["page_counts"], unread["reason"]) == (
        "{}",
        "It is damaged. Ask the council for another copy.",
    )


def test_a_clause_says_how_surely_it_was_recognised(package):
    sure = {
        (row["doc"], row["n"]): row["confidence"]
        for row in rows_of(package, "clauses")
        if row["n"] in {"3", "5"}
    }
    assert (sure["council-001", "3"], sure["council-001", "5"]) == ("0.71", "0.96")
    assert sure["council-000", "3"] == ""


def test_a_duplicate_is_listed_but_counted_once(findings):
    twin = Source("twin", "twin.pdf", "0" * 64, 1000, duplicate_of="council-000")
    document = replace(findings.documents["council-000"], doc="twin", text="")
    package = data_package(
        replace(
            findings,
            sources=(*findings.sources, twin),
            documents={**findings.documents, "twin": document},
        )
    )
    listed = [row["duplicate_of"] for row in rows_of(package, "documents")]
    assert listed.count("council-000") == 1
    assert "twin" not in {row["doc"] for row in rows_of(package, "reviews")}


def test_texts_keep_every_character_that_spans_point_at(package, findings):
    for doc, document in findings.documents.items():
        assert package[f"data/texts/{doc}.txt"].decode() == document.text


def test_no_csv_cell_of_a_hostile_source_starts_a_formula(hostile):
    package = data_package(hostile)
    for path, data in package.items():
        if path.endswith(".csv"):
            for row in csv.reader(io.StringIO(data.decode("utf-8"), newline="")):
                assert not any(cell.startswith(tuple("=+-@\t\r＝＋－＠")) for cell in row)
                assert not any("\0" in cell for cell in row)


def test_hostile_text_survives_in_parquet(hostile):
    package = data_package(hostile)
    frame = pd.read_parquet(io.BytesIO(package["data/clauses.parquet"]))
    assert len(frame) == len(hostile.clauses)
    assert all(len(row) == len(frame.columns) for row in frame.itertuples(index=False))
