import io
import shutil
import subprocess

import docx as python_docx
import pytest
from lxml import etree

from pipeline.ingest import docx_origins
from pipeline.model import Topic
from pipeline.report.answer import remarks
from pipeline.report.answer.word import commented
from pipeline.report.answer.word.matching import matched
from tests.checking.examples import answer, borrowable
from tests.report.answer_word.files import (
    MARKS,
    STRICT,
    W,
    anchored,
    around,
    as_it_was,
    attribute,
    comments_in,
    docx,
    letters,
    local,
    main_of,
    p,
    part,
    parts_of,
    r,
    read_draft,
    remark,
    returned,
    table,
    without_comments,
)
from tests.report.payloads import payloads

BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{0}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
PLAIN = p(r("The Clerk signs the Council's letters."))

# body, and the words that a remark is about; a comment has to stand at just these
ODD = [
    pytest.param(PLAIN, "Clerk signs", id="inside-one-run"),
    pytest.param(PLAIN, "The Clerk signs the Council's letters.", id="a-whole-paragraph"),
    pytest.param(
        p(r("The Cl"), r("erk si", "<w:b/>"), r("gns letters.")), "Clerk signs", id="cut-mid-word"
    ),
    pytest.param(p(r("The Clerk<w:tab/>signs it.")), "Clerk signs", id="tab"),
    pytest.param(p(r("The Clerk<w:br/>signs it.")), "Clerk\nsigns", id="forced-break"),
    pytest.param(p(r("The<w:br/>Clerk signs it.")), "signs", id="after-a-forced-break"),
    pytest.param(
        p(r("The Vice<w:noBreakHyphen/>Chair signs.")), "Vice-Chair", id="no-break-hyphen"
    ),
    pytest.param(p(r("The Vice<w:noBreakHyphen/>Chair.")), "Vice-", id="ends-at-such-a-hyphen"),
    pytest.param(p(r("A coun<w:softHyphen/>cillor must.")), "councillor", id="soft-hyphen-element"),
    pytest.param(p(r("A coun\u00adcillor must.")), "councillor", id="soft-hyphen-character"),
    pytest.param(
        p(r('Kept <w:sym w:font="Wingdings" w:char="F0FC"/> by the Clerk.')),
        "✓ by",
        id="symbol",
    ),
    pytest.param(
        p(r("See "), f'<w:fldSimple w:instr="REF x">{r("9.4")}</w:fldSimple>', r(" below.")),
        "9.4",
        id="simple-field",
    ),
    pytest.param(
        p(r("See paragraph "), FIELD.format(r("9.4")), r(" below.")), "paragraph 9.4", id="field"
    ),
    pytest.param(
        p(r("See "), FIELD.format(r("paragraph 9.4")), r(" below.")), "9.4 below", id="half-a-field"
    ),
    pytest.param(
        p(
            '<w:r><w:t xml:space="preserve">By the </w:t><w:fldChar w:fldCharType="begin"/>'
            '<w:instrText>MERGEFIELD c</w:instrText><w:fldChar w:fldCharType="separate"/>'
            '<w:t>Clerk</w:t><w:fldChar w:fldCharType="end"/><w:t> only.</w:t></w:r>'
        ),
        "Clerk",
        id="a-field-in-one-run",
    ),
    pytest.param(
        p(r("See "), f'<w:hyperlink r:id="x">{r("our website")}</w:hyperlink>', r(" for it.")),
        "our website",
        id="link",
    ),
    pytest.param(
        p(r("See "), f'<w:hyperlink r:id="x">{r("our website")}</w:hyperlink>', r(" for it.")),
        "website for",
        id="out-of-a-link",
    ),
    pytest.param(
        p(
            r("The Clerk "),
            f'<w:del w:id="1">{r("").replace("</w:r>", "<w:delText>may</w:delText></w:r>")}</w:del>'
            f'<w:ins w:id="2">{r("must")}</w:ins>',
            r(" sign."),
        ),
        "must sign",
        id="tracked-changes",
    ),
    pytest.param(
        p(r("The Clerk "), f'<w:ins w:id="2">{r("must always ")}</w:ins>', r("sign.")),
        "always",
        id="inside-an-insertion",
    ),
    pytest.param(
        "<w:sdt><w:sdtContent>" + PLAIN + "</w:sdtContent></w:sdt>", "Clerk signs", id="control"
    ),
    pytest.param(
        p(
            r("The "),
            f"<w:sdt><w:sdtContent>{r('Clerk of it')}</w:sdtContent></w:sdt>",
            r(" signs."),
        ),
        "Clerk of",
        id="control-in-a-line",
    ),
    pytest.param(
        table([p(r("Letters")), p(r("The Clerk signs them"))], [p(r("Press")), p(r("The Chair"))]),
        "Clerk signs",
        id="table",
    ),
    pytest.param(
        table([p(r("Letters")), p(r("The Clerk")) + p(r("signs them"))], [p(r("a")), p(r("b"))]),
        "Clerk signs",
        id="two-paragraphs-of-a-cell",
    ),
    pytest.param(
        table([p(r("left")), table([p(r("in the inner")), p(r("table"))]) + p()]),
        "inner table",
        id="table-in-a-table",
    ),
    pytest.param(
        p(BOX.format(p(r("boxed"))), r("The Clerk signs.")), "Clerk signs", id="beside-a-text-box"
    ),
    pytest.param(
        p(r("The Clerk "), r("never ", "<w:vanish/>"), r("signs.")),
        "Clerk signs.",
        id="over-hidden",
    ),
    pytest.param(
        p(r("of\ufb01cers and \u00e9lan, cafe\u0301 too")), "officers and élan, café", id="ligature"
    ),
    pytest.param(
        p(r("The \u202bשלום\u202c word\u200b joined")), "שלום word joined", id="both-directions"
    ),
    pytest.param(
        p(
            "<w:r><w:t>The  Clerk \u00a0  must</w:t></w:r>",
            '<w:bookmarkStart w:id="0" w:name="a"/>',
            r(" sign"),
            '<w:proofErr w:type="spellStart"/>',
            r(" it"),
            '<w:bookmarkEnd w:id="0"/>',
        ),
        "Clerk must sign it",
        id="odd-white-space-and-bookmarks",
    ),
    pytest.param(p("<w:r><w:t>ab<!-- x -->cd</w:t></w:r>", r(" ef")), "ef", id="xml-comment"),
    pytest.param(
        PLAIN + p(r("Nothing else.")), "letters.\n\nNothing", id="over-the-end-of-a-paragraph"
    ),
    pytest.param(
        p(r("The Clerk "), properties="<w:rPr><w:del/></w:rPr>") + p(r("signs it.")),
        "Clerk signs",
        id="paragraphs-joined-by-a-deletion",
    ),
    pytest.param(
        p(r("T"), properties='<w:framePr w:dropCap="drop"/>') + p(r("he Clerk signs.")),
        "The Clerk",
        id="large-first-letter",
    ),
    pytest.param(
        p(r("The Clerk signs.")) * 3 + p(r("The Clerk signs it.")),
        "signs it",
        id="the-right-one-of-like-paragraphs",
    ),
]


