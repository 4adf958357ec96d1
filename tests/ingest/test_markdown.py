import pytest

from pipeline.model import LineKind


def shown(document):
    """Give the lines as a reader of the page sees them."""
    return [
        line.cells or (f"{line.label} {line.text}" if line.label else line.text)
        for line in document.lines
        if line.kind is not LineKind.FURNITURE
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("1. a\n1. b\n1. c", ["1. a", "2. b", "3. c"], id="lazy-numbers"),
        pytest.param("3) a\n9) b", ["3) a", "4) b"], id="the-first-number-counts"),
        pytest.param("1. a\n\nText.\n\n1. b", ["1. a", "Text.", "1. b"], id="ended-by-text"),
        pytest.param("1. a\n\n   more\n\n1. b", ["1. a", "more", "2. b"], id="goes-on"),
        pytest.param("1. a\n   1. b\n   1. c\n1. d", ["1. a", "1. b", "2. c", "2. d"], id="nested"),
        pytest.param("- a\n  + b\n* c", ["• a", "• b", "• c"], id="bullets"),
        pytest.param("- [x] done\n- [ ] open", ["• done", "• open"], id="boxes-to-tick"),
        pytest.param("1\\. typed\n1\\. typed", ["1. typed", "1. typed"], id="escaped"),
        pytest.param("1.1 typed\n(a) typed", ["1.1 typed", "(a) typed"], id="typed-labels-stay"),
    ],
)
def test_lists_are_numbered_as_shown(reading, source, expected):
    assert shown(reading(source.encode(), "a.md")) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("the *Clerk* **must** _see_ __it__", ["the Clerk must see it"], id="emphasis"),
        pytest.param("snake_case and 2 * 3 * 4", ["snake_case and 2 * 3 * 4"], id="no-emphasis"),
        pytest.param(r"\*as typed\* \_x\_ \[y\]", ["*as typed* _x_ [y]"], id="escapes"),
        pytest.param(
            '[a](http://x.example "t") ![b](c.png) [d][e] <http://f.example>\n\n[e]: g.html',
            ["a b d http://f.example"],
            id="links",
        ),
        pytest.param("a[^1].\n\n[^1]: See *b*.", ["a[1].", "[1] See b."], id="notes"),
        pytest.param("> quoted\n> > twice", ["quoted", "twice"], id="quotes"),
        pytest.param("a<br>b <sup>c</sup> <!-- d -->e", ["a b c e"], id="html"),
        pytest.param("a  \nb\\\nc", ["a", "b", "c"], id="hard-breaks"),
        pytest.param("```\n1. as is\n```", ["1. as is"], id="fenced"),
        pytest.param(
            "| a | b |\n|---|:-:|\n| c \\| d | *e* |", [("a", "b"), ("c | d", "e")], id="table"
        ),
        pytest.param("a\n\n* * *\n\nb", ["a", "b"], id="rule"),
        pytest.param("<!-- never closed\n\na", ["<!-- never closed", "a"], id="open-comment"),
    ],
)
def test_marks_are_not_text(reading, source, expected):
    assert shown(reading(source.encode(), "a.md")) == expected


@pytest.mark.parametrize(
    ("source", "level"),
    [
        pytest.param("## Roles ##", 2, id="hashes"),
        pytest.param("# Roles {#roles}", 1, id="identity"),
        pytest.param("Roles\n=====", 1, id="underlined"),
        pytest.param("Roles\n---", 2, id="dashes"),
    ],
)
def test_headings_have_their_level(reading, source, level):
    (line,) = reading(source.encode(), "a.md").lines

    assert (line.kind, line.level, line.text) == (LineKind.HEADING, level, "Roles")


def test_front_matter_is_kept_as_furniture(reading):
    document = reading(b"---\ntitle: Protocol\nadopted: 4 May 2021\n---\n\nText\n", "a.md")

    assert document.text == "Text"
    assert [line.text for line in document.lines if line.kind is LineKind.FURNITURE] == [
        "title: Protocol",
        "adopted: 4 May 2021",
    ]


def test_a_line_in_bold_is_said_to_be(reading):
    (line,) = reading(b"**Roles**\n", "a.md").lines

    assert (line.text, line.bold) == ("Roles", True)
