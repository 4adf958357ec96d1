"""What stands on the methods page about how often the findings are right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.model import Codebook

# The figures that a reader of the site can use, in this order; the others follow by name.
_NAMES: Mapping[str, str] = {
    "coverage.has_rules_accuracy": "Coverage: rules or no rules right",
    "coverage.cell_accuracy": "Coverage: level right (rules, mention, silent)",
    "coverage.rules_f1_pooled": "Coverage: rules found and rightly so (F1)",
    "calibration.certain_share": "Coverage: levels that are marked certain",
    "calibration.certain_cell_accuracy": "Coverage: level right, of those marked certain",
    "calibration.unsure_cell_accuracy": "Coverage: level right, of those to be checked",
    "calibration.certain_has_rules_accuracy": (
        "Coverage: rules or no rules right, of those marked certain"
    ),
    "clauses.boundary_f1": "Clauses: cut exactly where a person would (F1)",
    "clauses.label_accuracy": "Clauses: printed number right",
    "families.b3_f1": "Shared wording: put together as a person would (B-cubed F1)",
    "reviews.status": "Reviews: status right",
    "reviews.review_due": "Reviews: date of next review right",
    "reviews.adopted": "Reviews: date of adoption right",
    "reviews.last_reviewed": "Reviews: date of last review right",
    "reviews.right_dates_certain": "Reviews: right dates that are not marked for checking",
    "reviews.wrong_dates_certain": "Reviews: wrong dates that are not marked for checking",
}
# The rest, for those who measure such things themselves; docs/accuracy.md defines each.
_OTHER_NAMES: Mapping[str, str] = {
    "documents": "Documents with labels",
    "coverage.cell_accuracy_undisputed": "Coverage: level right, where the labels are undisputed",
    "coverage.missing_cells": "Coverage: levels that are missing",
    "coverage.pooled_macro_f1": "Coverage: mean F1 of the three levels",
    "coverage.macro_f1_by_provision": "Coverage: the same, by provision and averaged",
    "coverage.rules_f1_by_provision": "Coverage: F1 of rules, by provision and averaged",
    "coverage.rules_precision_pooled": "Coverage: rules found that are there (precision)",
    "coverage.rules_recall_pooled": "Coverage: rules there that are found (recall)",
    "coverage.mention_f1_pooled": "Coverage: F1 of mentions",
    "coverage.mention_precision_pooled": "Coverage: mentions found that are there (precision)",
    "coverage.mention_recall_pooled": "Coverage: mentions there that are found (recall)",
    "coverage.absent_f1_pooled": "Coverage: F1 of silence",
    "coverage.absent_precision_pooled": "Coverage: silence found that is there (precision)",
    "coverage.absent_recall_pooled": "Coverage: silence there that is found (recall)",
    "calibration.cells": "How sure: levels compared",
    "calibration.brier": "How sure: mean square of chance less right or wrong (Brier score)",
    "calibration.expected_error": "How sure: mean distance of chance and share right",
    "calibration.certain_macro_f1_by_provision": (
        "How sure: mean F1 of the three levels, of those marked certain"
    ),
    "clauses.gold": "Clauses: units with labels",
    "clauses.boundary_f1_fuzzy90": "Clauses: cut nearly where a person would (F1)",
    "clauses.boundary_precision": "Clauses: cuts that a person made (precision)",
    "clauses.boundary_recall": "Clauses: a person's cuts that are found (recall)",
    "clauses.heading_f1": "Clauses: headings found and rightly so (F1)",
    "clauses.kind_accuracy": "Clauses: kind right (heading, clause, list item ...)",
    "clauses.label_accuracy_lenient": "Clauses: printed number right, brackets and stops aside",
    "defects.f1": "Defects: found and rightly so (F1)",
    "defects.precision": "Defects: found that are there, of the right kind (precision)",
    "defects.recall": "Defects: there that are found, of the right kind (recall)",
    "defects.f1_any_type": "Defects: place found and rightly so, whatever the kind (F1)",
    "defects.precision_any_type": "Defects: found that are there, whatever the kind",
    "defects.recall_any_type": "Defects: there that are found, whatever the kind",
    "families.b3_precision": "Shared wording: companions that belong together (B-cubed precision)",
    "families.b3_recall": "Shared wording: companions that are together (B-cubed recall)",
    "families.pair_f1": "Shared wording: pairs put together as a person would (F1)",
    "families.pair_precision": "Shared wording: pairs together that belong together (precision)",
    "families.pair_recall": "Shared wording: pairs that belong together and are (recall)",
    "families.pair_recall_verbatim": "Shared wording: the same of pairs in the same words",
    "families.pair_recall_adapted": "Shared wording: the same of adapted pairs",
    "families.pair_recall_paraphrase": "Shared wording: the same of pairs in other words",
}
_COUNTS = frozenset(
    {
        "documents",
        "clauses.gold",
        "coverage.missing_cells",
        "calibration.cells",
        "reviews.wrong_dates",
        "reviews.wrong_dates_certain",
    }
)
_PROVISION = "provision."  # begins the names of figures of one provision,
_BIN = "calibration.bin_"  # and of cells whose chance is about the same


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with its name in words."""

    name: str
    figure: str
    apart: str  # of the documents that nothing was tuned on; a dash where there is none


