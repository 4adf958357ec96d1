"""Two coders' sheets, against worked examples from the literature."""

import io
import json
from dataclasses import replace

import openpyxl
import pytest

from pipeline.cli import main
from pipeline.errors import RequestError
from pipeline.evaluate.agreement import (
    blank_sheet,
    cohen_kappa,
    compare,
    krippendorff_alpha,
    read_sheet,
)
from pipeline.store.codebook import read_codebook

# Krippendorff (2011), section D: four observers, twelve units, values 1 to 5, some missing
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
UNITS = [
    [int(value) for value in unit if value != "."]
    for unit in zip(*(observer.split() for observer in OBSERVERS), strict=True)
]
# the same, section A: two observers, ten units, values 0 and 1
BINARY = list(zip((0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0), strict=True))
# the same, section B: two observers, twelve units, five values
NOMINAL = list(zip("aabbdcccedda", "babbbccceddd", strict=True))


@pytest.mark.parametrize(
    ("units", "scale", "metric", "alpha"),
    [
        pytest.param(UNITS, (1, 2, 3, 4, 5), "nominal", 0.743, id="four-observers-nominal"),
        pytest.param(UNITS, (1, 2, 3, 4, 5), "ordinal", 0.815, id="four-observers-ordinal"),
        pytest.param(UNITS, (1, 2, 3, 4, 5), "interval", 0.849, id="four-observers-interval"),
        pytest.param(BINARY, (0, 1), "nominal", 0.095, id="two-observers-binary"),
        pytest.param(NOMINAL, "abcde", "nominal", 0.692, id="two-observers-five-values"),
        pytest.param([(1, 1), (2, 2), (3, 3)], (1, 2, 3), "ordinal", 1.0, id="full-agreement"),
        pytest.param([(1, 1), (1, 1)], (1, 2, 3), "ordinal", None, id="one-value-only"),
        pytest.param([(1,), (2,)], (1, 2), "ordinal", None, id="nothing-judged-twice"),
        pytest.param([], (1, 2), "ordinal", None, id="nothing"),
    ],
)
def test_alpha_is_that_of_the_published_examples(units, scale, metric, alpha):
    measured = krippendorff_alpha(units, scale, metric=metric)

    assert measured is None if alpha is None else round(measured, 3) == alpha


def test_a_near_miss_costs_less_than_a_far_one():
    same = [("rules", "rules")] * 8 + [("absent", "absent")] * 8 + [("mention", "mention")] * 4
    near, far = [*same, ("rules", "mention")], [*same, ("rules", "absent")]
    scale = ("absent", "mention", "rules")

    assert krippendorff_alpha(near, scale) > krippendorff_alpha(far, scale)
    assert krippendorff_alpha(near, scale, metric="nominal") > 0.9


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        # Cohen (1960), table 1, in hundredths
        pytest.param(
            [("a", "a")] * 88 + [("a", "b")] * 14 + [("a", "c")] * 18
            + [("b", "a")] * 10 + [("b", "b")] * 40 + [("b", "c")] * 10
            + [("c", "a")] * 2 + [("c", "b")] * 6 + [("c", "c")] * 12,
            0.492,
            id="cohen-1960",
        ),
        pytest.param([("a", "a"), ("b", "b")], 1.0, id="full-agreement"),
        pytest.param([("a", "b"), ("b", "a")], -1.0, id="full-disagreement"),
        pytest.param([("a", "a"), ("a", "a")], None, id="one-level-only"),
        pytest.param([], None, id="nothing"),
    ],
)  # fmt: skip
def test_kappa_is_that_of_the_published_example(pairs, kappa):
    measured = cohen_kappa(pairs)

    assert measured is None if kappa is None else round(measured, 3) == kappa


@pytest.fixture(scope="module")
def codebook(root):
    return read_codebook(root / "corpus" / "codebook.yaml")


LONG = (
    "doc,provision,level\nfern,press_media,rules\nfern,equality,absent\nelm,press_media,mention\n"
)
WIDE = "doc;council;Press and media;equality;notes\nfern;Fern;Rules;Silent;x\nelm;Elm;mention;;\n"
LEVELS = {
    ("fern", "press_media"): "rules",
    ("fern", "equality"): "absent",
    ("elm", "press_media"): "mention",
}


