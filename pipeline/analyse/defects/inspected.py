"""A document as the checks look at it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipeline.model import (
    Clause,
    ClauseKind,
    Defect,
    DefectKind,
    Document,
    Evidence,
    Review,
    StatedFacts,
)

_WALES = re.compile(r"\b(?:Wales|Welsh|Cymru|Cymraeg)\b")
_BOTH_COUNTRIES = re.compile(r"\bEngland (?:and|&) Wales\b")
_REACH = 400  # characters
_SENTENCE_END = re.compile(r"[.!?;:](?=\s|$)|\s{2,}")


@dataclass(frozen=True, slots=True)
class Inspected:
    """Everything that is known of one document, and ways to quote it."""

    document: Document
    clauses: tuple[Clause, ...]  # in reading order
    facts: StatedFacts
    review: Review | None
    councils: frozenset[str]  # names of the other councils in the register
    # Each clause that the council wrote itself, with its words: extracts from other documents and
    # boilerplate are left out. The words are as long as the clause's span, so that a position in
    # them plus `clause.start` is one in the document.
    own_words: tuple[tuple[Clause, str], ...]

    @classmethod
    def of(
        cls,
        document: Document,
        clauses: Sequence[Clause],
        facts: StatedFacts,
        review: Review | None,
        councils: Collection[str],
    ) -> "Inspected":
        """Prepare a document for the checks."""
        own_words = tuple(
            (clause, _words(document.text, clause))
            for clause in clauses
            if not clause.quoted and clause.kind is not ClauseKind.BOILERPLATE
        )
        return cls(document, tuple(clauses), facts, review, frozenset(councils), own_words)

    def welsh(self) -> bool:
        """Whether the council is in Wales, where other law applies; in doubt it is."""
        if self.facts.council_type == "community" or any(c.language == "cy" for c in self.clauses):
            return True
        return bool(_WALES.search(_BOTH_COUNTRIES.sub("", self.document.text)))

    def defect(self, kind: DefectKind, clause: Clause, start: int, end: int, detail: str) -> Defect:
        """Report words of a clause, by their place in the document's text."""
        quote = " ".join(self.document.text[start:end].split())
        evidence = Evidence(self.document.doc, start, end, quote, clause.n, clause.page)
        return Defect(kind, detail, evidence)

    def opening(self, clause: Clause, words: int = 8) -> int:
        """Where the first words of a clause, label included, end in the document's text."""
        found = re.match(
            rf"\s*(?:\S+\s+){{0,{words}}}\S+", self.document.text[clause.start : clause.end]
        )
        return clause.start + found.end() if found else clause.end


def _words(text: str, clause: Clause) -> str:
    """Give a clause's span as one line, its label blanked out."""
    raw = re.sub(r"\s", " ", text[clause.start : clause.end])
    label = clause.label or ""
    if label and raw.startswith(label):
        return " " * len(label) + raw[len(label) :]
    return raw


def sentence_around(words: str, start: int, end: int) -> str:
    """Give the sentence of `words` in which the span `[start, end)` stands.

    No sentence goes further than `_REACH` to either side.
    """
    left = max(0, start - _REACH)
    right = min(len(words), end + _REACH)
    for stop in _SENTENCE_END.finditer(words, left, right):
        if stop.end() <= start:
            left = stop.end()
        elif stop.start() >= end:
            right = stop.start()
            break
    return words[left:right].strip()


def short(text: str, limit: int = 60) -> str:
    """Cut words for use inside a sentence of a report."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + " …"
