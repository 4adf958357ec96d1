"""The main job and builds over other folders are the same job."""

import subprocess
import sys

import pytest
import yaml

from pipeline.stages.build import STAGES
from pipeline.stages.workspace import ROOT, project_workspace

STAGE_NAMES = [stage.name for stage in STAGES]
MEASUREMENTS = ("evaluate", "apart")


@pytest.fixture(scope="module")
def dvc_stages():
    return yaml.safe_load((ROOT / "dvc.yaml").read_text(encoding="utf-8"))["stages"]


def test_every_stage_is_in_dvc_and_only_measurements_are_its_own(dvc_stages):
    assert set(dvc_stages) == {*STAGE_NAMES, *MEASUREMENTS}


@pytest.mark.parametrize("name", [*STAGE_NAMES, *MEASUREMENTS])
def test_a_stage_is_a_documented_command(dvc_stages, name):
    given = dvc_stages[name]["cmd"]
    command = (given if isinstance(given, str) else given[-1]).split()
    shown = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", command[3], "--help"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert command[:3] == ["python", "-m", "pipeline"]
    assert len(shown.stdout.splitlines()) > 3


@pytest.mark.parametrize("stage", STAGES, ids=STAGE_NAMES)
def test_a_stage_depends_on_its_own_code_and_all_below_it(dvc_stages, stage):
    below = {dep.removeprefix("pipeline/") for dep in dvc_stages[stage.name]["deps"]}

    assert set(stage.code) <= below


@pytest.mark.parametrize("stage", STAGES, ids=STAGE_NAMES)
def test_a_stage_names_its_files_and_parameters(dvc_stages, stage):
    workspace = project_workspace()
    deps = set(dvc_stages[stage.name]["deps"])
    outs = {
        next(iter(out)) if isinstance(out, dict) else out for out in dvc_stages[stage.name]["outs"]
    }
    inputs = {path.relative_to(ROOT).as_posix() for path in stage.inputs(workspace)}
    inputs = inputs - {"corpus"} | ({"corpus/sources", "corpus/register.csv"} & deps)

    assert inputs <= deps
    assert {path.relative_to(ROOT).as_posix() for path in stage.outputs(workspace)} <= outs
    assert set(dvc_stages[stage.name].get("params", [])) == set(stage.params)


@pytest.mark.parametrize("stage", STAGES, ids=STAGE_NAMES)
def test_the_code_of_a_stage_exists(stage):
    assert [name for name in stage.code if not (ROOT / "pipeline" / name).exists()] == []
