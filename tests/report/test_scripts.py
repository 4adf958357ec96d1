"""What the scripts add to the pages, in a browser and from a folder."""

from dataclasses import replace

import pytest

from pipeline.report.addresses import picture_file
from pipeline.report.site import site

SAID = (  # by number of the council, words of its second clause
    "The Clerk answers the press.",
    "The press are answered by the Clerk.",
    "Press releases: see the Clerk’s note on member-officer relations.",
    "",
    "Pressure on the Clerk is “not acceptable”; the Clerk may say so. Tŷ ŵyl.",
    "Members co-operate with the Clerk. " + "Nobody need read this. " * 60 + "Bring a zebra.",
    "ﬁle № 5 for İstanbul, naïve—co\u00adop x² STRAßE",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory, county_of, pictures_of):
    found = county_of(12)
    said = {(f"council-{number:03d}", 2): words for number, words in enumerate(SAID) if words}
    clauses = tuple(
        replace(clause, text=said.get((clause.doc, clause.n), clause.text))
        for clause in found.clauses
    )
    found = replace(found, clauses=clauses)
    pictures = pictures_of(found)
    at = tmp_path_factory.mktemp("scripts") / "a report"
    files = {
        **site(found, pictures=pictures, doubtful_below=0.8),
        **{picture_file(doc, p.number): b"" for doc, drawn in pictures.items() for p in drawn},
    }
    for path, data in files.items():
        (at / path).parent.mkdir(parents=True, exist_ok=True)
        (at / path).write_bytes(data)
    return at


@pytest.fixture
def page(browser):
    """Give a page that fails the test where a script fails or a policy stops one."""
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    opened = context.new_page()
    wrong = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    yield opened
    context.close()
    assert not wrong


@pytest.fixture
def matrix(page, folder):
    page.goto((folder / "index.html").as_uri())
    return page


def shown(page):
    return page.locator("table.matrix tbody th:visible").all_inner_texts()


def status(page):
    return page.locator(".choices [role=status]").inner_text()


def choose(page, **choices):
    for name, words in choices.items():
        page.select_option(f"#choose-{name}", label=words)


def test_councils_can_be_chosen_by_type_county_status_and_name(matrix):
    choose(matrix, type="Town")
    assert shown(matrix) == ["Great Fernleigh Town Council", "Quillsbury Town Council"]
    assert status(matrix) == "Showing 2 of 12 documents"
    choose(matrix, type="Not known")
    assert len(shown(matrix)) == 1
    choose(matrix, type="All types", county="Barsetshire")
    matrix.fill("#choose-q", "STOW")
    assert shown(matrix) == ["Stowcote Parish Council"]
    choose(matrix, status="Not read")
    assert status(matrix) == "No document fits these choices"
    matrix.click("text=Clear all choices")
    assert len(shown(matrix)) == 12
    assert "#" not in matrix.url


@pytest.mark.parametrize(
    ("level", "word"),
    [
        ("Rules", "Rules"),
        ("Mention", "Mention"),
        ("Silent", "Silent"),
        ("Not read", "Not read"),
        ("To be checked (?)", "?"),
    ],
)
def test_councils_can_be_chosen_by_their_level(matrix, level, word):
    column = matrix.locator("table.matrix tbody td:nth-child(4)")
    expected = sum(word in text for text in column.all_inner_texts())
    choose(matrix, provision="Access to information", level=level)
    assert len(shown(matrix)) == expected > 0
    visible = matrix.locator("table.matrix tbody td:nth-child(4):visible").all_inner_texts()
    assert all(word in text for text in visible)


