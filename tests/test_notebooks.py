"""The notebooks compute what they say, on what a build gives; their page names every table."""

import json
import re
import runpy
from dataclasses import dataclass, fields
from pathlib import Path

import jupytext
import nbclient
import nbformat
import pytest

import pipeline
from pipeline.errors import RequestError
from pipeline.report.package import data_package

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.py"))
PAGE = ROOT / "docs" / "notebooks-and-data.md"


@dataclass(frozen=True)
class Executed:
    """What a notebook gave."""

    printed: str
    outputs: tuple  # the data of each, by media type
    values: dict  # of the expressions that were asked for


@pytest.fixture
def execute(monkeypatch, tmp_path):
    """Give a function that runs a notebook over a data package, and then asks for values."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    def run(number, data, *asked):
        path = next(path for path in NOTEBOOKS if path.name.startswith(number))
        monkeypatch.setenv("COUNCIL_PROTOCOLS_DATA", str(data))
        notebook = jupytext.read(path)
        shown = ", ".join(f"{each!r}: {each}" for each in asked)
        question = f"import json\nprint(json.dumps({{{shown}}}, default=str))"
        notebook.cells.append(nbformat.v4.new_code_cell(question))
        nbclient.NotebookClient(
            notebook,
            timeout=300,
            kernel_name="python3",
            resources={"metadata": {"path": str(path.parent)}},
        ).execute()
        *cells, answers = [cell.get("outputs", []) for cell in notebook.cells]
        outputs = [output for cell in cells for output in cell]
        assert not [o.text for o in outputs if o.get("name") == "stderr"], "a warning"
        return Executed(
            "".join(output.get("text", "") for output in outputs),
            tuple(output.data for output in outputs if "data" in output),
            json.loads(answers[0].text),
        )

    return run


@pytest.fixture
def data(sample_build):
    return sample_build.reports / "data"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_both_files_of_a_notebook_are_in_step(path):
    as_ipynb = runpy.run_path(str(path.parent / "pair.py"))["as_ipynb"]

    stored = path.with_suffix(".ipynb").read_text(encoding="utf-8")

    assert stored == as_ipynb(path), "run: .venv/bin/python notebooks/pair.py"
    nbformat.validate(nbformat.reads(stored, as_version=4))
    assert not any(cell.get("outputs") for cell in json.loads(stored)["cells"])


def test_the_tour_goes_from_a_count_to_a_sentence_and_its_picture(execute, data):
    tour = execute("01", data, "cell.quote", "in_text", "clause['text']", "least")

    run = json.loads((data / "run.json").read_text(encoding="utf-8"))
    sources, states = run["counts"]["sources"], run["counts"]["states"]
    read = states["text"] + states["ocr"] + states["text+ocr"]
    assert f"{sources} documents, judged on {run['as_of']}: {read} read" in tour.printed
    assert f"run {run['run_id']}, {sources} documents, judged on {run['as_of']}" in tour.printed
    words = tour.values["clause['text']"].split()
    assert words == tour.values["in_text"].split()[-len(words) :]
    assert tour.values["least"] == "political_groups"
    assert tour.printed.count(", certain):") + tour.printed.count(", to be checked):") == 4
    assert any("image/png" in output for output in tour.outputs)


def test_a_difference_of_types_is_not_claimed_from_a_few_councils(execute, data):
    coverage = execute(
        "02",
        data,
        "holm(pd.Series([0.01, 0.04, 0.03])).round(4).to_list()",
        "tested[['p', 'best_p', 'holm']].astype(float).to_dict('list')",
        "tested.loc['resources_equipment', ['parish', 'town']].to_list()",
        "both.min().to_list()",
        # ten towns with rules and ten parishes without: found; the same in both: not
        "permuted(pd.DataFrame({'a': [1.0] * 10 + [0.0] * 10, 'b': [1.0, 0.0] * 10,"
        " 'council_type': ['town'] * 10 + ['parish'] * 10})).round(2).to_list()",
        "[len(has_rules), len(one_each)]",
    )

    corrected, tested, counts, smallest, planted, documents = coverage.values.values()
    assert corrected == [0.03, 0.06, 0.06]
    assert len(tested["p"]) == 28
    assert all(
        best - 1e-9 <= p <= holm + 1e-9
        for p, best, holm in zip(tested["p"], tested["best_p"], tested["holm"], strict=True)
    )
    assert min(tested["holm"]) > 0.05
    assert all(re.fullmatch(r"[0-8] of [58]", count) for count in counts)
    assert min(smallest) > 0.05
    assert planted[0] <= 0.01
    assert planted[1] == 1.0
    assert documents == [15, 9]
    assert "agree with prevalence.csv for all 28 provisions" in coverage.printed
    assert sum("image/png" in output for output in coverage.outputs) == 1


def test_shared_wording_is_shown_word_by_word_and_no_source_is_claimed(execute, data):
    wording = execute(
        "03",
        data,
        "marked('A member may reply in ten days.', 'A councillor must reply in five days.')",
        "sorted(data.lineages.groupby('lineage').size().to_list())",
        "sorted(tree['ivl']) == sorted(councils[doc] for doc in docs)",
        "bool((overlap == overlap.T).all().all())",
        "len(alone)",
    )

    marks, lineages, leaves, symmetric, alone = wording.values.values()
    assert marks == "A {=member=} [-must-]{+may+} reply in [-five-]{+ten+} days."
    assert lineages == [2, 3, 4]
    assert (leaves, symmetric, alone) == (True, True, 6)
    assert "Exemplar:" in wording.printed
    assert "{+" in wording.printed
    assert not re.search(r"\b(?:copied|borrowed|took (?:it )?from)\b", wording.printed)


def test_reliability_agrees_with_the_measurements_of_the_project(execute, data, sample_build):
    from pipeline.evaluate.calibration import score_calibration
    from pipeline.evaluate.gold import read_gold
    from pipeline.stages.analyse import load_findings

    reliability = execute(
        "04",
        data,
        "[overall.n, overall.agreed, overall.kappa, overall.alpha]",
        "[expected_error, brier, int(sure['certain'].sum())]",
        "sensitivity[['documents', 'cells']].astype(int).T.to_dict('list')",
        "sensitivity['order'].astype(float).to_dict()",
        "drawn(judged.assign(one=1.0), 'one')",
        "[int(judged['right'].sum()), len(agreement.disputed)]",
        "drawn(judged, 'right')",
    )

    (n, agreed, kappa, alpha), sure, left, order, constant, (right, disputed), margin = (
        reliability.values.values()
    )
    cells = load_findings(sample_build).cells
    measured = score_calibration(
        read_gold(sample_build.corpus / "gold", sample_build.corpus), cells
    ).figures
    assert n == 420
    assert right + disputed == n
    assert 0 < kappa < agreed < 1
    assert alpha < 1
    assert sure[:2] == pytest.approx([measured["expected_error"], measured["brier"]], abs=0.0001)
    assert sure[2] == sum(cell.certain for cell in cells if cell.chance is not None)
    assert left["all"] == [15, sum(c.concerned and c.level != "unreadable" for c in cells)]
    assert left["without scans"][0] == 14
    assert left["one of each template"][0] == 9
    assert left["all of these together"][1] == min(counts[1] for counts in left.values())
    assert order["all"] == 1.0
    assert constant == [1.0, 1.0]
    assert margin[0] <= right / n <= margin[1]


@pytest.mark.slow
def test_a_provision_is_added_taught_and_measured_without_reading_anything_again(execute, data):
    added = execute(
        "05",
        data,
        "ran",
        "ran_again",
        "attempt_1.loc['clauses'].fillna(0).to_dict()",
        "attempt_2.loc['clauses'].fillna(0).to_dict()",
        "held_back.loc['clauses'].fillna(0).to_dict()",
        "column['level'].to_dict()",
        "coded",
    )

    ran, again, before, after, kept, levels, coded = added.values.values()
    assert ran == ["train", "coding", "align", "analyse"]
    assert again == [*ran, "reference", "pictures", "report"]
    assert "wrong.yaml:" in added.printed
    assert "`level` is 'maybe'; use rules or mention" in added.printed
    assert before["labelled"] == after["labelled"] == 3
    assert kept["labelled"] == 5
    assert after["right"] > before["right"]
    assert after["precision"] >= before["precision"]
    assert sum(level != "unreadable" for level in levels.values()) == 15
    assert coded > 10
    assert "index.html True" in added.printed


def test_sql_gives_the_figures_of_pandas(execute, data):
    sql = execute("06", data, "len(behind)", "len(gaps)", "len(side_by_side)", "len(adopted)")

    package = pipeline.load(data)
    rules = package.coverage[package.coverage["level"] == "rules"]
    behind, gaps, beside, adopted = sql.values.values()
    assert behind == rules["evidence"].str.len().sum()
    assert gaps > 0
    assert beside == len(package.differences)
    assert adopted == package.reviews["adopted"].notna().sum()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Give a data package with hostile words wherever a text can stand."""
    made = runpy.run_path(str(ROOT / "tests" / "report" / "conftest.py"))
    payload = made["PAYLOADS"]["script"] + made["PAYLOADS"]["mathtext"]
    folder = tmp_path_factory.mktemp("hostile")
    for path, content in data_package(made["poisoned"](payload)).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder / "data"


