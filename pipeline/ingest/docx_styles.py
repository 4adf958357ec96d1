"""What does a Word style say about a paragraph: heading, list, bold, size?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.text.xml_tree import child, local, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_ANCESTORS = 20
_OFF = {"0", "false", "off", "none"}


def switched_on(properties: "_Element | None", name: str) -> bool | None:
    """Tell whether a property such as `b` is on or off; None where it is not stated."""
    found = child(properties, name)
    if found is None:
        return None
    return (value(found) or "1").lower() not in _OFF


def points(properties: "_Element | None") -> float | None:
    """Give the type size in points; None where it is not stated."""
    half = number(value(child(properties, "sz")))
    return half / 2 if half else None


@dataclass(frozen=True, slots=True)
class Style:
    """What one style states itself, without what it is based on."""

    name: str
    based_on: str | None
    outline: int | None  # heading level from 0
    list_id: str | None
    list_level: int | None
    bold: bool | None
    size: float | None


class Styles:
    """The styles of a document, each with what it inherits."""

    def __init__(self, root: "_Element | None") -> None:
        """Read `styles.xml`; without it, no style says anything."""
        self._styles: dict[str, Style] = {}
        self.default_paragraph: str | None = None
        self._default_size: float | None = None
        if root is None:
            return
        self._default_size = points(child(root, "docDefaults", "rPrDefault", "rPr"))
        for element in root:
            identity = value(element, "styleId")
            if local(element) != "style" or identity is None:
                continue
            self._styles[identity] = _style(element)
            if value(element, "type") == "paragraph" and value(element, "default") in {"1", "true"}:
                self.default_paragraph = identity

    def chain(self, identity: str | None) -> Iterator[tuple[str, Style]]:
        """Give a style and those it is based on, nearest first; loops end."""
        for _ in range(_MOST_ANCESTORS):
            style = self._styles.get(identity or "")
            if style is None or identity is None:
                return
            yield identity, style
            identity = style.based_on

    def heading_level(self, identity: str | None) -> int | None:
        """Give the heading level from 1 that a style stands for; 1 for a title; else None."""
        for _, style in self.chain(identity):
            name = style.name.lower()
            if name.startswith("heading ") and (level := number(name[8:9])):
                return level
            if name in {"title", "toc heading"}:
                return 1
            if style.outline is not None:
                return style.outline + 1 if style.outline < 9 else None
        return None

    def bold(self, identity: str | None) -> bool | None:
        """Tell whether a style is bold; None where neither it nor its ancestors say."""
        return next((s.bold for _, s in self.chain(identity) if s.bold is not None), None)

    def size(self, identity: str | None) -> float | None:
        """Give a style's type size in points, the document's default if it states none."""
        return next((s.size for _, s in self.chain(identity) if s.size), self._default_size)


def _style(element: "_Element") -> Style:
    paragraph, run = child(element, "pPr"), child(element, "rPr")
    return Style(
        name=value(child(element, "name")) or "",
        based_on=value(child(element, "basedOn")),
        outline=number(value(child(paragraph, "outlineLvl"))),
        list_id=value(child(paragraph, "numPr", "numId")),
        list_level=number(value(child(paragraph, "numPr", "ilvl"))),
        bold=switched_on(run, "b"),
        size=points(run),
    )
