"""What do councils like one have that it has not, and who are they?"""

from dataclasses import dataclass

from pipeline.model import Cell, Level, PeerGroup, Practice, Provision
from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup
from pipeline.report.quotes import Quote, clause_quote

_MOST = 0.5  # more than this share of the peers is most of them,
_FEW = 0.25  # and at most this share is few


@dataclass(frozen=True, slots=True)
class Practised:
    """A provision that peers have otherwise than the council."""

    id: str
    title: str
    question: str
    href: str  # of the provision's page: what the rules say
    here: str  # of this provision on the council's page
    level: Level  # of the council
    word: str
    to_check: str  # why a person should look at the council's own level; empty where certain
    nearest: Quote | None  # of doubtful silence: the clause to look at first
    rules: int
    read: int

    @property
    def of(self) -> str:
        """How many of the peers have rules: "6 of 7"."""
        return f"{self.rules:,} of {self.read:,}"


@dataclass(frozen=True, slots=True)
class Compared:
    """What stands about the peers of a council."""

    who: str  # "the 7 other parish councils in England that could be read"
    unread: str  # a sentence about those that could not be read; empty where there are none
    enough: bool
    count: int  # that could be read
    lacking: tuple[Practised, ...]  # most peers have rules on it; what most have first
    ahead: tuple[Practised, ...]  # few peers have rules on it; what fewest have first


def compared(found: Lookup, doc: str) -> Compared:
    """Compare a council with its peers.

    Nothing is lacking, and nothing ahead, where its document could not be read or too few of the
    peers' could.
    """
    own, group = found.peers[doc]
    both = [
        (provision, found.cells[doc, provision.id], found.practices[doc, provision.id])
        for provision in found.provisions
        if (doc, provision.id) in found.practices and found.is_readable(doc)
    ]
    met = [each for each in both if each[1].concerned and each[2].read]
    lacking = sorted(
        (each for each in met if each[1].level is not Level.RULES and _share(each[2]) > _MOST),
        key=lambda each: -_share(each[2]),
    )
    ahead = sorted(
        (each for each in met if each[1].level is Level.RULES and _share(each[2]) <= _FEW),
        key=lambda each: _share(each[2]),
    )
    return Compared(
        who=who(group, own.read),
        unread=_unread(own.unread),
        enough=own.enough,
        count=own.read,
        lacking=tuple(_practised(found, *each) for each in lacking),
        ahead=tuple(_practised(found, *each) for each in ahead),
    )


def who(group: PeerGroup, number: int) -> str:
    """Name the peers of a council, their number first.

    Example:
        >>> alike = PeerGroup("", (), "parish", "Devon", "England", (1000, 4999), (), ())
        >>> who(alike, 14)
        'the 14 other parish councils in Devon with 1,000 to 4,999 electors that could be read'
        >>> who(PeerGroup("", (), None, None, None, None, (), ()), 1)
        'the 1 other council that could be read'
    """
    kind, where = alike(group)
    return f"the {wording.counted(number, f'other {kind}council')}{where} that could be read"


def alike(group: PeerGroup) -> tuple[str, str]:
    """Say what councils of a group have in common, before and after the word council.

    Example:
        >>> alike(PeerGroup("", (), "parish", "Devon", "England", (0, 999), (), ()))
        ('parish ', ' in Devon with fewer than 1,000 electors')
    """
    place = group.county or group.country
    where = f" in {place}" if place else ""
    size = f" with {_electors(*group.electors)}" if group.electors else ""
    return f"{group.council_type} " if group.council_type else "", where + size


def _electors(fewest: int, most: int | None) -> str:
    if most is None:
        return f"{fewest:,} electors or more"
    if not fewest:
        return f"fewer than {most + 1:,} electors"
    return f"{fewest:,} to {most:,} electors"


def _unread(number: int) -> str:
    if not number:
        return ""
    more = wording.counted(number, "more council")
    return f"{more} like it could not be read and {'is' if number == 1 else 'are'} not counted."


def _share(practice: Practice) -> float:
    return practice.rules / practice.read


def _practised(found: Lookup, provision: Provision, cell: Cell, practice: Practice) -> Practised:
    nearest = found.clause.get((cell.doc, cell.nearest)) if cell.nearest is not None else None
    first = found.clause.get((cell.doc, cell.clauses[0])) if cell.clauses else None
    clause = nearest or first
    return Practised(
        id=provision.id,
        title=provision.title,
        question=provision.question,
        href=addresses.provision_page(provision.id),
        here=addresses.cell(cell.doc, provision.id),
        level=cell.level,
        word=wording.LEVELS[cell.level],
        to_check=wording.cell_to_check(cell),
        nearest=clause_quote(found, clause) if clause is not None else None,
        rules=practice.rules,
        read=practice.read,
    )
