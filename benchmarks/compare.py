"""How often is it right what became of each clause between two versions, by us and by other ways?

    python -m benchmarks.compare [--held-back] [-v]
    python -m benchmarks.compare --sizes 500,1000,2000
    python -m benchmarks.compare --files

Versions with known edits are made of the sample councils' documents and, where it is there, of the
texts in ../shared; `versions.py` says how. Nothing was tuned on the seed and the way of editing that
`--held-back` measures. A pairing is right where clause and clause belong together; of a clause that
was split or joined each part counts. `--sizes` prints the CPU of comparing long versions, edited,
alike in every clause, and of other texts; `--files` how many clauses are unchanged where the same
text comes in another sort of file.
"""

import argparse
import difflib
import random
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz, process

from benchmarks.versions import drafting, overhauling
from pipeline.analyse.comparing import compared
from pipeline.analyse.comparing.order import in_order
from pipeline.ingest.reading import read
from pipeline.model import ClauseKind
from pipeline.params import read_params
from pipeline.segment import segment
from pipeline.text.folding import fold_item

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "corpus/sources", ROOT.parent / "shared/corpus/texts")
VARIANTS = ROOT.parent / "shared/corpus/variants"
SEEDS = {"tuned": range(3), "held back": range(100, 103)}


def ours(earlier, later):
    """Give pairs, fates and what was moved."""
    pairs, fates, moved = set(), {}, set()
    for row in compared(earlier, later).rows:
        pairs |= {(a, b) for a in row.earlier for b in row.later}
        fates |= {("earlier", n): row.fate.value for n in row.earlier}
        if not row.earlier:
            fates |= {("later", n): "added" for n in row.later}
        if row.moved:
            moved |= set(row.earlier)
    return pairs, fates, moved


def by_lines(earlier, later):
    """Compare clauses as lines, as the standard library does."""
    was, now = ([fold_item(clause.text) for clause in side] for side in (earlier, later))
    pairs, same = [], set()
    for tag, a, b, c, d in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag in {"equal", "replace"}:
            pairs += zip(range(a, b), range(c, d), strict=False)
            same |= set(range(a, b)) if tag == "equal" else set()
    return _as_fates(earlier, later, pairs, same, set())


def by_best_match(earlier, later):
    """Give each clause the likest that is left, the likest pairs first."""
    was, now = ([fold_item(clause.text) for clause in side] for side in (earlier, later))
    if not (was and now):
        return _as_fates(earlier, later, [], set(), set())
    table = process.cdist(was, now, scorer=fuzz.ratio, score_cutoff=60)
    ranked = sorted(
        (-table[i, j], i, j) for i in range(len(was)) for j in range(len(now)) if table[i, j]
    )
    pairs, taken = {}, set()
    for _, i, j in ranked:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    same = {i for i, j in pairs.items() if was[i] == now[j]}
    kept = {i for i, _ in in_order([(i, j, 1.0) for i, j in pairs.items()])}
    return _as_fates(earlier, later, sorted(pairs.items()), same, set(pairs) - kept)


def _as_fates(earlier, later, pairs, same, moved):
    partner = dict(pairs)
    fates = {}
    for i, clause in enumerate(earlier):
        known = "moved" if i in moved else "unchanged" if i in same else "reworded"
        fates["earlier", clause.n] = known if i in partner else "removed"
    taken = set(partner.values())
    for j, clause in enumerate(later):
        if j not in taken:
            fates["later", clause.n] = "added"
    found = {(earlier[i].n, later[j].n) for i, j in pairs}
    return found, fates, {earlier[i].n for i in moved}


WAYS = {"ours": ours, "difflib, by lines": by_lines, "rapidfuzz, best match": by_best_match}


def documents():
    """Read the documents that versions are made of."""
    params = read_params(ROOT / "params.yaml").ingest
    found = {}
    for folder in FOLDERS:
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            document = read(path.read_bytes(), name=path.name, doc=path.stem, params=params)
            if document.state.readable:
                clauses = segment(document)
                found[path.stem] = [c for c in clauses if c.kind is not ClauseKind.BOILERPLATE]
    return found


def versions(held_back):
    """Give documents with their later versions."""
    read_ones = documents()
    seeds = SEEDS["held back" if held_back else "tuned"]
    for name, clauses in read_ones.items():
        others = [each for other in read_ones if other != name for each in read_ones[other]]
        for seed in seeds:
            for rate in (0.2, 0.6):
                made = drafting(clauses, others, f"{name} {seed} {rate}", rate)
                yield f"drafting, {rate:.0%} of clauses", name, clauses, made
            if held_back:
                yield "overhauling", name, clauses, overhauling(clauses, others, f"{name} {seed}")


def long_version(clauses, count, seed):
    """Give as many clauses as are asked for, no two of them the same."""
    rng = random.Random(seed)
    found = []
    for n in range(1, count + 1):
        clause = rng.choice(clauses)
        text = f"{clause.text} This concerns ward {rng.randrange(count)} of the parish."
        found.append(replace(clause, n=n, text=text, intro=None))
    return found


