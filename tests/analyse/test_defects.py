"""Defects are found where they are, and nowhere else."""

import re
import time

import pytest

from pipeline.analyse.defects import find_defects
from pipeline.analyse.defects.law import outdated
from pipeline.model import (
    Clause,
    ClauseKind,
    DefectKind,
    Document,
    Evidence,
    PartialDate,
    Review,
    ReviewStatus,
    State,
    StatedDate,
    StatedFacts,
    StatedRole,
)

KINDS = {
    "#": ClauseKind.HEADING,
    "=": ClauseKind.METADATA,
    ":": ClauseKind.LIST_INTRO,
    "-": ClauseKind.LIST_ITEM,
    "|": ClauseKind.TABLE_ROW,
    "~": ClauseKind.BOILERPLATE,
    "'": ClauseKind.CLAUSE,  # quoted
}
LABEL = re.compile(r"(?:Section \d+|\(?[A-Za-z]?\d[\d.]*\)?|\(?[a-z]{1,3}[).]|•) ")


def document(*lines, state=State.TEXT):
    """Make a document of lines such as "# 1. Purpose", "1.1 Text.", ": Intro:", "- a) Item"."""
    text = ""
    clauses = []
    heading, intro = None, None
    for n, line in enumerate(lines, 1):
        mark = line[0] if line[0] in KINDS and line[1] == " " else ""
        body = line[2:] if mark else line
        kind = KINDS.get(mark, ClauseKind.CLAUSE)
        found = LABEL.match(body)
        label = found.group().strip() if found and mark not in ("=", "|") else None
        text += "\n\n" if text else ""
        start = len(text)
        text += body
        if kind is ClauseKind.HEADING:
            heading, intro = body, None
        elif kind is not ClauseKind.LIST_ITEM:
            intro = None
        path = () if kind is ClauseKind.HEADING or heading is None else (heading,)
        if kind is ClauseKind.LIST_ITEM and intro:
            path = (*path, intro)
        words = body[found.end() :] if label else body
        clauses.append(
            Clause("d", n, label, str(n), path, kind, words, start, len(text),
                   quoted=mark == "'", role="title" if mark == "=" and n == 1 else None,
                   intro=intro if kind is ClauseKind.LIST_ITEM else None)
        )  # fmt: skip
        if kind is ClauseKind.LIST_INTRO:
            intro = words
    return Document("d", state, text, (), "text/plain", "test 1"), tuple(clauses)


def facts(council="Fernley Parish Council", council_type="parish", dates=()):
    return StatedFacts("d", None, council, council_type, tuple(dates), None, None, None, None)


def defects(*lines, councils=(), state=State.TEXT, **stated):
    made, clauses = document(*lines, state=state)
    return find_defects(made, clauses, facts(**stated), None, councils=councils)


def found(*lines, **options):
    return [(str(d.kind), d.evidence.quote) for d in defects(*lines, **options)]


NUMBERED = ("# 1. Purpose", "1.1 We work together.", "# 2. Roles", "2.1 Members decide.")


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        pytest.param("2.2 Ask first (see section 9).", "section 9", id="no-such-section"),
        pytest.param("2.2 Paragraph 1.4 applies.", "Paragraph 1.4", id="no-such-paragraph"),
        pytest.param("2.2 Follow clause 7(b).", "clause 7(b)", id="with-letter"),
        pytest.param("2.2 Section Eight says more.", "Section Eight", id="in-words"),
        pytest.param("2.2 See paragraphs 1.1 and 1.6.", "paragraphs 1.1 and 1.6", id="one-of-two"),
    ],
)
def test_a_reference_to_a_number_that_is_not_there_dangles(line, quote):
    assert found(*NUMBERED, line) == [("dangling_reference", quote)]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("2.2 This is subject to 1.1 above.", id="it-is-there"),
        pytest.param("2.2 Section 2 applies.", id="section-by-its-heading"),
        pytest.param("2.2 See section 27 of the Localism Act 2011.", id="an-act"),
        pytest.param("2.2 Under the Localism Act 2011, section 9, they must.", id="act-before"),
        pytest.param("2.2 See paragraph 12 of the Code of Conduct.", id="a-code"),
        pytest.param("2.2 Standing Orders (section 9) set the order.", id="standing-orders"),
        pytest.param("2.2 As section 117 requires, interests are declared.", id="a-high-number"),
        pytest.param("2.2 See section 9 of the financial regulations.", id="in-lower-case"),
        pytest.param("2.2 As section 27 says, standards are high.", id="of-the-localism-act"),
        pytest.param("' See section 9 below.", id="quoted-from-another-text"),
    ],
)
def test_a_reference_that_leads_somewhere_is_left_alone(line):
    assert found(*NUMBERED, line) == []


