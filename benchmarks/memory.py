"""Does a reader's memory stay flat, however long the file? Prints a Markdown table.

    python benchmarks/memory.py [--pages 10,100,550,2000]

The files are born-digital: text, headings and ruled tables, made here in one and in two columns.
Each goes through the real ingest stage alone.
"""

import argparse
import io
import shutil
import tempfile
from pathlib import Path

from documents.drawn import font, set_lines
from documents.protocols import read_texts
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from watch import PROJECT, run_stage


def main() -> None:
    """Make the files, read each, and print the table."""
    parser = argparse.ArgumentParser(description="Measure memory against length.")
    parser.add_argument("--pages", default="10,100,550,2000")
    parser.add_argument("--python", default=str(PROJECT / ".venv" / "bin" / "python"))
    chosen = parser.parse_args()
    print("| pages | columns | file kB | state | CPU ms/page | reader MiB | parent MiB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for columns in (1, 2):
        for pages in map(int, chosen.pages.split(",")):
            with tempfile.TemporaryDirectory() as scratch:
                folder = Path(scratch, "one")
                folder.mkdir()
                data = long_file(pages, columns=columns)
                (folder / f"long-{pages}.pdf").write_bytes(data)
                run = run_stage(chosen.python, folder)
                shutil.rmtree(folder)
            files = run.report.get("files") or [{"state": f"died: {run.error[-80:]}"}]
            print(f"| {pages} | {columns} | {len(data) // 1024} | {files[0]['state']} | "
                  f"{1000 * run.cpu / pages:.1f} | {run.child_mib:.0f} | {run.parent_mib:.0f} |")  # fmt: skip


def long_file(pages: int, *, columns: int = 1) -> bytes:
    """A PDF of so many pages, from the texts over and over."""
    blocks = [block for text in read_texts() for block in text.without("aside", "note").blocks]
    laid = set_lines(
        tuple(blocks), width=A4[0], height=A4[1], left=56, top=80, bottom=70, columns=columns
    )
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for number in range(pages):
        page = laid[number % len(laid)]
        for run in page.runs:
            canvas.setFont(run.font, run.size)
            canvas.drawString(run.x, run.y, run.text)
        for rule in page.rules:
            canvas.line(*rule)
        canvas.setFont(font("sans"), 8)
        canvas.drawString(56, 800, "Handbook of the Council")
        canvas.drawString(480, 30, f"Page {number + 1} of {pages}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


if __name__ == "__main__":
    main()
