"""Which numbers are printed twice, and which are left out?

Numbers are compared within the list they belong to. A list starts afresh with an appendix, with
the other language of a bilingual document, or where the numbers go back to the beginning.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.analyse.defects.inspected import Inspected, short
from pipeline.model import Clause, ClauseKind, Defect, DefectKind, State
from pipeline.text.folding import fold
from pipeline.text.numbering import NumberKind, Reading, read_division, readings_of

_KINDS = frozenset(
    {ClauseKind.HEADING, ClauseKind.CLAUSE, ClauseKind.LIST_INTRO, ClauseKind.LIST_ITEM}
)
_WIDEST_GAP = 3  # beyond this the numbers are of different lists, or the text has holes


@dataclass(frozen=True, slots=True)
class _Numbered:
    clause: Clause
    reading: Reading
    order: int  # place among all the document's clauses

    @property
    def last(self) -> int:
        return self.reading.value[-1]


def duplicate_numbers(inspected: Inspected) -> Iterator[Defect]:
    """Find a number that two neighbouring clauses of one list carry."""
    for siblings in _lists(inspected):
        for first, second in pairwise(siblings):
            if first.last != second.last or fold(first.clause.text) == fold(second.clause.text):
                continue
            label = second.clause.label or ""
            yield inspected.defect(
                DefectKind.DUPLICATE_NUMBER,
                second.clause,
                second.clause.start,
                inspected.opening(second.clause),
                f"The number {label.rstrip('.')} is printed on two clauses, the other beginning "
                f"“{short(first.clause.text, 40)}”: renumber, and check what refers to them.",
            )


def skipped_numbers(inspected: Inspected) -> Iterator[Defect]:
    """Find a list that leaves out one or two numbers between clauses that follow each other."""
    for siblings in _lists(inspected):
        for before, after in pairwise(siblings):
            gap = after.last - before.last
            if not 1 < gap <= _WIDEST_GAP or _is_hidden(inspected, before, after):
                continue
            missing = _missing_label(after)
            if missing is None:
                continue
            yield inspected.defect(
                DefectKind.SKIPPED_NUMBER,
                after.clause,
                after.clause.start,
                inspected.opening(after.clause),
                f"The numbering goes from {_bare(before)} to {_bare(after)}: "
                f"renumber, or put back what {missing.rstrip('.')} said.",
            )


def _lists(inspected: Inspected) -> Iterator[list[_Numbered]]:
    """Give the runs of clauses that one counter numbered, each at least two long."""
    if inspected.document.state is State.OCR:
        return  # a misread digit would look like a wrong one
    groups: dict[tuple[object, ...], list[_Numbered]] = defaultdict(list)
    scope = 0
    top = 0
    for order, clause in enumerate(inspected.clauses):
        if clause.kind is ClauseKind.HEADING and read_division(clause.label or clause.text):
            scope, top = scope + 1, 0
        if clause.quoted or clause.kind not in _KINDS or not clause.label:
            continue
        readings = readings_of(clause.label)
        if not readings:
            continue
        first = readings[0]
        if first.kind is NumberKind.DECIMAL or clause.kind is ClauseKind.HEADING:
            leading = first.value[0]
            if leading < top and leading == 1:
                scope += 1  # back to the beginning: another list
            top = leading
        key = _key(clause, first, scope)
        group = groups[key]
        reading = _fitting(readings, group[-1].reading if group else None)
        numbered = _Numbered(clause, reading, order)
        if group and (numbered.last < group[-1].last or reading.style != group[-1].reading.style):
            yield from _runs(group)
            groups[key] = [numbered]
        else:
            group.append(numbered)
    for group in groups.values():
        yield from _runs(group)


def _key(clause: Clause, reading: Reading, scope: int) -> tuple[object, ...]:
    """Say to which list a clause belongs."""
    if reading.kind is NumberKind.DECIMAL:
        return (scope, clause.language, reading.style, reading.value[:-1])
    item = clause.kind is ClauseKind.LIST_ITEM
    return (scope, clause.language, reading.style, clause.path, item)


def _runs(group: list[_Numbered]) -> Iterator[list[_Numbered]]:
    if len(group) > 1:
        yield group


def _fitting(readings: tuple[Reading, ...], before: Reading | None) -> Reading:
    """Choose between the letter i and the number i by what was counted before."""
    if before is None:
        ones = [reading for reading in readings if reading.value[-1] == 1]
        return ones[0] if ones else readings[0]
    alike = [r for r in readings if r.kind is before.kind]
    follows = [r for r in readings if r.value[-1] == before.value[-1] + 1]
    return (follows or alike or list(readings))[0]


def _is_hidden(inspected: Inspected, before: _Numbered, after: _Numbered) -> bool:
    """Whether a number that seems to be missing stands inside the text between."""
    between = inspected.document.text[before.clause.start : after.clause.start]
    label = _missing_label(after)
    if label is None:
        return True
    place = (
        r"^[ \t]*" if label.isalnum() else r"(?:^|\s)"
    )  # a bare figure is a number anywhere else
    return bool(re.search(rf"{place}{re.escape(label)}(?=\s|[.)A-Z]|$)", between, re.MULTILINE))


def _missing_label(after: _Numbered) -> str | None:
    """Print the number that should stand before this one."""
    reading, value = after.reading, after.last - 1
    if reading.kind is NumberKind.DECIMAL:
        if reading.style != "1":
            return None
        return ".".join(str(part) for part in (*reading.value[:-1], value))
    if reading.kind is NumberKind.NUMBER:
        return reading.style.replace("1", str(value))
    if reading.kind is NumberKind.LETTER and 1 <= value <= 26:
        letter = chr(96 + value)
        # many leave out i and o on purpose, because they look like figures
        if letter in "io":
            return None
        return reading.style.replace("a", letter).replace("A", letter.upper())
    return None


def _bare(numbered: _Numbered) -> str:
    return (numbered.clause.label or "").rstrip(".")
