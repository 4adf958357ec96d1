"""Under which headings does nothing stand?"""

import re
from collections.abc import Iterator

from pipeline.analyse.defects.inspected import Inspected, short
from pipeline.model import Clause, ClauseKind, Defect, DefectKind
from pipeline.text.numbering import read_division, readings_of

_MOST = 3  # more than this and the fault is more likely in the reading than in the document


def empty_headings(inspected: Inspected) -> Iterator[Defect]:
    """Find headings that another heading of their rank follows at once, or the end."""
    clauses = [c for c in inspected.clauses if c.kind is not ClauseKind.BOILERPLATE]
    begun = False
    found: list[Clause] = []
    for index, clause in enumerate(clauses):
        begun = begun or clause.kind.substantive
        if begun and clause.kind is ClauseKind.HEADING and not clause.quoted:
            after = clauses[index + 1] if index + 1 < len(clauses) else None
            if clause.language != clauses[index - 1].language:
                continue  # the title of a bilingual document's other half
            if _is_empty(inspected, clause, after):
                found.append(clause)
    if len(found) > _MOST:
        return
    for clause in found:
        yield inspected.defect(
            DefectKind.EMPTY_HEADING,
            clause,
            clause.start,
            clause.end,
            f"Nothing stands under the heading “{short(clause.text)}”: "
            "add the text, or take the heading out.",
        )


def _is_empty(inspected: Inspected, heading: Clause, after: Clause | None) -> bool:
    if read_division(heading.label or heading.text):
        return False  # "Appendix A" may have its title, or its form, on the next line
    if after is None:
        return not re.search(r"\b(?:end|diwedd)\b", heading.text, re.IGNORECASE)
    if after.kind is not ClauseKind.HEADING or len(after.path) > len(heading.path):
        return False
    if heading.label and after.label and _series(heading.label) != _series(after.label):
        return False  # "B. Officers" and "3. Advice": the second may stand under the first
    return not _is_broken_line(inspected, heading, after)


def _series(label: str) -> tuple[str, int] | None:
    """Say in which series a label counts, and how deep."""
    readings = readings_of(label)
    return (readings[0].style, len(readings[0].value)) if readings else None


def _is_broken_line(inspected: Inspected, heading: Clause, after: Clause) -> bool:
    """Whether two headings are more likely one that was broken over two lines."""
    if after.label:
        return False
    between = inspected.document.text[heading.end : after.start]
    return between.count("\n") < 2 or _continues(heading, after)


def _continues(heading: Clause, after: Clause) -> bool:
    return after.text[:1].islower() or heading.text.rstrip().endswith(("-", "–", ",", "and", "of"))
