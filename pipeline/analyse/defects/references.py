"""Which references to clauses and appendices lead nowhere?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.analyse.defects.inspected import Inspected
from pipeline.model import ClauseKind, Defect, DefectKind
from pipeline.text.numbering import Reference, find_references, read_division, readings_of

_CLAUSES = frozenset(
    {"", "paragraph", "para", "para.", "section", "clause", "paragraff", "adran",
     "cymal", "sub-paragraph", "subparagraph", "sub-section", "subsection"}
)  # fmt: skip
_APPENDICES = frozenset({"appendix", "annex", "annexe", "schedule", "atodiad", "atodlen"})
_ANNEXED = frozenset({"appendix", "annex", "annexe", "atodiad", "schedule", "atodlen"})
# words that say the reference is into another text, if they stand close by
_OTHER_TEXT = re.compile(
    r"\b(?:Acts?|Regulations?|Orders?|Code|Polic(?:y|ies)|Procedures?|Handbook|Scheme|Constitution"
    r"|Guid(?:e|ance)|Standards|Directive|GDPR|FOIA?|LGA|Toolkit|Agreement|Measure|Terms of"
    r" Reference|Green Book|Manual|Circular|Deddf|Rheolau|Statute|Bill|Charter|Instrument"
    r"|thereof|[Ss]tanding [Oo]rders|[Ff]inancial [Rr]egulations|[Cc]onstitution|[Hh]andbook"
    r"|[Cc]ontracts?"
    r"|[Cc]ode of [Cc]onduct|(?:that|the same) (?:policy|document|procedure))\b"
)
_HERE = re.compile(r"\b(?:above|below|of this|in this|uchod|isod|herein|overleaf)\b")
_STATUTE = 25  # few protocols have more sections; "section 27" is one of the Localism Act
_STATUTORY_SCHEDULE = re.compile(r"\d{2}|\d[A-Za-z]")  # such as 12A, of the 1972 Act
_ATTACHED = re.compile(
    r"\b(?:attached|enclosed|accompanying|following)\s+(?:as\s+an?\s+)?"
    r"(?P<word>appendix|annexe?|schedule)\b"
    r"|\bin\s+the\s+(?P<word2>appendix|annexe?)\b(?!\s+(?:to|of)\s+(?!this))",
    re.IGNORECASE,
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_LINE_LABEL = re.compile(
    r"^[ \t]*(?:(?:Section|Part|Article|Adran)[ \t]+)?\(?(\d{1,2}(?:\.\d{1,2}){0,4})"
    rf"(?=[.):\t]|\s+[A-Z“\"(])(?![.):]?\s+(?:{_MONTHS}))",
    re.MULTILINE,
)
_UNNUMBERED = re.compile(r"(?:appendix|annexe?|schedule|atodiad|atodlen)\b", re.IGNORECASE)
_TITLE_WORDS = 10  # a longer line is a sentence about an appendix


_WORDED = re.compile(
    r"\b(?P<word>section|paragraph|part|appendix|annexe?)\s"
    r"(?P<number>one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_FIGURES = dict(
    zip(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        map(str, range(1, 11)), strict=True)
)  # fmt: skip


def dangling_references(inspected: Inspected) -> Iterator[Defect]:
    """Find references to clauses whose number the document does not have."""
    numbers = _Numbers.of(inspected)
    if not numbers.top:
        return  # nothing is numbered, so a number must be another text's
    for clause, words in inspected.own_words:
        if clause.kind is ClauseKind.HEADING:
            continue
        for reference in _references(words):
            if reference.word not in _CLAUSES or _elsewhere(words, reference):
                continue
            for label in reference.labels:
                missing = numbers.missing(label)
                if missing:
                    yield inspected.defect(
                        DefectKind.DANGLING_REFERENCE,
                        clause,
                        clause.start + reference.start,
                        clause.start + reference.end,
                        f"Refers to {missing}, which this document does not have: "
                        "correct the number, or say which document is meant.",
                    )
                    break


def missing_appendices(inspected: Inspected) -> Iterator[Defect]:
    """Find appendices that are referred to and not there; each is reported once."""
    present = _divisions(inspected)
    reported: set[tuple[str, str]] = set()
    for clause, words in inspected.own_words:
        if clause.kind is ClauseKind.HEADING or read_division(words.strip()):
            continue
        places = [
            (reference.word, label, reference.start, reference.end)
            for reference in _references(words)
            if reference.word in _APPENDICES and not _elsewhere(words, reference)
            for label in reference.labels
            if not (reference.word == "schedule" and _STATUTORY_SCHEDULE.match(label))
        ]
        places += [
            ((match["word"] or match["word2"]).lower(), "", match.start(), match.end())
            for match in _ATTACHED.finditer(words)
            if not re.match(r"\s{1,9}[A-Z0-9]\b", words[match.end() :])
        ]
        for word, label, start, end in places:
            key = ("appendix" if word in _ANNEXED else word, label.casefold())
            if key in reported or _is_present(key[1], present):
                continue
            reported.add(key)
            name = f"{word.capitalize()} {label}".strip()
            yield inspected.defect(
                DefectKind.MISSING_APPENDIX,
                clause,
                clause.start + start,
                clause.start + end,
                f"{name} is referred to, but is not part of this document: "
                "attach it, or say where it can be found.",
            )


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The numbers that a document's clauses carry."""

    top: frozenset[str]  # of sections: "1", "b"
    all: frozenset[tuple[str, ...]]  # every number in full: ("4", "2", "b")

    @classmethod
    def of(cls, inspected: Inspected) -> "_Numbers":
        found: set[tuple[str, ...]] = set()
        for clause in inspected.clauses:
            parts = _parts(clause.label or "")
            if not parts:
                continue
            found |= {parts[: i + 1] for i in range(len(parts))}
            for heading in clause.path:
                outer = _parts(heading.split(" ", 1)[0])
                if outer and len(parts) == 1:
                    found.add((*outer, *parts))
        for match in _LINE_LABEL.finditer(inspected.document.text):
            parts = tuple(match[1].split("."))
            found |= {parts[: i + 1] for i in range(len(parts))}
        return cls(frozenset(parts[0] for parts in found), frozenset(found))

    def missing(self, label: str) -> str | None:
        """Name what of a referred number is not there; None if all may be."""
        parts = _parts(label)
        if not parts or not self._comparable(parts):
            return None
        if parts[0] not in self.top:
            return label
        for depth in range(2, len(parts) + 1):
            siblings = [n for n in self.all if len(n) == depth and n[:-1] == parts[: depth - 1]]
            if parts[depth - 1].isdigit() and siblings and parts[:depth] not in self.all:
                return ".".join(parts[:depth])
            if parts[:depth] not in self.all:
                return None  # the document does not number so deep, or its letters are not known
        return None

    def _comparable(self, parts: tuple[str, ...]) -> bool:
        if parts[0].isdigit():
            return int(parts[0]) <= _STATUTE
        lettered = any(len(n) == 2 and len(n[0]) == 1 and n[0].isalpha() for n in self.all)
        return len(parts) == 2 and len(parts[0]) == 1 and parts[1].isdigit() and lettered


