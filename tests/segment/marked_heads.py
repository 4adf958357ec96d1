"""What do the heads of the marked documents say that is read otherwise?

A head tells what its document states of itself on the day of the tests. Run as
`python -m tests.segment.marked_heads`, with names of marked documents to see those only. With a
folder, such as `corpus/apart/structure`, only the totals are printed: on what is kept apart nobody
should look at single documents.
"""

import sys
from collections import Counter
from pathlib import Path

from pipeline.analyse.reviews import review_of
from pipeline.ingest import read
from pipeline.params import read_params
from pipeline.segment import segment
from pipeline.segment.facts import facts_of
from tests.segment.marked_documents import MARKED, PARAMS, load
from tests.segment.test_facts import AS_OF, plain, stated_values

FIELDS = (
    "title", "council", "council_type", "adopted", "last_reviewed", "review_due",
    "cadence_months", "status", "minute", "body", "version",
)  # fmt: skip


def read_head(document):
    """Read what a document states of itself, in the form and by the names of a head."""
    ingested = read(
        document.source.encode(),
        name=f"{document.name}.txt",
        doc=document.name,
        params=read_params(PARAMS).ingest,
    )
    facts = facts_of(ingested, segment(ingested))
    review = review_of(facts, as_of=AS_OF, due_soon_days=90)
    stated = stated_values(facts, review)
    return {**stated, "minute": stated["minute_ref"], "body": stated["approved_by"]}


def differences(document):
    """Give what a head says and what was read, by field, where they differ.

    Case is left out: many a title is printed in capitals.
    """
    found = read_head(document)
    wanted = {field: document.head[field] for field in FIELDS if field in document.head}
    months = wanted.get("cadence_months")
    wanted["cadence_months"] = [months] if isinstance(months, int) else months or []
    return {
        field: (value, found[field])
        for field, value in wanted.items()
        if str(plain(value)).casefold() != str(found[field]).casefold()
    }


def report(paths):
    """Give the report line by line: what differs, then how many of each field are right."""
    wrong, all_of = Counter(), Counter()
    for path in paths:
        document = load(path)
        all_of.update(field for field in FIELDS if field in document.head)
        for field, (wanted, got) in differences(document).items():
            wrong[field] += 1
            yield f"{document.name}: {field} {wanted!r}, found {got!r}"
    for field in all_of:
        yield f"{field:15} {all_of[field] - wrong[field]} of {all_of[field]}"


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if sys.argv[1:] and Path(sys.argv[1]).is_dir() else None
    if folder is not None:
        printed = list(report(sorted(folder.glob("*.txt"))))[-len(FIELDS) :]
    else:
        printed = report([path for path in MARKED if not sys.argv[1:] or path.stem in sys.argv[1:]])
    sys.stdout.writelines(f"{line}\n" for line in printed)
