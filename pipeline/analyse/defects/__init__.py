"""What in a document would its clerk want to put right?

Each module looks for one kind of defect, or a few that are alike. A false alarm costs more trust
than a miss, so a check stays silent where an innocent reading is likely.
"""

from collections.abc import Collection, Sequence

from pipeline.analyse.defects.contradictions import contradictions
from pipeline.analyse.defects.copies import copy_errors
from pipeline.analyse.defects.dated import dated_references
from pipeline.analyse.defects.dates import conflicting_dates
from pipeline.analyse.defects.headings import empty_headings
from pipeline.analyse.defects.inspected import Inspected
from pipeline.analyse.defects.law import outdated_references
from pipeline.analyse.defects.names import wrong_councils
from pipeline.analyse.defects.numbers import duplicate_numbers, skipped_numbers
from pipeline.analyse.defects.promises import broken_promises
from pipeline.analyse.defects.references import dangling_references, missing_appendices
from pipeline.analyse.defects.residue import placeholders, template_residue
from pipeline.analyse.defects.roles import undefined_roles
from pipeline.model import Clause, Defect, Document, Review, StatedFacts

_CHECKS = (
    dangling_references,
    missing_appendices,
    broken_promises,
    duplicate_numbers,
    skipped_numbers,
    wrong_councils,
    template_residue,
    placeholders,
    outdated_references,
    dated_references,
    undefined_roles,
    contradictions,
    conflicting_dates,
    empty_headings,
    copy_errors,
)


def find_defects(
    document: Document,
    clauses: Sequence[Clause],
    facts: StatedFacts,
    review: Review | None,
    *,
    councils: Collection[str],
) -> tuple[Defect, ...]:
    """Find the drafting defects of one document.

    Args:
        document: Whose text the clauses' spans index.
        clauses: All clauses of this document, in reading order.
        facts: What the document states about itself.
        review: Its judged dates, if it has been judged.
        councils: Names of the other councils in the register.

    Returns:
        The defects in reading order; empty where there are none or the document is not readable.
    """
    if not document.state.readable:
        return ()
    inspected = Inspected.of(document, clauses, facts, review, councils)
    found = {defect for check in _CHECKS for defect in check(inspected)}
    return tuple(sorted(found, key=lambda d: (d.evidence.start, d.evidence.end, d.kind, d.detail)))
