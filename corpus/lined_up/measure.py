#!/usr/bin/env python3
"""How well does the tool line up the protocols of this folder, and those kept apart?

    .venv/bin/python -m corpus.lined_up.measure [FOLDER ...]

Prints a line for each set: F1 of pairs across documents, and B-cubed F1. A set that is learnt from
is lined up with word vectors and a card learnt without it. FOLDERs are named as in `corpus/`;
without one, all are measured, in about five minutes. It needs the main job's trained coder.
"""

import argparse
import sys
from itertools import combinations
from unittest.mock import patch

from corpus.lined_up.fit import ROOT, SETS, files, fit, measured, scores_of, words_without
from corpus.lined_up.learn_words import lesson_of, partly
from pipeline.align import align
from pipeline.align.scorecard import Scorecard, fitted
from pipeline.align.word_vectors import WordVectors, learnt
from pipeline.coding import Coder
from pipeline.evaluate.families import compare_groups
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
    again = SETS if set(asked) & set(SETS) else ()  # what is learnt from, to be learnt without one
    known = {name: read_lined_up(files(name)) for name in (*again, *asked)}
    lessons = {name: lesson_of(known[name]) for name in again}
    without = words_without([*lessons.values()], seed=params.seed)
    words = dict(zip(again, without, strict=True))
    pairs = {name: measured(lessons[name], coder, params, words[name]) for name in again}
    sys.stdout.write("| set | pairs F1 | B-cubed F1 |\n| --- | --- | --- |\n")
    for name in asked:
        others = [pairs[other] for other in again if other != name]
        card = fit(others, seed=params.seed) if name in SETS else fitted()
        figures = scored(known[name], card, words.get(name, learnt()), coder, params)
        sys.stdout.write(f"| {name} | {figures['pair_f1']:.3f} | {figures['b3_f1']:.3f} |\n")


def scored(
    one: LinedUp, card: Scorecard, words: WordVectors, coder: Coder, params: AlignParams
) -> dict[str, float]:
    """Line a set up by a card and word vectors, and compare with what a person says."""
    counted = [clause for clause in one.clauses if clause.counted]
    # a run has one card and one set of vectors, which come with the software
    with (
        patch("pipeline.align.families.fitted", return_value=card),
        patch("pipeline.align.families.learnt", return_value=words),
    ):
        alignment, _ = align(one.clauses, scores_of(counted, coder), params=params)
    # Welsh is left out, as it is where a build is measured
    places = [(clause.doc, clause.n) for clause in counted if clause.language != "cy"]
    wanted = {place: one.families[place] for place in places}
    ours = {(m.doc, m.n): family.id for family in alignment.families for m in family.members}
    neutral = {frozenset(pair) for pair in combinations(wanted, 2) if partly(one, *pair)}
    return compare_groups(wanted, ours, neutral=neutral, relations={})


if __name__ == "__main__":
    main()
