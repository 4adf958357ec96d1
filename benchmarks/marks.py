"""How often are words marked as a person would mark them, by us and by other ways to compare?

    python -m benchmarks.marks [-v]

The pairs and the marks of a person are those of tests/text/marked_readings.yaml. A way is right
where it gives all marks of a pair and no other; punctuation and case are made equal for all.
"""

import argparse
import difflib
import importlib.util
import time
from pathlib import Path

from pipeline.text.folding import fold
from pipeline.text.wordwise import stretches

TESTS = Path(__file__).parent.parent / "tests/text/test_wordwise.py"


def by_difflib(reading, exemplar, *, junk=True):
    """Give the marks of the standard library, of words that were folded as ours are."""
    now, was = reading.split(), exemplar.split()
    found = difflib.SequenceMatcher(
        None, [fold(word) for word in was], [fold(word) for word in now], autojunk=junk
    )
    words = {"replace": "replaced", "delete": "deleted", "insert": "inserted"}
    return [
        (words[tag], fold(" ".join(was[a:b])), fold(" ".join(now[c:d])))
        for tag, a, b, c, d in found.get_opcodes()
        if tag != "equal"
    ]


def by_fewest_edits(reading, exemplar):
    """Give the marks of the fewest words put in and left out, neighbouring ones as replaced."""
    from rapidfuzz.distance import Indel

    now, was = reading.split(), exemplar.split()
    steps = Indel.opcodes([fold(word) for word in was], [fold(word) for word in now])
    marks, same = [], True
    for step in steps:
        if step.tag == "equal":
            same = True
            continue
        before = ("", "") if same else marks.pop()
        put_in, left_out = now[step.dest_start : step.dest_end], was[step.src_start : step.src_end]
        marks.append((f"{before[0]} {' '.join(left_out)}", f"{before[1]} {' '.join(put_in)}"))
        same = False
    return [
        (
            "replaced" if fold(old) and fold(new) else "deleted" if fold(old) else "inserted",
            fold(old),
            fold(new),
        )
        for old, new in marks
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-v", action="store_true", help="show the pairs that each gets wrong")
    verbose = parser.parse_args().v
    spec = importlib.util.spec_from_file_location("marked", TESTS)
    table = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(table)
    ways = {
        "pipeline.text.wordwise": lambda now, was: table.marks_of(stretches(now, was)),
        "difflib.SequenceMatcher": by_difflib,
        "fewest edits (Indel)": by_fewest_edits,
    }
    heads = (*table.TABLE, "no moves, no names")
    print(f"{'way':<26}" + "".join(f"{head.replace('_', ' '):>20}" for head in heads))
    for name, way in ways.items():
        way("Warm up.", "Warmed up.")
        counts = {head: [] for head in heads}
        began = time.perf_counter()
        for group in table.TABLE:
            for case in table.cases(group):
                reading, exemplar, marks = case.values
                found = way(reading, exemplar)
                counts[group].append(found == marks)
                if not {"moved", "named"} & {mark for mark, _, _ in marks}:
                    counts["no moves, no names"].append(found == marks)
                if verbose and found != marks:
                    print(f"  {case.id}: {found}, not {marks}")
        taken = 1000 * (time.perf_counter() - began)
        cells = (f"{sum(right)} of {len(right)}" for right in counts.values())
        print(f"{name:<26}" + "".join(f"{cell:>20}" for cell in cells), f"  {taken:.0f} ms in all")


if __name__ == "__main__":
    main()
