"""Which letters does a paragraph of a Word file print, and where does each of them stand in it?

Letters are compared without white space, accents and all that reading a document changes: a letter
of the file and its copy in a document's text are then the same.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.text.cleaning import clean
from pipeline.text.xml_tree import child, is_on, local, value

if TYPE_CHECKING:
    from lxml.etree import _Element

MARK = "\x00"  # stands for the mark of a footnote or endnote, which is not written in the file

# what is not printed
_UNPRINTED = frozenset({"del", "moveFrom", "rt", "pPr", "rPr", "sdtPr", "sdtEndPr"})
# what may hold the beginning or end of a comment beside its runs
_OPEN = frozenset({"ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple"})
_OPEN |= frozenset({"sdt", "sdtContent", "dir", "bdo"})
# a control of these kinds is filled in by Word, which throws away what was inside
_FILLED = frozenset({"dataBinding", "date", "dropDownList", "comboBox", "text", "showingPlcHdr"})
_NOTES = frozenset({"footnoteReference", "endnoteReference"})


@dataclass(slots=True)
class Piece:
    """Letters of one element."""

    element: "_Element"  # a text; or what is not to be cut, with all that it holds
    # the run whose child it is; None: it stands beside runs, and is not to be cut
    run: "_Element | None"


@dataclass(slots=True)
class Field:
    """A field whose beginning and end stand in one paragraph."""

    begin: Piece  # its first mark
    end: Piece  # its last
    first: int  # its letters, the last included
    last: int


@dataclass(slots=True)
class _Opened:
    begin: Piece
    first: int
    shown: bool = False


@dataclass(slots=True)
class Printed:
    """The letters of one paragraph, in order."""

    paragraph: "_Element"
    letters: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)  # of each letter
    spans: list[tuple[int, int]] = field(default_factory=list)  # of each, in its element's text
    fields: list[Field] = field(default_factory=list)
    # first and last letter of what may hold the beginning or end of a comment
    within: "dict[_Element, tuple[int, int]]" = field(default_factory=dict)


def printed(paragraph: "_Element") -> Printed:
    """Find the letters of a paragraph; those of its text boxes are not among them."""
    return _Walk(paragraph).found


def folded(text: str) -> Iterator[tuple[str, int]]:
    """Give the letters of a text, each with the place of its character."""
    for at, character in enumerate(text):
        for letter in _letters(character):
            yield letter, at


@lru_cache(maxsize=4096)
def _letters(character: str) -> str:
    return "".join(
        each
        for each in unicodedata.normalize("NFD", clean(character))
        if not each.isspace() and not unicodedata.category(each).startswith("M")
    )


class _Walk:
    """Goes through a paragraph once."""

    def __init__(self, paragraph: "_Element") -> None:
        self.found = Printed(paragraph)
        self._fields: list[_Opened] = []
        self._inside(paragraph, None)

    def _inside(self, parent: "_Element", whole: Piece | None) -> None:
        """Go through what stands beside runs, and in runs.

        Args:
            parent: What holds it.
            whole: What is not to be cut and holds all of it.
        """
        for element in parent:
            name = local(element)
            if not name or name in _UNPRINTED:
                continue
            first = len(self.found.letters)
            if name == "r":
                self._run(element, whole)
            elif name == "t":  # of a formula
                self._add(_text(element), whole or Piece(element, None), cut=False)
            elif whole is not None:
                self._inside(_chosen(element), whole)
            elif name not in _OPEN or _is_filled(element):
                self._inside(_chosen(element), Piece(element, None))
            else:
                self._inside(element, None)
                if len(self.found.letters) > first:
                    self.found.within[element] = first, len(self.found.letters) - 1

    def _run(self, run: "_Element", whole: Piece | None) -> None:
        hidden = is_on(child(run, "rPr", "vanish"))
        for element in run:
            name = local(element)
            if name == "fldChar":
                self._mark(Piece(element, run), value(element, "fldCharType") or "")
            elif hidden:
                continue
            elif name == "t":
                own = whole or Piece(element, run)
                self._add(_text(element), own, cut=whole is None and not len(element))
            elif name in _NOTES:
                self._add(MARK, whole or Piece(element, run), cut=False)
            elif name == "noBreakHyphen":
                self._add("-", whole or Piece(element, run), cut=False)
            elif name == "sym":
                self._add(_symbol(element), whole or Piece(element, run), cut=False)
            elif name == "ruby":
                self._inside(element, whole or Piece(element, run))

    def _add(self, text: str, piece: Piece, *, cut: bool) -> None:
        if not all(each.shown for each in self._fields):
            return
        found = self.found
        last = len(text)
        for letter, at in folded(text) if text != MARK else ((MARK, 0),):
            end = at + 1
            while cut and end < last and unicodedata.category(text[end]).startswith("M"):
                end += 1  # accents stay with their letter
            found.letters.append(letter)
            found.pieces.append(piece)
            found.spans.append((at, end) if cut else (0, last))

    def _mark(self, piece: Piece, mark: str) -> None:
        if mark == "begin":
            self._fields.append(_Opened(piece, len(self.found.letters)))
        elif mark == "separate" and self._fields:
            self._fields[-1].shown = True
        elif mark == "end" and self._fields:
            opened, last = self._fields.pop(), len(self.found.letters) - 1
            if last >= opened.first:
                self.found.fields.append(Field(opened.begin, piece, opened.first, last))


def _text(element: "_Element") -> str:
    # what is in it beside text is a remark of a programmer's
    return (element.text or "") + "".join(each.tail or "" for each in element)


def _symbol(element: "_Element") -> str:
    try:
        return chr(int(value(element, "char") or "", 16))
    except (ValueError, OverflowError):
        return ""


def _chosen(element: "_Element") -> "_Element":
    """Choose one of several versions of the same content, as the reader does."""
    if local(element) != "AlternateContent":
        return element
    for name in ("Choice", "Fallback"):
        found = child(element, name)
        if found is not None:
            return found
    return element


def _is_filled(element: "_Element") -> bool:
    properties = child(element, "sdtPr")
    return properties is not None and any(local(each) in _FILLED for each in properties)
