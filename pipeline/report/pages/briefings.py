"""What can be printed or sent to each council, and what stands in the list of it?"""

from dataclasses import dataclass

from pipeline.model import ReviewStatus
from pipeline.report import addresses, wording
from pipeline.report.briefing import Briefing
from pipeline.report.lookup import Lookup
from pipeline.report.remedies import ADVICE, remedy_of


@dataclass(frozen=True, slots=True)
class Paper:
    """Something to print or send."""

    href: str
    words: str
    short: str  # the same in a narrow column


@dataclass(frozen=True, slots=True)
class BriefingLine:
    """A council in the list of briefings."""

    name: str
    href: str
    readable: bool
    state: str
    figures: tuple[tuple[str, str], ...]  # value, and what to sort it by
    status: ReviewStatus
    status_words: str
    status_rank: str
    papers: tuple[Paper, ...]


def papers(found: Lookup, doc: str) -> tuple[Paper, ...]:
    """Name what there is to print or send about a document."""
    made = [
        Paper(addresses.briefing_page(doc), "One-page briefing", "Page"),
        Paper(addresses.briefing_file(doc), "Briefing in Word", "Word"),
    ]
    if has_letter(found, doc):
        made.append(Paper(addresses.letter_file(doc), "Letter in Word", "Letter"))
    return tuple(made)


def has_letter(found: Lookup, doc: str) -> bool:
    """Whether there is anything to write to the council: not where only the builder can help."""
    if found.is_readable(doc):
        return True
    return bool(ADVICE[remedy_of(found.document(doc), found.sources[doc])].ask)


def briefing_line(found: Lookup, made: Briefing) -> BriefingLine:
    """Fill a council's line in the list of briefings."""
    review = found.reviews[made.doc]
    return BriefingLine(
        name=found.names[made.doc],
        href=made.page,
        readable=made.readable,
        state=wording.STATES[found.document(made.doc).state],
        figures=tuple((value, _sortable(value)) for value, _ in made.figures),
        status=review.status,
        status_words=wording.status(review),
        status_rank=f"{tuple(wording.STATUSES).index(review.status):06d}",
        papers=papers(found, made.doc),
    )


def _sortable(value: str) -> str:
    first = value.partition(" ")[0].replace(",", "")
    return f"{int(first):06d}" if first.isdigit() else ""
