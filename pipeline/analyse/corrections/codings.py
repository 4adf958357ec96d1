"""Which provisions do clauses carry, now that people have had their say?"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.analyse.corrections.orders import Order, Place
from pipeline.model import (
    Basis,
    Cell,
    Clause,
    Codebook,
    Coding,
    CorrectionKind,
    Family,
    Level,
    Outcome,
    Relation,
    Replayed,
)
from pipeline.text.folding import fold_item

_Key = tuple[str, int, str]  # doc, n and provision
_CARRIED = frozenset({Relation.VERBATIM, Relation.ADAPTED})


@dataclass(frozen=True, slots=True)
class Corrected:
    """Codings after corrections."""

    codings: tuple[Coding, ...]  # sorted by document, clause and provision
    absent: frozenset[tuple[str, str]]  # doc and provision: no rule there, a person says
    replayed: tuple[Replayed, ...]


@dataclass(frozen=True, slots=True)
class _Code:
    """What a correction says of one clause."""

    order: Order
    level: Level
    basis: Basis


def with_codings(
    codings: Sequence[Coding],
    orders: Sequence[Order],
    families: Sequence[Family],
    clauses: Sequence[Clause],
    codebook: Codebook,
) -> Corrected:
    """Let corrections win over all other codes, and carry them over to other councils.

    A correction of one clause codes every reading of it: those with the same words on the basis
    `correction`, adapted ones on the basis `family`. Readings in other words are suggestions, and
    keep the codes that they have. What a person says of a reading itself wins over what is carried
    over to it, and where two corrections would carry different levels to it, neither is.

    Args:
        codings: Settled codings.
        orders: All corrections to follow; only those of provisions are.
        families: The readings of each clause, themselves corrected.
        clauses: The clauses of all documents.
        codebook: Gives the provisions' titles.
    """
    own = [each for each in orders if each.correction.what == CorrectionKind.PROVISION]
    if not own:
        return Corrected(tuple(codings), frozenset(), ())
    readings = _Readings(families, clauses)
    direct = {
        (*order.place, order.correction.item): _code(order, Basis.CORRECTION)
        for order in own
        if order.place
    }
    carried: dict[_Key, list[_Code]] = defaultdict(list)
    for code in direct.values():
        assert code.order.place is not None
        for place, basis in readings.of(code.order.place):
            key = (*place, code.order.correction.item)
            if key not in direct:
                carried[key].append(replace(code, basis=basis))
    said = dict(direct)
    unclear: set[_Key] = set()
    for key, codes in carried.items():
        if len({code.level for code in codes}) == 1:
            said[key] = min(codes, key=lambda code: code.basis is not Basis.CORRECTION)
        else:
            unclear.add(key)
    by_key = {(coding.doc, coding.n, coding.provision): coding for coding in codings}
    before = dict(by_key)
    for key, code in said.items():
        if code.level is Level.ABSENT:
            by_key.pop(key, None)
        else:
            by_key[key] = Coding(*key, code.level, code.basis, 1.0)
    titles = {provision.id: provision.title for provision in codebook.provisions}
    return Corrected(
        codings=tuple(by_key[key] for key in sorted(by_key)),
        absent=frozenset(
            (doc, provision)
            for (doc, _, provision), code in said.items()
            if code.level is Level.ABSENT and code.basis is Basis.CORRECTION
        ),
        replayed=tuple(
            _outcome(
                order,
                said,
                before,
                readings,
                unclear=unclear,
                title=titles[order.correction.item],
            )
            for order in own
        ),
    )


def with_confirmed(cells: Sequence[Cell], absent: Collection[tuple[str, str]]) -> tuple[Cell, ...]:
    """Mark the cells whose silence a person has confirmed: nobody need look again.

    Args:
        cells: The coverage matrix.
        absent: Documents and provisions of which a person says that a clause does not carry it.
    """
    return tuple(
        replace(cell, basis=Basis.CORRECTION, chance=1.0, certain=True, nearest=None)
        if cell.level is Level.ABSENT and (cell.doc, cell.provision) in absent
        else cell
        for cell in cells
    )


class _Readings:
    """The other readings of each clause, with the basis on which they take a code over."""

    def __init__(self, families: Sequence[Family], clauses: Sequence[Clause]) -> None:
        self._clauses = {(clause.doc, clause.n): clause for clause in clauses}
        self._families = {
            (member.doc, member.n): (family, member)
            for family in families
            for member in family.members
        }

    def of(self, place: Place) -> list[tuple[Place, Basis]]:
        found: dict[Place, Basis] = {}
        words = fold_item(self._clauses[place].text)
        family, own = self._families.get(place, (None, None))
        for member in family.members if family else ():
            other = member.doc, member.n
            if other == place or other not in self._clauses:
                continue
            if fold_item(self._clauses[other].text) == words:
                found[other] = Basis.CORRECTION
            elif own and own.relation in _CARRIED and member.relation in _CARRIED:
                found[other] = Basis.FAMILY
        for doc, n in (place, *found):  # the same clause in the document's other language
            pair = self._clauses[doc, n].pair
            if pair is not None and (doc, pair) in self._clauses:
                found.setdefault((doc, pair), Basis.FAMILY)
        found.pop(place, None)
        return sorted(found.items())

    def address(self, place: Place) -> str:
        return self._clauses[place].address or f"number {place[1]}"


def _code(order: Order, basis: Basis) -> _Code:
    return _Code(order, Level(order.correction.value), basis)


def _outcome(
    order: Order,
    said: Mapping[_Key, _Code],
    before: Mapping[_Key, Coding],
    readings: _Readings,
    *,
    unclear: Collection[_Key],
    title: str,
) -> Replayed:
    assert order.place is not None
    correction, provision = order.correction, order.correction.item
    others = [place for place, _ in readings.of(order.place)]
    reached = tuple(
        place
        for place in others
        if (code := said.get((*place, provision)))
        and code.order.place != place  # else it is corrected itself
        and code.level.value == correction.value != _level(before, (*place, provision))
    )
    was = _level(before, (*order.place, provision))
    if was == correction.value:
        notes = ["Already read so without it, which it confirms."]
    else:
        notes = [
            f"{title}: the clause {readings.address(order.place)} {_WORDS[correction.value]}; it "
            f"was read as one that {_WORDS[was]}."
        ]
    if reached:
        docs = len({doc for doc, _ in reached})
        notes.append(
            f"Carried over to {_counted(len(reached), 'other reading')} of it in "
            f"{_counted(docs, 'document')}."
        )
    if any((*place, provision) in unclear for place in others):
        notes.append("Not carried over where another correction says otherwise.")
    if order.remark:
        notes.append(order.remark)
    changed = was != correction.value or reached
    outcome = Outcome.APPLIED if changed else Outcome.NO_LONGER_APPLICABLE
    return Replayed(correction, outcome, " ".join(notes), order.n, reached)


_WORDS = {
    Level.RULES.value: "has rules on it",
    Level.MENTION.value: "mentions it",
    Level.ABSENT.value: "does not deal with it",
}


def _level(before: Mapping[_Key, Coding], key: _Key) -> str:
    return before[key].level.value if key in before else Level.ABSENT.value


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
