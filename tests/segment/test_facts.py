from datetime import date
from pathlib import Path

import pytest
import yaml

from pipeline.analyse.reviews import review_of
from pipeline.model import Clause, ClauseKind, Document, Line, LineKind, State, StatedRole
from pipeline.segment.facts import facts_of

STATEMENTS = yaml.safe_load(
    (Path(__file__).parent / "date_statements.yaml").read_text(encoding="utf-8")
)
NONE_UNLESS_STATED = {
    "adopted": None,
    "last_reviewed": None,
    "review_due": None,
    "cadence_months": [],
    "flags": [],
}
AS_OF = date(2026, 11, 22)


def document(text, *, furniture=(), doc="stowcote"):
    """Make a document of a text, one line a line; furniture stands at the end of page 1."""
    lines, place = [], 0
    for printed in text.split("\n"):
        if printed.strip():
            lines.append(Line(printed, place, place + len(printed), page=1))
        place += len(printed) + 1
    for printed in furniture:
        lines.append(Line(printed, len(text), len(text), LineKind.FURNITURE, page=1))
    return Document(doc, State.TEXT, text, tuple(lines), "text/plain", "test 1")


def judged(text):
    """Give facts and review of a text, as plain values."""
    facts = facts_of(document(text), ())
    review = review_of(facts, as_of=AS_OF, due_soon_days=90)
    return {
        **stated_values(facts, review),
        "derived_due": [str(due) for due in review.derived_due],
        "flags": list(review.flags),
        "doubts": doubts_by_field(review),
    }


def stated_values(facts, review):
    """Give what a document states of itself, as plain values."""
    return {
        "title": review.title,
        "council": facts.council,
        "council_type": facts.council_type,
        "adopted": plain(review.adopted),
        "last_reviewed": plain(review.last_reviewed),
        "review_due": plain(review.review_due),
        "cadence_months": list(review.cadence_months),
        "status": review.status.value,
        "approved_by": review.approved_by,
        "minute_ref": review.minute_ref,
        "version": review.version,
    }


def doubts_by_field(review):
    """Give the doubts of a review as a table writes them: codes by field."""
    return {
        name: [doubt.value for field, doubt in review.doubts if field == name]
        for name in dict.fromkeys(field for field, _ in review.doubts)
    }


def complete(expect):
    """Give what a statement expects, with what is left out because it is none."""
    expected = {**NONE_UNLESS_STATED, **expect}
    if isinstance(expected["cadence_months"], int):
        expected["cadence_months"] = [expected["cadence_months"]]
    return expected


def plain(value):
    """Give a date or a number as the table writes it, lists as lists."""
    if isinstance(value, list):
        return [str(item) if isinstance(item, date) else item for item in value]
    return None if value is None else str(value)


@pytest.mark.parametrize("case", STATEMENTS, ids=lambda case: case["id"])
def test_a_statement_is_read_as_a_clerk_means_it(case):
    expected = complete(case["expect"])

    found = judged(case["text"])

    assert {field: found[field] for field in expected} == {
        field: plain(value) for field, value in expected.items()
    }


@pytest.mark.parametrize("case", STATEMENTS, ids=lambda case: case["id"])
def test_evidence_quotes_the_text_that_it_points_to(case):
    facts = facts_of(document(case["text"]), ())
    evidence = [
        *(stated.evidence for stated in facts.dates),
        *(item for _, item in facts.evidence),
        *facts.bare_dates,
        *([facts.cadence.evidence] if facts.cadence else []),
    ]

    assert [case["text"][item.start : item.end] for item in evidence] == [
        item.quote for item in evidence
    ]
    assert all(item.quote.strip() for item in evidence)


def test_every_date_quotes_the_words_from_its_trigger_on():
    text = "1.1 A rule.\n\nAdopted by the Council on 12 th May 2021; last reviewed 9/5/23."

    dates = facts_of(document(text), ()).dates

    assert [(stated.role, stated.evidence.quote) for stated in dates] == [
        (StatedRole.ADOPTED, "Adopted by the Council on 12 th May 2021"),
        (StatedRole.REVIEWED, "last reviewed 9/5/23"),
    ]


def test_a_heading_far_above_its_value_leaves_the_row_as_evidence():
    rows = "\n".join(f"{day}/05/2021\tReviewed" for day in range(10, 28))
    text = f"Date\tAction\n01/05/2021\tAdopted\n{rows}"

    dates = facts_of(document(text), ()).dates

    assert dates[0].evidence.quote == "01/05/2021\tAdopted"
    assert dates[-1].evidence.quote == "27/05/2021\tReviewed"


