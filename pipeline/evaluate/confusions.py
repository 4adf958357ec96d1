"""Which cells are wrong, and at which step did each go wrong?

For every wrong cell: the words that a person put behind it, whether we cut them out as a clause and
what codes that clause got, and the words that we put behind it ourselves.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from textwrap import shorten, wrap

from pipeline.evaluate.coverage import LEVELS, CellKey
from pipeline.evaluate.gold import Codes, Gold, GoldClause
from pipeline.model import Cell, Clause, Findings
from pipeline.report.safe_text import guarded, shown
from pipeline.text.folding import fold

_WIDTH = 100  # of a terminal
_QUOTE = 240  # characters of a quotation there
_MOST = 5  # clauses shown of a cell, on either side
_ORDER = {"absent": 0, "mention": 1, "rules": 2}
_COLUMNS = (
    "doc",
    "provision",
    "gold",
    "ours",
    "chance",
    "certain",
    "cause",
    "gold_evidence",
    "our_evidence",
)


class Cause(StrEnum):
    """The step at which a cell went wrong, as far as one can see."""

    NOT_READ = "document not read"
    NOT_FOUND = "clause not cut out"  # gold's clause matches none of ours
    NOT_CODED = "clause not coded"  # it was found, without the provision
    CODED_LOWER = "clause coded lower"
    CODED_HIGHER = "clause coded higher"  # gold has the provision there, as a mention
    OTHER_CLAUSE = "other clause"  # gold gives the provision to none of the clauses behind ours
    NO_EVIDENCE = "no evidence in gold"


@dataclass(frozen=True, slots=True)
class Witness:
    """A clause behind a cell, with what the other side makes of it."""

    n: int  # gold's number on gold's side, ours on ours
    level: str  # of the cell's provision, by the side whose clause it is
    quote: str
    other_n: int | None  # of the clause that stands for it on the other side; None: no such clause
    other_codes: Codes  # what that clause carries there, the cell's provision first


@dataclass(frozen=True, slots=True)
class Confusion:
    """A wrong cell."""

    doc: str
    provision: str
    gold: str
    ours: str  # `missing` where there is no such cell
    chance: float | None
    certain: bool
    cause: Cause
    theirs: tuple[Witness, ...]  # gold's evidence
    mine: tuple[Witness, ...]  # ours


def confusions(
    gold: Gold, findings: Findings, matched: Mapping[str, Mapping[int, int]]
) -> tuple[Confusion, ...]:
    """List the wrong cells, in gold's order.

    Args:
        gold: The labels.
        findings: What we found.
        matched: Our clause's n for each gold clause's n, by document.
    """
    cells = {(cell.doc, cell.provision): cell for cell in findings.cells}
    sides = _Sides(gold, findings, matched)
    return tuple(
        _confusion(key, level, cells.get(key), sides)
        for key, level in gold.coverage.items()
        if key not in cells or cells[key].level != level
    )


class _Sides:
    """Looks up the clauses and codes of both sides."""

    def __init__(
        self, gold: Gold, findings: Findings, matched: Mapping[str, Mapping[int, int]]
    ) -> None:
        self.gold = gold
        self.gold_texts = {(c.doc, c.n): c.text for rows in gold.clauses.values() for c in rows}
        self.our_texts = {(clause.doc, clause.n): clause.text for clause in findings.clauses}
        self.our_codes: dict[tuple[str, int], Codes] = {}
        for coding in findings.codings:
            place = coding.doc, coding.n
            code = (coding.provision, str(coding.level))
            self.our_codes[place] = (*self.our_codes.get(place, ()), code)
        self.to_ours = {
            doc: {**_same_words(rows, findings.clauses), **matched.get(doc, {})}
            for doc, rows in gold.clauses.items()
        }
        self.to_gold = {
            doc: {mine: theirs for theirs, mine in pairs.items()}
            for doc, pairs in self.to_ours.items()
        }

    def theirs(self, doc: str, provision: str) -> tuple[Witness, ...]:
        """Give gold's evidence, the clauses that make its level first."""
        listed = self.gold.evidence.get((doc, provision), ())
        return tuple(
            Witness(
                n,
                level,
                self.gold_texts.get((doc, n), ""),
                other := self.to_ours.get(doc, {}).get(n),
                () if other is None else _first(provision, self.our_codes.get((doc, other), ())),
            )
            for n, level in sorted(listed, key=lambda item: item[1], reverse=True)
        )

    def mine(self, cell: Cell | None) -> tuple[Witness, ...]:
        """Give our evidence, the strongest first."""
        if cell is None:
            return ()
        return tuple(
            Witness(
                n,
                dict(self.our_codes.get((cell.doc, n), ())).get(cell.provision, str(cell.level)),
                self.our_texts.get((cell.doc, n), cell.quote),
                other := self.to_gold.get(cell.doc, {}).get(n),
                _first(cell.provision, self.gold.codes.get((cell.doc, other), ()))
                if other is not None
                else (),
            )
            for n in cell.clauses
        )


