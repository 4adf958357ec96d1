"""What is measured of a draft, as Word files: the clerk's own with comments, and a summary."""

from pipeline.report.answer.word.commented import Commented, commented

__all__ = ["Commented", "commented"]
