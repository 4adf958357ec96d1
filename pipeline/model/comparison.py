"""What became of each clause between two versions of a document."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.clause import Clause
from pipeline.model.document import Document
from pipeline.model.finding import Defect, DifferenceKind
from pipeline.model.stated import PartialDate


class Fate(StrEnum):
    """What became of a clause, in the order of an answer."""

    REWORDED = "reworded"
    SPLIT = "split"  # one clause became several
    JOINED = "joined"  # several clauses became one
    MOVED = "moved"  # stands elsewhere among the others, in the same words or not
    REMOVED = "removed"
    ADDED = "added"
    UNCHANGED = "unchanged"  # the same words in the same order, whatever its number


@dataclass(frozen=True, slots=True)
class ForceChange:
    """What changed in how a clause binds."""

    kind: DifferenceKind
    earlier: str  # "must", "14 days", "none stated"
    later: str


@dataclass(frozen=True, slots=True)
class ComparedClause:
    """Clauses of both versions that say the same, or one that the other version has not."""

    fate: Fate
    earlier: tuple[int, ...]  # n, in reading order; several where joined, none where added
    later: tuple[int, ...]  # several where split, none where removed
    likeness: float  # of the words, 0 to 1; 1 where they are the same, 0 where there is one side
    reworded: bool = False  # whether the words differ, however the clause fared
    renamed: bool = False  # reworded, but only in names for the same council, office or person
    moved: bool = False  # whether it stands elsewhere: also of split and joined clauses
    renumbered: bool = False
    punctuated: bool = False  # same words, other capitals or punctuation
    force: tuple[ForceChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Renaming:
    """A name that took the place of another for the same council, office or sort of person."""

    earlier: str
    later: str
    clauses: int  # in how many


@dataclass(frozen=True, slots=True)
class DateChange:
    """A date that the later version states otherwise."""

    field: str  # of a review: adopted, last_reviewed, review_due
    earlier: PartialDate | None  # None: not stated
    later: PartialDate | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions, clause by clause."""

    earlier: tuple[Clause, ...]
    later: tuple[Clause, ...]
    # in the order of the later version; what was removed stands where it stood
    rows: tuple[ComparedClause, ...]
    renamings: tuple[Renaming, ...] = ()  # the most frequent first
    dates: tuple[DateChange, ...] = ()
    mended: tuple[Defect, ...] = ()  # defects that only the earlier version has
    made: tuple[Defect, ...] = ()  # and those that only the later has
    kept: tuple[Defect, ...] = ()  # those that both have, as in the later
    # contents lists, addresses and page furniture, which are not compared: n
    left_out: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())


@dataclass(frozen=True, slots=True)
class Version:
    """A file that is compared with another version of it."""

    name: str  # as given
    sha256: str
    document: Document


@dataclass(frozen=True, slots=True)
class ComparedDrafts:
    """Two files and what became of each clause."""

    earlier: Version
    later: Version
    comparison: Comparison | None  # None: one of them could not be read
