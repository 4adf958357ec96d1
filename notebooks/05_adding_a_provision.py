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
# # Adding a provision of your own
#
# The codebook ships with the project, and it is data: you may add what your question needs. Here
# the question is **how soon officers answer councillors**. The steps: copy the codebook, describe
# the provision, check it, build, measure against labels made by hand, see what is wrong, teach the
# coder, build and measure again. Everything is written to a folder of its own; the project's files
# stay as they are.

# %%
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pandas as pd

sys.path.append("..")  # the project, where it is not installed
import pipeline
from pipeline.params import read_params
from pipeline.stages.analyse import load_findings
from pipeline.stages.build import build
from pipeline.stages.workspace import folder_workspace, project_workspace, shipped

pd.set_option("display.html.use_mathjax", False)  # a dollar sign is a dollar sign
CORPUS = Path(os.environ.get("COUNCIL_PROTOCOLS_CORPUS", "../corpus"))
mine = Path(tempfile.mkdtemp())  # or a folder that you keep
out = mine / "out"

# %% [markdown]
# ## 1. Describe it
#
# `question`, `definition`, `include` and `exclude` are for people who code; `cues` and `examples`
# teach the coder. Write `exclude` first: it is where the provision ends and its neighbours begin.

# %%
reply_times = """
  - id: reply_times
    title: Time to reply
    group: Information
    question: Does it say how soon officers answer a councillor?
    definition: A time within which officers answer or acknowledge what a councillor asks of them.
    include:
      - a number of days, hours or weeks within which a councillor has an answer
      - an answer at once, or the same day
    exclude:
      - an answer in good time, with no time named (a mention)
      - times for other business, such as grievances, training, agendas and returning equipment
      - how soon councillors are to answer officers
    cues:
      - reply within
      - answer within
      - answered within
      - respond within
      - response within
      - acknowledge
      - working days
      - enquiry
    examples:
      - {level: rules, text: "Messages from a councillor are answered within four working days."}
      - {level: rules, text: "An officer who cannot answer in two days says when one follows."}
      - {level: mention, text: "Officers answer councillors as promptly as their duties allow."}
"""

# %% [markdown]
# ## 2. Copy the codebook and put it in
#
# Training the coder takes most of the time of a build, and the time grows with the number of
# provisions and of library clauses. While you work on a provision, use a **short codebook** (it and
# its neighbours) and **some voices** of the library; with `SHORT = False` you get the whole, in
# about two minutes a training. Figures of the short one are only for comparing one attempt with the
# next.

# %%
SHORT = True
NEIGHBOURS = ["access_information", "expectations_of_officers", "correspondence"]
VOICES = ["model", "county", "homemade", "terse", "charter", "village"]

head, *entries = shipped("codebook.yaml").read_text(encoding="utf-8").split("\n  - id: ")
kept = [entry for entry in entries if not SHORT or entry.split("\n")[0] in NEIGHBOURS]
whole = "\n  - id: ".join([head, *kept]).rstrip() + "\n" + reply_times.strip("\n") + "\n"
codebook = mine / "codebook.yaml"
codebook.write_text(whole, encoding="utf-8")
print(f"{codebook.name}: {len(kept)} provisions of the project's own, and reply_times")

# %% [markdown]
# A library beside the codebook is used in place of the project's own.

# %%
import json

(mine / "library").mkdir()
library = []
for path in sorted(shipped("library").glob("*.jsonl")):
    clauses = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    library += [clause for clause in clauses if not SHORT or clause["voice"] in VOICES]


def write_library():
    """Write the library beside the codebook."""
    lines = [json.dumps(clause, ensure_ascii=False) + "\n" for clause in library]
    (mine / "library" / "library.jsonl").write_text("".join(lines), encoding="utf-8")


write_library()
print(f"{len(kept) + 1} provisions, {len(library)} library clauses")

# %% [markdown]
# Check it. A problem is named with its line; here, a level that does not exist.

# %%
from pipeline.store.codebook import check_codebook

wrong = mine / "wrong.yaml"
wrong.write_text(whole.replace('level: mention, text: "Officers', 'level: maybe, text: "Officers'))
for problem in check_codebook(wrong):
    print(problem.replace(str(mine), ""))
print(check_codebook(codebook) or "The codebook: nothing to put right.")

