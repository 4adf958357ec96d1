"""What a clerk is told: everything that was found, in plain words, at its place."""

from dataclasses import replace

import pytest

from pipeline.model import (
    Defect,
    DefectKind,
    Doubt,
    Gap,
    Level,
    PartialDate,
    Peers,
    ReviewStatus,
    State,
    Topic,
    Weight,
)
from pipeline.report.answer import quiet_remarks, remarks
from pipeline.report.answer.yardstick import Yardstick
from tests.checking.examples import answer, evidence
from tests.report.answer.examples import (
    CURRENT,
    DOUBTS,
    alone,
    cells,
    dated,
    departure,
    few,
    full,
    unread,
)


def gap(provision="press", level=Level.ABSENT, *, sure=True, nearest=None, alike=(4, 0, 1), of=12):
    rules, mention, absent = alike
    return Gap(provision, level, sure, nearest, rules, mention, absent, rules, of, ())


def of(check, topic):
    return [remark for remark in remarks(check) if remark.topic is topic]


def test_remarks_stand_in_the_order_of_an_answer():
    topics = [remark.topic for remark in remarks(full())]
    assert topics == sorted(topics, key=list(Topic).index)
    assert set(topics) >= set(Topic) - {Topic.MENTIONED}


def test_every_remark_with_a_place_stands_on_its_words():
    check = full()
    placed = [remark for remark in remarks(check) if remark.start is not None]
    words = [check.document.text[remark.start : remark.end] for remark in placed]
    assert all(word.strip() for word in words)
    assert "[name of Clerk]" in words
    clauses = {clause.n: clause for clause in check.clauses}
    for remark in placed:
        assert remark.n is None or clauses[remark.n].start <= remark.start
        assert remark.n is None or remark.end <= clauses[remark.n].end


@pytest.mark.parametrize(
    ("given", "title", "said", "is_to_check", "n"),
    [
        pytest.param(
            gap(), "No rule on press and media",
            "4 of 5 parish councils in Wiltshire that could be read have a rule on it; of all, "
            "4 of 12.", False, None, id="silent",
        ),
        pytest.param(
            gap(sure=False, nearest=8), "Perhaps no rule on press and media",
            "Clause 2.2 comes nearest: read it and decide.", True, 8, id="a-clause-comes-near",
        ),
        pytest.param(
            gap(sure=False), "Perhaps no rule on press and media",
            "Look through the draft and decide.", True, None, id="doubtful-without-a-clause",
        ),
        pytest.param(
            gap(level=Level.MENTION, nearest=11), "Names press and media without a rule",
            "Clause 3.1 names it, but no clause was found that says", False, 11, id="named",
        ),
        pytest.param(
            gap(level=Level.MENTION, nearest=11, sure=False),
            "Names press and media without a rule", "A person should check this.", True, 11,
            id="perhaps-only-named",
        ),
        pytest.param(
            gap("correspondence", Level.MENTION, nearest=11), "Names correspondence without a rule",
            "Clause 3.1 only points to Standing Orders.", False, 11, id="points-elsewhere",
        ),
        pytest.param(
            gap(level=Level.RULES, nearest=8, sure=False), "Hardly a rule on press and media",
            "Clause 2.2 is all that was found, or it may be about something else", True, 8,
            id="hardly-a-rule",
        ),
        pytest.param(
            gap(nearest=8), "No rule on press and media", "No clause was found that answers",
            False, None, id="sure-silence-has-no-place",
        ),
    ],
)  # fmt: skip
def test_a_provision_without_rules_is_told_with_what_others_have(
    given, title, said, is_to_check, n
):
    (remark,) = [
        each
        for each in remarks(full(gaps=(given,)))
        if each.topic in {Topic.MISSING, Topic.MENTIONED}
    ]
    assert remark.title == title
    assert said in remark.text
    assert (remark.is_to_check, remark.n) == (is_to_check, n)
    assert (remark.start is None) == (n is None)


def test_what_few_others_have_is_no_fault():
    check = answer(gaps=(gap(alike=(2, 0, 3)), gap("grievance", alike=(3, 0, 3))))
    assert [remark.title for remark in remarks(check) if remark.topic is Topic.MISSING] == [
        "No rule on grievances"  # half of them have one
    ]
    assert [remark.title for remark in quiet_remarks(check)] == ["No rule on press and media"]


