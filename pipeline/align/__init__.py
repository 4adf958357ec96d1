"""Clauses to families: which clauses of different councils say the same."""

from pipeline.align.families import align

__all__ = ["align"]
