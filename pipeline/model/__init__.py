"""The records that steps pass to one another: plain, frozen values, without behaviour."""

from pipeline.model.clause import Audience, Clause, ClauseKind
from pipeline.model.codebook import (
    Applicability,
    Codebook,
    Example,
    LibraryClause,
    Provision,
)
from pipeline.model.coding import Basis, Coding, Level
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
    "Applicability",
    "Audience",
    "BBox",
    "Basis",
    "Cell",
    "Change",
    "ChangeCause",
    "Clause",
    "ClauseKind",
    "Codebook",
    "Coding",
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
    "IngestParams",
    "Level",
    "LibraryClause",
    "Line",
    "LineKind",
    "Member",
    "PartialDate",
    "Picture",
    "Provision",
    "Relation",
    "Review",
    "ReviewStatus",
    "Source",
    "State",
    "StatedCadence",
    "StatedDate",
    "StatedFacts",
    "StatedRole",
]
