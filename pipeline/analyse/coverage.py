"""Which provisions does each document have rules on, mention, or leave out?"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.analyse.applicability import concerns
from pipeline.model import Basis, Cell, Chances, Clause, Codebook, Coding, Council, Document, Level

_QUOTE_LENGTH = 600  # characters; a longer clause is cut at a word and marked

# "see the Press Policy", "as set out in the council's Grievance Procedure"
_POINTER = re.compile(
    r"\b(?:see|refer(?:red)? to|set out in|contained in|covered (?:by|in)|dealt with (?:in|by)|"
    r"in accordance with|under|follow(?:ing)?|comply with|read (?:alongside|with))\s+"
    r"(?:the |its |our )?(?:[Cc]ouncil['’]s |adopted |separate |own ){0,3}"
    r"((?:[A-Z][\w'’&/-]{0,30}[ ,]{1,2}(?:(?:and|of|for|on|in) )?){1,6}"
    r"(?:Policy|Procedure|Protocol|Code|Scheme|Orders|Regulations|Handbook|Charter))"
)


def coverage(
    documents: Mapping[str, Document],
    clauses: Sequence[Clause],
    codings: Sequence[Coding],
    codebook: Codebook,
    *,
    chances: Mapping[tuple[str, str], Chances],
    councils: Mapping[str, Council],
    certain_from: float,
) -> tuple[Cell, ...]:
    """Make the coverage matrix.

    A cell is `rules` where some clause has rules, else `mention` where some clause mentions the
    topic, else `absent`; every cell of a document that could not be read is `unreadable`.

    Args:
        documents: The documents of the matrix, by doc.
        clauses: Their clauses.
        codings: The provisions that these carry.
        codebook: Gives the provisions and their order.
        chances: How likely each level is, as the coder sees it, of every readable document and
            provision.
        councils: What is known of the council behind each document.
        certain_from: The chance from which a cell need not be checked by a person.

    Returns:
        One cell for each document and provision, by document, then in the codebook's order.
    """
    by_place = {(clause.doc, clause.n): clause for clause in clauses}
    found: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for coding in codings:
        found[coding.doc, coding.provision].append(coding)
    cells = []
    for doc in sorted(documents):
        for provision in codebook.provisions:
            if not documents[doc].state.readable:
                cell = Cell(doc, provision.id, Level.UNREADABLE, (), "", None)
            else:
                cell = _cell(doc, provision.id, found[doc, provision.id], by_place)
                cell = _judged(cell, chances[doc, provision.id], certain_from)
            concerned = concerns(provision.applies, councils.get(doc, Council()))
            cells.append(replace(cell, concerned=concerned))
    return tuple(cells)


def _cell(
    doc: str,
    provision: str,
    codings: Sequence[Coding],
    clauses: Mapping[tuple[str, int], Clause],
) -> Cell:
    if not codings:
        return Cell(doc, provision, Level.ABSENT, (), "", None)
    level = Level.RULES if any(c.level is Level.RULES for c in codings) else Level.MENTION
    # the clauses that make the level first, each group by its score, then in reading order
    ranked = sorted(codings, key=lambda c: (c.level is not level, -c.score, c.n))
    best = clauses[doc, ranked[0].n]
    return Cell(
        doc=doc,
        provision=provision,
        level=level,
        clauses=tuple(dict.fromkeys(coding.n for coding in ranked)),
        quote=_cut(best.text),
        page=best.page,
        points_to=_pointer(best.text) if level is Level.MENTION else None,
        score=ranked[0].score,
        basis=ranked[0].basis,
    )


def _judged(cell: Cell, chances: Chances, certain_from: float) -> Cell:
    """Say how likely it is that the level is right."""
    chance = chances.of(cell.level)
    if cell.basis is Basis.CORRECTION:
        chance = 1.0
    elif cell.basis is Basis.CUE:  # a line that names the topic stands there: it is at least that
        chance = round(1 - chances.rules, 4)
    certain = chance >= certain_from
    look_at = chances.nearest if cell.level is Level.ABSENT and not certain else None
    return replace(cell, chance=chance, certain=certain, nearest=look_at)


def _pointer(text: str) -> str | None:
    """Name the other document to which a clause that only mentions a topic sends its reader."""
    found = _POINTER.search(text)
    return found.group(1) if found else None


def _cut(text: str) -> str:
    if len(text) <= _QUOTE_LENGTH:
        return text
    return text[:_QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"
