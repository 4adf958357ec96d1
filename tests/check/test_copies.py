import io
from dataclasses import replace

import docx as python_docx
import pytest

from pipeline.check.copies import word_copy
from pipeline.ingest import read
from pipeline.model import State
from tests.check.examples import answer, draft
from tests.ingest.conftest import LIMITS


def word_file():
    made = python_docx.Document()
    for line in draft().text.split("\n"):
        made.add_paragraph(line)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def checked(data, name):
    document = read(data, name=name, doc="draft", params=LIMITS)
    at = {line: document.text.index(line) for line in draft().text.split("\n")}
    clauses = tuple(
        replace(each, start=at[line], end=at[line] + len(line))
        for each, line in zip(answer().clauses, at, strict=True)
    )
    return answer(name=name, document=document, clauses=clauses, defects=(), departures=())


@pytest.mark.parametrize(
    ("data", "name", "is_own"),
    [
        pytest.param(word_file(), "draft.docx", True, id="word"),
        pytest.param(draft().text.encode(), "draft.txt", False, id="text"),
    ],
)
def test_a_word_file_comes_back_itself_and_another_as_a_new_one(data, name, is_own):
    check = checked(data, name)

    made = word_copy(check, data)

    opened = python_docx.Document(io.BytesIO(made))
    assert ("as it was read" in opened.paragraphs[0].text) != is_own
    assert len(list(opened.comments)) > 2


def test_a_draft_that_could_not_be_read_comes_back_with_what_to_do():
    locked = replace(answer().document, state=State.PASSWORD, text="", lines=(), reason="Locked.")

    made = word_copy(answer(document=locked), b"PK\x03\x04")

    assert "could not be read" in python_docx.Document(io.BytesIO(made)).paragraphs[0].text
