#!/usr/bin/env python3
"""Learn from the protocols in this folder which words mean the same, and what likeness is worth.

    .venv/bin/python -m corpus.lined_up.fit [--to FOLDER]

Writes `word_vectors.npz` and `scorecard.json` to `pipeline/align`. It needs the main job's trained
coder, and takes about a minute. Documents of one folder are lined up with one another, and folders
never mixed. What the meaning of words is worth is learnt with vectors that were learnt without the
set: words that were learnt from a set promise more there than elsewhere.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from corpus.lined_up.learn_words import Lesson, learn, lesson_of
from pipeline.align.competition import Competition
from pipeline.align.contexts import contexts_of, sections_of
from pipeline.align.likeness import Likeness
from pipeline.align.scorecard import Scorecard, Sign
from pipeline.align.word_vectors import WordVectors
from pipeline.align.wordings import Wording
from pipeline.coding import Coder
from pipeline.model import Clause
from pipeline.params import AlignParams, read_params
from pipeline.store.codebook import read_library
from pipeline.store.lined_up import read_lined_up
from pipeline.text.folding import fold_item
from pipeline.text.similarity import plain_wording

ROOT = Path(__file__).resolve().parents[2]
SETS = (
    "lined_up/avon",
    "lined_up/broads",
    "lined_up/cornwall",
    "lined_up/dee",
    "lined_up/downs",
    "lined_up/east",
    "lined_up/east-midlands",
    "lined_up/fens",
    "lined_up/home-counties",
    "lined_up/lakes-and-dales",
    "lined_up/lune",
    "lined_up/marches",
    "lined_up/mendip",
    "lined_up/midlands",
    "lined_up/north-and-wales",
    "lined_up/north-west",
    "lined_up/pennines",
    "lined_up/severn",
    "lined_up/solent",
    "lined_up/south-coast",
    "lined_up/south-west",
    "lined_up/tees",
    "lined_up/thames-and-chilterns",
    "lined_up/trent",
    "lined_up/wales",
    "lined_up/weald",
    "lined_up/wolds",
    "sample",
)
PARTS = 4  # of the sets: one part at a time is left out when words are learnt
STEPS = 24  # of a sign that is a number
ROUNDS = 400
# what may only speak for a pair, and what only against it: the signs left out may do both
FOR = {
    "grams",
    "letters",
    "meanings",
    "heading_and_text",
    "provisions",
    "same_provision",
    "provisions_or_not",
    "grams_and_provision",
    "best_of_both",
    "lead",
    "first_look",
}
AGAINST = {"opposed", "other_subject", "one_intro", "outdone", "outdone_less"}


def main() -> None:
    """Fit the scorecard and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "pipeline/align")
    to = parser.parse_args().to
    coder = Coder.from_bytes((ROOT / "corpus/derived/coder.npz").read_bytes())
    params = read_params(ROOT / "params.yaml").align
    lessons = [lesson_of(read_lined_up(files(folder))) for folder in SETS]
    words = learn(lessons, library(), seed=params.seed)
    without = words_without(lessons, seed=params.seed)
    card = fit(
        [measured(one, coder, params, each) for one, each in zip(lessons, without, strict=True)],
        seed=params.seed,
    )
    (to / "word_vectors.npz").write_bytes(words.to_bytes())
    (to / "scorecard.json").write_text(card.to_json(), encoding="utf-8")
    sys.stdout.write(f"{to}: {len(words.rows)} words, {len(card.signs)} signs\n")


def files(folder: str) -> tuple[Path, ...]:
    """Find the documents of one set, in a folder of the corpus."""
    return tuple(sorted((ROOT / "corpus" / folder).glob("*.yaml")))


def library() -> list[str]:
    """Give the plain wordings of the library, from which words are learnt beside the sets."""
    return [plain_wording(clause.text) for clause in read_library(ROOT / "corpus/library")]


