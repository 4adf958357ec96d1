"""Where does a council's reading differ in force from what most councils say?

Within a family the words are nearly the same, so one changed word stands out: "should" for "must",
ten working days for five, a duty of the Clerk that falls on the Chairman. Only readings that are
recognisably the same sentence are compared; a paraphrase has too many words of its own.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.analyse.force import Point, Said, in_full, subject_matter
from pipeline.model import Clause, Difference, DifferenceKind, Family, Relation
from pipeline.text.decisions import is_same_decider
from pipeline.text.modality import Duty, Modality
from pipeline.text.parties import Party
from pipeline.text.quantities import AS_SOON_AS_POSSIBLE
from pipeline.text.verbs import base_of, is_same_verb

_LEAST_READINGS = 3
_USUAL = 0.6  # share of the readings from which a value is the usual one: 2 of 3, 3 of 5
_NONE_STATED = "none stated"
_SAME_DUTY = 0.3  # share of words in common from which one verb speaks of the same duty
_OTHER_VERB = 0.6  # the same, where the verbs differ
_SAME_SENTENCE = 0.6  # share of a sentence's words that are in the other reading too
_DECIDING = frozenset(
    map(
        base_of,
        ("approve", "authorise", "authorize", "agree", "decide", "determine", "sanction")
        + ("permit", "grant", "resolve", "delegated", "accepted", "settled"),
    )
)


@dataclass(frozen=True, slots=True)
class Contrast:
    """One way in which a reading differs in force from another."""

    kind: DifferenceKind
    theirs: str
    usual: str


@dataclass(frozen=True, slots=True)
class _Value:
    """What a reading says on one point: `key` decides what is equal, `shown` is for people."""

    key: str | int | bool
    shown: str


@dataclass(frozen=True, slots=True)
class _Pair:
    """What two readings say on one point; the same value where they say the same."""

    kind: DifferenceKind
    at: int  # which duty of the second reading; 0 for what is no duty's
    theirs: _Value
    usual: _Value


def differences(
    families: Sequence[Family], clauses: Sequence[Clause], said: Mapping[str, Said]
) -> tuple[Difference, ...]:
    """Find the readings that differ in force from the usual one of their family.

    "Usual" needs three readings that say, and three fifths of them in agreement. What counts as a
    difference between two readings `compared_force` tells.

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
        if len(compared) >= _LEAST_READINGS:
            for difference in _odd(family, compared, known[family.exemplar], said):
                found.setdefault((difference.doc, difference.n, difference.kind), difference)
    return tuple(sorted(found.values(), key=lambda d: (d.doc, d.n, d.kind, d.family)))


def compared_force(
    theirs: Clause, usual: Clause, said: Mapping[str, Said]
) -> tuple[Contrast, ...]:
    """Tell in what one reading differs in force from another of the same clause.

    "Will", "shall" and "must" are one force, and so are "may not" and "must not"; names of councils
    and roles, spelling and the order of words are no differences. A reading turned into its
    opposite is a negation, and is not reported as another modality too. A sentence that only one of
    them has is an addition, not a difference of force.

    Args:
        theirs: The reading that is judged.
        usual: The one it is measured by.
        said: What their texts and intros say; see `force.said_by`.

    Returns:
        At most one of a kind, in the order of the kinds; empty where both have the same force.
    """
    pairs = [pair for pair in _pairs(theirs, usual, said) if pair.theirs.key != pair.usual.key]
    found: dict[DifferenceKind, Contrast] = {}
    for pair in pairs:
        contrast = Contrast(pair.kind, pair.theirs.shown, pair.usual.shown)
        found.setdefault(pair.kind, contrast)
    return tuple(found[kind] for kind in DifferenceKind if kind in found)


