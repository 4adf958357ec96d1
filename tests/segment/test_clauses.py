"""What holds of the clauses of any document, and the awkward cases one by one."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Audience, ClauseKind, Document, Line, LineKind, State
from pipeline.segment import segment


def document(text, **fields):
    """A plain text, one line each, with the empty lines above it."""
    lines, start, gap = [], 0, 0.0
    for row in text.split("\n"):
        if row.strip():
            lines.append(Line(row.strip(), start, start + len(row), gap=gap, **fields))
            gap = 0.0
        else:
            gap += 1.0
        start += len(row) + 1
    return Document("x", State.TEXT, text, tuple(lines), "text/plain", "test")


def seen(text):
    return [(clause.kind.value, clause.label, clause.text) for clause in segment(document(text))]


def test_a_document_without_text_has_no_clauses():
    assert segment(document("")) == ()
    assert segment(document(" \n\n\t")) == ()


_PIECES = st.sampled_from(
    [
        "1.", "1.1", "2.3.1", "(a)", "b)", "i)", "•", "- ", "3", "Page 2 of 9", "Contents",
        "INTRODUCTION", "Members must:", "Officers shall be fair.", "and", "the", "See also",
        "Adopted 4 May 2021", "“Quoted", "done.”", "\t", "...... 4", "x" * 90, "\n", "\n\n",
        "\u00a0", "Appendix A", "[1] note", "CC\u0301", "e.g. one; or", "Signed ______",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=60))
def test_spans_are_ordered_and_hold_the_words_of_their_clauses(pieces):
    text = " ".join(pieces)

    clauses = segment(document(text))

    ends = [0, *[clause.end for clause in clauses]]
    assert all(clause.start >= end for clause, end in zip(clauses, ends, strict=False))
    assert [clause.n for clause in clauses] == list(range(1, len(clauses) + 1))
    assert len({clause.address for clause in clauses}) == len(clauses)
    for clause in clauses:
        span = re.sub(r"\s+", "", text[clause.start : clause.end])
        words = re.sub(r"\s+", "", clause.text)
        assert words[:20] in span
        assert clause.text == clause.text.strip()


def test_furniture_of_the_reader_has_no_clause():
    text = "Clerks advise the council."
    lines = (
        Line("Stowcote Parish Council", 0, 0, kind=LineKind.FURNITURE),
        Line(text, 0, len(text), closed=True),
        Line("Page 1", len(text), len(text), kind=LineKind.FURNITURE),
    )

    clauses = segment(Document("x", State.TEXT, text, lines, "application/pdf", "test"))

    assert [clause.text for clause in clauses] == [text]


@pytest.mark.parametrize(
    "number", ["2", "- 2 -", "Page 2", "Page 2 of 9", "Page | of 1", "Page l of 9", "Tudalen 2 o 9"]
)
def test_a_page_number_inside_a_sentence_is_no_clause_of_its_own(number):
    text = (
        "1. Roles\n\n1.1 The clerk carries out decisions and gives advice to all members of the\n\n"
        f"{number}\n\ncouncil without favour.\n"
    )
    assert seen(text)[1:] == [
        (
            "clause",
            "1.1",
            "The clerk carries out decisions and gives advice to all members of the council "
            "without favour.",
        )
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "1.1\nThis rule applies to members.\n\n1.2\nThis rule applies to officers.",
            [
                ("clause", "1.1", "This rule applies to members."),
                ("clause", "1.2", "This rule applies to officers."),
            ],
            id="label-alone-on-its-line",
        ),
        pytest.param(
            "Members should:\n•\nread their papers\n•\nattend training",
            [
                ("list_intro", None, "Members should:"),
                ("list_item", "•", "read their papers"),
                ("list_item", "•", "attend training"),
            ],
            id="bullet-alone-on-its-line",
        ),
        pytest.param(
            "1 - Conduct\n1.1 - Members must not shout at officers.",
            [
                ("heading", "1", "Conduct"),
                ("clause", "1.1", "Members must not shout at officers."),
            ],
            id="dash-after-the-label",
        ),
        pytest.param(
            "Introduction\n------------\nThis protocol sets out how we work.",
            [
                ("metadata", None, "Introduction"),
                ("boilerplate", None, "------------"),
                ("clause", None, "This protocol sets out how we work."),
            ],
            id="ruled-line",
        ),
        pytest.param(
            "4.1 (a) A member may complain in writing.\n(b) An officer may complain in writing.",
            [
                ("clause", "4.1 (a)", "A member may complain in writing."),
                ("clause", "(b)", "An officer may complain in writing."),
            ],
            id="two-labels-on-a-line",
        ),
        pytest.param(
            "1.1 The panel is bound by paragraphs 2.1 and\n2.2 below and by the law.",
            [
                (
                    "clause",
                    "1.1",
                    "The panel is bound by paragraphs 2.1 and 2.2 below and by the law.",
                )
            ],
            id="reference-at-the-start-of-a-line",
        ),
        pytest.param(
            "The budget was set in June.\n12 May 2021 was the date of the first meeting.",
            [
                ("clause", None, "The budget was set in June."),
                ("clause", None, "12 May 2021 was the date of the first meeting."),
            ],
            id="date-at-the-start-of-a-line",
        ),
        pytest.param(
            "S.O. 1 The Chairman keeps order.\nS.O. 2 Nobody smokes in the room.",
            [
                ("clause", "S.O. 1", "The Chairman keeps order."),
                ("clause", "S.O. 2", "Nobody smokes in the room."),
            ],
            id="word-with-a-number",
        ),
        pytest.param(
            "Rule 1\nThe Clerk keeps the seal.\nRule 2\nNobody else may use it.",
            [
                ("clause", "Rule 1", "The Clerk keeps the seal."),
                ("clause", "Rule 2", "Nobody else may use it."),
            ],
            id="word-with-a-number-on-its-own-line",
        ),
        pytest.param(
            "1.—(1) A member must be civil.\n(2) So must an officer.",
            [
                ("clause", "1.—(1)", "A member must be civil."),
                ("clause", "(2)", "So must an officer."),
            ],
            id="two-labels-with-a-dash",
        ),
        pytest.param(
            'The charter says:\n"(1) Members listen first.\n(2) Officers write second."',
            [
                ("list_intro", None, "The charter says:"),
                ("list_item", "(1)", '"Members listen first.'),
                ("list_item", "(2)", 'Officers write second."'),
            ],
            id="label-after-a-quotation-mark",
        ),
        pytest.param(
            "Rules\n\nPART 1\nThe council at work\n1. The Clerk takes the minutes.\n"
            "2. They are public.",
            [
                ("metadata", None, "Rules"),
                ("heading", None, "PART 1 The council at work"),
                ("clause", "1.", "The Clerk takes the minutes."),
                ("clause", "2.", "They are public."),
            ],
            id="part-with-its-title",
        ),
        pytest.param(
            "l.l  Members are civil.\n1.2  So are officers.\n2.l  Letters go from the Clerk.",
            [
                ("clause", "l.l", "Members are civil."),
                ("clause", "1.2", "So are officers."),
                ("clause", "2.l", "Letters go from the Clerk."),
            ],
            id="misread-figures",
        ),
        pytest.param(
            "§1 Members are civil.\n§2 Officers are too.",
            [("clause", "§1", "Members are civil."), ("clause", "§2", "Officers are too.")],
            id="section-signs",
        ),
        pytest.param(
            "1. A member must not tell, unless\n(a) the person agrees; or\n(b) the law asks it;\n"
            "and must first speak to the Clerk.",
            [
                ("list_intro", "1.", "A member must not tell, unless"),
                ("list_item", "(a)", "the person agrees; or"),
                ("list_item", "(b)", "the law asks it;"),
                ("clause", None, "and must first speak to the Clerk."),
            ],
            id="words-that-close-a-list",
        ),
        pytest.param(
            "1.6 In this Scheme\n“land” includes a building; and\n“power” includes a duty.",
            [
                ("list_intro", "1.6", "In this Scheme"),
                ("list_item", None, "“land” includes a building; and"),
                ("list_item", None, "“power” includes a duty."),
            ],
            id="definitions",
        ),
        pytest.param(
            "1. Signing\n\nI have read this.\n\nName ________ Date ________\nSigned ________",
            [
                ("heading", "1.", "Signing"),
                ("clause", None, "I have read this."),
                ("metadata", None, "Name ________ Date ________"),
                ("metadata", None, "Signed ________"),
            ],
            id="lines-of-a-form",
        ),
        pytest.param(
            "1) The Clerk signs letters.\n\nThe press.\n\n2) The Clerk speaks to the press.\n\n"
            "Gifts.\n\n3) Gifts are entered in a book.\n\nQuarrels.\n\n4) The Chairman hears both.",
            [
                ("clause", "1)", "The Clerk signs letters."),
                ("heading", None, "The press."),
                ("clause", "2)", "The Clerk speaks to the press."),
                ("heading", None, "Gifts."),
                ("clause", "3)", "Gifts are entered in a book."),
                ("heading", None, "Quarrels."),
                ("clause", "4)", "The Chairman hears both."),
            ],
            id="headings-with-a-full-stop",
        ),
        pytest.param(
            "Protocol on Members and Officers\n\nAdopted 4 May 2021. Review May 2024.\n\n"
            "Why There Is a Protocol\n\n1) It helps all of us to do our work.",
            [
                ("metadata", None, "Protocol on Members and Officers"),
                ("metadata", None, "Adopted 4 May 2021. Review May 2024."),
                ("heading", None, "Why There Is a Protocol"),
                ("clause", "1)", "It helps all of us to do our work."),
            ],
            id="heading-below-the-date-of-adoption",
        ),
        pytest.param(
            "Working with the Clerk\n(revised in March 2024)\n\n1. The Clerk is our only officer.",
            [
                ("metadata", None, "Working with the Clerk"),
                ("metadata", None, "(revised in March 2024)"),
                ("clause", "1.", "The Clerk is our only officer."),
            ],
            id="date-in-brackets-below-the-title",
        ),
        pytest.param(
            "A1  Decisions. Councillors decide at meetings and not by telephone.\n"
            "A2  Visits. Councillors tell the Clerk before they visit the yard.\n"
            "A3  Respect. Councillors do not\n(i) shout; or\n(ii) swear.",
            [
                ("heading", "A1", "Decisions."),
                ("clause", None, "Councillors decide at meetings and not by telephone."),
                ("heading", "A2", "Visits."),
                ("clause", None, "Councillors tell the Clerk before they visit the yard."),
                ("heading", "A3", "Respect."),
                ("list_intro", None, "Councillors do not"),
                ("list_item", "(i)", "shout; or"),
                ("list_item", "(ii)", "swear."),
            ],
            id="headings-run-in-behind-a-letter-and-figure",
        ),
        pytest.param(
            "HR1 Purpose\nHR1.1 This manual binds members and staff.\n"
            "HR1.2 It does not replace the code of conduct.\n"
            "HR2 Conduct\nHR2.1 Members may expect:\n(i) prompt replies;\n(ii) honest advice.\n"
            "HR2.2 VAT2 forms are kept by the Clerk.",
            [
                ("heading", "HR1", "Purpose"),
                ("clause", "HR1.1", "This manual binds members and staff."),
                ("clause", "HR1.2", "It does not replace the code of conduct."),
                ("heading", "HR2", "Conduct"),
                ("list_intro", "HR2.1", "Members may expect:"),
                ("list_item", "(i)", "prompt replies;"),
                ("list_item", "(ii)", "honest advice."),
                ("clause", "HR2.2", "VAT2 forms are kept by the Clerk."),
            ],
            id="numbers-behind-the-code-of-a-manual",
        ),
        pytest.param(
            "The Clerk is the only employee.\n\nVAT2 forms are kept by the Clerk.\n\n"
            "COVID19 rules no longer apply to meetings.",
            [
                ("clause", None, "The Clerk is the only employee."),
                ("clause", None, "VAT2 forms are kept by the Clerk."),
                ("clause", None, "COVID19 rules no longer apply to meetings."),
            ],
            id="names-with-figures-are-no-labels",
        ),
        pytest.param(
            "May I borrow the laptop?\n\n"
            "Usually. Tell the Clerk what you need it for and sign the book.\n\n"
            "Who keeps the keys?\n\n"
            "The Clerk only. Councillors ask for them at the office.\n\n"
            "May I keep them?\n\n"
            "Sorry, no. They go back to the office on the same day.",
            [
                ("heading", None, "May I borrow the laptop?"),
                ("clause", None, "Usually. Tell the Clerk what you need it for and sign the book."),
                ("heading", None, "Who keeps the keys?"),
                ("clause", None, "The Clerk only. Councillors ask for them at the office."),
                ("heading", None, "May I keep them?"),
                ("clause", None, "Sorry, no. They go back to the office on the same day."),
            ],
            id="answers-have-no-heading-run-in",
        ),
        pytest.param(
            "1. The chairman is shown the agenda and may suggest changes.\n"
            "2. In the meeting the chairman\n(a) hears everybody; and\n(b) keeps to the time.\n"
            "3. The minutes are signed by the chairman.\n"
            "4. Nobody else may sign them or alter them.",
            [
                ("clause", "1.", "The chairman is shown the agenda and may suggest changes."),
                ("list_intro", "2.", "In the meeting the chairman"),
                ("list_item", "(a)", "hears everybody; and"),
                ("list_item", "(b)", "keeps to the time."),
                ("clause", "3.", "The minutes are signed by the chairman."),
                ("clause", "4.", "Nobody else may sign them or alter them."),
            ],
            id="intro-without-a-verb",
        ),
        pytest.param(
            "Protocol\n\nARTICLE II - MEMBERS\n\nSection A. Members shall be civil to officers.\n\n"
            "Section B. Members shall not give orders.",
            [
                ("metadata", None, "Protocol"),
                ("heading", None, "ARTICLE II - MEMBERS"),
                ("clause", "Section A.", "Members shall be civil to officers."),
                ("clause", "Section B.", "Members shall not give orders."),
            ],
            id="word-with-a-letter",
        ),
        pytest.param(
            "Order 1. Members stand to speak.\nOrder 2. Nobody speaks twice on a motion.\n"
            "Order 3. The Clerk\n— keeps the minutes;\n— has the seal.\n"
            "Order 4. The Chairman keeps order.\nOrder 4A. There is no appeal from the Chairman.",
            [
                ("clause", "Order 1.", "Members stand to speak."),
                ("clause", "Order 2.", "Nobody speaks twice on a motion."),
                ("list_intro", "Order 3.", "The Clerk"),
                ("list_item", "—", "keeps the minutes;"),
                ("list_item", "—", "has the seal."),
                ("clause", "Order 4.", "The Chairman keeps order."),
                ("clause", "Order 4A.", "There is no appeal from the Chairman."),
            ],
            id="word-with-a-number-before-an-intro",
        ),
        pytest.param(
            "2.1 Officers – Officers are employed by the Council. They:\n2.1.1 advise; and\n"
            "2.1.2 administer.\n2.2 Nobody steps into the role of another.",
            [
                ("heading", "2.1", "Officers"),
                ("list_intro", None, "Officers are employed by the Council. They:"),
                ("list_item", "2.1.1", "advise; and"),
                ("list_item", "2.1.2", "administer."),
                ("clause", "2.2", "Nobody steps into the role of another."),
            ],
            id="decimals-after-a-list-of-longer-ones",
        ),
        pytest.param(
            "On this page\n\nWho is it for?\nWho do I ask?\nWhat if I am ill?\n\nWho is it for?\n\n"
            "It is for councillors and staff.\n\nWho do I ask?\n\nYou ask the Clerk about it.\n\n"
            "What if I am ill?\n\nYou ring the office before nine.",
            [
                ("boilerplate", None, "On this page"),
                ("boilerplate", None, "Who is it for?"),
                ("boilerplate", None, "Who do I ask?"),
                ("boilerplate", None, "What if I am ill?"),
                ("heading", None, "Who is it for?"),
                ("clause", None, "It is for councillors and staff."),
                ("heading", None, "Who do I ask?"),
                ("clause", None, "You ask the Clerk about it."),
                ("heading", None, "What if I am ill?"),
                ("clause", None, "You ring the office before nine."),
            ],
            id="contents-of-a-web-page",
        ),
        pytest.param(
            "1. You may complain.\n\n2. The Clerk writes back.\n\n3. A panel may be asked.\n\n"
            "4. Its word is final.\n\n5. The Clerk keeps a list.\n\nComplaint form\n\n"
            "Your name:\n\nYour address:\n\n"
            "What went wrong?\n\nWhat would put it right?\n\nSigned ________",
            [
                ("clause", "1.", "You may complain."),
                ("clause", "2.", "The Clerk writes back."),
                ("clause", "3.", "A panel may be asked."),
                ("clause", "4.", "Its word is final."),
                ("clause", "5.", "The Clerk keeps a list."),
                ("heading", None, "Complaint form"),
                ("metadata", None, "Your name:"),
                ("metadata", None, "Your address:"),
                ("clause", None, "What went wrong?"),
                ("clause", None, "What would put it right?"),
                ("metadata", None, "Signed ________"),
            ],
            id="blanks-and-questions-of-a-form",
        ),
        pytest.param(
            "1. Who decides\nThe panel has three councillors. None may be related to the\n"
            "Clerk or have made the complaint. The panel is chosen afresh for\neach case.\n"
            "2. What it decides\nThe panel may, after hearing the Clerk,\ngive a warning;\n"
            "give a final warning; or\ndismiss the Clerk.\nA warning lapses after a year.",
            [
                ("heading", "1.", "Who decides"),
                (
                    "clause",
                    None,
                    "The panel has three councillors. None may be related to the Clerk or have "
                    "made the complaint. The panel is chosen afresh for each case.",
                ),
                ("heading", "2.", "What it decides"),
                ("list_intro", None, "The panel may, after hearing the Clerk,"),
                ("list_item", None, "give a warning;"),
                ("list_item", None, "give a final warning; or"),
                ("list_item", None, "dismiss the Clerk."),
                ("clause", None, "A warning lapses after a year."),
            ],
            id="list-without-bullets-after-a-comma",
        ),
        pytest.param(
            "The office is open all week.\n\nWHAT WE ASK OF YOU\n\nWe ask that you\n\n"
            "1 ring before you come;\n\n2 write to the office.",
            [
                ("clause", None, "The office is open all week."),
                ("heading", None, "WHAT WE ASK OF YOU"),
                ("list_intro", None, "We ask that you"),
                ("list_item", "1", "ring before you come;"),
                ("list_item", "2", "write to the office."),
            ],
            id="figures-before-phrases",
        ),
        pytest.param(
            "1. RULES\n\n1.1 The Clerk keeps the rules.\n\nSCHEDULE\nRestricted posts\n\n"
            "1. The Clerk holds one of them.",
            [
                ("heading", "1.", "RULES"),
                ("clause", "1.1", "The Clerk keeps the rules."),
                ("heading", None, "SCHEDULE Restricted posts"),
                ("clause", "1.", "The Clerk holds one of them."),
            ],
            id="the-only-schedule",
        ),
        pytest.param(
            "Member Protocol\n\nPart 3, Section B of the Constitution of Fern\n\nPART A: ROLES\n\n"
            "1. The Clerk keeps the rules.\n\nSection B – What staff look for\n\n"
            "2. Staff look for help.",
            [
                ("metadata", None, "Member Protocol"),
                ("metadata", None, "Part 3, Section B of the Constitution of Fern"),
                ("heading", None, "PART A: ROLES"),
                ("clause", "1.", "The Clerk keeps the rules."),
                ("heading", None, "Section B – What staff look for"),
                ("clause", "2.", "Staff look for help."),
            ],
            id="parts-of-this-document-and-of-another",
        ),
        pytest.param(
            "Fern Parish Council\n\nMEMBER PROTOCOL\n\nMembers and Officers\n\n1 Introduction\n\n"
            "1.1 Members decide.\n\n2 The standard we expect\n\n2.1 Members are civil to staff.",
            [
                ("metadata", None, "Fern Parish Council"),
                ("metadata", None, "MEMBER PROTOCOL"),
                ("metadata", None, "Members and Officers"),
                ("heading", "1", "Introduction"),
                ("clause", "1.1", "Members decide."),
                ("heading", "2", "The standard we expect"),
                ("clause", "2.1", "Members are civil to staff."),
            ],
            id="a-second-title-line-above-sections",
        ),
        pytest.param(
            "1. BANKING AND THE AUTHORISATION OF\nPAYMENTS\n1.1 Cheques are signed by two.\n"
            "2. ORDERS FOR WORK, GOODS AND SERVICES\nAND CONTRACTS\n2.1 Orders are in writing.",
            [
                ("heading", "1.", "BANKING AND THE AUTHORISATION OF PAYMENTS"),
                ("clause", "1.1", "Cheques are signed by two."),
                ("heading", "2.", "ORDERS FOR WORK, GOODS AND SERVICES AND CONTRACTS"),
                ("clause", "2.1", "Orders are in writing."),
            ],
            id="headings-of-two-lines-in-capitals",
        ),
        pytest.param(
            "1. Introduction\nThe Council has adopted this Code under the Localism Act 2011.",
            [
                ("heading", "1.", "Introduction"),
                ("clause", None, "The Council has adopted this Code under the Localism Act 2011."),
            ],
            id="the-year-of-an-act-is-no-date-of-adoption",
        ),
        pytest.param(
            "Nobody is told twice\n\nThe Clerk writes it down and sends it round to all members.",
            [
                ("metadata", None, "Nobody is told twice"),
                ("clause", None, "The Clerk writes it down and sends it round to all members."),
            ],
            id="a-title-that-is-a-sentence",
        ),
    ],
)
def test_lines_are_read_as_a_person_reads_them(text, expected):
    assert seen(text) == expected


@pytest.mark.parametrize(
    ("below", "rivals"),
    [
        pytest.param("(i) the hall", ("roman 1",), id="nothing-below-tells"),
        pytest.param("(i) the hall\n(ii) the green", (), id="a-list-in-the-list"),
        pytest.param("(i) the hall\n(j) the green", (), id="the-list-goes-on"),
    ],
)
def test_what_else_a_label_may_be_is_kept_where_nothing_tells(below, rivals):
    letters = "\n".join(f"({letter}) task {letter};" for letter in "abcdefg")
    text = f"3. The Clerk sees to:\n{letters}\n(h) accounts for:\n{below}\n4. No more is asked.\n"

    found = {clause.label: clause.label_rivals for clause in segment(document(text))}

    assert found["(i)"] == rivals
    assert found["(a)"] == ()


def test_each_side_of_a_row_in_two_languages_is_a_clause():
    rows = [
        ("Rhaid i aelodau barchu swyddogion.", "Members must respect officers."),
        ("Mae'r Clerc yn cadw'r cofnodion.", "The Clerk keeps the minutes."),
        ("Ni ddylai aelodau weiddi.", "Members should not shout."),
    ]
    text = "\n".join("\t".join(row) for row in rows)
    lines, start = [], 0
    for row in rows:
        words = "\t".join(row)
        lines.append(Line(words, start, start + len(words), kind=LineKind.TABLE_ROW, cells=row))
        start += len(words) + 1

    clauses = segment(Document("x", State.TEXT, text, tuple(lines), "docx", "test"))

    assert [(clause.text, clause.language) for clause in clauses] == [
        (side, language) for row in rows for side, language in zip(row, ("cy", "en"), strict=True)
    ]
    assert [text[clause.start : clause.end] for clause in clauses] == [
        side for row in rows for side in row
    ]


def test_the_letter_i_continues_a_list_and_the_roman_figure_opens_one():
    letters = "abcdefghij"
    text = "The clerk will:\n" + "\n".join(f"{letter}) do task {letter}" for letter in letters)
    text += "\nThe chair will:\ni) preside\nii) sum up\n"

    labels = [clause.label for clause in segment(document(text))]

    assert labels == [None, *[f"{letter})" for letter in letters], None, "i)", "ii)"]


def test_a_label_stated_by_the_format_is_kept_as_printed():
    text = "Section 2 Conduct\n\n2.1 Members are civil to officers."
    lines = (
        Line("Conduct", 0, 17, kind=LineKind.HEADING, label="Section 2", level=1, closed=True),
        Line("Members are civil to officers.", 19, len(text), label="2.1", closed=True),
    )

    clauses = segment(Document("x", State.TEXT, text, lines, "docx", "test"))

    assert [(clause.kind, clause.label, clause.path) for clause in clauses] == [
        (ClauseKind.HEADING, "Section 2", ()),
        (ClauseKind.CLAUSE, "2.1", ("Section 2 Conduct",)),
    ]


def test_a_line_to_the_left_of_a_bullet_goes_on_with_no_item():
    rows = [
        ("Members:", 60.0, True),
        ("• take motions to committee", 74.0, True),
        ("• leave the yard to the foreman and his men", 74.0, False),
        ("Staff who are told what to do by a member", 60.0, False),
        ("say so to the Clerk.", 60.0, True),
    ]
    text = "\n".join(row for row, _, _ in rows)
    lines = tuple(
        Line(
            row,
            text.index(row),
            text.index(row) + len(row),
            page=1,
            bbox=(x, 80.0 + 14 * n, x + 6 * len(row), 92.0 + 14 * n),
            gap=0.0,
            closed=closed,
        )
        for n, (row, x, closed) in enumerate(rows)
    )

    clauses = segment(Document("x", State.TEXT, text, lines, "application/pdf", "test"))

    assert [clause.text for clause in clauses][2:] == [
        "leave the yard to the foreman and his men",
        "Staff who are told what to do by a member say so to the Clerk.",
    ]


def test_a_numbered_row_of_a_table_is_a_clause():
    text = "1.1\tMembers must declare their interests to the clerk."
    lines = (
        Line(
            text, 0, len(text), kind=LineKind.TABLE_ROW, closed=True, cells=tuple(text.split("\t"))
        ),
    )

    (clause,) = segment(Document("x", State.TEXT, text, lines, "docx", "test"))

    assert (clause.kind, clause.label) == (ClauseKind.CLAUSE, "1.1")


def test_bold_type_tells_a_heading_from_a_short_clause():
    rows = [
        ("Where a matter is reported to the clerk", True),
        ("The clerk writes it down and tells the chair of the staffing committee.", False),
    ]
    text = "\n".join(row for row, _ in rows)
    start = len(rows[0][0]) + 1
    lines = (
        Line(rows[0][0], 0, start - 1, page=1, size=11.0, bold=True, gap=None, closed=True),
        Line(rows[1][0], start, len(text), page=1, size=11.0, bold=False, gap=0.0, closed=True),
    )

    kinds = [clause.kind for clause in segment(Document("x", State.TEXT, text, lines, "pdf", "t"))]

    assert kinds[1] is ClauseKind.CLAUSE
    assert kinds[0] is not ClauseKind.CLAUSE


PLACES = """Netherwick Parish Council
Member and Officer Protocol

