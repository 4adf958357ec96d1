"""What people say against a finding, and what became of it in a run."""

from dataclasses import dataclass
from enum import StrEnum


class CorrectionKind(StrEnum):
    """What a correction speaks of."""

    PROVISION = "provision"  # how far a clause deals with a provision
    FAMILY = "family"  # whether two councils' clauses say the same
    DATE = "date"  # a date, or another fact that a document states about itself
    COUNCIL = "council"  # the name of the document's council
    DEFECT = "defect"  # a defect that is none


class Outcome(StrEnum):
    """What became of a correction in a run. Every correction ends in exactly one way."""

    APPLIED = "applied"
    NO_LONGER_APPLICABLE = "no_longer_applicable"  # nothing is left for it to change
    CONFLICTING = "conflicting"  # with another one, or with itself: it fits several places
    REFUSED = "refused"  # it cannot be understood


# facts of a document that a correction may give, named as in the table of reviews
CORRECTED_DATES = ("adopted", "last_reviewed", "review_due")
CORRECTED_WORDS = ("title", "approved_by", "minute_ref", "version")
CORRECTED_FACTS = (*CORRECTED_DATES, "cadence_months", *CORRECTED_WORDS)

ALONE = "alone"  # of a family: no other clause says the same
DISMISSED = "dismissed"  # of a defect
NOT_STATED = "none"  # of a fact: the document does not state it


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of a file of corrections.

    The quote and the words before and after it are those of a TextQuoteSelector in the Web
    Annotation Data Model (W3C, 2017): they find the place however the document is cut.
    """

    file: str
    line: int  # from 1; 0: the file as a whole
    who: str
    when: str  # YYYY-MM-DD
    doc: str
    quote: str
    prefix: str
    suffix: str
    what: str  # a CorrectionKind
    item: str  # which provision, fact, defect or other document
    value: str
    reason: str
    problem: str = ""  # why it is refused, and what to do; empty: it is well formed


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of a correction."""

    correction: Correction  # document, item and value as they were understood
    outcome: Outcome
    note: str  # a sentence that says what it changed, or why it did not
    n: int | None = None  # the clause in which its quote was found
    reached: tuple[tuple[str, int], ...] = ()  # other clauses that it changed, by doc and n
