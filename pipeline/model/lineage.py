"""Which documents have wording in common: a shared template, never who took it from whom."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SharedClause:
    """A clause of one document whose words stand in another document too."""

    n: int
    other_n: int
    score: float  # likeness of the two wordings to each other, 0 to 1; 1.0: word for word


@dataclass(frozen=True, slots=True)
class Kinship:
    """Wording that one document shares with another, seen from `doc`.

    Shares are of the weight of the document's clauses: long ones weigh more, and wording that
    is found in several templates less.
    """

    doc: str
    other: str
    clauses: tuple[SharedClause, ...]  # by n; verbatim and adapted, never paraphrases
    of: int  # clauses of doc that are lined up
    common: int  # clauses of doc on which the other document has a clause too, in any words
    share: float  # 0 to 1
    expected: float  # share that independent authors of the same subjects would have, 0 to 1
    chance: float  # that independent authors would share so many clauses, 0 to 1
    significant: bool  # too unlikely for chance, among all pairs of documents looked at

    @property
    def excess(self) -> float:
        """How much more is shared than chance would give; below 0 where less is."""
        return self.share - self.expected


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of a document stands in a lineage."""

    doc: str
    share: float  # of the weight of its clauses, 0 to 1
    clauses: tuple[int, ...]  # their numbers
    core: bool  # whether it is one of the documents that the lineage was found by


@dataclass(frozen=True, slots=True)
class Lineage:
    """Documents that share a template."""

    id: str  # made from the words of the hallmark: the same in every run that finds it
    name: str
    typical: str  # the document that has most in common with the others
    hallmark: tuple[str, int]  # doc and n of the clause that sets the template apart most
    standings: tuple[Standing, ...]  # the largest share first; of equals by doc


@dataclass(frozen=True, slots=True)
class Merge:
    """A step of the dendrogram: two groups become one.

    A group is numbered: leaves from 0 in their order, then the merges in theirs.
    """

    left: int
    right: int
    likeness: float  # mean share in common between the two groups, 0 to 1
    leaves: int  # in both together


@dataclass(frozen=True, slots=True)
class Tree:
    """How documents come together by what they share, the closest first."""

    leaves: tuple[str, ...]  # documents, or in a large corpus lineages, as they are to be drawn
    merges: tuple[Merge, ...]  # one fewer than leaves; none where there is nothing to join


@dataclass(frozen=True, slots=True)
class Distinctive:
    """A clause that only one document has, or only a few."""

    doc: str
    n: int
    sharers: tuple[tuple[str, int], ...]  # doc and n of the others; empty: only this one has it


@dataclass(frozen=True, slots=True)
class Ancestry:
    """What documents have in common and what is their own."""

    kinships: tuple[Kinship, ...] = ()  # by doc, then the largest share first
    lineages: tuple[Lineage, ...] = ()  # the most documents first
    tree: Tree = Tree((), ())
    distinctive: tuple[Distinctive, ...] = ()  # by doc; its own first, then the rarest
