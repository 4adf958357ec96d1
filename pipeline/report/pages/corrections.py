"""What stands on the page of corrections, and what marks them on a council's page?"""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model import (
    CORRECTED_FACTS,
    DISMISSED,
    NOT_STATED,
    Correction,
    CorrectionKind,
    DefectKind,
    Level,
    Outcome,
    Replayed,
)
from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup
from pipeline.report.readings import TEXT_LIMIT, place
from pipeline.report.safe_text import shortened


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction in the list."""

    anchor: str
    name: str  # of the council; as it was written where there is no such document
    href: str  # of the clause, else of the council's page; empty where there is none
    place: str  # of the clause; empty where none is meant
    outcome: Outcome
    word: str
    note: str
    kind: str
    said: str  # what it says: "Press and media: Mention"
    quote: str
    who: str
    when: str
    reason: str
    written: str  # file and line


@dataclass(frozen=True, slots=True)
class Count:
    """How many corrections ended in one way."""

    outcome: Outcome
    word: str
    meaning: str
    times: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A correction, beside what it changed."""

    words: str
    href: str


def correction_lines(found: Lookup) -> tuple[CorrectionLine, ...]:
    """List the corrections, those first to which a person has to see."""
    order = [Outcome.REFUSED, Outcome.CONFLICTING, Outcome.APPLIED, Outcome.NO_LONGER_APPLICABLE]
    numbered = sorted(
        enumerate(found.findings.corrections, start=1),
        key=lambda each: (order.index(each[1].outcome), each[0]),
    )
    return tuple(_line(found, number, each) for number, each in numbered)


def correction_counts(found: Lookup) -> tuple[Count, ...]:
    """Count the corrections by what became of them."""
    outcomes = [each.outcome for each in found.findings.corrections]
    return tuple(
        Count(outcome, word, wording.OUTCOME_MEANINGS[outcome], outcomes.count(outcome))
        for outcome, word in wording.OUTCOMES.items()
    )


def dismissals(found: Lookup) -> int:
    """Count the corrections that dismissed a defect."""
    return sum(
        each.correction.what == CorrectionKind.DEFECT and each.outcome is Outcome.APPLIED
        for each in found.findings.corrections
    )


def said(found: Lookup, correction: Correction) -> str:
    """Say in words what a correction says."""
    item, value = correction.item, correction.value
    match correction.what:
        case CorrectionKind.PROVISION:
            parts = found.titles.get(item, item), _LEVELS.get(value, value)
        case CorrectionKind.FAMILY if item:
            parts = f"Says the same as a clause of {found.names.get(item, item)}", value
        case CorrectionKind.FAMILY:
            parts = "No other clause says the same", ""
        case CorrectionKind.DATE:
            parts = wording.field(item), "not stated" if value == NOT_STATED else value
        case CorrectionKind.DEFECT:
            parts = _DEFECTS.get(item, item), "none" if value == DISMISSED else value
        case _:
            parts = item, value
    return ": ".join(part for part in parts if part)


def marks(found: Lookup, doc: str) -> Mapping[str, tuple[Mark, ...]]:
    """Give the marks of a council's page, by what was corrected.

    Returns:
        By `council`, `defect`, `family`, a fact such as `adopted`, or `provision:` and its
        identifier.
    """
    numbers = {id(each): number for number, each in enumerate(found.findings.corrections, start=1)}
    marked: dict[str, tuple[Mark, ...]] = {}
    for each in found.corrections.get(doc, ()):
        correction = each.correction
        match correction.what:
            case CorrectionKind.PROVISION:
                key = f"provision:{correction.item}"
            case CorrectionKind.DATE:
                key = correction.item
            case _:
                key = correction.what
        mark = Mark(_by(each, doc), addresses.correction(numbers[id(each)]))
        marked[key] = (*marked.get(key, ()), mark)
    return marked


def _by(each: Replayed, doc: str) -> str:
    who, when = each.correction.who, wording.day_written(each.correction.when)
    of_another = ", of another reading of the clause" if each.correction.doc != doc else ""
    return f"Corrected by {who} on {when}{of_another}"


_LEVELS: Mapping[str, str] = {level.value: word for level, word in wording.LEVELS.items()}
_DEFECTS: Mapping[str, str] = {kind.value: word for kind, word in wording.DEFECTS.items()}


def _line(found: Lookup, number: int, each: Replayed) -> CorrectionLine:
    correction, doc = each.correction, each.correction.doc
    clause = found.clause.get((doc, each.n)) if each.n is not None else None
    known = doc in found.reviews
    page = addresses.council_page(doc) if known else ""
    return CorrectionLine(
        anchor=f"correction-{number}",
        name=found.names.get(doc, doc),
        href=addresses.clause(doc, clause.n) if clause and known else page,
        place=place(clause.label, clause.address, clause.page) if clause and known else "",
        outcome=each.outcome,
        word=wording.OUTCOMES[each.outcome],
        note=each.note,
        kind=_kind(correction.what),
        said=shortened(said(found, correction), TEXT_LIMIT),
        quote=shortened(correction.quote, TEXT_LIMIT),
        who=correction.who,
        when=wording.day_written(correction.when),
        reason=shortened(correction.reason, TEXT_LIMIT),
        written=f"{correction.file}, line {correction.line}"
        if correction.line
        else correction.file,
    )


def _kind(what: str) -> str:
    kinds: Mapping[str, str] = {kind.value: word for kind, word in wording.CORRECTED.items()}
    return kinds.get(what, what)


# --- what may be chosen in the sheet that people fill in -------------------------------------


def kind_choices() -> tuple[str, ...]:
    """Give what may be corrected, with the identifier that a file of corrections has for it."""
    return tuple(f"{word} ({kind.value})" for kind, word in wording.CORRECTED.items())


def document_choices(found: Lookup) -> tuple[str, ...]:
    """Give the documents by their councils' names, each with its identifier."""
    return tuple(
        name if (name := found.names[doc]).endswith(f"({doc})") else f"{name} ({doc})"
        for doc in found.docs
    )


def item_choices(found: Lookup) -> tuple[str, ...]:
    """Give the provisions, facts and kinds of defect, each with its identifier."""
    return (
        *(f"{provision.title} ({provision.id})" for provision in found.provisions),
        *(f"{wording.field(item)} ({item})" for item in CORRECTED_FACTS),
        *(f"{wording.DEFECTS[kind]} ({kind.value})" for kind in DefectKind),
    )


def value_choices() -> tuple[str, ...]:
    """Give the values that may be chosen; others are typed."""
    levels = (Level.RULES, Level.MENTION, Level.ABSENT)
    return (*(wording.LEVELS[level] for level in levels), "Alone", "Dismissed", "None")
