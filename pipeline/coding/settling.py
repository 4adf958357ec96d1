"""What do the other readings of a clause say of its provisions?

Councils that say the same in the same words carry the same provisions, but the coder reads each
clause under its own heading and may give one of them what it denies another. Then most decide.
Only verbatim readings vote: measured on hand-made codes, votes of adapted readings undo as many
right codes as wrong ones.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Basis, Clause, Coding, Family, Level, Relation

_VOTERS = 3  # of two readings that differ, neither is known to be right
_MOST = 2 / 3  # share of the readings that settles a provision for the others
_DOUBT = 0.6  # a code that the coder was surer of is not outvoted


def settle(
    codings: Sequence[Coding], families: Sequence[Family], clauses: Sequence[Clause]
) -> tuple[Coding, ...]:
    """Let verbatim readings of one clause settle each other's codes.

    Args:
        codings: First-pass codings, each clause judged by itself.
        families: Readings that say the same. Families of fewer than three verbatim readings,
            and readings that are adapted or paraphrases, are left as they are.
        clauses: The clauses that both speak of; what is not among them is left as it is.

    Returns:
        Codings sorted by document, clause and provision. A code that other readings gave has the
        basis `family`, and for its score the share of readings that have it. Corrections neither
        change nor are outvoted.
    """
    known = {(clause.doc, clause.n) for clause in clauses}
    settled = {(coding.doc, coding.n, coding.provision): coding for coding in codings}
    by_place: dict[tuple[str, int], list[Coding]] = defaultdict(list)
    for coding in codings:
        by_place[coding.doc, coding.n].append(coding)
    for family in families:
        readings = [
            (member.doc, member.n)
            for member in family.members
            if member.relation is Relation.VERBATIM and (member.doc, member.n) in known
        ]
        if len(readings) >= _VOTERS:
            for change in _votes(readings, by_place):
                _apply(change, settled)
    return tuple(sorted(settled.values(), key=lambda c: (c.doc, c.n, c.provision)))


def _votes(
    readings: Sequence[tuple[str, int]], by_place: dict[tuple[str, int], list[Coding]]
) -> list[Coding]:
    """List what the vote gives to readings; the level `absent` takes a provision away."""
    given: dict[str, dict[tuple[str, int], Coding]] = defaultdict(dict)
    for place in readings:
        for coding in by_place.get(place, ()):
            given[coding.provision][place] = coding
    changes = []
    for provision, codes in sorted(given.items()):
        share = len(codes) / len(readings)
        rules = sum(coding.level is Level.RULES for coding in codes.values()) / len(codes)
        if share >= _MOST:
            level = Level.RULES if rules >= _MOST else Level.MENTION if rules <= 1 - _MOST else None
            missing = level or (Level.RULES if rules > 0.5 else Level.MENTION)
            for place in readings:
                had = codes.get(place)
                if had is None:
                    doc, n = place
                    score = round(share, 4)
                    changes.append(Coding(doc, n, provision, missing, Basis.FAMILY, score))
                elif level and had.level is not level and _may_change(had):
                    changes.append(replace(had, level=level, basis=Basis.FAMILY))
        elif share <= 1 - _MOST:
            changes += [
                replace(had, level=Level.ABSENT) for had in codes.values() if _may_change(had)
            ]
    return changes


def _may_change(coding: Coding) -> bool:
    return coding.basis is Basis.CLASSIFIER and coding.score < _DOUBT


def _apply(change: Coding, settled: dict[tuple[str, int, str], Coding]) -> None:
    key = change.doc, change.n, change.provision
    if change.level is Level.ABSENT:
        settled.pop(key, None)
    else:
        settled[key] = change
