"""The sample corpus is what its YAML files give, and is fit to be shipped."""

import csv
import importlib
import json
import platform
import subprocess
import sys

import pytest
import yaml
from rapidfuzz import fuzz, process

from pipeline.model import DefectKind, ReviewStatus
from pipeline.text.folding import fold

MAKE = "corpus/sample/make_sources.py"
# rendering and JPEG go through floating point, which other machines round in other ways
SAME_PICTURES = (sys.platform, platform.machine()) == ("linux", "x86_64")


@pytest.fixture(scope="module")
def remade(root, tmp_path_factory):
    """Make the corpus anew, in a folder of its own."""
    folder = tmp_path_factory.mktemp("corpus")
    subprocess.run(
        [sys.executable, str(root / MAKE), "--out", str(folder)], cwd=root, check=True, timeout=120
    )
    return folder


@pytest.fixture(scope="module")
def protocols(root):
    return {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted((root / "corpus/sample").glob("*.yaml"))
    }


def _files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for part in ("sources", "gold", "register.csv")
        for path in ((folder / part).rglob("*") if (folder / part).is_dir() else [folder / part])
        if path.is_file()
    }


def test_remaking_the_corpus_gives_the_same_bytes(root, remade, protocols):
    kept, made = _files(root / "corpus"), _files(remade)
    if not SAME_PICTURES:
        scans = {f"sources/{doc}.pdf" for doc, data in protocols.items()
                 if data["layout"] == "scan-pdf"}  # fmt: skip
        kept, made = ({k: v for k, v in side.items() if k not in scans} for side in (kept, made))

    assert sorted(kept) == sorted(made), f"run python {MAKE}"
    assert [name for name in kept if kept[name] != made[name]] == [], f"run python {MAKE}"


def test_the_corpus_is_small_enough_to_ship(root):
    sizes = [
        path.stat().st_size
        for path in (root / "corpus").rglob("*")
        if path.is_file() and "derived" not in path.parts
    ]
    assert sum(sizes) < 8_000_000


def test_every_register_line_names_a_source_and_an_address_that_cannot_exist(root):
    with (root / "corpus/register.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert rows
    for row in rows:
        assert (root / "corpus/sources" / row["file"]).is_file()
        assert row["url"].split("/")[2].endswith(".example")


def test_findings_and_statuses_are_kinds_that_the_model_knows(protocols):
    kinds = {finding["type"] for data in protocols.values() for finding in data["findings"]}
    statuses = {data["review"]["status"] for data in protocols.values()}

    assert kinds <= {str(kind) for kind in DefectKind}
    assert statuses <= {str(status) for status in ReviewStatus}


def test_every_provision_is_ruled_somewhere_and_absent_somewhere(root):
    with (root / "corpus/gold/coverage.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    provisions = [
        name for name in rows[0] if name not in ("doc", "council") and "_evidence" not in name
    ]

    for provision in provisions:
        assert {"rules", "absent"} <= {row[provision] for row in rows}, provision


def test_gold_spans_hold_the_words_of_their_clauses(root):
    gold = root / "corpus/gold"
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (gold / "texts").iterdir()}
    for line in (gold / "clauses.jsonl").read_text(encoding="utf-8").splitlines():
        clause = json.loads(line)
        text = texts[clause["doc"]]
        label = text[clause["start"] : clause["text_start"]].strip()
        assert label == (clause["label"] or "")
        assert text[clause["text_start"] : clause["end"]].split()[:6] == (
            clause["first_words"].split()
        )


def test_no_entry_is_a_near_copy_of_a_published_sentence(protocols, shared):
    lines = {
        fold(part)
        for path in (shared / "corpus/texts").glob("*.txt")
        for line in path.read_text(encoding="utf-8").splitlines()
        for part in (line, *line.split(". "))
        if len(part.split()) >= 6
    }
    entries = {
        fold(entry["text"])
        for data in protocols.values()
        for entry in data["entries"]
        if entry["kind"] in ("clause", "list_intro", "list_item")
        and len(entry["text"].split()) >= 6
    }

    near = process.cdist(sorted(entries), sorted(lines), scorer=fuzz.ratio, score_cutoff=80.0)
    assert [sorted(entries)[i] for i in near.any(axis=1).nonzero()[0]] == []


@pytest.mark.parametrize(
    ("labels", "counted"),
    [
        pytest.param(["1.", "1.1", "1.2", "2.", "2.1"], "CCCCC", id="outline"),
        pytest.param(["1.", "1.1", "1.2", "1.2", "1.3"], "CCCTC", id="printed-twice"),
        pytest.param(["1.", "1.1", "1.3", "1.4"], "CCSC", id="skipped"),
        pytest.param(["(a)", "(b)", "(a)", "(b)"], "CCSC", id="second-list"),
        pytest.param(["(i)", "(ii)", "(iii)"], "CCC", id="roman"),
        pytest.param(["(h)", "(i)", "(j)"], "SCC", id="letter-i"),
        pytest.param(["•", "•"], "CC", id="bullets"),
        pytest.param(["3.1", "3.2"], "TT", id="under-a-number-never-counted"),
    ],
)
def test_labels_are_counted_as_a_word_processor_would(root, monkeypatch, labels, counted):
    """C: counted on, S: counted from a start value, T: typed."""
    monkeypatch.syspath_prepend(root / "corpus/sample")
    numbering = importlib.import_module("rendering.numbering")
    entry = importlib.import_module("rendering.protocol").Entry
    listed = all(label[0] in "(•" for label in labels)
    entries = [entry("list_item" if listed else "clause", "x", label=label) for label in labels]

    plans, _ = numbering.plan(entries)

    kinds = ["T" if isinstance(how, numbering.Typed) else "C" if how.start is None else "S"
             for how in plans]  # fmt: skip
    assert "".join(kinds) == counted