def test_totals_are_of_the_rows_shown_without_those_that_were_not_read(matrix):
    def totals():
        return matrix.locator("table.matrix tfoot tr > *").all_inner_texts()

    whole = totals()
    assert whole[0] == "With rules"
    choose(matrix, county="Loamshire")  # six councils, of which one could not be read
    assert totals()[0] == "With rules, of those shown"
    assert len(shown(matrix)) == 6
    assert {total.split(" of ")[1] for total in totals()[1:]} == {"5"}
    for column, total in enumerate(totals()[1:], 2):
        cells = matrix.locator(f"table.matrix tbody td:nth-child({column}):visible")
        rules = sum(text.startswith("Rules") for text in cells.all_inner_texts())
        assert total == f"{rules} of 5"
    assert "6 shown: Loamshire" in matrix.locator("table.matrix caption").inner_text()
    matrix.click("text=Clear all choices")
    assert totals() == whole


def test_a_council_that_a_provision_does_not_concern_is_in_no_total(page, tmp_path, county_of):
    found = county_of(7, unreadable=())
    cells = tuple(
        replace(cell, concerned=False)
        if (cell.doc, cell.provision) == ("council-001", "press")
        else cell
        for cell in found.cells
    )
    for path, data in site(replace(found, cells=cells)).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    page.goto((tmp_path / "index.html").as_uri())
    choose(page, county="Loamshire")
    totals = page.locator("table.matrix tfoot td").all_inner_texts()
    assert [total.split(" of ")[1] for total in totals] == ["3", "3", "3", "2", "3", "3"]


def test_rows_can_be_sorted(matrix):
    alphabetical = shown(matrix)
    choose(matrix, sort="Council, Z to A")
    assert shown(matrix) == alphabetical[::-1]
    choose(matrix, sort="Most with rules first")
    counts = [
        sum(text.startswith("Rules") for text in row.locator("td").all_inner_texts())
        for row in matrix.locator("table.matrix tbody tr").all()
    ]
    assert counts[:-1] == sorted(counts[:-1], reverse=True)
    assert shown(matrix)[-1] == "Marsh Ambling Parish Council"  # not read
    button = matrix.get_by_role("button", name="Sort by Access to information")
    head = matrix.locator("table.matrix thead th").nth(3)
    column = matrix.locator("table.matrix tbody td:nth-child(4)")
    for direction, order in (
        ("descending", ["Rules", "Mention", "Silent", "Not read"]),
        ("ascending", ["Silent", "Mention", "Rules", "Not read"]),
    ):
        button.click()
        assert head.get_attribute("aria-sort") == direction
        levels = [text.rstrip("?") for text in column.all_inner_texts()]
        assert list(dict.fromkeys(levels)) == order


def test_a_view_is_kept_in_the_address(matrix, browser):
    choose(matrix, type="Parish", provision="Press and media", level="Silent")
    choose(matrix, sort="Fewest with rules first", group="Working together (3)")
    view = shown(matrix)
    again = browser.new_page()
    again.goto(matrix.url)
    assert shown(again) == view != []
    assert again.locator("table.matrix thead th:visible").count() == 4
    assert again.locator("table.matrix tfoot td:visible").count() == 3
    again.close()


def test_an_address_of_another_corpus_does_no_harm(page, folder):
    page.goto(
        (folder / "index.html").as_uri() + "#type=borough&provision=gone&level=&sort=p.gone&x=1"
    )
    assert len(shown(page)) == 12


def test_keys_move_through_the_table_which_is_one_stop(matrix):
    def at():
        return matrix.evaluate(
            "() => { const cell = document.activeElement.closest('th, td');"
            " return [cell.parentNode.rowIndex, cell.cellIndex]; }"
        )

    assert matrix.locator("table.matrix [tabindex='0']").count() == 1
    matrix.focus(".matrix-scroll")
    matrix.keyboard.press("Tab")
    assert at() == [2, 0]
    for key, place in (
        ("ArrowRight", [2, 1]),
        ("ArrowDown", [3, 1]),
        ("End", [3, 6]),
        ("ArrowRight", [3, 6]),
        ("Control+End", [13, 6]),
        ("Control+Home", [2, 0]),
        ("ArrowLeft", [2, 0]),
        ("PageDown", None),
        ("PageUp", [2, 0]),
        ("ArrowUp", [1, 0]),
        ("ArrowRight", [1, 1]),
        ("ArrowUp", [0, 1]),
        ("Home", [0, 1]),  # the corner holds nothing to go to
        ("ArrowDown", [1, 1]),
        ("ArrowDown", [2, 1]),
    ):
        matrix.keyboard.press(key)
        assert place in (None, at()), key
    assert matrix.locator("table.matrix [tabindex='0']").count() == 1
    choose(matrix, type="Parish")  # what had the focus is hidden
    assert matrix.locator("table.matrix [tabindex='0']:visible").count() == 1
    matrix.focus("table.matrix [tabindex='0']")
    matrix.keyboard.press("ArrowRight")
    matrix.keyboard.press("Enter")
    matrix.wait_for_url("**/councils/council-006.html#p-purpose")


