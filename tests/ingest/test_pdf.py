import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.pdf.hyphens import Hyphens
from pipeline.model import LineKind, State

BOLD, SMALL = ("Helvetica-Bold", 11), ("Helvetica", 8)


def body(document):
    return [line for line in document.lines if line.kind is not LineKind.FURNITURE]


def texts(document):
    return [line.cells or line.text for line in body(document)]


def furniture(document):
    return [line.text for line in document.lines if line.kind is LineKind.FURNITURE]


def clauses(drawing, sentence, numbers, y=80, **options):
    for number in numbers:
        y = drawing.paragraph(70, y, f"{number}. {sentence(number)}", 455, **options) + 6
    return y


def test_lines_are_as_printed_with_place_and_type(drawing, reading):
    drawing.text(70, 100, "Protocol", ("Helvetica-Bold", 16)).text(70, 130, "1. The Clerk must act")

    title, clause = reading(drawing.data()).lines

    assert (title.text, title.page, title.size, title.bold) == ("Protocol", 1, 16.0, True)
    assert (clause.text, clause.size, clause.bold) == ("1. The Clerk must act", 11.0, False)
    left, top, right, bottom = clause.bbox
    assert (round(left), top < 130 < bottom, 150 < right < 200) == (70, True, True)


@pytest.mark.parametrize("leading", [13.0, 20.0], ids=["single-spaced", "one-and-a-half"])
def test_white_space_between_paragraphs_is_judged_against_the_usual(
    drawing, sentence, reading, leading
):
    clauses(drawing, sentence, range(1, 8), leading=leading)

    lines = reading(drawing.data()).lines

    starts = [line.gap for line in lines[1:] if line.text[0].isdigit() and line.text[1] == "."]
    others = [line.gap for line in lines if not line.text[0].isdigit()]
    assert all(gap and gap > 0.3 for gap in starts)
    assert set(others) == {0.0}
    assert lines[0].gap is None


@pytest.mark.parametrize("justified", [False, True], ids=["ragged", "justified"])
def test_a_line_is_closed_if_the_next_word_would_have_fitted(drawing, sentence, reading, justified):
    clauses(drawing, sentence, range(1, 9), justified=justified)

    lines = reading(drawing.data()).lines

    ends = [line.closed for line in lines if line.text.endswith(".")]
    inner = [line.closed for line in lines if not line.text.endswith(".")]
    assert set(inner) == {False}
    assert ends.count(True) >= 6
    assert None not in ends


def test_lines_beside_a_box_are_not_closed_by_its_width(drawing, sentence, reading):
    for number in range(1, 5):
        drawing.paragraph(70, 20 + 60 * number, f"{number}. {sentence(number, 40)}", 300)
    drawing.box(400, 80, 530, 200, fill=0.9)
    drawing.paragraph(408, 100, "Remember that the clerk serves the whole council", 115)

    document = reading(drawing.data())

    beside = [line for line in document.lines if line.bbox[0] < 100 and not line.text.endswith(".")]
    assert {line.closed for line in beside} == {False}
    assert texts(document)[-3:] == [
        "Remember that the",
        "clerk serves the whole",
        "council",
    ]


@pytest.mark.parametrize("order", ["label first", "text first", "labels together"])
def test_hanging_labels_stand_with_their_text(drawing, sentence, reading, order):
    tops = [80 + 50 * number for number in range(4)]
    if order == "labels together":
        for number, y in enumerate(tops):
            drawing.text(70, y, f"{number}.1")
    for number, y in enumerate(tops):
        if order == "label first":
            drawing.text(70, y, f"{number}.1")
        drawing.paragraph(105, y, sentence(number), 420)
        if order == "text first":
            drawing.text(70, y, f"{number}.1")

    found = texts(reading(drawing.data()))

    assert [text[:3] for text in found if text[1:3] == ".1"] == ["0.1", "1.1", "2.1", "3.1"]
    assert all(len(text.split()) > 3 for text in found if text[1:3] == ".1")


