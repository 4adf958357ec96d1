"""Scans, photographs and pages with broken text layers: what is recognised on them."""

import io
import json
import random
import re
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from pipeline.engine import map_documents
from pipeline.engine.outcome import Limits, no_clock
from pipeline.ingest import PRELOAD, page_pictures, read, reader_version
from pipeline.ingest.ocr import engine
from pipeline.ingest.ocr.engines import Seen, _from_tsv, _models, _OfSystem
from pipeline.ingest.ocr.labels import labels_again
from pipeline.ingest.ocr.preparing import levelled, posture
from pipeline.ingest.ocr.rules import strokes
from pipeline.ingest.ocr.setting import set_words
from pipeline.ingest.pdf.geometry import PrintedLine
from pipeline.ingest.pdf.pdfium import open_pdfium
from pipeline.ingest.pdf.scanned import agree_on_headers
from pipeline.ingest.raster import Raster, png
from pipeline.model import LineKind, State
from pipeline.store.records import to_json

needs_engine = pytest.mark.skipif(engine() is None, reason="no text recognition is installed")
needs_welsh = pytest.mark.skipif(
    engine() is None or "cym" not in engine().languages,
    reason="the Welsh data of Tesseract (cym) are not installed",
)

CLAUSES = [
    ("1.", "How the Clerk and the councillors work together"),
    ("1.1", "The Clerk is employed by the Council as a whole and not by any one councillor,"),
    ("", "and takes instructions from the Council only."),
    ("1.2", "Councillors must not criticise an officer in public."),
    ("a)", "A councillor with a complaint speaks to the Chairman first;"),
    ("b)", "the Chairman may then ask the Staffing Committee to look at it."),
    ("2.", "When the protocol is reviewed"),
    ("2.1", "The Council reviews this protocol in May of every fourth year."),
]
WELSH = [
    "Rhaid i gynghorwyr beidio â rhoi cyfarwyddiadau i swyddogion y Cyngor.",
    "Y Clerc sy'n penderfynu pryd y gwneir y gwaith a chan bwy, ac yn dweud wrth y Cyngor.",
    "Mae'r protocol hwn yn cael ei adolygu gan y Cyngor bob pedair blynedd.",
    "Caiff aelodau o'r cyhoedd glywed y ddadl, ac mae croeso iddynt siarad yn y cyfarfod.",
]


@pytest.fixture
def limits(limits):
    """Give limits that pictures stay within."""
    return replace(limits, max_bytes=20_000_000)


@pytest.fixture
def reading(limits):
    """Give a function that reads bytes, as the pipeline does."""
    return lambda data, name="protocol.pdf": read(data, name=name, doc="stowcote", params=limits)


def drawn(drawing, clauses=CLAUSES):
    for number, (label, text) in enumerate(clauses):
        drawing.text(70, 100 + 24 * number, label).text(110, 100 + 24 * number, text)
    return drawing