@pytest.mark.parametrize(("body", "quote"), ODD)
def test_a_comment_stands_at_the_words_and_nothing_else_changes(body, quote):
    data = docx(body)
    before = read_draft(data)
    start = before.text.index(quote)

    made = returned(data, quote)

    assert ["".join(each.split()) for each in anchored(made.data)] == ["".join(quote.split())]
    assert (made.exact, made.near, made.whole, made.unplaced) == (1, 0, 0, 0)
    assert without_comments(made.data, data) == as_it_was(data)
    after = read_draft(made.data)
    assert (after.text, after.lines) == (before.text, before.lines)
    assert around(made.data, data, 0) == (
        letters(before, 0, start),
        letters(before, start + len(quote)),
    )


@pytest.mark.parametrize(("body", "quote"), ODD)
def test_marks_stand_where_the_format_allows_them(body, quote):
    made = returned(docx(body), quote)

    for each in etree.fromstring(main_of(made.data)).iter():
        above = local(each.getparent()) if each.getparent() is not None else ""
        if local(each) in MARKS[:2]:
            assert above in {"p", "ins", "hyperlink", "sdtContent", "fldSimple"}
        elif local(each) == "commentReference":
            assert (above, local(each.getparent().getparent())) == ("r", "p")


@pytest.mark.parametrize(
    ("body", "quote", "stands_at"),
    [
        pytest.param(
            p(r("Read this. "), BOX.format(p(r("The Chair signs.")))), "Chair", "", id="text-box"
        ),
        pytest.param(
            p(r("The "), '<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>' + r("Ash Council")
              + "</w:sdtContent></w:sdt>", r(" meets.")),
            "Council meets",
            "Ash Council meets",
            id="a-control-that-word-fills-in",
        ),
        pytest.param(
            p(r("It is "), "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", r(" each.")),
            "b each",
            "a+b each",
            id="formula",
        ),
        pytest.param(
            p(
                "<w:r><w:t>the</w:t><w:ruby><w:rt><w:r><w:t>over</w:t></w:r></w:rt><w:rubyBase>"
                "<w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby><w:t>word</w:t></w:r>"
            ),
            "seword",
            "baseword",
            id="gloss",
        ),
    ],
)  # fmt: skip
def test_where_no_comment_may_stand_it_stands_around_that(body, quote, stands_at):
    data = docx(p(r("Title")) + body)

    made = returned(data, quote)

    assert anchored(made.data) == [stands_at]
    assert without_comments(made.data, data) == as_it_was(data)
    above = {
        local(each)
        for mark in etree.fromstring(main_of(made.data)).iter()
        if local(mark) in MARKS
        for each in mark.iterancestors()
    }
    assert not above & {"txbxContent", "oMath", "ruby"}


