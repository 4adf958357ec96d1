"""How does each reading stand to its family's exemplar?

Relations are decided by the two wordings alone, never by weights that change as councils join.
"""

from collections.abc import Sequence
from heapq import nsmallest

from pipeline.align.wordings import Wording
from pipeline.model import Relation
from pipeline.text.similarity import edit_ratio

_CONTENDERS = 24  # wordings compared to find the most typical


def exemplar_of(wordings: Sequence[Wording]) -> int:
    """Choose the wording that the others of its family are compared with: its index.

    The most frequent; among equally frequent ones the one most like the others.

    Args:
        wordings: All wordings of a family; at least one.
    """
    if len(wordings) == 1:
        return 0
    ranked = nsmallest(
        _CONTENDERS,
        range(len(wordings)),
        key=lambda at: (
            -len(wordings[at].places),
            -len(wordings[at].text),
            wordings[at].text,
            wordings[at].audience,
        ),
    )
    most = len(wordings[ranked[0]].places)
    contenders = [at for at in ranked if len(wordings[at].places) == most]
    if len(contenders) == 1:
        return contenders[0]
    typical = [
        round(sum(edit_ratio(wordings[at].plain, wordings[other].plain) for other in ranked), 6)
        for at in contenders
    ]
    return contenders[typical.index(max(typical))]


def relation_to(exemplar: Wording, reading: Wording, *, adapted: float) -> tuple[Relation, float]:
    """Relate a reading to its family's exemplar.

    Args:
        exemplar: The wording it is compared with.
        reading: A wording of the same family.
        adapted: Likeness from which a reading is adapted and no paraphrase, 0 to 1.

    Returns:
        The relation, and the likeness of the words from 0 to 1: 1.0 for verbatim readings alone,
        since what folds to the same words but for a council's name is adapted.
    """
    if reading.text == exemplar.text:
        return Relation.VERBATIM, 1.0
    likeness = edit_ratio(exemplar.plain, reading.plain)
    relation = Relation.ADAPTED if likeness >= adapted else Relation.PARAPHRASE
    return relation, round(min(likeness, 0.999), 3)