def test_drafts_are_checked_and_published_documents_as_if_they_were(execute, data):
    found = execute(
        "07",
        data,
        "answer.review.status",
        "[defect.kind for defect in answer.defects]",
        "'press_media' in set(gaps['provision'])",
        "[gap.rules <= gap.read for gap in answer.gaps]",
        "sorted(set(compared['in the matrix']))",
        "float((compared['gap'] == compared['in the matrix']).mean())",
    ).values

    assert found["answer.review.status"] == "overdue"
    assert "dangling_reference" in found["[defect.kind for defect in answer.defects]"]
    assert found["'press_media' in set(gaps['provision'])"] is False
    assert all(found["[gap.rules <= gap.read for gap in answer.gaps]"])
    assert "unreadable" not in found["sorted(set(compared['in the matrix']))"]
    assert found["float((compared['gap'] == compared['in the matrix']).mean())"] > 0.6


@pytest.mark.parametrize("number", ["01", "02", "03", "06"])
def test_words_of_documents_are_never_markup_in_an_output(number, execute, hostile):
    outputs = execute(number, hostile).outputs

    assert any("script" in output.get("text/html", "") for output in outputs), "escaped"
    for output in outputs:
        assert set(output) <= {"text/plain", "text/html", "image/png"}
        assert "<script" not in output.get("text/html", "")
        assert "<img" not in output.get("text/html", "")