# %% [markdown]
# ## 3. Build
#
# Begin with a copy of what a finished build has read, so that no document is read again: only what
# depends on the codebook runs. From a terminal it is `python3 -m pipeline build --corpus DIR --out
# DIR --codebook FILE`.

# %%
reports = Path(os.environ.get("COUNCIL_PROTOCOLS_DATA", "../reports"))
reports = reports.parent if reports.name == "data" else reports
finished = reports / ".build" if (reports / ".build").is_dir() else project_workspace().derived
shutil.copytree(finished, out / ".build", ignore=shutil.ignore_patterns("lock"))

workspace = folder_workspace(
    CORPUS, out, read_params(shipped("params.yaml")), codebook=codebook, workers=1
).without_pictures()
ran = build(workspace, until="analyse")
print("Ran:", ", ".join(ran))

# %% [markdown]
# ## 4. Label a few clauses by hand
#
# Read **before** you look at what the program made of them, or you will agree with it. Labels go
# with a document, so label whole documents: a clause that is not in the list says nothing about
# times to reply. `None`: read, and nothing there. The documents are named in two sets. Look at the
# errors of the first as much as you like; keep the second for the end, and look at it once.

# %%
LABELS = {  # (doc, words of the clause): level; a document without a clause has None
    "first": {
        ("stowcote", "answer an enquiry within five working days"): "rules",
        ("quillington", "get back to councillors within three working days"): "rules",
        ("llanwernos", "reply within seven days"): "rules",
        ("netherquay", "reply to one another"): "mention",
        ("harrowmarsh", None): None,
        ("ullwardine", None): None,
        ("yelderbeck", None): None,
    },
    "kept back": {
        ("thaxminster", "acknowledge a message within two working days"): "rules",
        ("thaxminster", "Requests go to the head of service"): "rules",
        ("wyverstoke", "The office should reply"): "rules",
        ("wyverstoke", "Committee papers are posted"): "rules",
        ("little-eversom", "answer messages within a week"): "rules",
        ("ruddle-magna", None): None,
    },
}


def labelled(name, clauses):
    """Give the labels of a set by document and clause, and the documents in it."""
    docs = {doc for doc, _ in LABELS[name]}
    found = {}
    for (doc, words), level in LABELS[name].items():
        if words:
            has_words = clauses["text"].str.contains(words, regex=False)
            where = clauses[has_words & (clauses["doc"] == doc)]
            assert len(where) == 1, f"{doc}: {words!r} stands in {len(where)} clauses"
            found[doc, int(where["n"].iloc[0])] = level
    return found, docs


def measure(name, findings):
    """Compare codings with labels: clauses and documents with rules."""
    rows = [(clause.doc, clause.n, clause.text) for clause in findings.clauses]
    clauses = pd.DataFrame(rows, columns=["doc", "n", "text"])
    wanted, docs = labelled(name, clauses)
    wanted = {clause for clause, level in wanted.items() if level == "rules"}
    ours = {
        (coding.doc, coding.n)
        for coding in findings.codings
        if coding.provision == "reply_times" and coding.level == "rules" and coding.doc in docs
    }
    text = clauses.set_index(["doc", "n"])["text"]
    for kind, wrong in (("missed", wanted - ours), ("too much", ours - wanted)):
        for clause in sorted(wrong):
            print(f"  {kind}: {clause[0]} {clause[1]}: {text[clause][:110]}")
    rows = {}
    for what, w, o in [
        ("clauses", wanted, ours),
        ("documents", {doc for doc, _ in wanted}, {doc for doc, _ in ours}),
    ]:
        right = len(w & o)
        rows[what] = {
            "labelled": len(w),
            "found": len(o),
            "right": right,
            "precision": right / len(o) if o else None,
            "recall": right / len(w) if w else None,
        }
    return pd.DataFrame(rows).T


# %% [markdown]
# ## 5. Measure the first attempt

# %%
findings = load_findings(workspace)
attempt_1 = measure("first", findings)
attempt_1

# %% [markdown]
# ## 6. Correct
#
# The library was coded before your provision was there. Its clauses that *do* say how soon officers
# answer teach the coder that they do **not** carry your provision: that is the commonest reason why
# a new provision is missed. So find them with a few words and code them, reading each one.

# %%
import re

about = re.compile(r"\b(?:answer|repl|respon|acknowledge)", re.IGNORECASE)
timed = re.compile(r"\b(?:days?|hours?|week)\b", re.IGNORECASE)
candidates = [
    clause for clause in library if about.search(clause["text"]) and timed.search(clause["text"])
]
print(f"{len(candidates)} candidates of {len(library)} clauses; the first ten:")
for clause in candidates[:10]:
    print(f"- {clause['text'][:150]}")

