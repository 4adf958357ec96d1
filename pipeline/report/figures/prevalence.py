"""How common is each provision, with how sure that is?"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from pipeline.model import Grouping, Prevalence
from pipeline.report import wording
from pipeline.report.figures.drawing import (
    DARK,
    EDGE,
    INK,
    MIDDLE,
    PLAIN,
    SMALL,
    SOFT,
    WIDTH,
    Figure,
    Plan,
    axes_at,
    canvas,
    faint_grid,
    figure,
    head_height,
    key_axes,
    name_rows,
    one_line,
    rule_rows,
)
from pipeline.report.lookup import Lookup

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

_LEAST = 5  # documents of a type that were read: of fewer, a share says nothing
_MOST = 4  # types beside one another

_ROW = 0.19  # inches
_NAMES = 2.65
_NAME_LETTERS = 46
_FOOT = 0.62
_NOTE = "Dot and line: share with rules, and where it lies with 95% certainty (Wilson interval)."


def plans(found: Lookup) -> tuple[Plan, ...]:
    """Plan a picture of all documents, and one by type of council where two have enough of them."""
    rows = _ranked(found)
    if not rows:
        return ()
    made = [_overall(found, rows)]
    groups = _types(found, rows)
    if len(groups) > 1:
        made.append(_by_type(found, rows, groups))
    return tuple(made)


def _ranked(found: Lookup) -> tuple[Prevalence, ...]:
    """Give the counts over all documents, the most common provision first."""
    rows = [found.overall(provision.id) for provision in found.provisions]
    known = [row for row in rows if row.share is not None]
    return tuple(sorted(known, key=lambda row: -(row.share or 0.0)))


def _types(found: Lookup, rows: Sequence[Prevalence]) -> tuple[tuple[Prevalence, ...], ...]:
    """Give the counts of each type with enough documents, the most documents first."""
    by_group: dict[str, dict[str, Prevalence]] = {}
    for row in found.findings.prevalence:
        if row.by is Grouping.COUNCIL_TYPE and row.group:
            by_group.setdefault(row.group, {})[row.provision] = row
    enough = [
        tuple(counts[row.provision] for row in rows if row.provision in counts)
        for counts in by_group.values()
        if max(row.read for row in counts.values()) >= _LEAST
    ]
    whole = [counts for counts in enough if len(counts) == len(rows)]
    return tuple(sorted(whole, key=lambda c: (-max(row.read for row in c), c[0].group))[:_MOST])


def _overall(found: Lookup, rows: Sequence[Prevalence]) -> Plan:
    title = _finding(found, rows)
    note = (
        f"{_NOTE} Of {len(found.readable):,} documents read, those that the provision concerns. "
        f"As of {wording.day(found.findings.as_of)}."
    )
    size = _size(rows, title, note)
    made = figure("prevalence", title, _alt(found, rows), size)
    return Plan(made, partial(_draw_overall, found, made, rows, note, size))


def _by_type(
    found: Lookup, rows: Sequence[Prevalence], groups: Sequence[Sequence[Prevalence]]
) -> Plan:
    widest = max(range(len(rows)), key=lambda at: _spread([group[at] for group in groups]))
    at_widest = [group[widest] for group in groups]
    said = wording.listed([f"{row.rules:,} of {row.read:,} {_name(row)}" for row in at_widest])
    where = f"“{one_line(found.titles[rows[widest].provision], 50)}”"
    title = f"By type of council: furthest apart on {where}"
    note = f"{_NOTE} Where the lines of two types overlap much, nothing tells them apart."
    size = _size(rows, title, note)
    alt = (
        f"Dot plot of the share with rules by type of council on "
        f"{wording.day(found.findings.as_of)}. The types are furthest apart on {where}: {said}. "
        f"{_sureness(at_widest)} The provisions’ own pages have the counts of each type."
    )
    made = figure("prevalence-by-type", title, alt, size)
    return Plan(made, partial(_draw_by_type, found, made, groups, note, size))


def _name(row: Prevalence) -> str:
    return one_line(row.group, 16).lower()


def _spread(rows: Sequence[Prevalence]) -> float:
    shares = [row.share for row in rows if row.share is not None]
    return max(shares) - min(shares) if shares else 0.0


def _sureness(rows: Sequence[Prevalence]) -> str:
    lows = [row.low for row in rows if row.low is not None]
    highs = [row.high for row in rows if row.high is not None]
    if lows and highs and max(lows) > min(highs):
        return "Their 95% intervals do not overlap."
    return "Their 95% intervals overlap, so it may be chance."


def _finding(found: Lookup, rows: Sequence[Prevalence]) -> str:
    of = wording.counted(len(rows), "provision")
    if len(found.readable) == 1:
        return f"The one document read has rules on {sum(row.rules for row in rows)} of {of}"
    half = sum(2 * row.rules >= row.read for row in rows)
    return f"At least half of the documents have rules on {half} of {of}"


def _alt(found: Lookup, rows: Sequence[Prevalence]) -> str:
    each = [
        f"{one_line(found.titles[row.provision], 50)} {row.rules:,} of {row.read:,}" for row in rows
    ]
    ends = [*each[:3], "…", *each[-3:]] if len(each) > 6 else each
    return (
        f"Dot plot of the share of documents with rules on each provision, on "
        f"{wording.day(found.findings.as_of)}, with 95% intervals. {_finding(found, rows)}. "
        f"From the most to the least common: "
        f"{'; '.join(ends)}. The table of provisions has the same numbers."
    )


def _size(rows: Sequence[Prevalence], title: str, note: str) -> tuple[float, float]:
    return WIDTH, head_height(title, note) + 0.25 + len(rows) * _ROW + _FOOT


def _draw_overall(
    found: Lookup,
    made: Figure,
    rows: Sequence[Prevalence],
    note: str,
    size: tuple[float, float],
) -> "Drawing":
    drawing = canvas(size, made.title, note)
    top = head_height(made.title, note) + 0.25
    axes = axes_at(drawing, _NAMES, top, WIDTH - _NAMES - 0.75, len(rows) * _ROW)
    _scale(axes, len(rows), (0, 25, 50, 75, 100))
    axes.plot(
        [_any(row) for row in rows if row.mention],
        [at for at, row in enumerate(rows) if row.mention],
        linestyle="none",
        marker="D",
        markersize=4.2,
        markerfacecolor="white",
        markeredgecolor=MIDDLE,
        markeredgewidth=1.0,
        clip_on=False,
        zorder=2,
    )
    _dots(axes, rows)
    name_rows(axes, [found.titles[row.provision] for row in rows], _NAME_LETTERS)
    for at, row in enumerate(rows):
        axes.text(1.04, at, f"{row.rules:,} of {row.read:,}", fontsize=SMALL, va="center")
    axes.text(1.04, -1, "With rules", fontsize=SMALL, va="center")
    _key(drawing, top + len(rows) * _ROW + 0.3, both=True)
    return drawing


def _draw_by_type(
    found: Lookup,
    made: Figure,
    groups: Sequence[Sequence[Prevalence]],
    note: str,
    size: tuple[float, float],
) -> "Drawing":
    drawing = canvas(size, made.title, note)
    top = head_height(made.title, note) + 0.25
    room = (WIDTH - _NAMES - EDGE) / len(groups)
    for number, group in enumerate(groups):
        numbers = [f"{row.rules:,} of {row.read:,}" for row in group]
        wide = room - 0.2 - 0.05 * max(map(len, numbers))
        axes = axes_at(drawing, _NAMES + number * room, top, wide, len(groups[0]) * _ROW)
        _scale(axes, len(groups[0]), (0, 50, 100))
        _dots(axes, group)
        axes.set_yticks([])
        if not number:
            name_rows(axes, [found.titles[row.provision] for row in group], _NAME_LETTERS)
        for at, text in enumerate(numbers):
            axes.text(1 + 0.07 / wide, at, text, fontsize=SMALL, va="center")
        axes.text(
            0,
            -1,
            wording.capital(_name(group[0])),
            fontsize=PLAIN,
            fontweight="bold",
            va="center",
        )
    _key(drawing, top + len(groups[0]) * _ROW + 0.3, both=False)
    return drawing


def _any(row: Prevalence) -> float:
    return (row.rules + row.mention) / row.read


def _scale(axes: "Axes", rows: int, ticks: Sequence[int]) -> None:
    axes.set_xlim(0, 1)
    axes.set_ylim(rows - 0.5, -0.5)
    axes.set_xticks([tick / 100 for tick in ticks], [f"{tick}%" for tick in ticks], fontsize=SMALL)
    faint_grid(axes, "x")
    rule_rows(axes, rows)


def _dots(axes: "Axes", rows: Sequence[Prevalence]) -> None:
    known = [
        (at, row.low, row.share, row.high)
        for at, row in enumerate(rows)
        if row.low is not None and row.share is not None and row.high is not None
    ]
    axes.hlines(
        [at for at, *_ in known],
        [low for _, low, _, _ in known],
        [high for *_, high in known],
        colors=INK,
        linewidth=1.0,
        clip_on=False,
        zorder=3,
    )
    axes.plot(
        [share for _, _, share, _ in known],
        [at for at, *_ in known],
        linestyle="none",
        marker="o",
        markersize=5.0,
        markerfacecolor=DARK,
        markeredgewidth=0,
        clip_on=False,
        zorder=4,
    )


def _key(drawing: "Drawing", top: float, *, both: bool) -> None:
    axes = key_axes(drawing, top)
    axes.plot([0.02, 0.3], [0.5, 0.5], color=INK, linewidth=1.0)
    axes.plot([0.16], [0.5], marker="o", markersize=5.0, color=DARK)
    axes.text(0.4, 0.5, "Rules, with 95% interval", fontsize=PLAIN, va="center", color=SOFT)
    if both:
        axes.plot(
            [2.3],
            [0.5],
            marker="D",
            markersize=4.2,
            markerfacecolor="white",
            markeredgecolor=MIDDLE,
        )
        axes.text(2.42, 0.5, "Rules or at least a mention", fontsize=PLAIN, va="center", color=SOFT)
