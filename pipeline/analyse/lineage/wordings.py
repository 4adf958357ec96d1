"""Which wordings of each family are there, which document has which, and which are near?

Families say the same; a wording is narrower: readings that differ in a word or two. Each family's
readings are gathered about their most frequent texts, and then only wordings are compared with one
another, so the work grows with the number of readings and not with the number of pairs. The more
documents have a family, the fewer of its wordings are told apart: a rare one then counts as the
frequent one that it is nearest to.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from pipeline.model import Clause, Family
from pipeline.text.similarity import plain_wording

_SAME = 0.92  # edit ratio from which readings are one wording: a word or two apart
_MOST_LEADERS = 100  # wordings of one family with which its others are compared
_LEAST_LEADERS = 8  # however many documents have the family
_CELLS = 40_000  # of a table of a family's leaders and its readings


@dataclass(frozen=True, slots=True)
class Held:
    """A clause as one holding of a wording."""

    n: int
    family: int  # place of the family in the order of identifiers
    wording: int  # number of the wording, over all families
    plain: str
    weight: float  # by its length alone


@dataclass(frozen=True, slots=True)
class Holdings:
    """What each document holds."""

    docs: tuple[str, ...]  # sorted; those with at least one clause in a family
    held: tuple[tuple[Held, ...], ...]  # by document, each sorted by n
    families: tuple[int, ...]  # of each wording
    near: tuple[tuple[int, ...], ...]  # of each wording, those in nearly its words, itself first
    has: Any  # which document has which wording: CSR of 32-bit floats, shape (documents, wordings)
    having: Any  # which has it in nearly its words: the other way round, (wordings, documents)

    @property
    def wordings(self) -> int:
        """How many wordings there are."""
        return len(self.families)

    def having_in(self, groups: Sequence[Sequence[int]]) -> Any:
        """Count the documents of each group that have each wording in nearly its words.

        Returns:
            A scipy CSR matrix of 32-bit floats, shape (wordings, groups).
        """
        return (self.having @ self.members(groups)).tocsr()

    def members(self, groups: Sequence[Sequence[int]]) -> Any:
        """Tabulate which document is in which group.

        Returns:
            A scipy CSR matrix of 32-bit floats, shape (documents, groups).
        """
        import numpy as np
        from scipy.sparse import csr_matrix

        rows = [doc for group in groups for doc in group]
        columns = [number for number, group in enumerate(groups) for _ in group]
        ones = np.ones(len(rows), dtype=np.float32)
        return csr_matrix((ones, (rows, columns)), shape=(len(self.docs), len(groups)))

    def matrix(self, weights: Sequence[float]) -> Any:
        """Tabulate documents and wordings.

        Args:
            weights: Of each wording, by which that of the clause's length is multiplied.

        Returns:
            A scipy CSR matrix of 32-bit floats, shape (documents, wordings).
        """
        import numpy as np

        clauses = [each for held in self.held for each in held]
        values = [each.weight * weights[each.wording] for each in clauses]
        return _table(self.held, np.asarray(values, dtype=np.float32), self.wordings)


def holdings(
    families: Sequence[Family],
    clauses: Mapping[tuple[str, int], Clause],
    docs: Collection[str],
    *,
    near: float,
) -> Holdings:
    """Gather the readings of each family into wordings.

    Args:
        families: In any order.
        clauses: By document and number, those of the families among them.
        docs: The documents to look at.
        near: Edit ratio from which two wordings are near to each other, above 0 and up to 1.
    """
    import numpy as np

    wanted = frozenset(docs)
    family_of: list[int] = []
    neighbours: list[tuple[int, ...]] = []
    found: defaultdict[str, list[Held]] = defaultdict(list)
    for place, family in enumerate(sorted(families, key=lambda family: family.id)):
        members = [member for member in family.members if member.doc in wanted]
        texts = [clauses[member.doc, member.n].text for member in members]
        plain_of = {text: plain_wording(text) for text in dict.fromkeys(texts)}
        times = Counter(plain_of[text] for text in texts)
        told_apart = min(_MOST_LEADERS, max(_LEAST_LEADERS, _CELLS // max(len(texts), 1)))
        leader_of = _gathered(times, min(max(near, _SAME), 1.0), near, told_apart)
        leaders = list(dict.fromkeys(leader_of.values()))
        number_of = {leader: len(family_of) + at for at, leader in enumerate(leaders)}
        neighbours += _neighbours(leaders, len(family_of), near, told_apart)
        family_of += [place] * len(leaders)
        one_of = {plain: plain for plain in times}  # one string for all that are equal
        weight_of = {plain: length_weight(plain) for plain in times}
        for member, text in zip(members, texts, strict=True):
            plain = one_of[plain_of[text]]
            wording = number_of[leader_of[plain]]
            found[member.doc].append(Held(member.n, place, wording, plain, weight_of[plain]))
    ordered = tuple(sorted(found))
    held = tuple(tuple(sorted(found.pop(doc), key=lambda each: each.n)) for doc in ordered)
    has = _table(held, None, len(family_of))
    rows = np.repeat(np.arange(len(neighbours)), list(map(len, neighbours)))
    kin = _ones(rows, [other for others in neighbours for other in others], (len(family_of),) * 2)
    having = (kin @ has.T).tocsr()
    having.data[:] = 1.0
    return Holdings(ordered, held, tuple(family_of), tuple(neighbours), has, having)


def length_weight(plain: str) -> float:
    """Weigh a wording by its words: four times the words weigh twice as much.

    Short items come out alike by chance, and a long clause is not ten times the evidence of one
    of a tenth of its length.

    Example:
        >>> length_weight("be civil at all times"), length_weight("be civil at all times " * 4)
        (2.23606797749979, 4.47213595499958)
    """
    return sqrt(max(len(plain.split()), 1))


def _gathered(
    times: Mapping[str, int], same: float, near: float, told_apart: int
) -> dict[str, str]:
    """Name for each text its leader: the most frequent text that is the same, else itself.

    Args:
        times: How often each text stands there.
        same: Edit ratio from which two texts are one wording.
        near: Edit ratio from which a leader takes over those of the leaders too many.
        told_apart: Leaders, of the most frequent texts, that are not taken over.

    Returns:
        The most frequent texts first.
    """
    from rapidfuzz import fuzz, process

    leaders: list[str] = []
    leader_of: dict[str, str] = {}
    for plain in sorted(times, key=lambda plain: (-times[plain], -len(plain), plain)):
        looked_at = leaders[:told_apart]
        best = process.extractOne(plain, looked_at, scorer=fuzz.ratio, score_cutoff=100 * same) or (
            len(leaders) >= told_apart
            and process.extractOne(plain, looked_at, scorer=fuzz.ratio, score_cutoff=100 * near)
        )
        if best:
            leader_of[plain] = best[0]
        else:
            leaders.append(plain)
            leader_of[plain] = plain
    return leader_of


def _neighbours(
    leaders: Sequence[str], first: int, near: float, told_apart: int
) -> list[tuple[int, ...]]:
    """List for each wording itself and those near to it; of two rare ones neither is compared."""
    from rapidfuzz import fuzz, process

    found = [[first + number] for number in range(len(leaders))]
    if len(leaders) > 1:
        frequent = leaders[:told_apart]
        ratios = process.cdist(frequent, leaders, scorer=fuzz.ratio, score_cutoff=100 * near)
        for one, other in zip(*(side.tolist() for side in ratios.nonzero()), strict=True):
            if one < other:
                found[one].append(first + other)
                found[other].append(first + one)
    return [tuple(each) for each in found]


def _table(held: Sequence[Sequence[Held]], values: Any, wordings: int) -> Any:
    """Tabulate documents and wordings, with a value for each clause, or 1.0 for any number."""
    import numpy as np

    rows = np.repeat(np.arange(len(held)), list(map(len, held)))
    columns = [each.wording for clauses in held for each in clauses]
    made = _ones(rows, columns, (len(held), wordings), values)
    if values is None:
        made.data[:] = 1.0  # a wording that stands twice in a document
    return made


def _ones(rows: Any, columns: Any, shape: tuple[int, int], values: Any = None) -> Any:
    import numpy as np
    from scipy.sparse import csr_matrix

    if values is None:
        values = np.ones(len(rows), dtype=np.float32)
    return csr_matrix((values, (rows, columns)), shape=shape)