def test_numbers_in_an_unnumbered_document_refer_to_another():
    assert found("# Purpose", "See section 4.") == []


@pytest.mark.parametrize(
    ("lines", "quotes"),
    [
        pytest.param(["Use the form in Appendix B."], ["Appendix B"], id="not-there"),
        pytest.param(
            ["Use Appendix B.", "In Appendix B we say so."], ["Appendix B"], id="once-only"
        ),
        pytest.param(["Use Appendix B.", "# Appendix B", "A form."], [], id="there"),
        pytest.param(["Use Appendix One.", "# Appendix 1", "A form."], [], id="in-words"),
        pytest.param(["Use Appendix B.", "~ Appendix B .... 4"], [], id="lines-count-when-unsure"),
        pytest.param(["See Appendix 2 of the Standing Orders."], [], id="of-another-text"),
        pytest.param(["See Appendix C of standing orders."], [], id="of-standing-orders"),
        pytest.param(["Exempt under Schedule 12A."], [], id="schedule-of-the-1972-act"),
        pytest.param(["See the attached appendix."], ["attached appendix"], id="without-number"),
        pytest.param(["See the attached appendix.", "# Appendix", "X."], [], id="and-there"),
    ],
)
def test_an_appendix_is_missing_when_only_referred_to(lines, quotes):
    assert found(*lines) == [("missing_appendix", quote) for quote in quotes]


@pytest.mark.parametrize(
    ("lines", "broken"),
    [
        pytest.param(["Gifts are dealt with below.", "Be kind to all."], True, id="nothing-below"),
        pytest.param(["Gifts are dealt with below.", "# Gifts", "None."], False, id="a-heading"),
        pytest.param(
            ["The use of social media is covered below.", "Media enquiries go to the Clerk."],
            True,
            id="half-of-a-subject",
        ),
        pytest.param(
            ["The use of social media is covered below.", "Nothing is put on social media."],
            False,
            id="the-whole-subject",
        ),
        pytest.param(
            ["Handling of letters is set out below.", "# Correspondence", "Copies."],
            False,
            id="another-word-for-it",
        ),
        pytest.param(["The stages are set out below.", "- a) talk;"], False, id="a-list-follows"),
        pytest.param(["The stages are set out below:", "We talk."], False, id="a-colon"),
        pytest.param(["Costs are shown below the line."], False, id="not-a-promise"),
    ],
)
def test_a_promise_is_broken_when_nothing_later_takes_it_up(lines, broken):
    kinds = [kind for kind, _ in found("We agree on this.", *lines)]
    assert kinds == ["dangling_reference"] * broken


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        pytest.param(["2.1", "2.2", "2.2", "2.3"], ["duplicate_number 2.2"], id="twice"),
        pytest.param(["2.1", "2.3"], ["skipped_number 2.3"], id="skipped"),
        pytest.param(["2.1", "2.2", "2.3"], [], id="in-order"),
        pytest.param(["1.1", "2.1", "3.1", "1.1", "2.1"], [], id="second-part-starts-afresh"),
        pytest.param(["2.1", "2.9"], [], id="a-gap-too-wide-to-be-a-slip"),
        pytest.param(["1.1", "1.2", "2.1", "2.2"], [], id="two-sections"),
    ],
)
def test_numbers_are_compared_with_their_neighbours(labels, expected):
    lines = [f"{label} Rule number {i} of ours." for i, label in enumerate(labels)]
    got = defects(*lines)
    assert [f"{d.kind} {d.evidence.quote.split()[0]}" for d in got] == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        pytest.param(["a)", "b)", "d)"], ["skipped_number"], id="letter-skipped"),
        pytest.param(["a)", "b)", "b)", "c)"], ["duplicate_number"], id="letter-twice"),
        pytest.param(["g)", "h)", "j)"], [], id="i-left-out-on-purpose"),
        pytest.param(["h)", "i)", "j)"], [], id="i-is-a-letter"),
        pytest.param(["i)", "ii)", "iii)"], [], id="i-is-a-number"),
        pytest.param(["(a)", "(b)", "(a)", "(b)"], [], id="two-lists"),
    ],
)
def test_letters_of_a_list_are_compared(labels, expected):
    items = [f"- {label} thing {'abcdefgh'[i]};" for i, label in enumerate(labels)]
    assert [kind for kind, _ in found(": Members must:", *items)] == expected


