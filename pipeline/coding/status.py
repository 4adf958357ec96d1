"""Is this a line about the state of the document, and does it tell of a review?"""

import re

from pipeline.model import Clause, ClauseKind

_REVIEW = re.compile(
    r"\b(?:review(?:ed|s)?|re[- ]?adopted|revis(?:ed|ion)|amended|updated?|adolyg\w{1,8}"
    r"|diwyg\w{1,8})\b",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d\d\b|\bannual|\bevery\b", re.I)
_LONG = 60  # words: a line about the document's state is short


def is_review_status(clause: Clause) -> bool:
    """Say whether a line outside the clauses names a review and its date."""
    return (
        clause.kind in {ClauseKind.METADATA, ClauseKind.TABLE_ROW}
        and len(clause.text.split()) <= _LONG
        and bool(_REVIEW.search(clause.text))
        and bool(_DATED.search(clause.text))
    )
