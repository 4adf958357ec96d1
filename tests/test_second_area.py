"""A second policy area is data alone: its codebook, library, documents and labels."""

import csv
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date

import pytest
import yaml
from rapidfuzz import fuzz, process

from pipeline.cli import main
from pipeline.evaluate import evaluate, read_gold
from pipeline.model import Level
from pipeline.params import read_params
from pipeline.stages.analyse import load_findings
from pipeline.stages.build import build
from pipeline.stages.workspace import folder_workspace
from pipeline.store.codebook import check_codebook, read_codebook, read_library
from pipeline.text.folding import fold
from tests.clauses_report import judged, scores

MAKE = "corpus/sample/make_sources.py"
AS_OF = date(2026, 11, 22)
CLAUSES = frozenset({"clause", "list_intro", "list_item"})


@pytest.fixture(scope="module")
def area(root):
    return root / "corpus/areas/communications"


@pytest.fixture(scope="module")
def codebook(area):
    return read_codebook(area / "codebook.yaml")


@pytest.fixture(scope="module")
def library(area):
    return read_library(area / "library")


@pytest.fixture(scope="module")
def entries(area):
    """Give the substantive entries of all documents, those kept apart as well."""
    paths = sorted([*area.glob("sample/*.yaml"), *area.glob("apart/*.yaml")])
    return [
        entry
        for path in paths
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["entries"]
        if entry["kind"] in CLAUSES
    ]


@pytest.fixture(scope="module")
def built(root, area, tmp_path_factory):
    """Build the area with the coder that its own library gives, and leave pictures out."""
    workspace = folder_workspace(
        area,
        tmp_path_factory.mktemp("area"),
        read_params(root / "params.yaml", as_of=AS_OF),
        codebook=area / "codebook.yaml",
    ).without_pictures()
    build(workspace)
    return workspace


def test_the_codebook_has_nothing_to_put_right_and_examples_of_both_levels(area, codebook):
    assert check_codebook(area / "codebook.yaml") == []
    assert len(codebook.provisions) == 12
    for provision in codebook.provisions:
        levels = [example.level for example in provision.examples]
        assert levels.count(Level.RULES) >= 1, provision.id
        assert levels.count(Level.MENTION) >= 1, provision.id
        assert len(provision.cues) >= 15, provision.id
        assert len(provision.cues) == len(set(provision.cues)), provision.id


def test_one_provision_concerns_wales_only_and_one_is_told_by_status_lines(codebook):
    applies = {p.id: p.applies.countries for p in codebook.provisions if p.applies}

    assert applies == {"welsh_language": ("Wales",)}
    assert [p.id for p in codebook.provisions if p.status_lines] == ["review"]


def test_the_library_has_enough_clauses_of_every_provision_in_many_voices(codebook, library):
    counts = Counter(code for entry in library for code in entry.codes)
    voices = defaultdict(set)
    for entry in library:
        for name, _ in entry.codes:
            voices[name].add(entry.voice)

    assert set(voices) == {provision.id for provision in codebook.provisions}
    for name, used in voices.items():
        assert counts[name, Level.RULES] >= 45, name
        assert counts[name, Level.MENTION] >= 15, name
        assert len(used) >= 6, name
    assert sum(not entry.codes for entry in library) >= 150


def test_the_library_holds_lists_and_clauses_with_several_provisions(library):
    assert sum(bool(entry.intro) for entry in library) >= 200
    assert sum(len(entry.codes) > 1 for entry in library) >= 100


