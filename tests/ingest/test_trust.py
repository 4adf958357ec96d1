"""Which pages are read from their pictures: all that need it, and no other."""

import io
import json

import pytest
from PIL import Image
from pypdfium2 import raw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from pipeline.ingest.pdf.pdfium import open_pdfium
from pipeline.ingest.pdf.scanned import is_believed
from pipeline.ingest.pdf.trust import is_garbled, mixed_share, odd_share, plausible

PROSE = (
    "Councillors must not give instructions to officers. Any request for work goes to the Clerk, "
    "who decides when it is done and by whom, and tells the Council if it cannot be done."
)
WELSH = (
    "Rhaid i gynghorwyr beidio â rhoi cyfarwyddiadau i swyddogion. Y Clerc sy'n penderfynu pryd y "
    "gwneir y gwaith a chan bwy, ac yn dweud wrth y Cyngor os na ellir ei wneud."
)


def shifted(text, by):
    return "".join(chr(ord(each) + by) if each.isalpha() else each for each in text)


def swapped(text):
    """Put another letter for each, as a shuffled map of glyphs does."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return text.lower().translate(str.maketrans(letters, letters[7:] + letters[:7]))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PROSE, id="english"),
        pytest.param(WELSH, id="welsh"),
        pytest.param(PROSE.upper(), id="capitals"),
        pytest.param("Cllr Wm. Brzezinski\nCllr Ffion Llwyd\nMs K. Wojciechowska", id="names"),
        pytest.param(
            "1. Scope .......... 3\n2. Roles .......... 4\n3. Review ........ 9", id="contents"
        ),
        pytest.param("Signed ____________ Date ____ / ____ / ________", id="form"),
        pytest.param("NALC SLCC HMRC GDPR FOI LGA VAT PAYE RFO CILCA NJC", id="initials"),
        pytest.param("£1,250.00 £3,410.50 12/05/2024 30/11/2025 01522 555 123", id="figures"),
        pytest.param("clerk@stowcote.example\nwww.stowcote.example/protocol", id="addresses"),
        pytest.param("\uf0b7 act in good faith\n\uf0b7 \uf0a7 keep the rules", id="symbol-bullets"),
        pytest.param(
            "Γνῶθι σεαυτόν " * 9 + "みんなのおのおののなかのすべて" * 4, id="other-scripts"
        ),
        pytest.param("", id="nothing"),
        pytest.param("7", id="page-number"),
    ],
)
def test_what_a_clean_page_may_hold_is_not_garbled(text):
    assert not is_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(swapped(PROSE), id="shuffled-glyphs"),
        pytest.param(shifted(PROSE, 3), id="letters-moved-on"),
        pytest.param(shifted(PROSE, -29), id="glyph-numbers"),
        pytest.param(swapped(WELSH), id="shuffled-welsh"),
        pytest.param("The \ufffd\ufffd\ufffd\ufffd of \ufffd\ufffd\ufffd", id="no-characters"),
        pytest.param("\ue001\ue002\ue003 \ue004\ue005\ue006\ue007", id="private-use"),
        pytest.param("(cid:36)(cid:72) (cid:80)(cid:81) and", id="codes-of-glyphs"),
    ],
)
def test_characters_that_do_not_say_what_is_printed_are_noticed(text):
    assert is_garbled(text)


def test_few_letters_are_doubted_only_if_the_font_does_not_explain_them():
    assert not is_garbled("6KH FOHUN")
    assert is_garbled("6KH FOHUN", lambda: 1.0)
    assert not is_garbled("The Clerk", lambda: 1.0)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("the 5crutiny Commiftee of the 1ist", 2 / 6),
        ("on 3rd May at 7pm, see 4.2(b) and A4", 0.0),
        ("Mr McGrath of the B1178", 0.0),
        ("", 0.0),
    ],
)
def test_misread_words_mix_letters_and_digits(text, share):
    assert mixed_share(text) == pytest.approx(share)


def test_the_better_of_two_readings_is_the_one_that_looks_like_language():
    assert plausible(PROSE) > plausible(PROSE.replace("o", "0").replace("l", "1"))
    assert plausible(WELSH) > plausible(swapped(WELSH))
    assert odd_share("plain text\non two lines") == 0.0


def page(*, picture=0.0, lines=(), hidden=False, shapes=0):
    """Draw a page with a picture of text over a share of it, and a text layer."""
    buffer = io.BytesIO()
    drawn = canvas.Canvas(buffer, pagesize=(595, 842), invariant=1)
    if picture:
        drawn.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842 * picture)
    text = drawn.beginText(70, 700)
    text.setTextRenderMode(3 if hidden else 0)
    for line in lines:
        text.textLine(line)
    drawn.drawText(text)
    for at in range(shapes):
        drawn.rect(70 + 5 * (at % 80), 700 - 12 * (at // 80), 2, 6, fill=1)
    drawn.save()
    return buffer.getvalue()


PROSE_LINES = [PROSE[:90], PROSE[90:]]
POOR_LINES = [line.replace("s", "5").replace("l", "1") for line in PROSE_LINES]


@pytest.mark.parametrize(
    ("data", "believed"),
    [
        pytest.param(page(lines=PROSE_LINES), True, id="text"),
        pytest.param(page(picture=1), False, id="scan"),
        pytest.param(page(picture=0.3), False, id="part-of-a-page-scanned"),
        pytest.param(page(picture=1, lines=PROSE_LINES, hidden=True), True, id="good-layer"),
        pytest.param(page(picture=1, lines=POOR_LINES, hidden=True), False, id="poor-layer"),
        pytest.param(page(picture=1, lines=PROSE_LINES), True, id="text-on-a-picture"),
        pytest.param(page(picture=0.4, lines=["Member-Officer Protocol"]), True, id="cover-page"),
        pytest.param(page(lines=[swapped(line) for line in PROSE_LINES]), False, id="shuffled"),
        pytest.param(page(shapes=400), False, id="drawn-as-shapes"),
        pytest.param(page(shapes=400, lines=PROSE_LINES), True, id="text-and-shapes"),
        pytest.param(page(), True, id="empty"),
    ],
)
def test_a_page_is_read_from_its_picture_where_its_layer_is_not_to_be_believed(data, believed):
    file = open_pdfium(data)
    with file.page(1) as content:
        assert is_believed(file, content) is believed
    file.close()


def test_the_clean_variants_are_believed_and_the_scanned_ones_are_not(shared):
    folder = shared / "corpus" / "variants"
    names = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    for name in [name for name in names if name.endswith(".pdf")]:
        file = open_pdfium((folder / name).read_bytes())
        for number in range(1, file.page_count + 1):
            with file.page(number) as content:
                scanned = "scan" in name or "hybrid" in name
                assert is_believed(file, content) is not scanned, (name, number)
        file.close()


def test_the_render_mode_of_a_hidden_layer_is_the_one_that_pdfium_names():
    assert raw.FPDF_TEXTRENDERMODE_INVISIBLE == 3
