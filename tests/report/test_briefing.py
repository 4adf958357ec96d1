"""Briefings and letters: what they say, as a page and in Word."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html

from pipeline.model import Level, ReviewStatus
from pipeline.report.addresses import briefing_file, briefing_page, letter_file
from pipeline.report.briefing import briefing
from pipeline.report.lookup import lookup
from pipeline.report.peers import compared
from pipeline.report.sending import word_files
from pipeline.report.site import site
from pipeline.report.word import Paper, Run


@pytest.fixture(scope="module")
def shire(county_of):
    """Give findings about a dozen councils, one of which could not be read."""
    return county_of(12)


@pytest.fixture(scope="module")
def found(shire):
    return lookup(shire, doubtful_below=0.8)


@pytest.fixture(scope="module")
def files(shire):
    return word_files(shire, doubtful_below=0.8)


@pytest.fixture(scope="module")
def pages(shire):
    return site(shire, doubtful_below=0.8)


def words_of(made):
    lines = [
        line
        for section in made.sections
        for line in (*section.lines, *section.points, *section.after, *rows_of(section))
    ]
    return "\n".join("".join(part.text for part in line) for line in (*lines, *made.basis))


def rows_of(section):
    return [cell for row in section.grid.rows for cell in row] if section.grid else []


def section_of(made, anchor):
    return next(section for section in made.sections if section.anchor == anchor)


def opened(data):
    return Document(io.BytesIO(data))


def text_of(data):
    body = opened(data).element.body
    words = [element.text or "" for element in body.iter(qn("w:t"))]
    return " ".join("".join(words).replace("\xa0", " ").split())


def test_figures_follow_the_findings(shire, found):
    for doc in found.readable:
        made = briefing(found, doc)
        cells = [cell for cell in shire.cells if cell.doc == doc]
        rules = sum(cell.level is Level.RULES for cell in cells)
        values = [value for value, _ in made.figures]
        assert values == [
            f"{rules} of {len(cells)}",
            str(len(compared(found, doc).lacking)),
            str(len(found.defects.get(doc, ()))),
            str(len(found.differences.get(doc, ()))),
        ]
        held = [row[1][0].text for row in section_of(made, "coverage").grid.rows]
        assert sum(int(of.split()[0]) for of in held) == rules


def test_what_is_lacking_is_what_most_peers_have(shire, found):
    practised = {(each.doc, each.provision): each for each in shire.practices}
    for doc in found.readable:
        told = compared(found, doc)
        assert told.lacking or told.ahead or told.count
        for line in told.lacking:
            practice = practised[doc, line.id]
            assert practice.rules * 2 > practice.read
            assert found.level(doc, line.id) in {Level.ABSENT, Level.MENTION}
            assert line.of == f"{practice.rules} of {practice.read}"
        for line in told.ahead:
            assert found.level(doc, line.id) is Level.RULES
        shares = [line.rules / line.read for line in told.lacking]
        assert shares == sorted(shares, reverse=True)


def test_silence_to_be_checked_is_said_to_be_so_with_the_clause(found):
    doubtful = [
        (doc, line)
        for doc in found.readable
        for line in compared(found, doc).lacking
        if line.to_check and line.level is Level.ABSENT
    ]
    assert doubtful
    for doc, line in doubtful:
        told = words_of(briefing(found, doc))
        assert "Silent; to be checked" in told
        assert line.nearest


def test_too_few_peers_are_said_and_nothing_is_lacking(county_of):
    few = county_of(2, unreadable=(), unnamed=())
    found = lookup(few)
    made = briefing(found, "council-000")
    assert "Too few councils like it could be read" in words_of(made)
    assert compared(found, "council-000").lacking == ()
    assert ("–", made.figures[1][1]) == made.figures[1]
    page = site(few)["councils/council-000.html"].decode()
    assert "Too few councils like this one could be read" in page


def test_an_unreadable_document_is_never_called_silent(found, files, pages):
    made = briefing(found, "council-003")
    told = words_of(made)
    assert "Nothing is known of what it says" in told
    assert "Send another copy, as a Word file or PDF" in told
    assert not re.search(r"\bSilent\b|with rules|is silent", told)
    assert "is silent" not in text_of(files[letter_file("council-003")])
    assert "another copy" in text_of(files[letter_file("council-003")])
    assert "One-page briefing" in pages["councils/council-003.html"].decode()


def test_no_letter_is_written_where_the_council_can_do_nothing(shire):
    missing = tuple(
        replace(source, sha256="") if source.doc == "council-003" else source
        for source in shire.sources
    )
    made = word_files(replace(shire, sources=missing))
    assert letter_file("council-003") not in made
    assert briefing_file("council-003") in made
    assert (
        letter_file("council-003")
        not in site(replace(shire, sources=missing))["briefings.html"].decode()
    )


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (ReviewStatus.OVERDUE, "is 175 days late. Put it on an agenda"),
        (ReviewStatus.DUE_SOON, "due in January 2027. Put it on an agenda now"),
        (ReviewStatus.CURRENT, "the next review is due in 2028"),
        (ReviewStatus.AMBIGUOUS, "due on 11 November 2021 or on 11 May 2027. Say when"),
        (ReviewStatus.NO_REVIEW_DATE, "It gives no date for its next review. Add one"),
    ],
)
def test_what_to_do_about_dates(found, status, told):
    doc = next(doc for doc in found.readable if found.reviews[doc].status is status)
    lines = section_of(briefing(found, doc), "due").points
    assert told in "".join(part.text for part in lines[0])


def test_every_defect_and_difference_names_its_clause(found):
    for doc in found.readable:
        made = briefing(found, doc)
        for anchor, all_of_them in (("defects", found.defects), ("differences", found.differences)):
            section = section_of(made, anchor)
            assert len(section.points) == min(len(all_of_them.get(doc, ())), 4)
            assert all(line[0].href.startswith("councils/") for line in section.points)


def test_a_page_and_its_word_copy_say_the_same(found, files, pages):
    for doc in found.docs:
        page = html.document_fromstring(pages[briefing_page(doc)].decode())
        article = page.xpath("//article")[0]
        lines = article.xpath(".//section//p | .//section//li | .//td | .//tbody//th")
        in_word = text_of(files[briefing_file(doc)])
        for line in lines:
            assert " ".join(line.text_content().replace("\xa0", " ").split()) in in_word


def test_the_list_names_each_council_with_its_papers(found, pages):
    page = html.document_fromstring(pages["briefings.html"].decode())
    rows = page.xpath("//tbody/tr")
    assert len(rows) == len(found.docs)
    for doc in found.docs:
        links = page.xpath("//tbody//a/@href")
        assert {briefing_page(doc), briefing_file(doc), letter_file(doc)} <= set(links)


def test_word_files_are_the_same_bytes_each_time_and_hold_no_day(files, shire):
    assert word_files(shire, doubtful_below=0.8) == files
    for data in files.values():
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert packed.namelist()[0] == "[Content_Types].xml"
            assert b"dcterms" not in packed.read("docProps/core.xml")


def test_word_files_have_a_title_a_language_styles_and_heads(found, files):
    for doc in found.readable:
        made = opened(files[briefing_file(doc)])
        assert made.core_properties.title.startswith("Briefing: ")
        assert made.core_properties.language == "en-GB"
        assert made.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"
        styles = [paragraph.style.name for paragraph in made.paragraphs]
        assert styles.count("Title") == 1
        assert styles.count("Heading 1") == 8
        assert all(paragraph.text.strip() for paragraph in made.paragraphs)
        assert made.tables
        for table in made.tables:
            head = table.rows[0]._tr
            assert head.find(f".//{qn('w:tblHeader')}") is not None
            assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))


def test_links_of_word_files_lead_into_the_report_or_to_the_web(found, files, pages):
    for doc in found.docs:
        for path in (briefing_file(doc), letter_file(doc)):
            for link in opened(files[path]).part.rels.values():
                if link.is_external and not link.target_ref.startswith("https://"):
                    target = link.target_ref.removeprefix("../").partition("#")[0]
                    assert target in pages


def test_what_the_sender_has_to_fill_in_is_marked(files):
    made = opened(files[letter_file("council-000")])
    places = made.element.body.findall(f".//{qn('w:sdt')}")
    names = [place.find(f".//{qn('w:alias')}").get(qn("w:val")) for place in places]
    assert {"Name of sender", "Date", "Name and address of sender"} <= set(names)
    for place in places:
        assert place.find(f".//{qn('w:highlight')}").get(qn("w:val")) == "yellow"
        assert re.fullmatch(r"\[.+\]", "".join(t.text for t in place.iter(qn("w:t"))))


def test_a_letter_to_an_unnamed_council_leaves_its_name_open(files):
    assert "[Name of the council]" in text_of(files[letter_file("council-002")])


def test_a_letter_has_three_to_five_points(files, found):
    for doc in found.readable:
        styles = [p.style.name for p in opened(files[letter_file(doc)]).paragraphs]
        assert 3 <= styles.count("Letter List") <= 5


def test_hostile_text_stays_text_in_word(hostile):
    made = word_files(hostile, doubtful_below=0.8)
    assert len(made) == 2 * len(hostile.documents)
    for data in made.values():
        opened_file = opened(data)
        for link in opened_file.part.rels.values():
            if link.is_external:
                assert re.match(r"https?://[^\s]+$|\.\./[a-z]", link.target_ref)
        assert len(data) < 60_000


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://x.example/"]
)
def test_a_word_file_links_nowhere_else(href):
    paper = Paper("A \x00 title \ud800")
    paper.add("Normal", [Run("one\x07 two\ud800", href=href)])
    made = opened(paper.to_bytes())
    assert not [link for link in made.part.rels.values() if link.is_external]
    assert made.paragraphs[0].text == "one two\ufffd"


LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch with Much Longer Wendlebury"


@pytest.fixture(scope="module")
def crowded(shire):
    """Give findings whose names, titles and quotations are as long as they come."""
    words = "The members and the officers must keep to what is said elsewhere in this text. " * 5
    sources = tuple(replace(s, council=f"{LONG} {s.doc} Council") for s in shire.sources)
    defects = tuple(replace(d, detail=words) for d in shire.defects) * 6
    clauses = tuple(replace(clause, text=words) for clause in shire.clauses)
    reviews = tuple(replace(each, title=words, cadence_text=words) for each in shire.reviews)
    councils = {
        doc: replace(each, name=f"{LONG} {doc} Council") for doc, each in shire.councils.items()
    }
    return replace(
        shire,
        sources=sources,
        defects=defects,
        clauses=clauses,
        reviews=reviews,
        councils=councils,
    )


@pytest.mark.slow
@pytest.mark.parametrize("which", ["shire", "crowded"])
@pytest.mark.parametrize("doc", ["council-000", "council-001", "council-003"])
def test_a_briefing_prints_on_one_sheet(request, browser, tmp_path, which, doc):
    import pypdfium2

    made = site(request.getfixturevalue(which), doubtful_below=0.99)
    for path in (briefing_page(doc), "assets/site.css", "assets/site.js"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(made[path])
    page = browser.new_page()
    page.goto((tmp_path / briefing_page(doc)).as_uri())
    sheets = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    page.close()
    assert len(sheets) == 1
    width, height = sheets[0].get_size()
    assert (round(width), round(height)) == (595, 842)  # A4, upright


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice to print")
@pytest.mark.parametrize("which", ["shire", "crowded"])
def test_word_files_print_on_one_sheet(request, tmp_path, which):
    import pypdfium2

    made = word_files(request.getfixturevalue(which), doubtful_below=0.99)
    chosen = {}
    for doc in ("council-000", "council-001", "council-003"):
        for path in (briefing_file(doc), letter_file(doc)):
            chosen[path.replace("/", "-")] = made[path]
    for name, data in chosen.items():
        (tmp_path / name).write_bytes(data)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            *(str(tmp_path / name) for name in chosen),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    counts = {
        name: len(pypdfium2.PdfDocument((tmp_path / name).with_suffix(".pdf").read_bytes()))
        for name in chosen
    }
    assert set(counts.values()) == {1}, counts
