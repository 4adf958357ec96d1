"""The page of a comparison in a browser: for all readers, on a phone, from the disk."""

import pytest

from pipeline.report.comparison.page import comparison_page
from tests.browser.conftest import DESKTOP, PHONE, Folder
from tests.browser.measures import cut, set_text_size, space_text, too_wide, violations
from tests.browser.measures import without_focus_mark as without_mark
from tests.report.payloads import filled
from tests.report.test_comparison import everything
from tests.report.test_payloads import Texts


@pytest.fixture(params=["plain", "hostile"])
def page_folder(request, tmp_path):
    compared = everything() if request.param == "plain" else filled(everything(), Texts(0))
    (tmp_path / "comparison.html").write_bytes(comparison_page(compared))
    return Folder(tmp_path)


def test_a_comparison_is_for_everybody_fits_every_width_and_is_quiet(visit, page_folder):
    visited = visit(page_folder, "comparison.html")
    page = visited.page
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    broken = {}
    for name, viewport in (("desk", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(viewport)
        broken[name] = too_wide(page) + cut(page)
        space_text(page, spaced=True)
        broken[f"{name}, spaced"] = too_wide(page) + cut(page)
        space_text(page, spaced=False)
        broken[f"{name}, axe"] = violations(page)
    page.set_viewport_size(DESKTOP)
    set_text_size(page, 200)
    broken["desk, twice the size"] = too_wide(page) + cut(page)
    broken["no mark of focus"] = without_mark(page)
    broken["noticed"] = visited.noticed
    assert {place: lines for place, lines in broken.items() if lines} == {}


def test_on_a_wide_screen_the_versions_stand_side_by_side_and_on_a_phone_one_below_the_other(
    visit, tmp_path
):
    (tmp_path / "comparison.html").write_bytes(comparison_page(everything()))
    page = visit(Folder(tmp_path), "comparison.html").page
    first, second = (page.locator("article .beside").first.locator("> div").nth(n) for n in (0, 1))
    assert first.bounding_box()["y"] == second.bounding_box()["y"]
    page.set_viewport_size(PHONE)
    assert first.bounding_box()["y"] < second.bounding_box()["y"]


def test_marks_are_not_by_colour_alone(visit, tmp_path):
    (tmp_path / "comparison.html").write_bytes(comparison_page(everything()))
    page = visit(Folder(tmp_path), "comparison.html").page
    looks = [
        page.locator(f"article {tag}").first.evaluate(
            "(e) => getComputedStyle(e).textDecorationLine"
        )
        for tag in ("ins", "del")
    ]
    assert looks == ["underline", "line-through"]
