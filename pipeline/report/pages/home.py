"""What stands on the first page beside the matrix: what stands out and what was not read."""

from collections import Counter
from dataclasses import dataclass

from pipeline.model import Prevalence, ReviewStatus
from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup
from pipeline.report.pages.unread import Twice, doubts, duplicates


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with what it counts."""

    figure: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Headline:
    """A finding over all documents, with its base."""

    text: str
    href: str
    more: str  # words of the link


@dataclass(frozen=True, slots=True)
class Unread:
    """A source without text, and why."""

    name: str
    href: str
    file: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many documents stand where in the timetable of reviews."""

    status: ReviewStatus
    word: str
    meaning: str
    share: str


@dataclass(frozen=True, slots=True)
class Home:
    """The first page."""

    facts: tuple[Fact, ...]
    headlines: tuple[Headline, ...]
    statuses: tuple[StatusCount, ...]
    unread: tuple[Unread, ...]
    duplicates: tuple[Twice, ...]
    doubtful: int  # documents that were read with something in doubt
    to_check: str  # share of the cells that a person should check; empty where none is


def home(found: Lookup) -> Home:
    """Fill the first page."""
    return Home(
        facts=_facts(found),
        headlines=tuple(_headlines(found)),
        statuses=tuple(_statuses(found)),
        unread=tuple(_unread(found, doc) for doc in found.docs if not found.is_readable(doc)),
        duplicates=duplicates(found),
        doubtful=sum(bool(doubts(found, doc)) for doc in found.readable),
        to_check=_to_check(found),
    )


def _to_check(found: Lookup) -> str:
    cells = len(found.readable) * len(found.provisions)
    unsure = sum(len(found.to_check(doc)) for doc in found.readable)
    return wording.share(unsure, cells, "cells") if unsure else ""


def _facts(found: Lookup) -> tuple[Fact, ...]:
    overdue = sum(r.status is ReviewStatus.OVERDUE for r in found.findings.reviews)
    unread = len(found.docs) - len(found.readable)
    return (
        Fact(f"{len(found.docs):,}", "documents looked at", "#coverage"),
        Fact(
            f"{unread:,}",
            "of them could not be read",
            addresses.UNREADABLE,
        ),
        Fact(f"{overdue:,}", "past their review date", "reviews.html"),
        Fact(f"{len(found.findings.defects):,}", "drafting defects found", "defects.html"),
    )


def _headlines(found: Lookup) -> list[Headline]:
    if not found.readable:
        return []
    return [*_on_coverage(found), _on_reviews(found), *_on_drafting(found)]


def _on_coverage(found: Lookup) -> list[Headline]:
    counted = [found.overall(provision.id) for provision in found.provisions]
    ranked = sorted((row for row in counted if row.read), key=lambda row: -(row.share or 0.0))
    if not ranked:
        return []
    top, bottom = ranked[0], ranked[-1]
    return [
        Headline(
            f"“{found.titles[top.provision]}” is covered most often: {_with_rules(top)}.",
            addresses.provision_page(top.provision),
            "Read the wording",
        ),
        Headline(
            f"“{found.titles[bottom.provision]}” is covered least: {_with_rules(bottom)}, "
            f"and {bottom.absent:,} of {bottom.read:,} are silent.",
            addresses.provision_page(bottom.provision),
            "See who",
        ),
    ]


def _with_rules(row: Prevalence) -> str:
    """Say how many have rules, and how many of those where the cell need not be checked."""
    words = f"{wording.share(row.rules, row.read, 'documents')} have rules on it"
    if row.certain == row.read:
        return words
    return f"{words} ({row.certain_rules:,} of the {row.certain:,} that need no check)"


def _on_reviews(found: Lookup) -> Headline:
    statuses = Counter(review.status for review in found.findings.reviews)
    undated = statuses[ReviewStatus.NO_REVIEW_DATE]
    return Headline(
        f"{_share(found, statuses[ReviewStatus.OVERDUE])} are past their review date, and "
        f"{wording.share(undated, len(found.readable))} give none.",
        "reviews.html",
        "See the timetable",
    )


def _on_drafting(found: Lookup) -> list[Headline]:
    lines = []
    if defects := found.findings.defects:
        faulty = len({defect.evidence.doc for defect in defects})
        kind, times = Counter(defect.kind for defect in defects).most_common(1)[0]
        lines.append(
            Headline(
                f"{_share(found, faulty)} have at least one drafting defect. The most common: "
                f"{wording.DEFECTS[kind].lower()} ({wording.counted(times, 'time')}).",
                "defects.html",
                "See the defects",
            )
        )
    if differences := found.findings.differences:
        differing = len({difference.doc for difference in differences})
        what, _ = Counter(difference.kind for difference in differences).most_common(1)[0]
        lines.append(
            Headline(
                f"{_share(found, differing)} have a clause whose force differs from what most "
                f"councils say, most often in “{wording.DIFFERENCES[what].lower()}”.",
                "differences.html",
                "See the differences",
            )
        )
    return lines


def _share(found: Lookup, number: int) -> str:
    return wording.share(number, len(found.readable), "documents")


def _statuses(found: Lookup) -> list[StatusCount]:
    counts = Counter(review.status for review in found.findings.reviews)
    return [
        StatusCount(
            status,
            word,
            wording.STATUS_MEANINGS[status],
            wording.share(counts[status], len(found.readable)),
        )
        for status, word in wording.STATUSES.items()
        if status is not ReviewStatus.UNREADABLE
    ]


def _unread(found: Lookup, doc: str) -> Unread:
    document = found.document(doc)
    return Unread(
        name=found.names[doc],
        href=addresses.council_page(doc),
        file=found.sources[doc].path,
        state=wording.STATES[document.state],
        reason=document.reason or wording.STATE_MEANINGS[document.state],
    )
