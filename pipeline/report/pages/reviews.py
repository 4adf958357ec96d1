"""What stands in the timetable of reviews: what is overdue, what comes when, what to decide."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.model import PartialDate, Review, ReviewStatus
from pipeline.report import addresses, wording
from pipeline.report.calendars import counties
from pipeline.report.deadlines import deadline, deadlines, deciding, full_years
from pipeline.report.lookup import Lookup
from pipeline.report.quotes import Quote, quote
from pipeline.text.dates import last_day

_MONTHS_AHEAD = 24  # that are listed month by month


@dataclass(frozen=True, slots=True)
class Due:
    """A document's line in the timetable."""

    name: str
    href: str
    title: str
    county: str
    calendar: str  # address; empty where there is no date to put in one
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
    since: str  # how long ago the last review or the adoption was
    to_check: str  # of the status, where no date says so already
    cadence: str
    quotes: tuple[Quote, ...]  # the words that decide
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Documents that stand together in the timetable."""

    anchor: str
    title: str
    lines: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the timetable: a figure at its head, and its bands."""

    anchor: str  # of its first band; empty where there is none
    label: str
    count: int
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class CountyCalendar:
    """The calendar of a county, or of all councils."""

    name: str
    address: str  # empty where no document has a date
    documents: int
    dated: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Timetable:
    """Everything on the page of reviews."""

    parts: tuple[Part, ...]
    months: tuple[Band, ...]  # of the second part, to jump to
    documents: int
    calendars: tuple[CountyCalendar, ...]  # of all councils first
    unplaced: int  # documents whose county is not known, where others' is


def timetable(found: Lookup) -> Timetable:
    """Put every document in the order in which it needs attention."""
    placed: dict[tuple[int, ...], list[str]] = {}
    for doc in found.docs:
        placed.setdefault(_place(found, doc), []).append(doc)
    ranked = [(key, _in_order(found, placed[key])) for key in sorted(placed)]
    ranks = {doc: rank for rank, doc in enumerate(doc for _, docs in ranked for doc in docs)}
    bands = [
        (
            key[0],
            Band(
                anchor=_anchor(key),
                title=_title(key),
                lines=tuple(_line(found, doc, ranks[doc]) for doc in docs),
            ),
        )
        for key, docs in ranked
    ]
    parts = tuple(
        _part(label, [band for part, band in bands if part == number])
        for number, label in enumerate(_PARTS)
    )
    return Timetable(
        parts=parts,
        months=parts[_SOON].bands,
        documents=len(found.docs),
        calendars=tuple(_calendars(found)),
        unplaced=_unplaced(found),
    )


_OVERDUE, _SOON, _LATER, _NO_DATE, _UNCLEAR, _UNREAD = range(6)
_PARTS = (
    "overdue",
    f"due in the next {_MONTHS_AHEAD} months",
    "due later",
    "without a date that can be worked out",
    "unclear: a person has to decide",
    "could not be read",
)
# by the whole years that have passed, from two on
_LATE = (
    "Overdue by less than one year",
    "Overdue by one to two years",
    "Overdue by over two years",
)

_TITLES = {
    (_NO_DATE, 0): "No review date can be worked out: the longest since the last date first",
    (_NO_DATE, 1): "No review date can be worked out, and no other date is stated",
    (_UNCLEAR,): "Unclear: a person has to decide which reading holds",
    (_UNREAD,): "Could not be read: nothing is known about the review",
}


def _place(found: Lookup, doc: str) -> tuple[int, ...]:
    """Say in which part and band a document stands, as numbers that sort."""
    review, as_of = found.reviews[doc], found.findings.as_of
    due = deadline(review, as_of)
    match review.status:
        case ReviewStatus.UNREADABLE:
            return (_UNREAD,)
        case ReviewStatus.AMBIGUOUS:
            return (_UNCLEAR,)
        case ReviewStatus.OVERDUE:
            late = full_years(last_day(due), as_of) if due is not None else 0
            return (_OVERDUE, -min(max(late, 0), len(_LATE) - 1))
        case ReviewStatus.NO_REVIEW_DATE if found.reviews[doc].years_since_review is not None:
            return (_NO_DATE, 0)
        case _ if due is None:
            return (_NO_DATE, 1)
    day = last_day(due)
    ahead = (day.year - as_of.year) * 12 + day.month - as_of.month
    return (_SOON, day.year, day.month) if ahead < _MONTHS_AHEAD else (_LATER, day.year)


