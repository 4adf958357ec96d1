"""Every type of page in a browser: for all readers, on a phone, on paper, from the disk."""

import pytest

from tests.browser.conftest import DESKTOP, KINDS, ONLY_OF_MANY, PAPER, PHONE
from tests.browser.measures import (
    cut,
    focused,
    off_paper,
    order_of_focus,
    set_text_size,
    space_text,
    too_wide,
    violations,
    without_focus_mark,
)

OF_SAMPLE = [kind for kind in KINDS if kind not in ONLY_OF_MANY]
# the same at every width, and the dearest to compute
AT_ANY_WIDTH = ("color-contrast",)


@pytest.fixture(params=["sample", "hostile_folder"], ids=["sample", "hostile"])
def folder(request, kind):
    if request.param == "sample" and kind in ONLY_OF_MANY:
        pytest.skip("the sample has too few councils for such a page")
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_for_everybody_fits_every_width_and_is_quiet(visit, folder, kind):
    """It breaks no rule of axe, fits a desk and a phone, and says and asks for nothing.

    So it does with text of twice the size (WCAG 1.4.4) or widely spaced (1.4.12).
    """
    address = folder.of_kind(kind)
    visited = visit(folder, address)
    page = visited.page
    broken = {}
    for name, viewport in (("desk", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(viewport)
        broken[name] = too_wide(page) + cut(page)
        space_text(page, spaced=True)
        broken[f"{name}, spaced"] = too_wide(page) + cut(page)
        space_text(page, spaced=False)
    broken["phone, axe"] = violations(page, without=AT_ANY_WIDTH)
    page.set_viewport_size(DESKTOP)
    broken["desk, axe"] = violations(page)
    set_text_size(page, 200)
    broken["desk, twice the size"] = too_wide(page) + cut(page)
    broken["noticed"] = visited.noticed
    assert {place: lines for place, lines in broken.items() if lines} == {}, address


@pytest.mark.parametrize("kind", OF_SAMPLE)
def test_without_scripts_a_page_is_whole_and_nothing_on_it_is_dead(visit, sample, kind):
    address = sample.of_kind(kind)
    without = visit(sample, address, scripts=False).page
    dead = without.locator("button, input, select, textarea, a:not([href]), [role=button]")
    assert [item.inner_text() for item in dead.all() if item.is_visible()] == []
    with_scripts = visit(sample, address).page
    added = with_scripts.locator("main").inner_text().split()
    instead = " ".join(without.locator("noscript").all_inner_texts())  # what to do without them
    missing = set(without.locator("main").inner_text().split()) - set(added)
    assert missing <= set(instead.split())


@pytest.mark.parametrize("kind", OF_SAMPLE)
def test_the_keyboard_reaches_everything_in_order_is_seen_and_can_leave(visit, sample, kind):
    address = sample.of_kind(kind)
    page = visit(sample, address).page
    assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0
    order = order_of_focus(page)

    page.keyboard.press("Tab")
    assert focused(page) == 'a.skip "Skip to main content"'
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert focused(page).startswith("main#main")

    page.evaluate("document.activeElement.blur(); location.hash = ''; scrollTo(0, 0)")
    page.reload()
    reached = []
    for _ in order[:30]:
        page.keyboard.press("Tab")
        reached.append(focused(page))
    assert reached == order[:30]

    assert without_focus_mark(page) == []

    page.locator("footer a").last.focus()
    page.keyboard.press("Tab")
    assert focused(page).startswith("body"), "the keyboard cannot leave the page"


@pytest.mark.parametrize("kind", OF_SAMPLE)
def test_no_table_or_picture_is_cut_on_paper(visit, sample, kind):
    page = visit(sample, sample.of_kind(kind), viewport=PAPER).page
    page.emulate_media(media="print")
    assert off_paper(page) == []


def test_a_printed_page_holds_every_head_of_its_matrix(visit, sample):
    pypdfium2 = pytest.importorskip("pypdfium2")
    page = visit(sample, "index.html").page
    heads = page.locator("table.matrix thead th").all_inner_texts()
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    text = " ".join(
        " ".join(printed[n].get_textpage().get_text_bounded().split()) for n in range(len(printed))
    )
    letters = "".join(text.split())
    assert [head for head in heads if "".join(head.split()) not in letters] == []


SPOILINGS = [
    pytest.param(
        "home", "--ink-quiet: #[0-9a-f]+", "--ink-quiet: #b0b5ba", "color-contrast", id="pale"
    ),
    pytest.param("home", ' lang="en-GB"', "", "html-has-lang", id="no-language"),
    pytest.param("home", "<h1>", '<input type="text"><h1>', "label", id="no-label"),
    pytest.param("home", "<h1>", '<img src="assets/x.png"><h1>', "image-alt", id="no-alt"),
    pytest.param("home", 'href="#main"', 'href="#none"', "skip-link", id="skips-nowhere"),
    pytest.param("home", "<h2 ", "<h4 ", "heading-order", id="level-skipped"),
    pytest.param("families", "(?s)<thead>.*?</thead>", "", "table-heads", id="no-heads"),
    pytest.param("home", "<title>.*?</title>", "", "document-title", id="no-title"),
]


@pytest.mark.parametrize(("kind", "pattern", "instead", "rule"), SPOILINGS)
def test_what_spoils_a_page_is_caught(visit, spoilt, kind, pattern, instead, rule):
    folder = spoilt(kind, pattern, instead)
    found = violations(visit(folder, "page.html").page)
    assert rule in {line.partition(":")[0] for line in found}, found


def test_the_policy_of_a_page_stops_what_is_not_its_own_and_the_visit_notices(visit, spoilt):
    folder = spoilt(
        "home",
        "<h1>",
        "<script>document.title = 'run'</script><p onclick=\"document.title = 'clicked'\" id=p>x"
        '<img alt="" src="https://council.example/x.png"><script>alert(1)</script></p><h1>',
    )
    visited = visit(folder, "page.html")
    visited.page.locator("#p").click()
    assert visited.page.title() not in {"run", "clicked"}
    assert not [line for line in visited.noticed if line.startswith("dialog")]
    assert len([line for line in visited.noticed if "Content Security Policy" in line]) >= 4


class TestThreeHundredCouncils:
    """The first page of a county, with every council in its matrix."""

    def test_it_opens_and_fits_and_breaks_no_rule(self, visit, county_folder):
        size = (county_folder.path / "index.html").stat().st_size
        assert size <= 1_500_000
        visited = visit(county_folder, "index.html")
        page = visited.page
        assert page.locator("table.matrix tbody tr").count() == 300
        assert too_wide(page) == []
        page.set_viewport_size(PHONE)
        assert too_wide(page) == []
        assert violations(page, rows=12) == []
        assert visited.noticed == []

    def test_its_heads_stay_in_view_when_the_matrix_is_scrolled(self, visit, county_folder):
        page = visit(county_folder, "index.html").page
        page.locator(".matrix-scroll").evaluate("e => { e.scrollTop = 4000; e.scrollLeft = 200; }")
        frame, corner, head, side = (
            page.locator(css).first.bounding_box()
            for css in (
                ".matrix-scroll",
                ".matrix .corner",
                ".matrix thead th:nth-child(6)",
                ".matrix tbody tr:nth-child(100) th",
            )
        )
        assert abs(head["y"] - frame["y"]) < 4
        assert abs(corner["y"] - frame["y"]) < 4
        assert abs(side["x"] - frame["x"]) < 4


def test_every_type_of_page_is_in_the_report(sample, hostile_folder):
    """And every page is of a type, so that none is left out of these tests."""
    for folder in (sample, hostile_folder):
        for page in folder.path.rglob("*.html"):
            text = page.read_text(encoding="utf-8")
            assert any(f'<body data-page="{kind}"' in text for kind in KINDS), page