def test_a_remark_on_a_note_stands_at_its_mark_and_names_the_words():
    notes = part("footnotes", f'<w:footnote w:id="2">{p(r("See the Code of 2012."))}</w:footnote>')
    body = p(r("The Clerk"), r('<w:footnoteReference w:id="2"/>'), r(" must act."))
    data = docx(p(r("Title")) + body, parts=[("footnotes", notes)])

    made = returned(data, "Code of 2012", "Clerk[1] must")

    assert (made.exact, made.near) == (1, 1)
    assert anchored(made.data) == ["Clerk must", ""]
    assert "It is about the words “Code of 2012”." in comments_in(made.data)[1]
    main = etree.fromstring(main_of(made.data))
    mark = next(each for each in main.iter() if local(each) == "footnoteReference").getparent()
    assert local(mark.getprevious()) == "commentRangeStart"
    assert without_comments(made.data, data) == as_it_was(data)


NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt '
    'w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


@pytest.mark.parametrize(
    ("quote", "stands_at"),
    [
        pytest.param("2.", "The Chair presides.", id="the-number-alone"),
        pytest.param("2. The Chair", "The Chair", id="number-and-words"),
        pytest.param("signs.\n2. The", "signs. The", id="from-one-item-to-the-next"),
    ],
)
def test_a_number_that_word_prints_stands_for_the_words_after_it(quote, stands_at):
    body = p(r("The Clerk signs."), properties=NUMBERED)
    body += p(r("The Chair presides."), properties=NUMBERED)

    made = returned(docx(body, parts=[("numbering", NUMBERING)]), quote)

    assert (anchored(made.data), made.exact) == ([stands_at], 1)


def test_numbers_inside_a_cell_are_passed_over():
    row = [p(r("Letters")), p(r("The Clerk signs"), properties=NUMBERED)]
    data = docx(table(row, [p(r("Press")), p(r("Chair"))]), parts=[("numbering", NUMBERING)])

    made = returned(data, "1. The Clerk", "Letters")

    assert (anchored(made.data), made.exact) == (["Letters", "The Clerk"], 2)


