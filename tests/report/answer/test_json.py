"""The answer for programs: as the schema says, whatever the draft is and says."""

import json
import re
from dataclasses import replace

import jsonschema
import pytest

from pipeline.model import State
from pipeline.report.answer.as_json import answer_json, schema
from tests.checking.examples import answer
from tests.report.answer.examples import alone, few, full, unread
from tests.report.answer.test_page import HOSTILE, everything
from tests.report.payloads import filled
from tests.report.test_payloads import Texts

VALIDATOR = jsonschema.Draft202012Validator(schema())


def read(check):
    made = json.loads(answer_json(check))
    VALIDATOR.validate(made)
    return made


@pytest.mark.parametrize(
    "check",
    [answer(), full(), everything(), few(), alone(), *(unread(state) for state in State)],
    ids=["by-hand", "full", "everything", "few", "alone", *State],
)
def test_an_answer_is_as_the_schema_says(check):
    read(check)


def test_the_schema_is_one_and_asks_for_every_field():
    jsonschema.Draft202012Validator.check_schema(schema())
    open_ones = []

    def walk(node, path):
        if isinstance(node, dict):
            if node.get("type") == "object" and (
                node.get("additionalProperties") is not False
                or node["required"] != list(node["properties"])
            ):
                open_ones.append(path)
            for key, item in node.items():
                walk(item, f"{path}/{key}")
        elif isinstance(node, list):
            for key, item in enumerate(node):
                walk(item, f"{path}/{key}")

    walk(schema(), "")
    assert open_ones == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("version", 2, id="another-version"),
        pytest.param("as_of", None, id="no-day"),
        pytest.param("remarks", [{"topic": "praise"}], id="unknown-topic"),
        pytest.param("extra", 1, id="unknown-field"),
    ],
)
def test_what_is_no_answer_is_refused(field, value):
    made = json.loads(answer_json(full())) | {field: value}
    assert not VALIDATOR.is_valid(made)


def test_all_of_the_answer_is_there():
    made = read(full())
    assert made["version"] == 1
    assert made["summary"][0] == "Your protocol has rules on 1 of 4 provisions."
    assert [cell["level"] for cell in made["provisions"]] == [
        *("rules", "absent", "absent", "mention")
    ]
    assert [(gap["provision"], gap["usual"], gap["certain"]) for gap in made["gaps"]] == [
        ("press", True, True),
        ("grievance", True, False),
        ("correspondence", False, True),
    ]
    assert made["gaps"][0]["alike"] == {"rules": 4, "mention": 0, "absent": 1, "read": 5}
    assert made["gaps"][0]["wordings"][0]["council"] == "Aldford Parish Council"
    assert made["departures"][0]["reading_of"]["council"] == "Aldford Parish Council"
    assert made["review"]["status"] == "overdue"
    assert made["review"]["review_due"] == "2023-05"
    assert {remark["topic"] for remark in made["remarks"]} >= {"missing", "weaker", "law", "own"}
    assert [remark["title"] for remark in made["remarks"] if remark["quiet"]] == [
        "Names correspondence without a rule"
    ]
    assert made["measure"]["run_id"] == "0123456789abcdef"
    assert made["compared_with"]["used"] == "alike"
    assert read(few())["compared_with"]["used"] == "all"


def test_spans_and_numbers_lead_to_the_words():
    made = read(full())
    text = full().document.text
    clauses = {clause["n"]: clause for clause in made["clauses"]}
    found = [defect["evidence"] for defect in made["defects"]]
    found += [departure["evidence"] for departure in made["departures"]]
    found += [remark for remark in made["remarks"] if remark["start"] is not None]
    for each in found:
        assert text[each["start"] : each["end"]] == each["quote"]
        assert clauses[each["n"]]["start"] <= each["start"]
        assert each["end"] <= clauses[each["n"]]["end"]


def test_of_an_unread_draft_only_the_reason_is_told():
    made = read(unread())
    assert made["reading"]["readable"] is False
    assert made["reading"]["reason"] == "It asks for a password."
    assert "without one" in made["reading"]["what_to_do"]
    assert made["review"] is None
    lists = ("summary", "steps", "remarks", "provisions", "gaps", "defects", "clauses")
    assert not any(made[name] for name in lists)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("/home/clerk/drafts/Protocol.docx", "Protocol.docx"),
        (r"C:\Users\clerk\Protocol.docx", "Protocol.docx"),
        ("Protocol.docx", "Protocol.docx"),
    ],
)
def test_no_folder_is_told(name, told):
    made = answer_json(full(name=name)).decode()
    assert json.loads(made)["file"]["name"] == told
    assert "clerk/" not in made
    assert "Users" not in made


def test_the_same_answer_gives_the_same_bytes():
    assert answer_json(full()) == answer_json(full())
    assert answer_json(full()).endswith(b"}\n")


@pytest.mark.parametrize("start", range(len(HOSTILE)))
def test_hostile_words_leave_it_readable(start):
    check = everything()
    read(replace(filled(check, Texts(start)), inferred=check.inferred))


def test_a_broken_character_moves_no_other():
    check = full()
    text = check.document.text.replace("Purpose", "Purp\ud800se")
    document = replace(check.document, text=text)
    remark = next(
        each for each in read(replace(check, document=document))["remarks"] if each["n"] == 9
    )
    assert remark["quote"] == "[name of Clerk]"


def test_every_field_is_explained(root):
    explained = (root / "docs" / "check-json.md").read_text(encoding="utf-8")
    for name, field in schema()["properties"].items():
        assert f"`{name}`" in explained, name
        assert field.get("description") or "$ref" in field, name


def test_the_example_of_the_docs_is_an_answer(root):
    explained = (root / "docs" / "check-json.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"(?s)```json\n(.*?)```", explained)
    made = read(full())
    for name, value in json.loads(example).items():
        expected = made[name]
        if isinstance(value, list) and isinstance(expected, list):
            assert all(item in expected for item in value), name
        else:
            assert value == expected, name
