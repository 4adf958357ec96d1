"""Pages of shared wording, and of what may be the same."""

import csv
import io
from dataclasses import replace

import openpyxl
import pytest
from lxml import html

from pipeline.analyse.corrections.anchors import anchor, folded
from pipeline.model import Findings, Relation
from pipeline.report.lookup import lookup
from pipeline.report.pages.suggestions import COLUMNS, as_line, suggestions
from pipeline.report.readings import TEXT_LIMIT, marked
from pipeline.report.site import site
from pipeline.report.workbook import workbook
from pipeline.text.wordwise import Mark


def pages_of(findings: Findings):
    return {
        path: html.document_fromstring(data.decode("utf-8"))
        for path, data in site(findings).items()
        if path.endswith(".html")
    }


def text_of(element):
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def pages(kin):
    return pages_of(kin)


def the_family(findings):
    """Give the family that holds a reading in other words."""
    (found,) = (
        family
        for family in findings.families
        if any(member.relation is Relation.PARAPHRASE for member in family.members)
    )
    return found


def test_a_family_shows_which_reading_belongs_least_surely(kin, pages):
    page = text_of(pages[f"families/{the_family(kin).id}.html"])
    name = lookup(kin).names[the_family(kin).weakest.doc]
    assert f"Belongs least surely: {name}" in page
    assert "0.62, probably the same clause" in page


def test_where_all_belong_surely_nothing_is_said_of_it(findings):
    pages = pages_of(findings)
    assert not any("Belongs least surely" in text_of(page) for page in pages.values())
    assert not any("Agreement" in text_of(page) for page in pages.values())


def test_a_reading_in_other_words_stands_beside_the_reference_without_marks(kin, pages):
    readings = pages[f"families/{the_family(kin).id}.html"].xpath(
        "//li[contains(@class,'reading')]"
    )
    (reading,) = (each for each in readings if "Other words" in text_of(each))
    clauses = {(clause.doc, clause.n): clause.text for clause in kin.clauses}
    beside = [text_of(words) for words in reading.xpath(".//*[@class='wording']")]
    weakest = the_family(kin).weakest
    assert beside == [clauses[weakest.doc, weakest.n], clauses[the_family(kin).exemplar]]
    assert not reading.xpath(".//ins | .//del")


def test_words_of_longer_clauses_are_shown_in_both_places(kin, pages):
    (link,) = kin.partial_links
    words = lookup(kin).clause[link.doc, link.n].text[:5]
    family = pages[f"families/{link.family}.html"]
    section = family.xpath("//section[@aria-labelledby='parts']")[0]
    assert words in text_of(section)
    assert section.xpath(".//a/@href") == [f"../councils/{link.doc}.html#c{link.n}"]
    clause = pages[f"councils/{link.doc}.html"].get_element_by_id(f"c{link.n}")
    assert f"../families/{link.family}.html" in clause.xpath(".//a/@href")
    assert "a clause of its own in" in text_of(clause)


def test_a_clause_that_only_a_longer_one_repeats_has_a_page_too(kin):
    alone = next(family for family in kin.families if len(family.members) == 1)
    (link,) = kin.partial_links
    linked = replace(kin, partial_links=(replace(link, family=alone.id),))
    assert f"families/{alone.id}.html" in site(linked)
    assert f"families/{alone.id}.html" not in site(kin)


def test_likely_pairs_stand_side_by_side_with_the_correction_that_joins_them(kin, pages):
    (item,) = pages["suggestions.html"].xpath(
        "//section[@aria-labelledby='suggested']//li[@class='pair']"
    )
    (suggestion,) = kin.suggestions
    texts = {(clause.doc, clause.n): clause.text for clause in kin.clauses}
    assert [text_of(quote) for quote in item.xpath(".//blockquote/p[1]")] == [
        texts[suggestion.doc, suggestion.n],
        texts[suggestion.other_doc, suggestion.other_n],
    ]
    assert "Likeness 0.83" in text_of(item)
    (line,) = (text_of(code) for code in item.xpath(".//code"))
    row = dict(zip(COLUMNS, next(csv.reader([line])), strict=True))
    assert (row["doc"], row["what"], row["item"]) == (
        suggestion.doc,
        "family",
        suggestion.other_doc,
    )
    assert place_of(kin, row["doc"], row["quote"], row["prefix"]) == suggestion.n
    assert place_of(kin, row["item"], row["value"]) == suggestion.other_n


