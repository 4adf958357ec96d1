"""How is a picture put on paper: its size, its letters, its head and its files?"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Literal

from pipeline.report.safe_text import shortened, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

WIDTH = 6.7  # inches: the text of an A4 page
HEIGHT = 9.9  # inches: the most that an A4 page holds with a caption
SMALL, PLAIN, HEADING = 7.0, 7.5, 10.5  # points, in print
EDGE = 0.12  # inches left free around all

# Told apart by lightness, so also in grey print and by colour-blind readers.
DARK, MIDDLE, PALE, FAINT = "#12436d", "#7fa3c4", "#c9dcec", "#e3e3e3"
INK, SOFT = "#14191f", "#595f66"

_TITLE_LETTERS = 70  # in a line of the heading
_NOTE_LETTERS = 108  # in a line below it
_TITLE_LINE, _NOTE_LINE = 0.2, 0.14  # inches
# what the packaged font has: scripts up to Arabic, and dashes, quotation marks and the like
_DRAWN = (range(0x700), range(0x1E00, 0x2000), range(0x2010, 0x2027), range(0x20A0, 0x20B0))


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, in words and where its files stand."""

    anchor: str  # on the page with all pictures
    title: str  # what it is
    alt: str  # what it shows, for those who do not see it
    svg: str
    png: str
    width: int  # on a screen, in CSS pixels
    height: int
    docs: tuple[str, ...]  # that stand in it by name


@dataclass(frozen=True, slots=True)
class Plan:
    """A picture and the way to draw it."""

    figure: Figure
    draw: Callable[[], "Drawing"]


def figure(
    name: str, title: str, alt: str, size: tuple[float, float], docs: Sequence[str] = ()
) -> Figure:
    """Describe a picture; `size` is its width and height in inches."""
    width, height = (round(96 * side) for side in size)
    path = f"figures/{name}"
    return Figure(
        f"figure-{name}", title, alt, f"{path}.svg", f"{path}.png", width, height, tuple(docs)
    )


def rendered(plan: Plan) -> dict[str, bytes]:
    """Draw a picture and write it as SVG and PNG, the same bytes each time."""
    import matplotlib as mpl

    files: dict[str, bytes] = {}
    with mpl.rc_context():
        mpl.rcdefaults()  # what somebody has set for themselves makes no difference
        mpl.rcParams.update(
            {
                "svg.hashsalt": "coverage",
                "svg.fonttype": "path",
                "font.family": "DejaVu Sans",
                "text.parse_math": False,  # a name may hold a dollar sign
                "hatch.linewidth": 0.6,
                "text.color": INK,
                "axes.labelcolor": INK,
                "xtick.color": INK,
                "ytick.color": INK,
            }
        )
        drawing = plan.draw()
        described = {"Title": one_line(plan.figure.title, 200)}
        alt = one_line(plan.figure.alt, 2_000)
        for path, kind, metadata in (
            (plan.figure.svg, "svg", {"Date": None, "Creator": None, "Description": alt}),
            (plan.figure.png, "png", {"Software": None}),
        ):
            data = io.BytesIO()
            drawing.savefig(data, format=kind, dpi=180, metadata=described | metadata)
            files[path] = data.getvalue()
    return files


def one_line(text: str, limit: int) -> str:
    """Make a label of one line, in letters that the font has."""
    plain = " ".join(shown(text).split())
    # anything else would be drawn as empty boxes
    drawn = (c if any(ord(c) in part for part in _DRAWN) else "\u25a1" for c in plain)
    return shortened("".join(drawn), limit, "…")


def head_height(title: str, note: str) -> float:
    """Say how many inches the head of a picture takes."""
    titles, notes = _broken(title, note)
    return EDGE + _TITLE_LINE * len(titles) + _NOTE_LINE * len(notes) + 0.1


def canvas(size: tuple[float, float], title: str, note: str) -> "Drawing":
    """Begin a picture with its head: what it says, and what it is made from."""
    from matplotlib.figure import Figure as Drawing

    width, height = size
    drawing = Drawing(figsize=size, facecolor="white")
    titles, notes = _broken(title, note)
    at = EDGE + _TITLE_LINE / 2
    for text in titles:
        drawing.text(
            EDGE / width,
            1 - at / height,
            text,
            fontsize=HEADING,
            fontweight="bold",
            va="center",
        )
        at += _TITLE_LINE
    at += (_NOTE_LINE - _TITLE_LINE) / 2
    for text in notes:
        drawing.text(EDGE / width, 1 - at / height, text, fontsize=PLAIN, va="center")
        at += _NOTE_LINE
    return drawing


def axes_at(drawing: "Drawing", left: float, top: float, width: float, height: float) -> "Axes":
    """Add axes whose place and size are given in inches from the upper left corner."""
    across, down = drawing.get_size_inches()
    axes = drawing.add_axes(
        (left / across, 1 - (top + height) / down, width / across, height / down)
    )
    axes.tick_params(length=0, labelsize=SMALL)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return axes


def name_rows(axes: "Axes", names: Sequence[str], letters: int) -> None:
    """Write a name beside each row, whose middles are 0, 1, 2 ... from above."""
    from matplotlib.transforms import ScaledTranslation

    axes.set_yticks([])  # plain text instead: names at ticks take twice the time
    drawing = axes.get_figure()
    assert drawing is not None
    place = axes.get_yaxis_transform() + ScaledTranslation(-0.05, 0, drawing.dpi_scale_trans)
    for row, name in enumerate(names):
        axes.text(
            0,
            row,
            one_line(name, letters),
            transform=place,
            fontsize=SMALL,
            ha="right",
            va="center",
        )


def key_axes(drawing: "Drawing", top: float) -> "Axes":
    """Add a line for the key: from 0 to the inches there are across, and from 0 to 1 downwards."""
    across = WIDTH - 2 * EDGE
    axes = axes_at(drawing, EDGE, top, across, 0.2)
    axes.set_xlim(0, across)
    axes.set_ylim(1, 0)
    axes.axis("off")
    return axes


def key_fill(axes: "Axes", x: float, looks: tuple[str, str | None], words: str) -> None:
    """Show a fill and its hatch in the line for the key, with what they stand for."""
    fill, hatch = looks
    axes.barh(
        0.5, 0.25, left=x, height=0.6, facecolor=fill, edgecolor=INK, linewidth=0.6, hatch=hatch
    )
    axes.text(x + 0.33, 0.5, words, fontsize=PLAIN, va="center")


def faint_grid(axes: "Axes", axis: Literal["x", "y"]) -> None:
    """Draw faint lines behind everything at the marks of an axis."""
    axes.grid(axis=axis, color="#d5d9dd", linewidth=0.5)
    axes.set_axisbelow(True)


def rule_rows(axes: "Axes", rows: int) -> None:
    """Draw a faint line through each row, for the eye to follow."""
    axes.hlines(range(rows), *axes.get_xlim(), colors="#e6e9ec", linewidth=0.5, zorder=0)


def _broken(title: str, note: str) -> tuple[list[str], list[str]]:
    return (
        wrap(one_line(title, 3 * _TITLE_LETTERS), _TITLE_LETTERS)[:3],
        wrap(one_line(note, 5 * _NOTE_LETTERS), _NOTE_LETTERS)[:5],
    )
