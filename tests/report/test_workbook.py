"""The workbook, opened again."""

import io
from dataclasses import replace

import openpyxl
import pytest

from pipeline.report.workbook import workbook


def opened(findings):
    return openpyxl.load_workbook(io.BytesIO(workbook(findings)))


def cells_of(book):
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


def test_workbook_has_its_nine_sheets_and_the_choices_of_one(findings):
    assert opened(findings).sheetnames == [
        "Read me",
        "Matrix",
        "Evidence",
        "Prevalence",
        "Dates",
        "Defects",
        "Not read",
        "May be the same",
        "Corrections",
        "Choices",
    ]


def test_the_same_findings_give_the_same_bytes(findings, county_of):
    assert workbook(findings) == workbook(county_of())


def test_every_cell_of_the_matrix_has_a_word_and_a_link(findings):
    sheet = opened(findings)["Matrix"]
    words = [cell for row in sheet.iter_rows(min_row=5, min_col=5) for cell in row]
    assert len(words) == len(findings.cells)
    assert {cell.value.rstrip("?") for cell in words} == {"Rules", "Mention", "Silent", "Not read"}
    questioned = sum(cell.value.endswith("?") for cell in words)
    assert questioned == sum(c.chance is not None and not c.certain for c in findings.cells)
    assert all(cell.hyperlink and cell.hyperlink.location for cell in words)


def test_prevalence_is_counted_as_in_the_data(findings):
    rows = list(opened(findings)["Prevalence"].iter_rows(min_row=5, values_only=True))
    assert len(rows) == len(findings.prevalence)
    for shown, row in zip(rows, findings.prevalence, strict=True):
        assert shown[3:6] == (row.rules, row.read, pytest.approx(row.share))


def test_heads_stay_in_view_and_can_be_filtered(findings):
    book = opened(findings)
    for name in ("Matrix", "Evidence", "Prevalence", "Dates", "Defects", "Not read", "Corrections"):
        assert book[name].freeze_panes == "B5"
        assert book[name].auto_filter.ref


def test_an_unnamed_council_is_called_so(findings):
    names = [row[0].value for row in opened(findings)["Matrix"].iter_rows(min_row=5)]
    assert "Council not named in the document (council-002)" in names


def test_status_is_shown_with_its_day(findings):
    sheet = opened(findings)["Dates"]
    assert "22 November 2026" in sheet["A2"].value
    assert "Overdue by 175 days" in [row[2].value for row in sheet.iter_rows(min_row=5)]


def test_dates_to_be_checked_have_a_column_with_the_reason(findings):
    sheet = opened(findings)["Dates"]
    heads = [cell.value for cell in sheet[4]]
    column = heads.index("To be checked")
    cells = [row[column].value for row in sheet.iter_rows(min_row=5) if row[column].value]
    assert "Adopted: the month may stand before the day" in cells[0].splitlines()
    joined = "the date and its words stand in different lines or cells"
    assert f"Review due: {joined}" in cells[0].splitlines()


def test_what_could_not_be_read_is_a_sheet_with_what_to_do(findings):
    book = openpyxl.load_workbook(io.BytesIO(workbook(findings, doubtful_below=0.8)))
    sheet = book["Not read"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert [(row[0], row[2]) for row in rows] == [
        ("Marsh Ambling Parish Council", "Could not be read"),
        ("Great Fernleigh Town Council", "Read, with something in doubt"),
    ]
    assert rows[0][3] == "It is damaged. Ask the council for another copy."
    assert rows[0][5].startswith("Dear Clerk, ")
    assert "5 sources." in sheet["A2"].value


def test_hostile_text_never_becomes_a_formula(hostile):
    assert not [cell for cell in cells_of(opened(hostile)) if cell.data_type == "f"]


def test_links_lead_only_into_the_report(hostile):
    for cell in cells_of(opened(hostile)):
        if cell.hyperlink:
            target = cell.hyperlink.target.replace("\\", "/")
            assert target.startswith(("councils/", "provisions/"))
            assert ".." not in target


@pytest.mark.parametrize("sheet", ["Evidence", "Defects"])
def test_text_too_long_for_a_cell_is_cut_with_a_mark(findings, sheet):
    long = "x" * 40_000
    book = opened(
        replace(
            findings,
            cells=tuple(replace(c, quote=long) if c.clauses else c for c in findings.cells),
            defects=tuple(
                replace(d, evidence=replace(d.evidence, quote=long)) for d in findings.defects
            ),
        )
    )
    column = {"Evidence": 4, "Defects": 4}[sheet]
    texts = [row[column].value for row in book[sheet].iter_rows(min_row=5)]
    assert texts
    assert all(len(text) <= 32_767 and "cut here" in text for text in texts)


def test_a_workbook_without_documents_opens(county_of):
    assert opened(county_of(0))["Matrix"]["A4"].value == "Council"