def test_load_gives_lists_keys_and_missing_values(sample_build, data):
    package = pipeline.load(sample_build.reports)

    assert package.folder == data
    assert package.clauses.index.names == ["doc", "n"]
    assert package.documents.index.names == package.reviews.index.names == ["doc"]
    assert package.provisions.index.names == ["provision"]
    assert all(isinstance(each, list) for each in package.coverage["evidence"])
    assert all(isinstance(each, list) for each in package.reviews["cadence_months"])
    assert all(isinstance(each, dict) for each in package.documents["page_counts"])
    assert str(package.clauses.index.dtypes["n"]) == "Int64"
    assert str(package.coverage["certain"].dtype) == "boolean"
    assert package.text("stowcote") in (data / "texts/stowcote.txt").read_text(encoding="utf-8")
    assert package.picture("stowcote", 1).name == "stowcote-1.png"
    assert package.picture("stowcote", 99) is None
    assert package.picture("netherquay", package.clauses.loc[("netherquay", 1), "page"]) is None
    assert f"{len(package.documents)} documents" in repr(package)


def test_load_reads_every_table_of_the_package(data):
    described = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    tables = {each["name"] for each in described["resources"] if each["format"] == "csv"}

    assert {field.name for field in fields(pipeline.Package)} - {"folder", "run"} <= tables


def test_a_folder_without_a_package_is_refused_with_a_remedy(tmp_path):
    with pytest.raises(RequestError, match=r"datapackage\.json: no such file.*run the main job"):
        pipeline.load(tmp_path)


def test_a_package_of_an_earlier_version_is_refused_with_a_remedy(hostile, tmp_path):
    described = json.loads((hostile / "datapackage.json").read_text(encoding="utf-8"))
    described["resources"] = [each for each in described["resources"] if each["name"] != "kinships"]
    (tmp_path / "datapackage.json").write_text(json.dumps(described))
    (tmp_path / "run.json").write_text("{}")

    with pytest.raises(RequestError, match=r"holds no table kinships.*Run the build again"):
        pipeline.load(tmp_path)


def test_the_page_names_every_table_and_the_columns_that_stay(data):
    described = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    made = {
        each["path"]: [field["name"] for field in each["schema"]["fields"]]
        for each in described["resources"]
        if each["format"] == "csv"
    }
    listed = {
        name: columns.split(", ")
        for name, columns in re.findall(
            r"^\| `(\w+\.csv)` \|[^|\n]+\| ([^|\n]+) \|$", PAGE.read_text("utf-8"), re.MULTILINE
        )
    }

    assert sorted(listed) == sorted(made)
    for name, columns in listed.items():
        assert columns == made[name][: len(columns)], name


def test_the_page_lists_every_notebook():
    page = PAGE.read_text(encoding="utf-8")
    readme = (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8")

    assert [path.stem for path in NOTEBOOKS if path.stem not in page] == []
    assert [path.stem for path in NOTEBOOKS if path.stem not in readme] == []


def test_the_code_of_the_page_gives_what_the_page_says(sample_build, tmp_path, monkeypatch, capsys):
    (tmp_path / "reports").symlink_to(sample_build.reports, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(
        r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?",
        PAGE.read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )

    assert len(blocks) >= 3
    for code, said in blocks:
        exec(compile(code, str(PAGE), "exec"), {})
        assert capsys.readouterr().out == said
