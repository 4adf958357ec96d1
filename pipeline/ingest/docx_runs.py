"""What do the runs of a Word paragraph print?

A field prints its result and not its instruction, a drop-down list its chosen entry, a symbol the
character it stands for; drawings with text in them stand apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.text.xml_tree import child, local, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHARACTERS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BUTTON = re.compile(r"\s{0,9}MACROBUTTON\s{1,9}\S{1,99}\s(.{0,999})", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction comes first, then perhaps what it shows."""

    instruction: str = ""
    shown: bool = False


@dataclass(slots=True)
class Runs:
    """The text of one paragraph as it is collected."""

    boxes: "list[_Element]" = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)  # ids of their relations
    size: float | None = None
    unwanted: "re.Pattern[str] | None" = None  # instructions of fields whose result is left out
    _parts: list[str] = field(default_factory=list)
    _bolds: list[bool | None] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)

    def text(self) -> str:
        """Give what was collected."""
        return "".join(self._parts)

    def add(self, text: str, *, bold: bool | None = None, size: float | None = None) -> None:
        """Add printed text; inside the instruction of a field there is none."""
        if not all(each.shown for each in self._fields):
            return
        self._parts.append(text)
        if text.strip():
            self._bolds.append(bold)
            self.size = self.size or size

    def instruct(self, text: str) -> None:
        """Add to the instruction of the field that is open."""
        if self._fields and not self._fields[-1].shown:
            self._fields[-1].instruction += text

    def field(self, mark: str) -> str:
        """Open a field, come to what it shows, or close it; gives its instruction then."""
        if mark == "begin":
            self._fields.append(_Field())
        elif mark == "separate" and self._fields:
            self._fields[-1].shown = not self.is_unwanted(self._fields[-1].instruction)
        elif mark == "end" and self._fields:
            closed = self._fields.pop()
            button = None if closed.shown else _BUTTON.match(closed.instruction)
            if button is not None:  # its text is part of its instruction
                self.add(button.group(1))
            return closed.instruction
        return ""

    def is_unwanted(self, instruction: str) -> bool:
        """Tell whether what a field shows is left out."""
        return self.unwanted is not None and self.unwanted.match(instruction) is not None

    def add_before_field(self, text: str) -> None:
        """Add what a field shows that keeps it elsewhere than in its result."""
        if text and all(each.shown for each in self._fields[:-1]):
            self._parts.append(text)

    def set_apart(self, drawing: "_Element") -> None:
        """Note the text boxes and diagrams of a drawing, which are read after the paragraph."""
        self.boxes += _text_boxes(drawing)
        for each in drawing.iter():
            if local(each) == "relIds" and (identity := value(each, "dm")):
                self.diagrams.append(identity)

    def all_bold(self, style_is_bold: bool) -> bool:
        """Tell whether all of the text is bold, where runs that do not say go by the style."""
        return bool(self._bolds) and all(
            style_is_bold if bold is None else bold for bold in self._bolds
        )


def alternative(element: "_Element") -> "_Element":
    """Choose one of several versions of the same content, the newest kind first."""
    chosen = child(element, "Choice")
    if chosen is None:
        chosen = child(element, "Fallback")
    return element if chosen is None else chosen


def _text_boxes(element: "_Element") -> "Iterator[_Element]":
    """Find the text boxes below a drawing, each once, without those inside another."""
    for each in element:
        name = local(each)
        if name == "txbxContent":
            yield each
        elif name == "AlternateContent":
            yield from _text_boxes(alternative(each))
        elif name:
            yield from _text_boxes(each)


def printed_character(element: "_Element") -> str:
    """Give the character that an element of a run stands for; empty if it stands for none."""
    if local(element) != "sym":
        return _CHARACTERS.get(local(element), "")
    code = value(element, "char") or ""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def chosen(choices: "_Element | None") -> str:
    """Give the entry that is chosen in the drop-down list of a form."""
    if choices is None:
        return ""
    entries = [value(each) or "" for each in choices if local(each) == "listEntry"]
    stated = value(child(choices, "result")) or value(child(choices, "default"))
    at = number(stated, 0) or 0
    return entries[at] if 0 <= at < len(entries) else ""
