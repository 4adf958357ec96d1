"""The page with the answer: whole, in one file, and no hostile word in it is live."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from lxml import etree, html

from pipeline.model import Borrowable, Gap, Level, PartialDate, ReviewStatus, State
from pipeline.report.answer.page import answer_content, answer_page
from tests.checking.examples import answer, borrowable, evidence
from tests.report.answer.examples import alone, cells, departure, few, full, unread
from tests.report.payloads import filled, rounds
from tests.report.test_payloads import Texts

LINKED = {"stylesheet": "assets/site.css", "report": "../report/"}


def parsed(check, **options):
    return html.document_fromstring(answer_page(check, **options).decode())


def words(node):
    return " ".join(node.text_content().split())


def section(page, anchor):
    (found,) = page.xpath(f"//section[@aria-labelledby='{anchor}']")
    return words(found)


def test_the_answer_comes_first_in_sentences_and_figures():
    page = parsed(full())
    assert words(page.find(".//*[@class='lede']")) == (
        "Your protocol has rules on 1 of 4 provisions. Of the provisions usual in parish councils "
        "in Wiltshire, 1 is missing and 1 is to be checked. Review overdue by 3.5 years. 2 "
        "drafting defects. 1 reference to law or guidance to bring up to date."
    )
    figures = [words(figure) for figure in page.findall(".//*[@class='answer-figures']/li")]
    assert figures == [
        "1 of 4 provisions with rules",
        "1 usual rule missing",
        "Overdue by 3.5 years review",
        "2 drafting defects",
        "3 clauses bind otherwise than most",
    ]


def test_what_to_do_first_is_said():
    steps = [words(step) for step in parsed(full()).findall(".//ol[@class='steps']/li")]
    assert [step.partition(" Show")[0] for step in steps] == [
        "The review was due in May 2023 and is 3.5 years late. Put it on an agenda, and write the "
        "date of the next one into the text.",
        "Decide whether to have rules on press and media (4 of 5 have).",
        "Look at what there is on grievances, and decide if it is enough.",
        "Put right 2 drafting defects: blank never filled in and points to a clause that is not "
        "there.",
        "Bring 1 reference to law or guidance up to date.",
        "Decide whether 1 clause is meant to bind less than most councils’.",
    ]


def test_every_link_within_the_page_leads_somewhere_and_no_anchor_is_there_twice():
    page = parsed(full(), **LINKED)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = {href[1:] for href in page.xpath("//a/@href") if href.startswith("#")}
    assert inner <= set(ids)
    assert {"c7", "c8", "c9", "c11"} <= inner


def test_every_remark_leads_to_its_clause_and_back():
    page = parsed(full())
    clause = page.get_element_by_id("c8")
    back = clause.xpath(".//ul[@class='tags']//a/@href")
    told = [page.get_element_by_id(href[1:]) for href in back if href.startswith("#r")]
    assert len(told) == 2  # what comes near grievances, and the reference
    for finding in told:
        assert "#c8" in finding.xpath(".//a/@href")


def test_a_wording_to_adapt_says_whose_it_is_and_leads_there():
    page = parsed(full(), **LINKED)
    first, second = page.findall(".//*[@class='borrowed']")
    assert words(first).startswith("Press and media 5.1 Enquiries from the press go to the Clerk")
    assert "Aldford Parish Council, May 2025 (its own review is current), page 3." in words(first)
    assert "In nearly these words also in 2 other councils." in words(first)
    assert first.xpath(".//a/@href") == [
        "../report/councils/aldford.html#c12",
        "https://aldford.example.org/protocol.pdf",
    ]
    assert second.getparent().tag == "details"
    assert "change names, offices, numbers and times to your own" in section(page, "missing")


def test_without_a_report_nothing_leads_into_it():
    links = parsed(full()).xpath("//a/@href")
    assert {link for link in links if not link.startswith("#")} == {
        "https://aldford.example.org/protocol.pdf",
        "https://bexham.example.org/protocol.pdf",
    }


def test_a_long_wording_is_cut_and_says_so():
    long = replace(borrowable("aldford", "Aldford", ""), paragraphs=(("", "word " * 400),) * 3)
    check = full(gaps=(replace(full().gaps[0], wordings=(long,)),))
    text = words(parsed(check).find(".//*[@class='borrowed']"))
    assert len(text) < 1600
    assert "The rest is left out here." in text


def test_words_in_question_are_marked_in_their_clause():
    marks = [words(mark) for mark in parsed(full()).findall(".//mark")]
    assert {"see paragraph 9.4", "[name of Clerk]", "should not give instructions"} <= set(marks)


def test_words_that_differ_are_marked_where_the_evidence_is_the_whole_clause():
    whole = departure(evidence=evidence("Councillors should not give instructions to the Clerk"))
    clause = full().clauses[6]
    whole = replace(whole, evidence=replace(whole.evidence, start=clause.start, end=clause.end))
    page = parsed(full(departures=(whole,), defects=()))
    (section_of,) = page.xpath("//section[@aria-labelledby='force']")
    assert [words(mark) for mark in section_of.findall(".//mark")] == ["should not"]


def test_what_few_others_have_is_listed_apart_without_blame():
    text = section(parsed(full()), "missing")
    assert "No fault: fewer than half of the councils compared have one. Correspondence" in text


def test_an_answer_without_findings_says_so_everywhere():
    clean = full(
        gaps=(), departures=(), defects=(), own=(), descents=(), relatives=(), cells=cells()[:1]
    )
    page = parsed(clean)
    assert "your protocol leaves nothing out." in section(page, "missing")
    assert "No clause was found that binds otherwise" in section(page, "force")
    assert "None was found." in section(page, "defects")
    assert "Nothing: each clause" in section(page, "own")
    assert "no more wording" in section(page, "origin")
    assert "No reference to repealed law" in section(page, "law")


@pytest.mark.parametrize(
    ("state", "media_type", "reason", "to_do"),
    [
        pytest.param(State.PASSWORD, "application/pdf", "It is locked.", "with its password",
                     id="locked"),
        pytest.param(State.UNREADABLE, "application/pdf", "A scan without text recognition.",
                     "scan the paper again", id="scan"),
        pytest.param(State.UNREADABLE, "application/pdf", "It is cut short.", "damaged",
                     id="damaged"),
        pytest.param(State.EMPTY, "application/pdf", None, "holds no words", id="empty"),
        pytest.param(State.LIMIT, "application/pdf", "More than 200 pages.", "without pictures",
                     id="too-large"),
        pytest.param(State.UNSUPPORTED, "application/msword", "An old Word file. Save it as DOCX.",
                     "save it as a Word file (DOCX) or PDF", id="old-word"),
    ],
)  # fmt: skip
def test_a_file_that_could_not_be_read_says_why_and_what_to_do_and_nothing_else(
    state, media_type, reason, to_do
):
    page = parsed(unread(state, reason, media_type))
    text = words(page)
    assert "This file could not be read" in text
    assert to_do in text
    assert reason is None or reason.partition(".")[0] in text
    assert "so nothing is said to be missing" in text
    for anchor in ("missing", "force", "dates", "provisions", "clauses"):
        assert not page.xpath(f"//*[@id='{anchor}']")


def test_with_nobody_to_compare_nothing_is_called_missing():
    page = parsed(alone())
    assert "nothing can be compared" in section(page, "missing")
    assert "usual" not in words(page.find(".//*[@class='lede']"))


def test_too_few_councils_alike_are_said_on_the_first_screen():
    page = parsed(few())
    assert "Only 2 parish councils in Wiltshire could be read" in words(page)
    assert "provisions that are usual, 1 is" in words(page.find(".//*[@class='lede']"))


@pytest.mark.parametrize(
    ("rules", "clauses", "is_doubted"),
    [
        pytest.param(0, 3, True, id="no-rule"),
        pytest.param(2, 15, True, id="long-with-hardly-a-rule"),
        pytest.param(2, 14, False, id="short"),
        pytest.param(3, 15, False, id="some-rules"),
    ],
)
def test_a_draft_with_hardly_any_rule_may_be_the_wrong_file(rules, clauses, is_doubted):
    provisions = full().codebook.provisions
    many = tuple(replace(provisions[0], id=f"p{n}") for n in range(8))
    levels = tuple(
        replace(cells()[0 if n < rules else 1], provision=each.id) for n, each in enumerate(many)
    )
    clause = full().clauses[8]
    check = full(
        codebook=replace(full().codebook, provisions=many),
        cells=levels,
        clauses=tuple(replace(clause, n=n) for n in range(1, clauses + 1)),
        gaps=(),
    )
    assert ("Is it the right file, and a protocol?" in words(parsed(check))) is is_doubted


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("It is cut short. Fetch it again.", "It is cut short."),
        ("It is locked: ask its publisher for a copy.", "It is locked."),
        ("It has 900 pages. Save it in parts, or raise ingest.max_pages.", "It has 900 pages."),
        ("Ask for another.", "The file is damaged, or holds pictures"),
        (None, "The file is damaged, or holds pictures"),
    ],
)
def test_advice_for_those_who_collect_files_is_not_given_to_a_clerk(reason, told):
    text = words(parsed(unread(State.UNREADABLE, reason)).find(".//*[@class='notice warning']"))
    assert f"Could not be read {told}" in text
    assert "publisher" not in text
    assert "ingest" not in text


def test_a_page_in_one_file_carries_its_stylesheet_and_its_policy_allows_only_that():
    made = answer_page(full()).decode()
    (style,) = re.findall(r"(?s)<style>(.*?)</style>", made)
    mark = b64encode(sha256(style.encode()).digest()).decode()
    (policy,) = parsed(full()).xpath("//meta[@http-equiv]/@content")
    assert f"default-src 'none'; style-src 'sha256-{mark}';" in policy
    assert ".answer-figures" in style
    assert "<link" not in made
    assert "<script" not in made


def test_a_page_of_a_site_links_the_sites_stylesheet():
    page = parsed(full(), **LINKED)
    assert page.xpath("//link/@href") == ["assets/site.css"]
    assert not page.xpath("//style")


def test_the_content_stands_in_the_page_as_it_is_given_to_others():
    content = answer_content(full())
    assert str(content) in answer_page(full()).decode()
    assert html.fragments_fromstring(content)
    assert "<main" not in content


def test_folders_of_the_draft_are_not_told():
    for name in ("/home/clerk/drafts/Protocol.docx", r"C:\Users\clerk\Protocol.docx"):
        made = answer_page(full(name=name)).decode()
        assert "Protocol.docx" in made
        assert "Users" not in made
        assert "/home/" not in made


def test_the_same_answer_gives_the_same_bytes():
    assert answer_page(full()) == answer_page(full())


def test_a_clause_in_welsh_says_so():
    clauses = tuple(
        replace(clause, language="cy") if clause.n == 9 else clause for clause in full().clauses
    )
    page = parsed(full(clauses=clauses))
    assert page.get_element_by_id("c9").xpath(".//p/@lang") == ["cy"]


def live(root):
    """Name what runs or loads."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield "comment"
            continue
        tag = etree.QName(element).localname.lower()
        if tag in {"script", "iframe", "object", "embed", "form", "base", "img", "svg", "link"}:
            yield tag
        for name, value in element.items():
            if name.lower().startswith("on") or name == "style":
                yield f"{name}={value}"


