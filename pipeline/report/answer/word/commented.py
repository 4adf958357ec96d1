"""How does a clerk's own Word file come back with what is said of it as comments?

Nothing else of the file changes: the other parts are there byte for byte, and the text only has
marks in it where comments begin and end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import Document, Origin, Remark
from pipeline.report.answer.word import comments
from pipeline.report.answer.word.anchors import Anchors
from pipeline.report.answer.word.matching import Matcher, Spot
from pipeline.report.answer.word.parts import Parts, UnusableError, Xml
from pipeline.text.xml_tree import child, local, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_STRICT = "http://purl.oclc.org/ooxml/"
_IDENTIFIED = frozenset({"comment", "commentRangeStart", "commentRangeEnd", "commentReference"})


@dataclass(frozen=True, slots=True)
class Commented:
    """A Word file with comments, and what became of each remark."""

    data: bytes  # the file as it was, where it could not be written into
    exact: int = 0  # stand at their words; of a list's number, at the words after it
    near: int = 0  # stand at the paragraph of their words, or at the mark of their note
    whole: int = 0  # are about the draft as a whole, and stand together at its beginning
    unplaced: int = 0  # stand there too, because their words were not found; or nowhere


def commented(
    data: bytes, document: Document, remarks: Sequence[Remark], origins: Sequence[Origin]
) -> Commented:
    """Write remarks into a Word file as comments.

    Args:
        data: The file.
        document: What was read from it.
        remarks: Those without a span are told together, in one comment at the first paragraph.
        origins: From which paragraphs the lines of the document come.

    Returns:
        The file. It never raises for an odd one: what cannot be written into comes back as it is,
        with all remarks unplaced.
    """
    try:
        return _commented(Parts(data), document.text, remarks, origins)
    except UnusableError:
        return Commented(data, unplaced=len(remarks))


def _commented(
    parts: Parts, text: str, remarks: Sequence[Remark], origins: Sequence[Origin]
) -> Commented:
    main = Xml(parts.read(parts.main))
    if child(main.root, "body") is None:
        raise UnusableError("no body")
    matcher = Matcher(main.root, text, origins)
    title = matcher.title()
    if not remarks or title is None:
        raise UnusableError("nothing to write, or no place for it")
    placed: list[tuple[Remark, Spot]] = []
    on_all: list[Remark] = []
    for remark in remarks:
        spot = _spot(matcher, remark)
        if spot is None:
            on_all.append(remark)
        else:
            placed.append((remark, spot))
    placed.sort(key=lambda each: each[0].start or 0)
    written = [(title, comments.comment_on_all(on_all))] if on_all else []
    told: set[tuple[str, str]] = set()
    for remark, spot in placed:
        about = "" if spot.is_exact else text[remark.start : remark.end]
        same = (remark.title, remark.text)
        written.append((spot, comments.comment(remark, about, is_repeated=same in told)))
        if not remark.wordings:
            told.add(same)
    _write(parts, main, written)
    unplaced = sum(each.start is not None for each in on_all)
    exact = sum(spot.is_exact for _, spot in placed)
    return Commented(parts.to_bytes(), exact, len(placed) - exact, len(on_all) - unplaced, unplaced)


def _spot(matcher: Matcher, remark: Remark) -> Spot | None:
    if remark.start is None or remark.end is None:
        return None
    return matcher.spot(remark.start, remark.end)


def _write(parts: Parts, main: Xml, written: Sequence[tuple[Spot, comments.Comment]]) -> None:
    """Write comments, in their order, into the main part and the part for comments."""
    namespace = _namespace(main.root)
    name = parts.related("comments")
    theirs = Xml(parts.read(name) if name else f'<w:comments xmlns:w="{namespace}"/>'.encode())
    styles = _styles(parts)
    anchors = Anchors(namespace, styles.reference)
    taken = (*_identities(theirs.root), *_identities(main.root))
    identities = comments.free_identities(taken, len(written))
    for identity, (spot, said) in zip(identities, written, strict=True):
        anchors.add(spot, identity)
        theirs.root.append(comments.element(said, identity, _namespace(theirs.root), styles))
    anchors.set()
    parts.change(parts.main, main.to_bytes())
    if name is not None:
        parts.change(name, theirs.to_bytes())
    else:
        strict = namespace.startswith(_STRICT)
        parts.add("comments", comments.MEDIA_TYPE, theirs.to_bytes(), strict=strict)


def _styles(parts: Parts) -> comments.Styles:
    name = parts.related("styles")
    try:
        return comments.styles_of(parts.xml(name)) if name else comments.Styles()
    except UnusableError:  # Word has its own way with these
        return comments.Styles()


def _namespace(root: "_Element") -> str:
    return root.tag.rpartition("}")[0].removeprefix("{")


def _identities(root: "_Element") -> Iterator[str]:
    for each in root.iter():
        if local(each) in _IDENTIFIED:
            yield value(each, "id") or ""
