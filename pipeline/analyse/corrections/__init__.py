"""What do the corrections that people made change in this run?

They are replayed on every run, since nothing is written back into a source or an earlier result. A
correction is found by the words that it quotes. It wins over whatever the coder and other readings
say, and one correction of a clause codes every council's reading of it.
"""

from pipeline.analyse.corrections.codings import with_codings, with_confirmed
from pipeline.analyse.corrections.facts import (
    with_councils,
    with_names,
    with_reviews,
    with_words,
    without_dismissed,
)
from pipeline.analyse.corrections.families import with_families
from pipeline.analyse.corrections.orders import Corpus, Order, orders

__all__ = [
    "Corpus",
    "Order",
    "orders",
    "with_codings",
    "with_confirmed",
    "with_councils",
    "with_families",
    "with_names",
    "with_reviews",
    "with_words",
    "without_dismissed",
]
