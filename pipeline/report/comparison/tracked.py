"""Which words of a paragraph does Word track as put in and left out?

Accepting all gives the later words. Rejecting all gives the earlier ones, but for capitals,
punctuation and the labels of list items, which are as they are later. Words that moved are left out
where they stood and put in where they stand.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.report.word import Run, Tracked
from pipeline.text.wordwise import Mark, Stretch, stretches

_IN_PLACE = frozenset({Mark.SAME, Mark.NAMED, Mark.REPLACED, Mark.DELETED})


@dataclass(frozen=True, slots=True)
class _Piece:
    change: Tracked | None
    text: str
    is_glued: bool = False  # no blank before it


def tracked(later: str, earlier: str, *, language: str = "en") -> tuple[tuple[Run, ...], ...]:
    """Mark the words of one text against those of another.

    Args:
        later: Its lines are paragraphs, which the other text did not part.
        earlier: The other text, a paragraph.
        language: Of both.

    Returns:
        The words of each paragraph. In front of the end of one that the other text did not part is
        the blank that stood there, left out.

    Example:
        >>> for run in tracked("Staff should reply.", "Staff must reply.")[0]:
        ...     print(run.change, repr(run.text))
        None 'Staff'
        del ' must'
        ins ' should'
        None ' reply.'
    """
    if later == earlier:
        return ((Run(later, language=language),),)
    paragraphs: list[list[Run]] = [[]]
    for change, text in _spaced(list(_pieces(later, stretches(later, earlier)))):
        for place, line in enumerate(text.split("\n")):
            if place:
                paragraphs[-1].append(Run(" ", change=Tracked.LEFT_OUT))
                paragraphs.append([])
            words = line.lstrip() if len(paragraphs) > 1 and not paragraphs[-1] else line
            if words:
                paragraphs[-1].append(Run(words, language=language, change=change))
    lines = later.count("\n") + 1  # of which some may hold no word
    paragraphs += [[] for _ in range(lines - len(paragraphs))]
    return tuple(map(tuple, paragraphs))


def _pieces(later: str, found: tuple[Stretch, ...]) -> Iterator[_Piece]:
    gone = sorted(
        (each for each in found if each.mark is Mark.MOVED), key=lambda each: each.was_start
    )
    end = -1
    for each in found:
        while gone and each.mark in _IN_PLACE and gone[0].was_start < each.was_start:
            yield _Piece(Tracked.LEFT_OUT, gone.pop(0).was)
        is_glued = each.start == end and bool(each.text)
        if 0 <= end < each.start and "\n" in later[end : each.start]:
            yield _Piece(None, "\n", is_glued=True)
        end = each.end
        if each.mark is Mark.SAME:
            yield _Piece(None, each.text, is_glued)
            continue
        if each.was and each.mark is not Mark.MOVED:
            yield _Piece(Tracked.LEFT_OUT, each.was, is_glued)
        if each.text:
            yield _Piece(Tracked.PUT_IN, each.text, is_glued)
    for each in gone:
        yield _Piece(Tracked.LEFT_OUT, each.was)


def _spaced(pieces: list[_Piece]) -> Iterator[tuple[Tracked | None, str]]:
    """Give every piece its blank: before it, or after it where nothing that stays is before it."""
    stays = next((at for at, each in enumerate(pieces) if each.change is None), len(pieces))
    for at, each in enumerate(pieces):
        if at < stays:
            yield each.change, f"{each.text} " if stays < len(pieces) else _alone(pieces, at)
        else:
            yield each.change, f"{'' if each.is_glued or at == stays else ' '}{each.text}"


def _alone(pieces: list[_Piece], at: int) -> str:
    """Give a piece where nothing stays: with a blank after it unless it is the last of its sort."""
    is_last = all(each.change is not pieces[at].change for each in pieces[at + 1 :])
    return pieces[at].text if is_last else f"{pieces[at].text} "
