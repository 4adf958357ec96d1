"""What does a page show of two versions, side by side?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import (
    Clause,
    ClauseKind,
    ComparedClause,
    ComparedDrafts,
    Comparison,
    Defect,
    Fate,
    Version,
)
from pipeline.report import wording
from pipeline.report.answer.unread import remedy_for, why_unread, without_folders
from pipeline.report.comparison.summary import (
    FATES,
    counts,
    force_words,
    little_in_common,
    sentences,
)
from pipeline.report.readings import Piece, marked, where
from pipeline.report.safe_text import shortened, shown, snippet

_HEADING = 80
_QUOTE = 160
_NAME = 90
_ALIKE = 0.35  # likeness below which marks would show nothing


@dataclass(frozen=True, slots=True)
class Words:
    """A clause, or a part of one, as it stands in its version."""

    label: str
    text: str
    language: str
    is_heading: bool


@dataclass(frozen=True, slots=True)
class Change:
    """Clauses that fared alike and stand together, or one that was reworded."""

    anchor: str
    fate: Fate
    title: str
    notes: tuple[str, ...]  # where it stood, what else is to be said
    force: tuple[str, ...]
    before: tuple[Words, ...]  # empty where it was added, or shown once
    now: tuple[Words, ...]  # empty where it was removed
    pieces: tuple[Piece, ...]  # of one clause, marked against what it was; empty: not marked


@dataclass(frozen=True, slots=True)
class Figure:
    """How many clauses fared alike."""

    value: int
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A version that could not be read."""

    name: str
    state: str
    happened: str
    to_do: str


@dataclass(frozen=True, slots=True)
class View:
    """The page of a comparison."""

    earlier: str  # names of the files
    later: str
    unread: tuple[Unread, ...]
    sentences: tuple[str, ...] = ()
    little: bool = False
    figures: tuple[Figure, ...] = ()
    forces: tuple[tuple[str, str, str], ...] = ()  # place, what changed, address on the page
    changes: tuple[Change, ...] = ()
    renamed: tuple[Change, ...] = ()  # other names and no other words
    unchanged: tuple[tuple[Words, str], ...] = ()  # with what is to be said of it
    dates: tuple[tuple[str, str, str], ...] = ()
    mended: tuple[tuple[str, str, str], ...] = ()  # place, quote, what is or was wrong
    made: tuple[tuple[str, str, str], ...] = ()
    kept: tuple[tuple[str, str, str], ...] = ()
    left_out: tuple[int, int] = (0, 0)


def comparison_view(compared: ComparedDrafts) -> View:
    """Put together what a page shows."""
    names = _file(compared.earlier), _file(compared.later)
    comparison = compared.comparison
    if comparison is None:
        unread = tuple(
            _unread(each)
            for each in (compared.earlier, compared.later)
            if not each.document.state.readable
        )
        return View(*names, unread)
    changes = tuple(_Changes(comparison).all())
    shown_ones = tuple(each for each in changes if not each[1])
    renamed = tuple(change for change, is_renamed in changes if is_renamed)
    told = tuple(change for change, _ in shown_ones)
    return View(
        *names,
        (),
        sentences(comparison),
        little_in_common(comparison),
        _figures(comparison, (*told, *renamed)),
        tuple(
            (change.title, force, f"#{change.anchor}") for change in told for force in change.force
        ),
        told,
        renamed,
        tuple(_unchanged(comparison)),
        tuple(
            (
                wording.field(each.field),
                wording.stated(each.earlier) if each.earlier else "not stated",
                wording.stated(each.later) if each.later else "not stated",
            )
            for each in comparison.dates
        ),
        tuple(_defect(each, comparison.earlier) for each in comparison.mended),
        tuple(_defect(each, comparison.later) for each in comparison.made),
        tuple(_defect(each, comparison.later) for each in comparison.kept),
        (len(comparison.left_out[0]), len(comparison.left_out[1])),
    )


def _file(version: Version) -> str:
    return shortened(shown(without_folders(version.name)), _NAME)


def _unread(version: Version) -> Unread:
    document = version.document
    return Unread(
        _file(version),
        wording.STATES[document.state],
        why_unread(document),
        remedy_for(document, version.name, version.sha256),
    )


