"""What is reported about a document, each finding with its evidence."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.model.coding import Basis, Level
from pipeline.model.evidence import Evidence
from pipeline.model.stated import Doubt, PartialDate


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the coverage matrix."""

    doc: str
    provision: str
    level: Level
    clauses: tuple[int, ...]  # numbers of the clauses behind the level, the strongest first
    quote: str  # of the first of them; empty when absent or unreadable
    page: int | None
    points_to: str | None = None  # the other document to which this one only points
    score: float | None = None  # of the strongest coding; None when absent or unreadable
    basis: Basis | None = None  # of the strongest coding; of an absent cell only a correction
    chance: float | None = None  # that the level is right, 0 to 1; None when unreadable
    certain: bool = False  # not near another level; where it is, a person is to look
    concerned: bool = True  # whether the provision concerns this document's council
    nearest: int | None = None  # of an absent cell to be checked: the clause to look at first


class Grouping(StrEnum):
    """By what councils are counted together."""

    ALL = "all"
    COUNCIL_TYPE = "council_type"
    COUNTY = "county"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Prevalence:
    """How common a provision is in a group of documents.

    The share is of the documents that could be read and that the provision concerns.
    """

    provision: str
    by: Grouping
    group: str  # the type, county or country; empty: all, or not known
    unconcerned: int  # documents that the provision does not concern, left out
    unreadable: int  # of the others, those that could not be read, left out
    rules: int
    mention: int
    absent: int
    share: float | None  # with rules, 0 to 1; None where no document is left
    low: float | None  # of the 95 % interval of the share (Wilson)
    high: float | None
    certain: int  # of rules, mention and absent, those that need not be checked by a person
    certain_rules: int

    @property
    def read(self) -> int:
        """Documents that the share is of."""
        return self.rules + self.mention + self.absent


@dataclass(frozen=True, slots=True)
class Force:
    """How binding a clause is, and on whom."""

    doc: str
    n: int
    modality: str  # must, must not, should, may, can expect ...; empty where no word says
    negated: bool
    bearer: str  # councillors, officers, chair, council, both; empty where nobody is named
    time_limits: tuple[str, ...]  # in the order stated: "14 days", "5 working days"
    numbers: tuple[str, ...]  # other amounts and counts, in the order stated


class ReviewStatus(StrEnum):
    """Where a document stands on the day of the report."""

    CURRENT = "current"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    AMBIGUOUS = "ambiguous"
    NO_REVIEW_DATE = "no_review_date"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Review:
    """Dates of one document, judged on the day `as_of`."""

    doc: str
    title: str | None
    adopted: PartialDate | None
    last_reviewed: PartialDate | None
    review_due: PartialDate | None  # as stated
    cadence_months: tuple[int, ...]  # each a possible reading of the cadence
    cadence_text: str | None
    derived_due: tuple[PartialDate, ...]  # last_reviewed (else adopted) and the cadence
    status: ReviewStatus
    status_readings: tuple[ReviewStatus, ...]  # where ambiguous: what each reading would give
    days_overdue: int | None  # from the last day of the deadline; None unless overdue
    years_since_review: float | None  # since the last review, else the adoption; to 1 decimal
    approved_by: str | None
    minute_ref: str | None
    version: str | None
    flags: tuple[str, ...]
    evidence: tuple[tuple[str, Evidence], ...]  # field name and the words that fill it
    # of adopted, last_reviewed, review_due, cadence and status: field name and what makes it
    # doubtful, as often as there are reasons; a field that is stated and not here is certain
    doubts: tuple[tuple[str, Doubt], ...] = ()


class DefectKind(StrEnum):
    """Kinds of drafting defect."""

    DANGLING_REFERENCE = "dangling_reference"
    MISSING_APPENDIX = "missing_appendix"
    DUPLICATE_NUMBER = "duplicate_number"
    SKIPPED_NUMBER = "skipped_number"
    WRONG_COUNCIL = "wrong_council"
    TEMPLATE_RESIDUE = "template_residue"
    PLACEHOLDER = "placeholder"
    OUTDATED_REFERENCE = "outdated_reference"  # repealed law, abolished body
    DATED_REFERENCE = "dated_reference"  # old edition
    UNDEFINED_ROLE = "undefined_role"
    CONTRADICTION = "contradiction"
    CONFLICTING_DATES = "conflicting_dates"
    EMPTY_HEADING = "empty_heading"
    PROBABLE_COPY_ERROR = "probable_copy_error"


@dataclass(frozen=True, slots=True)
class Defect:
    """Something that a clerk may want to put right."""

    kind: DefectKind
    detail: str  # a sentence that says what is wrong and what to do
    evidence: Evidence


class DifferenceKind(StrEnum):
    """In what a reading differs from the usual one of its family."""

    MODALITY = "modality"
    DUTY_BEARER = "duty_bearer"
    TIME_LIMIT = "time_limit"
    NEGATION = "negation"
    NUMBER = "number"
    DECISION_MAKER = "decision_maker"  # whose consent, approval or decision is named
    EXCEPTION = "exception"  # "unless", "where practicable", "subject to"


@dataclass(frozen=True, slots=True)
class Difference:
    """A reading whose force differs from what most councils say."""

    family: str
    doc: str
    n: int
    kind: DifferenceKind
    theirs: str
    usual: str
    count: int  # readings that say the usual
    total: int  # readings compared


@dataclass(frozen=True, slots=True)
class Usual:
    """What most readings of a family say on one point."""

    family: str
    kind: DifferenceKind
    at: int  # which duty of the exemplar; 0 for what is no duty's
    reading: tuple[str, int]  # doc and n of a clause that says it: the exemplar, if it does
    count: int  # readings that say it
    total: int  # readings compared


class ChangeCause(StrEnum):
    """Why a finding changed since the run before."""

    SOURCE = "source"
    NEW = "new"
    WITHDRAWN = "withdrawn"
    CORRECTION = "correction"
    CODEBOOK = "codebook"
    SOFTWARE = "software"
    AS_OF = "as_of"


@dataclass(frozen=True, slots=True)
class EarlierRun:
    """The run that changes are counted from."""

    run_id: str
    as_of: date
    documents: int


@dataclass(frozen=True, slots=True)
class Change:
    """A finding that is not what it was in the run before."""

    doc: str
    what: str  # "state", "status", "coverage:<provision>" ...
    before: str
    after: str
    cause: ChangeCause
