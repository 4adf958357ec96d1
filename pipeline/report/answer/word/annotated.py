"""How does a draft that is no Word file become one with a comment at each place?

The draft's clauses are written one below the other as they were read, so that what is said of them
stands beside them; how the file was laid out is lost.
"""

from collections.abc import Sequence
from itertools import groupby

from pipeline.model import Check, Clause, ClauseKind, Origin, Remark
from pipeline.report.answer.unread import file_name, what_happened, what_to_do
from pipeline.report.answer.word.commented import Commented, commented
from pipeline.report.safe_text import shortened, shown
from pipeline.report.word import Paper, Run

_NAME = 90
_MOST_COLUMNS = 12
_ROOM = 0.89  # of a full sheet, between the margins of a letter
_DEEPEST = 3  # levels of headings


def annotated(check: Check, remarks: Sequence[Remark]) -> Commented:
    """Write a draft of any kind as a Word file, with remarks as comments.

    Args:
        check: The answer on the draft.
        remarks: As for `commented`.

    Returns:
        The file. Where the draft could not be read, it says why and what to do.
    """
    name = shortened(shown(file_name(check)), _NAME)
    paper = Paper(f"{name}, with comments", letter=True)
    if not check.document.state.readable:
        paper.add("Title", [Run("This file could not be read")])
        paper.add("Letter", [Run(f"{name}: {what_happened(check)}")])
        paper.add("Letter", [Run(what_to_do(check))])
        return Commented(paper.to_bytes(), unplaced=len(remarks))
    paper.add(
        "Foot",
        [
            Run(
                f"The text of {name} as it was read, with comments beside it. How the file was "
                "laid out is not kept: make changes in the file itself."
            )
        ],
    )
    written = _Written(paper, check.document.text)
    for is_row, clauses in groupby(
        check.clauses, key=lambda each: each.kind is ClauseKind.TABLE_ROW
    ):
        if is_row:
            written.add_rows(list(clauses))
        else:
            for clause in clauses:
                written.add(clause)
    return commented(paper.to_bytes(), check.document, remarks, written.origins)


class _Written:
    """A draft's clauses while they are written, and where each has gone."""

    def __init__(self, paper: Paper, text: str) -> None:
        self.origins: list[Origin] = []
        self._paper = paper
        self._text = text
        self._paragraphs = 1  # what stands before the first clause

    def add(self, clause: Clause) -> None:
        """Write a clause as a paragraph."""
        printed = f"{clause.label} {clause.text}" if clause.label else clause.text
        self._paper.add(_style(clause), [Run(printed, language=clause.language)])
        self._note(clause, 1)

    def add_rows(self, clauses: Sequence[Clause]) -> None:
        """Write the rows of a table."""
        rows = [
            (*cells[: _MOST_COLUMNS - 1], " ".join(cells[_MOST_COLUMNS - 1 :]))
            if len(cells) > _MOST_COLUMNS
            else cells
            for cells in (tuple(self._text[each.start : each.end].split("\t")) for each in clauses)
        ]
        columns = max(map(len, rows))
        self._paper.add_table(
            "A table of the draft",
            (),
            [
                [
                    [Run(cell, language=clause.language)]
                    for cell in (*row, *[""] * columns)[:columns]
                ]
                for clause, row in zip(clauses, rows, strict=True)
            ],
            [_ROOM / columns] * columns,
        )
        for clause in clauses:
            self._note(clause, columns)

    def _note(self, clause: Clause, number: int) -> None:
        paragraphs = tuple(range(self._paragraphs, self._paragraphs + number))
        self._paragraphs += number
        self.origins.append(Origin(clause.start, clause.start, clause.end, paragraphs))


def _style(clause: Clause) -> str:
    if clause.role == "title":
        return "Title"
    if clause.kind is ClauseKind.HEADING:
        return f"Heading{min(len(clause.path) + 1, _DEEPEST)}"
    return "Item" if clause.kind is ClauseKind.LIST_ITEM else "Letter"
