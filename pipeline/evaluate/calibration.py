"""Can a cell's own word be taken for how likely it is to be right?

Each cell says with what chance its level is right, and whether it is certain. Where that holds, the
certain cells can be quoted as they stand, and the others are the ones to look at first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from pipeline.evaluate.coverage import headline, levels_of
from pipeline.evaluate.gold import Gold
from pipeline.model import Cell

# most cells are sure, so the upper end is looked at more closely
_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """Cells whose chance is from `low` to below `high` (to 1.0 itself in the last bin)."""

    low: float
    high: float
    cells: int
    mean_chance: float
    right: float  # share of them


@dataclass(frozen=True, slots=True)
class Calibration:
    """How cells fare by what they say of themselves."""

    figures: Mapping[str, float]
    bins: tuple[Bin, ...]  # those that hold cells

    def flat(self) -> dict[str, float]:
        """Give every figure under one name, those of a bin such as `bin_50.right`."""
        flat = dict(self.figures)
        for part in self.bins:
            name = f"bin_{round(100 * part.low):02d}"
            flat[f"{name}.cells"] = float(part.cells)
            flat[f"{name}.mean_chance"] = part.mean_chance
            flat[f"{name}.right"] = part.right
        return flat


def score_calibration(gold: Gold, cells: Sequence[Cell]) -> Calibration | None:
    """Compare the chances of cells with how often they are right.

    Args:
        gold: The labels.
        cells: Our cells; those without a chance, and those that gold does not have, are left out.

    Returns:
        Figures: `cells` with a chance; `certain_share` of them; the share right among the certain
        ones and the `unsure` ones; the main figures over the certain ones; `expected_error`, the
        mean over cells of how far a bin's mean chance is from its share right; and `brier`, the
        mean square of how far a chance is from 1 for a cell that is right and from 0 for one that
        is wrong. Figures of a group without cells are left out. None where no cell has a chance.

    Source:
        Brier (1950), Monthly Weather Review 78(1), 1-3; expected calibration error as in
        Naeini, Cooper and Hauskrecht (2015), AAAI, but with these bins.
    """
    wanted = gold.coverage
    judged = [
        (cell, cell.chance, cell.level == wanted[cell.doc, cell.provision])
        for cell in cells
        if cell.chance is not None and (cell.doc, cell.provision) in wanted
    ]
    if not judged:
        return None
    ours = levels_of(cells)
    certain = [right for cell, _, right in judged if cell.certain]
    unsure = [right for cell, _, right in judged if not cell.certain]
    bins = _bins([(chance, right) for _, chance, right in judged])
    figures = {
        "cells": float(len(judged)),
        "certain_share": len(certain) / len(judged),
    }
    if unsure:
        figures["unsure_cell_accuracy"] = fmean(unsure)
    if certain:
        keys = [(cell.doc, cell.provision) for cell, _, _ in judged if cell.certain]
        over_certain = headline(keys, wanted, ours)
        figures.update({f"certain_{name}": value for name, value in over_certain.items()})
    figures["expected_error"] = sum(
        part.cells * abs(part.mean_chance - part.right) for part in bins
    ) / len(judged)
    figures["brier"] = fmean((chance - right) ** 2 for _, chance, right in judged)
    return Calibration(figures, bins)


def _bins(judged: Sequence[tuple[float, bool]]) -> tuple[Bin, ...]:
    bins = []
    for low, high in pairwise(_EDGES):
        inside = [
            (chance, right)
            for chance, right in judged
            if low <= chance < high or (chance == high == _EDGES[-1])
        ]
        if inside:
            mean_chance = fmean(chance for chance, _ in inside)
            right = fmean(right for _, right in inside)
            bins.append(Bin(low, high, len(inside), mean_chance, right))
    return tuple(bins)
