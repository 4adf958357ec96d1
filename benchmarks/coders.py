"""Does spaCy's text categoriser code clauses better than ours? Prints a Markdown table.

    python -m benchmarks.coders [--voices homemade,legalistic,terse] [--only ours,bow,cnn,ensemble]

Both learn from the library and the codebook's own words, without the clauses of three voices, and
are tested on these. Both are asked the same two questions of each provision: has the clause rules
on it, and does it name it at all? Ours cuts at the thresholds of params.yaml. spaCy's number of
epochs and thresholds are those that do best on three further voices held back in a first training;
it is then trained again with these as well. CPU is that of training, of both trainings for spaCy,
one thread. The project's own environment has all that is needed.
"""

import argparse
import os
import random
import sys
import time

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np
import spacy
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch

from pipeline.coding.passage import passage_of_library
from pipeline.coding.training import prepare, train
from pipeline.evaluate.voices import coded_levels, compared, library_levels
from pipeline.params import read_params
from pipeline.stages.workspace import shipped
from pipeline.store.codebook import read_codebook, read_library

TESTED = "homemade,legalistic,terse"
CHOSEN_ON = "county,plain,questions"
SEED = 20261122
BATCH, LEARN_RATE = 16, 0.002
PATIENCE = 3  # epochs without a better one, after which the first training ends
MOST = 25  # epochs
THRESHOLDS = np.arange(0.05, 0.95, 0.05)

# spaCy's own choices, but for the table of words: an eighth of its length is some four times the
# words of the library, and trains eight times faster
WORDS = {"@architectures": "spacy.TextCatBOW.v3", "exclusive_classes": False, "length": 32768,
         "ngram_size": 1, "no_output_layer": False}  # fmt: skip
EMBEDDED = {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 96,
            "depth": 4, "embed_size": 2000, "window_size": 1, "maxout_pieces": 3,
            "subword_features": True}  # fmt: skip
BOTH = {"@architectures": "spacy.Tok2Vec.v2",
        "embed": {"@architectures": "spacy.MultiHashEmbed.v2", "width": 64,
                  "rows": [2000, 2000, 500, 1000, 500],
                  "attrs": ["NORM", "LOWER", "PREFIX", "SUFFIX", "SHAPE"],
                  "include_static_vectors": False},
        "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 64, "window_size": 1,
                   "maxout_pieces": 3, "depth": 2}}  # fmt: skip
