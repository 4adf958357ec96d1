"""The Word files that are made anew: a draft's text with comments, and the summary."""

import io
import re
import shutil
import subprocess
from dataclasses import replace

import docx as python_docx
import pytest
from lxml import etree

from pipeline.model import Clause, ClauseKind, Document, Gap, Level, Provision, State
from pipeline.report.answer import remarks
from pipeline.report.answer.word import annotated, summary
from tests.checking.examples import answer, borrowable, clauses, codebook
from tests.report.answer.examples import departure, full
from tests.report.answer.test_page import everything
from tests.report.answer_word.files import anchored, comments_in, parts_of, remark
from tests.report.payloads import filled, rounds
from tests.report.test_payloads import Texts

UNREAD = replace(
    answer(),
    document=Document(
        "draft", State.PASSWORD, "", (), "application/pdf", "none", reason="It is locked."
    ),
    clauses=(), gaps=(), departures=(), defects=(), own=(), review=None, facts=None,
)  # fmt: skip


def paragraphs(data):
    return [
        (each.style.name, each.text) for each in python_docx.Document(io.BytesIO(data)).paragraphs
    ]


def texts(data):
    return [text for _, text in paragraphs(data)]


def test_a_draft_becomes_a_word_file_with_its_headings_and_numbers():
    made = annotated(answer(), ())

    assert paragraphs(made.data)[1:7] == [
        ("Letter", "Lower Withy Parish Council"),
        ("Heading 1", "Protocol on Working Relations"),
        ("Letter", "Adopted 4 May 2021. To be reviewed in May 2023."),
        ("Heading 1", "1. Purpose"),
        ("Letter", "1.1 This protocol helps Councillors and the Clerk to work well together."),
        ("Heading 1", "2. Instructions"),
    ]


def test_its_comments_stand_at_the_words():
    check = answer()
    said = remarks(check)

    made = annotated(check, said)

    placed = sorted((each for each in said if each.start is not None), key=lambda r: r.start)
    words = [check.document.text[each.start : each.end] for each in placed]
    assert anchored(made.data) == ["Lower Withy Parish Council", *words]
    assert (made.exact, made.near, made.unplaced) == (len(placed), 0, 0)
    titles = [each.split("\n")[0] for each in comments_in(made.data)[1:]]
    assert [each.partition(" (a person")[0] for each in titles] == [each.title for each in placed]


def laid_out(text, *spans):
    """Give an answer on a text whose clauses stand at spans of it."""
    made = tuple(
        Clause("draft", n, label, label or f"n{n}", path, kind, words, start, end)
        for n, (label, path, kind, words, start, end) in enumerate(spans, start=1)
    )
    return answer(
        document=replace(answer().document, text=text, lines=()), clauses=made,
        gaps=(), departures=(), defects=(), own=(), review=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "spans", "quote", "stands_at"),
    [
        pytest.param(
            "1.1 Councillors infor-\nmation must be kept.",
            [("1.1", (), ClauseKind.CLAUSE, "Councillors information must be kept.", 0, 44)],
            "infor-\nmation must",
            "information must",
            id="hyphen-at-the-end-of-a-line",
        ),
        pytest.param(
            "Letters\tThe Clerk\nPress\tThe Chair\nEnd",
            [
                (None, (), ClauseKind.TABLE_ROW, "Letters The Clerk", 0, 17),
                (None, (), ClauseKind.TABLE_ROW, "Press The Chair", 18, 33),
                (None, (), ClauseKind.CLAUSE, "End", 34, 37),
            ],
            "Chair",
            "Chair",
            id="row-of-a-table",
        ),
        pytest.param(
            "Letters\tThe Clerk\nPress\nEnd of it",
            [
                (None, (), ClauseKind.TABLE_ROW, "Letters The Clerk", 0, 17),
                (None, (), ClauseKind.TABLE_ROW, "Press", 18, 23),
                (None, (), ClauseKind.CLAUSE, "End of it", 24, 33),
            ],
            "of it",
            "of it",
            id="after-a-table-with-short-rows",
        ),
        pytest.param(
            "(a) one\n(b) two",
            [
                ("(a)", (), ClauseKind.LIST_ITEM, "one", 0, 7),
                ("(b)", (), ClauseKind.LIST_ITEM, "two", 8, 15),
            ],
            "(b) two",
            "(b) two",
            id="number-of-an-item",
        ),
    ],
)
def test_comments_stand_at_the_words_however_a_text_was_laid_out(text, spans, quote, stands_at):
    start = text.index(quote)

    made = annotated(laid_out(text, *spans), [remark(start, start + len(quote))])

    assert anchored(made.data) == [stands_at]
    assert made.exact == 1


