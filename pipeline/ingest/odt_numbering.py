"""Which number does a text processor print before an OpenDocument list item?

List styles give each level a form; lists count their items, may go on from an earlier list, and
start where an item says so. Headings count by the outline style. (OpenDocument 1.3, 5.3 and 16.30.)
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.ingest.numerals import BULLET, Numeral, numeral, padded_like
from pipeline.text.xml_tree import attributes, local, number

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLACE = re.compile(r"%(\d{1,2})%")
_NUMERALS = {
    "1": Numeral.DECIMAL,
    "a": Numeral.LOWER_LETTER_26,
    "A": Numeral.UPPER_LETTER_26,
    "i": Numeral.LOWER_ROMAN,
    "I": Numeral.UPPER_ROMAN,
}


@dataclass(frozen=True, slots=True)
class LevelStyle:
    """How one level of a list is printed."""

    bullet: bool
    numeral: Numeral | None  # None: prints no number
    prefix: str
    suffix: str
    shown: int  # how many levels a number shows
    start: int
    pattern: str | None  # "%1%.%2%" where the document gives one


ListStyle = Mapping[int, LevelStyle]  # by level from 1


def list_style(element: "_Element") -> ListStyle:
    """Read a `text:list-style` or `text:outline-style`."""
    levels: dict[int, LevelStyle] = {}
    for each in element:
        stated = attributes(each)
        level = number(stated.get("level"))
        if level is None:
            continue
        form = stated.get("num-format", "")
        same = stated.get("num-letter-sync") == "true"
        style = _NUMERALS.get(form) or padded_like(form)
        if form and style is None:  # in a script that is not counted here
            style = Numeral.DECIMAL
        if same and style in {Numeral.LOWER_LETTER_26, Numeral.UPPER_LETTER_26}:
            style = Numeral.LOWER_LETTER if form == "a" else Numeral.UPPER_LETTER
        levels[level] = LevelStyle(
            bullet=local(each) != "list-level-style-number"
            and local(each) != "outline-level-style",
            numeral=style,
            prefix=stated.get("num-prefix", ""),
            suffix=stated.get("num-suffix", ""),
            shown=number(stated.get("display-levels"), 1) or 1,
            start=number(stated.get("start-value"), 1) or 0,
            pattern=stated.get("num-list-format"),
        )
    return levels


@dataclass(slots=True)
class ListCounter:
    """The numbers reached in one list, or in several that go on from one another."""

    style: ListStyle
    counts: dict[int, int] = field(default_factory=dict)  # by level from 1

    def count(self, level: int, start: int | None) -> str:
        """Count an item and give its label; empty for a level without numbers.

        Args:
            level: Depth of the item, from 1.
            start: The number at which the item says it starts anew.
        """
        for above in range(1, level):
            self.counts.setdefault(above, self._level(above).start)
        this = self._level(level)
        self.counts[level] = self.counts.get(level, this.start - 1) + 1
        if start is not None:
            self.counts[level] = start
        for deeper in [each for each in self.counts if each > level]:
            del self.counts[deeper]
        return self._label(level)

    def restart(self, level: int) -> None:
        """Forget the numbers from a level downwards."""
        for each in [each for each in self.counts if each >= level]:
            del self.counts[each]

    def _level(self, level: int) -> LevelStyle:
        return self.style.get(level) or LevelStyle(
            bullet=False, numeral=None, prefix="", suffix="", shown=1, start=1, pattern=None
        )

    def _label(self, level: int) -> str:
        this = self._level(level)
        if this.bullet:
            return BULLET
        if this.pattern is not None:
            if this.numeral is None:  # of its pattern only what stands around the number is printed
                return f"{this.prefix}{this.suffix}".strip()
            return " ".join(self._filled(this.pattern, level).split())
        if this.numeral is None:
            return ""
        first = max(level - this.shown + 1, 1)
        numbers = [self._printed(each) for each in range(first, level + 1)]
        return f"{this.prefix}{'.'.join(each for each in numbers if each)}{this.suffix}".strip()

    def _filled(self, pattern: str, level: int) -> str:
        """Put numbers into a pattern such as "%1%.%2%"; what follows a missing one goes too."""
        parts = _PLACE.split(pattern)
        label = parts[0]
        for place, after in zip(parts[1::2], parts[2::2], strict=True):
            printed = self._printed(int(place)) if int(place) <= level else ""
            label += f"{printed}{after}" if printed else ""
        return label

    def _printed(self, level: int) -> str:
        style = self._level(level)
        if style.numeral is None:
            return ""
        return numeral(self.counts.get(level, style.start), style.numeral)
