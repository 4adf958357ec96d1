"""What stands in the timetable of reviews, overdue first."""

from dataclasses import dataclass

from pipeline.model import PartialDate, Review, ReviewStatus
from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup
from pipeline.report.quotes import Quote, quote

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
    due_to_check: str  # why a person should compare it; empty where it is certain
    reviewed: str
    reviewed_sort: str
    reviewed_to_check: str
    adopted: str
    adopted_sort: str
    adopted_to_check: str
    to_check: str  # of the status, where no date says so already
    cadence: str
    quotes: tuple[Quote, ...]  # the words that decide
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
    due = ""
    if review.review_due is not None or review.derived_due:
        due = wording.to_check(review, "review_due" if review.review_due is not None else "status")
    return Due(
        name=found.names[doc],
        href=addresses.council_page(doc) + ("#dates" if found.is_readable(doc) else ""),
        title=review.title or "",
        status=review.status,
        status_words=wording.status(review),
        status_rank=rank,
        due=wording.due(review),
        due_basis=wording.due_basis(review),
        due_sort=_sortable(_due(review)),
        due_to_check=due,
        reviewed=_shown(review.last_reviewed),
        reviewed_sort=_sortable(review.last_reviewed),
        reviewed_to_check=wording.to_check(review, "last_reviewed"),
        adopted=_shown(review.adopted),
        adopted_sort=_sortable(review.adopted),
        adopted_to_check=wording.to_check(review, "adopted"),
        to_check="" if due else wording.to_check(review, "status"),
        cadence=wording.cadence(review),
        quotes=_deciding(found, review),
        flags=tuple(wording.flag(name) for name in review.flags),
    )


def _due(review: Review) -> PartialDate | None:
    return review.review_due or next(iter(review.derived_due), None)


def _deciding(found: Lookup, review: Review) -> tuple[Quote, ...]:
    """Give the words that state the deadline, else those that it is worked out from."""
    base = "last_reviewed" if review.last_reviewed is not None else "adopted"
    fields = ("review_due",) if review.review_due is not None else ("cadence", base)
    words = dict.fromkeys(
        evidence for name in fields for field, evidence in review.evidence if field == name
    )
    return tuple(quote(found, evidence) for evidence in words)


def _shown(value: PartialDate | None) -> str:
    return "" if value is None else wording.stated(value)


def _sortable(value: PartialDate | None) -> str:
    return "9999" if value is None else str(value)
