"""From every quotation to the page as it was published, and how sure its words are."""

from dataclasses import replace

import pytest
from lxml import html

from pipeline.model import Line, State
from pipeline.report.addresses import picture_file, picture_page
from pipeline.report.published import ocr_confidence
from pipeline.report.site import site

SCAN = "council-001"  # recognised, with one clause that is not sure
WITHOUT_PAGES = "council-000"


@pytest.fixture(scope="module")
def pages(findings, pictures_of):
    made = site(findings, pictures=pictures_of(findings), doubtful_below=0.8)
    return parsed(made)


def parsed(made):
    return {
        path: html.document_fromstring(data.decode("utf-8"))
        for path, data in made.items()
        if path.endswith(".html")
    }


def text_of(element):
    return " ".join(element.text_content().split())


def test_every_picture_has_a_page_that_shows_it(pages, findings, pictures_of):
    for doc, drawn in pictures_of(findings).items():
        for picture in drawn:
            page = pages[picture_page(doc, picture.number)]
            (shown,) = page.xpath("//svg[@role='img']/image/@href")
            assert shown == f"../{picture_file(doc, picture.number)}"


def test_a_page_names_every_clause_that_begins_on_it_and_marks_where_it_stands(pages, findings):
    for clause in findings.clauses:
        if clause.page is None:
            continue
        page = pages[picture_page(clause.doc, clause.page)]
        words = page.get_element_by_id(f"clause-{clause.n}")
        (mark,) = words.getnext().xpath("./rect")
        left, top, right, bottom = clause.bbox
        x, y, width, height = (float(mark.get(name)) for name in ("x", "y", "width", "height"))
        assert clause.text in text_of(words)
        assert (x <= left, y <= top) == (True, True)
        assert (x + width >= right, y + height >= bottom) == (True, True)
        assert f"../councils/{clause.doc}.html#c{clause.n}" in words.xpath(".//a/@href")


def test_a_mark_lies_on_the_picture_and_never_outside(findings, pictures_of):
    wild = {
        1: (-40.0, -5.0, 9e9, 30.0),
        2: (700.0, 900.0, 800.0, 950.0),
        3: (50.0, 60.0, 20.0, 9.0),
    }
    clauses = tuple(
        replace(c, bbox=wild.get(c.n, c.bbox)) if c.doc == SCAN else c for c in findings.clauses
    )
    made = site(replace(findings, clauses=clauses), pictures=pictures_of(findings))
    page = parsed(made)[picture_page(SCAN, 1)]
    first, *_ = page.xpath("//rect")
    assert [first.get(name) for name in ("x", "y", "width", "height")] == [
        "0.0",
        "0.0",
        "595.3",
        "32.0",
    ]
    for n in (2, 3):
        words = page.get_element_by_id(f"clause-{n}")
        assert words.getnext().tag != "svg"
        assert "mark it" not in text_of(words)


def test_pages_of_a_document_lead_to_one_another(pages):
    first, second = pages[picture_page(SCAN, 1)], pages[picture_page(SCAN, 2)]
    assert first.xpath("//a[@rel='next']/@href") == [f"../{picture_page(SCAN, 2)}"]
    assert second.xpath("//a[@rel='prev']/@href") == [f"../{picture_page(SCAN, 1)}"]
    assert not first.xpath("//a[@rel='prev']")


def test_every_quotation_with_a_page_leads_to_it(pages, findings):
    shown = 0
    for path, page in pages.items():
        for quote in page.xpath("//blockquote[@class='quote']"):
            clause = quote.xpath(".//a[contains(@href, '#c')]/@href")
            if clause and WITHOUT_PAGES not in clause[0] and "council-004" not in clause[0]:
                links = quote.xpath(".//a[contains(@href, 'pages/')]")
                assert [text_of(link).endswith("as published") for link in links] == [True], path
                shown += 1
    assert shown > 15


def test_every_reading_of_a_provision_leads_to_its_page(pages):
    holders = pages["provisions/instruction.html"].xpath("//ul[@class='holders']/li")
    scanned = [holder for holder in holders if SCAN in holder.xpath("./a/@href")[0]]
    assert scanned
    assert all(holder.xpath("./a/@href")[1].startswith("../pages/") for holder in scanned)


