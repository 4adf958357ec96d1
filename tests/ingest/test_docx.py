import io
import zipfile

import pytest

from pipeline.model import LineKind, State

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def docx(body, *, parts=(), namespace=W):
    """Make a Word file of a body and further parts, given as (kind, content)."""
    relations = ""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{OFFICE}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", wrapped("document", f"<w:body>{body}</w:body>"))
        for number, (kind, content) in enumerate(parts):
            archive.writestr(f"word/{kind}{number}.xml", content)
            relations += f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}"'
            relations += f' Target="{kind}{number}.xml"/>'
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        )
    return buffer.getvalue().replace(W.encode(), namespace.encode())


def wrapped(root, content):
    return f'<w:{root} xmlns:w="{W}">{content}</w:{root}>'


def paragraph(text, properties="", run=""):
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def item(text, level=0, number=1):
    stated = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, stated)


def level(at, style, text, extra=""):
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels, nums='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'):
    definition = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
    return ("numbering", wrapped("numbering", definition + nums))


def table(*rows):
    return "<w:tbl>{}</w:tbl>".format(
        "".join(
            "<w:tr>{}</w:tr>".format("".join(f"<w:tc>{cell}</w:tc>" for cell in row))
            for row in rows
        )
    )


OUTLINE = (
    level(0, "decimal", "%1."),
    level(1, "decimal", "%1.%2"),
    level(2, "lowerLetter", "(%3)"),
)


# a numbered paragraph whose text and end are gone
GONE = (
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:{0}/></w:rPr>'
    "</w:pPr><w:{0}><w:r><w:rPr><w:vanish/></w:rPr><w:t>gone</w:t></w:r></w:{0}></w:p>"
)


def labels(document):
    return [line.label for line in document.lines]


def texts(document):
    return [line.text for line in document.lines]


@pytest.mark.parametrize(
    ("body", "definition", "expected"),
    [
        pytest.param(
            item("a") + item("b", 1) + item("c", 1) + item("d", 2) + item("e") + item("f", 1),
            numbering(*OUTLINE),
            ["1.", "1.1", "1.2", "(a)", "2.", "2.1"],
            id="deeper-levels-begin-anew",
        ),
        pytest.param(
            item("a") + paragraph("between") + item("b"),
            numbering(*OUTLINE),
            ["1.", None, "2."],
            id="a-paragraph-between-does-not-restart",
        ),
        pytest.param(
            item("a") + item("b") + item("c", 0, 2) + item("d", 0, 2),
            numbering(
                *OUTLINE,
                nums='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
                '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>',
            ),
            ["1.", "2.", "3.", "4."],
            id="lists-of-one-definition-share-a-counter",
        ),
        pytest.param(
            item("a") + item("b", 0, 2) + item("c", 0, 2) + item("d"),
            numbering(
                *OUTLINE,
                nums='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
                '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
                '<w:startOverride w:val="1"/></w:lvlOverride></w:num>',
            ),
            ["1.", "1.", "2.", "3."],
            id="an-overridden-start-holds-once",
        ),
        pytest.param(
            item("a") + item("b", 1) + item("c", 1),
            numbering(level(0, "upperRoman", "%1"), level(1, "decimal", "%1.%2", "<w:isLgl/>")),
            ["I", "1.1", "1.2"],
            id="legal-numbers-are-decimal",
        ),
        pytest.param(
            item("a") + item("b", 1) + item("c") + item("d", 1),
            numbering(
                level(0, "decimal", "%1."),
                level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>'),
            ),
            ["1.", "1)", "2.", "2)"],
            id="a-level-may-count-on",
        ),
        pytest.param(
            item("a", 0) + item("", 0) + item("b", 0),
            numbering(*OUTLINE),
            ["1.", "3."],
            id="an-empty-item-counts",
        ),
        pytest.param(
            item("a") + item("b"),
            numbering(level(0, "bullet", "\uf0b7")),
            ["•", "•"],
            id="bullets",
        ),
        pytest.param(
            item("a") + item("b", 0, 0), numbering(*OUTLINE), ["1.", None], id="switched-off"
        ),
        pytest.param(
            item("a") + item("b"),
            numbering(
                '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>'
            ),
            ["0", "1"],
            id="a-start-that-is-not-stated-is-zero",
        ),
        pytest.param(
            item("a") + item("b"),
            numbering(
                '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent xmlns:mc="urn:mc">'
                '<mc:Choice><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
                '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
                '<w:lvlText w:val="%1."/></w:lvl>'
            ),
            ["001.", "002."],
            id="leading-zeros",
        ),
        pytest.param(
            item("a") + GONE.format("del") + GONE.format("moveFrom") + item("b"),
            numbering(*OUTLINE),
            ["1.", "2."],
            id="items-that-are-deleted-or-moved-away-do-not-count",
        ),
        pytest.param(
            item("a") + GONE.format("vanish") + item("b"),
            numbering(*OUTLINE),
            ["1.", "2."],
            id="hidden-items-do-not-count",
        ),
        pytest.param(
            item("a") + table([item("b"), item("c")]) + item("d"),
            numbering(*OUTLINE),
            ["1.", None, "4."],
            id="items-in-tables-count",
        ),
        pytest.param(
            item("a") + item("b"), numbering(level(0, "bullet", "")), [None, None], id="no-bullet"
        ),
        pytest.param(item("a", 7, 9), numbering(*OUTLINE), [None], id="unknown-list"),
    ],
)
def test_labels_are_those_that_word_prints(reading, body, definition, expected):
    document = reading(docx(body, parts=[definition]), "a.docx")

    assert labels(document) == expected


