"""What differs between the marked documents and the clauses cut from them.

Run as `python -m tests.segment.marked_report`, with names of marked documents to see those only.
Line numbers are those of the marked file. With a folder, such as `corpus/apart/structure`, only the
table is printed: on what is kept apart nobody should look at single units.
"""

import sys
from pathlib import Path

from tests.segment.marked_documents import MARKED, compare, found, load


def report(paths):
    """Give the report line by line: what differs in each document, then a table of figures."""
    rows = []
    for path in paths:
        document = load(path)
        comparison = compare(document, found(document))
        rows.append((document.name, comparison.figures))
        if comparison.differences:
            yield f"{path.name}"
            yield from (f"  {difference}" for difference in comparison.differences)
            yield ""
    names = list(rows[0][1])
    yield " " * 34 + "".join(f"{name:>10}" for name in names)
    for name, figures in [*rows, ("mean", _mean([figures for _, figures in rows]))]:
        yield f"{name:34}" + "".join(f"{figures[figure]:10.3f}" for figure in names)


def _mean(figures):
    return {name: sum(one[name] for one in figures) / len(figures) for name in figures[0]}


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if sys.argv[1:] and Path(sys.argv[1]).is_dir() else None
    if folder is not None:
        paths = sorted(folder.glob("*.txt"))
        printed = list(report(paths))[-len(paths) - 2 :]
    else:
        printed = report([path for path in MARKED if not sys.argv[1:] or path.stem in sys.argv[1:]])
    sys.stdout.writelines(f"{line}\n" for line in printed)
