"""Which clauses say the same word for word?

Most clauses of most councils are copies, so everything after this step works on distinct wordings.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Audience, Clause
from pipeline.text.folding import fold_item
from pipeline.text.similarity import plain_of


@dataclass(frozen=True, slots=True)
class Wording:
    """Clauses that are equal after folding and bind the same party."""

    text: str  # folded
    plain: str  # folded further: see pipeline.text.similarity
    audience: Audience
    language: str
    places: tuple[int, ...]  # where its clauses stand in the sequence it was collapsed from


def collapse(clauses: Sequence[Clause]) -> tuple[Wording, ...]:
    """Bring equal clauses together.

    Args:
        clauses: Substantive clauses sorted by document and number; length n.

    Returns:
        Distinct wordings, the most frequent first, then the longest, then by text and audience, so
        that the order does not depend on the order of documents. Their places are indices of
        `clauses` in ascending order; each index is in exactly one of them.
    """
    folded: dict[str, str] = {}
    places: defaultdict[tuple[str, Audience, str], list[int]] = defaultdict(list)
    last: dict[str, str] = {}  # names are known by their capitals; any one original will do
    for index, clause in enumerate(clauses):
        text = folded.get(clause.text)
        if text is None:
            text = folded[clause.text] = fold_item(clause.text)
            last[text] = max(clause.text, last.get(text, clause.text))
        places[text, clause.audience, clause.language].append(index)
    plain = {text: plain_of(text, original) for text, original in last.items()}
    ranked = sorted((-len(where), -len(key[0]), *key) for key, where in places.items())
    return tuple(
        [
            Wording(text, plain[text], audience, language, tuple(places[text, audience, language]))
            for _, _, text, audience, language in ranked
        ]
    )