def measure_sizes(sizes):
    """Print what long versions cost."""
    clauses = [each for found in documents().values() for each in found]
    compared(clauses[:40], clauses[:30])  # warm up
    for count in sizes:
        first, other = (long_version(clauses, count, f"{seed} {count}") for seed in "ab")
        edited = drafting(first, clauses, f"long {count}", 0.2).clauses
        alike = [replace(first[0], n=n) for n in range(1, count + 1)]
        for name, earlier, later in (
            ("edited", first, edited),
            ("alike", alike, alike[: count // 2]),
            ("other texts", first, other),
        ):
            began = time.process_time()
            compared(earlier, later)
            print(f"{count:,} clauses, {name}: {time.process_time() - began:.1f} s of CPU")


def measure_files():
    """Print how many clauses are unchanged in another sort of file of the same text."""
    params = read_params(ROOT / "params.yaml").ingest
    total, same = 0, 0
    for path in sorted(VARIANTS.glob("*.word.docx")):
        name = path.name.partition(".")[0]
        earlier = segment(read(path.read_bytes(), name=path.name, doc="earlier", params=params))
        for kind in ("word.pdf", "word.odt", "html", "report.pdf", "twocol.pdf"):
            other = path.with_name(f"{name}.{kind}")
            if not other.is_file():
                continue
            document = read(other.read_bytes(), name=other.name, doc="later", params=params)
            rows = compared(earlier, segment(document)).rows
            unchanged = sum(row.fate.value == "unchanged" for row in rows)
            print(f"{path.name} and {other.name}: {unchanged} of {len(rows)} unchanged")
            total, same = total + len(rows), same + unchanged
    print(f"in all: {same} of {total} unchanged")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-back", action="store_true")
    parser.add_argument("-v", action="store_true", help="show what we get wrong")
    parser.add_argument("--sizes", type=lambda text: [int(each) for each in text.split(",")])
    parser.add_argument("--files", action="store_true")
    chosen = parser.parse_args()
    if chosen.sizes:
        measure_sizes(chosen.sizes)
        return
    if chosen.files:
        measure_files()
        return
    cases = list(versions(chosen.held_back))
    for group in sorted({group for group, *_ in cases}):
        mine = [case for case in cases if case[0] == group]
        print(f"\n{group}: {len(mine)} versions of {len({name for _, name, *_ in mine})} documents")
        for way, function in WAYS.items():
            _measure(way, function, mine, verbose=chosen.v and function is ours)


def _measure(way, function, cases, *, verbose):
    pairs, fates, moved = Counter(), Counter(), Counter()
    began = time.process_time()
    for _, name, clauses, version in cases:
        found_pairs, found_fates, found_moved = function(clauses, version.clauses)
        pairs.update(_counts(found_pairs, version.pairs))
        moved.update(_counts(found_moved, version.moved))
        for fate in {*version.fates.values(), *found_fates.values()}:
            own = {key for key, value in found_fates.items() if value == fate}
            true = {key for key, value in version.fates.items() if value == fate}
            for key, value in _counts(own, true).items():
                fates[fate, key] += value
        if verbose:
            _show(name, clauses, version, found_pairs, found_fates)
    taken = 1000 * (time.process_time() - began) / len(cases)
    print(f"  {way}: pairings {_line(pairs)}; moved {_line(moved)}; {taken:.0f} ms a comparison")
    for fate in sorted({fate for fate, _ in fates}):
        counts = {key: fates[fate, key] for key in ("right", "found", "true")}
        print(f"    {fate:<10} {_line(counts)}")


def _counts(found, true):
    return {"right": len(found & true), "found": len(found), "true": len(true)}


def _line(counts):
    right, found, true = counts["right"], counts["found"], counts["true"]
    precision, recall = right / found if found else 1.0, right / true if true else 1.0
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return (
        f"F1 {both:.3f} (right {right} of {found} found, {precision:.3f}; "
        f"of {true} true, {recall:.3f})"
    )


def _show(name, clauses, version, pairs, fates):
    one = {clause.n: clause.text[:150] for clause in clauses}
    other = {clause.n: clause.text[:150] for clause in version.clauses}
    for a, b in sorted(pairs ^ version.pairs):
        said = "WRONG" if (a, b) in pairs else "MISSED"
        print(f"{name} {said} pair {version.fates['earlier', a]}\n    {one[a]}\n    {other[b]}")
    for key in sorted(fates.keys() | version.fates.keys()):
        if fates.get(key) != version.fates.get(key):
            text = (one if key[0] == "earlier" else other)[key[1]]
            print(f"{name} {key}: {fates.get(key)}, truly {version.fates.get(key)}: {text}")


if __name__ == "__main__":
    main()
