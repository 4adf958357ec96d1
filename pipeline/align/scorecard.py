"""How likely do two clauses say the same, given the signs of it?

A scorecard: each sign (how far the words agree, whether the same party is bound ...) gives points,
and the sum of the points gives the chance. Which sign gives how many points was learnt from
protocols that people lined up by hand: see `corpus/lined_up`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FITTED = Path(__file__).with_name("scorecard.json")


@dataclass(frozen=True, slots=True)
class Sign:
    """The points of one sign."""

    edges: tuple[float, ...]  # ascending; a value's place among them is its step
    points: tuple[float, ...]  # of each step: one more than there are edges


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Points of each sign, by name."""

    start: float  # points of a pair before anything is known of it
    signs: Mapping[str, Sign]

    def points(self, table: Mapping[str, Any]) -> Any:
        """Add up the points of some pairs.

        Args:
            table: A numpy array of shape (p,) for each sign of the card.

        Returns:
            A numpy array of shape (p,): log-odds.
        """
        import numpy as np

        total = self.start
        for name, sign in self.signs.items():
            total = total + np.asarray(sign.points)[np.searchsorted(sign.edges, table[name])]
        return total

    def to_json(self) -> str:
        """Write the card, a line a sign."""
        signs = ",\n".join(
            f"  {json.dumps(name)}: {json.dumps({'edges': sign.edges, 'points': sign.points})}"
            for name, sign in self.signs.items()
        )
        return f'{{"start": {self.start}, "signs": {{\n{signs}\n}}}}\n'


def chances(points: Any) -> Any:
    """Turn points into chances, from 0 to 1, rounded so that ties are ties on every machine."""
    import numpy as np

    return np.round(1.0 / (1.0 + np.exp(-np.asarray(points))), 4)


@cache
def fitted() -> Scorecard:
    """Give the card that comes with the software."""
    read = json.loads(_FITTED.read_text(encoding="utf-8"))
    signs = {
        name: Sign(_numbers(sign["edges"]), _numbers(sign["points"]))
        for name, sign in read["signs"].items()
    }
    return Scorecard(read["start"], signs)


def _numbers(values: Sequence[float]) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
