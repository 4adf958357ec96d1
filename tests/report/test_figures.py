"""The coverage picture."""

import pytest
from lxml import etree

from pipeline.report.figures import figures, heat_map


def test_the_same_findings_give_the_same_bytes(findings, county_of):
    assert heat_map(findings) == heat_map(county_of())


def test_files_are_those_announced(findings):
    announced = {path for figure in figures(findings) for path in (figure.svg, figure.png)}
    assert set(heat_map(findings)) == announced == {"figures/coverage.svg", "figures/coverage.png"}


def test_svg_is_well_formed_and_loads_nothing(findings):
    root = etree.fromstring(heat_map(findings)["figures/coverage.svg"])
    for element in root.iter():
        for name, value in element.attrib.items():
            if name.endswith("href"):
                assert value.startswith("#")
    assert not root.findall(".//{http://www.w3.org/2000/svg}script")


def test_png_is_a_png(findings):
    assert heat_map(findings)["figures/coverage.png"].startswith(b"\x89PNG")


def test_alternative_text_counts_every_cell(findings):
    (figure,) = figures(findings)
    assert f"Of {len(findings.cells)} cells" in figure.alt
    assert "22 November 2026" in figure.alt


@pytest.mark.parametrize(
    ("councils", "pictures"),
    [(0, 0), (1, 1), (40, 1), (41, 2), (330, 8)],
    ids=["none", "one", "full", "one-more", "too-many"],
)
def test_a_picture_holds_at_most_forty_councils(county_of, councils, pictures):
    found = figures(county_of(councils))
    assert len(found) == pictures
    assert all(len(figure.docs) <= 40 for figure in found)


def test_hostile_names_are_drawn_as_they_are(hostile):
    assert len(heat_map(hostile)) == 2
