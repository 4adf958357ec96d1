"""Finds its way in the XML of word processors, whatever namespace a vendor gave it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFF = frozenset({"0", "false", "off"})


def local(element: "_Element") -> str:
    """Name an element without its namespace, which differs between kinds of OOXML."""
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


def number(text: str | None, default: int | None = None) -> int | None:
    """Read a whole number of at most nine digits; the default where it is none."""
    if text is None or not text.lstrip("-").isdecimal() or len(text) > 9:
        return default
    return int(text)


def attributes(element: "_Element") -> Mapping[str, str]:
    """Give all attributes of an element by their names without namespace."""
    return {str(key).rpartition("}")[2]: str(each) for key, each in element.attrib.items()}


def is_on(element: "_Element | None") -> bool:
    """Whether a property is there and not switched off."""
    return element is not None and (value(element) or "1").lower() not in _OFF
