"""What do the lineages of a country's documents cost, and how right are they?

    python -m benchmarks.lineages [--sizes 300,1000,3000,10000] [--seed 1] [--short]

Prints a Markdown table. The documents are those of `country.py` in their true families, so that
lining up neither costs nor errs here. There councils take at random about a third of a county's
template, so that two of them have little in common; with `--short` templates have 40 clauses, of
which councils take most. Each size has a process of its own; writing the documents is not counted
in CPU, but they are in memory, as they would be.

Purity is the share of core documents whose template, or whose template's national model, is the
most frequent one of their lineage; recall the share of the pairs of documents of one template, or
model, that are in one core. Growth is the exponent between a size and the one before it: 1 is
linear.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import comb, log
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

from benchmarks import country
from pipeline.model import Ancestry, Clause, Family, Member, Relation

PROJECT = Path(__file__).resolve().parents[1]
_SHORT = 40  # clauses of a template, with `--short`


@dataclass(frozen=True, slots=True)
class Country:
    """Documents in families, and what each was written from."""

    families: list[Family]
    clauses: list[Clause]
    templates: dict[str, tuple[int, int]]  # county, and number of the template there
    models: dict[str, int]


def main() -> None:
    """Measure each size, and print the table."""
    parser = argparse.ArgumentParser(description="Measure the cost of lineages against size.")
    parser.add_argument("--sizes", default="300,1000,3000,10000")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",")]
    if asked.one:
        print(json.dumps(measured(sizes[0], asked.seed, asked.short)))
        return
    print("| documents | clauses | lineages | in a core | CPU s | growth | peak MiB (input) | template purity/recall | model purity/recall | kinships |")  # fmt: skip
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    before = None
    for size in sizes:
        run = subprocess.run(
            [sys.executable, "-m", "benchmarks.lineages", "--one", "--sizes", str(size), "--seed", str(asked.seed)]
            + ["--short"] * asked.short,
            cwd=PROJECT, env={**os.environ, "PYTHONHASHSEED": "0"}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if run.returncode:
            print(f"| {size} | died: {run.stderr[-200:].strip()} |")
            break
        found = json.loads(run.stdout)
        growth = f"{log(found['cpu'] / before[1]) / log(size / before[0]):.2f}" if before else ""
        rights = ("{:.3f}/{:.3f}".format(*found[key]) for key in ("templates", "models"))
        print(f"| {size:,} | {found['clauses']:,} | {found['lineages']:,} | {found['core']:,} | {found['cpu']:.1f} | {growth} | "
              f"{found['peak']:.0f} ({found['input']:.0f}) | {' | '.join(rights)} | {found['kinships']:,} |", flush=True)  # fmt: skip
        before = size, found["cpu"]


def measured(size: int, seed: int, short: bool) -> dict:
    """Find the lineages in this process, and say what it cost and how right it was."""
    lineages_of(written(30, seed=seed, short=short))  # so that loading libraries is not measured
    whole = written(size, seed=seed, short=short)
    held = _peak()
    start = time.process_time()
    found = lineages_of(whole)
    cpu = time.process_time() - start
    peak = _peak()
    cores = [[each.doc for each in lineage.standings if each.core] for lineage in found.lineages]
    return {
        "clauses": len(whole.clauses), "lineages": len(found.lineages), "kinships": len(found.kinships),
        "core": sum(map(len, cores)), "cpu": cpu, "peak": peak, "input": held,
        "templates": agreement(cores, whole.templates), "models": agreement(cores, whole.models),
    }  # fmt: skip


def lineages_of(whole: Country) -> Ancestry:
    """Find them with the project's parameters."""
    from pipeline.analyse.lineage import ancestry
    from pipeline.params import read_params

    params = read_params(PROJECT / "params.yaml").analyse
    return ancestry(
        whole.families, whole.clauses, whole.templates, near=params.near_wording, least=params.lineage
    )  # fmt: skip


def written(size: int, *, seed: int, short: bool = False) -> Country:
    """Write so many documents and gather their clauses by true families."""
    whole = Country([], [], {}, {})
    members: defaultdict[str, list[Member]] = defaultdict(list)
    for number in range(size):
        chance = random.Random(f"{seed} document {number}")
        county = country._county(chance)
        templates = country._templates(seed, county)
        at = chance.randrange(len(templates))  # what the document's own choice draws
        template = templates[at]
        if short:
            template = _cut(template)
        document = country._Writer(f"d{number:06d}", template, chance).write()
        whole.templates[document.doc] = county, at
        whole.models[document.doc] = _model(seed, templates[at])
        for clause, family in zip(document.clauses, document.families, strict=True):
            whole.clauses.append(clause)
            if family is not None:
                members[family].append(Member(clause.doc, clause.n, Relation.ADAPTED, 0.9))
    whole.families.extend(
        Family(name, name, (of[0].doc, of[0].n), tuple(of)) for name, of in sorted(members.items())
    )
    return whole


@cache
def _cut(template: country.Template) -> country.Template:
    """Keep the first clauses of its sections."""
    left, sections = _SHORT, []
    for heading, drafted in template.sections:
        sections.append((heading, drafted[:left]))
        left -= len(sections[-1][1])
    return replace(template, sections=tuple(sections))


@cache
def _model(seed: int, template: country.Template) -> int:
    """Tell the national model that a template starts from: the one with more of its clauses."""
    families = {each.rule.family for _, drafted in template.sections for each in drafted}
    shared = [
        sum(each.rule.family in families for each in model) for model in country._national(seed)
    ]
    return max(range(len(shared)), key=shared.__getitem__)


def agreement(cores: Sequence[Sequence[str]], true: Mapping[str, Hashable]) -> tuple[float, float]:
    """Give the purity of cores, and the share of true pairs that they have together."""
    counts = [Counter(true[doc] for doc in core) for core in cores]
    most = sum(max(count.values()) for count in counts)
    together = sum(comb(times, 2) for count in counts for times in count.values())
    sought = sum(comb(times, 2) for times in Counter(true.values()).values())
    return most / max(sum(map(len, cores)), 1), together / max(sought, 1)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
