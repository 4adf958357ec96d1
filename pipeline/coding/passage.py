"""What does the coder read of a clause?

A list item says little by itself: "a prompt reply" is a duty of officers or of councillors by the
words above the list. So the coder reads each clause with its list intro, or failing that with the
heading over it, in one manner for the councils' clauses and for those of the library.
"""

import re
from dataclasses import dataclass

from pipeline.model import Audience, Clause, LibraryClause

# "2.", "2.3.1", "(a)", "iv)", "Section 4 -": what is printed before the words of a heading
_LABEL = re.compile(
    r"^\s*(?:(?:section|part|article|schedule|appendix|annex)\s+\w{1,4}\b[\s.:)–-]{0,4}"
    r"|\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[a-z]|[ivx]{1,5})[.)]\s*(?=[^\d\s]|$)"
    r"|\d{1,3}(?:\.\d{1,3}){0,4}(?:\s+|$))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause with the words that it is read under."""

    heading: str
    intro: str
    text: str
    audience: Audience = Audience.NONE

    @property
    def context(self) -> str:
        """The list intro, else the heading, else nothing."""
        return self.intro or self.heading


def passage_of(clause: Clause) -> Passage:
    """Take from a council's clause what the coder reads; for a table's row see `tables`."""
    return Passage(
        heading=heading_of(clause),
        intro=clause.intro or "",
        text=clause.text,
        audience=clause.audience,
    )


def heading_of(clause: Clause) -> str:
    """Give the nearest heading over a clause that has words, without its label."""
    headings = clause.path[:-1] if clause.intro and clause.path else clause.path
    words = (_LABEL.sub("", heading, count=1).strip() for heading in reversed(headings))
    return next((heading for heading in words if heading), "")


def passage_of_library(clause: LibraryClause) -> Passage:
    """Take from a clause of the library what the coder reads."""
    return Passage(heading=clause.heading, intro=clause.intro, text=clause.text)
