"""Which clauses say, among other things, what is a clause of its own elsewhere?

A paragraph of one council is a list of four items in another. The clause as a whole stands in one
family; its parts are linked to the others.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.align.sketches import Buckets, sketch
from pipeline.align.wordings import Wording
from pipeline.model import Audience, Clause, Family, PartialLink
from pipeline.text.folding import fold_item
from pipeline.text.similarity import parties, plain_wording

_BREAK = re.compile(
    r"(?:(?<=[.;:!?])|(?<=[.;:!?][”’\")]))\s{1,9}|,?\s{1,9}(?=\(?(?:[a-h]|[ivx]{1,4}|\d)\)\s)"
)
_LEAST_WORDS = 4
_MOST_OF_CLAUSE = 0.8
_ALIKE = 0.65  # edit ratio: of parts that are less alike, every second says something else
_SHORT = 8  # words below which hardly a letter may differ
_SHORT_ALIKE = 0.8
_SPOKESMEN = 4  # wordings that speak for a family
_LOOKED_AT = 24
_SIDES = {Audience.COUNCILLORS: 1, Audience.OFFICERS: -1}


def partial_links(
    families: Sequence[tuple[Family, Sequence[Wording]]],
    clauses: Sequence[Clause],
    *,
    seed: int,
) -> tuple[PartialLink, ...]:
    """Link parts of clauses to the families that say the same.

    Args:
        families: All families with their wordings, the exemplar first.
        clauses: Clauses that were lined up; the wordings' places are their indices.
        seed: Fixes the sketches.

    Returns:
        Links sorted by document, clause and place, at most one for a part and one for a clause and
        family.
    """
    cuts = [
        cut
        for at, (_, wordings) in enumerate(families)
        for wording in wordings
        if (cut := _cut(clauses[wording.places[0]].text, wording, at)).spans
    ]
    speakers = _Speakers(families, seed)
    sketches = iter(sketch([part for cut in cuts for part in cut.plain], seed=seed).tolist())
    links = []
    for cut in cuts:
        linked = _linked(cut, [next(sketches) for _ in cut.spans], speakers)
        for part, (other, score) in linked.items():
            family = families[other][0]
            docs = {member.doc for member in family.members}
            for clause in (clauses[place] for place in cut.whole.places):
                span = _same_part(cut.text, clause.text, part)
                if span is not None and docs != {clause.doc}:
                    links.append(
                        PartialLink(clause.doc, clause.n, *span, family.id, round(score, 3))
                    )
    return tuple(sorted(links, key=lambda link: (link.doc, link.n, link.start, link.family)))


def parts_of(text: str) -> Iterator[tuple[int, int]]:
    """Cut a clause into its sentences, and these at semicolons and at letters of a list.

    Yields:
        Spans of the parts that are long enough to say something; none that is nearly the clause.

    Example:
        >>> text = "Be civil at all times; (b) keep the papers safe and locked."
        >>> [text[start:end] for start, end in parts_of(text)]
        ['Be civil at all times;', '(b) keep the papers safe and locked.']
    """
    starts = [0, *(found.end() for found in _BREAK.finditer(text))]
    ends = [*(found.start() for found in _BREAK.finditer(text)), len(text)]
    spans = [
        (start, end)
        for start, end in zip(starts, ends, strict=True)
        if text.count(" ", start, end) + 1 >= _LEAST_WORDS
        and end - start < _MOST_OF_CLAUSE * len(text)
    ]
    yield from spans


class _Speakers:
    """Wordings that speak for families, by the sketches of their words."""

    def __init__(self, families: Sequence[tuple[Family, Sequence[Wording]]], seed: int) -> None:
        self.families: list[int] = []
        self.wordings: list[Wording] = []
        for at, (_, wordings) in enumerate(families):
            some = wordings[:_SPOKESMEN]
            self.families += [at] * len(some)
            self.wordings += some
        self._parties = [parties(wording.plain) for wording in self.wordings]
        self._buckets = Buckets()
        sketches = sketch([wording.plain for wording in self.wordings], seed=seed)
        for index, bands in enumerate(sketches.tolist()):
            self._buckets.add(index, bands)

    def near(self, part: str, bands: Sequence[int], whole: Wording, *, but: int) -> list[int]:
        """Find wordings that a part of a clause may be like: not of the family `but`."""
        named = parties(part)
        return [
            index
            for index in self._buckets.near(bands, limit=_LOOKED_AT)
            if self.families[index] != but
            and self._parties[index] == named
            and self.wordings[index].language == whole.language
            and not _opposed(self.wordings[index], whole)
        ]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A clause in its parts."""

    text: str
    whole: Wording
    family: int  # place of its family
    spans: tuple[tuple[int, int], ...]
    plain: tuple[str, ...]  # wording of each part


def _cut(text: str, whole: Wording, family: int) -> _Cut:
    spans = tuple(parts_of(text))
    plain = tuple(plain_wording(text[start:end]) for start, end in spans)
    return _Cut(text, whole, family, spans, plain)


def _linked(
    cut: _Cut, sketches: Sequence[Sequence[int]], speakers: _Speakers
) -> dict[tuple[int, int], tuple[int, float]]:
    """Find the family of each part, by its span: the family's place, and how alike they are."""
    from rapidfuzz import fuzz, process

    best: dict[int, tuple[float, tuple[int, int]]] = {}
    for span, part, bands in zip(cut.spans, cut.plain, sketches, strict=True):
        near = speakers.near(part, bands, cut.whole, but=cut.family)
        short = part.count(" ") + 1 < _SHORT
        found = process.extractOne(
            part,
            [speakers.wordings[index].plain for index in near],
            scorer=fuzz.ratio,
            score_cutoff=100.0 * (_SHORT_ALIKE if short else _ALIKE),
        )
        if found is not None:
            family, score = speakers.families[near[found[2]]], found[1] / 100.0
            if family not in best or best[family][0] < score:
                best[family] = (score, span)
    return {span: (family, score) for family, (score, span) in sorted(best.items())}


def _opposed(one: Wording, other: Wording) -> bool:
    return _SIDES.get(one.audience, 0) * _SIDES.get(other.audience, 0) == -1


def _same_part(text: str, other: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """Find a part in a clause that folds to the same words, though it may be cut otherwise."""
    if other == text:
        return span
    words = fold_item(text[slice(*span)])
    return next((each for each in parts_of(other) if fold_item(other[slice(*each)]) == words), None)