def test_hardly_a_rule_where_few_others_have_one_is_not_told():
    check = answer(gaps=(gap(level=Level.RULES, nearest=8, sure=False, alike=(1, 0, 4)),))
    assert of(check, Topic.MISSING) == []
    assert quiet_remarks(check) == ()


def test_what_nobody_could_be_compared_on_is_in_no_list():
    check = answer(gaps=(gap(alike=(0, 0, 0)),))
    assert of(check, Topic.MISSING) == []
    assert quiet_remarks(check) == ()


def test_sure_silence_comes_before_what_is_to_be_checked_and_the_more_usual_first():
    gaps = (
        gap("press", sure=False, nearest=8, alike=(5, 0, 0)),
        gap("grievance", alike=(3, 0, 2)),
        gap("correspondence", alike=(4, 0, 1)),
        gap("instructions", Level.RULES, sure=False, nearest=7, alike=(5, 0, 0)),
    )
    assert [remark.title for remark in of(answer(gaps=gaps), Topic.MISSING)] == [
        "No rule on correspondence",
        "No rule on grievances",
        "Perhaps no rule on press and media",
        "Hardly a rule on instructing the clerk",
    ]


def test_what_does_not_concern_the_council_is_not_missing():
    unconcerned = tuple(replace(cell, concerned=cell.provision != "press") for cell in cells())
    check = full(cells=unconcerned, gaps=(gap(), gap("grievance", alike=(2, 0, 3))))
    assert of(check, Topic.MISSING) == []
    assert [remark.title for remark in quiet_remarks(check)] == ["No rule on grievances"]


def test_with_too_few_councils_alike_all_are_counted_and_this_is_said():
    check = replace(few(), gaps=(replace(gap(alike=(0, 0, 2)), rules_of_all=9),))
    (remark,) = of(check, Topic.MISSING)
    assert "9 of 12 councils that could be read have a rule on it." in remark.text
    assert "Wiltshire" not in remark.text
    assert Yardstick(check).said() == (
        "Only 2 parish councils in Wiltshire could be read, too few to say what is usual among "
        "them. So the draft is compared with all 12 documents that could be read."
    )


def test_the_councils_alike_are_named_with_those_that_could_not_be_read():
    assert Yardstick(answer()).said() == (
        "Compared with the 5 parish councils in Wiltshire that could be read. 1 more council like "
        "it could not be read and is not counted."
    )


def test_with_nobody_to_compare_nothing_is_missing():
    check = alone()
    assert "nothing can be compared" in Yardstick(check).said()
    assert {remark.topic for remark in remarks(check)} <= {Topic.DATES, Topic.LAW, Topic.DEFECT}


@pytest.mark.parametrize("state", [state for state in State if not state.readable])
def test_of_what_could_not_be_read_nothing_is_said(state):
    check = unread(state)
    assert remarks(check) == quiet_remarks(check) == ()
    # nor where a reader left something behind
    assert remarks(replace(full(), document=check.document)) == ()


@pytest.mark.parametrize(
    ("weight", "topic", "said"),
    [
        (Weight.WEAKER, Topic.WEAKER, "It binds less"),
        (Weight.STRONGER, Topic.STRONGER, "That is not wrong"),
        (Weight.OTHER, Topic.DIFFERENT, "Neither is wrong"),
    ],
)
def test_a_departure_says_what_most_have_and_how_many(weight, topic, said):
    (remark,) = of(answer(departures=(departure(weight),)), topic)
    assert "Here: should not. In 6 of 7 other readings of this clause: must not." in remark.text
    assert said in remark.text
    assert "from Aldford Parish Council: “Councillors must not give" in remark.text
    assert remark.n == 7


def test_a_departure_without_a_usual_clause_names_nobody():
    (remark,) = of(answer(departures=(departure(reading=""),)), Topic.WEAKER)
    assert "usual wording" not in remark.text


