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
# # How wording spreads
#
# Which councils use the same words, which clauses travel, and what do councils change in them?
#
# **What this can never say: who copied whom.** Two protocols with the same words may have one from
# the other, both from a third that is not in the folder, or both from a county association's model.
# An earlier date of adoption is no proof: a council may date a revision, or adopt late what others
# copied from its draft. Write "shares wording with", not "took from".

# %%
import os
import sys

import pandas as pd

sys.path.append("..")  # the project, where it is not installed
import pipeline

pd.set_option("display.html.use_mathjax", False)  # a dollar sign is a dollar sign
data = pipeline.load(os.environ.get("COUNCIL_PROTOCOLS_DATA", "../reports"))
councils = data.documents["council"].fillna("name not known")

# %% [markdown]
# ## Families: one clause, many readings
#
# | relation | the reading is, beside the exemplar of its family |
# | --- | --- |
# | `verbatim` | the same, but for names and slight marks |
# | `adapted` | recognisably the same words, changed |
# | `paraphrase` | the same rule in other words |
# | `unique` | alone: no other document has the clause |

# %%
sizes = data.families.groupby("family")["doc"].nunique()
print(
    f"{len(data.families)} clauses in {len(sizes)} families; {(sizes > 1).sum()} families are in "
    f"two documents or more."
)
data.families["relation"].value_counts().rename("clauses").to_frame()

# %% [markdown]
# How much of each protocol is shared, and how closely?

# %%
kinds = data.families.groupby(["doc", "relation"]).size().unstack(fill_value=0)
kinds = kinds.reindex(columns=["verbatim", "adapted", "paraphrase", "unique"], fill_value=0)
kinds.assign(clauses=kinds.sum(axis=1)).rename(index=councils).sort_values("unique")

# %% [markdown]
# The exemplar itself counts as `verbatim`, so in a family of paraphrases one reading is called
# verbatim though nobody shares its words. For who shares *words*, use kinships.
#
# ## Kinships: which two documents share wording?
#
# `share` is the part of `doc` whose wording `other` has too, long clauses weighing more and common
# stock less. `expected` is what two authors who wrote alone about the same subjects would share,
# and `chance` the probability of sharing so many: `significant` is corrected for the number of
# pairs. The share is **not the same in both directions**: a short protocol may stand whole in a
# long one.

# %%
pairs = data.kinships.assign(shared=data.kinships["clauses"].str.len())
significant = pairs[pairs["significant"]]
print(
    f"{len(significant) // 2} pairs share more than chance would give; {len(pairs) // 2} share any."
)
columns = ["doc", "other", "shared", "of", "share", "expected", "excess", "chance", "significant"]
pairs[columns].sort_values("share", ascending=False).head(12)

# %% [markdown]
# ## Lineages: documents that share a template
#
# A lineage is a group of documents found by their shared wording. `core` documents make it; others
# may stand in it with a part. The date of adoption stands here to show how little it says.

# %%
standing = data.lineages.join(data.reviews[["adopted", "last_reviewed"]], on="doc")
for name, members in standing.groupby("name", sort=False):
    print(name)
    for each in members.sort_values("share", ascending=False).itertuples():
        when = "not dated" if pd.isna(each.adopted) else f"adopted {each.adopted}"
        part = "core" if each.core else "in part"
        print(f"  {each.share:.2f} of {councils[each.doc]} ({part}, {when})")
alone = sorted(set(data.families["doc"]) - set(data.lineages["doc"]))
print(f"In no lineage: {', '.join(councils[doc] for doc in alone) or 'none'}.")

# %% [markdown]
# Which clause tells that a document belongs to a lineage? Its hallmark.

# %%
for lineage in data.lineages.drop_duplicates("lineage").itertuples():
    clause = data.clauses.loc[(lineage.hallmark_doc, lineage.hallmark_n)]
    print(f"{lineage.lineage}: {clause['text'][:300]}\n")

# %% [markdown]
# ## The tree
#
# Documents joined by average link on the larger of their two shares. Where two branches meet says
# how much wording they have in common, and **not** in which order they came to be: it is no family
# tree of descent.

# %%
import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display
from scipy.cluster.hierarchy import dendrogram, linkage
from scipy.spatial.distance import squareform

