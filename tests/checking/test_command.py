"""What the person who checks a draft at a command line is told, and gets."""

import json
from zipfile import ZipFile

import docx
import pytest

from pipeline.cli import main
from tests.checking.test_check import DRAFT


@pytest.fixture
def draft(tmp_path, monkeypatch, reference):
    """Give a draft beside which files can be written; the sample is there to measure it by."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "Our draft.txt"
    path.write_text(DRAFT)
    return path


@pytest.fixture
def word_draft(tmp_path, draft):
    made = docx.Document()
    for line in DRAFT.splitlines():
        made.add_paragraph(line)
    path = tmp_path / "draft.docx"
    made.save(path)
    return path


def checked(*arguments):
    return main(["check", "--as-of", "2026-11-29", *map(str, arguments)])


def test_the_answer_is_told_in_plain_lines(draft, capsys):
    assert checked(draft) == 0
    shown = capsys.readouterr().out

    assert shown.startswith("Our draft.txt: Nether Quorle Parish Council\n")
    for part in (
        "Usual, and missing here:",
        "Review overdue",
        "paragraph 9.7",
        "Standards Board",
        "It is a check and not legal advice.",
    ):
        assert part in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_the_answer_is_written_as_page_data_and_word(word_draft, capsys):
    folder = word_draft.parent
    outs = [f"--out={folder / name}" for name in ("a.html", "a.json", "a.docx")]

    assert checked(word_draft, *outs) == 0

    data = json.loads((folder / "a.json").read_bytes())
    assert data["file"]["name"] == "draft.docx"
    assert b"<h1" in (folder / "a.html").read_bytes()
    comments = list(docx.Document(folder / "a.docx").comments)
    assert any("9.7" in comment.text for comment in comments)
    given_back = [p.text for p in docx.Document(folder / "a.docx").paragraphs]
    assert given_back == DRAFT.splitlines()
    assert "draft" in " ".join(p.text for p in docx.Document(folder / "a-summary.docx").paragraphs)
    assert capsys.readouterr().out.count("Written: ") == 3


def test_a_draft_of_another_kind_comes_back_as_a_word_file(draft):
    assert checked(draft, "--out", draft.parent / "copy.docx") == 0

    made = docx.Document(draft.parent / "copy.docx")
    assert any("handbell" in paragraph.text for paragraph in made.paragraphs)
    assert len(list(made.comments)) > 3


@pytest.mark.parametrize(
    ("fail_on", "status"),
    [("overdue", 1), ("undated", 0), ("missing,law", 1), ("defect", 1)],
)
def test_a_script_can_fail_on_what_it_asks_for(draft, capsys, fail_on, status):
    assert checked(draft, "--fail-on", fail_on) == status
    assert ("asked to fail on it" in capsys.readouterr().err) is bool(status)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Which draft?"),
        (("missing.docx",), "missing.docx: No such file"),
        (("Our draft.txt", "--like", "colour"), "--like colour: councils can be alike in type"),
        (("Our draft.txt", "--fail-on", "late"), "--fail-on late: choose from overdue"),
        (("Our draft.txt", "--out", "a.pdf"), "a.pdf: name a file that ends in .docx or .html"),
        (("Our draft.txt", "--against", "nowhere"), "nowhere: nothing to measure a draft by"),
        (("Our draft.txt", "--scaffold", "a.docx"), "--scaffold is for councils without a draft"),
        (("--scaffold", "a.html"), "a.html: name a file that ends in .docx"),
    ],
)
def test_a_wrong_request_is_named_with_the_remedy(draft, capsys, arguments, message):
    assert checked(*arguments) == 2
    assert message in capsys.readouterr().err


def test_a_draft_that_cannot_be_read_is_a_failure_with_its_reason(tmp_path, draft, capsys):
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7\n" + b"x" * 500)

    assert checked(tmp_path / "bad.pdf", "--out", tmp_path / "a.html") == 2
    assert "bad.pdf: unreadable." in capsys.readouterr().err
    assert b"could not be read" in (tmp_path / "a.html").read_bytes()


def test_a_first_draft_is_written_for_a_council_without_one(tmp_path, draft, capsys):
    path = tmp_path / "first.docx"

    assert (
        checked("--scaffold", path, "--council", "Fern Parish Council", "--like", "type=parish")
        == 0
    )

    with ZipFile(path) as packed:
        text = packed.read("word/document.xml").decode()
    assert "Fern Parish Council" in text
    assert "[date of adoption]" in text
    assert "Written: " in capsys.readouterr().out


def test_the_same_draft_gives_the_same_files(word_draft):
    folder = word_draft.parent
    for name in ("one", "two"):
        (folder / name).mkdir()
        outs = [f"--out={folder / name / f'a{kind}'}" for kind in (".docx", ".json", ".html")]
        assert checked(word_draft, *outs) == 0

    for path in (folder / "one").iterdir():
        assert path.read_bytes() == (folder / "two" / path.name).read_bytes(), path.name
