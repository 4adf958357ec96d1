"""Labels that cannot be used say where they are wrong and what to do."""

import json

import pytest

from pipeline.errors import RequestError
from pipeline.evaluate import read_gold

GOOD = "doc,council,press,press_evidence\nfern,Fern,rules,2\nmarsh,Marsh,absent,\n"


def read(folder):
    return read_gold(folder, folder.parent / "corpus")


def test_labels_are_read_with_their_evidence_and_codes(gold):
    assert gold.docs == ("fern", "marsh")
    assert gold.evidence["fern", "press"] == ((2, "rules"), (3, "mention"))
    assert gold.evidence["marsh", "press"] == ()
    assert gold.codes == {("fern", 2): (("press", "rules"),)}


@pytest.mark.parametrize("name", ["codes.jsonl"])
def test_files_that_may_be_missing(gold_folder, name):
    (gold_folder / name).unlink()

    assert read(gold_folder).codes == {}


@pytest.mark.parametrize(
    "name", ["clauses.jsonl", "coverage.csv", "families.jsonl", "pairs.jsonl", "reviews.json"]
)
def test_a_missing_file_is_named_with_those_that_belong_there(gold_folder, name):
    (gold_folder / name).unlink()

    with pytest.raises(RequestError, match=r"holds clauses\.jsonl, coverage\.csv") as error:
        read(gold_folder)
    assert str(error.value).startswith(str(gold_folder / name))


@pytest.mark.parametrize(
    ("name", "content", "place", "message"),
    [
        pytest.param("clauses.jsonl", "", "", "holds no clauses", id="no-clauses"),
        pytest.param("clauses.jsonl", "\n\n", "", "holds no clauses", id="blank-lines"),
        pytest.param("clauses.jsonl", "\n{doc", ":2", "not valid JSON", id="clause-not-json"),
        pytest.param("clauses.jsonl", '{"n": 1}', ":1", "has no 'doc'", id="clause-without-doc"),
        pytest.param("clauses.jsonl", "[1]", ":1", "is not as it should be", id="clause-a-list"),
        pytest.param("coverage.csv", "", ":1", "no column `doc`", id="empty"),
        pytest.param("coverage.csv", "fern,rules\n", ":1", "no column `doc`", id="no-header"),
        pytest.param(
            "coverage.csv", "doc,council\nfern,Fern\n", ":1", "no provisions", id="no-provisions"
        ),
        pytest.param(
            "coverage.csv", "doc,press\n", "", "no line for fern, marsh", id="header-only"
        ),
        pytest.param(
            "coverage.csv", "doc,press\nfern,rules\n", "", "no line for marsh", id="one-missing"
        ),
        pytest.param(
            "coverage.csv",
            GOOD.replace("absent", "none"),
            ":3",
            "level of press is 'none'; write rules, mention or absent",
            id="no-such-level",
        ),
        pytest.param(
            "coverage.csv", "doc,press\nfern\n", ":2", "level of press is ''", id="short-line"
        ),
        pytest.param(
            "coverage.csv", GOOD + "fern,Fern,rules,2\n", ":4", "has a line above", id="twice"
        ),
        pytest.param(
            "coverage.csv",
            GOOD.replace("marsh", "mrash"),
            ":3",
            "'mrash' has no clauses in clauses.jsonl",
            id="misspelt",
        ),
        pytest.param("families.jsonl", '{"id": 1}', ":1", "has no 'members'", id="family"),
        pytest.param("pairs.jsonl", '{"a": {}}', ":1", "has no 'doc'", id="pair"),
        pytest.param("codes.jsonl", '{"doc": "fern"}', ":1", "has no 'codes'", id="codes"),
        pytest.param(
            "codes.jsonl",
            '{"doc": "fern", "n": 1, "codes": [{"id": "press", "strength": "strong"}]}',
            ":1",
            "has no 'strong'",
            id="codes-of-no-such-strength",
        ),
        pytest.param("reviews.json", "", ":1", "not valid JSON", id="reviews-empty"),
        pytest.param("reviews.json", "[]", ":1", "not a JSON object", id="reviews-a-list"),
        pytest.param("reviews.json", '{"councils": {}}', "", "`as_of` is 'missing'", id="no-as-of"),
        pytest.param(
            "reviews.json",
            '{"as_of": "soon", "councils": {}}',
            "",
            "`as_of` is 'soon'. Give the day",
            id="as-of-no-day",
        ),
        pytest.param(
            "reviews.json", '{"as_of": "2026-11-22"}', "", "`councils` is not", id="no-councils"
        ),
        pytest.param(
            "reviews.json",
            '{"as_of": "2026-11-22", "councils": {"fern": {"status": "current"}}}',
            ": councils: fern",
            "has no 'adopted'",
            id="review-without-a-field",
        ),
        pytest.param(
            "reviews.json",
            '{"as_of": "2026-11-22", "councils": {}, "findings": {}}',
            "",
            "`findings` is not a list",
            id="findings-no-list",
        ),
        pytest.param("defects.json", "{", ":1", "not valid JSON", id="defects-not-json"),
        pytest.param(
            "disputed.csv", "doc,cell\nfern,press\n", ":2", "has no 'provision'", id="disputed"
        ),
        pytest.param(
            "reviews.json",
            '{"as_of": "2026-11-22", "councils": {}, "findings": [{"doc": "fern"}]}',
            ": findings: entry 1",
            "has no 'evidence'",
            id="finding-without-evidence",
        ),
    ],
)
def test_a_file_that_is_not_as_it_should_be(gold_folder, name, content, place, message):
    (gold_folder / name).write_text(content, encoding="utf-8")

    with pytest.raises(RequestError) as error:
        read(gold_folder)

    assert str(error.value).startswith(f"{gold_folder / name}{place}: ")
    assert message in str(error.value)


def test_text_in_another_encoding(gold_folder):
    (gold_folder / "coverage.csv").write_bytes("doc,press\nffynnon,ŵ\n".encode("utf-16"))

    with pytest.raises(RequestError, match="not UTF-8 text"):
        read(gold_folder)


def test_a_table_from_a_spreadsheet_is_read(gold_folder):
    content = "\ufeff" + GOOD.replace("\n", "\r\n")
    (gold_folder / "coverage.csv").write_bytes(content.encode())

    assert read(gold_folder).coverage["marsh", "press"] == "absent"


def test_a_line_separator_inside_a_label_cuts_no_line(gold_folder):
    path = gold_folder / "clauses.jsonl"
    row = json.loads(path.read_text().splitlines()[0])
    row["note"] = "one\u2028two"
    path.write_text(path.read_text() + json.dumps(row, ensure_ascii=False), encoding="utf-8")

    assert read(gold_folder).clauses["fern"][-1].note == "one\u2028two"