def _odd(
    family: Family, compared: Sequence[Clause], exemplar: Clause, said: Mapping[str, Said]
) -> Iterator[Difference]:
    """Measure the readings of a family by the exemplar, then the odd ones by the usual one."""
    points: dict[tuple[DifferenceKind, int], dict[tuple[str, int], _Value]] = {}
    read: dict[tuple[str, str | None], list[_Pair]] = {}
    by_place = {(clause.doc, clause.n): clause for clause in compared}
    for place, clause in by_place.items():
        words = (clause.text, clause.intro)
        if words not in read:
            read[words] = list(_pairs(clause, exemplar, said))
        for pair in read[words]:
            points.setdefault((pair.kind, pair.at), {})[place] = pair.theirs
    for (kind, _), values in points.items():
        if len(values) < _LEAST_READINGS:
            continue
        counts = Counter(value.key for value in values.values())
        key, count = min(counts.items(), key=lambda item: (-item[1], str(item[0])))
        if count < _USUAL * len(values) or count == len(values):
            continue
        saying = [by_place[place] for place, value in values.items() if value.key == key]
        usual = exemplar if exemplar in saying else saying[0]
        for place, value in values.items():
            if value.key == key:
                continue
            for contrast in compared_force(by_place[place], usual, said):
                if contrast.kind is kind:
                    yield Difference(
                        family.id, *place, kind, contrast.theirs, contrast.usual, count, len(values)
                    )


def _pairs(theirs: Clause, usual: Clause, said: Mapping[str, Said]) -> Iterator[_Pair]:
    """Go through the points on which both readings say something."""
    ours, other = said[theirs.text], said[usual.text]
    above, above_other = said[theirs.intro or ""], said[usual.intro or ""]
    decided = _of(DifferenceKind.DECISION_MAKER, ours) and _of(DifferenceKind.DECISION_MAKER, other)
    for at, (first, second) in enumerate(_counterparts(theirs, usual, said)):
        one = in_full(first, above.duties)
        two = in_full(second, above_other.duties)
        if one is None or two is None:
            continue
        turned = is_same_verb(one.verb, two.verb) and one.negated != two.negated
        if turned and not _only_put_otherwise(one, two, ours, other):
            yield _Pair(DifferenceKind.NEGATION, at, _polarity(one), _polarity(two))
        elif is_same_verb(one.verb, two.verb):
            yield _Pair(DifferenceKind.NEGATION, at, _polarity(two), _polarity(two))
        if not turned and one.negated == two.negated:
            strength, usual_strength = _force(one), _force(two)
            if strength and usual_strength:
                yield _Pair(DifferenceKind.MODALITY, at, strength, usual_strength)
        if one.bearer and two.bearer and not (decided and base_of(two.verb) in _DECIDING):
            yield _Pair(
                DifferenceKind.DUTY_BEARER,
                at,
                _Value(one.bearer.value, one.bearer.value),
                _Value(two.bearer.value, two.bearer.value),
            )
    for kind in _STATED:
        yield from _stated(kind, (ours, above), (other, above_other))


def _only_put_otherwise(one: Duty, two: Duty, ours: Said, other: Said) -> bool:
    """Whether "may only with leave" stands against "must not without leave": the same rule."""
    ban, leave = (one, two) if one.negated else (two, one)
    ways_out = {point.key for point in _of(DifferenceKind.EXCEPTION, ours)}
    shared = ways_out & {point.key for point in _of(DifferenceKind.EXCEPTION, other)}
    return not leave.negated and ban.negated and (leave.only or bool(shared))


def _counterparts(
    theirs: Clause, usual: Clause, said: Mapping[str, Said]
) -> Iterator[tuple[Duty | None, Duty | None]]:
    """Pair the duties of two readings: by verb and words, the order of the second."""
    own = list(_duties(theirs, said))
    others = list(_duties(usual, said))
    if len(own) == len(others) == 1:
        yield own[0], others[0]
        return
    chosen: dict[int, int] = {}
    for least, same_verb in ((_SAME_DUTY, True), (_OTHER_VERB, False)):
        ranked = sorted(
            (-_shared(one, other), abs(at - to), to, at)
            for to, other in enumerate(others)
            if to not in chosen
            for at, one in enumerate(own)
            if at not in chosen.values()
            if not same_verb or is_same_verb(one.verb, other.verb)
            if _shared(one, other) >= least
        )
        for _, _, to, at in ranked:
            if to not in chosen and at not in chosen.values():
                chosen[to] = at
    for to, other in enumerate(others):
        yield (own[chosen[to]], other) if to in chosen else (None, other)