@dataclass(frozen=True, slots=True)
class ProvisionLine:
    """How often the levels of one provision are right."""

    title: str
    counts: tuple[str, ...]  # documents that a person gave rules, a mention, nothing
    right: str
    rules: str  # F1; a dash where no document has the level and none was given it
    mention: str
    apart: str  # how often the level is right in documents that nothing was tuned on


@dataclass(frozen=True, slots=True)
class ChanceLine:
    """How often levels are right that say so with about the same chance."""

    chance: str
    cells: str
    mean: str
    right: str


@dataclass(frozen=True, slots=True)
class Accuracy:
    """A measurement, as the page shows it."""

    documents: int  # with labels
    documents_apart: int  # those that nothing was tuned on; 0: there was no such measurement
    lists: tuple[tuple[Measured, ...], ...]  # the main figures, and all others; either may be empty
    provisions: tuple[ProvisionLine, ...]  # in the codebook's order
    chances: tuple[ChanceLine, ...]  # from the least chance


def measured(
    accuracy: Mapping[str, float] | None,
    apart: Mapping[str, float] | None,
    codebook: Codebook,
) -> Accuracy | None:
    """Put the figures of a measurement into lists and tables.

    Args:
        accuracy: Figures by name, as the evaluation writes them.
        apart: The same, of documents that nothing was tuned on.
        codebook: Gives the provisions' titles; figures of other provisions are left out.

    Returns:
        None where there was no measurement.
    """
    if not accuracy:
        return None
    apart = apart or {}
    main = [(name, key) for key, name in _NAMES.items() if key in accuracy]
    others = [
        (_OTHER_NAMES.get(key) or _words(key), key)
        for key in sorted(accuracy.keys() - _NAMES.keys())
        if not key.startswith((_PROVISION, _BIN))
    ]
    return Accuracy(
        documents=round(accuracy.get("documents", 0)),
        documents_apart=round(apart.get("documents", 0)),
        lists=tuple(
            tuple(
                Measured(name, _figure(key, accuracy[key]), _figure(key, apart.get(key)))
                for name, key in figures
            )
            for figures in (main, sorted(others))
        ),
        provisions=tuple(_provisions(accuracy, apart, codebook)),
        chances=tuple(_chances(apart or accuracy)),
    )


def _provisions(
    accuracy: Mapping[str, float], apart: Mapping[str, float], codebook: Codebook
) -> Iterable[ProvisionLine]:
    for provision in codebook.provisions:
        start = f"{_PROVISION}{provision.id}."
        if f"{start}cell_accuracy" in accuracy:
            yield ProvisionLine(
                title=provision.title,
                counts=tuple(
                    f"{accuracy[f'{start}gold_{level}']:,.0f}"
                    for level in ("rules", "mention", "absent")
                ),
                right=f"{accuracy[f'{start}cell_accuracy']:.3f}",
                rules=_share(accuracy.get(f"{start}rules_f1")),
                mention=_share(accuracy.get(f"{start}mention_f1")),
                apart=_share(apart.get(f"{start}cell_accuracy")),
            )


def _chances(accuracy: Mapping[str, float]) -> Iterable[ChanceLine]:
    """Give the lines of the bins that are there, such as `calibration.bin_50.right`."""
    lows = sorted(
        int(low)
        for key in accuracy
        if key.startswith(_BIN) and key.endswith(".right")
        for low in [key.removeprefix(_BIN).removesuffix(".right")]
    )
    for low in lows:
        start = f"{_BIN}{low:02d}"
        yield ChanceLine(
            chance=f"from {low / 100:.2f}",
            cells=f"{accuracy[f'{start}.cells']:,.0f}",
            mean=f"{accuracy[f'{start}.mean_chance']:.3f}",
            right=f"{accuracy[f'{start}.right']:.3f}",
        )


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _words(key: str) -> str:
    part, _, name = key.rpartition(".")
    words = name.replace("_", " ")
    return f"{part.capitalize()}: {words}" if part else words.capitalize()


def _figure(key: str, value: float | None) -> str:
    """Write a share with three decimals, and a count as a whole number."""
    if value is None:
        return _share(value)
    return f"{value:,.0f}" if key in _COUNTS or value > 1 else f"{value:.3f}"
