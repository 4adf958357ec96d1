"""Rules, a mention, or nothing?

Two questions are asked of every clause and provision: does it have rules, and does it name the
topic at all? Their answers are weighed once more, in one manner for all provisions, with what
tells a rule from a word in passing: whether another provision is the clause's main subject, what
the clause says without its list and the list without the clause, whether it binds anybody or only
points elsewhere. One manner for all, because what makes a mention is the same for every topic,
and no topic has mentions enough to learn it alone.
"""

import math
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
    r"|procedures?|protocols?|further|details?|related|copies|website|appendix|gweler|polisi"
    r"|(?:covered|dealt with|addressed|described|treated) (?:below|above|elsewhere|later|further)"
    r"|(?:later|another) (?:part|section))\b",
    re.IGNORECASE,
)

_ASIDE = re.compile(
    r"\b(?:and not|but not|not to (?:any|one|a|some)|nor to|rather than|instead of|as opposed to"
    r"|regardless of|irrespective of|no matter|whatever(?: the| their| your)?|other than"
    r"|ac nid|yn hytrach na)\b[^.;:]{0,120}",
    re.IGNORECASE,
)

# in such a list each item is a duty of its party, and its topic is often named in passing
_EXPECTS = re.compile(r"\b(?:expect|ddisgwyl)", re.IGNORECASE)

# "Also available:", "This protocol covers:": what follows is named, not ruled on
_LISTS_TOPICS = re.compile(
    rf"{_POINTS.pattern}|\b(?:covers?|includes?|deals?|contents?|holds?|has|have)\b", re.IGNORECASE
)
# Kinds of evidence that mean something else side by side than each by itself.
_TOGETHER = (
    ("set_aside", "rules"),
    ("set_aside", "gap"),
    ("cues", "rules"),
    ("cues", "length"),
    ("cues", "gap"),
    ("cue_above", "has_cue"),
    ("has_cue", "gap"),
    ("binds", "rules"),
    ("binds", "gap"),
    ("binds", "named"),
    ("binds", "listed"),
    ("binds", "length"),
    ("binds", "rules_lead"),
    ("binds_itself", "listed"),
    ("points", "rules"),
    ("points", "gap"),
    ("points", "length"),
    ("lists_topics", "gap"),
    ("lists_topics", "named"),
    ("listed", "rules_alone"),
    ("listed", "rules_above"),
    ("listed", "gap"),
    ("listed", "length"),
    ("expected", "rules"),
    ("expected", "gap"),
    ("expected", "rules_lead"),
    ("expected", "length"),
    ("length", "rules"),
    ("length", "gap"),
    ("rules", "gap"),
    ("rules_lead", "rules"),
    ("rules_lead", "gap"),
    ("rules_lead", "named"),
)

_EVERY = 5  # share of the passages without a provision that its weighing looks at
_NEVER = -50.0  # log odds of a level that no lesson has


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
    cues_kept: "npt.NDArray[np.float64]"  # of the text without what it sets aside


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


def without_asides(text: str) -> str:
    """Leave out what a text names only to set it aside: "..., and not to any group"."""
    return _ASIDE.sub("", text)


def evidence(views: Views, passages: Sequence[Passage]) -> "npt.NDArray[np.float64]":
    """Bring together what decides the level.

    Returns:
        Shape (passages, provisions, kinds of evidence).
    """
    import numpy as np

    def of_passages(values: Sequence[float]) -> "npt.NDArray[np.float64]":
        return np.array(values, dtype=np.float64)[:, None] * np.ones_like(views.rules)

    binds_itself = of_passages([bool(_BINDS.search(p.text)) for p in passages])
    binds_above = of_passages([bool(_BINDS.search(p.intro)) for p in passages])
    single = {
        **views._asdict(),
        "rules_lead": _lead(views.rules),
        "named_lead": _lead(views.named),
        "alone_lead": _lead(views.rules_alone),
        "gap": views.rules - views.named,
        "gap_alone": views.rules_alone - views.named_alone,
        "length": of_passages([math.log1p(len(p.text.split())) for p in passages]),
        "binds": np.maximum(binds_itself, binds_above),
        "binds_itself": binds_itself,
        "points": of_passages([bool(_POINTS.search(p.text)) for p in passages]),
        "lists_topics": of_passages([bool(_LISTS_TOPICS.search(p.intro)) for p in passages]),
        "expected": of_passages([bool(_EXPECTS.search(p.context)) for p in passages]),
        "listed": of_passages([bool(p.intro) for p in passages]),
        "set_aside": ((views.cues > 0) & (views.cues_kept == 0)).astype(np.float64),
        "has_cue": (views.cues > 0).astype(np.float64),
        "cue_above": (views.cues_above > 0).astype(np.float64),
    }
    together = [single[one] * single[other] for one, other in _TOGETHER]
    beyond = [
        np.maximum(single[name] - threshold, 0.0)
        for name, threshold in (("rules", 0), ("rules", -2), ("named", 0), ("gap", -3))
    ]
    return np.stack([*single.values(), *together, *beyond], axis=-1)


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

    # Most passages have nothing to do with most provisions; every few of those stand for all.
    answers = levels.ravel()
    kept = (answers > 0) | (np.arange(answers.size) % _EVERY == 0)
    rows, answers = evidence.reshape(-1, evidence.shape[-1])[kept], answers[kept]
    counts = np.where(answers > 0, 1.0, float(_EVERY))
    weights: npt.NDArray[np.float64] = np.zeros((3, rows.shape[1]))
    constants = np.full(3, _NEVER)
    seen = np.unique(answers)
    constants[seen] = 0.0
    if len(seen) > 1:
        centre, scale = rows.mean(axis=0), rows.std(axis=0)
        scale[scale == 0] = 1.0
        # This solver ends at the optimum itself, so that every machine finds the same weights.
        model = LogisticRegression(C=strength, solver="newton-cholesky", tol=1e-6, max_iter=200)
        model.fit((rows - centre) / scale, answers, sample_weight=counts)
        # of two levels, the model weighs the second against the first
        found = model.coef_ / scale
        weights[seen[-len(found) :]] = found
        constants[seen[-len(found) :]] = model.intercept_ - found @ centre
    return Weighing(weights=np.round(weights, 4), constants=np.round(constants, 4))


def _lead(odds: "npt.NDArray[np.float64]") -> "npt.NDArray[np.float64]":
    """How far each provision is ahead of the best of the others in its passage."""
    import numpy as np

    if odds.shape[1] < 2:
        return odds
    ranked = np.sort(odds, axis=1)
    best, second = ranked[:, -1:], ranked[:, -2:-1]
    lead: npt.NDArray[np.float64] = odds - np.where(odds == best, second, best)
    return lead
