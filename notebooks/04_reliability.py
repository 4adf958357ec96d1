# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # How far can the figures be trusted?
#
# Four questions, in this order: do two coders agree; how often is a cell right, with what margin;
# does a cell know how sure it is; and do the headline figures stand when doubtful material is
# dropped?

# %%
import os
import sys

import pandas as pd

sys.path.append("..")  # the project, where it is not installed
import pipeline

pd.set_option("display.html.use_mathjax", False)  # a dollar sign is a dollar sign
data = pipeline.load(os.environ.get("COUNCIL_PROTOCOLS_DATA", "../reports"))
titles = data.provisions["title"]

# %% [markdown]
# ## 1. Two coders
#
# A coder is anybody who gives each document and provision a level, without seeing the other's
# sheet. Here they are **a person** (the labels of the sample corpus, `corpus/gold`) and **the
# program**. With a second person the same lines hold: make a blank workbook for her with
#
#     python3 -m pipeline agreement --blank --corpus corpus --out second.xlsx
#
# and put its path into `SECOND`. (From a terminal, `python3 -m pipeline agreement A B` gives the
# same table.) Two people should be compared **before** the program is: where people do not agree,
# no program can be right.

# %%
from pathlib import Path

from pipeline.evaluate.agreement import compare, read_sheet
from pipeline.stages.workspace import shipped
from pipeline.store.codebook import read_codebook

FIRST = Path(os.environ.get("COUNCIL_PROTOCOLS_GOLD", "../corpus/gold")) / "coverage.csv"
SECOND = data.folder / "coverage.csv"
codebook = read_codebook(shipped("codebook.yaml"))
first, second = read_sheet(FIRST, codebook), read_sheet(SECOND, codebook)
agreement = compare(first, second, [provision.id for provision in codebook.provisions])
overall = agreement.overall
lines = agreement.table()
print("\n".join([lines[0], *lines[1 + len(agreement.provisions) :]]))

# %% [markdown]
# *Kappa* (Cohen) corrects for the agreement that chance would give. *Alpha* (Krippendorff, ordinal)
# counts `absent` against `rules` as worse than `absent` against `mention`. Both are low where
# nearly all cells have one level, however well the coders agree, and they are undefined where all
# have. So read them beside the share agreed.

# %%
figures = pd.DataFrame(
    [
        (each.name, each.n, each.agreed, each.kappa, each.alpha)
        for each in (*agreement.provisions, overall)
        if each.n
    ],
    columns=["provision", "n", "agreed", "kappa", "alpha"],
).set_index("provision")
figures.astype(float).sort_values("agreed").head(10).round(3)

# %% [markdown]
# The cells on which they differ are worth more than any coefficient: read them. Either a label is
# wrong, or the program is, or the codebook does not say.

# %%
quotes = data.coverage.set_index(["doc", "provision"])["quote"]
for doc, provision, one, other in agreement.disputed[:5]:
    quote = quotes.get((doc, provision))
    print(f"{doc}, {titles[provision]}: {one} or {other}?")
    print(f"  {'(no clause)' if pd.isna(quote) else quote[:160]}")

# %% [markdown]
# ## 2. How often is a cell right?
#
# Two intervals. Wilson's takes each cell as a draw of its own. But errors come in clusters: an odd
# document is wrong in many cells at once. The **bootstrap over documents** draws whole documents
# again and again, and is the one to quote.

# %%
import numpy as np

from pipeline.analyse.prevalence import wilson_interval

both = sorted(first.keys() & second.keys())
if not both:
    print("None of the labelled documents is in this build: put your own labels into FIRST.")
judged = pd.DataFrame(
    [(doc, provision, first[doc, provision], second[doc, provision]) for doc, provision in both],
    columns=["doc", "provision", "label", "ours"],
)
judged["right"] = judged["label"] == judged["ours"]
judged["rules_right"] = (judged["label"] == "rules") == (judged["ours"] == "rules")


def drawn(table, column, *, over="doc", times=2000, seed=20261122):
    """Give the 95 % interval of a mean, drawing whole groups of rows with replacement."""
    parts = table.groupby(over)[column].agg(["sum", "count"]).to_numpy(float)
    if not len(parts):
        return float("nan"), float("nan")
    picks = np.random.default_rng(seed).integers(0, len(parts), (times, len(parts)))
    means = parts[picks, 0].sum(axis=1) / parts[picks, 1].sum(axis=1)
    return tuple(np.quantile(means, [0.025, 0.975]).round(4))


for name, column in (("three levels", "right"), ("rules or not", "rules_right")):
    right, of = int(judged[column].sum()), len(judged)
    print(
        f"{name}: {right} of {of} cells right ({right / max(of, 1):.3f}); by cells "
        f"{wilson_interval(right, of)}, by documents {tuple(map(float, drawn(judged, column)))}"
    )

# %% [markdown]
# `reports/metrics/accuracy.json` has the figures that the main job measured in the same way, with
# many more. **They are of the sample corpus, on which thresholds were chosen.** For documents that
# nobody here has seen expect less: `docs/accuracy.md` has the figures kept apart, and label some of
# your own to know.

# %%
import json

ACCURACY = Path(os.environ.get("COUNCIL_PROTOCOLS_ACCURACY", "../reports/metrics/accuracy.json"))
accuracy = json.loads(ACCURACY.read_text(encoding="utf-8"))
for name in ("coverage.cell_accuracy", "coverage.has_rules_accuracy", "families.b3_f1"):
    print(f"{name}: {accuracy[name]}")

