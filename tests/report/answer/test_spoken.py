"""The answer in a terminal: short, in lines that fit, and harmless."""

from dataclasses import replace

import pytest

from pipeline.model import Defect, DefectKind, State
from pipeline.report.answer.spoken import spoken
from tests.checking.examples import evidence
from tests.report.answer.examples import alone, few, full, unread
from tests.report.answer.test_page import HOSTILE, everything
from tests.report.payloads import filled
from tests.report.test_payloads import Texts


def test_the_answer_in_short():
    assert "\n".join(spoken(full())) == (
        """\
Lower Withy protocol.docx: Lower Withy Parish Council

Your protocol has rules on 1 of 4 provisions.
Of the provisions usual in parish councils in Wiltshire, 1 is missing and 1 is
to be checked.
Review overdue by 3.5 years.
2 drafting defects.
1 reference to law or guidance to bring up to date.
Compared with the 5 parish councils in Wiltshire that could be read. 1 more
council like it could not be read and is not counted.

Usual, and missing here:
  - No rule on press and media (4 of 5 have one)

To be looked at:
  - Perhaps no rule on grievances (3 of 5 have one; clause 2.2)

Weaker than most councils have it:
  - Weaker than usual: should not (most: must not) (clause 2.1)

Stronger than most councils have it:
  - Stronger than usual: 2 days (most: 5 days) (clause 2.1)

Different from what most councils have:
  - Different from usual: chair (most: clerk) (clause 2.1)

Dates:
  - Review overdue by 3.5 years (unnumbered words)
  - It does not say how often it is reviewed

Law and guidance that has changed:
  - Refers to repealed law or an abolished body: “letters” (clause 3.1)

To put right:
  - Blank never filled in: “[name of Clerk]” (clause 2.3)
  - Points to a clause that is not there: “see paragraph 9.4” (clause 2.2)

1 clause that nobody else has: see that each is meant.

Made by rules and a trained coder: read the clause behind a point before you
rely on it. It is a check and not legal advice."""
    )


@pytest.mark.parametrize("check", [full(), few(), alone(), unread(), everything()])
def test_every_line_fits(check):
    assert max(map(len, spoken(check))) <= 80


@pytest.mark.parametrize("state", [state for state in State if not state.readable])
def test_a_file_that_could_not_be_read_says_why_and_what_to_do(state):
    said = " ".join(spoken(unread(state, "It is of no use.")))
    assert "It could not be read. It is of no use." in said
    assert "What to do:" in said
    assert "rule" not in said


def test_many_of_a_sort_are_counted():
    defect = Defect(DefectKind.PLACEHOLDER, "Put the name.", evidence("[name of Clerk]"))
    lines = spoken(full(defects=(defect,) * 9))
    assert sum("Blank never filled in" in line for line in lines) == 6
    assert "  - and 3 more" in lines


@pytest.mark.parametrize("start", range(len(HOSTILE)))
def test_hostile_words_neither_steer_the_terminal_nor_break_a_line(start):
    check = everything()
    lines = spoken(replace(filled(check, Texts(start)), inferred=check.inferred))
    assert max(map(len, lines)) <= 80
    for line in lines:
        line.encode()
        assert not [letter for letter in line if ord(letter) < 32 or 127 <= ord(letter) < 160]
        assert not [letter for letter in line if letter in "\u202e\u2066\u200f"]
