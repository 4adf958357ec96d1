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


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date with its role and the sentence that gives it."""

    role: StatedRole
    date: PartialDate
    evidence: Evidence
    body: str | None = None  # who adopted or reviewed, as named
    flags: tuple[str, ...] = ()  # how it was read: "us_order", "impossible_date"


@dataclass(frozen=True, slots=True)
class StatedCadence:
    """How often the document says it is to be reviewed."""

    text: str
    months: tuple[int, ...]  # each a possible reading; empty: no interval in the words
    evidence: Evidence
    election_tied: bool = False
    annual_meeting: bool = False  # falls due at the Annual Meeting, in May


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
