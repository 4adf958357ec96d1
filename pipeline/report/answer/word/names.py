"""Finds its way in the XML of a Word file, whichever of its two namespaces it is written in."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFF = frozenset({"0", "false", "off"})


def local(element: "_Element") -> str:
    """Name an element without its namespace; empty for a comment or an instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: "_Element | None", *names: str) -> "_Element | None":
    """Follow a path of element names down from an element; None if it leads nowhere."""
    for name in names:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def value(element: "_Element | None", name: str = "val") -> str | None:
    """Give an attribute, whatever its namespace; None if element or attribute is missing."""
    if element is None:
        return None
    for key, content in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(content)
    return None


def is_on(element: "_Element | None") -> bool:
    """Whether a property is there and not switched off."""
    return element is not None and (value(element) or "1").lower() not in _OFF