@pytest.mark.parametrize("size", [(1000, 700), (320, 640), (320, 256)])
def test_focus_is_never_hidden_under_the_fixed_heads(page, folder, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto((folder / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.focus("table.matrix [tabindex='0']")
    for key in ["Control+End", *["ArrowUp"] * 11, "Control+End", *["ArrowLeft"] * 5, "ArrowDown"]:
        page.keyboard.press(key)
        assert page.evaluate(
            """() => {
              const box = document.activeElement.getBoundingClientRect();
              return [box.left + 2, box.right - 2].every(x => [box.top + 2, box.bottom - 2].every(
                y => document.activeElement.contains(document.elementFromPoint(x, y))));
            }"""
        ), key


def test_the_table_says_that_it_is_a_grid_and_which_keys_there_are(matrix):
    table = matrix.locator("table.matrix")
    assert table.get_attribute("role") == "grid"
    hint = matrix.locator("#" + table.get_attribute("aria-describedby")).inner_text()
    assert "arrow keys" in hint


def test_without_scripts_nothing_dead_is_shown(browser, folder):
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto((folder / "index.html").as_uri())
    assert plain.locator("button, select, input").count() == 0
    assert plain.locator("table.matrix td a[tabindex]").count() == 0
    plain.goto((folder / "search.html").as_uri())
    assert plain.locator("button:visible, select:visible, input:visible").count() == 0
    assert "Searching here needs scripts" in plain.locator("main").inner_text()
    assert "How to search" not in plain.locator("main").inner_text()
    context.close()


def search(page, query):
    page.fill("#words", query)
    page.press("#words", "Enter")
    page.wait_for_function(
        "!document.querySelector('#search [role=status]').textContent.startsWith('Searching')"
    )
    texts = page.locator(".results .wording").all_inner_texts()
    return [number_of(text) for text in texts]


def number_of(text):
    """Tell which of the clauses above a text is from, by either end; another text stays."""
    ends = (
        (number, end) for number, said in enumerate(SAID) if said for end in (said[:20], said[-20:])
    )
    return next((number for number, end in ends if end in text), text)


@pytest.fixture(scope="module")
def searching(browser, folder):
    opened = browser.new_page()
    opened.goto((folder / "search.html").as_uri())
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("query", "first", "marked"),
    [
        pytest.param(
            "press clerk", [0, 1, 2], {"press", "Press", "Clerk", "Clerk’s"}, id="all-words"
        ),
        pytest.param("zebra", [5], {"zebra"}, id="far-down-in-a-long-clause"),
        pytest.param("ZEBRAS", [5], {"zebra"}, id="singular"),
        pytest.param("release", [2], {"releases"}, id="plural"),
        pytest.param(
            '"answered by the clerk"', [1], {"answered", "by", "the", "Clerk"}, id="phrase"
        ),
        pytest.param("“not acceptable”", [4], {"not", "acceptable"}, id="curly-quotes"),
        pytest.param('"acceptable not"', [], set(), id="phrase-in-another-order"),
        pytest.param('"release"', [], set(), id="quoted-word-as-it-is"),
        pytest.param("clerk's", None, {"Clerk’s", "Clerk"}, id="apostrophe"),
        pytest.param("wyl", [4], {"ŵyl"}, id="accent"),
        pytest.param("ŵyl ty", [4], {"Tŷ", "ŵyl"}, id="accent-asked-for"),
        pytest.param("cooperate", [5], {"co-operate"}, id="hyphen-there"),
        pytest.param("co-operate", [5], {"co-operate"}, id="hyphen-in-both"),
        pytest.param("member officer relations", [2], {"member-officer", "relations"}, id="parts"),
        pytest.param(
            '"officer relations"', [2], {"member-officer", "relations"}, id="part-in-phrase"
        ),
        pytest.param("acceptab*", [4], {"acceptable"}, id="beginning"),
        pytest.param("acceptab", [4], {"acceptable"}, id="beginning-where-no-word-is-so"),
        pytest.param(
            '"file no 5 for istanbul naive coop"', [6], {"ﬁle", "№", "İstanbul"}, id="signs"
        ),
        pytest.param("straße x2", [6], {"STRAßE", "x²"}, id="letters-that-fold-to-others"),
        pytest.param("constructor", [], set(), id="name-of-the-language"),
        pytest.param("zebra xylophone", [], set(), id="one-word-missing"),
        pytest.param("?!", [], set(), id="no-word"),
    ],
)
def test_clauses_are_found_from_a_folder(searching, query, first, marked):
    found = search(searching, query)
    if first is not None:
        assert found[: len(first) or 1] == first
    assert set(searching.locator(".results mark").all_inner_texts()) >= marked
    assert bool(marked) == bool(found)


def test_a_result_leads_to_its_clause_and_its_page(searching, folder):
    search(searching, "releases")
    links = [link.get_attribute("href") for link in searching.locator(".results a").all()]
    assert links == ["councils/council-002.html#c2", "pages/council-002-1.html#clause-2"]
    for link in links:
        path, _, anchor = link.partition("#")
        assert f'id="{anchor}"' in (folder / path).read_text(encoding="utf-8")
    assert "1 clause in 1 document" in searching.locator("#search [role=status]").inner_text()


def test_a_missing_word_is_named(searching):
    search(searching, "clerk xylophone")
    assert "No clause has “xylophone”" in searching.locator("#search [role=status]").inner_text()


def test_the_same_words_are_shown_once_with_every_council(searching):
    search(searching, '"this protocol guides"')
    assert searching.locator(".results > li").count() == 1
    item = searching.locator(".results > li")
    assert item.locator("a[href^=councils]").count() == 3
    item.locator("summary").click()
    total = int(searching.locator("#search [role=status]").inner_text().split()[0])
    assert item.locator("a[href^=councils]").count() == total > 3


def test_a_search_can_be_narrowed_and_is_kept_in_the_address(page, folder):
    page.goto((folder / "search.html").as_uri() + "#q=clerk&county=Loamshire")
    page.wait_for_selector(".results li")
    assert page.input_value("#words") == "clerk"
    assert page.input_value("#narrow-county") == "Loamshire"
    every = int(page.locator("#search [role=status]").inner_text().split()[0])
    page.select_option("#narrow-provision", label="Press and media")
    page.wait_for_function("location.hash.includes('provision=')")
    page.wait_for_selector(".results li")
    assert int(page.locator("#search [role=status]").inner_text().split()[0]) < every
    assert "Counted under: Press and media" in page.locator(".results li").first.inner_text()


def test_more_results_are_shown_on_request(searching):
    search(searching, "the")
    assert searching.locator(".results > li").count() == 10
    searching.click("text=Show more")
    searching.wait_for_function("document.querySelectorAll('.results > li').length > 10")
    focused = searching.locator(".results > li").nth(10).locator("a:focus")
    assert focused.count() == 1


def test_every_page_has_a_search_box_that_leads_to_the_search(page, folder):
    page.goto((folder / "councils/council-000.html").as_uri())
    page.fill("#find", "releases")
    page.press("#find", "Enter")
    page.wait_for_url("**/search.html#q=releases")
    page.wait_for_selector(".results li")
