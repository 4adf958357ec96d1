"""Which wordings are offered to another council, in which order, and which never."""

from dataclasses import fields, replace

import pytest

from pipeline.analyse.borrowing import borrowable, chosen, usual_order
from pipeline.analyse.borrowing.faults import Fault, faults
from pipeline.analyse.borrowing.naming import Naming
from pipeline.analyse.borrowing.suitability import WEIGHTS, Marks, marks_of, suitability
from pipeline.analyse.borrowing.units import Bearing, Unit, units
from pipeline.model import (
    Basis,
    Borrowable,
    Clause,
    ClauseKind,
    Codebook,
    Coding,
    Council,
    Defect,
    DefectKind,
    Evidence,
    Family,
    Force,
    Level,
    Lineage,
    Member,
    PartialDate,
    Provision,
    Relation,
    Review,
    ReviewStatus,
    Source,
    Standing,
)
from pipeline.text.blanks import blanks

PRESS = "The Clerk must answer every question from the press on behalf of the Council."
POSTS = "Councillors must not write about staff on social media, whoever started the conversation."
RULES, ITEM, INTRO = Level.RULES, ClauseKind.LIST_ITEM, ClauseKind.LIST_INTRO


def clause(doc, n, text, kind=ClauseKind.CLAUSE, *, path=("Press",), **more):
    return Clause(doc, n, f"{n}.", str(n), path, kind, text, n * 500, n * 500 + len(text), **more)


def coding(doc, n, provision="press", score=0.95, level=RULES, basis=Basis.CLASSIFIER):
    return Coding(doc, n, provision, level, basis, score)


def review(doc, status=ReviewStatus.CURRENT, years=1.0):
    dated = None if years is None else PartialDate(2026 - int(years), 5)
    return Review(
        doc,
        None,
        dated,
        None,
        None,
        (),
        None,
        (),
        status,
        (),
        None,
        years,
        None,
        None,
        None,
        (),
        (),
    )


def codebook(**cues):
    given = cues or {"press": ("press",), "posts": ("social media",)}
    return Codebook(
        "1",
        "Test",
        tuple(
            Provision(name, name.title(), "?", name, "All", (), (), words)
            for name, words in given.items()
        ),
    )


def pools(clauses, codings, *, reviews=None, names=None, towns=(), **more):
    """Find what can be borrowed from some clauses, each document of a council of its own."""
    docs = sorted({each.doc for each in clauses})
    names = names or {}
    given = {
        "sources": [
            Source(doc, f"{doc}.pdf", "0", 1, url=f"https://{doc}.example/p.pdf") for doc in docs
        ],
        "councils": {
            doc: Council(
                "town" if doc in towns else "parish",
                "Withyshire",
                "England",
                name=names.get(doc, f"{doc.title()} Parish Council"),
                doc=doc,
            )
            for doc in docs
        },
        "forces": [
            Force(each.doc, each.n, "must", False, "officers", (), ())
            for each in clauses
            if each.kind.substantive
        ],
        "reviews": reviews or [review(doc) for doc in docs],
        "defects": (),
        "families": (),
        "lineages": (),
        "near": 0.75,
        "doubtful_below": 0.8,
    }
    return borrowable(clauses, codings, codebook(), **(given | more))