# %% [markdown]
# ## 3. Does a cell know how sure it is?
#
# Of cells that say "0.9", nine in ten should be right. A point above the line: the program is more
# often right than it says. The bars are Wilson's intervals; with few cells in a bin they are wide.

# %%
import matplotlib.pyplot as plt
from IPython.display import display

sure = judged.merge(
    data.coverage[["doc", "provision", "chance", "certain"]], on=["doc", "provision"]
)
sure["chance"] = sure["chance"].astype(float)
edges = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0]
bins = sure.groupby(np.clip(np.digitize(sure["chance"], edges), 1, 8)).agg(
    cells=("right", "size"), said=("chance", "mean"), right=("right", "mean")
)
figure, axes = plt.subplots(figsize=(5, 4.2), layout="constrained")
axes.plot([0, 1], [0, 1], color="#8b939c", linewidth=1)
for each in bins.itertuples():
    low, high = wilson_interval(round(each.right * each.cells), each.cells)
    axes.plot([each.said, each.said], [low, high], color="#12436d", linewidth=1.5)
    axes.plot(each.said, each.right, "o", color="#12436d", markersize=5)
axes.set_xlabel("chance of being right, as the cells say")
axes.set_ylabel("share of them that are right")
axes.set_title("Calibration", loc="left", fontsize=10)
plt.close(figure)
expected_error = float(
    (bins["cells"] * (bins["said"] - bins["right"]).abs()).sum() / max(len(sure), 1)
)
brier = float(((sure["chance"] - sure["right"]) ** 2).mean())
print(f"off by {expected_error:.3f} on average; Brier score {brier:.3f}")
display(figure)
bins.round(3)

# %% [markdown]
# ## 4. Do the findings stand when doubtful material is dropped?
#
# Drop one kind of doubt at a time, then all. Of what is left:
#
# - `rules`: share of cells with rules
# - `majority`: provisions on which more than half of the documents have rules
# - `order`: rank correlation with the order of provisions by all documents (1: the same)
# - `moves_most`: the provision whose share changes most, and by how much
# - `verbatim`: share of lined-up clauses in the same words as another council's exemplar

# %%
documents = data.documents
core = data.lineages[data.lineages["core"]].sort_values("doc").drop_duplicates("doc")
repeated = set(core[core.duplicated("lineage")]["doc"])
readable = data.coverage[data.coverage["concerned"] & (data.coverage["level"] != "unreadable")]
everything = set(readable["doc"])
keep = {
    "without scans": set(documents.index[documents["state"] == "text"]),
    "without poor scans": set(documents.index[documents["ocr_confidence"].fillna(1) >= 0.8]),
    "without inferred councils": set(
        documents.index[documents["council_source"].isin(["register", "correction"])]
    ),
    "one of each template": everything - repeated,
}


def headline(docs, *, certain):
    """Give the headline figures over some documents."""
    cells = readable[readable["doc"].isin(docs)]
    cells = cells[cells["certain"]] if certain else cells
    rules = (cells["level"] == "rules").astype(float)
    lined_up = data.families[data.families["doc"].isin(docs)]
    share = rules.groupby(cells["provision"]).mean()
    return {
        "documents": cells["doc"].nunique(),
        "cells": len(cells),
        "rules": rules.mean(),
        "majority": int((share > 0.5).sum()),
        "verbatim": (lined_up["relation"] == "verbatim").mean(),
    }, share


all_figures, all_shares = headline(everything, certain=False)
rows = {"all": {**all_figures, "order": 1.0, "moves_most": "none"}}
for name, docs, certain in [
    *((name, docs, False) for name, docs in keep.items()),
    ("certain cells only", everything, True),
    ("all of these together", set.intersection(everything, *keep.values()), True),
]:
    row, shares = headline(docs, certain=certain)
    change = (shares - all_shares).dropna()
    row["order"] = shares.corr(all_shares, method="spearman")
    most = change.abs().idxmax() if change.abs().max() >= 0.005 else None
    row["moves_most"] = f"{titles[most]} {change[most]:+.2f}" if most else "none"
    rows[name] = row
sensitivity = pd.DataFrame(rows).T
sensitivity

# %% [markdown]
# "Certain cells only" drops silence more often than rules, so its share of rules is too high: it is
# a bound, not a better estimate.
#
# ## 5. The margin of the headline figures
#
# Draw the documents again with replacement: how far would the share of each provision be off with
# another set of councils like these? Draw **templates** instead of documents (a document in no
# lineage is one of its own), and the margin grows where councils share a text: fifteen documents
# from three sources are not fifteen opinions.

# %%
groups = core.set_index("doc")["lineage"]
cells = readable.assign(
    rules=(readable["level"] == "rules").astype(float),
    origin=[groups.get(doc, doc) for doc in readable["doc"]],
)
margins = []
for provision, part in cells.groupby("provision"):
    number, of = int(part["rules"].sum()), len(part)
    margins.append(
        (
            titles[provision],
            f"{number} of {of}",
            wilson_interval(number, of),
            tuple(map(float, drawn(part, "rules"))),
            tuple(map(float, drawn(part, "rules", over="origin"))),
        )
    )
names = ["provision", "rules", "wilson", "by documents", "by templates"]
margins = pd.DataFrame(margins, columns=names).set_index("provision")
origins = cells["origin"].nunique()
print(f"{len(everything)} documents from {origins} origins")
for name in names[2:]:
    print(f"mean width, {name}: {np.mean([high - low for low, high in margins[name]]):.3f}")
margins.head(12)

# %% [markdown]
# Where all documents or none have rules, the bootstrap has no width, since it cannot draw what it
# has not seen: quote Wilson's interval there.
