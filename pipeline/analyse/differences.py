"""Where does a council's reading differ in force from what most councils say?

Within a family the words are nearly the same, so one changed word stands out: "should" for "must",
ten working days for five, a duty of the Clerk that falls on the Chairman. Only readings that are
recognisably the same sentence are compared; a paraphrase has too many words of its own.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from pipeline.model import Clause, Difference, DifferenceKind, Family, Relation
from pipeline.text.modality import Duty, Modality, Party, duties
from pipeline.text.quantities import numbers, time_limits

_LEAST_READINGS = 3
_USUAL = 0.6  # share of the readings from which a value is the usual one: 2 of 3, 3 of 5

_Readings = Mapping[tuple[str, int], str | None]  # by doc and n; None: the reading does not say


def differences(families: Sequence[Family], clauses: Sequence[Clause]) -> tuple[Difference, ...]:
    """Find the readings that differ in force from the usual one of their family.

    "Usual" needs three readings that say, and three fifths of them in agreement. "Will", "shall"
    and "must" are one force, and so are "may not" and "must not"; names of councils and roles,
    spelling and order of words are no differences.

    Args:
        families: Families of all councils.
        clauses: Clauses, in any order, those of the families among them.

    Returns:
        Differences sorted by document, clause, kind and family; empty where all agree.
    """
    known = {(clause.doc, clause.n): clause for clause in clauses}
    found = [
        difference
        for family in families
        if len(family.members) >= _LEAST_READINGS
        for difference in _differences(family, known)
    ]
    return tuple(sorted(found, key=lambda d: (d.doc, d.n, d.kind, d.family)))


def _differences(family: Family, known: Mapping[tuple[str, int], Clause]) -> list[Difference]:
    compared = [
        known[member.doc, member.n]
        for member in family.members
        if member.relation in {Relation.VERBATIM, Relation.ADAPTED}
    ]
    if len(compared) < _LEAST_READINGS:
        return []
    said = {(clause.doc, clause.n): duties(clause.text) for clause in compared}
    intros = {(clause.doc, clause.n): _force_of_intro(clause) for clause in compared}
    found: dict[tuple[str, int, DifferenceKind], Difference] = {}

    def note(kind: DifferenceKind, readings: _Readings) -> set[tuple[str, int]]:
        odd = _odd(readings, partial(Difference, family.id), kind)
        for difference in odd:
            found.setdefault((difference.doc, difference.n, kind), difference)
        return {(difference.doc, difference.n) for difference in odd}

    for verb in dict.fromkeys(duty.verb for duty in said[family.exemplar]):
        spoken = {
            place: _duty_of(verb, own, said[family.exemplar]) for place, own in said.items()
        }
        reversed_ = note(
            DifferenceKind.NEGATION,
            {place: _polarity(duty, intros[place]) for place, duty in spoken.items()},
        )
        note(
            DifferenceKind.MODALITY,
            {
                place: _force(duty, intros[place])
                for place, duty in spoken.items()
                if place not in reversed_
            },
        )
        note(
            DifferenceKind.DUTY_BEARER,
            {place: _bearer(duty) for place, duty in spoken.items()},
        )
    note(
        DifferenceKind.TIME_LIMIT,
        {(c.doc, c.n): "; ".join(time_limits(c.text)) or "none stated" for c in compared},
    )
    note(
        DifferenceKind.NUMBER, {(c.doc, c.n): "; ".join(numbers(c.text)) or None for c in compared}
    )
    return list(found.values())
