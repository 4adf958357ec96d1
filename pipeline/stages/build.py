"""All stages over any folder, each run only where something that it depends on has changed."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import RequestError
from pipeline.stages.workspace import (
    PACKAGE,
    ROOT,
    Workspace,
    digest_of,
    project_workspace,
    results_inside,
)
from pipeline.store.corpus import read_corpus
from pipeline.store.files import remove, remove_torn, write_bytes
from pipeline.store.lock import sole_writer
from pipeline.store.records import DamagedError

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
    machine: Callable[[], str] = lambda: ""  # names what is installed there and makes a difference


def _run_train(workspace: Workspace) -> Counts:
    from pipeline.stages.train import train

    return train(workspace)


def _run_ingest(workspace: Workspace) -> Counts:
    from pipeline.stages.ingest import ingest

    return ingest(workspace)


def _readers_here() -> str:
    from pipeline.ingest import readers_here

    return readers_here()


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


def _run_reference(workspace: Workspace) -> Counts:
    from pipeline.stages.reference import reference

    return reference(workspace)


def _run_pictures(workspace: Workspace) -> Counts:
    from pipeline.stages.pictures import pictures

    return pictures(workspace)


def _run_report(workspace: Workspace) -> Counts:
    from pipeline.stages.report import report

    return report(workspace)


# what every stage stands on
_UNDER = ("errors.py", "params.py", "model", "text", "store", "stages/workspace.py")

_STAGE_MODULES = tuple(
    f"stages/{name}.py" for name in ("analyse", "align", "coding", "segment", "ingest")
)

# what the report stage writes, each time and into folders of its own
_REPORTS = (
    "index.html",
    "unreadable.html",
    "corrections.html",
    "figures.html",
    "lineage.html",
    "changes.atom",
    "coverage.xlsx",
    "assets",
    "briefings",
    "briefings.html",
    "councils",
    "data",
    "figures",
    "letters",
    "pages",
    "provisions",
    "search",
    "search.html",
    "shared",
)

# counts of this run alone: another way to the same results would give others
_OF_THIS_RUN = frozenset({"read", "cut", "drawn", "again"})

# in the order in which they run; the functions import their steps when they are called, so that
# finding nothing to do takes no time
STAGES = (
    Stage(
        "ingest",
        _run_ingest,
        ("ingest", "engine", "stages/ingest.py", *_UNDER),
        ("ingest",),
        lambda w: (w.corpus,),
        lambda w: (w.documents, w.sources, w.notices),
        _readers_here,
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
        lambda w: (w.codings, w.scores, w.chances),
    ),
    Stage(
        "align",
        _run_align,
        ("align", "stages/align.py", "stages/coding.py", "stages/segment.py", *_UNDER),
        ("align",),
        # not the families that are kept: what a run has settled is no reason to run again
        lambda w: (w.clauses, w.scores, w.codebook, w.library),
        lambda w: (w.families, w.partial_links, w.suggestions, w.families_memory),
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
            w.chances,
            w.families,
            w.partial_links,
            w.suggestions,
            w.codebook,
            w.library,
            *w.corrections,
        ),
        lambda w: (w.findings,),
    ),
    Stage(
        "reference",
        _run_reference,
        ("align", "analyse", "stages/reference.py", *_STAGE_MODULES, *_UNDER),
        ("as_of", "align", "analyse"),
        lambda w: (
            w.findings,
            w.scores,
            w.clauses,
            w.documents,
            w.sources,
            w.facts,
            w.codebook,
        ),
        lambda w: (w.reference,),
    ),
    Stage(
        "pictures",
        _run_pictures,
        (
            "analyse",
            "ingest",
            "engine",
            "stages/pictures.py",
            "stages/segment.py",
            "stages/ingest.py",
            *_UNDER,
        ),
        ("ingest", "analyse", "pictures"),
        lambda w: (w.findings, w.documents, w.sources, w.clauses),  # the sources say their bytes
        lambda w: (w.pictures,),
    ),
    Stage(
        "report",
        _run_report,
        ("report", "analyse", "stages/report.py", "stages/pictures.py", *_STAGE_MODULES, *_UNDER),
        ("as_of", "analyse", "report"),
        lambda w: (
            w.findings,
            w.pictures,
            w.documents,
            w.sources,
            w.notices,
            w.clauses,
            w.facts,
            w.codebook,
            w.accuracy,
            w.accuracy_apart,
        ),
        lambda w: tuple(w.reports / name for name in _REPORTS),
    ),
)


def run_stage(name: str, workspace: Workspace) -> Counts:
    """Run one stage, whether or not anything has changed, and keep its counts.

    Raises:
        RequestError: An input is missing or cannot be used, a result cannot be written, or another
            build is writing to the same folder.
        KeyError: There is no such stage.
    """
    stage = {stage.name: stage for stage in STAGES}[name]
    with sole_writer(workspace.lock, of=workspace.reports):
        return _run(stage, workspace)


def build(workspace: Workspace, *, until: str = "report", afresh: bool = False) -> tuple[str, ...]:
    """Run the stages that have anything to do, in order.

    What a power cut has damaged is made again.

    Args:
        workspace: Where to read and write.
        until: The last stage to run.
        afresh: Whether all clauses are lined up again, instead of keeping the families of the
            last build. Those that are still there keep their addresses.

    Returns:
        The names of the stages that ran; none where nothing had changed.

    Raises:
        RequestError: The corpus or the codebook cannot be used, a result cannot be written, or
            another build is writing to the same folder.
    """
    _check_place(workspace)
    with sole_writer(workspace.lock, of=workspace.reports):
        if afresh:
            from pipeline.stages.align import release_families

            release_families(workspace)
        try:
            ran = _run_stale(workspace, until)
        except DamagedError:
            _forget(workspace)
            ran = _run_stale(workspace, until)
        if until == STAGES[-1].name:
            _keep_standing(workspace)
    return ran


def is_fresh(stage: Stage, workspace: Workspace) -> bool:
    """Whether a stage's results are those that its inputs, code and parameters would give.

    They are not where it has work that is to be tried again.
    """
    noted = _noted(stage, workspace)
    return (
        noted.get("key") == _key(stage, workspace)
        and not noted["counts"].get("again")
        and _is_whole(stage, workspace)
    )


def _run_stale(workspace: Workspace, until: str) -> tuple[str, ...]:
    ran = []
    for stage in STAGES:
        if not is_fresh(stage, workspace):
            if stage.name == "analyse":
                _keep_baseline(stage, workspace)
            if not (stage.name == "train" and _borrow_coder(stage, workspace)):
                _run(stage, workspace)
                ran.append(stage.name)
        if stage.name == until:
            break
    return tuple(ran)


def _borrow_coder(stage: Stage, workspace: Workspace) -> bool:
    """Take the coder of the main job where it is the one that this build would train.

    Returns:
        Whether it was there: training takes most of the time of a small build.
    """
    if not (ROOT / "params.yaml").is_file():  # installed by pip, without a main job
        return False
    own = project_workspace()
    if workspace.coder == own.coder or not is_fresh(stage, own):
        return False
    if _noted(stage, own)["key"] != _key(stage, workspace):
        return False
    write_bytes(workspace.coder, own.coder.read_bytes())
    noted = {**_noted(stage, own), "sizes": _sizes(stage, workspace)}
    counts = json.dumps(noted["counts"], indent=1) + "\n"
    write_bytes(workspace.metrics / f"{stage.name}.json", counts.encode())
    write_bytes(_record(stage, workspace), json.dumps(noted).encode())
    return True


def _run(stage: Stage, workspace: Workspace) -> Counts:
    # before the stage reads anything: what changes meanwhile is new to the next run
    key = _key(stage, workspace)
    record = _record(stage, workspace)
    remove(record)
    for folder in (workspace.derived, record.parent, workspace.metrics, *stage.outputs(workspace)):
        remove_torn(folder)
    counts = stage.run(workspace)
    lasting = {name: count for name, count in counts.items() if name not in _OF_THIS_RUN}
    text = json.dumps(lasting, indent=1) + "\n"
    write_bytes(workspace.metrics / f"{stage.name}.json", text.encode())
    done = {
        "key": key,
        "made": digest_of(stage.outputs(workspace)),
        "sizes": _sizes(stage, workspace),
        "counts": counts,
    }
    write_bytes(record, json.dumps(done).encode())
    return counts


def _record(stage: Stage, workspace: Workspace) -> Path:
    return workspace.derived / "stages" / f"{stage.name}.json"


def _noted(stage: Stage, workspace: Workspace) -> dict[str, Any]:
    """Give what a stage noted of its last run; nothing where it has not come to its end."""
    try:
        noted = json.loads(_record(stage, workspace).read_bytes())
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def _is_whole(stage: Stage, workspace: Workspace) -> bool:
    """Whether no result has been removed or cut short since it was written."""
    return bool(_noted(stage, workspace).get("sizes") == _sizes(stage, workspace))


def _sizes(stage: Stage, workspace: Workspace) -> str:
    """Name the files of a stage's results and their sizes, as 64 hexadecimal digits."""
    total = hashlib.sha256()
    for path in stage.outputs(workspace):
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                total.update(f"{file.relative_to(path.parent)} {file.stat().st_size}\n".encode())
    return total.hexdigest()


