"""A comparison as a page, a Word file, JSON and lines: right, whole and harmless."""

import io
import json
import re
import unicodedata
import zipfile
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from pipeline.analyse.comparing import compared
from pipeline.model import (
    ComparedDrafts,
    Defect,
    DefectKind,
    Document,
    Evidence,
    PartialDate,
    State,
    Version,
)
from pipeline.report.comparison.as_json import comparison_json
from pipeline.report.comparison.files import SUFFIXES, comparison_file
from pipeline.report.comparison.page import comparison_content, comparison_page
from pipeline.report.comparison.paper import comparison_docx
from pipeline.report.comparison.spoken import comparison_spoken
from pipeline.report.comparison.tracked import tracked
from pipeline.report.word import Tracked
from pipeline.text.folding import fold
from tests.analyse.versions import BASE, version
from tests.checking.examples import review
from tests.report.payloads import filled, rounds
from tests.report.test_payloads import Texts, check_word, live_markup

EDITED = (
    BASE.replace("must not give", "should not give")
    .replace("    2.2 Requests for work on the allotments are sent to the Clerk by email.\n", "")
    .replace("4.2 The", "4.2 Requests for work on the allotments are sent to the Clerk by email.\n"
             "4.3 The")
    .replace(" Copies go to all councillors within 5 days.", "\n3.2 Copies go to all in 7 days.")
    .replace("    - (b) look up what the minutes say about it; and\n", "")
    .replace("    # 3. Letters", "    # Press\n    2.9 A list of reporters is kept.\n# 3. Letters")
    .replace("in confidence", "by letter")
    .replace("is given a copy", "is given a ‘copy’")
    .replace("by the Amenities Committee", "by the Proper Officer, once asked")
)  # fmt: skip


def file(name, state=State.TEXT, reason=None):
    document = Document(name, state, "", (), "application/pdf", "none", reason=reason)
    return Version(f"/home/clerk/{name}.pdf", "0" * 64, document)


def drafts(earlier=BASE, later=EDITED, **others):
    return ComparedDrafts(
        file("last year"), file("this year"), compared(version(earlier), version(later), **others)
    )


def everything():
    """Give a comparison in which every record stands."""
    later = replace(review(), last_reviewed=PartialDate(2025, 5), review_due=None)

    def defect(quote, n):
        words = Evidence("draft", 0, 1, quote, n)
        return Defect(DefectKind.PLACEHOLDER, "A blank was never filled in.", words)

    return drafts(
        later=EDITED.replace("the Clerk", "the Proper Officer"),
        reviews=(review(), later),
        defects=([defect("[a]", 2), defect("[b]", 3)], [defect("[b]", 3), defect("[c]", 9)]),
    )


def words(node):
    return " ".join(node.text_content().split())


def parsed(made):
    return html.document_fromstring(comparison_page(made).decode())


def test_what_changed_comes_first_in_sentences_and_figures():
    page = parsed(drafts())
    assert words(page.find(".//*[@class='lede']")) == (
        "11 clauses unchanged, 3 reworded, 1 moved, 1 split, 1 removed and 2 added. "
        "In force: “must not” became “should not”, “the Amenities Committee” became “the Proper "
        "Officer” and “5 days” became “7 days”."
    )
    figures = [words(each) for each in page.findall(".//*[@class='answer-figures fates']/li")]
    assert figures == [
        "11 Unchanged", "3 Reworded", "1 Moved", "1 Split", "1 Removed", "2 Added",
    ]  # fmt: skip


def test_each_change_is_told_with_what_it_was_and_its_words_are_marked():
    page = parsed(drafts())
    told = {words(each.find("h3")): each for each in page.findall(".//article")}
    assert list(told) == [
        "Reworded Clause 2.1",
        "Reworded Clause 2.3",
        "Added Heading “Press” and 1 clause under it",
        "Split Clause 3.1 and 1 more clause",
        "Removed Clause (b)",
        "Reworded Clause 4.1",
        "Moved Clause 4.2",
    ]
    force = told["Reworded Clause 2.1"]
    assert "In force: “must not” became “should not” (must, should or may)" in words(force)
    assert [words(each) for each in force.findall(".//del")] == ["[instead of: must"]
    assert [words(each) for each in force.findall(".//ins")] == ["put in: should]"]
    moved = told["Moved Clause 4.2"]
    assert "It stood under “Instructions”, and stands under “Complaints” now." in words(moved)
    assert "It was 2.2 and is 4.2 now. Its words are the same." in words(moved)
    assert not moved.findall(".//ins")
    added = told["Added Heading “Press” and 1 clause under it"]
    assert [words(each) for each in added.findall(".//ins")] == [
        "[added: Press]", "[added: A list of reporters is kept.]",
    ]  # fmt: skip
    removed = told["Removed Clause (b)"]
    assert words(removed.find(".//del")).startswith("[removed: look up what the minutes")


