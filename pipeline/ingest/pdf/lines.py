"""Which words of a page are printed on one line?"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.ingest.pdf.geometry import PrintedLine, Run, Type, Word

# a label that may hang in the margin, away from its text
_LABEL = re.compile(
    r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxlcIVXLC]{1,6})[.):]\)?|(?:\d{1,3}\.){1,4}\d{0,3}[a-z]?\.?"
    r"|\d{1,3}|\(\w{1,4}\)|[•●▪■◦○❖➢✓□*·–—‣\uf0b7\uf0a7\uf0d8\uf0fc\uf06f-]|o"
)
_WIDEST_SPACE = 7.0  # line heights between words of one line; more, and they stand apart
_SPACED = re.compile(
    r"(?<!\S)(?:[^\W\d_] ){4}[^\W\d_](?!\S)"
)  # letters with a space between all of them
_LEAST_LETTERS = 5
_MOST_LETTERS = 0.8  # of the words; a line with more single letters is spaced out
_WORD_SPACE = 1.6  # spaces between letters; more parts words
_TOUCHING = 0.1  # of a line's height, between parts of one word
_CAP = 1.7  # line heights, from which on a letter is an initial
_WORDS = "AIO"
_HANGING = 90.0  # points between a label and its text


def printed_lines(
    page: int,
    runs: Sequence[Sequence[Word]],
    type_of: Callable[[int], Type],
    *,
    column: int = 0,
) -> list[PrintedLine]:
    """Cut and join runs of words until each is one printed line.

    A run is cut where its words leave the baseline or stand far apart; a label is joined to the
    text on its baseline.

    Args:
        page: Number of the page.
        runs: Words in the file's own order, or already sorted into lines.
        type_of: Tells how the character at a place in the file's own order is set.
        column: In which the runs stand.
    """
    lines: list[PrintedLine] = []
    for run in runs:
        if isinstance(run, Run) and _is_spaced_out(run.text):
            run = closed_up(run)  # noqa: PLW2901
        if isinstance(run, Run) and run.is_level():
            outer = (run.first, run.last)
            lines.append(_line(page, run, run.text, outer, type_of=type_of, column=column))
        else:
            lines += [line_of(page, piece, type_of, column=column) for piece in _pieces(run)]
    return _with_labels(lines)


def rejoined(runs: Sequence[Sequence[Word]]) -> Sequence[Sequence[Word]]:
    """Join runs that touch on one height: a word that is drawn letter by letter, and cut in two.

    Args:
        runs: Words in the file's own order.
    """
    touching = {
        at for at, (run, after) in enumerate(pairwise(runs), start=1) if _touches(run[-1], after[0])
    }
    if not touching:
        return runs
    whole: list[Sequence[Word]] = []
    for at, run in enumerate(runs):
        if at in touching:
            before, (first, *others) = list(whole[-1]), run
            whole[-1] = [*before[:-1], _with_letter(before[-1], first), *others]
        else:
            whole.append(run)
    return whole


def line_of(
    page: int, words: Sequence[Word], type_of: Callable[[int], Type], *, column: int = 0
) -> PrintedLine:
    """Make a printed line of its words."""
    return _line(page, words, words_text(words), words, type_of=type_of, column=column)


def join_level(lines: Iterable[PrintedLine]) -> Iterator[PrintedLine]:
    """Join lines that follow one another on one height.

    Such are a field and its value, a heading and its page, the places for two signatures.

    Args:
        lines: The document's lines in reading order, columns already apart. They are changed.
    """
    above: PrintedLine | None = None
    for line in lines:
        if above is not None and _is_level(above, line):
            above.text = f"{above.text} {line.text}"
            above.right = line.right
            above.top, above.bottom = min(above.top, line.top), max(above.bottom, line.bottom)
            above.bold = above.bold and line.bold
            continue
        if above is not None:
            yield above
        above = line
    if above is not None:
        yield above


def join_drop_caps(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Join each large initial to the line that begins beside its top.

    Args:
        lines: The lines of a page in any order. They are changed.
    """
    caps = [line for line in lines if len(line.text) == 1 and line.text.isupper()]
    for cap in caps:
        beside = [line for line in lines if _is_beside_cap(cap, line)]
        if not beside:
            continue
        first = min(beside, key=lambda line: line.top)
        first.text = _with_cap(cap.text, first.text, lines)
        first.left, first.order = cap.left, min(cap.order, first.order)
        lines = [line for line in lines if line is not cap]
    return list(lines)


def is_label(text: str) -> bool:
    """Whether a word may be a number, letter or bullet that hangs away from its text."""
    return _LABEL.fullmatch(text) is not None


