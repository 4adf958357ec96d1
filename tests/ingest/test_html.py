import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.html import read_html
from pipeline.ingest.html_content import is_site_phrase
from pipeline.ingest.refusal import RefusedError
from pipeline.model import LineKind, State

CLAUSES = [
    "1.1 The Clerk must treat every councillor with courtesy and may expect the same.",
    "1.2 Councillors must not give instructions to staff other than through the Clerk.",
    "(a) Requests for information should be made in writing wherever that is possible.",
    "1.3 This protocol is reviewed in May each year by the full council of the parish.",
]
TEXT = "<h1>Member and Officer Protocol</h1><p>Adopted 4 May 2021, minute 21/17</p>" + "".join(
    f"<p>{clause}</p>" for clause in CLAUSES
)
MENU = (
    "<ul>"
    + "".join(
        f'<li><a href="/{name}">{name}</a></li>'
        for name in ("Home", "Councillors", "Meetings", "Policies", "Contact")
    )
    + "</ul>"
)
COOKIES = "<p>We use cookies to make this site work well for you.</p><button>Accept</button>"
NEWS = "<h3>Latest news</h3><p>The fete is on Saturday and all are welcome on the green.</p>"
FOOT = "<p>© 2026 Stowcote Parish Council. All rights reserved.</p><p>Website by Bright Web</p>"

TEMPLATES = {
    "main": f"<header>{MENU}</header><main>{TEXT}</main><aside>{NEWS}</aside>"
    f"<footer>{FOOT}</footer>",
    "article-in-classes": f'<div class="cookie-banner">{COOKIES}</div><div class="navbar">{MENU}'
    f'</div><div class="has-sidebar"><article>{TEXT}</article><div class="sidebar">{NEWS}</div>'
    f'</div><div class="site-footer">{FOOT}</div>',
    "meaningless-classes": f'<div class="a1"><div class="x">{COOKIES}</div><div class="q">{MENU}'
    f'</div><div class="z9"><div class="c">{TEXT}</div><div class="d">{NEWS}</div></div>'
    f'<div class="f">{FOOT}</div></div>',
    "one-form-around-all": f'<form><div id="nav">{MENU}</div><div id="ctl00">{TEXT}</div>'
    f'<div id="foot">{FOOT}</div></form>',
    "layout-table": f"<table><tr><td colspan=2>{MENU}</td></tr><tr><td>{MENU}</td><td>{TEXT}</td>"
    f"</tr></table>",
    "divs-instead-of-paragraphs": f"<div>{MENU}</div><div>"
    + TEXT.replace("<p>", "<div>").replace("</p>", "</div>")
    + f"</div><div>{FOOT}</div>",
    "wrapper-named-after-its-menu": f'<div class="menu-open"><nav>{MENU}</nav>{TEXT}</div>',
    "clauses-outside-the-content": '<div class="content"><h1>Member and Officer Protocol</h1>'
    "<p>Adopted 4 May 2021, minute 21/17</p>"
    + "".join(f"<div><div><p>{clause}</p></div></div>" for clause in CLAUSES)
    + f"</div><div>{MENU}</div>",
    "title-outside-the-content": f"<div class='hero'><h1>Member and Officer Protocol</h1></div>"
    f"<main>{TEXT.split('</h1>')[1]}</main>",
}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES.keys())
def test_the_document_is_told_from_the_web_site(reading, template):
    document = reading(f"<!doctype html><html><body>{template}".encode(), "a.html")

    texts = [line.text for line in document.lines]
    assert texts[0] == "Member and Officer Protocol"
    assert [text for text in texts if text in CLAUSES] == CLAUSES
    assert "Adopted 4 May 2021, minute 21/17" in texts
    assert not {"Councillors", "Meetings", "Contact"} & set(texts)
    assert "cookies" not in document.text
    assert "rights reserved" not in document.text