def test_a_number_inside_the_clause_before_is_not_skipped():
    assert found("2.1 One rule. 2.2 Another.", "2.3 A third.") == []


def test_misread_digits_of_a_scan_are_not_reported():
    assert found("2.1 One.", "2.3 Two two.", state=State.OCR) == []


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        pytest.param("Staff of Wexcombe Town Council help.", "Wexcombe Town Council", id="listed"),
        pytest.param(
            "Sutton Parva Parish Council agrees.", "Sutton Parva Parish Council", id="new"
        ),
        pytest.param(
            "Upper Fernley Parish Council agrees.", "Upper Fernley Parish Council", id="namesake"
        ),
        pytest.param("Mae Cyngor Cymuned Llanfair.", "Cyngor Cymuned Llanfair", id="welsh"),
    ],
)
def test_another_councils_name_is_found(line, quote):
    got = found(line, council="Lower Fernley Parish Council", councils=["Wexcombe Town Council"])
    assert got == [("wrong_council", quote)]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Fernley Parish Council agrees.", id="its-own"),
        pytest.param("Lower Fernley Parish Council agrees.", id="its-own-in-full"),
        pytest.param("FERNLEY PARISH COUNCIL", id="in-capitals"),
        pytest.param("Every Parish Council needs rules.", id="any"),
        pytest.param("She is also a member of Wexcombe Town Council.", id="two-seats"),
        pytest.param("Members of the Parish Council agree.", id="the"),
        pytest.param("The Clerk is shared with Wexcombe Town Council.", id="a-shared-clerk"),
        pytest.param("The Monitoring Officer of Marlshire District Council.", id="principal"),
        pytest.param("The Role Of The Parish Council", id="title-case"),
    ],
)
def test_innocent_names_are_left_alone(line):
    got = found(line, council="Lower Fernley Parish Council", councils=["Wexcombe Town Council"])
    assert [kind for kind, _ in got if kind == "wrong_council"] == []


def test_without_its_own_name_only_the_register_tells():
    assert found("Sutton Parish Council agrees.", council=None) == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param("= Model Member-Officer Protocol", "template_residue", id="title"),
        pytest.param("Guidance note: delete this.", "template_residue", id="note"),
        pytest.param("Chairman / Mayor (delete as appropriate).", "template_residue", id="delete"),
        pytest.param("Councils may wish to add a rule.", "template_residue", id="advice"),
        pytest.param("Anytown Town Council agrees.", "template_residue", id="made-up-council"),
        pytest.param("The [insert name of officer] decides.", "placeholder", id="insert"),
        pytest.param("Reply within XX days.", "placeholder", id="xx"),
        pytest.param("= Adopted on ............", "placeholder", id="dots"),
        pytest.param("| Minute ref\t______", "placeholder", id="line"),
        pytest.param("| Next review\tTBC", "placeholder", id="to-be-confirmed"),
        pytest.param("This is <<Council Name>>.", "placeholder", id="merge-field"),
        pytest.param("The treasurer is ________ now.", "placeholder", id="line-in-a-rule"),
        pytest.param("Agreed by the full meeting on (date).", "placeholder", id="date-in-brackets"),
        pytest.param("Your council should add rules.", "template_residue", id="your-council"),
        pytest.param("Adopted on xx/xx/20xx.", "placeholder", id="blank-date"),
    ],
)
def test_what_a_model_left_behind_is_found(line, kind):
    assert [kind for kind, _ in found(line)] == [kind]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Signed ............ Chair, date ............", id="a-line-to-sign-on"),
        pytest.param("I ________ have read this protocol.", id="a-slip-to-fill-in"),
        pytest.param("~ 1. Review of the council .......... 3", id="contents"),
        pytest.param("The model code applies.", id="the-model-code"),
        pytest.param("= The Model Railway Club", id="no-protocol"),
        pytest.param("The member said that he [the Clerk] was right.", id="editorial-brackets"),
        pytest.param("See Chapter XX.", id="a-roman-number"),
        pytest.param("Say who has a copy (e.g. copy to XX).", id="an-example"),
        pytest.param("| Date:\t............", id="a-date-to-write"),
        pytest.param("The council should be told.", id="a-rule"),
        pytest.param("Councillors may wish to ask the Clerk.", id="councillors-not-councils"),
        pytest.param("Think twice...", id="an-ellipsis"),
    ],
)
def test_ordinary_text_is_no_residue(line):
    assert found(line) == []