def _is_spaced_out(text: str) -> bool:
    return 3 * text.count(" ") > len(text) and _SPACED.search(text) is not None


def closed_up(words: Sequence[Word]) -> list[Word]:
    """Write words that are spaced out letter by letter as words again."""
    if sum(len(word.text) == 1 for word in words) < _MOST_LETTERS * len(words):
        return list(words)
    spaces = [max(word.left - before.right, 0.1) for before, word in pairwise(words)]
    if len(spaces) < _LEAST_LETTERS - 1:
        return list(words)
    least = _WORD_SPACE * sorted(spaces)[len(spaces) // 3]
    whole = [words[0]]
    for space, word in zip(spaces, words[1:], strict=True):
        if space > least:
            whole.append(word)
        else:
            whole[-1] = _with_letter(whole[-1], word)
    return whole


def words_text(words: Sequence[Word]) -> str:
    """Write words one after another, with one space between."""
    return " ".join(word.text for word in words)


def _line(
    page: int,
    words: Sequence[Word],
    text: str,
    measured: Sequence[Word],
    *,
    type_of: Callable[[int], Type],
    column: int,
) -> PrintedLine:
    """Make a line; `measured` are the words that its height is taken from."""
    first, last = words[0], words[-1]
    lead = first.order
    if first is not last and _LABEL.fullmatch(first.text):
        lead = words.second if isinstance(words, Run) else words[1].order
    size, bold = type_of(lead)
    if bold and first is not last:  # perhaps only the beginning
        bold = type_of(last.order).bold
    return PrintedLine(
        page=page,
        left=first.left,
        top=min([word.top for word in measured]),
        right=last.right,
        bottom=max([word.bottom for word in measured]),
        text=text,
        order=lead,
        first_width=first.right - first.left,
        column=column,
        size=size,
        bold=bold,
    )


def _pieces(run: Sequence[Word]) -> list[list[Word]]:
    """Cut a run where its words leave the baseline or stand far apart."""
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


def _with_labels(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Join each lone label to the line on its height, whichever the file draws first."""
    joined: list[PrintedLine] = []
    lone = False
    for line in lines:
        if joined and _is_label_of(joined[-1], line):
            joined[-1] = _labelled(joined[-1], line)
        elif joined and _is_label_of(line, joined[-1]):
            joined[-1] = _labelled(line, joined[-1])
        else:
            joined.append(line)
            lone = lone or _is_label(line)
    return _with_distant_labels(joined) if lone else joined


def _with_distant_labels(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Join the labels that a file draws all together, before or after their texts."""
    for label in [line for line in lines if _is_label(line)]:
        beside = [line for line in lines if line is not label and _is_label_of(label, line)]
        if beside:
            _labelled(label, min(beside, key=lambda line: line.left))
            lines = [line for line in lines if line is not label]
    return lines


def _labelled(label: PrintedLine, line: PrintedLine) -> PrintedLine:
    line.text = f"{label.text} {line.text}"
    line.left, line.first_width = label.left, label.first_width
    line.top, line.bottom = min(label.top, line.top), max(label.bottom, line.bottom)
    return line


def _is_label(line: PrintedLine) -> bool:
    return " " not in line.text and is_label(line.text)


def _is_label_of(label: PrintedLine, line: PrintedLine) -> bool:
    middles = abs(line.top + line.bottom - label.top - label.bottom) / 2
    return (
        -2 < line.left - label.right < _HANGING
        and middles < 0.5 * max(label.height, line.height)
        and _is_label(label)
    )


def _touches(word: Word, after: Word) -> bool:
    height = word.bottom - word.top
    return (
        -_TOUCHING * height < after.left - word.right < _TOUCHING * height
        and abs(after.bottom - word.bottom) < _TOUCHING * height
        and after.left > word.left
    )


def _with_letter(word: Word, letter: Word) -> Word:
    return Word(
        word.left,
        min(word.top, letter.top),
        letter.right,
        max(word.bottom, letter.bottom),
        word.text + letter.text,
        word.order,
    )


def _is_beside_cap(cap: PrintedLine, line: PrintedLine) -> bool:
    return (
        cap.height > _CAP * line.height
        and cap.left - 1 <= line.left < cap.right + line.height
        and line.right > cap.right
        and cap.top - line.height < line.top < cap.bottom - line.height / 2
    )


def _with_cap(cap: str, text: str, lines: Sequence[PrintedLine]) -> str:
    """Write an initial before its line: "A" may be a word, or the beginning of one."""
    rest, *others = text.lower().split()
    known = {word for line in lines if line.text != text for word in line.text.lower().split()}
    known.update(others)
    is_word = cap in _WORDS and rest in known and cap.lower() + rest not in known
    return f"{cap} {text}" if is_word else cap + text


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
