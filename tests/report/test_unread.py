"""What could not be read, and what to do: every source once, with a remedy that fits."""

from dataclasses import replace

import pytest
from lxml import html

from pipeline.ingest import read
from pipeline.model import Source, State
from pipeline.params import read_params
from pipeline.report.lookup import lookup
from pipeline.report.pages.unread import reading_of
from pipeline.report.remedies import ADVICE, Remedy, letter, remedy_of
from pipeline.report.site import site


def page_of(findings, **options):
    made = site(findings, **options)["unreadable.html"]
    return html.document_fromstring(made.decode("utf-8"))


def text_of(element):
    return " ".join(element.text_content().split())


def with_twin(findings):
    twin = Source("twin", "sources/twin.pdf", "0" * 64, 1000, duplicate_of="council-000")
    document = replace(findings.documents["council-000"], doc="twin", text="")
    return replace(
        findings,
        sources=(*findings.sources, twin),
        documents={**findings.documents, "twin": document},
    )


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="some-of-each"),
        pytest.param({"councils": 0}, id="no-source"),
        pytest.param({"councils": 6, "unreadable": (0, 1, 2, 3, 4, 5)}, id="none-readable"),
        pytest.param({"councils": 6, "unreadable": ()}, id="all-readable"),
    ],
)
@pytest.mark.parametrize("twin", [False, True], ids=["each-once", "one-twice"])
def test_the_endings_add_up_to_the_sources(county_of, options, twin):
    findings = county_of(**options)
    if twin and findings.sources:
        findings = with_twin(findings)
    reading = reading_of(lookup(findings, doubtful_below=0.8))
    listed = [
        *(line.doc for group in reading.groups for line in group.sources),
        *(line.doc for line in reading.doubtful),
        *(line.doc for line in reading.twice),
    ]
    assert sum(ending.count for ending in reading.endings) == len(findings.sources)
    assert len(listed) == len(set(listed))
    assert reading.endings[0].count == len(findings.sources) - len(listed)


def test_counts_on_the_page_add_up(findings):
    page = page_of(with_twin(findings), doubtful_below=0.8)
    cells = page.xpath("//table[@class='figures']//td")
    *counts, total = (int(text_of(cell)) for cell in cells)
    assert counts == [3, 1, 1, 1]
    assert sum(counts) == total == 6


def test_an_unread_source_has_its_reason_its_remedy_its_address_and_a_letter(findings):
    section = page_of(findings).xpath("//section[@aria-labelledby='unread']")[0]
    assert "sources/council-003.pdf" in text_of(section)
    assert "It is damaged. Ask the council for another copy." in text_of(section)
    assert ADVICE[Remedy.ANOTHER_COPY].title in text_of(section)
    assert "https://council-3.example/protocol.pdf" in section.xpath(".//a/@href")
    (words,) = section.xpath(".//dd[contains(@class, 'letter')]")
    assert "that of Marsh Ambling Parish Council (file council-003.pdf" in text_of(words)


def test_a_source_that_was_read_with_doubt_is_listed_with_what_is_in_doubt(findings):
    section = page_of(findings, doubtful_below=0.8).xpath("//section[@aria-labelledby='doubts']")[0]
    assert "One page was turned." in text_of(section)
    assert "1 clause recognised less surely than 80%, and 92% sure on average." in text_of(section)
    assert "Stowcote" not in text_of(section)


def test_what_was_left_out_is_listed(findings):
    page = page_of(findings, notices=("link: left out, a link to a folder.",))
    section = page.xpath("//section[@aria-labelledby='left-out']")[0]
    assert "link: left out, a link to a folder." in text_of(section)


def test_where_everything_was_read_the_page_says_so(county_of):
    page = page_of(county_of(3, unreadable=(), scanned=(), unnamed=()))
    assert "Everything was read." in text_of(page.find(".//main"))
    assert not page.xpath("//article")