@pytest.mark.parametrize(
    ("line", "council_type", "quotes"),
    [
        pytest.param("Under the Data Protection Act 1998.", "parish",
                     ["Data Protection Act 1998"], id="repealed"),
        pytest.param("Under the Data Protection Act 2018.", "parish", [], id="in-force"),
        pytest.param("An Act of 2018 replaced the Data Protection Act 1998.", "parish",
                     [], id="as-history"),
        pytest.param("Complain to the Standards Board for England.", "parish",
                     ["Standards Board"], id="abolished"),
        pytest.param("Part III of the Local Government Act 2000 applies.", "town",
                     ["Part III of the Local Government Act 2000"], id="english-regime"),
        pytest.param("It comes from Part 111 of the Local Government Act 2000.", "parish",
                     ["Part 111 of the Local Government Act 2000"], id="ones-for-roman-three"),
        pytest.param("Part III of the Local Government Act 2000 applies.", "community", [],
                     id="in-force-in-wales"),
        pytest.param("Write to the Standards Committee.", "parish", [], id="may-still-exist"),
        pytest.param("Go to the Standards Board, then the Standards Committee.", "parish",
                     ["Standards Board", "Standards Committee"], id="beside-the-old-regime"),
        pytest.param("The National Assembly for Wales says so.", "community",
                     ["National Assembly for Wales"], id="welsh-body"),
        pytest.param("The UK GDPR applies.", "parish", [], id="uk-gdpr"),
        pytest.param("The EU GDPR applies.", "parish", ["EU GDPR"], id="eu-gdpr"),
        pytest.param("DBS checks replaced CRB checks.", "parish", [], id="crb-as-history"),
    ],
)  # fmt: skip
def test_law_is_outdated_by_country(line, council_type, quotes):
    got = found(line, council_type=council_type, council=None)
    assert got == [("outdated_reference", quote) for quote in quotes]


def test_the_list_of_outdated_law_is_complete_and_distinct():
    entries = outdated()

    assert len(entries) >= 40
    assert len({entry.what for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.country in ("", "England", "Wales")
        assert re.fullmatch(r"\d{4}(-\d{2}){0,2}", entry.since)
        assert entry.replaced_by


@pytest.mark.parametrize(
    ("lines", "quotes"),
    [
        pytest.param(["Read the Clerk’s Handbook (3rd edition, 2009)."],
                     ["Read the Clerk’s Handbook (3rd edition, 2009)"], id="edition"),
        pytest.param(["Go. Read the 2007 edition."], ["Read the 2007 edition"], id="year"),
        pytest.param(["# Background papers", "= Village Code (12 May 2011)"],
                     ["Village Code (12 May 2011)"], id="in-a-list-of-papers"),
        pytest.param(["# Background papers", "= Localism Act (2011)"], [], id="an-act"),
        pytest.param(["Read the guide (9th edition, 2024)."], [], id="recent"),
        pytest.param(["| Version 2.1\tMay 2011"], [], id="its-own-version"),
        pytest.param(["The Council was formed in 2009."], [], id="a-year"),
    ],
)  # fmt: skip
def test_old_editions_are_dated(lines, quotes):
    assert found(*lines) == [("dated_reference", quote) for quote in quotes]


@pytest.mark.parametrize(
    ("lines", "quotes"),
    [
        pytest.param(["Tell the Leader of the Council."],
                     ["the Leader of the Council"], id="leader"),
        pytest.param(["Tell the Leader of the District Council."], [], id="of-the-district"),
        pytest.param(["Even if he is styled ‘Leader’ he may not."], [], id="so-called"),
        pytest.param(["Tell the Group Leader."], [], id="of-a-group"),
        pytest.param(["Tell the Chief Executive."], ["Chief Executive"], id="chief-executive"),
        pytest.param(["The Town Clerk and Chief Executive advises."], [], id="the-clerk-is"),
        pytest.param(["Tell the Chief Executive."] * 3, [], id="often-named"),
        pytest.param(["The Portfolio Holder decides."], ["The Portfolio Holder"], id="executive"),
        pytest.param(["Go to the Council’s Monitoring Officer."],
                     ["the Council’s Monitoring Officer"], id="own-monitoring-officer"),
        pytest.param(["Go to the District Council’s Monitoring Officer."], [], id="of-principal"),
    ],
)  # fmt: skip
def test_offices_that_the_council_lacks_are_undefined(lines, quotes):
    got = found(*lines, council_type="town", council="Fernley Town Council")
    assert got == [("undefined_role", quote) for quote in quotes]


def test_a_parish_council_has_no_town_clerk():
    assert found("Ask the Town Clerk.") == [("undefined_role", "Town Clerk")]


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        pytest.param(
            ["Give the Clerk six clear days’ notice of any item for the agenda.",
             "Items for the agenda reach the Clerk ten clear days before the meeting."],
            1, id="two-notices"),
        pytest.param(
            ["Give the Clerk six clear days’ notice of any item for the agenda.",
             "The agenda is issued three clear days before the meeting."],
            0, id="notice-and-issue"),
        pytest.param(
            ["Members must not give orders to any officer.",
             "Members must give orders to any officer."],
            1, id="with-and-without-not"),
        pytest.param(
            ["Only the Clerk may speak to the press.", "Only the Mayor may speak to reporters."],
            1, id="two-sole-spokesmen"),
        pytest.param(
            ["Only the Clerk or the Mayor may speak to the press.",
             "Only the Mayor may speak to reporters about an election."],
            0, id="either-of-two"),
    ],
)  # fmt: skip
def test_clauses_that_cannot_both_hold_contradict(lines, count):
    kinds = [kind for kind, _ in found(*lines, council_type="town", council=None)]
    assert kinds == ["contradiction"] * count


