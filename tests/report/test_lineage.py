"""Shared templates: the page, the picture, and what a council's page says of others."""

import re

import pytest
from lxml import html

from pipeline.report.site import site


def page(files, address):
    return html.document_fromstring(files[address].decode())


def words(element):
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def many(county_of):
    return county_of(12)


@pytest.fixture(scope="module")
def files(many):
    return site(many)


def test_every_lineage_has_a_table_with_each_document_and_its_clauses(many, files):
    lineages = many.ancestry.lineages
    assert lineages
    tables = page(files, "lineage.html").xpath("//table")
    assert [len(table.xpath("./tbody/tr")) for table in tables] == [
        len(lineage.standings) for lineage in lineages
    ]


def test_a_number_of_clauses_leads_to_just_so_many(many, files):
    for lineage in many.ancestry.lineages:
        for standing in lineage.standings:
            shared = page(files, f"shared/{standing.doc}.html")
            section = shared.get_element_by_id(f"in-{lineage.id}").getparent()
            assert len(section.xpath("./blockquote")) == len(standing.clauses)
    for kinship in many.ancestry.kinships:
        if kinship.significant:
            link = f"../shared/{kinship.doc}.html#with-{kinship.other}"
            council = page(files, f"councils/{kinship.doc}.html")
            if council.xpath("//a[@href=$link]", link=link):
                shared = page(files, f"shared/{kinship.doc}.html")
                section = shared.get_element_by_id(f"with-{kinship.other}").getparent()
                assert len(section.xpath(".//tbody/tr")) == len(kinship.clauses)


def test_no_page_says_that_anybody_copied(files):
    for address in files:
        if address.startswith(("lineage", "shared/")):
            said = words(page(files, address)).casefold()
            assert not re.search(r"\bcop(?:y|ied|ies|ying)\b|plagiar", said), address
    assert "not evidence" in words(page(files, "lineage.html"))


@pytest.mark.parametrize("councils", [5, 100, 130])
def test_every_lineage_has_its_documents_whatever_the_size(county_of, councils):
    for lineage in county_of(councils).ancestry.lineages:
        assert sum(standing.core for standing in lineage.standings) > 1
