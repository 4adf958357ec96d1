"""What stands on the first page: what was looked at, what stands out, and the coverage matrix."""

from collections import Counter
from dataclasses import dataclass

from pipeline.model import Level, ReviewStatus
from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup, council_type_of


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
class MatrixCell:
    """A cell of the coverage matrix."""

    level: Level
    word: str
    anchor: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A council's row of the coverage matrix."""

    name: str
    href: str
    about: str  # what the filter finds beside the name: type and county
    cells: tuple[MatrixCell, ...]


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
    heads: tuple[tuple[str, str], ...]  # title and address of each provision
    rows: tuple[MatrixRow, ...]
    totals: tuple[str, ...]  # for each provision, documents with rules of those read
    statuses: tuple[StatusCount, ...]
    unread: tuple[Unread, ...]


def home(found: Lookup) -> Home:
    """Fill the first page."""
    return Home(
        facts=_facts(found),
        headlines=tuple(_headlines(found)),
        heads=tuple((p.title, addresses.provision_page(p.id)) for p in found.provisions),
        rows=tuple(_row(found, doc) for doc in found.docs),
        totals=tuple(
            f"{len(found.docs_at(p.id, Level.RULES))} of {len(found.readable)}"
            for p in found.provisions
        ),
        statuses=tuple(_statuses(found)),
        unread=tuple(_unread(found, doc) for doc in found.docs if doc not in found.readable),
    )


def _facts(found: Lookup) -> tuple[Fact, ...]:
    overdue = sum(r.status is ReviewStatus.OVERDUE for r in found.findings.reviews)
    return (
        Fact(f"{len(found.docs):,}", "documents looked at", "#coverage"),
        Fact(f"{len(found.docs) - len(found.readable):,}", "of them could not be read", "#unread"),
        Fact(f"{overdue:,}", "past their review date", "reviews.html"),
        Fact(f"{len(found.findings.defects):,}", "drafting defects found", "defects.html"),
    )


def _headlines(found: Lookup) -> list[Headline]:
    read = len(found.readable)
    if not read:
        return []
    lines = []
    ranked = sorted(
        ((len(found.docs_at(p.id, Level.RULES)), p) for p in found.provisions),
        key=lambda counted: -counted[0],
    )
    if ranked:
        most, top = ranked[0]
        least, bottom = ranked[-1]
        lines.append(
            Headline(
                f"“{top.title}” is covered most often: {wording.share(most, read)} documents "
                "that could be read have rules on it.",
                addresses.provision_page(top.id),
                "Read the wording",
            )
        )
        silent = len(found.docs_at(bottom.id, Level.ABSENT))
        lines.append(
            Headline(
                f"“{bottom.title}” is covered least: {wording.share(least, read)} have rules, "
                f"and {silent:,} of {read:,} are silent.",
                addresses.provision_page(bottom.id),
                "See who",
            )
        )
    statuses = Counter(review.status for review in found.findings.reviews)
    lines.append(
        Headline(
            f"{wording.share(statuses[ReviewStatus.OVERDUE], read)} are past their review date, "
            f"and {wording.share(statuses[ReviewStatus.NO_REVIEW_DATE], read)} state none.",
            "reviews.html",
            "See the timetable",
        )
    )
    faulty = Counter(defect.evidence.doc for defect in found.findings.defects)
    if faulty:
        kind, times = Counter(d.kind for d in found.findings.defects).most_common(1)[0]
        lines.append(
            Headline(
                f"{wording.share(len(faulty), read)} have at least one drafting defect. The most "
                f"common: {wording.DEFECTS[kind].lower()} ({wording.counted(times, 'time')}).",
                "defects.html",
                "See the defects",
            )
        )
    if found.findings.differences:
        differing = {difference.doc for difference in found.findings.differences}
        lines.append(
            Headline(
                f"{wording.share(len(differing), read)} have a clause whose force differs from "
                "what most councils say, such as “may” where others say “must”.",
                "differences.html",
                "See the differences",
            )
        )
    return lines


def _row(found: Lookup, doc: str) -> MatrixRow:
    source = found.sources[doc]
    about = (council_type_of(found.findings, source), source.county)
    return MatrixRow(
        name=found.names[doc],
        href=addresses.council_page(doc),
        about=", ".join(part for part in about if part),
        cells=tuple(
            MatrixCell(
                level := found.level(doc, provision.id),
                wording.LEVELS[level],
                addresses.provision_anchor(provision.id),
            )
            for provision in found.provisions
        ),
    )


def _statuses(found: Lookup) -> list[StatusCount]:
    counts = Counter(review.status for review in found.findings.reviews)
    return [
        StatusCount(
            status,
            word,
            wording.STATUS_MEANINGS[status],
            wording.share(counts[status], len(found.docs)),
        )
        for status, word in wording.STATUSES.items()
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
