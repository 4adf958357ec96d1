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
# # Checking drafts
#
# `pipeline.check` measures one draft by the councils of a build and gives records: nothing is
# written, and the draft is no part of the build. What a clerk sees on the page of
# `python3 -m pipeline serve` is made of the same records.

# %%
import os
import sys
from datetime import date

import pandas as pd

sys.path.append("..")  # the project, where it is not installed
import pipeline

pd.set_option("display.html.use_mathjax", False)  # a dollar sign is a dollar sign
data = pipeline.load(os.environ.get("COUNCIL_PROTOCOLS_DATA", "../reports"))
reference = pipeline.open_reference(data.folder.parent)  # opened once, for many drafts

draft = """Fern Parish Council
Protocol on working together
Adopted on 3 March 2019. It will be reviewed every two years.

1. The press
1.1 Only the Clerk may speak to the press for the Council.
2. Instructions
2.1 Councillors should not give instructions to the Clerk on their own. See paragraph 9.4.
"""
answer = pipeline.check(draft.encode(), reference, name="draft.txt", as_of=date(2026, 11, 29))
answer.document.state, len(answer.clauses), answer.council.name

# %% [markdown]
# ## What is missing
#
# Each gap counts the councils like this one that have a rule, of those that could be read and that
# the provision concerns. `sure` is false where a clause comes near: then a person is to look.

# %%
gaps = pd.DataFrame(
    [
        {
            "provision": gap.provision,
            "level": gap.level,
            "sure": gap.sure,
            "rules": gap.rules,
            "of": gap.read,
            "to adapt": len(gap.wordings),
        }
        for gap in answer.gaps
    ]
)
gaps.head(10)

# %% [markdown]
# Another council's words for the first of them. They are its text: to be adapted, not just taken.

# %%
wording = next(each for gap in answer.gaps for each in gap.wordings)
print(wording.council, wording.dated, wording.url)
print(*(f"{label} {text}".strip() for label, text in wording.paragraphs), sep="\n")

# %% [markdown]
# ## Dates, defects and force, each with its words

# %%
print(answer.review.status, answer.review.days_overdue)
print([(defect.kind.value, defect.evidence.quote) for defect in answer.defects])
print([(each.n, each.theirs, each.usual, each.count, each.total) for each in answer.departures])

# %% [markdown]
# ## Every published document as if it were a draft
#
# A council's own document is never a measure of it. So this asks, of each document, what the check
# would have told its clerk, and compares with the matrix of the build: both read the same words,
# but a gap also says where a rule is little or not sure.

# %%
texts = {doc: data.text(doc) for doc in data.documents.index[data.documents["state"] == "text"]}
found = {
    doc: pipeline.check(text.encode(), reference, name=f"{doc}.txt") for doc, text in texts.items()
}
rows = data.coverage.set_index(["doc", "provision"])["level"]
compared = pd.DataFrame(
    [
        {"doc": doc, "gap": gap.level.value, "in the matrix": rows[doc, gap.provision]}
        for doc, each in found.items()
        for gap in each.gaps
    ]
)
print(pd.crosstab(compared["gap"], compared["in the matrix"]))