1. Roles

1.1 Officers can expect members:

(a) to be civil;
(b) to be brief.

1.2 The clerk advises the council.

1.2 The clerk keeps the minutes.

The minutes are public.

Appendix A: Complaints

1. Informal stage

1.1 The clerk tries to settle the matter.
"""


@pytest.mark.parametrize(
    ("words", "address", "path"),
    [
        pytest.param("Roles", "1", (), id="heading"),
        pytest.param("to be civil;", "1.1(a)", ("1. Roles", "1.1"), id="item"),
        pytest.param("The clerk advises the council.", "1.2", ("1. Roles",), id="clause"),
        pytest.param("The clerk keeps the minutes.", "1.2 #2", ("1. Roles",), id="printed-twice"),
        pytest.param("The minutes are public.", "1, para 1", ("1. Roles",), id="unnumbered"),
        pytest.param("Appendix A: Complaints", "Appendix A", (), id="division"),
        pytest.param(
            "The clerk tries to settle the matter.",
            "Appendix A, 1.1",
            ("1. Informal stage",),
            id="restarted-in-appendix",
        ),
    ],
)
def test_a_clause_is_cited_by_its_number_or_its_place(words, address, path):
    clause = next(clause for clause in segment(document(PLACES)) if clause.text == words)

    assert clause.address == address
    assert clause.path == path


def test_an_item_carries_the_words_of_its_intro():
    item = next(clause for clause in segment(document(PLACES)) if clause.label == "(b)")

    assert item.intro == "Officers can expect members:"
    assert item.audience is Audience.COUNCILLORS


def test_a_recognised_clause_is_as_sure_as_its_lines():
    text = "1. Members must\nbe fair.\n2. Officers act."
    lines = (
        Line("1. Members must", 0, 15, page=1, closed=False, confidence=0.9),
        Line("be fair.", 16, 24, page=1, closed=True, confidence=0.6),
        Line("2. Officers act.", 25, 41, page=2, closed=True),
    )

    clauses = segment(Document("x", State.TEXT_OCR, text, lines, "application/pdf", "test"))

    assert [clause.confidence for clause in clauses] == [round((15 * 0.9 + 8 * 0.6) / 23, 3), None]
