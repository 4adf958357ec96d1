"""How does the coverage matrix look as a picture, for reports and print?"""

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import Findings, Level
from pipeline.report import wording
from pipeline.report.lookup import Lookup, lookup
from pipeline.report.safe_text import shortened, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

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
        where = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
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
    import matplotlib as mpl

    found = lookup(findings)
    files: dict[str, bytes] = {}
    with mpl.rc_context(
        {"svg.hashsalt": "coverage", "svg.fonttype": "path", "font.family": "DejaVu Sans"}
    ):
        for figure in figures(findings):
            drawing = _draw(found, figure)
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
    cells = [
        f"{levels[level]:,} {word.lower()}" for level, word in wording.LEVELS.items()
    ]
    return (
        f"Heat map of {wording.counted(len(docs), 'document')} by "
        f"{wording.counted(len(found.provisions), 'provision')} on "
        f"{wording.day(found.findings.as_of)}. Of {levels.total():,} cells: "
        f"{wording.listed(cells)}. The coverage table on the first page has the same cells."
    )


def _draw(found: Lookup, figure: Figure) -> "Drawing":
    from matplotlib.figure import Figure as Drawing

    rows, columns = len(figure.docs), len(found.provisions)
    left, top, right, bottom = 3.4, 3.0, 0.3, 1.0  # inches around the cells
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
    from matplotlib.patches import Rectangle

    for row, doc in enumerate(docs):
        for column, provision in enumerate(found.provisions):
            level = found.level(doc, provision.id)
            axes.add_patch(
                Rectangle(
                    (column, row),
                    1,
                    1,
                    facecolor=_FILLS[level],
                    edgecolor="#b5bbc2",
                    linewidth=0.6,
                    hatch="////" if level is Level.UNREADABLE else None,
                )
            )
            axes.text(
                column + 0.5,
                row + 0.52,
                LETTERS[level],
                color=_INKS[level],
                fontsize=8,
                ha="center",
                va="center",
                fontweight="bold" if level in {Level.RULES, Level.UNREADABLE} else "normal",
            )


def _name_sides(axes: "Axes", found: Lookup, docs: Sequence[str]) -> None:
    axes.set_xticks(
        [column + 0.5 for column in range(len(found.provisions))],
        [_label(provision.title, 44) for provision in found.provisions],
        rotation=90,
        fontsize=8,
    )
    axes.set_yticks(
        [row + 0.5 for row in range(len(docs))],
        [_label(found.names[doc], 46) for doc in docs],
        fontsize=8,
    )
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_parse_math(False)  # a name may hold a dollar sign
    for spine in axes.spines.values():
        spine.set_visible(False)


def _label(text: str, limit: int) -> str:
    """Make a label of one line, in letters that the font has."""
    plain = " ".join(shown(text).split())
    # the packaged font has these scripts; anything else would be drawn as empty boxes
    return shortened("".join(c if ord(c) < 0x700 else "\u25a1" for c in plain), limit, "…")


def _draw_key(drawing: "Drawing", width: float, height: float) -> None:
    from matplotlib.patches import Rectangle

    place = 0.25
    for level, word in wording.LEVELS.items():
        drawing.add_artist(
            Rectangle(
                (place / width, 0.38 / height),
                _INCH / width,
                _INCH / height,
                transform=drawing.transFigure,
                facecolor=_FILLS[level],
                edgecolor="#6b7178",
                linewidth=0.6,
                hatch="////" if level is Level.UNREADABLE else None,
            )
        )
        drawing.text(
            (place + _INCH / 2) / width,
            (0.38 + _INCH / 2) / height,
            LETTERS[level],
            color=_INKS[level],
            fontsize=8,
            ha="center",
            va="center",
        )
        drawing.text(
            (place + _INCH + 0.1) / width,
            (0.38 + _INCH / 2) / height,
            word,
            fontsize=9,
            va="center",
        )
        place += 1.35
