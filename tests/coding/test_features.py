"""Counting runs of words and letters must give what scikit-learn, which learnt them, would."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline.coding.features import _ANALYSERS, _RUNS, weighed

TEXTS = [
    "The Clerk must answer the Council's letters within 5 working days.",
    "",
    "a I",  # no word of two letters
    "co-operate; co-operate: CO-OPERATE!",
    "Y Cynghorwyr a'r Clerc yng Nghymru – ŵyr, tŷ",
    "tabs\tand  several   blanks\nand lines",
    "of of of of of the the",
    "İstanbul straße ﬁne",
    "_under_ x2 2024 100%",
]


@pytest.mark.parametrize("name", _ANALYSERS)
def test_weighs_as_scikit_learn_does(name: str) -> None:
    counter = TfidfVectorizer(sublinear_tf=True, **_ANALYSERS[name])
    expected = counter.fit_transform(TEXTS[:7]).toarray()
    columns = {word: int(column) for word, column in counter.vocabulary_.items()}

    rows = weighed(map(_RUNS[name], TEXTS[:7]), columns=columns, rarity=counter.idf_).toarray()

    np.testing.assert_allclose(rows, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", _ANALYSERS)
def test_words_it_did_not_learn_weigh_nothing(name: str) -> None:
    counter = TfidfVectorizer(sublinear_tf=True, **_ANALYSERS[name]).fit(TEXTS[:4])
    columns = {word: int(column) for word, column in counter.vocabulary_.items()}

    rows = weighed(map(_RUNS[name], TEXTS), columns=columns, rarity=counter.idf_).toarray()

    np.testing.assert_allclose(rows, counter.transform(TEXTS).toarray(), rtol=0, atol=1e-12)
