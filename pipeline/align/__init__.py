"""Clauses to families: which clauses of different councils say the same."""

from pipeline.align.families import align
from pipeline.align.memory import Memory

__all__ = ["Memory", "align"]
