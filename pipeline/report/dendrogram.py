"""How do documents come together by the wording that they share, as a picture?"""

from collections import Counter
from typing import TYPE_CHECKING, Any

from pipeline.model import Findings
from pipeline.report import wording
from pipeline.report.figures import Figure, rendered, row_label
from pipeline.report.lookup import Lookup, lookup

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

_ROW = 0.26  # a leaf's height in inches
_AKIN = ("#12436d", 2.2)  # colour and width of lines within a lineage
_APART = ("#8b939c", 1.0)


def tree_figure(findings: Findings) -> Figure | None:
    """Say which picture there is, without drawing it; None with fewer than two documents."""
    tree = findings.ancestry.tree
    if not tree.merges:
        return None
    found = lookup(findings)
    whole = tree.leaves[0] in found.names
    what = "documents" if whole else "shared templates"
    closest = max(tree.merges, key=lambda merge: merge.likeness)
    lineages = findings.ancestry.lineages
    alt = (
        f"Tree of {len(tree.leaves):,} {what} on {wording.day(findings.as_of)}, joined where their "
        f"wording is the same. The closest have {wording.percent(closest.likeness)} in common. "
        f"{wording.capital(wording.counted(len(lineages), 'shared template'))}"
        + "".join(
            f"; {wording.counted(sum(s.core for s in lineage.standings), 'document')} in "
            f"“{lineage.name}”"
            for lineage in lineages[:6]
        )
        + ". The tables below have the same."
    )
    title = f"How {what} come together by shared wording"
    return Figure(title, alt, "figures/templates.svg", "figures/templates.png", tree.leaves)


def dendrogram(findings: Findings) -> dict[str, bytes]:
    """Draw the tree as SVG and PNG; no file where there is nothing to join."""
    figure = tree_figure(findings)
    if figure is None:
        return {}
    found = lookup(findings)
    return rendered(figure, lambda: _draw(found, figure))


def _draw(found: Lookup, figure: Figure) -> "Drawing":
    from matplotlib.figure import Figure as Drawing

    rows = len(figure.docs)
    left, top, right, bottom = 4.0, 1.0, 0.5, 0.75  # inches around the tree
    width, height = left + 5.5 + right, top + rows * _ROW + bottom
    drawing = Drawing(figsize=(width, height), facecolor="white")
    axes = drawing.add_axes((left / width, bottom / height, 5.5 / width, rows * _ROW / height))
    axes.set_xlim(1.0, 0.0)
    axes.set_ylim(rows - 0.5, -0.5)
    _draw_branches(axes, found, figure)
    _name_sides(axes, found, figure)
    drawing.text(
        0.25 / width, 1 - 0.32 / height, figure.title, fontsize=13, fontweight="bold", va="center"
    )
    drawing.text(
        0.25 / width,
        1 - 0.62 / height,
        "Heavy lines: a shared template. It does not say who took it from whom.",
        fontsize=9,
        va="center",
    )
    return drawing


def _draw_branches(axes: "Axes", found: Lookup, figure: Figure) -> None:
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
        for row, leaf in enumerate(figure.docs)
    ]
    for merge in ancestry.tree.merges:
        sides = [groups[merge.left], groups[merge.right]]
        inside = sides[0][2] + sides[1][2]
        color, width = _AKIN if len(inside) == 1 else _APART
        style: Any = {"color": color, "linewidth": width, "clip_on": False}
        for row, begins, _ in sides:
            if begins > merge.likeness:
                axes.plot([begins, merge.likeness], [row, row], **style)
        if merge.likeness > 0:  # those that share nothing only end at the same edge
            axes.plot([merge.likeness] * 2, [sides[0][0], sides[1][0]], **style)
        middle = (sides[0][0] + sides[1][0]) / 2
        groups.append((middle, merge.likeness, inside))


def _name_sides(axes: "Axes", found: Lookup, figure: Figure) -> None:
    lineages = {
        lineage.id: f"{found.names[lineage.typical]} and {len(lineage.standings) - 1:,} more"
        for lineage in found.findings.ancestry.lineages
    }
    names = [lineages.get(leaf) or found.names[leaf] for leaf in figure.docs]
    axes.set_yticks(range(len(names)), [row_label(name, 56) for name in names], fontsize=8)
    ticks = [1.0, 0.8, 0.6, 0.4, 0.2, 0.0]
    axes.set_xticks(ticks, [f"{tick:.0%}" for tick in ticks], fontsize=8)
    axes.set_xlabel("Text in common, on the average", fontsize=9)
    axes.grid(axis="x", color="#e3e3e3", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    for name in axes.get_yticklabels():
        name.set_parse_math(False)  # a name may hold a dollar sign
    for spine in axes.spines.values():
        spine.set_visible(False)
