"""How right are the findings? Measured against hand-made labels."""

from pipeline.evaluate.confusions import confusion_csv
from pipeline.evaluate.figures import Figures, evaluate
from pipeline.evaluate.gold import Gold, read_gold

__all__ = ["Figures", "Gold", "confusion_csv", "evaluate", "read_gold"]