def one(text, *, council="Fern Parish Council", kind=ClauseKind.CLAUSE, more=()):
    items = (clause("fern", n, item, ITEM) for n, item in enumerate(more, start=2))
    unit = Unit((clause("fern", 1, text, kind), *items), kind is INTRO)
    return faults(unit, [blanks(c.text, council=council) for c in unit.clauses], council=council)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("However, the Clerk may answer the press at any time.", Fault.LEANS, id="but"),
        pytest.param(
            "This includes anything said to the press in private.", Fault.LEANS, id="this"
        ),
        pytest.param("They must not speak to the press on its behalf.", Fault.LEANS, id="they"),
        pytest.param("Neither may answer the press without the other.", Fault.LEANS, id="neither"),
        pytest.param("With the consent of both, the Clerk asks the press.", Fault.LEANS, id="both"),
        pytest.param("In such cases the Clerk answers the press alone.", Fault.LEANS, id="cases"),
        pytest.param("It applies to any answer that the press is given.", Fault.LEANS, id="it"),
        pytest.param("The Clerk answers the press as set out above.", Fault.REFERENCE, id="above"),
        pytest.param("The press is dealt with below by the Clerk.", Fault.REFERENCE, id="below"),
        pytest.param("Under paragraph 4.2 the Clerk answers the press.", Fault.REFERENCE, id="4.2"),
        pytest.param(
            "The Clerk answers the press on the form in Appendix B.", Fault.REFERENCE, id="appendix"
        ),
        pytest.param(
            "The Clerk answers the press under this section.", Fault.REFERENCE, id="section"
        ),
        pytest.param("The Clerk answers within [number] days.", Fault.UNFILLED, id="bracket"),
        pytest.param("The Clerk of ______ must answer the press.", Fault.UNFILLED, id="line"),
        pytest.param("The Clerk answers the press on XX days each week.", Fault.UNFILLED, id="xx"),
        pytest.param(
            "The Clerk of Marsh Town Council answers the press.", Fault.OTHER_COUNCIL, id="marsh"
        ),
        pytest.param("Mrs J Ashe answers the press for the Council.", Fault.PERSON, id="name"),
        pytest.param("The press may ring the Clerk on 01234 567890.", Fault.PERSON, id="telephone"),
        pytest.param("The press writes to clerk@fern.example at once.", Fault.PERSON, id="email"),
        pytest.param(
            "and must answer the press in a day of being asked.", Fault.FRAGMENT, id="and"
        ),
        pytest.param(
            "When the press asks, the Clerk must do the following:", Fault.FRAGMENT, id=":"
        ),
        pytest.param("The Clerk must answer the press and", Fault.FRAGMENT, id="open"),
        pytest.param("Ask the Clerk first.", Fault.LENGTH, id="short"),
        pytest.param("The Clerk answers the press. " * 60, Fault.LENGTH, id="long"),
    ],
)
def test_what_is_of_no_use_elsewhere_is_not_offered(text, fault):
    assert fault in one(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PRESS, id="plain"),
        pytest.param("Fern Parish Council answers the press through the Clerk.", id="own-name"),
        pytest.param("Officers must be above reproach when the press is there.", id="reproach"),
        pytest.param("The press may ask for anything above £500 that was spent.", id="above-500"),
        pytest.param("Section 27 of the Localism Act 2011 binds the Clerk, too.", id="law"),
        pytest.param("This protocol binds whoever speaks to the press.", id="this-protocol"),
        pytest.param("It is the duty of the Clerk to answer the press.", id="it-is"),
        pytest.param("The Clerk answers the press within three working days.", id="days"),
        pytest.param("Both councillors and officers must send the press on.", id="both-and"),
        pytest.param("Neither councillors nor officers may brief the press.", id="neither-nor"),
        pytest.param("The Monitoring Officer of the district council is told.", id="district"),
        pytest.param('"Press" means everybody who writes for the public.', id="definition"),
    ],
)
def test_what_is_complete_in_itself_is_offered(text):
    assert not one(text)


def test_a_list_intro_is_no_use_without_its_items():
    assert Fault.FRAGMENT in one("Officers must tell the press:", kind=INTRO)
    assert not one(
        "Officers must tell the press:", kind=INTRO, more=("when the Council meets; and", "where.")
    )


def test_a_list_is_cut_out_with_its_intro_and_what_is_nested_in_it():
    intro = clause("fern", 1, "Officers must:", INTRO)
    below = {"path": ("Press", "1."), "intro": intro.text}
    found = list(
        units(
            [
                intro,
                clause("fern", 2, "answer;", ITEM, **below),
                clause("fern", 3, "and send:", INTRO, **below),
                clause("fern", 4, "papers.", ITEM, path=("Press", "1.", "3."), intro="and send:"),
                clause("fern", 5, PRESS),
            ]
        )
    )

    assert [[c.n for c in unit.clauses] for unit in found] == [[1, 2, 3, 4], [5]]


