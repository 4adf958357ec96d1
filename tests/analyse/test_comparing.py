"""Two versions of invented protocols: what became of each clause?"""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse.comparing import compared
from pipeline.analyse.comparing.order import in_order
from pipeline.model import (
    ClauseKind,
    Defect,
    DefectKind,
    DifferenceKind,
    Evidence,
    Fate,
    PartialDate,
)
from tests.analyse.versions import BASE, version
from tests.checking.examples import review


def fates(earlier, later):
    """Give what became of the clauses: the first word of each, but for unchanged ones."""
    one, other = version(earlier), version(later)
    found = compared(one, other)
    assert sorted(n for row in found.rows for n in row.earlier) == [
        clause.n for clause in one if clause.kind is not ClauseKind.BOILERPLATE
    ]
    assert sorted(n for row in found.rows for n in row.later) == [
        clause.n for clause in other if clause.kind is not ClauseKind.BOILERPLATE
    ]
    return [_told(row, one, other) for row in found.rows if row.fate is not Fate.UNCHANGED]


def _told(row, one, other):
    def firsts(clauses, numbers):
        return "+".join(clauses[n - 1].text.split()[0].strip(",.;:") for n in numbers)

    before, now = firsts(one, row.earlier), firsts(other, row.later)
    also = " reworded" if row.fate is Fate.MOVED and row.reworded else ""
    both = before if before == now else f"{before}>{now}" if before and now else before or now
    return f"{row.fate}{also} {both}"


def base(*edits):
    """Edit the protocol above: pairs of what is replaced and by what."""
    text = BASE
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


