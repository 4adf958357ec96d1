"""With what force does each clause speak, who owes it, and what time and numbers does it name?"""

from collections.abc import Sequence

from pipeline.model import Clause, Force
from pipeline.text.modality import Duty, Modality, Party, duties
from pipeline.text.quantities import numbers, time_limits


def forces(clauses: Sequence[Clause]) -> tuple[Force, ...]:
    """Read the force of every clause that can carry a provision.

    Args:
        clauses: Clauses in any order.

    Returns:
        One record for each substantive clause, in the order given. A list item without a verb of
        duty has the force and the bearer of its intro.
    """
    said: dict[str, tuple[Duty, ...]] = {}
    for clause in clauses:
        if clause.kind.substantive:
            for text in (clause.text, clause.intro or ""):
                if text not in said:
                    said[text] = duties(text)
    return tuple(
        _force(clause, said[clause.text], said[clause.intro or ""])
        for clause in clauses
        if clause.kind.substantive
    )


def in_full(duty: Duty | None, intro: Sequence[Duty]) -> Duty | None:
    """Read a list item with its intro: "Officers must:" and "not to tell tales".

    Args:
        duty: Of the item; None where its words say nothing of duty.
        intro: Duties of the intro; empty where there is none.
    """
    if duty is None or duty.modality is not Modality.NONE or not intro:
        return duty
    above = intro[-1]
    if above.modality is Modality.CAN_EXPECT:
        return duty  # a list of what can be expected gives its items no force of their own
    negated = above.negated != duty.negated
    return Duty(above.modality, negated, duty.bearer or above.bearer, duty.verb)


def _force(clause: Clause, own: Sequence[Duty], intro: Sequence[Duty]) -> Force:
    said = [duty for duty in own if duty.modality is not Modality.NONE]
    opening = own[0] if own else Duty(Modality.NONE, False, Party.UNKNOWN, "")
    duty = said[0] if said else (in_full(opening, intro) or opening)
    expected = not said and bool(intro) and intro[-1].modality is Modality.CAN_EXPECT
    return Force(
        doc=clause.doc,
        n=clause.n,
        modality=(Modality.CAN_EXPECT if expected else duty.modality).value,
        negated=duty.negated,
        bearer=duty.bearer.value,
        time_limits=time_limits(clause.text),
        numbers=numbers(clause.text),
    )
