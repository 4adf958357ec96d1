"""Are the dates that nobody needs to check the right ones, and do the others say why?"""

from pathlib import Path

import pytest
import yaml

from pipeline.model import Document, Doubt, Line, LineKind, State
from pipeline.segment.facts import facts_of
from tests.segment.statements_report import DATES, answers
from tests.segment.test_facts import STATEMENTS, document, judged

MORE, LATER = (
    yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
    for name in ("date_statements_certainty.yaml", "date_statements_more.yaml")
)
ALL = list(answers([*STATEMENTS, *MORE, *LATER]))


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        # plain statements leave no doubt
        ("Adopted: 14 May 2024", {}),
        ("This protocol was adopted by the Council on 14 May 2024 (minute 24/61).", {}),
        ("Adopted by Great Fernleigh Parish Council at its meeting held on 14 May 2024.", {}),
        ("At its meeting on 14 May 2024 the Council resolved to adopt this protocol.", {}),
        ("Adopted\tReviewed\tNext review\n14/05/2018\t12/05/2022\tMay 2026", {}),
        ("Date\tAction\n14/05/2018\tAdopted by Council\n12/05/2022\tReviewed", {}),
        ("Adopted\n14 May 2024\nNext review\nMay 2027", {}),
        ("Mabwysiadwyd y protocol hwn gan y Cyngor ar 14 Mai 2024.", {}),
        # words
        ("Adopted on the casting vote of a Chairman on 14 May 2024", {"adopted": "other_words"}),
        ("We said yes to this on 14 May 2024.", {"adopted": "unusual_words"}),
        ("Approved in principle on 14 May 2024.", {"adopted": "other_words"}),
        ("Adopted 14 May 2024 but not clause 9.", {"adopted": "subject_unclear taken_back"}),
        ("Hedges: adopted 14 May 2024.", {"adopted": "subject_unclear"}),
        ("The tower clock was wound up. It was last updated in May 2024.",
         {"last_reviewed": "subject_unclear"}),
        ("Adopted 14 May 2024 (Minute Book, p. 2024).", {"adopted": "other_date"}),
        ("Adopted by the Council and was last before members on 14 May 2024.",
         {"adopted": "other_words"}),
        ("Adopted at the meeting following that of 14 May 2024.", {"adopted": "other_words"}),
        ("Approved minutes: 14 May 2024.", {"adopted": "other_words"}),
        ("The protocol was approved for consultation on 14 May 2024.", {}),
        ("14 May 2024: approved the protocol for consultation", {"adopted": "taken_back"}),
        ("Adopted on 14 May 2024 by another council.", {"adopted": "subject_unclear"}),
        ("Footpaths: reviewed May 2024, next review May 2027.",
         {"last_reviewed": "subject_unclear", "review_due": "subject_unclear",
          "status": "subject_unclear"}),
        ("Member and Officer Protocol\n\nThe updated code was adopted on 14 May 2024.",
         {"last_reviewed": "subject_unclear"}),
        # forms of dates
        ("Approved: 05/14/2024", {"adopted": "month_first"}),
        ("Approved 05/14/2024. Reviewed 06/07/2025.",
         {"adopted": "month_first", "last_reviewed": "month_first"}),
        ("Adopted: 31 June 2024", {"adopted": "impossible_day"}),
        ("Adopted: l4 May 2O24", {"adopted": "odd_characters"}),
        ("Adopted 14 May 20 24.", {"adopted": "odd_characters"}),
        ("Adopted 2S May 2024.", {"adopted": "odd_characters"}),
        ("Adopted 14 May 2 024.", {"adopted": "odd_characters"}),
        ("Adopted 05/24 Clerk", {"adopted": "may_be_no_date"}),
        ("Adopted at a meeting of the Council in 2019", {"adopted": "year_only"}),
        # places
        ("Adopted\nReviewed\n14 May 2018\n12 May 2022\n9 May 2024",
         {"adopted": "joined", "last_reviewed": "joined"}),
        ("Appendix B: Complaints\n\nAdopted 14 May 2024", {"adopted": "appendix"}),
        ("This protocol was adopted on 14 May 2024.\n\nAppendix B: Complaints", {}),
        ("Member and Officer Protocol\n\nGrievance Policy\nAdopted: 14 May 2024",
         {"adopted": "subject_unclear"}),
        ("Amendment record\nDate\tAmendment\n14/05/2024\tSection 4 rewritten",
         {"last_reviewed": "fallback"}),
        # contradictions and what is chosen among several
        ("Adopted 14 May 2018\n\n1. One.\n\n2. Two.\n\nAdopted 14 May 2024",
         {"adopted": "conflict", "last_reviewed": "adoption_as_review conflict"}),
        ("Adopted 14 May 2024. Approved by Council 2 July 2024.", {"adopted": "conflict"}),
        ("Last reviewed: May 2022\n\n1. One.\n\nReviewed by the Council in May 2024.",
         {"last_reviewed": "conflict"}),
        ("Next review: May 2027\n\n1. One.\n\nThis protocol will be reviewed in May 2028.",
         {"review_due": "conflict", "status": "conflict"}),
        ("Adopted: 14 May 2024\nReviewed: May 2027",
         {"review_due": "tense_unclear", "status": "tense_unclear"}),
        ("Review: May 2024", {"review_due": "tense_unclear", "status": "tense_unclear"}),
        ("Adopted 14 January 2027.", {"adopted": "ahead", "status": "ahead"}),
        # how often, and what follows
        ("Adopted 14 May 2025. This protocol is reviewed every two years.", {}),
        ("Adopted 14 May 2025. We dust this off every couple of years.",
         {"cadence": "unusual_words", "status": "unusual_words"}),
        ("Reviewed 14 May 2025. This protocol is reviewed biannually.",
         {"cadence": "unclear_interval", "status": "unclear_interval"}),
        ("This policy is reviewed annually.\n\n1. This policy is reviewed every two years.",
         {"cadence": "conflict", "status": "conflict"}),
        ("Adopted 14 May 2024. This protocol will be reviewed when the Mayor sees fit.",
         {"status": "undated_review"}),
        ("Adopted 14 May 2024. Next review 2.27.", {"status": "other_date undated_review"}),
    ],
)  # fmt: skip
def test_what_is_out_of_the_ordinary_is_a_doubt(text, doubts):
    found = judged(text)["doubts"]

    assert {field: " ".join(codes) for field, codes in found.items()} == doubts