def test_what_is_said_of_the_whole_draft_is_one_comment_at_its_title():
    lacking = [
        remark(title=f"No rule on subject {number}", topic=Topic.MISSING) for number in range(30)
    ]
    data = docx(p() + p(r("Protocol")) + PLAIN)

    made = returned(
        data, "Clerk signs", whole=[*lacking, remark(title="No date", topic=Topic.DATES)]
    )

    assert (made.exact, made.whole) == (1, 31)
    assert anchored(made.data) == ["Protocol", "Clerk signs"]
    first, second = comments_in(made.data)
    assert first.startswith(
        "30 rules that others have were not found here\n1. No rule on subject 0"
    )
    assert "\n30. No rule on subject 29\n" in first
    assert "\nNo date\nSomething was found. Put it right." in first
    assert second == "On Clerk signs\nRemark 31."


def test_a_comment_gives_the_first_wording_with_its_council_and_that_it_is_theirs():
    data, wordings = (
        docx(PLAIN),
        (
            borrowable("aldford", "Aldford Parish Council", "The Clerk answers the press."),
            borrowable("bexham", "Bexham Town Council", "Say that it is your own view."),
        ),
    )

    made = commented(
        data, read_draft(data), [remark(4, 9, is_to_check=True, wordings=wordings)],
        docx_origins(data),
    )  # fmt: skip

    assert comments_in(made.data)[0].split("\n") == [
        "A remark (a person is to check this)",
        "Something was found. Put it right.",
        "A wording to adapt, from Aldford Parish Council, May 2025:",
        "“5.1 The Clerk answers the press.”",
        "It is another council’s text: adapt it to yours. It is published at "
        "https://aldford.example.org/protocol.pdf",
        "1 more wording is in the answer.",
    ]


def test_missing_rules_are_listed_with_how_many_others_have_them():
    data, check = docx(PLAIN), answer()
    missing = [
        each for each in remarks(check) if each.topic is Topic.MISSING and each.start is None
    ]

    made = commented(data, read_draft(data), missing * 4, docx_origins(data))

    assert comments_in(made.data)[0].split("\n")[1] == (
        "1. No rule on press and media: 4 of 5 parish councils in Wiltshire that could be read "
        "have one"
    )


def test_what_is_said_again_is_not_said_in_full():
    data = docx(PLAIN + p(r("The Chair presides.")))
    both = [
        remark(4, 9, text="Nobody else says this."),
        remark(42, 47, text="Nobody else says this."),
    ]

    made = commented(data, read_draft(data), both, docx_origins(data))

    assert comments_in(made.data) == [
        "A remark\nNobody else says this.",
        "A remark: see the comment above that says so.",
    ]


def test_remarks_on_the_same_words_are_comments_of_their_own_in_order():
    data = docx(PLAIN)

    made = returned(data, "Clerk signs", "Clerk", "Clerk signs", "signs the", "The Clerk signs the")

    assert made.exact == 5
    assert [each.split("\n")[0] for each in comments_in(made.data)] == [
        "On The Clerk signs the",
        "On Clerk signs",
        "On Clerk",
        "On Clerk signs",
        "On signs the",
    ]
    assert anchored(made.data) == [
        "The Clerk signs the",
        "Clerk signs",
        "Clerk",
        "Clerk signs",
        "signs the",
    ]
    assert without_comments(made.data, data) == as_it_was(data)


OLD = (
    '<w:comment w:id="{0}" w:author="A. Clerk" w:initials="AC">'
    "<w:p><w:r><w:t>Is this so?</w:t></w:r></w:p></w:comment>"
)


