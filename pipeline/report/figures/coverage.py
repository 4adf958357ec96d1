"""Which councils have rules on what: the coverage matrix as a picture?

Councils with like coverage stand beside one another; provisions stand by their groups, as in the
table of provisions, so that people find them again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from pipeline.model import Level, Provision
from pipeline.report import wording
from pipeline.report.figures.drawing import (
    EDGE,
    HEIGHT,
    INK,
    PLAIN,
    SMALL,
    SOFT,
    WIDTH,
    Figure,
    Plan,
    axes_at,
    canvas,
    figure,
    head_height,
    name_rows,
    one_line,
)
from pipeline.report.figures.likeness import by_likeness
from pipeline.report.lookup import Lookup

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing
    from matplotlib.path import Path

_ROWS = 40  # councils by name in one picture: more would not stand on a page
_MOST = 8  # pictures of them: beyond this nobody looks, and the tables serve better
_LINES = 400  # of the picture of all councils: with more of them, a line is several

_NAMES, _TOTALS = 2.05, 0.5  # inches left and right of the cells
_NAME_LETTERS, _TITLE_LETTERS = 34, 46
_CELL_HEIGHT = 0.14
_LETTER = 0.052  # inches that a small letter takes, on the average
_KEY = 0.2  # inches for a line of the key
_OVERVIEW = 5.2  # inches for the cells of all councils

_FILLS = {
    Level.RULES: "#12436d",
    Level.MENTION: "#a9cbe6",
    Level.ABSENT: "#ffffff",
    Level.UNREADABLE: "#e3e3e3",
}
_INKS = {
    Level.RULES: "#ffffff",
    Level.MENTION: "#0f2a42",
    Level.ABSENT: "#595f66",
    Level.UNREADABLE: "#3d3d3d",
}
_LETTER_PT = {Level.RULES: 5.2, Level.MENTION: 5.6, Level.ABSENT: 3.4, Level.UNREADABLE: 5.4}
_LETTERS = {Level.RULES: "R", Level.MENTION: "m", Level.ABSENT: "–", Level.UNREADABLE: "?"}
# where several councils are one line: how much a level darkens it, and in how many shades
_DARKNESS = {Level.RULES: 1.0, Level.MENTION: 0.4, Level.ABSENT: 0.0}
_SHADES = 10

_HATCH = "#8b939c"
_GRID = "#b5bbc2"

_Colour = str | tuple[float, float, float]
_Run = tuple[float, float, float]  # column, upper and lower edge


def plans(found: Lookup) -> tuple[Plan, ...]:
    """Plan a picture for every 40 councils, and from 41 on one of all together before them.

    With more than 320 councils there is only the one of all; without a document or a provision
    there is none.
    """
    if not found.provisions or not found.docs:
        return ()
    docs = by_likeness(found)
    parts = [docs[at : at + _ROWS] for at in range(0, len(docs), _ROWS)]
    made = [_overview(found, docs)] if len(parts) > 1 else []
    if len(parts) <= _MOST:
        made += [_part(found, docs, number, len(parts)) for number in range(len(parts))]
    return tuple(made)


def _part(found: Lookup, docs: Sequence[str], number: int, parts: int) -> Plan:
    shown = docs[number * _ROWS : (number + 1) * _ROWS]
    where = ""
    if parts > 1:
        first = number * _ROWS + 1
        where = f" ({first:,} to {first + len(shown) - 1:,} of {len(docs):,})"
    title = f"{_finding(found, shown)}{where}"
    top = _head_height(found, title) + _titles_height(found)
    size = (
        _width(found),
        top + len(shown) * _CELL_HEIGHT + _foot_height(found) + _key_height(found),
    )
    made = figure(
        "coverage" + (f"-{number + 1}" if parts > 1 else ""),
        title,
        _alt(found, shown, "Heat map with a row a council"),
        size,
        shown,
    )
    return Plan(made, partial(_draw_part, found, made, size))


def _overview(found: Lookup, docs: Sequence[str]) -> Plan:
    title = f"All councils at once: {_lower(_finding(found, docs))}"
    top = _head_height(found, title) + _titles_height(found)
    size = (_width(found), min(HEIGHT, top + _OVERVIEW + _foot_height(found) + _key_height(found)))
    made = figure(
        "coverage-all", title, _alt(found, docs, "Heat map with a thin line a council"), size
    )
    return Plan(made, partial(_draw_overview, found, made, docs, size))


def _finding(found: Lookup, docs: Sequence[str]) -> str:
    counts = [_rules(found, doc) for doc in docs if found.is_readable(doc)]
    of = wording.counted(len(found.provisions), "provision")
    if not counts:
        return "None of these documents could be read"
    low, high = min(counts), max(counts)
    return (
        f"Councils have rules on {low} to {high} of {of}"
        if low < high
        else (
            f"{'The council has' if len(counts) == 1 else 'Councils have'} rules on {low} of {of}"
        )
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _rules(found: Lookup, doc: str) -> int:
    return sum(found.level(doc, provision.id) is Level.RULES for provision in found.provisions)


def _alt(found: Lookup, docs: Sequence[str], kind: str) -> str:
    levels = Counter(found.level(doc, p.id) for doc in docs for p in found.provisions)
    cells = [f"{levels[level]:,} {word.lower()}" for level, word in wording.LEVELS.items()]
    said = [
        f"{kind} on {wording.day(found.findings.as_of)}: {wording.counted(len(docs), 'document')} "
        f"by {wording.counted(len(found.provisions), 'provision')}, councils with like coverage "
        "beside one another.",
        f"Of {levels.total():,} cells: {wording.listed(cells)}.",
    ]
    ranked = sorted(_counts(found, docs), key=lambda count: -count[0] / count[1])
    for word, (rules, of, title) in zip(
        ("Most", "Fewest"), ranked[:1] + ranked[1:][-1:], strict=False
    ):
        said.append(f"{word} have rules on “{one_line(title, 60)}”: {rules:,} of {of:,} read.")
    said.append("The coverage table on the first page has the same cells.")
    return " ".join(said)


def _counts(found: Lookup, docs: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Count, of documents that were read and that a provision concerns, those with rules on it."""
    for provision in found.provisions:
        cells = [found.cells[doc, provision.id] for doc in docs if found.is_readable(doc)]
        levels = [cell.level for cell in cells if cell.concerned]
        if levels:
            yield levels.count(Level.RULES), len(levels), provision.title


