"""Precision, recall and F1."""


def precision_recall_f1(hits: int, found: int, wanted: int) -> tuple[float, float, float]:
    """Give precision, recall and F1, each from 0.0 to 1.0.

    Finding nothing where nothing is wanted is perfect precision; wanting nothing, perfect recall.

    Example:
        >>> precision_recall_f1(3, 4, 6)
        (0.75, 0.5, 0.6)
    """
    precision = hits / found if found else float(not wanted)
    recall = hits / wanted if wanted else 1.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0
