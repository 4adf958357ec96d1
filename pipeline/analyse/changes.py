"""What is not as it was in the run before, and why?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.model import (
    Cell,
    Change,
    ChangeCause,
    CorrectionKind,
    Document,
    Outcome,
    Replayed,
    Review,
    Source,
)

_ANY_CELL = "coverage"  # changed by a correction, whatever the provision


@dataclass(frozen=True, slots=True)
class Standing:
    """What one document stood at."""

    sha256: str
    state: str
    status: str | None  # None: it could not be read
    dates: tuple[str, ...]  # adopted, last reviewed, due: what the status was judged on
    cells: Mapping[str, str]  # level by provision
    # what corrections say of it, by what they may have changed: "status", "coverage:<provision>"
    corrections: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A run, as far as the next one needs it to tell what changed."""

    run_id: str
    as_of: str
    software: str  # digest of the code
    codebook: str  # digest of codebook and library
    documents: Mapping[str, Standing]
    corrections: str = ""  # digest of all that people say; empty: nothing


def standings(
    sources: Sequence[Source],
    documents: Mapping[str, Document],
    cells: Sequence[Cell],
    reviews: Sequence[Review],
    corrections: Sequence[Replayed] = (),
) -> dict[str, Standing]:
    """Sum up each document for the next run's comparison."""
    said = _said(corrections)
    levels: dict[str, dict[str, str]] = {}
    for cell in cells:
        levels.setdefault(cell.doc, {})[cell.provision] = str(cell.level)
    judged = {review.doc: review for review in reviews}
    return {
        source.doc: Standing(
            sha256=source.sha256,
            state=str(documents[source.doc].state),
            status=str(judged[source.doc].status) if source.doc in judged else None,
            dates=_dates(judged.get(source.doc)),
            cells=levels.get(source.doc, {}),
            corrections=said.get(source.doc, {}),
        )
        for source in sources
    }


def changes(before: Snapshot | None, after: Snapshot) -> tuple[Change, ...]:
    """List what changed between two runs, by document.

    The cause is the nearest one that can have made the change: another source, else a correction
    of that finding, else another codebook or library, else other software; a status whose dates
    are the same changed with the day of the report.

    Args:
        before: The earlier run; None on the first run, when nothing has changed.
        after: This run.
    """
    if before is None:
        return ()
    found: list[Change] = []
    for doc in sorted(before.documents.keys() | after.documents.keys()):
        was, now = before.documents.get(doc), after.documents.get(doc)
        if was is None and now is not None:
            found.append(Change(doc, "document", "", now.state, ChangeCause.NEW))
        elif now is None and was is not None:
            found.append(Change(doc, "document", was.state, "", ChangeCause.WITHDRAWN))
        elif was is not None and now is not None:
            found.extend(_changed(doc, before, after))
    return tuple(found)


def _changed(doc: str, before: Snapshot, after: Snapshot) -> Iterator[Change]:
    was, now = before.documents[doc], after.documents[doc]
    if was.state != now.state:
        yield Change(doc, "state", was.state, now.state, _cause(before, after, doc, "state"))
    if was.status != now.status:
        same_dates = was.dates == now.dates and was.sha256 == now.sha256
        why = ChangeCause.AS_OF if same_dates else _cause(before, after, doc, "status")
        if same_dates and _is_corrected(before, after, doc, "status"):
            why = ChangeCause.CORRECTION  # of what was in doubt
        yield Change(doc, "status", was.status or "unreadable", now.status or "unreadable", why)
    for provision in sorted(was.cells.keys() | now.cells.keys()):
        level, other = was.cells.get(provision, ""), now.cells.get(provision, "")
        if level != other:
            what = f"coverage:{provision}"
            yield Change(doc, what, level, other, _cause(before, after, doc, what))


def _cause(before: Snapshot, after: Snapshot, doc: str, what: str) -> ChangeCause:
    if before.documents[doc].sha256 != after.documents[doc].sha256:
        return ChangeCause.SOURCE
    if _is_corrected(before, after, doc, what):
        return ChangeCause.CORRECTION
    if before.codebook != after.codebook:
        return ChangeCause.CODEBOOK
    return ChangeCause.SOFTWARE


def _is_corrected(before: Snapshot, after: Snapshot, doc: str, what: str) -> bool:
    """Whether people say something else of a finding than they did, or no longer say it."""
    if before.corrections == after.corrections:
        return False
    was, now = before.documents[doc].corrections, after.documents[doc].corrections
    keys = (what, _ANY_CELL) if what.startswith(f"{_ANY_CELL}:") else (what,)
    return any(was.get(key) != now.get(key) for key in keys)


def _said(corrections: Sequence[Replayed]) -> dict[str, dict[str, str]]:
    """Give what corrections say of each document, by what they may have changed."""
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for each in corrections:
        correction = each.correction
        if each.outcome is not Outcome.APPLIED:
            continue
        match correction.what:
            case CorrectionKind.PROVISION:
                what = f"{_ANY_CELL}:{correction.item}"
            case CorrectionKind.DATE:
                what = "status"
            case CorrectionKind.FAMILY:  # other readings vote, and other corrections carry over
                what = _ANY_CELL
            case _:
                continue
        for doc, n in ((correction.doc, each.n), *each.reached):
            said[doc][what].add(f"{n} {correction.item} {correction.value}")
    return {
        doc: {what: "; ".join(sorted(values)) for what, values in sorted(found.items())}
        for doc, found in sorted(said.items())
    }


def _dates(review: Review | None) -> tuple[str, ...]:
    if review is None:
        return ()
    dates = (review.adopted, review.last_reviewed, review.review_due, *review.derived_due)
    return tuple(str(date) if date else "" for date in dates)