def test_numbers_come_through_styles_and_their_ancestors(reading):
    styles = (
        '<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:pPr><w:numPr>'
        '<w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Clause"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = paragraph("Roles", '<w:pStyle w:val="H1"/>') + paragraph(
        "The Clerk must", '<w:pStyle w:val="Own"/>'
    )
    parts = [numbering(*OUTLINE), ("styles", wrapped("styles", styles))]

    heading, clause = reading(docx(body, parts=parts), "a.docx").lines

    assert (heading.kind, heading.level, heading.label) == (LineKind.HEADING, 1, "1.")
    assert (clause.kind, clause.level, clause.label) == (LineKind.LIST_ITEM, 1, "1.1")


BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><w:drawing><w:txbxContent>{0}'
    "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}"
    "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "<w:p><w:del><w:r><w:delText>may</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>must</w:t></w:r></w:ins></w:p>",
            ["must"],
            id="insertions-in-deletions-out",
        ),
        pytest.param(
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>The Clerk </w:t></w:r></w:p>"
            + paragraph("must"),
            ["The Clerk must"],
            id="a-deleted-end-joins-paragraphs",
        ),
        pytest.param(
            f"<w:p>{BOX.format(paragraph('boxed'))}<w:r><w:t>anchor</w:t></w:r></w:p>",
            ["anchor", "boxed"],
            id="a-text-box-is-read-once",
        ),
        pytest.param(
            f"<w:sdt><w:sdtContent>{paragraph('controlled')}</w:sdtContent></w:sdt>",
            ["controlled"],
            id="content-control",
        ),
        pytest.param(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>no</w:t>'
            '<w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            '<w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
            ["7"],
            id="a-field-shows-its-result",
        ),
        pytest.param(
            "<w:p><w:r><w:t>first</w:t><w:br/><w:t>second</w:t></w:r></w:p>",
            ["first", "second"],
            id="forced-breaks-part-lines",
        ),
        pytest.param(
            "<w:p><w:r><w:t>Vice</w:t><w:noBreakHyphen/><w:t>Chair</w:t><w:tab/><w:t>is</w:t>"
            "</w:r><w:hyperlink><w:r><w:t> linked</w:t></w:r></w:hyperlink></w:p>",
            ["Vice-Chair is linked"],
            id="special-characters-and-links",
        ),
        pytest.param(paragraph("seen") + paragraph("x", "", "<w:vanish/>"), ["seen"], id="hidden"),
        pytest.param(
            '<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>'
            + paragraph("he Clerk"),
            ["The Clerk"],
            id="large-first-letter",
        ),
        pytest.param(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>MACROBUTTON x [name]'
            '</w:instrText><w:fldChar w:fldCharType="end"/><w:t> must</w:t></w:r></w:p>',
            ["[name] must"],
            id="a-button-shows-its-instruction",
        ),
        pytest.param(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
            '<w:listEntry w:val="may"/><w:listEntry w:val="must"/></w:ddList></w:ffData>'
            "</w:fldChar><w:instrText>FORMDROPDOWN</w:instrText>"
            '<w:fldChar w:fldCharType="end"/></w:r></w:p>',
            ["must"],
            id="the-chosen-entry-of-a-list",
        ),
        pytest.param(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF x</w:instrText>'
            '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>4.2</w:t></w:r><w:r><w:rPr>'
            '<w:vanish/></w:rPr><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> holds</w:t></w:r>'
            "</w:p>",
            ["4.2 holds"],
            id="a-field-with-a-hidden-end",
        ),
        pytest.param(
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>over</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base"
            "</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
            ["base"],
            id="text-below-a-gloss",
        ),
        pytest.param(
            "<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>"
            + paragraph("gone")
            + "</w:tc><w:tc>"
            + paragraph("kept")
            + "</w:tc></w:tr></w:tbl>",
            ["kept"],
            id="deleted-cell",
        ),
    ],
)
def test_no_text_in_force_is_lost(reading, body, expected):
    assert texts(reading(docx(body), "a.docx")) == expected


