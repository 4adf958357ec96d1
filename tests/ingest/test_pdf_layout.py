"""Layouts that councils' programs produce, one small drawing for each."""

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.ingest.pdf.hyphens import Hyphens
from pipeline.model import LineKind

BOLD, SMALL, NOTE = ("Helvetica-Bold", 11), ("Helvetica", 8), ("Helvetica", 9)


def body(document):
    return [line for line in document.lines if line.kind is not LineKind.FURNITURE]


def texts(document):
    return [line.cells or line.text for line in body(document)]


def furniture(document):
    return [line.text for line in document.lines if line.kind is LineKind.FURNITURE]


def letter_by_letter(drawing, x, y, words, space=0.0, font=BOLD):
    for letter in words:
        if letter != " ":
            drawing.text(x, y, letter, font)
        x += stringWidth(letter, *font) + space


class TestColumns:
    @pytest.mark.parametrize("row_by_row", [False, True], ids=["column-order", "row-order"])
    @pytest.mark.parametrize(
        "starts",
        [
            pytest.param((40, 220, 400), id="three"),
            pytest.param((40, 180, 320, 460), id="four"),
            pytest.param((40, 240), id="narrow-and-wide"),
            pytest.param((40, 400), id="wide-and-narrow"),
        ],
    )
    def test_any_columns_are_read_one_after_the_other(self, drawing, reading, starts, row_by_row):
        ends = [*(start - 18 for start in starts[1:]), 570]
        lines = []
        for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
            letters = int((end - start) / 5.4)
            words = f"column {number} holds a line as long as it is wide and not a word more of it "
            lines += [
                (start, 100 + 14 * n, f"{n} {(words * 2)[:letters]}".strip()) for n in range(20)
            ]
        drawn = sorted(lines, key=lambda line: line[1]) if row_by_row else lines
        for x, y, text in drawn:
            drawing.text(x, y, text, ("Helvetica", 10))

        assert texts(reading(drawing.data())) == [text for _, _, text in lines]

    def test_labels_that_hang_in_the_right_column_stay_with_their_text(self, drawing, reading):
        for n in range(20):
            drawing.text(50, 100 + 14 * n, f"left line {n} of a column that is full of text")
            drawing.text(310, 100 + 14 * n, f"{n}.1")
            drawing.text(340, 100 + 14 * n, f"right line {n} is full of text as well")

        assert texts(reading(drawing.data()))[20:] == [
            f"{n}.1 right line {n} is full of text as well" for n in range(20)
        ]

    def test_the_first_lines_of_columns_near_the_edge_are_no_header(self, drawing, reading):
        left = [f"left line {n} of a page that has two columns" for n in range(30)]
        right = [f"right line {n} of a page that has two columns" for n in range(30)]
        for n, (one, other) in enumerate(zip(left, right, strict=True)):
            drawing.text(50, 40 + 14 * n, one).text(310, 40 + 14 * n, other)

        assert texts(reading(drawing.data())) == left + right

    def test_a_short_heading_above_columns_parts_them(self, drawing, reading):
        for half, y in (("upper", 100), ("lower", 300)):
            drawing.text(50, y - 22, half.capitalize(), ("Helvetica-Bold", 15))
            for n in range(8):
                drawing.text(50, y + 14 * n, f"{half} left line {n} of the two columns here")
                drawing.text(310, y + 14 * n, f"{half} right line {n} of the two columns here")

        found = [text.split(" line")[0] for text in texts(reading(drawing.data()))]

        assert found == [
            name
            for half in ("upper", "lower")
            for name in (half.capitalize(), *[f"{half} left"] * 8, *[f"{half} right"] * 8)
        ]

    def test_a_box_beside_the_text_does_not_break_into_it(self, drawing, sentence, reading):
        drawing.text(380, 100, "Telephone the clerk").text(380, 114, "on weekday mornings")
        drawing.text(70, 70, "Protocol", ("Helvetica-Bold", 16))
        drawing.paragraph(70, 96, sentence(1, 45), 290)
        drawing.paragraph(70, 240, sentence(2, 45), 455)

        text = reading(drawing.data()).text.replace("\n", " ")

        assert sentence(1, 45) in text
        assert "Telephone the clerk on weekday mornings" in text


