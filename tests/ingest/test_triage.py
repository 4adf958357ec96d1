"""Two engines on one PDF: where they differ, the file is mended or read by another, never lost."""

import io
import re
from dataclasses import replace

import pikepdf
import pytest

from pipeline.ingest import read
from pipeline.ingest.pdf import pages, second
from pipeline.ingest.pdf.pdfium import PdfiumFile
from pipeline.ingest.pdf.triage import TooMuchError, triage
from pipeline.model import LineKind, State
from tests.ingest.conftest import LIMITS, Drawing

PLUMBER = replace(LIMITS, reader="pdfplumber")
VERSIONS = [
    ("Version", "Date", "Changes"),
    ("1.0", "3 May 2021", "First issue"),
    ("1.1", "4 June 2023", "Press added"),
    ("2.0", "1 July 2025", "Rewritten after review"),
]


def drawn(*page_texts):
    drawing = Drawing()
    for text in page_texts:
        drawing.text(70, 100, text).page()
    return drawing.data()


def rewritten(data, change):
    """Change the structure of a PDF."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        change(file)
        file.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return buffer.getvalue()


def rows(document):
    return [line.cells for line in document.lines if line.kind is LineKind.TABLE_ROW]


def by_plumber(data):
    return read(data, name="a.pdf", doc="a", params=PLUMBER)


def test_both_engines_count_the_pages_of_an_ordinary_file(reading):
    document = reading(drawn("One.", "Two."))

    assert document.page_counts == (("qpdf", 2), ("pdfium", 2))
    assert document.warnings == ()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: b"\x00" * 5_000 + data, id="debris-before-it"),
        pytest.param(lambda data: data[: data.rindex(b"xref\n0")], id="no-table-of-objects"),
        pytest.param(lambda data: re.sub(rb"startxref\s+\d+", b"startxref 9", data), id="lost"),
    ],
)
def test_a_damaged_file_is_read_and_the_damage_is_told(reading, damage):
    document = reading(damage(drawn("One.", "Two.")))

    assert document.text.split() == ["One.", "Two."]
    assert document.state is State.TEXT


def test_a_file_that_only_qpdf_can_mend_says_so(reading):
    document = reading(b"\x00" * 5_000 + drawn("One."))

    assert document.text == "One."
    assert "rewritten by qpdf" in document.reader
    assert any("mended" in warning for warning in document.warnings)


class ShortFile(PdfiumFile):
    """An open PDF of which an engine sees the first page only."""

    def __init__(self, data):
        super().__init__(data)
        self.page_count = 1


def test_a_disagreement_on_the_pages_is_told_and_the_fuller_reading_wins(reading, monkeypatch):
    monkeypatch.setattr("pipeline.ingest.pdf.reader.open_pdfium", ShortFile)

    document = reading(drawn("One.", "Two."))

    assert document.text.split() == ["One.", "Two."]
    assert document.reader.startswith("pdfplumber")
    assert document.page_counts == (("qpdf", 2), ("pdfium", 1), ("pdfplumber", 2))
    assert any("count its pages differently" in warning for warning in document.warnings)


class BlindFile(PdfiumFile):
    """An open PDF of which an engine sees no text on the second page."""

    def page(self, number):
        return super().page(3 if number == 2 else number)


def test_a_page_that_shows_text_which_one_engine_misses_is_read_by_the_other(reading, monkeypatch):
    monkeypatch.setattr("pipeline.ingest.pdf.reader.open_pdfium", BlindFile)

    document = reading(drawn("One.", "Two.", ""))

    assert document.text.split() == ["One.", "Two."]
    assert any("only pdfplumber found: 2" in warning for warning in document.warnings)


def test_pages_are_left_out_on_request_and_named():
    document = read(
        drawn("One.", "Two.", "Three."),
        name="a.pdf",
        doc="a",
        params=LIMITS,
        without={2: "it takes longer to read than is allowed"},
    )

    assert document.text.split() == ["One.", "Three."]
    assert document.state is State.TEXT
    assert any("page 2 was not read: it takes longer" in each for each in document.warnings)


def test_a_file_that_is_nothing_but_its_lost_pages_is_a_limit():
    document = read(
        drawn("One."), name="a.pdf", doc="a", params=LIMITS, without={1: "its reader failed"}
    )

    assert document.state is State.LIMIT
    assert "its reader failed" in document.reason


def test_where_opening_was_fatal_the_second_reader_is_asked():
    document = read(
        drawn("One."), name="a.pdf", doc="a", params=LIMITS, without={0: "its reader failed"}
    )

    assert document.text == "One."
    assert document.reader.startswith("pdfplumber")


def test_each_page_is_granted_its_time_before_it_is_read():
    granted = []

    read(
        drawn("One.", "Two."),
        name="a.pdf",
        doc="a",
        params=LIMITS,
        grant=lambda seconds, step=None: granted.append((seconds, step)),
    )

    assert granted == [(0.0, 0), (0.5, 1), (0.5, 2)]


def attached(file):
    file.attachments["a.exe"] = b"MZ"


def scripted(file):
    file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def linked(file):
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="JavaScript:alert(1)")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=action)
    file.pages[0].Annots = pikepdf.Array([link])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(attached, "attached files", id="attachment"),
        pytest.param(scripted, "JavaScript", id="on-opening"),
        pytest.param(linked, "JavaScript", id="behind-a-link"),
    ],
)
def test_what_would_act_is_told(reading, change, told):
    document = reading(rewritten(drawn("One."), change))

    assert document.text == "One."
    assert told in document.warnings[0]


def test_resources_that_name_a_drawing_within_itself_but_never_call_it_are_no_loop():
    drawing = Drawing()
    drawing.canvas.beginForm("seal")
    drawing.canvas.drawString(10, 10, "Seal")
    drawing.canvas.endForm()
    drawing.canvas.doForm("seal")
    data = drawing.text(70, 100, "One.").page().data()

    def share(file):
        form = next(iter(file.pages[0].Resources.XObject.values()))
        form.Resources = file.pages[0].Resources

    assert triage(rewritten(data, share), 10).refused == {}


def test_a_page_with_too_many_objects_is_left_to_the_other_engine(monkeypatch):
    monkeypatch.setattr(second, "_MOST_OBJECTS", 20)
    file = second.PlumberFile(drawn("This line has more than twenty characters."))

    with pytest.raises(TooMuchError), file.page(1):
        pass


def test_a_page_with_too_many_lines_has_no_tables(reading, monkeypatch):
    monkeypatch.setattr(pages, "_MOST_RULES", 5)
    data = Drawing().table([50, 150, 250], [50, 80, 110, 140], [("a", "b")] * 3).page().data()

    document = reading(data)

    assert not rows(document)
    assert any("too many lines drawn" in warning for warning in document.warnings)


def columns(drawing, xs, lines, *, top=100, leading=20):
    for at, line in enumerate(lines):
        for x, cell in zip(xs, line, strict=True):
            drawing.text(x, top + leading * at, cell)
    return drawing


def test_on_request_every_pdf_is_read_by_pdfplumber():
    document = by_plumber(drawn("One.", "Two."))

    assert document.reader.startswith("pdfplumber")
    assert document.text.split() == ["One.", "Two."]
    assert document.warnings == ()


def test_on_request_columns_of_short_cells_are_a_table(drawing, sentence):
    drawing.paragraph(70, 60, sentence(1, 12), 450)
    columns(drawing, [70, 160, 280], VERSIONS)
    drawing.paragraph(70, 220, sentence(2, 40), 450)

    document = by_plumber(drawing.page().data())

    assert rows(document) == VERSIONS
    assert document.text.startswith(sentence(1, 12))
    assert sentence(2, 40) in document.text.replace("\n", " ")


def test_a_cell_of_several_lines_stays_one_cell(drawing):
    lines = [*VERSIONS[:3], ("1.2", "5 May 2024", "The chapter on the"), ("", "", "press is new")]
    columns(drawing, [70, 160, 280], lines, leading=16)

    found = rows(by_plumber(drawing.page().data()))

    assert found == [*VERSIONS[:3], ("1.2", "5 May 2024", "The chapter on the press is new")]


def test_fields_and_their_values_are_a_table(drawing):
    fields = [
        ("Owner", "The Clerk"),
        ("Adopted", "3 March 2025"),
        ("Minute", "2025/41"),
        ("Review", "March 2027"),
    ]
    columns(drawing, [70, 200], fields)

    assert rows(by_plumber(drawing.page().data())) == fields


def two_columns(drawing, sentence):
    for number in range(4):
        drawing.paragraph(60, 100 + number * 120, sentence(number, 30), 220)
        drawing.paragraph(320, 100 + number * 120, sentence(number + 9, 30), 220)


def hanging_labels(drawing, sentence):
    for number in range(1, 6):
        drawing.text(70, 100 + 20 * number, f"{number}.")
        drawing.text(110, 100 + 20 * number, sentence(number, 7))


def contents(drawing, sentence):
    for number in range(1, 7):
        drawing.text(70, 100 + 20 * number, f"{number}.")
        drawing.text(100, 100 + 20 * number, sentence(number, 4))
        drawing.text(500, 100 + 20 * number, str(number * 3), right=True)


def running(drawing, sentence):
    drawing.paragraph(70, 100, sentence(3, 120), 440, justified=True)


@pytest.mark.parametrize("draw", [two_columns, hanging_labels, contents, running])
def test_text_that_is_no_table_is_not_torn_into_one(drawing, sentence, draw):
    draw(drawing, sentence)

    assert rows(by_plumber(drawing.page().data())) == []


def test_blank_text_is_no_text_that_cannot_be_made_out(reading):
    document = reading(drawn("One.", "   "))

    assert document.text == "One."
    assert document.warnings == ()


def test_what_stands_in_form_fields_is_read(reading):
    drawing = Drawing().text(70, 100, "Adopted on:")
    drawing.canvas.acroForm.textfield(value="3 March 2025", x=150, y=735, width=120, height=20)

    document = reading(drawing.page().data())

    assert document.text == "Adopted on: 3 March 2025"
