"""All stages over any folder, each run only where something that it depends on has changed."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.stages.workspace import PACKAGE, Workspace, digest_of, results_inside
from pipeline.store.corpus import read_corpus
from pipeline.store.files import write_bytes

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Stage:
    """A step from files to files.

    `code` names packages and modules below `pipeline/`; `dvc.yaml` says the same for the main job,
    and a test compares the two.
    """

    name: str
    run: Callable[[Workspace], Counts]
    code: tuple[str, ...]
    params: tuple[str, ...]
    inputs: Callable[[Workspace], tuple[Path, ...]]
    outputs: Callable[[Workspace], tuple[Path, ...]]


def _run_train(workspace: Workspace) -> Counts:
    from pipeline.stages.train import train

    return train(workspace)


def _run_ingest(workspace: Workspace) -> Counts:
    from pipeline.stages.ingest import ingest

    return ingest(workspace)


def _run_segment(workspace: Workspace) -> Counts:
    from pipeline.stages.segment import segment

    return segment(workspace)


def _run_coding(workspace: Workspace) -> Counts:
    from pipeline.stages.coding import coding

    return coding(workspace)


def _run_align(workspace: Workspace) -> Counts:
    from pipeline.stages.align import align

    return align(workspace)


def _run_analyse(workspace: Workspace) -> Counts:
    from pipeline.stages.analyse import analyse

    return analyse(workspace)


def _run_report(workspace: Workspace) -> Counts:
    from pipeline.stages.report import report

    return report(workspace)


# what every stage stands on
_UNDER = ("errors.py", "params.py", "model", "text", "store", "stages/workspace.py")

_STAGE_MODULES = tuple(
    f"stages/{name}.py" for name in ("analyse", "align", "coding", "segment", "ingest")
)

# in the order in which they run; the functions import their steps when they are called, so that
# finding nothing to do takes no time
STAGES = (
    Stage(
        "ingest",
        _run_ingest,
        ("ingest", "engine", "stages/ingest.py", *_UNDER),
        ("ingest",),
        lambda w: (w.corpus,),
        lambda w: (w.documents, w.sources),
    ),
    Stage(
        "segment",
        _run_segment,
        ("segment", "stages/segment.py", "stages/ingest.py", *_UNDER),
        (),
        lambda w: (w.documents, w.sources),
        lambda w: (w.segments, w.clauses, w.facts),
    ),
    Stage(
        "train",
        _run_train,
        ("coding", "stages/train.py", *_UNDER),
        ("coding",),
        lambda w: (w.codebook, w.library),
        lambda w: (w.coder,),
    ),
    Stage(
        "coding",
        _run_coding,
        ("coding", "stages/coding.py", "stages/segment.py", *_UNDER),
        ("coding",),
        lambda w: (w.clauses, w.coder),
        lambda w: (w.codings, w.scores),
    ),
    Stage(
        "align",
        _run_align,
        ("align", "stages/align.py", "stages/coding.py", "stages/segment.py", *_UNDER),
        ("align",),
        lambda w: (w.clauses, w.scores),
        lambda w: (w.families,),
    ),
    Stage(
        "analyse",
        _run_analyse,
        # all that makes findings, since the run's identity is made of it
        ("analyse", "ingest", "segment", "coding", "align", *_STAGE_MODULES, *_UNDER),
        ("as_of", "ingest", "coding", "align", "analyse"),
        lambda w: (
            w.documents,
            w.sources,
            w.clauses,
            w.facts,
            w.codings,
            w.families,
            w.codebook,
            w.library,
        ),
        lambda w: (w.findings,),
    ),
    Stage(
        "report",
        _run_report,
        ("report", "analyse", "stages/report.py", *_STAGE_MODULES, *_UNDER),
        ("as_of",),
        lambda w: (
            w.findings,
            w.documents,
            w.sources,
            w.clauses,
            w.facts,
            w.families,
            w.codebook,
            w.accuracy,
        ),
        lambda w: (w.reports / "index.html", w.reports / "data"),
    ),
)


def run_stage(name: str, workspace: Workspace) -> Counts:
    """Run one stage, whether or not anything has changed, and keep its counts.

    Raises:
        RequestError: An input is missing or cannot be used, or a result cannot be written.
        KeyError: There is no such stage.
    """
    stage = {stage.name: stage for stage in STAGES}[name]
    record = _record(stage, workspace)
    record.unlink(missing_ok=True)
    counts = stage.run(workspace)
    text = json.dumps(counts, indent=1) + "\n"
    write_bytes(workspace.metrics / f"{stage.name}.json", text.encode())
    done = {"key": _key(stage, workspace), "made": digest_of(stage.outputs(workspace))}
    write_bytes(record, json.dumps(done).encode())
    return counts


def build(workspace: Workspace, *, until: str = "report") -> tuple[str, ...]:
    """Run the stages that have anything to do, in order.

    Args:
        workspace: Where to read and write.
        until: The last stage to run.

    Returns:
        The names of the stages that ran; none where nothing had changed.
    """
    ran = []
    for stage in STAGES:
        if not is_fresh(stage, workspace):
            if stage.name == "analyse":
                _keep_baseline(workspace)
            run_stage(stage.name, workspace)
            ran.append(stage.name)
        if stage.name == until:
            break
    return tuple(ran)


def is_fresh(stage: Stage, workspace: Workspace) -> bool:
    """Whether a stage's results are those that its inputs, code and parameters would give."""
    record = _record(stage, workspace)
    if not record.is_file() or not all(path.exists() for path in stage.outputs(workspace)):
        return False
    try:
        return bool(json.loads(record.read_bytes())["key"] == _key(stage, workspace))
    except (ValueError, KeyError):
        return False


def _record(stage: Stage, workspace: Workspace) -> Path:
    return workspace.derived / "stages" / f"{stage.name}.json"


def _key(stage: Stage, workspace: Workspace) -> str:
    params = workspace.params.model_dump(mode="json", include=set(stage.params))
    parts = [
        digest_of(PACKAGE / name for name in stage.code),
        json.dumps(params, sort_keys=True),
        *(_content(path, workspace) for path in stage.inputs(workspace)),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _content(path: Path, workspace: Workspace) -> str:
    """Name an input's content; what an earlier stage made is named by what it noted."""
    if path == workspace.corpus:
        corpus = read_corpus(path, leave_out=results_inside(workspace))
        return repr(corpus.sources)
    for stage in STAGES:
        if path in stage.outputs(workspace):
            record = _record(stage, workspace)
            if record.is_file():
                return str(json.loads(record.read_bytes()).get("made", ""))
    return digest_of([path]) if path.exists() else "missing"


def _keep_baseline(workspace: Workspace) -> None:
    """Keep the standing of the last finished run, to tell what changes in this one."""
    snapshot = workspace.findings / "snapshot.json"
    if workspace.rotates and snapshot.is_file():
        write_bytes(workspace.baseline, snapshot.read_bytes())
