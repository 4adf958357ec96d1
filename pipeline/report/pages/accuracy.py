"""What stands on the methods page about how often the findings are right."""

from collections.abc import Mapping
from dataclasses import dataclass

# The figures that a reader of the site can use, in this order; the others follow by name.
_NAMES: Mapping[str, str] = {
    "coverage.has_rules_accuracy": "Coverage: rules or no rules right",
    "coverage.cell_accuracy": "Coverage: level right (rules, mention, silent)",
    "coverage.rules_f1_pooled": "Coverage: rules found and rightly so (F1)",
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
_COUNTS = frozenset(
    {
        "documents",
        "clauses.gold",
        "coverage.missing_cells",
        "reviews.wrong_dates",
        "reviews.wrong_dates_certain",
    }
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with its name in words."""

    name: str
    figure: str


def measured(accuracy: Mapping[str, float] | None) -> tuple[tuple[Measured, ...], ...]:
    """Put the figures of a measurement into two lists: the main ones, and all others.

    Returns:
        Two lists, either of them perhaps empty; nothing where there was no measurement.
    """
    if not accuracy:
        return ()
    main = [(name, key) for key, name in _NAMES.items() if key in accuracy]
    others = [(_words(key), key) for key in sorted(accuracy.keys() - _NAMES.keys())]
    return tuple(
        tuple(Measured(name, _figure(key, accuracy[key])) for name, key in figures)
        for figures in (main, others)
    )


def _words(key: str) -> str:
    part, _, name = key.rpartition(".")
    words = name.replace("_", " ")
    return f"{part.capitalize()}: {words}" if part else words.capitalize()


def _figure(key: str, value: float) -> str:
    """Write a share with three decimals, and a count as a whole number."""
    return f"{value:,.0f}" if key in _COUNTS or value > 1 else f"{value:.3f}"
