"""With what force does each clause speak, who owes it, and what time and numbers does it name?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Clause, Force
from pipeline.text.modality import Duty, Modality, duties, of_polarity
from pipeline.text.parties import Party
from pipeline.text.quantities import numbers, time_limits


@dataclass(frozen=True, slots=True)
class Said:
    """What the words of one text say of duty, time and number."""

    duties: tuple[Duty, ...]
    time_limits: tuple[str, ...]
    numbers: tuple[str, ...]


def said_by(clauses: Sequence[Clause]) -> dict[str, Said]:
    """Read each text of some clauses once, for `forces` and for `differences`.

    Args:
        clauses: Clauses in any order; those that can carry no provision are left out.

    Returns:
        What each text and each intro says, by its words; "" says nothing.
    """
    said = {"": Said((), (), ())}
    for clause in clauses:
        if clause.kind.substantive:
            for text in (clause.text, clause.intro or ""):
                if text not in said:
                    said[text] = Said(duties(text), time_limits(text), numbers(text))
    return said


def forces(clauses: Sequence[Clause], said: Mapping[str, Said]) -> tuple[Force, ...]:
    """Give the force of every clause that can carry a provision.

    Args:
        clauses: Clauses in any order.
        said: What their texts and intros say; see `said_by`.

    Returns:
        One record for each substantive clause, in the order given. A list item without a verb of
        duty has the force and the bearer of its intro.
    """
    return tuple(
        _force(clause, said[clause.text], said[clause.intro or ""].duties)
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
    modality = of_polarity(above.modality, negated=negated)
    return Duty(modality, negated, duty.bearer or above.bearer, duty.verb)


def _force(clause: Clause, said: Said, intro: Sequence[Duty]) -> Force:
    forceful = [duty for duty in said.duties if duty.modality is not Modality.NONE]
    opening = said.duties[0] if said.duties else Duty(Modality.NONE, False, Party.UNKNOWN, "")
    duty = forceful[0] if forceful else (in_full(opening, intro) or opening)
    expected = not forceful and bool(intro) and intro[-1].modality is Modality.CAN_EXPECT
    return Force(
        doc=clause.doc,
        n=clause.n,
        modality=(Modality.CAN_EXPECT if expected else duty.modality).value,
        negated=duty.negated,
        bearer=duty.bearer.value,
        time_limits=said.time_limits,
        numbers=said.numbers,
    )
