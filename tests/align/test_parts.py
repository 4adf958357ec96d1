"""A paragraph of one council that is several clauses of another."""

import pytest

from pipeline.align import align
from pipeline.align.parts import parts_of
from pipeline.model import Audience
from pipeline.text.folding import fold_item
from tests.align.invented import clause, document

CIVIL = "Staff are spoken to civilly and never shouted at in the office."
PAPERS = "Confidential papers are kept locked away and are never copied."
LETTERS = "Letters to residents are signed by the Clerk and filed by date."
WHOLE = f"{CIVIL} {PAPERS} {LETTERS}"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("…", [], id="no-words"),
        pytest.param("Be civil to one another at all times.", [], id="one-sentence-is-no-part"),
        pytest.param(
            "Be civil. Keep all the papers safe and locked away.", [], id="nearly-the-whole-clause"
        ),
        pytest.param(
            "Be civil at all times; keep the papers safe and locked.",
            ["Be civil at all times;", "keep the papers safe and locked."],
            id="semicolon",
        ),
        pytest.param(
            "We must (a) be civil at all times, (b) keep the papers safe, (c) go.",
            ["(a) be civil at all times", "(b) keep the papers safe"],
            id="letters-and-no-part-of-two-words",
        ),
        pytest.param(
            "We will i) be civil at all times ii) keep the papers safe",
            ["i) be civil at all times", "ii) keep the papers safe"],
            id="roman-numbers",
        ),
        pytest.param(
            "Is the Clerk in today? Then ask her first! Otherwise leave a note.",
            ["Is the Clerk in today?", "Then ask her first!", "Otherwise leave a note."],
            id="questions",
        ),
        pytest.param(
            "It costs £1.50 a copy.\nOrders are taken at the desk.",
            ["It costs £1.50 a copy.", "Orders are taken at the desk."],
            id="a-point-within-a-number-and-a-line-break",
        ),
    ],
)
def test_a_clause_is_cut_at_sentences_semicolons_and_letters(text, parts):
    assert [text[start:end] for start, end in parts_of(text)] == parts


@pytest.fixture
def links(params):
    """Give a function that finds links: the clause, its words, and whose family they are in."""

    def found(*documents):
        clauses = [each for one in documents for each in one]
        texts = {(each.doc, each.n): each.text for each in clauses}
        lined_up, _ = align(clauses, {}, params=params)
        members = {
            family.id: [(m.doc, m.n) for m in family.members] for family in lined_up.families
        }
        for link in lined_up.partial_links:
            assert (link.doc, link.n) not in members[link.family]
            assert 0.0 <= link.score <= 1.0
        return [
            (link.doc, texts[link.doc, link.n][link.start : link.end], members[link.family])
            for link in lined_up.partial_links
        ]

    return found


LIST = document("fern", CIVIL, PAPERS, LETTERS)


def test_a_paragraph_is_linked_to_the_families_of_its_parts_but_not_to_its_own(links):
    """It stands in the family of its papers, so that part is no link."""
    assert links(LIST, document("marsh", WHOLE)) == [
        ("marsh", CIVIL, [("fern", 1)]),
        ("marsh", LETTERS, [("fern", 3)]),
    ]


@pytest.mark.parametrize(
    ("list_binds", "paragraph_binds", "linked"),
    [
        pytest.param(Audience.OFFICERS, Audience.COUNCILLORS, False, id="mirrored"),
        pytest.param(Audience.COUNCILLORS, Audience.OFFICERS, False, id="mirrored-the-other-way"),
        pytest.param(Audience.COUNCILLORS, Audience.COUNCILLORS, True, id="the-same-party"),
        pytest.param(Audience.COUNCILLORS, Audience.BOTH, True, id="both-parties-are-one-of-them"),
        pytest.param(Audience.NONE, Audience.OFFICERS, True, id="nobody-in-particular"),
    ],
)
def test_duties_of_opposite_parties_are_not_linked(links, list_binds, paragraph_binds, linked):
    items = document("fern", CIVIL, PAPERS, LETTERS, audience=list_binds)
    paragraph = document("marsh", WHOLE, audience=paragraph_binds)

    assert bool(links(items, paragraph)) is linked


@pytest.mark.parametrize(
    "part",
    [
        pytest.param("Councillors are spoken to civilly and never shouted at.", id="another-party"),
        pytest.param("The hall is let by the hour and swept on Fridays.", id="another-subject"),
    ],
)
def test_what_says_something_else_is_not_linked(links, part):
    paragraph = document("marsh", f"{part} Bicycles are left at the rack behind the shed.")

    assert links(LIST, paragraph) == []


def test_a_clause_is_not_linked_to_others_of_its_own_document(links):
    assert links(document("fern", WHOLE, CIVIL, PAPERS)) == []


def test_a_part_that_its_own_family_says_is_no_link(links):
    assert links(document("fern", WHOLE), document("marsh", WHOLE)) == []


def test_a_part_in_another_language_is_not_linked(links):
    assert links(LIST, document("marsh", WHOLE, language="cy")) == []


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(WHOLE.upper(), id="capitals"),
        pytest.param(f"  {WHOLE}", id="indented"),
        pytest.param(WHOLE.replace(". ", ".\n\n"), id="line-breaks"),
        pytest.param(f"“{CIVIL}” “{PAPERS}” {LETTERS}", id="quotation-marks"),
        pytest.param(WHOLE.replace(". ", "; "), id="semicolons"),
        pytest.param(
            WHOLE.replace(CIVIL, CIVIL.replace("civilly and", "civilly, and")), id="commas"
        ),
    ],
)
def test_words_are_found_in_each_councils_own_spelling(links, written):
    found = links(LIST, document("marsh", WHOLE), (clause("zeal", 1, written),))
    own = [(words, homes) for doc, words, homes in found if doc == "zeal"]

    assert [homes for _, homes in own] == [[("fern", 1)], [("fern", 3)]]
    for (words, _), wanted in zip(own, (CIVIL, LETTERS), strict=True):
        assert fold_item(words) == fold_item(wanted)


def test_a_council_that_cuts_its_sentences_otherwise_gets_no_others_words(links):
    """The same words with another full stop: its second part is not the others' second part."""
    joined = f"{CIVIL.rstrip('.')}, {PAPERS[0].lower()}{PAPERS[1:]} {LETTERS}"
    found = links(LIST, document("marsh", WHOLE), (clause("zeal", 1, joined),))

    for doc, words, homes in found:
        if doc == "zeal":
            assert fold_item(words) == fold_item({1: CIVIL, 2: PAPERS, 3: LETTERS}[homes[0][1]])
