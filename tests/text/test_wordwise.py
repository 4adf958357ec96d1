"""Marks as a person would make them."""

import re
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.folding import fold
from pipeline.text.wordwise import Mark, stretches

TABLE = yaml.safe_load((Path(__file__).parent / "marked_readings.yaml").read_text(encoding="utf-8"))
# how each mark is written, with what stands in the exemplar and what in the reading
SIGNS = {
    Mark.DELETED: (r"\[-(?P<was>.+?)-\]", "was", None),
    Mark.INSERTED: (r"\[\+(?P<now>.+?)\+\]", None, "now"),
    Mark.MOVED: (r"\[\^(?P<now>.+?)\^\]", None, "now"),
    None: (r"\[v(?P<was>.+?)v\]", "was", None),
    Mark.REPLACED: (r"\[(?P<was>[^\[\]]+?) => (?P<now>.+?)\]", "was", "now"),
    Mark.NAMED: (r"\[(?P<was>[^\[\]]+?) ~ (?P<now>.+?)\]", "was", "now"),
}
ANY = re.compile("|".join(re.sub(r"\?P<(\w+)>", "?:", sign) for sign, _, _ in SIGNS.values()), re.S)


def drawn_apart(text):
    """Take a marked text apart: the reading, the exemplar and the marks that are expected."""
    reading, exemplar, marks = [], [], []
    at = 0
    for found in [*ANY.finditer(text), None]:
        plain = text[at : found.start() if found else len(text)]
        reading.append(plain)
        exemplar.append(plain)
        if found is None:
            break
        mark, match = next(
            (mark, match)
            for mark, (sign, _, _) in SIGNS.items()
            if (match := re.fullmatch(sign, found[0], re.S))
        )
        words = match.groupdict()
        reading.append(words.get("now", ""))
        exemplar.append(words.get("was", ""))
        if mark is not None:
            marks.append((mark.value, fold(words.get("was", "")), fold(words.get("now", ""))))
        at = found.end()
    return "".join(reading), "".join(exemplar), marks


def marks_of(found):
    return [
        (each.mark.value, "" if each.mark is Mark.MOVED else fold(each.was), fold(each.text))
        for each in found
        if each.mark is not Mark.SAME
    ]


def cases(*groups):
    for group in groups:
        for case in TABLE[group]:
            reading, exemplar, marks = drawn_apart(case["text"])
            unmet = [pytest.mark.xfail] if case.get("unmet") else []
            yield pytest.param(
                case.get("reading", reading), exemplar, marks, id=case["id"], marks=unmet
            )


@pytest.mark.parametrize(
    ("reading", "exemplar", "marks"), list(cases("seen", "held_back", "second_round"))
)
def test_words_are_marked_as_a_person_would_mark_them(reading, exemplar, marks):
    assert marks_of(stretches(reading, exemplar)) == marks


SOME_WORDS = """The the Clerk Town of Fern Parish Council, must may not reply. reply; (a) • – and/or
well being wellbeing a'i Cyngor \u200b staff members 14 […] e.g."""
WORDS = st.lists(st.sampled_from([*SOME_WORDS.split(), "\n"]), max_size=40)
TEXTS = WORDS.map(" ".join) | st.text(max_size=60)


def covers(text, spans):
    """Whether spans follow each other and leave out white space alone."""
    at = 0
    for start, end in spans:
        if start < at or text[at:start].strip():
            return False
        at = max(at, end)
    return not text[at:].strip()


@given(TEXTS, TEXTS)
def test_every_word_of_both_stands_in_one_stretch(reading, exemplar):
    found = stretches(reading, exemplar)
    assert covers(reading, [(each.start, each.end) for each in found])
    assert covers(exemplar, sorted((s.was_start, s.was_end) for s in found if s.was))
    for each in found:
        assert each.text == reading[each.start : each.end]
        assert each.was == exemplar[each.was_start : each.was_end]
        assert bool(each.text) == (each.mark is not Mark.DELETED)
        assert bool(each.was) == (each.mark is not Mark.INSERTED)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert all(each.mark is Mark.SAME for each in stretches(text, text))


@given(WORDS, st.integers(0, 40), st.sampled_from(["never", "Sometimes,", "in Lent"]))
def test_words_that_are_put_in_are_found(words, at, added):
    at = min(at, len(words))
    reading = " ".join([*words[:at], added, *words[at:]])
    marked = [each for each in stretches(reading, " ".join(words)) if each.mark is not Mark.SAME]
    assert fold(added) in " ".join(fold(each.text) for each in marked)


def a_long_clause(of="must"):
    return " ".join(
        f"In case {n} the officer of ward {n * 7 % 91} {of} note item {n * 13 % 77} of the plan."
        for n in range(310)
    )


@pytest.mark.parametrize(
    ("reading", "exemplar", "marks"),
    [
        pytest.param(a_long_clause("may"), a_long_clause(), {Mark.REPLACED}, id="each-sentence"),
        pytest.param("Fire! " + a_long_clause(), a_long_clause(), {Mark.INSERTED}, id="one-word"),
        pytest.param("never " * 5000, a_long_clause(), {Mark.REPLACED}, id="nothing-in-common"),
        pytest.param("a b " * 2500, "b a " * 2500, None, id="two-words"),
        pytest.param("the " * 5000, "the " * 4000, {Mark.INSERTED}, id="one-word-repeated"),
        pytest.param("\n".join(a_long_clause().split(". ")[::-1]), a_long_clause(), None,
                     id="sentences-upside-down"),
    ],
)  # fmt: skip
def test_five_thousand_words_take_little_time(reading, exemplar, marks):
    began = time.process_time()
    found = {each.mark for each in stretches(reading, exemplar)} - {Mark.SAME}
    assert time.process_time() - began < 2
    assert marks is None or found == marks


def test_what_is_moved_says_where_it_stood():
    exemplar = "Votes are open. The Chair has no power to decide alone."
    moved, *_ = stretches("The Chair has no power to decide alone. Votes are open.", exemplar)
    assert (moved.mark, exemplar[moved.was_start : moved.was_end]) == (Mark.MOVED, moved.text)
