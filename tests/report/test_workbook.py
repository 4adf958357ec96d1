"""The workbook, opened again."""

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from lxml import html

from pipeline.model import Level
from pipeline.report.publication import publication
from pipeline.report.workbook import book as book_module
from pipeline.report.workbook import workbook
from pipeline.store.corrections import read_corrections


def opened(findings):
    return openpyxl.load_workbook(io.BytesIO(workbook(findings)))


def unzipped(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(f"xl/worksheets/{name}")


def rows_of(findings, sheet):
    heads, *rows = opened(findings)[sheet].iter_rows(min_row=4, values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def cells_of(book):
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


def test_workbook_has_its_sheets_and_the_choices_of_one(findings):
    assert opened(findings).sheetnames == [
        "Read me",
        "Councils",
        "Matrix",
        "Evidence",
        "Prevalence",
        "Dates",
        "Defects",
        "Differences",
        "Shared templates",
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
    for sheet in book:
        if sheet.title not in {"Read me", "Choices"}:
            assert sheet.freeze_panes == "B5"
            assert sheet.auto_filter.ref
            assert sheet.auto_filter.ref.startswith("A4:")


def test_every_sheet_prints_on_a4_with_its_heads_and_its_day(findings):
    for sheet in opened(findings):
        if sheet.title == "Choices":
            continue
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "As of 22 November 2026" in sheet.oddHeader.right.text
        assert sheet.title == "Read me" or sheet.print_title_rows == "$4:$4"


def test_a_print_head_takes_an_ampersand_for_what_it_is(findings):
    named = replace(findings, codebook=replace(findings.codebook, documents="rules & orders"))
    assert b"rules &amp;&amp; orders compared" in unzipped(workbook(named), "sheet2.xml")


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
        if cell.hyperlink and cell.hyperlink.target:
            target = cell.hyperlink.target.replace("\\", "/")
            assert target.startswith(("councils/", "provisions/", "families/", "shared/"))
            assert ".." not in target


def test_every_link_leads_to_a_page_and_a_place_of_the_report(kin):
    files = publication(kin)
    book = openpyxl.load_workbook(io.BytesIO(files["coverage.xlsx"]))
    ids = {
        path: set(html.document_fromstring(data).xpath("//@id"))
        for path, data in files.items()
        if path.endswith(".html")
    }
    links = [cell.hyperlink for cell in cells_of(book) if cell.hyperlink]
    assert len(links) > 100
    for link in links:
        if link.target:
            target = link.target.replace("\\", "/")
            assert target in ids, target
            assert not link.location or link.location in ids[target], (target, link.location)
        else:
            assert link.location.rpartition("!")[0].strip("'") in book.sheetnames


# --- what stands in the sheets ---------------------------------------------------------------


def test_every_sheet_is_explained_on_the_first(findings):
    book = opened(findings)
    explained = {row[0].value for row in book["Read me"].iter_rows()}
    assert set(book.sheetnames) - {"Read me", "Choices"} <= explained
    assert {"Rules", "Mention", "Silent", "Not read", "Overdue"} <= explained


def test_every_council_has_a_line_with_its_counts(findings):
    lines = {row["Council"]: row for row in rows_of(findings, "Councils")}
    assert len(lines) == len(findings.documents)
    line = lines["Stowcote Parish Council"]
    cells = [c for c in findings.cells if c.doc == "council-000" and c.concerned]
    for name, level in (
        ("With rules", Level.RULES),
        ("Mention", Level.MENTION),
        ("Silent", Level.ABSENT),
    ):
        assert line[name] == sum(c.level is level for c in cells)
    assert line["Of provisions"] == len(cells)
    assert (line["Type"], line["County"], line["Reading"]) == ("Parish", "Barsetshire", "Read")
    assert line["Defects"] == 1


def test_nothing_is_counted_of_what_could_not_be_read(findings):
    (line,) = [r for r in rows_of(findings, "Councils") if r["Reading"] == "Could not be read"]
    assert not any(line[name] for name in ("With rules", "Mention", "Silent", "Of provisions"))


def test_every_cell_of_the_matrix_has_its_row_of_evidence(findings):
    rows = rows_of(findings, "Evidence")
    assert len(rows) == len(findings.cells)
    for row in rows:
        if row["Level"] in {"Rules", "Mention"}:
            assert row["Words"]
            assert row["Where"].startswith("clause")
        else:
            assert not row["Words"]
    silent = {row["Where"].split(" at ")[0] for row in rows if row["Level"] == "Silent"}
    assert silent == {"no clause", "look first"}


def test_every_difference_and_standing_has_its_row(county_of):
    found = county_of(12)
    assert len(rows_of(found, "Differences")) == len(found.differences)
    row = rows_of(found, "Differences")[0]
    assert (row["Here"], row["Usual"]) == ("may", "must")
    assert (row["Clauses that say the usual"], row["Of"]) == (3, 4)
    standings = [s for lineage in found.ancestry.lineages for s in lineage.standings]
    assert len(rows_of(found, "Shared templates")) == len(standings) > 0


# --- what people fill in ---------------------------------------------------------------------


def filled(data, row):
    """Fill in the first free row of the sheet of corrections, as a person does."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["Corrections"]
    free = next(at for at in range(5, 300) if not sheet.cell(at, 1).value)
    for column, value in enumerate(row, 1):
        sheet.cell(free, column).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_is_filled_in_is_read_as_a_correction(findings, tmp_path):
    data = workbook(findings)
    book = openpyxl.load_workbook(io.BytesIO(data))
    lists = list(book["Choices"].iter_rows(values_only=True))
    (document,) = [row[0] for row in lists if row[0] and "(council-000)" in row[0]]
    (kind,) = [row[1] for row in lists if row[1] and "(provision)" in row[1]]
    (item,) = [row[2] for row in lists if row[2] and "(press)" in row[2]]
    row = ("A. Clerk", "03/10/2026", document, "some words", "", "", kind, item, "Mention", "why")
    path = tmp_path / "corrections.xlsx"
    path.write_bytes(filled(data, row))
    (correction,) = read_corrections([path])
    assert not correction.problem
    assert (correction.what, correction.value) == ("provision", "mention")
    assert (correction.who, correction.when) == ("A. Clerk", "2026-10-03")


def test_the_columns_to_fill_in_have_their_lists(findings):
    sheet = opened(findings)["Corrections"]
    heads = [cell.value for cell in sheet[4]]
    chosen = {
        heads[cells.min_col - 1]
        for validation in sheet.data_validations.dataValidation
        for cells in validation.sqref.ranges
    }
    assert chosen == {"Document", "What", "Item", "Value"}
    assert all(v.errorStyle == "information" for v in sheet.data_validations.dataValidation)


# --- limits of a sheet -----------------------------------------------------------------------


def test_with_too_many_rows_for_links_the_sheet_says_so(findings, monkeypatch):
    monkeypatch.setattr(book_module, "LINK_LIMIT", 20)
    book = opened(findings)
    assert "too many rows for links" in book["Evidence"]["A2"].value
    assert not [c for row in book["Evidence"].iter_rows() for c in row if c.hyperlink]
    assert book["Councils"]["A5"].hyperlink


def test_with_too_many_rows_for_a_sheet_it_says_where_all_are(findings, monkeypatch):
    monkeypatch.setattr(book_module, "_ROW_LIMIT", 10)
    sheet = opened(findings)["Evidence"]
    assert sheet.max_row == 14
    assert "The first 10 of 30 rows" in sheet["A2"].value


def test_a_large_workbook_holds_the_same_as_a_small_one(findings, monkeypatch):
    small = opened(findings)
    monkeypatch.setattr(book_module, "_MANY", 0)
    assert workbook(findings) == workbook(findings)
    large = opened(findings)
    assert large.sheetnames == small.sheetnames
    for sheet in small:
        values = list(sheet.iter_rows(values_only=True))
        assert list(large[sheet.title].iter_rows(values_only=True)) == values, sheet.title


@pytest.mark.parametrize("payload", ["formula", "excel-escape", "surrogate", "long"])
def test_hostile_text_stays_text_in_a_large_workbook(poisoned_with, monkeypatch, payload):
    monkeypatch.setattr(book_module, "_MANY", 0)
    cells = cells_of(opened(poisoned_with(payload)))
    assert not [cell for cell in cells if cell.data_type == "f"]
    if payload == "excel-escape":
        # as Excel has it, in which _x005F_ stands for the first underline
        assert "_x005F_x0041_" in {cell.value for cell in cells}


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
    values = [row[column].value for row in book[sheet].iter_rows(min_row=5)]
    texts = [value for value in values if value]  # a silent cell has no words
    assert texts
    assert all(len(text) <= 32_767 and "cut here" in text for text in texts)


def test_a_workbook_without_documents_opens(county_of):
    assert opened(county_of(0))["Matrix"]["A4"].value == "Council"
