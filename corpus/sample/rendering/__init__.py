"""Invented protocols, written as data, rendered to the files that councils publish."""

import sys
from pathlib import Path

# the project's root, for `pipeline.text`: a script sees its own folder only
sys.path.append(str(Path(__file__).resolve().parents[3]))
