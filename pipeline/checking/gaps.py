"""What has a draft no rule on, and how many councils like it have one?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.analyse.borrowing import chosen
from pipeline.analyse.peers import tally
from pipeline.checking.references import Reference
from pipeline.model import Borrowable, Cell, Chances, Check, Clause, Coding, Gap, Level, PeerGroup

# chance of silence, or of a mere mention, from which that is said and not asked: chosen on drafts
# put together from voices of the library that the coder was not trained on
_SURE = 0.7
# what has rules on a provision has hardly any where no clause is surer than that, or all of them
# together come to less than this share of what is usual; chosen on documents with clauses taken out
_FAINT = 0.55
_LITTLE = 0.25


def gaps_of(  # noqa: PLR0917
    clauses: Sequence[Clause],
    cells: Sequence[Cell],
    codings: Sequence[Coding],
    chances: Mapping[tuple[str, str], Chances],
    answer: Check,
    reference: Reference,
) -> tuple[Gap, ...]:
    """List the provisions without a rule, or with hardly one.

    Args:
        clauses: Of the draft.
        cells: Of the draft.
        codings: Of its clauses.
        chances: How likely each level of each cell is.
        answer: Gives the councils like this one.
        reference: What the build left.

    Returns:
        Those that most councils like this one have first, of equals in the codebook's order.
        Provisions that do not concern the council are left out.
    """
    everybody = tallied(reference.everybody, answer, reference)
    alike = tallied(answer.group, answer, reference)
    at = {provision.id: place for place, provision in enumerate(reference.codebook.provisions)}
    language = _language(clauses)
    found = []
    for cell in cells:
        if not cell.concerned or not (
            cell.level is not Level.RULES or _is_thin(cell, codings, reference)
        ):
            continue
        rules, mention, absent, _ = alike[at[cell.provision]]
        of_all = everybody[at[cell.provision]]
        chance = chances[cell.doc, cell.provision]
        found.append(
            Gap(
                cell.provision,
                cell.level,
                sure=cell.level is not Level.RULES and chance.of(cell.level) >= _SURE,
                nearest=cell.clauses[0] if cell.clauses else chance.nearest,
                rules=int(rules),
                mention=int(mention),
                absent=int(absent),
                rules_of_all=int(of_all[0]),
                read_of_all=int(of_all[:3].sum()),
                wordings=to_borrow(cell.provision, answer, reference, language=language),
            )
        )
    return tuple(sorted(found, key=lambda gap: (-gap.share, -gap.rules_of_all, at[gap.provision])))


def to_borrow(
    provision: str, answer: Check, reference: Reference, *, language: str = "en"
) -> tuple[Borrowable, ...]:
    """Choose up to three councils' wordings on a provision, those of councils like this one first.

    Args:
        provision: Which.
        answer: Gives the council and those like it.
        reference: What the build left.
        language: Of the draft.
    """
    group = answer.group.read if answer.group and answer.group.likenesses else ()
    return chosen(
        reference.borrowable.get(provision, ()),
        prefer={doc for docs in group for doc in docs},
        language=language,
        country=answer.council.country,
        leave_out=answer.peers.own if answer.peers else (),
    )


def _language(clauses: Sequence[Clause]) -> str:
    """Give the language that most of a draft is written in."""
    counted = Counter(clause.language for clause in clauses if clause.kind.substantive)
    return counted.most_common(1)[0][0] if counted else "en"


def _is_thin(cell: Cell, codings: Sequence[Coding], reference: Reference) -> bool:
    scores = [
        coding.score
        for coding in codings
        if coding.provision == cell.provision and coding.level is Level.RULES
    ]
    usual = reference.usual_amounts[cell.provision]
    return max(scores) < _FAINT or sum(scores) < _LITTLE * usual


def tallied(group: PeerGroup | None, answer: Check, reference: Reference) -> Any:
    """Count the councils of a group at each level, without the draft's own; see `peers.tally`."""
    own = set(answer.peers.own) if answer.peers else set()
    councils = [docs for docs in (group.read if group else ()) if own.isdisjoint(docs)]
    return tally(reference.levels, councils)
