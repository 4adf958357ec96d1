"""The records that steps pass to one another: plain, frozen values, without behaviour."""

from pipeline.model.clause import Audience, Clause, ClauseKind
from pipeline.model.codebook import (
    Applicability,
    Codebook,
    Example,
    LibraryClause,
    Provision,
)
from pipeline.model.coding import Basis, Chances, Coding, Level
from pipeline.model.correction import (
    ALONE,
    CORRECTED_DATES,
    CORRECTED_FACTS,
    CORRECTED_WORDS,
    DISMISSED,
    NOT_STATED,
    Correction,
    CorrectionKind,
    Outcome,
    Replayed,
)
from pipeline.model.document import BBox, Document, Line, LineKind, Source, State
from pipeline.model.evidence import Evidence
from pipeline.model.family import Family, Member, Relation
from pipeline.model.finding import (
    Cell,
    Change,
    ChangeCause,
    Defect,
    DefectKind,
    Difference,
    DifferenceKind,
    Force,
    Grouping,
    Prevalence,
    Review,
    ReviewStatus,
)
from pipeline.model.findings import Findings
from pipeline.model.picture import Picture
from pipeline.model.reading import Ended, IngestParams
from pipeline.model.stated import (
    Doubt,
    PartialDate,
    StatedCadence,
    StatedDate,
    StatedFacts,
    StatedRole,
)

__all__ = [
    "ALONE",
    "CORRECTED_DATES",
    "CORRECTED_FACTS",
    "CORRECTED_WORDS",
    "DISMISSED",
    "NOT_STATED",
    "Applicability",
    "Audience",
    "BBox",
    "Basis",
    "Cell",
    "Chances",
    "Change",
    "ChangeCause",
    "Clause",
    "ClauseKind",
    "Codebook",
    "Coding",
    "Correction",
    "CorrectionKind",
    "Defect",
    "DefectKind",
    "Difference",
    "DifferenceKind",
    "Document",
    "Doubt",
    "Ended",
    "Evidence",
    "Example",
    "Family",
    "Findings",
    "Force",
    "Grouping",
    "IngestParams",
    "Level",
    "LibraryClause",
    "Line",
    "LineKind",
    "Member",
    "Outcome",
    "PartialDate",
    "Picture",
    "Prevalence",
    "Provision",
    "Relation",
    "Replayed",
    "Review",
    "ReviewStatus",
    "Source",
    "State",
    "StatedCadence",
    "StatedDate",
    "StatedFacts",
    "StatedRole",
]
