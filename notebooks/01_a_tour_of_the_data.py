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
# A build reads a folder of councils' protocols and writes a **data package**: twenty tables, the
# text of every document, and a record of the run. This notebook goes once around it, from a count
# to the sentence behind it. You need pandas, and nothing about the project.
#
# Run `python3 -m pipeline` first, or change `"../reports"` to the results of your own build.

# %%
import os
import sys

import pandas as pd

sys.path.append("..")  # the project, where it is not installed
import pipeline

pd.set_option("display.html.use_mathjax", False)  # a dollar sign is a dollar sign
data = pipeline.load(os.environ.get("COUNCIL_PROTOCOLS_DATA", "../reports"))

data

# %% [markdown]
# ## What is in it
#
# Each table is a data frame: `data.documents`, `data.coverage` and so on. Columns that hold lists
# (such as `evidence` below) hold Python lists. `help(data)` says more, and
# `docs/notebooks-and-data.md` describes every column.

# %%
import json

described = json.loads((data.folder / "datapackage.json").read_text(encoding="utf-8"))
for resource in described["resources"]:
    if resource["format"] == "csv":
        rows = len(getattr(data, resource["name"], []))
        about = resource["description"].partition(". ")[0].removesuffix(".")
        print(f"{resource['name']:<14}{rows:>6}  {about}")

# %% [markdown]
# ## How were the documents read?
#
# Look here before you count anything. A document with a state other than `text`, `ocr` or
# `text+ocr` could not be read, and nothing may be said about it: it is **not** silent.

# %%
read = data.documents["state"].isin(["text", "ocr", "text+ocr"])
print(f"{len(data.documents)} documents, judged on {data.run['as_of']}: {read.sum()} read")
data.documents[["council", "council_type", "county", "state", "pages", "words", "language"]]

# %% [markdown]
# ## Who has rules on what?
#
# `coverage` has one row a document and provision, with one of four levels:
#
# | level | says |
# | --- | --- |
# | `rules` | at least one clause says what somebody must, should or may do about it |
# | `mention` | the topic comes up in passing |
# | `absent` | the document was read, and no clause about it was found |
# | `unreadable` | the document could not be read: leave it out of every total |

# %%
levels = data.coverage.groupby(["provision", "level"]).size().unstack(fill_value=0)
levels = data.provisions[["title"]].join(levels).fillna(0)
levels.sort_values("rules", ascending=False) if "rules" in levels else levels

# %% [markdown]
# ## From a cell to its sentence, its page and its picture
#
# Take the least common provision on which anybody has rules. `quote` is the strongest clause behind
# the cell, `page` says where it stands, and `chance` how likely the level is to be right: cells
# that are not `certain` should be checked by a person.

# %%
rules = data.coverage[data.coverage["level"] == "rules"].join(data.documents["council"], on="doc")
least = rules["provision"].value_counts().sort_index().idxmin() if len(rules) else None
chosen = rules[rules["provision"] == least]
for cell in chosen.itertuples():
    where = "no pages" if pd.isna(cell.page) else f"page {cell.page}"
    sure = "certain" if cell.certain else "to be checked"
    print(f"{cell.council} ({where}; chance {cell.chance:.2f}, {sure}):\n  {cell.quote[:300]}\n")

# %% [markdown]
# `evidence` has the numbers of all clauses behind a cell. With document and number you have the
# clause: its label as printed, the headings above it, and its place `[start, end)` in the text.

# %%
for cell in chosen.head(1).itertuples():
    for n in cell.evidence:
        clause = data.clauses.loc[(cell.doc, n)]
        in_text = data.text(cell.doc)[clause["start"] : clause["end"]]
        print(
            f"clause {n}, {clause['address']}, under {' > '.join(clause['path']) or 'no heading'}"
        )
        print(f"  {in_text[:300]}")

# %% [markdown]
# Of PDF files the build keeps a picture of each page that holds evidence.

# %%
from IPython.display import Image, display

pictured = [
    (cell.council, cell.page, path)
    for cell in rules.itertuples()
    if (path := data.picture(cell.doc, cell.page))
]
for council, page, path in pictured[:1]:
    print(f"{council}, page {page}: {path.name}")
    display(Image(path, width=500))

# %% [markdown]
# ## Whose review is due?
#
# Dates are as precise as the document: `2024-05-14`, `2024-05` or `2024`. `first_day` and
# `last_day` turn them into days. `status` is judged on the day `as_of`, never on today. `certain`
# lists what was read without a doubt.

# %%
from pipeline import last_day

dates = data.reviews[["adopted", "last_reviewed", "review_due", "status", "days_overdue"]]
dates = dates.join(data.documents["council"]).assign(
    undoubted=["status" in certain for certain in data.reviews["certain"]],
    due_by=last_day(data.reviews["review_due"]),
)
print(data.reviews["status"].value_counts().to_string())
dates.sort_values("days_overdue", ascending=False, na_position="last")

# %% [markdown]
# ## The same clause in several councils
#
# A **family** is one clause of many councils, in any words; a **reading** is how one council words
# it. `relation` compares each reading with the family's exemplar: `verbatim`, `adapted` or
# `paraphrase`.

# %%
spread = data.families.groupby("family")["doc"].nunique()
widest = data.families[data.families["family"] == spread.idxmax()] if len(spread) else data.families
readings = widest.join(data.clauses["text"], on=["doc", "n"]).sort_values(["relation", "doc"])
print(f"{len(spread)} families, {(spread > 1).sum()} of them in more than one document")
for reading in readings.itertuples():
    print(f"\n{reading.doc} ({reading.relation}, {reading.score:.2f}): {reading.text[:200]}")

# %% [markdown]
# ## Slips that a clerk may want to put right

# %%
print(data.defects["defect"].value_counts().to_string())
for slip in data.defects.head(3).itertuples():
    print(f"\n{slip.doc}: {slip.quote[:100]}\n  {slip.detail[:200]}")

# %% [markdown]
# ## Cite the run
#
# The run id is made from the sources, the codebook, the library, the parameters and the code. The
# same id means the same findings, so give it with every figure.

# %%
run = data.run
print(
    f"Council Protocols {run['versions'].get('council-protocols', '')}, run {run['run_id']}, "
    f"{run['counts']['sources']} documents, judged on {run['as_of']}; "
    f"codebook: {run['codebook']['title']}, version {run['codebook']['version']}."
)