@pytest.mark.parametrize(
    ("lines", "quotes"),
    [
        pytest.param(
            ["Be kind.", "# 2. Gifts", "# 3. Review", "Each year."], ["2. Gifts"], id="next"
        ),
        pytest.param(["Be kind.", "# GIFTS", "# REVIEW", "Each year."], ["GIFTS"], id="unnumbered"),
        pytest.param(["Be kind.", "# 2. Gifts"], ["2. Gifts"], id="at-the-end"),
        pytest.param(["# Protocol", "# 1. Purpose", "Be kind."], [], id="title"),
        pytest.param(["Be kind.", "# Appendix A", "# A form", "Name."], [], id="appendix"),
        pytest.param(["Be kind.", "# Review history", "| 2020\tadopted"], [], id="a-table"),
        pytest.param(
            ["Be kind.", "# Working with", "# members of staff", "X."], [], id="two-lines"
        ),
        pytest.param(["A.", "# B", "# C", "# D", "# E", "# F", "X."], [], id="so-many-are-misread"),
    ],
)
def test_a_heading_with_nothing_under_it_is_empty(lines, quotes):
    assert found(*lines) == [("empty_heading", quote) for quote in quotes]


@pytest.mark.parametrize(
    ("lines", "quotes"),
    [
        pytest.param(["Tell the the Clerk."], ["the the"], id="word-twice"),
        pytest.param(["# 2. On Committees Committee", "X."], ["Committees Committee"], id="plural"),
        pytest.param(["He had had enough, and that that is."], [], id="good-english"),
        pytest.param(["Ask the Council Council Tax is due."], ["Council Council"], id="names"),
        pytest.param([": We must:", "- a) be on time;", "- b) listen;", "- c) be on time; and"],
                     ["c) be on time; and"], id="item-twice"),
        pytest.param([": We must:", "- a) be on time;", ": They must:", "- a) be on time."],
                     [], id="two-lists"),
        pytest.param([": Officers can expect from members:", "- a) help.",
                      ": Officers can expect members:", "- a) respect."],
                     ["Officers can expect members:"], id="list-twice"),
    ],
)  # fmt: skip
def test_repetition_is_probably_a_slip(lines, quotes):
    assert found(*lines) == [("probable_copy_error", quote) for quote in quotes]


def _stated(words, day, text, role=StatedRole.ADOPTED, body=None, flags=()):
    start = text.index(words)
    evidence = Evidence("d", start, start + len(words), words)
    return StatedDate(role, PartialDate(*day), evidence, body, flags)