def test_what_did_not_change_is_folded_and_says_what_differs_all_the_same():
    (section,) = parsed(drafts()).xpath("//section[@aria-labelledby='unchanged']")
    assert words(section.find(".//summary")) == "11 clauses with the same words"
    lines = [words(line) for line in section.findall(".//li")]
    assert "4.3 The staffing panel hears appeals and reports to the full Council without names. " \
        "(was 4.2)" in lines  # fmt: skip
    noted = [line for line in lines if line.endswith("(capitals or punctuation differ)")]
    assert [line[:3] for line in noted] == ["1.2"]


def test_clauses_in_which_only_names_differ_are_apart():
    page = parsed(drafts(later=BASE.replace("the Clerk", "the Proper Officer")))
    assert "“Clerk” became “Proper Officer” in 5 clauses." in words(page)
    (section,) = page.xpath("//section[@aria-labelledby='renamed']")
    assert len(section.findall(".//details//article")) == 5
    assert not page.xpath("//section[@aria-labelledby='changes']")


def test_equal_versions_say_so():
    page = parsed(drafts(later=BASE))
    assert "Nothing changed: 17 clauses, each with the same words" in words(page)
    assert not page.findall(".//article")


def test_versions_without_a_clause_are_a_page_too():
    assert "Neither version has a clause." in words(parsed(drafts("", "")))


def test_files_with_little_in_common_are_doubted():
    other = "\n".join(
        f"The {word} is kept in the shed." for word in ["mower", "rake", "hoe", "spade", "fork"]
    )
    assert "have little in common" in words(parsed(drafts(later=other)))
    assert "have little in common" not in words(parsed(drafts()))


def test_a_time_limit_that_only_one_version_names_is_put_in_or_taken_out():
    named = "1. The Clerk must answer every letter of a councillor within 5 days."
    none = "1. The Clerk must answer every letter of a councillor."
    assert "“5 days” was taken out (time limit)" in words(parsed(drafts(named, none)))
    assert "“5 days” was put in (time limit)" in words(parsed(drafts(none, named)))


def test_dates_and_defects_are_told():
    page = parsed(everything())
    (dates,) = page.xpath("//section[@aria-labelledby='dates']")
    assert [[words(cell) for cell in row] for row in dates.findall(".//tbody/tr")] == [
        ["Last reviewed", "not stated", "May 2025"],
        ["Review due", "May 2023", "not stated"],
    ]
    (defects,) = page.xpath("//section[@aria-labelledby='defects']")
    text = words(defects)
    assert text.index("New in the later") < text.index("[c]") < text.index("In both")
    assert text.index("In both") < text.index("[b]") < text.index("Mended") < text.index("[a]")


@pytest.mark.parametrize("unread", ["earlier", "later", "both"])
def test_a_version_that_could_not_be_read_is_not_an_empty_one(unread):
    bad = file("scan", State.UNREADABLE, "A scan without text recognition.")
    sides = {side: bad if unread in {side, "both"} else file(side) for side in ("earlier", "later")}
    made = ComparedDrafts(sides["earlier"], sides["later"], None)
    page = parsed(made)
    assert "scan.pdf could not be read" in words(page)
    assert "scan the paper again" in words(page)
    assert "so nothing is said to be added or removed" in words(page)
    assert not page.findall(".//article")
    assert "could not be read" in " ".join(comparison_spoken(made))
    assert json.loads(comparison_json(made))["comparison"] is None
    assert "could not be read" in body(comparison_docx(made))


def test_every_link_leads_somewhere_and_no_anchor_is_there_twice():
    page = parsed(everything())
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = set(page.xpath("//a/@href"))
    assert links <= {f"#{each}" for each in ids}
    assert {f"#{each.get('id')}" for each in page.findall(".//article")} <= links


def test_a_page_in_one_file_carries_its_stylesheet_and_its_policy_allows_only_that():
    made = comparison_page(drafts()).decode()
    (style,) = re.findall(r"(?s)<style>(.*?)</style>", made)
    mark = b64encode(sha256(style.encode()).digest()).decode()
    (policy,) = parsed(drafts()).xpath("//meta[@http-equiv]/@content")
    assert f"default-src 'none'; style-src 'sha256-{mark}';" in policy
    assert "<script" not in made
    assert str(comparison_content(drafts())) in made
    linked = comparison_page(drafts(), stylesheet="assets/site.css").decode()
    assert 'href="assets/site.css"' in linked
    assert "<style" not in linked


def test_lines_fit_a_terminal_and_name_what_changed():
    lines = comparison_spoken(everything())
    assert max(map(len, lines)) <= 80
    text = " ".join(" ".join(lines).split())
    assert lines[0] == "From last year.pdf to this year.pdf"
    assert "What changed in force: - Clause 2.1: “must not” became “should not”" in text
    assert "Removed: Clause (b): “look up what the minutes say about it; and”" in text