def test_a_footer_states_the_adoption_but_has_no_place_in_the_text():
    text = "Member and Officer Protocol\n\n1. Purpose"
    footer = "Stowcote Parish Council – adopted 12 May 2021 – page 1 of 4"

    facts = facts_of(document(text, furniture=[footer, footer]), ())

    (adopted,) = facts.dates
    assert (str(adopted.date), adopted.evidence.quote) == ("2021-05-12", footer)
    assert adopted.evidence.start == adopted.evidence.end == len(text)
    assert adopted.evidence.page == 1
    assert facts.council == "Stowcote Parish Council"


def test_evidence_names_the_clause_that_it_stands_in():
    text = "1. This protocol guides members.\n2. Adopted 12 May 2021."
    clauses = (
        Clause("stowcote", 1, "1.", "1", (), ClauseKind.CLAUSE, "This protocol ...", 0, 32),
        Clause("stowcote", 2, "2.", "2", (), ClauseKind.METADATA, "Adopted ...", 33, 56),
    )

    facts = facts_of(document(text), clauses)

    assert [stated.evidence.n for stated in facts.dates] == [2]


def test_without_clauses_evidence_has_a_place_but_no_number():
    (stated,) = facts_of(document("Adopted 12 May 2021"), ()).dates
    assert (stated.evidence.n, stated.evidence.start) == (None, 0)


@pytest.mark.parametrize("text", ["", "\n\n", "\t\t"], ids=["empty", "blank lines", "tabs"])
def test_an_empty_document_states_nothing(text):
    facts = facts_of(document(text), ())
    assert (facts.title, facts.council, facts.dates, facts.cadence) == (None, None, (), None)


def test_contradicting_adoptions_are_both_kept_and_flagged():
    text = "Date adopted: 12 May 2021\n\n1. Purpose\n\nThis protocol was adopted on 10 May 2021."

    dates = facts_of(document(text), ()).dates

    assert [str(stated.date) for stated in dates] == ["2021-05-12", "2021-05-10"]
    assert all("conflicting_dates" in stated.flags for stated in dates)


def test_adoptions_of_several_years_in_a_history_do_not_contradict_each_other():
    text = "Adopted 12 May 2019\nAdopted 11 May 2020\nAdopted 10 May 2021"
    assert not any(stated.flags for stated in facts_of(document(text), ()).dates)


def test_the_line_in_larger_type_is_the_title():
    text = "Working arrangements\nProtocol for staff and members\n1. Scope of this protocol"
    sizes = (11.0, 18.0, 11.0)
    lines = tuple(
        Line(line.text, line.start, line.end, size=size)
        for line, size in zip(document(text).lines, sizes, strict=True)
    )
    made = Document("stowcote", State.TEXT, text, lines, "application/pdf", "test 1")

    assert facts_of(made, ()).title == "Protocol for staff and members"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n" * 20_000, id="blank lines"),
        pytest.param("\t" * 20_000, id="tabs"),
        pytest.param("adopted " * 2_500, id="one word"),
        pytest.param("12/05/2021 " * 1_800, id="dates"),
        pytest.param("Adopted\tReviewed\n" * 1_200, id="headings"),
        pytest.param("Abc and " * 2_500, id="names"),
        pytest.param("review every two or three " * 800, id="intervals"),
        pytest.param("we look at this " * 1_200, id="revisits without an end"),
        pytest.param("this-" * 4_000, id="one long word"),
        pytest.param("A b c d e " * 2_000, id="letters set wide"),
        pytest.param("two thousand and " * 1_200, id="years in words"),
    ],
)
def test_hostile_text_states_no_review(text):
    facts = facts_of(document(text), ())
    assert not [stated for stated in facts.dates if stated.role is StatedRole.REVIEW_DUE]


@pytest.mark.parametrize("doc", ["finmere", "ware", "chard", "fakenham", "unnamed"])
def test_the_real_documents_are_read_as_their_labels_say(shared, doc):
    gold = yaml.safe_load((shared / "gold" / "reviews.json").read_text(encoding="utf-8"))
    label = gold["councils"][doc]
    text = (shared / "corpus" / "texts" / f"{doc}.txt").read_bytes().decode("utf-8")

    found = judged(text)

    accepted = label.get("accept", {})
    for field in ("adopted", "last_reviewed"):
        assert found[field] in (label[field], *accepted.get(field, ()))
    cadence = label["cadence"] or {"candidates": []}
    assert found["cadence_months"] == [reading["months"] for reading in cadence["candidates"]]
    assert (found["council"], found["status"]) == (label["council"], label["status"])
    due = label["review_due"]
    assert found["review_due"] == (
        due and due["earliest"][: {"year": 4, "month": 7, "day": 10}[due["precision"]]]
    )
