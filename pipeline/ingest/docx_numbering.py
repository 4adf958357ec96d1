"""Which number does Word print before a paragraph?

The numbers are not in the text. `numbering.xml` defines lists; a paragraph, or a style it wears,
names a list and a level; the number follows from all paragraphs of that list before it. The rules
are those of ECMA-376 part 1, 17.9, and of what Word does where that is silent: lists that share a
definition share its counters, and a start that a list overrides holds once.
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.ingest.docx_styles import Styles
from pipeline.ingest.numerals import BULLET, Numeral, numeral, padded_like
from pipeline.text.xml_tree import child, local, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_NUMERALS = {
    "decimal": Numeral.DECIMAL,
    "decimalZero": Numeral.PADDED,
    "lowerLetter": Numeral.LOWER_LETTER,
    "upperLetter": Numeral.UPPER_LETTER,
    "lowerRoman": Numeral.LOWER_ROMAN,
    "upperRoman": Numeral.UPPER_ROMAN,
    "ordinal": Numeral.ORDINAL,
    "ordinalText": Numeral.ORDINAL_WORD,
    "cardinalText": Numeral.CARDINAL_WORD,
}


@dataclass(frozen=True, slots=True)
class ListLabel:
    """What Word prints before a paragraph; `text` is empty for a level without numbers."""

    text: str
    level: int  # from 0


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    style: Numeral | None = Numeral.DECIMAL  # None: prints no number
    text: str = ""
    bullet: bool = False
    picture: bool = False  # for a bullet
    legal: bool = False  # prints all numbers in decimal
    restart: int | None = None  # begins anew after this level, counted from 1; 0: never
    paragraph_style: str | None = None


@dataclass(slots=True)
class _List:
    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int]  # overridden, used once
    used: set[int] = field(default_factory=set)


class Numbering:
    """Counts the lists of one document; ask for each paragraph once, in reading order."""

    def __init__(self, root: "_Element | None", styles: Styles) -> None:
        """Read `numbering.xml`; without it, no paragraph has a number."""
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._read(root)

    def label(self, paragraph: "_Element", style: str | None) -> ListLabel | None:
        """Count a paragraph and give what is printed before it; None if it is in no list.

        Args:
            paragraph: A `w:p` element.
            style: Identity of the style it wears.
        """
        numbered, level = self._place(paragraph, style)
        if numbered is None or level not in numbered.levels:
            return None
        counts = self._counts.setdefault(numbered.definition, {})
        self._count(numbered, level, counts)
        return ListLabel(_label_text(numbered.levels, level, counts), level)

    def _read(self, root: "_Element") -> None:
        definitions: dict[str, dict[int, _Level]] = {}
        links: dict[str, str] = {}  # definitions that only point to a list style
        styled: dict[str, str] = {}  # list style and the definition that belongs to it
        for element in root:
            if local(element) == "abstractNum":
                identity = value(element, "abstractNumId") or ""
                definitions[identity] = _levels(element)
                if link := value(child(element, "numStyleLink")):
                    links[identity] = link
                if link := value(child(element, "styleLink")):
                    styled[link] = identity
        for element in root:
            identity = value(element, "numId") or ""
            if local(element) != "num" or not identity:
                continue
            definition = value(child(element, "abstractNumId")) or ""
            definition = styled.get(links.get(definition, ""), definition)
            levels, starts = dict(definitions.get(definition, {})), {}
            for override in element:
                at = number(value(override, "ilvl"))
                if local(override) != "lvlOverride" or at is None:
                    continue
                redefined = child(override, "lvl")
                if redefined is not None:
                    levels[at] = _level(redefined)
                start = number(value(child(override, "startOverride")))
                if start is not None:
                    starts[at] = start
            self._lists[identity] = _List(definition, levels, starts)

    def _place(self, paragraph: "_Element", style: str | None) -> tuple[_List | None, int]:
        stated = child(paragraph, "pPr", "numPr")
        identity = value(child(stated, "numId"))
        level = number(value(child(stated, "ilvl")))
        if identity is None:
            for name, inherited in self._styles.chain(style):
                if level is None and inherited.list_level is not None:
                    level = inherited.list_level
                if inherited.list_id is not None:
                    identity = inherited.list_id
                    if level is None:
                        level = self._level_of_style(identity, name)
                    break
        if identity in {None, "0"}:
            return None, 0
        return self._lists.get(identity or ""), level or 0

    def _level_of_style(self, identity: str, style: str) -> int | None:
        numbered = self._lists.get(identity)
        if numbered is None:
            return None
        return next(
            (at for at, level in numbered.levels.items() if level.paragraph_style == style), None
        )

    @staticmethod
    def _count(numbered: _List, level: int, counts: dict[int, int]) -> None:
        """Move the counters on: this level by one, deeper ones back to their beginnings."""
        if level in numbered.starts and level not in numbered.used:
            numbered.used.add(level)
            counts[level] = numbered.starts[level] - 1
        for above in range(level):
            start = numbered.levels[above].start if above in numbered.levels else 1
            counts.setdefault(above, numbered.starts.get(above, start))
        counts[level] = counts.get(level, numbered.levels[level].start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            restart = numbered.levels[deeper].restart if deeper in numbered.levels else None
            if restart is None or (restart > 0 and level < restart):
                del counts[deeper]


def _levels(definition: "_Element") -> dict[int, _Level]:
    return {
        at: _level(element)
        for element in definition
        if local(element) == "lvl"
        and (at := number(value(element, "ilvl"))) is not None
        and 0 <= at < _MOST_LEVELS
    }


def _level(element: "_Element") -> _Level:
    legal = child(element, "isLgl")
    form = child(element, "numFmt")
    if form is None:  # a form that older programs do not know stands beside one that they do
        form = child(element, "AlternateContent", "Choice", "numFmt")
    style = value(form) or "decimal"
    return _Level(
        start=number(value(child(element, "start")), 0) or 0,
        style=None if style == "none" else _numeral(style, value(form, "format") or ""),
        bullet=style == "bullet",
        picture=child(element, "lvlPicBulletId") is not None,
        text=value(child(element, "lvlText")) or "",
        legal=legal is not None and (value(legal) or "1") not in {"0", "false"},
        restart=number(value(child(element, "lvlRestart"))),
        paragraph_style=value(child(element, "pStyle")),
    )


def form_of_notes(style: str | None, usual: Numeral) -> Numeral:
    """Give the form in which notes are numbered, from the `numFmt` of their properties."""
    return usual if style is None else _NUMERALS.get(style, usual)


def _numeral(style: str, example: str) -> Numeral:
    known = padded_like(example) if style == "custom" else _NUMERALS.get(style)
    return known or Numeral.DECIMAL


def _label_text(levels: dict[int, _Level], level: int, counts: dict[int, int]) -> str:
    this = levels[level]
    if this.bullet:
        return BULLET if this.picture or this.text.strip() else ""

    def printed(place: re.Match[str]) -> str:
        at = int(place.group(1)) - 1
        there = levels.get(at, _Level())
        style = Numeral.DECIMAL if this.legal else there.style
        return "" if style is None else numeral(counts.get(at, there.start), style)

    return " ".join(_PLACE.sub(printed, this.text).split())
