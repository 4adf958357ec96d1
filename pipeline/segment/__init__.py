"""Document to clauses: structure, audience, stated facts."""

from pipeline.segment.clauses import segment

__all__ = ["segment"]
