"""Are the cells of the coverage matrix right?"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from pipeline.evaluate.gold import Gold
from pipeline.evaluate.scores import precision_recall_f1
from pipeline.model import Cell

LEVELS = ("rules", "mention", "absent")

CellKey = tuple[str, str]  # doc and provision


@dataclass(frozen=True, slots=True)
class ProvisionScores:
    """How right the cells of one provision are."""

    counts: Mapping[str, int]  # of each level in gold
    cell_accuracy: float
    f1: Mapping[str, float]  # of the levels that occur in gold or among ours
    macro_f1: float  # the mean of these

    @property
    def figures(self) -> dict[str, float]:
        """The same under one name each: `gold_rules`, `cell_accuracy`, `rules_f1` ..."""
        return {
            **{f"gold_{level}": float(count) for level, count in self.counts.items()},
            "cell_accuracy": self.cell_accuracy,
            **{f"{level}_f1": f1 for level, f1 in self.f1.items()},
            "macro_f1": self.macro_f1,
        }


@dataclass(frozen=True, slots=True)
class CoverageScores:
    """Figures, of all cells and by provision and document."""

    figures: Mapping[str, float]
    by_provision: Mapping[str, ProvisionScores]
    by_doc: Mapping[str, float]  # cells right
    right: Mapping[str, int]  # cells of each level that are right


def score_coverage(gold: Gold, cells: Sequence[Cell]) -> CoverageScores:
    """Compare cells with gold; a cell that is missing or `unreadable` is wrong."""
    ours = levels_of(cells)
    wanted = gold.coverage
    by_provision = _by_provision(wanted, wanted, ours)
    rules = [scores.f1["rules"] for scores in by_provision.values() if "rules" in scores.f1]
    firm = [key for key in wanted if key not in gold.disputed]
    pooled = {level: _scores(wanted, level, wanted, ours) for level in LEVELS}
    figures = {
        **headline(wanted, wanted, ours),
        "cell_accuracy_undisputed": _accuracy(firm, wanted, ours),
        "pooled_macro_f1": fmean(f1 for _, _, f1 in pooled.values()),
        "rules_f1_by_provision": fmean(rules) if rules else 0.0,
        "missing_cells": float(sum(k not in ours for k in wanted)),
    }
    for level, (precision, recall, f1) in pooled.items():
        figures[f"{level}_precision_pooled"] = precision
        figures[f"{level}_recall_pooled"] = recall
        figures[f"{level}_f1_pooled"] = f1
    by_doc = {
        doc: _accuracy([k for k in wanted if k[0] == doc], wanted, ours)
        for doc in dict.fromkeys(doc for doc, _ in wanted)
    }
    right = Counter(level for key, level in wanted.items() if ours.get(key) == level)
    return CoverageScores(figures, by_provision, by_doc, right)


def levels_of(cells: Sequence[Cell]) -> dict[CellKey, str]:
    """Give the level of each cell by doc and provision."""
    return {(cell.doc, cell.provision): str(cell.level) for cell in cells}


def headline(
    keys: Collection[CellKey], wanted: Mapping[CellKey, str], ours: Mapping[CellKey, str]
) -> dict[str, float]:
    """Give the figures that a reader looks at first, over some of the cells.

    Args:
        keys: The cells that count.
        wanted: Gold's level of each.
        ours: Our levels.

    Returns:
        `cell_accuracy`, `has_rules_accuracy` (rules or not) and `macro_f1_by_provision`, the mean
        over provisions of the mean F1 of the levels that occur; 0.0 where no cell counts.
    """
    right = [(wanted[k] == "rules") == (ours.get(k) == "rules") for k in keys]
    by_provision = _by_provision(keys, wanted, ours)
    return {
        "cell_accuracy": _accuracy(keys, wanted, ours),
        "has_rules_accuracy": fmean(right) if right else 0.0,
        "macro_f1_by_provision": (
            fmean(scores.macro_f1 for scores in by_provision.values()) if by_provision else 0.0
        ),
    }


def _by_provision(
    keys: Collection[CellKey], wanted: Mapping[CellKey, str], ours: Mapping[CellKey, str]
) -> dict[str, ProvisionScores]:
    by_provision = {}
    for provision in dict.fromkeys(provision for _, provision in keys):
        own = [key for key in keys if key[1] == provision]
        f1 = {
            level: _scores(own, level, wanted, ours)[2]
            for level in LEVELS
            if any(level in (wanted[key], ours.get(key)) for key in own)
        }
        by_provision[provision] = ProvisionScores(
            counts={level: sum(wanted[key] == level for key in own) for level in LEVELS},
            cell_accuracy=_accuracy(own, wanted, ours),
            f1=f1,
            macro_f1=fmean(f1.values()) if f1 else 0.0,
        )
    return by_provision


def _accuracy(
    keys: Collection[CellKey], wanted: Mapping[CellKey, str], ours: Mapping[CellKey, str]
) -> float:
    return fmean(wanted[key] == ours.get(key) for key in keys) if keys else 0.0


def _scores(
    keys: Collection[CellKey],
    level: str,
    wanted: Mapping[CellKey, str],
    ours: Mapping[CellKey, str],
) -> tuple[float, float, float]:
    hits = sum(wanted[key] == level == ours.get(key) for key in keys)
    found = sum(ours.get(key) == level for key in keys)
    return precision_recall_f1(hits, found, sum(wanted[key] == level for key in keys))
