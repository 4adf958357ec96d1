"""A provision given to a clause."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How far a clause, or a whole document, deals with a provision."""

    RULES = "rules"
    MENTION = "mention"
    ABSENT = "absent"  # of cells only
    UNREADABLE = "unreadable"  # of cells only


class Basis(StrEnum):
    """Where a coding comes from, the most certain first."""

    CORRECTION = "correction"
    LIBRARY = "library"  # the clause reads like one in the library
    FAMILY = "family"  # carried over from other readings of the same clause
    CLASSIFIER = "classifier"
    CUE = "cue"  # words that name the topic


@dataclass(frozen=True, slots=True)
class Coding:
    """One provision carried by one clause."""

    doc: str
    n: int
    provision: str
    level: Level
    basis: Basis
    score: float  # 0 to 1: how sure the basis is
