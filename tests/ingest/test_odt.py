import io
import zipfile

import pytest

from pipeline.model import LineKind, State

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)
LISTS = """
<text:list-style style:name="L">
 <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
 <text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/>
 <text:list-level-style-number text:level="3" style:num-format="a" style:num-prefix="("
  style:num-suffix=")"/>
</text:list-style>
<text:list-style style:name="B"><text:list-level-style-bullet text:level="1"/></text:list-style>
<style:style style:name="Strong" style:family="text">
 <style:text-properties fo:font-weight="bold"/></style:style>
"""


def odt(body, *, masters="", manifest=""):
    """Make an OpenDocument text."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMESPACES}><office:automatic-styles>{LISTS}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        )
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {NAMESPACES}><office:master-styles>{masters}"
            "</office:master-styles></office:document-styles>",
        )
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return buffer.getvalue()


def p(text):
    return f"<text:p>{text}</text:p>"


def item(*content, start=None):
    begin = f' text:start-value="{start}"' if start else ""
    return f"<text:list-item{begin}>{''.join(content)}</text:list-item>"


def listed(*items, style="L", more=""):
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:list{named} {more}>{''.join(items)}</text:list>"


@pytest.mark.parametrize(
    ("body", "labels"),
    [
        pytest.param(
            listed(item(p("a"), listed(item(p("b")), item(p("c")), style="")), item(p("d"))),
            ["1.", "1.1", "1.2", "2."],
            id="nested",
        ),
        pytest.param(
            listed(item(p("a"))) + p("between") + listed(item(p("b"))),
            ["1.", None, "1."],
            id="a-new-list-begins-anew",
        ),
        pytest.param(
            listed(item(p("a")))
            + p("between")
            + listed(item(p("b")), more='text:continue-numbering="true"'),
            ["1.", None, "2."],
            id="a-list-may-go-on",
        ),
        pytest.param(
            listed(item(p("a"), listed(item(p("b")), style="")), more='xml:id="one"')
            + listed(item(p("x")), style="B")
            + listed(item(listed(item(p("c")), style="")), more='text:continue-list="one"'),
            ["1.", "1.1", "•", "1.2"],
            id="a-list-may-go-on-at-its-second-level",
        ),
        pytest.param(
            listed(item(p("a"), start=5), item(p("b"), p("more"))),
            ["5.", "6.", None],
            id="start-and-second-paragraph",
        ),
        pytest.param(
            listed(
                item(p("a"), listed(item(listed(item(p("b")), item(p("c")), style="")), style=""))
            ),
            ["1.", "(a)", "(b)"],
            id="third-level",
        ),
    ],
)
def test_labels_are_counted_as_they_are_printed(reading, body, labels):
    assert [line.label for line in reading(odt(body), "a.odt").lines] == labels


def test_everything_printed_is_read_in_order(reading):
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="2">Roles</text:h>'
        + p(
            'The <text:span text:style-name="Strong">Clerk</text:span><text:s text:c="3"/>must'
            "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>See the Code.</text:p></text:note-body></text:note><text:line-break/>act"
        )
        + p("<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame>")
        + "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Task"
        "</text:p></table:table-cell><table:table-cell><text:p>Who</text:p></table:table-cell>"
        "</table:table-row></table:table-header-rows></table:table>"
    )
    masters = (
        "<style:master-page><style:header><text:p>Stowcote</text:p></style:header>"
        "<style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer>"
        "</style:master-page>"
    )

    document = reading(odt(body, masters=masters), "a.odt")

    assert [
        (line.kind, line.level, line.label, line.cells or line.text) for line in document.lines
    ] == [
        (LineKind.FURNITURE, None, None, "Stowcote"),
        (LineKind.HEADING, 2, None, "Roles"),
        (LineKind.TEXT, None, None, "The Clerk must[1]"),
        (LineKind.TEXT, None, None, "act"),
        (LineKind.TEXT, None, None, "boxed"),
        (LineKind.TABLE_ROW, None, None, ("Task", "Who")),
        (LineKind.TEXT, None, "[1]", "See the Code."),
        (LineKind.FURNITURE, None, None, "Page 1"),
    ]
    assert "tracked changes" in document.warnings[0]


def test_a_locked_text_wants_its_password(reading):
    document = reading(odt(p("x"), manifest="<encryption-data/>"), "a.odt")

    assert document.state is State.PASSWORD


def numbered_heading(words, style):
    return f'<text:h text:outline-level="1" text:style-name="{style}">{words}</text:h>'


FLAT = """<?xml version="1.0"?><office:document {0}><office:styles><text:outline-style>
<text:outline-level-style text:level="1" style:num-format="{1}" style:num-suffix="."/>
</text:outline-style><style:style style:name="H"/>
<style:style style:name="Off" style:parent-style-name="H" style:list-style-name=""/>
<style:style style:name="Below" style:parent-style-name="Off"/></office:styles>
<office:body><office:text>{2}</office:text></office:body></office:document>"""


def test_a_heading_whose_style_switches_numbers_off_is_not_counted(reading):
    body = "".join(numbered_heading(*each) for each in (("a", "H"), ("b", "Below"), ("c", "H")))

    document = reading(FLAT.format(NAMESPACES, "1", body).encode(), "a.fodt")

    assert [line.label for line in document.lines] == ["1.", None, "2."]


def test_leading_zeros_are_printed(reading):
    flat = FLAT.format(NAMESPACES, "001, 002, 003, ...", numbered_heading("a", "H"))

    assert reading(flat.encode(), "a.fodt").lines[0].label == "001."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            '<text:section text:display="none"><text:p>gone</text:p></text:section>' + p("kept"),
            "kept",
            id="hidden-section",
        ),
        pytest.param(
            p("<text:date>4 May 2021</text:date>"), "4 May 2021", id="a-date-as-last-shown"
        ),
        pytest.param(
            '<text:list xml:id="1 no name" text:style-name="L">' + item(p("a")) + "</text:list>",
            "1. a",
            id="an-id-that-xml-forbids",
        ),
    ],
)
def test_what_is_shown_is_read(reading, body, expected):
    assert reading(odt(body), "a.odt").text == expected