REQUESTS = "    2.2 Requests for work on the allotments are sent to the Clerk by email.\n"
LETTERS = BASE[BASE.index("    # 3. Letters") : BASE.index("    # 4. Complaints")]
PURPOSE = BASE[BASE.index("    # 1. Purpose") : BASE.index("    # 2. Instructions")]
COMPLAINTS = BASE[BASE.index("    # 4. Complaints") :]


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        pytest.param(BASE, [], id="equal"),
        pytest.param("", None, id="later-empty"),
        pytest.param(
            base(("must not give", "should not give")), ["reworded Councillors"], id="one-word"
        ),
        pytest.param(
            re.sub(r"(\d)\.(\d) ", lambda m: f"{m[1]}({'abcd'[int(m[2]) - 1]}) ", BASE),
            [],
            id="renumbered-in-another-style",
        ),
        pytest.param(
            re.sub(r"(?m)^(\s+[#>-]? ?)[\d.]+ |\([a-c]\) ", r"\1", BASE), [], id="unnumbered"
        ),
        pytest.param(
            BASE.replace("# 1. Purpose", "# 1. Urgent matters\n1.0 The Chairman may act alone when "
                         "a tree has fallen on a road.\n# 2. Purpose"),
            ["added Urgent", "added The"],
            id="a-section-put-in-early",
        ),
        pytest.param(
            BASE.replace(COMPLAINTS, "").replace(LETTERS, COMPLAINTS + LETTERS),
            ["moved Complaints", "moved Complaints", "moved The"],
            id="sections-in-another-order",
        ),
        pytest.param(
            base((REQUESTS, ""), ("# 4. Complaints\n", f"# 4. Complaints\n{REQUESTS}")),
            ["moved Requests"],
            id="a-clause-under-another-heading",
        ),
        pytest.param(
            base((REQUESTS, ""),
                 ("# 4. Complaints", "# 4. Complaints\n4.0 Requests for work on the allotments "
                  "must be sent to the Clerk in writing.")),
            ["moved reworded Requests"],
            id="moved-and-reworded",
        ),
        pytest.param(
            base(("    # 3. Letters\n", ""), ("    > 3.3", "    # 3. Letters\n    > 3.3")),
            ["moved Letters", "moved A"],
            id="clauses-go-to-the-section-before-not-the-heading-across-them",
        ),
        pytest.param(
            base((" Copies go to all", "\n3.2 Copies go to all")),
            ["split Letters>Letters+Copies"],
            id="split",
        ),
        pytest.param(
            base(("by email.\n    2.3 Work", "by email. Work")),
            ["joined Requests+Work>Requests"],
            id="joined",
        ),
        pytest.param(
            base(
                ("will:\n    - (a) ask", "will ask"),
                ("private;\n    - (b) look", "private, look"),
                ("it; and\n    - (c) tell", "it and tell"),
                ("> 3.3", "3.3"),
            ),
            ["joined Before+ask+look+tell>Before"],
            id="a-list-turned-into-prose",
        ),
        pytest.param(
            base(("in confidence and never", "in confidence, by the end of the week and never")),
            ["reworded Complaints"],
            id="a-phrase-put-in",
        ),
        pytest.param(
            base(("    - (b) look up what the minutes say about it; and\n", "")),
            ["removed look"],
            id="an-item-left-out",
        ),
        pytest.param(
            base(("# 3. Letters", "# 3. Writing to the press and the public")),
            ["reworded Letters>Writing"],
            id="a-heading-with-another-title",
        ),
        pytest.param(BASE.replace("# 4. Complaints", "# 4. COMPLAINTS"), [], id="in-capitals"),
        pytest.param(
            BASE.replace(" a ", "  a ").replace("a copy", "a ‘copy’").replace("Clerk,", "“Clerk”,"),
            [],
            id="only-the-look-of-type",
        ),
        pytest.param(
            re.sub(r"the Clerk\b", "the Proper Officer", BASE),
            ["reworded This", "reworded Requests", "reworded Letters", "reworded Before",
             "reworded Complaints"],
            id="another-name-throughout",
        ),
        pytest.param(
            base(("A councillor who writes to a newspaper must say that the opinion is a private"
                  " one.", "The mower is kept in the shed behind the pavilion.")),
            ["removed A", "added The"],
            id="another-clause-in-its-place",
        ),
        pytest.param(
            base(("Letters of the Council are signed by the Clerk. Copies go to all councillors "
                  "within 5 days.", "Copies go to all councillors within 5 days. Letters of the "
                  "Council are signed by the Clerk.")),
            ["reworded Letters>Copies"],
            id="sentences-of-a-clause-in-another-order",
        ),
        pytest.param(
            BASE + "    % Contents 3\n    % Page 1 of 4\n", [], id="page-furniture-is-not-compared"
        ),
    ],
)  # fmt: skip
def test_what_became_of_each_clause(later, expected):
    found = fates(BASE, later)
    if expected is None:
        assert {each.split()[0] for each in found} == {"removed"}
        assert len(found) == len(version(BASE))
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        pytest.param("", "", [], id="both-empty"),
        pytest.param("", "1. The Clerk opens the post.", ["added The"], id="earlier-empty"),
        pytest.param(
            """
            # Allotments
            Plots are let for a year from Lady Day.
            Sheds need the consent of the Amenities Committee.
            Water is turned off in the winter months.
            """,
            """
            # Trade unions
            Members of staff choose their own representative.
            Time off is agreed with a line manager.
            """,
            ["removed Allotments", "removed Plots", "removed Sheds", "removed Water",
             "added Trade", "added Members", "added Time"],
            id="nothing-in-common",
        ),
        pytest.param(
            """
            # Officers
            They must be courteous to all.
            # Councillors
            They must be courteous to all.
            # Visitors
            They must be courteous to all.
            """,
            """
            # Officers
            They must be courteous to all.
            # Visitors
            They must be courteous to all.
            """,
            ["removed Councillors", "removed They"],
            id="of-equal-clauses-the-one-under-the-heading-that-went",
        ),
        pytest.param(
            """
            Councillors must answer letters of officers within a week.
            Officers must answer letters of councillors within a week.
            """,
            """
            Officers must answer letters of councillors within a week.
            Councillors must answer letters of officers within a week.
            """,
            ["moved Officers"],
            id="mirrored-clauses-change-places",
        ),
        pytest.param(
            """
            > Officers can expect:
            - respect;
            - time to prepare.
            > Councillors can expect:
            - advice;
            - papers in good time.
            """,
            """
            > Officers can expect:
            - time to prepare.
            > Councillors can expect:
            - advice;
            - respect;
            - papers in good time.
            """,
            ["removed respect", "added respect"],
            id="a-single-word-in-another-list-has-not-moved",
        ),
        pytest.param(
            "| Clerk: 12 hours\n| Caretaker: 6 hours a week",
            "| Clerk: 12 hours\n| Caretaker: 8 hours a week",
            ["reworded Caretaker"],
            id="rows-of-a-table",
        ),
        pytest.param(
            "= Fern Parish Council\n1. Fern Parish Council employs a clerk and a caretaker.",
            "= Fern Town Council\n1. Fern Town Council employs a clerk and a caretaker.",
            ["reworded Fern", "reworded Fern"],
            id="a-council-with-another-name",
        ),
    ],
)  # fmt: skip
def test_what_became_of_each_clause_of_others(earlier, later, expected):
    assert fates(earlier, later) == expected


def one_row(earlier, later):
    (row,) = compared(version(earlier), version(later)).rows
    return row


@pytest.mark.parametrize(
    ("earlier", "later", "force"),
    [
        pytest.param(
            "Councillors must not give instructions to staff.",
            "Councillors should not give instructions to staff.",
            [(DifferenceKind.MODALITY, "must not", "should not")],
            id="must-became-should",
        ),
        pytest.param(
            "The Clerk must reply to a councillor within 5 working days.",
            "The Clerk must reply to a councillor within 10 working days.",
            [(DifferenceKind.TIME_LIMIT, "5 working days", "10 working days")],
            id="time",
        ),
        pytest.param(
            "The Clerk must reply to letters from the public.",
            "The Chairman must reply to letters from the public.",
            [(DifferenceKind.DUTY_BEARER, "officers", "chair")],
            id="who",
        ),
        pytest.param(
            "The Clerk must reply to letters from the public.",
            "The Proper Officer shall reply to letters from the public.",
            [],
            id="the-same-in-other-words",
        ),
        pytest.param(
            "The Clerk must reply to letters from the public.",
            "The Clerk must reply to all letters from the public.",
            [],
            id="no-force",
        ),
    ],
)
def test_what_changed_in_force_is_told(earlier, later, force):
    row = one_row(earlier, later)
    assert [(each.kind, each.earlier, each.later) for each in row.force] == force


