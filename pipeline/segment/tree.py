"""Under which headings and intros does each clause stand, and how is it cited?"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model import ClauseKind, LineKind
from pipeline.segment.paragraphs import Paragraph
from pipeline.segment.wording import names_division
from pipeline.text.numbering import NumberKind, read_division

_SUBSTANTIVE = {ClauseKind.CLAUSE, ClauseKind.LIST_INTRO, ClauseKind.LIST_ITEM}
_IN_LISTS = {*_SUBSTANTIVE, ClauseKind.TABLE_ROW}
_CLOSING_HEADING = re.compile(
    r"(?:review|background|version|document|signature|references|revision|amendment)\b",
    re.IGNORECASE,
)
_INNER_LABEL = re.compile(r"(?<=\w)\W{0,3}\((?:a|i|1)\)$")  # of "4.—(1)": (2) comes below 4
_FEWEST_GROUPS = 2
_LONGEST_NAME = 40  # characters of a heading in an address


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands in its document."""

    path: tuple[str, ...]
    address: str
    intro: int | None  # position of the list intro above it


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    name: str  # with its label, as paths show it
    numbered: bool
    address: str


@dataclass(frozen=True, slots=True)
class _Intro:
    list_key: tuple[str, str] | None  # series and style of its own label
    name: str  # as paths show it
    position: int
    address: str
    depth: int


def places(paragraphs: Sequence[Paragraph]) -> tuple[Place, ...]:
    """Find path, address and intro of every paragraph.

    Args:
        paragraphs: In reading order, all decided.

    Returns:
        One place a paragraph, in the same order; no two have the same address.
    """
    builder = _Builder(paragraphs)
    found = [builder.place(position) for position in range(len(paragraphs))]
    return _unique(found)


class _Builder:
    """Headings and intros open at the present paragraph."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.paragraphs = paragraphs
        self.headings: list[_Heading] = []
        self.intros: list[_Intro] = []
        self.division = ""  # such as "Appendix A"
        self.counts: Counter[str] = Counter()
        self.last_clause = ""  # address of the clause that lettered items belong to
        self.some_numbered = any(
            paragraph.kind is ClauseKind.HEADING and paragraph.reading for paragraph in paragraphs
        )
        self.grouped = _groups_numbers(paragraphs)

    def place(self, position: int) -> tuple[Place, str]:
        """Give the place, and the division to tell it apart from its like elsewhere."""
        paragraph = self.paragraphs[position]
        if paragraph.kind is ClauseKind.HEADING:
            return self._heading(paragraph), self.division
        if paragraph.kind in _IN_LISTS or paragraph.role == "background_paper":
            return self._in_list(paragraph, position), self.division
        return Place((), self._counted(paragraph.role or "line"), None), self.division

    def _counted(self, name: str) -> str:
        self.counts[name] += 1
        return f"{name} {self.counts[name]}"

    # ------------------------------------------------------------ headings

    def _heading(self, paragraph: Paragraph) -> Place:
        level = self._level(paragraph)
        self.headings = [heading for heading in self.headings if heading.level < level]
        path = tuple(heading.name for heading in self.headings)
        division = read_division(paragraph.text) if paragraph.label is None else None
        if division is not None:
            self.division = division.text
            address = division.text
        else:
            address = self._heading_address(paragraph)
        name = f"{paragraph.printed_label} " if paragraph.label else ""
        numbered = paragraph.reading is not None
        self.headings.append(_Heading(level, _spaced(name + paragraph.text), numbered, address))
        self.intros = []
        self.last_clause = ""
        return Place(path, address, None)

    def _level(self, paragraph: Paragraph) -> int:
        if paragraph.reading is not None:
            if paragraph.series is NumberKind.DECIMAL:
                return len(paragraph.reading.value) + self.grouped
            return max(1, paragraph.depth) + self.grouped
        if paragraph.format is LineKind.HEADING and paragraph.level and not self.some_numbered:
            return paragraph.level
        if (
            not self.some_numbered
            or self.grouped
            or names_division(paragraph.text)
            or _CLOSING_HEADING.match(paragraph.text)
        ):
            return 1
        above = next((h.level for h in reversed(self.headings) if h.numbered), 0)
        return above + 1

    def _heading_address(self, paragraph: Paragraph) -> str:
        if paragraph.reading is None:
            return _short(paragraph.text)
        if paragraph.series is NumberKind.DECIMAL or paragraph.depth <= 1:
            return _plain(paragraph.printed_label or "")
        above = self.headings[-1].address if self.headings else ""
        return _joined(above, paragraph)

    # ------------------------------------------------------------ clauses, items, rows

    def _in_list(self, paragraph: Paragraph, position: int) -> Place:
        key = _list_key(paragraph)
        if key is None:
            if paragraph.kind in {ClauseKind.CLAUSE, ClauseKind.LIST_INTRO}:
                self.intros = []
        else:
            self._leave(paragraph, key)
        path = (
            *(heading.name for heading in self.headings),
            *(intro.name for intro in self.intros),
        )
        intro = self.intros[-1].position if self.intros else None
        address = self._address(paragraph)
        if paragraph.kind is ClauseKind.LIST_INTRO:
            self.intros.append(
                _Intro(key, _intro_name(paragraph), position, address, paragraph.depth)
            )
        return Place(path, address, intro)

    def _leave(self, paragraph: Paragraph, key: tuple[str, str]) -> None:
        for position, intro in enumerate(self.intros):
            if intro.list_key == key and paragraph.depth <= intro.depth:
                self.intros = self.intros[:position]
                return
        if paragraph.series in {NumberKind.DECIMAL, NumberKind.NUMBER} and (
            paragraph.kind is ClauseKind.CLAUSE
        ):
            self.intros = []

    def _address(self, paragraph: Paragraph) -> str:
        above = self.headings[-1].address if self.headings else ""
        base = self.intros[-1].address if self.intros else ""
        first_level = paragraph.series is NumberKind.NUMBER and paragraph.depth <= 1
        if paragraph.series is NumberKind.DECIMAL or first_level:
            address = _plain(paragraph.printed_label or "")
        elif paragraph.reading is not None:
            address = _joined(base or self.last_clause or above, paragraph)
        else:
            what = _unit(paragraph)
            address = self._counted(", ".join(part for part in (base or above, what) if part))
        if paragraph.kind in {ClauseKind.CLAUSE, ClauseKind.LIST_INTRO} and (
            paragraph.series in {NumberKind.DECIMAL, NumberKind.NUMBER}
        ):
            self.last_clause = _INNER_LABEL.sub("", address)
        return address


def _groups_numbers(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether headings without a number stand above those that count on below them.

    As in "Roles", "3. Members", "4. Officers", "Disputes", "5. Stage one".
    """
    headings = [
        (paragraph.reading, below.reading)
        for paragraph, below in pairwise(paragraphs)
        if paragraph.kind is below.kind is ClauseKind.HEADING
    ]
    counted_on = [
        below
        for above, below in headings
        if above is None and below is not None and below.kind is NumberKind.NUMBER
    ]
    return len(counted_on) >= _FEWEST_GROUPS and any(each.value[0] > 1 for each in counted_on)


