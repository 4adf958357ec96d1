"""How do documents come together by the wording that they share, as a picture?"""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from pipeline.report import wording
from pipeline.report.figures.drawing import (
    EDGE,
    PLAIN,
    SMALL,
    WIDTH,
    Figure,
    Plan,
    axes_at,
    canvas,
    faint_grid,
    figure,
    head_height,
    name_rows,
    one_line,
)
from pipeline.report.lookup import Lookup

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

_ROWS = 52  # leaves in one picture: more would not stand on a page
_ROW = 0.165  # a leaf's height in inches
_NAMES = 2.3
_NAME_LETTERS = 40
_FOOT = 0.5
_AKIN = ("#12436d", 2.0)  # colour and width of lines within a lineage
_APART = ("#8b939c", 0.9)
_NOTE = (
    "Lines meet where the share of text in common does. Heavy lines: a shared template. "
    "It does not say who took it from whom."
)


def plans(found: Lookup) -> tuple[Plan, ...]:
    """Plan the tree, a picture for every 52 leaves; none with fewer than two documents."""
    leaves = found.findings.ancestry.tree.leaves
    if not found.findings.ancestry.tree.merges:
        return ()
    starts = range(0, len(leaves), _ROWS)
    return tuple(_part(found, start, len(starts)) for start in starts)


def _part(found: Lookup, start: int, parts: int) -> Plan:
    leaves = found.findings.ancestry.tree.leaves
    shown = leaves[start : start + _ROWS]
    title = _finding(found)
    if parts > 1:
        title += f" ({start + 1:,} to {start + len(shown):,} of {len(leaves):,})"
    size = (WIDTH, head_height(title, _NOTE) + 0.1 + len(shown) * _ROW + _FOOT)
    name = "templates" + (f"-{start // _ROWS + 1}" if start else "")
    made = figure(name, title, _alt(found), size, shown)
    return Plan(made, partial(_draw, found, made, start, size))


def _what(found: Lookup) -> str:
    whole = all(leaf in found.names for leaf in found.findings.ancestry.tree.leaves)
    return "documents" if whole else "templates and documents"


def _finding(found: Lookup) -> str:
    if _what(found) != "documents":
        return "How shared templates come together by their wording"
    lineages = found.findings.ancestry.lineages
    core = {s.doc for lineage in lineages for s in lineage.standings if s.core}
    if not core:
        return "No documents share a template; how near they come to it"
    return f"{len(core):,} of {len(found.readable):,} documents share a template with others" + (
        f", {len(lineages):,} templates in all" if len(lineages) > 1 else ""
    )


def _alt(found: Lookup) -> str:
    ancestry = found.findings.ancestry
    closest = max(ancestry.tree.merges, key=lambda merge: merge.likeness)
    templates = wording.counted(len(ancestry.lineages), "shared template")
    return (
        f"Tree of {len(ancestry.tree.leaves):,} {_what(found)} on "
        f"{wording.day(found.findings.as_of)}, joined where their wording is the same. "
        f"The closest have {wording.percent(closest.likeness)} in common. "
        f"{wording.capital(templates)}"
        + "".join(
            f"; {wording.counted(sum(s.core for s in lineage.standings), 'document')} in "
            f"“{one_line(lineage.name, 80)}”"
            for lineage in ancestry.lineages[:6]
        )
        + ". The tables below the picture of shared templates have the same."
    )


def _draw(found: Lookup, made: Figure, start: int, size: tuple[float, float]) -> "Drawing":
    drawing = canvas(size, made.title, _NOTE)
    rows = len(made.docs)
    top = head_height(made.title, _NOTE) + 0.1
    axes = axes_at(drawing, _NAMES, top, WIDTH - _NAMES - 2 * EDGE, rows * _ROW)
    axes.set_xlim(1.0, 0.0)
    _name_sides(axes, found, made.docs)
    _draw_branches(axes, found, start, rows)
    axes.set_ylim(rows - 0.5, -0.5)
    return drawing


def _draw_branches(axes: "Axes", found: Lookup, start: int, rows: int) -> None:
    """Draw the branches of some leaves; those to the others go on at the edge."""
    ancestry = found.findings.ancestry
    home = {
        standing.doc: lineage.id
        for lineage in ancestry.lineages
        for standing in lineage.standings
        if standing.core
    }
    # of each group its height on the page, the likeness at which it was joined, and its lineages
    groups = [
        (float(row), 1.0, Counter([home.get(leaf, f"{row}")]))
        for row, leaf in enumerate(ancestry.tree.leaves, -start)
    ]
    for merge in ancestry.tree.merges:
        sides = [groups[merge.left], groups[merge.right]]
        inside = sides[0][2] + sides[1][2]
        color, width = _AKIN if len(inside) == 1 else _APART
        style: Any = {"color": color, "linewidth": width}
        for row, begins, _ in sides:
            if begins > merge.likeness and -1 < row < rows:
                axes.plot([begins, merge.likeness], [row, row], **style)
        low, high = sorted((sides[0][0], sides[1][0]))
        # those that share nothing only end at the same edge
        if merge.likeness > 0 and high > -1 and low < rows:
            axes.plot(
                [merge.likeness] * 2,
                [max(low, -0.5), min(high, rows - 0.5)],
                **style,
            )
        middle = (sides[0][0] + sides[1][0]) / 2
        groups.append((middle, merge.likeness, inside))


def _name_sides(axes: "Axes", found: Lookup, leaves: Sequence[str]) -> None:
    lineages = {
        lineage.id: f"{found.names[lineage.typical]} and {len(lineage.standings) - 1:,} more"
        for lineage in found.findings.ancestry.lineages
    }
    name_rows(axes, [lineages.get(leaf) or found.names[leaf] for leaf in leaves], _NAME_LETTERS)
    ticks = [1.0, 0.8, 0.6, 0.4, 0.2, 0.0]
    axes.set_xticks(ticks, [f"{tick:.0%}" for tick in ticks], fontsize=SMALL)
    axes.set_xlabel("Text in common, on the average", fontsize=PLAIN)
    faint_grid(axes, "x")
