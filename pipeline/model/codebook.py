"""The coding frame and the library of coded clauses: data, edited by people."""

from dataclasses import dataclass

from pipeline.model.coding import Level


@dataclass(frozen=True, slots=True)
class Example:
    """A clause that shows how a provision is coded."""

    text: str
    level: Level


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


@dataclass(frozen=True, slots=True)
class Codebook:
    """An ordered coding frame."""

    version: str
    title: str
    provisions: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class LibraryClause:
    """A clause written for the library, with the provisions it carries."""

    voice: str  # the manner in which it is written, so that measurement can leave one out
    heading: str
    intro: str
    text: str
    codes: tuple[tuple[str, Level], ...]  # provision id and level; empty: carries none
