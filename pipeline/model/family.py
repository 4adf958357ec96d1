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
    score: float  # likeness to the exemplar, 0 to 1


@dataclass(frozen=True, slots=True)
class Family:
    """Readings of one clause. Each substantive clause is in exactly one family."""

    id: str  # stable from run to run: made from the exemplar's folded text and audience
    name: str
    exemplar: tuple[str, int]  # doc and n of the member that the others are compared with
    members: tuple[Member, ...]  # sorted by doc and n; the exemplar among them
