"""Does a page have columns, and in which order are its lines read?

A file's own order is kept where it is plausible, because the program that wrote it knew its text.
It is given up where gutters show columns that the order crosses, or where it jumps up the page.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.ingest.pdf.geometry import PrintedLine, Run, Word
from pipeline.ingest.pdf.lines import is_label
from pipeline.ingest.pdf.tables import lines_of

_WIDE = 0.5  # of the width of the page's text; a run this wide may cross columns
_SAMPLE = 4  # wide runs whose words are looked at; if none has a gap, the page has no columns
_SPREAD = (0.75, 1.35)  # of the usual width of letters; outside it, a run is not one text
_LEAST_GUTTER = 8.0  # points
_LEAST_COLUMN = 0.16  # of the page's width; leaflets have four columns
_LEAST_LINES = 6  # that show a gutter
_SHARE = 0.6  # of the lines that reach across
_LEAST_FILL = 0.5  # of a column's width; less is a list of fields, not running text
_FOLLOWING = 2.4  # line heights to the next line of a column, from top to top
_LEAST_FOLLOWING = 0.6  # of the lines of a column; fewer are headings in the margin
_MOST_GUTTERS = 4
_EDGE = 0.07  # of the height; headers and footers cross the columns
_APART = 1.5  # line heights between them and the text
_LARGE = 1.2  # of the usual height of a line: a heading
_WHITE = 1.7  # heights of a heading, from the text above it to the text below
_ALIGNED = 0.5  # points between the tops of columns that begin below one heading
_LEVEL = 1.5  # points between the bottoms of a field and its value
_FEW = 3  # lines that may be fields or values; more on one height are columns
_SPACE = 7.0  # points; words closer than this belong together across a gutter

Gutters = tuple[float, ...]  # x of the middle of each, ascending


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """Words of one printed line, and the column it stands in."""

    words: list[Word]
    column: int  # 0: the whole width, from 1 leftmost


def may_have_columns(runs: Sequence[Sequence[Word]]) -> bool:
    """Tell at once where so many lines go across the page unbroken that it has no columns.

    Args:
        runs: Words in the file's own order; at least one.
    """
    left, width = _extent(runs)
    right, least = left + width, _WIDE * width
    wide = [run for run in runs if run[-1].right - run[0].left > least]
    if len(wide) <= (1 - _SHARE) * len(runs):
        return True
    step = max(len(wide) // _SAMPLE, 1)
    return any(_is_broken(run, left, right) for run in wide[step // 2 :: step][:_SAMPLE])


def level_lines(runs: Sequence[Sequence[Word]], at: Gutters = ()) -> list[list[Word]]:
    """Sort a page by height: its words, or runs as if they were words where that is enough.

    Args:
        runs: Words in the file's own order; at least one.
        at: The gutters, where they are known: only runs across them are taken apart. Else those
            that are wider than a column are.

    Returns:
        All on one height from left to right, from the top.
    """
    least = _WIDE * _extent(runs)[1]
    usual = median([run.spread() for run in runs if isinstance(run, Run)] or [0.0])
    parts: list[Word] = []
    for run in runs:
        if isinstance(run, Run) and _is_one_text(run, usual) and not _may_cross(run, at, least):
            parts.append(run.as_word())
        else:
            parts += run
    return lines_of(parts)


def _is_one_text(run: Run, usual: float) -> bool:
    """Whether a run holds no line of another column, as where the lines of columns alternate."""
    return run.is_level() and _SPREAD[0] * usual < run.spread() < _SPREAD[1] * usual


def _may_cross(run: Run, at: Gutters, least: float) -> bool:
    left, right = run.first.left, run.last.right
    return any(left < x < right for x in at) if at else right - left > least


def gutters(lines: Sequence[Sequence[Word]], width: float) -> Gutters:
    """Find the gutters that most lines which reach across leave free.

    Args:
        lines: All words of the page on one height, from left to right, from the top.
        width: Of the page.

    Returns:
        Empty where the page has no columns of running text.
    """
    gaps = [_gaps(line) for line in lines]
    found: list[float] = []
    for _ in range(_MOST_GUTTERS):
        at = _most_shared([gap for of_line in gaps for gap in of_line], found, width)
        if at is None:
            break
        free = sum(any(a < at < b for a, b in of_line) for of_line in gaps)
        across = sum(line[0].left < at < _end(line) for line in lines)
        if free < max(_LEAST_LINES, _SHARE * across):
            break
        found.append(at)
    return _with_running_text(sorted(found), lines, width)


def continues(lines: Sequence[Sequence[Word]], at: Gutters) -> bool:
    """Tell whether a page that is not full stands in the columns of its neighbours."""
    both = crossing = 0
    for line in lines:
        both += line[0].left < at[0] - 30 and line[-1].right > at[0] + 30
        crossing += any(word.left < x < word.right for x in at for word in line)
    return both >= 2 and crossing <= max(1, both / 4)


def column_lines(lines: Sequence[Sequence[Word]], at: Gutters, height: float) -> list[ColumnLine]:
    """Read a page of columns: down the first, then down the next.

    Lines across a gutter, headers and footers part the page into bands that are read in turn.

    Args:
        lines: All words of the page on one height, from left to right, from the top.
        at: The gutters.
        height: Of the page.
    """
    done: list[ColumnLine] = []
    columns: list[list[Word]] = [[] for _ in range(len(at) + 1)]
    usual = median(line[0].height for line in lines)
    for place, line in enumerate(lines):
        parts = _parts(line, at)
        heads = len(parts[0]) == len(line) and _heads_columns(lines, place, at, usual)
        if heads or _crosses(parts, at) or _is_apart_at_edge(lines, place, height):
            done += _emptied(columns)
            done.append(ColumnLine(list(line), 0))
            continue
        for words, part in zip(columns, parts, strict=True):
            words.extend(part)
    return done + _emptied(columns)


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


def _extent(runs: Sequence[Sequence[Word]]) -> tuple[float, float]:
    """Left edge and width of all that is printed."""
    left = min(run[0].left for run in runs)
    return left, max(run[-1].right for run in runs) - left


def _left(word: Word) -> float:
    return word.left


def _end(line: Iterable[Word]) -> float:
    return max([word.right for word in line])  # a list: it is asked for often


def _is_broken(run: Sequence[Word], left: float, right: float) -> bool:
    """Whether a run has a gap that may be a gutter, with room for a column on both sides."""
    column = _LEAST_COLUMN * (right - left)
    inner = left + column, right - column
    words = run.around(*inner) if isinstance(run, Run) else run
    return any(a < inner[1] and b > inner[0] for a, b in _gaps(words))


def _gaps(line: Sequence[Word]) -> list[tuple[float, float]]:
    """Find the spaces in a line that may be a gutter, by their ends; those after labels are not."""
    found: list[tuple[float, float]] = []
    end = line[0].right
    alone: Word | None = line[0]  # the word before, if nothing stands close before it
    for word in line[1:]:
        wide = word.left - end > _LEAST_GUTTER
        if wide and not (alone is not None and is_label(alone.text)):
            found.append((end, word.left))
        alone = word if wide else None
        end = max(end, word.right)
    return found


def _most_shared(
    gaps: Sequence[tuple[float, float]], found: Sequence[float], width: float
) -> float | None:
    """Find the x that lies in the most gaps, with room for a column up to those found before."""
    room = _LEAST_COLUMN * width
    taken = (0.0, *found, width)
    edges = sorted(edge for a, b in gaps for edge in ((a, 1), (b, -1)))
    best, depth, at = 0, 0, None
    for (x, step), (following, _) in pairwise(edges):
        depth += step
        middle = (x + following) / 2
        if depth > best and following > x and all(abs(middle - each) > room for each in taken):
            best, at = depth, middle
    return at


def _with_running_text(
    found: list[float], lines: Sequence[Sequence[Word]], width: float
) -> Gutters:
    """Leave out gutters beside which there are labels, values or headings, not running text."""
    while found:
        columns: list[list[list[Word]]] = [[] for _ in range(len(found) + 1)]
        for line in lines:
            parts = _parts(line, tuple(found))
            if not _crosses(parts, tuple(found)):
                for column, part in zip(columns, parts, strict=True):
                    if part:
                        column.append(part)
        poor = [at for at, column in enumerate(columns) if not _is_running_text(column, width)]
        if not poor:
            break
        del found[min(poor[0], len(found) - 1)]
    return tuple(found)


def _is_running_text(column: Sequence[Sequence[Word]], width: float) -> bool:
    """Tell a column of text from labels, values and headings: text fills it and runs on."""
    if len(column) < _LEAST_LINES // 2:
        return False
    start, end = min(line[0].left for line in column), max(map(_end, column))
    filled = median(_end(line) - start for line in column)
    following = sum(
        below[0].top - line[0].top < _FOLLOWING * line[0].height for line, below in pairwise(column)
    )
    return (
        end - start > _LEAST_COLUMN * width
        and filled > _LEAST_FILL * (end - start)
        and following > _LEAST_FOLLOWING * (len(column) - 1)
    )


def _parts(line: Sequence[Word], at: Gutters) -> list[list[Word]]:
    """Cut a line at the gutters: the words of each column."""
    cuts = [0, *(bisect_left(line, x, key=_left) for x in at), len(line)]
    return [list(line[start:end]) for start, end in pairwise(cuts)]


def _crosses(parts: Sequence[Sequence[Word]], at: Gutters) -> bool:
    """Whether words reach over a gutter, or stand so close on both sides that they are one text."""
    for place, x in enumerate(at):
        before = [word for part in parts[: place + 1] for word in part]
        if not before:
            continue
        end = _end(before)
        after = next((part[0] for part in parts[place + 1 :] if part), None)
        if end > x or (after is not None and after.left - end < _SPACE):
            return True
    return False


def _is_apart_at_edge(lines: Sequence[Sequence[Word]], place: int, height: float) -> bool:
    """Tell headers and footers, which stand away from the columns, from their outermost lines."""
    first = lines[place][0]
    if first.bottom < _EDGE * height:
        return not _is_near(lines, place, place + 1)
    if first.top > (1 - _EDGE) * height:
        return not _is_near(lines, place, place - 1)
    return False


def _heads_columns(lines: Sequence[Sequence[Word]], place: int, at: Gutters, usual: float) -> bool:
    """Tell a short heading of all columns, which are white at its height and begin anew below."""
    first = lines[place][0]
    if first.height < _LARGE * usual or not 0 < place < len(lines) - 1:
        return False
    above = [
        word.bottom
        for line in lines[max(place - 60, 0) : place]
        for word in line
        if word.left > at[0]
    ]
    below = [part[0].top for part in _parts(lines[place + 1], at) if part]
    return (
        len(below) == len(at) + 1
        and max(below) - min(below) < _ALIGNED
        and bool(above)
        and min(below) - max(above) > _WHITE * first.height
        and max(word.bottom for word in lines[place - 1]) < first.top
    )


def _is_near(lines: Sequence[Sequence[Word]], place: int, other: int) -> bool:
    if not 0 <= other < len(lines):
        return False
    first, second = lines[place][0], lines[other][0]
    white = max(second.top - first.bottom, first.top - second.bottom)
    return white < _APART * min(first.height, second.height)


def _emptied(columns: Sequence[list[Word]]) -> list[ColumnLine]:
    """Give the lines of a band's columns, and make room for the next band."""
    done = [
        ColumnLine(line, number)
        for number, words in enumerate(columns, start=1)
        for line in lines_of(words)
    ]
    for words in columns:
        words.clear()
    return done


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
            if len(left) > 1 and len(right) > 1 and not _are_level(left, right):
                return left, right
        end = max(end, line.right)
    return None


def _are_level(left: Sequence[PrintedLine], right: Sequence[PrintedLine]) -> bool:
    """Tell fields and their values, each on one height, from two texts side by side."""
    few, many = sorted((left, right), key=len)
    bottoms = [line.bottom for line in many]
    level = sum(any(abs(line.bottom - each) < _LEVEL for each in bottoms) for line in few)
    return len(few) <= _FEW and level == len(few)


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
