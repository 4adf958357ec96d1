"""What a document says about itself: its title, its council, its dates."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.evidence import Evidence


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as precise as it was stated. `str()` gives YYYY, YYYY-MM or YYYY-MM-DD."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")

    def __str__(self) -> str:
        return "-".join(
            f"{part:0{width}d}"
            for part, width in ((self.year, 4), (self.month, 2), (self.day, 2))
            if part is not None
        )


class StatedRole(StrEnum):
    """What a stated date is the date of."""

    ADOPTED = "adopted"
    READOPTED = "readopted"  # words that presuppose an earlier text
    REVIEWED = "reviewed"
    REVIEW_DUE = "review_due"


class Doubt(StrEnum):
    """Why a date, or what follows from it, is to be checked by a person."""

    FAR = "far_from_verb"
    OTHER_WORDS = "other_words"  # unusual words between the date and those that give its role
    SUBJECT = "subject_unclear"  # the sentence may speak of something else
    OTHER_DATE = "other_date"  # another date beside it has no role
    SEVERAL_VERBS = "several_verbs"  # more than one may give the role
    TAKEN_BACK = "taken_back"  # "but", "except", "withdrawn" beside it
    UNUSUAL_WORDS = "unusual_words"
    TENSE = "tense_unclear"  # done, or still to be done
    YEAR_ONLY = "year_only"  # a year alone, not close to its words
    MONTH_FIRST = "month_first"
    IMPOSSIBLE_DAY = "impossible_day"
    MAY_BE_NO_DATE = "may_be_no_date"  # "05/26": a minute number looks the same
    ODD_CHARACTERS = "odd_characters"  # letters for digits, or digits that run on
    SCAN = "scan"  # text recognition was not sure of the line
    JOINED = "joined"  # words and date stand in different lines or cells
    FALLBACK = "fallback"  # the role comes from the surroundings
    APPENDIX = "appendix"  # stands in an appendix, perhaps another document
    CONFLICT = "conflict"  # the document gives another date for the same
    ADOPTION_AS_REVIEW = "adoption_as_review"
    AHEAD = "ahead"  # said to be done, and lies ahead
    UNDATED_REVIEW = "undated_review"  # words of a review, with no time that was understood
    UNCLEAR_INTERVAL = "unclear_interval"  # "biannually"; more than one interval


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date with its role and the sentence that gives it."""

    role: StatedRole
    date: PartialDate
    evidence: Evidence
    body: str | None = None  # who adopted or reviewed, as named
    flags: tuple[str, ...] = ()  # how it was read: "us_order", "impossible_date"
    doubts: tuple[Doubt, ...] = ()  # none: certain


@dataclass(frozen=True, slots=True)
class StatedCadence:
    """How often the document says it is to be reviewed."""

    text: str
    months: tuple[int, ...]  # each a possible reading; empty: no interval in the words
    evidence: Evidence
    election_tied: bool = False
    annual_meeting: bool = False  # falls due at the Annual Meeting, in May
    doubts: tuple[Doubt, ...] = ()  # none: certain


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """All that one document states about itself, with nothing concluded from it."""

    doc: str
    title: str | None
    council: str | None  # full name as printed
    council_type: str | None  # parish, town, community, city, village, neighbourhood
    dates: tuple[StatedDate, ...]  # in reading order
    cadence: StatedCadence | None
    minute_ref: str | None
    version: str | None
    approved_by: str | None
    bare_dates: tuple[Evidence, ...] = ()  # dates without a verb: they fill nothing
    # of title, council, minute_ref, version and approved_by: field name and words
    evidence: tuple[tuple[str, Evidence], ...] = ()
    doubts: tuple[Doubt, ...] = ()  # whether more is stated than was understood
