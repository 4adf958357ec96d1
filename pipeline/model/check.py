"""What is said of one draft, measured by the documents of a build."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.model.clause import Clause
from pipeline.model.codebook import Codebook
from pipeline.model.coding import Level
from pipeline.model.council import Council, Likeness, PeerGroup, Peers
from pipeline.model.document import Document
from pipeline.model.evidence import Evidence
from pipeline.model.family import Relation
from pipeline.model.finding import Cell, Defect, DifferenceKind, Review, ReviewStatus
from pipeline.model.stated import PartialDate, StatedFacts


@dataclass(frozen=True, slots=True)
class Borrowable:
    """Another council's rule on a provision, to be adapted and not just taken."""

    provision: str
    doc: str
    n: int  # of the clause; of a list, of its intro
    council: str  # its name, or else the document's identifier
    heading: str  # nearest above it; empty where there is none
    paragraphs: tuple[tuple[str, str], ...]  # label as printed (may be empty) and text
    page: int | None
    url: str | None  # where it is published, by the register
    dated: PartialDate | None  # last reviewed, or else adopted
    status: ReviewStatus
    lineage: str  # id of the template that it stands in; empty: none
    councils: int  # that have this wording or a near copy, this one among them
    suitability: float  # 0 to 1: clear, current and complete in itself


@dataclass(frozen=True, slots=True)
class Gap:
    """A provision on which the draft has no rule, or hardly one."""

    provision: str
    # absent; mention: it names the subject without a rule; rules: what it has is little, or not
    # surely about this, and a person is to look
    level: Level
    sure: bool  # False: a clause comes near, and a person is to look; never of level rules
    nearest: int | None  # n of that clause, of the mention, or of the rule
    # councils like this one that could be read and that the provision concerns
    rules: int
    mention: int
    absent: int
    # the same of all councils
    rules_of_all: int
    read_of_all: int
    wordings: tuple[Borrowable, ...]  # up to three, of different templates, the most suitable first

    @property
    def read(self) -> int:
        """Councils like this one that were compared."""
        return self.rules + self.mention + self.absent

    @property
    def share(self) -> float:
        """Share of the councils like this one that have a rule, 0 to 1."""
        return self.rules / self.read if self.read else 0.0

    @property
    def is_usual(self) -> bool:
        """Whether at least half of the councils like this one have a rule."""
        return self.read > 0 and 2 * self.rules >= self.read


class Weight(StrEnum):
    """How a wording binds in comparison with the usual one."""

    WEAKER = "weaker"
    STRONGER = "stronger"
    OTHER = "other"  # neither: another person, number or time


@dataclass(frozen=True, slots=True)
class Departure:
    """A clause of the draft that differs in force from what most councils say."""

    n: int
    kind: DifferenceKind
    weight: Weight
    theirs: str  # what the draft says: "should", "10 working days", "none stated"
    usual: str
    count: int  # readings of other councils that say the usual
    total: int  # readings compared
    family: str  # id; empty where `provision` is given
    reading: str  # a whole clause that says the usual; empty where `provision` is given
    reading_of: tuple[str, int] | None  # doc and n of that clause
    evidence: Evidence  # the words in the draft
    provision: str = ""  # where no reading of one sentence is compared, but all rules on this


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a clause of the draft stands among the families of the build."""

    n: int
    family: str  # id; empty: no council's clause says the same
    name: str  # of the family
    relation: Relation
    score: float  # likeness of its words to the family's exemplar, 0 to 1
    exemplar: tuple[str, int] | None  # doc and n of another council's clause of the family
    councils: int  # other councils' documents that have a clause of the family


@dataclass(frozen=True, slots=True)
class Descent:
    """A template that wording of the draft stands in: never who took it from whom."""

    lineage: str  # id
    name: str
    documents: int  # that stand in it
    share: float  # of the weight of the draft's clauses, 0 to 1
    clauses: tuple[int, ...]  # n of those that stand in it


@dataclass(frozen=True, slots=True)
class Relative:
    """A document that shares wording with the draft."""

    doc: str
    council: str
    share: float  # of the weight of the draft's clauses, 0 to 1
    clauses: tuple[int, ...]  # n of the shared ones


@dataclass(frozen=True, slots=True)
class Measure:
    """The build that a draft is measured by."""

    run_id: str
    as_of: date
    documents: int
    read: int
    names: Mapping[str, str]  # of the councils named in the answer, by doc
    pages: Mapping[str, str]  # of these, addresses in the report's site relative to its folder


@dataclass(frozen=True, slots=True)
class Check:
    """The answer on one draft. Without a readable text all that follows `codebook` is empty."""

    name: str  # of the file, as given
    sha256: str
    as_of: date  # the day on which dates are judged
    council: Council  # as given, as registered or as read from the draft
    inferred: tuple[str, ...]  # fields of the council that were read from the draft
    document: Document  # its doc is "draft"
    measure: Measure
    codebook: Codebook
    asked: tuple[Likeness, ...]  # in what councils were to be like this one
    peers: Peers | None = None  # None: no document of the build could be read
    group: PeerGroup | None = None
    clauses: tuple[Clause, ...] = ()
    facts: StatedFacts | None = None
    review: Review | None = None
    cells: tuple[Cell, ...] = ()  # of each provision, in the codebook's order
    gaps: tuple[Gap, ...] = ()  # the most usual first
    departures: tuple[Departure, ...] = ()  # by n
    defects: tuple[Defect, ...] = ()  # in reading order
    own: tuple[int, ...] = ()  # n of the clauses that nobody else has
    placed: tuple[Placed, ...] = ()  # one for each clause that is lined up, by n
    descents: tuple[Descent, ...] = ()  # the largest share first
    relatives: tuple[Relative, ...] = ()  # the largest share first, at most three


class Topic(StrEnum):
    """What a remark is about, in the order of an answer."""

    MISSING = "missing"
    MENTIONED = "mentioned"  # named without a rule
    WEAKER = "weaker"
    STRONGER = "stronger"
    DIFFERENT = "different"
    DATES = "dates"
    LAW = "law"  # repealed law, abolished bodies, old editions
    DEFECT = "defect"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that a clerk is told, in plain words, with its place in the draft."""

    topic: Topic
    title: str  # a few words: "No rule on press and media"
    text: str  # sentences: what was found, what others do, what to do
    is_to_check: bool = False  # a person is to look before relying on it
    start: int | None = None  # span in the draft's text; None: about the draft as a whole
    end: int | None = None
    n: int | None = None  # the clause
    wordings: tuple[Borrowable, ...] = ()