def test_the_page_is_in_the_menu_of_every_page(findings):
    for path, data in site(findings).items():
        if path.endswith(".html"):
            page = html.document_fromstring(data.decode("utf-8"))
            (link,) = page.xpath("//nav[@aria-label='Main']//a[text()='Not read']/@href")
            assert link.removeprefix("../") == "unreadable.html", path


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 30


@pytest.mark.parametrize(
    ("name", "data", "remedy"),
    [
        pytest.param("empty.pdf", b"", Remedy.ANOTHER_COPY, id="nothing-in-it"),
        pytest.param("cut.pdf", b"%PDF-1.7 and nothing", Remedy.ANOTHER_COPY, id="damaged-pdf"),
        pytest.param("cut.docx", b"PK\x03\x04 and nothing", Remedy.ANOTHER_COPY, id="damaged-docx"),
        pytest.param("locked.docx", LOCKED, Remedy.OPEN_COPY, id="locked"),
        pytest.param("blank.txt", b" \n ", Remedy.DOCUMENT, id="blank"),
        pytest.param("thing.bin", b"\x00\x01\x02" * 50, Remedy.DOCUMENT, id="unknown"),
        pytest.param("old.wpd", b"\xffWPC and more", Remedy.SAVE_AS, id="wordperfect"),
        pytest.param("board.gif", b"GIF89a and nothing", Remedy.RECOGNISE, id="picture"),
        pytest.param(
            "app.html",
            b"<!doctype html><title>Protocol</title><body><div id=app></div><script>go()</script>"
            b"<noscript>Turn scripts on</noscript>",
            Remedy.SAVE_AS,
            id="page-made-by-scripts",
        ),
    ],
)
def test_what_readers_say_leads_to_a_remedy_that_fits(root, name, data, remedy):
    params = read_params(root / "params.yaml").ingest
    document = read(data, name=name, doc="x", params=params)
    source = Source("x", name, "0" * 64, len(data))
    assert not document.state.readable
    assert remedy_of(document, source) is remedy


@pytest.mark.parametrize(
    ("state", "media_type", "reason", "remedy"),
    [
        pytest.param(
            State.UNREADABLE,
            "application/pdf",
            "3 pages and no text: the PDF is a scan. Run text recognition (OCR) on it.",
            Remedy.RECOGNISE,
            id="scan",
        ),
        pytest.param(
            State.UNREADABLE, "application/pdf", "The text of the PDF is drawn as shapes.",
            Remedy.RECOGNISE, id="shapes",
        ),
        pytest.param(
            State.UNSUPPORTED, "application/pdf", "The PDF is a form (XFA).", Remedy.SAVE_AS,
            id="form",
        ),
        pytest.param(
            State.LIMIT, "application/pdf", "Stopped after 60 seconds.", Remedy.RAISE_LIMIT,
            id="limit",
        ),
        pytest.param(
            State.EMPTY, "application/pdf", "2 pages without a word.", Remedy.DOCUMENT, id="empty"
        ),
        pytest.param(State.UNREADABLE, "", None, Remedy.ANOTHER_COPY, id="no-reason"),
    ],
)  # fmt: skip
def test_each_state_has_its_remedy(findings, state, media_type, reason, remedy):
    document = replace(
        findings.documents["council-003"], state=state, media_type=media_type, reason=reason
    )
    assert remedy_of(document, findings.sources[3]) is remedy


def test_a_file_that_is_not_where_the_register_says_is_no_matter_for_the_council(findings):
    source = replace(findings.sources[3], sha256="")
    remedy = remedy_of(findings.documents["council-003"], source)
    assert remedy is Remedy.PUT_IN_PLACE
    assert letter(lookup(findings), source, remedy) == ""


@pytest.mark.parametrize("remedy", [r for r in Remedy if r is not Remedy.PUT_IN_PLACE])
def test_every_letter_names_the_file_and_asks_for_something(findings, remedy):
    words = letter(lookup(findings), findings.sources[2], remedy)
    assert words.startswith("Dear Clerk, ")
    assert "could not read yours (file council-002.pdf, published at https://" in words
    assert f"send us {ADVICE[remedy].ask}?" in words