def _title(key: tuple[int, ...]) -> str:
    part, *rest = key
    if part == _OVERDUE:
        return _LATE[-rest[0]]
    if part in {_SOON, _LATER}:
        return f"Due in {wording.stated(PartialDate(*rest))}"
    return _TITLES[part, *rest]


def _anchor(key: tuple[int, ...]) -> str:
    names = ("overdue", "month", "year", "no-date", "unclear", "unread")
    return "-".join((names[key[0]], *(str(abs(number)) for number in key[1:])))


def _part(label: str, bands: list[Band]) -> Part:
    return Part(
        anchor=bands[0].anchor if bands else "",
        label=label,
        count=sum(len(band.lines) for band in bands),
        bands=tuple(bands),
    )


def _in_order(found: Lookup, docs: Iterable[str]) -> list[str]:
    """Put the documents of a band in order: the earliest deadline first, else the stalest."""

    def key(doc: str) -> tuple[date, float, str, str]:
        review = found.reviews[doc]
        due = deadline(review, found.findings.as_of)
        return (
            last_day(due) if due is not None else date.max,
            -(review.years_since_review or 0.0),
            found.names[doc].casefold(),
            doc,
        )

    return sorted(docs, key=key)


def _line(found: Lookup, doc: str, rank: int) -> Due:
    review = found.reviews[doc]
    due = ""
    if deadlines(review):
        due = wording.to_check(review, "review_due" if review.review_due is not None else "status")
    return Due(
        name=found.names[doc],
        href=addresses.council_page(doc) + ("#dates" if found.is_readable(doc) else ""),
        title=review.title or "",
        county=found.sources[doc].county or "",
        calendar=addresses.council_calendar(doc) if deadlines(review) else "",
        status=review.status,
        status_words=wording.status(review),
        status_rank=rank,
        due=wording.due(review),
        due_basis=wording.due_basis(review),
        due_sort=_sortable(deadline(review, found.findings.as_of)),
        due_to_check=due,
        reviewed=_shown(review.last_reviewed),
        reviewed_sort=_sortable(review.last_reviewed),
        reviewed_to_check=wording.to_check(review, "last_reviewed"),
        adopted=_shown(review.adopted),
        adopted_sort=_sortable(review.adopted),
        adopted_to_check=wording.to_check(review, "adopted"),
        since=_since(review),
        to_check="" if due else wording.to_check(review, "status"),
        cadence=wording.cadence(review),
        quotes=_quotes(found, review),
        flags=tuple(wording.flag(name) for name in review.flags),
    )


def _quotes(found: Lookup, review: Review) -> tuple[Quote, ...]:
    """Give the words that decide; where nothing does, those that give any date at all."""
    return tuple(quote(found, evidence) for evidence in deciding(review))


def _since(review: Review) -> str:
    years = review.years_since_review
    return "" if years is None else f"{years:.1f} years ago"


def _calendars(found: Lookup) -> Iterator[CountyCalendar]:
    yield _calendar(found, "All councils", addresses.ALL_CALENDAR, found.docs)
    for county, docs in counties(found).items():
        yield _calendar(found, county, addresses.county_calendar(county), docs)


def _calendar(found: Lookup, name: str, address: str, docs: tuple[str, ...]) -> CountyCalendar:
    reviews = [found.reviews[doc] for doc in docs]
    dated = sum(bool(deadlines(review)) for review in reviews)
    return CountyCalendar(
        name=name,
        address=address if dated else "",
        documents=len(docs),
        dated=dated,
        overdue=sum(review.status is ReviewStatus.OVERDUE for review in reviews),
    )


def _unplaced(found: Lookup) -> int:
    placed = sum(len(docs) for docs in counties(found).values())
    return len(found.docs) - placed if placed else 0


def _shown(value: PartialDate | None) -> str:
    return "" if value is None else wording.stated(value)


def _sortable(value: PartialDate | None) -> str:
    return "9999" if value is None else str(value)