class TestColumns:
    @pytest.mark.parametrize("row_by_row", [False, True], ids=["column-order", "row-order"])
    def test_columns_are_read_one_after_the_other(self, drawing, sentence, reading, row_by_row):
        left = [f"left line {n} of a page that has two columns" for n in range(20)]
        right = [f"right line {n} of a page that has two columns" for n in range(20)]
        lines = [(60, 100 + 14 * n, text) for n, text in enumerate(left)]
        lines += [(320, 100 + 14 * n, text) for n, text in enumerate(right)]
        for x, y, text in sorted(lines, key=lambda line: line[1]) if row_by_row else lines:
            drawing.text(x, y, text)

        assert texts(reading(drawing.data())) == left + right

    def test_a_heading_across_the_columns_parts_them(self, drawing, reading):
        for half, y in (("upper", 100), ("lower", 300)):
            drawing.text(60, y - 20, f"The {half} half of the page goes across both columns", BOLD)
            for n in range(8):
                drawing.text(60, y + 14 * n, f"{half} left line {n} of the two columns here")
                drawing.text(320, y + 14 * n, f"{half} right line {n} of the two columns here")

        found = texts(reading(drawing.data()))

        assert [text.split()[:2] for text in found[::8]][:1] == [["The", "upper"]]
        assert [" ".join(text.split()[:2]) for text in found] == [
            "The upper",
            *["upper left"] * 8,
            *["upper right"] * 8,
            "The lower",
            *["lower left"] * 8,
            *["lower right"] * 8,
        ]

    def test_fields_with_values_beside_them_are_not_columns(self, drawing, sentence, reading):
        fields = ["Adopted", "Minute", "Reviewed", "Next review", "Owner", "Version", "Status"]
        for n, field in enumerate(fields):
            drawing.text(70, 110 + 16 * n, field).text(330, 110 + 16 * n, f"value {n}")
        drawing.paragraph(70, 300, sentence(1), 455)

        assert texts(reading(drawing.data()))[:7] == [
            f"{field} value {n}" for n, field in enumerate(fields)
        ]

    def test_a_page_drawn_out_of_order_is_read_from_the_top(self, drawing, reading):
        for y in (200, 100, 300):
            drawing.text(70, y, f"line at {y}")

        assert texts(reading(drawing.data())) == ["line at 100", "line at 200", "line at 300"]


class TestTables:
    def test_ruled_rows_have_their_cells(self, drawing, sentence, reading):
        rows = [("Adopted", "4 May 2021"), ("Agreed by", "Full council,\nminute 21/17")]
        drawing.text(70, 80, "Protocol").table([70, 200, 400], [100, 120, 160], rows)
        drawing.paragraph(70, 200, sentence(1), 455)

        found = reading(drawing.data())

        assert texts(found)[1:3] == [
            ("Adopted", "4 May 2021"),
            ("Agreed by", "Full council, minute 21/17"),
        ]
        assert found.lines[1].kind is LineKind.TABLE_ROW
        assert "Adopted\t4 May 2021\nAgreed by\tFull council, minute 21/17" in found.text

    def test_merged_cells_are_one_cell(self, drawing, reading):
        for y in (100, 120, 140):
            drawing.across(70, 400, y)
        for x in (70, 400):
            drawing.down(x, 100, 140)
        drawing.down(200, 120, 140)
        drawing.text(76, 114, "Who does what in the parish office").text(76, 134, "Agenda")
        drawing.text(206, 134, "Clerk")

        assert texts(reading(drawing.data())) == [
            ("Who does what in the parish office",),
            ("Agenda", "Clerk"),
        ]

    def test_a_header_row_repeated_on_the_next_page_is_given_once(self, drawing, reading):
        for first in (1, 31):
            rows = [
                ("No", "Rule"),
                *[(f"{n}", f"rule number {n}") for n in range(first, first + 30)],
            ]
            drawing.table([70, 150, 525], [72 + 20 * n for n in range(32)], rows).page()

        found = texts(reading(drawing.data()))

        assert found.count(("No", "Rule")) == 1
        assert len(found) == 61

    def test_a_frame_around_paragraphs_is_no_table(self, drawing, sentence, reading):
        drawing.box(60, 60, 535, 200).across(60, 535, 110)
        drawing.text(70, 90, "Important", BOLD)
        drawing.paragraph(70, 130, sentence(1), 440)

        assert {line.kind for line in reading(drawing.data()).lines} == {LineKind.TEXT}

    def test_colour_behind_words_is_no_table(self, drawing, reading):
        drawing.box(70, 90, 130, 104, fill=0.9).box(130, 90, 220, 104, fill=0.8)
        drawing.text(72, 101, "The Clerk must act at once")

        assert texts(reading(drawing.data())) == ["The Clerk must act at once"]

    def test_a_cell_with_much_text_is_layout(self, drawing, sentence, reading):
        drawing.table([60, 300, 540], [60, 400], [("", "")])
        drawing.paragraph(66, 80, sentence(1, 130), 225)
        drawing.paragraph(306, 80, sentence(2, 130), 225)

        assert {line.kind for line in reading(drawing.data()).lines} == {LineKind.TEXT}