# --- sizes, in inches ------------------------------------------------------------------------


def _note(found: Lookup) -> str:
    return (
        f"{len(found.readable):,} of {len(found.docs):,} documents could be read; those that could "
        f"not come last. As of {wording.day(found.findings.as_of)}. Councils with like coverage "
        "stand beside one another."
    )


def _head_height(found: Lookup, title: str) -> float:
    return head_height(title, _note(found))


def _titles_height(found: Lookup) -> float:
    longest = max(len(_title(provision.title)) for provision in found.provisions)
    return 0.35 + longest * _LETTER


def _foot_height(found: Lookup) -> float:
    return 0.2 + max(len(_total(found, p.id)) for p in found.provisions) * _LETTER


def _total(found: Lookup, provision: str) -> str:
    overall = found.overall(provision)
    return f"{overall.rules:,} of {overall.read:,}"


def _title(text: str) -> str:
    return one_line(text, _TITLE_LETTERS)


def _cell_width(found: Lookup) -> float:
    room = WIDTH - _NAMES - _TOTALS - EDGE
    return min(0.3, max(_CELL_HEIGHT, room / len(found.provisions)))


def _width(found: Lookup) -> float:
    return max(WIDTH, _NAMES + len(found.provisions) * _cell_width(found) + _TOTALS + EDGE)


def _key_height(found: Lookup) -> float:
    return 2 * _KEY + len(_group_lines(found)) * _KEY * 0.75 + EDGE


# --- drawing ---------------------------------------------------------------------------------


def _draw_part(found: Lookup, made: Figure, size: tuple[float, float]) -> "Drawing":
    drawing = canvas(size, made.title, _note(found))
    height = len(made.docs) * _CELL_HEIGHT
    axes = _cells_at(drawing, found, made.title, height)
    axes.set_ylim(len(made.docs) - 0.5, -0.5)
    places: defaultdict[Level, list[tuple[float, float]]] = defaultdict(list)
    for row, doc in enumerate(made.docs):
        for column, provision in enumerate(_columns(found)):
            places[found.level(doc, provision.id)].append((column, row))
    for level, middles in places.items():
        runs = [(x, y - 0.5, y + 0.5) for x, y in middles]
        _fill(axes, runs, _FILLS[level], hatched=level is Level.UNREADABLE, edge=_GRID)
        _letters(axes, middles, level)
    name_rows(axes, [found.names[doc] for doc in made.docs], _NAME_LETTERS)
    for row, doc in enumerate(made.docs):
        total = f"{_rules(found, doc)}" if found.is_readable(doc) else "not read"
        _beside_row(axes, found, row, total)
    _beside_row(axes, found, -1.1, f"R of {len(found.provisions)}")
    _finish(drawing, axes, found, bottom=len(made.docs) - 0.5, height=height)
    return drawing


