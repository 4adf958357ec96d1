"""Are the cells of the coverage matrix right?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from pipeline.evaluate.gold import Gold
from pipeline.evaluate.scores import precision_recall_f1
from pipeline.model import Cell

_LEVELS = ("rules", "mention", "absent")

CellKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CoverageScores:
    """Figures, and the cells that are wrong."""

    figures: Mapping[str, float]
    by_provision: Mapping[str, float]  # macro-F1
    by_doc: Mapping[str, float]  # cells right
    wrong: Sequence[tuple[str, str, str, str]]  # doc, provision, gold, ours


def score_coverage(gold: Gold, cells: Sequence[Cell]) -> CoverageScores:
    """Compare cells with gold; a cell that is missing or `unreadable` is wrong."""
    ours = {(cell.doc, cell.provision): str(cell.level) for cell in cells}
    wanted = gold.coverage
    provisions = list(dict.fromkeys(provision for _, provision in wanted))
    by_provision: dict[str, float] = {}
    rules: list[float] = []
    for provision in provisions:
        keys = [key for key in wanted if key[1] == provision]
        seen = [x for x in _LEVELS if any(x in (wanted[k], ours.get(k)) for k in keys)]
        by_provision[provision] = fmean(_f1(keys, x, wanted, ours) for x in seen) if seen else 0.0
        if "rules" in seen:
            rules.append(_f1(keys, "rules", wanted, ours))
    firm = [key for key in wanted if key not in gold.disputed]
    pooled = {level: _f1(wanted, level, wanted, ours) for level in _LEVELS}
    figures = {
        "cell_accuracy": fmean(wanted[k] == ours.get(k) for k in wanted),
        "cell_accuracy_undisputed": fmean(wanted[k] == ours.get(k) for k in firm),
        "has_rules_accuracy": fmean(
            (wanted[k] == "rules") == (ours.get(k) == "rules") for k in wanted
        ),
        "macro_f1_by_provision": fmean(by_provision.values()),
        "pooled_macro_f1": fmean(pooled.values()),
        "rules_f1_pooled": pooled["rules"],
        "rules_f1_by_provision": fmean(rules) if rules else 0.0,
        "mention_f1_pooled": pooled["mention"],
        "absent_f1_pooled": pooled["absent"],
        "missing_cells": float(sum(k not in ours for k in wanted)),
    }
    by_doc = {
        doc: fmean(wanted[k] == ours.get(k) for k in wanted if k[0] == doc)
        for doc in dict.fromkeys(doc for doc, _ in wanted)
    }
    wrong = [
        (*key, level, ours.get(key, "missing"))
        for key, level in wanted.items()
        if ours.get(key) != level
    ]
    return CoverageScores(figures, by_provision, by_doc, wrong)


def _f1(
    keys: Iterable[CellKey], level: str, wanted: Mapping[CellKey, str], ours: Mapping[CellKey, str]
) -> float:
    keys = list(keys)
    hits = sum(wanted[key] == level == ours.get(key) for key in keys)
    found = sum(ours.get(key) == level for key in keys)
    return precision_recall_f1(hits, found, sum(wanted[key] == level for key in keys))[2]
