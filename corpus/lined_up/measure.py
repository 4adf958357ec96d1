#!/usr/bin/env python3
"""How well does the tool line up the protocols of this folder, and those kept apart?

    .venv/bin/python -m corpus.lined_up.measure [FOLDER ...]

Prints a line for each set: F1 of pairs across documents, and B-cubed F1. A set that the scorecard
is learnt from is lined up with a card learnt without it. FOLDERs are named as in `corpus/`; without
one, all are measured, in about a minute. It needs the main job's trained coder.
"""

import argparse
import sys
from collections import defaultdict
from datetime import date
from unittest.mock import patch

from corpus.lined_up.fit import ROOT, SETS, files, fit, measured
from pipeline.align import align
from pipeline.align.scorecard import Scorecard, fitted
from pipeline.coding import Coder
from pipeline.evaluate.families import score_families
from pipeline.evaluate.gold import Gold, GoldClause, GoldFamily
from pipeline.params import AlignParams, read_params
from pipeline.store.lined_up import LinedUp, read_lined_up

APART = ("apart/lined_up", "apart/layered")


def main() -> None:
    """Measure the sets that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", default=[*SETS, *APART])
    asked = parser.parse_args().folders
    coder = Coder.from_bytes((ROOT / "corpus/derived/coder.npz").read_bytes())
    params = read_params(ROOT / "params.yaml").align
    known = {name: read_lined_up(files(name)) for name in (*SETS, *asked)}
    pairs = {name: measured(known[name], coder, params) for name in SETS}
    sys.stdout.write("| set | pairs F1 | B-cubed F1 |\n| --- | --- | --- |\n")
    for name in asked:
        others = [pairs[other] for other in SETS if other != name]
        card = fit(others, seed=params.seed) if name in SETS else fitted()
        figures = scored(known[name], card, coder, params)
        sys.stdout.write(f"| {name} | {figures['pair_f1']:.3f} | {figures['b3_f1']:.3f} |\n")


def scored(one: LinedUp, card: Scorecard, coder: Coder, params: AlignParams) -> dict[str, float]:
    """Line a set up by a card, and compare with what a person says."""
    counted = [clause for clause in one.clauses if clause.counted]
    scores = {place: tuple(map(float, row)) for place, row in coder.judge(counted).scores.items()}
    # a run has one card, which comes with the software
    with patch("pipeline.align.families.fitted", return_value=card):
        alignment, _ = align(one.clauses, scores, params=params)
    itself: dict[str, dict[int, int]] = defaultdict(dict)
    for clause in counted:
        itself[clause.doc][clause.n] = clause.n
    return score_families(_gold(one), alignment.families, itself)


def _gold(one: LinedUp) -> Gold:
    """Give the labels in the form that figures are made from; there are none but families."""
    clauses = defaultdict(list)
    members, partly = defaultdict(list), defaultdict(list)
    for clause in one.clauses:
        place = clause.doc, clause.n
        if not clause.counted:
            continue
        clauses[clause.doc].append(
            GoldClause(
                clause.doc,
                clause.n,
                clause.label,
                clause.kind,
                clause.text,
                clause.start,
                clause.end,
                clause.counted,
                clause.language,
                None,
                "",
            )
        )
        members[one.families[place]].append(place)
        for family in one.partly[place]:
            partly[family].append(place)
    return Gold(
        as_of=date.min,
        clauses={doc: tuple(rows) for doc, rows in clauses.items()},
        coverage={},
        evidence={},
        codes={},
        disputed=frozenset(),
        families=tuple(
            GoldFamily(family, tuple(members[family]), tuple(partly[family]))
            for family in sorted({*members, *partly})
        ),
        relations={},
        reviews={},
        defects=(),
    )


if __name__ == "__main__":
    main()