@pytest.mark.parametrize("taken", ["0", "7", "2147483646", "not a number", "-3", "7', '7"])
def test_comments_that_are_there_stay_and_keep_their_numbers(taken):
    ids = taken.split("', '")
    old = part("comments", "".join(OLD.format(each) for each in ids))
    extended = '<x:commentsEx xmlns:x="urn:w15"><x:commentEx x:paraId="1"/></x:commentsEx>'
    body = p(
        *(f'<w:commentRangeStart w:id="{each}"/>' for each in ids),
        r("The Clerk signs."),
        *(
            f'<w:commentRangeEnd w:id="{each}"/><w:r><w:commentReference w:id="{each}"/></w:r>'
            for each in ids
        ),
    )
    data = docx(body, parts=[("comments", old), ("commentsExtended", extended)])

    made = returned(data, "Clerk", "signs")

    before, after = parts_of(data), parts_of(made.data)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"word/document.xml", "word/comments.xml"}
    assert anchored(made.data, data) == ["Clerk", "signs"]
    assert without_comments(made.data, data) == as_it_was(data)
    every = [attribute(e, "id") for e in etree.fromstring(after["word/comments.xml"])]
    assert every[: len(ids)] == ids
    assert len(set(every[len(ids) :]) - set(ids)) == 2


def test_a_file_without_comments_gets_the_part_for_them():
    data = docx(PLAIN)

    after = parts_of(returned(data, "Clerk").data)

    before = parts_of(data)
    assert {name for name in before if after[name] != before[name]} == {
        "word/document.xml",
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
    }
    assert set(after) - set(before) == {"word/comments.xml"}
    assert b'Target="comments.xml"' in after["word/_rels/document.xml.rels"]
    assert b'PartName="/word/comments.xml"' in after["[Content_Types].xml"]


def test_files_of_the_strict_form_get_comments_of_that_form():
    made = returned(docx(PLAIN, namespace=STRICT), "Clerk")

    after = parts_of(made.data)
    assert anchored(made.data) == ["Clerk"]
    assert STRICT.encode() in after["word/comments.xml"]
    assert (
        b"purl.oclc.org/ooxml/officeDocument/relationships/comments"
        in (after["word/_rels/document.xml.rels"])
    )


def test_words_own_styles_for_comments_are_worn_where_the_file_has_them():
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="Kommentartext"><w:name w:val="annotation text"/>'
        '</w:style><w:style w:type="character" w:styleId="Kz"><w:name '
        'w:val="annotation reference"/></w:style>',
    )

    styled = parts_of(returned(docx(PLAIN, parts=[("styles", styles)]), "Clerk").data)
    plain = parts_of(returned(docx(PLAIN), "Clerk").data)

    assert b'w:val="Kommentartext"' in styled["word/comments.xml"]
    assert b'w:val="Kz"' in styled["word/document.xml"]
    assert b"Style" not in plain["word/comments.xml"] + plain["word/document.xml"]


def made_by_python_docx():
    made = python_docx.Document()
    made.add_heading("Protocol on working relations", 0)
    made.add_paragraph("Councillors should not give orders.", style="List Number")
    cells = made.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "Letters", "The Clerk signs them."
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def test_another_program_reads_the_comments_back():
    data = made_by_python_docx()

    made = returned(data, "should not", "Clerk signs", whole=[remark(title="No date")])

    opened = python_docx.Document(io.BytesIO(made.data))
    assert [(each.author, each.initials, each.timestamp) for each in opened.comments] == [
        ("Protocol check", "PC", None)
    ] * 3
    assert [each.text.split("\n")[0] for each in opened.comments] == [
        "No date",
        "On should not",
        "On Clerk signs",
    ]
    assert anchored(made.data) == ["Protocol on working relations", "should not", "Clerk signs"]
    assert without_comments(made.data, data) == as_it_was(data)


def test_the_same_file_and_remarks_give_the_same_bytes():
    data = made_by_python_docx()

    assert returned(data, "Clerk").data == returned(data, "Clerk").data


