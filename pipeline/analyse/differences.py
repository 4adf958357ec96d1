"""Where does a council's reading differ in force from what most councils say?

Within a family the words are nearly the same, so one changed word stands out: "should" for "must",
ten working days for five, a duty of the Clerk that falls on the Chairman. Only readings that are
recognisably the same sentence are compared; a paraphrase has too many words of its own.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.analyse.force import Point, Said, in_full
from pipeline.model import Clause, Difference, DifferenceKind, Family, Relation, Usual
from pipeline.text.decisions import is_same_decider
from pipeline.text.modality import Duty, Modality
from pipeline.text.parties import Party
from pipeline.text.quantities import AS_SOON_AS_POSSIBLE
from pipeline.text.subject import subject_matter
from pipeline.text.verbs import base_of, is_same_verb

_LEAST_READINGS = 3
_USUAL = 0.6  # share of the readings from which a value is the usual one: 2 of 3, 3 of 5
_NONE_STATED = "none stated"
_SAME_DUTY = 0.3  # share of the shorter's words from which one verb speaks of the same duty
_OTHER_VERB = 0.6  # share of the longer's words from which another verb does
_SAME_SENTENCE = 0.6  # share of a sentence's words that are in the other reading too
_DECISIONS = (
    *("approve", "authorise", "authorize", "agree", "decide", "determine", "sanction", "permit"),
    *("grant", "resolve", "delegated", "accepted", "settled"),
)
_DECIDING = frozenset(map(base_of, _DECISIONS))


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


def usual_and_odd(
    families: Sequence[Family], clauses: Sequence[Clause], said: Mapping[str, Said]
) -> tuple[tuple[Usual, ...], tuple[Difference, ...]]:
    """Find what is usual in each family, and the readings that differ from it in force.

    "Usual" needs three readings that say, and three fifths of them in agreement. What counts as a
    difference between two readings `compared_force` tells.

    Args:
        families: Families of all councils.
        clauses: Clauses in any order, those of the families among them.
        said: What their texts and intros say; see `force.said_by`.

    Returns:
        What is usual, in the order of the families, at most once for a point of a family; and
        differences sorted by document, clause, kind and family, at most one of a kind for a clause.
    """
    known = {(clause.doc, clause.n): clause for clause in clauses}
    usual: list[Usual] = []
    found: dict[tuple[str, int, DifferenceKind], Difference] = {}
    for family in families:
        if compared := _compared(family, known):
            for each, odd in _usual(family, compared, known[family.exemplar], said):
                usual.append(each)
                for difference in _differing(odd, known[each.reading], each, said):
                    found.setdefault((difference.doc, difference.n, difference.kind), difference)
    ordered = sorted(found.values(), key=lambda d: (d.doc, d.n, d.kind, d.family))
    return tuple(usual), tuple(ordered)


def compared_force(theirs: Clause, usual: Clause, said: Mapping[str, Said]) -> tuple[Contrast, ...]:
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


def departures(
    theirs: Clause,
    exemplar: Clause,
    usual: Sequence[tuple[Usual, Clause]],
    said: Mapping[str, Said],
) -> tuple[tuple[Usual, Clause, Contrast], ...]:
    """Tell in what a reading differs in force from what is usual in its family.

    Args:
        theirs: A reading, adapted or verbatim, that need not be among those of the family.
        exemplar: Of the family.
        usual: What is usual in it, each with the reading that says so.
        said: What the texts and intros of all of them say; see `force.said_by`.

    Returns:
        At most one of a kind, in the order of the kinds; empty where it says the usual.
    """
    own = _points(theirs, exemplar, said)
    readings = {(reading.doc, reading.n): reading for _, reading in usual}
    points = {key: _points(reading, exemplar, said) for key, reading in readings.items()}
    contrasts: dict[tuple[str, int], tuple[Contrast, ...]] = {}
    found: dict[DifferenceKind, tuple[Usual, Clause, Contrast]] = {}
    for each, reading in usual:
        point, key = (each.kind, each.at), (reading.doc, reading.n)
        if point not in own or own[point] == points[key].get(point):
            continue
        if key not in contrasts:
            contrasts[key] = compared_force(theirs, reading, said)
        for contrast in contrasts[key]:
            if contrast.kind is each.kind:
                found.setdefault(each.kind, (each, reading, contrast))
    return tuple(found[kind] for kind in DifferenceKind if kind in found)


def _compared(family: Family, known: Mapping[tuple[str, int], Clause]) -> list[Clause]:
    """Give the readings that are recognisably the same sentence; none where they are too few."""
    compared = [
        known[member.doc, member.n]
        for member in family.members
        if member.relation in {Relation.VERBATIM, Relation.ADAPTED}
    ]
    return compared if len(compared) >= _LEAST_READINGS else []


def _differing(
    odd: Sequence[Clause], usual: Clause, each: Usual, said: Mapping[str, Said]
) -> Iterator[Difference]:
    """Measure the odd readings of a family by the usual one."""
    for reading in odd:
        for contrast in compared_force(reading, usual, said):
            if contrast.kind is each.kind:
                yield Difference(
                    each.family,
                    reading.doc,
                    reading.n,
                    each.kind,
                    contrast.theirs,
                    contrast.usual,
                    each.count,
                    each.total,
                )


def _usual(
    family: Family, compared: Sequence[Clause], exemplar: Clause, said: Mapping[str, Said]
) -> Iterator[tuple[Usual, list[Clause]]]:
    """Measure the readings of a family by the exemplar; give what is usual, and the odd ones."""
    points: dict[tuple[DifferenceKind, int], dict[tuple[str, int], _Value]] = {}
    read: dict[tuple[str, str | None], list[_Pair]] = {}
    by_place = {(clause.doc, clause.n): clause for clause in compared}
    for place, clause in by_place.items():
        words = (clause.text, clause.intro)
        if words not in read:
            read[words] = list(_pairs(clause, exemplar, said))
        for pair in read[words]:
            points.setdefault((pair.kind, pair.at), {})[place] = pair.theirs
    for (kind, at), values in points.items():
        if len(values) < _LEAST_READINGS:
            continue
        counts = Counter(value.key for value in values.values())
        key, count = min(counts.items(), key=lambda item: (-item[1], str(item[0])))
        if count < _USUAL * len(values):
            continue
        saying = [by_place[place] for place, value in values.items() if value.key == key]
        odd = [by_place[place] for place, value in values.items() if value.key != key]
        reading = exemplar if exemplar in saying else saying[0]
        place = reading.doc, reading.n
        yield Usual(family.id, kind, at, place, count, len(values)), odd


def _points(
    reading: Clause, exemplar: Clause, said: Mapping[str, Said]
) -> dict[tuple[DifferenceKind, int], str | int | bool]:
    """Give what a reading says on each point of the exemplar on which both say something."""
    return {(pair.kind, pair.at): pair.theirs.key for pair in _pairs(reading, exemplar, said)}


def _pairs(theirs: Clause, usual: Clause, said: Mapping[str, Said]) -> Iterator[_Pair]:
    """Go through the points on which both readings say something."""
    ours, other = said[theirs.text], said[usual.text]
    above, above_other = said[theirs.intro or ""], said[usual.intro or ""]
    yield from _of_duties(theirs, usual, said)
    for kind in _STATED:
        yield from _stated(kind, (ours, above), (other, above_other))


def _of_duties(theirs: Clause, usual: Clause, said: Mapping[str, Said]) -> Iterator[_Pair]:
    """Compare the duties of two readings: negation, modality and who owes them.

    Where both say the same of their duties taken together, only their order is another.
    """
    ours, other = said[theirs.text], said[usual.text]
    own, others = _duties(theirs, said), _duties(usual, said)
    decided = _of(DifferenceKind.DECISION_MAKER, ours) and _of(DifferenceKind.DECISION_MAKER, other)
    pairs = _counterparts(own, others)
    for kind, value_of in (
        (DifferenceKind.NEGATION, _polarity),
        (DifferenceKind.MODALITY, _force),
        (DifferenceKind.DUTY_BEARER, _bearer),
    ):
        reordered = len(pairs) > 1 and _all_keys(own, value_of) == _all_keys(others, value_of)
        for at, (one, two) in enumerate(pairs):
            if one is None or not _can_be_compared(kind, one, two, ours, other):
                continue
            if kind is DifferenceKind.DUTY_BEARER and decided and base_of(two.verb) in _DECIDING:
                continue
            value, usual_value = value_of(one), value_of(two)
            if value and usual_value:
                yield _Pair(kind, at, usual_value if reordered else value, usual_value)


def _all_keys(
    found: Sequence[Duty], value_of: Callable[[Duty], _Value | None]
) -> Counter[str | int | bool | None]:
    return Counter(value.key if (value := value_of(duty)) else None for duty in found)


def _can_be_compared(kind: DifferenceKind, one: Duty, two: Duty, ours: Said, other: Said) -> bool:
    """Whether two duties can differ so: one turned into its opposite is no other modality."""
    if kind is DifferenceKind.NEGATION:
        return is_same_verb(one.verb, two.verb) and not (
            one.negated != two.negated and _only_put_otherwise(one, two, ours, other)
        )
    return kind is not DifferenceKind.MODALITY or one.negated == two.negated


def _only_put_otherwise(one: Duty, two: Duty, ours: Said, other: Said) -> bool:
    """Whether "may only with leave" stands against "must not without leave": the same rule."""
    ban, leave = (one, two) if one.negated else (two, one)
    ways_out = {point.key for point in _of(DifferenceKind.EXCEPTION, ours)}
    shared = ways_out & {point.key for point in _of(DifferenceKind.EXCEPTION, other)}
    return not leave.negated and ban.negated and (leave.only or bool(shared))


def _counterparts(own: Sequence[Duty], others: Sequence[Duty]) -> list[tuple[Duty | None, Duty]]:
    """Pair the duties of two readings, by verb and words, in the order of the second."""
    likely = sorted(
        (not is_same_verb(one.verb, other.verb), -likeness, abs(at - to), to, at)
        for to, other in enumerate(others)
        for at, one in enumerate(own)
        if (likeness := _likeness(one, other, alone=len(own) == len(others) == 1))
    )
    chosen: dict[int, int] = {}
    for *_, to, at in likely:
        if to not in chosen and at not in chosen.values():
            chosen[to] = at
    return [(own[chosen[to]] if to in chosen else None, other) for to, other in enumerate(others)]


def _duties(clause: Clause, said: Mapping[str, Said]) -> list[Duty]:
    """Give a reading's duties with the force of its intro; a bare list item owes what that says."""
    found: Sequence[Duty] = said[clause.text].duties
    if not found:
        opening = clause.text.casefold().split() if clause.intro else []
        found = (Duty(Modality.NONE, False, Party.UNKNOWN, opening[0] if opening else ""),)
    above = said[clause.intro or ""].duties
    return [in_full(duty, above) or duty for duty in found]


