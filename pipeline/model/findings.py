"""Everything that the reports are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pipeline.model.clause import Clause
from pipeline.model.codebook import Codebook
from pipeline.model.coding import Coding
from pipeline.model.correction import Replayed
from pipeline.model.council import Council, PeerGroup, Peers, Practice
from pipeline.model.document import Document, Source
from pipeline.model.family import Family, PartialLink, Suggestion
from pipeline.model.finding import (
    Cell,
    Change,
    Defect,
    Difference,
    EarlierRun,
    Force,
    Prevalence,
    Review,
    Usual,
)
from pipeline.model.lineage import Ancestry
from pipeline.model.stated import StatedFacts


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings of one run. Every tuple is sorted by document, then by clause."""

    as_of: date
    run_id: str  # hash of the inputs: the same inputs give the same id
    versions: Mapping[str, str]  # of the software that reads and codes
    codebook: Codebook
    sources: tuple[Source, ...]
    documents: Mapping[str, Document]  # one for each source, by doc
    facts: Mapping[str, StatedFacts]  # one for each readable document, by doc
    clauses: tuple[Clause, ...]
    codings: tuple[Coding, ...]
    cells: tuple[Cell, ...]  # one for each document and provision, in the codebook's order
    reviews: tuple[Review, ...]
    families: tuple[Family, ...]
    differences: tuple[Difference, ...]
    defects: tuple[Defect, ...]
    changes: tuple[Change, ...]
    earlier: EarlierRun | None = None  # that changes are counted from; None: there was none
    forces: tuple[Force, ...] = ()  # one for each substantive clause
    usual: tuple[Usual, ...] = ()  # by family
    prevalence: tuple[Prevalence, ...] = ()  # by provision, all documents first
    partial_links: tuple[PartialLink, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()  # by rank
    corrections: tuple[Replayed, ...] = ()  # in the order of their files and lines
    ancestry: Ancestry = field(default_factory=Ancestry)  # what documents have in common
    councils: Mapping[str, Council] = field(default_factory=dict)  # one for each source, by doc
    peers: tuple[Peers, ...] = ()  # one for each document that is counted
    peer_groups: tuple[PeerGroup, ...] = ()  # by id
    practices: tuple[Practice, ...] = ()  # by document, those with too few peers left out
