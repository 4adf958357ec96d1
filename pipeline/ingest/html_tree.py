"""Parses a web page into a small tree of our own, within limits.

The tree is never deeper than Python can walk: what a page nests deeper hangs from the last level.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.ingest.refusal import over_limit

_DEEPEST_KEPT = 120
_DEEPEST_PARSED = 5_000  # deeper, and parsers take time that grows with the square
_MOST_ATTRIBUTES = 5_000  # of one tag
_MOST_NODES = 1_000_000
_MOST_LETTERS = 10_000_000

_MOST_FRAMED = 20  # pages within the page
_FRAMES = re.compile(r"<iframe\b", re.IGNORECASE)

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})([^>]*)")
_NOT_NESTING_AS_TEXT = (
    "p li td th tr tbody thead tfoot dd dt option br hr img input meta link col area base wbr "
    "source track embed param html head body"
)
_NOT_NESTING = frozenset(_NOT_NESTING_AS_TEXT.split())
_WITHOUT_TEXT_AS_TEXT = (
    "script style template svg canvas noscript head iframe object video audio map math "
    "input select textarea option datalist dialog progress meter"
)
_WITHOUT_TEXT = frozenset(_WITHOUT_TEXT_AS_TEXT.split())
_FETCHING = re.compile(r"<(?:script|iframe|object|embed|frame)\b", re.IGNORECASE)


@dataclass(slots=True)
class Element:
    """An element with what it contains, in order."""

    tag: str
    attributes: Mapping[str, str]
    children: "list[Element | str]" = field(default_factory=list)

    def elements(self) -> "Iterator[Element]":
        """Give the elements directly below."""
        return (child for child in self.children if isinstance(child, Element))

    def descendants(self) -> "Iterator[Element]":
        """Give the element itself and all below it, in the order of the page."""
        yield self
        for child in self.elements():
            yield from child.descendants()

    def text(self) -> str:
        """Give all text below, as written."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page."""

    body: Element
    fetches_text: bool  # has scripts or frames, so that a browser may show more


def parse(source: str) -> Page:
    """Parse a page, without the elements that never hold its text.

    Raises:
        RefusedError: The page is nested so deeply, or so large, that parsing would take too long.
    """
    from selectolax.lexbor import LexborHTMLParser

    _check(source)
    root = LexborHTMLParser(source).body
    framed = 0
    body = Element("body", {})
    nodes = letters = 0
    # pairs of a node still to be read and the element that takes it
    waiting: list[tuple[Any, Element, int]] = [(root, body, 0)] if root is not None else []
    while waiting:
        parent, above, depth = waiting.pop()
        below: list[tuple[Any, Element, int]] = []
        node = parent.first_child
        while node is not None:
            nodes += 1
            if node.is_text_node:
                text = node.text_content or ""
                letters += len(text)
                above.children.append(text)
            elif node.is_element_node:
                tag = str(node.tag)
                attributes = {k: v or "" for k, v in node.attributes.items()}
                if tag == "iframe" and attributes.get("srcdoc") and framed < _MOST_FRAMED:
                    framed += 1
                    above.children.append(_framed(attributes["srcdoc"]))
                elif tag not in _WITHOUT_TEXT:
                    child = Element(tag, attributes)
                    above.children.append(child)
                    keeps = child if depth < _DEEPEST_KEPT else above
                    below.append((node, keeps, depth + 1))
            node = node.next
        if letters > _MOST_LETTERS:
            raise over_limit(f"The page has more than {_MOST_LETTERS:,} characters of text")
        if nodes > _MOST_NODES:
            raise over_limit(f"The page has more than {_MOST_NODES:,} elements and texts")
        waiting.extend(reversed(below))
    return Page(body, fetches_text=bool(_FETCHING.search(source)))


def _framed(source: str) -> Element:
    """Parse a page that stands in an attribute of a frame, without frames of its own."""
    frame = parse(_FRAMES.sub("<span", source)).body
    frame.tag = "div"
    return frame


def _check(source: str) -> None:
    """Refuse what parsers need more than linear time for: deep nesting, heaps of attributes."""
    depth = 0
    for tag in _TAG.finditer(_without_scripts(source)):
        closes, name, rest = tag.groups()
        if len(rest) > _MOST_ATTRIBUTES and len(rest.split()) > _MOST_ATTRIBUTES:
            raise over_limit(f"The page has a tag with more than {_MOST_ATTRIBUTES:,} attributes")
        if name.lower() not in _NOT_NESTING:
            depth = max(depth - 1, 0) if closes else depth + 1
        if depth > _DEEPEST_PARSED:
            raise over_limit(f"The page nests elements more than {_DEEPEST_PARSED:,} deep")


def _without_scripts(source: str) -> str:
    lower = source.lower()
    parts, at = [], 0
    while (start := lower.find("<script", at)) != -1:
        parts.append(source[at:start])
        end = lower.find("</script", start)
        at = len(source) if end == -1 else end
    return "".join((*parts, source[at:])) if parts else source