def place_of(findings, doc, quote, prefix=""):
    """Find the clause as a correction finds it."""
    clauses = [clause for clause in findings.clauses if clause.doc == doc]
    (n,) = anchor(quote, prefix, "", folded(clauses)).places
    return n


def test_readings_in_other_words_can_be_confirmed_or_taken_out(kin):
    (pair,) = suggestions(lookup(kin)).joined
    weakest = the_family(kin).weakest
    assert pair.sides[0].doc == weakest.doc
    assert place_of(kin, pair.same.doc, pair.same.quote) == weakest.n
    assert pair.other is not None
    assert as_line(pair.other).endswith(",family,,alone,")


@pytest.mark.parametrize(
    ("before", "text"),
    [
        pytest.param("All staff", "take part in training.", id="words-that-stand-twice"),
        pytest.param("", "a, b", id="hardly-any-words"),
        pytest.param("", 'Say "yes", or\nsay "no".', id="quotation-marks-and-lines"),
    ],
)
def test_the_words_to_quote_lead_back_to_the_clause(kin, before, text):
    (suggestion,) = kin.suggestions
    clauses = list(kin.clauses)
    ours = [at for at, clause in enumerate(clauses) if clause.doc == suggestion.doc]
    spots = [ours[-1], ours[1]] if before else [ours[-1]]
    for at in spots:
        clauses[at] = replace(clauses[at], text=text)
    if before:
        clauses[ours[-2]] = replace(clauses[ours[-2]], text=before)
    n = clauses[ours[-1]].n
    found = replace(kin, clauses=tuple(clauses), suggestions=(replace(suggestion, n=n),))
    (pair,) = suggestions(lookup(found)).suggested
    row = dict(zip(COLUMNS, next(csv.reader([as_line(pair.same)])), strict=True))
    assert place_of(found, row["doc"], row["quote"], row["prefix"]) == n


def test_a_long_list_is_cut_and_says_how_much_is_left(kin):
    (suggestion,) = kin.suggestions
    many = tuple(replace(suggestion, rank=rank) for rank in range(1, 12))
    found = suggestions(lookup(replace(kin, suggestions=many)), 5)
    assert (len(found.suggested), found.more_suggested) == (5, 6)


def test_the_sheet_of_pairs_begins_like_the_sheet_of_corrections(kin):
    book = openpyxl.load_workbook(io.BytesIO(workbook(kin)))
    pairs, corrections = book["May be the same"], book["Corrections"]
    heads = [[cell.value for cell in sheet[4]][:10] for sheet in (pairs, corrections)]
    assert heads[0] == heads[1]
    rows = list(pairs.iter_rows(min_row=5, values_only=True))
    assert [row[10] for row in rows] == ["Not joined", "Joined, to be confirmed"]
    choices = {cell.value for row in book["Choices"].iter_rows() for cell in row}
    for row in rows:
        assert {row[2], row[6], row[7]} <= choices


def test_without_anything_open_the_page_says_so(findings):
    text = text_of(pages_of(findings)["suggestions.html"])
    assert "None was found." in text
    assert "None is waiting." in text


@pytest.mark.parametrize(
    ("reading", "exemplar", "origin"),
    [
        pytest.param(
            "Keys stay in the safe. Nobody may lend a key to friends.",
            "Nobody may lend a key to friends. Keys stay in the safe.",
            "from after “a key to friends”",
            id="from-the-end",
        ),
        pytest.param(
            "Keys stay with us. Nobody may lend a key to any friends.",
            "Nobody may lend a key to any friends. Keys stay with us.",
            "from the beginning",
            id="the-longer-of-two",
        ),
    ],
)
def test_moved_words_say_where_they_stood(reading, exemplar, origin):
    moved = [piece.origin for piece in marked(reading, exemplar) if piece.mark is Mark.MOVED]
    assert moved == [origin]


def test_of_a_long_clause_only_what_differs_and_its_surroundings_are_shown():
    same = "Each ward has a book of its own. " * 100
    pieces = marked(f"{same}Staff may sign. {same}", f"{same}Staff must sign. {same}")
    assert sum(len(piece.text) for piece in pieces) < TEXT_LIMIT
    assert [piece.text for piece in pieces if piece.mark is Mark.REPLACED] == ["may"]
    assert sum(piece.left_out for piece in pieces) > 1000


def test_words_parted_by_a_slash_stay_together():
    pieces = marked("Ask the Clerk/Treasurer.", "Ask the Clerk/Chair.")
    assert [(piece.text, piece.glued) for piece in pieces][-1] == ("Treasurer.", True)
