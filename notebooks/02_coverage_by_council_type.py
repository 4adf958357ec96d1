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
# # Coverage by type of council
#
# How common is each provision, and do parishes differ from towns? This notebook counts with
# intervals, shows what is left out of each total, and tests for differences in a way that does not
# promise more than a few councils can give.

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
# ## What a share is a share of
#
# *n of N* documents have rules. Not in N are
#
# - documents that could **not be read**: nothing is known about them;
# - documents that the provision does **not concern**: a council without party groups needs no rules
#   on them. The codebook says which (`applies`).

# %%
concerned = data.coverage[data.coverage["concerned"]]
read = concerned[concerned["level"] != "unreadable"]
count = pd.DataFrame(
    {
        "title": titles,
        "rules": read[read["level"] == "rules"].groupby("provision").size(),
        "read": read.groupby("provision").size(),
        "unread": concerned[concerned["level"] == "unreadable"].groupby("provision").size(),
        "unconcerned": data.coverage[~data.coverage["concerned"]].groupby("provision").size(),
    }
).reindex(titles.index)
numbers = ["rules", "read", "unread", "unconcerned"]
count[numbers] = count[numbers].fillna(0).astype(int)
count["share"] = count["rules"] / count["read"].where(count["read"] > 0)
count.sort_values("share", ascending=False)

# %% [markdown]
# The package has the same in `prevalence`, for all documents and by type, county and country, with
# Wilson's 95 % interval (`low`, `high`). The interval is for those who take the documents as a
# sample of councils like them, drawn by chance. A folder of whatever was found on the web is not.

# %%
every = data.prevalence[data.prevalence["by"] == "all"].set_index("provision").reindex(titles.index)
assert (every["rules"] == count["rules"]).all()
assert (every["read"] == count["read"]).all()
print(f"The counts above agree with prevalence.csv for all {len(every)} provisions.")

# %% [markdown]
# ## By type, county and country
#
# "2 of 3" says more than 67 %.


# %%
def by(group):
    """Tabulate n of N: one row a provision, one column a group."""
    part = data.prevalence[data.prevalence["by"] == group]
    shown = part["rules"].astype(str) + " of " + part["read"].astype(str)
    table = part.assign(
        shown=shown, group=part["group"].fillna("not known").replace("", "not known")
    )
    return table.pivot(index="provision", columns="group", values="shown").reindex(titles.index)


by("council_type").rename(index=titles)

# %%
by("county").rename(index=titles)

# %%
by("country").rename(index=titles)

# %% [markdown]
# ## Only what is certain
#
# Each cell has a chance of being right. Leave out those that still need a person's look, and see
# what changes. The certain cells are **not a random part** (silence is harder to be sure of than
# rules), so a share of certain cells alone is usually too high. Use it as a check, not as the
# answer.

# %%
certain = every[["rules", "read", "share", "certain", "certain_rules"]].assign(
    certain_share=every["certain_rules"] / every["certain"].where(every["certain"] > 0)
)
certain["moves_by"] = certain["certain_share"] - certain["share"]
print(
    f"{every['certain'].sum()} of {every['read'].sum()} cells are certain. Rules: "
    f"{every['rules'].sum() / max(every['read'].sum(), 1):.3f} of all, "
    f"{every['certain_rules'].sum() / max(every['certain'].sum(), 1):.3f} of the certain ones."
)
certain.sort_values("moves_by", key=abs, ascending=False).head(8).rename(index=titles)

# %% [markdown]
# ## A figure
#
# Types with fewer than three documents are left out: one council is no share.

# %%
import textwrap

import matplotlib.pyplot as plt
from IPython.display import display

plt.rcParams["text.parse_math"] = False
types = data.prevalence[data.prevalence["by"] == "council_type"]
sizes = types.groupby("group")["read"].max().sort_values(ascending=False)
ordered = every.sort_values(["share", "rules"])
figure, axes = plt.subplots(figsize=(8, 0.3 * len(ordered) + 1.4), layout="constrained")
for row, line in enumerate(ordered.to_dict("records")):
    if line["read"]:
        axes.plot([line["low"], line["high"]], [row, row], color="#c2c8cf", linewidth=6, zorder=1)
        axes.plot(line["share"], row, "|", color="black", markersize=11, zorder=3)
marks = ["o", "s", "^", "D", "v"]
colours = ["#12436d", "#a8590c", "#28755a", "#7a3b8f", "#3d3d3d"]
for place, (group, size) in enumerate(sizes[sizes >= 3].head(5).items()):
    part = types[types["group"] == group].set_index("provision").reindex(ordered.index)
    shift = 0.15 * (place - 1)
    axes.plot(
        part["share"].astype(float),
        [row + shift for row in range(len(part))],
        marks[place],
        color=colours[place],
        markersize=4.5,
        linestyle="none",
        label=f"{group[:30] or 'type not known'} (up to {size})",
    )
axes.set_yticks(range(len(ordered)), [textwrap.shorten(titles[key], 45) for key in ordered.index])
axes.set_xlim(-0.02, 1.02)
axes.set_ylim(-0.7, len(ordered) - 0.3)
axes.set_xlabel("share of documents with rules, of those read and concerned")
axes.set_title(
    "Who has rules on what (black line: all; grey band: its 95 % interval)", loc="left", fontsize=10
)
if axes.get_legend_handles_labels()[0]:
    figure.legend(fontsize=8, frameon=False, loc="outside lower left", ncols=3)
