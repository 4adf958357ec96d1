"""Files of corrections, as people and spreadsheets write them."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from pipeline.errors import RequestError
from pipeline.store.corpus import read_corpus
from pipeline.store.corrections import (
    COLUMNS,
    corrections_digest,
    find_corrections,
    read_corrections,
)

HEAD = ",".join(COLUMNS)
GOOD = "A Clerk,2026-10-03,fern,Only the Chair,,,provision,press_media,rules,as discussed"


def saved(folder, data, name="corrections.csv"):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def row(tmp_path, **fields):
    cells = dict(zip(COLUMNS, GOOD.split(","), strict=True)) | fields
    line = ",".join(f'"{cells[name]}"' for name in COLUMNS)
    (read,) = read_corrections([saved(tmp_path, f"{HEAD}\n{line}\n")])
    return read


def workbook(*lines, title="Corrections", heads=COLUMNS):
    book = openpyxl.Workbook()
    book.active.title = title
    book.active.append(heads)
    for line in lines:
        book.active.append(line)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


SEMICOLONS = f"{HEAD}\n{GOOD}\n".replace(",", ";")
TITLED = f"Corrections,,,,,,,,,\nAs of today,,,,,,,,,\n,,,,,,,,,\n{HEAD},Outcome\n{GOOD},Applied\n"
PLAIN_HEADS = HEAD.replace("doc", "Document").replace("prefix", "Words before").title()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(f"{HEAD}\n{GOOD}\n", id="plain"),
        pytest.param(f"{HEAD}\r\n{GOOD}\r\n,,,,,,,,,\r\n", id="windows-and-an-empty-row"),
        pytest.param("\ufeff" + SEMICOLONS, id="as-excel-saves-it-in-europe"),
        pytest.param("sep=;\n" + SEMICOLONS, id="with-a-separator-line"),
        pytest.param(f"{HEAD}\n{GOOD}\n".replace(",", "\t").encode("utf-16"), id="unicode-text"),
        pytest.param(TITLED, id="below-a-title"),
        pytest.param(f"{PLAIN_HEADS}\n{GOOD}\n", id="heads-in-plain-words"),
        pytest.param(f"{HEAD}\n{GOOD}\n".replace("2026-10-03", "03/10/2026"), id="day-first"),
        pytest.param(workbook(GOOD.split(",")), id="workbook"),
        pytest.param(
            workbook([date(2026, 10, 3) if c == "2026-10-03" else c for c in GOOD.split(",")]),
            id="workbook-with-a-date",
        ),
        pytest.param(workbook(GOOD.split(","), title="Tabelle1"), id="sheet-of-another-name"),
    ],
)
def test_corrections_are_read_as_spreadsheets_save_them(tmp_path, data):
    (correction,) = read_corrections([saved(tmp_path, data)])

    assert [getattr(correction, name) for name in COLUMNS] == GOOD.split(",")
    assert not correction.problem


@pytest.mark.parametrize(
    ("fields", "item", "value"),
    [
        pytest.param({"value": "Silent"}, "press_media", "absent", id="silent"),
        pytest.param({"value": " RULES "}, "press_media", "rules", id="capitals"),
        pytest.param(
            {"what": "Provision (provision)", "value": "Mention"},
            "press_media",
            "mention",
            id="chosen",
        ),
        pytest.param(
            {"what": "date", "item": "Last reviewed", "value": "3/5/24"},
            "last_reviewed",
            "2024-05-03",
            id="date",
        ),
        pytest.param(
            {"what": "date", "item": "review_due", "value": "May 2027"},
            "review_due",
            "2027-05",
            id="month",
        ),
        pytest.param(
            {"what": "date", "item": "adopted", "value": "May-24"}, "adopted", "2024-05", id="excel"
        ),
        pytest.param(
            {"what": "date", "item": "adopted", "value": "2019"}, "adopted", "2019", id="year"
        ),
        pytest.param(
            {"what": "date", "item": "adopted", "value": "None"}, "adopted", "none", id="no-date"
        ),
        pytest.param(
            {"what": "date", "item": "cadence_months", "value": "[6, 24]"},
            "cadence_months",
            "[6, 24]",
            id="months-as-in-the-table",
        ),
        pytest.param(
            {"what": "date", "item": "minute_ref", "value": "24/117"},
            "minute_ref",
            "24/117",
            id="words-stay",
        ),
        pytest.param({"what": "family", "value": "ALONE"}, "", "alone", id="alone"),
        pytest.param(
            {
                "what": "defect",
                "item": "Points nowhere (dangling_reference)",
                "value": "Dismissed",
            },
            "dangling_reference",
            "dismissed",
            id="defect",
        ),
        pytest.param(
            {"what": "council", "value": " Fern  Parish Council", "quote": ""},
            "",
            "Fern Parish Council",
            id="council-without-a-quote",
        ),
    ],
)
def test_what_is_well_formed_is_made_uniform(tmp_path, fields, item, value):
    correction = row(tmp_path, **fields)

    assert not correction.problem
    assert (correction.item, correction.value) == (item, value)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        pytest.param(
            {"who": " "}, "it does not say who made it. Fill in the column who.", id="who"
        ),
        pytest.param(
            {"when": ""}, "it does not say when it was made. Fill in the column when.", id="when"
        ),
        pytest.param({"reason": ""}, "it does not say why. Fill in the column reason.", id="why"),
        pytest.param(
            {"doc": ""},
            "it does not say of which document it is. Fill in the column doc.",
            id="doc",
        ),
        pytest.param(
            {"when": "last week"}, "'last week' is no day. Write when as YYYY-MM-DD.", id="no-day"
        ),
        pytest.param(
            {"when": "2026-10"}, "'2026-10' is no day. Write when as YYYY-MM-DD.", id="month-only"
        ),
        pytest.param(
            {"when": "10/31/2026"}, "'10/31/2026' is no day. Write when as YYYY-MM-DD.", id="us"
        ),
        pytest.param(
            {"what": "level"},
            "'level' is nothing that can be corrected. Write one of provision, family, date, "
            "council, defect in the column what.",
            id="what",
        ),
        pytest.param(
            {"quote": ""},
            "it quotes no words. Copy some words of the clause into quote.",
            id="quote",
        ),
        pytest.param(
            {"value": "unreadable"},
            "'unreadable' is no level. Write rules, mention or absent in value.",
            id="level",
        ),
        pytest.param(
            {"item": ""},
            "it names no provision. Write its identifier or title in item.",
            id="no-provision",
        ),
        pytest.param(
            {"what": "date", "item": "adopted", "value": "32/13/2024"},
            "'32/13/2024' cannot be understood. Write the date as precisely as the document does: "
            "YYYY-MM-DD, YYYY-MM or YYYY.",
            id="impossible-date",
        ),
        pytest.param(
            {"what": "date", "item": "adopted", "value": ""},
            "it gives no value. Write none if the document does not state it.",
            id="no-value",
        ),
        pytest.param(
            {"what": "date", "item": "cadence_months", "value": "0"},
            "'0' cannot be understood. Write the months between two reviews, from 1 to 240.",
            id="no-months",
        ),
        pytest.param(
            {"what": "council", "value": ""},
            "it gives no name. Write the name of the council in value.",
            id="no-name",
        ),
    ],
)
def test_what_is_not_is_refused_with_file_line_finding_and_remedy(tmp_path, fields, problem):
    assert row(tmp_path, **fields).problem == f"corrections.csv, line 2: {problem}"


def test_the_examples_of_the_documentation_are_well_formed(tmp_path, root):
    lines = (root / "docs" / "corrections.md").read_text(encoding="utf-8").splitlines()
    first = next(place for place, line in enumerate(lines) if line.strip() == HEAD)
    block = "\n".join(line.strip() for line in lines[first : lines.index("", first)])
    read = read_corrections([saved(tmp_path, block)])

    assert len(read) == 7
    assert [each.problem for each in read if each.problem] == []


def test_a_malformed_row_does_not_hide_the_others(tmp_path):
    text = f'{HEAD}\n{GOOD}\n,,,\n{GOOD.replace("rules", "?")}\n{GOOD}\n"open,{GOOD}\n'
    read = read_corrections([saved(tmp_path, text)])

    assert [(each.line, bool(each.problem)) for each in read] == [
        (2, False),
        (4, True),
        (5, False),
        (0, True),
    ]
    assert "corrections.csv: line 6: not a row of a CSV file" in read[-1].problem


def test_both_files_are_read_however_their_names_are_capitalised(tmp_path):
    saved(tmp_path, f"{HEAD}\n{GOOD}\n", "Corrections.CSV")
    saved(tmp_path, workbook(GOOD.split(",")), "corrections.xlsx")
    paths = find_corrections(tmp_path)

    assert [each.file for each in read_corrections(paths)] == [
        "Corrections.CSV",
        "corrections.xlsx",
    ]
    assert find_corrections(tmp_path / "nowhere") == ()


def test_corrections_are_no_documents(tmp_path):
    saved(tmp_path, "Fern Parish Council", "fern.txt")
    for name in ("corrections.csv", "CORRECTIONS.xlsx", "corrections.ods", "~$corrections.xlsx"):
        saved(tmp_path, "x", name)
    (tmp_path / "sources").mkdir()
    saved(tmp_path / "sources", "x", "corrections.xlsx")
    corpus = read_corpus(tmp_path)

    assert [source.doc for source in corpus.sources] == ["fern"]
    assert [notice.split(":")[0] for notice in corpus.notices] == [
        "corrections.ods",
        "sources/corrections.xlsx",
    ]


def test_a_month_that_a_spreadsheet_took_for_a_day_stays_a_month(tmp_path):
    line = ["A", "2026-10-03", "fern", "", "", "", "date", "adopted", date(2024, 5, 1), "so"]
    book = openpyxl.load_workbook(io.BytesIO(workbook(line)))
    book.active["I2"].number_format = "mmm-yy"
    book.save(tmp_path / "corrections.xlsx")
    (correction,) = read_corrections([tmp_path / "corrections.xlsx"])

    assert correction.value == "2024-05"


def test_no_formula_is_worked_out(tmp_path):
    line = GOOD.split(",")
    line[0] = '=HYPERLINK("http://evil.example")'
    (correction,) = read_corrections([saved(tmp_path, workbook(line), "corrections.xlsx")])

    assert correction.problem.endswith("it does not say who made it. Fill in the column who.")


def archive(**parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return data.getvalue()


def changed(name, change):
    """Give a workbook with one of its parts changed."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(GOOD.split(",")))) as book:
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as other:
            for part in book.namelist():
                content = book.read(part)
                other.writestr(part, change(content) if part == name else content)
    return data.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha">]>'


