"""What is not as it was in the run before, and why?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Cell, Change, ChangeCause, Document, Review, Source


@dataclass(frozen=True, slots=True)
class Standing:
    """What one document stood at."""

    sha256: str
    state: str
    status: str | None  # None: it could not be read
    dates: tuple[str, ...]  # adopted, last reviewed, due: what the status was judged on
    cells: Mapping[str, str]  # level by provision


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A run, as far as the next one needs it to tell what changed."""

    run_id: str
    as_of: str
    software: str  # digest of the code
    codebook: str  # digest of codebook and library
    documents: Mapping[str, Standing]


def standings(
    sources: Sequence[Source],
    documents: Mapping[str, Document],
    cells: Sequence[Cell],
    reviews: Sequence[Review],
) -> dict[str, Standing]:
    """Sum up each document for the next run's comparison."""
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
        )
        for source in sources
    }


def changes(before: Snapshot | None, after: Snapshot) -> tuple[Change, ...]:
    """List what changed between two runs, by document.

    The cause is the nearest one that can have made the change: another source, else another
    codebook or library, else other software; a status whose dates are the same changed with the
    day of the report.

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
            found.extend(_changed(doc, was, now, _cause(before, after, was, now)))
    return tuple(found)


def _changed(doc: str, was: Standing, now: Standing, cause: ChangeCause) -> Iterator[Change]:
    if was.state != now.state:
        yield Change(doc, "state", was.state, now.state, cause)
    if was.status != now.status:
        same_dates = was.dates == now.dates and was.sha256 == now.sha256
        why = ChangeCause.AS_OF if same_dates else cause
        yield Change(doc, "status", was.status or "unreadable", now.status or "unreadable", why)
    for provision in sorted(was.cells.keys() | now.cells.keys()):
        before, after = was.cells.get(provision, ""), now.cells.get(provision, "")
        if before != after:
            yield Change(doc, f"coverage:{provision}", before, after, cause)


def _cause(before: Snapshot, after: Snapshot, was: Standing, now: Standing) -> ChangeCause:
    if was.sha256 != now.sha256:
        return ChangeCause.SOURCE
    if before.codebook != after.codebook:
        return ChangeCause.CODEBOOK
    return ChangeCause.SOFTWARE


def _dates(review: Review | None) -> tuple[str, ...]:
    if review is None:
        return ()
    dates = (review.adopted, review.last_reviewed, review.review_due, *review.derived_due)
    return tuple(str(date) if date else "" for date in dates)