def test_headers_and_footers_are_furniture_and_notes_come_last(reading):
    parts = [
        ("header", wrapped("hdr", paragraph("Stowcote Parish Council"))),
        ("footer", wrapped("ftr", paragraph("Adopted May 2023"))),
        (
            "footnotes",
            wrapped(
                "footnotes",
                f'<w:footnote w:type="separator">{paragraph("-")}</w:footnote>'
                f'<w:footnote w:id="2">{paragraph("See the Code.")}</w:footnote>'
                f'<w:footnote w:id="3">{paragraph("Referred to by nothing.")}</w:footnote>',
            ),
        ),
        ("endnotes", wrapped("endnotes", f'<w:endnote w:id="1">{paragraph("End.")}</w:endnote>')),
    ]
    body = (
        '<w:p><w:r><w:t>The Clerk</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:t> must act.</w:t><w:endnoteReference w:id="1"/></w:r></w:p>'
    )

    document = reading(docx(body, parts=parts), "a.docx")

    assert [(line.kind, line.label, line.text) for line in document.lines] == [
        (LineKind.FURNITURE, None, "Stowcote Parish Council"),
        (LineKind.TEXT, None, "The Clerk[1] must act.[i]"),
        (LineKind.TEXT, "[1]", "See the Code."),
        (LineKind.TEXT, "[i]", "End."),
        (LineKind.FURNITURE, None, "Adopted May 2023"),
    ]
    assert document.text == "The Clerk[1] must act.[i]\n\n[1] See the Code.\n\n[i] End."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            table(
                [paragraph("Adopted"), paragraph("4 May") + paragraph("2021")],
                [paragraph("Minute"), paragraph("21/17")],
            ),
            [("Adopted", "4 May 2021"), ("Minute", "21/17")],
            id="rows",
        ),
        pytest.param(
            table([paragraph("one")], [paragraph("two")]), ["one", "two"], id="one-cell-a-row"
        ),
        pytest.param(
            table([paragraph(""), paragraph("one")], [paragraph("two"), paragraph("")]),
            ["one", "two"],
            id="one-filled-cell-a-row",
        ),
        pytest.param(
            table([paragraph("Task"), paragraph("")], [paragraph("Agenda"), paragraph("Clerk")]),
            [("Task",), ("Agenda", "Clerk")],
            id="empty-cells-at-the-end-go",
        ),
        pytest.param(
            table([paragraph("left"), table([paragraph("in"), paragraph("ner")])]),
            [("left", "in ner")],
            id="nested",
        ),
        pytest.param(
            table([paragraph("4.1"), "".join(paragraph(f"p{n}") for n in range(5))]),
            ["p0", "p1", "p2", "p3", "p4"],
            id="a-cell-with-many-paragraphs-is-layout",
        ),
    ],
)
def test_tables_are_rows_unless_they_are_layout(reading, body, expected):
    document = reading(docx(body + paragraph("end")), "a.docx")

    assert [line.cells or line.text for line in document.lines] == [*expected, "end"]


def test_a_number_in_a_cell_of_its_own_is_the_label_of_the_text_beside_it(reading):
    body = table([paragraph("4.1"), "".join(paragraph(f"p{n}") for n in range(5))])

    assert labels(reading(docx(body), "a.docx"))[:2] == ["4.1", None]


def test_a_cell_that_claims_a_million_columns_is_one_cell(reading):
    wide = '<w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr>' + paragraph("wide")

    document = reading(docx(table([wide, paragraph("b")])), "a.docx")

    assert document.lines[0].cells == ("wide", "b")


