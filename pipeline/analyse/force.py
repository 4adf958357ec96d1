"""With what force does each clause speak, who owes it, and what time and numbers does it name?"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Clause, DifferenceKind, Force
from pipeline.text.decisions import Decider, deciders
from pipeline.text.modality import Duty, Modality, duties, of_polarity
from pipeline.text.parties import Party
from pipeline.text.provisos import Proviso, provisos
from pipeline.text.quantities import deadlines, numbers, time_limits
from pipeline.text.subject import subject_matter

_HOURS = re.compile(r"(\d{1,4}) hours")
_MODALS = re.compile(r"\b(?:must|shall|should|will|may|can|cannot)\b", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=[.;!?])\s")


@dataclass(frozen=True, slots=True)
class Point:
    """What one sentence says of time, number, decision or exception."""

    kind: DifferenceKind
    key: str  # equal where the same is said in other words
    shown: str
    about: frozenset[str]  # the rest of its sentence; see `text.subject`


@dataclass(frozen=True, slots=True)
class Said:
    """What the words of one text say of duty, time and number."""

    duties: tuple[Duty, ...]
    time_limits: tuple[str, ...]
    numbers: tuple[str, ...]
    points: tuple[Point, ...]  # in the order of the words, kind by kind
    about: frozenset[str]  # of the whole text; see `text.subject`


def said_by(clauses: Sequence[Clause]) -> dict[str, Said]:
    """Read each text of some clauses once, for `forces` and for `differences`.

    Args:
        clauses: Clauses in any order; those that can carry no provision are left out.

    Returns:
        What each text and each intro says, by its words; "" says nothing.
    """
    said = {"": _said("")}
    for clause in clauses:
        if clause.kind.substantive:
            for text in (clause.text, clause.intro or ""):
                if text not in said:
                    said[text] = _said(text)
    return said


def _said(text: str) -> Said:
    points = tuple(point for sentence in _SENTENCES.split(text) for point in _points(sentence))
    return Said(duties(text), time_limits(text), numbers(text), points, subject_matter(text))


def _points(sentence: str) -> Iterator[Point]:
    ways_out = provisos(sentence)
    about = subject_matter(_without(sentence, ways_out))
    for limit in deadlines(sentence):
        yield Point(DifferenceKind.TIME_LIMIT, _in_days(limit), limit, about)
    for number in numbers(sentence):
        yield Point(DifferenceKind.NUMBER, number, number, about)
    for decider in deciders(sentence):
        rest = _round(sentence, decider, (*ways_out, decider)) or about
        yield Point(DifferenceKind.DECISION_MAKER, decider.who, _in_a_line(decider.words), rest)
    for way_out in ways_out:
        rest = _round(sentence, way_out, ways_out) or about
        yield Point(DifferenceKind.EXCEPTION, way_out.turns_on, _in_a_line(way_out.words), rest)


def _in_days(limit: str) -> str:
    hours = _HOURS.fullmatch(limit)
    if hours is None or int(hours[1]) % 24:
        return limit
    days = int(hours[1]) // 24
    return f"{days} day{'s' if days > 1 else ''}"


def _round(
    sentence: str, part: Proviso | Decider, others: Sequence[Proviso | Decider]
) -> frozenset[str]:
    """Tell what the duty is about that a part of its sentence belongs to."""
    starts = [match.start() for match in _MODALS.finditer(sentence)]
    earlier = [start for start in starts if start < part.start]
    later = [start for start in starts if start >= part.end]
    begin = earlier[-1] if len(earlier) > 1 else 0  # with the subject of the first duty
    last = 0 if earlier else 1  # what opens a sentence belongs to its first duty
    end = later[last] if len(later) > last else len(sentence)
    kept = [
        replace(other, start=other.start - begin, end=other.end - begin)
        for other in others
        if begin <= other.start and other.end <= end
    ]
    return subject_matter(_without(sentence[begin:end], kept))


def _without(sentence: str, parts: Sequence[Proviso | Decider]) -> str:
    for part in sorted(parts, key=lambda part: -part.start):
        sentence = f"{sentence[: part.start]} {sentence[part.end :]}"
    return sentence


def _in_a_line(words: str) -> str:
    return " ".join(words.split())


def forces(clauses: Sequence[Clause], said: Mapping[str, Said]) -> tuple[Force, ...]:
    """Give the force of every clause that can carry a provision.

    Args:
        clauses: Clauses in any order.
        said: What their texts and intros say; see `said_by`.

    Returns:
        One record for each substantive clause, in the order given. A list item without a verb of
        duty has the force and the bearer of its intro.
    """
    return tuple(
        _force(clause, said[clause.text], said[clause.intro or ""].duties)
        for clause in clauses
        if clause.kind.substantive
    )


def in_full(duty: Duty | None, intro: Sequence[Duty]) -> Duty | None:
    """Read a list item with its intro: "Officers must:" and "not to tell tales".

    Args:
        duty: Of the item; None where its words say nothing of duty.
        intro: Duties of the intro; empty where there is none.
    """
    if duty is None or duty.modality is not Modality.NONE or not intro:
        return duty
    above = intro[-1]
    if above.modality is Modality.CAN_EXPECT:
        return duty  # a list of what can be expected gives its items no force of their own
    negated = above.negated != duty.negated
    modality = of_polarity(above.modality, negated=negated)
    return replace(duty, modality=modality, negated=negated, bearer=duty.bearer or above.bearer)


def _force(clause: Clause, said: Said, intro: Sequence[Duty]) -> Force:
    forceful = [duty for duty in said.duties if duty.modality is not Modality.NONE]
    opening = said.duties[0] if said.duties else Duty(Modality.NONE, False, Party.UNKNOWN, "")
    duty = forceful[0] if forceful else (in_full(opening, intro) or opening)
    expected = not forceful and bool(intro) and intro[-1].modality is Modality.CAN_EXPECT
    return Force(
        doc=clause.doc,
        n=clause.n,
        modality=(Modality.CAN_EXPECT if expected else duty.modality).value,
        negated=duty.negated,
        bearer=duty.bearer.value,
        time_limits=said.time_limits,
        numbers=said.numbers,
    )
