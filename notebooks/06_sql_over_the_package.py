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
# # SQL over the package
#
# For those who think in SQL: [DuckDB](https://duckdb.org) reads the Parquet files where they stand,
# without a server and without loading them first. Each answer here is checked against pandas.

# %%
import os
import sys

import pandas as pd

sys.path.append("..")  # the project, where it is not installed
import pipeline

pd.set_option("display.html.use_mathjax", False)  # a dollar sign is a dollar sign
data = pipeline.load(os.environ.get("COUNCIL_PROTOCOLS_DATA", "../reports"))

import duckdb

db = duckdb.connect()
for path in sorted(data.folder.glob("*.parquet")):
    db.read_parquet(str(path)).create_view(path.stem)
db.sql("""
    select table_name, count(*) as columns
    from information_schema.columns group by all order by table_name
""").df()

# %% [markdown]
# ## Share of documents with rules
#
# `filter` counts what is wanted, and the `where` leaves out what could not be read and what does
# not concern the council.

# %%
shares = db.sql("""
    select p.title, c.provision,
           count(*) filter (where c.level = 'rules') as rules,
           count(*) as read
    from coverage c join provisions p using (provision)
    where c.level <> 'unreadable' and c.concerned
    group by all
    order by rules desc, c.provision
""").df()
every = data.prevalence[(data.prevalence["by"] == "all") & (data.prevalence["read"] > 0)]
by_sql, by_pandas = shares.set_index("provision"), every.set_index("provision")
assert by_sql["rules"].to_dict() == by_pandas["rules"].to_dict()
assert by_sql["read"].to_dict() == by_pandas["read"].to_dict()
shares.head(10)

# %% [markdown]
# ## Lists
#
# Lists are JSON in a text. DuckDB takes them apart: here one row for each clause behind a cell,
# joined with the clause itself.

# %%
behind = db.sql("""
    with cells as (
        select doc, provision, unnest(from_json(evidence, '["INTEGER"]')) as n
        from coverage where level = 'rules'
    )
    select cells.doc, provision, n, address, text
    from cells join clauses using (doc, n)
    order by cells.doc, provision, n
""").df()
longhand = data.coverage[data.coverage["level"] == "rules"][["doc", "provision", "evidence"]]
longhand = longhand.explode("evidence").dropna(subset="evidence")
assert len(behind) == len(longhand)
assert (
    behind[["doc", "n"]].value_counts().to_dict()
    == longhand.value_counts(["doc", "evidence"]).to_dict()
)
print(f"{len(behind)} clauses behind cells with rules")
behind[["doc", "provision", "n", "address"]].head(10)

# %% [markdown]
# ## A window: what each type leaves out most
#
# `rank() over (partition by ...)` ranks within each type of council.

# %%
gaps = db.sql("""
    select council_type, provision, silent, read,
           rank() over (partition by council_type order by silent / read desc) as place
    from (
        select d.council_type, c.provision, count(*) as read,
               count(*) filter (where c.level = 'absent') as silent
        from coverage c join documents d using (doc)
        where c.level <> 'unreadable' and c.concerned and d.council_type is not null
        group by all
    )
    where silent > 0
    qualify place <= 3
    order by council_type, place, provision
""").df()
cells = data.coverage[data.coverage["concerned"] & (data.coverage["level"] != "unreadable")]
cells = cells.join(data.documents["council_type"], on="doc").dropna(subset="council_type")
silent = cells.assign(silent=cells["level"] == "absent").groupby(["council_type", "provision"])
silent = silent["silent"].agg(["sum", "mean"])
silent = silent[silent["sum"] > 0]
place = silent.groupby(level=0)["mean"].rank(method="min", ascending=False)
assert set(gaps.set_index(["council_type", "provision"]).index) == set(place[place <= 3].index)
gaps

# %% [markdown]
# ## Readings that differ from most, with both words
#
# A join of a table with itself: each reading beside the exemplar of its family.

# %%
side_by_side = db.sql("""
    select f.family, d.kind, d.theirs, d.usual, mine.text as reading, best.text as exemplar
    from differences d
    join families f on f.doc = d.doc and f.n = d.n
    join families e on e.family = f.family and e.exemplar
    join clauses mine on mine.doc = f.doc and mine.n = f.n
    join clauses best on best.doc = e.doc and best.n = e.n
    order by f.family, d.doc, d.n, d.kind
""").df()
assert len(side_by_side) == len(data.differences)
for row in side_by_side.head(3).itertuples():
    print(f"{row.kind}: {row.theirs} where most have {row.usual}")
    print(f"  {row.reading[:160]}\n  {row.exemplar[:160]}\n")

# %% [markdown]
# ## Dates
#
# A partial date is text. Its first day is the text with what is missing filled in.

# %%
adopted = db.sql("""
    select doc, adopted,
           cast(adopted || substr('0000-01-01', length(adopted) + 1) as date) as day
    from reviews where adopted is not null order by day, doc
""").df()
first = pipeline.first_day(data.reviews["adopted"]).dropna()
assert dict(zip(adopted["doc"], adopted["day"], strict=True)) == first.to_dict()
adopted.head()
