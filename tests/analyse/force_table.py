"""A table of sentences with their force, and how many fields are read rightly.

Run as `python -m tests.analyse.force_table` for the figures and every sentence that differs.
"""

import sys
from pathlib import Path

from pipeline.analyse.force import forces, said_by
from pipeline.model import Clause, ClauseKind

TABLE = Path(__file__).with_name("force_cases.txt")
FIELDS = ("modality", "bearer", "time_limits", "numbers")


def cases():
    """Give each sentence with its fields as wanted and as found."""
    read = []
    for *wanted, text in _rows():
        intro, _, item = text.rpartition(" >> ")
        clause = Clause(
            "a", 1, None, "1", (), ClauseKind.CLAUSE, item, 0, len(item), intro=intro or None
        )
        (force,) = forces([clause], said_by([clause]))
        found = [
            force.modality or "-",
            force.bearer or "-",
            "; ".join(force.time_limits) or "-",
            "; ".join(force.numbers) or "-",
        ]
        read.append((text, wanted, found))
    return read


def _rows():
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        fields = [field.strip() for field in line.split(" | ", 4)]
        if len(fields) == 5 and "modality" not in line:
            yield fields


def figures(read):
    """Give the share of each field that is read rightly."""
    return {
        field: round(sum(wanted[at] == found[at] for _, wanted, found in read) / len(read), 3)
        for at, field in enumerate(FIELDS)
    } | {"sentences": len(read)}


if __name__ == "__main__":
    everything = cases()
    for text, wanted, found in everything:
        for field, theirs, ours in zip(FIELDS, wanted, found, strict=True):
            if theirs != ours:
                sys.stdout.write(f"{field} {theirs}, found {ours}: {text}\n")
    sys.stdout.write(f"{figures(everything)}\n")
