"""What became of each clause between two versions, as people and programs read it."""

from pipeline.report.comparison.view import comparison_view

__all__ = ["comparison_view"]
