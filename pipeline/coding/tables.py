"""What does the coder read of a row in a table?

A row says little without the row over its column: "Accept no for an answer" binds councillors under
"Officers can expect members to", and staff in the column beside it. So a row is read under the
table's first row; and where that opens a list over each column, every cell is read by itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.coding.passage import Passage, heading_of
from pipeline.model import Clause, ClauseKind

BETWEEN = " | "  # cells of a row, as they are written in the library
_CELL = "\t"  # as they are cut from documents
_HEAD_WORDS = 9  # of a cell in a first row that names the columns
_SHORTER = 0.6  # a first row that names the columns is at most this share of the others' length
_OPENS = re.compile(
    r"\b(?:expect|will|must|should|shall|may|can|undertakes?|agrees?|promises?|commits?|duty"
    r"|expectations?|responsibilit(?:y|ies)|disgwyl)\b",
    re.IGNORECASE,
)


def heads_of(clauses: Sequence[Clause]) -> Mapping[tuple[str, int], tuple[str, ...]]:
    """Find the cells that name the columns of each table.

    Args:
        clauses: Clauses of one or more documents, in any order.

    Returns:
        For each row under such cells, by doc and n, the cells; a first row has itself, where it
        opens lists. Rows of tables that name no columns are left out.
    """
    found = {}
    for table in _tables(clauses):
        cells = [_cells(row) for row in table]
        if _names_columns(cells):
            below = table if opens_lists(cells[0]) else table[1:]
            found.update({(row.doc, row.n): cells[0] for row in below})
    return found


def passages_of_row(row: Clause, head: tuple[str, ...]) -> list[Passage]:
    """Take from a row what the coder reads, in one piece or cell by cell.

    Args:
        row: A row of a table.
        head: The cells that name its columns; empty: none do.
    """
    cells, heading = _cells(row), heading_of(row)
    whole = Passage(heading, BETWEEN.join(head) or row.intro or "", BETWEEN.join(cells))
    if not opens_lists(head):
        return [whole]
    if cells == head:
        return [Passage(heading, "", cell) for cell in cells]
    topics = [cell for name, cell in zip(head, cells, strict=True) if not _OPENS.search(name)]
    promises = [
        Passage(BETWEEN.join(topics) or heading, name, cell)
        for name, cell in zip(head, cells, strict=True)
        if cell and _OPENS.search(name)
    ]
    return promises or [whole]


def opens_lists(head: Sequence[str]) -> bool:
    """Whether at least two columns are lists of what is expected of somebody."""
    return sum(bool(_OPENS.search(cell)) for cell in head) > 1


def _tables(clauses: Sequence[Clause]) -> Iterator[list[Clause]]:
    """Give the rows that follow each other and have as many cells under the same heading."""
    rows = sorted(
        (clause for clause in clauses if clause.kind is ClauseKind.TABLE_ROW),
        key=lambda row: (row.doc, row.n),
    )
    table = rows[:1]
    for last, row in pairwise(rows):
        follows = (row.doc, row.n, row.path) == (last.doc, last.n + 1, last.path)
        if not follows or len(_cells(row)) != len(_cells(last)):
            yield table
            table = []
        table.append(row)
    if table:
        yield table


def _names_columns(table: Sequence[tuple[str, ...]]) -> bool:
    head, *others = table
    if len(head) < 2 or not others or not all(head):
        return False
    if any(len(cell.split()) > _HEAD_WORDS or cell[-1] in ".;" for cell in head):
        return False
    mean = sum(_length(row) for row in others) / len(others)
    return opens_lists(head) or _length(head) <= _SHORTER * mean


def _cells(row: Clause) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in row.text.split(_CELL))


def _length(row: Sequence[str]) -> int:
    return sum(len(cell.split()) for cell in row)
