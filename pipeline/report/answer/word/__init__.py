"""What is measured of a draft, as Word files: the clerk's own with comments, and a summary."""

from pipeline.report.answer.word.annotated import annotated
from pipeline.report.answer.word.commented import Commented, commented
from pipeline.report.answer.word.summary import summary

__all__ = ["Commented", "annotated", "commented", "summary"]