@pytest.mark.parametrize(
    ("earlier", "later", "flags"),
    [
        pytest.param("1.1 The post is opened.", "1.1 The post is opened.", set(), id="equal"),
        pytest.param("1.1 The post is open.", "1(a) The post is open.", {"renumbered"}, id="1(a)"),
        pytest.param("1.1 The post is open.", "The post is open.", {"renumbered"}, id="no-number"),
        pytest.param("1.1 The post is open.", "~1.1 The post is open.", set(), id="in-words"),
        pytest.param("The Clerk's post – opened.", "The Clerk’s post - opened.", set(), id="curly"),
        pytest.param("The post, is opened.", "The post is opened", {"punctuated"}, id="comma"),
        pytest.param("The post is opened.", "THE POST IS OPENED.", {"punctuated"}, id="capitals"),
        pytest.param(
            "The Clerk opens the post.", "The Proper Officer opens the post.",
            {"reworded", "renamed"}, id="names",
        ),
        pytest.param(
            "The Clerk opens the post.", "The Proper Officer opens all post.",
            {"reworded"}, id="names-and-words",
        ),
    ],
)  # fmt: skip
def test_what_else_differs_is_told(earlier, later, flags):
    row = one_row(earlier, later)
    names = ("reworded", "renamed", "moved", "renumbered", "punctuated")
    assert {name for name in names if getattr(row, name)} == flags


def test_names_that_changed_throughout_are_counted():
    later = BASE.replace("the Clerk", "the Proper Officer")
    (renaming,) = compared(version(BASE), version(later)).renamings
    assert (renaming.earlier, renaming.later, renaming.clauses) == ("Clerk", "Proper Officer", 5)


def test_an_article_before_a_name_is_no_other_name():
    one, other = "Letters go to the Council on Mondays.", "Letters go to Council on Mondays."
    assert compared(version(one), version(other)).renamings == ()


def test_dates_that_differ_are_told():
    later = replace(review(), last_reviewed=PartialDate(2025, 5), review_due=None)
    found = compared((), (), reviews=(review(), later)).dates
    assert [(each.field, str(each.earlier), str(each.later)) for each in found] == [
        ("last_reviewed", "None", "2025-05"),
        ("review_due", "2023-05", "None"),
    ]


def test_defects_are_mended_made_or_kept():
    def defect(kind, quote, n):
        return Defect(kind, "Put it right.", Evidence("draft", 0, 1, quote, n))

    number, blank = DefectKind.DANGLING_REFERENCE, DefectKind.PLACEHOLDER
    earlier = [
        defect(number, "see 9.4", 2),
        defect(number, "see 9.5", 3),
        defect(blank, "[name]", 3),
    ]
    later = [defect(number, "see 8.4", 2), defect(blank, "[date]", 5)]
    found = compared(version(BASE), version(BASE), defects=(earlier, later))
    assert [each.evidence.quote for each in found.mended] == ["see 9.5", "[name]"]
    assert [each.evidence.quote for each in found.made] == ["[date]"]
    assert [each.evidence.quote for each in found.kept] == ["see 8.4"]


@pytest.mark.parametrize("count", [30, 1000])
def test_many_clauses_with_the_same_words_go_one_with_the_other(count):
    same = version("The Clerk opens the post on Mondays.\n" * count)
    rows = compared(same, same[:-3]).rows
    assert [row.fate for row in rows].count(Fate.UNCHANGED) == count - 3
    assert [row.fate for row in rows].count(Fate.REMOVED) == 3
    assert not any(row.moved for row in rows)


LINES = [line.strip() for line in BASE.splitlines() if line.strip()]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=12), st.lists(st.sampled_from(LINES), max_size=12))
def test_every_clause_of_both_is_in_one_row_and_the_rows_follow_the_later_version(one, other):
    earlier, later = version("\n".join(one)), version("\n".join(other))
    rows = compared(earlier, later).rows
    assert sorted(n for row in rows for n in row.earlier) == [clause.n for clause in earlier]
    assert sorted(n for row in rows for n in row.later) == [clause.n for clause in later]
    firsts = [row.later[0] for row in rows if row.later]
    assert firsts == sorted(firsts)
    assert rows == compared(earlier, later).rows
    kept = [row for row in rows if row.earlier and row.later and not row.moved]
    assert [row.earlier[0] for row in kept] == sorted(row.earlier[0] for row in kept)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from([1.0, 2.0]))))
def test_the_heaviest_pairs_in_order_are_chosen(pairs):
    def heaviest(rest, i=-1, j=-1):
        return max(
            (w + heaviest(rest, a, b) for a, b, w in rest if a > i and b > j), default=0.0
        )  # fmt: skip

    pairs = list({(i, j): (i, j, w) for i, j, w in pairs[:8]}.values())
    weights = {(i, j): w for i, j, w in pairs}
    chosen = in_order(pairs)
    assert sum(weights[pair] for pair in chosen) == heaviest(pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(chosen))
