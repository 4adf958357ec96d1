"""In which clause does a quotation stand?

A document may be cut otherwise from run to run, and a council may change a word. So a place is
found by the words themselves and, where they stand more than once, by the words before and after
them, as a TextQuoteSelector of the Web Annotation Data Model does it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Clause
from pipeline.text.folding import fold

_LIKE = 0.9  # edit ratio from which changed words are still the same quotation
_APART = 0.02  # by how much the likest clause must be liker than the next
_SHORTEST = 20  # letters: too few words are like many others
_CLEAR = 0.6  # likeness of the words around a place from which they say that it is the one
_CONTEXT = 200  # letters before or after a quotation that are compared
# words that turn what a sentence says
_TURNS = re.compile(
    r"\b(?:not|no|never|nor|neither|cannot|without|except|unless|ni|nid|na|nad|heb|peidio)\b"
)
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quotation stands."""

    places: tuple[int, ...]  # numbers of clauses: one, none, or several that fit alike
    changed: bool = False  # whether its words are no longer quite the same


@dataclass(frozen=True, slots=True)
class Folded:
    """The clauses of a document, folded once for all quotations from it."""

    streams: tuple["_Stream", "_Stream"]  # with the printed labels and without
    texts: tuple[str, ...]
    numbers: tuple[int, ...]
    substantive: frozenset[int]


def folded(clauses: Sequence[Clause]) -> Folded:
    """Fold the clauses of a document, given in reading order."""
    return Folded(
        streams=(_stream(clauses, with_labels=True), _stream(clauses, with_labels=False)),
        texts=tuple(fold(clause.text) for clause in clauses),
        numbers=tuple(clause.n for clause in clauses),
        substantive=frozenset(clause.n for clause in clauses if clause.kind.substantive),
    )


def anchor(
    quote: str, prefix: str, suffix: str, document: Folded, *, figures: bool = False
) -> Anchor:
    """Find the clause in which a quotation stands.

    White space, quotation marks, dashes, other punctuation and case make no difference. A quotation
    over several clauses belongs to the one that holds most of it.

    Args:
        quote: Words of a clause, or all of it.
        prefix: Words before them; may be empty.
        suffix: Words after them; may be empty.
        document: All clauses of the document.
        figures: Whether a changed number makes it another quotation.
    """
    wanted = fold(quote)
    if not wanted:
        return Anchor(())
    before, after = fold(prefix), fold(suffix)
    for stream in document.streams:
        found = _exact(wanted, before, after, stream)
        if found:
            return Anchor(_the_substantive(found, document))
    return _like(wanted, before, after, document, figures=figures)


@dataclass(frozen=True, slots=True)
class _Stream:
    """A document as one folded text, with where each clause begins in it."""

    text: str  # a blank at either end
    starts: tuple[int, ...]
    numbers: tuple[int, ...]


def _stream(clauses: Sequence[Clause], *, with_labels: bool) -> _Stream:
    parts, starts, numbers = [], [], []
    length = 1
    for clause in clauses:
        printed = f"{clause.label} {clause.text}" if with_labels and clause.label else clause.text
        if folded := fold(printed):
            parts.append(folded)
            starts.append(length)
            numbers.append(clause.n)
            length += len(folded) + 1
    return _Stream(f" {' '.join(parts)} ", tuple(starts), tuple(numbers))


def _exact(wanted: str, before: str, after: str, stream: _Stream) -> list[int]:
    """List the clauses in which a quotation stands, those alone whose context is the likest."""
    hits = []
    at = stream.text.find(f" {wanted} ")
    while at >= 0:
        hits.append(at + 1)
        at = stream.text.find(f" {wanted} ", at + 1)
    scores = [
        _context(
            stream.text[max(0, hit - _CONTEXT) : hit],
            stream.text[hit + len(wanted) :][:_CONTEXT],
            before,
            after,
        )
        for hit in hits
    ]
    best = max(scores, default=0.0)
    if best < _CLEAR * (bool(before) + bool(after)):
        best = 0.0  # the surroundings have changed, so they decide nothing
    return list(
        dict.fromkeys(
            _holder(hit, hit + len(wanted), stream)
            for hit, score in zip(hits, scores, strict=True)
            if score >= best - _APART
        )
    )


def _context(left: str, right: str, before: str, after: str) -> float:
    """Measure how like the words around a place are those that were noted, 0 to 2."""
    from rapidfuzz import fuzz

    before, after = before[-_CONTEXT:], after[:_CONTEXT]
    likeness = fuzz.ratio(left.strip()[-len(before) :], before) if before else 0.0
    likeness += fuzz.ratio(right.strip()[: len(after)], after) if after else 0.0
    return likeness / 100.0


def _holder(start: int, end: int, stream: _Stream) -> int:
    """Give the clause that holds the most of a span."""
    ends = (*stream.starts[1:], len(stream.text))
    shares = [
        (min(end, until) - max(start, begin), -place)
        for place, (begin, until) in enumerate(zip(stream.starts, ends, strict=True))
    ]
    return stream.numbers[-max(shares)[1]]


def _the_substantive(found: Sequence[int], document: Folded) -> tuple[int, ...]:
    """Leave headings and lists of contents out where a clause fits too."""
    return tuple(n for n in found if n in document.substantive) or tuple(found)


def _like(wanted: str, before: str, after: str, document: Folded, *, figures: bool) -> Anchor:
    """Find the one clause with nearly the words of a quotation."""
    if len(wanted) < _SHORTEST:
        return Anchor(())
    scored = []
    texts = document.texts
    for place, (n, text) in enumerate(zip(document.numbers, texts, strict=True)):
        likeness, words = _likeness(wanted, text)
        if likeness >= _LIKE and not _is_turned(wanted, words, figures=figures):
            around = _context(
                " ".join(texts[max(0, place - 3) : place]),
                " ".join(texts[place + 1 : place + 4]),
                before,
                after,
            )
            scored.append((likeness, around, n))
    kept = _the_substantive([n for *_, n in scored], document)
    scored = [each for each in scored if each[2] in kept]
    best = max((likeness for likeness, *_ in scored), default=0.0)
    near = [each for each in scored if each[0] >= best - _APART]
    closest = max((around for _, around, _ in near), default=0.0)
    return Anchor(tuple(n for _, around, n in near if around >= closest - _APART), changed=True)


def _likeness(wanted: str, text: str) -> tuple[float, str]:
    """Measure how like a quotation the likest words of a clause are, and give them.

    Returns:
        From 0 to 1, but 0 for less than what counts.
    """
    from rapidfuzz import fuzz

    least = 100.0 * _LIKE
    whole = fuzz.ratio(wanted, text, score_cutoff=least)
    if len(text) <= len(wanted):
        return whole / 100.0, text
    part = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=least)
    if part is None or part.score <= whole:
        return whole / 100.0, text
    start = text.rfind(" ", 0, part.dest_start + 1) + 1
    end = text.find(" ", part.dest_end - 1)
    return part.score / 100.0, text[start : end if end > 0 else len(text)]


def _is_turned(wanted: str, words: str, *, figures: bool) -> bool:
    """Whether the change of words may turn what they say."""
    turned = Counter(_TURNS.findall(wanted)) != Counter(_TURNS.findall(words))
    changed = figures and _FIGURES.findall(wanted) != _FIGURES.findall(words)
    return turned or changed