class _Changes:
    """The rows of a comparison while they become changes to show."""

    def __init__(self, comparison: Comparison) -> None:
        self._rows = comparison.rows
        self._earlier, self._later = _by_number(comparison.earlier), _by_number(comparison.later)
        self._headings = _headings(comparison.earlier), _headings(comparison.later)
        self._order = (
            _places(comparison.earlier),
            _places(comparison.later),
        )

    def all(self) -> Iterator[tuple[Change, bool]]:
        """Give the changes in their order, with whether only names differ."""
        for number, rows in enumerate(self._runs(), start=1):
            first = rows[0]
            yield self._change(f"change-{number}", rows), first.renamed and not first.moved

    def _runs(self) -> Iterator[list[ComparedClause]]:
        """Bring rows together that were added, removed or moved as a block."""
        run: list[ComparedClause] = []
        for row in (row for row in self._rows if row.fate is not Fate.UNCHANGED):
            if run and self._goes_on(run[-1], row):
                run.append(row)
                continue
            if run:
                yield run
            run = [row]
        if run:
            yield run

    def _goes_on(self, last: ComparedClause, row: ComparedClause) -> bool:
        if row.fate is not last.fate or row.reworded or last.reworded:
            return False
        if row.fate not in {Fate.ADDED, Fate.REMOVED, Fate.MOVED}:
            return False
        sides = (
            (self._order[0], last.earlier, row.earlier),
            (self._order[1], last.later, row.later),
        )
        if any(
            places[before[-1]] + 1 != places[after[0]] for places, before, after in sides if after
        ):
            return False
        side, numbers = (self._later, row.later) if row.later else (self._earlier, row.earlier)
        return side[numbers[0]].kind is not ClauseKind.HEADING

    def _change(self, anchor: str, rows: Sequence[ComparedClause]) -> Change:
        first = rows[0]
        before = [self._earlier[n] for row in rows for n in row.earlier]
        now = [self._later[n] for row in rows for n in row.later]
        is_marked = first.reworded and first.likeness >= _ALIKE
        pieces = marked(_text(now), _text(before)) if is_marked else ()
        return Change(
            anchor,
            first.fate,
            self._title(before, now),
            tuple(self._notes(first, before, now, is_marked=is_marked)),
            tuple(
                f"{force_words(each)} ({wording.DIFFERENCES[each.kind].lower()})"
                for each in first.force
            ),
            tuple(map(_words, before)) if first.reworded or not now or _is_cut(first) else (),
            tuple(map(_words, now)),
            pieces,
        )

    def _title(self, before: Sequence[Clause], now: Sequence[Clause]) -> str:
        clauses = now or before
        first = clauses[0]
        if first.kind is ClauseKind.HEADING:
            title = f"Heading “{snippet(first.text, _HEADING)}”"
            rest = len(clauses) - 1
            return f"{title} and {wording.counted(rest, 'clause')} under it" if rest else title
        title = wording.capital(where(first, None))
        if len(clauses) == 1:
            return title
        return f"{title} and {wording.counted(len(clauses) - 1, 'more clause', 'more clauses')}"

    def _notes(
        self,
        row: ComparedClause,
        before: Sequence[Clause],
        now: Sequence[Clause],
        *,
        is_marked: bool,
    ) -> Iterator[str]:
        if row.fate is Fate.SPLIT:
            yield f"One clause became {len(now):,}."
        if row.fate is Fate.JOINED:
            yield f"{len(before):,} clauses became one."
        if before and now:
            was, here = self._under(0, before[0]), self._under(1, now[0])
            if row.moved and was != here:
                yield f"It stood {was}, and stands {here} now."
            elif row.moved:
                yield f"It stands elsewhere {here}."
            if row.renumbered and (numbers := _numbers(before[0], now[0])):
                yield numbers
            if row.reworded and not is_marked:
                yield "So many words differ that none are marked."
            elif row.moved and not row.reworded:
                yield "Its words are the same."
        elif now[:1] or before[:1]:
            side, clause = (1, now[0]) if now else (0, before[0])
            if clause.kind is not ClauseKind.HEADING:
                yield f"{'It stands' if now else 'It stood'} {self._under(side, clause)}."

    def _under(self, side: int, clause: Clause) -> str:
        heading = self._headings[side].get(clause.n, "")
        return f"under “{snippet(heading, _HEADING)}”" if heading else "before the first heading"


def _is_cut(row: ComparedClause) -> bool:
    return row.fate in {Fate.SPLIT, Fate.JOINED}


def _by_number(clauses: Sequence[Clause]) -> dict[int, Clause]:
    return {clause.n: clause for clause in clauses}


def _places(clauses: Sequence[Clause]) -> dict[int, int]:
    """Give the place of each clause that is compared, by its number."""
    kept = [clause for clause in clauses if clause.kind is not ClauseKind.BOILERPLATE]
    return {clause.n: place for place, clause in enumerate(kept)}


def _headings(clauses: Sequence[Clause]) -> dict[int, str]:
    """Give the nearest heading above each clause."""
    found: dict[int, str] = {}
    heading = ""
    for clause in clauses:
        found[clause.n] = heading
        if clause.kind is ClauseKind.HEADING:
            heading = clause.text
    return found


def _text(clauses: Sequence[Clause]) -> str:
    return " ".join(clause.text for clause in clauses)


def _words(clause: Clause) -> Words:
    return Words(
        clause.label or "", clause.text, clause.language, clause.kind is ClauseKind.HEADING
    )


def _numbers(before: Clause, now: Clause) -> str:
    one, other = _number(before), _number(now)
    if one and other:
        return f"It was {one} and is {other} now."
    return f"It was {one} and has no number now." if one else f"It is {other} now."


def _number(clause: Clause) -> str:
    has_number = clause.label is not None and any(map(str.isalnum, clause.label))
    return shortened(shown(clause.address), 20) if has_number else ""


def _figures(comparison: Comparison, changes: Sequence[Change]) -> tuple[Figure, ...]:
    found = counts(comparison)
    first: dict[Fate, str] = {Fate.UNCHANGED: "#unchanged"}
    for change in changes:
        first.setdefault(change.fate, f"#{change.anchor}")
    return tuple(
        Figure(found[fate], word, first[fate]) for fate, word in FATES.items() if found[fate]
    )


def _unchanged(comparison: Comparison) -> Iterator[tuple[Words, str]]:
    earlier, later = _by_number(comparison.earlier), _by_number(comparison.later)
    for row in comparison.rows:
        if row.fate is not Fate.UNCHANGED:
            continue
        before, now = earlier[row.earlier[0]], later[row.later[0]]
        notes = []
        if row.renumbered:
            notes.append(f"was {_number(before)}" if _number(before) else "had no number")
        if row.punctuated:
            notes.append("capitals or punctuation differ")
        yield _words(now), "; ".join(notes)


def _defect(defect: Defect, clauses: Sequence[Clause]) -> tuple[str, str, str]:
    clause = next((clause for clause in clauses if clause.n == defect.evidence.n), None)
    place = wording.capital(where(clause, None)) if clause else "Outside the clauses"
    return place, snippet(defect.evidence.quote, _QUOTE), wording.sentence(defect.detail)
