"""How does the coverage matrix look as a picture, for reports and print?"""

import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pipeline.model import Findings, Level
from pipeline.report import wording
from pipeline.report.lookup import Lookup, lookup
from pipeline.report.safe_text import shortened, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing
    from matplotlib.path import Path

_ROWS = 40  # councils in one picture: more would be too small to read on a page
_MOST = 8  # pictures: beyond this nobody looks, and the tables serve better
_INCH = 0.3  # a cell's height and width

# Told apart by lightness alone, so also in grey print and by colour-blind readers.
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
_LETTER_PT = {Level.RULES: 7.0, Level.MENTION: 6.5, Level.ABSENT: 4.5, Level.UNREADABLE: 7.5}
LETTERS = {Level.RULES: "R", Level.MENTION: "m", Level.ABSENT: "–", Level.UNREADABLE: "?"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, in words and where its files stand."""

    title: str
    alt: str
    svg: str
    png: str
    docs: tuple[str, ...]


def figures(findings: Findings) -> tuple[Figure, ...]:
    """Say which pictures there are, without drawing them.

    Returns:
        One for every 40 councils and at most eight; none without a document or a provision.
    """
    found = lookup(findings)
    if not found.provisions:
        return ()
    parts = [found.docs[at : at + _ROWS] for at in range(0, len(found.docs), _ROWS)][:_MOST]
    made = []
    for number, docs in enumerate(parts, 1):
        name = "figures/coverage" + (f"-{number}" if number > 1 else "")
        first = (number - 1) * _ROWS + 1
        where = (
            f" ({first:,} to {first + len(docs) - 1:,} of {len(found.docs):,})"
            if len(found.docs) > _ROWS
            else ""
        )
        title = f"Coverage of provisions by council{where}"
        made.append(Figure(title, _alt(found, docs), f"{name}.svg", f"{name}.png", docs))
    return tuple(made)


def heat_map(findings: Findings) -> dict[str, bytes]:
    """Draw the coverage heat map as SVG and PNG.

    Each cell has a letter as well as a shade: R for rules, m for mention, a dash for silent and
    a question mark for not read.

    Returns:
        The bytes of each file by its path below the report's folder, as `figures` names them. The
        same findings and the same matplotlib give the same bytes.
    """
    found = lookup(findings)
    files: dict[str, bytes] = {}
    for figure in figures(findings):
        files |= rendered(figure, partial(_draw, found, figure))
    return files


def rendered(figure: Figure, draw: Callable[[], "Drawing"]) -> dict[str, bytes]:
    """Write a picture as SVG and PNG, the same bytes each time.

    Args:
        figure: Names its files.
        draw: Makes the drawing.
    """
    import matplotlib as mpl

    files: dict[str, bytes] = {}
    with mpl.rc_context(
        {"svg.hashsalt": "coverage", "svg.fonttype": "path", "font.family": "DejaVu Sans"}
    ):
        drawing = draw()
        for path, kind, metadata in (
            (figure.svg, "svg", {"Date": None, "Creator": None, "Title": figure.title}),
            (figure.png, "png", {"Software": None, "Title": figure.title}),
        ):
            data = io.BytesIO()
            drawing.savefig(data, format=kind, dpi=144, metadata=metadata)
            files[path] = data.getvalue()
    return files


def _alt(found: Lookup, docs: Sequence[str]) -> str:
    levels = Counter(found.level(doc, p.id) for doc in docs for p in found.provisions)
    cells = [f"{levels[level]:,} {word.lower()}" for level, word in wording.LEVELS.items()]
    return (
        f"Heat map of {wording.counted(len(docs), 'document')} by "
        f"{wording.counted(len(found.provisions), 'provision')} on "
        f"{wording.day(found.findings.as_of)}. Of {levels.total():,} cells: "
        f"{wording.listed(cells)}. The coverage table on the first page has the same cells."
    )


def _draw(found: Lookup, figure: Figure) -> "Drawing":
    from matplotlib.figure import Figure as Drawing

    rows, columns = len(figure.docs), len(found.provisions)
    left, top, right, bottom = 4.0, 3.9, 0.3, 1.0  # inches around the cells
    width, height = left + columns * _INCH + right, top + rows * _INCH + bottom
    width = max(width, 9.0)  # room for the title and the key
    drawing = Drawing(figsize=(width, height), facecolor="white")
    axes = drawing.add_axes(
        (left / width, bottom / height, columns * _INCH / width, rows * _INCH / height)
    )
    axes.set_xlim(0, columns)
    axes.set_ylim(rows, 0)
    _draw_cells(axes, found, figure.docs)
    _name_sides(axes, found, figure.docs)
    drawing.text(
        0.25 / width, 1 - 0.32 / height, figure.title, fontsize=13, fontweight="bold", va="center"
    )
    drawing.text(
        0.25 / width,
        1 - 0.62 / height,
        f"{len(found.readable):,} of {len(found.docs):,} documents could be read. "
        f"As of {wording.day(found.findings.as_of)}.",
        fontsize=9,
        va="center",
    )
    _draw_key(drawing, width, height)
    return drawing


def _draw_cells(axes: "Axes", found: Lookup, docs: Sequence[str]) -> None:
    """Draw all cells of a level at once, and their letters: one by one takes seconds a picture."""
    places: dict[Level, list[tuple[int, int]]] = {level: [] for level in Level}
    for row, doc in enumerate(docs):
        for column, provision in enumerate(found.provisions):
            places[found.level(doc, provision.id)].append((column, row))
    for level, corners in places.items():
        _draw_squares(axes, corners, level)
        axes.plot(
            [column + 0.5 for column, _ in corners],
            [row + 0.5 for _, row in corners],
            linestyle="none",
            marker=_letter(level),
            markersize=_LETTER_PT[level],
            markerfacecolor=_INKS[level],
            markeredgewidth=0,
        )


def _draw_squares(axes: "Axes", corners: Sequence[tuple[float, float]], level: Level) -> None:
    from matplotlib.collections import PolyCollection

    axes.add_collection(
        PolyCollection(
            [[(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)] for x, y in corners],
            facecolors=_FILLS[level],
            edgecolors="#b5bbc2",
            linewidths=0.6,
            hatch="////" if level is Level.UNREADABLE else None,
            clip_on=False,  # or the outer edges lose half their width
        )
    )


def _letter(level: Level) -> "Path":
    """Give a level's letter as a shape, its middle at the origin."""
    from matplotlib.path import Path
    from matplotlib.textpath import TextPath

    shape = TextPath((0, 0), LETTERS[level], size=1)
    low, high = shape.get_extents().get_points()
    return Path(shape.vertices - (low + high) / 2, shape.codes)


def _name_sides(axes: "Axes", found: Lookup, docs: Sequence[str]) -> None:
    axes.set_xticks(
        [column + 0.5 for column in range(len(found.provisions))],
        [row_label(provision.title, 56) for provision in found.provisions],
        rotation=90,
        fontsize=8,
    )
    axes.set_yticks(
        [row + 0.5 for row in range(len(docs))],
        [row_label(found.names[doc], 56) for doc in docs],
        fontsize=8,
    )
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_parse_math(False)  # a name may hold a dollar sign
    for spine in axes.spines.values():
        spine.set_visible(False)


def row_label(text: str, limit: int) -> str:
    """Make a label of one line, in letters that the font has."""
    plain = " ".join(shown(text).split())
    # the packaged font has these scripts; anything else would be drawn as empty boxes
    return shortened("".join(c if ord(c) < 0x700 else "\u25a1" for c in plain), limit, "…")


def _draw_key(drawing: "Drawing", width: float, height: float) -> None:
    axes = drawing.add_axes((0.25 / width, 0.38 / height, 8 / width, _INCH / height))
    axes.set_xlim(0, 8 / _INCH)
    axes.set_ylim(1, 0)
    axes.axis("off")
    for number, (level, word) in enumerate(wording.LEVELS.items()):
        x = number * 4.5
        _draw_squares(axes, [(x, 0)], level)
        axes.plot(
            [x + 0.5],
            [0.5],
            marker=_letter(level),
            markersize=_LETTER_PT[level],
            markerfacecolor=_INKS[level],
            markeredgewidth=0,
        )
        axes.text(x + 1.35, 0.5, word, fontsize=9, va="center")