def _duties(clause: Clause, said: Mapping[str, Said]) -> Sequence[Duty]:
    """Give a reading's duties; a bare list item owes what its intro says."""
    found = said[clause.text].duties
    if found:
        return found
    opening = clause.text.casefold().split() if clause.intro else []
    return (Duty(Modality.NONE, False, Party.UNKNOWN, opening[0] if opening else ""),)


def _shared(one: Duty, other: Duty) -> float:
    """Measure the share of words that two duties have in common, from 0.0 to 1.0."""
    first, second = subject_matter(one.said), subject_matter(other.said)
    if not (first and second):
        return 1.0
    return len(first & second) / min(len(first), len(second))


def _polarity(duty: Duty) -> _Value:
    shown = duty.modality.value or ("not to" if duty.negated else "to")
    return _Value(duty.negated, shown)


def _force(duty: Duty) -> _Value | None:
    if duty.modality in {Modality.NONE, Modality.CAN_EXPECT}:
        return None
    if duty.only and duty.modality is Modality.MAY:
        return _Value(Modality.MUST.strength, f"{Modality.MAY} only")
    return _Value(duty.modality.strength, duty.modality.value)


_STATED = (
    DifferenceKind.TIME_LIMIT,
    DifferenceKind.NUMBER,
    DifferenceKind.DECISION_MAKER,
    DifferenceKind.EXCEPTION,
)


def _of(kind: DifferenceKind, said: Said) -> list[Point]:
    return [point for point in said.points if point.kind is kind]


def _stated(
    kind: DifferenceKind, theirs: tuple[Said, Said], usual: tuple[Said, Said]
) -> Iterator[_Pair]:
    """Compare what two readings state of times, numbers, decisions or exceptions.

    Args:
        kind: Which of them.
        theirs: What the text and the intro of one reading say.
        usual: The same of the other.
    """
    own, others = _of(kind, theirs[0]), _of(kind, usual[0])
    left = _firm(_without(_without(own, others), _of(kind, usual[1])))
    missing = _firm(_without(_without(others, own), _of(kind, theirs[1])))
    left = [point for point in left if _is_hosted(point, usual)]
    missing = [point for point in missing if _is_hosted(point, theirs)]
    needs_both = kind in {DifferenceKind.NUMBER, DifferenceKind.DECISION_MAKER}
    if needs_both and not (own and others):
        return
    same = _Value(_keys(others), _shown(others))
    if not (left or missing) or (needs_both and not (left and missing)):
        yield _Pair(kind, 0, same, same)
        return
    yield _Pair(
        kind,
        0,
        _Value(f"{_keys(own)} not {same.key}", _shown(left or _hasty(own))),
        _Value(same.key, _shown(missing or _hasty(others))),
    )


def _keys(points: Sequence[Point]) -> str:
    return "; ".join(sorted(point.key for point in points))


def _hasty(points: Sequence[Point]) -> list[Point]:
    return [point for point in points if point.key == AS_SOON_AS_POSSIBLE]


def _without(points: Sequence[Point], others: Sequence[Point]) -> list[Point]:
    """Take away from some points, one for one, those that others state too."""
    left = list(points)
    for other in others:
        same = next((point for point in left if _is_same(point, other)), None)
        if same is not None:
            left.remove(same)
    return left


def _is_same(one: Point, other: Point) -> bool:
    if one.kind is DifferenceKind.DECISION_MAKER:
        return is_same_decider(one.key, other.key)
    return one.key == other.key


def _firm(points: Sequence[Point]) -> list[Point]:
    """Leave haste out: it adds nothing to a time, and is as good as none where there is none."""
    return [point for point in points if point.key != AS_SOON_AS_POSSIBLE]


def _is_hosted(point: Point, other: tuple[Said, Said]) -> bool:
    """Whether the other reading has the sentence of a point, if not the point."""
    if not point.about:
        return True
    shared = point.about & (other[0].about | other[1].about)
    return len(shared) >= _SAME_SENTENCE * len(point.about)


def _shown(points: Sequence[Point]) -> str:
    return "; ".join(point.shown for point in points) or _NONE_STATED