def _draw_overview(
    found: Lookup, made: Figure, docs: Sequence[str], size: tuple[float, float]
) -> "Drawing":
    each = -(-len(docs) // _LINES)  # councils in a line
    several = f" Each line is {each} councils, as dark as they have rules." if each > 1 else ""
    drawing = canvas(size, made.title, _note(found) + several)
    top = _head_height(found, made.title) + _titles_height(found)
    height = size[1] - top - _foot_height(found) - _key_height(found)
    axes = _cells_at(drawing, found, made.title, height)
    axes.set_ylim(len(docs), 0)
    if each > 1:
        shades = _mixed(found, docs, each)
        colours = {shade: _shade(shade / _SHADES) for shade in shades}
        for shade, runs in sorted(shades.items()):
            _fill(axes, runs, colours[shade], hatched=False)
    else:
        columns: defaultdict[Level, list[_Run]] = defaultdict(list)
        for column, provision in enumerate(_columns(found)):
            read = [found.level(doc, provision.id) for doc in docs if found.is_readable(doc)]
            for level, start, end in _stretches(read):
                columns[level].append((column, start, end))
        for level, runs in columns.items():
            _fill(axes, runs, _FILLS[level], hatched=False)
    first = len(found.readable)
    if first < len(docs):
        unread = [(column, first, len(docs)) for column in range(len(found.provisions))]
        _fill(axes, unread, _FILLS[Level.UNREADABLE], hatched=True)
    _frame(axes, len(found.provisions), len(docs))
    axes.set_yticks(
        ticks := [
            tick for tick in axes.get_yticks() if 0 < tick <= len(docs) and tick == int(tick)
        ],
        [f"{int(tick):,}" for tick in ticks],
        fontsize=SMALL,
    )
    axes.tick_params(axis="y", length=2)
    axes.set_ylabel("Councils", fontsize=PLAIN)
    _finish(drawing, axes, found, bottom=len(docs), height=height)
    return drawing


_Shown = TypeVar("_Shown", Level, int)


def _stretches(levels: Sequence[_Shown]) -> Iterator[tuple[_Shown, float, float]]:
    at = 0
    for level, run in groupby(levels):
        length = len(list(run))
        yield level, at, at + length
        at += length


def _mixed(found: Lookup, docs: Sequence[str], each: int) -> dict[int, list[_Run]]:
    """Mix the shades of neighbouring councils; by shade, from 0 to the darkest."""
    read = [doc for doc in docs if found.is_readable(doc)]
    made: defaultdict[int, list[_Run]] = defaultdict(list)
    for column, provision in enumerate(_columns(found)):
        dark = [_DARKNESS[found.level(doc, provision.id)] for doc in read]
        groups = [dark[at : at + each] for at in range(0, len(dark), each)]
        shades = [round(_SHADES * sum(group) / len(group)) for group in groups]
        for shade, start, end in _stretches(shades):
            made[shade].append((column, start * each, min(end * each, len(read))))
    return made


def _shade(dark: float) -> tuple[float, float, float]:
    """Give the colour for a share with rules: white, the fill of a mention, the fill of rules."""
    from matplotlib.colors import to_rgb

    middle = _DARKNESS[Level.MENTION]
    pale, strong, share = (
        (Level.ABSENT, Level.MENTION, dark / middle)
        if dark <= middle
        else (Level.MENTION, Level.RULES, (dark - middle) / (1 - middle))
    )
    low, high = to_rgb(_FILLS[pale]), to_rgb(_FILLS[strong])
    red, green, blue = (round(a + (b - a) * share, 4) for a, b in zip(low, high, strict=True))
    return red, green, blue


def _cells_at(drawing: "Drawing", found: Lookup, title: str, height: float) -> "Axes":
    columns = len(found.provisions)
    axes = axes_at(
        drawing,
        _NAMES,
        _head_height(found, title) + _titles_height(found),
        columns * _cell_width(found),
        height,
    )
    axes.set_xlim(-0.5, columns - 0.5)
    axes.set_xticks([])
    return axes


def _fill(
    axes: "Axes", runs: Sequence[_Run], colour: _Colour, *, hatched: bool, edge: str | None = None
) -> None:
    """Fill all cells of a colour as one shape: one by one takes seconds a picture."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    corners = [
        [(x - 0.5, top), (x + 0.5, top), (x + 0.5, end), (x - 0.5, end), (x - 0.5, top)]
        for x, top, end in runs
    ]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(corners)
    axes.add_artist(
        PathPatch(
            Path([corner for cell in corners for corner in cell], codes),
            facecolor=colour,
            edgecolor=edge or (_HATCH if hatched else colour),
            linewidth=0.4 if edge else 0.0,
            hatch="///" if hatched else None,
            clip_on=False,  # or the outer edges lose half their width
        )
    )


def _letters(axes: "Axes", middles: Sequence[tuple[float, float]], level: Level) -> None:
    axes.plot(
        [x for x, _ in middles],
        [y for _, y in middles],
        linestyle="none",
        marker=_shape(level),
        markersize=_LETTER_PT[level],
        markerfacecolor=_INKS[level],
        markeredgewidth=0,
        clip_on=False,
    )


def _shape(level: Level) -> "Path":
    """Give a level's letter as a shape, its middle at the origin."""
    from matplotlib.path import Path
    from matplotlib.textpath import TextPath

    shape = TextPath((0, 0), _LETTERS[level], size=1)
    low, high = shape.get_extents().get_points()
    return Path(shape.vertices - (low + high) / 2, shape.codes)


def _frame(axes: "Axes", columns: int, rows: int) -> None:
    edges = [column - 0.5 for column in range(columns + 1)]
    axes.vlines(edges, 0, rows, colors=_GRID, linewidth=0.4, clip_on=False)
    axes.hlines([0, rows], -0.5, columns - 0.5, colors=_GRID, linewidth=0.4, clip_on=False)


def _beside_row(axes: "Axes", found: Lookup, row: float, text: str) -> None:
    axes.text(len(found.provisions) - 0.3, row, text, fontsize=SMALL, va="center", clip_on=False)


def _finish(
    drawing: "Drawing", axes: "Axes", found: Lookup, *, bottom: float, height: float
) -> None:
    """Mark the groups of provisions, and write the totals and the key below the cells."""
    upper, lower = axes.get_ylim()[1], axes.get_ylim()[0]
    inch = (lower - upper) / height
    for number, (_, start, end) in enumerate(_groups(found)):
        y = upper - 0.06 * inch
        axes.plot([start - 0.4, end + 0.4], [y, y], color=INK, linewidth=1.0, clip_on=False)
        axes.text(
            (start + end) / 2,
            upper - 0.13 * inch,
            _group_letter(number),
            fontsize=SMALL,
            fontweight="bold",
            ha="center",
            va="center",
        )
        if start:
            axes.plot([start - 0.5] * 2, [upper, bottom], color=INK, linewidth=1.0, clip_on=False)
    for column, provision in enumerate(_columns(found)):
        axes.text(
            column,
            upper - 0.24 * inch,
            _title(provision.title),
            fontsize=SMALL,
            rotation=90,
            ha="center",
            va="bottom",
        )
        axes.text(
            column,
            bottom + 0.04 * inch,
            _total(found, provision.id),
            fontsize=SMALL,
            rotation=90,
            ha="center",
            va="top",
        )
    axes.text(
        -0.75,
        bottom + 0.12 * inch,
        "With rules, of all read",
        fontsize=SMALL,
        ha="right",
        va="center",
    )
    _draw_key(drawing, found)


def _columns(found: Lookup) -> list[Provision]:
    """Order the provisions by their groups, as the table of provisions does."""
    groups: dict[str, list[Provision]] = {}
    for provision in found.provisions:
        groups.setdefault(provision.group, []).append(provision)
    return [provision for group in groups.values() for provision in group]


def _groups(found: Lookup) -> list[tuple[str, int, int]]:
    """Give the groups of provisions with their first and last column."""
    made: list[tuple[str, int, int]] = []
    for column, provision in enumerate(_columns(found)):
        if made and made[-1][0] == provision.group:
            made[-1] = (provision.group, made[-1][1], column)
        else:
            made.append((provision.group, column, column))
    return made


def _group_letter(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else str(number + 1)


def _group_lines(found: Lookup) -> list[str]:
    lines = [""]
    for number, (name, _, _) in enumerate(_groups(found)):
        part = f"{_group_letter(number)}  {one_line(name, 48)}"
        if lines[-1] and len(lines[-1]) + len(part) > 106:
            lines.append("")
        lines[-1] += ("     " if lines[-1] else "") + part
    return lines


def _draw_key(drawing: "Drawing", found: Lookup) -> None:
    width, height = drawing.get_size_inches()
    top = height - _key_height(found)
    axes = axes_at(drawing, EDGE, top, WIDTH - 2 * EDGE, 0.15)
    axes.set_xlim(0, (WIDTH - 2 * EDGE) / 0.15)
    axes.set_ylim(1, 0)
    axes.axis("off")
    for number, (level, word) in enumerate(wording.LEVELS.items()):
        x = number * 7.0 + 0.5
        hatched = level is Level.UNREADABLE
        _fill(axes, [(x, 0, 1)], _FILLS[level], hatched=hatched, edge=_GRID)
        _letters(axes, [(x, 0.5)], level)
        axes.text(x + 0.9, 0.5, word, fontsize=PLAIN, va="center")
    for number, text in enumerate(_group_lines(found)):
        drawing.text(
            EDGE / width,
            1 - (top + 1.7 * _KEY + number * 0.75 * _KEY) / height,
            text,
            fontsize=SMALL,
            color=SOFT,
            va="center",
        )