def _unit(paragraph: Paragraph) -> str:
    if paragraph.kind is ClauseKind.TABLE_ROW:
        return "row"
    if paragraph.kind is ClauseKind.LIST_ITEM or paragraph.bullet is not None:
        return "item"
    if paragraph.role == "background_paper":
        return "source"
    return "para"


def _list_key(paragraph: Paragraph) -> tuple[str, str] | None:
    if paragraph.label is None:
        return None
    if paragraph.reading is None:
        return "bullet", paragraph.label.text
    if paragraph.series is NumberKind.DECIMAL:
        return "decimal", str(len(paragraph.reading.value))
    return paragraph.reading.kind.value, paragraph.reading.style


def _intro_name(paragraph: Paragraph) -> str:
    if paragraph.label is not None and paragraph.reading is not None:
        return paragraph.label.text
    return " ".join(paragraph.text.split()[:6])


def _joined(base: str, paragraph: Paragraph) -> str:
    """Cite "b." below 4.2 as 4.2(b)."""
    inner = re.sub(r"[^\w]", "", paragraph.printed_label or "")
    if not base:
        return inner if inner.isupper() else f"({inner})"
    separator = "" if base[-1:].isdigit() or base[-1:] == ")" else " "
    return f"{base}{separator}({inner})"


def _plain(label: str) -> str:
    plain = re.sub(r"\.?[-–—](?=\()", "", re.sub(r"\s+", "", label))
    plain = plain.rstrip(".:").removesuffix(".0")
    return plain if _INNER_LABEL.search(plain) else plain.strip("()[]") or label


def _short(text: str) -> str:
    text = _spaced(text).rstrip(":.?")
    if len(text) <= _LONGEST_NAME:
        return text
    return text[:_LONGEST_NAME].rsplit(" ", 1)[0].rstrip(",;:")


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _unique(found: Sequence[tuple[Place, str]]) -> tuple[Place, ...]:
    """Tell equal addresses apart: by the division they stand in, else by counting."""
    counts = Counter(place.address for place, _ in found)
    taken: Counter[str] = Counter()
    settled = []
    for place, division in found:
        address = place.address
        if counts[address] > 1 and division and not address.startswith(division):
            address = f"{division}, {address}"
        unique = address
        while taken[unique]:
            taken[address] += 1
            unique = f"{address} #{taken[address]}"
        taken[unique] += 1
        settled.append(Place(place.path, unique, place.intro))
    return tuple(settled)