@pytest.mark.parametrize("payload", payloads())
def test_hostile_words_stay_words(payload):
    data = docx(PLAIN)
    said = remark(4, 9, title=payload, wordings=(borrowable(payload, payload, payload),))
    about_all = remark(title=payload)

    made = commented(data, read_draft(data), [said, about_all], docx_origins(data))

    root = etree.fromstring(parts_of(made.data)["word/comments.xml"])
    names = {local(each) for each in root.iter()}
    assert names <= {"comments", "comment", "p", "r", "rPr", "b", "t", "annotationRef"}
    assert len(root) == 2


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"PK\x03\x04 and then nothing", id="broken-off"),
        pytest.param(docx("<w:p>")[:300], id="cut"),
        pytest.param(docx("<w:p>"), id="not-xml"),
        pytest.param(docx(PLAIN, head="<!DOCTYPE d [<!ENTITY e 'x'>]>"), id="entities"),
        pytest.param(docx(PLAIN, parts=[("comments", "<broken")]), id="comments-that-are-broken"),
        pytest.param(docx(table()), id="no-paragraph"),
    ],
)
def test_a_file_that_cannot_be_written_into_comes_back_as_it_is(data):
    document = read_draft(docx(PLAIN))

    made = commented(data, document, [remark(4, 9), remark()], docx_origins(data))

    assert (made.data, made.unplaced) == (data, 2)


@pytest.mark.parametrize(
    ("start", "end"), [(0, 0), (10_000, 10_020), (-5, -1), (9, 4), (0, 10_000), (38, 39)]
)
def test_a_span_that_fits_nothing_loses_no_remark(start, end):
    data = docx(PLAIN)

    made = commented(data, read_draft(data), [remark(start, end)], docx_origins(data))

    assert len(comments_in(made.data)) == 1
    assert made.exact + made.near + made.unplaced == 1
    assert without_comments(made.data, data) == as_it_was(data)


def test_origins_of_another_file_do_no_harm():
    other = docx(p(r("Other words altogether, and many more of them.")) * 40)

    made = commented(
        docx(PLAIN), read_draft(other), [remark(500, 520), remark(0, 5)], docx_origins(other)
    )

    assert len(comments_in(made.data)) == 2
    assert made.exact == 0


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        pytest.param("abc", "abc", [0, 1, 2], id="the-same"),
        pytest.param("abc", "xxabcx", [2, 3, 4], id="among-others"),
        pytest.param("1abc", "abc", [-1, 0, 1, 2], id="added-before"),
        pytest.param("abc1", "abc", [0, 1, 2, -1], id="added-after"),
        pytest.param("ab[1]cd", "ab\x00cd", [0, 1, 2, 2, 2, 3, 4], id="mark-of-a-note"),
        pytest.param("abcd", "ab\x00cd", [0, 1, 3, 4], id="mark-that-prints-nothing"),
        pytest.param("abXcdefghijk", "abYYcdefghijk", [0, 1, -2, *range(4, 13)], id="replaced"),
        pytest.param("abc", "xyz", [-2, -2, -2], id="nothing-alike"),
        pytest.param("", "xyz", [], id="nothing"),
    ],
)
def test_letters_are_matched_past_what_differs(ours, theirs, expected):
    assert matched(ours, theirs) == expected


def test_a_long_document_is_done_at_once():
    body = "".join(p(r(f"Paragraph {number} is about letters.")) for number in range(4_000))
    data = docx(body)
    document = read_draft(data)
    at = document.text.index("Paragraph 3999")

    made = commented(data, document, [remark(at, at + 15)], docx_origins(data))

    assert anchored(made.data) == ["Paragraph 3999"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_a_word_processor_opens_the_file_and_keeps_its_comments(tmp_path):
    data = docx("".join(each.values[0] for each in ODD))
    document = read_draft(data)
    said = [remark(at, at + 12, f"Remark {at}") for at in range(5, 500, 40)]
    (tmp_path / "draft.docx").write_bytes(commented(data, document, said, docx_origins(data)).data)

    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--convert-to",
            "odt",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "draft.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    content = parts_of((tmp_path / "draft.odt").read_bytes())["content.xml"]
    assert content.count(b"<office:annotation ") == len(said)
    assert content.count(b"<office:annotation-end ") == len(said)


def test_namespace_of_the_marks_is_that_of_the_file():
    main = etree.fromstring(main_of(returned(docx(PLAIN), "Clerk").data))

    assert {etree.QName(each).namespace for each in main.iter() if local(each) in MARKS} == {W}
