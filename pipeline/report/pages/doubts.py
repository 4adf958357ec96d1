"""Which cells of the matrix should a person check, the least sure first?"""

from collections import Counter
from dataclasses import dataclass

from pipeline.model import Cell, Level
from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup
from pipeline.report.quotes import Quote, clause_quote

_MOST = 500  # lines; the rest are in the data


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """A cell to be checked."""

    name: str
    href: str  # of the provision on the council's page
    title: str
    provision: str  # address of the provision's page
    level: Level
    word: str
    doubt: str
    quotes: tuple[Quote, ...]  # the strongest clause, or the nearest one where silent


@dataclass(frozen=True, slots=True)
class Doubts:
    """The list of cells to be checked."""

    lines: tuple[DoubtLine, ...]
    more: int  # cells to be checked that are not listed
    certain: str  # share of the cells that need no check
    counts: tuple[tuple[str, str, str], ...]  # provision, its page, share to be checked


def doubtful_cells(found: Lookup) -> Doubts:
    """List the cells that a person should check, the least sure first."""
    cells = [cell for doc in found.readable for cell in found.to_check(doc)]
    total = len(found.readable) * len(found.provisions)
    ranked = sorted(cells, key=lambda cell: cell.chance or 0.0)  # equal ones stay by council
    times = Counter(cell.provision for cell in cells)
    return Doubts(
        lines=tuple(_line(found, cell) for cell in ranked[:_MOST]),
        more=max(0, len(ranked) - _MOST),
        certain=wording.share(total - len(cells), total, "cells"),
        counts=tuple(
            (
                provision.title,
                addresses.provision_page(provision.id),
                wording.share(times[provision.id], len(found.readable)),
            )
            for provision in sorted(found.provisions, key=lambda each: -times[each.id])
            if times[provision.id]
        ),
    )


def _line(found: Lookup, cell: Cell) -> DoubtLine:
    numbers = cell.clauses[:1] if cell.nearest is None else (cell.nearest,)
    return DoubtLine(
        name=found.names[cell.doc],
        href=addresses.cell(cell.doc, cell.provision),
        title=found.titles[cell.provision],
        provision=addresses.provision_page(cell.provision),
        level=cell.level,
        word=wording.LEVELS[cell.level],
        doubt=wording.cell_to_check(cell),
        quotes=tuple(clause_quote(found, found.clause[cell.doc, n]) for n in numbers),
    )
