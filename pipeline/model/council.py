"""A council behind documents, and the councils that are like it."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Council:
    """What the register, or else the document, says of the council behind a document."""

    council_type: str | None = None
    county: str | None = None
    country: str | None = None
    electorate: int | None = None
    name: str | None = None
    doc: str = ""  # empty: of a draft, which is none of the corpus


class Likeness(StrEnum):
    """In what councils can be like each other."""

    COUNCIL_TYPE = "type"
    COUNTY = "county"
    COUNTRY = "country"
    SIZE = "size"  # the same band of electors


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """Councils that are alike in all that is named here; what is None is not asked.

    A council with several documents is in it once, with all of them.
    """

    id: str  # made from what they have in common: "type=parish/size=1000-4999"
    likenesses: tuple[Likeness, ...]  # none: every council
    council_type: str | None
    county: str | None
    country: str | None
    electors: tuple[int, int | None] | None  # fewest and most; most is None: no upper end
    read: tuple[tuple[str, ...], ...]  # of each council its documents that could be read
    unread: tuple[str, ...]  # a document of each council of which none could be read


@dataclass(frozen=True, slots=True)
class Peers:
    """With which councils a document's is compared: its group without itself."""

    doc: str
    group: str  # id of the group
    own: tuple[str, ...]  # documents of the same council, this one among them
    read: int  # councils of which a document could be read
    unread: int  # councils of which none could be read
    enough: bool  # whether there are enough to say what is usual among them


@dataclass(frozen=True, slots=True)
class Practice:
    """What the peers of a document's council have on a provision.

    Peers that could not be read, or that the provision does not concern, are in no count.
    """

    doc: str
    provision: str
    rules: int
    mention: int
    absent: int
    certain: int  # of the three together, those that a person need not check

    @property
    def read(self) -> int:
        """Councils that were compared."""
        return self.rules + self.mention + self.absent
