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
# # A tour of the data in five minutes
#
# The main job writes a data package to `reports/data`: tables in CSV and Parquet, described in
# `datapackage.json`, and the text of every document. This notebook reads it with pandas. Set
# `DATA` to the `data` folder of another build to look at your own councils.

# %%
import json
import os
from pathlib import Path

import pandas as pd

DATA = Path(os.environ.get("COUNCIL_PROTOCOLS_DATA", "../reports/data"))
coverage = pd.read_parquet(DATA / "coverage.parquet")
documents = pd.read_parquet(DATA / "documents.parquet").set_index("doc")
run = json.loads((DATA / "run.json").read_text(encoding="utf-8"))
print(f"{len(documents)} documents, judged on {run['as_of']}")

# %% [markdown]
# ## Who has rules on what
#
# One row a document and provision. `absent` means that the document was read and is silent;
# `unreadable` means that nothing can be said.

# %%
levels = coverage.groupby(["provision", "level"], observed=True).size().unstack(fill_value=0)
levels.sort_values("rules", ascending=False).head(10)

# %% [markdown]
# ## From a cell to its sentence

# %%
rules = coverage[(coverage["provision"] == "political_groups") & (coverage["level"] == "rules")]
for row in rules.itertuples():
    print(f"{documents.loc[row.doc, 'council']}, page {row.page}: {row.quote}\n")

# %% [markdown]
# ## Whose review is due

# %%
reviews = pd.read_parquet(DATA / "reviews.parquet").set_index("doc")
reviews[["adopted", "last_reviewed", "review_due", "status", "days_overdue"]].join(
    documents["council"]
).sort_values("days_overdue", ascending=False, na_position="last")

# %% [markdown]
# ## The same clause in several councils

# %%
families = pd.read_parquet(DATA / "families.parquet")
clauses = pd.read_parquet(DATA / "clauses.parquet")
largest = families["family"].value_counts().index[0]
members = families[families["family"] == largest].merge(clauses, on=["doc", "n"])
for row in members.itertuples():
    print(f"{row.doc} {row.label or ''} ({row.relation}): {row.text}")
