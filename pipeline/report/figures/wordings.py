"""How widely are clauses shared, and in whose words?"""

from collections import Counter
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from pipeline.model import Relation
from pipeline.report import wording
from pipeline.report.figures.drawing import (
    DARK,
    INK,
    MIDDLE,
    PALE,
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
    key_axes,
    key_fill,
)
from pipeline.report.lookup import Lookup

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

_HEIGHT = 3.3  # inches of the curve
_LINEAR = 24  # places: with more, their axis is logarithmic
_LOOKS = {  # from below; told apart by lightness
    Relation.VERBATIM: (DARK, None),
    Relation.ADAPTED: (MIDDLE, None),
    Relation.PARAPHRASE: (PALE, None),
    Relation.UNIQUE: ("white", "////"),
}
_STEPS = (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)


def plans(found: Lookup) -> tuple[Plan, ...]:
    """Plan the curve; none where no clause was lined up."""
    sizes = _sizes(found)
    total = sum(sum(counts.values()) for counts in sizes.values())
    if not total:
        return ()
    unique = _held(sizes, Relation.UNIQUE, 1)
    title = (
        f"{wording.share(unique, total, 'clauses')} stand alone; "
        f"{total - unique:,} say what another clause says"
    )
    note = (
        f"{total:,} clauses of {len(found.readable):,} documents on "
        f"{wording.day(found.findings.as_of)}: how many of them say what is said in so many places "
        "or more, their own counted."
    )
    size = (WIDTH, head_height(title, note) + _HEIGHT + 1.35)
    made = figure("wordings", title, _alt(found, sizes, total), size)
    return (Plan(made, partial(_draw, found, made, note, size)),)


def _sizes(found: Lookup) -> dict[int, Counter[Relation]]:
    """Count the clauses of families, by how many clauses the family has and by their relation."""
    sizes: dict[int, Counter[Relation]] = {}
    for family in found.findings.families:
        sizes.setdefault(len(family.members), Counter()).update(
            member.relation for member in family.members
        )
    return dict(sorted(sizes.items()))


def _held(sizes: dict[int, Counter[Relation]], relation: Relation, least: int) -> int:
    return sum(counts[relation] for size, counts in sizes.items() if size >= least)


def _alt(found: Lookup, sizes: dict[int, Counter[Relation]], total: int) -> str:
    each = [
        f"{_held(sizes, relation, 1):,} {words}"
        for relation, words in (
            (Relation.VERBATIM, "in the same words as the reference wording"),
            (Relation.ADAPTED, "adapted"),
            (Relation.PARAPHRASE, "in other words"),
            (Relation.UNIQUE, "on their own"),
        )
    ]
    marks = [at for at in (2, 5, 10, 50) if at <= max(sizes)]
    stand = [
        f"{sum(_held(sizes, relation, at) for relation in Relation):,} in {at} places or more"
        for at in marks
    ]
    held = f" {wording.capital(wording.listed(stand))}." if stand else ""
    return (
        f"Falling steps: of {total:,} clauses on {wording.day(found.findings.as_of)}, "
        f"{wording.listed(each)}.{held} The widest family has "
        f"{wording.counted(max(sizes), 'clause')}. The table of shared wording lists each."
    )


def _draw(found: Lookup, made: Figure, note: str, size: tuple[float, float]) -> "Drawing":
    from matplotlib.ticker import MaxNLocator

    drawing = canvas(size, made.title, note)
    top = head_height(made.title, note) + 0.15
    sizes = _sizes(found)
    widest = max(sizes)
    axes = axes_at(drawing, 0.62, top, WIDTH - 0.62 - 0.55, _HEIGHT)
    total = sum(sum(counts.values()) for counts in sizes.values())
    _stack(axes, sizes, total)
    if widest > _LINEAR:
        axes.set_xscale("log")
        axes.minorticks_off()
    axes.set_xlim(0.5 if widest <= _LINEAR else 0.8, widest + 0.5)
    axes.set_ylim(0, total)
    marks = [at for at in _STEPS if at <= widest] if widest > 16 else list(range(1, widest + 1))
    axes.set_xticks(marks, [f"{at:,}" for at in marks], fontsize=SMALL)
    axes.tick_params(axis="x", length=3)
    axes.set_xlabel("Places in which the same is said, or more", fontsize=PLAIN)
    axes.set_ylabel("Clauses", fontsize=PLAIN)
    axes.yaxis.set_major_locator(MaxNLocator("auto", integer=True))
    axes.yaxis.set_major_formatter("{x:,.0f}")
    shares = [0, 0.25, 0.5, 0.75, 1.0]
    right = axes.secondary_yaxis("right")
    right.set_yticks([share * total for share in shares], [f"{share:.0%}" for share in shares])
    right.tick_params(length=0, labelsize=SMALL)
    right.spines["right"].set_visible(False)
    _say_numbers(axes, sizes, marks)
    _key(drawing, top + _HEIGHT + 0.55)
    return drawing


def _stack(axes: "Axes", sizes: dict[int, Counter[Relation]], total: int) -> None:
    """Draw what stands in at least so many places, a relation upon the other."""
    steps = sorted(sizes)
    edges = [0.5, *(at + 0.5 for at in steps)]
    below = [0] * len(steps)
    for relation, (fill, hatch) in _LOOKS.items():
        counts = [sizes[at][relation] for at in steps]
        held = list(accumulate(reversed(counts)))[::-1]
        above = [low + more for low, more in zip(below, held, strict=True)]
        axes.stairs(
            above,
            edges,
            baseline=below,
            fill=True,
            facecolor=fill,
            edgecolor=INK,
            linewidth=0.6,
            hatch=hatch,
        )
        below = above
    faint_grid(axes, "y")


def _say_numbers(axes: "Axes", sizes: dict[int, Counter[Relation]], marks: list[int]) -> None:
    for at in marks[1:]:
        held = sum(_held(sizes, relation, at) for relation in Relation)
        axes.annotate(
            f"{held:,}",
            (at, held),
            xytext=(0, 3),
            textcoords="offset points",
            fontsize=SMALL,
            ha="center",
        )


def _key(drawing: "Drawing", top: float) -> None:
    axes = key_axes(drawing, top)
    for number, (relation, looks) in enumerate(_LOOKS.items()):
        key_fill(axes, 0.5 + 1.45 * number, looks, wording.RELATIONS[relation])
