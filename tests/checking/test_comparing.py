"""Two files to what became of each clause, whatever they are."""

import io

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from pipeline.checking.comparing import compare_drafts
from pipeline.model import Fate
from pipeline.params import read_params

LINES = (
    "Lower Withy Parish Council",
    "Protocol on Working Relations",
    "Adopted 4 May 2021.",
    "1. Purpose",
    "1.1 This protocol helps Councillors and the Clerk to work well together in all that they do "
    "for the people of the parish.",
    "2. Instructions",
    "2.1 Councillors must not give instructions to the Clerk on their own, whatever the matter and "
    "however urgent it seems to be at the time.",
    "2.2 Work is agreed by the Council at a meeting, see paragraph 2.1.",
    "3. Letters",
    "3.1 The Clerk signs the Council's letters within five working days of a meeting.",
)
LATER = (
    *LINES[:2],
    "Adopted 6 May 2025.",
    *LINES[3:6],
    LINES[6].replace("must not", "should not"),
    "2.2 Work is agreed by the Council at a meeting, see paragraph 9.1.",
    "3. Letters",
    "3.1 The Proper Officer signs the Council’s letters within five working days of a meeting.",
)


def word(lines):
    made = docx.Document()
    for line in lines:
        if line[:1].isdigit() and line[1:3] == ". ":
            made.add_heading(line, 1)
        else:
            made.add_paragraph(line)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def text(lines):
    return "\n\n".join(lines).encode()


def pdf(lines):
    """Print lines of some fifty letters, as a PDF breaks them."""
    import textwrap

    data = io.BytesIO()
    page = canvas.Canvas(data, pagesize=A4, invariant=True)
    height = 780
    for line in lines:
        is_heading = line[1:3] == ". "
        for part in textwrap.wrap(line, 52):
            page.setFont("Helvetica-Bold" if is_heading else "Helvetica", 11)
            page.drawString(70, height, part)
            height -= 14
        height -= 10
    page.save()
    return data.getvalue()


@pytest.fixture(scope="module")
def params(root):
    return read_params(root / "params.yaml")


@pytest.mark.parametrize("first", [word, text, pdf])
@pytest.mark.parametrize("second", [word, text, pdf])
def test_the_same_text_is_unchanged_whatever_file_it_comes_in(first, second, params):
    made = compare_drafts(first(LINES), second(LINES), params)
    assert {row.fate for row in made.comparison.rows} == {Fate.UNCHANGED}


def test_a_later_file_is_compared_with_its_dates_and_defects(params):
    made = compare_drafts(pdf(LINES), word(LATER), params, names=("old.pdf", "new.docx"))
    found = made.comparison
    changed = [row for row in found.rows if row.fate is not Fate.UNCHANGED]
    later = {clause.n: clause for clause in found.later}
    assert [(row.fate, later[row.later[0]].text[:12], row.renamed) for row in changed] == [
        (Fate.REWORDED, "Adopted 6 Ma", False),
        (Fate.REWORDED, "Councillors ", False),
        (Fate.REWORDED, "Work is agre", False),
        (Fate.REWORDED, "The Proper O", True),
    ]
    assert [(each.field, str(each.earlier), str(each.later)) for each in found.dates] == [
        ("adopted", "2021-05-04", "2025-05-06")
    ]
    assert [each.kind.value for each in found.made] == ["dangling_reference"]
    assert not found.mended
    assert (made.earlier.name, made.later.name) == ("old.pdf", "new.docx")


@pytest.mark.parametrize("bad", [b"", b"%PDF-1.4 cut short", b"PK\x03\x04 cut short"])
def test_a_file_that_cannot_be_read_gives_no_comparison_and_says_why(bad, params):
    made = compare_drafts(bad, text(LINES), params)
    assert made.comparison is None
    assert not made.earlier.document.state.readable
    assert made.later.document.state.readable
