"""Where does one clause forbid or fix what another allows or fixes otherwise?

Only a few kinds are safe to report without reading for meaning: the same sentence with and without
"not", two different numbers of days for asking for an agenda item, and two different people who
alone may speak to the press.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.analyse.defects.inspected import Inspected, sentence_around
from pipeline.model import Clause, Defect, DefectKind
from pipeline.text.folding import fold

_NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_NUMBERS = {word: value for value, word in enumerate(_NUMBER_WORDS.split(), 1)}
_LIMIT = re.compile(
    rf"\b(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})\s+(?P<unit>(?:clear|working|calendar)\s+)?days?\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\bitems?\b", re.IGNORECASE)
_AGENDA = re.compile(r"\bagenda\b", re.IGNORECASE)
_OTHER_CASE = re.compile(
    r"\b(?:urgen\w{1,4}|emergenc\w{1,4}|extraordinary|except\w{0,8}|unless|annual|issue[ds]?"
    r"|publish\w{0,3}|summons|circulat\w{1,4}|sent out|planning|committees?|sub-committees?)\b",
    re.IGNORECASE,
)
_PRESS = re.compile(
    r"\b(?:press|media|newspapers?|journalists?|reporters?|broadcasters?)\b", re.IGNORECASE
)
_OFFICE = (
    r"(?:Town |Parish |City )?(?P<office>Clerk|Chair|Mayor|Proper Officer)(?:man|woman|person)?"
)
_ALONE = re.compile(
    rf"\b[Oo]nly\s(?:by\s|through\s)?the\s{_OFFICE}\b(?!\s(?:of\sthe\s\w+\s)?(?:or|and)\b|/|,\s(?:or|the|and)\b)"
)
_NOT = re.compile(r"\b(?:(must|should|may|shall|will|can|are|is)|do|does) not\b")
_FEWEST_WORDS = 6


def contradictions(inspected: Inspected) -> Iterator[Defect]:
    """Find pairs of clauses that cannot both be followed; the later one is reported."""
    yield from _opposites(inspected)
    yield from _agenda_notice(inspected)
    yield from _sole_spokesmen(inspected)


def _opposites(inspected: Inspected) -> Iterator[Defect]:
    seen: dict[str, tuple[bool, Clause]] = {}
    for clause, words in inspected.own_words:
        if not clause.kind.substantive or clause.intro:
            continue
        folded = fold(words)
        plain, negations = _NOT.subn(r"\1", folded)
        plain = " ".join(plain.split())
        if len(plain.split()) < _FEWEST_WORDS or negations > 1:
            continue
        negated = negations == 1
        before = seen.setdefault(plain, (negated, clause))
        if before[0] is not negated:
            yield inspected.defect(
                DefectKind.CONTRADICTION,
                clause,
                clause.start,
                clause.end,
                f"Says the opposite of {_name(before[1])}: decide which of the two is meant.",
            )


def _agenda_notice(inspected: Inspected) -> Iterator[Defect]:
    found: list[tuple[int, str, Clause, re.Match[str]]] = []
    for clause, words in inspected.own_words:
        limits = list(_LIMIT.finditer(words))
        if not clause.kind.substantive or len(limits) != 1:
            continue
        sentence = sentence_around(words, *limits[0].span())
        if _ITEM.search(sentence) and _AGENDA.search(sentence) and not _OTHER_CASE.search(sentence):
            number = limits[0]["number"].casefold()
            value = int(number) if number.isdigit() else _NUMBERS[number]
            found.append((value, (limits[0]["unit"] or "").strip().casefold(), clause, limits[0]))
    for (value, unit, clause, _), (other, other_unit, later, limit) in pairwise(found):
        if unit == other_unit and value != other:
            yield inspected.defect(
                DefectKind.CONTRADICTION,
                later,
                later.start + limit.start(),
                later.start + limit.end(),
                f"Asks for {other} days' notice of an agenda item where {_name(clause)} asks for "
                f"{value}: make them the same.",
            )


def _sole_spokesmen(inspected: Inspected) -> Iterator[Defect]:
    first: tuple[str, Clause] | None = None
    for clause, words in inspected.own_words:
        for match in _ALONE.finditer(words):
            if not _PRESS.search(sentence_around(words, *match.span())):
                continue
            office = match["office"]
            if first is None:
                first = (office, clause)
            elif office != first[0]:
                yield inspected.defect(
                    DefectKind.CONTRADICTION,
                    clause,
                    clause.start + match.start(),
                    clause.start + match.end(),
                    f"Lets only the {office} speak to the press where {_name(first[1])} lets only "
                    f"the {first[0]}: decide who speaks.",
                )
                return


def _name(clause: Clause) -> str:
    return f"clause {clause.address}" if clause.label else f"the clause “{clause.text[:40]} …”"