def test_no_wrong_date_is_marked_certain():
    certain = [answer for answer in ALL if answer.field in DATES and not answer.doubts]

    assert [
        (answer.text, answer.field, answer.found)
        for answer in certain
        if answer.found is not None and not answer.right
    ] == []


@pytest.mark.parametrize(
    ("statements", "least"),
    [
        pytest.param(STATEMENTS, 0.75, id="first set, much of it in unusual words"),
        pytest.param(MORE, 0.8, id="second set"),
        pytest.param(LATER, 0.6, id="third set, most of it awkward"),
    ],
)
def test_most_right_dates_are_marked_certain(statements, least):
    right = [
        answer
        for answer in answers(statements)
        if answer.field in DATES and answer.found is not None and answer.right
    ]

    assert sum(not answer.doubts for answer in right) / len(right) >= least


def test_hardly_a_wrong_date_is_stated():
    stated = [answer for answer in ALL if answer.field in DATES and answer.found is not None]
    assert sum(not answer.right for answer in stated) <= 18


@pytest.mark.parametrize(
    ("confidence", "doubts"),
    [
        pytest.param(None, (), id="not recognised"),
        pytest.param(0.97, (), id="surely"),
        pytest.param(0.62, (Doubt.SCAN,), id="not surely"),
    ],
)
@pytest.mark.parametrize("kind", [LineKind.TEXT, LineKind.FURNITURE])
def test_a_date_on_a_badly_recognised_line_is_doubtful(kind, confidence, doubts):
    words = "Adopted 14 May 2024"
    text = "1. Members and officers work together." + ("" if kind is LineKind.FURNITURE else "\n")
    start = len(text)
    if kind is LineKind.TEXT:
        text += words
    lines = (
        Line("1. Members and officers work together.", 0, 38, page=1, confidence=0.3),
        Line(words, start, len(text), kind, page=1, confidence=confidence),
    )
    made = Document("stowcote", State.OCR, text, lines, "application/pdf", "test 1")

    (adopted,) = facts_of(made, ()).dates

    assert adopted.doubts == doubts


def test_a_document_that_speaks_of_no_review_leaves_no_doubt_about_its_silence():
    assert facts_of(document("Adopted 14 May 2024. Gifts are declared."), ()).doubts == ()
