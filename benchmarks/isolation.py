"""What does it cost to read each document in a process of its own? Prints a Markdown table.

    python benchmarks/isolation.py [FOLDER] [--rounds 5]

Without a folder: the born-digital layouts, Word files and web pages of the variants. The same stage
runs with and without isolation, in turn; what it takes to start, to load the readers and to look for what
the machine has of them, is measured on the shortest file of each format, and taken off with these
files. CPU counts every process.
"""

import argparse
import shutil
import tempfile
from pathlib import Path
from statistics import median

from watch import PROJECT, Watched, run_stage

VARIANTS = PROJECT.parent / "shared" / "corpus" / "variants"
ORDINARY = (".word.pdf", ".report.pdf", ".twocol.pdf", ".docx", ".odt", ".html")
MODES = {"in one process": {"unisolated": True}, "isolated, 1 worker": {"workers": 1},
         "isolated, 2 workers": {"workers": 2}}  # fmt: skip


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description="Measure the cost of isolation.")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--python", default=str(PROJECT / ".venv" / "bin" / "python"))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        short = Path(scratch, "short")
        short.mkdir()
        folder = chosen.folder or _ordinary(Path(scratch, "ordinary"))
        for suffix in {path.suffix for path in folder.iterdir()}:
            least = min(folder.glob(f"*{suffix}"), key=lambda path: path.stat().st_size)
            shutil.copy(least, short / least.name)
        few = len(list(short.iterdir()))
        runs: dict[str, list[tuple[Watched, Watched]]] = {mode: [] for mode in MODES}
        for _ in range(chosen.rounds):
            for mode, how in MODES.items():
                start = run_stage(chosen.python, short, **how)
                runs[mode].append((run_stage(chosen.python, folder, **how), start))
    print(
        "| reading | documents | CPU s | of it to start | CPU ms/document | against one process | wall ms/document | against one process | parent MiB | reader MiB |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    least = None
    for mode, pairs in runs.items():
        count = len(pairs[0][0].report.get("files", ()))
        if not count:
            print(f"| {mode} | failed: {pairs[0][0].error.strip().splitlines()[-1:]} |" + " |" * 8)
            continue
        total, start = (median(run.cpu for run in some) for some in zip(*pairs, strict=True))
        cpu, wall = (_each(pairs, taken, count - few) for taken in ("cpu", "wall"))
        least = least or (cpu, wall)
        parent = max(run.parent_mib for run, _ in pairs)
        reader = max(run.child_mib for run, _ in pairs)
        print(f"| {mode} | {count} | {total:.2f} | {start:.2f} | {cpu:.1f} | {cpu / least[0]:.2f} | "
              f"{wall:.1f} | {wall / least[1]:.2f} | {parent:.0f} | {reader:.0f} |")  # fmt: skip


def _each(pairs: list[tuple[Watched, Watched]], taken: str, documents: int) -> float:
    """Give the milliseconds that a document takes, without what it takes to start."""
    return 1000 * median(getattr(run, taken) - getattr(start, taken) for run, start in pairs) / documents  # fmt: skip


def _ordinary(folder: Path) -> Path:
    folder.mkdir()
    for path in sorted(VARIANTS.iterdir()):
        if path.name.endswith(ORDINARY):
            shutil.copy(path, folder / path.name)
    return folder


if __name__ == "__main__":
    main()