def test_of_a_list_about_other_things_only_the_items_that_matter_are_given():
    intro = clause("fern", 1, "Members and officers shall at all times:", INTRO)
    items = (
        "be courteous to one another in public;",
        "answer no question that the press puts to the Council;",
        "keep to the speed limit in the car park; and",
        "wear a badge.",
    )
    below = {"path": ("Press", "1."), "intro": intro.text}
    clauses = [
        intro,
        *(clause("fern", n, text, ITEM, **below) for n, text in enumerate(items, start=2)),
    ]

    (wording,) = pools(clauses, [coding("fern", 3)])["press"]

    assert [text for _, text in wording.paragraphs] == [intro.text, items[1]]
    assert [label for label, _ in wording.paragraphs] == ["1.", "3."]
    assert wording.n == 1


def test_a_wording_says_where_it_is_from():
    heading = clause("fern", 1, "Press", ClauseKind.HEADING, path=())
    (wording,) = pools([heading, clause("fern", 2, PRESS, page=3)], [coding("fern", 2)])["press"]

    assert wording == Borrowable(
        "press",
        "fern",
        2,
        "Fern Parish Council",
        "Press",
        (("2.", PRESS),),
        3,
        "https://fern.example/p.pdf",
        PartialDate(2025, 5),
        ReviewStatus.CURRENT,
        "",
        1,
        wording.suitability,
    )
    assert 0.65 <= wording.suitability <= 1.0


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "", None, "ftp://a/b"]
)
def test_only_web_addresses_are_given(url):
    sources = [Source("fern", "fern.pdf", "0", 1, url=url)]
    (wording,) = pools([clause("fern", 1, PRESS)], [coding("fern", 1)], sources=sources)["press"]

    assert wording.url is None


@pytest.mark.parametrize(
    "coded",
    [
        pytest.param([coding("fern", 1, score=0.6)], id="not-sure"),
        pytest.param([coding("fern", 1, level=Level.MENTION)], id="mention"),
        pytest.param([coding("fern", 1, basis=Basis.CUE)], id="words-alone"),
        pytest.param(
            [coding("fern", 1, score=0.7), coding("fern", 1, "posts", 0.99)], id="about-another"
        ),
    ],
)
def test_what_is_not_surely_about_the_provision_is_not_offered(coded):
    assert "press" not in pools([clause("fern", 1, PRESS)], coded)


def test_a_clause_that_does_not_name_its_provision_has_to_be_coded_very_surely():
    unnamed = clause("fern", 1, "The Clerk must answer for the Council in public.", path=("Us",))

    assert not pools([unnamed], [coding("fern", 1, score=0.9)])
    assert pools([unnamed], [coding("fern", 1, score=0.99)])


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"quoted": True}, id="quoted"),
        pytest.param({"confidence": 0.5}, id="not-surely-read"),
    ],
)
def test_words_of_others_and_words_not_surely_read_are_not_offered(changed):
    assert not pools([clause("fern", 1, PRESS, **changed)], [coding("fern", 1)])


def test_a_clause_with_a_defect_is_not_offered():
    defect = Defect(DefectKind.OUTDATED_REFERENCE, "Repealed.", Evidence("fern", 0, 5, "The", 1))

    assert not pools([clause("fern", 1, PRESS)], [coding("fern", 1)], defects=[defect])


def test_a_document_that_another_stands_for_is_not_asked():
    sources = [Source("fern", "fern.pdf", "0", 1, duplicate_of="marsh")]

    assert not pools([clause("fern", 1, PRESS)], [coding("fern", 1)], sources=sources)


