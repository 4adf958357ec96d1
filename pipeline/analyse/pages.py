"""Which pages would a reader want to see as they were published?

Those that hold the words behind a finding, and those whose words were recognised with doubt.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.model import Cell, Clause, Defect, Difference, Evidence, Review


def evidence_pages(
    clauses: Mapping[tuple[str, int], Clause],
    *,
    cells: Iterable[Cell],
    reviews: Iterable[Review],
    defects: Iterable[Defect],
    differences: Iterable[Difference],
    doubtful_below: float,
    most: int,
) -> dict[str, tuple[int, ...]]:
    """Choose the pages that hold evidence.

    Args:
        clauses: All clauses, by document and number.
        cells: Cells of the coverage matrix.
        reviews: Reviews, with the words behind their dates.
        defects: Drafting defects.
        differences: Differences of force.
        doubtful_below: A recognised clause that is less sure than this is to be looked at.
        most: Pages of one document. Where there are more, the strongest clause of each cell, the
            dates, defects and differences go first.

    Returns:
        Numbers of pages in rising order by document; no document without such a page.
    """
    wanted: dict[str, dict[int, None]] = {}
    first, further = _of_cells(clauses, tuple(cells))
    for doc, page in (
        *first,
        *_of_words(clauses, (words for review in reviews for _, words in review.evidence)),
        *_of_words(clauses, (defect.evidence for defect in defects)),
        *((d.doc, clauses[d.doc, d.n].page) for d in differences if (d.doc, d.n) in clauses),
        *further,
        *(
            (clause.doc, clause.page)
            for clause in clauses.values()
            if clause.confidence is not None and clause.confidence < doubtful_below
        ),
    ):
        if page is not None:
            wanted.setdefault(doc, {})[page] = None
    return {doc: tuple(sorted(list(pages)[:most])) for doc, pages in sorted(wanted.items())}


_Place = tuple[str, int | None]


def _of_cells(
    clauses: Mapping[tuple[str, int], Clause], cells: Sequence[Cell]
) -> tuple[list[_Place], list[_Place]]:
    """Give the places of each cell's strongest clause, and of its further ones."""
    first: list[_Place] = []
    further: list[_Place] = []
    for cell in cells:
        found = [clauses[cell.doc, n] for n in cell.clauses if (cell.doc, n) in clauses]
        first += [(clause.doc, clause.page) for clause in found[:1]]
        further += [(clause.doc, clause.page) for clause in found[1:]]
    return first, further


def _of_words(
    clauses: Mapping[tuple[str, int], Clause], evidence: Iterable[Evidence]
) -> Iterator[_Place]:
    for words in evidence:
        clause = clauses.get((words.doc, words.n)) if words.n is not None else None
        yield words.doc, words.page or (clause.page if clause is not None else None)