def everything():
    """Give an answer in which every text field of every record is filled."""
    check = full(inferred=("name", "council_type"))
    wording = Borrowable(
        "press", "aldford", 12, "x", "x", (("x", "x"),), 3, "x", PartialDate(2025),
        ReviewStatus.OVERDUE, "x", 2, 0.5,
    )  # fmt: skip
    gaps = tuple(replace(gap, wordings=(wording, wording)) for gap in check.gaps)
    gaps += (Gap("instructions", Level.MENTION, False, 7, 5, 0, 0, 9, 12, (wording,)),)
    review = replace(
        check.review, cadence_text="x", approved_by="x", minute_ref="x", version="x", flags=("x",)
    )
    of_subject = replace(
        check.departures[0], provision="press", family="", reading="", reading_of=None
    )
    check = replace(check, departures=(*check.departures, of_subject))
    document = replace(check.document, warnings=("x",), reason="x", cleaning=(("x", 2),))
    return replace(check, gaps=gaps, review=review, document=document)


HOSTILE = rounds()


@pytest.mark.parametrize("start", range(len(HOSTILE)))
def test_no_hostile_word_is_live_in_any_field(start):
    check = everything()
    texts = Texts(start)
    spoilt = filled(check, texts)
    # what a page looks up by its text stays what it was; identifiers have a test of their own
    spoilt = replace(spoilt, inferred=check.inferred)
    for options in ({}, LINKED):
        made = answer_page(spoilt, **options).decode("utf-8")
        page = html.document_fromstring(made)
        expected = {"link"} if options else set()
        assert set(live(page)) <= expected
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        for link in page.xpath("//a/@href"):
            assert re.match(r"#|https?://|\.\./report/", link), link


def test_a_hostile_address_of_a_page_in_the_report_is_only_an_address():
    measure = replace(full().measure, pages={"aldford": '"><script>alert(1)</script>'})
    page = parsed(full(measure=measure), **LINKED)
    assert not page.xpath("//script")


def test_an_unread_file_with_a_hostile_name_and_reason_is_harmless():
    for text in HOSTILE:
        check = replace(unread(reason=text), name=text)
        assert not list(live(parsed(check)))


def test_an_answer_by_hand_without_cells_is_a_page_too():
    assert "Overdue by 3.5 years" in words(parsed(answer()))
