"""The clerk's page in a browser: what a clerk does, with a mouse or keys, on a desk or a phone."""

import io
import json
import re
import threading
from contextlib import contextmanager
from dataclasses import replace

import pytest

from pipeline.checking.comparing import compare_drafts
from pipeline.errors import RequestError
from pipeline.params import read_params
from pipeline.web.here import Here
from pipeline.web.tasks import Paper
from tests.browser.conftest import DESKTOP, PHONE
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
from tests.checking.examples import answer
from tests.conftest import ROOT
from tests.web.conftest import DOCX, Echo, running

DRAFT = "Lower Withy Parish Council\n\n1. The Clerk signs the Council's letters.\n"
# in print, A4 portrait with the margins of the stylesheet, in CSS pixels
PAPER = {"width": round((210 - 2 * 14) / 25.4 * 96), "height": 1000}


class Example(Here):
    """Answers every draft with the example's answer, in the real pages and files."""

    about = Echo.about

    def __init__(self):
        super().__init__(None, has_report=False)
        self.may_end = threading.Event()
        self.may_end.set()
        self.failing = None

    def check(self, draft, as_of):
        if self.failing:
            raise self.failing
        assert self.may_end.wait(60)
        made = answer(name=draft.name, as_of=as_of, asked=draft.like or ())
        return replace(made, council=draft.council or made.council)

    def compare(self, pair, as_of):
        return compare_drafts(
            pair.earlier.data,
            pair.newer.data,
            read_params(ROOT / "params.yaml"),
            names=(pair.earlier.name, pair.newer.name),
            as_of=as_of,
        )

    def scaffold(self, council, as_of):
        return Paper("first draft", ".docx", DOCX, b"PK")


@pytest.fixture(scope="module")
def example():
    return Example()