plt.close(figure)  # shown once
figure

# %% [markdown]
# ## Do the two largest types differ?
#
# Fisher's exact test for each provision, since the numbers are small. There is one test a
# provision, and of many tests some come out "significant" by chance alone, so the p-values are
# corrected by Holm's method.
#
# `best_p` is the smallest p that **any** outcome could have given with these numbers of councils
# and of rules. Where it is above 0.05 no difference, however large, could have been found: the test
# then says nothing, and "no significant difference" must not be written as "no difference".

# %%
from scipy.stats import fisher_exact


def holm(ps):
    """Correct p-values for being several (Holm 1979)."""
    ranked = ps.sort_values()
    steps = ranked * pd.Series(range(len(ranked), 0, -1), index=ranked.index)
    return steps.cummax().clip(upper=1.0).reindex(ps.index)


def differences(first, second):
    """Test each provision for a difference between two types."""
    parts = [types[types["group"] == group].set_index("provision") for group in (first, second)]
    rows = []
    for provision in titles.index:
        (a, m), (b, n) = [
            (int(part.at[provision, "rules"]), int(part.at[provision, "read"])) for part in parts
        ]
        if not m or not n:
            continue
        possible = [
            fisher_exact([[x, m - x], [a + b - x, n - a - b + x]]).pvalue
            for x in range(max(0, a + b - n), min(m, a + b) + 1)
        ]
        p = fisher_exact([[a, m - a], [b, n - b]]).pvalue
        rows.append((provision, f"{a} of {m}", f"{b} of {n}", a / m - b / n, p, min(possible)))
    names = ["provision", first, second, "difference", "p", "best_p"]
    table = pd.DataFrame(rows, columns=names).set_index("provision")
    return table.assign(holm=holm(table["p"])).sort_values("p")


compared = [group for group in sizes.index if group][:2]
if len(compared) == 2:
    tested = differences(*compared)
    able = tested["best_p"].mul(len(tested)).le(0.05).sum()
    print(
        f"{compared[0]} against {compared[1]}: {len(tested)} tests, "
        f"{tested['p'].le(0.05).sum()} with p up to 0.05, "
        f"{tested['holm'].le(0.05).sum()} after correction.\n"
        f"Even with the most extreme outcome, only {able} of the {len(tested)} could have come out "
        "significant by itself after correction."
    )
    display(tested.head(10).rename(index=titles))
else:
    tested = None
    print("Fewer than two types of council: there is nothing to compare.")

# %% [markdown]
# ## All types at once, by permutation
#
# Deal out the types among the documents again and again, and see how often the **largest**
# difference of any provision is as large as the one observed. That corrects for the number of
# tests, and for provisions that go together.
#
# One assumption remains, and it is usually wrong: that documents are independent. Councils that use
# one template have the same provisions because of it. So do it twice: with every document, and with
# **one document of each shared template** (the first by name). If a difference is gone in the
# second, it was the template's and not the type's.

# %%
import numpy as np

has_rules = (
    read.assign(rules=read["level"].eq("rules").astype(float))
    .pivot(index="doc", columns="provision", values="rules")
    .join(data.documents["council_type"])
    .dropna(subset="council_type")
)


def largest(rules, groups):
    """Give how far the types' shares are apart, for each provision: the spread between groups."""
    known = ~np.isnan(rules)
    total = np.where(known, rules, 0.0)
    share = total.sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    spread = np.zeros(rules.shape[1])
    for group in np.unique(groups):
        inside = groups == group
        n = known[inside].sum(axis=0)
        spread += (total[inside].sum(axis=0) - n * share) ** 2 / np.maximum(n, 1)
    return spread / np.maximum(share * (1 - share), 1e-9)


def permuted(table, times=1000, seed=20261122):
    """Give the corrected p of each provision (Westfall and Young's largest statistic)."""
    rules = table.drop(columns="council_type").to_numpy(float)
    groups = table["council_type"].to_numpy(str)
    rng = np.random.default_rng(seed)
    observed = largest(rules, groups)
    most = np.array([largest(rules, rng.permutation(groups)).max() for _ in range(times)])
    p = (1 + (most[:, None] >= observed - 1e-9).sum(axis=0)) / (times + 1)
    return pd.Series(p, index=table.columns[:-1])


core = data.lineages[data.lineages["core"]].sort_values("doc").drop_duplicates("doc")
repeated = core[core.duplicated("lineage")]["doc"]
one_each = has_rules.drop(index=repeated, errors="ignore")
if has_rules["council_type"].nunique() > 1:
    both = pd.DataFrame(
        {"every document": permuted(has_rules), "one a template": permuted(one_each)}
    )
    both = both.sort_values("every document")
    print(
        f"{len(has_rules)} documents, {len(one_each)} with one for each shared template. Smallest "
        f"corrected p: {both['every document'].min():.3f} and {both['one a template'].min():.3f}."
    )
    display(both.head(5).rename(index=titles).round(3))
else:
    both = None
    print("Fewer than two types of council: there is nothing to compare.")

# %% [markdown]
# ## How to write it up
#
# - Give *n of N*, the interval, and how many could not be read.
# - Say how the councils were chosen. An interval is about chance alone, not about who is missing.
# - A difference of types may be one of templates, of size, or of county: towns are larger.
# - Give the number of tests, and that the p-values are corrected. In a search without a question
#   set beforehand, call it a search.