class TestLetters:
    def test_a_drop_cap_belongs_to_its_word(self, drawing, reading):
        drawing.text(70, 128, "T", ("Helvetica", 40))
        drawing.text(98, 106, "he council and its clerk agree to work")
        drawing.text(98, 120, "together in good faith and with respect,")
        drawing.text(70, 138, "each knowing what the other is there to do.")

        assert texts(reading(drawing.data()))[0] == "The council and its clerk agree to work"

    @pytest.mark.parametrize(
        ("cap", "rest", "read"),
        [
            pytest.param("A", "council and its clerk", "A council and its clerk", id="a-word"),
            pytest.param("A", "ll members of a council", "All members of a council", id="part"),
        ],
    )
    def test_an_initial_that_may_be_a_word_is_judged_by_the_words_around(
        self, drawing, reading, cap, rest, read
    ):
        drawing.text(70, 128, cap, ("Helvetica", 40)).text(100, 106, rest)
        drawing.text(100, 120, "must respect the council")

        assert texts(reading(drawing.data()))[0] == read

    def test_words_spaced_out_letter_by_letter_are_words(self, drawing, sentence, reading):
        letter_by_letter(drawing, 70, 100, "MEMBER AND OFFICER PROTOCOL", 5.0)
        drawing.paragraph(70, 140, sentence(1), 455)

        assert texts(reading(drawing.data()))[0] == "MEMBER AND OFFICER PROTOCOL"

    def test_a_page_with_few_words_drawn_letter_by_letter_has_its_words(self, drawing, reading):
        for y, words in ((100, "(b)"), (114, "Nothing in this Protocol")):
            letter_by_letter(drawing, 70, y, words)

        assert reading(drawing.data()).text == "(b)\nNothing in this Protocol"

    def test_bold_that_is_faked_by_drawing_twice_is_read_once(self, drawing, reading):
        drawing.text(70, 100, "Protocol", BOLD).text(70.4, 100, "Protocol", BOLD)

        line = reading(drawing.data()).lines[0]

        assert (line.text, line.bold) == ("Protocol", True)

    def test_letters_that_are_filled_and_outlined_are_bold(self, drawing, reading):
        for y, mode in ((100, 2), (130, 0)):
            drawn = drawing.canvas.beginText(70, 841.9 - y)
            drawn.setTextRenderMode(mode)
            drawn.textLine("The Clerk must act")
            drawing.canvas.saveState()
            drawing.canvas.drawText(drawn)
            drawing.canvas.restoreState()

        assert [line.bold for line in reading(drawing.data()).lines] == [True, False]

    def test_type_on_an_enlarged_page_has_its_printed_size(self, drawing, reading):
        drawing.canvas.scale(0.75, 0.75)
        drawing.canvas.setFont("Helvetica", 16)
        drawing.canvas.drawString(90, 900, "The Clerk must act")

        assert reading(drawing.data()).lines[0].size == 12.0

    @pytest.mark.parametrize(
        ("broken", "joined"),
        [pytest.param(0, "longest-serving", id="never"), pytest.param(20, "informal", id="often")],
    )
    def test_a_document_that_breaks_no_words_keeps_its_hyphens(self, broken, joined):
        lines = ["a line without any break"] * (60 - broken) + ["a broken li-"] * broken

        halves = joined.split("-") if not broken else ("infor", "mal")

        assert Hyphens(lines).joined(*halves) == joined