def _key(stage: Stage, workspace: Workspace) -> str:
    params = workspace.params.model_dump(mode="json", include=set(stage.params))
    parts = [
        digest_of(PACKAGE / name for name in stage.code),
        json.dumps(params, sort_keys=True),
        stage.machine(),
        *(_content(path, workspace) for path in stage.inputs(workspace)),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _content(path: Path, workspace: Workspace) -> str:
    """Name an input's content; what an earlier stage made is named by what it noted."""
    if path == workspace.corpus:
        corpus = read_corpus(path, leave_out=results_inside(workspace))
        return repr((corpus.sources, corpus.notices))
    for stage in STAGES:
        if path in stage.outputs(workspace) and (made := _noted(stage, workspace).get("made")):
            return str(made)
    return digest_of([path]) if path.exists() else "missing"


def _check_place(workspace: Workspace) -> None:
    """Refuse a folder of results that holds somebody else's files under the names of ours."""
    try:
        ours = not workspace.rotates or workspace.written.exists()
        taken = [] if ours else [name for name in _REPORTS if (workspace.reports / name).exists()]
    except OSError:  # a folder that may not be opened, which the lock will say
        return
    if taken:
        raise RequestError(
            f"{workspace.reports / taken[0]}: is already there, and no build has written it. Name "
            "another folder with --out, or take it away."
        )


def _keep_baseline(stage: Stage, workspace: Workspace) -> None:
    """Count changes from the last build that came to its end.

    Findings that are only mended, from the same inputs, are counted from where they were.
    """
    before = _noted(stage, workspace).get("key")
    is_another = before is not None and before != _key(stage, workspace)
    if workspace.rotates and is_another and workspace.finished.is_file():
        write_bytes(workspace.baseline, workspace.finished.read_bytes())


def _keep_standing(workspace: Workspace) -> None:
    snapshot = workspace.findings / "snapshot.json"
    if workspace.rotates and snapshot.is_file():
        write_bytes(workspace.finished, snapshot.read_bytes())


def _forget(workspace: Workspace) -> None:
    """Forget all that stages have kept for one another, so that all of it is made again."""
    for folder in ("stages", "documents", "segments", "pictures"):
        shutil.rmtree(workspace.derived / folder, ignore_errors=True)