@pytest.mark.parametrize(
    ("markup", "labels"),
    [
        pytest.param("<ol><li>a<li>b</ol>", ["1.", "2."], id="decimal"),
        pytest.param(
            '<ol start="4"><li>a<li value="9">b<li>c</ol>', ["4.", "9.", "10."], id="start"
        ),
        pytest.param('<ol type="a"><li>a<li>b</ol>', ["a.", "b."], id="letters"),
        pytest.param('<ol type="I" reversed><li>a<li>b</ol>', ["II.", "I."], id="reversed"),
        pytest.param('<ol style="list-style-type: lower-roman"><li>a</ol>', ["i."], id="style"),
        pytest.param('<ol style="list-style: none"><li>a</ol>', [None], id="style-none"),
        pytest.param("<ul><li>a<ul><li>b</ul></ul>", ["•", "•"], id="bullets"),
        pytest.param("<ol><li>1.1 a<li>(b) c</ol>", [None, None], id="typed-labels-win"),
        pytest.param("<ol><li><p>a</p><p>b</p></ol>", ["1.", None], id="second-paragraph"),
        pytest.param("<ol><li>a<ol type=a><li>b</ol><li>c</ol>", ["1.", "a.", "2."], id="nested"),
    ],
)
def test_list_labels_are_those_that_a_browser_prints(reading, markup, labels):
    document = reading(f"<main>{markup}</main>".encode(), "a.html")

    assert [line.label for line in document.lines] == labels


def test_depth_of_lists_and_level_of_headings_are_given(reading):
    document = reading(b"<h2>Roles</h2><ul><li>a<ul><li>b</ul></ul>", "a.html")

    assert [(line.kind, line.level) for line in document.lines] == [
        (LineKind.HEADING, 2),
        (LineKind.LIST_ITEM, 0),
        (LineKind.LIST_ITEM, 1),
    ]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param("<p>one<br>two<br/><br/>three</p>", ["one", "two", "three"], id="breaks"),
        pytest.param("<p>4<sup>th</sup> May</p>", ["4th May"], id="ordinal"),
        pytest.param('<p>Code<sup><a href="#n">1</a></sup> of</p>', ["Code of"], id="note-mark"),
        pytest.param("<p>may<del> not</del> <ins>must</ins></p>", ["may must"], id="deleted"),
        pytest.param("<pre>one\ntwo</pre>", ["one", "two"], id="verbatim"),
        pytest.param(
            "loose <b>text</b><p>then</p> more", ["loose text", "then", "more"], id="loose"
        ),
        pytest.param(
            "<table><tr><th>Task<th>Who<tr><td>Agenda<td>Clerk</table>",
            [("Task", "Who"), ("Agenda", "Clerk")],
            id="table",
        ),
        pytest.param(
            "<table><tr><td rowspan=2>Press<td>Chair<tr><td>Clerk</table>",
            [("Press", "Chair"), ("", "Clerk")],
            id="cell-over-two-rows",
        ),
        pytest.param("<table><tr><td>one<tr><td>two</table>", ["one", "two"], id="layout-table"),
        pytest.param(
            "<dl><dt>Clerk<dd>the Proper Officer</dl>",
            ["Clerk", "the Proper Officer"],
            id="definitions",
        ),
    ],
)
def test_blocks_are_lines(reading, markup, expected):
    document = reading(f"<main>{markup}</main>".encode(), "a.html")

    assert [line.cells or line.text for line in document.lines] == expected


def test_a_contents_list_of_jumps_within_the_page_is_kept(reading):
    jumps = "".join(f'<li><a href="#s{n}">Part {n} of the protocol</a></li>' for n in range(1, 5))

    document = reading(f"<div><ul>{jumps}</ul><div>{TEXT}</div></div>".encode(), "a.html")

    assert "Part 3 of the protocol" in document.text


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<script>write('1.1 must')</script>", id="script"),
        pytest.param('<iframe src="protocol.pdf"></iframe>', id="frame"),
    ],
)
def test_a_page_that_only_fetches_text_is_unreadable(reading, page):
    document = reading(f"<html><body>{page}".encode(), "a.html")

    assert document.state is State.UNREADABLE
    assert "print the page to PDF" in document.reason


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<div>" * 6_000 + "x", id="nesting"),
        pytest.param("<p " + " ".join(f"a{n}=1" for n in range(6_000)) + ">x", id="attributes"),
    ],
)
def test_a_page_that_parsers_choke_on_is_refused(reading, page):
    assert reading(f"<html>{page}".encode(), "a.html").state is State.LIMIT