class TestFootnotes:
    def raised(self, drawing, x, y, mark):
        return drawing.text(x, y - 4, mark, ("Helvetica", 6))

    def test_notes_stand_after_the_text_with_their_marks(self, drawing, sentence, reading):
        words = "1. The Clerk is the Proper Officer"
        drawing.text(70, 100, words)
        self.raised(drawing, 70 + stringWidth(words, "Helvetica", 11), 100, "1")
        drawing.text(250, 100, "of the council and")
        drawing.paragraph(70, 114, sentence(1), 455)
        drawing.across(70, 200, 740)
        drawing.text(70, 752, "1 See the standing orders of the", NOTE)
        drawing.text(70, 763, "council, which say more.", NOTE)
        drawing.page().paragraph(70, 100, sentence(2), 455)

        document = reading(drawing.data())

        assert "Proper Officer[1] of the council and" in document.text
        assert document.text.endswith(
            "\n\n[1] See the standing orders of the\ncouncil, which say more."
        )
        assert [line.page for line in document.lines[-2:]] == [1, 1]

    def test_a_note_without_a_rule_is_known_by_its_raised_mark(self, drawing, sentence, reading):
        words = "The Clerk is the Proper Officer"
        drawing.text(70, 100, words)
        self.raised(drawing, 70 + stringWidth(words, "Helvetica", 11), 100, "*")
        drawing.paragraph(70, 120, sentence(1), 455)
        drawing.text(70, 700, "* Until the annual meeting.", NOTE)

        assert reading(drawing.data()).text.endswith("[*] Until the annual meeting.")

    @pytest.mark.parametrize(
        "last", ["1 See the standing orders.", "* Until the annual meeting.", "Small print."]
    )
    def test_small_type_without_rule_or_raised_mark_stays(self, drawing, sentence, reading, last):
        drawing.paragraph(70, 100, sentence(1), 455)
        drawing.text(70, 700, last, NOTE)

        assert texts(reading(drawing.data()))[-1] == last

    def test_small_type_above_the_text_is_no_note(self, drawing, sentence, reading):
        drawing.across(70, 200, 390).text(70, 400, "1 This is said in small type.", NOTE)
        drawing.paragraph(70, 440, sentence(1), 455)

        assert texts(reading(drawing.data()))[0] == "1 This is said in small type."


class TestTables:
    xs = (70, 150, 525)

    def test_a_row_that_goes_on_overleaf_is_one_row(self, drawing, reading):
        drawing.table(self.xs, [700, 720, 760], [("No", "Rule"), ("7", "The Clerk must")]).page()
        drawing.table(self.xs, [60, 80, 100], [("", "act at once."), ("8", "Members help.")])

        assert texts(reading(drawing.data())) == [
            ("No", "Rule"),
            ("7", "The Clerk must act at once."),
            ("8", "Members help."),
        ]

    def test_a_row_alone_overleaf_is_still_of_its_table(self, drawing, reading):
        drawing.table(self.xs, [700, 720, 760], [("No", "Rule"), ("7", "The Clerk must")]).page()
        drawing.table(self.xs, [60, 80], [("", "act at once.")])

        assert texts(reading(drawing.data()))[1] == ("7", "The Clerk must act at once.")

    def test_whole_rows_overleaf_stay_rows(self, drawing, reading):
        drawing.table(self.xs, [700, 720, 760], [("No", "Rule"), ("7", "The Clerk acts.")]).page()
        drawing.table(self.xs, [60, 80, 100], [("8", "Members help."), ("9", "All agree.")])

        assert len(texts(reading(drawing.data()))) == 4

    def test_a_rule_between_columns_below_a_table_is_none_of_its_edges(self, drawing, reading):
        drawing.table(self.xs, [100, 120, 140], [("No", "Rule"), ("7", "The Clerk acts.")])
        drawing.down(300, 141, 600)

        assert texts(reading(drawing.data())) == [("No", "Rule"), ("7", "The Clerk acts.")]


