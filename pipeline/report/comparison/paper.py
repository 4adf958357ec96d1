"""How does a comparison become a Word file with tracked changes?

The later version stands in it clause by clause, and what differs from the earlier one is tracked as
if it had been written with "Track changes" on: Word can show, accept or reject it.
"""

from collections.abc import Iterator, Sequence

from pipeline.model import Clause, ClauseKind, ComparedClause, ComparedDrafts, Comparison, Fate
from pipeline.report.comparison.summary import little_in_common, sentences
from pipeline.report.comparison.tracked import tracked
from pipeline.report.comparison.view import View, comparison_view
from pipeline.report.word import Paper, Run, Tracked

_AROUND = " .():"  # of a number; "1" and "1." are the same
_STYLES = {ClauseKind.HEADING: "Heading1"}


def comparison_docx(compared: ComparedDrafts) -> bytes:
    """Make a Word file with what changed at its head, and the text with tracked changes.

    Accepting all changes gives the words of the later version, rejecting all those of the earlier
    one. A clause that moved is left out where it stood and put in where it stands; of joined
    clauses the ends of paragraphs are not tracked.
    """
    view = comparison_view(compared)
    paper = Paper(f"{view.earlier} and {view.later} compared", letter=True)
    paper.add("Title", [Run("Two versions compared")])
    paper.add("Subtitle", [Run(f"From {view.earlier} to {view.later}")])
    if compared.comparison is None:
        for file in view.unread:
            paper.add("Heading1", [Run(f"{file.name} could not be read")])
            paper.add("Normal", [Run(f"{file.state}: ", strong=True), Run(file.happened)])
            paper.add("Normal", [Run("What to do: ", strong=True), Run(file.to_do)])
    else:
        _add_summary(paper, view, compared.comparison)
        paper.add("Heading1", [Run("The text, with tracked changes")])
        _add_text(paper, compared.comparison)
    return paper.to_bytes()


def _add_summary(paper: Paper, view: View, comparison: Comparison) -> None:
    if little_in_common(comparison):
        paper.add("Normal", [Run("These two files have little in common.", strong=True)])
    for sentence in sentences(comparison):
        paper.add("Normal", [Run(sentence)])
    if view.forces:
        paper.add("Heading1", [Run("What changed in force")])
        for place, force, _ in view.forces:
            paper.add("ListBullet", [Run(f"{place}: ", strong=True), Run(force)])
    if view.dates:
        paper.add("Heading1", [Run("Dates")])
        for name, earlier, later in view.dates:
            paper.add("ListBullet", [Run(f"{name}: ", strong=True), Run(f"{earlier}, now {later}")])
    moved = [change for change in view.changes if change.fate is Fate.MOVED]
    if moved:
        paper.add("Heading1", [Run("What moved")])
        paper.add("Normal", [Run("Tracked as left out where it stood and put in where it stands.")])
        for change in moved:
            words = " ".join(change.notes)
            paper.add("ListBullet", [Run(f"{change.title}: ", strong=True), Run(words)])


def _add_text(paper: Paper, comparison: Comparison) -> None:
    earlier = {clause.n: clause for clause in comparison.earlier}
    later = {clause.n: clause for clause in comparison.later}
    for row, is_origin in _in_both_orders(comparison):
        before, now = [earlier[n] for n in row.earlier], [later[n] for n in row.later]
        if is_origin or not now:
            _add_whole(paper, before, Tracked.LEFT_OUT)
        elif row.moved or not before:
            _add_whole(paper, now, Tracked.PUT_IN)
        else:
            _add_marked(paper, before, now)


def _in_both_orders(comparison: Comparison) -> Iterator[tuple[ComparedClause, bool]]:
    """Give the rows, and those that moved also where they stood, with whether it is there."""
    moved = {row.earlier[0]: row for row in comparison.rows if row.moved}
    for row in comparison.rows:
        if row.earlier and not row.moved:
            for n in sorted(n for n in moved if n < row.earlier[0]):
                yield moved.pop(n), True
        yield row, False
    for n in sorted(moved):
        yield moved[n], True


def _add_whole(paper: Paper, clauses: Sequence[Clause], change: Tracked) -> None:
    for clause in clauses:
        label = f"{clause.label} " if clause.label else ""
        run = Run(label + clause.text, language=clause.language, change=change)
        paper.add(_STYLES.get(clause.kind, "Letter"), [run], change=change)


def _add_marked(paper: Paper, before: Sequence[Clause], now: Sequence[Clause]) -> None:
    """Add clauses word by word; what was one paragraph may have become several."""
    was = " ".join(_in_a_line(clause) for clause in before)
    text = "\n".join(_in_a_line(clause) for clause in now)
    paragraphs = tracked(text, was, language=now[0].language)
    for place, (clause, runs) in enumerate(zip(now, paragraphs, strict=True)):
        label = before[0].label if place == 0 else None
        paper.add(
            _STYLES.get(clause.kind, "Letter"),
            [*_label(label or "", clause.label or ""), *runs],
            change=Tracked.PUT_IN if place + 1 < len(now) else None,
        )


def _in_a_line(clause: Clause) -> str:
    return " ".join(clause.text.split())


def _label(before: str, now: str) -> Iterator[Run]:
    if before.strip(_AROUND) == now.strip(_AROUND):
        if now:
            yield Run(f"{now} ")
        return
    if before:
        yield Run(f"{before} ", change=Tracked.LEFT_OUT)
    if now:
        yield Run(f"{now} ", change=Tracked.PUT_IN)
