"""What stands on the page about sources that could not be read, or not without doubt?

Every source of the build is counted here once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup
from pipeline.report.pages.how_read import summary
from pipeline.report.published import ocr_confidence
from pipeline.report.remedies import ADVICE, Remedy, letter, remedy_of


@dataclass(frozen=True, slots=True)
class Unread:
    """A source that could not be read."""

    doc: str
    name: str
    href: str
    file: str
    state: str
    reason: str
    url: str | None  # where it was published; None where no page may link there
    letter: str  # to the council; empty where it can do nothing


@dataclass(frozen=True, slots=True)
class Group:
    """Sources about which the same is to be done."""

    remedy: Remedy
    title: str
    what: str
    sources: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A source that was read, with something in doubt."""

    doc: str
    name: str
    href: str
    file: str
    how: str
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Twice:
    """A source with the same bytes as another."""

    doc: str
    file: str
    name: str  # of the document that stands for both
    href: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How many sources ended in one way."""

    words: str
    count: int
    href: str  # of their list; empty where they need none


@dataclass(frozen=True, slots=True)
class Reading:
    """How the sources of a build were read."""

    endings: tuple[Ending, ...]  # they add up to the sources
    sources: int
    groups: tuple[Group, ...]
    doubtful: tuple[Doubtful, ...]
    twice: tuple[Twice, ...]
    notices: tuple[str, ...]  # of files that are no sources

    @property
    def unread(self) -> int:
        """How many sources could not be read."""
        return sum(len(group.sources) for group in self.groups)


def reading_of(found: Lookup, notices: Sequence[str] = ()) -> Reading:
    """Count every source once, and say what to do about those that need something."""
    groups = tuple(_groups(found))
    doubtful = tuple(line for doc in found.readable if (line := _doubtful(found, doc)) is not None)
    twice = duplicates(found)
    unread = sum(len(group.sources) for group in groups)
    return Reading(
        endings=(
            Ending("Read, and nothing in doubt", len(found.readable) - len(doubtful), ""),
            Ending("Read, with something in doubt", len(doubtful), "#doubts"),
            Ending("Could not be read", unread, "#unread"),
            Ending("The same file as another, counted with it", len(twice), "#twice"),
        ),
        sources=len(found.findings.sources),
        groups=groups,
        doubtful=doubtful,
        twice=twice,
        notices=tuple(notices),
    )


def duplicates(found: Lookup) -> tuple[Twice, ...]:
    """List the sources with the same bytes as another."""
    return tuple(
        Twice(source.doc, source.path, found.names[original], addresses.council_page(original))
        for source in found.duplicates
        if (original := source.duplicate_of)
    )


def doubts(found: Lookup, doc: str) -> tuple[str, ...]:
    """Say what is in doubt about the reading of a document, in sentences."""
    document = found.document(doc)
    said = [wording.sentence(warning) for warning in document.warnings]
    sure = ocr_confidence(document)
    unsure = sum(found.is_doubtful(clause) for clause in found.clauses.get(doc, ()))
    if unsure:
        on_average = "" if sure is None else f", and {wording.percent(sure)} sure on average"
        said.append(
            f"{wording.counted(unsure, 'clause')} recognised less surely than "
            f"{wording.percent(found.doubtful_below)}{on_average}."
        )
    elif sure is not None and sure < found.doubtful_below:
        said.append(f"Recognised from pictures, {wording.percent(sure)} sure on average.")
    return (*said, *(wording.sentence(warning) for warning in found.sources[doc].warnings))


def _groups(found: Lookup) -> list[Group]:
    held: dict[Remedy, list[Unread]] = {}
    for doc in found.docs:
        if found.is_readable(doc):
            continue
        document, source = found.document(doc), found.sources[doc]
        remedy = remedy_of(document, source)
        held.setdefault(remedy, []).append(
            Unread(
                doc=doc,
                name=found.names[doc],
                href=addresses.council_page(doc),
                file=source.path,
                state=wording.STATES[document.state],
                reason=document.reason or wording.STATE_MEANINGS[document.state],
                url=addresses.web_address(source.url),
                letter=letter(found, source, remedy),
            )
        )
    return [
        Group(remedy, ADVICE[remedy].title, ADVICE[remedy].what, tuple(held[remedy]))
        for remedy in Remedy
        if remedy in held
    ]


def _doubtful(found: Lookup, doc: str) -> Doubtful | None:
    said = doubts(found, doc)
    if not said:
        return None
    return Doubtful(
        doc=doc,
        name=found.names[doc],
        href=f"{addresses.council_page(doc)}#how-read",
        file=found.sources[doc].path,
        how=summary(found.document(doc)),
        doubts=said,
    )
