"""Learn which words stand for one another, from clauses that say the same in other words.

Each word gets a vector, by which the words of a clause are added up. To begin with, words that
stand in the same clauses point the same way (latent semantic analysis); then clauses of one family
are drawn together and others pushed apart, step by step.

Source:
    Khosla et al. (2020), Supervised contrastive learning, NeurIPS 33; the steps: Kingma and Ba
    (2015), Adam: a method for stochastic optimization, ICLR.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline.align.word_vectors import WordVectors
from pipeline.model import Clause
from pipeline.store.lined_up import LinedUp
from pipeline.text.similarity import plain_wording

DIMENSIONS = 64
TEXTS = 4  # that have a word, for it to be learnt
ROUNDS = 20  # over all sets: more would learn these protocols by heart
SHARPNESS = 8.0  # of the choice between clauses: cosines are multiplied by it
LEFT_OUT = 0.4  # of the words of a clause in each round, so that none is relied on
PACE = 0.005  # of a step
HOLD = 1e-4  # back to where a word began


@dataclass(frozen=True, slots=True)
class Lesson:
    """The clauses of a set that are lined up, and which of them say the same."""

    clauses: tuple[Clause, ...]  # sorted by document and number; length n
    texts: tuple[str, ...]  # their plain wordings
    same: Any  # a numpy array of shape (n, n): of one family, in different documents
    compared: Any  # as large: in different documents, and not said in part


def lesson_of(one: LinedUp) -> Lesson:
    """Prepare a set."""
    clauses = sorted((c for c in one.clauses if c.counted), key=lambda c: (c.doc, c.n))
    places = [(clause.doc, clause.n) for clause in clauses]
    families = np.array([one.families[place] for place in places])
    docs = np.array([clause.doc for clause in clauses])
    apart = docs[:, None] != docs
    in_part = np.array([[partly(one, place, other) for other in places] for place in places])
    return Lesson(
        tuple(clauses),
        tuple(plain_wording(clause.text) for clause in clauses),
        (families[:, None] == families) & apart,
        apart & ~in_part,
    )


def partly(one: LinedUp, place: tuple[str, int], other: tuple[str, int]) -> bool:
    """Whether part of one clause says what the other says: neither the same nor not."""
    mine, theirs = one.families[place], one.families[other]
    return mine != theirs and (
        mine in one.partly[other]
        or theirs in one.partly[place]
        or not one.partly[place].isdisjoint(one.partly[other])
    )


def learn(lessons: Sequence[Lesson], others: Sequence[str], *, seed: int) -> WordVectors:
    """Learn a vector for each word.

    Args:
        lessons: Sets of protocols lined up by hand.
        others: Plain wordings of which nothing is known, but that they are clauses.
        seed: Of the order of the sets, and of the words left out.
    """
    random = np.random.default_rng(seed)
    words = TfidfVectorizer(analyzer=str.split, min_df=TEXTS, sublinear_tf=True)
    table = words.fit_transform([*(text for each in lessons for text in each.texts), *others])
    analysis = TruncatedSVD(min(DIMENSIONS, table.shape[1]), random_state=seed % 2**32)
    start = analysis.fit(table).components_.T
    tables = [words.transform(lesson.texts) for lesson in lessons]
    vectors, steps, total = start.copy(), _Steps(start.shape), np.zeros_like(start)
    for number in range(ROUNDS):
        for at in random.permutation(len(lessons)):
            texts = tables[at].copy()
            kept = random.random(len(texts.data)) >= LEFT_OUT
            texts.data = texts.data * kept / (1.0 - LEFT_OUT)
            slope = _slope(texts, vectors, lessons[at]) + HOLD * (vectors - start)
            vectors -= steps.next(slope)
        if number >= ROUNDS // 2:
            total += vectors  # their mean sways less than the last of them
    return WordVectors.from_words(words.get_feature_names_out(), words.idf_[:, None] * total)


def _slope(texts: Any, vectors: Any, lesson: Lesson) -> Any:
    """Say how each vector makes it harder to find the clauses that say the same as a clause."""
    found = texts @ vectors
    lengths = np.linalg.norm(found, axis=1, keepdims=True) + 1e-9
    found /= lengths
    likeness = np.where(lesson.compared, SHARPNESS * (found @ found.T), -np.inf)
    asked = lesson.same.any(axis=1)
    likeness = likeness[asked]
    chosen = np.exp(likeness - likeness.max(axis=1, keepdims=True))
    right = chosen * lesson.same[asked]
    wrong = np.zeros_like(lesson.same, dtype=np.float64)
    wrong[asked] = chosen / chosen.sum(axis=1, keepdims=True) - right / right.sum(
        axis=1, keepdims=True
    )
    pull = SHARPNESS / asked.sum() * (wrong + wrong.T) @ found
    along = (pull * found).sum(axis=1, keepdims=True)  # a vector's length says nothing
    return texts.T @ ((pull - found * along) / lengths)


class _Steps:
    """Adam: steps of one size, in the direction in which slopes agree."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self._mean, self._square, self._count = np.zeros(shape), np.zeros(shape), 0

    def next(self, slope: Any) -> Any:
        self._count += 1
        self._mean += 0.1 * (slope - self._mean)
        self._square += 0.001 * (slope * slope - self._square)
        mean = self._mean / (1.0 - 0.9**self._count)
        square = self._square / (1.0 - 0.999**self._count)
        return PACE * mean / (np.sqrt(square) + 1e-8)