def test_bold_is_that_of_the_whole_paragraph(reading):
    body = (
        paragraph("All", run="<w:b/>")
        + paragraph("None")
        + paragraph("Off", run='<w:b w:val="0"/>')
    )
    body += "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Part</w:t></w:r><w:r><w:t> only</w:t></w:r></w:p>"

    assert [line.bold for line in reading(docx(body), "a.docx").lines] == [
        True,
        False,
        False,
        False,
    ]


def test_a_long_sentence_in_a_heading_style_is_not_a_heading(reading):
    text = " ".join(["word"] * 40)
    styles = '<w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    body = paragraph(text, '<w:pStyle w:val="H2"/>') + paragraph("Short", '<w:pStyle w:val="H2"/>')

    document = reading(docx(body, parts=[("styles", wrapped("styles", styles))]), "a.docx")

    assert [line.kind for line in document.lines] == [LineKind.TEXT, LineKind.HEADING]


def test_strict_documents_of_another_namespace_are_read(reading):
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"

    assert reading(docx(paragraph("kept"), namespace=strict), "a.docx").text == "kept"


def test_tracked_changes_are_warned_of(reading):
    document = reading(docx("<w:p><w:ins><w:r><w:t>must</w:t></w:r></w:ins></w:p>"), "a.docx")

    assert "tracked changes" in document.warnings[0]


def test_a_word_file_without_a_word_is_confirmed_empty(reading):
    assert reading(docx("<w:p/>"), "a.docx").state is State.EMPTY


def test_a_heading_that_runs_into_its_text_keeps_its_number(reading):
    run_in = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/>'
        "<w:specVanish/></w:rPr></w:pPr><w:r><w:t>Meetings.</w:t></w:r></w:p>"
    )

    document = reading(
        docx(run_in + paragraph("Members attend.") + item("b"), parts=[numbering(*OUTLINE)]),
        "a.docx",
    )

    assert document.text == "1. Meetings. Members attend.\n2. b"
    assert labels(document) == ["1.", "2."]


@pytest.mark.parametrize(
    ("content", "texts_read", "warned"),
    [
        pytest.param(b"<html><body><p>from a page</p>", ["from a page"], False, id="page"),
        pytest.param(b"from a text", ["from a text"], False, id="text"),
        pytest.param(rb"{\rtf1 x}", [], True, id="rich-text"),
    ],
)
def test_embedded_files_are_read_in_their_place(reading, content, texts_read, warned):
    body = paragraph("before") + '<w:altChunk r:id="r0" xmlns:r="urn:r"/>' + paragraph("after")

    document = reading(docx(body, parts=[("aFChunk", content)]), "a.docx")

    assert texts(document) == ["before", *texts_read, "after"]
    assert any("embedded" in warning for warning in document.warnings) == warned


def test_the_texts_of_a_diagram_follow_its_paragraph(reading):
    diagram = (
        '<d xmlns:a="urn:a"><a:p><a:r><a:t>Chair</a:t></a:r></a:p><a:p><a:t>Clerk</a:t></a:p></d>'
    )
    drawn = '<w:p><w:r><w:t>Who</w:t><w:drawing><x:relIds xmlns:x="urn:x" x:dm="r0"/></w:drawing>'

    document = reading(docx(f"{drawn}</w:r></w:p>", parts=[("diagramData", diagram)]), "a.docx")

    assert texts(document) == ["Who", "Chair", "Clerk"]


def test_a_letter_whose_only_text_stands_in_its_header_is_read(reading):
    parts = [("header", wrapped("hdr", paragraph("Members must act")))]

    document = reading(docx("<w:p/>", parts=parts), "a.docx")

    assert (document.state, document.text) == (State.TEXT, "Members must act")
    assert document.warnings == ("the only text stands in headers and footers",)


@pytest.mark.parametrize(
    ("instruction", "warning"),
    [
        pytest.param('DATE \\@ "d MMMM yyyy"', "filled in anew", id="today"),
        pytest.param("LISTNUM", "LISTNUM", id="numbers-of-fields"),
    ],
)
def test_fields_that_print_what_is_not_written_are_warned_of(reading, instruction, warning):
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>'
        + instruction
        + '</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>4 May 2021</w:t>'
        '<w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )

    document = reading(docx(body), "a.docx")

    assert document.text == "4 May 2021"
    assert warning in document.warnings[0]
