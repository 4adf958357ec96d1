"""What has a document to itself, and what do only a few others have?"""

from collections import defaultdict
from collections.abc import Sequence

from pipeline.analyse.lineage.wordings import Holdings
from pipeline.model import Distinctive, PartialLink, Suggestion

_SAME = 0.5  # score from which a suggested pair is too likely the same for a claim to be made
_FEW = 3  # documents beside its own that may have a rare wording
_MOST_RARE = 8  # rare wordings reported of one document


def distinctive(
    held: Holdings, partial_links: Sequence[PartialLink], suggestions: Sequence[Suggestion]
) -> tuple[Distinctive, ...]:
    """Find the clauses that one document alone has, and the rarest of those that few share.

    A clause is a document's own where its family has no other document, no part of it says what
    another family says, and it is not likely the same as another in other words.

    Returns:
        By document: its own clauses in reading order, then up to eight that at most three others
        have in the same words, those with the fewest others first. Rare is said only of wording
        that less than a third of the documents have.
    """
    elsewhere = {(link.doc, link.n) for link in partial_links}
    for pair in suggestions:
        if pair.score >= _SAME:
            elsewhere |= {(pair.doc, pair.n), (pair.other_doc, pair.other_n)}
    in_family: defaultdict[int, set[str]] = defaultdict(set)
    holders: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for doc, clauses in zip(held.docs, held.held, strict=True):
        for each in clauses:
            in_family[each.family].add(doc)
            holders[each.wording].append((doc, each.n))
    documents = held.having.sum(axis=1).ravel().tolist()[0]  # of each wording
    most = min(_FEW, (len(held.docs) - 1) // 3 - 1)
    found = []
    for doc, clauses in zip(held.docs, held.held, strict=True):
        rare = []
        for each in clauses:
            if len(in_family[each.family]) == 1:
                if (doc, each.n) not in elsewhere:
                    found.append(Distinctive(doc, each.n, ()))
            elif 0 < documents[each.wording] - 1 <= most:
                sharers = sorted(
                    place
                    for wording in held.near[each.wording]
                    for place in holders[wording]
                    if place[0] != doc
                )
                rare.append((len(sharers), -each.weight, each.n, tuple(sharers)))
        found += [Distinctive(doc, n, sharers) for *_, n, sharers in sorted(rare)[:_MOST_RARE]]
    return tuple(found)
