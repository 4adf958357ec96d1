"""How much white space stands above a line, and could the next word have stood on it?

Both tell a paragraph's end from a line's end, and both are judged against what is usual in the
document: the space between lines of one paragraph, and the margin that lines of a column run to.
"""

from array import array
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from pipeline.ingest.pdf.geometry import PrintedLine

_LEAST_LINES = 5  # of a column, before its margin is known
_SPACE = 0.25  # of a line's height: a space between words
_OUTLIERS = 0.02  # of the lines, which overrun the margin
_JITTER = 0.1  # line heights
_SAME = 1.5  # points between the ends of lines that are set to one margin
_MOST_GAP = 20.0  # line heights; more is another part of the page

_BESIDE = 0.45  # of the width; a line that starts further right stands beside the text

# number of the column, width of the page, and whether the line stands beside the text
_Column = tuple[int, int, bool]


class Spacing:
    """The usual spaces of one document."""

    def __init__(self, widths: Sequence[float]) -> None:
        """Begin without a line.

        Args:
            widths: Widths of all pages, in order.
        """
        self._widths = widths
        self._margins: dict[_Column, float] = {}
        self._page_margins: dict[tuple[int, _Column], float] = {}
        self._leading = 0.0
        self._above: PrintedLine | None = None  # the line that was learnt last
        self._ends: dict[_Column, array[float]] = defaultdict(lambda: array("d"))
        # of each line with another one below it, by its column: how far it would have reached with
        # the first word of that, and the white space between
        self._pairs: dict[_Column, tuple[array[float], array[float]]] = defaultdict(
            lambda: (array("d"), array("d"))
        )

    def learn(self, line: PrintedLine) -> None:
        """Learn from the next line of the text; it is neither furniture nor in a table."""
        column = self._column(line)
        self._ends[column].append(line.right)
        place = line.page, column
        self._page_margins[place] = max(self._page_margins.get(place, 0.0), line.right)
        above, self._above = self._above, line
        if above is not None and not _starts_column(above, line):
            reaches, whites = self._pairs[self._column(above)]
            reaches.append(_reach(above, line))
            whites.append(_white(above, line))

    def conclude(self) -> None:
        """Judge what is usual: no line is to be learnt any more."""
        for column, ends in self._ends.items():
            if len(ends) >= _LEAST_LINES:
                self._margins[column] = sorted(ends)[-1 - int(_OUTLIERS * len(ends))]
        self._leading = self._usual_leading()
        self._above = None
        self._ends.clear()
        self._pairs.clear()

    def gap(self, above: PrintedLine | None, line: PrintedLine) -> float | None:
        """White space above a line beyond the usual, in line heights.

        Returns:
            0.0 for an ordinary next line; None for the first of a page or column.
        """
        if above is None or _starts_column(above, line):
            return None
        extra = _white(above, line) - self._leading
        if extra > _MOST_GAP:
            return _MOST_GAP
        return round(extra, 2) if extra > _JITTER else 0.0

    def closed(self, line: PrintedLine, below: PrintedLine | None) -> bool | None:
        """Tell whether a line stops short of its margin.

        Args:
            line: One of the lines that it has learnt from.
            below: The next one of the text, wherever it stands; None at the end.

        Returns:
            True if the first word of the next line would have fitted; False if not, so that the
            next line may go on with this one; None where the margin is not known.
        """
        if below is None:
            return True
        column = self._column(line)
        margin = self._margins.get(column)
        if margin is None:
            return None
        reach = _reach(line, below)
        if reach > margin:
            return False
        same_block = line.page == below.page and line.column == below.column
        if same_block and abs(line.right - below.right) < _SAME and line.left < below.right - 200:
            return None  # set to a margin of its own
        if reach > self._page_margins[line.page, column]:
            return None  # the page, or what stands beside the text, may leave less room
        return True

    def _usual_leading(self) -> float:
        """Find the usual white space between the lines of one paragraph, in line heights."""
        whites = [
            white
            for column, (reaches, spaces) in self._pairs.items()
            if (margin := self._margins.get(column)) is not None
            for reach, white in zip(reaches, spaces, strict=True)
            if reach > margin
        ]
        if len(whites) < 3:  # few long lines: the closest lines of all will do
            whites = sorted(white for _, spaces in self._pairs.values() for white in spaces)
            whites = whites[: max(len(whites) // 3, 1)]
        return median(whites) if whites else 0.0

    def _column(self, line: PrintedLine) -> _Column:
        width = self._widths[line.page - 1]
        return line.column, round(width), line.left > _BESIDE * width


def _reach(line: PrintedLine, below: PrintedLine) -> float:
    """How far a line would reach if the first word of the next one stood on it."""
    return line.right + _SPACE * line.height + (below.first_width or below.height)


def _white(above: PrintedLine, line: PrintedLine) -> float:
    return (line.top - above.bottom) / min(line.height, above.height)


def _starts_column(above: PrintedLine, line: PrintedLine) -> bool:
    """Tell whether a line does not stand below the one before it in the text."""
    return (
        above.page != line.page
        or line.top < above.top - above.height / 2
        or (line.column != above.column and line.column > 0)
    )
