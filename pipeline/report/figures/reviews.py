"""When was each document last reviewed, when is it due, and how long is it overdue?"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from pipeline.model import PartialDate, Review, ReviewStatus
from pipeline.report import wording
from pipeline.report.deadlines import deadlines
from pipeline.report.figures.drawing import (
    DARK,
    EDGE,
    HEIGHT,
    INK,
    MIDDLE,
    PALE,
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
    key_fill,
    name_rows,
    one_line,
    rule_rows,
)
from pipeline.report.lookup import Lookup
from pipeline.text.dates import first_day, last_day

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

_MOST = 60  # documents by name; of more, the quarters are counted
_YEARS = 10  # that the quarters go back and ahead; what lies beyond is counted at the end
_ORDER = tuple(wording.STATUSES)
_DATED = (ReviewStatus.OVERDUE, ReviewStatus.DUE_SOON, ReviewStatus.CURRENT)

_ROW = 0.19  # inches, where there is room
_NAMES, _WORDS = 2.05, 1.55
_NAME_LETTERS = 34
_FOOT = 0.75
_BARS = 3.2  # height of the picture of quarters


def plans(found: Lookup) -> tuple[Plan, ...]:
    """Plan a timeline by document, or with more than 60 of them one that counts the quarters."""
    if not found.readable:
        return ()
    title = _finding(found)
    if len(found.docs) <= _MOST:
        docs = _ranked(found)
        note = (
            f"As of {wording.day(found.findings.as_of)}. A deadline given as a month or a year "
            "ends with its last day. Dates are those stated, or worked out from how often."
        )
        top = head_height(title, note) + 0.25
        row = min(_ROW, (HEIGHT - top - _FOOT) / len(docs))
        size = (WIDTH, top + len(docs) * row + _FOOT)
        made = figure("reviews", title, _alt(found, "Timeline with a row a council"), size, docs)
        return (Plan(made, partial(_draw_rows, found, made, docs, note, size)),)
    note = (
        f"As of {wording.day(found.findings.as_of)}. Documents by the quarter in which their "
        "review falls due, stated or worked out."
    )
    size = (WIDTH, head_height(title, note) + _BARS + 1.25)
    made = figure("reviews", title, _alt(found, "Bars, a quarter each, of reviews due"), size)
    return (Plan(made, partial(_draw_quarters, found, made, note, size)),)


def _ranked(found: Lookup) -> tuple[str, ...]:
    """Order documents as the timetable does: overdue first, the longest overdue at the top."""

    def urgency(doc: str) -> tuple[int, int, date]:
        review = found.reviews[doc]
        dues = _dues(review)
        return (
            _ORDER.index(review.status),
            -(review.days_overdue or 0),
            dues[0] if dues else date.max,
        )

    return tuple(sorted(found.docs, key=urgency))


def _dues(review: Review) -> tuple[date, ...]:
    return tuple(last_day(value) for value in deadlines(review))


def _counts(found: Lookup) -> Counter[ReviewStatus]:
    return Counter(found.reviews[doc].status for doc in found.docs)


def _finding(found: Lookup) -> str:
    counts = _counts(found)
    read = len(found.readable)
    if read == 1:
        (doc,) = found.readable
        return f"The one document read: {wording.status(found.reviews[doc])}"
    verb = "is" if counts[ReviewStatus.OVERDUE] == 1 else "are"
    said = f"{counts[ReviewStatus.OVERDUE]:,} of {read:,} documents read {verb} overdue for review"
    if counts[ReviewStatus.NO_REVIEW_DATE]:
        said += f", and {counts[ReviewStatus.NO_REVIEW_DATE]:,} "
        said += "gives" if counts[ReviewStatus.NO_REVIEW_DATE] == 1 else "give"
        said += " no review date"
    return said


def _alt(found: Lookup, kind: str) -> str:
    counts = _counts(found)
    each = [f"{counts[status]:,} {wording.STATUSES[status].lower()}" for status in _ORDER]
    said = f"{kind}, on {wording.day(found.findings.as_of)}: {wording.listed(each)}."
    overdue = [found.reviews[doc].days_overdue or 0 for doc in found.docs]
    if max(overdue, default=0) > 0:
        said += f" The longest overdue is so by {wording.counted(max(overdue), 'day')}."
    return f"{said} The table of reviews has every date, with the words behind it."


# --- a row a document ------------------------------------------------------------------------


def _draw_rows(
    found: Lookup, made: Figure, docs: Sequence[str], note: str, size: tuple[float, float]
) -> "Drawing":
    drawing = canvas(size, made.title, note)
    top = head_height(made.title, note) + 0.25
    height = size[1] - top - _FOOT
    axes = axes_at(drawing, _NAMES, top, WIDTH - _NAMES - _WORDS, height)
    as_of = found.findings.as_of
    reviews = [found.reviews[doc] for doc in docs]
    first, last = _years(reviews, as_of)
    axes.set_xlim(0, (last - first).days)
    axes.set_ylim(len(docs) - 0.5, -0.5)
    _name_years(axes, first, last)
    rule_rows(axes, len(docs))
    today = (as_of - first).days
    for row, review in enumerate(reviews):
        _draw_review(axes, review, row, first, today)
        axes.text(
            (last - first).days * 1.03,
            row,
            one_line(wording.status(review), 34),
            fontsize=SMALL,
            va="center",
            fontweight="bold" if review.status is ReviewStatus.OVERDUE else "normal",
        )
    _draw_today(axes, today, as_of)
    name_rows(axes, [found.names[doc] for doc in docs], _NAME_LETTERS)
    _draw_key(drawing, top + height + 0.28)
    return drawing


def _years(reviews: Sequence[Review], as_of: date) -> tuple[date, date]:
    days = [as_of]
    for review in reviews:
        days += _dues(review)
        base = review.last_reviewed or review.adopted
        if base is not None:
            days.append(first_day(base))
    # a date that was misread must not squeeze all others into a corner
    early = max(min(days).year, as_of.year - 2 * _YEARS)
    late = min(max(days).year, as_of.year + _YEARS)
    return date(early, 1, 1), date(late + 1, 1, 1)


def _name_years(axes: "Axes", first: date, last: date) -> None:
    step = max(1, -(-(last.year - first.year) // 8))
    years = range(first.year, last.year + 1, step)
    axes.set_xticks(
        [(date(year, 1, 1) - first).days for year in years],
        [str(year) for year in years],
        fontsize=SMALL,
    )
    faint_grid(axes, "x")


def _draw_review(axes: "Axes", review: Review, row: int, first: date, today: int) -> None:
    base = review.last_reviewed or review.adopted
    dues = [(day - first).days for day in _dues(review)]
    start = None if base is None else (_middle(base) - first).days
    if start is not None and dues:
        axes.plot([start, max(dues)], [row, row], color=MIDDLE, linewidth=1.2)
    if review.status is ReviewStatus.OVERDUE and dues:
        axes.barh(
            row,
            today - dues[0],
            left=dues[0],
            height=0.5,
            facecolor="white",
            edgecolor=INK,
            linewidth=0.6,
            hatch="//////",
            zorder=2,
        )
    if start is not None:
        is_review = review.last_reviewed is not None
        axes.plot(
            [start],
            [row],
            marker="o" if is_review else "s",
            markersize=4.4 if is_review else 3.8,
            markerfacecolor="white",
            markeredgecolor=DARK,
            markeredgewidth=1.0,
            zorder=3,
        )
    sure = review.status is not ReviewStatus.AMBIGUOUS
    axes.plot(
        dues,
        [row] * len(dues),
        linestyle="none",
        marker="D",
        markersize=4.4,
        markerfacecolor=DARK if sure else PALE,
        markeredgecolor=DARK,
        markeredgewidth=0.8,
        zorder=4,
    )


def _middle(value: PartialDate) -> date:
    """Give the middle of the days that a date may mean."""
    start = first_day(value)
    return start + timedelta(days=(last_day(value) - start).days // 2)


def _draw_today(axes: "Axes", today: float, as_of: date) -> None:
    axes.axvline(today, color=INK, linewidth=1.0, linestyle=(0, (4, 2)), zorder=1)
    low, high = axes.get_ylim()
    axes.annotate(
        wording.day(as_of),
        (today, high),
        xytext=(0, 4),
        textcoords="offset points",
        fontsize=SMALL,
        ha="center",
        annotation_clip=False,
    )
    axes.set_ylim(low, high)


def _draw_key(drawing: "Drawing", top: float) -> None:
    axes = key_axes(drawing, top)
    marks = (
        ("o", "white", "Last reviewed"),
        ("s", "white", "Adopted, no review stated"),
        ("D", DARK, "Review due"),
        ("D", PALE, "Perhaps due"),
    )
    x = 0.05
    for marker, fill, words in marks:
        axes.plot([x], [0.5], marker=marker, markersize=4.4, color=fill, markeredgecolor=DARK)
        axes.text(x + 0.1, 0.5, words, fontsize=PLAIN, va="center", color=SOFT)
        x += 0.32 + len(words) * 0.062
    axes.barh(0.5, 0.25, left=x, height=0.5, facecolor="white", edgecolor=INK, hatch="//////")
    axes.text(x + 0.33, 0.5, "Overdue", fontsize=PLAIN, va="center", color=SOFT)


# --- a bar a quarter -------------------------------------------------------------------------


def _draw_quarters(found: Lookup, made: Figure, note: str, size: tuple[float, float]) -> "Drawing":
    drawing = canvas(size, made.title, note)
    top = head_height(made.title, note) + 0.25
    as_of = found.findings.as_of
    now = _quarter(as_of)
    counts: dict[ReviewStatus, Counter[int]] = {status: Counter() for status in _DATED}
    for doc in found.docs:
        review = found.reviews[doc]
        if review.status in counts and (dues := _dues(review)):
            away = _quarter(dues[0]) - now
            counts[review.status][max(-4 * _YEARS, min(4 * _YEARS, away))] += 1
    found_at = {at for times in counts.values() for at in times} | {0}
    first, last = min(found_at) - 1, max(found_at) + 1
    axes = axes_at(drawing, 0.5, top, WIDTH - 0.5 - EDGE, _BARS)
    axes.set_xlim(first - 0.5, last + 0.5)
    _draw_bars(axes, counts)
    into = (as_of - date(as_of.year, 1 + 3 * (now % 4), 1)).days / 91.0 - 0.5
    _draw_today(axes, min(into, 0.5), as_of)
    _name_quarters(axes, now, first, last)
    _key_of_bars(drawing, top + _BARS + 0.28)
    totals = _counts(found)
    without = "; ".join(
        f"{wording.STATUSES[status].lower()}: {totals[status]:,}"
        for status in _ORDER
        if status not in _DATED
    )
    drawing.text(
        EDGE / size[0],
        0.2 / size[1],
        f"Not in the bars: {without}. They are listed in the table of reviews.",
        fontsize=PLAIN,
        va="center",
    )
    return drawing


def _quarter(value: date) -> int:
    return 4 * value.year + (value.month - 1) // 3


def _draw_bars(axes: "Axes", counts: dict[ReviewStatus, Counter[int]]) -> None:
    from matplotlib.ticker import MaxNLocator

    base: Counter[int] = Counter()
    for status, times in counts.items():
        fill, hatch = _BAR_LOOKS[status]
        axes.bar(
            list(times),
            list(times.values()),
            bottom=[base[at] for at in times],
            width=0.8,
            facecolor=fill,
            edgecolor=INK,
            linewidth=0.6,
            hatch=hatch,
        )
        base.update(times)
    axes.set_ylim(0, 1.12 * max(base.values(), default=1))
    axes.yaxis.set_major_locator(MaxNLocator("auto", integer=True))
    faint_grid(axes, "y")
    axes.set_ylabel("Documents", fontsize=PLAIN)
    for at, count in sorted(base.items()):
        axes.annotate(
            f"{count:,}",
            (at, count),
            xytext=(0, 2),
            textcoords="offset points",
            fontsize=SMALL,
            ha="center",
            rotation=90 if len(base) > 24 else 0,
        )


_BAR_LOOKS = {
    ReviewStatus.OVERDUE: ("white", "//////"),
    ReviewStatus.DUE_SOON: (PALE, None),
    ReviewStatus.CURRENT: (DARK, None),
}


def _name_quarters(axes: "Axes", now: int, first: int, last: int) -> None:
    step = max(1, -(-(last - first) // 32))  # years between two marks
    firsts = [at for at in range(first, last + 1) if not (now + at) % (4 * step)]
    ends = {-4 * _YEARS: "or before", 4 * _YEARS: "or later"}
    axes.set_xticks(
        [at - 0.5 for at in firsts], [f"{(now + at) // 4}" for at in firsts], fontsize=SMALL
    )
    for at, words in ends.items():
        if first <= at <= last:
            axes.annotate(
                words,
                (at, 0),
                xytext=(0, -16),
                textcoords="offset points",
                fontsize=SMALL,
                ha="center",
                annotation_clip=False,
            )
    axes.tick_params(axis="x", length=3)


def _key_of_bars(drawing: "Drawing", top: float) -> None:
    axes = key_axes(drawing, top)
    for number, (status, looks) in enumerate(_BAR_LOOKS.items()):
        key_fill(axes, 0.4 + 1.5 * number, looks, wording.STATUSES[status])
