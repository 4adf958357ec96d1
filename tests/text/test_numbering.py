"""Labels and the references to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.numbering import (
    find_references,
    read_division,
    read_label,
    readings_of,
    roman_value,
)


@pytest.mark.parametrize(
    ("line", "label", "readings"),
    [
        pytest.param("1. Scope", "1.", [("number", (1,))], id="number"),
        pytest.param("2.3.1 Members", "2.3.1", [("decimal", (2, 3, 1))], id="decimal"),
        pytest.param("3.0 Roles", "3.0", [("number", (3,))], id="section-with-nought"),
        pytest.param("A4 Members", "A4", [("decimal", (1, 4))], id="letter-and-number"),
        pytest.param("4.2(b) Members", "4.2(b)", [("decimal", (4, 2, 2))], id="mixed"),
        pytest.param("(12) Members", "(12)", [("number", (12,))], id="bracketed"),
        pytest.param("B. Members", "B.", [("letter", (2,))], id="capital-letter"),
        pytest.param("(iv) members", "(iv)", [("roman", (4,))], id="roman"),
        pytest.param(
            "c) members",
            "c)",
            [("letter", (3,)), ("welsh letter", (3,)), ("roman", (100,))],
            id="letter-or-roman",
        ),
        pytest.param(
            "dd) aelodau",
            "dd)",
            [("letter", (30,)), ("letter", (4,)), ("welsh letter", (6,))],
            id="welsh-letter",
        ),
        pytest.param("3 Members", "3", [("number", (3,))], id="bare-figure"),
        pytest.param("GOV-3.1 Members", "GOV-3.1", [("decimal", (3, 1))], id="code-of-a-manual"),
        pytest.param("HR2 Conduct", "HR2", [("number", (2,))], id="code-and-figure"),
    ],
)
def test_a_label_is_read_in_every_way_it_can_be(line, label, readings):
    printed = read_label(line)

    assert printed.text == label
    assert [(reading.kind.value, reading.value) for reading in printed.readings] == readings


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Members must be civil.", id="words"),
        pytest.param("2021 was a good year", id="year"),
        pytest.param("3 members attended", id="count"),
        pytest.param("etc, and so on", id="abbreviation"),
        pytest.param("", id="empty"),
    ],
)
def test_words_and_counts_are_no_labels(line):
    assert read_label(line) is None


@pytest.mark.parametrize(
    ("label", "value"),
    [
        pytest.param("2.3", (2, 3), id="decimal"),
        pytest.param("Section 3", (3,), id="section"),
        pytest.param("Article IV.", (4,), id="roman-article"),
        pytest.param("Part Two:", (2,), id="number-word"),
    ],
)
def test_a_label_of_the_format_is_read_whole(label, value):
    assert readings_of(label)[0].value == value


@pytest.mark.parametrize("label", ["•", "Step by step", "2.3 and"])
def test_bullets_and_phrases_have_no_reading(label):
    assert readings_of(label) == ()


@pytest.mark.parametrize(
    ("heading", "word", "number"),
    [
        pytest.param("Appendix B: Contacts", "appendix", "B", id="appendix"),
        pytest.param("PART ONE", "part", "ONE", id="capitals"),
        pytest.param("Atodiad 2", "atodiad", "2", id="welsh"),
        pytest.param("Schedule 1 Members' declaration", "schedule", "1", id="schedule"),
    ],
)
def test_a_heading_names_its_division(heading, word, number):
    division = read_division(heading)
    assert (division.word, division.number) == (word, number)


@pytest.mark.parametrize(
    "text", ["Part of the council", "Section 3.1 applies", "Stage a meeting", "Part 2 of the Act"]
)
def test_a_mere_mention_is_no_division(text):
    assert read_division(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("See section 4.2(b).", [("section", ("4.2(b)",), False)], id="one"),
        pytest.param("paragraphs 3 to 5", [("paragraph", ("3", "5"), True)], id="range"),
        pytest.param(
            "clauses 2.1, 2.3 and 2.5", [("clause", ("2.1", "2.3", "2.5"), False)], id="list"
        ),
        pytest.param("set out in Appendix A", [("appendix", ("A",), False)], id="appendix"),
        pytest.param("subject to 2.6 below", [("", ("2.6",), False)], id="number-alone"),
        pytest.param("as paragraff 3.2", [("paragraff", ("3.2",), False)], id="welsh"),
        pytest.param("within 2.5 days of it", [], id="no-reference"),
    ],
)
def test_references_are_found(text, found):
    references = find_references(text)
    assert [(each.word, each.labels, each.ranged) for each in references] == found


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        pytest.param("section 27 of the Localism Act 2011", True, id="act-after"),
        pytest.param("the Localism Act 2011, section 27", True, id="act-before"),
        pytest.param("paragraph 4 of the Code of Conduct", True, id="code"),
        pytest.param("section 3 of this protocol", False, id="own-text"),
        pytest.param("section 3 above", False, id="above"),
    ],
)
def test_a_reference_to_another_text_is_told_from_one_to_this(text, elsewhere):
    assert find_references(text)[0].elsewhere is elsewhere


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text):
    for reference in find_references(text):
        assert 0 <= reference.start < reference.end <= len(text)
    label = read_label(text)
    assert label is None or text[label.start : label.end] == label.text


@pytest.mark.parametrize(("figures", "value"), [("iv", 4), ("XIX", 19), ("iiii", None), ("", None)])
def test_roman_figures_have_their_value(figures, value):
    assert roman_value(figures) == value