def scanned(data, *, dpi=200, turn=0, quarters=0, bilevel=False, strips=1):
    """Print a PDF and scan it again."""
    file = open_pdfium(data)
    buffer = io.BytesIO()
    made = canvas.Canvas(buffer, invariant=1)
    for number in range(1, file.page_count + 1):
        picture = photographed(file, number, dpi, turn).rotate(-90 * quarters, expand=True)
        if bilevel:
            picture = picture.point(lambda level: 255 * (level > 140)).convert("1")
        width, height = (each * 72 / dpi for each in picture.size)
        made.setPageSize((width, height))
        step = -(-picture.height // strips)
        for top in range(0, picture.height, step):
            part = picture.crop((0, top, picture.width, min(top + step, picture.height)))
            tall = part.height * 72 / dpi
            made.drawImage(ImageReader(part), 0, height - top * 72 / dpi - tall, width, tall)
        made.showPage()
    made.save()
    file.close()
    return buffer.getvalue()


def photographed(file, number, dpi, turn=0):
    grey = file.picture(number, dpi).grey
    picture = Image.fromarray(grey).rotate(turn, Image.Resampling.BICUBIC, fillcolor=255)
    picture = picture.filter(ImageFilter.GaussianBlur(dpi / 400))
    noise = np.random.default_rng(7).normal(0, 5, (picture.height, picture.width))
    return Image.fromarray(np.clip(np.asarray(picture) * 0.9 + 12 + noise, 0, 255).astype("uint8"))


def printed(clauses=CLAUSES):
    return squeezed(" ".join(f"{label} {text}" for label, text in clauses))


def squeezed(text):
    return re.sub(r"\s+", "", text)


@needs_engine
@pytest.mark.parametrize(
    "how",
    [
        pytest.param({"turn": 1.4}, id="askew"),
        pytest.param({"quarters": 2}, id="upside-down"),
        pytest.param({"quarters": 1}, id="sideways"),
        pytest.param({"quarters": 3, "turn": -0.6}, id="sideways-the-other-way-and-askew"),
        pytest.param({"bilevel": True, "dpi": 300}, id="black-and-white"),
        pytest.param({"strips": 6}, id="in-strips"),
    ],
)
def test_a_scan_is_read_however_it_lies(reading, drawing, how):
    document = reading(scanned(drawn(drawing).data(), **how))

    assert document.state is State.OCR
    assert document.recognised == (1,)
    assert document.reader.endswith(engine().name({"eng"}))
    assert squeezed(document.text) == printed()
    labels = [line.text.split()[0] for line in document.lines if line.text[:1].isdigit()]
    assert labels == ["1.", "1.1", "1.2", "2.", "2.1"]
    assert all(line.confidence > 0.8 for line in document.lines)
    assert "recognised from a picture: 1" in document.warnings[0]


@needs_engine
def test_words_of_a_scan_stand_where_they_are_printed(reading, drawing):
    whole = drawn(drawing).data()
    document, clean = reading(scanned(whole)), reading(whole)

    for line, same in zip(document.lines, clean.lines, strict=True):
        assert line.text == same.text
        assert line.bbox == pytest.approx(same.bbox, abs=4)
        assert line.size == pytest.approx(same.size, abs=1)


@needs_engine
def test_a_scanned_page_among_others_makes_a_document_of_both_kinds(reading, drawing):
    file = open_pdfium(drawn(drawing).data())
    picture = photographed(file, 1, 200)
    buffer = io.BytesIO()
    made = canvas.Canvas(buffer, pagesize=(595, 842), invariant=1)
    made.drawString(70, 700, "The Council adopted this protocol.")
    made.showPage()
    made.drawImage(ImageReader(picture), 0, 0, 595, 842)
    made.save()

    document = reading(buffer.getvalue())

    assert document.state is State.TEXT_OCR
    assert document.recognised == (2,)
    assert [line.confidence is None for line in document.lines][:2] == [True, False]


@needs_engine
def test_the_rows_of_a_scanned_table_stay_rows(reading, drawing):
    rows = [("Policy owner", "Town Clerk"), ("Adopted", "15 May 2023"), ("Next review", "May 2026")]
    drawing.table((70, 250, 450), (100, 124, 148, 172), rows)
    drawn_below = [("", text) for _, text in CLAUSES]
    for number, (_, text) in enumerate(drawn_below):
        drawing.text(70, 220 + 20 * number, text)

    document = reading(scanned(drawing.data()))

    found = [line.cells for line in document.lines if line.kind is LineKind.TABLE_ROW]
    assert found == rows


@needs_engine
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_a_picture_is_read_as_a_document(reading, drawing, form):
    file = open_pdfium(drawn(drawing).data())
    picture = photographed(file, 1, 200)
    buffer = io.BytesIO()
    picture.save(buffer, form, dpi=(200, 200))

    document = reading(buffer.getvalue(), f"protocol.{form.lower()}")

    assert document.state is State.OCR
    assert squeezed(document.text) == printed()
    assert document.media_type == f"image/{form.lower()}"


@needs_engine
def test_every_page_of_a_fax_is_read(reading, drawing):
    file = open_pdfium(drawn(drawn(drawing, CLAUSES[:4]).page(), CLAUSES[4:]).data())
    first, second = (
        photographed(file, number, 200).point(lambda level: 255 * (level > 140)).convert("1")
        for number in (1, 2)
    )
    buffer = io.BytesIO()
    first.save(buffer, "TIFF", save_all=True, append_images=[second], compression="group4")

    document = reading(buffer.getvalue(), "protocol.tif")

    assert document.pages == 2
    assert document.recognised == (1, 2)
    assert squeezed(document.text) == printed()


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0 broken", b"II*\x00\x08\x00\x00\x00\xff\xff"]
)
def test_a_damaged_picture_says_so(reading, data):
    document = reading(data, "a.png")

    assert document.state is State.UNREADABLE
    assert "fetch it again" in document.reason


