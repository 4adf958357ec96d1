"""Clauses to codings: which provisions each clause carries, and at what level."""

from pipeline.coding.coder import Coder
from pipeline.coding.settling import settle
from pipeline.coding.training import train

__all__ = ["Coder", "settle", "train"]
