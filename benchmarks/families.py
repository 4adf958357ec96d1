"""What do lining up a country's clauses and other ways to group them cost, and how right are they?

    python -m benchmarks.families [--sizes 10000,30000,100000,300000,600000] [--only ours,topn]
        [--peers .venv/bench/bin/python] [--seed 1]

Prints a Markdown table. The clauses are those of `country.py`. Each measurement has a process of
its own, so that peaks of memory are apart; what it costs to write the clauses is not counted in
CPU, but they are in memory, as they would be. All ways start from clauses that are collapsed where
they are equal after folding and bind the same party, which is kind to the others: none of them has
an audience of its own. Their pairs above a threshold, the one that does best on 5,000 clauses of
another seed, are joined to groups. A way is not tried beyond the size written beside it.

Growth is the exponent between a size and the one before it: 1 is linear, and n log n is about 1.1.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from math import comb, log
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

from benchmarks.country import Scores, country
from pipeline.align.wordings import Wording, collapse
from pipeline.model import Clause

PROJECT = Path(__file__).resolve().parents[1]
_ROWS = 500  # of the table of all pairs held at a time
_NEIGHBOURS = 10

Place = tuple[str, int]
Grouped = dict[Place, int]  # the group of each clause


@dataclass(frozen=True, slots=True)
class Country:
    """Clauses, what is known of them, and what is true of them."""

    clauses: list[Clause]
    scores: Scores
    families: dict[Place, str]  # without those that say what several say


@dataclass(frozen=True, slots=True)
class Way:
    """A way to group clauses."""

    title: str
    group: Callable[[Country, float], Grouped]
    most: int  # clauses; beyond, it takes too long or too much memory
    threshold: float = 0.0


def main() -> None:
    """Measure each way on each size, and print the table."""
    parser = argparse.ArgumentParser(description="Measure the cost of grouping against size.")
    parser.add_argument("--sizes", default="10000,30000,100000,300000,600000")
    parser.add_argument("--only", default=",".join(WAYS))
    parser.add_argument("--peers", default=str(PROJECT / ".venv" / "bench" / "bin" / "python"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one", help=argparse.SUPPRESS)  # the measurement a child is to make
    parser.add_argument("--threshold", type=float)
    asked = parser.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",")]
    if asked.one:
        print(json.dumps(measured(asked.one, sizes[0], asked.seed, asked.threshold)))
        return
    print("| way | clauses | wordings | groups | CPU s | growth | peak MiB (input) | B-cubed P/R/F1 | pairs P/R/F1 |")  # fmt: skip
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for name in asked.only.split(","):
        before = None
        for size in takewhile(lambda size, name=name: size <= WAYS[name].most, sizes):
            python = sys.executable if WAYS[name].title.startswith("ours") else asked.peers
            run = subprocess.run(
                [python, "-m", "benchmarks.families", "--one", name, "--sizes", str(size), "--seed", str(asked.seed)]
                + (["--threshold", str(asked.threshold)] if asked.threshold is not None else []),
                cwd=PROJECT, env={**os.environ, "PYTHONHASHSEED": "0"}, capture_output=True, text=True, check=False,
            )  # fmt: skip
            if run.returncode:
                print(f"| {WAYS[name].title} | {size} | died: {run.stderr[-200:].strip()} |")
                break
            found = json.loads(run.stdout)
            growth = ""
            if before and before["cpu"] > 0.5:
                growth = f"{log(found['cpu'] / before['cpu']) / log(found['clauses'] / before['clauses']):.2f}"  # fmt: skip
            three = ("/".join(f"{value:.3f}" for value in found[key]) for key in ("b3", "pairs"))
            print(f"| {WAYS[name].title} | {found['clauses']:,} | {found['wordings']:,} | {found['groups']:,} | "
                  f"{found['cpu']:.1f} | {growth} | {found['peak']:.0f} ({found['input']:.0f}) | "
                  f"{' | '.join(three)} |", flush=True)  # fmt: skip
            before = found


def measured(name: str, size: int, seed: int, threshold: float | None) -> dict:
    """Group the clauses in this process, and say what it cost and how right it was."""
    way = WAYS[name]
    way.group(clauses_of(1, seed=seed), way.threshold)  # so that loading libraries is not measured
    written = clauses_of(size, seed=seed)
    held = _peak()
    start = time.process_time()
    grouped = way.group(written, way.threshold if threshold is None else threshold)
    cpu = time.process_time() - start
    peak = _peak()
    b3, pairs = agreement(written.families, grouped)
    return {
        "clauses": len(written.clauses), "wordings": len(collapse(written.clauses)), "groups": len(set(grouped.values())),
        "cpu": cpu, "peak": peak, "input": held, "b3": b3, "pairs": pairs,
    }  # fmt: skip


def clauses_of(size: int, *, seed: int) -> Country:
    """Take whole documents until there are that many clauses."""
    written = Country([], Scores(), {})
    for document in country(seed=seed):
        written.clauses.extend(document.clauses)
        written.scores.add(document)
        for clause, family in zip(document.clauses, document.families, strict=True):
            if family is not None:
                written.families[clause.doc, clause.n] = family
        if len(written.clauses) >= size:
            return written
    raise AssertionError


def agreement(
    wanted: dict[Place, str], ours: Grouped
) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Give precision, recall and F1 by B-cubed, and by pairs of clauses of different documents."""
    true, mine, both = Counter(), Counter(), Counter()
    true_in, mine_in, both_in = Counter(), Counter(), Counter()
    for place, family in wanted.items():
        group, doc = ours[place], place[0]
        true[family] += 1
        mine[group] += 1
        both[family, group] += 1
        true_in[family, doc] += 1
        mine_in[group, doc] += 1
        both_in[family, group, doc] += 1
    b3 = (
        sum(count * count / mine[group] for (_, group), count in both.items()) / len(wanted),
        sum(count * count / true[family] for (family, _), count in both.items()) / len(wanted),
    )
    hits, found, sought = (
        _pairs(all_) - _pairs(inside)
        for all_, inside in ((both, both_in), (mine, mine_in), (true, true_in))
    )
    pairs = hits / max(found, 1), hits / max(sought, 1)
    return (*b3, _f1(*b3)), (*pairs, _f1(*pairs))