def test_without_recognition_a_scan_says_what_to_do(limits, drawing):
    off = replace(limits, ocr=False)
    data = scanned(drawn(drawing).data(), dpi=100)

    document = read(data, name="a.pdf", doc="a", params=off)

    assert document.state is State.UNREADABLE
    assert "ingest.ocr" in document.reason


@needs_welsh
def test_a_welsh_scan_is_read_in_welsh(reading, drawing):
    clauses = [("", line) for line in WELSH]

    document = reading(scanned(drawn(drawing, clauses).data()))

    assert squeezed(document.text) == printed(clauses)


def as_bytes(limits, data, grant):
    """Read in whatever process this is."""
    return to_json(read(data, name="a.pdf", doc="a", params=limits, grant=grant))


@needs_engine
def test_a_scan_reads_the_same_in_every_process(limits, drawing):
    data = scanned(drawn(drawing).data(), turn=0.4)
    reader = partial(as_bytes, limits)
    within = Limits(seconds=120, memory_bytes=2**31, most_seconds=120)

    outcomes = list(
        map_documents(reader, [data, data], limits=lambda _: within, workers=1, preload=PRELOAD)
    )

    assert outcomes[0].value == outcomes[1].value == reader(data, no_clock)


@needs_engine
def test_the_version_of_a_reader_names_what_recognises():
    assert engine().name() in reader_version("application/pdf")
    assert engine().name() in reader_version("image/tiff")
    assert engine().name() not in reader_version("text/html")


@pytest.mark.skipif(not __import__("shutil").which("tesseract"), reason="no tesseract program")
def test_the_program_reads_what_the_library_reads(drawing):
    raster = open_pdfium(drawn(drawing).data()).picture(1, 200)

    seen = _OfSystem("tesseract", _models(())).words(raster.grey, 200, "eng", 0)

    assert squeezed("".join(word.text for word in seen)) == printed()


@needs_engine
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("angle", [0.0, 1.0, -2.5])
def test_the_posture_of_a_page_is_measured(drawing, quarters, angle):
    raster = open_pdfium(drawn(drawing).data()).picture(1, 150)
    askew = levelled(raster, -angle)
    lying = Raster(np.rot90(askew.grey, quarters).copy(), *askew.grey.shape[::-1])

    found = posture(lying, engine().quarters)

    assert found.quarters == quarters
    assert found.angle == pytest.approx(angle, abs=0.1)


@needs_engine
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_the_letters_of_a_page_tell_how_it_must_be_turned(drawing, quarters):
    grey = open_pdfium(drawn(drawing).data()).picture(1, 200).grey
    lying = np.ascontiguousarray(np.rot90(grey, quarters))

    assert engine().quarters(lying) in {quarters, None}  # None: it has no data to tell by


def test_long_straight_lines_are_rules_and_letters_are_not():
    grey = np.full((600, 800), 240, np.uint8)
    grey[100:102, 50:700] = 20
    grey[50:400, 300:303] = 20
    grey[200:230, 400:405] = 20  # as tall as a letter

    across, down = strokes(grey, 100)  # of which a tenth may be broken

    assert [(each.left, each.top, each.right) for each in across] == [
        (45, 99, 705)
    ]  # a tenth of a line may be broken
    assert [(each.top, each.bottom) for each in down] == [(47, 403)]


def seen(*words):
    """Give words of one height: left edge, line and text of each."""
    return [
        Seen(left, 20.0 * line, left + 6 * len(text), 20.0 * line + 8, text, 0.9, line)
        for left, line, text in words
    ]


