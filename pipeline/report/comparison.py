"""In which words does one reading of a clause differ from another?"""

import re
from dataclasses import dataclass
from enum import StrEnum

from pipeline.text.folding import fold

_MOST_WORDS = 600  # beyond this a word by word comparison helps nobody and costs time
_WORD = re.compile(r"\S+")


class Mark(StrEnum):
    """What a stretch of words is to the reading that it is compared with."""

    SAME = "same"
    ADDED = "added"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words side by side with one mark."""

    mark: Mark
    text: str


def compared(reading: str, usual: str) -> tuple[Stretch, ...]:
    """Mark the words that a reading adds to, or leaves out of, another.

    Words are equal after folding: a capital or a comma is no difference.

    Returns:
        Stretches in the order of the reading; those that are not left out make up the reading.
        A very long reading comes back as one stretch, without marks.

    Example:
        >>> [(s.mark.value, s.text) for s in compared("Staff should reply.", "Staff must reply")]
        [('same', 'Staff'), ('left_out', 'must'), ('added', 'should'), ('same', 'reply.')]
    """
    from rapidfuzz.distance import Indel

    ours, theirs = _WORD.findall(reading), _WORD.findall(usual)
    if len(ours) > _MOST_WORDS or len(theirs) > _MOST_WORDS:
        return (Stretch(Mark.SAME, reading),)
    steps = Indel.opcodes([fold(word) for word in theirs], [fold(word) for word in ours])
    stretches: list[Stretch] = []
    for step in steps:
        left_out = theirs[step.src_start : step.src_end]
        here = ours[step.dest_start : step.dest_end]
        if step.tag == "equal":
            stretches.append(Stretch(Mark.SAME, " ".join(here)))
        elif step.tag == "insert":
            stretches.append(Stretch(Mark.ADDED, " ".join(here)))
        else:
            # what stood there before comes first, as in a marked-up draft
            before = bool(stretches) and stretches[-1].mark is Mark.ADDED
            at = len(stretches) - before
            stretches.insert(at, Stretch(Mark.LEFT_OUT, " ".join(left_out)))
    return tuple(stretches)
