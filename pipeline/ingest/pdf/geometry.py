"""What the readers of PDF pass to one another: words, rules, pages and printed lines.

All distances are in points from the top left corner of the page as it is shown, y downwards.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, overload

# Marks a hyphen at a line's end that may only be there because the line ended
BREAK_HYPHEN = "\x02"

_SLACK = 0.06  # of a line's length


class Word(NamedTuple):
    """Characters between two spaces."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    order: int  # of its first character in the page's own order; below 0 for one filled in

    @property
    def middle(self) -> float:
        """Half the way from top to bottom."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """From top to bottom; at least one point, so that it can divide."""
        height = self.bottom - self.top
        return height if height > 1.0 else 1.0


class Run(Sequence[Word]):
    """Words in the file's own order, up to where that order starts a new line.

    Most pages can be read from the first and the last word of each line, and asking for the places
    of all costs more than all else together: so those between are found when they are asked for,
    which must be before the next page is taken.
    """

    __slots__ = ("_find", "_words", "first", "last", "second", "text")

    def __init__(
        self,
        first: Word,
        last: Word,
        text: str,
        second: int,
        find: Callable[[float, float], list[Word]],
    ) -> None:
        """Make a run.

        Args:
            first: Its first word.
            last: Its last word, of which no more than the last letter need be placed.
            text: All its words, with single spaces.
            second: Place of its second word in the page's own order; of the first if there is none.
            find: Gives the words between two shares of the text's length, from 0.0 to 1.0.
        """
        self.first = first
        self.last = last
        self.text = text
        self.second = second
        self._find = find
        self._words: list[Word] | None = None

    def __bool__(self) -> bool:
        return True  # without asking for all words

    def __len__(self) -> int:
        return len(self._found())

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> list[Word]: ...
    def __getitem__(self, at: int | slice) -> Word | list[Word]:
        if at == 0:
            return self.first
        return self.last if at == -1 else self._found()[at]

    def __iter__(self) -> Iterator[Word]:
        return iter(self._found())

    def is_level(self) -> bool:
        """Whether it stays on one height and goes to the right, judged by its outer words."""
        rise = self.last.top + self.last.bottom - self.first.top - self.first.bottom
        return abs(rise) < self.first.height and self.first.left <= self.last.left

    def spread(self) -> float:
        """Width of a letter on average, in heights of the line."""
        return (self.last.right - self.first.left) / (len(self.text) * self.first.height)

    def as_word(self) -> Word:
        """Give its place and text as those of one word."""
        first, last = self.first, self.last
        top, bottom = min(first.top, last.top), max(first.bottom, last.bottom)
        return Word(first.left, top, last.right, bottom, self.text, first.order)

    def around(self, left: float, right: float) -> list[Word]:
        """Give the words between two places of the line, or all if they cannot be told apart."""
        start, width = self.first.left, self.last.right - self.first.left
        if self._words is None and width > 0:
            # letters differ in width, so look a little further on both sides
            share = [(left - start) / width - _SLACK, (right - start) / width + _SLACK]
            words = self._find(max(share[0], 0.0), min(share[1], 1.0))
            if words and words[0].left <= left and words[-1].right >= right:
                return words
        return self._found()

    def _found(self) -> list[Word]:
        if self._words is None:
            self._words = self._find(0.0, 1.0)
        return self._words


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
    runs: Sequence[Sequence[Word]]  # words in the file's own order, cut where it starts a line
    turned: Sequence[Sequence[Word]]  # words that are not level: stamps, text up the margin
    across: list[Rule]
    down: list[Rule]
    characters: int
    pictured: float  # share of the page that its largest picture covers
    shapes: int  # drawn objects that are neither text nor picture
    # how the character at a place in the page's own order is set; to be asked before the next page
    # is taken, like the two below
    type_of: Callable[[int], Type]
    # whether the file itself marks a word as running header, footer or the like
    is_running: Callable[[Word], bool] = lambda _: False
    is_pale: Callable[[Word], bool] = lambda _: False
    # lines that are filled in: values of form fields, and text typed on the page
    filled: list[list[Word]] = field(default_factory=list)


@dataclass(slots=True)
class PrintedLine:
    """A line as printed, or a row of a table."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str
    order: int  # of its first word
    first_width: float = 0.0  # of the first word
    column: int = 0  # 0: the whole width, else from 1 leftmost
    size: float | None = None
    bold: bool | None = None
    cells: tuple[str, ...] = ()
    table: int = 0  # number of the table in the document, from 1; 0: not in a table
    furniture: bool = False
    running: bool = False  # the file itself says that it is no part of the text
    note: str | None = None  # mark of a footnote; empty for its further lines

    @property
    def height(self) -> float:
        """From top to bottom; at least one point, so that it can divide."""
        height = self.bottom - self.top
        return height if height > 1.0 else 1.0


def usual_size(lines: Iterable[PrintedLine]) -> float:
    """The type size of most characters; 0.0 if no line states one."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.size:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
