"""Which clauses do people bring together, or take apart?"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from hashlib import blake2b

from pipeline.analyse.corrections.orders import Order, Place
from pipeline.model import (
    ALONE,
    Alignment,
    Clause,
    CorrectionKind,
    Family,
    Member,
    Outcome,
    Relation,
    Replayed,
    Suggestion,
)
from pipeline.text.folding import fold_item
from pipeline.text.similarity import edit_ratio, plain_wording

_PASSES = 3  # one clause joins another, which may itself have moved
_NAME_WORDS = 9


def with_families(
    alignment: Alignment, orders: Sequence[Order], clauses: Sequence[Clause]
) -> tuple[Alignment, tuple[Replayed, ...]]:
    """Move clauses from family to family as people say.

    A clause that a person brings to another is an adapted reading of it, or a verbatim one: no
    longer a paraphrase that waits to be confirmed.

    Args:
        alignment: As the clauses were lined up.
        orders: All corrections to follow; only those of families are.
        clauses: The clauses of all families.

    Returns:
        The alignment that follows, and what became of each correction. Clauses that a person has
        brought together, or left alone, are no longer suggested to be the same.
    """
    own = [each for each in orders if each.correction.what == CorrectionKind.FAMILY]
    if not own:
        return alignment, ()
    groups = _Groups(alignment.families, {(clause.doc, clause.n): clause for clause in clauses})
    ordered = sorted(own, key=lambda order: order.correction.value != ALONE)
    notes: dict[int, str] = {}
    reached: dict[int, set[Place]] = {}
    for _ in range(_PASSES):
        for order in ordered:
            assert order.place is not None
            before = groups.mates(order.place)
            note = groups.follow(order)
            if note:
                notes[id(order)] = note
                reached.setdefault(id(order), set()).update(before, groups.mates(order.place))
    replayed = []
    for order in own:
        places = tuple(sorted(reached.get(id(order), set()) - {order.place}))
        outcome = Outcome.APPLIED if id(order) in notes else Outcome.NO_LONGER_APPLICABLE
        note = notes.get(id(order)) or groups.why_not(order)
        replayed.append(
            Replayed(order.correction, outcome, f"{note} {order.remark}".strip(), order.n, places)
        )
    families = groups.sorted()
    left = {family.id for family in families}
    alone = {order.place for order in own if order.correction.value == ALONE}
    return (
        Alignment(
            families,
            tuple(link for link in alignment.partial_links if link.family in left),
            tuple(each for each in alignment.suggestions if groups.still_open(each, alone)),
        ),
        tuple(replayed),
    )


class _Groups:
    """Families while clauses move between them."""

    def __init__(self, families: Sequence[Family], clauses: Mapping[Place, Clause]) -> None:
        self._clauses = clauses
        self._families = {family.id: family for family in families}
        self._of = {(m.doc, m.n): family.id for family in families for m in family.members}

    def mates(self, place: Place) -> set[Place]:
        if place not in self._of:
            return set()
        return {(m.doc, m.n) for m in self._families[self._of[place]].members}

    def follow(self, order: Order) -> str:
        """Follow one correction: a sentence that says what moved; empty where nothing did."""
        place, target = order.place, order.target
        if place is None or place not in self._of:
            return ""
        if target is None:
            return self._part(place)
        if target not in self._of:
            return ""
        home = self._families[self._of[target]]
        if self._of[place] == home.id:
            return self._confirm(home, place)
        self._take_out(place)
        relation, score = self._relation(home.exemplar, place)
        known = [replace(m, relation=self._in_company(m, home)) for m in home.members]
        members = [*known, Member(*place, relation, score)]
        self._keep(replace(home, members=tuple(sorted(members, key=_by_place))))
        return f"Brought to “{home.name}”, which has now {len(members)} readings."

    def still_open(self, suggestion: Suggestion, alone: Set[Place | None]) -> bool:
        """Whether nobody has said whether the two clauses are the same."""
        places = ((suggestion.doc, suggestion.n), (suggestion.other_doc, suggestion.other_n))
        return self._of[places[0]] != self._of[places[1]] and alone.isdisjoint(places)

    def why_not(self, order: Order) -> str:
        places = [place for place in (order.place, order.target) if place is not None]
        if not all(place in self._of for place in places):
            return (
                "One of the clauses is not compared with other councils' clauses: it is a heading, "
                "or the same text in another language is compared."
            )
        if order.correction.value == ALONE:
            return "Already so without it: no other clause is said to be the same."
        return "Already so without it: the two are together."

    def sorted(self) -> tuple[Family, ...]:
        return tuple(
            sorted(self._families.values(), key=lambda family: _by_place(family.members[0]))
        )

    def _part(self, place: Place) -> str:
        family = self._families[self._of[place]]
        if len(family.members) < 2:
            return ""
        self._take_out(place)
        clause = self._clauses[place]
        words = clause.text.split()
        name = " ".join(words[:_NAME_WORDS]) + (" ..." if len(words) > _NAME_WORDS else "")
        # with its place: the same words may stand in the family that it was taken from
        key = "\x1f".join((ALONE, clause.doc, fold_item(clause.text)))
        identifier = "f-" + blake2b(key.encode("utf-8", "replace"), digest_size=6).hexdigest()
        while identifier in self._families:  # the same words twice in one document
            key += "\x1f"
            identifier = "f-" + blake2b(key.encode("utf-8", "replace"), digest_size=6).hexdigest()
        alone = Member(*place, Relation.UNIQUE, 1.0)
        self._keep(Family(identifier, name or "(no words)", place, (alone,)))
        return f"Taken out of “{family.name}”, and on its own."

    def _confirm(self, family: Family, place: Place) -> str:
        """Take a paraphrase, which waits to be confirmed, for an adapted reading."""
        (member,) = (m for m in family.members if (m.doc, m.n) == place)
        if member.relation is not Relation.PARAPHRASE:
            return ""
        members = (
            replace(m, relation=Relation.ADAPTED) if m is member else m for m in family.members
        )
        self._keep(replace(family, members=tuple(members)))
        return f"Confirmed as a reading of “{family.name}”."

    def _take_out(self, place: Place) -> None:
        family = self._families.pop(self._of.pop(place))
        rest = [member for member in family.members if (member.doc, member.n) != place]
        if not rest:
            return
        if family.exemplar == place:
            order = {Relation.VERBATIM: 0, Relation.ADAPTED: 1}
            first = min(rest, key=lambda m: (order.get(m.relation, 2), -m.score, m.doc, m.n))
            family = replace(family, exemplar=(first.doc, first.n))
            if first.relation is not Relation.VERBATIM:
                rest = [self._related_anew(member, family) for member in rest]
        if len(rest) == 1:
            rest = [replace(rest[0], relation=Relation.UNIQUE, score=1.0)]
        self._keep(replace(family, members=tuple(rest)))

    def _related_anew(self, member: Member, family: Family) -> Member:
        relation, score = self._relation(family.exemplar, (member.doc, member.n))
        if relation is Relation.ADAPTED and member.relation is Relation.PARAPHRASE:
            relation = Relation.PARAPHRASE
        return replace(member, relation=relation, score=score)

    def _relation(self, exemplar: Place, place: Place) -> tuple[Relation, float]:
        one, other = self._clauses[exemplar].text, self._clauses[place].text
        if fold_item(one) == fold_item(other):
            return Relation.VERBATIM, 1.0
        likeness = edit_ratio(plain_wording(one), plain_wording(other))
        return Relation.ADAPTED, round(min(likeness, 0.999), 3)

    def _in_company(self, member: Member, family: Family) -> Relation:
        """Give the relation of a member that may have been on its own until now."""
        if member.relation is Relation.UNIQUE and (member.doc, member.n) == family.exemplar:
            return Relation.VERBATIM
        return member.relation

    def _keep(self, family: Family) -> None:
        self._families[family.id] = family
        self._of |= dict.fromkeys(_places(family.members), family.id)


def _places(members: Iterable[Member]) -> Iterable[Place]:
    return ((member.doc, member.n) for member in members)


def _by_place(member: Member) -> Place:
    return member.doc, member.n
