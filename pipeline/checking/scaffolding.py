"""A first draft for a council that has no protocol, in other councils' words."""

from collections.abc import Sequence
from datetime import date

from pipeline.checking.answering import whom_to_compare
from pipeline.checking.gaps import tallied, to_borrow
from pipeline.checking.references import Reference
from pipeline.model import Council, Likeness, Practice
from pipeline.report.answer.yardstick import Yardstick
from pipeline.report.scaffold import scaffold


def first_draft(
    reference: Reference,
    *,
    council: Council,
    as_of: date | None = None,
    like: Sequence[Likeness] | None = None,
) -> bytes:
    """Write a draft with the usual headings and, under each, a common and clear wording.

    Args:
        reference: What the build left.
        council: Whose draft it is to be; what is not known of it is left to be filled in.
        as_of: The day that the draft names; by default that of the build.
        like: In what councils are to be like this one; see `check`.

    Returns:
        A Word file.
    """
    answer = whom_to_compare(council, reference, as_of=as_of, like=like)
    yardstick = Yardstick(answer)
    counts = tallied(answer.group if yardstick.alike else reference.everybody, answer, reference)
    provisions = reference.codebook.provisions
    return scaffold(
        {each.id: to_borrow(each.id, answer, reference) for each in provisions},
        reference.codebook,
        [
            Practice("", provision.id, *row.tolist())
            for provision, row in zip(provisions, counts, strict=True)
        ],
        council=answer.council,
        as_of=answer.as_of,
        order=reference.usual_order,
        councils=yardstick.plural(),
    )
