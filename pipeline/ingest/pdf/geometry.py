"""What the readers of PDF pass to one another: words, rules, pages and printed lines.

All distances are in points from the top left corner of the page as it is shown, y downwards.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

# Marks a hyphen at a line's end that may only be there because the line ended
BREAK_HYPHEN = "\x02"


class Word(NamedTuple):
    """Characters between two spaces."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    order: int  # of its first character in the page's own order

    @property
    def middle(self) -> float:
        """Half the way from top to bottom."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """From top to bottom; at least one point, so that it can divide."""
        return max(self.bottom - self.top, 1.0)


class Rule(NamedTuple):
    """A straight line that is drawn on the page, across or down."""

    start: float
    end: float
    at: float  # y of a rule across, x of a rule down


class Type(NamedTuple):
    """How a character is set."""

    size: float | None  # points
    bold: bool | None


@dataclass(slots=True)
class PageContent:
    """What stands on one page, before its reading order is known."""

    number: int  # from 1
    width: float
    height: float
    runs: list[list[Word]]  # words in the page's own order, cut where that order starts a line
    turned: list[list[Word]]  # words that are not level: stamps, text up the margin
    across: list[Rule]
    down: list[Rule]
    characters: int
    pictured: float  # share of the page that its largest picture covers
    shapes: int  # drawn objects that are neither text nor picture
    type_of: Callable[[Word], Type]  # to be asked before the next page is taken


@dataclass(slots=True)
class PrintedLine:
    """A line as printed, or a row of a table."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str
    order: int  # in the file, of its first word
    first_width: float = 0.0  # of the first word
    column: int = 0  # 0: the whole width, else from 1 leftmost
    size: float | None = None
    bold: bool | None = None
    cells: tuple[str, ...] = ()
    table: int = 0  # number of the table in the document, from 1; 0: not in a table
    furniture: bool = False
    words: list[Word] = field(default_factory=list)

    @property
    def height(self) -> float:
        """From top to bottom; at least one point, so that it can divide."""
        return max(self.bottom - self.top, 1.0)
