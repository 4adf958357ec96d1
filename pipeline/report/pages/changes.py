"""What is not as it was in the run before: whose, since when and why?"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model import Change, ReviewStatus
from pipeline.report import addresses, wording
from pipeline.report.deadlines import by_when, deadlines, deciding, is_quotation
from pipeline.report.lookup import Lookup
from pipeline.report.quotes import Quote, quote

_VALUES: Mapping[str, str] = {
    **{str(state): word for state, word in wording.STATES.items()},
    **{str(status): word for status, word in wording.STATUSES.items()},
    **{str(level): word for level, word in wording.LEVELS.items()},
}
_KINDS: Mapping[str, str] = {
    "document": "Document",
    "state": "Reading of the file",
    "status": "Review",
    "coverage": "Coverage",
}
_IN_NO_RUN = "Not there"  # before it was new, after it was withdrawn


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A finding that is not what it was."""

    what: str
    href: str  # of the finding; empty where the document is no longer there
    before: str
    after: str
    cause: str
    why: str  # a sentence


@dataclass(frozen=True, slots=True)
class CouncilChanges:
    """What changed for one document."""

    doc: str
    name: str
    href: str  # empty where the document is no longer there
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True)
class NowOverdue:
    """A review that was not overdue in the run before, and is now."""

    doc: str
    name: str
    href: str
    due: str  # "by the end of March 2027"; empty where no date is known
    before: str
    cause: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """How many changes have a cause."""

    word: str
    meaning: str
    times: int


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything on the page of changes."""

    councils: tuple[CouncilChanges, ...]
    overdue: tuple[NowOverdue, ...]
    causes: tuple[Cause, ...]  # the most common first
    total: int
    since: str  # the day of the run before; empty where that is not known
    compared: int  # documents of the run before

    @property
    def is_first(self) -> bool:
        """Whether there was no run to compare with."""
        return not self.since and not self.total


def changes_of(found: Lookup) -> Changes:
    """Put what changed in the order of the councils' names; what is no longer there goes last."""
    by_doc: defaultdict[str, list[Change]] = defaultdict(list)
    for change in found.findings.changes:
        by_doc[change.doc].append(change)
    place = {doc: at for at, doc in enumerate(found.docs)}
    docs = sorted(by_doc, key=lambda doc: (place.get(doc, len(place)), doc))
    causes = Counter(change.cause for change in found.findings.changes)
    earlier = found.findings.earlier
    return Changes(
        councils=tuple(_council(found, doc, by_doc[doc]) for doc in docs),
        overdue=tuple(_now_overdue(found, doc, by_doc[doc]) for doc in _overdue(found, by_doc)),
        causes=tuple(
            Cause(wording.CAUSES[cause], wording.CAUSE_MEANINGS[cause], causes[cause])
            for cause in sorted(causes, key=lambda cause: (-causes[cause], cause))
        ),
        total=len(found.findings.changes),
        since=wording.day(earlier.as_of) if earlier is not None else "",
        compared=earlier.documents if earlier is not None else 0,
    )


def _council(found: Lookup, doc: str, changes: list[Change]) -> CouncilChanges:
    return CouncilChanges(
        doc=doc,
        name=found.names.get(doc, doc),
        href=_page(found, doc),
        lines=tuple(
            ChangeLine(
                what=_changed(found.titles, change.what),
                href=_finding(found, doc, change.what),
                before=_value(change.before),
                after=_value(change.after),
                cause=wording.CAUSES[change.cause],
                why=wording.CAUSE_MEANINGS[change.cause],
            )
            for change in changes
        ),
    )


def _overdue(found: Lookup, by_doc: Mapping[str, list[Change]]) -> list[str]:
    """Give the documents whose review has become overdue, the longest overdue first."""
    docs = [
        doc
        for doc, changes in by_doc.items()
        if doc in found.reviews and any(_is_overdue(change) for change in changes)
    ]
    return sorted(docs, key=lambda doc: (-(found.reviews[doc].days_overdue or 0), doc))


def _is_overdue(change: Change) -> bool:
    return change.what == "status" and change.after == ReviewStatus.OVERDUE


def _now_overdue(found: Lookup, doc: str, changes: list[Change]) -> NowOverdue:
    review = found.reviews[doc]
    change = next(change for change in changes if _is_overdue(change))
    return NowOverdue(
        doc=doc,
        name=found.names[doc],
        href=_finding(found, doc, "status"),
        due=wording.listed([by_when(value) for value in deadlines(review)], "or"),
        before=_value(change.before),
        cause=wording.CAUSES[change.cause],
        quotes=tuple(
            quote(found, evidence) for evidence in deciding(review) if is_quotation(evidence)
        ),
    )


def _page(found: Lookup, doc: str) -> str:
    """Give the page of a document; of a file with the same bytes as another, that one's."""
    source = found.sources.get(doc)
    if source is None:
        return ""
    return addresses.council_page(source.duplicate_of or doc)


def _finding(found: Lookup, doc: str, what: str) -> str:
    """Give the address of what changed, as near to it as there is one."""
    page = _page(found, doc)
    kind, _, name = what.partition(":")
    if doc not in found.reviews:
        return page
    if kind == "coverage" and name in found.titles:
        return addresses.cell(doc, name)
    if not found.is_readable(doc):
        return page
    return page + {"status": "#dates", "state": "#how-read"}.get(kind, "")


def _value(value: str) -> str:
    """Say in words what a finding was: "no_review_date" is "No review date"."""
    return _VALUES.get(value, value) or _IN_NO_RUN


def _changed(titles: Mapping[str, str], what: str) -> str:
    """Say in words what changed: "coverage:press_media" is "Coverage: Press and media"."""
    kind, _, name = what.partition(":")
    words = _KINDS.get(kind, kind.replace("_", " ").capitalize())
    return f"{words}: {titles.get(name, name)}" if name else words
