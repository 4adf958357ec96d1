"""What a build leaves behind for measuring drafts: no more of each council than that needs."""

from dataclasses import dataclass

from pipeline.model.clause import Audience, ClauseKind
from pipeline.model.codebook import Codebook
from pipeline.model.council import Council
from pipeline.model.finding import DifferenceKind


@dataclass(frozen=True, slots=True)
class KnownStrand:
    """Near copies of one wording, all of one family, and what surrounds them."""

    doc: str  # document and number of the clause that speaks for all
    n: int
    other_doc: str | None  # the same of another document, where another has it
    other_n: int | None
    folded: str
    plain: str
    audience: Audience
    language: str
    kind: ClauseKind
    heading: str  # plain wording of headings and list intro
    before: int | None  # number of the strand of the clause before; None at a document's start
    after: int | None
    docs: tuple[int, ...]  # numbers of some documents that have it
    scores: tuple[float, ...]  # mean provision scores; empty if there are none
    position: float | None  # in its document, from 0 (first) to 1 (last); None in a short one
    weight: int  # clauses
    family: int  # number of the family
    lineage: int  # number of the template that it stands in; -1: none
    rules: tuple[str, ...]  # provisions on which all clauses in these very words have rules, and
    mentions: tuple[str, ...]  # those that all of them mention
    verbatim: int  # councils with these very words


@dataclass(frozen=True, slots=True)
class KnownFamily:
    """Clauses of councils that say the same."""

    id: str
    name: str
    doc: str  # document and number of the exemplar
    n: int
    text: str
    intro: str | None
    folded: str
    plain: str
    audience: Audience
    language: str
    core: tuple[int, ...]  # numbers of its strands with most clauses


@dataclass(frozen=True, slots=True)
class KnownUsual:
    """What most readings of a family say on one point, and a reading that says it."""

    family: int  # number
    kind: DifferenceKind
    at: int  # which duty of the exemplar; 0 for what is no duty's
    doc: str
    n: int
    text: str
    intro: str | None
    count: int  # readings that say it
    total: int  # readings compared


@dataclass(frozen=True, slots=True)
class KnownLineage:
    """A template that several documents share."""

    id: str
    name: str
    documents: int


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document of the build, and its council."""

    council: Council  # with its doc
    readable: bool
    levels: tuple[int, ...]  # of each provision, see `pipeline.analyse.peers.code_of`
    # of each provision the strength of the most binding rule, 0 to 4; -1: it has none
    strengths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class About:
    """Which build it was."""

    run_id: str
    as_of: str  # YYYY-MM-DD
    codebook: Codebook
    # of each provision how much is usual in a document with rules on it: the median of the scores
    # of its clauses, added up; 0: no document has any
    usual_amounts: tuple[float, ...]
    # the provisions in the order in which documents deal with them, each with its median place in
    # a document, from 0 to 1
    usual_order: tuple[tuple[str, float], ...]
