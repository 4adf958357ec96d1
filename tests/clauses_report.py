"""Which clauses are given the provisions that a person gave them?

Run as `python -m tests.clauses_report --corpus DIR --gold DIR --codebook FILE [--verbose]`. A
cell of the coverage matrix stands for a whole document, so a new codebook is better judged by its
clauses. Counted are rules: each provision of each substantive clause of the labels. A clause that
was cut otherwise has none. Without `--verbose` only figures are printed: on what is kept apart
nobody should look at single clauses.
"""

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from pipeline.evaluate import read_gold
from pipeline.evaluate.scores import precision_recall_f1
from pipeline.model import Level
from pipeline.params import read_params
from pipeline.stages.analyse import load_findings
from pipeline.stages.build import build
from pipeline.stages.workspace import folder_workspace, shipped
from pipeline.text.folding import fold


@dataclass(frozen=True)
class Judged:
    """A clause of the labels, with its provisions and those that were found."""

    doc: str
    text: str
    wanted: frozenset
    found: frozenset


def judged(findings, corpus, gold):
    """Compare the rules of every substantive clause of the labels with those found."""
    wanted = {
        (row["doc"], row["n"]): {code["id"] for code in row["codes"] if code["strength"] == "rule"}
        for row in map(json.loads, (gold / "codes.jsonl").read_text("utf-8").splitlines())
    }
    coded = defaultdict(set)
    for coding in findings.codings:
        if coding.level is Level.RULES:
            coded[coding.doc, coding.n].add(coding.provision)
    cut = {(clause.doc, fold(clause.text)): (clause.doc, clause.n) for clause in findings.clauses}
    return [
        Judged(
            clause.doc,
            clause.text,
            frozenset(wanted.get((clause.doc, clause.n), ())),
            frozenset(coded.get(cut.get((clause.doc, fold(clause.text))), ())),
        )
        for rows in read_gold(gold, corpus).clauses.values()
        for clause in rows
        if clause.substantive
    ]


def scores(clauses):
    """Give precision, recall and F1 over all provisions of all clauses."""
    return precision_recall_f1(
        sum(len(clause.wanted & clause.found) for clause in clauses),
        sum(len(clause.found) for clause in clauses),
        sum(len(clause.wanted) for clause in clauses),
    )


def _lines(clauses, *, verbose):
    for doc in sorted({clause.doc for clause in clauses}):
        of_doc = [clause for clause in clauses if clause.doc == doc]
        right = sum(clause.wanted == clause.found for clause in of_doc)
        yield f"{doc}: {right} of {len(of_doc)} clauses right"
    missed = Counter(name for clause in clauses for name in clause.wanted - clause.found)
    added = Counter(name for clause in clauses for name in clause.found - clause.wanted)
    there = Counter(name for clause in clauses for name in clause.wanted)
    for name in sorted(there | added):
        yield f"  {name}: {there[name]} clauses, {missed[name]} missed, {added[name]} too many"
    if verbose:
        for clause in clauses:
            if clause.wanted != clause.found:
                yield f"{clause.doc}: labels {_names(clause.wanted)}, found {_names(clause.found)}"
                yield f"    {clause.text}"
    yield "precision {:.3f}, recall {:.3f}, F1 {:.3f}".format(*scores(clauses))


def _names(names):
    return " + ".join(sorted(names)) or "nothing"


def main():
    """Build the corpus and print how its clauses compare with the labels."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--codebook", type=Path, required=True)
    parser.add_argument("--verbose", action="store_true")
    chosen = parser.parse_args()
    params = read_params(shipped("params.yaml"))
    with tempfile.TemporaryDirectory() as folder:
        workspace = folder_workspace(chosen.corpus, Path(folder), params, codebook=chosen.codebook)
        build(workspace, until="analyse")
        clauses = judged(load_findings(workspace), chosen.corpus, chosen.gold)
    for line in _lines(clauses, verbose=chosen.verbose):
        print(line)  # noqa: T201


if __name__ == "__main__":
    main()
