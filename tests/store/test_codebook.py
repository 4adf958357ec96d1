"""Tests for reading codebooks and libraries, and for what is said of bad ones."""

import json

import pytest

from pipeline.errors import RequestError
from pipeline.model import Level
from pipeline.store.codebook import check_codebook, read_codebook, read_library

GOOD = """\
version: "1"
title: Small frame
provisions:
  - id: press_media
    title: Press and media
    group: Information
    question: Does it say who speaks to the press?
    definition: Who speaks to the press.
    include: [who may speak]
    exclude: []
    cues: [press, media]
    examples:
      - {level: rules, text: "Only the Clerk speaks to the press."}
  - id: mediation
    title: Mediation
    group: Disputes
    question: Does it offer mediation?
    definition: Settling with help.
    cues:
      - mediation
"""


@pytest.fixture
def codebook_file(tmp_path):
    def write(text):
        path = tmp_path / "codebook.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_good_codebook_is_read_in_its_order(codebook_file):
    codebook = read_codebook(codebook_file(GOOD))

    assert [provision.id for provision in codebook.provisions] == ["press_media", "mediation"]
    assert codebook.provisions[0].examples[0].level is Level.RULES
    assert codebook.provisions[1].include == ()


def test_a_good_codebook_has_no_problems(codebook_file):
    assert check_codebook(codebook_file(GOOD)) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        pytest.param("id: mediation", "id: press_media", 14, "taken by an earlier", id="same-id"),
        pytest.param("id: mediation", "id: 2nd-thing", 14, "use a-z, 0-9 and _", id="bad-id"),
        pytest.param("    title: Mediation\n", "", 14, "`title` is missing", id="missing-field"),
        pytest.param("title: Mediation", 'title: ""', 15, "`title` is empty", id="empty-field"),
        pytest.param("    exclude: []", "    excludes: []", 10, "spelling", id="unknown-key"),
        pytest.param("    exclude: []", "    title: Again", 10, "given twice", id="same-key"),
        pytest.param("title: Mediation", "title: 2024", 15, "quotation marks", id="number"),
        pytest.param("[press, media]", "[press, 2024]", 11, "entry 2 of `cues`", id="number-cue"),
        pytest.param("[press, media]", "[press, no]", 11, "quotation marks", id="yaml-boolean"),
        pytest.param("[press, media]", "press", 11, "should be a list", id="no-list"),
        pytest.param("[press, media]", "[]", 11, "at least one entry", id="no-cues"),
        pytest.param("level: rules", "level: rule", 13, "rules or mention", id="unknown-level"),
        pytest.param("level: rules", "level: absent", 13, "rules or mention", id="level-of-cells"),
        pytest.param('version: "1"', "version: 1", 1, "quotation marks", id="version-number"),
        pytest.param("    cues: [press, media]", "\tcues: [press]", 11, "not valid YAML", id="tab"),
        pytest.param("[press, media]", "[press, media", 12, "not valid YAML", id="bracket"),
    ],
)
def test_a_problem_is_named_by_file_and_line(codebook_file, old, new, line, words):
    assert GOOD.count(old) == 1
    path = codebook_file(GOOD.replace(old, new))

    problems = check_codebook(path)

    assert len(problems) == 1
    assert problems[0].startswith(f"{path}:{line}: ")
    assert words in problems[0]
    with pytest.raises(RequestError, match=f":{line}: "):
        read_codebook(path)


def test_all_problems_are_listed_in_the_order_of_the_file(codebook_file):
    broken = GOOD.replace("title: Mediation", "titel: Mediation").replace("[press, media]", "[]")

    problems = check_codebook(codebook_file(broken))

    lines = [int(problem.rsplit(".yaml:", 1)[1].split(":")[0]) for problem in problems]
    assert len(lines) == 3
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("just words", id="words"),
        pytest.param("- a\n- b", id="list"),
        pytest.param("? {a: 1}\n: b\n", id="odd-key"),
        pytest.param("version: !!python/object:os.system x", id="tag"),
        pytest.param("provisions: 3", id="wrong-shape"),
        pytest.param("a: " + "[" * 5000, id="deep"),
        pytest.param("a: 2026-13-45", id="impossible-date"),
    ],
)
def test_a_file_that_is_no_codebook_gives_messages_not_a_crash(codebook_file, text):
    problems = check_codebook(codebook_file(text))

    assert problems
    assert all(".yaml:" in problem for problem in problems)


def test_aliases_within_aliases_are_not_unfolded(codebook_file):
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
    )

    assert check_codebook(codebook_file(bomb))


def test_a_missing_codebook_is_a_request_error(tmp_path):
    with pytest.raises(RequestError, match="cannot be read"):
        read_codebook(tmp_path / "none.yaml")


def _row(**changes):
    row = {
        "voice": "plain",
        "heading": "Press",
        "intro": "",
        "text": "Talk to the Clerk first.",
        "codes": [{"id": "press_media", "level": "rules"}],
    }
    return json.dumps(row | changes)


def test_a_library_is_read_file_after_file(tmp_path):
    (tmp_path / "b.jsonl").write_text(_row(text="Second.", codes=[]) + "\n\n", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(_row(text="First.") + "\n", encoding="utf-8")

    first, second = read_library(tmp_path)

    assert (first.text, first.codes) == ("First.", (("press_media", Level.RULES),))
    assert (second.text, second.codes) == ("Second.", ())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param("{", "not valid JSON", id="json"),
        pytest.param("[]", "keys and values", id="no-mapping"),
        pytest.param(_row(text=""), "`text` is empty", id="empty-text"),
        pytest.param(_row(strength="rule"), "not a known key", id="unknown-key"),
        pytest.param(
            _row(codes=[{"id": "press_media", "level": "absent"}]), "rules or a mention", id="level"
        ),
        pytest.param(
            _row(codes=[{"id": "a", "level": "rules"}, {"id": "a", "level": "mention"}]),
            "given twice",
            id="same-code",
        ),
    ],
)
def test_a_bad_line_of_a_library_is_named(tmp_path, line, words):
    (tmp_path / "a.jsonl").write_text(f"{_row()}\n{line}\n", encoding="utf-8")

    with pytest.raises(RequestError, match=rf"a\.jsonl:2: .*{words}"):
        read_library(tmp_path)


def test_a_folder_without_a_library_is_a_request_error(tmp_path):
    with pytest.raises(RequestError, match="no library files"):
        read_library(tmp_path)