def words_without(lessons: Sequence[Lesson], *, seed: int) -> tuple[WordVectors, ...]:
    """Learn word vectors for each set, from such sets as it is not among."""
    others = library()
    without = [
        learn([each for at, each in enumerate(lessons) if at % PARTS != part], others, seed=seed)
        for part in range(min(PARTS, len(lessons)))
    ]
    return tuple(without[at % PARTS] for at in range(len(lessons)))


def measured(
    lesson: Lesson, coder: Coder, params: AlignParams, words: WordVectors
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Measure the candidate pairs of a set, each clause by itself, and say which are the same."""
    clauses = lesson.clauses
    wordings = tuple(
        Wording(fold_item(c.text), plain, c.audience, c.language, (at,))
        for at, (c, plain) in enumerate(zip(clauses, lesson.texts, strict=True))
    )
    alone = [(at,) for at in range(len(clauses))]
    contexts = contexts_of(
        clauses, sections_of(clauses), wordings, alone, scores_of(clauses, coder)
    )
    likeness = Likeness(contexts, words, seed=params.seed)
    competition = Competition(contexts, likeness, Scorecard(0.0, {}), count=params.candidates)
    kept = lesson.compared[competition.first, competition.second]
    first, second = competition.first[kept], competition.second[kept]
    return competition.signs(first, second), lesson.same[first, second]


def scores_of(clauses: Sequence[Clause], coder: Coder) -> dict[tuple[str, int], tuple[float, ...]]:
    """Give the provision scores of clauses, by document and number."""
    return {place: tuple(map(float, row)) for place, row in coder.judge(clauses).scores.items()}


def fit(sets: list[tuple[dict[str, np.ndarray], np.ndarray]], *, seed: int) -> Scorecard:
    """Fit points to pairs: trees of one question each, so that the signs simply add up."""
    names = sorted(sets[0][0])
    table = {name: np.concatenate([signs[name] for signs, _ in sets]) for name in names}
    same = np.concatenate([labels for _, labels in sets])
    # every set counts by the root of its pairs that are the same, so that none drowns the others
    weights = np.concatenate([np.full(len(y), max(1, y.sum()) ** -0.5) for _, y in sets])
    edges = {name: _edges(table[name]) for name in names}
    steps = np.column_stack([np.searchsorted(edges[name], table[name]) for name in names])
    model = HistGradientBoostingClassifier(
        max_iter=ROUNDS,
        learning_rate=0.08,
        max_leaf_nodes=2,
        min_samples_leaf=40,
        l2_regularization=5.0,
        early_stopping=False,
        random_state=seed % 2**32,
        monotonic_cst=[(name in FOR) - (name in AGAINST) for name in names],
    ).fit(steps, same, sample_weight=weights / weights.mean())
    lowest = np.zeros((1, len(names)))
    start = float(model.decision_function(lowest)[0])
    signs = {}
    for column, name in enumerate(names):
        asked = np.repeat(lowest, len(edges[name]) + 1, axis=0)
        asked[:, column] = np.arange(len(edges[name]) + 1)
        points = model.decision_function(asked) - start
        if np.ptp(points) >= 0.005:
            signs[name] = _merged(edges[name], points)
    return Scorecard(round(start, 4), signs)


def _edges(values: np.ndarray) -> np.ndarray:
    """Cut a sign into steps with about as many pairs in each, finer at the upper end."""
    values = values.astype(np.float64)
    shares = np.concatenate(
        [np.linspace(0.02, 0.9, STEPS // 2), 1 - np.geomspace(0.09, 0.002, STEPS // 2)]
    )
    distinct = np.unique(values)
    if len(distinct) <= STEPS:
        return np.round((distinct[1:] + distinct[:-1]) / 2, 4)
    return np.unique(np.round(np.quantile(values, shares), 4))


def _merged(edges: np.ndarray, points: np.ndarray) -> Sign:
    """Leave out the edges at which nothing changes."""
    points = np.round(points, 3)
    kept = np.flatnonzero(np.diff(points) != 0)
    return Sign(tuple(edges[kept].tolist()), (points[0].item(), *points[kept + 1].tolist()))


if __name__ == "__main__":
    main()
