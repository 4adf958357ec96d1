"""How much white space stands above a line, and could the next word have stood on it?

Both tell a paragraph's end from a line's end, and both are judged against what is usual in the
document: the space between lines of one paragraph, and the margin that lines of a column run to.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
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

    def __init__(self, lines: Sequence[PrintedLine], widths: Sequence[float]) -> None:
        """Learn what is usual.

        Args:
            lines: Lines of the text in reading order, without furniture and tables.
            widths: Widths of all pages, in order.
        """
        # by identity: it is asked for several times a line
        distinct: dict[_Column, _Column] = {}
        self._columns: dict[int, _Column] = {}
        for line in lines:
            column = _column(line, widths[line.page - 1])
            self._columns[id(line)] = distinct.setdefault(column, column)
        self._margins = self._learn_margins(lines)
        self._page_margins: dict[tuple[int, _Column], float] = {}
        for line in lines:
            place = line.page, self._columns[id(line)]
            self._page_margins[place] = max(self._page_margins.get(place, 0.0), line.right)
        self._leading = self._learn_leading(lines)

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
        margin = self._margins.get(self._columns[id(line)])
        if margin is None:
            return None
        word = below.first_width or below.height
        reach = line.right + _SPACE * line.height + word
        if reach > margin:
            return False
        same_block = line.page == below.page and line.column == below.column
        if same_block and abs(line.right - below.right) < _SAME and line.left < below.right - 200:
            return None  # set to a margin of its own
        if reach > self._page_margins[line.page, self._columns[id(line)]]:
            return None  # the page, or what stands beside the text, may leave less room
        return True

    def _learn_margins(self, lines: Sequence[PrintedLine]) -> dict[_Column, float]:
        ends: dict[_Column, list[float]] = defaultdict(list)
        for line in lines:
            ends[self._columns[id(line)]].append(line.right)
        return {
            column: sorted(rights)[-1 - int(_OUTLIERS * len(rights))]
            for column, rights in ends.items()
            if len(rights) >= _LEAST_LINES
        }

    def _learn_leading(self, lines: Sequence[PrintedLine]) -> float:
        """Find the usual white space between the lines of one paragraph, in line heights."""
        pairs = [
            (above, line) for above, line in pairwise(lines) if not _starts_column(above, line)
        ]
        whites = [_white(above, line) for above, line in pairs if self.closed(above, line) is False]
        if len(whites) < 3:  # few long lines: the closest lines of all will do
            whites = sorted(_white(above, line) for above, line in pairs)
            whites = whites[: max(len(whites) // 3, 1)]
        return median(whites) if whites else 0.0


def _column(line: PrintedLine, width: float) -> _Column:
    return line.column, round(width), line.left > _BESIDE * width


def _white(above: PrintedLine, line: PrintedLine) -> float:
    return (line.top - above.bottom) / min(line.height, above.height)


def _starts_column(above: PrintedLine, line: PrintedLine) -> bool:
    """Tell whether a line does not stand below the one before it in the text."""
    return (
        above.page != line.page
        or line.top < above.top - above.height / 2
        or (line.column != above.column and line.column > 0)
    )