def test_each_file_holds_the_clauses_of_its_provision_in_order(area, codebook):
    known = {provision.id for provision in codebook.provisions}
    for path in sorted(area.glob("library/*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        keys = [(row["voice"], row["heading"], row["intro"], row["text"]) for row in rows]
        assert path.stem in known | {"none"}
        assert keys == sorted(set(keys)), path.name
        assert {(row["codes"] or [{"id": "none"}])[0]["id"] for row in rows} == {path.stem}


def test_no_clause_of_the_library_is_a_near_copy_of_a_document(library, entries):
    ours = sorted({folded for e in library if len((folded := fold(e.text)).split()) >= 6})
    theirs = sorted({fold(entry["text"]) for entry in entries})

    likeness = process.cdist(ours, theirs, scorer=fuzz.ratio, score_cutoff=80)

    assert [ours[row] for row in likeness.max(axis=1).nonzero()[0]] == []


def test_nothing_in_the_area_is_a_near_copy_of_a_real_document(library, entries, shared):
    sentences = {
        folded
        for path in sorted((shared / "corpus/texts").glob("*.txt"))
        for part in re.split(r"\n+|(?<=[.;:])\s+", path.read_text(encoding="utf-8"))
        if len((folded := fold(part)).split()) >= 4
    }
    texts = [*(entry.text for entry in library), *(entry["text"] for entry in entries)]
    ours = sorted({folded for text in texts if len((folded := fold(text)).split()) >= 6})

    likeness = process.cdist(ours, sorted(sentences), scorer=fuzz.ratio, score_cutoff=86)

    assert [ours[row] for row in likeness.max(axis=1).nonzero()[0]] == []


def test_remaking_the_documents_gives_the_same_labels(root, area, tmp_path):
    subprocess.run(
        [sys.executable, str(root / MAKE), "--yaml", str(area / "sample"), "--out", str(tmp_path),
         "--codebook", str(area / "codebook.yaml")],
        cwd=root, check=True, timeout=120,
    )  # fmt: skip
    made = {
        path.relative_to(tmp_path).as_posix(): path.read_bytes()
        for path in tmp_path.rglob("*")
        if path.is_file() and path.suffix != ".pdf"  # see test_sample_corpus.py
    }
    kept = {name: (area / name).read_bytes() for name in made}

    assert [name for name in made if made[name] != kept[name]] == []
    assert len(list((tmp_path / "sources").iterdir())) == 8


def test_every_provision_occurs_in_the_labels_and_is_absent_from_some(area):
    with (area / "gold/coverage.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name not in ("doc", "council") and "_evid" not in name]

    for name in names:
        assert "rules" in {row[name] for row in rows}, name
    for name in set(names) - {"purpose_scope", "press_media"}:  # every such policy has these
        assert {"mention", "absent"} & {row[name] for row in rows}, name


def test_the_area_is_measured_against_its_own_labels(area, built):
    figures = evaluate(load_findings(built), read_gold(area / "gold", area)).flat()

    assert figures["clauses.boundary_f1"] >= 0.95
    assert figures["coverage.cell_accuracy"] >= 0.85
    assert figures["coverage.missing_cells"] == 0
    assert figures["reviews.adopted"] >= 0.85


def test_most_clauses_are_given_the_provisions_that_a_person_gave_them(area, built):
    precision, recall, _ = scores(judged(load_findings(built), area, area / "gold"))

    assert precision >= 0.75
    assert recall >= 0.75


def test_no_page_of_the_report_speaks_of_another_area(built):
    pages = sorted(built.reports.rglob("*.html"))
    shown = [re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8")) for page in pages]
    package = json.loads((built.reports / "data/datapackage.json").read_text(encoding="utf-8"))

    assert "Council communications policies compared" in shown[pages.index(
        built.reports / "index.html"
    )]  # fmt: skip
    for page, text in zip(pages, shown, strict=True):
        # the project's own name stands beside its version on the page of data
        spoken = text.replace("council-protocols", "")
        assert not re.search(r"protocol|councillors and officers work", spoken, re.I), page.name
    assert package["name"] == "council-communications-policies"


def test_figures_of_the_main_codebook_are_not_shown_for_another(area, built):
    methods = (built.reports / "methods.html").read_text(encoding="utf-8")

    assert built.accuracy == area / "accuracy.json"
    assert "It was not measured in this run" in methods


def test_labels_of_another_codebook_are_refused(root, area, capsys):
    gold = area / "gold"

    assert main(["evaluate", "--corpus", str(area), "--gold", str(gold)]) == 2
    message = capsys.readouterr().err
    assert "accessibility" in message
    assert "--codebook FILE" in message