class TestFurniture:
    def test_running_headers_footers_and_numbers_are_told_from_the_text(
        self, drawing, sentence, reading
    ):
        for page in range(1, 4):
            drawing.text(70, 36, "Stowcote Parish Council", SMALL)
            drawing.text(70, 815, "Adopted May 2023", SMALL)
            drawing.text(525, 815, f"Page {page} of 3", SMALL, right=True)
            clauses(drawing, sentence, range(10 * page, 10 * page + 8))
            drawing.page()

        document = reading(drawing.data())

        assert furniture(document)[:2] == [
            "Stowcote Parish Council",
            "Adopted May 2023 Page 1 of 3",
        ]
        assert len(furniture(document)) == 6
        assert "Stowcote" not in document.text
        assert sum(text[:2].isdigit() for text in texts(document)) == 24

    def test_headers_of_odd_and_even_pages_differ(self, drawing, sentence, reading):
        for page in range(1, 7):
            drawing.text(70, 36, "Protocol" if page % 2 else "Stowcote Parish Council", SMALL)
            clauses(drawing, sentence, range(10 * page, 10 * page + 5))
            drawing.page()

        assert len(furniture(reading(drawing.data()))) == 6

    def test_headers_with_the_title_of_the_section_differ(self, drawing, sentence, reading):
        for page, title in enumerate(["Introduction", "Roles", "Press", "Complaints"], start=1):
            drawing.text(70, 36, f"Section {page}: {title}", SMALL)
            clauses(drawing, sentence, range(10 * page, 10 * page + 5))
            drawing.page()

        assert furniture(reading(drawing.data()))[1] == "Section 2: Roles"

    def test_clauses_that_differ_by_a_number_only_stay(self, drawing, reading):
        for page in range(1, 5):
            for line in range(40):
                drawing.text(70, 60 + 18 * line, f"{page}.{line} The Clerk must keep list {line}.")
            drawing.page()

        assert furniture(reading(drawing.data())) == []

    @pytest.mark.parametrize(
        "number", ["1", "- 1 -", "Page 1", "Page 1 of 1", "Page | 1", "1 | P a g e", "Tudalen 1"]
    )
    def test_a_page_number_on_a_single_page_is_furniture(self, drawing, sentence, reading, number):
        clauses(drawing, sentence, range(1, 6))
        drawing.text(290, 812, number)

        assert furniture(reading(drawing.data())) == [number]

    def test_small_type_in_the_margin_of_a_single_page_is_furniture(
        self, drawing, sentence, reading
    ):
        clauses(drawing, sentence, range(1, 6))
        drawing.text(70, 806, "Adopted 4 May 2021", SMALL)

        assert furniture(reading(drawing.data())) == ["Adopted 4 May 2021"]

    def test_a_stamp_across_the_page_is_furniture(self, drawing, sentence, reading):
        drawing.text(150, 600, "DRAFT", ("Helvetica", 120), turn=45)
        clauses(drawing, sentence, range(1, 6))

        assert furniture(reading(drawing.data())) == ["DRAFT"]

    def test_a_page_with_nothing_but_a_line_at_its_edge_keeps_it(self, drawing, reading):
        drawing.text(70, 30, "Withdrawn in 2019", SMALL)

        assert texts(reading(drawing.data())) == ["Withdrawn in 2019"]


