"""Clauses of different councils that say the same."""

from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """How a reading stands to its family's exemplar."""

    VERBATIM = "verbatim"  # equal after folding case, punctuation and white space
    ADAPTED = "adapted"  # recognisably the same sentence
    PARAPHRASE = "paraphrase"  # the same provision in other words: to be confirmed by a person
    UNIQUE = "unique"  # the only member of its family


@dataclass(frozen=True, slots=True)
class Member:
    """One council's reading."""

    doc: str
    n: int
    relation: Relation
    score: float  # likeness of its words to the exemplar's, 0 to 1
    agreement: float = 1.0  # how sure it belongs to the family's core, 0 to 1


@dataclass(frozen=True, slots=True)
class Family:
    """Readings of one clause. Each substantive clause is in exactly one family."""

    id: str  # stable from run to run: made from the exemplar's folded text and audience
    name: str
    exemplar: tuple[str, int]  # doc and n of the member that the others are compared with
    members: tuple[Member, ...]  # sorted by doc and n; the exemplar among them

    @property
    def weakest(self) -> Member:
        """The member that belongs least surely; of equals the first."""
        return min(self.members, key=lambda member: member.agreement)


@dataclass(frozen=True, slots=True)
class PartialLink:
    """Words of a composite clause that say what another family says."""

    doc: str
    n: int
    start: int  # span of the words in the clause's text
    end: int
    family: str  # not the clause's own
    score: float  # likeness of the words to the family's exemplar, 0 to 1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two clauses that may say the same in other words, for a person to confirm or not."""

    rank: int  # from 1, the likeliest
    doc: str
    n: int
    other_doc: str
    other_n: int
    score: float  # how sure, 0 to 1


@dataclass(frozen=True, slots=True)
class Alignment:
    """Clauses lined up across councils."""

    families: tuple[Family, ...]  # sorted by their first member
    partial_links: tuple[PartialLink, ...] = ()  # sorted by doc, n and place
    suggestions: tuple[Suggestion, ...] = ()  # by rank