def test_current_wording_goes_before_frequent_wording():
    docs = ["fern", *(f"old{n}" for n in range(5))]
    clauses = [
        clause("fern", 1, "Only the Clerk must speak to the press, and must do so within a day."),
        *(clause(doc, 1, PRESS) for doc in docs[1:]),
    ]
    family = Family(
        "f", "f", ("old0", 1), tuple(Member(d, 1, Relation.VERBATIM, 1.0) for d in docs[1:])
    )
    reviews = [
        review(doc, *((ReviewStatus.OVERDUE, 12.0) if doc != "fern" else ())) for doc in docs
    ]

    found = pools(clauses, [coding(doc, 1) for doc in docs], families=[family], reviews=reviews)[
        "press"
    ]

    assert found[0].doc == "fern"
    assert [wording.councils for wording in found] == [1, 5, 5, 5, 5, 5]


def test_a_list_counts_as_shared_only_where_all_of_it_is():
    intro = "Officers must tell the press:"
    clauses, coded = [], []
    for doc, item in (("fern", "when the Council meets."), ("marsh", "what it has spent.")):
        clauses += [
            clause(doc, 1, intro, INTRO),
            clause(doc, 2, item, ITEM, path=("Press", "1."), intro=intro),
        ]
        coded += [coding(doc, 1), coding(doc, 2)]
    family = Family(
        "f",
        "f",
        ("fern", 1),
        tuple(Member(doc, 1, Relation.VERBATIM, 1.0) for doc in ("fern", "marsh")),
    )

    assert {w.councils for w in pools(clauses, coded, families=[family])["press"]} == {1}


def test_what_is_kept_is_varied():
    many, few = [f"a{n:02}" for n in range(30)], [f"z{n:02}" for n in range(3)]
    text = "The Clerk, and nobody else, must give the press an answer, and do so in a week or so."
    clauses = [
        *(clause(doc, 1, PRESS) for doc in many),
        *(clause(doc, 1, text) for doc in few),
    ]
    reviews = [review(doc) for doc in many] + [review(doc, years=3.0) for doc in few]
    lineage = Lineage(
        "l-1", "A", "a00", ("a00", 1), tuple(Standing(d, 1.0, (1,), True) for d in many)
    )

    found = pools(
        clauses,
        [coding(each.doc, 1) for each in clauses],
        reviews=reviews,
        lineages=[lineage],
        most=10,
    )["press"]

    assert len(found) == 10
    assert {wording.doc for wording in found} > set(few)
    assert [w.suitability for w in found] == sorted((w.suitability for w in found), reverse=True)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param(
            PRESS, "Questions from the press are always welcome in this place.", id="duty"
        ),
        pytest.param(
            PRESS,
            "The Clerk must, notwithstanding anything herein, answer every question that the press "
            "may put pursuant to any matter in respect of which it is minded to write, save where "
            "the ensuing report would in the event of publication be inexpedient to the Council.",
            id="plain",
        ),
        pytest.param(PRESS, "The Clerk must answer the press about the matter.", id="whole"),
        pytest.param(PRESS, "We must all send you on if you come from the press today.", id="we"),
        pytest.param(
            PRESS, "The Clerk must answer the press at the pavilion by 3 May 2021.", id="own"
        ),
    ],
)
def test_a_better_wording_is_marked_higher(better, worse):
    def mark(text):
        unit = Unit((clause("fern", 1, text),), False)
        has_duty = "must" in text
        return suitability(
            marks_of(
                unit,
                Bearing(0.95, 1.0),
                [Force("fern", 1, "must" if has_duty else "", False, "", (), ())],
                [blanks(text)],
                review("fern"),
                named=1.0,
                councils=1,
                saying=0.1,
                is_part=False,
            )
        )

    assert mark(better) > mark(worse)


@pytest.mark.parametrize("name", [field.name for field in fields(Marks)])
def test_each_mark_speaks_for_a_wording(name):
    middling = Marks(**{field.name: 0.5 for field in fields(Marks)})

    assert suitability(replace(middling, **{name: 1.0})) > suitability(middling)