def test_json_names_every_clause_and_row():
    made = json.loads(comparison_json(everything()))
    rows = made["comparison"]["rows"]
    for side in ("earlier", "later"):
        assert sorted(n for row in rows for n in row[side]) == [
            clause["n"] for clause in made[side]["clauses"]
        ]
    assert {row["fate"] for row in rows} >= {"unchanged", "reworded", "moved", "added", "removed"}
    assert made["comparison"]["renamings"][0]["later"] == "Proper Officer"
    assert made["earlier"]["name"] == "last year.pdf"


def test_the_same_comparison_gives_the_same_bytes():
    for make in (comparison_page, comparison_docx, comparison_json):
        assert make(drafts()) == make(drafts())


# --- tracked changes -----------------------------------------------------------------------------

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body(data):
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read("word/document.xml").decode()


def settled(data, gone):
    """Give the paragraphs with changes accepted (`gone` is "del") or rejected ("ins")."""
    root = etree.fromstring(body(data).encode())
    texts, open_text = [], ""
    for paragraph in root.iter(f"{W}p"):
        for run in paragraph.iter(f"{W}r"):
            if run.getparent().tag != f"{W}{gone}":
                open_text += "".join(
                    each.text or "" for each in run.iter(f"{W}t", f"{W}delText")
                )  # fmt: skip
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}") is None:
            texts.append(open_text)
            open_text = ""
    start = texts.index("The text, with tracked changes") + 1
    return [fold(text) for text in [*texts[start:], open_text] if text.strip()]


def printed(text):
    return [fold(f"{clause.label or ''} {clause.text}") for clause in version(text)]


def test_accepting_all_changes_gives_the_later_version_and_rejecting_all_the_earlier_one():
    made = comparison_docx(drafts())
    assert settled(made, "del") == printed(EDITED)
    assert settled(made, "ins") == printed(BASE)


def test_changes_are_tracked_as_word_tracks_them():
    made = body(comparison_docx(drafts()))
    changes = re.findall(r'<w:(ins|del) w:id="(\d+)" w:author="Protocol check"', made)
    numbers = [int(number) for _, number in changes]
    assert sorted(numbers) == list(range(1, len(changes) + 1))
    assert "w:date" not in made
    root = etree.fromstring(made.encode())
    assert not root.xpath("//*[local-name()='del']//*[local-name()='t']")
    assert not root.xpath("//*[local-name()='ins']//*[local-name()='delText']")


def test_the_word_file_opens_in_a_library_of_others():
    import docx

    opened = docx.Document(io.BytesIO(comparison_docx(everything())))
    assert opened.paragraphs[0].text == "Two versions compared"


SOME = [
    "the",
    "Clerk",
    "must",
    "should",
    "reply",
    "in",
    "five",
    "days.",
    "Members",
    "of",
    "staff,",
    "and",
    "4/5",
    "well-being",
]
TEXTS = st.lists(st.sampled_from(SOME), min_size=1, max_size=14)


@given(TEXTS, TEXTS, st.integers(0, 13))
def test_accepting_and_rejecting_words_gives_either_text(later, earlier, cut):
    now, was = " ".join(later), " ".join(earlier)
    lines = "\n".join(filter(None, (" ".join(later[:cut]), " ".join(later[cut:]))))
    for text in (now, lines):
        paragraphs = tracked(text, was)
        assert len(paragraphs) == text.count("\n") + 1
        accepted = [
            "".join(run.text for run in runs if run.change is not Tracked.LEFT_OUT)
            for runs in paragraphs
        ]
        rejected = "".join(
            run.text for runs in paragraphs for run in runs if run.change is not Tracked.PUT_IN
        )
        assert [fold(line) for line in accepted] == [fold(line) for line in text.split("\n")]
        assert fold(rejected) == fold(was)


# --- hostile words -------------------------------------------------------------------------------


@pytest.mark.parametrize("start", range(len(rounds())))
def test_no_hostile_word_is_live_in_any_field(start):
    spoilt = filled(everything(), Texts(start))
    made = comparison_page(spoilt, stylesheet="assets/site.css").decode("utf-8")
    page = html.document_fromstring(made)
    assert not list(live_markup(page))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(link.startswith("#") for link in page.xpath("//a/@href"))
    check_word("comparison.docx", comparison_docx(spoilt), set())
    json.loads(comparison_json(spoilt).decode("utf-8"))
    for line in comparison_spoken(spoilt):
        assert not [sign for sign in line if unicodedata.category(sign) in {"Cc", "Cs"}]


@pytest.mark.parametrize(
    ("suffix", "begins"), [(".docx", b"PK"), (".HTML", b"<!doctype html>"), (".json", b"{\n")]
)
def test_a_file_is_of_the_sort_that_its_name_ends_in(suffix, begins):
    assert comparison_file(drafts(), suffix).startswith(begins)
    assert suffix.casefold() in SUFFIXES