@pytest.mark.parametrize(
    ("signs", "bullets"),
    [
        pytest.param(["¢", "¢"], ["•", "•"], id="cents"),
        pytest.param(["e", "e", "e"], ["•", "•", "•"], id="letters"),
        pytest.param(["«", "e", "*"], ["•", "•", "•"], id="several"),
        pytest.param(["e"], ["e"], id="one-letter-only"),
        pytest.param(["a", "b"], ["a", "b"], id="labels"),
        pytest.param(["o", "o"], ["o", "o"], id="bullets-that-are-letters"),
        pytest.param(["0", "O", "oO", "0."], ["o", "o", "o", "o"], id="circles"),
        pytest.param(["0"], ["0"], id="one-figure-only"),
        pytest.param(["™", "=", "™"], ["•", "•", "•"], id="squares"),
    ],
)
def test_signs_that_hang_before_a_list_are_bullets(signs, bullets):
    words = [
        word
        for line, sign in enumerate(signs)
        for word in seen((10, line, sign), (40, line, "act"), (70, line, "fairly"))
    ]

    assert [line.words[0].text for line in set_words(words, 1.0)] == bullets


def test_a_sign_within_the_text_is_not_a_bullet():
    words = seen((10, 0, "e"), (17, 0, "mail"), (10, 1, "e"), (17, 1, "mail"))

    assert [line.words[0].text for line in set_words(words, 1.0)] == ["e", "e"]


class SecondLook:
    """Reads every line as the same label before the same word."""

    def __init__(self, label):
        self.answer = seen((10, 0, label), (60, 0, "The"))

    def line(self, grey, dpi):
        return self.answer


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [
        pytest.param("TA", "1.1", "1.1", id="misread"),
        pytest.param("11", "1.1", "1.1", id="stop-lost"),
        pytest.param("¢", "c.", "c.", id="letter-taken-for-a-sign"),
        pytest.param("¢", "e", "¢", id="sign"),
        pytest.param("Zz", "Zebra", "Zz", id="no-label"),
    ],
)
def test_a_doubtful_label_is_read_again(first, second, taken):
    words = seen((10, 0, first), (60, 0, "The"), (85, 0, "Clerk"))
    words[0] = words[0]._replace(score=0.4)
    grey = np.full((60, 200), 255, np.uint8)

    assert labels_again(words, grey, 100, SecondLook(second))[0].text == taken


def test_a_label_that_was_surely_read_is_not_read_again():
    words = seen((10, 0, "1.1"), (60, 0, "The"))
    words[0] = words[0]._replace(score=0.95)

    assert labels_again(words, np.full((60, 200), 255, np.uint8), 100, None) == words


def test_hyphens_at_the_end_of_lines_may_be_there_for_the_line_only():
    words = seen((10, 0, "the"), (30, 0, "infor-"), (10, 1, "mation"), (60, 1, "day-to-day"))

    lines = set_words(words, 1.0)

    assert lines[0].words[-1].text == "infor\x02"
    assert lines[1].words[-1].text == "day-to-day"


@pytest.mark.parametrize(
    ("second", "agreed"),
    [
        pytest.param("Stowcote Parish Couneil - Protocol", True, id="misread"),
        pytest.param("Stowcote Parish Council - Minutes of May", False, id="other-words"),
        pytest.param("Stowcote Parish Council - Protocol 2", False, id="other-number"),
    ],
)
def test_running_headers_of_recognised_pages_get_one_wording(second, agreed):
    first = "Stowcote Parish Council - Protocol"
    lines = [
        PrintedLine(page, 70, 30, 300, 40, text, order=0)
        for page, text in ((1, first), (2, second))
    ]

    lines = [*agree_on_headers(lines, [(595, 842)] * 2, {1: None, 2: None})]

    assert [line.text for line in lines] == [first, first if agreed else second]


def test_words_of_one_line_get_one_height():
    tall, small = Seen(0, 10, 30, 19, "The", 0.9, 0), Seen(35, 12, 60, 19, "rose", 0.9, 0)

    (line,) = set_words([tall, small], 0.5)

    assert len({(word.top, word.bottom) for word in line.words}) == 1
    assert line.words[1].left == 17.5


