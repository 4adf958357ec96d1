"""Which documents share a template, how much of each stands in it, and what is a council's own?"""

from pipeline.analyse.lineage.ancestry import ancestry

__all__ = ["ancestry"]
