"""Two versions of a document, clause by clause."""

from pipeline.analyse.comparing.comparing import compared

__all__ = ["compared"]