class TestForms:
    def test_what_is_filled_in_stands_with_its_label(self, drawing, sentence, reading):
        form = drawing.canvas.acroForm
        fields = [("Name of council", "Stowcote Parish Council"), ("Date adopted", "4 May 2021")]
        for n, (label, value) in enumerate(fields):
            drawing.text(70, 100 + 30 * n, f"{label}:")
            form.textfield(name=label, value=value, x=200, y=736 - 30 * n, width=200, height=20)
        drawing.paragraph(70, 200, sentence(1), 455)

        assert texts(reading(drawing.data()))[:2] == [
            f"{label}: {value}" for label, value in fields
        ]

    @pytest.mark.parametrize(
        ("checked", "read"), [pytest.param(True, "Adopted ☑", id="yes"), (False, "Adopted")]
    )
    def test_a_box_is_read_if_it_is_ticked(self, drawing, reading, checked, read):
        drawing.text(70, 100, "Adopted")
        drawing.canvas.acroForm.checkbox(name="adopted", checked=checked, x=130, y=738, size=14)

        assert texts(reading(drawing.data())) == [read]

    def test_a_choice_and_several_lines_are_read_and_a_password_is_not(self, drawing, reading):
        form = drawing.text(70, 60, "Form").canvas.acroForm
        options = ["Parish", "Town"]
        form.choice(name="kind", options=options, value="Town", x=70, y=700, width=90, height=20)
        form.textfield(
            name="notes",
            value="Read at\nthe meeting",
            fieldFlags="multiline",
            x=70,
            y=600,
            height=60,
        )
        form.textfield(name="secret", value="hush", fieldFlags="password", x=70, y=500)

        assert texts(reading(drawing.data())) == ["Form", "Town", "Read at", "the meeting"]

    def test_text_typed_on_the_page_is_read(self, drawing, reading):
        drawing.text(70, 100, "Adopted on")
        drawing.canvas.freeTextAnnotation("4 May 2021", "/Helv 11 Tf", Rect=(140, 735, 240, 755))

        assert texts(reading(drawing.data())) == ["Adopted on 4 May 2021"]


class TestFurniture:
    def test_large_pale_words_behind_the_text_are_furniture(self, drawing, sentence, reading):
        drawing.canvas.setFillGray(0.85)
        drawing.text(120, 400, "DRAFT", ("Helvetica-Bold", 90))
        drawing.canvas.setFillGray(0)
        drawing.paragraph(70, 100, sentence(1, 300), 455)

        document = reading(drawing.data())

        assert furniture(document) == ["DRAFT"]
        assert sentence(1, 300) in document.text.replace("\n", " ")

    def test_a_large_title_is_text(self, drawing, sentence, reading):
        drawing.text(70, 120, "Protocol", ("Helvetica-Bold", 40))
        drawing.paragraph(70, 200, sentence(1), 455)

        assert texts(reading(drawing.data()))[0] == "Protocol"

    def test_words_outside_the_page_are_no_text(self, drawing, sentence, reading):
        drawing.canvas.setCropBox((50, 50, 545, 790))
        drawing.text(70, 20, "protocol_v3_final.indd", SMALL)
        drawing.paragraph(70, 100, sentence(1), 455)

        assert "indd" not in reading(drawing.data()).text

    def test_a_footer_on_the_second_of_two_pages_only_is_furniture(
        self, drawing, sentence, reading
    ):
        drawing.paragraph(70, 100, sentence(1), 455)
        drawing.page().text(70, 780, "Version 2.1, page 2 of 2", SMALL)
        drawing.paragraph(70, 100, sentence(2), 455)

        assert furniture(reading(drawing.data())) == ["Version 2.1, page 2 of 2"]

    @pytest.mark.parametrize("whole", [False, True], ids=["header-only", "everything"])
    def test_the_file_may_mark_its_header_but_not_all_it_says(
        self, drawing, sentence, reading, whole
    ):
        drawing.canvas.addLiteral("/Artifact <</Type /Pagination>> BDC")
        drawing.text(70, 70, "Stowcote Parish Council")
        if not whole:
            drawing.canvas.addLiteral("EMC")
        drawing.paragraph(70, 140, sentence(1), 455)
        if whole:
            drawing.canvas.addLiteral("EMC")

        found = furniture(reading(drawing.data()))

        assert found == ([] if whole else ["Stowcote Parish Council"])
