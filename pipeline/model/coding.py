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


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely each level of one document's cell is, before anything is settled."""

    doc: str
    provision: str
    absent: float
    mention: float
    rules: float
    nearest: int | None  # the clause that is likeliest to deal with the provision

    def of(self, level: Level) -> float:
        """Give the chance of a level."""
        chances = {Level.ABSENT: self.absent, Level.MENTION: self.mention, Level.RULES: self.rules}
        return chances[level]