def _likeness(one: Duty, other: Duty, *, alone: bool) -> float:
    """Measure from 0.0 to 1.0 how likely two duties are the same; 0.0 where they are not.

    Args:
        one: A duty.
        other: Another.
        alone: Whether each is the only duty of its reading.
    """
    first, second = subject_matter(one.said), subject_matter(other.said)
    if not (first and second):
        return 1.0
    shared = len(first & second)
    if alone or is_same_verb(one.verb, other.verb):
        of_shorter = shared / min(len(first), len(second))
        return of_shorter if of_shorter >= _SAME_DUTY else 0.0
    of_longer = shared / max(len(first), len(second))
    return of_longer if of_longer >= _OTHER_VERB else 0.0


def _polarity(duty: Duty) -> _Value | None:
    if not duty.verb:
        return None
    shown = duty.modality.value or ("not to" if duty.negated else "to")
    return _Value(duty.negated, shown)


def _force(duty: Duty) -> _Value | None:
    if duty.modality in {Modality.NONE, Modality.CAN_EXPECT}:
        return None
    if duty.only and duty.modality is Modality.MAY:
        return _Value(Modality.MUST.strength, f"{Modality.MAY} only")
    return _Value(duty.modality.strength, duty.modality.value)


def _bearer(duty: Duty) -> _Value | None:
    return _Value(duty.bearer.value, duty.bearer.value) if duty.bearer else None


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
    needs_both = kind in {DifferenceKind.NUMBER, DifferenceKind.DECISION_MAKER}
    if needs_both and not (own and others):
        return
    added = _firm(_without(_without(own, others), _of(kind, usual[1])))
    lacking = _firm(_without(_without(others, own), _of(kind, theirs[1])))
    left = [point for point in added if _is_hosted(point, usual, lacking)]
    missing = [point for point in lacking if _is_hosted(point, theirs, added)]
    if lacking and not missing:
        return  # the sentence itself is not there
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


def _is_hosted(point: Point, other: tuple[Said, Said], answers: Sequence[Point]) -> bool:
    """Whether the other reading has the sentence of a point, whatever it states there.

    Args:
        point: A point of one reading.
        other: The text and the intro of the other.
        answers: What the other states that the one does not.
    """
    if not point.about:
        return True
    shared = point.about & (other[0].about | other[1].about)
    return len(shared) >= _SAME_SENTENCE * len(point.about) or any(
        len(point.about & answer.about) >= _SAME_SENTENCE * min(len(point.about), len(answer.about))
        for answer in answers
    )


def _shown(points: Sequence[Point]) -> str:
    return "; ".join(point.shown for point in points) or _NONE_STATED