def _references(words: str) -> Iterator[Reference]:
    """Find references by figure or letter, and those by a number in words."""
    yield from find_references(words)
    for match in _WORDED.finditer(words):
        label = _FIGURES[match["number"].casefold()]
        yield Reference(match["word"].lower(), (label,), False, False, *match.span())


def _parts(label: str) -> tuple[str, ...]:
    """Split a printed number: "4.2(b)" has the parts 4, 2 and b."""
    label = label.strip()
    if not re.fullmatch(r"(?:[A-Za-z]{1,30}\s{1,9})?[\w.()\[\]:,–-]{1,20}", label):
        return ()
    if " " in label:
        label = label.rsplit(" ", 1)[1]
    elif len(label) > 3 and label.isalpha() and not readings_of(label + "."):
        return ()
    return tuple(part.casefold() for part in re.findall(r"\d+|[A-Za-z]+", label))


def _elsewhere(words: str, reference: Reference) -> bool:
    """Whether a reference is, or may be, into another text than this one."""
    if reference.elsewhere:
        return True
    after = words[reference.end : reference.end + 45]
    after = re.split(r"[.;](?:\s|$)", after, maxsplit=1)[0]
    if _HERE.match(after.strip()):
        return False
    before = re.split(r"[.;]\s", words[max(0, reference.start - 45) : reference.start])[-1]
    return bool(_OTHER_TEXT.search(before) or _OTHER_TEXT.search(after))


def _divisions(inspected: Inspected) -> set[str]:
    """Numbers of the appendices that the document has; "" for one without a number."""
    found: set[str] = set()
    for clause in inspected.clauses:
        if clause.role == "toc":
            continue
        opening = inspected.document.text[clause.start : clause.end][:200]
        division = read_division(opening)
        if division:
            number = division.number.casefold()
            found.add(_FIGURES.get(number, number))
        elif _UNNUMBERED.match(opening) and len(opening.split()) <= _TITLE_WORDS:
            found.add("")
    return found


def _is_present(number: str, present: set[str]) -> bool:
    if not number:
        return bool(present)
    return number in present or "" in present
