"""Which councils are like a council, and what do they have?

Those that are alike in most are asked first: the same type, county, country and size. Where too
few of them could be read, one after another of these is let go, down to all councils. What is not
known of a council cannot be asked for, and no council is its own peer, whatever it has published.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from pipeline.model import (
    Cell,
    Council,
    Level,
    Likeness,
    PeerGroup,
    Peers,
    Practice,
)
from pipeline.text.folding import fold

Key = tuple[tuple[Likeness, str], ...]

_TYPE, _COUNTY, _COUNTRY, _SIZE = (
    Likeness.COUNCIL_TYPE,
    Likeness.COUNTY,
    Likeness.COUNTRY,
    Likeness.SIZE,
)

# the closest likeness first. The type outlasts the rest: a city and a parish of one county differ
# more than two parishes of different ones; size goes before the county, which people ask about
WIDENING: tuple[tuple[Likeness, ...], ...] = (
    (_TYPE, _COUNTY, _COUNTRY, _SIZE),
    (_TYPE, _COUNTY, _COUNTRY),
    (_TYPE, _COUNTRY, _SIZE),
    (_TYPE, _COUNTRY),
    (_COUNTRY, _SIZE),
    (_COUNTRY,),
    (),
)

# what is counted of the peers, in the order of the record's fields
_MARKS = ("rules", "mention", "absent", "certain")
_RANKED = (Level.RULES, Level.MENTION, Level.ABSENT)
_RANK = {Level.RULES: 3, Level.MENTION: 2, Level.ABSENT: 1}


class PeerIndex:
    """The councils of a corpus, to be asked for those that are like one."""

    def __init__(
        self,
        councils: Iterable[Council],
        readable: Collection[str],
        *,
        bands: Sequence[int],
    ) -> None:
        """Arrange councils for the question.

        Args:
            councils: One record for each document that is counted, with its doc.
            readable: The documents that could be read.
            bands: Numbers of electors at which a band of size begins, rising; the first band
                begins at none.
        """
        self._bands = (0, *bands)
        self._readable = frozenset(readable)
        self._by_doc = {council.doc: council for council in councils}
        self._own = _documents_of_each(self._by_doc.values())
        self._groups: dict[Key, PeerGroup] = {}
        self._places: dict[str, dict[str, int]] = {}  # by group and document: which of its councils
        self._members: dict[tuple[Likeness, ...], dict[Key, list[Council]]] = {}

    def peers_of(
        self,
        council: Council,
        *,
        enough: int,
        fewest: int,
        steps: Sequence[Sequence[Likeness]] = WIDENING,
    ) -> tuple[Peers, PeerGroup]:
        """Find the closest group of councils that is large enough.

        Args:
            council: A council of the corpus, or that of a draft.
            enough: How many peers that could be read end the search.
            fewest: With fewer than so many in the end, nothing can be said of what is usual.
            steps: Likenesses to ask for, one set after another; the last one stands, however
                few councils it finds. What is not known of the council is left out of each.

        Returns:
            The peers, and the group of which they are all but the council itself.
        """
        own = self._documents_of(council)
        found = None
        for asked in steps:
            group = self._group(self._key(council, asked))
            places = self._places[group.id]
            read = len(group.read) - len({places[doc] for doc in own if doc in places})
            unread = len(group.unread) - len(own.intersection(group.unread))
            found = Peers(council.doc, group.id, tuple(sorted(own)), read, unread, read >= fewest)
            if read >= enough:
                break
        if found is None:
            raise ValueError("no likeness to ask for: give at least one set, which may be empty")
        return found, group

    def _documents_of(self, council: Council) -> frozenset[str]:
        if council.doc in self._own:
            return self._own[council.doc]
        namesakes = (
            self._own[other.doc] for other in self._by_doc.values() if _is_same(council, other)
        )
        return frozenset({council.doc} - {""}).union(*namesakes)

    def _key(self, council: Council, asked: Sequence[Likeness]) -> Key:
        values = ((likeness, self._value(council, likeness)) for likeness in asked)
        return tuple((likeness, value) for likeness, value in values if value)

    def _value(self, council: Council, likeness: Likeness) -> str:
        """Give what is compared; empty where it is not known."""
        match likeness:
            case Likeness.COUNCIL_TYPE:
                return (council.council_type or "").strip().casefold()
            case Likeness.COUNTY:
                return (council.county or "").strip().casefold()
            case Likeness.COUNTRY:
                return (council.country or "").strip().casefold()
            case Likeness.SIZE:
                band = self._band(council.electorate)
                return "" if band is None else f"{band[0]}-{'' if band[1] is None else band[1]}"

    def _band(self, electorate: int | None) -> tuple[int, int | None] | None:
        if electorate is None or electorate < 0:
            return None
        place = max(at for at, least in enumerate(self._bands) if electorate >= least)
        ends = self._bands[place + 1] - 1 if place + 1 < len(self._bands) else None
        return self._bands[place], ends

    def _group(self, key: Key) -> PeerGroup:
        if key not in self._groups:
            self._groups[key] = group = self._made(key)
            self._places[group.id] = _places(group)
        return self._groups[key]

    def _made(self, key: Key) -> PeerGroup:
        asked = tuple(likeness for likeness, _ in key)
        if asked not in self._members:
            arranged: dict[Key, list[Council]] = defaultdict(list)
            for council in self._by_doc.values():
                arranged[self._key(council, asked)].append(council)
            self._members[asked] = arranged
        members = sorted(self._members[asked].get(key, ()), key=lambda council: council.doc)
        read: dict[frozenset[str], list[str]] = {}
        for council in members:
            docs = read.setdefault(self._own[council.doc], [])
            if council.doc in self._readable:
                docs.append(council.doc)
        example = members[0] if members else Council()
        return PeerGroup(
            id="/".join(f"{likeness}={_escaped(value)}" for likeness, value in key) or "all",
            likenesses=asked,
            council_type=_spelling(members, "council_type") if _TYPE in asked else None,
            county=_spelling(members, "county") if _COUNTY in asked else None,
            country=_spelling(members, "country") if _COUNTRY in asked else None,
            electors=self._band(example.electorate) if _SIZE in asked else None,
            read=tuple(tuple(docs) for docs in read.values() if docs),
            unread=tuple(min(own) for own in read if self._readable.isdisjoint(own)),
        )


def peers(
    councils: Iterable[Council],
    readable: Collection[str],
    *,
    bands: Sequence[int],
    enough: int,
    fewest: int,
) -> tuple[tuple[Peers, ...], tuple[PeerGroup, ...]]:
    """Find the peers of every document's council.

    Args:
        councils: One record for each document that is counted, with its doc.
        readable: The documents that could be read.
        bands: Numbers of electors at which a band of size begins, rising.
        enough: How many peers that could be read end the search.
        fewest: With fewer than so many, nothing is said of what is usual.

    Returns:
        One record for each document, by doc; and the groups that they name, by id.
    """
    known = tuple(councils)
    index = PeerIndex(known, readable, bands=bands)
    groups: dict[str, PeerGroup] = {}
    found = []
    for council in sorted(known, key=lambda council: council.doc):
        own, group = index.peers_of(council, enough=enough, fewest=fewest)
        found.append(own)
        groups[group.id] = group
    return tuple(found), tuple(groups[name] for name in sorted(groups))


def practices(
    found: Sequence[Peers], groups: Sequence[PeerGroup], cells: Sequence[Cell]
) -> tuple[Practice, ...]:
    """Count what the peers of each document have on each provision.

    A council with several documents counts once, with the strongest level among them. Where there
    are too few peers, nothing is counted.

    Returns:
        By document as in `found`, then in the order of the cells.
    """
    provisions = {name: at for at, name in enumerate(dict.fromkeys(c.provision for c in cells))}
    rows: dict[str, list[int]] = {}
    for cell in cells:
        row = rows.setdefault(cell.doc, [0] * len(provisions))
        row[provisions[cell.provision]] = code_of(cell)
    by_group = {group.id: group for group in groups}
    used = sorted({each.group for each in found if each.enough})
    counted = {name: tally(rows, by_group[name].read) for name in used}
    places = {name: _places(by_group[name]) for name in used}
    practices = []
    for each in found:
        if not each.enough:
            continue
        group, place = by_group[each.group], places[each.group]
        ours = [group.read[at] for at in sorted({place[doc] for doc in each.own if doc in place})]
        counts = counted[each.group] - tally(rows, ours) if ours else counted[each.group]
        practices += [
            Practice(each.doc, provision, *counts[at].tolist())
            for provision, at in provisions.items()
        ]
    return tuple(practices)


def code_of(cell: Cell) -> int:
    """Give a number for a cell's level: the higher, the more a council has; certain ones higher.

    Returns:
        0 where the cell does not count: it could not be read, or does not concern the council;
        else twice the rank of its level (absent 1, mention 2, rules 3), and 1 more if it is
        certain.
    """
    rank = _RANK.get(cell.level, 0) if cell.concerned else 0
    return 2 * rank + (rank > 0 and cell.certain)


def tally(codes: Mapping[str, Sequence[int]], councils: Sequence[Sequence[str]]) -> Any:
    """Count councils at each level; one with several documents counts with its best.

    Args:
        codes: Of each document the code of each provision, see `code_of`; all of one length.
        councils: Of each council its documents. Those without codes count as not read.

    Returns:
        A numpy array of whole numbers, shape (provisions, 4): with rules, with a mention, without
        either, and of these together the certain ones.
    """
    import numpy as np

    width = len(next(iter(codes.values()), ()))
    of_none = [0] * width
    listed = [codes.get(doc, of_none) for docs in councils for doc in docs]
    if not listed:
        return np.zeros((width, len(_MARKS)), dtype=np.int64)
    starts = np.cumsum([0, *(len(docs) for docs in councils if docs)])[:-1]
    best = np.maximum.reduceat(np.array(listed, dtype=np.int8), starts, axis=0)
    level = best // 2
    counts = [(level == _RANK[name]).sum(axis=0) for name in _RANKED]
    return np.stack([*counts, (best % 2).sum(axis=0)], axis=1).astype(np.int64)


def _places(group: PeerGroup) -> dict[str, int]:
    """Say of each document of a group to which of its councils it belongs."""
    return {doc: place for place, docs in enumerate(group.read) for doc in docs}


def _documents_of_each(councils: Iterable[Council]) -> dict[str, frozenset[str]]:
    """Give, for each document, all documents of the same council."""
    by_name: dict[tuple[str, str], list[Council]] = defaultdict(list)
    for council in councils:
        # a council without a name may be any: it is taken to be one of its own
        name = fold(council.name) if council.name else ""
        by_name[name, "" if name else council.doc].append(council)
    own: dict[str, frozenset[str]] = {}
    for namesakes in by_name.values():
        places: dict[str, set[str]] = defaultdict(set)
        for council in namesakes:
            places[_place(council)].add(council.doc)
        # of namesakes in several counties, those whose county is not known may be either
        lost = places.pop("", set()) if len(places) > 2 else set()
        if len(places) == 2 and "" in places:
            places = {"": set().union(*places.values())}
        for docs in (*places.values(), *({doc} for doc in lost)):
            own |= dict.fromkeys(docs, frozenset(docs))
    return own


def _place(council: Council) -> str:
    return (council.county or "").strip().casefold()


def _is_same(council: Council, other: Council) -> bool:
    if not council.name or not other.name or fold(council.name) != fold(other.name):
        return False
    here, there = _place(council), _place(other)
    return not here or not there or here == there


def _escaped(value: str) -> str:
    """Keep apart two lists of values that would read the same when they are joined."""
    return value.replace("%", "%25").replace("/", "%2F")


def _spelling(members: Iterable[Council], field: str) -> str | None:
    """Choose one spelling of what all have in common: the most frequent."""
    counts = Counter((getattr(council, field) or "").strip() for council in members)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None