def test_the_strictest_rule_on_a_subject_is_compared_with_that_of_other_councils():
    whole = departure(
        provision="press", family="", reading="", reading_of=None, theirs="should", usual="must"
    )
    (remark,) = of(answer(departures=(whole,)), Topic.WEAKER)
    assert remark.title == "Weaker than usual on press and media: should (most: must)"
    assert remark.text.startswith(
        "The strictest rule here says should. In 6 of 7 councils that have rules on it, the "
        "strictest says must. It binds less"
    )


NOT_DATED = {
    "status": ReviewStatus.NO_REVIEW_DATE,
    "review_due": None,
    "days_overdue": None,
    "evidence": (),
}


@pytest.mark.parametrize(
    ("review", "titles", "said"),
    [
        pytest.param(
            dated(), ["Review overdue by 3.5 years", "It does not say how often it is reviewed"],
            "The review was due in May 2023 and is 3.5 years late.", id="overdue",
        ),
        pytest.param(dated(**CURRENT), [], "", id="current"),
        pytest.param(
            dated(**CURRENT | {"status": ReviewStatus.DUE_SOON}), ["Review due soon: May 2028"],
            "put it on an agenda now", id="due-soon",
        ),
        pytest.param(
            dated(**CURRENT | {"adopted": None}), ["No date of adoption"],
            "add the day and the minute", id="never-adopted",
        ),
        pytest.param(
            dated(**NOT_DATED), ["No review date stated"],
            "Add a sentence, such as “The Council reviews this protocol every two years; the next "
            "review is due in May 2028”.", id="never-stated",
        ),
        pytest.param(
            dated(**NOT_DATED | {"cadence_text": "from time to time"}), ["No review date stated"],
            "No date follows from what it says about its review (“from time to time”). Add",
            id="no-date-follows",
        ),
        pytest.param(
            dated(
                status=ReviewStatus.AMBIGUOUS,
                status_readings=(ReviewStatus.OVERDUE, ReviewStatus.CURRENT),
                review_due=None, days_overdue=None, cadence_text="biannually",
                cadence_months=(6, 24),
                derived_due=(PartialDate(2026, 5), PartialDate(2027, 11)),
            ),
            ["Review unclear: overdue or current"],
            "Read as every 6 months or every 24 months, it would be overdue or current.",
            id="both-readings",
        ),
        pytest.param(
            dated(
                status=ReviewStatus.AMBIGUOUS, review_due=None, days_overdue=None,
                cadence_text="after each election", flags=("election_tied",),
                doubts=(("cadence", Doubt.UNUSUAL_WORDS),),
            ),
            ["Review unclear"], "The review is tied to elections, with no year given. Say when",
            id="tied-to-elections",
        ),
        pytest.param(
            dated(**CURRENT | {"flags": ("election_tied",)}),
            ["The review is tied to elections, with no year given"], "Name the year as well",
            id="tied-to-elections-with-a-date",
        ),
        pytest.param(
            dated(**CURRENT | {"flags": ("us_order", "corrected")}),
            ["A date is written month first"], "Write the month as a word", id="flag",
        ),
        pytest.param(
            dated(**CURRENT | {"flags": ("conflicting_dates",)}),
            ["The document gives dates that conflict"], "Decide which is right", id="conflict",
        ),
        pytest.param(
            dated(**CURRENT | {"adopted": None, "flags": ("bare_date",)}),
            ["A date stands alone, without saying what it is the date of"],
            "Say beside it what it is the date of", id="bare-date",
        ),
        pytest.param(
            dated(**CURRENT | {"doubts": DOUBTS}), ["Check the date of adoption"],
            "It was read as 4 May 2021. Not certain: the date stands far from the words",
            id="doubtful",
        ),
    ],
)  # fmt: skip
def test_dates_are_told_with_what_to_do(review, titles, said):
    told = of(answer(review=review), Topic.DATES)
    assert [remark.title for remark in told] == titles
    assert said.lower() in " ".join(remark.text for remark in told).lower()


def test_a_doubtful_date_is_to_be_checked():
    doubts = (("status", Doubt.FAR),)
    told = of(answer(review=dated(doubts=doubts)), Topic.DATES)
    assert [remark.is_to_check for remark in told] == [True, False]


