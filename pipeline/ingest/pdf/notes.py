"""Which lines at the foot of a page are footnotes, and which words do they belong to?

A note is small type below the text that begins with a mark. It counts as one if a rule parts it
from the text or if its mark is found, raised, in the text. Notes leave the text of the page, so
that a clause that runs on overleaf is not cut in two; they are given after the text, with the mark
in square brackets in both places.
"""

import re
from collections.abc import Callable, Sequence

from pipeline.ingest.pdf.geometry import PageContent, PrintedLine, Rule, Run, Type, Word, usual_size
from pipeline.ingest.pdf.lines import words_text

_START = re.compile(r"(?:\[(\d{1,3})\]|(\d{1,3})|([*†‡§¶]{1,3}))[.)]?\s?(?=[^\W\d_]|[\"'“‘(])")
_SMALL = 0.93  # of the page's usual type size
_RAISED = 0.85  # of the size of the word before
_RULE_ABOVE = 22.0  # points at most between a rule and the first note
_FOLLOWS = 1.0  # line heights at most between the lines of a note
_FOOTER = 0.1  # of the height, where a footer may stand below the notes
_UPPER = 0.3  # of the height, in which there are no footnotes


def mark_notes(lines: Sequence[PrintedLine], page: PageContent) -> None:
    """Set `note` on the lines of footnotes, and write their marks in brackets.

    Args:
        lines: The lines of a page in reading order, without furniture that is turned. They are
            changed.
        page: The page, still open.
    """
    usual = usual_size(lines)
    notes = _candidates(lines, usual, page.height)
    if not notes:
        return
    ruled = _is_ruled(notes[0][0], page.across)
    for note in notes:
        found = _START.match(note[0].text)
        mark = next(filter(None, found.groups())) if found else ""
        text = [line for line in lines if line.note is None and line not in note]
        if found and (_bracketed(mark, text, page) or (ruled and mark.isdigit())):
            note[0].text = note[0].text[found.end() :]
            note[0].note = mark
            for line in note[1:]:
                line.note = ""


def _candidates(
    lines: Sequence[PrintedLine], usual: float, height: float
) -> list[list[PrintedLine]]:
    """Find small type that begins with a mark and has no text of the usual size below."""
    notes: list[list[PrintedLine]] = []
    above: PrintedLine | None = None  # the last line of a note
    for line in lines:
        small = bool(line.size) and (line.size or 0.0) <= _SMALL * usual
        if not small or line.table or line.furniture or line.top < _UPPER * height:
            above = None
        elif _START.match(line.text):
            notes.append([line])
            above = line
        elif above is not None and _follows(above, line):
            notes[-1].append(line)
            above = line
        else:
            above = None
    return [note for note in notes if not _has_text_below(note[0], lines, usual, height)]


def _follows(above: PrintedLine, line: PrintedLine) -> bool:
    white = line.top - above.bottom
    return line.column == above.column and -line.height < white < _FOLLOWS * line.height


def _has_text_below(
    note: PrintedLine, lines: Sequence[PrintedLine], usual: float, height: float
) -> bool:
    return any(
        line.top > note.top
        and (line.size or usual) > _SMALL * usual
        and line.left < note.right
        and line.right > note.left
        and line.bottom < (1 - _FOOTER) * height
        for line in lines
        if not line.furniture
    )


def _is_ruled(first: PrintedLine, across: Sequence[Rule]) -> bool:
    return any(
        -_RULE_ABOVE < rule.at - first.top < first.height / 2
        and rule.start < first.right
        and rule.end > first.left
        for rule in across
    )


def _bracketed(mark: str, lines: Sequence[PrintedLine], page: PageContent) -> bool:
    """Write a mark that is raised in the text in brackets; False if there is none."""
    pattern = re.compile(rf"{re.escape(mark)}(?![\w%])")
    for run in page.runs:
        text = run.text if isinstance(run, Run) else words_text(run)
        if not pattern.search(text):
            continue
        before: Word | None = None
        for word in run:
            printed = _with_mark(before, word, mark, page.type_of)
            old = f"{before.text} {word.text}" if before is not None else word.text
            line = printed and next((line for line in lines if _holds(line.text, old)), None)
            if line and printed:
                line.text = line.text.replace(old, printed, 1)
                return True
            before = word
    return False


def _holds(text: str, words: str) -> bool:
    """Whether a line has these words, whole."""
    return f" {words} " in f" {text} "


def _with_mark(
    before: Word | None, word: Word, mark: str, type_of: Callable[[int], Type]
) -> str | None:
    """Write two words with the mark of a note, if the second is one or ends with one."""
    first = f"{before.text} " if before is not None else ""
    at = word.text.rfind(mark)
    rest = word.text[at + len(mark) :]
    if at < 0 or rest.isalnum():
        return None
    if at == 0 and before is not None and _is_raised(before, word, 0, type_of):
        return f"{before.text}[{mark}]{rest}"
    if at > 0 and _is_raised(word, word, at, type_of):
        return f"{first}{word.text[:at]}[{mark}]{rest}"
    return None


def _is_raised(usual: Word, word: Word, at: int, type_of: Callable[[int], Type]) -> bool:
    """Whether the character of a word at a place is set smaller than those before."""
    size = type_of(usual.order).size
    raised = type_of(word.order + at).size if word.order >= 0 else None
    return bool(size and raised) and (raised or 0.0) <= _RAISED * (size or 0.0)