@pytest.mark.parametrize(
    ("second", "body", "conflict"),
    [
        pytest.param((2022, 5, 3), None, True, id="another-day"),
        pytest.param((2022, 3), None, False, id="the-same-less-precisely"),
        pytest.param((2022, 5, 3), "Policy Committee", False, id="committee-first"),
    ],
)
def test_two_dates_of_adoption_conflict_unless_they_agree(second, body, conflict):
    made, clauses = document("= Adopted first.", "Be kind.", "= Adopted again.")
    dates = (
        _stated("Adopted first", (2022, 3, 8), made.text),
        _stated("Adopted again", second, made.text, body=body),
    )
    got = find_defects(made, clauses, facts(dates=dates), None, councils=())

    assert [d.kind for d in got] == [DefectKind.CONFLICTING_DATES] * conflict


def test_dates_that_the_reading_of_dates_flags_conflict():
    made, clauses = document("= Adopted first.", "= Adopted again.")
    dates = (
        _stated("Adopted first", (2022, 3, 8), made.text, flags=("conflicting_dates",)),
        _stated("Adopted again", (2022, 3, 9), made.text, flags=("conflicting_dates",)),
    )
    got = find_defects(made, clauses, facts(dates=dates), None, councils=())

    assert [d.evidence.quote for d in got] == ["Adopted again"]


def test_two_adoptions_in_one_sentence_are_a_history():
    made, clauses = document("Be kind.", "Adopted first, and Adopted again.", "Be fair.")
    dates = (
        _stated("Adopted first", (2019,), made.text),
        _stated("Adopted again", (2023,), made.text),
    )
    assert find_defects(made, clauses, facts(dates=dates), None, councils=()) == ()


def test_a_review_due_before_adoption_conflicts():
    made, clauses = document("Be kind.", "= Review due 2019.", "= Adopted 2021.")
    start = made.text.index("Review due 2019")
    due = Evidence("d", start, start + 15, "Review due 2019")
    review = Review(
        "d", None, PartialDate(2021), None, PartialDate(2019), (), None, (),
        ReviewStatus.AMBIGUOUS, (), None, None, None, None, None,
        ("review_before_adoption",), (("review_due", due),),
    )  # fmt: skip
    got = find_defects(made, clauses, facts(), review, councils=())

    assert [(d.kind, d.evidence.quote) for d in got] == [
        (DefectKind.CONFLICTING_DATES, "Review due 2019")
    ]


def test_versions_in_a_history_table_do_not_conflict():
    made, clauses = document("Be kind.", "| 1.0 adopted\tfirst", "| 2.0 adopted\tsecond")
    dates = (
        _stated("1.0 adopted\tfirst", (2019,), made.text),
        _stated("2.0 adopted\tsecond", (2022,), made.text),
    )
    assert find_defects(made, clauses, facts(dates=dates), None, councils=()) == ()


def test_a_defect_quotes_the_words_at_its_place():
    made, clauses = document(*NUMBERED, "2.2 Ask first (see section 9).", "Tell the the Clerk.")
    for defect in find_defects(made, clauses, facts(), None, councils=()):
        evidence = defect.evidence
        assert made.text[evidence.start : evidence.end] == evidence.quote
        assert clauses[evidence.n - 1].start <= evidence.start < clauses[evidence.n - 1].end
        assert defect.detail.endswith(".")


def test_defects_come_in_reading_order_and_only_once():
    got = defects(*NUMBERED, "2.2 See section 9 and section 8.", "Tell the the Clerk.")
    places = [d.evidence.start for d in got]

    assert places == sorted(places)
    assert len(set(got)) == len(got) == 3


def test_an_unreadable_document_has_no_defects():
    assert found("Tell the the Clerk.", state=State.UNREADABLE) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a " * 10_000, id="letters"),
        pytest.param("The " * 5_000 + "Parish Council", id="capitals"),
        pytest.param("[insert " * 2_500, id="brackets"),
        pytest.param("adopted " + "." * 20_000, id="dots"),
        pytest.param("section 9, 9, 9, " * 1_200, id="references"),
        pytest.param("is covered " * 1_800 + "below", id="promises"),
        pytest.param("Local Government Act 2000 " * 800, id="law"),
        pytest.param("only the Clerk " * 1_300, id="offices"),
        pytest.param(" " * 20_000, id="spaces"),
        pytest.param("(1st edition " * 1_600, id="editions"),
    ],
)
def test_hostile_text_is_checked_in_linear_time(text):
    began = time.perf_counter()
    defects(f"x {text}")
    assert time.perf_counter() - began < 5