def _pairs(counts: Counter) -> int:
    return sum(comb(count, 2) for count in counts.values())


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _ours(written: Country, _threshold: float) -> Grouped:
    from pipeline.align import align
    from pipeline.params import read_params

    params = read_params(PROJECT / "params.yaml").align
    families = align(written.clauses, written.scores, params=params)[0].families
    return {(m.doc, m.n): at for at, family in enumerate(families) for m in family.members}


def _gathered(written: Country, _threshold: float) -> Grouped:
    from pipeline.align.contexts import sections_of
    from pipeline.align.strands import gather
    from pipeline.params import read_params

    params = read_params(PROJECT / "params.yaml").align
    ordered = sorted(written.clauses, key=lambda clause: (clause.doc, clause.n))
    wordings = collapse(ordered)
    strands = gather(
        wordings, [""] * len(wordings), sections_of(ordered),
        near=params.near_copy, near_long=params.near_copy_long, seed=params.seed,
    )  # fmt: skip
    return _placed(written, wordings, {index: at for at, strand in enumerate(strands) for index in strand})  # fmt: skip


def _cdist(written: Country, threshold: float) -> Grouped:
    import numpy as np
    from rapidfuzz import fuzz, process

    def near(texts: Sequence[str]) -> Iterable[tuple[int, int]]:
        for start in range(0, len(texts), _ROWS):
            rest = texts[start:]
            table = process.cdist(rest[:_ROWS], rest, scorer=fuzz.ratio, score_cutoff=100 * threshold, dtype=np.uint8)  # fmt: skip
            for one, other in np.argwhere(table).tolist():
                yield start + one, start + other

    return _joined(written, near)


def _topn(written: Country, threshold: float) -> Grouped:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    def near(texts: Sequence[str]) -> Iterable[tuple[int, int]]:
        rows = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(texts)  # fmt: skip
        best = sp_matmul_topn(rows, rows.T.tocsr(), top_n=_NEIGHBOURS, threshold=threshold).tocoo()
        return zip(best.row.tolist(), best.col.tolist(), strict=True)

    return _joined(written, near)


def _minhash(written: Country, threshold: float) -> Grouped:
    from datasketch import MinHash, MinHashLSH

    def near(texts: Sequence[str]) -> Iterable[tuple[int, int]]:
        index = MinHashLSH(threshold=threshold, num_perm=64)
        for at, text in enumerate(texts):
            words = text.split()
            sketch = MinHash(num_perm=64, seed=1)
            pairs = map(" ".join, pairwise(words))
            sketch.update_batch([each.encode() for each in (*words, *pairs)])
            yield from ((at, other) for other in index.query(sketch))
            index.insert(at, sketch, check_duplication=False)

    return _joined(written, near)


def _joined(
    written: Country, near: Callable[[Sequence[str]], Iterable[tuple[int, int]]]
) -> Grouped:
    """Join wordings that are near and bind the same party, and those joined to either."""
    wordings = collapse(written.clauses)
    plain = [wording.plain for wording in wordings]
    bound = [(wording.audience, wording.language) for wording in wordings]
    parents = list(range(len(wordings)))

    def root(of: int) -> int:
        while parents[of] != of:
            parents[of] = of = parents[parents[of]]
        return of

    for one, other in near(plain):
        if bound[one] == bound[other]:
            parents[root(one)] = root(other)
    return _placed(written, wordings, {at: root(at) for at in range(len(wordings))})


def _placed(written: Country, wordings: Sequence[Wording], group: dict[int, int]) -> Grouped:
    ordered = sorted(written.clauses, key=lambda clause: (clause.doc, clause.n))
    return {
        (ordered[place].doc, ordered[place].n): group[index]
        for index, wording in enumerate(wordings)
        for place in wording.places
    }


WAYS = {
    "ours": Way("ours", _ours, 1_000_000),
    "gather": Way("ours, near copies only", _gathered, 1_000_000),
    "cdist": Way("rapidfuzz cdist, all pairs", _cdist, 30_000, 0.7),
    "topn": Way("char TF-IDF, sparse_dot_topn", _topn, 100_000, 0.6),
    "minhash": Way("datasketch MinHash LSH", _minhash, 100_000, 0.6),
}


if __name__ == "__main__":
    main()
