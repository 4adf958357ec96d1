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
        pytest.param("–\titem", (), id="dash"),
        pytest.param("S.O. 4\tThe Clerk must", (), id="word-label"),
        pytest.param(
            "2\tMay 2024\tLimits raised", ("2", "May 2024", "Limits raised"), id="version"
        ),
    ],
)
def test_words_parted_by_tabs_are_a_table_row_except_behind_a_label(reading, line, cells):
    found = reading(line.encode(), "a.txt").lines[0]

    assert found.cells == cells
    assert (found.kind is LineKind.TABLE_ROW) == bool(cells)


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        pytest.param(
            ["Up to £100     Clerk", "Up to £500     Committee", "More           Council"],
            [("Up to £100", "Clerk"), ("Up to £500", "Committee"), ("More", "Council")],
            id="spaces",
        ),
        pytest.param(
            ["Members | Officers", "decide | advise"],
            [("Members", "Officers"), ("decide", "advise")],
            id="bars",
        ),
        pytest.param(["Gohebiaeth | Correspondence", "All letters"], [(), ()], id="one-bar"),
        pytest.param(["1.    Members decide.", "2.    Officers advise."], [(), ()], id="labels"),
        pytest.param(
            ["E1    Members decide.", "E2    Officers advise.", "F1    All reply in a week."],
            [(), (), ()],
            id="lettered-labels-of-two-series",
        ),
        pytest.param(
            ["Words set   to both margins", "with here a   wide space and", "there   another one"],
            [(), (), ()],
            id="justified",
        ),
    ],
)
def test_cells_parted_by_spaces_or_bars_are_rows_where_others_stand_below_them(
    reading, rows, cells
):
    found = reading("\n".join(rows).encode(), "a.txt").lines

    assert [line.cells for line in found] == cells


@pytest.mark.parametrize(
    ("source", "labels"),
    [
        pytest.param("a  Be civil.\nb  Be brief.", ["a", "b"], id="letters-in-a-column"),
        pytest.param(
            "vii  to adjourn;\nviii to close.", ["vii", "viii"], id="that-fill-the-column"
        ),
        pytest.param("a\nBe civil.\n\nb\nBe brief.", ["a", "b"], id="alone-on-their-lines"),
        pytest.param("a\nBe civil.", [None, None], id="with-no-letter-near"),
    ],
)
def test_a_letter_before_its_text_is_a_label_where_another_is_near(reading, source, labels):
    assert [line.label for line in reading(source.encode(), "a.txt").lines] == labels


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "Roles\n=====\n\nText", [("heading", "Roles"), ("text", "Text")], id="underlined"
        ),
        pytest.param("one\n\n----------\n\ntwo", [("text", "one"), ("text", "two")], id="rule"),
        pytest.param("one\n- two", [("text", "one"), ("text", "- two")], id="not-a-rule"),
    ],
)
def test_drawn_rules_are_no_text(reading, source, expected):
    document = reading(source.encode(), "a.txt")

    assert [(line.kind.value, line.text) for line in document.lines] == expected


@pytest.mark.parametrize(
    ("data", "warning"),
    [
        pytest.param(
            "Councilâ€™s officersâ€™ rules".encode(), "2 characters, decoded wrongly", id="repaired"
        ),
        pytest.param(b"Council\x81 \xe2", "1 characters could not be decoded", id="lost"),
    ],
)
def test_what_decoding_repaired_or_lost_is_warned_of(reading, data, warning):
    assert warning in reading(data, "a.txt").warnings[0]


@pytest.mark.parametrize("data", [b"", b" \n\t\n"])
def test_a_text_without_a_word_is_confirmed_empty(reading, data):
    document = reading(data, "a.txt")

    assert document.state is State.EMPTY
    assert document.reason
