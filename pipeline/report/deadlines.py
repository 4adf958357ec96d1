"""By which day is a review due, in which words, and what in the document says so?"""

from datetime import date

from pipeline.model import Evidence, PartialDate, Review, ReviewStatus
from pipeline.report import wording
from pipeline.report.safe_text import snippet
from pipeline.text.dates import last_day

_QUOTE = 110  # characters of what is said of how often
_DATE_FIELDS = ("review_due", "cadence", "last_reviewed", "adopted")


def deadlines(review: Review) -> tuple[PartialDate, ...]:
    """Give the date that is stated, else those that are worked out, each of them a reading."""
    return (review.review_due,) if review.review_due is not None else review.derived_due


def deadline(review: Review, as_of: date) -> PartialDate | None:
    """Choose the deadline to sort by: the next that lies ahead, else the last that has passed."""
    in_order = sorted(deadlines(review), key=last_day)
    ahead = [value for value in in_order if last_day(value) >= as_of]
    return next(iter(ahead), in_order[-1] if in_order else None)


def by_when(value: PartialDate) -> str:
    """Say by when, without claiming a day that is not stated.

    Example:
        >>> by_when(PartialDate(2027, 5, 14)), by_when(PartialDate(2027, 3))
        ('by 14 May 2027', 'by the end of March 2027')
    """
    return f"by {'' if value.day else 'the end of '}{wording.stated(value)}"


def due_remark(review: Review) -> tuple[str, str]:
    """Say what is to be seen to about the review, and what to do; empty: nothing."""
    due = due_when(review)
    cadence = snippet(review.cadence_text or "", _QUOTE)
    words = f" (“{cadence}”)" if cadence else ""
    match review.status:
        case ReviewStatus.OVERDUE:
            late = wording.long_time(review.days_overdue or 0)
            fact = f"The review was due {due or 'before this day'} and is {late} late."
            return fact, "put it on an agenda, and write the date of the next one into the text"
        case ReviewStatus.DUE_SOON:
            return f"The review is due {due or 'soon'}.", "put it on an agenda now"
        case ReviewStatus.AMBIGUOUS:
            dates = f", so that it may be due {due}" if due else ""
            return (
                f"What it says of its review{words} can be read in more than one way{dates}.",
                "say when the next review is due, as a day or a month",
            )
        case ReviewStatus.NO_REVIEW_DATE:
            return (
                f"No date follows from what it says about its review{words}."
                if words
                else "It gives no date for its next review.",
                "add one",
            )
        case ReviewStatus.CURRENT if due:
            return f"Nothing to do now: the next review is due {due}.", ""
        case _:
            return "Nothing to do now.", ""


def due_when(review: Review) -> str:
    """Say when the review is due, to follow "due": "on 3 May 2027", "in May or in June 2027"."""
    return wording.listed(
        [
            f"{'in' if date.day is None else 'on'} {wording.stated(date)}"
            for date in deadlines(review)
        ],
        "or",
    )


def full_years(since: date, until: date) -> int:
    """Count the whole years between two days; below 0 where the first is the later.

    Example:
        >>> [full_years(date(2024, 2, 29), date(2026, *day)) for day in ((2, 28), (3, 1))]
        [1, 2]
    """
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))


def deciding(review: Review) -> tuple[Evidence, ...]:
    """Give the words that state the deadline, else those that it is worked out from.

    Where a deadline has no words of its own, all that is known about the dates is given.
    """
    base = "last_reviewed" if review.last_reviewed is not None else "adopted"
    wanted = ("review_due",) if review.review_due is not None else ("cadence", base)
    found = _of(review, wanted)
    return found or (_of(review, _DATE_FIELDS) if deadlines(review) else ())


def is_quotation(evidence: Evidence) -> bool:
    """Whether the words stand in the document; what a person has put right has an empty span."""
    return evidence.start < evidence.end


def _of(review: Review, fields: tuple[str, ...]) -> tuple[Evidence, ...]:
    words = (e for field in fields for name, e in review.evidence if name == field)
    return tuple(dict.fromkeys(words))
