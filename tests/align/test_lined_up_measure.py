"""The program that measures sets lined up by hand: its figures are those of the labels."""

from types import SimpleNamespace

import pytest

from corpus.lined_up.measure import scored
from pipeline.align.scorecard import fitted
from pipeline.align.word_vectors import learnt
from pipeline.store.lined_up import read_lined_up

# stands for a coder that knows no provision
CODER = SimpleNamespace(judge=lambda _: SimpleNamespace(scores={}))

PROTOCOL = """
doc: {doc}
entries:
  - {{kind: heading, level: 1, text: "Letters"}}
  - kind: clause
    text: "Letters to the Council are answered within ten days."
    family: {letters}
  - kind: clause
    text: "The hall is swept by the caretaker on Fridays."
    family: hall
    partial: [{part}]
"""


@pytest.fixture
def labelled(tmp_path):
    """Give two documents of the same words, labelled as a test wants them."""

    def make(one: str, other: str, part: str = "none"):
        paths = []
        for doc, letters in (("a", one), ("b", other)):
            paths.append(tmp_path / f"{doc}.yaml")
            paths[-1].write_text(PROTOCOL.format(doc=doc, letters=letters, part=part), "utf-8")
        return read_lined_up(tuple(paths))

    return make


@pytest.mark.parametrize(
    ("labels", "pair_precision", "pair_recall", "b3_precision"),
    [
        pytest.param(("post", "post"), 1.0, 1.0, 1.0, id="as-lined-up"),
        pytest.param(("post", "mail"), 0.5, 1.0, 0.75, id="two-families-by-the-labels"),
        pytest.param(
            ("post", "post", "post"), 1.0, 1.0, 1.0, id="a-part-is-neither-for-nor-against"
        ),
    ],
)
def test_figures_compare_what_is_lined_up_with_labels(
    labelled, params, labels, pair_precision, pair_recall, b3_precision
):
    figures = scored(labelled(*labels), fitted(), learnt(), CODER, params)

    assert figures["pair_precision"] == pair_precision
    assert figures["pair_recall"] == pair_recall
    assert figures["b3_precision"] == b3_precision
    assert figures["b3_recall"] == 1.0