def test_deep_nesting_within_reason_loses_no_text(reading):
    page = "<html>" + "<div>" * 1_000 + "1.1 The Clerk must act" + "</div>" * 1_000

    assert reading(page.encode(), "a.html").text == "1.1 The Clerk must act"


@pytest.mark.parametrize("line", ["Home > Policies > Protocol", "Share this page", "Back to top"])
def test_phrases_of_web_sites_are_known(line):
    assert is_site_phrase(line)


@pytest.mark.parametrize(
    "line",
    [
        "Councillors must share information with the Clerk.",
        "Home working is agreed by the Clerk.",
        "1. Menu of services",
        "Print and copying",
    ],
)
def test_sentences_are_not_taken_for_phrases_of_web_sites(line):
    assert not is_site_phrase(line)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param(
            "<button aria-expanded=false>1 Roles</button><div hidden><p>1.1 The Clerk must act</p>",
            ["1 Roles", "1.1 The Clerk must act"],
            id="a-part-that-a-button-opens",
        ),
        pytest.param(
            "<h2><button>1 Roles</button></h2><p>1.1 The Clerk must act</p>",
            ["1 Roles", "1.1 The Clerk must act"],
            id="a-button-in-a-heading",
        ),
        pytest.param(
            "<p>1.1 The Clerk must act</p><button>Print</button>",
            ["1.1 The Clerk must act"],
            id="a-button-that-opens-nothing",
        ),
        pytest.param(
            "<details><summary>1 Roles</summary><p>1.1 The Clerk must act</p></details>",
            ["1 Roles", "1.1 The Clerk must act"],
            id="details",
        ),
        pytest.param(
            '<iframe srcdoc="<p>1.1 The Clerk must act</p><iframe srcdoc=x></iframe>"></iframe>',
            ["1.1 The Clerk must act"],
            id="page-within-a-frame",
        ),
        pytest.param(
            "<table><tr><td>1.1<td>The Clerk must act<tr><td>1.2<td>Members must ask</table>",
            [("1.1", "The Clerk must act"), ("1.2", "Members must ask")],
            id="a-table-that-is-the-whole-page",
        ),
    ],
)
def test_nothing_that_scripts_or_tables_hold_is_lost(reading, markup, expected):
    document = reading(f"<html><body>{markup}".encode(), "a.html")

    assert [line.cells or line.text for line in document.lines] == expected


@pytest.mark.parametrize(
    "around",
    [
        pytest.param(
            "<div><a href=/>Home</a></div><div><a href=/n>News</a></div><div><a href=/c>Contact"
            "</a></div><div><a href=/e>Events</a></div>{}",
            id="a-menu-without-a-list",
        ),
        pytest.param(
            "<main>{}<div><h3>Related pages</h3><ul><li><a href=/a>Code of Conduct</a><li>"
            "<a href=/b>Standing Orders</a><li><a href=/c>Complaints</a></ul></div></main>",
            id="related-pages",
        ),
        pytest.param("{}<p>Website by Bright Pixel</p>", id="who-made-the-site"),
    ],
)
def test_what_belongs_to_the_site_is_left_out(reading, around):
    alone = reading(f"<html><body>{TEXT}".encode(), "a.html")

    document = reading(f"<html><body>{around.format(TEXT)}".encode(), "a.html")

    assert document.text == alone.text


_WRAPPERS = ("div", "section", "main", "article", "aside", "footer", "header", "nav", "blockquote")


@given(
    st.lists(st.sampled_from(_WRAPPERS), max_size=5),
    st.sampled_from(["", "sidebar", "cookie-banner", "menu", "footer", "hidden", "widget"]),
    st.integers(0, 3),
)
def test_a_numbered_clause_is_never_dropped(wrappers, name, menus):
    clause = "4.2 The Clerk must answer a councillor within five working days."
    page = f"<p>{clause}</p>"
    for wrapper in wrappers:
        menu = "<a href=/x>Home</a>" * menus
        page = f'{menu}<{wrapper} class="{name}" id="{name}">{page}</{wrapper}>'

    reading = read_html(f"<html><body>{page}".encode())

    assert clause in [line.text for line in reading.lines]


def test_a_page_of_endless_text_is_refused():
    with pytest.raises(RefusedError) as refused:
        read_html(b"<p>" + b"must not " * 1_200_000)

    assert refused.value.state is State.LIMIT