def test_a_clause_that_was_recognised_with_doubt_says_so_wherever_it_is_quoted(pages):
    said = "Recognised from a scan, 71% sure: check the page"
    unsure = pages[f"councils/{SCAN}.html"].get_element_by_id("c3")
    surer = pages[f"councils/{SCAN}.html"].get_element_by_id("c5")
    sheet = pages[picture_page(SCAN, 1)].get_element_by_id("clause-3")
    elsewhere = [
        text_of(holder)
        for holder in pages["provisions/purpose.html"].xpath("//ul[@class='holders']/li")
    ]
    assert said in text_of(unsure)
    assert said in text_of(sheet)
    assert "sure" not in text_of(surer)
    assert [said in text for text in elsewhere if "Fernleigh" in text] == [True]


def test_a_document_without_pages_has_no_way_to_a_picture(pages):
    page = pages[f"councils/{WITHOUT_PAGES}.html"]
    assert not page.xpath("//a[contains(@href, '../pages/')]")


def test_without_pictures_a_quotation_names_its_page_and_links_nowhere(findings):
    made = parsed(site(findings))
    assert not [path for path in made if path.startswith("pages/")]
    assert not [path for path, page in made.items() if page.xpath("//a[contains(@href, 'pages/')]")]
    assert "page 1" in text_of(made[f"councils/{SCAN}.html"])


def how_read(pages, doc):
    return text_of(pages[f"councils/{doc}.html"].xpath("//section[@aria-labelledby='how-read']")[0])


@pytest.mark.parametrize(
    "words",
    [
        "Recognised from a scan of 2 pages; 92% sure on average.",
        "pdfium counts 2, qpdf counts 2",
        "Recognised from pictures Pages 1 and 2",
        "2 joined letters (such as ﬁ) written as single letters",
        "1 hidden hyphen taken out",
        "One page was turned.",
        "Clauses to compare with the page",
    ],
)
def test_a_council_page_says_how_its_document_was_read(pages, words):
    assert words in how_read(pages, SCAN)


@pytest.mark.parametrize(
    ("state", "media_type", "reader", "recognised", "words"),
    [
        pytest.param(
            State.TEXT, "application/pdf", "pdfium 5", (), "Read from its text layer; nothing",
            id="text-layer",
        ),
        pytest.param(
            State.TEXT, "application/pdf", "pdfplumber 0.11", (), "by the second reader.",
            id="second-reader",
        ),
        pytest.param(
            State.TEXT, "text/html", "html 1", (), "Read from the text in the file", id="web-page"
        ),
        pytest.param(
            State.TEXT_OCR, "application/pdf", "pdfium 5", (2,),
            "recognised on 1 of 2 pages, which are pictures", id="some-pages",
        ),
        pytest.param(
            State.UNREADABLE, "application/pdf", "none", (), "It was not read: It is damaged.",
            id="not-read",
        ),
    ],
)  # fmt: skip
def test_where_the_words_come_from_is_said_in_words(
    findings, state, media_type, reader, recognised, words
):
    doc = "council-000" if state.readable else "council-003"
    document = replace(
        findings.documents[doc],
        state=state,
        media_type=media_type,
        reader=reader,
        recognised=recognised,
    )
    made = site(replace(findings, documents={**findings.documents, doc: document}))
    assert words in how_read(parsed(made), doc)


def test_engines_that_disagree_are_named(findings):
    document = replace(findings.documents["council-000"], page_counts=(("pdfium", 2), ("qpdf", 3)))
    made = parsed(
        site(replace(findings, documents={**findings.documents, "council-000": document}))
    )
    assert "pdfium counts 2, qpdf counts 3; they do not agree" in how_read(made, "council-000")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([("typed", None)], None, id="nothing-recognised"),
        pytest.param([("x" * 30, 0.9), ("y" * 10, 0.5)], 0.8, id="longer-lines-count-more"),
        pytest.param([("x" * 10, 0.9), ("typed", None)], 0.9, id="only-recognised-lines-count"),
        pytest.param([("", 0.9)], None, id="no-letters"),
    ],
)
def test_confidence_of_a_document_is_the_mean_over_what_was_recognised(findings, lines, expected):
    document = replace(
        findings.documents["council-000"],
        lines=tuple(Line(text, 0, len(text), confidence=sure) for text, sure in lines),
    )
    found = ocr_confidence(document)
    assert found == (None if expected is None else pytest.approx(expected))