class TestPages:
    @pytest.mark.parametrize("says_so", [True, False], ids=["rotated", "drawn-sideways"])
    def test_a_sideways_page_is_read_upright(self, drawing, reading, says_so):
        canvas = drawing.canvas
        if says_so:
            canvas.setPageRotation(90)
        canvas.translate(595, 0)
        canvas.rotate(90)
        for n in range(4):
            canvas.drawString(70, 500 - 14 * n, f"{n}. line of a page that is turned")

        lines = reading(drawing.data()).lines

        assert [line.text[:7] for line in lines] == [f"{n}. line" for n in range(4)]
        assert all(line.bbox[2] - line.bbox[0] > 100 for line in lines)

    def test_places_are_those_on_the_page_as_cropped(self, drawing, reading):
        drawing.canvas.setCropBox((50, 50, 545, 800))
        drawing.text(70, 141.9, "The Clerk must act")

        left, top, _, bottom = reading(drawing.data()).lines[0].bbox

        assert round(left) == 20
        assert top < 100 < bottom

    def test_type_set_at_size_one_and_enlarged_has_its_printed_size(self, drawing, reading):
        drawing.canvas.translate(70, 700)
        drawing.canvas.scale(11, 11)
        drawing.canvas.setFont("Helvetica", 1)
        drawing.canvas.drawString(0, 0, "The Clerk must act")

        assert reading(drawing.data()).lines[0].size == 11.0

    def test_empty_pages_count(self, drawing, reading):
        drawing.text(70, 100, "one").page().page().text(70, 100, "three")

        document = reading(drawing.data())

        assert document.pages == 3
        assert [line.page for line in document.lines] == [1, 3]


class TestHyphens:
    def test_words_broken_at_the_end_of_a_line_are_whole_again(self, drawing, reading):
        for n, line in enumerate(
            [
                "The council gives infor-",
                "mation in good time and keeps to its decision-",
                "making rules. Our decision-making is public. The co-",
                "opted members get information too, and the Vice-",
                "Chairman signs.",
            ]
        ):
            drawing.text(70, 100 + 14 * n, line)

        assert reading(drawing.data()).text.replace("\n", " ") == (
            "The council gives information in good time and keeps to its decision-making rules. "
            "Our decision-making is public. The co-opted members get information too, and the "
            "Vice-Chairman signs."
        )

    @pytest.mark.parametrize(
        ("first", "second", "joined"),
        [
            pytest.param("infor", "mation", "information", id="soft"),
            pytest.param("well", "being", "well-being", id="prefix"),
            pytest.param("day-to", "day", "day-to-day", id="chain"),
            pytest.param("2023", "24", "2023-24", id="years"),
            pytest.param("Vice", "Chair", "Vice-Chair", id="capital"),
            pytest.param("gover", "nance", "governance", id="known-whole"),
            pytest.param("policy", "making", "policy-making", id="two-known-words"),
        ],
    )
    def test_the_document_decides_about_the_hyphen(self, first, second, joined):
        hyphens = Hyphens(["Good governance of policy and the making of rules"])

        assert hyphens.joined(first, second) == joined

    @given(st.text(max_size=30), st.text(max_size=30))
    def test_no_letter_is_lost(self, first, second):
        joined = Hyphens([]).joined(first, second)

        assert joined in {f"{first}-{second}", f"{first}{second}"}


def test_a_pdf_that_pdfium_does_not_open_is_read(drawing, sentence, reading):
    clauses(drawing, sentence, range(1, 4))
    whole = drawing.data()

    document = reading(b"\0" * 5_000 + whole)

    assert document.state is State.TEXT
    assert "qpdf" in document.reader
    assert document.text == reading(whole).text
    assert "mended" in document.warnings[0]
