"""Which wordings of each family are there, which document has which, and which are near?

Families say the same; a wording is narrower: readings that differ in a word or two. Each family's
readings are gathered about their most frequent texts, and then only wordings are compared with one
another, so the work grows with the number of readings and not with the number of pairs.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from pipeline.model import Clause, Family
from pipeline.text.similarity import edit_ratio, plain_wording

_SAME = 0.92  # edit ratio from which readings are one wording: a word or two apart
_MOST_LEADERS = 100  # wordings of one family with which its others are compared


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

    @property
    def wordings(self) -> int:
        """How many wordings there are."""
        return len(self.families)

    def having(self, groups: Sequence[Sequence[int]] | None = None) -> Any:
        """Count the documents that have each wording in nearly its words.

        Args:
            groups: Documents to count together; None: each by itself.

        Returns:
            A scipy CSR matrix of 32-bit floats, shape (wordings, groups).
        """
        import numpy as np
        from scipy.sparse import csr_matrix

        rows = [number for number, others in enumerate(self.near) for _ in others]
        columns = [other for others in self.near for other in others]
        shape = (self.wordings, self.wordings)
        kin = csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=shape)
        having = (kin @ self.matrix().T).tocsr()
        having.data[:] = 1.0
        return having if groups is None else (having @ self.members(groups)).tocsr()

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

    def matrix(self, weights: Sequence[float] | None = None) -> Any:
        """Tabulate documents and wordings.

        Args:
            weights: Of each wording, by which that of the clause's length is multiplied; None:
                1.0 wherever a document has a wording.

        Returns:
            A scipy CSR matrix of 32-bit floats, shape (documents, wordings).
        """
        import numpy as np
        from scipy.sparse import csr_matrix

        rows = [doc for doc, clauses in enumerate(self.held) for _ in clauses]
        columns = [each.wording for clauses in self.held for each in clauses]
        values = [
            1.0 if weights is None else each.weight * weights[each.wording]
            for clauses in self.held
            for each in clauses
        ]
        made = csr_matrix(
            (np.asarray(values, dtype=np.float32), (rows, columns)),
            shape=(len(self.docs), self.wordings),
        )
        if weights is None:
            made.data[:] = 1.0  # a wording that stands twice in a document
        return made


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
    wanted = frozenset(docs)
    family_of: list[int] = []
    neighbours: list[tuple[int, ...]] = []
    held: defaultdict[str, list[Held]] = defaultdict(list)
    for place, family in enumerate(sorted(families, key=lambda family: family.id)):
        plains = {
            (member.doc, member.n): plain_wording(clauses[member.doc, member.n].text)
            for member in family.members
            if member.doc in wanted
        }
        leader_of = _gathered(Counter(plains.values()), min(max(near, _SAME), 1.0))
        leaders = list(dict.fromkeys(leader_of.values()))
        numbers = {leader: len(family_of) + at for at, leader in enumerate(leaders)}
        neighbours += _neighbours(leaders, len(family_of), near)
        family_of += [place] * len(leaders)
        for (doc, n), plain in plains.items():
            wording = numbers[leader_of[plain]]
            held[doc].append(Held(n, place, wording, plain, length_weight(plain)))
    ordered = tuple(sorted(held))
    return Holdings(
        ordered,
        tuple(tuple(sorted(held[doc], key=lambda each: each.n)) for doc in ordered),
        tuple(family_of),
        tuple(neighbours),
    )


def length_weight(plain: str) -> float:
    """Weigh a wording by its words: four times the words weigh twice as much.

    Short items come out alike by chance, and a long clause is not ten times the evidence of one
    of a tenth of its length.

    Example:
        >>> length_weight("be civil at all times"), length_weight("be civil at all times " * 4)
        (2.23606797749979, 4.47213595499958)
    """
    return sqrt(max(len(plain.split()), 1))


def _gathered(times: Mapping[str, int], same: float) -> dict[str, str]:
    """Name for each text its leader: the most frequent text that is the same, else itself.

    Returns:
        The most frequent texts first.
    """
    leaders: list[str] = []
    leader_of: dict[str, str] = {}
    for plain in sorted(times, key=lambda plain: (-times[plain], -len(plain), plain)):
        looked_at = leaders[:_MOST_LEADERS]
        ratios = [edit_ratio(plain, leader, at_least=same) for leader in looked_at]
        best = max(ratios, default=0.0)
        if best >= same:
            leader_of[plain] = leaders[ratios.index(best)]
        else:
            leaders.append(plain)
            leader_of[plain] = plain
    return leader_of


def _neighbours(leaders: Sequence[str], first: int, near: float) -> list[tuple[int, ...]]:
    """List for each wording itself and those near to it; of two rare ones neither is compared."""
    found = [[first + number] for number in range(len(leaders))]
    for one, leader in enumerate(leaders[:_MOST_LEADERS]):
        for other in range(one + 1, len(leaders)):
            if edit_ratio(leader, leaders[other], at_least=near) >= near:
                found[one].append(first + other)
                found[other].append(first + one)
    return [tuple(each) for each in found]
