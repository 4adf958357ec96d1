"""Which clauses say, among other things, what is a clause of its own elsewhere?

A paragraph of one council is a list of four items in another. The clause as a whole stands in one
family; its parts are linked to the others.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from pipeline.align.sketches import most_shared, sketch
from pipeline.align.wordings import Wording
from pipeline.model import Audience, Clause, Family, PartialLink
from pipeline.text.folding import fold_item
from pipeline.text.similarity import PlainWordings, parties

# it begins with the few letters that it may begin with, so that others are passed over fast
_BREAK = re.compile(
    r"[\s,](?:(?<=[.;:!?]\s)\s{0,8}|(?<=[.;:!?][”’\")]\s)\s{0,8}"
    r"|(?:(?<=,)\s{1,9}|(?<=\s)\s{0,8})(?=\(?(?:[a-h]|[ivx]{1,4}|\d)\)\s))"
)
_MAY_BREAK = re.compile(r"[.;:!?”’\")]\s")  # found far sooner, and most clauses have none
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
    plain = PlainWordings()  # councils share most parts
    cuts = [
        _Cut(text, wording, at, spans, tuple([plain[text[start:end]] for start, end in spans]))
        for at, (_, wordings) in enumerate(families)
        for wording in wordings
        if (spans := tuple(parts_of(text := clauses[wording.places[0]].text)))
    ]
    links = []
    of_one = [_only(family) for family, _ in families]
    for cut, linked in zip(cuts, _linked(cuts, families, seed), strict=True):
        for span, (other, score) in linked.items():
            for clause in (clauses[place] for place in cut.whole.places):
                part = (
                    None if of_one[other] == clause.doc else _same_part(cut.text, clause.text, span)
                )
                if part is not None:
                    links.append(
                        PartialLink(
                            clause.doc, clause.n, *part, families[other][0].id, round(score, 3)
                        )
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
    if not _MAY_BREAK.search(text):
        return
    breaks = [found.span() for found in _BREAK.finditer(text)]
    starts, ends = zip((0, 0), *breaks, (len(text), len(text)), strict=True)
    for start, end in zip(ends, starts[1:], strict=False):
        if text.count(" ", start, end) + 1 >= _LEAST_WORDS and end - start < _MOST_OF_CLAUSE * len(
            text
        ):
            yield start, end


@dataclass(frozen=True, slots=True)
class _Cut:
    """A clause in its parts."""

    text: str
    whole: Wording
    family: int  # place of its family
    spans: tuple[tuple[int, int], ...]
    plain: tuple[str, ...]  # wording of each part


def _linked(
    cuts: Sequence[_Cut], families: Sequence[tuple[Family, Sequence[Wording]]], seed: int
) -> list[dict[tuple[int, int], tuple[int, float]]]:
    """Find the families of each clause's parts, by span: a family's place, and how alike they are.

    Distinct parts are compared, all at once, with the wordings that speak for families.
    """
    import numpy as np
    from rapidfuzz import fuzz, process

    speakers = [(at, each) for at, (_, some) in enumerate(families) for each in some[:_SPOKESMEN]]
    words = [each.plain for _, each in speakers]
    numbers: dict[str, int] = {}
    of_part = np.array(
        [numbers.setdefault(part, len(numbers)) for cut in cuts for part in cut.plain],
        dtype=np.int64,
    )
    parts = [*numbers]
    distinct, near = most_shared(
        sketch(parts, seed=seed), sketch(words, seed=seed), limit=_LOOKED_AT
    )
    kinds: dict[tuple[str, ...], int] = {}
    theirs = _numbers([parties(each) for each in words], kinds)
    same = theirs[near] == _numbers([parties(each) for each in parts], kinds)[distinct]
    distinct, near = distinct[same], near[same]
    scores = process.cpdist(
        [parts[at] for at in distinct.tolist()],
        [words[at] for at in near.tolist()],
        scorer=fuzz.ratio,
        score_cutoff=100.0 * _ALIKE,
        dtype=np.float64,
    )
    short = np.array([text.count(" ") + 1 < _SHORT for text in parts], dtype=bool)
    alike = scores >= 100.0 * np.where(short[distinct], _SHORT_ALIKE, _ALIKE)
    distinct, near, scores = distinct[alike], near[alike], scores[alike]
    # from distinct parts back to the parts of each clause
    first = np.searchsorted(distinct, of_part)
    found = np.searchsorted(distinct, of_part, side="right") - first
    part = np.arange(len(of_part)).repeat(found)
    at = np.arange(len(part)) + (first - (found.cumsum() - found)).repeat(found)
    near, scores = near[at], scores[at]
    languages: dict[tuple[str, ...], int] = {}
    wholes = [cut for cut in cuts for _ in cut.plain]
    home = np.array([at for at, _ in speakers])
    side = np.array([_SIDES.get(each.audience, 0) for _, each in speakers])
    language = _numbers([(each.language,) for _, each in speakers], languages)
    own_home = np.array([cut.family for cut in wholes], dtype=np.int64)
    own_side = np.array([_SIDES.get(cut.whole.audience, 0) for cut in wholes], dtype=np.int64)
    own_language = _numbers([(cut.whole.language,) for cut in wholes], languages)
    open_ = (
        (home[near] != own_home[part])
        & (side[near] * own_side[part] != -1)
        & (language[near] == own_language[part])
    )
    part, near, scores = part[open_], near[open_], scores[open_]
    order = np.lexsort((-scores, part))  # of equals, the one that shares most buckets
    part, at = np.unique(part[order], return_index=True)
    best = zip(
        part.tolist(), home[near[order[at]]].tolist(), scores[order[at]].tolist(), strict=True
    )
    likeliest = {which: (family, score / 100.0) for which, family, score in best}
    starts = accumulate((len(cut.spans) for cut in cuts), initial=0)
    return [_told(cut, start, likeliest) for cut, start in zip(cuts, starts, strict=False)]


def _told(
    cut: _Cut, start: int, likeliest: Mapping[int, tuple[int, float]]
) -> dict[tuple[int, int], tuple[int, float]]:
    """Link one part of a clause, the one most alike, to each family."""
    best: dict[int, tuple[float, tuple[int, int]]] = {}
    for which, span in enumerate(cut.spans, start):
        if which in likeliest:
            family, score = likeliest[which]
            if family not in best or best[family][0] < score:
                best[family] = (score, span)
    return {span: (family, score) for family, (score, span) in sorted(best.items())}


def _numbers(values: Sequence[tuple[str, ...]], known: dict[tuple[str, ...], int]) -> Any:
    """Give equal values one number each."""
    import numpy as np

    return np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int64)


def _only(family: Family) -> str | None:
    """Give the document that all clauses of a family are of; None where they are of several."""
    first, last = family.members[0].doc, family.members[-1].doc  # they are sorted
    return first if first == last else None


def _same_part(text: str, other: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """Find a part in a clause that folds to the same words, though it may be cut otherwise."""
    if other == text:
        return span
    words = fold_item(text[slice(*span)])
    return next((each for each in parts_of(other) if fold_item(other[slice(*each)]) == words), None)
