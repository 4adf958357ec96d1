"""How sure is a cell of the coverage matrix?

The coder judges clauses; a cell stands for a whole document. That the surest of its clauses has
rules with a probability of 0.6 says little by itself: with a second such clause the document very
likely has rules, and among eighty clauses one may reach 0.6 by chance. So the chance of each level
is learnt from made-up documents: handfuls of library clauses of one voice, coded by a coder that
was not trained on that voice.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_DOCUMENTS = 60  # made up of each voice
_CLAUSES = (25, 90)  # of a made-up document: at least, and fewer than
_AWAY = (0.15, 0.55)  # share of the provisions on which a made-up document has no rules
_FEWEST = 10  # clauses, or it is no document
_NEARLY = 1e-5  # least probability whose odds are looked at


def summary(levels: "npt.NDArray[np.float64]") -> "npt.NDArray[np.float64]":
    """Sum up what the clauses of one document say of each provision.

    Args:
        levels: Shape (clauses, provisions, 3): the probability that each clause has nothing on a
            provision, mentions it, has rules on it.

    Returns:
        Shape (provisions, 8): the log odds of rules, and of either, in the surest clause and in
        the second; how many clauses are to be expected of both; and the surest again, where it is
        more likely than not.
    """
    import numpy as np

    none_at_all = np.array([[1.0, 0.0, 0.0]])
    few = max(0, 2 - len(levels))
    padded = np.concatenate([levels, np.tile(none_at_all, (few, levels.shape[1], 1))])
    rules, named = padded[..., 2], 1 - padded[..., 0]
    first_rules, second_rules = _log_odds(np.sort(rules, axis=0)[:-3:-1])
    first_named, second_named = _log_odds(np.sort(named, axis=0)[:-3:-1])
    return np.stack(
        [
            first_rules,
            second_rules,
            first_named,
            second_named,
            np.log1p(rules.sum(axis=0)),
            np.log1p(named.sum(axis=0)),
            np.maximum(first_rules, 0),
            np.maximum(first_named, 0),
        ],
        axis=-1,
    )


def made_up_documents(
    voices: Sequence[str], levels: "npt.NDArray[np.int64]", *, seed: int
) -> Iterator["npt.NDArray[np.int64]"]:
    """Choose clauses that could stand in one document.

    Each document leaves out the rules on some of the provisions, and on half of these every
    mention too, as documents of councils do.

    Args:
        voices: The voice of each clause.
        levels: Shape (clauses, provisions): 0 none, 1 mention, 2 rules.
        seed: Of the choice.

    Yields:
        Places of the clauses of one document.
    """
    import numpy as np

    chance = np.random.default_rng(seed)
    provisions = levels.shape[1]
    least, most = (round(share * provisions) for share in _AWAY)
    for voice in sorted(set(voices)):
        of_voice = np.flatnonzero([each == voice for each in voices])
        for _ in range(_DOCUMENTS):
            size = int(chance.integers(*_CLAUSES))
            count = int(chance.integers(least, most + 1))
            away = chance.choice(provisions, size=count, replace=False)
            left = of_voice[~(levels[np.ix_(of_voice, away)] == 2).any(axis=1)]
            silent = away[: count // 2]
            left = left[~(levels[np.ix_(left, silent)] > 0).any(axis=1)]
            if len(left) >= _FEWEST:
                yield chance.choice(left, size=min(size, len(left)), replace=False)


def _log_odds(share: "npt.NDArray[np.float64]") -> "npt.NDArray[np.float64]":
    import numpy as np

    kept = np.clip(share, _NEARLY, 1 - _NEARLY)
    odds: npt.NDArray[np.float64] = np.log(kept / (1 - kept))
    return odds
