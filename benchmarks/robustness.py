"""What becomes of damaged and hostile files, and is any text lost in silence? Prints Markdown.

    python benchmarks/robustness.py FOLDER... [--workers 2] [--list 20]

Runs the real ingest stage over each folder. Every file must end in exactly one state. Files of which
ours gives no text, or far less than others, are put before pdftotext and PDFium: where these find
text in a file that ours calls empty or read, that is a silent loss; where ours says that it could not
read the file, or warns, it is a named one. `mutate.py` makes damaged copies of any folder.
"""

import argparse
import re
import resource
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from watch import PROJECT, run_stage

ENOUGH = 40  # letters from which a file holds text
LESS = 0.5  # share of the letters that others find, below which something was lost
_SECONDS, _BYTES = 30, 2 << 30
_PDFIUM = """
import sys, pypdfium2
document = pypdfium2.PdfDocument(sys.argv[1])
for page in document:
    try:
        sys.stdout.buffer.write(page.get_textpage().get_text_range().encode("utf-8", "replace"))
    except Exception:
        pass
"""


def main() -> None:
    """Read each folder, and print what came of it."""
    parser = argparse.ArgumentParser(description="Read folders of damaged files.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--list", type=int, default=20, help="how many losses to name")
    parser.add_argument("--python", default=str(PROJECT / ".venv" / "bin" / "python"))
    chosen = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # a folder may take long
    losses: list[str] = []
    print(
        "| folder | files | states | in no state | silent losses | named losses | CPU s | wall s | parent MiB | reader MiB |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for folder in chosen.folders:
        run = run_stage(chosen.python, folder, workers=chosen.workers)
        if not run.report:
            print(
                f"| {folder.name} | **the stage died with {run.exit}**: {run.error[-200:]!r} |"
                + " |" * 8
            )
            continue
        ended = run.report["files"]
        states = Counter(file["state"] for file in ended)
        there = {
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        }
        stateless = sorted(there - {file["path"] for file in ended})
        silent, named = [], []
        for file in ended:
            others = _others(folder / file["path"], file)
            if others:
                (named if _says_so(file) else silent).append(
                    f"{file['path']}: {file['state']}, {others}"
                )
        losses += [f"silent: {loss}" for loss in silent] + [f"named: {loss}" for loss in named]
        losses += [f"in no state: {name}" for name in stateless]
        listed = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
        print(f"| {folder.name} | {len(there)} | {listed} | {len(stateless)} | {len(silent)} | {len(named)} | "
              f"{run.cpu:.0f} | {run.wall:.0f} | {run.parent_mib:.0f} | {run.child_mib:.0f} |")  # fmt: skip
    for loss in losses[: chosen.list]:
        print(f"- {loss}")
    if len(losses) > chosen.list:
        print(f"- and {len(losses) - chosen.list} more")


def _says_so(file: dict[str, Any]) -> bool:
    """Whether the state or a warning tells the user that something is missing."""
    refused = {"unreadable", "limit", "password", "unsupported"}
    return file["state"] in refused or bool(file["warnings"])


def _others(path: Path, file: dict[str, Any]) -> str:
    """Say how many letters others find, where they find text that ours has not."""
    if not path.read_bytes()[:2048].count(b"%PDF-"):
        return ""
    found = {"pdftotext": _letters(["pdftotext", "-q", str(path), "-"]),
             "PDFium": _letters([sys.executable, "-c", _PDFIUM, str(path)])}  # fmt: skip
    most = max(found.values())
    if most < ENOUGH or file["letters"] >= LESS * most:
        return ""
    return f"{file['letters']} letters; " + ", ".join(f"{n} {name}" for name, n in found.items())


def _letters(command: list[str]) -> int:
    if shutil.which(command[0]) is None:
        return 0
    try:
        made = subprocess.run(
            command, capture_output=True, timeout=_SECONDS, check=False, preexec_fn=_limit
        )
    except subprocess.TimeoutExpired:
        return 0
    return len(re.findall(r"[^\W\d_]", made.stdout.decode("utf-8", "replace")))


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_BYTES // 8, _BYTES // 8))


if __name__ == "__main__":
    main()
