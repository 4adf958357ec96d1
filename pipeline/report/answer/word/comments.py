"""How does what a clerk is told become the words of a comment in a Word file?"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import Borrowable, Remark, Topic
from pipeline.report import wording
from pipeline.report.addresses import web_address
from pipeline.report.safe_text import shortened, shown
from pipeline.text.xml_tree import child, local, value

if TYPE_CHECKING:
    from lxml.etree import _Element

AUTHOR = "Protocol check"
INITIALS = "PC"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"

# characters of what a comment says
_TITLE = 120
_TEXT = 1_200
_QUOTE = 120
_WORDING = 900
_PARAGRAPHS = 8
_IN_FULL = 3  # so many missing rules are told with all that is known of them
_LARGEST = 2**31 - 1  # of identities that Word takes
# of how many others have a rule, in the sentences of a remark
_SHARE = re.compile(r"\b(\d[\d,]{0,9} of \d[^.;]{0,250}?) have a rule on it\b")
_SPACES = re.compile(r"\s+")
_LACKING = frozenset({Topic.MISSING, Topic.MENTIONED})


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a comment in one style."""

    text: str
    strong: bool = False


Paragraph = tuple[Said, ...]
Comment = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Styles:
    """Ids of Word's own styles for comments, where the file has them."""

    text: str | None = None
    reference: str | None = None


def comment(remark: Remark, about: str = "", *, is_repeated: bool = False) -> Comment:
    """Write one remark.

    Args:
        remark: What is said.
        about: The words that it is about, where it does not stand at these.
        is_repeated: Whether a comment above says the same; it is not said twice.
    """
    if is_repeated and not about:
        return ((*_titled(remark), Said(": see the comment above that says so.")),)
    said: list[Paragraph] = [_titled(remark)]
    if about:
        said.append((Said(f"It is about the words “{shortened(_line(about), _QUOTE)}”."),))
    said += [(Said(shortened(_line(remark.text), _TEXT)),)]
    said += _borrowed(remark.wordings)
    return tuple(said)


def comment_on_all(remarks: Sequence[Remark]) -> Comment:
    """Write what is said of the draft as a whole: what is missing as one list, then the rest."""
    lacking = [each for each in remarks if each.topic in _LACKING]
    others = [each for each in remarks if each.topic not in _LACKING]
    said: list[Paragraph] = []
    if len(lacking) > _IN_FULL:
        said.append((Said(f"{len(lacking):,} rules that others have were not found here", True),))
        said += [
            (Said(f"{number:,}. "), *_titled(remark, strong=False), *_share(remark))
            for number, remark in enumerate(lacking, start=1)
        ]
        said.append((Said("The answer gives wordings of other councils to adapt."),))
    else:
        others = [*lacking, *others]
    for remark in others:
        said += [_titled(remark), (Said(shortened(_line(remark.text), _TEXT)),)]
    return tuple(said)


def styles_of(root: "_Element | None") -> Styles:
    """Find Word's styles for comments, whose names are the same in every language."""
    found = {
        (value(child(each, "name")) or "").lower(): value(each, "styleId")
        for each in (root if root is not None else ())
        if local(each) == "style"
    }
    return Styles(found.get("annotation text"), found.get("annotation reference"))


def free_identities(taken: Iterable[str], number: int) -> list[str]:
    """Give identities that no comment has, above all that are taken if these leave room."""
    numbers = {int(each) for each in taken if each.isascii() and each.isdigit() and len(each) < 11}
    first = max(numbers, default=-1) + 1
    if first + number > _LARGEST:
        first = 0
    found: list[str] = []
    while len(found) < number:
        if first not in numbers:
            found.append(str(first))
        first += 1
    return found


def element(said: Comment, identity: str, namespace: str, styles: Styles) -> "_Element":
    """Make a comment."""
    from lxml import etree

    def made(name: str, **values: str) -> "_Element":
        return etree.Element(
            f"{{{namespace}}}{name}",
            {f"{{{namespace}}}{key}": content for key, content in values.items()},
            nsmap={"w": namespace},
        )

    whole = made("comment", id=identity, author=AUTHOR, initials=INITIALS)
    for number, paragraph in enumerate(said):
        below = made("p")
        if styles.text is not None:
            looks = made("pPr")
            looks.append(made("pStyle", val=styles.text))
            below.append(looks)
        if number == 0:
            mark = made("r")
            if styles.reference is not None:
                looks = made("rPr")
                looks.append(made("rStyle", val=styles.reference))
                mark.append(looks)
            mark.append(made("annotationRef"))
            below.append(mark)
        for each in paragraph:
            run, words = made("r"), made("t")
            if each.strong:
                looks = made("rPr")
                looks.append(made("b"))
                run.append(looks)
            words.text = _SPACES.sub(" ", shown(each.text))
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(words)
            below.append(run)
        whole.append(below)
    return whole


def _titled(remark: Remark, *, strong: bool = True) -> Paragraph:
    title = Said(shortened(_line(remark.title), _TITLE), strong)
    return (title, Said(" (a person is to check this)")) if remark.is_to_check else (title,)


def _share(remark: Remark) -> Paragraph:
    """Say how many others have the rule that is missing."""
    found = _SHARE.search(remark.text)
    return (Said(f": {_line(found.group(1))} have one"),) if found else ()


def _borrowed(wordings: Sequence[Borrowable]) -> list[Paragraph]:
    """Give the first of other councils' wordings, and say that there are more."""
    if not wordings:
        return []
    first = wordings[0]
    dated = f", {wording.stated(first.dated)}" if first.dated is not None else ""
    said: list[Paragraph] = [
        (
            Said("A wording to adapt", strong=True),
            Said(f", from {shortened(_line(first.council), _TITLE)}{dated}:"),
        )
    ]
    room = _WORDING
    for label, text in first.paragraphs[:_PARAGRAPHS]:
        words = shortened(_line(f"{label} {text}"), room)
        said.append((Said(f"“{words}”"),))
        room -= len(words)
        if room < _TITLE:
            break
    address = web_address(first.url)
    published = f" It is published at {address}" if address else ""
    said.append((Said(f"It is another council’s text: adapt it to yours.{published}"),))
    if len(wordings) > 1:
        more = wording.counted(len(wordings) - 1, "more wording")
        are = "is" if len(wordings) == 2 else "are"
        said.append((Said(f"{more} {are} in the answer."),))
    return said


def _line(text: str) -> str:
    return " ".join(shown(text).split())
