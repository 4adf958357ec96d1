"""The coding frame and the library of coded clauses: data, edited by people."""

from dataclasses import dataclass

from pipeline.model.coding import Level


@dataclass(frozen=True, slots=True)
class Example:
    """A clause that shows how a provision is coded."""

    text: str
    level: Level


@dataclass(frozen=True, slots=True)
class Applicability:
    """Which councils a provision concerns; each rule that is empty concerns them all.

    A council of which the register does not say what a rule asks is taken to be concerned.
    """

    reason: str  # shown beside the figures
    council_types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    electorate_from: int | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """What a clause may regulate."""

    id: str
    title: str
    question: str  # answered by yes or no for each document
    definition: str
    group: str  # heading under which reports list it
    include: tuple[str, ...]  # what counts as rules
    exclude: tuple[str, ...]  # what does not; at most a mention
    cues: tuple[str, ...]  # words and phrases that name the topic
    examples: tuple[Example, ...] = ()
    applies: Applicability | None = None  # None: it concerns every council
    status_lines: bool = False  # whether a line such as "Reviewed May 2024" mentions it


@dataclass(frozen=True, slots=True)
class Codebook:
    """An ordered coding frame for one sort of document."""

    version: str
    title: str
    provisions: tuple[Provision, ...]
    document: str = "document"  # what one of them is called in reports: "protocol"
    documents: str = "documents"
    about: str = ""  # what they are about: "how councillors and officers work together"


@dataclass(frozen=True, slots=True)
class LibraryClause:
    """A clause written for the library, with the provisions it carries."""

    voice: str  # the manner in which it is written, so that measurement can leave one out
    heading: str
    intro: str
    text: str
    codes: tuple[tuple[str, Level], ...]  # provision id and level; empty: carries none