def workbook(text, separator=","):
    book = openpyxl.Workbook()
    for line in text.splitlines():
        book.active.append(line.split(separator))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.csv", LONG.encode(), id="long"),
        pytest.param("a.csv", b"\xef\xbb\xbf" + WIDE.encode(), id="wide-as-excel-saves-it"),
        pytest.param("a.csv", ("Coding by A;;\n" + WIDE).encode(), id="below-a-title"),
        pytest.param("a.xlsx", workbook(LONG), id="long-workbook"),
        pytest.param("a.xlsx", workbook(WIDE, ";"), id="wide-workbook"),
        pytest.param(
            "a.csv",
            (LONG + "elm,equality,unreadable\nelm,mediation,\n").encode(),
            id="unread-and-empty-are-not-judged",
        ),
        pytest.param(
            "a.csv",
            LONG.replace("press_media", "Press and media (press_media)").encode(),
            id="identifier-in-brackets",
        ),
    ],
)
def test_a_sheet_is_read_however_it_is_laid_out(tmp_path, codebook, name, data):
    (tmp_path / name).write_bytes(data)

    assert read_sheet(tmp_path / name, codebook) == LEVELS


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("a,b\n1,2\n", "no row has the heads", id="no-heads"),
        pytest.param(LONG + "elm,equality,some\n", "line 5: 'some' is no level", id="level"),
        pytest.param(LONG + "elm,fishing,rules\n", "'fishing' is no provision", id="provision"),
        pytest.param(LONG + "fern,equality,rules\n", "line 5: a second level", id="twice"),
        pytest.param("doc,provision,level\n", "no cell has a level", id="empty"),
        pytest.param("PK\x03\x04 no workbook", "not a workbook that can be read", id="damaged"),
    ],
)
def test_a_sheet_that_cannot_be_used_says_what_to_do(tmp_path, codebook, text, message):
    (tmp_path / "a.csv").write_text(text)

    with pytest.raises(RequestError, match=message):
        read_sheet(tmp_path / "a.csv", codebook)


def test_what_one_coder_left_out_counts_for_nothing():
    first = {("fern", "press"): "rules", ("elm", "press"): "rules", ("fern", "equality"): "absent"}
    second = {("fern", "press"): "rules", ("elm", "press"): "absent"}
    comparison = compare(first, second, ["press", "equality"])
    press, equality = comparison.provisions

    assert (press.n, press.agreed, press.pairs["rules", "absent"]) == (2, 0.5, 1)
    assert (equality.n, equality.agreed, equality.kappa) == (0, None, None)
    assert comparison.disputed == (("elm", "press", "rules", "absent"),)
    assert comparison.one_only == 1


def test_undefined_is_said_and_not_counted_as_full():
    cells = {(doc, "press"): "rules" for doc in ("fern", "elm")}
    lines = compare(cells, cells, ["press"]).table()

    assert lines[1].split() == ["press", "2", "1.000", "undefined", "undefined"]
    assert lines[-1].startswith("undefined: one level only was used")


def test_the_command_gives_figures_and_the_disputed_cells(tmp_path, capsys):
    (tmp_path / "a.csv").write_text(LONG)
    (tmp_path / "b.xlsx").write_bytes(workbook(LONG.replace("mention", "rules")))
    out, figures = tmp_path / "disputed.csv", tmp_path / "figures.json"
    files = [str(tmp_path / name) for name in ("a.csv", "b.xlsx")]
    status = main(["agreement", *files, "--out", str(out), "--json", str(figures)])

    assert status == 0
    assert "They differ on 1 cell." in capsys.readouterr().out
    assert out.read_text() == "doc,provision,a,b\nelm,press_media,mention,rules\n"
    assert json.loads(figures.read_text())["overall"]["n"] == 3


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="no-sheets"),
        pytest.param(["a.csv"], id="one-sheet"),
        pytest.param(["--blank"], id="blank-of-nothing"),
        pytest.param(["nowhere-1.csv", "nowhere-2.csv"], id="missing"),
    ],
)
def test_a_wrong_request_is_refused(arguments, capsys):
    assert main(["agreement", *arguments]) == 2
    assert capsys.readouterr().err.startswith("Error: ")


def test_a_blank_sheet_can_be_filled_in_and_read_again(tmp_path, codebook):
    few = replace(codebook, provisions=codebook.provisions[:2])
    data = blank_sheet([("fern", "=Fern"), ("elm", "")], few)
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["Coding"]
    (choices,) = sheet.data_validations.dataValidation
    sheet["C2"], sheet["D3"] = "rules", "Silent"
    book.save(tmp_path / "filled.xlsx")
    first, second = (provision.id for provision in few.provisions)

    assert str(choices.sqref) == "C2:D3"
    assert sheet["B2"].data_type == "s"
    assert data == blank_sheet([("fern", "=Fern"), ("elm", "")], few)
    assert read_sheet(tmp_path / "filled.xlsx", few) == {
        ("fern", first): "rules",
        ("elm", second): "absent",
    }
