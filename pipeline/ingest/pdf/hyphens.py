"""Is a word that a line's end cuts in two written with a hyphen or not?

The document itself knows best: "decision-making" elsewhere keeps its hyphen, "informa-tion" never
occurs. Only where it is silent do the usual prefixes decide.
"""

import re
from collections.abc import Iterable, Sequence

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

    def __init__(self, texts: Iterable[str]) -> None:
        """Learn the words of the document's lines, leaving out those that a line's end cuts."""
        lines = broken = 0
        whole: list[str] = []
        for text in texts:
            lines += 1
            if text.endswith(_ENDS):
                broken += 1
                text = text[: text.rfind(" ") + 1]  # noqa: PLW2901
            whole.append(text)
        self._words = set(_WORDS.findall("\n".join(whole).lower()))
        # lines broken only where words have a hyphen: its author's, not the program's
        self._as_written = lines >= _LEAST_LINES and broken < _FEW_BROKEN * lines

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
        if "-" in first or left in _PREFIXES or both_words or self._as_written:
            return f"{first}-{second}"
        return f"{first}{second}"

    def in_cell(self, text: str) -> str:
        """Join the broken words inside a text that has no lines any more."""
        if BREAK_HYPHEN not in text:
            return text
        text = _MARKED.sub(lambda found: self.joined(found.group(1), found.group(2)), text)
        return text.replace(BREAK_HYPHEN, "-")


def join_broken_words(lines: Sequence[PrintedLine]) -> None:
    """Move the second half of each broken word up to its first half.

    Args:
        lines: The document's lines in reading order. Their texts change; one may become empty.
    """
    if not any(line.text.endswith(_ENDS) or BREAK_HYPHEN in line.text for line in lines):
        return
    hyphens = Hyphens(line.text for line in lines)
    above: PrintedLine | None = None
    for line in lines:
        if line.cells:
            line.cells = tuple(hyphens.in_cell(cell) for cell in line.cells)
        if line.furniture or line.table:
            line.text = line.text.replace(BREAK_HYPHEN, "-")
            continue
        if above is not None:
            _join(above, line, hyphens)
        above = line if line.text else above
    for line in lines:
        line.text = line.text.replace(BREAK_HYPHEN, "-")


def _join(above: PrintedLine, line: PrintedLine, hyphens: Hyphens) -> None:
    if not above.text.endswith(_ENDS):
        return
    broken, start = _BROKEN.search(above.text[-60:]), _START.match(line.text)
    if broken is None or start is None:
        return
    head = above.text[: len(above.text) - len(broken.group())]
    rest = line.text[start.end() :]
    # what follows the word without a space, such as a comma, goes with it
    tail, _, after = rest.partition(" ")
    above.text = head + hyphens.joined(broken.group(1), start.group()) + tail
    line.text = after
    line.first_width = 0.0