plt.rcParams["text.parse_math"] = False
docs = sorted(data.families["doc"].unique())
share = pd.DataFrame(0.0, index=docs, columns=docs)
for pair in data.kinships.itertuples():
    share.at[pair.doc, pair.other] = pair.share
overlap = np.maximum(share, share.T)
if len(docs) > 1:
    apart = squareform(1 - overlap.to_numpy() - np.eye(len(docs)), checks=False)
    figure, axes = plt.subplots(figsize=(8, 0.3 * len(docs) + 1.2), layout="constrained")
    tree = dendrogram(
        linkage(apart, "average"),
        orientation="left",
        labels=[councils[doc][:40] for doc in docs],
        color_threshold=0.65,  # an overlap of 0.35, from which a lineage is found
        above_threshold_color="#8b939c",
        ax=axes,
    )
    ticks = np.linspace(0, 1, 6)
    axes.set_xticks(ticks, [f"{1 - tick:.1f}" for tick in ticks])
    axes.set_xlabel("share of wording in common (mean between branches)")
    axes.set_title("How documents come together by shared wording", loc="left", fontsize=10)
    display(figure)
    plt.close(figure)

# %% [markdown]
# ## One shared clause, reading by reading, word by word
#
# Take the family that most documents have in the same or adapted words, and mark each reading
# against the exemplar: `[-words that it leaves out-]`, `{+words that it adds+}`, `[-old-]{+new+}`.
# Names of the council, of offices and of sorts of people that stand in for one another are marked
# `{=so=}`: they are no change of substance.

# %%
from pipeline.text.wordwise import Mark, stretches


def marked(reading, exemplar):
    """Write out a reading with its changes marked."""
    words = []
    for each in stretches(reading, exemplar):
        if each.mark is Mark.SAME:
            words.append(each.text)
        elif each.mark in (Mark.NAMED, Mark.MOVED):
            words.append(f"{{={each.text}=}}")
        else:
            left_out = f"[-{each.was}-]" if each.was else ""
            words.append(left_out + (f"{{+{each.text}+}}" if each.text else ""))
    return " ".join(words)


close = data.families[data.families["relation"].isin(["verbatim", "adapted"])]
adapted = close[close["relation"] == "adapted"]
widest = close[close["family"].isin(adapted["family"])].groupby("family")["doc"].nunique()
if len(widest):
    readings = close[close["family"] == widest.idxmax()].join(data.clauses["text"], on=["doc", "n"])
    exemplar = readings[readings["exemplar"]]["text"].iloc[0]
    print(f"Exemplar:\n  {exemplar}")
    for reading in readings[~readings["exemplar"]].sort_values(["relation", "doc"]).itertuples():
        print(
            f"\n{councils[reading.doc]} ({reading.relation}):\n  {marked(reading.text, exemplar)}"
        )
else:
    readings = close
    print("No clause has been adapted by another council.")

# %% [markdown]
# ## Changes of force
#
# A change of one word may change the rule: "must" to "should", ten days to five. `differences`
# lists the readings that differ in force from what most readings of their family say. Whether the
# change was meant, the data cannot say.

# %%
force = data.differences.join(data.documents["council"], on="doc")
print(force["kind"].value_counts().to_string())
force[["council", "kind", "theirs", "usual", "count", "total"]].head(10)

# %% [markdown]
# ## What a council has for itself
#
# `distinctive` lists clauses that no other document has (`others` 0), and the rarest shared ones.
# In a small folder much is distinctive, since few are there to share it.

# %%
own = data.distinctive[data.distinctive["others"] == 0]
print(own["doc"].map(councils).value_counts().to_string())
for clause in (
    own.drop_duplicates("doc").head(4).join(data.clauses["text"], on=["doc", "n"]).itertuples()
):
    print(f"\n{councils[clause.doc]}: {clause.text[:200]}")

# %% [markdown]
# ## What may be said, and what not
#
# | the data show | they do not show |
# | --- | --- |
# | these documents share so much wording, more than chance gives | who had it first, or from whom |
# | this reading differs from most in these words | why, or whether on purpose |
# | nobody else **in this folder** has this clause | that the council wrote it |
# | the shared text is missing in others of this folder | where the text comes from |