MODELS = {
    "bow": ("words", WORDS),
    "cnn": ("convolution over word embeddings", {
        "@architectures": "spacy.TextCatReduce.v1", "exclusive_classes": False,
        "use_reduce_first": False, "use_reduce_last": False, "use_reduce_max": False,
        "use_reduce_mean": True, "tok2vec": EMBEDDED}),
    "ensemble": ("its default, words and convolution", {
        "@architectures": "spacy.TextCatEnsemble.v2", "linear_model": WORDS, "tok2vec": BOTH}),
}  # fmt: skip


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description="Compare coders on voices left out.")
    parser.add_argument("--voices", default=TESTED, help="tested on these")
    parser.add_argument("--choose-on", default=CHOSEN_ON, help="spaCy is tuned on these")
    parser.add_argument("--only", default="ours,bow,cnn,ensemble")
    asked = parser.parse_args()
    codebook = read_codebook(shipped("codebook.yaml"))
    library = read_library(shipped("library"))
    params = read_params(shipped("params.yaml")).coding
    tested = [clause for clause in library if clause.voice in asked.voices.split(",")]
    rest = [clause for clause in library if clause.voice not in asked.voices.split(",")]
    chosen_on = [clause for clause in rest if clause.voice in asked.choose_on.split(",")]
    first = [clause for clause in rest if clause.voice not in asked.choose_on.split(",")]
    provisions = [provision.id for provision in codebook.provisions]
    wanted, tuned = (library_levels(part, provisions) for part in (tested, chosen_on))
    print(f"{len(rest)} clauses to learn from, {len(tested)} to be tested on ({asked.voices})\n")
    print("| coder | `rules` F1 | `mention` F1 | level right | macro-F1 | CPU s |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name in asked.only.split(","):
        start = time.process_time()
        if name == "ours":
            title = "ours: two logistic regressions and a second look"
            coder = train(rest, codebook, params)
            spent = time.process_time() - start
            ours = coded_levels(coder, tested, params)
        else:
            title, model = MODELS[name]
            title = f"spaCy {name}: {title}"
            lessons = _lessons(first, codebook, params)
            best = (-1.0, 0, 0.5, 0.5)
            for epoch, answer in enumerate(_epochs(lessons, model, MOST), start=1):
                best = max(best, _best(answer(_texts(chosen_on)), tuned, epoch))
                print(f"{name}, epoch {epoch}: best {best[0]:.3f}", file=sys.stderr, flush=True)
                if epoch - best[1] >= PATIENCE:
                    break
            _, epochs, rules_from, named_from = best
            for answer in _epochs(_lessons(rest, codebook, params), model, epochs):  # noqa: B007
                pass
            spent = time.process_time() - start
            title += f" ({epochs} epochs)"
            ours = _cut(answer(_texts(tested)), rules_from, named_from)
        figures = compared(wanted, ours)
        print(f"| {title} | {figures['rules_f1']:.3f} | {figures['mention_f1']:.3f} | "
              f"{figures['level_accuracy']:.3f} | {figures['macro_f1_by_provision']:.3f} | "
              f"{spent:.0f} |", flush=True)  # fmt: skip


def _lessons(library, codebook, params):
    """Give the texts and answers that ours is trained on, the codebook's own words included."""
    prepared = prepare(library, codebook, params)
    lessons = [*prepared.lessons, *prepared.phrases]
    answers = np.hstack([prepared.answers == 2, prepared.answers > 0]).astype(float)
    return [_text(lesson.passage) for lesson in lessons], answers


def _texts(library):
    return [_text(passage_of_library(clause)) for clause in library]


def _text(passage):
    return f"{passage.context}: {passage.text}" if passage.context else passage.text


def _epochs(lessons, model, count):
    """Train, and after each epoch give a function from texts to a row of answers for each."""
    texts, answers = lessons
    fix_random_seed(SEED)
    shuffle = random.Random(SEED)
    nlp = spacy.blank("en")
    pipe = nlp.add_pipe("textcat_multilabel", config={"model": model})
    labels = [f"{place:03d}" for place in range(answers.shape[1])]
    examples = [
        Example.from_dict(nlp.make_doc(text), {"cats": dict(zip(labels, row, strict=True))})
        for text, row in zip(texts, answers.tolist(), strict=True)
    ]
    optimizer = nlp.initialize(lambda: examples)
    optimizer.learn_rate = LEARN_RATE
    order = [pipe.labels.index(label) for label in labels]

    def answer(asked):
        docs = [nlp.make_doc(text) for text in asked]
        return np.vstack([pipe.predict(docs[i : i + 256]) for i in range(0, len(docs), 256)])[:, order]  # fmt: skip

    for _ in range(count):
        shuffle.shuffle(examples)
        for batch in minibatch(examples, BATCH):
            nlp.update(batch, sgd=optimizer, drop=0.2)
        yield answer


def _best(answers, wanted, epoch):
    """Give the best mean of both F1 that any thresholds give, with the epoch and thresholds."""
    found = []
    for rules_from in THRESHOLDS:
        for named_from in THRESHOLDS:
            levels = _cut(answers, rules_from, named_from)
            f1 = [_f1(wanted == level, levels == level) for level in (1, 2)]
            found.append((sum(f1) / 2, epoch, rules_from, named_from))
    return max(found)


def _f1(wanted, ours):
    both = wanted.sum() + ours.sum()
    return float(2 * (wanted & ours).sum() / both) if both else 1.0


def _cut(answers, rules_from, named_from):
    rules, named = np.hsplit(answers, 2)
    return np.where(rules >= rules_from, 2, np.where(named >= named_from, 1, 0))


if __name__ == "__main__":
    main()
