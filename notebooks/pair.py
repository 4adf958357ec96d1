"""Make every notebook's .ipynb from its .py, without outputs: `python notebooks/pair.py`.

Cells are named by their places, so the same text gives the same bytes.
"""

from pathlib import Path

import jupytext
import nbformat

FOLDER = Path(__file__).resolve().parent


def as_ipynb(path: Path) -> str:
    """Give the text of the .ipynb that belongs to a .py."""
    notebook = jupytext.read(path)
    for place, cell in enumerate(notebook.cells):
        cell["id"] = f"{path.stem[:2]}-{place:02}"
    notebook.metadata["jupytext"] = {"formats": "ipynb,py:percent"}  # saved in Jupyter, both change
    return nbformat.writes(notebook, version=4) + "\n"


if __name__ == "__main__":
    for each in sorted(FOLDER.glob("[0-9]*.py")):
        each.with_suffix(".ipynb").write_text(as_ipynb(each), encoding="utf-8", newline="\n")
        print(each.with_suffix(".ipynb").name)
