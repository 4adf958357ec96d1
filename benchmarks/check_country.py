"""How long does a draft take that is measured by a whole country?

    python -m benchmarks.check_country --keep DIR [--councils 10000] [--seed 1]
    python -m benchmarks.check_country --against DIR DRAFT [DRAFT ...]

The first makes the findings of so many councils (`site.py`; minutes, and some GB of memory) and
writes what drafts are measured by into DIR, as the stage `reference` does. The second checks drafts
by it, and prints a Markdown table: opening the reference, reading the draft, and the answer beyond
reading, for the first draft of a process and again. Times are by the clock, in seconds.
"""

import argparse
import resource
import shutil
import time
from dataclasses import replace
from pathlib import Path

from pipeline.model import DifferenceKind, Usual
from pipeline.params import read_params

PROJECT = Path(__file__).resolve().parents[1]


def keep(folder: Path, councils: int, seed: int) -> None:
    from benchmarks.site import findings
    from pipeline.stages.reference import keep_reference
    from pipeline.stages.workspace import folder_workspace, project_workspace

    workspace = folder_workspace(folder, folder, read_params(PROJECT / "params.yaml"))
    made, _ = findings(councils, seed=seed)
    made = replace(made, usual=_usual(made.families))
    scores = _scores(made, seed)
    start = time.process_time()
    counts = keep_reference(made, scores, workspace.params, folder=workspace.reference)
    shutil.copyfile(project_workspace().coder, workspace.coder)
    size = sum(path.stat().st_size for path in workspace.reference.iterdir()) / 1e6
    print("| councils | clauses | wordings | CPU s | peak MiB | MB on disk |")
    print("| --- | --- | --- | --- | --- | --- |")
    print(
        f"| {councils:,} | {len(made.clauses):,} | {counts['wordings']:,} | "
        f"{time.process_time() - start:.1f} | {_peak():.0f} | {size:.0f} |"
    )


def _usual(families):
    """Take it that in each family of three or more nine in ten have the force of the exemplar.

    To read the force of every wording of a country is the work of the stage before.
    """
    return tuple(
        Usual(
            each.id,
            DifferenceKind.MODALITY,
            0,
            each.exemplar,
            len(each.members) * 9 // 10 + 1,
            len(each.members),
        )
        for each in families
        if len(each.members) > 2
    )


def _scores(made, seed: int):
    """Give each clause the scores of its document, in the codebook's order."""
    from benchmarks import country

    order = [provision.id for provision in made.codebook.provisions]
    places = [
        country.provisions().index(name) if name in country.provisions() else None for name in order
    ]
    by_doc: dict[str, tuple] = {}
    found = {}
    for clause in made.clauses:
        rows = by_doc.get(clause.doc)
        if rows is None:
            by_doc.clear()
            rows = by_doc[clause.doc] = country.document(int(clause.doc[1:]), seed=seed).scores
        row = rows[clause.n - 1]
        found[clause.doc, clause.n] = tuple(0.0 if at is None else row[at] for at in places)
    return found


def timed(folder: Path, drafts: list[Path]) -> None:
    start = time.perf_counter()
    from pipeline.checking import answer_on, open_reference, read_draft

    reference = open_reference(folder)
    opened = time.perf_counter() - start
    print("| draft | opening s | reading s | answer s | again s | peak MiB |")
    print("| --- | --- | --- | --- | --- | --- |")
    for path in drafts:
        start = time.perf_counter()
        with reference.preparing():
            document = read_draft(path.read_bytes(), path.name, reference.params.ingest)
        times = [time.perf_counter() - start]
        for _ in range(2):
            start = time.perf_counter()
            answer = answer_on(document, reference, name=path.name, digest="")
            times.append(time.perf_counter() - start)
        print(
            f"| {path.name} ({len(answer.clauses)} clauses) | {opened:.2f} | "
            + " | ".join(f"{each:.2f}" for each in times)
            + f" | {_peak():.0f} |"
        )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("drafts", nargs="*", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--councils", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if asked.keep:
        keep(asked.keep, asked.councils, asked.seed)
    elif asked.against and asked.drafts:
        timed(asked.against, asked.drafts)
    else:
        parser.error("give --keep, or --against and a draft")


if __name__ == "__main__":
    main()
