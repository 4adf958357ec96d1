"""A table of clauses in their context with the party that each binds, and how many are told.

Run as `python -m tests.segment.audience_table` for the figures and every clause that differs. One
fragment in three was held back while the rules were written; `--held-back` shows those as well.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from pipeline.segment.audience import Unit, audiences

TABLE = Path(__file__).with_name("audience_cases.txt")


@dataclass(frozen=True, slots=True)
class Case:
    """One clause, whom it binds, and whom it was found to bind."""

    line: int
    text: str
    wanted: str
    found: str
    held_back: bool


def cases():
    """Read the table and every clause of it, those that are arguable left out."""
    read = []
    for number, fragment in enumerate(_fragments()):
        title, *headings = fragment[0][1].removeprefix("= ").split(" > ")
        units, wanted, intro = [], [], None
        for position, (_, content) in enumerate(fragment[1:]):
            marks, text = content.split(" | ", 1)
            kind, party = marks.split()
            intro = intro if kind == "L" else None
            units.append(Unit(text, tuple(headings), intro))
            intro = position if kind == "I" else intro
            wanted.append("" if party == "-" else party)
        found = audiences(units, [title])
        for (line, _), unit, party, ours in zip(fragment[1:], units, wanted, found, strict=True):
            if party != "?":
                read.append(Case(line, unit.text, party, ours.value, number % 3 == 2))
    return read


def _fragments():
    fragments = []
    for line, content in enumerate(TABLE.read_text(encoding="utf-8").splitlines(), start=1):
        if content.startswith("= "):
            fragments.append([(line, content)])
        elif content[:2] in {"C ", "I ", "L "}:
            fragments[-1].append((line, content))
    return fragments


def figures(read):
    """Give the share told rightly: of the clauses that bind a party, of the others, of all."""
    bound = [case for case in read if case.wanted]
    free = [case for case in read if not case.wanted]
    return {
        "bound": _share(bound),
        "nobody": _share(free),
        "all": _share(read),
        "clauses": len(read),
    }


def _share(read):
    return round(sum(case.wanted == case.found for case in read) / len(read), 3)


if __name__ == "__main__":
    everything = cases()
    shown = [case for case in everything if not case.held_back or "--held-back" in sys.argv]
    for case in shown:
        if case.wanted != case.found:
            sys.stdout.write(
                f"{case.line}: {case.wanted or '-'}, found {case.found or '-'}: {case.text}\n"
            )
    sys.stdout.write(f"{figures([case for case in everything if not case.held_back])}\n")
    if "--held-back" in sys.argv:
        sys.stdout.write(f"held back {figures([case for case in everything if case.held_back])}\n")
