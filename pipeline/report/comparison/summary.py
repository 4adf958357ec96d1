"""What changed between two versions, in a few sentences?"""

from collections import Counter
from collections.abc import Iterator

from pipeline.model import ComparedClause, Comparison, Fate, ForceChange
from pipeline.report import wording
from pipeline.report.safe_text import shortened, shown

FATES = {
    Fate.UNCHANGED: "Unchanged",
    Fate.REWORDED: "Reworded",
    Fate.MOVED: "Moved",
    Fate.SPLIT: "Split",
    Fate.JOINED: "Joined",
    Fate.REMOVED: "Removed",
    Fate.ADDED: "Added",
}
_LITTLE = 0.2  # share of the clauses of the smaller version below which little is in common
_FEWEST = 5  # clauses below which no share is told
_TERM = 80
_MOST = 3
_NONE = "none stated"  # as a difference of force says where a reading names no time or exception


def counts(comparison: Comparison) -> Counter[Fate]:
    """Count the clauses by what became of them: of the earlier version, and those added."""
    found: Counter[Fate] = Counter()
    for row in comparison.rows:
        found[row.fate] += len(row.earlier) or len(row.later)
    return found


def sentences(comparison: Comparison) -> tuple[str, ...]:
    """Say what changed; the first sentence counts the clauses."""
    return tuple(_sentences(comparison))


def _sentences(comparison: Comparison) -> Iterator[str]:
    found = counts(comparison)
    if not comparison.rows:
        yield "Neither version has a clause."
        return
    if set(found) == {Fate.UNCHANGED}:
        clauses = wording.counted(found[Fate.UNCHANGED], "clause")
        yield f"Nothing changed: {clauses}, each with the same words in the same order."
    else:
        unchanged = wording.counted(found[Fate.UNCHANGED], "clause")
        others = [
            f"{found[fate]:,} {word.lower()}"
            for fate, word in FATES.items()
            if fate is not Fate.UNCHANGED and found[fate]
        ]
        yield f"{unchanged} unchanged, {wording.listed(others)}."
    forces = [each for row in comparison.rows for each in row.force]
    if forces:
        told = [force_words(each) for each in forces[:_MOST]]
        more = len(forces) - _MOST
        told += [f"{more:,} more"] if more > 0 else []
        yield f"In force: {wording.listed(told)}."
    elif any(row.reworded and not row.renamed for row in comparison.rows):
        yield "In the reworded clauses no change of force was found."
    for each in comparison.renamings[:_MOST]:
        clauses = wording.counted(each.clauses, "clause")
        yield f"“{_term(each.earlier)}” became “{_term(each.later)}” in {clauses}."


def force_words(change: ForceChange) -> str:
    """Say in a few words what changed in force.

    Example:
        >>> from pipeline.model import DifferenceKind
        >>> force_words(ForceChange(DifferenceKind.TIME_LIMIT, "none stated", "5 days"))
        '“5 days” was put in'
    """
    earlier, later = _term(change.earlier), _term(change.later)
    if change.earlier == _NONE:
        return f"“{later}” was put in"
    if change.later == _NONE:
        return f"“{earlier}” was taken out"
    return f"“{earlier}” became “{later}”"


def little_in_common(comparison: Comparison) -> bool:
    """Whether these are hardly two versions of one document."""
    earlier = sum(len(row.earlier) for row in comparison.rows)
    later = sum(len(row.later) for row in comparison.rows)
    both = sum(len(row.earlier) for row in comparison.rows if row.later)
    least = min(earlier, later)
    return least >= _FEWEST and both < _LITTLE * least


def is_change(row: ComparedClause) -> bool:
    """Whether there is something to show."""
    return row.fate is not Fate.UNCHANGED


def _term(text: str) -> str:
    return shortened(shown(text), _TERM)
