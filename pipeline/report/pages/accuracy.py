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


@dataclass(frozen=True, slots=True)
class ProvisionLine:
    """How often the levels of one provision are right."""

    title: str
    counts: tuple[str, ...]  # documents that a person gave rules, a mention, nothing
    right: str
    rules: str  # F1; a dash where no document has the level and none was given it
    mention: str


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

    lists: tuple[tuple[Measured, ...], ...]  # the main figures, and all others; either may be empty
    provisions: tuple[ProvisionLine, ...]  # in the codebook's order
    chances: tuple[ChanceLine, ...]  # from the least chance


def measured(accuracy: Mapping[str, float] | None, codebook: Codebook) -> Accuracy | None:
    """Put the figures of a measurement into lists and tables.

    Args:
        accuracy: Figures by name, as the evaluation writes them.
        codebook: Gives the provisions' titles; figures of other provisions are left out.

    Returns:
        None where there was no measurement.
    """
    if not accuracy:
        return None
    main = [(name, key) for key, name in _NAMES.items() if key in accuracy]
    others = [
        (_words(key), key)
        for key in sorted(accuracy.keys() - _NAMES.keys())
        if not key.startswith((_PROVISION, _BIN))
    ]
    return Accuracy(
        lists=tuple(
            tuple(Measured(name, _figure(key, accuracy[key])) for name, key in figures)
            for figures in (main, others)
        ),
        provisions=tuple(_provisions(accuracy, codebook)),
        chances=tuple(_chances(accuracy)),
    )


def _provisions(accuracy: Mapping[str, float], codebook: Codebook) -> Iterable[ProvisionLine]:
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


def _figure(key: str, value: float) -> str:
    """Write a share with three decimals, and a count as a whole number."""
    return f"{value:,.0f}" if key in _COUNTS or value > 1 else f"{value:.3f}"
