"""Corrections on the site, in the workbook and in the data package."""

import csv
import io
from dataclasses import replace

import openpyxl
import pytest
from lxml import html

from pipeline.model import Correction, Outcome, Replayed
from pipeline.report.package import data_package, run_record
from pipeline.report.site import site
from pipeline.report.workbook import workbook

PRESS = Correction(
    "corrections.csv",
    2,
    "A Clerk",
    "2026-10-03",
    "council-000",
    "Only the Chair",
    "",
    "",
    "provision",
    "press",
    "mention",
    "as discussed",
)
CORRECTIONS = (
    Replayed(PRESS, Outcome.APPLIED, "It changed.", 2, (("council-002", 2),)),
    Replayed(
        replace(PRESS, line=3, doc="gone", who="B Officer"),
        Outcome.NO_LONGER_APPLICABLE,
        "It is gone.",
    ),
    Replayed(replace(PRESS, line=4, value="?"), Outcome.REFUSED, "corrections.csv, line 4: no."),
    Replayed(
        replace(PRESS, line=5, what="date", item="adopted", value="2021"), Outcome.APPLIED, "So.", 2
    ),
    Replayed(
        replace(PRESS, line=6, what="council", item="", value="Stowcote Parish Council"),
        Outcome.APPLIED,
        "So.",
    ),
    Replayed(
        replace(PRESS, line=7, what="defect", item="placeholder", value="dismissed"),
        Outcome.APPLIED,
        "Dismissed.",
        1,
    ),
)


@pytest.fixture(scope="module")
def corrected(findings):
    return replace(findings, corrections=CORRECTIONS)


@pytest.fixture(scope="module")
def pages(corrected):
    return {
        path: html.document_fromstring(data.decode())
        for path, data in site(corrected).items()
        if path.endswith(".html")
    }


def text_of(element):
    return " ".join(element.text_content().split())


def test_the_page_lists_them_those_first_to_which_a_person_has_to_see(pages):
    rows = pages["corrections.html"].xpath("//table[@data-filter]/tbody/tr")
    shown = [" | ".join(text_of(cell) for cell in row) for row in rows]

    assert [row.get("id") for row in rows[:3]] == ["correction-3", "correction-1", "correction-4"]
    assert shown[0].startswith("Stowcote Parish Council | Refused")
    assert "Provision: Press and media: MentionOnly the Chair | It changed." in shown[1]
    assert "A Clerk, 3 October 2026 (corrections.csv, line 2) | as discussed" in shown[1]
    assert shown[-1].startswith("gone | No longer applicable")


def test_they_are_counted_by_outcome(pages):
    rows = pages["corrections.html"].xpath("//table[@class='figures']/tbody/tr")
    counts = {text_of(row[0]): text_of(row[2]) for row in rows}

    assert counts == {
        "Applied": "4",
        "No longer applicable": "1",
        "Conflicting": "0",
        "Refused": "1",
    }


def test_every_page_leads_to_them(pages, findings):
    for path, page in pages.items():
        (link,) = page.xpath("//footer//a[contains(@href, 'corrections.html')]")
        assert text_of(link) == "what became of them", path
    bare = html.document_fromstring(site(findings)["corrections.html"].decode())
    assert "None has been made." in text_of(bare)


def test_a_councils_page_marks_what_was_corrected(pages):
    page = pages["councils/council-000.html"]
    by = "Corrected by A Clerk on 3 October 2026"
    marks = page.xpath("//a[contains(@href, 'corrections.html#')]")

    assert [text_of(mark) for mark in marks] == [by] * 4
    assert by in text_of(page.xpath("//*[@id='p-press']")[0])
    assert by in text_of(page.xpath("//section[@aria-labelledby='defects']")[0])
    carried = pages["councils/council-002.html"].xpath("//*[@id='p-press']")[0]
    assert f"{by}, of another reading of the clause" in text_of(carried)


def test_a_correction_says_where_a_councils_name_is_from(pages):
    about = pages["councils/council-000.html"].xpath("//section[@aria-labelledby='about']")[0]
    assert "a correction by a person" in text_of(about)


def test_the_data_package_has_a_row_for_each(corrected):
    text = data_package(corrected)["data/corrections.csv"].decode()
    first, *_, last = csv.DictReader(io.StringIO(text))

    assert " ".join(list(first)[:10]) == ("who when doc quote prefix suffix what item value reason")
    assert (first["outcome"], first["note"], first["n"]) == ("applied", "It changed.", "2")
    assert (first["reached"], first["line"]) == ('[["council-002", 2]]', "2")
    assert last["what"] == "defect"
    assert run_record(corrected)["counts"]["corrections"] == {
        "applied": 4,
        "no_longer_applicable": 1,
        "conflicting": 0,
        "refused": 1,
    }


def test_the_workbook_has_a_sheet_to_fill_in(corrected):
    book = openpyxl.load_workbook(io.BytesIO(workbook(corrected)))
    sheet = book["Corrections"]
    lists = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    column = {}
    for name, letter in zip(("documents", "kinds", "items", "values"), "ABCD", strict=True):
        column[name] = [cell.value for cell in book["Choices"][letter] if cell.value]

    assert "Save this workbook as corrections.xlsx in the folder" in sheet["A2"].value
    assert [sheet.cell(5, place).value for place in (1, 3, 11, 12)] == [
        "A Clerk",
        "Stowcote Parish Council (council-000)",
        "Applied",
        "It changed.",
    ]
    assert book["Choices"].sheet_state == "hidden"
    assert lists["C5:C210"] == "Choices!$A$1:$A$5"
    assert set(lists) == {"C5:C210", "G5:G210", "H5:H210", "I5:I210"}
    assert column["kinds"][0] == "Provision (provision)"
    assert {"Press and media (press)", "Last reviewed (last_reviewed)"} <= set(column["items"])
    assert "Blank never filled in (placeholder)" in column["items"]
    assert column["values"][:3] == ["Rules", "Mention", "Silent"]
    assert sheet["D11"].number_format == "@"  # so that what is typed stays as it is
