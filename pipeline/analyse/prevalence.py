"""How common is each provision, and among which councils?

A share is of documents that could be read and that the provision concerns: a scan that nobody can
read is not silent, and a council without party groups has no need of rules on them.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from statistics import NormalDist

from pipeline.model import (
    Cell,
    Codebook,
    Council,
    Grouping,
    Level,
    Prevalence,
)

_DEVIATIONS = NormalDist().inv_cdf(0.975)  # standard ones, within which 95 % lie


def prevalence(
    cells: Sequence[Cell], councils: Mapping[str, Council], codebook: Codebook
) -> tuple[Prevalence, ...]:
    """Count how many documents have rules on each provision, of all and of each group.

    Args:
        cells: The coverage matrix.
        councils: What is known of the council behind each document, by doc.
        codebook: Gives the order of the provisions.

    Returns:
        By provision in the codebook's order; of each, all documents first, then the types, counties
        and countries by name, those whose value is not known last.
    """
    found: dict[tuple[str, Grouping, str], list[Cell]] = defaultdict(list)
    found |= {(provision.id, Grouping.ALL, ""): [] for provision in codebook.provisions}
    names = _names(councils.values())
    for cell in cells:
        found[cell.provision, Grouping.ALL, ""].append(cell)
        council = councils.get(cell.doc, Council())
        for by, value in _values(council):
            group = names[by, value.casefold()] if value else ""
            found[cell.provision, by, group].append(cell)
    place = {provision.id: number for number, provision in enumerate(codebook.provisions)}
    order = list(Grouping)
    return tuple(
        _count(
            found[provision, by, group],
            provision=provision,
            by=by,
            group=group,
        )
        for provision, by, group in sorted(
            found, key=lambda key: (place[key[0]], order.index(key[1]), not key[2], key[2])
        )
    )


def _values(council: Council) -> tuple[tuple[Grouping, str], ...]:
    return (
        (Grouping.COUNCIL_TYPE, (council.council_type or "").strip()),
        (Grouping.COUNTY, (council.county or "").strip()),
        (Grouping.COUNTRY, (council.country or "").strip()),
    )


def _names(councils: Collection[Council]) -> dict[tuple[Grouping, str], str]:
    """Choose one spelling of each group: the most frequent, whatever the capitals."""
    spellings: dict[tuple[Grouping, str], Counter[str]] = defaultdict(Counter)
    for council in councils:
        for by, value in _values(council):
            spellings[by, value.casefold()][value] += 1
    return {
        key: min(counts, key=lambda name: (-counts[name], name))
        for key, counts in spellings.items()
    }


def _count(
    cells: Sequence[Cell],
    *,
    provision: str,
    by: Grouping,
    group: str,
) -> Prevalence:
    concerned = [cell for cell in cells if cell.concerned]
    levels = Counter(cell.level for cell in concerned)
    certain = Counter(cell.level for cell in concerned if cell.certain)
    rules = levels[Level.RULES]
    read = rules + levels[Level.MENTION] + levels[Level.ABSENT]
    low, high = wilson_interval(rules, read) or (None, None)
    return Prevalence(
        provision=provision,
        by=by,
        group=group,
        unconcerned=len(cells) - len(concerned),
        unreadable=levels[Level.UNREADABLE],
        rules=rules,
        mention=levels[Level.MENTION],
        absent=levels[Level.ABSENT],
        share=round(rules / read, 4) if read else None,
        low=low,
        high=high,
        certain=certain.total(),
        certain_rules=certain[Level.RULES],
    )


def wilson_interval(number: int, of: int) -> tuple[float, float] | None:
    """Give the 95 % interval of a share, as Wilson (1927) has it; None of nothing.

    Written out, since the library that has it takes three seconds to load.

    Example:
        >>> wilson_interval(0, 10), wilson_interval(8, 10)
        ((0.0, 0.2775), (0.4902, 0.9433))
    """
    if not of:
        return None
    share, weight = number / of, _DEVIATIONS**2 / of
    centre = share + weight / 2
    spread = _DEVIATIONS * math.sqrt(share * (1 - share) / of + weight / (4 * of))
    low, high = (centre - spread) / (1 + weight), (centre + spread) / (1 + weight)
    return max(0.0, round(low, 4)), min(1.0, round(high, 4))
