"""What stands in the timetable of reviews, overdue first."""

from dataclasses import dataclass

from pipeline.model import PartialDate, Review, ReviewStatus
from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup
from pipeline.report.pages.council import Quote, quote

_ORDER = tuple(wording.STATUSES)


@dataclass(frozen=True, slots=True)
class Due:
    """A document's line in the timetable."""

    name: str
    href: str
    title: str
    status: ReviewStatus
    status_words: str
    status_rank: int
    due: str
    due_basis: str
    due_sort: str
    reviewed: str
    reviewed_sort: str
    adopted: str
    adopted_sort: str
    cadence: str
    quote: Quote | None  # the words that decide
    flags: tuple[str, ...]


def timetable(found: Lookup) -> tuple[Due, ...]:
    """Put every document in the order in which it needs attention."""
    ranked = sorted(
        found.docs,
        key=lambda doc: (
            _ORDER.index(found.reviews[doc].status),
            -(found.reviews[doc].days_overdue or 0),
            _sortable(_due(found.reviews[doc])),
        ),
    )
    return tuple(_line(found, doc, rank) for rank, doc in enumerate(ranked))


def _line(found: Lookup, doc: str, rank: int) -> Due:
    review = found.reviews[doc]
    return Due(
        name=found.names[doc],
        href=f"{addresses.council_page(doc)}#dates",
        title=review.title or "",
        status=review.status,
        status_words=wording.status(review),
        status_rank=rank,
        due=wording.due(review),
        due_basis=wording.due_basis(review),
        due_sort=_sortable(_due(review)),
        reviewed=_shown(review.last_reviewed),
        reviewed_sort=_sortable(review.last_reviewed),
        adopted=_shown(review.adopted),
        adopted_sort=_sortable(review.adopted),
        cadence=wording.cadence(review),
        quote=_deciding(found, review),
        flags=tuple(wording.flag(name) for name in review.flags),
    )


def _due(review: Review) -> PartialDate | None:
    return review.review_due or next(iter(review.derived_due), None)


def _deciding(found: Lookup, review: Review) -> Quote | None:
    by_field = dict(reversed(review.evidence))  # the first of each field
    for name in ("review_due", "cadence_text", "cadence", "last_reviewed", "adopted"):
        if name in by_field:
            return quote(found, by_field[name])
    return None


def _shown(value: PartialDate | None) -> str:
    return "" if value is None else wording.stated(value)


def _sortable(value: PartialDate | None) -> str:
    return "9999" if value is None else str(value)