def test_a_table_of_words_is_read_without_its_frame():
    table = (
        "level\tpage\n4\t1\t1\t1\t1\t0\t1\t2\t3\t4\t-1\t\n5\t1\t1\t1\t1\t1\t1\t2\t3\t4\t96.5\tThe"
    )

    assert _from_tsv(table) == [Seen(1, 2, 4, 6, "The", 0.965, 0)]


@needs_engine
@pytest.mark.parametrize("quarters", [0, 1, 2])
def test_the_picture_of_a_scanned_page_is_turned_as_its_text_was(reading, drawing, quarters):
    data = scanned(drawn(drawing).data(), quarters=quarters)
    document = reading(data)

    (shown,) = page_pictures(data, "application/pdf", [1])

    picture = Image.open(io.BytesIO(shown.png))
    assert picture.width < picture.height
    assert shown.width == pytest.approx(595, abs=2)
    grey = np.asarray(picture.convert("L"))
    scale = picture.height / shown.height
    for line in document.lines:
        left, top, right, bottom = (round(edge * scale) for edge in line.bbox)
        assert grey[top:bottom, left:right].mean() < 245  # ink where the words are said to be
    assert grey[: round(60 * scale)].mean() > 250


def test_pictures_of_pages_are_small_and_the_same_every_time(drawing):
    data = drawn(drawing).data()

    first, second = (list(page_pictures(data, "application/pdf", [1, 7])) for _ in range(2))

    assert first == second
    assert [each.number for each in first] == [1]
    assert len(first[0].png) < 40_000


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 broken", b"\x89PNG\r\n\x1a\n broken"])
@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "text/plain"])
def test_what_cannot_be_drawn_has_no_pictures(data, kind):
    assert list(page_pictures(data, kind, [1])) == []


def test_a_picture_of_any_size_is_written():
    rng = random.Random(3)
    for _ in range(5):
        size = rng.randrange(1, 40), rng.randrange(1, 40)
        grey = np.full(size, 200, np.uint8)
        grey[0, 0] = 0
        assert Image.open(io.BytesIO(png(grey))).size == size[::-1]


@needs_engine
def test_the_made_up_scans_are_read_nearly_without_error(shared, limits):
    from rapidfuzz.distance import Levenshtein

    folder = shared / "corpus" / "variants"
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    document = read(
        (folder / "d04.scan.pdf").read_bytes(), name="d04.scan.pdf", doc="d04", params=limits
    )

    plain = str.maketrans("’‘“”–—", "''\"\"--", "•")
    wanted = squeezed(truth["d04.scan.pdf"]["text"].translate(plain))
    found = squeezed(document.text.translate(plain))
    assert Levenshtein.distance(wanted, found) / len(wanted) < 0.02


@needs_engine
def test_the_holes_of_a_ring_binder_are_no_text(drawing, reading):
    drawn(drawing)
    for y in (128, 244):  # beside the lines that begin with a label
        drawing.canvas.circle(30, drawing.size[1] - y, 8, fill=1)

    assert squeezed(reading(scanned(drawing.data())).text) == printed()


def test_the_few_letters_of_a_short_line_do_not_make_another_type():
    whole = [Seen(60.0 * at, 10, 60.0 * at + 50, 19.1, "daglycopt", 0.9, 0) for at in range(6)]
    short, heading = Seen(0, 32, 50, 37.8, "paper", 0.9, 1), Seen(0, 60, 90, 74, "Letters", 0.9, 2)

    usual, few, large = set_words([*whole, short, heading], 1.0)

    assert few.size == usual.size
    assert large.size > 1.5 * usual.size


@needs_engine
def test_a_picture_of_a_few_words_is_no_document(drawing, reading):
    drawing.text(70, 100, "Stowcote Parish Council", ("Helvetica-Bold", 24))
    picture = photographed(open_pdfium(drawing.data()), 1, 100)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")

    document = reading(buffer.getvalue(), "logo.png")

    assert document.state is State.UNSUPPORTED
    assert "too few for a document" in document.reason


def test_a_damaged_pdf_is_mended_to_be_drawn(drawing):
    whole = drawn(drawing).data()

    (kept,) = page_pictures(whole, "application/pdf", [1])
    (mended,) = page_pictures(b"\x00" * 5_000 + whole, "application/pdf", [1])

    assert mended.png == kept.png