@pytest.fixture(scope="module")
def home(example):
    with running(example, seconds_quick=0.2) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def opened(browser, home):
    """Give a function that opens a page, and note what a quiet page does not do."""
    contexts = []

    def start(address="/", *, at=None, viewport=DESKTOP, scripts=True):
        context = browser.new_context(
            viewport=viewport, java_script_enabled=scripts, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.noticed = []
        base = at or home

        def asked(request):
            if not request.url.startswith(base + "/"):
                page.noticed.append(f"asked for {request.url}")

        def said(message):
            if (
                message.type in {"error", "warning"}
                and "Failed to load resource" not in message.text
            ):
                page.noticed.append(message.text)

        page.on("request", asked)
        page.on("console", said)
        page.on("pageerror", lambda error: page.noticed.append(str(error)))
        page.on("dialog", lambda dialog: page.noticed.append(dialog.message))
        page.goto(base + address)
        return page

    yield start
    for context in contexts:
        context.close()


def focused_soon(page, name):
    """Wait until a script has given something the focus."""
    page.wait_for_function("name => document.activeElement.matches(name)", arg=name)
    return focused(page)


def kind(page):
    return page.locator("body").get_attribute("data-page")


def paste(page, text=DRAFT):
    page.locator(".instead-of > summary").click()
    page.fill("#text", text)
    page.get_by_role("button", name="Check", exact=True).click()


def answered(page, **fields):
    paste(page)
    page.wait_for_selector("body[data-page=answer]")
    return page


@contextmanager
def failing(example, error):
    """Let the engine fail for a while."""
    example.failing = error
    try:
        yield
    finally:
        example.failing = None


@pytest.fixture(autouse=True)
def _released(example):
    """After a test, let every check that was held up end."""
    yield
    example.may_end.set()


def _wrong(page, example):
    page.fill("#electors", "many")
    page.get_by_role("button", name="Check", exact=True).click()


def _waiting(page, example):
    example.may_end.clear()
    paste(page)
    page.wait_for_selector("body[data-page=wait]")


def _failed(page, example):
    with failing(example, RequestError("The build is of an older kind. Build it again.")):
        paste(page)
        page.wait_for_selector("body[data-page=problem]")


def _deleted(page, example):
    answered(page).get_by_role("button", name="Delete the draft").click()


def _wrong_peers(page, example):
    answered(page).fill("#electors", "many")
    page.get_by_role("button", name="Check again").click()


def _compared(page, example):
    for field, words in (
        ("earlier", "The Clerk must reply."),
        ("newer", "The Clerk should reply."),
    ):
        text = f"Fern Parish Council\n\n1. {words}\n\n2. Minutes are kept.\n"
        page.set_input_files(
            f"#{field}", {"name": f"{field}.txt", "mimeType": "", "buffer": text.encode()}
        )
    page.get_by_role("button", name="Compare").click()
    page.wait_for_selector("body[data-page=compared]", timeout=60_000)


# every type of page: its address, and what is done there to come to it
KINDS = {
    "check": ("/", None),
    "check-wrong": ("/", _wrong),
    "compare": ("/compare", None),
    "compared": ("/compare", _compared),
    "new": ("/new", None),
    "wait": ("/", _waiting),
    "answer": ("/", lambda page, example: answered(page)),
    "like": ("/", _wrong_peers),
    "deleted": ("/", _deleted),
    "problem": ("/none", None),
    "problem-failed": ("/", _failed),
}


@pytest.fixture(params=KINDS)
def shown(request, opened, example):
    def show(**options):
        address, do = KINDS[request.param]
        page = opened(address, **options)
        if do:
            do(page, example)
        assert kind(page) == request.param.partition("-")[0]
        return page

    return show


def hidden(page):
    """Name what is cut off, but for what is in a line to write in, which moves with the writing."""
    return [line for line in cut(page) if not re.match(r"input#(?!file|earlier|newer)", line)]


def test_a_page_is_for_everybody_fits_every_width_and_is_quiet(shown):
    page = shown()
    broken = {}
    for name, viewport in (("desk", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(viewport)
        broken[name] = too_wide(page) + hidden(page)
        space_text(page, spaced=True)
        broken[f"{name}, spaced"] = too_wide(page) + hidden(page)
        space_text(page, spaced=False)
        broken[f"{name}, axe"] = violations(page)
    page.set_viewport_size(DESKTOP)
    set_text_size(page, 200)
    broken["twice the size"] = too_wide(page) + hidden(page)
    broken["noticed"] = page.noticed
    assert {place: lines for place, lines in broken.items() if lines} == {}


def test_the_keyboard_reaches_everything_in_order_and_is_seen(shown):
    page = shown()
    assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0
    order = order_of_focus(page)
    if page.locator("#problems").count():  # which a script gave the focus
        focused_soon(page, "#problems")
        page.locator("#problems a").first.focus()
        order = order[order.index(focused(page)) + 1 :]
    reached = []
    for _ in order[:25]:
        page.keyboard.press("Tab")
        reached.append(focused(page))
    assert reached == order[:25]
    assert without_focus_mark(page) == []


def test_no_two_elements_of_a_page_have_one_name(shown):
    ids = shown().locator("[id]").evaluate_all("all => all.map((e) => e.id)")
    assert sorted(set(ids)) == sorted(ids)


def test_an_answer_fits_on_paper_without_what_only_a_screen_needs(opened):
    page = answered(opened())
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    assert off_paper(page) == []
    for selector in (".top", ".menu", ".along", ".other-peers", ".delete", ".bottom"):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.locator(".answer h1").is_visible()


def test_a_clerk_checks_a_draft_takes_it_along_changes_the_councils_and_deletes_it(
    opened, tmp_path
):
    page = opened()
    path = tmp_path / "Our protocol.txt"
    path.write_text(DRAFT)
    page.set_input_files("#file", path)
    page.fill("#council", "Lower Withy Parish Council")
    page.select_option("#type", "parish")
    page.fill("#electors", "1,250")
    page.check("#like-type")
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_selector("body[data-page=answer]")
    assert page.title() == "Answer on Our protocol.txt – Check your protocol"
    assert page.locator("h1").inner_text().startswith("Lower Withy Parish Council")
    assert page.input_value("#electors") == "1250"
    assert page.is_checked("#like-type")

    with page.expect_download() as downloading:
        page.get_by_role("link", name="Answer as data").click()
    data = json.loads(downloading.value.path().read_bytes())
    assert downloading.value.suggested_filename == "Our protocol - answer.json"
    assert data["file"]["name"] == "Our protocol.txt"
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Answer as a web page").click()
    assert b"<h1>" in downloading.value.path().read_bytes()

    page.uncheck("#like-type")
    page.check("#like-county")
    page.fill("#county", "Wealdshire")
    page.get_by_role("button", name="Check again").click()
    page.wait_for_selector("body[data-page=answer]")
    assert page.is_checked("#like-county")
    assert not page.is_checked("#like-type")
    assert page.input_value("#county") == "Wealdshire"

    address = page.url
    page.get_by_role("button", name="Delete the draft and this answer").click()
    assert page.locator("h1").inner_text() == "The draft and its answer are deleted"
    page.goto(address)
    assert page.locator("h1").inner_text() == "There is no such page"
    assert page.noticed == []


def test_all_of_it_works_without_scripts(opened, example):
    page = opened(scripts=False)
    page.locator(".instead-of > summary").click()
    page.fill("#text", DRAFT)
    example.may_end.clear()
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_selector("body[data-page=wait]")
    example.may_end.set()
    page.wait_for_selector("body[data-page=answer]")
    page.check("#like-size")
    page.get_by_role("button", name="Check again").click()
    page.wait_for_selector("body[data-page=answer]")
    assert page.is_checked("#like-size")
    page.get_by_role("button", name="Delete the draft").click()
    assert kind(page) == "deleted"


def test_all_of_it_works_with_the_keyboard_alone(opened):
    page = opened()

    def to(name, most=60):
        for _ in range(most):
            page.keyboard.press("Tab")
            if focused(page).startswith(name):
                return
        raise AssertionError(f"{name} is not reached")

    to("summary")
    page.keyboard.press("Enter")
    to("textarea#text")
    page.keyboard.type("The Clerk signs the letters.")
    to("select#type")
    page.keyboard.type("to")
    to("input#like-size")
    page.keyboard.press("Space")
    to("button.action.large")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-page=answer]")
    assert page.input_value("#type") == "town"
    to('button.warning "Delete', most=400)
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-page=deleted]")


def test_what_is_to_be_put_right_has_the_focus_and_leads_to_its_field(opened, example):
    page = opened()
    _wrong(page, example)
    focused_soon(page, "div#problems")
    page.get_by_role("link", name="in figures").click()
    assert focused(page).startswith("input#electors")


def test_a_page_that_waits_says_how_many_are_before_and_opens_the_answer(opened, example):
    first, second, third, fourth = (opened() for _ in range(4))  # of which two are checked
    example.may_end.clear()
    for page in (first, second, third, fourth):
        paste(page)
        page.wait_for_selector("body[data-page=wait]")
    fourth.get_by_text("3 drafts before you.").wait_for()
    third.get_by_text("2 drafts before you.").wait_for()
    example.may_end.set()
    for page in (first, second, third, fourth):
        page.wait_for_selector("body[data-page=answer]")
        assert page.noticed == []


def test_hostile_names_are_shown_and_never_run(opened):
    page = opened()
    markup = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
    name = f"\u202e{markup}.txt"
    page.set_input_files("#file", {"name": name, "mimeType": "", "buffer": DRAFT.encode()})
    page.fill("#council", markup)
    page.fill("#county", "'); DROP TABLE councils; --</option></datalist>" + markup)
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_selector("body[data-page=answer]")
    assert page.input_value("#council") == markup
    assert markup in page.locator("h1").inner_text()
    assert "script>.txt" in page.title()  # what follows the last slash
    assert page.locator("main img, main script").count() == 0
    assert page.noticed == []


def test_a_file_that_is_too_large_is_said_before_it_is_sent_and_after(opened, home, tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(21 * 2**20))
    page = opened()
    page.set_input_files("#file", path)
    assert "at most 20 MB" in page.locator("#file").evaluate("e => e.validationMessage")
    page = opened(scripts=False)
    page.set_input_files("#file", path)
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_selector("#file-problem")
    assert "too large" in page.locator("#file-problem").inner_text()


def test_a_page_of_another_site_can_neither_send_nor_read_nor_frame(opened, example, home):
    """The other site is a server on another port, which a browser holds for another origin."""
    with running(Echo()) as other:
        page = opened("/none", at=f"http://localhost:{other}")
        asked = page.evaluate(
            "url => fetch(url, {mode: 'cors'}).then(() => 'read', () => 'refused')", home + "/"
        )
        assert asked == "refused"
        page.goto("about:blank")
        page.set_content(
            f'<iframe src="{home}/"></iframe><form method="post" action="{home}/check" '
            'enctype="multipart/form-data"><input name="text" value="x"><button>Go</button></form>'
        )
        page.get_by_role("button", name="Go").click()
        page.wait_for_load_state()
        assert "Only this server" in page.locator("body").inner_text()


@pytest.mark.slow
def test_a_word_file_comes_back_with_comments_from_a_build(browser, sample_build, root, tmp_path):
    """The whole way, with the project's own engine: upload, answer, other councils, Word file."""
    import docx

    from pipeline.checking import open_reference

    draft = root / "corpus" / "sources" / "ostlewick.docx"
    engine = Here(open_reference(sample_build.reports), has_report=True)
    with running(engine, site=sample_build.reports) as port:
        context = browser.new_context(viewport=DESKTOP, accept_downloads=True)
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{port}/")
        page.set_input_files("#file", draft)
        page.get_by_role("button", name="Check", exact=True).click()
        page.wait_for_selector("body[data-page=answer]", timeout=60_000)
        assert "could not be read" not in page.locator("h1").inner_text()
        before = page.locator(".answer").inner_text()
        page.check("#like-country")
        page.get_by_role("button", name="Check again").click()
        page.wait_for_selector("body[data-page=answer]", timeout=60_000)
        assert page.is_checked("#like-country")
        assert page.locator(".answer").inner_text() != before
        with page.expect_download() as downloading:
            page.get_by_role("link", name="Your Word file with comments").click()
        assert downloading.value.suggested_filename == "ostlewick - with comments.docx"
        data = downloading.value.path().read_bytes()
        again = docx.Document(io.BytesIO(data))
        assert len(list(again.comments)) > 0
        texts = [each.text for each in docx.Document(draft).paragraphs]
        assert [each.text for each in again.paragraphs] == texts
        page.locator(".answer a[href^='/report/']").first.click()
        page.wait_for_load_state()
        assert page.locator("h1").first.is_visible()
        assert violations(page, without=("color-contrast",), rows=10) == []
        context.close()