def test_headings_have_their_levels():
    deep = [
        replace(clause, kind=ClauseKind.HEADING, path=("x",) * number)
        for number, clause in enumerate(clauses())
    ]

    styles = [style for style, _ in paragraphs(annotated(answer(clauses=tuple(deep)), ()).data)]

    assert styles[1:6] == ["Heading 1", "Heading 2", "Heading 3", "Heading 3", "Heading 3"]


@pytest.mark.parametrize("make", [summary, lambda check: annotated(check, ()).data])
def test_an_unread_draft_is_told_of_with_what_to_do(make):
    said = " ".join(texts(make(UNREAD)))

    assert "could not be read" in said
    assert "It is locked." in said
    assert "save a copy without one" in said
    assert "missing" not in said


def test_the_summary_says_what_to_do_with_a_box_at_each():
    said = paragraphs(summary(full()))

    assert said[1] == ("Title", "Lower Withy Parish Council: check of the protocol")
    assert [text for style, text in said if style == "Heading 1"] == [
        "What is missing",
        "To be looked at, and decided",
        "Weaker than most councils’",
        "Dates",
        "Law and guidance",
        "Drafting defects",
    ]
    tasks = [text for style, text in said if style == "Task"]
    assert all(text.startswith("☐\u00a0") for text in tasks)
    assert tasks[0] == (
        "☐\u00a0Press and media: 4 of 5 parish councils in Wiltshire that could be read have a "
        "rule on it; of all, 9 of 12."
    )


def test_the_summary_gives_a_wording_with_its_council_date_and_link():
    data = summary(answer())

    said = texts(data)
    assert (
        "“5.1 Enquiries from the press go to the Clerk, who answers for the Council” "
        "Aldford Parish Council, May 2025" in said
    )
    assert any("other councils’ texts: adapt them to yours" in text for text in said)
    assert (
        b'"https://aldford.example.org/protocol.pdf"'
        in (parts_of(data)["word/_rels/document.xml.rels"])
    )


def test_a_summary_with_nothing_to_do_says_so_and_no_more():
    said = texts(summary(answer(gaps=(), departures=(), defects=(), own=())))

    assert "Nothing that most of them have rules on is surely missing." in said
    assert "Drafting defects" not in said


def crowded():
    """Give an answer with far more than two pages hold."""
    words = " ".join(["wording"] * 200)
    provisions = tuple(
        Provision(f"p{n}", f"A provision with a title of some length, number {n}", "Is it so?",
                  "T", "How to work", (), (), ())
        for n in range(60)
    )  # fmt: skip
    gaps = tuple(
        Gap(f"p{n}", Level.ABSENT if n < 30 else Level.MENTION, n < 40, 8, 4, 0, 1, 9, 12,
            (borrowable(f"c{n}", "A Council With a Name of Some Length", words),))
        for n in range(60)
    )  # fmt: skip
    defects = tuple(
        replace(each, detail="This is a long sentence about a defect. " * 9)
        for each in full().defects * 12
    )
    frame = replace(codebook(), provisions=(*codebook().provisions, *provisions))
    return full(codebook=frame, gaps=gaps, defects=defects, departures=(departure(),) * 30)


def test_what_a_summary_has_no_room_for_is_counted():
    said = texts(summary(crowded()))

    assert sum(text.startswith("“5.1") for text in said) == 6
    assert any(text.startswith("☐\u00a0And 24 more: A provision") for text in said)
    assert any(text.endswith("and 18 more in the answer.") for text in said)


@pytest.mark.slow
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdfinfo")), reason="needs LibreOffice, poppler"
)
def test_a_summary_has_two_pages_at_most(tmp_path):
    (tmp_path / "summary.docx").write_bytes(summary(crowded()))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'p').as_uri()}",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "summary.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    told = subprocess.run(
        ["pdfinfo", str(tmp_path / "summary.pdf")], check=True, capture_output=True, text=True
    ).stdout

    assert int(re.search(r"Pages:\s+(\d+)", told).group(1)) <= 2


def test_the_same_answer_gives_the_same_bytes():
    check = full()

    assert summary(check) == summary(check)
    assert annotated(check, remarks(check)) == annotated(check, remarks(check))


HOSTILE = rounds()


@pytest.mark.parametrize("start", range(len(HOSTILE)))
def test_no_hostile_word_harms_in_any_field(start):
    check = everything()
    spoilt = replace(filled(check, Texts(start)), inferred=check.inferred)
    # a title of the draft's own says where its remarks stand
    said = [*remarks(spoilt), *(replace(each, start=None) for each in remarks(spoilt))]

    for data in (summary(spoilt), annotated(spoilt, said).data):
        for name, content in parts_of(data).items():
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(content)
                for each in root.iter():
                    assert (
                        not str(each.get("Target", "")).lower().startswith(("javascript", "file"))
                    )
                    assert etree.QName(each).localname not in {
                        "object",
                        "altChunk",
                        "attachedTemplate",
                    }
                printed = "".join(root.itertext())
                assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", printed)
        python_docx.Document(io.BytesIO(data))
