"""Is a word that a line's end cuts in two written with a hyphen or not?

The document itself knows best: "decision-making" elsewhere keeps its hyphen, "informa-tion" never
occurs. Only where it is silent do the usual prefixes decide.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.ingest.pdf.geometry import BREAK_HYPHEN, PrintedLine

_ENDS = ("-", BREAK_HYPHEN)
_BROKEN = re.compile(rf"(\w[\w'’-]{{0,50}})[{BREAK_HYPHEN}-]\Z")
_START = re.compile(r"\w[\w'’-]*")
_MARKED = re.compile(rf"(\w[\w'’-]{{0,50}}){BREAK_HYPHEN}\s+(\w[\w'’-]{{0,50}})")
_WORDS = re.compile(r"\w[\w'’]*(?:-\w[\w'’]*)*")
_LEAST_LINES = 40  # from which on it can be told whether words are broken at all
_FEW_BROKEN = 0.02  # of the lines; programs that break words break more
_PREFIXES_AS_TEXT = (
    "anti co cross day e ex face full half high inter long low mid multi non off on out over "
    "part post pre pro re self semi short so sub un under up vice well by in to"
)
_PREFIXES = frozenset(_PREFIXES_AS_TEXT.split())


class Hyphens:
    """Knows the words of one document."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        """Learn the words of the document's lines, leaving out those that a line's end cuts."""
        self._words: set[str] = set()
        self._lines = self._broken = 0
        for text in texts:
            self.learn(text)

    def learn(self, text: str) -> None:
        """Learn the words of one more line."""
        self._lines += 1
        if text.endswith(_ENDS):
            self._broken += 1
            text = text[: text.rfind(" ") + 1]
        self._words.update(_WORDS.findall(text.lower()))

    def joined(self, first: str, second: str) -> str:
        """Write two halves as one word, with or without the hyphen between them."""
        left, right = first.lower(), second.lower()
        if not right[:1].islower() or second[:1].isupper():
            return f"{first}-{second}"
        if f"{left}-{right}" in self._words:
            return f"{first}-{second}"
        if f"{left}{right}" in self._words:
            return f"{first}{second}"
        both_words = left in self._words and right in self._words
        if "-" in first or left in _PREFIXES or both_words or self._as_written():
            return f"{first}-{second}"
        return f"{first}{second}"

    def _as_written(self) -> bool:
        """Whether lines are broken only where words have a hyphen, by their author."""
        return self._lines >= _LEAST_LINES and self._broken < _FEW_BROKEN * self._lines

    def in_cell(self, text: str) -> str:
        """Join the broken words inside a text that has no lines any more."""
        if BREAK_HYPHEN not in text:
            return text
        text = _MARKED.sub(lambda found: self.joined(found.group(1), found.group(2)), text)
        return text.replace(BREAK_HYPHEN, "-")


def may_be_broken(line: PrintedLine) -> bool:
    """Whether the last word of a line may go on in the next one, or one inside it is cut in two."""
    return line.text.endswith(_ENDS) or BREAK_HYPHEN in line.text


def join_broken_words(lines: Iterable[PrintedLine], hyphens: Hyphens) -> Iterator[PrintedLine]:
    """Move the second half of each broken word up to its first half.

    Args:
        lines: The document's lines in reading order. They are not changed; those that are given
            for them may have become empty.
        hyphens: Knows the words of all of them.
    """
    held: list[PrintedLine] = []  # a line whose last word may go on, and what is no text behind it
    for line in lines:
        if line.furniture or line.table:
            cells = tuple(hyphens.in_cell(cell) for cell in line.cells)
            held.append(line if cells == line.cells else replace(line, cells=cells))
        else:
            rest = line
            if held and not (held[0].furniture or held[0].table):
                held[0], rest = _joined(held[0], line, hyphens)
            if not rest.text:
                held.append(rest)
                continue
            yield from map(_plain, held)
            held = [rest]
        if not held[0].text.endswith(_ENDS):
            yield from map(_plain, held)
            held.clear()
    yield from map(_plain, held)


def _plain(line: PrintedLine) -> PrintedLine:
    if BREAK_HYPHEN not in line.text:
        return line
    return replace(line, text=line.text.replace(BREAK_HYPHEN, "-"))


def _joined(
    above: PrintedLine, line: PrintedLine, hyphens: Hyphens
) -> tuple[PrintedLine, PrintedLine]:
    if not above.text.endswith(_ENDS):
        return above, line
    broken, start = _BROKEN.search(above.text[-60:]), _START.match(line.text)
    if broken is None or start is None:
        return above, line
    head = above.text[: len(above.text) - len(broken.group())]
    rest = line.text[start.end() :]
    # what follows the word without a space, such as a comma, goes with it
    tail, _, after = rest.partition(" ")
    whole = head + hyphens.joined(broken.group(1), start.group()) + tail
    return replace(above, text=whole), replace(line, text=after, first_width=0.0)