@pytest.mark.parametrize(
    ("data", "finding"),
    [
        pytest.param(b"PK\x03\x04 and then nothing", "not a workbook", id="damaged"),
        pytest.param(archive(a=b"x"), "not a workbook", id="another-archive"),
        pytest.param(workbook(GOOD.split(","))[:-400], "not a workbook", id="cut-short"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "locked with a password", id="locked"),
        pytest.param(archive(a=b"0" * 65_000_000), "too large when inflated", id="bomb"),
        pytest.param(changed(SHEET, lambda xml: LAUGHS + xml), "not a workbook", id="entities"),
        pytest.param(
            changed(SHEET, lambda xml: xml.decode().encode("utf-16")), "not a workbook", id="utf-16"
        ),
        pytest.param(changed(SHEET, lambda xml: xml[:-90]), "not a workbook", id="torn-xml"),
        pytest.param(
            changed(SHEET, lambda xml: xml.replace(b't="', b't="s')),
            "not a workbook",
            id="no-string",
        ),
        pytest.param(workbook(heads=["a", "b"]), "no row has the heads", id="other-heads"),
        pytest.param(b"", "no row has the heads", id="empty"),
        pytest.param(b"x" * (20 * 1024 * 1024 + 1), "larger than 20 MiB", id="large"),
        pytest.param(bytes(range(256)) * 40, "", id="anything"),
    ],
)
def test_a_file_that_cannot_be_used_is_reported_and_stops_nothing(tmp_path, data, finding):
    read = read_corrections([saved(tmp_path, data, "corrections.xlsx")])

    assert finding in read[-1].problem
    assert read[-1].line == 0


def test_a_sheet_that_claims_a_million_rows_takes_no_time(tmp_path):
    xml = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    data = changed(SHEET, lambda sheet: sheet.replace(b"</sheetData>", xml))
    (correction,) = read_corrections([saved(tmp_path, data, "corrections.xlsx")])

    assert not correction.problem


def test_a_file_that_is_no_file_says_so(tmp_path):
    with pytest.raises(RequestError, match="cannot be opened"):
        read_corrections([tmp_path / "corrections.csv"])


def test_the_digest_is_of_what_is_said_and_not_of_how_it_is_saved(tmp_path):
    first = read_corrections([saved(tmp_path, f"{HEAD}\n{GOOD}\n")])
    second = read_corrections([saved(tmp_path, "\ufeff" + SEMICOLONS)])
    third = read_corrections([saved(tmp_path, workbook(GOOD.split(",")))])

    assert corrections_digest(first) == corrections_digest(second) == corrections_digest(third)
    assert corrections_digest(read_corrections([saved(tmp_path, f"{HEAD}\n")])) == ""
    assert corrections_digest(first) != corrections_digest([*first, row(tmp_path, who="B")])
