"""Rules, a mention, or nothing?

Two questions are asked of every clause and provision: does it have rules, and does it name the
topic at all? Their answers are weighed once more, in one manner for all provisions, with what
tells a rule from a word in passing: whether another provision is the clause's main subject, what
the clause says without its list and the list without the clause, whether it binds anybody or only
points elsewhere. One manner for all, because what makes a mention is the same for every topic,
and no topic has mentions enough to learn it alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline.coding.passage import Passage

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_BINDS = re.compile(
    r"\b(?:must|shall|should|will|may|can|cannot|ought|never|not|n[’']t|expect(?:s|ed)?|required"
    r"|entitled|needs?|responsib(?:le|ility)|duty|rhaid|dylai|ddylai|gall|caiff|chaiff|peidio"
    r"|disgwylir|bydd|cyfrifol)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:see|refer(?:red)?|set out in|available|found (?:on|in|at)|separate(?:ly)?|polic(?:y|ies)"
    r"|procedures?|protocols?|further|details?|related|copies|website|appendix|gweler|polisi)\b",
    re.IGNORECASE,
)


class Views(NamedTuple):
    """Answers of the two questions, as log odds of shape (passages, provisions)."""

    rules: "npt.NDArray[np.float64]"
    named: "npt.NDArray[np.float64]"
    rules_alone: "npt.NDArray[np.float64]"  # of the text without its context
    named_alone: "npt.NDArray[np.float64]"
    rules_above: "npt.NDArray[np.float64]"  # of the context without the text
    named_above: "npt.NDArray[np.float64]"
    cues: "npt.NDArray[np.float64]"  # weight of the cues in the text, 0 to 1
    cues_above: "npt.NDArray[np.float64]"


@dataclass(frozen=True, slots=True)
class Weighing:
    """The weights of the second look.

    For each level (none, mention, rules) a row of weights over what `evidence` gives, and a
    constant. They are fitted to evidence that is centred and scaled, and hold for it as it is.
    """

    weights: "npt.NDArray[np.float64]"  # shape (3, kinds of evidence)
    constants: "npt.NDArray[np.float64]"  # shape (3,)

    def levels(self, evidence: "npt.NDArray[np.float64]") -> "npt.NDArray[np.float64]":
        """Give the probability of each level.

        Args:
            evidence: Shape (..., kinds of evidence).

        Returns:
            Shape (..., 3): none, mention, rules; they add up to 1.
        """
        import numpy as np

        odds = evidence @ self.weights.T + self.constants
        odds = np.exp(odds - odds.max(axis=-1, keepdims=True))
        share: npt.NDArray[np.float64] = odds / odds.sum(axis=-1, keepdims=True)
        return share


def evidence(views: Views, passages: Sequence[Passage]) -> "npt.NDArray[np.float64]":
    """Bring together what decides the level.

    Returns:
        Shape (passages, provisions, kinds of evidence).
    """
    import numpy as np

    ones = np.ones_like(views.rules)
    length = np.log1p([len(p.text.split()) for p in passages])[:, None] * ones
    binds = np.array([bool(_BINDS.search(p.text)) for p in passages], float)[:, None] * ones
    points = np.array([bool(_POINTS.search(p.text)) for p in passages], float)[:, None] * ones
    listed = np.array([bool(p.intro) for p in passages], float)[:, None] * ones
    has_cue = (views.cues > 0).astype(float)
    return np.stack(
        [
            *views,
            _lead(views.rules),
            _lead(views.named),
            _lead(views.rules_alone),
            views.rules - views.named,
            length,
            binds,
            points,
            listed,
            has_cue,
            (views.cues_above > 0).astype(float),
            views.cues * views.rules,
            views.cues * length,
            views.cues_above * has_cue,
            binds * views.rules,
            points * views.rules,
            length * views.rules,
            listed * views.rules_alone,
            listed * views.rules_above,
        ],
        axis=-1,
    )


def fit_weighing(
    evidence: "npt.NDArray[np.float64]", levels: "npt.NDArray[np.int64]", *, strength: float
) -> Weighing:
    """Learn how much each kind of evidence counts.

    Args:
        evidence: Shape (passages, provisions, kinds), from scores of passages held back.
        levels: Shape (passages, provisions): 0 none, 1 mention, 2 rules.
        strength: Inverse of the regularisation.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    rows = evidence.reshape(-1, evidence.shape[-1])
    centre, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale == 0] = 1.0
    model = LogisticRegression(C=strength, max_iter=1000).fit(
        (rows - centre) / scale, levels.ravel()
    )
    weights = model.coef_ / scale
    return Weighing(
        weights=np.round(weights, 4),
        constants=np.round(model.intercept_ - weights @ centre, 4),
    )


def _lead(odds: "npt.NDArray[np.float64]") -> "npt.NDArray[np.float64]":
    """How far each provision is ahead of the best of the others in its passage."""
    import numpy as np

    if odds.shape[1] < 2:
        return odds
    ranked = np.sort(odds, axis=1)
    best, second = ranked[:, -1:], ranked[:, -2:-1]
    lead: npt.NDArray[np.float64] = odds - np.where(odds == best, second, best)
    return lead
