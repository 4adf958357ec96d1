"""Which words of a page are printed on one line?"""

import re
from collections.abc import Callable, Sequence

from pipeline.ingest.pdf.geometry import PrintedLine, Type, Word
from pipeline.text.cleaning import one_line

# a label that may hang in the margin, away from its text
_LABEL = re.compile(
    r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxlcIVXLC]{1,6})[.):]\)?|(?:\d{1,3}\.){1,4}\d{0,3}[a-z]?\.?"
    r"|\d{1,3}|\(\w{1,4}\)|[•●▪■◦○❖➢✓□*·–—‣\uf0b7\uf0a7\uf0d8\uf0fc\uf06f-]|o"
)
_WIDEST_SPACE = 7.0  # line heights between words of one line; more, and they stand apart
_HANGING = 90.0  # points between a label and its text


def printed_lines(
    page: int,
    runs: Sequence[Sequence[Word]],
    type_of: Callable[[Word], Type],
    *,
    column: int = 0,
) -> list[PrintedLine]:
    """Cut and join runs of words until each is one printed line.

    A run is cut where its words leave the baseline or stand far apart; a label is joined to the
    text on its baseline.

    Args:
        page: Number of the page.
        runs: Words in the file's own order, or already sorted into lines.
        type_of: Tells how a word is set.
        column: In which the runs stand.
    """
    pieces = [piece for run in runs for piece in _pieces(run)]
    return [line_of(page, words, type_of, column=column) for words in _with_labels(pieces)]


def line_of(
    page: int, words: Sequence[Word], type_of: Callable[[Word], Type], *, column: int = 0
) -> PrintedLine:
    """Make a printed line of its words."""
    first = words[0]
    lead = words[1] if len(words) > 1 and _LABEL.fullmatch(first.text) else first
    kind = type_of(lead)
    bold = kind.bold
    if bold and len(words) > 1:  # perhaps only the beginning
        bold = type_of(words[-1]).bold
    return PrintedLine(
        page=page,
        left=first.left,
        top=min([word.top for word in words]),
        right=words[-1].right,
        bottom=max([word.bottom for word in words]),
        text=words_text(words),
        order=lead.order,
        first_width=first.right - first.left,
        column=column,
        size=kind.size,
        bold=bold,
    )


def join_level(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Join lines that follow one another on one height.

    Such are a field and its value, a heading and its page, the places for two signatures.

    Args:
        lines: The document's lines in reading order, columns already apart. They are changed.
    """
    joined: list[PrintedLine] = []
    for line in lines:
        above = joined[-1] if joined else None
        if above is not None and _is_level(above, line):
            above.text = f"{above.text} {line.text}"
            above.right = line.right
            above.top, above.bottom = min(above.top, line.top), max(above.bottom, line.bottom)
            above.bold = above.bold and line.bold
        else:
            joined.append(line)
    return joined


def words_text(words: Sequence[Word]) -> str:
    """Write words one after another, with one space between."""
    return " ".join(word.text for word in words)


def _pieces(run: Sequence[Word]) -> list[list[Word]]:
    pieces = [[run[0]]]
    before = run[0]
    for word in run[1:]:
        height = max(before.bottom - before.top, 1.0)
        # twice the distance between the middles of the two
        rise = word.top + word.bottom - before.top - before.bottom
        if -height < rise < height and -height < word.left - before.right < _WIDEST_SPACE * height:
            pieces[-1].append(word)
        else:
            pieces.append([word])
        before = word
    return pieces


def _with_labels(pieces: Sequence[list[Word]]) -> list[list[Word]]:
    """Join each lone label to the piece on its baseline, whichever the file draws first."""
    joined: list[list[Word]] = []
    for piece in pieces:
        if joined and _is_label_of(joined[-1], piece):
            joined[-1] = [*joined[-1], *piece]
        elif joined and _is_label_of(piece, joined[-1]):
            joined[-1] = [*piece, *joined[-1]]
        else:
            joined.append(piece)
    return _with_distant_labels(joined)


def _with_distant_labels(pieces: list[list[Word]]) -> list[list[Word]]:
    """Join the labels that a file draws all together, before or after their texts."""
    labels = [piece for piece in pieces if len(piece) == 1 and _LABEL.fullmatch(piece[0].text)]
    for label in labels:
        beside = [piece for piece in pieces if piece is not label and _is_label_of(label, piece)]
        if beside:
            nearest = min(beside, key=lambda piece: piece[0].left)
            nearest.insert(0, label[0])
            pieces = [piece for piece in pieces if piece is not label]
    return pieces


def _is_level(above: PrintedLine, line: PrintedLine) -> bool:
    shared = min(above.bottom, line.bottom) - max(above.top, line.top)
    return (
        above.page == line.page
        and above.column == line.column
        and not (above.table or line.table)
        and above.furniture == line.furniture
        and line.left > above.right
        and shared > 0.6 * min(above.height, line.height)
    )


def _is_label_of(label: Sequence[Word], text: Sequence[Word]) -> bool:
    if len(label) != 1 or not _LABEL.fullmatch(one_line(label[0].text)):
        return False
    word, first = label[0], text[0]
    return -2 < first.left - word.right < _HANGING and abs(first.middle - word.middle) < 0.5 * max(
        word.height, first.height
    )
