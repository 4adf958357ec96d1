"""What is there to compare of a version, and of what is each clause a part?"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Clause, ClauseKind
from pipeline.text.folding import fold_item
from pipeline.text.similarity import parties, plain_wording

NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause that is compared."""

    clause: Clause
    key: str  # equal where the words are the same
    words: tuple[str, ...]  # of its plain wording
    parties: tuple[str, ...]  # councillors, officers, the chair, in the order they are named
    heading: int  # place of the unit that is the nearest heading above; NOWHERE: none
    intro: int  # of a list item: place of the unit that introduces it

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return self.clause.kind is ClauseKind.HEADING


def units(clauses: Sequence[Clause]) -> tuple[Unit, ...]:
    """Give the clauses that are compared: all but contents lists, addresses and page furniture.

    Returns:
        Units in reading order; a place is an index into them.
    """
    found: list[Unit] = []
    heading = intro = NOWHERE
    for clause in clauses:
        if clause.kind is ClauseKind.BOILERPLATE:
            continue
        at = len(found)
        is_item = clause.kind is ClauseKind.LIST_ITEM
        plain = plain_wording(clause.text)
        found.append(
            Unit(
                clause,
                fold_item(clause.text),
                tuple(plain.split()),
                parties(plain),
                NOWHERE if clause.kind is ClauseKind.HEADING else heading,
                intro if is_item else NOWHERE,
            )
        )
        if clause.kind is ClauseKind.HEADING:
            heading, intro = at, NOWHERE
        elif clause.kind is ClauseKind.LIST_INTRO:
            intro = at
        elif not is_item:
            intro = NOWHERE
    return tuple(found)
