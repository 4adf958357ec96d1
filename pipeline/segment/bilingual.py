"""Which clauses of a bilingual document say the same in English and in Welsh?

Councils print the whole text in one language and then in the other, or each paragraph in both, or
both in columns. However they are set, both texts go through the same numbers and kinds of clause in
the same order, so the two are lined up by these.
"""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from pipeline.model import Clause, ClauseKind
from pipeline.text.language import ENGLISH

_LEAST = 3  # clauses in the rarer language
_SHARE = 0.6  # of them that must find their like, or the one text is no translation of the other
_PAIRED = {
    ClauseKind.HEADING,
    ClauseKind.CLAUSE,
    ClauseKind.LIST_INTRO,
    ClauseKind.LIST_ITEM,
    ClauseKind.TABLE_ROW,
}
_Key = tuple[ClauseKind, str]


def with_pairs(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Note with each clause which one says the same in the other language.

    Args:
        clauses: Of one document, in reading order.

    Returns:
        The same clauses; `pair` is set on both of a pair. None is set unless most of the rarer
        language's clauses find their like.
    """
    mine = [clause for clause in clauses if clause.kind in _PAIRED and clause.language == ENGLISH]
    theirs = [clause for clause in clauses if clause.kind in _PAIRED and clause.language != ENGLISH]
    fewer = min(_substantive(mine), _substantive(theirs))
    if fewer < _LEAST:
        return tuple(clauses)
    matcher = SequenceMatcher(None, [*map(_key, mine)], [*map(_key, theirs)], autojunk=False)
    pairs = [
        (mine[match.a + k], theirs[match.b + k])
        for match in matcher.get_matching_blocks()
        for k in range(match.size)
    ]
    if sum(one.kind.substantive for one, _ in pairs) < _SHARE * fewer:
        return tuple(clauses)
    other = {one.n: another.n for one, another in pairs}
    other |= {another.n: one.n for one, another in pairs}
    return tuple(
        replace(clause, pair=other[clause.n]) if clause.n in other else clause for clause in clauses
    )


def _substantive(clauses: Sequence[Clause]) -> int:
    return sum(clause.kind.substantive for clause in clauses)


def _key(clause: Clause) -> _Key:
    return clause.kind, (clause.label or "").strip("().[]:").casefold()
