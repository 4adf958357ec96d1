"""The site, page by page."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html

from pipeline.model import Level, Source
from pipeline.report.addresses import picture_file
from pipeline.report.publication import publication
from pipeline.report.site import site

OWN_SCRIPT = "assets/site.js"
MORE_SCRIPTS = {"index.html": "assets/matrix.js", "search.html": "assets/search.js"}


def scripts_of(path):
    return [OWN_SCRIPT, *([MORE_SCRIPTS[path]] if path in MORE_SCRIPTS else [])]


@pytest.fixture(scope="module")
def files(findings, pictures_of):
    pictures = pictures_of(findings)
    return {
        **publication(
            findings, pictures=pictures, notices=("thesis: left out.",), doubtful_below=0.8
        ),
        **{picture_file(doc, p.number): b"" for doc, drawn in pictures.items() for p in drawn},
    }


@pytest.fixture(scope="module")
def pages(files):
    return parsed(files)


def parsed(files):
    return {
        path: html.document_fromstring(data.decode("utf-8"))
        for path, data in files.items()
        if path.endswith(".html")
    }


def links_of(pages):
    for path, page in pages.items():
        for _element, attribute, link, _ in page.iterlinks():
            yield path, attribute, link


def text_of(element):
    return " ".join(element.text_content().split())


def seen(element):
    """Give the text that is not for screen readers alone."""
    kept = element.xpath(".//text()[not(ancestor::*[@class='unseen'])]")
    return " ".join("".join(kept).split())


def test_scripts_and_styles_are_our_own_files_only(pages):
    for path, page in pages.items():
        sources = page.xpath("//script/@src")
        assert [source.removeprefix("../") for source in sources] == scripts_of(path), path
        assert not page.xpath("//script[normalize-space(text())] | //style | //@style"), path
        assert not [name for name in page.xpath("//@*/..") if any(map(is_event, name.attrib))], path


def is_event(attribute):
    return attribute.lower().startswith("on")


def test_every_page_forbids_what_it_does_not_use(pages):
    for page in pages.values():
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_every_page_has_one_main_heading_and_no_level_is_skipped(pages):
    for path, page in pages.items():
        levels = [int(element.tag[1]) for element in page.xpath("//h1|//h2|//h3|//h4")]
        assert levels.count(1) == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), path


def test_every_id_stands_once_in_its_page(pages):
    for path, page in pages.items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path


def test_every_page_has_its_landmarks_and_a_way_past_the_menu(pages):
    for page in pages.values():
        assert page.xpath("//a[1]/@href")[0] == "#main"
        for landmark in ("header", "nav", "main", "footer"):
            assert page.xpath(f"//{landmark}"), landmark
        assert page.get("lang") == "en-GB"


def test_every_page_has_a_title_of_its_own(pages):
    titles = [text_of(page.find(".//title")) for page in pages.values()]
    assert len(set(titles)) == len(titles)


def test_every_table_has_a_caption_and_scoped_heads(pages):
    for path, page in pages.items():
        for table in page.xpath("//table"):
            assert text_of(table.find("caption")), path
            assert all(head.get("scope") for head in table.xpath(".//th")), path


def test_every_region_that_scrolls_can_be_reached_and_is_named(pages):
    for page in pages.values():
        for region in page.xpath("//*[contains(concat(' ', @class, ' '), ' scroll ')]"):
            assert region.get("tabindex") == "0"
            assert region.get("role") == "region"
            assert page.xpath("//*[@id=$name]", name=region.get("aria-labelledby"))


def test_every_picture_says_what_it_shows(pages):
    for page in pages.values():
        assert all(image.get("alt") for image in page.xpath("//img"))
        assert all(drawing.get("aria-label") for drawing in page.xpath("//svg[@role='img']"))


def test_every_page_says_as_of_when(pages):
    for path, page in pages.items():
        assert "22 November 2026" in text_of(page.find(".//header")), path


def test_every_cell_of_the_matrix_has_a_word_and_leads_to_its_provision(pages, findings):
    table = pages["index.html"].xpath("//table[contains(@class, 'matrix')]")[0]
    cells = table.xpath("./tbody/tr/td")
    assert len(cells) == len(findings.cells)
    assert {text_of(cell).rstrip("?") for cell in cells} == {
        "Rules",
        "Mention",
        "Silent",
        "Not read",
    }
    questioned = sum(text_of(cell).endswith("?") for cell in cells)
    assert questioned == sum(
        not cell.certain for cell in findings.cells if cell.level is not Level.UNREADABLE
    )
    assert all("#p-" in cell.find("a").get("href") for cell in cells)


def test_shares_are_of_the_documents_that_could_be_read(pages, findings):
    totals = pages["index.html"].xpath("//table[contains(@class, 'matrix')]/tfoot//td")
    assert {text_of(total).split(" of ")[1] for total in totals} == {"4"}
    assert len(findings.sources) == 5


def test_cells_to_be_checked_are_listed_with_the_clause_to_read(pages, findings):
    rows = pages["doubts.html"].xpath("//table[@data-filter]/tbody/tr")
    doubtful = [c for c in findings.cells if c.chance is not None and not c.certain]
    assert len(rows) == len(doubtful)
    # the least sure first: silence here
    assert "to be checked: uncertain" in text_of(rows[0]).lower()
    assert "this comes nearest" in text_of(rows[0])
    assert "Mention" in text_of(rows[-1])
    assert all(row.xpath(".//blockquote") for row in rows)


def test_a_council_page_says_what_to_check_and_where_the_level_comes_from(pages, findings):
    for doc in findings.facts:
        section = pages[f"councils/{doc}.html"].xpath("//section[@aria-labelledby='provisions']")[0]
        cells = [cell for cell in findings.cells if cell.doc == doc]
        marks = section.xpath(".//strong[contains(@class, 'doubt')][starts-with(., 'To be')]")
        assert len(marks) >= sum(not cell.certain for cell in cells)
        assert text_of(section).count("Judged by the trained coder") == sum(
            cell.basis is not None for cell in cells
        )


def test_a_provision_page_counts_by_county_with_intervals(pages, findings):
    page = pages["provisions/instruction.html"]
    rows = [
        tuple(text_of(cell) for cell in row.xpath("th|td"))
        for row in page.xpath("//section[@aria-labelledby='groups']//tbody/tr")
    ]
    expected = {
        ("County", row.group or "Not known"): (row.rules, row.read)
        for row in findings.prevalence
        if row.provision == "instruction" and row.by.value == "county"
    }
    found = {row[:2]: row[2] for row in rows if row[0] == "County"}
    assert set(found) == set(expected)
    for key, (rules, read) in expected.items():
        assert found[key].startswith(f"{rules} of {read}")
    assert all(re.fullmatch(r"\d+% to \d+%|", row[3]) for row in rows)


def test_one_group_alone_is_not_compared(pages):
    text = text_of(pages["provisions/instruction.html"])
    assert "England" not in text.partition("Among which councils")[2].partition("What counts")[0]


def test_an_unreadable_document_is_listed_with_its_reason_and_never_called_silent(pages):
    listed = text_of(pages["index.html"].xpath("//section[@aria-labelledby='unread']")[0])
    assert "Marsh Ambling Parish Council" in listed
    assert "Ask the council for another copy" in listed
    page = text_of(pages["councils/council-003.html"].find(".//main"))
    assert "could not be read" in page
    assert "Silent" not in page


def test_an_unnamed_council_is_called_so_and_nothing_is_invented(pages):
    heading = text_of(pages["councils/council-002.html"].find(".//h1"))
    assert heading == "Council not named in the document (council-002)"


def test_every_clause_of_a_council_can_be_linked_to(pages, findings):
    for doc in findings.facts:
        ids = set(pages[f"councils/{doc}.html"].xpath("//@id"))
        assert {f"c{clause.n}" for clause in findings.clauses if clause.doc == doc} <= ids


def test_welsh_clauses_are_marked_as_welsh(pages):
    welsh = pages["councils/council-001.html"].xpath("//*[@lang='cy']")
    assert [text_of(element) for element in welsh] == ["Mae'r cyngor yn cadw at y drefn hon."]


def test_timetable_begins_with_the_longest_overdue(pages):
    rows = pages["reviews.html"].xpath("//table[@data-filter]/tbody/tr")
    assert "Overdue by less than one year" in text_of(rows[0])
    assert "Overdue by 175 days" in text_of(rows[1])
    assert "Not read" in text_of(rows[-1])


def test_a_date_to_be_checked_is_marked_with_the_reason(pages):
    row = next(
        row for row in pages["reviews.html"].xpath("//table/tbody/tr") if "Due soon" in text_of(row)
    )
    assert "To be checked: the month may stand before the day" in text_of(row.xpath("td")[3])
    (page,) = (
        page
        for name, page in pages.items()
        if name.startswith("councils/") and "Due soon: January 2027" in text_of(page)
    )
    dates = text_of(page.xpath("//section[@aria-labelledby='dates']")[0])
    assert "To be checked: the date and its words stand in different lines or cells" in dates


def test_provision_page_shows_wordings_silent_and_unread(pages):
    page = pages["provisions/instruction.html"]
    wording = text_of(page.xpath("//section[@aria-labelledby='wording']")[0])
    assert "not give an instruction" in wording
    assert "Marsh Ambling" in text_of(page.xpath("//section[@aria-labelledby='unread']")[0])
    assert "Marsh Ambling" not in text_of(page.xpath("//section[@aria-labelledby='silent']")[0])


def test_words_that_differ_are_marked(pages):
    marked = {
        (seen(element), element.tag)
        for page in pages.values()
        for element in page.xpath("//*[@class='wording']//ins | //*[@class='wording']//del")
    }
    assert ("should", "ins") in marked
    assert ("must", "del") in marked


def test_without_a_measurement_no_accuracy_is_claimed(pages):
    section = pages["methods.html"].xpath("//section[@aria-labelledby='accuracy']")[0]
    assert "not measured" in text_of(section)


def test_measured_accuracy_is_shown_with_shares_and_counts(findings):
    made = site(findings, accuracy={"coverage.cell_accuracy": 0.95, "coverage.missing_cells": 12})
    section = parsed(made)["methods.html"].xpath("//section[@aria-labelledby='accuracy']")[0]
    assert "0.950" in text_of(section)
    assert "Coverage: levels that are missing12" in text_of(section)


MEASURED = {
    "coverage.cell_accuracy": 0.95,
    "calibration.certain_cell_accuracy": 0.98,
    "calibration.cells": 140,
    "calibration.bin_90.cells": 31,
    "calibration.bin_90.mean_chance": 0.92,
    "calibration.bin_90.right": 0.903,
    "provision.press.gold_rules": 11,
    "provision.press.gold_mention": 0,
    "provision.press.gold_absent": 4,
    "provision.press.cell_accuracy": 0.933,
    "provision.press.rules_f1": 0.957,
    "provision.press.macro_f1": 0.9,
    "provision.of_another_codebook.cell_accuracy": 0.123,
}


def test_measured_accuracy_is_shown_by_provision_and_by_chance(findings):
    page = parsed(site(findings, accuracy=MEASURED))["methods.html"]
    section = page.xpath("//section[@aria-labelledby='accuracy']")[0]
    tables = {
        text_of(table.find("caption")): [
            [text_of(cell) for cell in row.xpath("./th | ./td")]
            for row in table.xpath("./tbody/tr")
        ]
        for table in section.xpath(".//table")
    }

    assert tables == {
        "Main figures": [
            ["Coverage: level right (rules, mention, silent)", "0.950"],
            ["Coverage: level right, of those marked certain", "0.980"],
        ],
        "Other figures": [["How sure: levels compared", "140"]],
        "By provision": [["Press and media", "11", "0", "4", "0.933", "0.957", "–"]],
        "How sure, and how often right": [["from 0.90", "31", "0.920", "0.903"]],
    }


def test_figures_of_documents_kept_apart_stand_beside_the_others(findings):
    apart = {"documents": 8, "coverage.cell_accuracy": 0.871, "provision.press.cell_accuracy": 0.75}
    page = parsed(site(findings, accuracy=MEASURED, accuracy_apart=apart))["methods.html"]
    section = page.xpath("//section[@aria-labelledby='accuracy']")[0]
    rows = [[text_of(cell) for cell in row.xpath("./th | ./td")] for row in section.xpath(".//tr")]

    assert "8 documents that were kept apart" in text_of(section)
    assert ["Coverage: level right (rules, mention, silent)", "0.950", "0.871"] in rows
    assert ["Coverage: level right, of those marked certain", "0.980", "–"] in rows
    assert ["Press and media", "11", "0", "4", "0.933", "0.957", "–", "0.750"] in rows


def test_the_same_findings_give_the_same_bytes(findings, county_of):
    assert site(findings) == site(county_of())


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"councils": 0}, id="no-document"),
        pytest.param({"councils": 1, "unreadable": (0,)}, id="none-readable"),
        pytest.param({"councils": 1, "unreadable": (), "unnamed": ()}, id="one-document"),
        pytest.param({"councils": 2, "names": ("Fern Parish Council",) * 2}, id="same-name-twice"),
    ],
)
def test_a_small_corpus_gives_a_whole_site(county_of, options):
    found = county_of(**options)
    pages = parsed(site(found))
    headings = [text_of(page.find(".//h1")) for page in pages.values()]
    assert len(pages) >= 9
    assert len(set(headings)) == len(headings)


def test_hostile_text_stays_text(hostile, pictures_of):
    made = site(
        hostile,
        pictures=pictures_of(hostile),
        notices=(hostile.sources[0].path,),
        doubtful_below=0.8,
    )
    for path, page in parsed(made).items():
        assert len(page.xpath("//script")) == len(scripts_of(path)), path
        assert not page.xpath("//img[not(starts-with(@src, 'figures/'))]"), path
        assert not [e for e in page.xpath("//*") if any(map(is_event, e.attrib))], path
        links = [link for _, _, link in links_of({path: page})]
        assert not [link for link in links if re.match(r"(?i)\s*(javascript|data|vbscript):", link)]
        assert len(page.xpath("//@id")) == len(set(page.xpath("//@id"))), path


def test_a_matrix_too_long_for_one_page_goes_on_on_another(county_of):
    pages = parsed(site(county_of(501)))
    first, second = (
        pages[path].xpath("//table[contains(@class, 'matrix')]/tbody/tr")
        for path in ("index.html", "coverage-2.html")
    )
    assert (len(first), len(second)) == (500, 1)
    assert "coverage-2.html" in pages["index.html"].xpath("//a/@href")


def test_a_duplicate_is_named_but_not_counted(findings):
    twin = Source("twin", "sources/twin.pdf", "0" * 64, 1000, duplicate_of="council-000")
    made = site(
        replace(
            findings,
            sources=(*findings.sources, twin),
            documents={
                **findings.documents,
                "twin": replace(findings.documents["council-000"], doc="twin", text=""),
            },
        )
    )
    page = parsed(made)["index.html"]
    assert "sources/twin.pdf is the file of Stowcote Parish Council" in text_of(page)
    assert "5 documents looked at" in text_of(page)
    assert "councils/twin.html" not in made


def test_a_clause_that_only_mentions_is_not_shown_as_rules(findings):
    rules = next(c for c in findings.codings if c.level is Level.RULES)
    weak = replace(rules, n=rules.n + 1, level=Level.MENTION)
    cells = tuple(
        replace(cell, clauses=(rules.n, weak.n))
        if (cell.doc, cell.provision) == (rules.doc, rules.provision)
        else cell
        for cell in findings.cells
    )
    made = site(replace(findings, codings=(*findings.codings, weak), cells=cells))
    page = parsed(made)[f"councils/{rules.doc}.html"]
    item = page.get_element_by_id(f"p-{rules.provision}")
    assert ["mentions it" in text_of(quote) for quote in item.xpath(".//blockquote")] == [
        False,
        True,
    ]


def test_the_matrix_page_of_three_hundred_councils_stays_light(county_of):
    assert len(site(county_of(300))["index.html"]) < 1_500_000