# %% [markdown]
# Read, those that bind officers are about answering councillors, and the others about something
# else (post, freedom of information, keys). Add clauses of your own too, in several manners of
# writing, **and near misses**: what sounds alike and is not meant. Never copy sentences of the
# documents that you measure on.

# %%
for clause in candidates:
    if any(code["id"] == "expectations_of_officers" for code in clause["codes"]):
        clause["codes"].append({"id": "reply_times", "level": "rules"})

OWN = [  # heading, introduction, text, level
    (
        "Enquiries",
        "",
        "A councillor who writes to the office has a reply in three working days.",
        "rules",
    ),
    ("Officers", "Officers will:", "respond to members within two days of being asked;", "rules"),
    (
        "Information",
        "",
        "A request for a document is met, or refused with reasons, within ten days.",
        "rules",
    ),
    (
        "Casework",
        "",
        "The officer concerned replies by the end of the week or says who will.",
        "rules",
    ),
    ("Contacting us", "", "We ring councillors back the same day.", "rules"),
    (
        "Response times",
        "",
        "Urgent questions: four hours. Other questions: five working days.",
        "rules",
    ),
    ("Officers", "Officers will:", "deal with members' enquiries without undue delay;", "mention"),
    ("Manners", "", "The clerk answers councillors as soon as she can.", "mention"),
    (
        "Grievances",
        "",
        "The chair replies to an officer's grievance within ten working days.",
        None,
    ),
    ("Complaints", "", "A complaint from the public is acknowledged within five days.", None),
    ("Agendas", "", "Items reach the clerk seven working days before the meeting.", None),
    ("Councillors", "Councillors will:", "answer the clerk's messages within three days;", None),
    (
        "Leaving office",
        "",
        "Keys and tablets are handed in within a fortnight of the election.",
        None,
    ),
    ("Roles", "", "The clerk answers to the council as a whole, and not to any member.", None),
]
for place, (heading, intro, text, level) in enumerate(OWN):
    codes = [{"id": "reply_times", "level": level}] if level else []
    voice = ("mine-a", "mine-b")[place % 2]  # whole voices are held back in turn
    library.append(
        {"voice": voice, "heading": heading, "intro": intro, "text": text, "codes": codes}
    )
write_library()
coded = sum(any(code["id"] == "reply_times" for code in clause["codes"]) for clause in library)
print(f"{coded} library clauses carry the new provision")

# %% [markdown]
# ## 7. Build and measure again
#
# Now the whole build, with the report. Again only what depends on the library and the codebook
# runs.

# %%
ran_again = build(workspace)
print("Ran:", ", ".join(ran_again))
findings = load_findings(workspace)
attempt_2 = measure("first", findings)
attempt_2

# %% [markdown]
# The second set, once. With so few labels one clause is a lot: give the counts, not the percentages
# alone. Before you publish, label some dozens of documents, have a second person label them too
# (`04_reliability`), and use the whole codebook and library.

# %%
held_back = measure("kept back", findings)
held_back

# %% [markdown]
# ## 8. Your column

# %%
data = pipeline.load(out)
column = data.coverage[data.coverage["provision"] == "reply_times"]
column = column.join(data.documents["council"], on="doc")
known = column[column["level"] != "unreadable"]
print(f"{(known['level'] == 'rules').sum()} of {len(known)} say how soon")
for cell in column.sort_values(["level", "doc"]).itertuples():
    quote = "" if pd.isna(cell.quote) else cell.quote[:90]
    doubt = "" if cell.certain or cell.level == "unreadable" else "?"
    print(f"{cell.level:<11}{doubt:<2}{cell.council:<32}{quote}")

# %% [markdown]
# Beware of `certain` (no question mark) here: how sure a cell is was learnt from the library, in
# which the new provision hardly occurs. Until the library has some dozens of clauses of it in
# several voices, a "certain" silence may be wrong: compare the column with your labels.
#
# The report of this build has a page for it too: open `index.html` below the folder printed here. A
# cell that is still wrong is put right in `corrections.csv` beside the documents
# (`docs/corrections.md`); that code then stands for the whole family of clauses, in every later
# build.

# %%
print(out / "index.html", (out / "provisions" / "reply_times.html").is_file())
