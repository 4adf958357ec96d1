"""Where does a council's reading differ in force from what most councils say?

Within a family the words are nearly the same, so one changed word stands out: "should" for "must",
ten working days for five, a duty of the Clerk that falls on the Chairman. Only readings that are
recognisably the same sentence are compared; a paraphrase has too many words of its own.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.analyse.force import Said, in_full
from pipeline.model import Clause, Difference, DifferenceKind, Family, Relation
from pipeline.text.modality import Duty, Modality
from pipeline.text.parties import Party

_LEAST_READINGS = 3
_USUAL = 0.6  # share of the readings from which a value is the usual one: 2 of 3, 3 of 5
_NONE_STATED = "none stated"


@dataclass(frozen=True, slots=True)
class _Value:
    """What a reading says on one point: `key` decides what is equal, `shown` is for people."""

    key: str | int | bool
    shown: str


_Readings = Mapping[tuple[str, int], _Value]  # by doc and n; without readings that do not say


def differences(
    families: Sequence[Family], clauses: Sequence[Clause], said: Mapping[str, Said]
) -> tuple[Difference, ...]:
    """Find the readings that differ in force from the usual one of their family.

    "Usual" needs three readings that say, and three fifths of them in agreement. "Will", "shall"
    and "must" are one force, and so are "may not" and "must not"; names of councils and roles,
    spelling and the order of words are no differences. A reading turned into its opposite is a
    negation, and is not reported as another modality too.

    Args:
        families: Families of all councils.
        clauses: Clauses in any order, those of the families among them.
        said: What their texts and intros say; see `force.said_by`.

    Returns:
        Differences sorted by document, clause, kind and family; empty where all agree. At most
        one of a kind for a clause.
    """
    known = {(clause.doc, clause.n): clause for clause in clauses}
    found: dict[tuple[str, int, DifferenceKind], Difference] = {}
    for family in families:
        compared = [
            known[member.doc, member.n]
            for member in family.members
            if member.relation in {Relation.VERBATIM, Relation.ADAPTED}
        ]
        if len(compared) < _LEAST_READINGS:
            continue
        exemplar = said[known[family.exemplar].text].duties
        for kind, readings in _points(compared, exemplar, said):
            for difference in _odd(family, kind, readings):
                key = (difference.doc, difference.n, kind)
                if kind is DifferenceKind.MODALITY and (*key[:2], DifferenceKind.NEGATION) in found:
                    continue
                found.setdefault(key, difference)
    return tuple(sorted(found.values(), key=lambda d: (d.doc, d.n, d.kind, d.family)))


def _points(
    compared: Sequence[Clause], exemplar: Sequence[Duty], said: Mapping[str, Said]
) -> Iterator[tuple[DifferenceKind, _Readings]]:
    """Go through the points on which readings can differ: negation before modality."""
    for duty in exemplar or (None,):
        spoken = {
            clause: in_full(
                _counterpart(duty, said[clause.text].duties, len(exemplar)),
                said[clause.intro or ""].duties,
            )
            for clause in compared
        }
        for kind, value_of in (
            (DifferenceKind.NEGATION, _polarity),
            (DifferenceKind.MODALITY, _force),
            (DifferenceKind.DUTY_BEARER, _bearer),
        ):
            yield (
                kind,
                {
                    (clause.doc, clause.n): value
                    for clause, theirs in spoken.items()
                    if theirs is not None and (value := value_of(theirs)) is not None
                },
            )
    limits = {(c.doc, c.n): "; ".join(said[c.text].time_limits) or _NONE_STATED for c in compared}
    yield DifferenceKind.TIME_LIMIT, {at: _Value(shown, shown) for at, shown in limits.items()}
    counts = {(c.doc, c.n): "; ".join(said[c.text].numbers) for c in compared}
    yield (
        DifferenceKind.NUMBER,
        {at: _Value(shown, shown) for at, shown in counts.items() if shown},
    )


def _counterpart(duty: Duty | None, own: Sequence[Duty], of_exemplar: int) -> Duty | None:
    """Find what answers to a duty of the exemplar: the same verb, or the only duty of both."""
    if duty is None:
        return None if own else Duty(Modality.NONE, False, Party.UNKNOWN, "")
    same = [other for other in own if other.verb == duty.verb]
    if same:
        return same[0]
    return own[0] if len(own) == 1 and of_exemplar == 1 else None


def _polarity(duty: Duty) -> _Value | None:
    if not duty.verb:
        return None
    shown = duty.modality.value or ("not to" if duty.negated else "to")
    return _Value(duty.negated, shown)


def _force(duty: Duty) -> _Value | None:
    if duty.modality in {Modality.NONE, Modality.CAN_EXPECT}:
        return None
    return _Value(duty.modality.strength, duty.modality.value)


def _bearer(duty: Duty) -> _Value | None:
    return _Value(duty.bearer.value, duty.bearer.value) if duty.bearer else None


def _odd(family: Family, kind: DifferenceKind, readings: _Readings) -> list[Difference]:
    """List readings that say something else than the usual, if there is a usual."""
    if len(readings) < _LEAST_READINGS:
        return []
    counts = Counter(value.key for value in readings.values())
    key, count = min(counts.items(), key=lambda item: (-item[1], str(item[0])))
    if count < _USUAL * len(readings):
        return []
    shown = Counter(value.shown for value in readings.values() if value.key == key)
    usual = min(shown.items(), key=lambda item: (-item[1], item[0]))[0]
    return [
        Difference(family.id, doc, n, kind, value.shown, usual, count, len(readings))
        for (doc, n), value in readings.items()
        if value.key != key
    ]
