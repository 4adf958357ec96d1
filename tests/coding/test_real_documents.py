"""What the project's own coder must find in the five real documents, by their hand-made clauses."""

import json

import pytest

from pipeline.coding import train
from pipeline.model import Clause, ClauseKind, Level
from pipeline.params import read_params
from pipeline.store.codebook import read_codebook, read_library

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def levels(root, shared):
    """Give each document's level of each provision that it deals with."""
    coder = train(
        read_library(root / "corpus/library"),
        read_codebook(root / "corpus/codebook.yaml"),
        read_params(root / "params.yaml").coding,
    )
    found = {}
    for coding in coder.code(list(_clauses(shared))):
        key = coding.doc, coding.provision
        if found.get(key) is not Level.RULES:
            found[key] = coding.level
    return found


def _clauses(shared):
    texts, intros = {}, {}
    for line in (shared / "gold/clauses.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        doc = row["doc"]
        if doc not in texts:
            texts[doc] = (shared / f"corpus/texts/{doc}.txt").read_bytes().decode("utf-8")
        text = " ".join(texts[doc][row["text_start"] : row["end"]].split())
        if row["kind"] == "list_intro":
            intros[doc] = text
        yield Clause(
            doc=doc,
            n=row["n"],
            label=row["label"],
            address=str(row["n"]),
            path=tuple(row["path"]),
            kind=ClauseKind(row["kind"]),
            text=text,
            start=row["start"],
            end=row["end"],
            intro=intros.get(doc) if row["kind"] == "list_item" else None,
        )


@pytest.mark.parametrize(
    ("provision", "rules", "mentions"),
    [
        pytest.param(
            "political_groups", {"ware"}, {"finmere", "chard", "unnamed", "fakenham"}, id="groups"
        ),
        pytest.param(
            "access_information",
            {"chard", "fakenham"},
            {"finmere", "ware", "unnamed"},
            id="information",
        ),
        pytest.param("correspondence", {"fakenham"}, set(), id="correspondence"),
        pytest.param("press_media", {"fakenham"}, set(), id="press"),
        pytest.param("resources_equipment", {"chard"}, set(), id="equipment"),
    ],
)
def test_the_real_documents_deal_with_what_people_found_in_them(levels, provision, rules, mentions):
    found = {doc: level for (doc, name), level in levels.items() if name == provision}

    assert {doc for doc, level in found.items() if level is Level.RULES} >= rules
    assert set(found) == rules | mentions


def test_most_cells_of_the_real_documents_are_right(levels, shared):
    header, *lines = (shared / "gold/coverage.csv").read_text(encoding="utf-8").splitlines()
    names = [name for name in header.split(",")[2:] if not name.endswith("_evidence")]
    cells = {
        (line.split(",")[0], name): level
        for line in lines
        for name, level in zip(names, line.split(",")[2:], strict=False)
    }

    right = sum(levels.get(cell, "absent") == level for cell, level in cells.items())

    assert len(cells) == 140
    assert right / len(cells) >= 0.93
