"""Document and clauses to what the document states about itself: title, council, dates."""

from pipeline.segment.facts.gathering import facts_of

__all__ = ["facts_of"]