def test_the_weights_come_to_one():
    assert suitability(Marks(**{field.name: 1.0 for field in fields(Marks)})) == pytest.approx(1.0)
    assert all(getattr(WEIGHTS, field.name) > 0 for field in fields(Marks))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("The Press’s questions", {"press"}, id="case-and-possessive"),
        pytest.param("Oppression of staff", set(), id="part-of-a-word"),
        pytest.param("On social-media pages", {"posts"}, id="hyphen"),
        pytest.param("Social events and media", set(), id="words-apart"),
    ],
)
def test_cues_are_whole_words(text, names):
    found = Naming(codebook(press=("press", "presss"), posts=("socialmedia", "social media")))

    assert found.named(text) == names


def wording(doc, text, *, suitable=0.9, lineage="", councils=1):
    return Borrowable(
        "press",
        doc,
        1,
        f"{doc.title()} Council",
        "",
        (("1", text),),
        None,
        None,
        None,
        ReviewStatus.CURRENT,
        lineage,
        councils,
        suitable,
    )


THREE = (
    wording("ash", PRESS, suitable=0.95),
    wording("bay", "Journalists are sent to the office, which keeps a list of what was asked."),
    wording("cob", "No councillor may give an interview in the name of the Council.", suitable=0.8),
)


def docs(found):
    return [each.doc for each in found]


def test_the_most_suitable_come_first():
    assert docs(chosen(reversed(THREE))) == ["ash", "bay", "cob"]
    assert docs(chosen(THREE, count=2)) == ["ash", "bay"]


def test_two_of_one_template_are_no_choice():
    first, second, third = THREE
    akin = (replace(first, lineage="l"), replace(second, lineage="l"), third)

    assert docs(chosen(akin)) == ["ash", "cob"]


def test_near_copies_are_no_choice_though_no_template_has_them():
    copy = wording("dun", PRESS.replace("every question", "each question"), suitable=0.94)

    assert docs(chosen((*THREE, copy))) == ["ash", "bay", "cob"]


def test_a_peer_comes_a_little_sooner_but_not_far():
    first, second, third = THREE
    close = replace(second, suitability=0.93)

    assert docs(chosen((first, close, third), prefer={"bay"})) == ["bay", "ash", "cob"]
    assert docs(chosen(THREE, prefer={"cob"})) == ["ash", "bay", "cob"]


def test_the_readers_own_document_is_left_out():
    assert docs(chosen(THREE, leave_out={"ash"})) == ["bay", "cob"]


def test_welsh_wordings_are_for_welsh_drafts():
    welsh = wording("llan", "Rhaid i'r Clerc ateb pob cwestiwn gan y wasg ar ran y Cyngor.")

    assert docs(chosen((*THREE, welsh))) == ["ash", "bay", "cob"]
    assert docs(chosen((*THREE, welsh), language="cy")) == ["llan"]
    assert docs(chosen(THREE, language="cy")) == ["ash", "bay", "cob"]


def test_welsh_bodies_are_for_wales():
    welsh = wording("llan", "Complaints go to the Public Services Ombudsman for Wales.")

    assert docs(chosen([welsh], country="England")) == []
    assert docs(chosen([welsh], country="Wales")) == ["llan"]
    assert docs(chosen([welsh])) == ["llan"]


def test_nothing_to_choose_from_gives_nothing():
    assert chosen(()) == ()
    assert pools([], []) == {}


def test_provisions_stand_in_the_order_of_the_documents():
    clauses = [
        clause(doc, n, text)
        for doc in ("fern", "marsh")
        for n, text in enumerate((POSTS, POSTS, PRESS), start=1)
    ]
    coded = [
        coding(doc, n, name)
        for doc in ("fern", "marsh")
        for n, name in ((1, "posts"), (2, "posts"), (3, "press"))
    ]

    order = usual_order(clauses, coded, codebook(other=(), press=(), posts=()))

    assert order == (("posts", 0.25), ("other", 1.0), ("press", 1.0))