def _same_words(gold: Sequence[GoldClause], clauses: Sequence[Clause]) -> dict[int, int]:
    """Pair lines that are no substantive clauses, such as a line with a review date, by words."""
    ours = {fold(c.text): c.n for c in clauses if c.doc == gold[0].doc}
    rest = ((clause.n, fold(clause.text)) for clause in gold if not clause.substantive)
    return {n: ours[words] for n, words in rest if words in ours}


def _confusion(key: CellKey, level: str, cell: Cell | None, sides: _Sides) -> Confusion:
    doc, provision = key
    ours = str(cell.level) if cell else "missing"
    theirs, mine = sides.theirs(doc, provision), sides.mine(cell)
    return Confusion(
        doc=doc,
        provision=provision,
        gold=level,
        ours=ours,
        chance=cell.chance if cell else None,
        certain=bool(cell and cell.certain),
        cause=_cause(provision, level, ours, theirs, mine),
        theirs=theirs,
        mine=mine,
    )


def _cause(
    provision: str, gold: str, ours: str, theirs: Sequence[Witness], mine: Sequence[Witness]
) -> Cause:
    if ours not in _ORDER:
        return Cause.NOT_READ
    if _ORDER[gold] < _ORDER[ours]:
        behind = [witness for witness in mine if witness.level == ours]
        coded = any(provision in dict(witness.other_codes) for witness in behind)
        return Cause.CODED_HIGHER if coded else Cause.OTHER_CLAUSE
    behind = [witness for witness in theirs if witness.level == gold]
    if not behind:
        return Cause.NO_EVIDENCE
    if all(witness.other_n is None for witness in behind):
        return Cause.NOT_FOUND
    coded = any(provision in dict(witness.other_codes) for witness in behind)
    return Cause.CODED_LOWER if coded else Cause.NOT_CODED


def _first(provision: str, codes: Codes) -> Codes:
    return tuple(sorted(codes, key=lambda code: code[0] != provision))


def confusion_csv(found: Sequence[Confusion]) -> bytes:
    """Write wrong cells as a table for a spreadsheet, one a row."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for c in found:
        row = (
            c.doc,
            c.provision,
            c.gold,
            c.ours,
            "" if c.chance is None else f"{c.chance:.4f}",
            "yes" if c.certain else "no",
            c.cause,
            "\n".join(f"{_head(c, w, 'ours')}: {shown(w.quote)}" for w in c.theirs),
            "\n".join(f"{_head(c, w, 'gold')}: {shown(w.quote)}" for w in c.mine),
        )
        writer.writerow([guarded(str(value)) for value in row])
    return file.getvalue().encode()


def confusion_lines(found: Sequence[Confusion], right: Counter[str]) -> Iterator[str]:
    """Give wrong cells as lines for a terminal: first how many of each sort, then each one.

    Args:
        found: The wrong cells.
        right: How many cells of each level are right.
    """
    counts = Counter((c.gold, c.ours) for c in found)
    levels = [*LEVELS, *sorted({c.ours for c in found} - set(LEVELS))]
    yield "gold \\ ours   " + " ".join(f"{level:>10}" for level in levels)
    for gold in LEVELS:
        numbers = (right[gold] if gold == ours else counts[gold, ours] for ours in levels)
        yield f"{gold:<13} " + " ".join(f"{number:>10}" for number in numbers)
    yield ""
    yield from _wrapped("causes: " + _counted(Counter(str(c.cause) for c in found)))
    yield from _wrapped("provisions: " + _counted(Counter(c.provision for c in found)))
    for confusion in found:
        yield ""
        yield from _block(confusion)


def _block(c: Confusion) -> Iterator[str]:
    chance = "" if c.chance is None else f", chance {c.chance:.2f}"
    certain = ", certain" if c.certain else ""
    yield f"{c.doc} {c.provision}: gold {c.gold}, ours {c.ours}{chance}{certain} ({c.cause})"
    told = {witness.other_n for witness in c.theirs[:_MOST]}
    mine = [witness for witness in c.mine if witness.n not in told]
    for title, other, witnesses in (("gold", "ours", c.theirs), ("ours", "gold", mine)):
        for witness in witnesses[:_MOST]:
            quote = shorten(shown(witness.quote), _QUOTE, placeholder=" …")
            yield from _wrapped(f"{title} {_head(c, witness, other)}", indent=2)
            yield from wrap(quote, _WIDTH, initial_indent=" " * 4, subsequent_indent=" " * 4)
        if len(witnesses) > _MOST:
            yield f"  {title}: and {len(witnesses) - _MOST} more"


def _head(c: Confusion, witness: Witness, other: str) -> str:
    """Say what a clause is to one side and what the other makes of it."""
    start = f"{witness.n} ({witness.level})"
    if c.ours in {"missing", "unreadable"}:
        return start
    if witness.other_n is None:
        return f"{start}, no such clause in {other}"
    codes = ", ".join(f"{name} {level}" for name, level in witness.other_codes) or "no code"
    return f"{start}, in {other} {witness.other_n}: {codes}"


def _wrapped(text: str, *, indent: int = 0) -> list[str]:
    """Break a text into lines, those after the first a little further in."""
    space = " " * indent
    return wrap(text, _WIDTH, initial_indent=space, subsequent_indent=space + "  ")


def _counted(counts: Counter[str]) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} {count}" for name, count in ranked) or "none"
