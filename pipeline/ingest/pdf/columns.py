"""Does a page have two columns, and in which order are its lines read?

A file's own order is kept where it is plausible, because the program that wrote it knew its text.
It is given up where a gutter shows columns that the order crosses, or where it jumps up the page.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.ingest.pdf.geometry import PrintedLine, Run, Word

_LEFT_SIDE, _RIGHT_SIDE = 0.42, 0.58  # of the width; a line that spans both is page-wide
_MIDDLE = (0.35, 0.65)  # where a gutter may be
_LEAST_GUTTER = 8.0  # points
_LEAST_LINES = 6  # page-wide lines that show a gutter
_SHARE = 0.6  # of the page-wide lines
_LEAST_FILL = 0.5  # of a column's width; less is a list of fields, not running text
_EDGE = 0.07  # of the height; headers and footers cross the columns
_SPACE = 7.0  # points; words closer than this belong together across a gutter


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """Words of one printed line, and the column it stands in."""

    words: list[Word]
    column: int  # 0: the whole width, 1: left, 2: right


def may_have_columns(runs: Sequence[Sequence[Word]], width: float) -> bool:
    """Tell at once where so many lines cross the middle of the page that it has no columns.

    Args:
        runs: Words in the file's own order.
        width: Of the page.
    """
    left, right = _LEFT_SIDE * width, _RIGHT_SIDE * width
    enough = (1 - _SHARE) * len(runs)
    solid = 0
    for run in runs:
        if run[0].left < left and run[-1].right > right:
            end = 0.0
            for word in run.around(left, right) if isinstance(run, Run) else run:
                if word.left > left and (word.left - end > _LEAST_GUTTER or end > right):
                    break
                end = word.right
            solid += end > right
            if solid > enough:
                return False
    return True


def gutter(lines: Sequence[Sequence[Word]], width: float) -> float | None:
    """Find the x of a gutter that most page-wide lines leave free.

    Args:
        lines: All words of the page on one height, from left to right, from the top.
        width: Of the page.

    Returns:
        The middle of the gutter; None where the page has no two columns of running text.
    """
    gaps: list[tuple[float, float]] = []
    wide = 0
    for line in lines:
        if line[0].left >= _LEFT_SIDE * width or line[-1].right <= _RIGHT_SIDE * width:
            continue
        wide += 1
        end = line[0].right
        for word in line[1:]:
            central = word.left > _MIDDLE[0] * width and end < _MIDDLE[1] * width
            if central and word.left - end > _LEAST_GUTTER:
                gaps.append((end, word.left))
            end = max(end, word.right)
    if wide < _LEAST_LINES or len(gaps) < max(_LEAST_LINES, _SHARE * wide):
        return None
    at = _most_shared(gaps, width)
    if at is None or sum(a < at < b for a, b in gaps) < max(_LEAST_LINES, _SHARE * wide):
        return None
    return (
        at if _is_running_text([gap for gap in gaps if gap[0] < at < gap[1]], lines, at) else None
    )


def continues(lines: Sequence[Sequence[Word]], at: float) -> bool:
    """Tell whether a page that is not full stands in the columns of its neighbours."""
    both = crossing = 0
    for line in lines:
        both += line[0].left < at - 30 and line[-1].right > at + 30
        crossing += any(word.left < at < word.right for word in line)
    return both >= 2 and crossing <= max(1, both / 4)


def column_lines(lines: Sequence[Sequence[Word]], at: float, height: float) -> list[ColumnLine]:
    """Read a page of two columns: down the left, then down the right.

    Lines across the gutter, headers and footers part the page into bands that are read in turn.

    Args:
        lines: All words of the page on one height, from left to right, from the top.
        at: X of the gutter.
        height: Of the page.
    """
    done: list[ColumnLine] = []
    left: list[ColumnLine] = []
    right: list[ColumnLine] = []
    for line in lines:
        split = bisect_left(line, at, key=_left)
        before, after = list(line[:split]), list(line[split:])
        whole = (
            (before and before[-1].right > at)
            or line[0].bottom < _EDGE * height
            or line[0].top > (1 - _EDGE) * height
            or (before and after and after[0].left - before[-1].right < _SPACE)
        )
        if whole:
            done += (*left, *right, ColumnLine(list(line), 0))
            left.clear()
            right.clear()
            continue
        if before:
            left.append(ColumnLine(before, 1))
        if after:
            right.append(ColumnLine(after, 2))
    return [*done, *left, *right]


def in_order(lines: Sequence[PrintedLine], width: float) -> list[PrintedLine]:
    """Keep the file's own order of lines where it is plausible, else read by position.

    Args:
        lines: Printed lines and table rows in the file's own order.
        width: Of the page.
    """
    jumps = sum(_jumps_up(above, line, width) for above, line in pairwise(lines))
    if not jumps:
        return list(lines)
    return _by_position(list(lines))


def _left(word: Word) -> float:
    return word.left


def _most_shared(gaps: Sequence[tuple[float, float]], width: float) -> float | None:
    """Find the x in the middle of the page that lies in the most gaps."""
    low, high = (share * width for share in _MIDDLE)
    edges = sorted(
        [(max(a, low), 1) for a, b in gaps if b > low and a < high]
        + [(min(b, high), -1) for a, b in gaps if b > low and a < high]
    )
    best, depth, at = 0, 0, None
    for (x, step), (following, _) in pairwise(edges):
        depth += step
        if depth > best and following > x:
            best, at = depth, (x + following) / 2
    return at


def _is_running_text(
    gaps: Sequence[tuple[float, float]], lines: Sequence[Sequence[Word]], at: float
) -> bool:
    """Tell columns of text from labels with values beside them: text fills its column."""
    start = min(line[0].left for line in lines)
    filled = median(a - start for a, _ in gaps) / max(max(a for a, _ in gaps) - start, 1.0)
    right = [
        line[-1].right - next(word.left for word in line if word.left >= at)
        for line in lines
        if line[-1].left >= at
    ]
    return filled >= _LEAST_FILL and median(right) >= _LEAST_FILL * max(right)


def _jumps_up(above: PrintedLine, line: PrintedLine, width: float) -> bool:
    """Tell whether a line stands above the one before it, but not in a column to the right."""
    return line.bottom < above.top - 2 and not (
        line.left > above.right - 5 or line.left > 0.45 * width
    )


def _by_position(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Cut the lines at white space, first between columns, then between blocks, and sort."""
    stacked = sorted(lines, key=lambda line: (line.top, line.left))
    if all(line.top > above.bottom - line.height / 2 for above, line in pairwise(stacked)):
        return stacked
    for cut in (_cut_down(lines), _cut_across(lines)):
        if cut is not None:
            first, second = cut
            return _by_position(first) + _by_position(second)
    return sorted(lines, key=lambda line: (round(line.bottom / 3), line.left))


def _cut_down(
    lines: list[PrintedLine],
) -> tuple[list[PrintedLine], list[PrintedLine]] | None:
    ordered = sorted(lines, key=lambda line: line.left)
    end = ordered[0].right
    for line in ordered[1:]:
        if line.left > end + 12:
            left = [each for each in lines if each.right <= end + 1]
            right = [each for each in lines if each.right > end + 1]
            if len(left) > 3 and len(right) > 3:
                return left, right
        end = max(end, line.right)
    return None


def _cut_across(
    lines: list[PrintedLine],
) -> tuple[list[PrintedLine], list[PrintedLine]] | None:
    ordered = sorted(lines, key=lambda line: line.top)
    low, widest, at = ordered[0].bottom, 0.5, None
    for line in ordered[1:]:
        if line.top - low > widest:
            widest, at = line.top - low, (line.top + low) / 2
        low = max(low, line.bottom)
    if at is None:
        return None
    return [each for each in lines if each.top < at], [each for each in lines if each.top >= at]
