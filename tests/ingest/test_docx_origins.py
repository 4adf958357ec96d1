import pytest

from pipeline.ingest import docx_origins
from tests.ingest.test_docx import BOX, OUTLINE, docx, item, numbering, paragraph, table, wrapped

NOTE = wrapped("footnotes", f'<w:footnote w:id="2">{paragraph("See the Code.")}</w:footnote>')


@pytest.mark.parametrize(
    ("body", "parts", "expected"),
    [
        pytest.param(
            paragraph("") + paragraph("one") + paragraph("two"),
            [],
            [("one", (1,), True), ("two", (2,), True)],
            id="empty-paragraphs-count",
        ),
        pytest.param(
            "<w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r></w:p>",
            [],
            [("one", (0,), True), ("two", (0,), True)],
            id="two-lines-of-one-paragraph",
        ),
        pytest.param(
            item("one") + item("two"),
            [numbering(*OUTLINE)],
            [("one", (0,), True), ("two", (1,), True)],
            id="numbers-are-no-words",
        ),
        pytest.param(
            table([paragraph("a"), paragraph("b") + paragraph("c")], [paragraph("d")] * 2),
            [],
            [("a\tb c", (0, 1, 2), True), ("d\td", (3, 4), True)],
            id="rows",
        ),
        pytest.param(
            f"<w:p>{BOX.format(paragraph('boxed'))}<w:r><w:t>anchor</w:t></w:r></w:p>",
            [],
            [("anchor", (0,), True), ("boxed", (1,), True)],
            id="text-box",
        ),
        pytest.param(
            '<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>'
            + paragraph("he Clerk"),
            [],
            [("The Clerk", (0, 1), True)],
            id="large-first-letter",
        ),
        pytest.param(
            paragraph("x") + '<w:p><w:r><w:t>Act</w:t><w:footnoteReference w:id="2"/></w:r></w:p>',
            [("footnotes", NOTE)],
            [("x", (0,), True), ("Act[1]", (1,), True), ("See the Code.", (1,), False)],
            id="a-note-belongs-to-what-refers-to-it",
        ),
        pytest.param(
            paragraph("x") + '<w:altChunk r:id="r0" xmlns:r="urn:r"/>',
            [("aFChunk", b"from a text")],
            [("x", (0,), True), ("from a text", (0,), False)],
            id="embedded-file",
        ),
    ],
)
def test_each_line_names_its_paragraphs(reading, body, parts, expected):
    data = docx(body, parts=parts)
    document = reading(data, "a.docx")

    found = docx_origins(data)

    assert [
        (document.text[each.words : each.end], each.paragraphs, each.is_own) for each in found
    ] == expected
    assert [(each.start, each.end) for each in found] == [
        (line.start, line.end) for line in document.lines if line.start < line.end
    ]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_a_file_that_is_refused_has_none(data):
    assert docx_origins(data) == ()
