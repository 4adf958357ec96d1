"""How do the marks of comments get to their letters, so that nothing else of the file changes?

A run is cut in two where a comment begins or ends inside it. A mark that would stand at the edge of
a link, a tracked insertion or a field goes outside of it.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.report.answer.word.letters import Piece
from pipeline.report.answer.word.matching import Letter, Spot
from pipeline.text.xml_tree import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# place of a cut in a run: a child that is not formatting, and an offset in its text
_Cut = tuple[int, int]


@dataclass(slots=True)
class _Marks:
    """The marks at one place: what ends there comes before what begins there."""

    ends: "list[_Element]" = field(default_factory=list)
    starts: "list[_Element]" = field(default_factory=list)

    def all(self) -> "list[_Element]":
        return [*self.ends, *self.starts]


class Anchors:
    """Puts the marks of comments into the main part; they stand there once `set` is called."""

    def __init__(self, namespace: str, reference_style: str | None) -> None:
        """Begin without a mark.

        Args:
            namespace: In which the main part is written.
            reference_style: For the run that refers to a comment; None: it has none.
        """
        self._name = f"{{{namespace}}}"
        self._reference_style = reference_style
        self._cuts: dict[_Element, dict[_Cut, _Marks]] = {}
        self._before: dict[_Element, _Marks] = {}
        self._after: dict[_Element, _Marks] = {}
        self._last: list[tuple[_Element, _Element]] = []  # paragraphs, and what ends them

    def add(self, spot: Spot, identity: str) -> None:
        """Note that a comment stands at a spot."""
        start = self._element("commentRangeStart", {"id": identity})
        end = self._element("commentRangeEnd", {"id": identity})
        reference = self._reference(identity)
        if spot.first is not None and spot.last is not None:
            self._start(spot.first, spot.last).starts.append(start)
            marks, holder = self._end(spot.first, spot.last)
            marks.ends.append(end)
            # a run that refers to a comment stands in the paragraph itself
            outside = marks if holder is None else self._after.setdefault(holder, _Marks())
            outside.ends.append(reference)
        elif spot.holder is not None:
            self._beside(self._before, spot.holder, first=True).starts.append(start)
            self._beside(self._after, spot.holder, first=False).ends += [end, reference]
        else:
            self._last += [(spot.paragraph, each) for each in (start, end, reference)]

    def set(self) -> None:
        """Put the marks into the file."""
        for run, cuts in self._cuts.items():
            _cut(run, cuts)
        for element, marks in self._before.items():
            for each in marks.all():
                element.addprevious(each)
        for element, marks in self._after.items():
            for each in reversed(marks.all()):
                element.addnext(each)
        for paragraph, each in self._last:
            paragraph.append(each)

    def _start(self, first: Letter, last: Letter) -> _Marks:
        found, at = first.printed, first.at
        until = last.at if last.printed is found else len(found.letters)
        piece = found.pieces[at]
        # a field is taken whole, and its first mark stands before what it shows
        begun = [each for each in found.fields if each.first == at and each.last <= until]
        if begun:
            piece = max(begun, key=lambda each: each.last).begin
        outer = _outer(piece, [each for each, (begin, _) in found.within.items() if begin == at])
        if outer is not piece.run:
            return self._beside(self._before, outer, first=True)
        return self._cut_at(piece, found.spans[at][0], first=True)

    def _end(self, first: Letter, last: Letter) -> "tuple[_Marks, _Element | None]":
        """Give the place after a letter, and what holds it in its paragraph if anything does."""
        found, at = last.printed, last.at
        since = first.at if first.printed is found else 0
        piece = found.pieces[at]
        ended = [each for each in found.fields if each.last == at and each.first >= since]
        if ended:
            piece = min(ended, key=lambda each: each.first).end
        outer = _outer(piece, [each for each, (_, end) in found.within.items() if end == at])
        holder = _below(found.paragraph, outer)
        if outer is not piece.run:
            marks = self._beside(self._after, outer, first=False)
        else:
            marks = self._cut_at(piece, found.spans[at][1], first=False)
        return marks, None if holder is outer else holder

    def _beside(
        self, places: "dict[_Element, _Marks]", element: "_Element", *, first: bool
    ) -> _Marks:
        if local(element) == "r":  # it may be cut as well
            cuts = self._cuts.setdefault(element, {})
            return cuts.setdefault((0, 0) if first else (len(_content(element)), 0), _Marks())
        return places.setdefault(element, _Marks())

    def _cut_at(self, piece: Piece, at: int, *, first: bool) -> _Marks:
        element, run = piece.element, piece.run
        if run is None:
            raise ValueError("Only runs are cut")
        number = _content(run).index(element)
        length = len(element.text or "") if local(element) == "t" and not len(element) else 0
        after = at >= length if length else not first
        cut = (number + 1, 0) if after else (number, at if length else 0)
        return self._cuts.setdefault(run, {}).setdefault(cut, _Marks())

    def _reference(self, identity: str) -> "_Element":
        run = self._element("r", {})
        if self._reference_style is not None:
            looks = self._element("rPr", {})
            looks.append(self._element("rStyle", {"val": self._reference_style}))
            run.append(looks)
        run.append(self._element("commentReference", {"id": identity}))
        return run

    def _element(self, name: str, values: dict[str, str]) -> "_Element":
        from lxml import etree

        made = etree.Element(self._name + name, nsmap={"w": self._name[1:-1]})
        for key, content in values.items():
            made.set(self._name + key, content)
        return made


def _outer(piece: Piece, edges: "Iterable[_Element]") -> "_Element":
    """Go out of what has its edge where a piece begins or ends."""
    element = piece.element if piece.run is None else piece.run
    at_edge = set(edges)
    while (above := element.getparent()) is not None and above in at_edge:
        element = above
    return element


def _below(paragraph: "_Element", element: "_Element") -> "_Element":
    """Give the child of a paragraph in which an element stands."""
    while (above := element.getparent()) is not None and above is not paragraph:
        element = above
    return element


def _content(run: "_Element") -> "list[_Element]":
    return [each for each in run if local(each) != "rPr"]


def _cut(run: "_Element", cuts: "dict[_Cut, _Marks]") -> None:
    """Cut a run at some places, and set the marks between its parts."""
    looks = next((each for each in run if local(each) == "rPr"), None)
    content = _content(run)
    begin, end = (0, 0), (len(content), 0)
    for each in cuts.pop(begin, _Marks()).all():
        run.addprevious(each)
    at_end = cuts.pop(end, _Marks()).all()
    inner = sorted(cuts)
    last = run
    for cut, part in zip(inner, _parted(content, inner)[1:], strict=True):
        for each in (*cuts[cut].all(), _run_like(run, looks, part)):
            last.addnext(each)
            last = each
    for each in at_end:
        last.addnext(each)
        last = each


def _parted(content: "Sequence[_Element]", cuts: Sequence[_Cut]) -> "list[list[_Element]]":
    """Divide the content of a run; a text in which there is a cut becomes several."""
    parts: list[list[_Element]] = [[]]
    places = list(cuts)
    for number, element in enumerate(content):
        done = 0  # letters of the text that are in earlier parts
        rest = element
        while places and places[0] < (number + 1, 0):
            _, offset = places.pop(0)
            if offset:
                left, rest = rest, _cut_text(rest, offset - done)
                done = offset
                parts[-1].append(left)
            parts.append([])
        parts[-1].append(rest)
    return parts


def _cut_text(element: "_Element", at: int) -> "_Element":
    """Cut a text; it keeps what stands before, and the rest is given."""
    text = element.text or ""
    rest = _empty(element)
    element.text, rest.text = text[:at], text[at:]
    for each, words in ((element, text[:at]), (rest, text[at:])):
        if words != words.strip():
            each.set(_SPACE, "preserve")
    return rest


def _run_like(
    run: "_Element", looks: "_Element | None", content: "Iterable[_Element]"
) -> "_Element":
    """Make another run that looks like one, and give it some of its content."""
    made = _empty(run)
    if looks is not None:
        copy = deepcopy(looks)
        copy.tail = None
        made.append(copy)
    for each in content:
        made.append(each)
    return made


def _empty(element: "_Element") -> "_Element":
    """Make an element of the same name, with the same attributes."""
    from lxml import etree

    names: Any = element.nsmap
    made = etree.Element(element.tag, nsmap=names)
    for key, content in element.attrib.items():
        made.set(key, content)
    return made
