"""Where does a draft bind less, or more, than most councils do?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.analyse.differences import Contrast, departures
from pipeline.analyse.force import Said, forces, said_by
from pipeline.checking.references import Reference
from pipeline.model import (
    Cell,
    Check,
    Clause,
    ClauseKind,
    Coding,
    Departure,
    DifferenceKind,
    Evidence,
    KnownFamily,
    KnownUsual,
    Level,
    Relation,
    Usual,
    Weight,
)
from pipeline.text.modality import Modality

if TYPE_CHECKING:
    from pipeline.align.placing import Place

_NONE_STATED = "none stated"
_USUAL = 0.6  # share of the councils from which their strongest force is the usual one
_LEAST = 5  # councils below which nothing is said of what is usual
# the least strength of a provision's most binding rule, and what it is called
_CALLED = ((4, "must"), (3, "should"), (1, "may"))


def departures_of(  # noqa: PLR0917
    clauses: Sequence[Clause],
    places: Sequence["Place"],
    families: Mapping[int, KnownFamily],
    cells: Sequence[Cell],
    codings: Sequence[Coding],
    answer: Check,
    reference: Reference,
) -> tuple[Departure, ...]:
    """Find the clauses that differ in force from what most councils say.

    A clause that says what a family of the build says, in recognisably the same sentence, is
    measured by its usual reading; a provision that the draft deals with in words of its own, by the
    most binding rule that councils like this one have on it.

    Args:
        clauses: Of the draft.
        places: Where they belong.
        families: By number, those that the places name.
        cells: Of the draft.
        codings: Of its clauses.
        answer: Gives the document, and the councils like this one.
        reference: What the build left.

    Returns:
        By number of the clause, then by kind.
    """
    by_n = {clause.n: clause for clause in clauses}
    said = said_by(clauses)
    found = []
    for place in places:
        if place.relation in {Relation.VERBATIM, Relation.ADAPTED} and place.family >= 0:
            clause, family = by_n[place.n], families[place.family]
            found += _of_clause(clause, family, reference.usual(place.family), said, answer)
    binding = {force.n: Modality(force.modality).strength for force in forces(clauses, said)}
    told = {each.n for each in found}
    found += _of_provisions(by_n, cells, codings, binding, told, answer, reference)
    kinds = list(DifferenceKind)
    return tuple(sorted(found, key=lambda each: (each.n, kinds.index(each.kind), each.provision)))


def _of_clause(
    clause: Clause,
    family: KnownFamily,
    usual: Sequence[KnownUsual],
    said: Mapping[str, Said],
    answer: Check,
) -> list[Departure]:
    if not usual:
        return []
    exemplar = _reading(family.doc, family.n, family.text, family.intro)
    known = [
        (
            Usual(family.id, each.kind, each.at, (each.doc, each.n), each.count, each.total),
            _reading(each.doc, each.n, each.text, each.intro),
        )
        for each in usual
    ]
    said = {**said, **said_by([exemplar, *(reading for _, reading in known)])}
    return [
        Departure(
            clause.n,
            contrast.kind,
            weight_of(contrast),
            contrast.theirs,
            contrast.usual,
            each.count,
            each.total,
            family.id,
            reading.text,
            each.reading,
            _words(clause, contrast.theirs, answer),
        )
        for each, reading, contrast in departures(clause, exemplar, known, said)
    ]


def weight_of(contrast: Contrast) -> Weight:
    """Say whether a wording binds less or more than the usual one, or otherwise.

    Example:
        >>> weight_of(Contrast(DifferenceKind.MODALITY, "should", "must")).value
        'weaker'
        >>> weight_of(Contrast(DifferenceKind.TIME_LIMIT, "5 days", "none stated")).value
        'stronger'
    """
    if contrast.kind is DifferenceKind.MODALITY:
        return _compared(_strength(contrast.theirs), _strength(contrast.usual))
    if contrast.kind is DifferenceKind.EXCEPTION:  # a way out binds less
        return _compared(contrast.theirs == _NONE_STATED, contrast.usual == _NONE_STATED)
    if contrast.kind is DifferenceKind.TIME_LIMIT:
        return _compared(contrast.theirs != _NONE_STATED, contrast.usual != _NONE_STATED)
    return Weight.OTHER


def _compared(theirs: int, usual: int) -> Weight:
    if theirs == usual:
        return Weight.OTHER
    return Weight.WEAKER if theirs < usual else Weight.STRONGER


def _strength(shown: str) -> int:
    """Give the strength of a modality as it is shown; "may only" binds as "must" does."""
    if shown == f"{Modality.MAY} only":
        return Modality.MUST.strength
    return Modality(shown).strength if shown in set(Modality) else Modality.NONE.strength


def _of_provisions(  # noqa: PLR0917
    by_n: Mapping[int, Clause],
    cells: Sequence[Cell],
    codings: Sequence[Coding],
    binding: Mapping[int, int],
    told: set[int],
    answer: Check,
    reference: Reference,
) -> list[Departure]:
    """Compare the most binding rule on each provision with that of councils like this one."""
    at = {provision.id: place for place, provision in enumerate(reference.codebook.provisions)}
    ruling: dict[str, list[int]] = {}
    for coding in codings:
        if coding.level is Level.RULES:
            ruling.setdefault(coding.provision, []).append(coding.n)
    found = []
    for cell in cells:
        rows = [
            n
            for n in ruling.get(cell.provision, ())
            if n in binding and by_n[n].kind is not ClauseKind.LIST_INTRO
        ]
        if cell.level is not Level.RULES or not rows or told & set(rows):
            continue
        strongest = max(rows, key=lambda n: (binding[n], -n))
        others = _strengths(at[cell.provision], answer, reference)
        counts = Counter(_called(strength) for strength in others)
        own = _called(binding[strongest])
        usual, count = max(counts.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        if (
            len(others) < _LEAST
            or count < _USUAL * len(others)
            or not (own and usual)
            or own == usual
        ):
            continue
        found.append(
            Departure(
                strongest,
                DifferenceKind.MODALITY,
                _compared(_strength(own), _strength(usual)),
                own,
                usual,
                count,
                len(others),
                "",
                "",
                None,
                _words(by_n[strongest], own, answer),
                cell.provision,
            )
        )
    return found


def _strengths(place: int, answer: Check, reference: Reference) -> list[int]:
    """Give the strongest rule on a provision of each council like this one that has any."""
    own = set(answer.peers.own) if answer.peers else set()
    group = answer.group.read if answer.group else ()
    found = []
    for docs in group:
        if own.isdisjoint(docs):
            strongest = max(reference.strengths[doc][place] for doc in docs)
            if strongest >= 0:
                found.append(strongest)
    return found


def _called(strength: int) -> str:
    return next((name for least, name in _CALLED if strength >= least), "")


def _words(clause: Clause, words: str, answer: Check) -> Evidence:
    """Find the words that differ, or else give the whole clause."""
    text = answer.document.text
    start = text.casefold().find(words.casefold(), clause.start, clause.end) if words else -1
    if start < 0 or len(text) != len(text.casefold()):
        return Evidence(clause.doc, clause.start, clause.end, clause.text, clause.n, clause.page)
    end = start + len(words)
    return Evidence(clause.doc, start, end, text[start:end], clause.n, clause.page)


def _reading(doc: str, n: int, text: str, intro: str | None) -> Clause:
    """Make of a stored reading a clause, as far as its force is concerned."""
    return Clause(doc, n, None, "", (), ClauseKind.CLAUSE, text, 0, len(text), intro=intro)