def test_a_conflict_of_dates_is_told_once():
    defect = Defect(
        DefectKind.CONFLICTING_DATES, "Gives two dates: correct one.", evidence("May 2023")
    )
    review = dated(**CURRENT | {"flags": ("conflicting_dates",)})
    (remark,) = of(answer(review=review, defects=(defect,)), Topic.DATES)
    assert remark.text == "Gives two dates: correct one."


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        ("In being since 2012-07-01.", "In being since 1 July 2012."),
        ("Gives 2022-05 and 2023.", "Gives May 2022 and 2023."),
        ("Minute 2022-99 is not there.", "Minute 2022-99 is not there."),
    ],
)
def test_days_of_a_defect_are_written_out(detail, told):
    defect = Defect(DefectKind.PLACEHOLDER, detail, evidence("letters"))
    assert [each.text for each in of(answer(defects=(defect,)), Topic.DEFECT)] == [told]


@pytest.mark.parametrize(
    ("label", "address", "path", "page", "told"),
    [
        ("2.2", "2.2", ("Instructions",), None, "Clause 2.2"),
        ("2.2", "2.2", ("Instructions",), 3, "Clause 2.2 on page 3"),
        ("(a)", "3.3, para 1(a)", ("Roles",), 3, "Paragraph 1(a) of section 3.3 on page 3"),
        ("(f)", "Roles, para 5(f)", ("Officers:",), 3, "Paragraph 5(f) under “Roles” on page 3"),
        (
            "•",
            "Roles, para 5, item 2",
            ("Roles",),
            3,
            "Item 2 of paragraph 5 under “Roles” on page 3",
        ),
        ("•", "4.1, item 2", ("Instructions", "4.1"), None, "Item 2 of clause 4.1"),
        (None, "Roles, para 5", ("Roles",), None, "Paragraph 5 under “Roles”"),
        (None, "1, para 12", ("1. Aim",), None, "Paragraph 12 of section 1"),
        (None, "1, para 12, item 2", ("1. Aim",), None, "Item 2 of paragraph 12 of section 1"),
        (None, "Papers, source 2", ("Papers:",), None, "The clause under “Papers”"),
        (None, "title 1", (), 3, "An unnumbered clause on page 3"),
    ],
)
def test_the_nearest_clause_is_named_in_a_sentence(label, address, path, page, told):
    check = full(gaps=(gap(sure=False, nearest=8),))
    clauses = tuple(
        replace(clause, label=label, address=address, path=path, page=page)
        if clause.n == 8
        else clause
        for clause in check.clauses
    )
    (remark,) = of(replace(check, clauses=clauses), Topic.MISSING)
    assert f" {told} comes nearest: read it and decide." in remark.text


def test_law_is_apart_from_defects_and_what_misleads_comes_first():
    check = full()
    assert [remark.title for remark in of(check, Topic.LAW)] == [
        "Refers to repealed law or an abolished body"
    ]
    assert [remark.title for remark in of(check, Topic.DEFECT)] == [
        "Blank never filled in",
        "Points to a clause that is not there",
    ]


def test_what_nobody_else_has_is_not_called_wrong():
    (remark,) = of(full(), Topic.OWN)
    assert "That is not wrong: check that it is meant." in remark.text
    assert remark.n == 9


def test_of_many_clauses_of_its_own_only_the_number_is_told():
    clause = full().clauses[8]
    many = tuple(replace(clause, n=n) for n in range(1, 14))
    (remark,) = of(full(clauses=many, own=tuple(range(1, 14)), gaps=()), Topic.OWN)
    assert remark.title == "13 clauses that no other council has"
    assert remark.start is None


def test_a_group_of_every_council_is_named_once():
    check = answer(asked=(), group=replace(answer().group, likenesses=(), county=None))
    everybody = replace(check, peers=Peers("", "all", (), 12, 0, enough=True))
    (remark, *_) = of(everybody, Topic.MISSING)
    assert "9 of 12 councils that could be read have a rule on it. " in remark.text
    assert "of all" not in remark.text
    assert Yardstick(everybody).said() == "Compared with all 12 documents that could be read."
