"""How does each reading stand to its family's exemplar?

Relations are decided by the two wordings alone, never by weights that change as councils join.
"""

from collections.abc import Sequence

from pipeline.align.wordings import Wording
from pipeline.model import Relation
from pipeline.text.similarity import edit_ratio

_CONTENDERS = 24  # wordings compared to find the most typical


def exemplar_of(wordings: Sequence[Wording]) -> Wording:
    """Choose the wording that the others of its family are compared with.

    The most frequent; among equally frequent ones the one most like the others.

    Args:
        wordings: All wordings of a family; at least one.
    """
    ranked = sorted(wordings, key=lambda w: (-len(w.places), -len(w.text), w.text, w.audience))[
        :_CONTENDERS
    ]
    contenders = [wording for wording in ranked if len(wording.places) == len(ranked[0].places)]
    if len(contenders) == 1:
        return contenders[0]
    typical = [
        round(sum(edit_ratio(wording.plain, other.plain) for other in ranked), 6)
        for wording in contenders
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
