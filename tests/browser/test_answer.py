"""The answer on a draft in a browser: for all readers, at every width, on paper, scripts off."""

from dataclasses import replace

import pytest

from pipeline.report.answer.page import answer_page
from tests.browser.conftest import DESKTOP, PHONE, _written
from tests.browser.measures import (
    cut,
    off_paper,
    set_text_size,
    space_text,
    too_wide,
    violations,
    without_focus_mark,
)
from tests.report.answer.examples import alone, few, full, unread
from tests.report.answer.test_page import HOSTILE, everything
from tests.report.payloads import filled

# what a page of A4 leaves between the margins of the stylesheet, in CSS pixels
PAPER = {"width": round((210 - 2 * 14) / 25.4 * 96), "height": 1000}

DRAFTS = {
    "full": full(),
    "everything": everything(),
    "few": few(),
    "alone": alone(),
    "unread": unread(),
    "hostile": replace(filled(everything(), lambda _: HOSTILE[0]), inferred=("name",)),
}


@pytest.fixture(scope="session")
def answers(tmp_path_factory):
    """Give a folder with the answers on some drafts, each in one file."""
    made = {f"{name}.html": answer_page(check) for name, check in DRAFTS.items()}
    return _written(made, tmp_path_factory.mktemp("answers"))


@pytest.mark.parametrize("name", DRAFTS)
def test_an_answer_is_for_everybody_fits_every_width_and_is_quiet(visit, answers, name):
    visited = visit(answers, f"{name}.html")
    page = visited.page
    broken = {}
    for width, viewport in (("desk", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(viewport)
        broken[width] = too_wide(page) + cut(page)
        space_text(page, spaced=True)
        broken[f"{width}, spaced"] = too_wide(page) + cut(page)
        space_text(page, spaced=False)
        broken[f"{width}, focus"] = without_focus_mark(page)
    set_text_size(page, 200)
    broken["phone, twice the size"] = too_wide(page)
    set_text_size(page, 100)
    page.locator("details").evaluate_all("all => all.forEach((each) => { each.open = true; })")
    broken["phone, axe"] = violations(page)
    page.set_viewport_size(DESKTOP)
    broken["desk, axe"] = violations(page)
    broken["noticed"] = visited.noticed
    assert {place: lines for place, lines in broken.items() if lines} == {}


def test_the_answer_stands_on_the_first_screen(visit, answers):
    page = visit(answers, "full.html").page
    for css in (".lede", ".answer-figures", ".steps"):
        box = page.locator(css).bounding_box()
        assert box["y"] + box["height"] <= DESKTOP["height"]


def test_it_is_whole_without_scripts(visit, answers):
    without, scripted = (
        visit(answers, "full.html", scripts=scripts).page.locator("main").inner_text()
        for scripts in (False, True)
    )
    assert without == scripted
    assert "What to do first" in without


def test_its_own_policy_lets_its_own_style_through(visit, answers):
    page = visit(answers, "full.html").page
    size = page.locator("h1").evaluate("element => getComputedStyle(element).fontSize")
    assert size == "32px"


@pytest.mark.parametrize("name", ["everything", "hostile"])
def test_nothing_of_it_is_cut_on_paper(visit, answers, name):
    page = visit(answers, f"{name}.html", viewport=PAPER).page
    page.emulate_media(media="print")
    assert off_paper(page) == []
    assert too_wide(page) == []


def test_on_paper_it_is_all_words_and_upright(visit, answers):
    """Other wordings are printed open; the draft, which the reader has, is not printed again."""
    pypdfium2 = pytest.importorskip("pypdfium2")
    data = visit(answers, "full.html").page.pdf(prefer_css_page_size=True)
    printed = pypdfium2.PdfDocument(data)
    width, height = printed[0].get_size()
    assert width < height
    text = " ".join(
        " ".join(printed[n].get_textpage().get_text_bounded().split()) for n in range(len(printed))
    )
    assert "A Councillor who speaks to a reporter must say" in text
    assert "The draft as it was read, clause by clause" not in text
    assert len(printed) <= 4
