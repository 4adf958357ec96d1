import pytest

from pipeline.model import LineKind, State


def lines(document):
    return [(line.text, line.gap) for line in document.lines]


def test_each_printed_line_is_a_line_with_the_empty_lines_above_as_gap(reading):
    document = reading(b"Protocol\r\n\r\n\r\n1.1 The Clerk\r\nmust\r\n", "a.txt")

    assert lines(document) == [("Protocol", None), ("1.1 The Clerk", 2.0), ("must", 0.0)]
    assert document.text == "Protocol\n\n1.1 The Clerk\nmust"
    assert {line.closed for line in document.lines} == {None}
    assert document.pages is None


def test_form_feeds_part_pages(reading):
    document = reading(b"one\n\ntwo\x0cthree\n", "a.txt")

    assert [(line.text, line.page) for line in document.lines] == [
        ("one", 1),
        ("two", 1),
        ("three", 2),
    ]
    assert document.lines[2].gap is None
    assert document.pages == 2


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        pytest.param("Adopted\t\t4 May 2021", ("Adopted", "4 May 2021"), id="fields"),
        pytest.param("1.1\tThe Clerk must", (), id="label"),
        pytest.param("\tindented", (), id="indent"),
        pytest.param("•\titem", (), id="bullet"),
    ],
)
def test_words_parted_by_tabs_are_a_table_row_except_behind_a_label(reading, line, cells):
    found = reading(line.encode(), "a.txt").lines[0]

    assert found.cells == cells
    assert (found.kind is LineKind.TABLE_ROW) == bool(cells)


def test_markdown_is_read_without_its_marks(reading):
    source = "# Protocol\n\n**Roles**\n\n- the *Clerk* must see [the code](http://x.example)\n"
    source += "\n| Task | Who |\n|---|---|\n| Agenda | Clerk |\n"

    document = reading(source.encode(), "a.md")

    assert [(line.kind, line.level, line.cells or line.text) for line in document.lines] == [
        (LineKind.HEADING, 1, "Protocol"),
        (LineKind.TEXT, None, "Roles"),
        (LineKind.TEXT, None, "- the Clerk must see the code"),
        (LineKind.TABLE_ROW, None, ("Task", "Who")),
        (LineKind.TABLE_ROW, None, ("Agenda", "Clerk")),
    ]


@pytest.mark.parametrize("data", [b"", b" \n\t\n"])
def test_a_text_without_a_word_is_confirmed_empty(reading, data):
    document = reading(data, "a.txt")

    assert document.state is State.EMPTY
    assert document.reason
